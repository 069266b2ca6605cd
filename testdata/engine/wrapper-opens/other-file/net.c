/* The openers; right by themselves. */
#include "net.h"

#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int net_listen(unsigned short port)
{
	struct sockaddr_in sin;
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	if (fd < 0)
		return -errno;
	memset(&sin, 0, sizeof(sin));
	sin.sin_family = AF_INET;
	sin.sin_port = htons(port);
	if (bind(fd, (struct sockaddr *)&sin, sizeof(sin)) < 0 || listen(fd, 64) < 0) {
		close(fd);
		return -1;
	}
	return fd;
}

enum net_status net_accept(int listener, struct net_peer *peer)
{
	peer->trace = NULL;
	peer->fd = accept(listener, NULL, NULL);
	if (peer->fd < 0)
		return errno == EAGAIN ? NET_BUSY : NET_ERROR;
	return NET_OK;
}

enum net_status net_open_trace(const char *path, FILE **out)
{
	*out = fopen(path, "a");
	return *out ? NET_OK : NET_ERROR;
}

void net_peer_close(struct net_peer *peer)
{
	if (peer->trace)
		fclose(peer->trace);
	peer->trace = NULL;
	if (peer->fd >= 0)
		close(peer->fd);
	peer->fd = -1;
}
