/* The rules: that each is complete (page, test folder, table), what they say, and what they hash. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "rules/rules.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static const struct model_kind kinds[] = {
#define KIND(id, rule, noun, ended, identity, flags) {id, rule, noun, ended, identity, flags},
#include "rules/kinds.def"
#undef KIND
};

static const struct model_kind *kind_named(const char *id)
{
	for (size_t i = 0; i < COUNT(kinds); i++)
		if (strcmp(kinds[i].id, id) == 0)
			return &kinds[i];
	fail_msg("no kind %s", id);
	return NULL;
}

/* ---- completeness ------------------------------------------------------------------------- */

static bool exists(const char *folder, const char *id, const char *suffix, mode_t type)
{
	char path[1024];
	struct stat status;
	snprintf(path, sizeof path, "%s/%s/%s%s", SOURCE_DIR, folder, id, suffix);
	bool found = stat(path, &status) == 0 && (status.st_mode & S_IFMT) == type;
	if (!found)
		print_error("missing: %s\n", path);
	return found;
}

static void every_rule_has_its_page_and_cases(void **state)
{
	(void)state;
	size_t count, lacking = 0;
	const struct rule *const *rules = rules_list(&count);
	assert_true(count >= 9);
	for (size_t i = 0; i < count; i++) {
		lacking += !exists("rules/docs", rules[i]->id, ".md", S_IFREG);
		lacking += !exists("testdata/rules", rules[i]->id, "", S_IFDIR);
	}
	assert_int_equal(lacking, 0);
}

/* Every entry of the folder, without the suffix, is the id of a rule. */
static size_t strangers_in(const char *folder, const char *suffix)
{
	char path[1024];
	size_t strangers = 0;
	snprintf(path, sizeof path, "%s/%s", SOURCE_DIR, folder);
	DIR *dir = opendir(path);
	assert_non_null(dir);
	for (struct dirent *entry; (entry = readdir(dir));) {
		char id[512];
		if (entry->d_name[0] == '.')
			continue;
		snprintf(id, sizeof id, "%s", entry->d_name);
		size_t length = strlen(id), cut = strlen(suffix);
		bool is_suffixed = length > cut && strcmp(id + length - cut, suffix) == 0;
		if (is_suffixed)
			id[length - cut] = '\0';
		const struct rule *rule = is_suffixed ? rules_find(id) : NULL;
		if (rule && strcmp(rule->id, id) == 0)
			continue;
		print_error("no rule for %s/%s\n", path, entry->d_name);
		strangers++;
	}
	closedir(dir);
	return strangers;
}

static void every_page_and_folder_has_its_rule(void **state)
{
	(void)state;
	assert_int_equal(strangers_in("rules/docs", ".md"), 0);
	assert_int_equal(strangers_in("testdata/rules", ""), 0);
}

static void table_is_sorted_and_full(void **state)
{
	(void)state;
	size_t count;
	const struct rule *const *rules = rules_list(&count);
	for (size_t i = 0; i < count; i++) {
		assert_true(i == 0 || strcmp(rules[i - 1]->id, rules[i]->id) < 0);
		assert_string_equal(rules[i]->severity, "warning");
		assert_int_equal(strncmp(rules[i]->cwe, "CWE-", 4), 0);
		assert_true(strlen(rules[i]->help) > 20);
		assert_ptr_equal(rules_find(rules[i]->id), rules[i]);
		assert_int_equal(rules[i]->on_by_default,
		                 strcmp(rules[i]->id, "resource-leak") != 0);
	}
}

static void every_kind_has_a_rule(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(kinds); i++)
		if (strcmp(kinds[i].rule, "none") != 0)
			assert_non_null(rules_find(kinds[i].rule));
}

/* The page of a leak rule names every kind that may stand behind its slash. */
static void pages_name_the_kinds(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(kinds); i++) {
		char path[1024], wanted[128], page[16384];
		const struct rule *rule = rules_find(kinds[i].rule);
		if (!rule || strncmp(rule->id, kinds[i].id, strlen(kinds[i].id)) == 0)
			continue;
		snprintf(path, sizeof path, "%s/rules/docs/%s.md", SOURCE_DIR, rule->id);
		snprintf(wanted, sizeof wanted, "/%s`", kinds[i].id);
		FILE *stream = fopen(path, "r");
		assert_non_null(stream);
		page[fread(page, 1, sizeof page - 1, stream)] = '\0';
		fclose(stream);
		if (!strstr(page, wanted))
			fail_msg("%s does not name the kind %s", path, kinds[i].id);
	}
}

static void other_names(void **state)
{
	(void)state;
	const struct rule *channel = rules_find("channel-leak");
	assert_ptr_equal(rules_find("fd-leak"), channel);
	assert_ptr_equal(rules_find("stream-leak"), channel);
	assert_ptr_equal(rules_find("channel-leak/pipe"), channel);
	assert_ptr_equal(rules_find("fd-leak/pipe"), channel);
	assert_null(rules_find("channel"));
	assert_null(rules_find("channel-leaks"));
	assert_null(rules_find(""));
	assert_null(rules_find("/pipe"));
}

/* ---- what they say ------------------------------------------------------------------------ */

static struct event event_of(enum event_kind kind, const char *resource, const char *place)
{
	return (struct event){.kind = kind,
	                      .resource = kind_named(resource),
	                      .function = "f",
	                      .function_identity = "f",
	                      .place = place,
	                      .confidence = CONFIDENCE_HIGH};
}

/* The one rule that accepts the event. */
static const char *judge(const struct event *event, struct finding *finding, struct arena *arena)
{
	size_t count, accepted = 0;
	const char *id = NULL;
	const struct rule *const *rules = rules_list(&count);
	for (size_t i = 0; i < count; i++) {
		struct finding one = {0};
		if (!rules[i]->judge(event, &one, arena))
			continue;
		accepted++;
		id = rules[i]->id;
		*finding = one;
	}
	assert_int_equal(accepted, 1);
	assert_string_equal(finding->rule, id);
	return id;
}

static void check(const struct event *event, const char *id, const char *message)
{
	struct arena arena;
	struct finding finding = {0};
	arena_init(&arena);
	judge(event, &finding, &arena);
	assert_string_equal(finding_id(&finding, &arena), id);
	assert_string_equal(finding.message, message);
	arena_release(&arena);
}

static void messages_of_leaks_at_an_exit(void **state)
{
	(void)state;
	struct event event = event_of(EVENT_LEAK_EXIT, "socket", "fd");
	event.opener = "socket";
	check(&event, "channel-leak/socket",
	      "socket `fd` opened by socket() is never closed on this path");
	event.opener = NULL;
	event.place = "";
	check(&event, "channel-leak/socket", "a socket is never closed on this path");
	event = event_of(EVENT_LEAK_EXIT, "thread", "tid");
	event.opener = "pthread_create";
	check(&event, "thread-leak",
	      "thread `tid` started by pthread_create() is neither joined nor detached on this "
	      "path");
	event = event_of(EVENT_LEAK_EXIT, "mapping", "map");
	event.opener = "mmap";
	check(&event, "resource-leak/mapping",
	      "memory mapping `map` obtained from mmap() is never unmapped on this path");
	event = event_of(EVENT_LEAK_EXIT, "thread-attributes", "attr");
	event.opener = "pthread_attr_init";
	check(&event, "resource-leak/thread-attributes",
	      "thread attributes object `attr` initialised by pthread_attr_init() is never "
	      "destroyed on this path");
	event = event_of(EVENT_LEAK_EXIT, "address-list", NULL);
	check(&event, "resource-leak/address-list", "an address list is never freed on this path");
}

static void messages_of_lost_handles(void **state)
{
	(void)state;
	struct event event = event_of(EVENT_LEAK_OVERWRITE, "pipe", "p[1]");
	check(&event, "channel-leak/pipe",
	      "pipe end `p[1]` is overwritten while open: the old one can no longer be closed");
	event = event_of(EVENT_LEAK_OVERWRITE, "thread", "tid");
	check(&event, "thread-leak",
	      "thread `tid` is overwritten: the old one can no longer be joined or detached");
	event = event_of(EVENT_DROPPED, "descriptor", "c->fd");
	event.ender = "conn_reset";
	check(&event, "channel-leak/descriptor",
	      "descriptor `c->fd` is overwritten by conn_reset() while open: the old one can no "
	      "longer be closed");
}

static void messages_of_freed_holders(void **state)
{
	(void)state;
	static const struct {
		const char *place, *message;
	} cases[] = {
	        {"conf->file", "stream `conf->file` leaks: `conf` that holds it is freed"},
	        {"*out", "stream `*out` leaks: `out` that holds it is freed"},
	        {"logs[2]", "stream `logs[2]` leaks: `logs` that holds it is freed"},
	        {"srv->log.file", "stream `srv->log.file` leaks: `srv` that holds it is freed"},
	        {"f", "stream `f` leaks: the memory that holds it is freed"},
	        {"", "a stream leaks: the memory that holds it is freed"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct event event = event_of(EVENT_LEAK_FREED, "stream", cases[i].place);
		check(&event, "channel-leak/stream", cases[i].message);
	}
}

static void messages_between_functions(void **state)
{
	(void)state;
	struct event event = event_of(EVENT_LEAK_CALLER, "descriptor", "c->fd");
	event.opener = "conn_open";
	check(&event, "channel-leak/descriptor",
	      "`conn_open()` failed but left descriptor `c->fd` open; it is never closed in this "
	      "caller");
	event = event_of(EVENT_LEAK_CALLER, "thread", "pool->tid");
	event.opener = "pool_start";
	check(&event, "thread-leak",
	      "`pool_start()` failed but left thread `pool->tid`; it is neither joined nor "
	      "detached in this caller");
	event = event_of(EVENT_LEAK_DISAGREE, "descriptor", "fd");
	check(&event, "channel-leak/descriptor",
	      "descriptor `fd` is left open on one of two outcomes the caller cannot tell apart");
	event = event_of(EVENT_LEAK_DISAGREE, "thread", "tid");
	check(&event, "thread-leak",
	      "thread `tid` is neither joined nor detached on one of two outcomes the caller "
	      "cannot tell apart");
}

static void messages_of_misuse(void **state)
{
	(void)state;
	struct event event = event_of(EVENT_DOUBLE_END, "descriptor", "fd");
	check(&event, "double-end/descriptor", "descriptor `fd` is closed twice");
	event = event_of(EVENT_END_UNSTARTED, "thread", "tid");
	event.ender = "pthread_join";
	check(&event, "end-without-start/thread",
	      "thread `tid` is joined or detached by pthread_join() though it may never have been "
	      "started");
	event = event_of(EVENT_END_UNSTARTED, "stream", "f");
	check(&event, "end-without-start/stream",
	      "stream `f` is closed though it may never have been opened");
	event = event_of(EVENT_END_UNSTARTED, "library", "h");
	check(&event, "end-without-start/library",
	      "loaded library `h` is closed though it may never have been obtained");
	event = event_of(EVENT_USE_AFTER_END, "descriptor", "fd");
	event.ender = "write";
	check(&event, "use-after-end/descriptor",
	      "descriptor `fd` is used by write() after it was closed");
}

static void check_thread(enum event_kind kind, const char *place, const char *ender, const char *id,
                         const char *message)
{
	struct event event = event_of(kind, "thread", place);
	event.opener = "run";
	event.ender = ender;
	check(&event, id, message);
}

static void messages_of_threads(void **state)
{
	(void)state;
	check_thread(EVENT_JOIN_ENDLESS, "tid", "stop", "thread-unstoppable",
	             "the loop of `run()` has no exit, yet `stop()` waits for the thread to end");
	check_thread(
	        EVENT_FLAG_NEVER_SET, "on", "stop", "thread-unstoppable",
	        "the loop of `run()` ends by `on`, which nobody sets, yet `stop()` waits for the "
	        "thread to end");
	check_thread(
	        EVENT_FLAG_OUTSIDE, "on", "stop", "thread-unstoppable",
	        "`run()` tests `on` only before this loop, which has no exit: when `stop()` sets "
	        "it, the thread does not notice");
	check_thread(EVENT_WAIT_NOT_WOKEN, "cond", "pop", "thread-unstoppable",
	             "this waits for `run()`, which is told to stop but may wait on `cond`: nobody "
	             "wakes it");
	check_thread(EVENT_SLEEPS_LONG, "tid", "stop", "thread-unstoppable",
	             "`stop()` waits for thread `tid`, which sleeps here for long and cannot be "
	             "woken");
	check_thread(EVENT_JOINS_SELF, "tid", NULL, "thread-unstoppable",
	             "thread `tid` waits for itself to end");
	check_thread(EVENT_STOP_UNJOINED, "tid", "on", "thread-leak",
	             "thread `tid` is asked to stop by `on` but is neither joined nor detached: it "
	             "may still run when what it uses is gone");
	check_thread(EVENT_JOIN_SKIPPED, "tid", "body", "thread-leak",
	             "thread `tid` is never joined when it has ended by itself: it sets `run`, and "
	             "then the join is passed over");
	check_thread(EVENT_FREED_IN_USE, "tid", "stop", "thread-outlives-owner",
	             "what holds thread `tid` is freed here, but nothing on this way joins it, as "
	             "`stop()` does: `run()` may still use it");
	check_thread(EVENT_JOIN_UNSTARTED, "tid", "init", "end-without-start/thread",
	             "thread `tid` is joined without a condition, but `init()` starts it only if "
	             "`run` says so");
	check_thread(
	        EVENT_JOIN_UNSTARTED, "tid", NULL, "end-without-start/thread",
	        "thread `tid` is joined when `run` says so, which is set without a start, too");
	check_thread(EVENT_WAKES_ONE, "cond", NULL, "channel-stranded",
	             "only one thread is woken on `cond`, on which several run `run()`: the others "
	             "wait on");
	check_thread(EVENT_WAKES_ONE, "cond", "drain", "channel-stranded",
	             "only one thread is woken on `cond`, where `run()` and `drain()` wait for the "
	             "same: the others wait on");
	check_thread(
	        EVENT_STOP_UNLOCKED, "on", "lock", "channel-stranded",
	        "`on` is changed without holding `lock`: `run()` may miss the wake-up and wait "
	        "for ever");
}

/* Ending it twice or without a start does nothing. */
static bool is_no_matter(const struct event *event)
{
	return (event->resource->flags & KIND_ENDS_FREELY) &&
	       (event->kind == EVENT_DOUBLE_END || event->kind == EVENT_END_UNSTARTED);
}

static void ending_freely_is_no_finding(void **state)
{
	(void)state;
	size_t count;
	const struct rule *const *rules = rules_list(&count);
	struct event event = event_of(EVENT_DOUBLE_END, "armed-event", "s->idle");
	struct finding finding = {0};
	struct arena arena;
	arena_init(&arena);
	assert_true(is_no_matter(&event));
	for (size_t i = 0; i < count; i++)
		assert_false(rules[i]->judge(&event, &finding, &arena));
	arena_release(&arena);
}

static void messages_of_what_outlives_its_owner(void **state)
{
	(void)state;
	struct event event = event_of(EVENT_LEAK_FREED, "armed-event", "s->idle");
	check(&event, "timer-outlives-owner/armed-event",
	      "event `s->idle` was never deleted, and the memory that holds it is freed: its "
	      "callback will use what is gone");
	event.kind = EVENT_LEAK_EXIT;
	check(&event, "timer-outlives-owner/armed-event",
	      "event `s->idle` goes out of scope here and was never deleted: its callback will use "
	      "what is gone");
	event = event_of(EVENT_LEAK_FREED, "timer", "s->timer");
	check(&event, "timer-leak", "timer `s->timer` leaks: `s` that holds it is freed");
	event = event_of(EVENT_LEAK_TEARDOWN, "timer", "s->timer");
	event.opener = "start";
	event.ender = "s_free";
	check(&event, "timer-leak",
	      "timer `s->timer` started by start() is never deleted: `s_free()` forgets it");
}

/* Every kind of event on every kind of resource has exactly one rule, and no jargon. */
static void every_event_is_said_in_plain_words(void **state)
{
	(void)state;
	static const char *const jargon[] = {"entity", "typestate", "live", "(null)", "``", "  "};
	for (int kind = EVENT_LEAK_EXIT; kind <= EVENT_USE_AFTER_END; kind++) {
		for (size_t i = 0; i < COUNT(kinds); i++) {
			struct arena arena;
			struct finding finding = {0};
			struct event event = event_of((enum event_kind)kind, kinds[i].id, "h->x");
			if (strcmp(kinds[i].rule, "none") == 0 || is_no_matter(&event))
				continue;
			arena_init(&arena);
			judge(&event, &finding, &arena);
			assert_non_null(strstr(finding.message, kinds[i].noun));
			for (size_t j = 0; j < COUNT(jargon); j++)
				assert_null(strstr(finding.message, jargon[j]));
			arena_release(&arena);
		}
	}
}

/* Memory is followed for what it holds; whether it is freed is the business of other tools. */
static void memory_is_not_judged(void **state)
{
	(void)state;
	size_t count;
	const struct rule *const *rules = rules_list(&count);
	for (int kind = EVENT_LEAK_EXIT; kind <= EVENT_USE_AFTER_END; kind++) {
		struct event event = event_of((enum event_kind)kind, "memory", "p");
		struct finding finding = {0};
		struct arena arena;
		arena_init(&arena);
		for (size_t i = 0; i < count; i++)
			assert_false(rules[i]->judge(&event, &finding, &arena));
		arena_release(&arena);
	}
}

/* ---- fingerprints ------------------------------------------------------------------------- */

static uint64_t fingerprint_of(const struct event *event)
{
	struct arena arena;
	struct finding finding = {0};
	arena_init(&arena);
	judge(event, &finding, &arena);
	arena_release(&arena);
	return finding.fingerprint;
}

static void fingerprint_knows_no_lines(void **state)
{
	(void)state;
	struct event event = event_of(EVENT_LEAK_EXIT, "socket", "fd");
	uint64_t first = fingerprint_of(&event);
	event.location = (struct finding_location){"/a.c", 7, 8, 9};
	event.confidence = CONFIDENCE_LOW;
	event.demoted_by = "something";
	assert_int_equal(fingerprint_of(&event), first);
	/* The value is kept in baselines: it may change only with the "v1" in its name. */
	assert_int_equal(first, UINT64_C(0xc27347ba025b2183));
}

static void fingerprint_is_the_same_in_another_checkout(void **state)
{
	(void)state;
	struct event event = event_of(EVENT_LEAK_EXIT, "socket", "fd");
	event.function_identity = "/one/checkout/net.c:connect_to";
	uint64_t first = fingerprint_of(&event);
	event.function_identity = "/another/net.c:connect_to";
	assert_int_equal(fingerprint_of(&event), first);
	event.function_identity = "/one/checkout/tls.c:connect_to";
	assert_true(fingerprint_of(&event) != first);
	event.function_identity = "connect_to";
	assert_true(fingerprint_of(&event) != first);
}

static void fingerprint_tells_apart(void **state)
{
	(void)state;
	struct event events[7];
	for (size_t i = 0; i < COUNT(events); i++) {
		events[i] = event_of(EVENT_LEAK_EXIT, "socket", "fd");
		events[i].opener = "socket";
	}
	events[1].place = "other";
	events[2].opener = "accept";
	events[3].function_identity = "g";
	events[4].ordinal = 1;
	events[5].kind = EVENT_LEAK_OVERWRITE;
	events[6].kind = EVENT_DOUBLE_END;
	for (size_t i = 0; i < COUNT(events); i++)
		for (size_t j = 0; j < i; j++)
			assert_true(fingerprint_of(&events[i]) != fingerprint_of(&events[j]));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(every_rule_has_its_page_and_cases),
	        cmocka_unit_test(every_page_and_folder_has_its_rule),
	        cmocka_unit_test(table_is_sorted_and_full),
	        cmocka_unit_test(every_kind_has_a_rule),
	        cmocka_unit_test(pages_name_the_kinds),
	        cmocka_unit_test(other_names),
	        cmocka_unit_test(messages_of_leaks_at_an_exit),
	        cmocka_unit_test(messages_of_lost_handles),
	        cmocka_unit_test(messages_of_freed_holders),
	        cmocka_unit_test(messages_between_functions),
	        cmocka_unit_test(messages_of_misuse),
	        cmocka_unit_test(messages_of_threads),
	        cmocka_unit_test(every_event_is_said_in_plain_words),
	        cmocka_unit_test(memory_is_not_judged),
	        cmocka_unit_test(ending_freely_is_no_finding),
	        cmocka_unit_test(messages_of_what_outlives_its_owner),
	        cmocka_unit_test(fingerprint_knows_no_lines),
	        cmocka_unit_test(fingerprint_is_the_same_in_another_checkout),
	        cmocka_unit_test(fingerprint_tells_apart),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
