/* Before anything is counted, the descriptor is as lost as any other. */
#include <fcntl.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

struct counted_file {
	int references;
	int fd;
};

struct counted_file *counted_open(const char *path)
{
	struct counted_file *file;
	int fd = open(path, O_RDONLY); // expect: channel-leak/descriptor

	if (fd < 0)
		return NULL;
	file = malloc(sizeof(*file));
	if (!file)
		return NULL;
	file->fd = fd;
	file->references = 1;
	return file;
}

struct counted_file *counted_duplicate(const struct counted_file *from)
{
	struct counted_file *file = malloc(sizeof(*file));

	if (!file)
		return NULL;
	file->references = 0;
	file->fd = dup(from->fd);
	if (file->fd >= 0 && lseek(file->fd, 0, SEEK_SET) < 0) {
		free(file); // expect: channel-leak/descriptor
		return NULL;
	}
	file->references = 1;
	return file;
}
