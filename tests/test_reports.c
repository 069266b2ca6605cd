/* The reports: whole outputs compared with testdata/reports/, and the parts they rest on.
 *
 * `test_reports --write FORMAT FILE` writes the output instead (tests/sarif.sh, new goldens). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "analyzer/finding.h"
#include "base/vec.h"
#include "reports/line_hash.h"
#include "reports/report.h"
#include "reports/source.h"
#include "reports/utf8.h"

#define ROOT SOURCE_DIR "/testdata/reports/project"
#define SERVER ROOT "/server.c"
#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* ---- the findings of the goldens ---------------------------------------------------------- */

static struct finding_step socket_steps[] = {
        {STEP_OPENED, {SERVER, 5, 11, 17}, "opened here by socket()"},
        {STEP_BRANCH, {SERVER, 6, 6, 12}, "taking the false branch"},
        {STEP_EXIT, {SERVER, 8, 48, 54}, "not closed at this return"},
};
static struct finding_location socket_exits[] = {{SERVER, 8, 48, 54}, {SERVER, 10, 3, 9}};
static const struct finding_fix socket_fix = {{SERVER, 10, 3, 0}, "close(fd); "};

static struct finding_step thread_steps[] = {
        {STEP_OPENED, {SERVER, 18, 2, 16}, "started here"},
        {STEP_CALL, {SERVER, 18, 29, 0}, "runs worker() \x1b[31m\xff"},
        {STEP_EXIT, {SERVER, 19, 1, 2}, "`tid` is forgotten here"},
};
static struct finding_location thread_exits[] = {{SERVER, 19, 1, 2}};

static struct finding_step outside_steps[] = {
        {STEP_NOTE, {"/nowhere/odd name\xff%.h", 3, 7, 9}, "in an inline function"},
        {STEP_EXIT, {"/nowhere/odd name\xff%.h", 4, 2, 0}, "leaks here"},
};

static struct finding golden_findings[] = {
        {.rule = "channel-leak",
         .kind = "socket",
         .message = "socket `fd` opened by socket() is never closed on this path",
         .confidence = CONFIDENCE_HIGH,
         .location = {SERVER, 8, 48, 54},
         .function = "serve",
         .step_count = COUNT(socket_steps),
         .steps = socket_steps,
         .exit_count = COUNT(socket_exits),
         .exits = socket_exits,
         .fingerprint = 0x0123456789abcdef,
         .fix = &socket_fix},
        {.rule = "thread-leak",
         .message = "thread `tid` started by pthread_create() is neither joined nor detached on "
                    "this path",
         .confidence = CONFIDENCE_MEDIUM,
         .demoted_by = "nothing known calls start()",
         .location = {SERVER, 18, 2, 16},
         .function = "start",
         .step_count = COUNT(thread_steps),
         .steps = thread_steps,
         .exit_count = COUNT(thread_exits),
         .exits = thread_exits,
         .fingerprint = 0xfedcba9876543210,
         .in_test = true},
        {.rule = "channel-leak",
         .kind = "descriptor",
         .message = "descriptor `s\xc3\xa4\xff` is never closed on this path",
         .confidence = CONFIDENCE_HIGH,
         .location = {SERVER, 9, 6, 12},
         .function = "serve",
         .fingerprint = 1,
         .suppressed = true,
         .suppression_reason = "closed by the supervisor"},
        {.rule = "double-end",
         .kind = "stream",
         .message = "stream `f` is closed twice",
         .confidence = CONFIDENCE_HIGH,
         .location = {"/nowhere/odd name\xff%.h", 4, 2, 0},
         .function = NULL,
         .step_count = COUNT(outside_steps),
         .steps = outside_steps,
         .fingerprint = 2},
};

static const struct report_rule golden_rules[] = {
        {"channel-leak", "warning", "CWE-775", "a channel is not closed on a path",
         "# `channel-leak`\n\nA descriptor is opened\nand not closed.\n\n## Why\n\nThey run "
         "out.\n"},
        {"double-end", "warning", "CWE-1341", "something is closed twice", NULL},
        {"thread-leak", "warning", "CWE-772", "a thread is not joined on a path", NULL},
};

static const struct finding_list golden_list = {golden_findings, COUNT(golden_findings),
                                                COUNT(golden_findings)};
static const struct report_summary golden_summary = {.files = 11,
                                                     .files_total = 13,
                                                     .partial = 1,
                                                     .crashed = 1,
                                                     .skipped = 1,
                                                     .functions = 240,
                                                     .findings = 3,
                                                     .low_confidence_hidden = 2,
                                                     .suppressed = 1,
                                                     .seconds = 0.417};

static struct report_input golden_input(void)
{
	return (struct report_input){.findings = &golden_list,
	                             .rules = golden_rules,
	                             .rule_count = COUNT(golden_rules),
	                             .summary = &golden_summary,
	                             .root = ROOT,
	                             .version = "0.1.0"};
}

/* ---- whole outputs ------------------------------------------------------------------------ */

/* The report as text; this machine's path of the checkout becomes "/project". */
static char *report_text(const char *format, const struct report_input *input)
{
	char *raw = NULL;
	size_t size = 0;
	FILE *stream = open_memstream(&raw, &size);
	const struct report_format *report = report_format_find(format);
	assert_non_null(report);
	assert_true(report->write(input, stream));
	fclose(stream);
	struct buffer out = {0};
	for (const char *at = raw; *at;) {
		if (strncmp(at, ROOT, strlen(ROOT)) == 0) {
			buffer_add_string(&out, "/project");
			at += strlen(ROOT);
		} else {
			buffer_add_char(&out, *at++);
		}
	}
	free(raw);
	return out.data;
}

static char *file_text(const char *path)
{
	FILE *stream = fopen(path, "rb");
	assert_non_null(stream);
	struct buffer out = {0};
	for (int c; (c = getc(stream)) != EOF;)
		buffer_add_char(&out, (char)c);
	fclose(stream);
	return out.data;
}

static void check_golden(const char *format, const char *name, const struct report_input *input)
{
	char path[512];
	snprintf(path, sizeof path, "%s/testdata/reports/%s", SOURCE_DIR, name);
	char *got = report_text(format, input), *wanted = file_text(path);
	if (strcmp(got, wanted) != 0)
		printf("--- %s differs; got:\n%s", path, got);
	assert_string_equal(got, wanted);
	free(got);
	free(wanted);
}

static void golden_text(void **state)
{
	(void)state;
	struct report_input input = golden_input();
	check_golden("text", "findings.txt", &input);
}

static void golden_text_in_color(void **state)
{
	(void)state;
	struct report_input input = golden_input();
	input.color = true;
	check_golden("text", "findings-color.txt", &input);
}

static void golden_json(void **state)
{
	(void)state;
	struct report_input input = golden_input();
	check_golden("json", "findings.json", &input);
}

static void golden_sarif(void **state)
{
	(void)state;
	struct report_input input = golden_input();
	check_golden("sarif", "findings.sarif", &input);
}

static void clean_run_is_one_line(void **state)
{
	(void)state;
	struct report_input input = golden_input();
	struct finding_list none = {0};
	struct report_summary summary = {.files = 1, .files_total = 1, .functions = 1};
	input.findings = &none;
	input.summary = &summary;
	char *text = report_text("text", &input);
	assert_string_equal(text, "1 of 1 file analysed, 1 function, 0 findings in 0.00 s\n");
	free(text);
}

static void full_disk_is_noticed(void **state)
{
	(void)state;
	struct report_input input = golden_input();
	size_t count;
	const struct report_format *const *formats = report_formats(&count);
	assert_int_equal(count, 3);
	for (size_t i = 0; i < count; i++) {
		FILE *full = fopen("/dev/full", "w");
		assert_non_null(full);
		assert_false(formats[i]->write(&input, full));
		fclose(full);
	}
}

static void unknown_format(void **state)
{
	(void)state;
	assert_null(report_format_find("yaml"));
}

static void path_is_relative_only_below_the_root(void **state)
{
	(void)state;
	struct report_input input = {.root = "/a/b"};
	assert_string_equal(report_path(&input, "/a/b/c.c"), "c.c");
	assert_string_equal(report_path(&input, "/a/bc/c.c"), "/a/bc/c.c");
	assert_string_equal(report_path(&input, "/a/b"), "/a/b");
	assert_string_equal(report_path(&input, "/x.c"), "/x.c");
	input.root = "/a/b/";
	assert_string_equal(report_path(&input, "/a/b/c.c"), "c.c");
	input.root = "/";
	assert_string_equal(report_path(&input, "/x.c"), "x.c");
	input.root = NULL;
	assert_string_equal(report_path(&input, "/x.c"), "/x.c");
}

/* Several blanks become one, so that expectations do not depend on the depth. */
static void squeeze_blanks(char *text)
{
	char *out = text;
	for (const char *in = text; *in; in++)
		if (*in != ' ' || in[1] != ' ')
			*out++ = *in;
	*out = '\0';
}

/* A clean run; then places that are not in the file: it changed since, or is gone. */
static void sarif_of_odd_places(void **state)
{
	(void)state;
	struct finding findings[] = {
	        {.rule = "x", .message = "m", .location = {SERVER, 2, 900, 0}},
	        {.rule = "x", .message = "m", .location = {SERVER, 900, 4, 6}},
	        {.rule = "x", .message = "m", .location = {SERVER, 3, 0, 0}},
	        {.rule = "x", .message = "m", .location = {ROOT "/gone.c", 5, 6, 7}},
	};
	static const char *const wanted[] = {
	        "\"startLine\": 2,\n \"startColumn\": 900,\n \"endLine\": 2,\n \"endColumn\": 901",
	        "\"startLine\": 900,\n \"startColumn\": 4,\n \"endLine\": 900,\n \"endColumn\": 6",
	        "\"startLine\": 3,\n \"startColumn\": 1,\n \"endLine\": 3,\n \"endColumn\": 2",
	        "\"startLine\": 5,\n \"startColumn\": 6,\n \"endLine\": 5,\n \"endColumn\": 7",
	};
	struct finding_list list = {0};
	struct report_summary summary = {.files = 1, .files_total = 1};
	struct report_input input = {
	        .findings = &list, .summary = &summary, .root = ROOT "/", .version = "1"};
	char *text = report_text("sarif", &input);
	assert_non_null(strstr(text, "\"executionSuccessful\": true"));
	assert_non_null(strstr(text, "\"exitCode\": 0"));
	assert_non_null(strstr(text, "\"uri\": \"file:///project/\""));
	free(text);
	list = (struct finding_list){findings, COUNT(findings), COUNT(findings)};
	text = report_text("sarif", &input);
	assert_non_null(strstr(text, "\"exitCode\": 1"));
	squeeze_blanks(text);
	for (size_t i = 0; i < COUNT(wanted); i++)
		assert_non_null(strstr(text, wanted[i]));
	free(text);
}

/* ---- parts -------------------------------------------------------------------------------- */

static void malformed_utf8_is_replaced(void **state)
{
	(void)state;
	static const struct {
		const char *text, *wanted;
	} cases[] = {
	        {"plain", "plain"},
	        {"h\xc3\xb6 \xf0\x9f\xa7\xb5", "h\xc3\xb6 \xf0\x9f\xa7\xb5"},
	        {"\xff", "\xef\xbf\xbd"},
	        {"\xc3", "\xef\xbf\xbd"}, /* cut off */
	        {"\xc0\xaf", "\xef\xbf\xbd\xef\xbf\xbd"}, /* overlong */
	        {"\xed\xa0\x80", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"}, /* surrogate */
	        {"\xf5\x80", "\xef\xbf\xbd\xef\xbf\xbd"}, /* too large */
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct buffer out = {0};
		utf8_append(&out, cases[i].text, strlen(cases[i].text));
		assert_string_equal(buffer_text(&out), cases[i].wanted);
		buffer_release(&out);
	}
	assert_int_equal(utf8_utf16_length("h\xc3\xb6\xf0\x9f\xa7\xb5", 7), 4);
}

static void check_line_hashes(const char *text, const char *const *wanted, size_t count)
{
	struct line_hashes hashes = {0};
	line_hashes_compute(&hashes, text, strlen(text));
	assert_int_equal(hashes.lines.count, count);
	for (size_t i = 0; i < count; i++) {
		char got[64];
		snprintf(got, sizeof got, "%llx:%llu",
		         (unsigned long long)hashes.lines.items[i].hash,
		         (unsigned long long)hashes.lines.items[i].ordinal);
		assert_string_equal(got, wanted[i]);
	}
	line_hashes_release(&hashes);
}

/* The values are those that GitHub's upload action computes for the same texts. */
static void line_hash_is_githubs(void **state)
{
	(void)state;
	static const char *const empty[] = {"c129715d7a2bc9a3:1"};
	static const char *const letters[] = {"271789c17abda88f:1", "54703d4cd895b18:1",
	                                      "180aee12dab6264:1", "a23a3dc5e078b07b:1"};
	static const char *const endings[] = {"e9496ae3ebfced30:1", "fb7c023a8b9ccb3f:1",
	                                      "ce8ba1a563dcdaca:1", "e20e36e16fcb0cc8:1",
	                                      "b3edc88f2938467e:1", "c8e28b0b4002a3a0:1",
	                                      "c129715d7a2bc9a3:1"};
	static const char *const repeated[] = {
	        "a7f2ff13bc495cf2:1", "a7f2ff13bc495cf2:2", "a7f2ff13bc495cf2:3",
	        "a7f2ff13bc495cf2:4", "a7f2ff13bc495cf2:5", "a7f2ff13bc495cf2:6",
	        "a7f2ff1481e87703:1", "a9cf91f7bbf1862b:1", "55ec222b86bcae53:1",
	        "cc97dc7b1d7d8f7b:1", "c129715d7a2bc9a3:1"};
	struct buffer ten = {0};
	for (int i = 0; i < 10; i++)
		buffer_add_string(&ten, "Lorem ipsum dolor sit amet.\n");
	check_line_hashes("", empty, COUNT(empty));
	check_line_hashes(" a\nb\n  \t\tc\n d", letters, COUNT(letters));
	check_line_hashes(" hello; \t\nworld!!!\r\n\n\r  \t\tGreetings\r End\r\n", endings,
	                  COUNT(endings));
	check_line_hashes(buffer_text(&ten), repeated, COUNT(repeated));
	buffer_release(&ten);
}

static void source_lines(void **state)
{
	(void)state;
	struct source_set set = {0};
	size_t size;
	const char *line = source_line(&set, SERVER, 1, &size);
	assert_int_equal(size, strlen("#include \"conf.h\""));
	assert_memory_equal(line, "#include \"conf.h\"", size);
	assert_non_null(source_line(&set, SERVER, 2, &size));
	assert_int_equal(size, 0);
	assert_null(source_line(&set, SERVER, 0, &size));
	assert_null(source_line(&set, SERVER, 100000, &size));
	assert_null(source_line(&set, ROOT, 1, &size));
	assert_null(source_line(&set, ROOT "/missing.c", 1, &size));
	source_set_release(&set);
}

static void long_line_is_cut_around_the_caret(void **state)
{
	(void)state;
	char path[] = "/tmp/linger-reports-XXXXXX";
	FILE *stream = fdopen(mkstemp(path), "w");
	assert_non_null(stream);
	fputs("x", stream); /* so that the cut falls inside a character */
	for (int i = 0; i < 100000; i++)
		fputs("\xc3\xb6", stream);
	fputs("leak();", stream);
	fclose(stream);
	struct finding finding = {.rule = "channel-leak",
	                          .message = "m",
	                          .confidence = CONFIDENCE_HIGH,
	                          .location = {path, 1, 200002, 200006}};
	struct finding_list list = {&finding, 1, 1};
	struct report_input input = {.findings = &list, .root = "/tmp", .version = "0"};
	char *text = report_text("text", &input);
	assert_true(strlen(text) < 600);
	assert_non_null(strstr(text, "\xc3\xb6leak();\n"));
	assert_non_null(strstr(text, " ^~~~\n"));
	assert_null(strstr(text, "\xef\xbf\xbd"));
	free(text);
	remove(path);
}

/* ---- the list ----------------------------------------------------------------------------- */

static void id_names_the_kind(void **state)
{
	(void)state;
	struct arena arena;
	arena_init(&arena);
	assert_string_equal(finding_id(&golden_findings[0], &arena), "channel-leak/socket");
	assert_string_equal(finding_id(&golden_findings[1], &arena), "thread-leak");
	arena_release(&arena);
}

static void codec_round_trip(void **state)
{
	(void)state;
	struct buffer first = {0}, second = {0};
	struct arena arena;
	struct finding_list list = {0};
	arena_init(&arena);
	finding_list_encode(&golden_list, &first);
	assert_true(finding_list_decode(&list, first.data, first.size, &arena));
	assert_int_equal(list.count, golden_list.count);
	finding_list_encode(&list, &second);
	assert_int_equal(first.size, second.size);
	assert_memory_equal(first.data, second.data, first.size);
	/* Equal bytes could hide what is never written: the reports show every field. */
	struct report_input input = golden_input();
	input.findings = &list;
	check_golden("json", "findings.json", &input);
	check_golden("sarif", "findings.sarif", &input);
	vec_release(&list);
	arena_release(&arena);
	buffer_release(&first);
	buffer_release(&second);
}

static void codec_refuses_every_truncation(void **state)
{
	(void)state;
	struct buffer bytes = {0};
	finding_list_encode(&golden_list, &bytes);
	for (size_t size = 0; size < bytes.size; size++) {
		struct arena arena;
		struct finding_list list = {0};
		char *copy =
		        malloc(size + 1); /* exact size, so that a checker sees a read past it */
		memcpy(copy, bytes.data, size);
		arena_init(&arena);
		assert_false(finding_list_decode(&list, copy, size, &arena));
		assert_int_equal(list.count, 0);
		arena_release(&arena);
		free(copy);
	}
	buffer_add_char(&bytes, 'x');
	struct arena arena;
	struct finding_list list = {0};
	arena_init(&arena);
	assert_false(finding_list_decode(&list, bytes.data, bytes.size, &arena));
	arena_release(&arena);
	buffer_release(&bytes);
}

/* One finding, with the given line, confidence and a message of two bytes. */
static bool is_accepted(uint64_t line, uint64_t confidence, const char *message)
{
	struct buffer bytes = {0};
	struct finding_list list = {0};
	struct arena arena;
	arena_init(&arena);
	buffer_put_uint(&bytes, 1); /* format */
	buffer_put_uint(&bytes, 1); /* count */
	buffer_put_string(&bytes, "rule");
	buffer_put_string(&bytes, NULL);
	buffer_put_uint(&bytes, 3);
	buffer_add(&bytes, message, 2);
	buffer_put_uint(&bytes, confidence);
	buffer_put_string(&bytes, NULL);
	buffer_put_string(&bytes, "/a.c");
	buffer_put_uint(&bytes, line);
	for (int i = 0; i < 8; i++) /* the rest: columns, no function, no steps, … */
		buffer_put_uint(&bytes, 0);
	bool accepted = finding_list_decode(&list, bytes.data, bytes.size, &arena);
	vec_release(&list);
	arena_release(&arena);
	buffer_release(&bytes);
	return accepted;
}

static void codec_refuses_values_out_of_range(void **state)
{
	(void)state;
	assert_true(is_accepted(7, CONFIDENCE_HIGH, "ab"));
	assert_false(is_accepted(UINT64_C(1) << 33, CONFIDENCE_HIGH, "ab"));
	assert_false(is_accepted(7, CONFIDENCE_HIGH + 1, "ab"));
	assert_false(is_accepted(7, CONFIDENCE_HIGH, "a\0"));
}

/* Any outcome but a crash or a huge allocation; what is accepted can be encoded again. */
static void codec_survives_every_changed_byte(void **state)
{
	(void)state;
	struct buffer bytes = {0};
	size_t refused = 0;
	finding_list_encode(&golden_list, &bytes);
	for (size_t at = 0; at < bytes.size; at++) {
		for (int value = 0; value < 256; value += 17) {
			char old = bytes.data[at];
			struct arena arena;
			struct finding_list list = {0};
			struct buffer again = {0};
			bytes.data[at] = (char)value;
			arena_init(&arena);
			if (finding_list_decode(&list, bytes.data, bytes.size, &arena))
				finding_list_encode(&list, &again);
			else
				refused++;
			assert_true(arena.used < 1 << 20);
			vec_release(&list);
			arena_release(&arena);
			buffer_release(&again);
			bytes.data[at] = old;
		}
	}
	assert_true(refused > 0);
	buffer_release(&bytes);
}

static struct finding at(const char *path, uint32_t line, const char *rule, uint64_t fingerprint)
{
	return (struct finding){.rule = rule,
	                        .message = "m",
	                        .location = {path, line, 1, 0},
	                        .confidence = CONFIDENCE_HIGH,
	                        .fingerprint = fingerprint};
}

static void sort_orders_and_drops_equal_ones(void **state)
{
	(void)state;
	struct finding items[] = {at("/b.c", 1, "a", 1), at("/a.c", 10, "a", 1),
	                          at("/a.c", 2, "b", 1), at("/a.c", 2, "a", 2),
	                          at("/b.c", 1, "a", 1), at("/a.c", 2, "a", 1),
	                          at("/a.c", 10, "a", 1)};
	struct finding_list list = {items, COUNT(items), COUNT(items)};
	finding_list_sort(&list);
	assert_int_equal(list.count, 5);
	static const struct {
		const char *path, *rule;
		uint32_t line;
		uint64_t fingerprint;
	} wanted[] = {{"/a.c", "a", 2, 1},
	              {"/a.c", "a", 2, 2},
	              {"/a.c", "b", 2, 1},
	              {"/a.c", "a", 10, 1},
	              {"/b.c", "a", 1, 1}};
	for (size_t i = 0; i < COUNT(wanted); i++) {
		assert_string_equal(items[i].location.path, wanted[i].path);
		assert_string_equal(items[i].rule, wanted[i].rule);
		assert_int_equal(items[i].location.line, wanted[i].line);
		assert_int_equal(items[i].fingerprint, wanted[i].fingerprint);
	}
}

/* Two units see the same header finding by different paths: whichever comes first, one stays. */
static void sort_does_not_depend_on_arrival(void **state)
{
	(void)state;
	struct finding sure = at("/a.h", 1, "a", 1), unsure = sure;
	unsure.confidence = CONFIDENCE_MEDIUM;
	for (int turn = 0; turn < 2; turn++) {
		struct finding items[] = {turn ? sure : unsure, turn ? unsure : sure};
		struct finding_list list = {items, 2, 2};
		finding_list_sort(&list);
		assert_int_equal(list.count, 1);
		assert_int_equal(items[0].confidence, CONFIDENCE_HIGH);
	}
	struct finding_list empty = {0};
	finding_list_sort(&empty);
	assert_int_equal(empty.count, 0);
}

static int write_report(const char *format, const char *path, bool color)
{
	struct report_input input = golden_input();
	input.color = color;
	char *text = report_text(format, &input);
	FILE *stream = fopen(path, "w");
	if (!stream)
		return 1;
	fputs(text, stream);
	free(text);
	return fclose(stream) == 0 ? 0 : 1;
}

int main(int argc, char **argv)
{
	if (argc >= 4 && strcmp(argv[1], "--write") == 0)
		return write_report(argv[2], argv[3], argc > 4);
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(golden_text),
	        cmocka_unit_test(golden_text_in_color),
	        cmocka_unit_test(golden_json),
	        cmocka_unit_test(golden_sarif),
	        cmocka_unit_test(clean_run_is_one_line),
	        cmocka_unit_test(full_disk_is_noticed),
	        cmocka_unit_test(unknown_format),
	        cmocka_unit_test(path_is_relative_only_below_the_root),
	        cmocka_unit_test(sarif_of_odd_places),
	        cmocka_unit_test(malformed_utf8_is_replaced),
	        cmocka_unit_test(line_hash_is_githubs),
	        cmocka_unit_test(source_lines),
	        cmocka_unit_test(long_line_is_cut_around_the_caret),
	        cmocka_unit_test(id_names_the_kind),
	        cmocka_unit_test(codec_round_trip),
	        cmocka_unit_test(codec_refuses_every_truncation),
	        cmocka_unit_test(codec_refuses_values_out_of_range),
	        cmocka_unit_test(codec_survives_every_changed_byte),
	        cmocka_unit_test(sort_orders_and_drops_equal_ones),
	        cmocka_unit_test(sort_does_not_depend_on_arrival),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
