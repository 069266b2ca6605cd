/* The clock that only goes forward. */
#ifndef LINGER_BASE_CLOCK_H
#define LINGER_BASE_CLOCK_H

/* Seconds since some moment before the process began (CLOCK_MONOTONIC): for differences. */
double clock_seconds(void);

#endif
