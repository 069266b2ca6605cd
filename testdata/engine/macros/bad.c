/* Macros that hide a return or a goto. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#define RETURN_IF_FALSE(condition) \
	do { \
		if (!(condition)) \
			return -1; \
	} while (0)

#define CHECK(expression) \
	do { \
		if ((expression) < 0) { \
			perror(#expression); \
			goto fail; \
		} \
	} while (0)

#define TRY(call) \
	if ((status = (call)) != 0) \
		return status

int macro_return(const char *path)
{
	char byte;
	int fd = open(path, O_RDONLY); // expect: channel-leak/descriptor

	RETURN_IF_FALSE(fd >= 0);
	RETURN_IF_FALSE(read(fd, &byte, 1) == 1);
	close(fd);
	return byte;
}

int macro_goto(void)
{
	int first = -1, second = -1;

	CHECK(first = socket(AF_INET, SOCK_STREAM, 0));
	CHECK(second = socket(AF_INET, SOCK_DGRAM, 0)); // expect: channel-leak/socket
	CHECK(listen(first, 5));
	close(first);
	close(second);
	return 0;
fail:
	if (first >= 0)
		close(first);
	return -1;
}

static int macro_step(FILE *file)
{
	return fputs("step\n", file) == EOF;
}

int macro_try(const char *path)
{
	int status;
	FILE *file = fopen(path, "w"); // expect: channel-leak/stream

	if (!file)
		return -1;
	TRY(macro_step(file));
	TRY(fclose(file));
	return 0;
}
