/* Part of three programs; finish() closes in one of them and not in another: nothing is known. */
#include <fcntl.h>

void finish(int fd);
int run_job(const char *path);

int run_job(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return -1;
	finish(fd);
	return 0;
}

int drop_job(const char *path);
int drop_job(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC); // expect: channel-leak/descriptor
	return fd < 0 ? -1 : 0;
}
