/* The timer is ended on the way to the teardown, or is not begun where that could be needed. */
#include <stddef.h>

struct dial;
struct hand {
	struct hand *next;
};
struct lookup;

void dial_timer_link(struct dial *dial, unsigned delay, struct hand *hand);
void dial_timer_unlink(struct hand *hand);
struct lookup *lookup_send(struct dial *dial, const char *name, void *data);
void lookup_cancel(struct lookup *lookup);

/* ---- by a helper of the teardown ---- */

struct errand {
	struct dial *dial;
	struct lookup *lookup;
	struct hand timeout;
};

void errand_begin(struct errand *errand, const char *name)
{
	dial_timer_link(errand->dial, 1000, &errand->timeout);
	errand->lookup = lookup_send(errand->dial, name, errand);
}

static void errand_quiet(struct errand *errand)
{
	dial_timer_unlink(&errand->timeout);
}

void errand_dispose(struct errand *errand)
{
	errand_quiet(errand);
	lookup_cancel(errand->lookup);
}

/* ---- by who calls the teardown ---- */

struct visit {
	struct dial *dial;
	struct lookup *lookup;
	struct hand timeout;
};

void visit_begin(struct visit *visit, const char *name)
{
	dial_timer_link(visit->dial, 1000, &visit->timeout);
	visit->lookup = lookup_send(visit->dial, name, visit);
}

static void visit_dispose(struct visit *visit)
{
	lookup_cancel(visit->lookup);
}

void visit_over(struct visit *visit)
{
	dial_timer_unlink(&visit->timeout);
	visit_dispose(visit);
}

/* ---- begun later, when there is nothing else to end ---- */

struct stay {
	struct dial *dial;
	struct lookup *lookup;
	struct hand timeout;
};

void stay_begin(struct stay *stay, const char *name)
{
	stay->lookup = lookup_send(stay->dial, name, stay);
}

void stay_answered(struct stay *stay)
{
	stay->lookup = NULL;
	dial_timer_link(stay->dial, 1000, &stay->timeout);
}

void stay_over(struct stay *stay)
{
	dial_timer_unlink(&stay->timeout);
}

void stay_dispose(struct stay *stay)
{
	lookup_cancel(stay->lookup);
}
