/* Right uses of an annotated header. */
#include "relay.h"

#include <fcntl.h>
#include <unistd.h>

int closed(const char *host)
{
	struct relay *relay;

	if (relay_open(host, &relay) != 0)
		return -1;
	relay_close(relay);
	return 0;
}

int handed_on(const char *host, struct relay **out)
{
	return relay_open(host, out);
}

int taken(struct relay *relay)
{
	int fd = open("x", O_RDONLY);

	if (fd < 0)
		return -1;
	if (relay_attach(relay, fd) != 0) {
		close(fd);
		return -1;
	}
	return 0;
}

int died(const char *host, int broken)
{
	struct relay *relay;

	if (relay_open(host, &relay) != 0)
		relay_die("no connection");
	if (broken)
		relay_die("broken");
	relay_close(relay);
	return 0;
}

int failed(const char *host)
{
	struct relay *relay;

	if (relay_open(host, &relay) != 0)
		return -1;
	relay_fail(1, "gone");
	return 0;
}
