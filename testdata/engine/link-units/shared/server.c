#include <unistd.h>

void finish(int fd);
int run_job(const char *path);

void finish(int fd)
{
	close(fd);
}

int main(int argc, char **argv)
{
	int failed = 0;
	for (int i = 1; i < argc; i++)
		failed += run_job(argv[i]) != 0;
	return failed;
}
