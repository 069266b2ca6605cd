/* The sockets of this program have a limit, and so have the handshakes on them. */
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <sys/time.h>

int limit_socket(int fd, long seconds)
{
	struct timeval limit = {.tv_sec = seconds};
	return setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
}

int greeted(SSL_CTX *context, int fd)
{
	int result = -1;
	SSL *ssl = SSL_new(context);
	if (!ssl)
		return -1;
	if (SSL_set_fd(ssl, fd) == 1)
		result = SSL_connect(ssl);
	SSL_free(ssl);
	return result;
}
