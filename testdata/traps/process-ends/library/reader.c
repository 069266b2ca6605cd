/* A library: that the one program here ends after a failure says nothing of others. */
#include <fcntl.h>
#include <unistd.h>

int reader_check(const char *path);
int reader_check(const char *path)
{
	char head[8];
	int fd = open(path, O_RDONLY); // expect: channel-leak/descriptor
	if (fd < 0)
		return -1;
	if (read(fd, head, sizeof head) != sizeof head)
		return -1;
	close(fd);
	return 0;
}
