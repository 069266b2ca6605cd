/* OpenSSL used as it is meant. */
#include <openssl/bio.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

/* A socket that does not block: it is waited for with a limit. */
int greeted_in_time(SSL_CTX *context, int fd, int milliseconds)
{
	SSL *ssl = SSL_new(context);
	if (!ssl)
		return -1;
	SSL_set_fd(ssl, fd);
	for (;;) {
		int result = SSL_connect(ssl);
		if (result == 1)
			break;
		struct pollfd one = {.fd = fd, .events = POLLIN | POLLOUT};
		if (SSL_get_error(ssl, result) != SSL_ERROR_WANT_READ ||
		    poll(&one, 1, milliseconds) <= 0) {
			SSL_free(ssl);
			return -1;
		}
	}
	SSL_shutdown(ssl);
	SSL_free(ssl);
	return 0;
}

/* With BIO_CLOSE the BIO closes the descriptor. */
int written(const char *text, int length)
{
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	if (fd < 0)
		return -1;
	BIO *bio = BIO_new_socket(fd, BIO_CLOSE);
	if (!bio) {
		close(fd);
		return -1;
	}
	int result = BIO_write(bio, text, length);
	BIO_free(bio);
	return result;
}

/* The connection takes its BIOs. */
SSL *over_memory(SSL_CTX *context)
{
	SSL *ssl = SSL_new(context);
	BIO *in = BIO_new(BIO_s_mem()), *out = BIO_new(BIO_s_mem());
	if (!ssl || !in || !out) {
		SSL_free(ssl);
		BIO_free(in);
		BIO_free(out);
		return NULL;
	}
	SSL_set_bio(ssl, in, out);
	return ssl;
}

SSL_CTX *made(const char *file)
{
	SSL_CTX *context = SSL_CTX_new(TLS_client_method());
	if (!context)
		return NULL;
	if (SSL_CTX_use_certificate_file(context, file, SSL_FILETYPE_PEM) != 1) {
		SSL_CTX_free(context);
		return NULL;
	}
	return context;
}
