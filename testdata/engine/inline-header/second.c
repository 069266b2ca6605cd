#include "path.h"

int second_check(const char *path)
{
	int fd = path_open(path); // expect: channel-leak/descriptor

	if (fd < 0)
		return path_is_empty(path);
	if (lseek(fd, 0, SEEK_END) < 0)
		return -1;
	path_close(fd);
	return 0;
}
