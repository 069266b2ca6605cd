/* That the C library does what the shipped models say, where they say something that may surprise:
 * each claim is tried out.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <mntent.h>
#include <pthread.h>
#include <semaphore.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <threads.h>
#include <time.h>
#include <unistd.h>
#include <sys/mman.h>
#include <sys/signalfd.h>

#include <cmocka.h>

/* Constants that conditions compare with by number. */
_Static_assert(PTHREAD_CREATE_JOINABLE == 0 && PTHREAD_CREATE_DETACHED == 1, "attr:detached");
_Static_assert(thrd_success == 0, "thrd_create opens if result == 0");

static bool is_open(int fd)
{
	return fcntl(fd, F_GETFD) >= 0;
}

static int open_null(void)
{
	int fd = open("/dev/null", O_RDWR);
	assert_true(fd >= 0);
	return fd;
}

static void test_error_values(void **state)
{
	(void)state;
	assert_int_equal((intptr_t)MAP_FAILED, -1);
	assert_null(SEM_FAILED);
}

static void test_fdopen_takes_on_success(void **state)
{
	(void)state;
	int fd = open_null();
	assert_null(fdopen(fd, "nonsense"));
	assert_true(is_open(fd));
	FILE *stream = fdopen(fd, "r");
	assert_non_null(stream);
	fclose(stream);
	assert_false(is_open(fd));
}

static void test_fdopendir_takes_on_success(void **state)
{
	(void)state;
	int file = open_null(), fd = open("/", O_RDONLY | O_DIRECTORY);
	assert_null(fdopendir(file));
	assert_true(is_open(file));
	close(file);
	DIR *directory = fdopendir(fd);
	assert_non_null(directory);
	assert_int_equal(dirfd(directory), fd);
	closedir(directory);
	assert_false(is_open(fd));
}

/* The file is closed; the stream still has memory, which fclose() gives back. */
static void test_freopen_closes_when_it_fails(void **state)
{
	(void)state;
	FILE *stream = fopen("/dev/null", "r");
	assert_non_null(stream);
	int fd = fileno(stream);
	assert_ptr_equal(freopen("/dev/zero", "r", stream), stream);
	fd = fileno(stream);
	assert_null(freopen("/dev/null/none", "r", stream));
	assert_false(is_open(fd));
	fclose(stream);
}

static void test_fclose_closes_when_it_fails(void **state)
{
	(void)state;
	FILE *stream = fopen("/dev/full", "w");
	if (!stream)
		skip();
	int fd = fileno(stream);
	fputs("does not fit", stream);
	assert_int_equal(fclose(stream), EOF);
	assert_false(is_open(fd));
}

static void test_endmntent_closes(void **state)
{
	(void)state;
	FILE *stream = setmntent("/dev/null", "r");
	assert_non_null(stream);
	int fd = fileno(stream);
	endmntent(stream);
	assert_false(is_open(fd));
}

static void test_signalfd_opens_only_for_minus_one(void **state)
{
	(void)state;
	sigset_t mask;
	sigemptyset(&mask);
	int fd = signalfd(-1, &mask, 0);
	assert_true(fd >= 0);
	assert_int_equal(signalfd(fd, &mask, 0), fd);
	close(fd);
}

static void test_fcntl_duplicates(void **state)
{
	(void)state;
	int fd = open_null(), copy = fcntl(fd, F_DUPFD, 100), other;
	assert_true(copy >= 100);
	other = fcntl(fd, F_DUPFD_CLOEXEC, 100);
	assert_true(other > copy);
	close(fd);
	assert_true(is_open(copy) && is_open(other));
	close(copy);
	close(other);
}

/* A thread that ends when the other end of the pipe is closed. */
static void *wait_for_end(void *argument)
{
	int *fds = argument;
	char byte;
	ssize_t got = read(fds[0], &byte, 1);
	return got == 0 ? argument : NULL;
}

static void test_timed_joins_leave_the_thread(void **state)
{
	(void)state;
	int fds[2];
	pthread_t thread;
	struct timespec past = {0};
	void *value;
	assert_int_equal(pipe(fds), 0);
	assert_int_equal(pthread_create(&thread, NULL, wait_for_end, fds), 0);
	assert_int_equal(pthread_tryjoin_np(thread, NULL), EBUSY);
	assert_int_equal(pthread_timedjoin_np(thread, NULL, &past), ETIMEDOUT);
	close(fds[1]);
	assert_int_equal(pthread_join(thread, &value), 0);
	assert_ptr_equal(value, fds);
	close(fds[0]);
}

static void test_detached_thread_has_a_name(void **state)
{
	(void)state;
	static int fds[2]; /* the thread may outlive this function, and so does fds[0] */
	pthread_t thread;
	assert_int_equal(pipe(fds), 0);
	assert_int_equal(pthread_create(&thread, NULL, wait_for_end, fds), 0);
	assert_int_equal(pthread_detach(thread), 0);
	assert_int_equal(pthread_setname_np(thread, "worker"), 0);
	close(fds[1]);
}

static void test_attributes_start_joinable(void **state)
{
	(void)state;
	pthread_attr_t attributes;
	int detached = -1;
	memset(&attributes, 0xff, sizeof attributes);
	assert_int_equal(pthread_attr_init(&attributes), 0);
	pthread_attr_getdetachstate(&attributes, &detached);
	assert_int_equal(detached, 0);
	pthread_attr_destroy(&attributes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_error_values),
	        cmocka_unit_test(test_fdopen_takes_on_success),
	        cmocka_unit_test(test_fdopendir_takes_on_success),
	        cmocka_unit_test(test_freopen_closes_when_it_fails),
	        cmocka_unit_test(test_fclose_closes_when_it_fails),
	        cmocka_unit_test(test_endmntent_closes),
	        cmocka_unit_test(test_signalfd_opens_only_for_minus_one),
	        cmocka_unit_test(test_fcntl_duplicates),
	        cmocka_unit_test(test_timed_joins_leave_the_thread),
	        cmocka_unit_test(test_detached_thread_has_a_name),
	        cmocka_unit_test(test_attributes_start_joinable),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
