/* Leaks of what a library that a file of models describes opens. */
#include "plain.h"

#include <fcntl.h>
#include <unistd.h>

int never_closed(const char *host, int quick)
{
	struct library *library;

	if (library_open(host, &library) != 0) // expect: channel-leak/socket
		return -1;
	if (quick)
		return 0;
	library_close(library);
	return 0;
}

int accepted(struct library *library, int quick)
{
	int fd = library_accept(library); // expect: channel-leak/socket

	if (fd < 0 || quick)
		return -1;
	close(fd);
	return 0;
}

/* On failure the descriptor is still ours. */
int not_taken(struct library *library)
{
	int fd = open("x", O_RDONLY); // expect: channel-leak/descriptor

	if (fd < 0)
		return -1;
	return library_attach(library, fd);
}

int only_described(struct library *library)
{
	int fd = open("x", O_RDONLY); // expect: channel-leak/descriptor

	if (fd < 0)
		return -1;
	return library_describe(library, fd);
}

int closed_twice(const char *host)
{
	struct library *library;

	if (library_open(host, &library) != 0)
		return -1;
	library_close(library);
	library_close(library); // expect: double-end
	return 0;
}

/* With status 0 the message is only printed. */
int warned(const char *host)
{
	struct library *library;

	if (library_open(host, &library) != 0) // expect: channel-leak/socket
		return -1;
	library_fail(0, "still here");
	return 0;
}
