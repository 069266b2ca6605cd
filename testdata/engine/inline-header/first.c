#include "path.h"

int first_check(const char *path)
{
	int fd = path_open(path);

	if (fd < 0)
		return path_is_empty(path);
	path_close(fd);
	return 0;
}
