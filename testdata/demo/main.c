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

static void run_hook(const char *program, struct log *log)
{
	char answer[128] = "";

	if (control_run_hook(program, answer, sizeof(answer) - 1) > 0)
		log_line(log, "hook says %s", answer);
}

int main(int argc, char **argv)
{
	struct server server;
	struct pool pool;
	struct log log;

	if (argc < 2)
		die("usage: echod PORT [LOG [UPSTREAM [HOOK]]]");
	if (log_open(&log, argc > 2 ? argv[2] : NULL) != STATUS_OK)
		die("cannot open the log");
	if (control_start("/tmp/echod.control", &log) != STATUS_OK)
		die("no control socket");
	if (argc > 3)
		check_upstream(argv[3], &log);
	if (argc > 4)
		run_hook(argv[4], &log);
	if (server_open(&server, (unsigned short)atoi(argv[1])) != STATUS_OK) {
		server_close(&server);
		log_close(&log);
		die("cannot listen on %s", argv[1]);
	}
	server.log = &log;
	server.pool = &pool;
	if (pool_start(&pool, &log) != STATUS_OK)
		die("cannot start workers");
	if (server_run(&server) != STATUS_OK)
		log_line(&log, "the event loop has failed");
	pool_stop(&pool);
	control_snapshot("/tmp/echod.snapshot", &pool);
	if (argc > 2)
		log_rotate(&log, argv[2]);
	server_close(&server);
	log_close(&log);
	return 0;
}
