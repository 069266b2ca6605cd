/* A header of one's own whose functions say what they open and take; their bodies are elsewhere. */
#ifndef RELAY_H
#define RELAY_H

#include <linger/annotate.h>

struct relay;

/* On 0 the caller owns *out. */
int relay_open(const char *host, struct relay **out) LG_OPENS(socket, *out, result == 0);
void relay_close(struct relay *relay) LG_ENDS(socket, relay);

/* A descriptor that the caller closes, or -1. */
int relay_accept(struct relay *relay) LG_OPENS(socket, result, result >= 0);

/* Takes fd when it returns 0. */
int relay_attach(struct relay *relay, int fd) LG_TAKES(fd, result == 0);

/* Only looks. */
int relay_describe(const struct relay *relay, int fd) LG_BORROWS;

/* Ends the program unless the status is 0. */
void relay_fail(int status, const char *message) LG_NORETURN_IF(status != 0);

void relay_die(const char *message) LG_NORETURN;

#endif
