#ifndef DIE_H
#define DIE_H

void die(const char *format, ...);
void complain(const char *format, ...);
void usage(int status);

#endif
