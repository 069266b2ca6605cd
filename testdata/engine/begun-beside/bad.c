/* Begun together with something that the teardown ends; the others who finish the work end both. */
#include <stddef.h>

struct wheel;
struct spoke {
	struct spoke *next;
	void (*run)(struct spoke *spoke);
};
struct query;

void wheel_timer_link(struct wheel *wheel, unsigned delay, struct spoke *spoke);
void wheel_timer_unlink(struct spoke *spoke);
struct query *query_send(struct wheel *wheel, const char *name, void *data);
void query_cancel(struct query *query);
void reply(void *data, int status);

struct request {
	struct wheel *wheel;
	struct query *query;
	struct spoke timeout;
};

void request_begin(struct request *request, const char *name)
{
	wheel_timer_link(request->wheel, 1000, &request->timeout);
	request->query = query_send(request->wheel, name, request);
}

void request_answered(struct request *request, int status)
{
	wheel_timer_unlink(&request->timeout);
	request->query = NULL;
	reply(request, status);
}

/* Called when the client goes away, whatever the request is doing. */
void request_dispose(void *data)
{
	struct request *request = data;

	if (request->query != NULL) {
		query_cancel(request->query); // expect: timer-leak
		request->query = NULL;
	}
}
