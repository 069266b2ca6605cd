/* Groups of fields that look as if one were forgotten. */
#include <stddef.h>

struct loop;
struct bell {
	struct bell *next;
	unsigned delay;
};

void bell_timer_init(struct loop *loop, struct bell *bell, unsigned delay);
void bell_timer_dispose(struct loop *loop, struct bell *bell);
void bell_timer_stop_all(struct bell *bell);
void bell_timer_copy(struct loop *loop, struct bell *bell);

/* ---- all of them ---- */

struct tower {
	struct bell first, second, third;
};

void tower_init(struct tower *tower, struct loop *loop)
{
	bell_timer_init(loop, &tower->first, 1);
	bell_timer_init(loop, &tower->second, 2);
	bell_timer_init(loop, &tower->third, 3);
}

void tower_dispose(struct tower *tower, struct loop *loop)
{
	bell_timer_dispose(loop, &tower->first);
	bell_timer_dispose(loop, &tower->second);
	bell_timer_dispose(loop, &tower->third);
}

/* ---- the last one by another function ---- */

struct gate {
	struct bell first, second, third;
};

void gate_init(struct gate *gate, struct loop *loop)
{
	bell_timer_init(loop, &gate->first, 1);
	bell_timer_init(loop, &gate->second, 2);
	bell_timer_init(loop, &gate->third, 3);
}

void gate_dispose(struct gate *gate, struct loop *loop)
{
	bell_timer_dispose(loop, &gate->first);
	bell_timer_dispose(loop, &gate->second);
}

void gate_free(struct gate *gate)
{
	bell_timer_stop_all(&gate->third);
}

/* ---- the last one somewhere else ---- */

struct yard {
	struct bell first, second, third;
};

void yard_init(struct yard *yard, struct loop *loop)
{
	bell_timer_init(loop, &yard->first, 1);
	bell_timer_init(loop, &yard->second, 2);
	bell_timer_init(loop, &yard->third, 3);
}

void yard_dispose(struct yard *yard, struct loop *loop)
{
	bell_timer_dispose(loop, &yard->first);
	bell_timer_dispose(loop, &yard->second);
}

void yard_last(struct yard *yard, struct loop *loop)
{
	struct bell *last = &yard->third;
	bell_timer_dispose(loop, last);
}

/* ---- what is done with two of three ends nothing ---- */

struct shed {
	struct bell first, second, third;
};

void shed_init(struct shed *shed, struct loop *loop)
{
	bell_timer_init(loop, &shed->first, 1);
	bell_timer_init(loop, &shed->second, 2);
	bell_timer_init(loop, &shed->third, 3);
}

void shed_copy(struct shed *shed, struct loop *loop)
{
	bell_timer_copy(loop, &shed->first);
	bell_timer_copy(loop, &shed->second);
}

/* ---- two are too few to tell ---- */

struct hut {
	struct bell first, second;
};

void hut_init(struct hut *hut, struct loop *loop)
{
	bell_timer_init(loop, &hut->first, 1);
	bell_timer_init(loop, &hut->second, 2);
}

void hut_dispose(struct hut *hut, struct loop *loop)
{
	bell_timer_dispose(loop, &hut->first);
}
