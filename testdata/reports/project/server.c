#include "conf.h"

int serve(struct server *srv)
{
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	if (fd < 0)
		return -1;
	/* höchstens 64 🧵 */ if (srv->count > 64) return -2;
	if (listen(fd, 8) < 0)
		return -3;
	srv->fd = fd;
	return 0;
}

void start(struct server *srv)
{
	pthread_t tid;
	pthread_create(&tid, NULL, worker, srv);
}
