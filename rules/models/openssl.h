/* OpenSSL: TLS connections and their contexts, and BIOs.
 *
 * SSL_set_fd() does not close the descriptor, but whoever has the connection finds it there again
 * (SSL_get_fd()) and closes it: it counts as taken. SSL_set_bio() takes its BIOs, BIO_new_socket() and its
 * like take the descriptor only with BIO_CLOSE, and are not expected to fail. Connections keep a reference to their context, so that both are ended
 * by who made them. A handshake on a socket that blocks has no limit of its own: it is the socket's
 * (SO_RCVTIMEO, wherever the program sets one). Whoever asks SSL_get_error() whether it should try again has a
 * socket that does not block, and waits elsewhere.
 */
#include <openssl/bio.h>
#include <openssl/ssl.h>
#include <linger/annotate.h>

SSL_CTX *SSL_CTX_new(const SSL_METHOD *meth) LG_OPENS(tls-context, result, result != NULL);
void SSL_CTX_free(SSL_CTX *a) LG_ENDS(tls-context, a, a != NULL);
int SSL_CTX_up_ref(SSL_CTX *ctx) LG_SHARES(ctx);
SSL *SSL_new(SSL_CTX *ctx) LG_USES(tls-context, ctx)
	LG_OPENS(tls-connection, result, result != NULL);
SSL *SSL_dup(SSL *ssl) LG_OPENS(tls-connection, result, result != NULL);
int SSL_up_ref(SSL *s) LG_SHARES(s);
void SSL_free(SSL *ssl) LG_ENDS(tls-connection, ssl, ssl != NULL);
int SSL_connect(SSL *ssl) LG_USES(tls-connection, ssl)
	LG_WAITS(tls-connection, ssl, ssl:asked == 0 && ssl:any_receive_limit == 0);
int SSL_do_handshake(SSL *s) LG_USES(tls-connection, s)
	LG_WAITS(tls-connection, s, s:asked == 0 && s:any_receive_limit == 0);
int SSL_get_error(const SSL *s, int ret_code) LG_USES(tls-connection, s) LG_SETS(s, asked, 1);
int SSL_want(const SSL *s) LG_USES(tls-connection, s) LG_SETS(s, asked, 1);
void SSL_set_bio(SSL *s, BIO *rbio, BIO *wbio) LG_USES(tls-connection, s) LG_TAKES(rbio)
	LG_TAKES(wbio) LG_SETS(s, asked, 1);
void SSL_set0_rbio(SSL *s, BIO *rbio) LG_TAKES(rbio) LG_SETS(s, asked, 1);
void SSL_set0_wbio(SSL *s, BIO *wbio) LG_TAKES(wbio) LG_SETS(s, asked, 1);

int SSL_accept(SSL *ssl) LG_USES(tls-connection, ssl);
int SSL_clear(SSL *s) LG_USES(tls-connection, s);
long SSL_ctrl(SSL *ssl, int cmd, long larg, void *parg) LG_USES(tls-connection, ssl);
SSL_CTX *SSL_get_SSL_CTX(const SSL *ssl) LG_USES(tls-connection, ssl);
const SSL_CIPHER *SSL_get_current_cipher(const SSL *s) LG_USES(tls-connection, s);
void *SSL_get_ex_data(const SSL *ssl, int idx) LG_USES(tls-connection, ssl);
int SSL_get_fd(const SSL *s) LG_USES(tls-connection, s);
struct stack_st_X509 *SSL_get_peer_cert_chain(const SSL *s) LG_USES(tls-connection, s);
BIO *SSL_get_rbio(const SSL *s) LG_USES(tls-connection, s);
const char *SSL_get_servername(const SSL *s, const int type) LG_USES(tls-connection, s);
SSL_SESSION *SSL_get_session(const SSL *ssl) LG_USES(tls-connection, ssl);
int SSL_get_shutdown(const SSL *ssl) LG_USES(tls-connection, ssl);
OSSL_HANDSHAKE_STATE SSL_get_state(const SSL *ssl) LG_USES(tls-connection, ssl);
long SSL_get_verify_result(const SSL *ssl) LG_USES(tls-connection, ssl);
const char *SSL_get_version(const SSL *s) LG_USES(tls-connection, s);
BIO *SSL_get_wbio(const SSL *s) LG_USES(tls-connection, s);
X509_VERIFY_PARAM *SSL_get0_param(SSL *ssl) LG_USES(tls-connection, ssl);
void SSL_get0_alpn_selected(const SSL *ssl, const unsigned char **data, unsigned int *len)
	LG_USES(tls-connection, ssl);
int SSL_in_init(const SSL *s) LG_USES(tls-connection, s);
int SSL_is_init_finished(const SSL *s) LG_USES(tls-connection, s);
int SSL_is_server(const SSL *s) LG_USES(tls-connection, s);
int SSL_peek(SSL *ssl, void *buf, int num) LG_USES(tls-connection, ssl);
int SSL_pending(const SSL *s) LG_USES(tls-connection, s);
int SSL_has_pending(const SSL *s) LG_USES(tls-connection, s);
int SSL_read(SSL *ssl, void *buf, int num) LG_USES(tls-connection, ssl);
int SSL_read_ex(SSL *ssl, void *buf, size_t num, size_t *readbytes) LG_USES(tls-connection, ssl);
int SSL_renegotiate(SSL *s) LG_USES(tls-connection, s);
int SSL_session_reused(const SSL *s) LG_USES(tls-connection, s);
int SSL_set1_host(SSL *s, const char *hostname) LG_USES(tls-connection, s);
int SSL_add1_host(SSL *s, const char *hostname) LG_USES(tls-connection, s);
void SSL_set_accept_state(SSL *s) LG_USES(tls-connection, s);
int SSL_set_alpn_protos(SSL *ssl, const unsigned char *protos, unsigned int protos_len)
	LG_USES(tls-connection, ssl);
int SSL_set_cipher_list(SSL *s, const char *str) LG_USES(tls-connection, s);
int SSL_set_ciphersuites(SSL *s, const char *str) LG_USES(tls-connection, s);
void SSL_set_connect_state(SSL *s) LG_USES(tls-connection, s);
int SSL_set_ex_data(SSL *ssl, int idx, void *data) LG_USES(tls-connection, ssl);
int SSL_set_fd(SSL *s, int fd) LG_USES(tls-connection, s) LG_TAKES(fd);
void SSL_set_hostflags(SSL *s, unsigned int flags) LG_USES(tls-connection, s);
uint64_t SSL_set_options(SSL *s, uint64_t op) LG_USES(tls-connection, s);
uint64_t SSL_clear_options(SSL *s, uint64_t op) LG_USES(tls-connection, s);
uint64_t SSL_get_options(const SSL *s) LG_USES(tls-connection, s);
void SSL_set_quiet_shutdown(SSL *ssl, int mode) LG_USES(tls-connection, ssl);
void SSL_set_read_ahead(SSL *s, int yes) LG_USES(tls-connection, s);
int SSL_set_rfd(SSL *s, int fd) LG_USES(tls-connection, s) LG_TAKES(fd);
int SSL_set_session(SSL *to, SSL_SESSION *session) LG_USES(tls-connection, to);
int SSL_set_session_id_context(SSL *ssl, const unsigned char *sid_ctx, unsigned int sid_ctx_len)
	LG_USES(tls-connection, ssl);
void SSL_set_shutdown(SSL *ssl, int mode) LG_USES(tls-connection, ssl);
void SSL_set_verify(SSL *s, int mode, SSL_verify_cb callback) LG_USES(tls-connection, s);
void SSL_set_verify_depth(SSL *s, int depth) LG_USES(tls-connection, s);
int SSL_set_wfd(SSL *s, int fd) LG_USES(tls-connection, s) LG_TAKES(fd);
void SSL_set_msg_callback(SSL *ssl,
                          void (*cb)(int write_p, int version, int content_type, const void *buf, size_t len, SSL *ssl, void *arg))
	LG_USES(tls-connection, ssl);
void SSL_set_info_callback(SSL *ssl, void (*cb)(const SSL *ssl, int type, int val))
	LG_USES(tls-connection, ssl);
void SSL_set_default_passwd_cb(SSL *s, pem_password_cb *cb) LG_USES(tls-connection, s);
int SSL_shutdown(SSL *s) LG_USES(tls-connection, s);
const char *SSL_state_string(const SSL *s) LG_USES(tls-connection, s);
const char *SSL_state_string_long(const SSL *s) LG_USES(tls-connection, s);
int SSL_use_certificate(SSL *ssl, X509 *x) LG_USES(tls-connection, ssl);
int SSL_use_certificate_file(SSL *ssl, const char *file, int type) LG_USES(tls-connection, ssl);
int SSL_use_PrivateKey(SSL *ssl, EVP_PKEY *pkey) LG_USES(tls-connection, ssl);
int SSL_use_PrivateKey_file(SSL *ssl, const char *file, int type) LG_USES(tls-connection, ssl);
int SSL_write(SSL *ssl, const void *buf, int num) LG_USES(tls-connection, ssl);
int SSL_write_ex(SSL *s, const void *buf, size_t num, size_t *written) LG_USES(tls-connection, s);
int SSL_key_update(SSL *s, int updatetype) LG_USES(tls-connection, s);

long SSL_CTX_ctrl(SSL_CTX *ctx, int cmd, long larg, void *parg) LG_USES(tls-context, ctx);
void SSL_CTX_set_verify(SSL_CTX *ctx, int mode, SSL_verify_cb callback) LG_USES(tls-context, ctx);
int SSL_CTX_set_cipher_list(SSL_CTX *a, const char *str) LG_USES(tls-context, a);
uint64_t SSL_CTX_set_options(SSL_CTX *ctx, uint64_t op) LG_USES(tls-context, ctx);
int SSL_CTX_use_certificate_file(SSL_CTX *ctx, const char *file, int type)
	LG_USES(tls-context, ctx);
int SSL_CTX_use_certificate_chain_file(SSL_CTX *ctx, const char *file) LG_USES(tls-context, ctx);
int SSL_CTX_use_PrivateKey_file(SSL_CTX *ctx, const char *file, int type) LG_USES(tls-context, ctx);
int SSL_CTX_check_private_key(const SSL_CTX *ctx) LG_USES(tls-context, ctx);
int SSL_CTX_load_verify_locations(SSL_CTX *ctx, const char *CAfile, const char *CApath)
	LG_USES(tls-context, ctx);
int SSL_CTX_set_default_verify_paths(SSL_CTX *ctx) LG_USES(tls-context, ctx);
void SSL_CTX_set_default_passwd_cb(SSL_CTX *ctx, pem_password_cb *cb) LG_USES(tls-context, ctx);
int SSL_CTX_set_alpn_protos(SSL_CTX *ctx, const unsigned char *protos, unsigned int protos_len)
	LG_USES(tls-context, ctx);
int SSL_CTX_set_ciphersuites(SSL_CTX *ctx, const char *str) LG_USES(tls-context, ctx);
int SSL_CTX_set_session_id_context(SSL_CTX *ctx, const unsigned char *sid_ctx,
                              unsigned int sid_ctx_len) LG_USES(tls-context, ctx);
long SSL_CTX_set_timeout(SSL_CTX *ctx, long t) LG_USES(tls-context, ctx);

BIO *BIO_new(const BIO_METHOD *type) LG_OPENS(bio, result, result != NULL);
BIO *BIO_new_file(const char *filename, const char *mode) LG_OPENS(bio, result, result != NULL);
BIO *BIO_new_mem_buf(const void *buf, int len) LG_OPENS(bio, result, result != NULL);
BIO *BIO_new_connect(const char *host_port) LG_OPENS(bio, result, result != NULL);
BIO *BIO_new_accept(const char *host_port) LG_OPENS(bio, result, result != NULL);
BIO *BIO_new_ssl(SSL_CTX *ctx, int client) LG_OPENS(bio, result, result != NULL);
BIO *BIO_new_ssl_connect(SSL_CTX *ctx) LG_OPENS(bio, result, result != NULL);
BIO *BIO_new_socket(int sock, int close_flag) LG_OPENS(bio, result, result != NULL)
	LG_TAKES(sock, close_flag & 1);
BIO *BIO_new_fd(int fd, int close_flag) LG_OPENS(bio, result, result != NULL)
	LG_TAKES(fd, close_flag & 1);
BIO *BIO_new_dgram(int fd, int close_flag) LG_OPENS(bio, result, result != NULL)
	LG_TAKES(fd, close_flag & 1);
BIO *BIO_new_fp(FILE *stream, int close_flag) LG_OPENS(bio, result, result != NULL)
	LG_TAKES(stream, close_flag & 1);
int BIO_free(BIO *a) LG_ENDS(bio, a, a != NULL);
void BIO_vfree(BIO *a) LG_ENDS(bio, a, a != NULL);
/* Also the BIOs behind it. */
void BIO_free_all(BIO *a) LG_ENDS(bio, a, a != NULL);
int BIO_up_ref(BIO *a) LG_SHARES(a);
/* The first of the chain owns what follows. */
BIO *BIO_push(BIO *b, BIO *append) LG_RETURNS(b, b != NULL) LG_TAKES(append);
int BIO_read(BIO *b, void *data, int dlen) LG_USES(bio, b);
int BIO_gets(BIO *bp, char *buf, int size) LG_USES(bio, bp);
int BIO_write(BIO *b, const void *data, int dlen) LG_USES(bio, b);
int BIO_puts(BIO *bp, const char *buf) LG_USES(bio, bp);
int BIO_printf(BIO *bio, const char *format, ...) LG_USES(bio, bio);
int BIO_test_flags(const BIO *b, int flags) LG_USES(bio, b);
