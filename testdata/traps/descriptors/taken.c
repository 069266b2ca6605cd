/* 16: freopen closed the old stream; fdopen took the descriptor; a library may close it. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

typedef struct ssl_st SSL;
typedef struct bio_st BIO;
int SSL_set_fd(SSL *ssl, int fd);
BIO *BIO_new_socket(int fd, int close_flag);
int SSL_connect(SSL *ssl);

int taken_reopened(const char *path)
{
	FILE *log = fopen("/dev/null", "w");

	if (!log)
		return -1;
	log = freopen(path, "a", log);
	if (log == NULL)
		return -1;
	fputs("reopened\n", log);
	fclose(log);
	return 0;
}

int taken_standard(const char *path)
{
	if (!freopen(path, "a", stderr))
		return -1;
	if (freopen("/dev/null", "r", stdin) == NULL)
		return -1;
	return 0;
}

FILE *taken_fdopen(const char *path)
{
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	FILE *file;

	if (fd < 0)
		return NULL;
	file = fdopen(fd, "r+");
	if (!file)
		close(fd);
	return file;
}

int taken_tls(SSL *ssl)
{
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	if (fd < 0)
		return -1;
	if (SSL_set_fd(ssl, fd) != 1) {
		close(fd);
		return -1;
	}
	return SSL_connect(ssl) == 1 ? 0 : -1;
}

BIO *taken_bio(void)
{
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	return fd < 0 ? NULL : BIO_new_socket(fd, 1);
}
