/* File descriptors: files, pipes, sockets and the kernel objects that are descriptors on Linux.
 *
 * close() ends the descriptor also when it reports an error, EINTR included: on Linux it is gone,
 * and closing it again may close somebody else's. dup2() and dup3() open nothing that has to be
 * tracked: the number is the caller's choice, mostly 0 to 2, and what was there is closed by them.
 *
 * closefrom() and close_range() close every descriptor from a number on; the one they name is all the
 * notation can say. recvmsg() may receive descriptors (SCM_RIGHTS) in the __cmsg_data of its control
 * messages: whoever reads one from there (CMSG_DATA) owns it, if the message is of that type.
 */
#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <sched.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <termios.h>
#include <unistd.h>
#include <utmp.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/fanotify.h>
#include <sys/file.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/pidfd.h>
#include <sys/sendfile.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <sys/vfs.h>
#include <sys/xattr.h>

#include <linger/annotate.h>

/* ---- files ---- */

int open(const char *path, int flags, ...) LG_OPENS(descriptor, result, result >= 0);
int open64(const char *path, int flags, ...) LG_OPENS(descriptor, result, result >= 0);
int openat(int directory, const char *path, int flags, ...)
	LG_USES(descriptor, directory) LG_OPENS(descriptor, result, result >= 0);
int openat64(int directory, const char *path, int flags, ...)
	LG_USES(descriptor, directory) LG_OPENS(descriptor, result, result >= 0);
int creat(const char *path, mode_t mode) LG_OPENS(descriptor, result, result >= 0);
int creat64(const char *path, mode_t mode) LG_OPENS(descriptor, result, result >= 0);
int open_by_handle_at(int mount, struct file_handle *handle, int flags)
	LG_USES(descriptor, mount) LG_OPENS(descriptor, result, result >= 0);
int mkstemp(char *template) LG_OPENS(descriptor, result, result >= 0);
int mkstemp64(char *template) LG_OPENS(descriptor, result, result >= 0);
int mkostemp(char *template, int flags) LG_OPENS(descriptor, result, result >= 0);
int mkostemp64(char *template, int flags) LG_OPENS(descriptor, result, result >= 0);
int mkstemps(char *template, int suffix) LG_OPENS(descriptor, result, result >= 0);
int mkstemps64(char *template, int suffix) LG_OPENS(descriptor, result, result >= 0);
int mkostemps(char *template, int suffix, int flags) LG_OPENS(descriptor, result, result >= 0);
int mkostemps64(char *template, int suffix, int flags) LG_OPENS(descriptor, result, result >= 0);
int shm_open(const char *name, int flags, mode_t mode) LG_OPENS(descriptor, result, result >= 0);
int memfd_create(const char *name, unsigned int flags) LG_OPENS(descriptor, result, result >= 0);

/* ---- ends ---- */

int close_range(unsigned first, unsigned last, int flags) LG_ENDS(descriptor, first);
void closefrom(int first) LG_ENDS(descriptor, first);
int close(int fd) LG_ENDS(descriptor, fd);

/* ---- copies ---- */

#define F_DUPFD 0
#define F_DUPFD_CLOEXEC 1030

int dup(int fd) LG_USES(descriptor, fd) LG_OPENS(descriptor, result, result >= 0);
int dup2(int fd, int number) LG_USES(descriptor, fd);
int dup3(int fd, int number, int flags) LG_USES(descriptor, fd);
int fcntl(int fd, int command, ...) LG_USES(descriptor, fd)
	LG_OPENS(descriptor, result, result >= 0 && command == F_DUPFD)
	LG_OPENS(descriptor, result, result >= 0 && command == F_DUPFD_CLOEXEC);
int fcntl64(int fd, int command, ...) LG_USES(descriptor, fd)
	LG_OPENS(descriptor, result, result >= 0 && command == F_DUPFD)
	LG_OPENS(descriptor, result, result >= 0 && command == F_DUPFD_CLOEXEC);

/* ---- pipes and sockets ---- */

int pipe(int fds[2]) LG_OPENS(pipe, fds[0], result == 0) LG_OPENS(pipe, fds[1], result == 0);
int pipe2(int fds[2], int flags)
	LG_OPENS(pipe, fds[0], result == 0) LG_OPENS(pipe, fds[1], result == 0);
int socket(int domain, int type, int protocol) LG_OPENS(socket, result, result >= 0);
int socketpair(int domain, int type, int protocol, int fds[2])
	LG_OPENS(socket, fds[0], result == 0) LG_OPENS(socket, fds[1], result == 0);
int accept(int fd, struct sockaddr *address, socklen_t *length)
	LG_USES(socket, fd) LG_OPENS(socket, result, result >= 0);
int accept4(int fd, struct sockaddr *address, socklen_t *length, int flags)
	LG_USES(socket, fd) LG_OPENS(socket, result, result >= 0);

/* ---- kernel objects ---- */

int eventfd(unsigned int count, int flags) LG_OPENS(descriptor, result, result >= 0);
int signalfd(int fd, const sigset_t *mask, int flags)
	LG_OPENS(descriptor, result, result >= 0 && fd == -1);
int inotify_init(void) LG_OPENS(descriptor, result, result >= 0);
int inotify_init1(int flags) LG_OPENS(descriptor, result, result >= 0);
int fanotify_init(unsigned int flags, unsigned int event_flags)
	LG_OPENS(descriptor, result, result >= 0);
int epoll_create(int size) LG_OPENS(descriptor, result, result >= 0);
int epoll_create1(int flags) LG_OPENS(descriptor, result, result >= 0);
int pidfd_open(pid_t pid, unsigned int flags) LG_OPENS(descriptor, result, result >= 0);
int pidfd_getfd(int pidfd, int fd, unsigned int flags)
	LG_USES(descriptor, pidfd) LG_OPENS(descriptor, result, result >= 0);
int fsopen(const char *type, unsigned int flags) LG_OPENS(descriptor, result, result >= 0);
int fsmount(int fd, unsigned int flags, unsigned int attributes)
	LG_USES(descriptor, fd) LG_OPENS(descriptor, result, result >= 0);
int fspick(int directory, const char *path, unsigned int flags)
	LG_USES(descriptor, directory) LG_OPENS(descriptor, result, result >= 0);
int open_tree(int directory, const char *path, unsigned int flags)
	LG_USES(descriptor, directory) LG_OPENS(descriptor, result, result >= 0);

/* ---- terminals ---- */

int posix_openpt(int flags) LG_OPENS(descriptor, result, result >= 0);
int getpt(void) LG_OPENS(descriptor, result, result >= 0);
int openpty(int *master, int *slave, char *name, const struct termios *settings,
	    const struct winsize *size)
	LG_OPENS(descriptor, *master, result == 0) LG_OPENS(descriptor, *slave, result == 0);
pid_t forkpty(int *master, char *name, const struct termios *settings, const struct winsize *size)
	LG_FORKS LG_OPENS(descriptor, *master, result > 0);
int login_tty(int fd) LG_ENDS(descriptor, fd, result == 0);

/* ---- uses ---- */

ssize_t read(int fd, void *data, size_t size) LG_USES(descriptor, fd);
ssize_t write(int fd, const void *data, size_t size) LG_USES(descriptor, fd);
ssize_t pread(int fd, void *data, size_t size, off_t offset) LG_USES(descriptor, fd);
ssize_t pwrite(int fd, const void *data, size_t size, off_t offset) LG_USES(descriptor, fd);
ssize_t pread64(int fd, void *data, size_t size, off64_t offset) LG_USES(descriptor, fd);
ssize_t pwrite64(int fd, const void *data, size_t size, off64_t offset) LG_USES(descriptor, fd);
ssize_t readv(int fd, const struct iovec *parts, int count) LG_USES(descriptor, fd);
ssize_t writev(int fd, const struct iovec *parts, int count) LG_USES(descriptor, fd);
ssize_t preadv(int fd, const struct iovec *parts, int count, off_t offset) LG_USES(descriptor, fd);
ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t offset) LG_USES(descriptor, fd);
off_t lseek(int fd, off_t offset, int whence) LG_USES(descriptor, fd);
off64_t lseek64(int fd, off64_t offset, int whence) LG_USES(descriptor, fd);
int fsync(int fd) LG_USES(descriptor, fd);
int fdatasync(int fd) LG_USES(descriptor, fd);
int syncfs(int fd) LG_USES(descriptor, fd);
int ftruncate(int fd, off_t size) LG_USES(descriptor, fd);
ssize_t preadv64(int fd, const struct iovec *parts, int count, off64_t offset)
	LG_USES(descriptor, fd);
ssize_t pwritev64(int fd, const struct iovec *parts, int count, off64_t offset)
	LG_USES(descriptor, fd);
ssize_t preadv2(int fd, const struct iovec *parts, int count, off_t offset, int flags)
	LG_USES(descriptor, fd);
ssize_t pwritev2(int fd, const struct iovec *parts, int count, off_t offset, int flags)
	LG_USES(descriptor, fd);
int dprintf(int fd, const char *format, ...) LG_USES(descriptor, fd);
int vdprintf(int fd, const char *format, va_list arguments) LG_USES(descriptor, fd);
ssize_t getdents64(int fd, void *data, size_t size) LG_USES(descriptor, fd);
ssize_t readahead(int fd, off64_t offset, size_t size) LG_USES(descriptor, fd);
int sync_file_range(int fd, off64_t offset, off64_t size, unsigned int flags)
	LG_USES(descriptor, fd);
int fallocate64(int fd, int mode, off64_t offset, off64_t size) LG_USES(descriptor, fd);
int posix_fallocate64(int fd, off64_t offset, off64_t size) LG_USES(descriptor, fd);
int posix_fadvise64(int fd, off64_t offset, off64_t size, int advice) LG_USES(descriptor, fd);
int fstatfs64(int fd, struct statfs64 *status) LG_USES(descriptor, fd);
int fstatvfs(int fd, struct statvfs *status) LG_USES(descriptor, fd);
int fstatvfs64(int fd, struct statvfs64 *status) LG_USES(descriptor, fd);
int futimes(int fd, const struct timeval times[2]) LG_USES(descriptor, fd);
int lockf64(int fd, int command, off64_t size) LG_USES(descriptor, fd);
long fpathconf(int fd, int name) LG_USES(descriptor, fd);
int setns(int fd, int type) LG_USES(descriptor, fd);
ssize_t fgetxattr(int fd, const char *name, void *value, size_t size) LG_USES(descriptor, fd);
int fsetxattr(int fd, const char *name, const void *value, size_t size, int flags)
	LG_USES(descriptor, fd);
ssize_t flistxattr(int fd, char *list, size_t size) LG_USES(descriptor, fd);
int fremovexattr(int fd, const char *name) LG_USES(descriptor, fd);
int ftruncate64(int fd, off64_t size) LG_USES(descriptor, fd);
int fallocate(int fd, int mode, off_t offset, off_t size) LG_USES(descriptor, fd);
int posix_fallocate(int fd, off_t offset, off_t size) LG_USES(descriptor, fd);
int posix_fadvise(int fd, off_t offset, off_t size, int advice) LG_USES(descriptor, fd);
int fstat(int fd, struct stat *status) LG_USES(descriptor, fd);
int fstat64(int fd, struct stat64 *status) LG_USES(descriptor, fd);
int fstatfs(int fd, struct statfs *status) LG_USES(descriptor, fd);
int fchmod(int fd, mode_t mode) LG_USES(descriptor, fd);
int fchown(int fd, uid_t user, gid_t group) LG_USES(descriptor, fd);
int fchdir(int fd) LG_USES(descriptor, fd);
int futimens(int fd, const struct timespec times[2]) LG_USES(descriptor, fd);
int flock(int fd, int operation) LG_USES(descriptor, fd);
int lockf(int fd, int command, off_t size) LG_USES(descriptor, fd);
int ioctl(int fd, unsigned long request, ...) LG_USES(descriptor, fd);
char *ttyname(int fd) LG_USES(descriptor, fd);
int tcgetattr(int fd, struct termios *settings) LG_USES(descriptor, fd);
int tcsetattr(int fd, int when, const struct termios *settings) LG_USES(descriptor, fd);
int tcsendbreak(int fd, int duration) LG_USES(descriptor, fd);
int tcdrain(int fd) LG_USES(descriptor, fd);
int tcflush(int fd, int queue) LG_USES(descriptor, fd);
int tcflow(int fd, int action) LG_USES(descriptor, fd);
pid_t tcgetpgrp(int fd) LG_USES(descriptor, fd);
int tcsetpgrp(int fd, pid_t group) LG_USES(descriptor, fd);
pid_t tcgetsid(int fd) LG_USES(descriptor, fd);
int isatty(int fd) LG_USES(descriptor, fd);
int ttyname_r(int fd, char *name, size_t size) LG_USES(descriptor, fd);
ssize_t sendfile(int out, int in, off_t *offset, size_t size)
	LG_USES(descriptor, out) LG_USES(descriptor, in);
ssize_t sendfile64(int out, int in, off64_t *offset, size_t size)
	LG_USES(descriptor, out) LG_USES(descriptor, in);
ssize_t splice(int in, off64_t *in_offset, int out, off64_t *out_offset, size_t size,
	       unsigned int flags) LG_USES(descriptor, in) LG_USES(descriptor, out);
ssize_t tee(int in, int out, size_t size, unsigned int flags)
	LG_USES(descriptor, in) LG_USES(descriptor, out);
ssize_t vmsplice(int fd, const struct iovec *parts, size_t count, unsigned int flags)
	LG_USES(descriptor, fd);
ssize_t copy_file_range(int in, off64_t *in_offset, int out, off64_t *out_offset, size_t size,
			unsigned int flags) LG_USES(descriptor, in) LG_USES(descriptor, out);

/* A directory of AT_FDCWD is -100, which nothing opened. */
int fstatat(int directory, const char *path, struct stat *status, int flags)
	LG_USES(descriptor, directory);
int fstatat64(int directory, const char *path, struct stat64 *status, int flags)
	LG_USES(descriptor, directory);
int statx(int directory, const char *path, int flags, unsigned int mask, struct statx *status)
	LG_USES(descriptor, directory);
int faccessat(int directory, const char *path, int mode, int flags)
	LG_USES(descriptor, directory);
int fchmodat(int directory, const char *path, mode_t mode, int flags)
	LG_USES(descriptor, directory);
int fchownat(int directory, const char *path, uid_t user, gid_t group, int flags)
	LG_USES(descriptor, directory);
int utimensat(int directory, const char *path, const struct timespec times[2], int flags)
	LG_USES(descriptor, directory);
int mkdirat(int directory, const char *path, mode_t mode) LG_USES(descriptor, directory);
int mkfifoat(int directory, const char *path, mode_t mode) LG_USES(descriptor, directory);
int mknodat(int directory, const char *path, mode_t mode, dev_t device)
	LG_USES(descriptor, directory);
int unlinkat(int directory, const char *path, int flags) LG_USES(descriptor, directory);
int renameat(int old_directory, const char *old_path, int directory, const char *path)
	LG_USES(descriptor, old_directory) LG_USES(descriptor, directory);
int renameat2(int old_directory, const char *old_path, int directory, const char *path,
	      unsigned int flags) LG_USES(descriptor, old_directory) LG_USES(descriptor, directory);
int linkat(int old_directory, const char *old_path, int directory, const char *path, int flags)
	LG_USES(descriptor, old_directory) LG_USES(descriptor, directory);
int symlinkat(const char *target, int directory, const char *path)
	LG_USES(descriptor, directory);
ssize_t readlinkat(int directory, const char *path, char *data, size_t size)
	LG_USES(descriptor, directory);

int connect(int fd, const struct sockaddr *address, socklen_t length) LG_USES(socket, fd);
int bind(int fd, const struct sockaddr *address, socklen_t length) LG_USES(socket, fd);
int listen(int fd, int backlog) LG_USES(socket, fd);
int shutdown(int fd, int how) LG_USES(socket, fd);
ssize_t send(int fd, const void *data, size_t size, int flags) LG_USES(socket, fd);
ssize_t sendto(int fd, const void *data, size_t size, int flags, const struct sockaddr *address,
	       socklen_t length) LG_USES(socket, fd);
ssize_t sendmsg(int fd, const struct msghdr *message, int flags) LG_USES(socket, fd);
int sendmmsg(int fd, struct mmsghdr *messages, unsigned int count, int flags) LG_USES(socket, fd);
ssize_t recv(int fd, void *data, size_t size, int flags) LG_USES(socket, fd);
ssize_t recvfrom(int fd, void *data, size_t size, int flags, struct sockaddr *address,
		 socklen_t *length) LG_USES(socket, fd);
#define SOL_SOCKET 1
#define SCM_RIGHTS 1
ssize_t recvmsg(int fd, struct msghdr *message, int flags)
	LG_USES(socket, fd)
	LG_OPENS(descriptor, message->__cmsg_data,
		 result >= 0 && message->cmsg_level == SOL_SOCKET && message->cmsg_type == SCM_RIGHTS);
int recvmmsg(int fd, struct mmsghdr *messages, unsigned int count, int flags,
	     struct timespec *limit) LG_USES(socket, fd);
int getsockopt(int fd, int level, int option, void *value, socklen_t *length) LG_USES(socket, fd);
#define SO_RCVTIMEO 20
int setsockopt(int fd, int level, int option, const void *value, socklen_t length) LG_USES(socket, fd)
	LG_SETS(fd, any_receive_limit, 1, level == SOL_SOCKET && option == SO_RCVTIMEO);
int getsockname(int fd, struct sockaddr *address, socklen_t *length) LG_USES(socket, fd);
int sockatmark(int fd) LG_USES(socket, fd);
int getpeername(int fd, struct sockaddr *address, socklen_t *length) LG_USES(socket, fd);

/* What is watched is found again in an event, by descriptor or by pointer, and ended from there. */
#define EPOLL_CTL_ADD 1
int epoll_ctl(int epoll, int operation, int fd, struct epoll_event *event)
	LG_USES(descriptor, epoll) LG_USES(descriptor, fd)
	LG_SHARES(fd, result == 0 && operation == EPOLL_CTL_ADD)
	LG_SHARES(event->data.ptr, result == 0 && operation == EPOLL_CTL_ADD);
int epoll_wait(int epoll, struct epoll_event *events, int count, int limit)
	LG_USES(descriptor, epoll);
int epoll_pwait(int epoll, struct epoll_event *events, int count, int limit, const sigset_t *mask)
	LG_USES(descriptor, epoll);
int epoll_pwait2(int epoll, struct epoll_event *events, int count, const struct timespec *limit,
		 const sigset_t *mask) LG_USES(descriptor, epoll);
int eventfd_read(int fd, eventfd_t *value) LG_USES(descriptor, fd);
int eventfd_write(int fd, eventfd_t value) LG_USES(descriptor, fd);
int inotify_add_watch(int fd, const char *path, uint32_t mask) LG_USES(descriptor, fd);
int inotify_rm_watch(int fd, int watch) LG_USES(descriptor, fd);
int fanotify_mark(int fd, unsigned int flags, uint64_t mask, int directory, const char *path)
	LG_USES(descriptor, fd);
int pidfd_send_signal(int pidfd, int signal_number, siginfo_t *info, unsigned int flags)
	LG_USES(descriptor, pidfd);
int grantpt(int fd) LG_USES(descriptor, fd);
int unlockpt(int fd) LG_USES(descriptor, fd);
char *ptsname(int fd) LG_USES(descriptor, fd);
int ptsname_r(int fd, char *name, size_t size) LG_USES(descriptor, fd);
