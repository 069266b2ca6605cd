/* Callbacks that run later, and are known by function and argument. */
#ifndef LATER_H
#define LATER_H

#include <linger/annotate.h>

typedef void (*later_function)(void *argument);

int later_set(unsigned long delay, later_function function, void *argument)
	LG_OPENS(callback-timer, key(function, argument), result == 0);
int later_cancel(later_function function, void *argument)
	LG_ENDS(callback-timer, key(function, argument));

#endif
