/* The callers, in another file. */
#include <sys/socket.h>
#include <unistd.h>

#include "net.h"

int serve_once(unsigned short port)
{
	struct net_peer peer;
	int listener = net_listen(port); // expect: channel-leak/socket

	if (listener < 0)
		return -1;
	if (net_accept(listener, &peer) != NET_OK)
		return -1;
	net_peer_close(&peer);
	close(listener);
	return 0;
}

int serve_greeting(int listener)
{
	struct net_peer peer;

	if (net_accept(listener, &peer) != NET_OK) // expect: channel-leak/socket
		return -1;
	if (send(peer.fd, "hi\n", 3, 0) != 3)
		return -1;
	net_peer_close(&peer);
	return 0;
}

int serve_traced(const char *path)
{
	FILE *trace;

	if (net_open_trace(path, &trace) != NET_OK) // expect: channel-leak/stream
		return -1;
	if (fputs("open\n", trace) == EOF)
		return -1;
	fclose(trace);
	return 0;
}

/* Right. */
int serve_all(unsigned short port, const char *path)
{
	struct net_peer peer;
	enum net_status status;
	int listener = net_listen(port);

	if (listener < 0)
		return listener;
	while ((status = net_accept(listener, &peer)) != NET_ERROR) {
		if (status == NET_BUSY)
			continue;
		if (net_open_trace(path, &peer.trace) != NET_OK) {
			net_peer_close(&peer);
			break;
		}
		fputs("peer\n", peer.trace);
		net_peer_close(&peer);
	}
	close(listener);
	return 0;
}
