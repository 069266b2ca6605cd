/* Right use of liburing. */
#include <liburing.h>

int good_copy(int from, void *buffer, unsigned size)
{
	struct io_uring ring;
	struct io_uring_sqe *entry;
	struct io_uring_cqe *done;
	int result = io_uring_queue_init(8, &ring, 0);

	if (result < 0)
		return result;
	entry = io_uring_get_sqe(&ring);
	if (!entry) {
		io_uring_queue_exit(&ring);
		return -1;
	}
	io_uring_prep_read(entry, from, buffer, size, 0);
	result = io_uring_submit(&ring);
	if (result >= 0 && io_uring_wait_cqe(&ring, &done) == 0) {
		result = done->res;
		io_uring_cqe_seen(&ring, done);
	}
	io_uring_queue_exit(&ring);
	return result;
}

struct good_reader {
	struct io_uring ring;
	int fd;
};

int good_reader_open(struct good_reader *reader)
{
	return io_uring_queue_init(8, &reader->ring, 0);
}

void good_reader_close(struct good_reader *reader)
{
	io_uring_queue_exit(&reader->ring);
}
