/* The same as one folder up, with the bodies of the timers beside it. */
#include "clock.h"

#include <stdlib.h>
#include <string.h>

struct good_request {
	int status;
	struct tick deadline;
	struct tick retry;
	char *host;
};

static void good_deadline(struct tick *tick)
{
	struct good_request *request = record_of(tick, struct good_request, deadline);

	request->status = -1;
}

/* Each of the three ways to ask first. */
static void good_request_free(struct good_request *request)
{
	if (tick_runs(&request->deadline))
		tick_unlink(&request->deadline);
	if (tick_is_linked(&request->retry))
		tick_unlink(&request->retry);
	free(request->host);
	free(request);
}

static void good_request_drop(struct good_request *request)
{
	if (request->deadline.next != NULL)
		tick_unlink(&request->deadline);
	free(request);
}

struct good_request *good_request_new(struct clock_wheel *wheel, const char *host)
{
	struct good_request *request = calloc(1, sizeof *request);

	if (!request)
		return NULL;
	tick_init(&request->deadline, good_deadline);
	tick_init(&request->retry, good_deadline);
	tick_link(wheel, 100, &request->deadline);
	tick_link(wheel, 100, &request->retry);
	request->host = strdup(host);
	if (!request->host) {
		good_request_free(request);
		return NULL;
	}
	return request;
}

int good_request_try(struct clock_wheel *wheel, int fails)
{
	struct good_request *request = calloc(1, sizeof *request);

	if (!request)
		return -1;
	tick_link(wheel, 100, &request->deadline);
	if (fails) {
		good_request_drop(request);
		return -1;
	}
	return 0;
}

/* Its own callback frees: it is not linked while it runs. */
void good_retry(struct tick *tick)
{
	struct good_request *request = record_of(tick, struct good_request, retry);

	if (tick_runs(&request->deadline))
		tick_unlink(&request->deadline);
	free(request);
}

/* The wheel has run. */
int good_request_wait(struct clock_wheel *wheel)
{
	struct tick tick;

	tick_init(&tick, good_deadline);
	tick_link(wheel, 10, &tick);
	clock_run(wheel);
	return 0;
}

/* Linked again for another time; unlinked twice. */
void good_request_again(struct clock_wheel *wheel, struct good_request *request)
{
	tick_link(wheel, 10, &request->retry);
	tick_link(wheel, 20, &request->retry);
	tick_unlink(&request->retry);
	tick_unlink(&request->retry);
}
