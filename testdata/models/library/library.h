/* What is known of a library whose own headers say nothing, for --models. */
#ifndef LIBRARY_H
#define LIBRARY_H

#include <linger/annotate.h>

struct library;

/* On 0 the caller owns *out. */
int library_open(const char *host, struct library **out) LG_OPENS(socket, *out, result == 0);
void library_close(struct library *library) LG_ENDS(socket, library);

/* A descriptor that the caller closes, or -1. */
int library_accept(struct library *library) LG_OPENS(socket, result, result >= 0);

/* Takes fd when it returns 0. */
int library_attach(struct library *library, int fd) LG_TAKES(fd, result == 0);

/* Only looks. */
int library_describe(const struct library *library, int fd) LG_BORROWS;

/* Ends the program unless the status is 0. */
void library_fail(int status, const char *message) LG_NORETURN_IF(status != 0);

void library_die(const char *message) LG_NORETURN;

#endif
