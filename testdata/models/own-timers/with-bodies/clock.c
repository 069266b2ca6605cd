#include "clock.h"

struct clock_wheel {
	struct tick head;
	unsigned long now;
};

void tick_init(struct tick *tick, void (*run)(struct tick *tick))
{
	tick->next = tick->previous = NULL;
	tick->run = run;
}

void tick_link(struct clock_wheel *wheel, unsigned long delay, struct tick *tick)
{
	tick->expires = wheel->now + delay;
	tick->next = wheel->head.next;
	tick->previous = &wheel->head;
	wheel->head.next = tick;
}

void tick_unlink(struct tick *tick)
{
	if (tick->previous)
		tick->previous->next = tick->next;
	tick->next = tick->previous = NULL;
}

int tick_runs(const struct tick *tick)
{
	return tick->previous != NULL;
}

void clock_run(struct clock_wheel *wheel)
{
	while (wheel->head.next) {
		struct tick *tick = wheel->head.next;

		wheel->now = tick->expires;
		tick_unlink(tick);
		tick->run(tick);
	}
}
