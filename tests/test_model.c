/* Models: the notation in both forms, its error messages, and the sets made of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "analyzer/model/model.h"
#include "analyzer/model/parse.h"

/* The macros of the public header as plain strings, to be parsed as annotations. */
#include "runtime/include/linger/annotate.h"
#undef LG_CLAUSE_
#define LG_CLAUSE_(text) "linger: " text

static const char *const parameter_names[] = {"fd", "p", "q", "fds", "start", "arg", "attr", ""};
enum { PARAMETER_COUNT = sizeof parameter_names / sizeof *parameter_names };

static void read_text(struct model_set *set, const char *path, const char *text)
{
	struct model_error error = {0};
	if (!model_set_read(set, path, text, strlen(text), &error))
		fail_msg("%s:%u:%u: %s", error.path, error.line, error.column, error.text);
}

static const struct model_function *annotate(struct model_set *set, const char *name,
                                             const char *annotation)
{
	struct model_error error = {0};
	if (!model_set_annotate(set, name, parameter_names, PARAMETER_COUNT, &annotation, 1, "u.h",
	                        7, &error))
		fail_msg("%s: %s", annotation, error.text);
	return model_set_find(set, name);
}

static void assert_text(const struct model_function *function, const char *text)
{
	struct buffer out = {0};
	assert_non_null(function);
	model_function_text(function, &out);
	assert_string_equal(buffer_text(&out), text);
	buffer_release(&out);
}

/* ---- the two forms ------------------------------------------------------------------------ */

struct both_forms {
	const char *annotation, *macro, *text;
};

#define BOTH(clause, text)                                                                         \
	{                                                                                          \
		clause, #clause, text "\n"                                                         \
	}

static const struct both_forms forms[] = {
        BOTH(LG_OPENS(descriptor, result, result >= 0), "opens descriptor result if result >= 0"),
        BOTH(LG_OPENS(thread, *p, result == 0 && attr
                      : detached != 1),
             "opens thread *p if result == 0 && attr:detached != 1"),
        BOTH(LG_OPENS(process - stream, result, result != NULL),
             "opens process-stream result if result != 0"),
        BOTH(LG_OPENS(pipe, fds[1]), "opens pipe fds[1]"),
        BOTH(LG_ENDS(descriptor, fd), "ends descriptor fd"),
        BOTH(LG_ENDS(thread, p->tid, !result), "ends thread p->tid if result == 0"),
        BOTH(LG_TAKES(fd, result), "takes fd if result != 0"),
        BOTH(LG_USES(socket, p->fd), "uses socket p->fd"),
        BOTH(LG_WAITS(socket, p->fd), "waits socket p->fd"),
        BOTH(LG_WAITS(socket, p, p
                      : limit == 0 && fd < 0),
             "waits socket p if p:limit == 0 && fd < 0"),
        BOTH(LG_TAKES(p, fd & 4), "takes p if (fd & 4) != 0"),
        BOTH(LG_TAKES(p, !(fd & 0x10) && result), "takes p if (fd & 16) == 0 && result != 0"),
        BOTH(LG_TAKES(p, (fd & 3) == 2), "takes p if (fd & 3) == 2"),
        BOTH(LG_TAKES(p, !((*p)->f & -2)), "takes p if ((*p)->f & -2) == 0"),
        BOTH(LG_TAKES(p, (p) != NULL && (*p)->f & 1), "takes p if p != 0 && ((*p)->f & 1) != 0"),
        BOTH(LG_RETURNS(p, result != NULL), "returns p if result != 0"),
        BOTH(LG_SETS(attr, detached, fd), "sets attr:detached = fd"),
        BOTH(LG_SETS(attr, detached, -1, result == 0), "sets attr:detached = -1 if result == 0"),
        BOTH(LG_STARTS(start, arg), "starts start with arg"),
        BOTH(LG_STARTS(p->run, p, result == 0), "starts p->run with p if result == 0"),
        BOTH(LG_CALLS(start, arg), "calls start with arg"),
        BOTH(LG_CALLS(start), "calls start"),
        BOTH(LG_REGISTERS(start, arg, result > 0x10), "registers start with arg if result > 16"),
        BOTH(LG_FREES(p), "frees p"),
        BOTH(LG_COPIES(p, q), "copies to p from q"),
        BOTH(LG_ZEROES(p, fd <= 010), "zeroes p if fd <= 8"),
        BOTH(LG_NORETURN, "noreturn"),
        BOTH(LG_NORETURN_IF(fd < 1 && result), "noreturn if fd < 1 && result != 0"),
        BOTH(LG_FORKS, "forks"),
        BOTH(LG_EXECS, "execs"),
        BOTH(LG_SELF(thread), "self thread"),
        BOTH(LG_EXITS_THREAD, "exits_thread"),
        BOTH(LG_BORROWS, "borrows"),
        BOTH(LG_SHARES(*p), "shares *p"),
        BOTH(LG_JOINS(p->tid, result == 0), "joins p->tid if result == 0"),
        BOTH(LG_CANCELS(p->tid), "cancels p->tid"),
        BOTH(LG_LOCKS(p), "locks p"),
        BOTH(LG_UNLOCKS(p), "unlocks p"),
        BOTH(LG_WAITS_ON(p, q), "waits_on p with q"),
        BOTH(LG_WAITS_UNTIL(p, q, result == 0), "waits_until p with q if result == 0"),
        BOTH(LG_WAKES_ONE(p), "wakes_one p"),
        BOTH(LG_WAKES_ALL(p), "wakes_all p"),
        BOTH(LG_SLEEPS(p->tv_sec, fd == 0), "sleeps p->tv_sec if fd == 0"),
        BOTH(LG_SLEEPS_MICRO(fd), "sleeps_micro fd"),
        BOTH(LG_DISPATCHES, "dispatches"),
        BOTH(LG_OPENS(callback - timer, key(start, arg), result == 0),
             "opens callback-timer key(start, arg) if result == 0"),
        BOTH(LG_ENDS(alarm, process, fd == 0), "ends alarm process if fd == 0"),
        BOTH(LG_INITIALISES(p), "initialises p"),
        BOTH(LG_TELLS(thread, p->tid, !result), "tells thread p->tid if result == 0"),
};

/* A macro in a model header, the same macro as clang hands it over, and the text that is printed
 * for it all mean the same. */
static void test_both_forms(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		struct model_set *set = model_set_new();
		char header[300], text[200];
		snprintf(header, sizeof header,
		         "int f(int fd, struct q *p, void *q, int fds[2], void *(*start)(void *), "
		         "void *arg, struct a *attr, int) %s;",
		         forms[i].macro);
		read_text(set, "m.h", header);
		const struct model_function *by_macro = model_set_find(set, "f");
		assert_text(by_macro, forms[i].text);
		const struct model_function *annotated = annotate(set, "g", forms[i].annotation);
		assert_text(annotated, forms[i].text);
		snprintf(text, sizeof text, "linger: %s", forms[i].text);
		const struct model_function *by_text = annotate(set, "h", text);
		assert_true(model_function_hash(by_macro) == model_function_hash(annotated));
		assert_true(model_function_hash(by_macro) == model_function_hash(by_text));
		model_set_free(set);
	}
}

static void test_every_macro_is_covered(void **state)
{
	(void)state;
	size_t count;
	const struct clause_form *table = clause_forms(&count);
	for (size_t i = 0; i < count; i++) {
		size_t length = strlen(table[i].macro), found = 0;
		for (size_t k = 0; k < sizeof forms / sizeof *forms; k++)
			found += strncmp(forms[k].macro, table[i].macro, length) == 0 &&
			         (forms[k].macro[length] == '(' || !forms[k].macro[length]);
		if (!found)
			fail_msg("no example of %s", table[i].macro);
	}
}

/* ---- places ------------------------------------------------------------------------------- */

static void test_places_print_as_they_parse(void **state)
{
	(void)state;
	static const char *const places[][2] = {
	        {"fd", "fd"},
	        {"result", "result"},
	        {"*p", "*p"},
	        {"p[0]", "*p"},
	        {"p[1]", "p[1]"},
	        {"p[*]", "p[*]"},
	        {"**p", "**p"},
	        {"***p", "***p"},
	        {"p->f", "p->f"},
	        {"(*p).f", "p->f"},
	        {"p.f", "p.f"},
	        {"*p->f", "*p->f"},
	        {"(*p)->f", "(*p)->f"},
	        {"p[0]->f", "(*p)->f"},
	        {"p->f[3]", "p->f[3]"},
	        {"p->f[0]", "p->f[0]"},
	        {"p.f->g", "p.f->g"},
	        {"(*p.f)[2]", "(*p.f)[2]"},
	        {"p.f[1][2]", "p.f[1][2]"},
	        {"(*p)[*]", "(*p)[*]"},
	        {"((p))", "p"},
	        {"result->f", "result->f"},
	        {"*p.f[1]", "*p.f[1]"},
	        {"p[2].f", "p[2].f"},
	};
	struct model_set *set = model_set_new();
	for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
		char text[100], expected[100], again[120];
		snprintf(text, sizeof text, "linger: takes %s", places[i][0]);
		snprintf(expected, sizeof expected, "takes %s\n", places[i][1]);
		snprintf(again, sizeof again, "linger: %s", expected);
		char first[16], second[16];
		snprintf(first, sizeof first, "f%zu", i);
		snprintf(second, sizeof second, "g%zu", i);
		const struct model_function *once = annotate(set, first, text);
		assert_text(once, expected);
		assert_true(model_function_hash(once) ==
		            model_function_hash(annotate(set, second, again)));
	}
	model_set_free(set);
}

static void test_selectors(void **state)
{
	(void)state;
	struct model_set *set = model_set_new();
	const struct model_clause *clause = annotate(set, "f", "linger: takes *p->f")->clauses;
	assert_int_equal(clause->place.root, 1);
	assert_int_equal(clause->place.count, 3);
	assert_int_equal(clause->place.selectors[0].kind, MODEL_SELECT_DEREF);
	assert_int_equal(clause->place.selectors[1].kind, MODEL_SELECT_FIELD);
	assert_string_equal(clause->place.selectors[1].field, "f");
	assert_int_equal(clause->place.selectors[2].kind, MODEL_SELECT_DEREF);
	clause = annotate(set, "g", "linger: opens pipe fds[*] if result < -3")->clauses;
	assert_int_equal(clause->place.selectors[0].kind, MODEL_SELECT_DEREF);
	assert_int_equal(clause->place.selectors[0].index, -1);
	assert_int_equal(clause->conditions[0].place.root, MODEL_RESULT);
	assert_int_equal(clause->conditions[0].comparison, MODEL_LT);
	assert_int_equal(clause->conditions[0].value, -3);
	clause = annotate(set, "h", "linger: takes p->slots[2]")->clauses;
	assert_int_equal(clause->place.selectors[2].kind, MODEL_SELECT_INDEX);
	assert_int_equal(clause->place.selectors[2].index, 2);
	model_set_free(set);
}

/* ---- declarations ------------------------------------------------------------------------- */

static void assert_parameters(const struct model_set *set, const char *name, const char *expected)
{
	const struct model_function *function = model_set_find(set, name);
	struct buffer list = {0};
	if (!function)
		fail_msg("no function %s", name);
	for (uint32_t i = 0; i < function->parameter_count; i++)
		buffer_printf(&list, "%s%s", i ? "," : "", function->parameters[i]);
	assert_string_equal(buffer_text(&list), expected);
	buffer_release(&list);
}

static void test_declarations(void **state)
{
	(void)state;
	struct model_set *set = model_set_new();
	read_text(set, "d.h",
	          "#ifndef D_H\n#define D_H /* guard */\n#include <x.h>\n"
	          "#ifdef __cplusplus\nextern \"C\" {\n#endif\n"
	          "typedef struct { int (*f)(void); } table;\n"
	          "struct point { int x, y; };\nenum colour { RED = 1 };\nextern int limit;\n"
	          "void nothing(void) LG_BORROWS;\n"
	          "void empty() LG_BORROWS; // a comment; with a semicolon\n"
	          "int a(int, const char *, struct point *, unsigned long, mode_t) LG_BORROWS;\n"
	          "int b(int x, const char *y, struct point *z, unsigned long u, mode_t w, ...)\n"
	          "\tLG_BORROWS;\n"
	          "int c(void *(*start)(void *), int fds[2], char *const argv[], int (*)(int),\n"
	          "      int (*const compare)(const void *, const void *)) LG_BORROWS;\n"
	          "extern __attribute__((nonnull(1))) int *d(const char *restrict s, unsigned, "
	          "const t v)\n"
	          "\t__attribute__((pure)) __THROW __nonnull((1)) LG_BORROWS;\n"
	          "void (*e(int sig, void (*handler)(int)))(int) LG_REGISTERS(handler);\n"
	          "_Noreturn void f(int __status) LG_NORETURN;\n"
	          "int __g(int (*rows)[4], struct point p, enum colour) LG_BORROWS;\n"
	          "static inline struct point *h(struct point *p) LG_RETURNS(p);\n"
	          "int unsaid(int x);\n"
	          "#ifdef __cplusplus\n}\n#endif\n#endif\n");
	assert_parameters(set, "nothing", "");
	assert_parameters(set, "empty", "");
	assert_parameters(set, "a", ",,,,");
	assert_parameters(set, "b", "x,y,z,u,w");
	assert_parameters(set, "c", "start,fds,argv,,compare");
	assert_parameters(set, "d", "s,,v");
	assert_parameters(set, "e", "sig,handler");
	assert_parameters(set, "f", "__status");
	assert_parameters(set, "__g", "rows,p,");
	assert_parameters(set, "h", "p");
	assert_null(model_set_find(set, "unsaid"));
	assert_int_equal(model_set_find(set, "c")->line, 16);
	assert_string_equal(model_set_find(set, "c")->path, "d.h");
	size_t count;
	model_set_list(set, &count);
	assert_int_equal(count, 10);
	model_set_free(set);
}

static void test_defines(void **state)
{
	(void)state;
	struct model_set *set = model_set_new();
	read_text(set, "d.h",
	          "#define ONE 1\n#define MINUS (-1L)\n# define HEX 0x20u /* bits */\n"
	          "#define ALSO \\\n\tONE\n#define CALL(x) x\n#define TEXT \"1\"\n#define SUM (1 | "
	          "2)\n"
	          "void f(int x) LG_TAKES(x, x == ONE && x != MINUS && x < HEX && x > ALSO);\n");
	assert_text(model_set_find(set, "f"), "takes x if x == 1 && x != -1 && x < 32 && x > 1\n");
	model_set_free(set);
}

/* ---- mistakes ----------------------------------------------------------------------------- */

#define KINDS "@" /* the list of rules/kinds.def */
#define MACROS                                                                                     \
	"LG_OPENS, LG_ENDS, LG_TAKES, LG_USES, LG_WAITS, LG_RETURNS, LG_SETS, LG_STARTS, "         \
	"LG_CALLS, "                                                                               \
	"LG_REGISTERS, LG_FREES, LG_COPIES, LG_ZEROES, LG_NORETURN, LG_NORETURN_IF, LG_FORKS, "    \
	"LG_EXECS, LG_SELF, LG_EXITS_THREAD, LG_BORROWS, LG_SHARES, "                              \
	"LG_JOINS, LG_CANCELS, LG_LOCKS, LG_UNLOCKS, LG_WAITS_ON, LG_WAITS_UNTIL, "                \
	"LG_WAKES_ONE, LG_WAKES_ALL, LG_SLEEPS, LG_SLEEPS_MICRO, LG_DISPATCHES, LG_TELLS, "        \
	"LG_INITIALISES"

static const struct mistake {
	const char *text;
	uint32_t line, column;
	const char *message;
} mistakes[] = {
        {"int f(int a) LG_OPEN(pipe, a);", 1, 14,
         "unknown clause 'LG_OPEN'; the clauses are: " MACROS},
        {"int f(int a)\n\tLG_ENDS(pip, a);", 2, 10,
         "unknown kind of resource 'pip'; the kinds are: " KINDS},
        {"int f(int a)\n\tLG_ENDS(process-strem, a);", 2, 10,
         "unknown kind of resource 'process-strem'; the kinds are: " KINDS},
        {"int f(int a) LG_OPENS(alarm, a);", 1, 30,
         "there is one alarm in a process: its place is 'process'"},
        {"int f(int a) LG_OPENS(pipe, process);", 1, 29,
         "'process' is the place of a kind that the process has one of"},
        {"int f(int a) LG_OPENS(callback-timer, a);", 1, 39,
         "a timer is known by a function and its argument: write key(…, …)"},
        {"int f(t *a, t *b) LG_OPENS(pipe, key(a, b));", 1, 34,
         "key(…) is the place of a kind that is known by a key"},
        {"int f(int a, int b) LG_OPENS(callback-timer, key(result, b));", 1, 50,
         "a key begins with a parameter that is a function"},
        {"int f(int a, int b) LG_OPENS(callback-timer, key(a, result));", 1, 53,
         "a key ends with the function's argument"},
        {"int f(int a, int b) LG_TAKES(c);", 1, 30,
         "'f' has no parameter 'c'; a place begins with one of: a, b, result"},
        {"int f(int a, int) LG_TAKES(b);", 1, 28,
         "'f' has no parameter 'b'; a place begins with one of: a, result (name the unnamed "
         "parameters to use them)"},
        {"int f(t *a) LG_TAKES(a->b->c);", 1, 28,
         "too many selectors: a place has at most 3 ('->' counts as two)"},
        {"int f(t *a) LG_TAKES(****a);", 1, 22,
         "too many selectors: a place has at most 3 ('->' counts as two)"},
        {"int f(t *a) LG_TAKES((((((((((a))))))))));", 1, 31, "this place is nested too deeply"},
        {"int f(int a) LG_TAKES(a, a == 12z);", 1, 31,
         "bad number '12z': write a decimal, 0x… or 0… integer"},
        {"int f(int a) LG_TAKES(a, a == 0x);", 1, 31,
         "bad number '0x': write a decimal, 0x… or 0… integer"},
        {"int f(int a) LG_TAKES(a, a == 09);", 1, 31,
         "bad number '09': write a decimal, 0x… or 0… integer"},
        {"int f(int a) LG_TAKES(a, a == 1.5);", 1, 31,
         "bad number '1.5': write a decimal, 0x… or 0… integer"},
        {"int f(int a) LG_TAKES(a, a == 9223372036854775808);", 1, 31,
         "the number '9223372036854775808' is too large"},
        {"int f(int a) LG_TAKES(a, a == 0x10000000000000000);", 1, 31,
         "the number '0x10000000000000000' is too large"},
        {"#define N 3x\n", 1, 11, "bad number '3x': write a decimal, 0x… or 0… integer"},
        {"int f(int a) LG_TAKES(a, a == LIMIT);", 1, 31,
         "'LIMIT' is not a number: #define it as one earlier in this file"},
        {"int f(int a) LG_TAKES(a, a == );", 1, 31,
         "expected a number, NULL or a name that is #defined as a number, found ')'"},
        {"int f(int a) LG_TAKES(a, 0 == a);", 1, 26,
         "a condition begins with a place: write the number on the right"},
        {"int f(int a) LG_TAKES(a, a & 0);", 1, 30, "'& 0' is never true: a mask has some bit"},
        {"int f(int a) LG_TAKES(a, a & );", 1, 30,
         "expected a number, NULL or a name that is #defined as a number, found ')'"},
        {"int f(int a) LG_TAKES(a, a & 3 == 2);", 1, 32,
         "write (… & …) == …: a comparison binds tighter than '&'"},
        {"int f(int a) LG_TAKES(a, !a & 3);", 1, 27, "write !(… & …): '!' binds tighter than '&'"},
        {"int f(int a) LG_TAKES(a, (a & 3 == 2));", 1, 33,
         "expected ')' after the mask, found '=='"},
        {"int f(int a) LG_TAKES(a, (a:up down & 3));", 1, 32,
         "expected '&' after the place, found 'down'"},
        {"int f(int a) LG_TAKES(a, a || result);", 1, 28,
         "'||' is not allowed in a condition: write one clause for each alternative"},
        {"int f(int a) LG_TAKES(a, a && a && a && a && result);", 1, 46,
         "too many conditions: a clause has at most 4"},
        {"int f(int a) LG_TAKES(a, a: == 1);", 1, 29,
         "expected the name of an attribute after ':', found '=='"},
        {"int f(int a) LG_TAKES(a, result, a);", 1, 32, "too many arguments for LG_TAKES"},
        {"int f(int a) LG_TAKES(a b);", 1, 25, "expected ')', found 'b'"},
        {"int f(int a) LG_TAKES();", 1, 23,
         "expected a place: a parameter's name or 'result', found ')'"},
        {"int f(int a) LG_TAKES(3);", 1, 23,
         "expected a place: a parameter's name or 'result', found '3'"},
        {"int f(int a) LG_TAKES;", 1, 22, "LG_TAKES needs arguments in parentheses"},
        {"int f(int a) LG_FORKS(a);", 1, 22, "LG_FORKS takes no arguments"},
        {"int f(int a) LG_OPENS(pipe);", 1, 27, "expected ',', found ')'"},
        {"int f(int a) LG_OPENS(3, a);", 1, 23, "expected a kind of resource, found '3'"},
        {"int f(int a) LG_STARTS(a);", 1, 25, "expected ',', found ')'"},
        {"int f(int a) LG_SETS(a, 3, a);", 1, 25,
         "expected the name of an attribute after ':', found '3'"},
        {"int f(t *a) LG_TAKES(a->3);", 1, 25, "expected the name of a field, found '3'"},
        {"int f(t *a) LG_TAKES(a[-1]);", 1, 24,
         "an index is a number from 0, or '*' for every element"},
        {"int f(t *a) LG_TAKES(a[1);", 1, 23, "unbalanced '['"},
        {"int f(int a) LG_TAKES(a;\nint g(void);", 1, 22, "unbalanced '('"},
        {"int f(int a) LG_TAKES(a));", 1, 25, "unbalanced ')'"},
        {"int f(int a] LG_TAKES(a);", 1, 6, "unbalanced '('"},
        {"int f(int a", 1, 6, "unbalanced '('"},
        {"int f(int a) LG_TAKES(a)\nint g(int b) LG_TAKES(b);", 2, 1,
         "expected ';' or a clause after the declaration of 'f', found 'int'"},
        {"int f(int a)\n\nint g(int b) LG_TAKES(b);", 3, 1,
         "expected ';' or a clause after the declaration of 'f', found 'int'"},
        {"int f(int a) LG_TAKES(a)\n", 1, 24, "expected ';' after ')', found the end of the file"},
        {"int f(int a) LG_TAKES(a);\n\nint f(int a) LG_FREES(a);", 3, 5,
         "'f' is declared twice with different clauses; the first time in line 1"},
        {"int x LG_TAKES(x);", 1, 7, "this clause does not follow a function declaration"},
        {"typedef int f(int a) LG_TAKES(a);", 1, 22,
         "this clause does not follow a function declaration"},
        {"int f(int a) LG_TAKES(a) { return 1; }", 1, 26,
         "a model header has declarations only, no bodies and no initialisers"},
        {"int f(void);\n/* no end", 2, 1, "this comment has no end: '*/' is missing"},
        {"int f(int a) \"no end\n;", 1, 14, "this string has no closing quote on its line"},
        {"int f(int a) LG_TAKES(\x01\xff);", 1, 23,
         "expected a place: a parameter's name or 'result', found '?'"},
        {"}\nint f(void) }", 2, 13, "unbalanced '}'"},
};

/* The message with the kinds in place of the mark. */
static void expand_kinds(const char *message, struct buffer *out)
{
	size_t count;
	const struct model_kind *kinds = model_kinds(&count);
	for (; *message; message++) {
		if (*message != '@')
			buffer_add_char(out, *message);
		for (size_t i = 0; *message == '@' && i < count; i++)
			buffer_printf(out, "%s%s", i ? ", " : "", kinds[i].id);
	}
}

static void test_mistakes(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
		const struct mistake *m = &mistakes[i];
		struct model_set *set = model_set_new();
		struct model_error error = {0};
		struct buffer got = {0}, expected = {0};
		if (model_set_read(set, "m.h", m->text, strlen(m->text), &error))
			fail_msg("no error for: %s", m->text);
		buffer_printf(&got, "%s:%u:%u: %s", error.path, error.line, error.column,
		              error.text);
		buffer_printf(&expected, "m.h:%u:%u: ", m->line, m->column);
		expand_kinds(m->message, &expected);
		assert_string_equal(buffer_text(&got), buffer_text(&expected));
		buffer_release(&got);
		buffer_release(&expected);
		model_set_free(set);
	}
}

static void assert_annotation_fails(const char *annotation, const char *message)
{
	struct model_set *set = model_set_new();
	struct model_error error = {0};
	if (model_set_annotate(set, "f", parameter_names, PARAMETER_COUNT, &annotation, 1, "u.h", 7,
	                       &error))
		fail_msg("no error for %s", annotation);
	assert_string_equal(error.path, "u.h");
	assert_int_equal(error.line, 7);
	assert_string_equal(error.text, message);
	model_set_free(set);
}

static void test_mistakes_in_annotations(void **state)
{
	(void)state;
	assert_annotation_fails(
	        "linger: closes fd",
	        "annotation of 'f', \"linger: closes fd\": unknown clause 'closes'; "
	        "the clauses are: opens, ends, takes, uses, waits, returns, sets, starts, "
	        "calls, registers, frees, copies, zeroes, noreturn, forks, execs, "
	        "self, exits_thread, borrows, shares, joins, cancels, locks, unlocks, "
	        "waits_on, waits_until, wakes_one, wakes_all, sleeps, sleeps_micro, dispatches, "
	        "tells, initialises");
	assert_annotation_fails("linger: takes fd when result",
	                        "annotation of 'f', \"linger: takes fd when result\": expected the "
	                        "end of the clause, found 'when'");
	assert_annotation_fails(
	        "linger: takes fd if fd == LIMIT",
	        "annotation of 'f', \"linger: takes fd if fd == LIMIT\": 'LIMIT' is "
	        "not a number: write the number itself in an annotation");
	assert_annotation_fails("linger: takes",
	                        "annotation of 'f', \"linger: takes\": expected a place: a "
	                        "parameter's name or 'result', found the end of the text");
	assert_annotation_fails("linger:", "annotation of 'f', \"linger:\": expected a clause, "
	                                   "found the end of the text");
	assert_annotation_fails("linger: sets attr = 3",
	                        "annotation of 'f', \"linger: sets attr = 3\": expected ':' and an "
	                        "attribute, found '='");
}

static void test_too_large(void **state)
{
	(void)state;
	struct model_set *set = model_set_new();
	struct model_error error = {0};
	size_t size = (16 << 20) + 1;
	char *text = malloc(size);
	assert_non_null(text);
	memset(text, ' ', size);
	assert_true(model_set_read(set, "big.h", text, size - 1, &error));
	assert_false(model_set_read(set, "big.h", text, size, &error));
	assert_string_equal(error.text, "this file is too large for a model header (over 16 MiB)");
	free(text);
	model_set_free(set);
}

/* ---- sets --------------------------------------------------------------------------------- */

static void test_later_files_win(void **state)
{
	(void)state;
	struct model_set *set = model_set_new();
	read_text(set, "one.h", "int f(int a) LG_TAKES(a);\nint f(int b) LG_TAKES(b);\n");
	uint64_t first = model_set_hash(set);
	const struct model_function *function = model_set_find(set, "f");
	read_text(set, "two.h", "int f(int c) LG_ENDS(pipe, c);");
	assert_ptr_equal(model_set_find(set, "f"), function);
	assert_text(function, "ends pipe c\n");
	assert_string_equal(function->path, "two.h");
	assert_true(model_set_hash(set) != first);
	read_text(set, "three.h", "int f(int a) LG_TAKES(a);");
	assert_true(model_set_hash(set) == first);
	model_set_free(set);
}

static void test_annotations_add_up(void **state)
{
	(void)state;
	struct model_set *set = model_set_new();
	struct model_error error;
	const char *const other[] = {"cold", "unlinger: takes fd"};
	assert_true(model_set_annotate(set, "f", parameter_names, PARAMETER_COUNT, other, 2, "u.h",
	                               1, &error));
	assert_null(model_set_find(set, "f"));
	annotate(set, "f", "linger: takes fd");
	annotate(set, "f", "linger: takes fd");
	assert_text(annotate(set, "f", "linger: frees p"), "takes fd\nfrees p\n");
	read_text(set, "m.h", "void f(int x) LG_BORROWS;");
	assert_text(model_set_find(set, "f"), "borrows\n");
	assert_text(annotate(set, "f", "linger: frees p"), "frees p\n");
	model_set_free(set);
}

/* A declaration may leave a parameter unnamed that another one names. */
static void test_names_of_several_declarations(void **state)
{
	(void)state;
	struct model_set *set = model_set_new();
	struct model_error error = {0};
	const char *const first[] = {"", "p"}, *const second[] = {"fd", "other"};
	const char *const one[] = {"linger: frees p"}, *const two[] = {"linger: ends pipe fd"};
	assert_true(model_set_annotate(set, "f", first, 2, one, 1, "a.h", 3, &error));
	assert_true(model_set_annotate(set, "f", second, 2, two, 1, "b.h", 4, &error));
	const struct model_function *function = model_set_find(set, "f");
	assert_text(function, "frees p\nends pipe fd\n");
	assert_string_equal(function->path, "a.h");
	assert_int_equal(function->line, 3);
	model_set_free(set);
}

static void test_list_and_hash(void **state)
{
	(void)state;
	struct model_set *one = model_set_new(), *two = model_set_new();
	size_t count;
	read_text(one, "a.h", "int c(int a) LG_TAKES(a); int a(int a) LG_FREES(a) LG_TAKES(a);");
	read_text(one, "b.h", "int b(int a) LG_TAKES(a);");
	read_text(two, "c.h", "int b(int x) LG_TAKES(x);\n\nint a(int a) LG_TAKES(a) LG_FREES(a);");
	assert_true(model_set_hash(one) != model_set_hash(two));
	read_text(two, "d.h", "int c(int a) LG_TAKES(a);");
	assert_true(model_set_hash(one) == model_set_hash(two));
	const struct model_function *const *list = model_set_list(one, &count);
	assert_int_equal(count, 3);
	assert_string_equal(list[0]->name, "a");
	assert_string_equal(list[1]->name, "b");
	assert_string_equal(list[2]->name, "c");
	model_set_free(one);
	model_set_free(two);
}

static void test_kinds(void **state)
{
	(void)state;
	size_t count;
	const struct model_kind *kinds = model_kinds(&count);
	assert_true(count > 12);
	for (size_t i = 0; i < count; i++) {
		assert_ptr_equal(model_kind_find(kinds[i].id), &kinds[i]);
		assert_true(!i || strcmp(kinds[i - 1].rule, kinds[i].rule) <= 0);
	}
	assert_null(model_kind_find("nonsense"));
	assert_int_equal(model_kind_find("thread-attributes")->identity, IDENTITY_OBJECT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_both_forms),
	        cmocka_unit_test(test_every_macro_is_covered),
	        cmocka_unit_test(test_places_print_as_they_parse),
	        cmocka_unit_test(test_selectors),
	        cmocka_unit_test(test_declarations),
	        cmocka_unit_test(test_defines),
	        cmocka_unit_test(test_mistakes),
	        cmocka_unit_test(test_mistakes_in_annotations),
	        cmocka_unit_test(test_too_large),
	        cmocka_unit_test(test_later_files_win),
	        cmocka_unit_test(test_annotations_add_up),
	        cmocka_unit_test(test_names_of_several_declarations),
	        cmocka_unit_test(test_list_and_hash),
	        cmocka_unit_test(test_kinds),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
