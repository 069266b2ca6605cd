/* Strongly connected components of the call graph (Tarjan 1972, without recursion), callees first. */
#include <stdlib.h>

#include "analyzer/link/link_int.h"
#include "base/memory.h"

void link_for_each_callee(const struct program *program, uint32_t function,
                          void (*visit)(void *context, uint32_t callee), void *context)
{
	const struct program_function *f = &program->functions.items[function];
	for (uint32_t i = 0; i < f->facts->reference_count; i++)
		if (f->facts->references[i].use & FACTS_CALLED)
			for (uint32_t k = 0; k < f->callees[i].count; k++)
				visit(context, f->callees[i].functions[k]);
	for (uint32_t i = 0; i < f->facts->indirect_count; i++)
		for (uint32_t k = 0; k < f->indirect[i].count; k++)
			visit(context, f->indirect[i].functions[k]);
}

struct edges {
	VEC(uint32_t) callees;
};

struct frame {
	uint32_t function;
	size_t next_edge;
	struct edges edges;
};

struct tarjan {
	struct program *program;
	uint32_t *index, *low;
	bool *on_stack;
	uint32_t next_index, emitted;
	VEC(uint32_t) stack;
	VEC(struct frame) frames;
};

static void add_edge(void *context, uint32_t callee)
{
	struct edges *edges = context;
	vec_push(&edges->callees, callee);
}

static void enter(struct tarjan *t, uint32_t function)
{
	struct frame *frame = vec_add(&t->frames);
	frame->function = function;
	t->index[function] = t->low[function] = ++t->next_index;
	vec_push(&t->stack, function);
	t->on_stack[function] = true;
	link_for_each_callee(t->program, function, add_edge, &frame->edges);
}

static int compare_numbers(const void *left, const void *right)
{
	uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
	return a < b ? -1 : a > b;
}

/* Takes one finished component off the stack. */
static void emit(struct tarjan *t, uint32_t root)
{
	struct program *program = t->program;
	uint32_t number = program->component_count++, member, first = t->emitted;
	program->component_starts[number] = first;
	do {
		member = t->stack.items[--t->stack.count];
		t->on_stack[member] = false;
		program->functions.items[member].component = number;
		program->components[t->emitted++] = member;
	} while (member != root);
	qsort(program->components + first, t->emitted - first, sizeof *program->components,
	      compare_numbers);
}

static void leave(struct tarjan *t)
{
	struct frame *frame = &t->frames.items[t->frames.count - 1];
	uint32_t function = frame->function;
	if (t->low[function] == t->index[function])
		emit(t, function);
	vec_release(&frame->edges.callees);
	t->frames.count--;
	if (t->frames.count) {
		uint32_t caller = t->frames.items[t->frames.count - 1].function;
		if (t->low[function] < t->low[caller])
			t->low[caller] = t->low[function];
	}
}

static void visit_from(struct tarjan *t, uint32_t root)
{
	enter(t, root);
	while (t->frames.count) {
		struct frame *frame = &t->frames.items[t->frames.count - 1];
		if (frame->next_edge == frame->edges.callees.count) {
			leave(t);
			continue;
		}
		uint32_t callee = frame->edges.callees.items[frame->next_edge++];
		if (!t->index[callee])
			enter(t, callee);
		else if (t->on_stack[callee] && t->index[callee] < t->low[frame->function])
			t->low[frame->function] = t->index[callee];
	}
}

void link_components(struct program *program)
{
	size_t count = program->functions.count;
	struct tarjan t = {.program = program};
	t.index = memory_zalloc((count + 1) * sizeof *t.index);
	t.low = memory_zalloc((count + 1) * sizeof *t.low);
	t.on_stack = memory_zalloc(count + 1);
	program->components = arena_array(&program->arena, uint32_t, count + 1);
	program->component_starts = arena_array(&program->arena, uint32_t, count + 1);
	for (uint32_t i = 0; i < count; i++)
		if (!t.index[i])
			visit_from(&t, i);
	program->component_starts[program->component_count] = t.emitted;
	free(t.index);
	free(t.low);
	free(t.on_stack);
	vec_release(&t.stack);
	vec_release(&t.frames);
}
