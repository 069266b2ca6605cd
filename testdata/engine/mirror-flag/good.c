/* A flag says whether it is open: the end stands under the same flag. */
#include <fcntl.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

int mirror_trace(const char *path, bool verbose, const char *text)
{
	FILE *trace = NULL;

	if (verbose) {
		trace = fopen(path, "w");
		if (!trace)
			return -1;
	}
	puts(text);
	if (verbose) {
		fputs(text, trace);
		fclose(trace);
	}
	return 0;
}

static void *mirror_run(void *argument)
{
	return argument;
}

int mirror_helper(int threads)
{
	pthread_t helper;
	bool running = false;

	if (threads > 1) {
		if (pthread_create(&helper, NULL, mirror_run, NULL) == 0)
			running = true;
	}
	mirror_run(NULL);
	if (running)
		pthread_join(helper, NULL);
	return 0;
}

int mirror_owned(const char *path, int given)
{
	bool ours = given < 0;
	int fd = ours ? open(path, O_RDONLY) : given;
	char c;
	ssize_t got;

	if (fd < 0)
		return -1;
	got = read(fd, &c, 1);
	if (ours)
		close(fd);
	return got == 1 ? c : -1;
}

enum mirror_stage { STAGE_NONE, STAGE_SOCKET, STAGE_FILE };

/* A stage counter instead of labels. */
int mirror_stages(const char *path)
{
	enum mirror_stage stage = STAGE_NONE;
	int sock = -1, file = -1, status = -1;

	do {
		sock = socket(AF_UNIX, SOCK_DGRAM, 0);
		if (sock < 0)
			break;
		stage = STAGE_SOCKET;
		file = open(path, O_RDONLY);
		if (file < 0)
			break;
		stage = STAGE_FILE;
		status = 0;
	} while (0);
	if (stage >= STAGE_FILE)
		close(file);
	if (stage >= STAGE_SOCKET)
		close(sock);
	return status;
}
