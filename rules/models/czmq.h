/* czmq: sockets, actors, reactors, pollers.
 *
 * What destroys takes the address of the pointer and makes it NULL, so destroying twice does nothing. An
 * actor is a thread with a socket to talk to it; destroying it waits for the thread.
 */
#define ZSOCK_NOCHECK
#include <czmq.h>

#include <linger/annotate.h>

zsock_t *zsock_new(int type) LG_OPENS(messaging-socket, result, result != NULL);
zsock_t *zsock_new_pub(const char *endpoint) LG_OPENS(messaging-socket, result, result != NULL);
zsock_t *zsock_new_sub(const char *endpoint, const char *subscribe)
	LG_OPENS(messaging-socket, result, result != NULL);
zsock_t *zsock_new_req(const char *endpoint) LG_OPENS(messaging-socket, result, result != NULL);
zsock_t *zsock_new_rep(const char *endpoint) LG_OPENS(messaging-socket, result, result != NULL);
zsock_t *zsock_new_dealer(const char *endpoint)
	LG_OPENS(messaging-socket, result, result != NULL);
zsock_t *zsock_new_router(const char *endpoint)
	LG_OPENS(messaging-socket, result, result != NULL);
zsock_t *zsock_new_push(const char *endpoint) LG_OPENS(messaging-socket, result, result != NULL);
zsock_t *zsock_new_pull(const char *endpoint) LG_OPENS(messaging-socket, result, result != NULL);
zsock_t *zsock_new_xpub(const char *endpoint) LG_OPENS(messaging-socket, result, result != NULL);
zsock_t *zsock_new_xsub(const char *endpoint) LG_OPENS(messaging-socket, result, result != NULL);
zsock_t *zsock_new_pair(const char *endpoint) LG_OPENS(messaging-socket, result, result != NULL);
zsock_t *zsock_new_stream(const char *endpoint)
	LG_OPENS(messaging-socket, result, result != NULL);
void zsock_destroy(zsock_t **self_p) LG_ENDS(messaging-socket, *self_p) LG_ZEROES(self_p);
zsock_t *zsock_new_server(const char *endpoint)
	LG_OPENS(messaging-socket, result, result != NULL);
zsock_t *zsock_new_client(const char *endpoint)
	LG_OPENS(messaging-socket, result, result != NULL);
zsock_t *zsock_new_radio(const char *endpoint) LG_OPENS(messaging-socket, result, result != NULL);
zsock_t *zsock_new_dish(const char *endpoint) LG_OPENS(messaging-socket, result, result != NULL);
zsock_t *zsock_new_gather(const char *endpoint)
	LG_OPENS(messaging-socket, result, result != NULL);
zsock_t *zsock_new_scatter(const char *endpoint)
	LG_OPENS(messaging-socket, result, result != NULL);
zsock_t *zsock_new_dgram(const char *endpoint) LG_OPENS(messaging-socket, result, result != NULL);
zsock_t *zsock_new_checked(int type, const char *filename, size_t line_nbr)
	LG_OPENS(messaging-socket, result, result != NULL);
void zsock_destroy_checked(zsock_t **self_p, const char *filename, size_t line_nbr)
	LG_ENDS(messaging-socket, *self_p) LG_ZEROES(self_p);
zsock_t *zsock_new_pub_checked(const char *endpoint, const char *filename, size_t line_nbr)
	LG_OPENS(messaging-socket, result, result != NULL);
zsock_t *zsock_new_sub_checked(const char *endpoint, const char *subscribe, const char *filename,
	                       size_t line_nbr)
	LG_OPENS(messaging-socket, result, result != NULL);
zsock_t *zsock_new_req_checked(const char *endpoint, const char *filename, size_t line_nbr)
	LG_OPENS(messaging-socket, result, result != NULL);
zsock_t *zsock_new_rep_checked(const char *endpoint, const char *filename, size_t line_nbr)
	LG_OPENS(messaging-socket, result, result != NULL);
zsock_t *zsock_new_dealer_checked(const char *endpoint, const char *filename, size_t line_nbr)
	LG_OPENS(messaging-socket, result, result != NULL);
zsock_t *zsock_new_router_checked(const char *endpoint, const char *filename, size_t line_nbr)
	LG_OPENS(messaging-socket, result, result != NULL);
zsock_t *zsock_new_push_checked(const char *endpoint, const char *filename, size_t line_nbr)
	LG_OPENS(messaging-socket, result, result != NULL);
zsock_t *zsock_new_pull_checked(const char *endpoint, const char *filename, size_t line_nbr)
	LG_OPENS(messaging-socket, result, result != NULL);
zsock_t *zsock_new_xpub_checked(const char *endpoint, const char *filename, size_t line_nbr)
	LG_OPENS(messaging-socket, result, result != NULL);
zsock_t *zsock_new_xsub_checked(const char *endpoint, const char *filename, size_t line_nbr)
	LG_OPENS(messaging-socket, result, result != NULL);
zsock_t *zsock_new_pair_checked(const char *endpoint, const char *filename, size_t line_nbr)
	LG_OPENS(messaging-socket, result, result != NULL);
zsock_t *zsock_new_stream_checked(const char *endpoint, const char *filename, size_t line_nbr)
	LG_OPENS(messaging-socket, result, result != NULL);
zsock_t *zsock_new_server_checked(const char *endpoint, const char *filename, size_t line_nbr)
	LG_OPENS(messaging-socket, result, result != NULL);
zsock_t *zsock_new_client_checked(const char *endpoint, const char *filename, size_t line_nbr)
	LG_OPENS(messaging-socket, result, result != NULL);
zsock_t *zsock_new_radio_checked(const char *endpoint, const char *filename, size_t line_nbr)
	LG_OPENS(messaging-socket, result, result != NULL);
zsock_t *zsock_new_dish_checked(const char *endpoint, const char *filename, size_t line_nbr)
	LG_OPENS(messaging-socket, result, result != NULL);
zsock_t *zsock_new_gather_checked(const char *endpoint, const char *filename, size_t line_nbr)
	LG_OPENS(messaging-socket, result, result != NULL);
zsock_t *zsock_new_scatter_checked(const char *endpoint, const char *filename, size_t line_nbr)
	LG_OPENS(messaging-socket, result, result != NULL);
zactor_t *zactor_new(zactor_fn task, void *args) LG_OPENS(actor, result, result != NULL)
	LG_REGISTERS(task, args);
void zactor_destroy(zactor_t **self_p) LG_ENDS(actor, *self_p) LG_ZEROES(self_p);
zloop_t *zloop_new(void) LG_OPENS(reactor, result, result != NULL);
void zloop_destroy(zloop_t **self_p) LG_ENDS(reactor, *self_p) LG_ZEROES(self_p);
int zloop_reader(zloop_t *self, zsock_t *sock, zloop_reader_fn handler, void *arg)
	LG_USES(reactor, self) LG_REGISTERS(handler, arg);
int zloop_poller(zloop_t *self, zmq_pollitem_t *item, zloop_fn handler, void *arg)
	LG_USES(reactor, self) LG_REGISTERS(handler, arg);
int zloop_timer(zloop_t *self, size_t delay, size_t times, zloop_timer_fn handler, void *arg)
	LG_USES(reactor, self) LG_REGISTERS(handler, arg);
void *zloop_ticket(zloop_t *self, zloop_timer_fn handler, void *arg) LG_USES(reactor, self)
	LG_REGISTERS(handler, arg);
int zloop_start(zloop_t *self) LG_USES(reactor, self) LG_DISPATCHES;
zpoller_t *zpoller_new(void *reader, ...) LG_OPENS(client-object, result, result != NULL);
void zpoller_destroy(zpoller_t **self_p) LG_ENDS(client-object, *self_p) LG_ZEROES(self_p);
int zsock_bind(zsock_t *self, const char *format, ...) LG_USES(messaging-socket, self);
const char *zsock_endpoint(zsock_t *self) LG_USES(messaging-socket, self);
int zsock_unbind(zsock_t *self, const char *format, ...) LG_USES(messaging-socket, self);
int zsock_connect(zsock_t *self, const char *format, ...) LG_USES(messaging-socket, self);
int zsock_disconnect(zsock_t *self, const char *format, ...) LG_USES(messaging-socket, self);
int zsock_attach(zsock_t *self, const char *endpoints, bool serverish)
	LG_USES(messaging-socket, self);
const char *zsock_type_str(zsock_t *self) LG_USES(messaging-socket, self);
int zsock_send(void *self, const char *picture, ...) LG_BORROWS;
int zsock_vsend(void *self, const char *picture, va_list argptr) LG_BORROWS;
int zsock_recv(void *self, const char *picture, ...) LG_BORROWS;
int zsock_vrecv(void *self, const char *picture, va_list argptr) LG_BORROWS;
int zsock_bsend(void *self, const char *picture, ...) LG_BORROWS;
int zsock_brecv(void *self, const char *picture, ...) LG_BORROWS;
void zsock_set_unbounded(void *self) LG_BORROWS;
int zsock_signal(void *self, byte status) LG_BORROWS;
int zsock_wait(void *self) LG_BORROWS;
void zsock_flush(void *self) LG_BORROWS;
bool zsock_is(void *self) LG_BORROWS;
void *zsock_resolve(void *self) LG_BORROWS;
int zsock_priority(void *self) LG_BORROWS;
void zsock_set_priority(void *self, int priority) LG_BORROWS;
int zsock_reconnect_stop(void *self) LG_BORROWS;
void zsock_set_reconnect_stop(void *self, int reconnect_stop) LG_BORROWS;
void zsock_set_only_first_subscribe(void *self, int only_first_subscribe) LG_BORROWS;
void zsock_set_hello_msg(void *self, zframe_t *hello_msg) LG_BORROWS;
void zsock_set_disconnect_msg(void *self, zframe_t *disconnect_msg) LG_BORROWS;
void zsock_set_wss_trust_system(void *self, int wss_trust_system) LG_BORROWS;
void zsock_set_wss_hostname(void *self, const char *wss_hostname) LG_BORROWS;
void zsock_set_wss_trust_pem(void *self, const char *wss_trust_pem) LG_BORROWS;
void zsock_set_wss_cert_pem(void *self, const char *wss_cert_pem) LG_BORROWS;
void zsock_set_wss_key_pem(void *self, const char *wss_key_pem) LG_BORROWS;
int zsock_out_batch_size(void *self) LG_BORROWS;
void zsock_set_out_batch_size(void *self, int out_batch_size) LG_BORROWS;
int zsock_in_batch_size(void *self) LG_BORROWS;
void zsock_set_in_batch_size(void *self, int in_batch_size) LG_BORROWS;
char *zsock_socks_password(void *self) LG_BORROWS;
void zsock_set_socks_password(void *self, const char *socks_password) LG_BORROWS;
char *zsock_socks_username(void *self) LG_BORROWS;
void zsock_set_socks_username(void *self, const char *socks_username) LG_BORROWS;
void zsock_set_xpub_manual_last_value(void *self, int xpub_manual_last_value) LG_BORROWS;
int zsock_router_notify(void *self) LG_BORROWS;
void zsock_set_router_notify(void *self, int router_notify) LG_BORROWS;
int zsock_multicast_loop(void *self) LG_BORROWS;
void zsock_set_multicast_loop(void *self, int multicast_loop) LG_BORROWS;
char *zsock_metadata(void *self) LG_BORROWS;
void zsock_set_metadata(void *self, const char *metadata) LG_BORROWS;
int zsock_loopback_fastpath(void *self) LG_BORROWS;
void zsock_set_loopback_fastpath(void *self, int loopback_fastpath) LG_BORROWS;
int zsock_zap_enforce_domain(void *self) LG_BORROWS;
void zsock_set_zap_enforce_domain(void *self, int zap_enforce_domain) LG_BORROWS;
int zsock_gssapi_principal_nametype(void *self) LG_BORROWS;
void zsock_set_gssapi_principal_nametype(void *self, int gssapi_principal_nametype) LG_BORROWS;
int zsock_gssapi_service_principal_nametype(void *self) LG_BORROWS;
void zsock_set_gssapi_service_principal_nametype(void *self,
	                                         int gssapi_service_principal_nametype) LG_BORROWS;
char *zsock_bindtodevice(void *self) LG_BORROWS;
void zsock_set_bindtodevice(void *self, const char *bindtodevice) LG_BORROWS;
int zsock_heartbeat_ivl(void *self) LG_BORROWS;
void zsock_set_heartbeat_ivl(void *self, int heartbeat_ivl) LG_BORROWS;
int zsock_heartbeat_ttl(void *self) LG_BORROWS;
void zsock_set_heartbeat_ttl(void *self, int heartbeat_ttl) LG_BORROWS;
int zsock_heartbeat_timeout(void *self) LG_BORROWS;
void zsock_set_heartbeat_timeout(void *self, int heartbeat_timeout) LG_BORROWS;
int zsock_use_fd(void *self) LG_BORROWS;
void zsock_set_use_fd(void *self, int use_fd) LG_BORROWS;
void zsock_set_xpub_manual(void *self, int xpub_manual) LG_BORROWS;
void zsock_set_xpub_welcome_msg(void *self, const char *xpub_welcome_msg) LG_BORROWS;
void zsock_set_stream_notify(void *self, int stream_notify) LG_BORROWS;
int zsock_invert_matching(void *self) LG_BORROWS;
void zsock_set_invert_matching(void *self, int invert_matching) LG_BORROWS;
void zsock_set_xpub_verboser(void *self, int xpub_verboser) LG_BORROWS;
int zsock_connect_timeout(void *self) LG_BORROWS;
void zsock_set_connect_timeout(void *self, int connect_timeout) LG_BORROWS;
int zsock_tcp_maxrt(void *self) LG_BORROWS;
void zsock_set_tcp_maxrt(void *self, int tcp_maxrt) LG_BORROWS;
int zsock_thread_safe(void *self) LG_BORROWS;
int zsock_multicast_maxtpdu(void *self) LG_BORROWS;
void zsock_set_multicast_maxtpdu(void *self, int multicast_maxtpdu) LG_BORROWS;
int zsock_vmci_buffer_size(void *self) LG_BORROWS;
void zsock_set_vmci_buffer_size(void *self, int vmci_buffer_size) LG_BORROWS;
int zsock_vmci_buffer_min_size(void *self) LG_BORROWS;
void zsock_set_vmci_buffer_min_size(void *self, int vmci_buffer_min_size) LG_BORROWS;
int zsock_vmci_buffer_max_size(void *self) LG_BORROWS;
void zsock_set_vmci_buffer_max_size(void *self, int vmci_buffer_max_size) LG_BORROWS;
int zsock_vmci_connect_timeout(void *self) LG_BORROWS;
void zsock_set_vmci_connect_timeout(void *self, int vmci_connect_timeout) LG_BORROWS;
int zsock_tos(void *self) LG_BORROWS;
void zsock_set_tos(void *self, int tos) LG_BORROWS;
void zsock_set_router_handover(void *self, int router_handover) LG_BORROWS;
void zsock_set_connect_rid(void *self, const char *connect_rid) LG_BORROWS;
void zsock_set_connect_rid_bin(void *self, const byte *connect_rid) LG_BORROWS;
int zsock_handshake_ivl(void *self) LG_BORROWS;
void zsock_set_handshake_ivl(void *self, int handshake_ivl) LG_BORROWS;
char *zsock_socks_proxy(void *self) LG_BORROWS;
void zsock_set_socks_proxy(void *self, const char *socks_proxy) LG_BORROWS;
void zsock_set_xpub_nodrop(void *self, int xpub_nodrop) LG_BORROWS;
void zsock_set_router_mandatory(void *self, int router_mandatory) LG_BORROWS;
void zsock_set_probe_router(void *self, int probe_router) LG_BORROWS;
void zsock_set_req_relaxed(void *self, int req_relaxed) LG_BORROWS;
void zsock_set_req_correlate(void *self, int req_correlate) LG_BORROWS;
void zsock_set_conflate(void *self, int conflate) LG_BORROWS;
char *zsock_zap_domain(void *self) LG_BORROWS;
void zsock_set_zap_domain(void *self, const char *zap_domain) LG_BORROWS;
int zsock_mechanism(void *self) LG_BORROWS;
int zsock_plain_server(void *self) LG_BORROWS;
void zsock_set_plain_server(void *self, int plain_server) LG_BORROWS;
char *zsock_plain_username(void *self) LG_BORROWS;
void zsock_set_plain_username(void *self, const char *plain_username) LG_BORROWS;
char *zsock_plain_password(void *self) LG_BORROWS;
void zsock_set_plain_password(void *self, const char *plain_password) LG_BORROWS;
int zsock_curve_server(void *self) LG_BORROWS;
void zsock_set_curve_server(void *self, int curve_server) LG_BORROWS;
char *zsock_curve_publickey(void *self) LG_BORROWS;
void zsock_set_curve_publickey(void *self, const char *curve_publickey) LG_BORROWS;
void zsock_set_curve_publickey_bin(void *self, const byte *curve_publickey) LG_BORROWS;
char *zsock_curve_secretkey(void *self) LG_BORROWS;
void zsock_set_curve_secretkey(void *self, const char *curve_secretkey) LG_BORROWS;
void zsock_set_curve_secretkey_bin(void *self, const byte *curve_secretkey) LG_BORROWS;
char *zsock_curve_serverkey(void *self) LG_BORROWS;
void zsock_set_curve_serverkey(void *self, const char *curve_serverkey) LG_BORROWS;
void zsock_set_curve_serverkey_bin(void *self, const byte *curve_serverkey) LG_BORROWS;
int zsock_gssapi_server(void *self) LG_BORROWS;
void zsock_set_gssapi_server(void *self, int gssapi_server) LG_BORROWS;
int zsock_gssapi_plaintext(void *self) LG_BORROWS;
void zsock_set_gssapi_plaintext(void *self, int gssapi_plaintext) LG_BORROWS;
char *zsock_gssapi_principal(void *self) LG_BORROWS;
void zsock_set_gssapi_principal(void *self, const char *gssapi_principal) LG_BORROWS;
char *zsock_gssapi_service_principal(void *self) LG_BORROWS;
void zsock_set_gssapi_service_principal(void *self,
	                                const char *gssapi_service_principal) LG_BORROWS;
int zsock_ipv6(void *self) LG_BORROWS;
void zsock_set_ipv6(void *self, int ipv6) LG_BORROWS;
int zsock_immediate(void *self) LG_BORROWS;
void zsock_set_immediate(void *self, int immediate) LG_BORROWS;
int zsock_sndhwm(void *self) LG_BORROWS;
void zsock_set_sndhwm(void *self, int sndhwm) LG_BORROWS;
int zsock_rcvhwm(void *self) LG_BORROWS;
void zsock_set_rcvhwm(void *self, int rcvhwm) LG_BORROWS;
int zsock_maxmsgsize(void *self) LG_BORROWS;
void zsock_set_maxmsgsize(void *self, int maxmsgsize) LG_BORROWS;
int zsock_multicast_hops(void *self) LG_BORROWS;
void zsock_set_multicast_hops(void *self, int multicast_hops) LG_BORROWS;
void zsock_set_xpub_verbose(void *self, int xpub_verbose) LG_BORROWS;
int zsock_tcp_keepalive(void *self) LG_BORROWS;
void zsock_set_tcp_keepalive(void *self, int tcp_keepalive) LG_BORROWS;
int zsock_tcp_keepalive_idle(void *self) LG_BORROWS;
void zsock_set_tcp_keepalive_idle(void *self, int tcp_keepalive_idle) LG_BORROWS;
int zsock_tcp_keepalive_cnt(void *self) LG_BORROWS;
void zsock_set_tcp_keepalive_cnt(void *self, int tcp_keepalive_cnt) LG_BORROWS;
int zsock_tcp_keepalive_intvl(void *self) LG_BORROWS;
void zsock_set_tcp_keepalive_intvl(void *self, int tcp_keepalive_intvl) LG_BORROWS;
char *zsock_tcp_accept_filter(void *self) LG_BORROWS;
void zsock_set_tcp_accept_filter(void *self, const char *tcp_accept_filter) LG_BORROWS;
char *zsock_last_endpoint(void *self) LG_BORROWS;
void zsock_set_router_raw(void *self, int router_raw) LG_BORROWS;
int zsock_ipv4only(void *self) LG_BORROWS;
void zsock_set_ipv4only(void *self, int ipv4only) LG_BORROWS;
void zsock_set_delay_attach_on_connect(void *self, int delay_attach_on_connect) LG_BORROWS;
int zsock_hwm(void *self) LG_BORROWS;
void zsock_set_hwm(void *self, int hwm) LG_BORROWS;
int zsock_swap(void *self) LG_BORROWS;
void zsock_set_swap(void *self, int swap) LG_BORROWS;
int zsock_affinity(void *self) LG_BORROWS;
void zsock_set_affinity(void *self, int affinity) LG_BORROWS;
char *zsock_identity(void *self) LG_BORROWS;
void zsock_set_identity(void *self, const char *identity) LG_BORROWS;
int zsock_rate(void *self) LG_BORROWS;
void zsock_set_rate(void *self, int rate) LG_BORROWS;
int zsock_recovery_ivl(void *self) LG_BORROWS;
void zsock_set_recovery_ivl(void *self, int recovery_ivl) LG_BORROWS;
int zsock_recovery_ivl_msec(void *self) LG_BORROWS;
void zsock_set_recovery_ivl_msec(void *self, int recovery_ivl_msec) LG_BORROWS;
int zsock_mcast_loop(void *self) LG_BORROWS;
void zsock_set_mcast_loop(void *self, int mcast_loop) LG_BORROWS;
int zsock_rcvtimeo(void *self) LG_BORROWS;
void zsock_set_rcvtimeo(void *self, int rcvtimeo) LG_BORROWS;
int zsock_sndtimeo(void *self) LG_BORROWS;
void zsock_set_sndtimeo(void *self, int sndtimeo) LG_BORROWS;
int zsock_sndbuf(void *self) LG_BORROWS;
void zsock_set_sndbuf(void *self, int sndbuf) LG_BORROWS;
int zsock_rcvbuf(void *self) LG_BORROWS;
void zsock_set_rcvbuf(void *self, int rcvbuf) LG_BORROWS;
int zsock_linger(void *self) LG_BORROWS;
void zsock_set_linger(void *self, int linger) LG_BORROWS;
int zsock_reconnect_ivl(void *self) LG_BORROWS;
void zsock_set_reconnect_ivl(void *self, int reconnect_ivl) LG_BORROWS;
int zsock_reconnect_ivl_max(void *self) LG_BORROWS;
void zsock_set_reconnect_ivl_max(void *self, int reconnect_ivl_max) LG_BORROWS;
int zsock_backlog(void *self) LG_BORROWS;
void zsock_set_backlog(void *self, int backlog) LG_BORROWS;
void zsock_set_subscribe(void *self, const char *subscribe) LG_BORROWS;
void zsock_set_unsubscribe(void *self, const char *unsubscribe) LG_BORROWS;
int zsock_type(void *self) LG_BORROWS;
int zsock_rcvmore(void *self) LG_BORROWS;
SOCKET zsock_fd(void *self) LG_BORROWS;
int zsock_events(void *self) LG_BORROWS;
uint32_t zsock_routing_id(zsock_t *self) LG_USES(messaging-socket, self);
void zsock_set_routing_id(zsock_t *self, uint32_t routing_id) LG_USES(messaging-socket, self);
int zsock_join(void *self, const char *group) LG_BORROWS;
int zsock_leave(void *self, const char *group) LG_BORROWS;
bool zsock_has_in(void *self) LG_BORROWS;
int zactor_send(zactor_t *self, zmsg_t **msg_p) LG_USES(actor, self);
zmsg_t *zactor_recv(zactor_t *self) LG_USES(actor, self);
bool zactor_is(void *self) LG_BORROWS;
void *zactor_resolve(void *self) LG_BORROWS;
zsock_t *zactor_sock(zactor_t *self) LG_USES(actor, self);
void zloop_reader_end(zloop_t *self, zsock_t *sock) LG_USES(reactor, self);
void zloop_reader_set_tolerant(zloop_t *self, zsock_t *sock) LG_USES(reactor, self);
void zloop_poller_end(zloop_t *self, zmq_pollitem_t *item) LG_USES(reactor, self);
void zloop_poller_set_tolerant(zloop_t *self, zmq_pollitem_t *item) LG_USES(reactor, self);
int zloop_timer_end(zloop_t *self, int timer_id) LG_USES(reactor, self);
void zloop_ticket_reset(zloop_t *self, void *handle) LG_USES(reactor, self);
void zloop_ticket_delete(zloop_t *self, void *handle) LG_USES(reactor, self);
void zloop_set_ticket_delay(zloop_t *self, size_t ticket_delay) LG_USES(reactor, self);
void zloop_set_max_timers(zloop_t *self, size_t max_timers) LG_USES(reactor, self);
void zloop_set_verbose(zloop_t *self, bool verbose) LG_USES(reactor, self);
void zloop_set_nonstop(zloop_t *self, bool nonstop) LG_USES(reactor, self);
int zpoller_add(zpoller_t *self, void *reader) LG_USES(client-object, self);
int zpoller_remove(zpoller_t *self, void *reader) LG_USES(client-object, self);
void zpoller_set_nonstop(zpoller_t *self, bool nonstop) LG_USES(client-object, self);
void *zpoller_wait(zpoller_t *self, int timeout) LG_USES(client-object, self);
bool zpoller_expired(zpoller_t *self) LG_USES(client-object, self);
bool zpoller_terminated(zpoller_t *self) LG_USES(client-object, self);
char *zstr_recv(void *source) LG_BORROWS;
int zstr_recvx(void *source, char **string_p, ...) LG_BORROWS;
int zstr_send(void *dest, const char *string) LG_BORROWS;
int zstr_sendm(void *dest, const char *string) LG_BORROWS;
int zstr_sendf(void *dest, const char *format, ...) LG_BORROWS;
int zstr_sendfm(void *dest, const char *format, ...) LG_BORROWS;
int zstr_sendx(void *dest, const char *string, ...) LG_BORROWS;
char *zstr_recv_nowait(void *source) LG_BORROWS;
zmsg_t *zmsg_recv(void *source) LG_BORROWS;
int zmsg_send(zmsg_t **self_p, void *dest) LG_BORROWS;
int zmsg_sendm(zmsg_t **self_p, void *dest) LG_BORROWS;
zframe_t *zframe_recv(void *source) LG_BORROWS;
int zframe_send(zframe_t **self_p, void *dest, int flags) LG_BORROWS;
zmsg_t *zmsg_recv_nowait(void *source) LG_BORROWS;
