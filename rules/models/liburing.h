/* liburing: rings. The functions that the header defines itself are read, not modelled. */
#include <liburing.h>

#include <linger/annotate.h>

void io_uring_free_probe(struct io_uring_probe *probe) LG_BORROWS;
int io_uring_queue_init_params(unsigned entries, struct io_uring *ring, struct io_uring_params *p)
	LG_OPENS(ring, *ring, result == 0);
int io_uring_queue_init(unsigned entries, struct io_uring *ring, unsigned flags)
	LG_OPENS(ring, *ring, result == 0);
int io_uring_queue_mmap(int fd, struct io_uring_params *p, struct io_uring *ring)
	LG_USES(descriptor, fd) LG_OPENS(ring, *ring, result == 0);
int io_uring_ring_dontfork(struct io_uring *ring) LG_BORROWS;
void io_uring_queue_exit(struct io_uring *ring) LG_ENDS(ring, *ring);
unsigned io_uring_peek_batch_cqe(struct io_uring *ring, struct io_uring_cqe **cqes,
	                         unsigned count) LG_BORROWS;
int io_uring_wait_cqes(struct io_uring *ring, struct io_uring_cqe **cqe_ptr, unsigned wait_nr,
	               struct __kernel_timespec *ts, sigset_t *sigmask) LG_BORROWS;
int io_uring_wait_cqe_timeout(struct io_uring *ring, struct io_uring_cqe **cqe_ptr,
	                      struct __kernel_timespec *ts) LG_BORROWS;
int io_uring_submit(struct io_uring *ring) LG_BORROWS;
int io_uring_submit_and_wait(struct io_uring *ring, unsigned wait_nr) LG_BORROWS;
int io_uring_submit_and_wait_timeout(struct io_uring *ring, struct io_uring_cqe **cqe_ptr,
	                             unsigned wait_nr, struct __kernel_timespec *ts,
	                             sigset_t *sigmask) LG_BORROWS;
int io_uring_register_buffers(struct io_uring *ring, const struct iovec *iovecs,
	                      unsigned nr_iovecs) LG_BORROWS;
int io_uring_register_buffers_tags(struct io_uring *ring, const struct iovec *iovecs,
	                           const __u64 *tags, unsigned nr) LG_BORROWS;
int io_uring_register_buffers_sparse(struct io_uring *ring, unsigned nr) LG_BORROWS;
int io_uring_register_buffers_update_tag(struct io_uring *ring, unsigned off,
	                                 const struct iovec *iovecs, const __u64 *tags,
	                                 unsigned nr) LG_BORROWS;
int io_uring_unregister_buffers(struct io_uring *ring) LG_BORROWS;
int io_uring_register_files(struct io_uring *ring, const int *files, unsigned nr_files) LG_BORROWS;
int io_uring_register_files_tags(struct io_uring *ring, const int *files, const __u64 *tags,
	                         unsigned nr) LG_BORROWS;
int io_uring_register_files_sparse(struct io_uring *ring, unsigned nr) LG_BORROWS;
int io_uring_register_files_update_tag(struct io_uring *ring, unsigned off, const int *files,
	                               const __u64 *tags, unsigned nr_files) LG_BORROWS;
int io_uring_unregister_files(struct io_uring *ring) LG_BORROWS;
int io_uring_register_files_update(struct io_uring *ring, unsigned off, const int *files,
	                           unsigned nr_files) LG_BORROWS;
int io_uring_register_eventfd(struct io_uring *ring, int fd) LG_BORROWS;
int io_uring_register_eventfd_async(struct io_uring *ring, int fd) LG_BORROWS;
int io_uring_unregister_eventfd(struct io_uring *ring) LG_BORROWS;
int io_uring_register_probe(struct io_uring *ring, struct io_uring_probe *p,
	                    unsigned nr) LG_BORROWS;
int io_uring_register_personality(struct io_uring *ring) LG_BORROWS;
int io_uring_unregister_personality(struct io_uring *ring, int id) LG_BORROWS;
int io_uring_register_restrictions(struct io_uring *ring, struct io_uring_restriction *res,
	                           unsigned int nr_res) LG_BORROWS;
int io_uring_enable_rings(struct io_uring *ring) LG_BORROWS;
int __io_uring_sqring_wait(struct io_uring *ring) LG_BORROWS;
int io_uring_register_iowq_aff(struct io_uring *ring, size_t cpusz,
	                       const cpu_set_t *mask) LG_BORROWS;
int io_uring_unregister_iowq_aff(struct io_uring *ring) LG_BORROWS;
int io_uring_register_iowq_max_workers(struct io_uring *ring, unsigned int *values) LG_BORROWS;
int io_uring_register_ring_fd(struct io_uring *ring) LG_BORROWS;
int io_uring_unregister_ring_fd(struct io_uring *ring) LG_BORROWS;
int io_uring_register_buf_ring(struct io_uring *ring, struct io_uring_buf_reg *reg,
	                       unsigned int flags) LG_BORROWS;
int io_uring_unregister_buf_ring(struct io_uring *ring, int bgid) LG_BORROWS;
int io_uring_register_sync_cancel(struct io_uring *ring,
	                          struct io_uring_sync_cancel_reg *reg) LG_BORROWS;
int io_uring_register_file_alloc_range(struct io_uring *ring, unsigned off,
	                               unsigned len) LG_BORROWS;
int io_uring_get_events(struct io_uring *ring) LG_BORROWS;
int io_uring_submit_and_get_events(struct io_uring *ring) LG_BORROWS;
int io_uring_enter(unsigned int fd, unsigned int to_submit, unsigned int min_complete,
	           unsigned int flags, sigset_t *sig) LG_BORROWS;
int io_uring_enter2(unsigned int fd, unsigned int to_submit, unsigned int min_complete,
	            unsigned int flags, sigset_t *sig, size_t sz) LG_BORROWS;
int io_uring_setup(unsigned int entries, struct io_uring_params *p)
	LG_OPENS(descriptor, result, result >= 0);
int io_uring_register(unsigned int fd, unsigned int opcode, const void *arg,
	              unsigned int nr_args) LG_BORROWS;
int __io_uring_get_cqe(struct io_uring *ring, struct io_uring_cqe **cqe_ptr, unsigned submit,
	               unsigned wait_nr, sigset_t *sigmask) LG_BORROWS;
