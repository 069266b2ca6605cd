#include <fcntl.h>
#include <pthread.h>
#include <unistd.h>

#include "die.h"

static void *main_body(void *argument)
{
	return argument;
}

static int main_read(const char *path)
{
	char byte;
	int fd = open(path, O_RDONLY);

	if (fd < 0)
		die("cannot open %s", path);
	if (read(fd, &byte, 1) != 1)
		die("cannot read %s", path);
	if (byte == '?')
		usage(2);
	close(fd);
	return byte;
}

static int main_complain(const char *path)
{
	char byte;
	int fd = open(path, O_RDONLY); // expect: channel-leak/descriptor

	if (fd < 0)
		return -1;
	if (read(fd, &byte, 1) != 1) {
		complain("cannot read %s", path);
		return -1;
	}
	close(fd);
	return byte;
}

static void main_thread(void)
{
	pthread_t id;

	if (pthread_create(&id, NULL, main_body, NULL) != 0)
		die("no thread");
	if (pthread_join(id, NULL) != 0)
		die("cannot join");
}

int main(int argc, char **argv)
{
	int same = 0;

	if (argc < 2)
		usage(1);
	main_thread();
	for (int i = 1; i < argc; i++)
		same += main_read(argv[i]) == main_complain(argv[i]);
	return same;
}
