/* Leaks of what an annotated header opens. */
#include "relay.h"

#include <fcntl.h>
#include <unistd.h>

int never_closed(const char *host, int quick)
{
	struct relay *relay;

	if (relay_open(host, &relay) != 0) // expect: channel-leak/socket
		return -1;
	if (quick)
		return 0;
	relay_close(relay);
	return 0;
}

int accepted(struct relay *relay, int quick)
{
	int fd = relay_accept(relay); // expect: channel-leak/socket

	if (fd < 0 || quick)
		return -1;
	close(fd);
	return 0;
}

/* On failure the descriptor is still ours. */
int not_taken(struct relay *relay)
{
	int fd = open("x", O_RDONLY); // expect: channel-leak/descriptor

	if (fd < 0)
		return -1;
	return relay_attach(relay, fd);
}

int only_described(struct relay *relay)
{
	int fd = open("x", O_RDONLY); // expect: channel-leak/descriptor

	if (fd < 0)
		return -1;
	return relay_describe(relay, fd);
}

int closed_twice(const char *host)
{
	struct relay *relay;

	if (relay_open(host, &relay) != 0)
		return -1;
	relay_close(relay);
	relay_close(relay); // expect: double-end
	return 0;
}

/* With status 0 the message is only printed. */
int warned(const char *host)
{
	struct relay *relay;

	if (relay_open(host, &relay) != 0) // expect: channel-leak/socket
		return -1;
	relay_fail(0, "still here");
	return 0;
}
