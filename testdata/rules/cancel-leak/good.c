/* The memory of a request stays until its callback was called. */
#include <stdlib.h>

#include <uv.h>

struct good_lookup {
	uv_getaddrinfo_t request;
	int is_wanted;
	char *name;
};

static void good_address(uv_getaddrinfo_t *request, int status, struct addrinfo *list)
{
	struct good_lookup *lookup = request->data;

	if (status == 0)
		uv_freeaddrinfo(list);
	free(lookup->name);
	free(lookup);
}

int good_lookup_start(uv_loop_t *loop, const char *name, int quick)
{
	struct good_lookup *lookup = calloc(1, sizeof *lookup);

	if (!lookup)
		return -1;
	lookup->request.data = lookup;
	if (uv_getaddrinfo(loop, &lookup->request, good_address, name, NULL, NULL) != 0) {
		free(lookup);
		return -1;
	}
	if (quick)
		uv_cancel((uv_req_t *)&lookup->request);
	return 0;
}

/* Without a callback it waits for the answer. */
int good_lookup_here(uv_loop_t *loop, const char *name)
{
	uv_getaddrinfo_t request;
	int result = uv_getaddrinfo(loop, &request, NULL, name, NULL, NULL);

	if (result == 0)
		uv_freeaddrinfo(request.addrinfo);
	return result;
}

/* On the stack of what runs the loop. */
int good_lookup_run(uv_loop_t *loop, const char *name)
{
	uv_getaddrinfo_t request;
	struct good_lookup lookup = {.is_wanted = 1};

	request.data = &lookup;
	if (uv_getaddrinfo(loop, &request, good_address, name, NULL, NULL) != 0)
		return -1;
	return uv_run(loop, UV_RUN_DEFAULT);
}
