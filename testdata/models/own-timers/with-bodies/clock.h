/* Timers of one's own, embedded in what they work for, that say by annotations what they do. */
#ifndef CLOCK_H
#define CLOCK_H

#include <stddef.h>

#include <linger/annotate.h>

struct tick {
	struct tick *next, *previous;
	unsigned long expires;
	void (*run)(struct tick *tick);
};

struct clock_wheel;

void tick_init(struct tick *tick, void (*run)(struct tick *tick));

/* From now on the wheel knows the timer. Linked again, it only gets a new time. */
void tick_link(struct clock_wheel *wheel, unsigned long delay, struct tick *tick)
	LG_OPENS(armed-timer, *tick);
void tick_unlink(struct tick *tick) LG_ENDS(armed-timer, *tick);
int tick_runs(const struct tick *tick) LG_TELLS(armed-timer, *tick, result == 0);

/* No annotation: it has a body. */
static inline int tick_is_linked(const struct tick *tick)
{
	return tick->next != NULL;
}

/* Calls the timers that are due. */
void clock_run(struct clock_wheel *wheel) LG_DISPATCHES;

#define record_of(pointer, type, member) ((type *)((char *)(pointer) - offsetof(type, member)))

#endif
