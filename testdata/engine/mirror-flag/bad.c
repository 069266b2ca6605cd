/* The end stands under a flag that does not mirror the opening on every path. */
#include <fcntl.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

int mirror_log(const char *path, bool verbose)
{
	FILE *log = NULL;
	bool opened = false;

	if (verbose) {
		log = fopen(path, "w"); // expect: channel-leak/stream
		if (!log)
			return -1;
		if (fputs("start\n", log) < 0)
			goto out;
		opened = true;
	}
	printf("%d\n", opened);
out:
	if (opened)
		fclose(log);
	return 0;
}

static void *mirror_body(void *argument)
{
	return argument;
}

int mirror_thread(int want_reader, int want_writer)
{
	pthread_t reader;
	int running = 0;

	if (want_reader) {
		if (pthread_create(&reader, NULL, mirror_body, NULL) != 0) // expect: thread-leak
			return -1;
		running = want_writer;
	}
	if (running)
		pthread_join(reader, NULL);
	return 0;
}

int mirror_two_flags(const char *path, int keep, int drop)
{
	int fd = -1;

	if (keep) {
		fd = open(path, O_RDONLY); // expect: channel-leak/descriptor
		if (fd < 0)
			return -1;
	}
	if (drop)
		close(fd); /* of -1, at worst: that is no finding */
	return 0;
}
