/* No target is known: a program that has its own drop() beside its main() says nothing of this one. */
#include <fcntl.h>

void drop(int fd);
int reload(const char *path);

int reload(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC); // expect: channel-leak/descriptor
	if (fd < 0)
		return -1;
	drop(fd);
	return 0;
}

int main(int argc, char **argv)
{
	int failed = 0;
	for (int i = 1; i < argc; i++)
		failed += reload(argv[i]) != 0;
	return failed;
}
