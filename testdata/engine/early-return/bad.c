/* A return between the opening and the end leaks what is open. */
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

int early_listen_tcp(const char *address, unsigned short port)
{
	struct sockaddr_in sin;
	int fd = socket(AF_INET, SOCK_STREAM, 0); // expect: channel-leak/socket
	int one = 1;

	if (fd < 0)
		return -1;
	memset(&sin, 0, sizeof(sin));
	sin.sin_family = AF_INET;
	sin.sin_port = htons(port);
	if (inet_pton(AF_INET, address, &sin.sin_addr) != 1)
		return -1;
	if (setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof(one)) < 0) {
		close(fd);
		return -1;
	}
	if (bind(fd, (struct sockaddr *)&sin, sizeof(sin)) < 0 || listen(fd, 128) < 0) {
		perror("listen");
		return -1;
	}
	return fd;
}

char *early_read_file(const char *path, size_t *size)
{
	struct stat status;
	char *text;
	int fd = open(path, O_RDONLY | O_CLOEXEC); // expect: channel-leak/descriptor

	if (fd == -1)
		return NULL;
	if (fstat(fd, &status) == -1) {
		close(fd);
		return NULL;
	}
	text = malloc((size_t)status.st_size + 1);
	if (!text)
		return NULL;
	if (read(fd, text, (size_t)status.st_size) != status.st_size) {
		free(text);
		close(fd);
		return NULL;
	}
	text[status.st_size] = '\0';
	*size = (size_t)status.st_size;
	close(fd);
	return text;
}

int early_load_pid(const char *path, long *pid)
{
	char line[32];
	FILE *file = fopen(path, "r"); // expect: channel-leak/stream

	if (file == NULL)
		return -1;
	if (fgets(line, sizeof(line), file) == NULL)
		return -1;
	*pid = strtol(line, NULL, 10);
	if (*pid <= 1)
		return -1;
	fclose(file);
	return 0;
}

/* One finding, however many exits leak it; the two descriptors are two findings. */
int early_copy(const char *from, const char *to)
{
	char block[4096];
	ssize_t got;
	int in = open(from, O_RDONLY); // expect: channel-leak
	int out;

	if (in < 0)
		return -1;
	out = open(to, O_WRONLY | O_CREAT | O_TRUNC, 0644); // expect: channel-leak
	if (out < 0)
		return -1;
	while ((got = read(in, block, sizeof(block))) > 0) {
		if (write(out, block, (size_t)got) != got)
			return -1;
	}
	close(in);
	close(out);
	return got < 0 ? -1 : 0;
}
