/* Wrong use of liburing. */
#include <liburing.h>

int copy(int from, void *buffer, unsigned size)
{
	struct io_uring ring;
	struct io_uring_sqe *entry;
	struct io_uring_cqe *done;

	if (io_uring_queue_init(8, &ring, 0) < 0) // expect: channel-leak/ring
		return -1;
	entry = io_uring_get_sqe(&ring);
	if (!entry)
		return -1;
	io_uring_prep_read(entry, from, buffer, size, 0);
	io_uring_submit(&ring);
	if (io_uring_wait_cqe(&ring, &done) == 0)
		io_uring_cqe_seen(&ring, done);
	io_uring_queue_exit(&ring);
	return 0;
}
