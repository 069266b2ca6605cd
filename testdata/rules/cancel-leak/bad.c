/* The memory of a request goes while the library still works on it. */
#include <stdlib.h>

#include <uv.h>

struct lookup {
	uv_getaddrinfo_t request;
	char *name;
};

static void on_address(uv_getaddrinfo_t *request, int status, struct addrinfo *list)
{
	(void)request;
	(void)status;
	uv_freeaddrinfo(list);
}

static void lookup_free(struct lookup *lookup)
{
	free(lookup->name);
	free(lookup);
}

/* Given up at once, by a helper. */
int lookup_start(uv_loop_t *loop, const char *name, int quick)
{
	struct lookup *lookup = calloc(1, sizeof *lookup);

	if (!lookup)
		return -1;
	if (uv_getaddrinfo(loop, &lookup->request, on_address, name, NULL, NULL) != 0) {
		lookup_free(lookup);
		return -1;
	}
	if (quick) {
		uv_cancel((uv_req_t *)&lookup->request);
		lookup_free(lookup); // expect: cancel-leak
	}
	return 0;
}

/* Out of scope. */
int lookup_here(uv_loop_t *loop, const char *name)
{
	uv_getaddrinfo_t request;

	return uv_getaddrinfo(loop, &request, on_address, name, NULL, NULL); // expect: cancel-leak
}

/* Used for a second request before the first is done. */
int lookup_twice(uv_loop_t *loop, struct lookup *lookup)
{
	if (uv_getaddrinfo(loop, &lookup->request, on_address, "one", NULL, NULL) != 0)
		return -1;
	return uv_getaddrinfo(loop, &lookup->request, on_address, "two", NULL, NULL); // expect: cancel-leak
}
