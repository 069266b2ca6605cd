/* The same as one folder up, with the bodies of the timers beside it: annotations add what a list does not show. */
#include "clock.h"

#include <stdlib.h>
#include <string.h>

struct request {
	int status;
	struct tick deadline;
	struct tick retry;
	char *host;
};

static void on_deadline(struct tick *tick)
{
	struct request *request = record_of(tick, struct request, deadline);

	request->status = -1;
}

static void request_free(struct request *request)
{
	free(request->host);
	free(request);
}

/* Linked too early. */
struct request *request_new(struct clock_wheel *wheel, const char *host)
{
	struct request *request = calloc(1, sizeof *request);

	if (!request)
		return NULL;
	tick_init(&request->deadline, on_deadline);
	tick_link(wheel, 100, &request->deadline);
	request->host = strdup(host);
	if (!request->host) {
		request_free(request); // expect: timer-outlives-owner
		return NULL;
	}
	return request;
}

/* Of two timers one is forgotten. */
void request_send(struct clock_wheel *wheel, struct request *request, int fails)
{
	tick_link(wheel, 100, &request->deadline);
	tick_link(wheel, 10, &request->retry);
	if (fails) {
		tick_unlink(&request->deadline);
		request_free(request); // expect: timer-outlives-owner
	}
}

/* Linked once more by its callback, which then frees what it is in. */
void on_retry(struct clock_wheel *wheel, struct tick *tick)
{
	struct request *request = record_of(tick, struct request, retry);

	tick_link(wheel, 10, tick);
	if (request->status < 0)
		free(request); // expect: timer-outlives-owner
}

/* On the stack. */
int request_wait(struct clock_wheel *wheel)
{
	struct tick tick;

	tick_init(&tick, on_deadline);
	tick_link(wheel, 10, &tick); // expect: timer-outlives-owner
	return 0;
}
