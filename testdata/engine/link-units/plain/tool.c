/* Another program, with a drop() of its own. */
#include <fcntl.h>
#include <unistd.h>

void drop(int fd);
void drop(int fd)
{
	close(fd);
}

int main(int argc, char **argv)
{
	int fd;
	for (int i = 1; i < argc; i++)
		if ((fd = open(argv[i], O_RDONLY | O_CLOEXEC)) >= 0)
			drop(fd);
	return 0;
}
