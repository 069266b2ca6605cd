/* 13: an error path returns with the descriptor in the caller's object; the caller closes. */
#ifndef CONN_H
#define CONN_H

struct conn {
	int fd;
	int flags;
	char error[64];
};

int conn_open(struct conn *conn, const char *path);
void conn_close(struct conn *conn);

#endif
