/* The result of a whole run: its key, and its way into the store and back. */
#include "analyzer/command/run.h"

#include <string.h>

#include "base/hash.h"
#include "base/vec.h"
#include "rules/rules.h"

enum { RUN_FORMAT = 1 };

static uint64_t rules_hash(void)
{
	size_t count;
	const struct rule *const *rules = rules_list(&count);
	uint64_t hash = count;
	for (size_t i = 0; i < count; i++)
		hash = hash_combine(hash, hash_string(rules[i]->id));
	return hash;
}

uint64_t run_key(const struct analysis *analysis)
{
	uint64_t key = hash_combine(RUN_FORMAT, hash_string(analysis->context->build));
	key = hash_combine(key, model_set_hash(analysis->models));
	key = hash_combine(key, rules_hash());
	key = hash_combine(key, hash_string(analysis->project.root));
	for (size_t i = 0; i < analysis->project.count; i++) {
		const struct analysis_unit *unit = &analysis->units[i];
		key = hash_combine(key, unit->unit->key);
		key = hash_combine(key, hash_string(unit->unit->folder));
		for (uint32_t k = 0; k < unit->unit->target_count; k++)
			key = hash_combine(key, hash_string(unit->unit->targets[k]));
		key = hash_combine(key, unit->hash);
	}
	return key;
}

static void encode(const struct run *run, struct buffer *out)
{
	buffer_put_uint(out, run->functions);
	buffer_put_uint(out, run->partial);
	buffer_put_uint(out, run->warnings.count);
	for (size_t i = 0; i < run->warnings.count; i++)
		buffer_put_string(out, run->warnings.items[i]);
	struct buffer findings = {0};
	finding_list_encode(&run->findings, &findings);
	buffer_put_bytes(out, findings.data, findings.size);
	buffer_release(&findings);
}

static bool decode(struct run *run, const void *data, size_t size, struct arena *arena)
{
	struct reader reader;
	reader_init(&reader, data, size);
	run->functions = reader_uint(&reader);
	run->partial = (uint32_t)reader_uint(&reader);
	size_t count = reader_count(&reader);
	for (size_t i = 0; i < count && !reader.failed; i++) {
		size_t length;
		const char *text = reader_string(&reader, &length);
		char *copy = arena_alloc(arena, length + 1);
		memcpy(copy, text ? text : "", length);
		vec_push(&run->warnings, copy);
	}
	const void *findings = reader_bytes(&reader, &size);
	return !reader.failed && finding_list_decode(&run->findings, findings, size, arena);
}

bool run_load(struct run *run, const struct analysis *analysis, struct arena *arena)
{
	const void *data;
	size_t size;
	if (analysis->crashed + analysis->failed)
		return false;
	if (!store_run_find(analysis->store, run_key(analysis), &data, &size))
		return false;
	if (decode(run, data, size, arena))
		return true;
	run_release(run);
	memset(run, 0, sizeof *run);
	return false;
}

void run_save(const struct run *run, const struct analysis *analysis, uint64_t key)
{
	struct buffer out = {0};
	if (analysis->crashed + analysis->failed)
		return;
	encode(run, &out);
	store_run_save(analysis->store, key, out.data, out.size);
	store_findings_save(analysis->store, &run->findings);
	buffer_release(&out);
}

void run_release(struct run *run)
{
	vec_release(&run->findings);
	argument_list_release(&run->warnings);
}
