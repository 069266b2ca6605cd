#include "io.h"

#include <sys/stat.h>
#include <unistd.h>

void io_close(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

int io_close_checked(int fd, const char *name)
{
	if (close(fd) == 0)
		return 0;
	perror(name);
	return -1;
}

void io_stop(pthread_t id)
{
	pthread_cancel(id);
	pthread_join(id, NULL);
}

void io_finish(FILE *file)
{
	if (file && file != stdout)
		fclose(file);
}

/* Only looks. */
void io_describe(int fd, const char *name)
{
	struct stat status;

	if (fstat(fd, &status) == 0)
		printf("%s: %ld bytes\n", name, (long)status.st_size);
}
