/* The things the simulation of one function speaks of: places, symbols and values, interned so
 * that equal ones have equal numbers for the life of one solve. */
#ifndef LINGER_ANALYZER_ENGINE_DOMAIN_H
#define LINGER_ANALYZER_ENGINE_DOMAIN_H

#include <stdbool.h>
#include <stdint.h>

#include "analyzer/ir/ir.h"
#include "base/arena.h"
#include "base/map.h"
#include "base/names.h"
#include "base/vec.h"

typedef uint32_t place_id; /* 0: no place that can be followed */
typedef uint32_t symbol_id; /* 0: none */

enum place_root {
	PLACE_LOCAL, /* index: a local of the body */
	PLACE_GLOBAL, /* index: the name of its identity */
	PLACE_MEMORY, /* index: a symbol; what the symbol points to */
};

/* SELECT_KEY: what a function is registered for, together with the object. */
enum place_selector_kind {
	SELECT_FIELD,
	SELECT_INDEX,
	SELECT_OFFSET,
	SELECT_ATTRIBUTE,
	SELECT_KEY
};

struct place_selector {
	uint8_t kind; /* enum place_selector_kind */
	int32_t index; /* SELECT_INDEX; SELECT_OFFSET (the k of p[k], first selector of PLACE_MEMORY) */
	name_id name; /* SELECT_FIELD: identity; SELECT_ATTRIBUTE: attribute of a model; SELECT_KEY:
	              * the function's identity */
};

enum { PLACE_MAX_SELECTORS = 6 };

struct place {
	uint8_t root, count; /* enum place_root */
	bool is_many; /* an index that is not a constant: stands for several objects */
	uint32_t index;
	struct place_selector selectors[PLACE_MAX_SELECTORS];
};

enum symbol_kind {
	SYMBOL_ENTRY, /* a: place, b: epoch; what a place held at entry (epoch 0) or after an unknown
	                 * call changed it */
	SYMBOL_RESULT, /* a: call number */
	SYMBOL_OUT, /* a: call number, b: place written by the call */
	SYMBOL_COMPUTE, /* a: symbol, b: operator, constant: right side */
	SYMBOL_JOIN, /* a: block, b: place; different values met there */
	SYMBOL_SELF, /* the handle of the running thread */
	SYMBOL_HANDLE, /* the tracked entity */
};

struct symbol {
	uint8_t kind; /* enum symbol_kind */
	uint32_t a, b;
	int64_t constant;
};

enum value_kind {
	VALUE_UNKNOWN,
	VALUE_UNSET, /* declared, never assigned */
	VALUE_CONST, /* number */
	VALUE_SYMBOL, /* ref: symbol */
	VALUE_ADDRESS, /* ref: place */
	VALUE_FUNCTION, /* ref: name of the identity */
	VALUE_STRING, /* not NULL */
};

struct value {
	uint8_t kind; /* enum value_kind */
	uint32_t ref;
	int64_t number;
};

struct domain {
	struct arena arena;
	VEC(struct place) places;
	VEC(struct symbol) symbols;
	struct map place_map, symbol_map;
};

void domain_init(struct domain *domain);
void domain_release(struct domain *domain);
void domain_clear(struct domain *domain);

place_id domain_place(struct domain *domain, const struct place *place);
static inline const struct place *domain_place_at(const struct domain *domain, place_id id)
{
	return &domain->places.items[id];
}
place_id domain_local(struct domain *domain, uint32_t local);
place_id domain_global(struct domain *domain, name_id identity);
/* The place one selector further; 0 when there are too many. */
place_id domain_select(struct domain *domain, place_id base, struct place_selector selector);
/* What `symbol` points to, moved by `offset` elements (IR_ANY: unknown). */
place_id domain_memory(struct domain *domain, symbol_id symbol, int32_t offset);
/* The place `offset` elements behind one (array elements move, others only by 0). */
place_id domain_shift(struct domain *domain, place_id base, int32_t offset);
/* The whole array that an element is in; any other place is its own. */
place_id domain_array(struct domain *domain, place_id element);
/* Whether `inner` is `outer` or a part of it. */
bool domain_is_within(const struct domain *domain, place_id inner, place_id outer);
/* `inner`, a part of `from`, as the same part of `to`; 0 when it does not fit. */
place_id domain_rebase(struct domain *domain, place_id inner, place_id from, place_id to);

symbol_id domain_symbol(struct domain *domain, enum symbol_kind kind, uint32_t a, uint32_t b,
                        int64_t constant);
static inline const struct symbol *domain_symbol_at(const struct domain *domain, symbol_id id)
{
	return &domain->symbols.items[id];
}

static inline bool value_equal(struct value left, struct value right)
{
	return left.kind == right.kind && left.ref == right.ref && left.number == right.number;
}

static inline struct value value_const(int64_t number)
{
	return (struct value){.kind = VALUE_CONST, .number = number};
}

static inline struct value value_symbol(symbol_id symbol)
{
	return (struct value){.kind = VALUE_SYMBOL, .ref = symbol};
}

static inline struct value value_unknown(void)
{
	return (struct value){.kind = VALUE_UNKNOWN};
}

#endif
