/* Descriptors that arrive in a control message (SCM_RIGHTS) and are not closed. */
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int received_lost(int peer, struct msghdr *message)
{
	int fd = -1;
	struct cmsghdr *control;

	if (recvmsg(peer, message, 0) < 0) // expect: channel-leak/descriptor
		return -1;
	control = CMSG_FIRSTHDR(message);
	if (control && control->cmsg_type == SCM_RIGHTS)
		memcpy(&fd, CMSG_DATA(control), sizeof(fd));
	return 0;
}

int received_refused(int peer, struct msghdr *message)
{
	struct cmsghdr *control;
	int fd;

	if (recvmsg(peer, message, 0) <= 0) // expect: channel-leak/descriptor
		return -1;
	control = CMSG_FIRSTHDR(message);
	if (!control)
		return -1;
	fd = *(int *)CMSG_DATA(control);
	if (write(fd, "x", 1) != 1)
		return -1;
	return fd;
}
