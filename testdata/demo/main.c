/* Puts the parts together. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "echod.h"

static void check_upstream(const char *host, struct log *log)
{
	int fd = upstream_connect(host, "7");

	if (fd < 0) {
		log_line(log, "upstream %s is not there", host);
		return;
	}
	log_line(log, "upstream %s is there", host);
	close(fd);
}

/* The old socket may be in the way for a while. */
static void open_control(const struct pool *pool, struct log *log)
{
	for (int tries = 0; tries < 5; tries++) {
		if (control_start("/tmp/echod.control", pool, log) == STATUS_OK)
			return;
		unlink("/tmp/echod.control");
		sleep(1);
	}
	die("no control socket");
}

int main(int argc, char **argv)
{
	struct server server;
	struct pool pool;
	struct log log;

	if (argc < 2)
		die("usage: echod PORT [LOG [UPSTREAM]]");
	if (log_open(&log, argc > 2 ? argv[2] : NULL) != STATUS_OK)
		die("cannot open the log");
	if (argc > 3)
		check_upstream(argv[3], &log);
	if (server_open(&server, (unsigned short)atoi(argv[1])) != STATUS_OK) {
		server_close(&server);
		log_close(&log);
		die("cannot listen on %s", argv[1]);
	}
	server.log = &log;
	server.pool = &pool;
	if (pool_start(&pool, &log) != STATUS_OK)
		die("cannot start workers");
	open_control(&pool, &log);
	if (server_run(&server) != STATUS_OK)
		log_line(&log, "the event loop has failed");
	pool_stop(&pool);
	server_close(&server);
	log_close(&log);
	return 0;
}
