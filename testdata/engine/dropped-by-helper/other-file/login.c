#include <sys/socket.h>
#include <unistd.h>

#include "session.h"

int login_forgotten(int listener)
{
	struct session session;

	session_init(&session);
	session.fd = accept(listener, NULL, NULL);
	if (session.fd < 0)
		return -1;
	if (recv(session.fd, session.name, sizeof(session.name), 0) <= 0) {
		session_forget(&session); // expect: channel-leak/socket
		return -1;
	}
	session_end(&session);
	return 0;
}

int login_ended(int listener)
{
	struct session session;

	session_init(&session);
	session.fd = accept(listener, NULL, NULL);
	if (session.fd < 0)
		return -1;
	if (recv(session.fd, session.name, sizeof(session.name), 0) <= 0) {
		session_end(&session);
		return -1;
	}
	return session_detach(&session);
}

int login_detached(int listener)
{
	struct session session;
	int fd;

	session_init(&session);
	session.fd = accept(listener, NULL, NULL);
	fd = session_detach(&session);
	if (fd >= 0)
		close(fd);
	session_end(&session);
	return 0;
}
