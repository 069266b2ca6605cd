/* Descriptors that arrive in a control message, kept or closed; messages without any; and sending. */
#define _GNU_SOURCE
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int received_closed(int peer, struct msghdr *message)
{
	struct cmsghdr *control;
	int fd = -1;

	if (recvmsg(peer, message, 0) < 0)
		return -1;
	control = CMSG_FIRSTHDR(message);
	if (control && control->cmsg_type == SCM_RIGHTS)
		memcpy(&fd, CMSG_DATA(control), sizeof(fd));
	if (fd >= 0)
		close(fd);
	return 0;
}

int received_kept(int peer, struct msghdr *message, int *out)
{
	struct cmsghdr *control;

	if (recvmsg(peer, message, 0) < 0)
		return -1;
	for (control = CMSG_FIRSTHDR(message); control; control = CMSG_NXTHDR(message, control)) {
		if (control->cmsg_level != SOL_SOCKET || control->cmsg_type != SCM_RIGHTS)
			continue;
		*out = *(int *)CMSG_DATA(control);
		return 1;
	}
	return 0;
}

long received_text(int peer, char *text, size_t size)
{
	struct iovec part = {.iov_base = text, .iov_len = size};
	struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};

	return recvmsg(peer, &message, 0);
}

long sent(int peer, struct msghdr *message, int fd)
{
	struct cmsghdr *control = CMSG_FIRSTHDR(message);

	control->cmsg_level = SOL_SOCKET;
	control->cmsg_type = SCM_RIGHTS;
	control->cmsg_len = CMSG_LEN(sizeof(fd));
	memcpy(CMSG_DATA(control), &fd, sizeof(fd));
	return sendmsg(peer, message, 0);
}

/* Who sent it, not a descriptor. */
int received_sender(int peer, struct msghdr *message, pid_t *sender)
{
	struct cmsghdr *control;
	struct ucred who;

	if (recvmsg(peer, message, 0) < 0)
		return -1;
	for (control = CMSG_FIRSTHDR(message); control; control = CMSG_NXTHDR(message, control)) {
		if (control->cmsg_level == SOL_SOCKET && control->cmsg_type == SCM_CREDENTIALS) {
			memcpy(&who, CMSG_DATA(control), sizeof(who));
			*sender = who.pid;
		}
	}
	return 0;
}

/* To which address it was sent. */
int received_address(int peer, struct msghdr *message)
{
	struct cmsghdr *control;
	struct in6_pktinfo where;

	if (recvmsg(peer, message, 0) < 0)
		return -1;
	control = CMSG_FIRSTHDR(message);
	if (!control || control->cmsg_level != IPPROTO_IPV6 || control->cmsg_type != IPV6_PKTINFO)
		return -1;
	memcpy(&where, CMSG_DATA(control), sizeof(where));
	return where.ipi6_ifindex != 0;
}
