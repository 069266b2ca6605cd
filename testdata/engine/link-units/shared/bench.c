/* Its own finish() is known to its own code, whatever the others do. */
#include <fcntl.h>

void finish(int fd);
int run_job(const char *path);
int measure(const char *path);

void finish(int fd)
{
	(void)fd;
}

int measure(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC); // expect: channel-leak/descriptor
	if (fd < 0)
		return -1;
	finish(fd);
	return run_job(path);
}

int main(int argc, char **argv)
{
	int failed = 0;
	for (int i = 1; i < argc; i++)
		failed += measure(argv[i]) != 0;
	return failed;
}
