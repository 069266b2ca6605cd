/* c-ares: channels, which hold the pending lookups.
 *
 * ares_destroy() ends what is pending: every callback is called with ARES_EDESTRUCTION first. Lookups have
 * limits of their own (tries and a timeout), so that nothing waits for ever.
 */
#include <ares.h>
#include <linger/annotate.h>

int ares_init(ares_channel *channelptr) LG_OPENS(resolver, *channelptr, result == 0);
int ares_init_options(ares_channel *channelptr, struct ares_options *options, int optmask)
	LG_OPENS(resolver, *channelptr, result == 0);
int ares_dup(ares_channel *dest, ares_channel src) LG_OPENS(resolver, *dest, result == 0);
void ares_destroy(ares_channel channel) LG_ENDS(resolver, channel, channel != NULL);
void ares_cancel(ares_channel channel) LG_USES(resolver, channel);
int ares_fds(ares_channel channel, fd_set *read_fds, fd_set *write_fds) LG_USES(resolver, channel);
int ares_getsock(ares_channel channel, ares_socket_t *socks, int numsocks)
	LG_USES(resolver, channel);
struct timeval *ares_timeout(ares_channel channel, struct timeval *maxtv, struct timeval *tv)
	LG_USES(resolver, channel);
void ares_process(ares_channel channel, fd_set *read_fds, fd_set *write_fds)
	LG_USES(resolver, channel);
void ares_process_fd(ares_channel channel, ares_socket_t read_fd, ares_socket_t write_fd)
	LG_USES(resolver, channel);
int ares_set_servers(ares_channel channel, struct ares_addr_node *servers)
	LG_USES(resolver, channel);
int ares_set_servers_csv(ares_channel channel, const char *servers) LG_USES(resolver, channel);
void ares_set_local_ip4(ares_channel channel, unsigned int local_ip) LG_USES(resolver, channel);
void ares_set_local_dev(ares_channel channel, const char *local_dev_name)
	LG_USES(resolver, channel);
void ares_set_socket_callback(ares_channel channel, ares_sock_create_callback callback,
                              void *user_data) LG_USES(resolver, channel);
int ares_save_options(ares_channel channel, struct ares_options *options, int *optmask)
	LG_USES(resolver, channel);
void ares_getaddrinfo(ares_channel channel, const char *node, const char *service,
                      const struct ares_addrinfo_hints *hints, ares_addrinfo_callback callback,
                      void *arg) LG_USES(resolver, channel) LG_REGISTERS(callback, arg);
void ares_gethostbyname(ares_channel channel, const char *name, int family,
                        ares_host_callback callback, void *arg) LG_USES(resolver, channel)
	LG_REGISTERS(callback, arg);
void ares_gethostbyaddr(ares_channel channel, const void *addr, int addrlen, int family,
                        ares_host_callback callback, void *arg) LG_USES(resolver, channel)
	LG_REGISTERS(callback, arg);
void ares_getnameinfo(ares_channel channel, const struct sockaddr *sa, ares_socklen_t salen,
                      int flags, ares_nameinfo_callback callback, void *arg)
	LG_USES(resolver, channel) LG_REGISTERS(callback, arg);
void ares_query(ares_channel channel, const char *name, int dnsclass, int type,
                ares_callback callback, void *arg) LG_USES(resolver, channel)
	LG_REGISTERS(callback, arg);
void ares_search(ares_channel channel, const char *name, int dnsclass, int type,
                 ares_callback callback, void *arg) LG_USES(resolver, channel)
	LG_REGISTERS(callback, arg);
void ares_send(ares_channel channel, const unsigned char *qbuf, int qlen, ares_callback callback,
               void *arg) LG_USES(resolver, channel) LG_REGISTERS(callback, arg);
int ares_library_init(int flags) LG_BORROWS;
void ares_library_cleanup(void) LG_BORROWS;
const char *ares_strerror(int code) LG_BORROWS;
void ares_free_hostent(struct hostent *host) LG_BORROWS;
void ares_free_data(void *dataptr) LG_BORROWS;
void ares_free_string(void *str) LG_BORROWS;
void ares_freeaddrinfo(struct ares_addrinfo *ai) LG_BORROWS;
void ares_destroy_options(struct ares_options *options) LG_BORROWS;
const char *ares_inet_ntop(int af, const void *src, char *dst, ares_socklen_t size) LG_BORROWS;
int ares_inet_pton(int af, const char *src, void *dst) LG_BORROWS;
const char *ares_version(int *version) LG_BORROWS;
