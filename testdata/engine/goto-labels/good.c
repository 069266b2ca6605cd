/* The cleanup ladder, a single label with sentinels, and a label shared with success. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/socket.h>
#include <unistd.h>

struct goto_watch {
	int poll_fd, wake_fd, notify_fd;
};

struct goto_watch *goto_watch_new(const char *path)
{
	struct goto_watch *watch = calloc(1, sizeof(*watch));

	if (!watch)
		return NULL;
	watch->poll_fd = epoll_create1(EPOLL_CLOEXEC);
	if (watch->poll_fd < 0)
		goto fail_memory;
	watch->wake_fd = eventfd(0, EFD_CLOEXEC);
	if (watch->wake_fd < 0)
		goto fail_poll;
	watch->notify_fd = inotify_init1(IN_CLOEXEC);
	if (watch->notify_fd < 0)
		goto fail_wake;
	if (inotify_add_watch(watch->notify_fd, path, IN_MODIFY) < 0)
		goto fail_notify;
	return watch;

fail_notify:
	close(watch->notify_fd);
fail_wake:
	close(watch->wake_fd);
fail_poll:
	close(watch->poll_fd);
fail_memory:
	free(watch);
	return NULL;
}

int goto_copy(const char *from, const char *to)
{
	FILE *in = NULL, *out = NULL;
	int status = -1, c;

	in = fopen(from, "r");
	if (!in)
		goto done;
	out = fopen(to, "w");
	if (!out)
		goto done;
	while ((c = getc(in)) != EOF) {
		if (putc(c, out) == EOF)
			goto done;
	}
	status = 0;
done:
	if (in)
		fclose(in);
	if (out != NULL)
		fclose(out);
	return status;
}

/* Ownership leaves by the result; the label sees the sentinel again. */
int goto_steal(const char *path)
{
	int result = -1;
	int fd = open(path, O_RDWR);

	if (fd < 0)
		goto out;
	if (lseek(fd, 0, SEEK_END) < 0)
		goto out;
	result = fd;
	fd = -1;
out:
	if (fd != -1)
		close(fd);
	return result;
}

/* Backward jump: tries again after closing. */
int goto_retry(const char *path)
{
	char magic[4];
	int tries = 0, fd;

again:
	fd = open(path, O_RDONLY);
	if (fd < 0)
		return -1;
	if (read(fd, magic, sizeof(magic)) != sizeof(magic)) {
		close(fd);
		if (++tries < 3)
			goto again;
		return -1;
	}
	return fd;
}
