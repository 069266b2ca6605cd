/* A tool that fails on what it was given ends at once: the process takes its descriptors along. */
#include <err.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

/* The only caller prints a message and returns from main(). */
static int dump_file(const char *path)
{
	char head[8];
	int fd = open(path, O_RDONLY); // expect-low: channel-leak/descriptor
	if (fd < 0)
		return -1;
	if (read(fd, head, sizeof head) != sizeof head)
		return 1;
	printf("%.8s\n", head);
	close(fd);
	return 0;
}

/* Through two functions, and through a status that is tested later. */
static int copy_head(const char *path, char *out)
{
	int fd = open(path, O_RDONLY); // expect-low: channel-leak/descriptor
	if (fd < 0)
		return -1;
	if (read(fd, out, 8) != 8)
		return -1;
	close(fd);
	return 0;
}

static int compare_heads(const char *left, const char *right)
{
	char a[8], b[8];
	int status = copy_head(left, a);
	if (status == 0)
		status = copy_head(right, b);
	if (status != 0)
		return status;
	return memcmp(a, b, 8) == 0;
}

/* The caller does not come back from it. */
static FILE *open_list(const char *path)
{
	FILE *list = fopen(path, "r"); // expect-low: channel-leak/stream
	if (!list)
		return NULL;
	if (fgetc(list) != '#')
		return NULL;
	return list;
}

static void count_list(const char *path)
{
	int lines = 0, c;
	FILE *list = open_list(path);
	if (!list)
		errx(1, "%s: no list", path);
	while ((c = fgetc(list)) != EOF)
		lines += c == '\n';
	printf("%d\n", lines);
	fclose(list);
}

/* Given to a function that calls it in a child, which ends with what it returns. */
static int serve(int fd)
{
	int spool = open("/tmp/spool", O_WRONLY); // expect-low: channel-leak/descriptor
	if (spool < 0 || write(spool, &fd, sizeof fd) < 0)
		return 1;
	close(spool);
	return 0;
}

static void run_child(int fd, int (*body)(int))
{
	pid_t pid = fork();
	if (pid == 0)
		_exit(body(fd));
	if (pid > 0)
		waitpid(pid, NULL, 0);
}

int main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		if (dump_file(argv[i]) != 0) {
			fprintf(stderr, "%s: failed\n", argv[i]);
			return 1;
		}
		count_list(argv[i]);
		run_child(i, serve);
		if (i > 1 && compare_heads(argv[i - 1], argv[i]) < 0)
			exit(2);
	}
	return 0;
}
