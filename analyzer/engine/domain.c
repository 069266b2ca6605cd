/* Places, symbols and values, interned for one solve. */
#include "analyzer/engine/domain.h"

#include <string.h>

#include "base/hash.h"

void domain_init(struct domain *domain)
{
	memset(domain, 0, sizeof *domain);
	arena_init(&domain->arena);
	domain_clear(domain);
}

void domain_release(struct domain *domain)
{
	vec_release(&domain->places);
	vec_release(&domain->symbols);
	map_release(&domain->place_map);
	map_release(&domain->symbol_map);
	arena_release(&domain->arena);
}

void domain_clear(struct domain *domain)
{
	vec_clear(&domain->places);
	vec_clear(&domain->symbols);
	map_clear(&domain->place_map);
	map_clear(&domain->symbol_map);
	arena_clear(&domain->arena);
	(void)vec_add(&domain->places); /* number 0 is none */
	(void)vec_add(&domain->symbols);
}

static bool selectors_equal(const struct place *left, const struct place *right, unsigned count)
{
	for (unsigned i = 0; i < count; i++) {
		const struct place_selector *a = &left->selectors[i], *b = &right->selectors[i];
		if (a->kind != b->kind || a->index != b->index || a->name != b->name)
			return false;
	}
	return true;
}

static bool place_equal(const struct place *left, const struct place *right)
{
	return left->root == right->root && left->index == right->index &&
	       left->count == right->count && selectors_equal(left, right, left->count);
}

static uint64_t place_hash(const struct place *place)
{
	uint64_t hash =
	        ((uint64_t)place->root << 40) ^ ((uint64_t)place->index << 8) ^ place->count;
	for (unsigned i = 0; i < place->count; i++) {
		const struct place_selector *s = &place->selectors[i];
		hash = (hash ^ s->kind) * 0x9e3779b97f4a7c15u;
		hash = (hash ^ (uint32_t)s->index) * 0xbf58476d1ce4e5b9u;
		hash = (hash ^ s->name) * 0x94d049bb133111ebu;
		hash ^= hash >> 29;
	}
	return hash;
}

place_id domain_place(struct domain *domain, const struct place *place)
{
	uint64_t key = place_hash(place), found;
	while (map_get(&domain->place_map, key, &found)) {
		if (place_equal(&domain->places.items[found], place))
			return (place_id)found;
		key++;
	}
	place_id id = (place_id)domain->places.count;
	vec_push(&domain->places, *place);
	map_set(&domain->place_map, key, id);
	return id;
}

place_id domain_local(struct domain *domain, uint32_t local)
{
	struct place place = {.root = PLACE_LOCAL, .index = local};
	return domain_place(domain, &place);
}

place_id domain_global(struct domain *domain, name_id identity)
{
	struct place place = {.root = PLACE_GLOBAL, .index = identity};
	return domain_place(domain, &place);
}

place_id domain_select(struct domain *domain, place_id base, struct place_selector selector)
{
	struct place place = domain->places.items[base];
	if (!base || place.count == PLACE_MAX_SELECTORS)
		return 0;
	place.selectors[place.count++] = selector;
	if ((selector.kind == SELECT_INDEX || selector.kind == SELECT_OFFSET) &&
	    selector.index == IR_ANY)
		place.is_many = true;
	return domain_place(domain, &place);
}

place_id domain_array(struct domain *domain, place_id element)
{
	struct place place = domain->places.items[element];
	if (!place.count || (place.selectors[place.count - 1].kind != SELECT_INDEX &&
	                     place.selectors[place.count - 1].kind != SELECT_OFFSET))
		return element;
	place.count--;
	return domain_place(domain, &place);
}

place_id domain_memory(struct domain *domain, symbol_id symbol, int32_t offset)
{
	struct place place = {.root = PLACE_MEMORY, .index = symbol, .count = 1};
	place.selectors[0] = (struct place_selector){.kind = SELECT_OFFSET, .index = offset};
	place.is_many = offset == IR_ANY;
	return domain_place(domain, &place);
}

place_id domain_shift(struct domain *domain, place_id base, int32_t offset)
{
	struct place place = domain->places.items[base];
	if (!base || offset == 0)
		return base;
	if (!place.count)
		return 0;
	struct place_selector *last = &place.selectors[place.count - 1];
	if (last->kind != SELECT_INDEX && last->kind != SELECT_OFFSET)
		return 0;
	if (offset == IR_ANY || last->index == IR_ANY) {
		last->index = IR_ANY;
		place.is_many = true;
	} else if ((int64_t)last->index + offset < 0 || (int64_t)last->index + offset > INT32_MAX) {
		return 0; /* before the first, or nowhere */
	} else {
		last->index += offset;
	}
	return domain_place(domain, &place);
}

bool domain_is_within(const struct domain *domain, place_id inner, place_id outer)
{
	const struct place *in = &domain->places.items[inner], *out = &domain->places.items[outer];
	if (inner == outer)
		return true;
	if (in->root != out->root || in->index != out->index || in->count < out->count)
		return false;
	return selectors_equal(in, out, out->count);
}

place_id domain_rebase(struct domain *domain, place_id inner, place_id from, place_id to)
{
	struct place in = domain->places.items[inner];
	place_id at = to;
	for (unsigned i = domain->places.items[from].count; i < in.count && at; i++)
		at = domain_select(domain, at, in.selectors[i]);
	return at;
}

symbol_id domain_symbol(struct domain *domain, enum symbol_kind kind, uint32_t a, uint32_t b,
                        int64_t constant)
{
	struct symbol symbol = {.kind = (uint8_t)kind, .a = a, .b = b, .constant = constant};
	uint64_t parts[3] = {((uint64_t)kind << 32) | a, b, (uint64_t)constant};
	uint64_t key = hash_bytes(parts, sizeof parts), found;
	while (map_get(&domain->symbol_map, key, &found)) {
		const struct symbol *known = &domain->symbols.items[found];
		if (known->kind == kind && known->a == a && known->b == b &&
		    known->constant == constant)
			return (symbol_id)found;
		key++;
	}
	symbol_id id = (symbol_id)domain->symbols.count;
	vec_push(&domain->symbols, symbol);
	map_set(&domain->symbol_map, key, id);
	return id;
}
