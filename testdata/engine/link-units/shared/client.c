#include <stdio.h>

void finish(int fd);
int drop_job(const char *path);
int run_job(const char *path);

void finish(int fd)
{
	printf("done with %d\n", fd);
}

int main(int argc, char **argv)
{
	int failed = 0;
	for (int i = 1; i < argc; i++)
		failed += run_job(argv[i]) != 0 || drop_job(argv[i]) != 0;
	return failed;
}
