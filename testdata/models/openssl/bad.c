/* TLS connections that are lost, descriptors that are not theirs, a handshake without a limit. */
#include <openssl/bio.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

int connection_lost(SSL_CTX *context, int fd)
{
	SSL *ssl = SSL_new(context); // expect: channel-leak/tls-connection
	if (!ssl)
		return -1;
	if (SSL_set_fd(ssl, fd) != 1)
		return -1;
	SSL_free(ssl);
	return 0;
}

/* The handshake blocks, and nothing in this program limits what a socket waits. */
int greeted(SSL_CTX *context, int fd)
{
	int result = -1;
	SSL *ssl = SSL_new(context);
	if (!ssl)
		return -1;
	if (SSL_set_fd(ssl, fd) == 1)
		result = SSL_connect(ssl); // expect: unbounded-wait/tls-connection
	SSL_free(ssl);
	return result;
}

/* SSL_set_fd() does not close it; but it can be found again through the connection, until that goes. */
int descriptor_lost(SSL_CTX *context, const struct sockaddr *address, socklen_t length)
{
	int fd = socket(AF_INET, SOCK_STREAM, 0); // known-miss: channel-leak/socket that the connection holds it
	if (fd < 0)
		return -1;
	SSL *ssl = SSL_new(context);
	if (!ssl || connect(fd, address, length) < 0) {
		SSL_free(ssl);
		close(fd);
		return -1;
	}
	SSL_set_fd(ssl, fd);
	SSL_free(ssl);
	return 0;
}

/* Without BIO_CLOSE the descriptor stays ours. */
int descriptor_behind_bio(const char *text, int length)
{
	int fd = socket(AF_INET, SOCK_STREAM, 0); // expect: channel-leak/socket
	if (fd < 0)
		return -1;
	BIO *bio = BIO_new_socket(fd, BIO_NOCLOSE);
	if (!bio) {
		close(fd);
		return -1;
	}
	BIO_write(bio, text, length);
	BIO_free(bio);
	return 0;
}

/* Only with --enable resource-leak. */
int context_lost(const char *file)
{
	SSL_CTX *context = SSL_CTX_new(TLS_client_method()); // expect: resource-leak/tls-context
	if (!context || SSL_CTX_use_certificate_file(context, file, SSL_FILETYPE_PEM) != 1)
		return -1;
	SSL_CTX_free(context);
	return 0;
}
