#ifndef SESSION_H
#define SESSION_H

struct session {
	int fd;
	char name[32];
};

void session_init(struct session *session);
void session_forget(struct session *session);
void session_end(struct session *session);
int session_detach(struct session *session);

#endif
