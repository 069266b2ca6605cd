/* A body with an error is damaged: nothing may be claimed in it; the one below is as good as any. */
#include <fcntl.h>
#include <unistd.h>

int damaged(const char *path)
{
	int fd = open(path, O_RDONLY);
	if (fd < 0 || undeclared_name)
		return -1;
	return 0;
}

int leaks_below(const char *path)
{
	int fd = open(path, O_RDONLY);
	if (fd < 0)
		return -1;
	if (path[0] == 'x')
		return 1;
	close(fd);
	return 0;
}
