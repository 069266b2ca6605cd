/* Right uses of a library that a file of models describes. */
#include "plain.h"

#include <fcntl.h>
#include <unistd.h>

int closed(const char *host)
{
	struct library *library;

	if (library_open(host, &library) != 0)
		return -1;
	library_close(library);
	return 0;
}

int handed_on(const char *host, struct library **out)
{
	return library_open(host, out);
}

int taken(struct library *library)
{
	int fd = open("x", O_RDONLY);

	if (fd < 0)
		return -1;
	if (library_attach(library, fd) != 0) {
		close(fd);
		return -1;
	}
	return 0;
}

int died(const char *host, int broken)
{
	struct library *library;

	if (library_open(host, &library) != 0)
		library_die("no connection");
	if (broken)
		library_die("broken");
	library_close(library);
	return 0;
}

int failed(const char *host)
{
	struct library *library;

	if (library_open(host, &library) != 0)
		return -1;
	library_fail(1, "gone");
	return 0;
}
