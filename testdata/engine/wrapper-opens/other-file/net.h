#ifndef NET_H
#define NET_H

#include <stdio.h>

enum net_status { NET_OK = 0, NET_ERROR = -1, NET_BUSY = -2 };

struct net_peer {
	int fd;
	FILE *trace;
};

int net_listen(unsigned short port);
enum net_status net_accept(int listener, struct net_peer *peer);
enum net_status net_open_trace(const char *path, FILE **out);
void net_peer_close(struct net_peer *peer);

#endif
