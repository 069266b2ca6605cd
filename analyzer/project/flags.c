/* From a build's compiler command to the arguments that clang's parser needs. */
#include "analyzer/project/flags.h"

#include <ctype.h>
#include <string.h>

#include "base/fs.h"
#include "base/vec.h"

enum flag_form {
	EXACT, /* -pipe */
	PREFIX, /* -Wall, -std=c11 */
	SEPARATE, /* -MF FILE */
	EITHER, /* -I DIR, -IDIR */
};

enum flag_action {
	KEEP,
	ROUTINE, /* dropped, and not worth a word */
	DROP, /* dropped, noted */
	SPECIAL, /* see clean_special() */
};

struct flag_rule {
	const char *name;
	enum flag_form form;
	enum flag_action action;
};

/* The first that matches decides; what none matches is dropped with a note. */
static const struct flag_rule flag_rules[] = {
        /* preprocessor */
        {"-I", EITHER, KEEP},
        {"-D", EITHER, KEEP},
        {"-U", EITHER, KEEP},
        {"-include-pch", SEPARATE, DROP},
        {"-include", EITHER, KEEP},
        {"-imacros", EITHER, KEEP},
        {"-isystem", EITHER, KEEP},
        {"-iquote", EITHER, KEEP},
        {"-idirafter", EITHER, KEEP},
        {"-iprefix", EITHER, KEEP},
        {"-iwithprefixbefore", EITHER, KEEP},
        {"-iwithprefix", EITHER, KEEP},
        {"-isysroot", EITHER, KEEP},
        {"--sysroot", EITHER, KEEP},
        {"-imultilib", SEPARATE, DROP},
        {"-imultiarch", SEPARATE, DROP},
        {"-nostdinc", EXACT, KEEP},
        {"-nostdlibinc", EXACT, KEEP},
        {"-undef", EXACT, KEEP},
        {"-trigraphs", EXACT, KEEP},
        {"-traditional-cpp", EXACT, KEEP},
        /* language and target */
        {"-std=", PREFIX, SPECIAL},
        {"--std=", PREFIX, SPECIAL},
        {"-ansi", EXACT, KEEP},
        {"-x", EITHER, SPECIAL},
        {"-pthread", EXACT, KEEP},
        {"--target=", PREFIX, KEEP},
        {"-target", SEPARATE, KEEP},
        {"-framework", SEPARATE, DROP},
        {"-mllvm", SEPARATE, DROP},
        {"-f", PREFIX, SPECIAL},
        {"-m", PREFIX, SPECIAL},
        {"-Wp,", PREFIX, SPECIAL},
        {"-Xclang", SEPARATE, SPECIAL},
        {"-Xpreprocessor", SEPARATE, SPECIAL},
        /* of no meaning to a parser */
        {"-c", EXACT, ROUTINE},
        {"-S", EXACT, ROUTINE},
        {"-E", EXACT, ROUTINE},
        {"-o", EITHER, SPECIAL},
        {"-MF", EITHER, ROUTINE},
        {"-MT", EITHER, ROUTINE},
        {"-MQ", EITHER, ROUTINE},
        {"-MJ", EITHER, ROUTINE},
        {"-M", PREFIX, ROUTINE},
        {"-W", PREFIX, ROUTINE},
        {"-w", EXACT, ROUTINE},
        {"-pedantic", PREFIX, ROUTINE},
        {"-g", PREFIX, ROUTINE},
        {"-O", PREFIX, ROUTINE},
        {"-pipe", EXACT, ROUTINE},
        {"-Qunused-arguments", EXACT, ROUTINE},
        /* with an argument of its own that must go too */
        {"-L", EITHER, DROP},
        {"-l", EITHER, DROP},
        {"-T", EITHER, DROP},
        {"-B", EITHER, DROP},
        {"-A", EITHER, DROP},
        {"-F", EITHER, DROP},
        {"-u", SEPARATE, DROP},
        {"-z", SEPARATE, DROP},
        {"-e", SEPARATE, DROP},
        {"-arch", SEPARATE, DROP},
        {"-Xlinker", SEPARATE, DROP},
        {"-Xassembler", SEPARATE, DROP},
        {"-Xanalyzer", SEPARATE, DROP},
        {"--param", EITHER, DROP},
        {"-aux-info", SEPARATE, DROP},
        {"-wrapper", SEPARATE, DROP},
        {"-dumpdir", SEPARATE, DROP},
        {"-dumpbase-ext", SEPARATE, DROP},
        {"-dumpbase", SEPARATE, DROP},
        {"-cxx-isystem", SEPARATE, DROP},
        {"-serialize-diagnostics", SEPARATE, DROP},
        {"--serialize-diagnostics", SEPARATE, DROP},
};

/* Options of -f and -m that change what the source means and that clang knows. */
static const char *const kept_exactly[] = {
        "-fblocks",
        "-fdollars-in-identifiers",
        "-fexceptions",
        "-ffreestanding",
        "-fgnu89-inline",
        "-fhosted",
        "-fms-extensions",
        "-fno-dollars-in-identifiers",
        "-fno-exceptions",
        "-fno-short-enums",
        "-fno-signed-char",
        "-fno-unsigned-char",
        "-fshort-enums",
        "-fshort-wchar",
        "-fsigned-char",
        "-funsigned-char",
        "-m16",
        "-m32",
        "-m64",
        "-maes",
        "-march=x86-64",
        "-march=x86-64-v2",
        "-march=x86-64-v3",
        "-march=x86-64-v4",
        "-mavx",
        "-mavx2",
        "-mavx512bw",
        "-mavx512dq",
        "-mavx512f",
        "-mavx512vl",
        "-mbmi",
        "-mbmi2",
        "-mcrc32",
        "-mf16c",
        "-mfma",
        "-mlzcnt",
        "-mpclmul",
        "-mpopcnt",
        "-mrdrnd",
        "-msha",
        "-msse",
        "-msse2",
        "-msse3",
        "-msse4",
        "-msse4.1",
        "-msse4.2",
        "-mssse3",
        "-mx32",
};

/* Code generation that every other build has: gone without a word. */
static const char *const routine_prefixes[] = {
        "-fPI",
        "-fpi",
        "-fno-PI",
        "-fno-pi",
        "-fstack-",
        "-fno-stack-",
        "-fvisibility",
        "-fdata-sections",
        "-ffunction-sections",
        "-fno-common",
        "-fcommon",
        "-fomit-frame",
        "-fno-omit-frame",
        "-fno-strict-",
        "-fstrict-",
        "-fwrapv",
        "-fdiagnostics-",
        "-flto",
        "-ffile-prefix-map",
        "-fmacro-prefix-map",
        "-fdebug-prefix-map",
        "-fasynchronous-unwind-tables",
        "-fcf-protection",
        "-mtune=",
};

static const char *const known_standards[] = {
        "c89",          "c90",          "c99",          "c9x",   "c11",          "c1x",
        "c17",          "c18",          "c23",          "c2x",   "c2y",          "gnu89",
        "gnu90",        "gnu99",        "gnu9x",        "gnu11", "gnu1x",        "gnu17",
        "gnu18",        "gnu23",        "gnu2x",        "gnu2y", "iso9899:1990", "iso9899:1999",
        "iso9899:2011", "iso9899:2017", "iso9899:2018",
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

static bool starts_with(const char *text, const char *prefix)
{
	return strncmp(text, prefix, strlen(prefix)) == 0;
}

static bool is_one_of(const char *text, const char *const *list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(text, list[i]) == 0)
			return true;
	return false;
}

static bool is_routine(const char *flag)
{
	for (size_t i = 0; i < COUNT(routine_prefixes); i++)
		if (starts_with(flag, routine_prefixes[i]))
			return true;
	return false;
}

static bool rule_matches(const struct flag_rule *rule, const char *word)
{
	if (rule->form == PREFIX || rule->form == EITHER)
		return starts_with(word, rule->name);
	return strcmp(word, rule->name) == 0;
}

static const struct flag_rule *find_rule(const char *word)
{
	for (size_t i = 0; i < COUNT(flag_rules); i++)
		if (rule_matches(&flag_rules[i], word))
			return &flag_rules[i];
	return NULL;
}

static void drop(struct flags *flags, const char *word)
{
	vec_push(&flags->dropped, word);
}

/* -Wp,-DX,-MD,FILE: what the preprocessor is told behind the driver's back. */
static void clean_preprocessor_list(struct flags *flags, const char *word, struct arena *arena)
{
	char *rest = arena_strdup(arena, word + strlen("-Wp,"));
	while (rest) {
		char *part = strsep(&rest, ",");
		if (starts_with(part, "-D") || starts_with(part, "-U") || starts_with(part, "-I"))
			vec_push(&flags->arguments, part);
	}
}

/* cmake's precompiled headers: -Xclang -include -Xclang FILE. */
static size_t clean_xclang(struct flags *flags, const struct argument_list *words, size_t at)
{
	bool pair = at + 3 < words->count && strcmp(words->items[at + 2], "-Xclang") == 0;
	if (pair && strcmp(words->items[at + 1], "-include") == 0) {
		vec_push(&flags->arguments, "-include");
		vec_push(&flags->arguments, words->items[at + 3]);
		return 4;
	}
	bool takes = pair && strcmp(words->items[at + 1], "-include-pch") == 0;
	drop(flags, words->items[at]);
	return takes ? 4 : 2;
}

static void clean_standard(struct flags *flags, const char *word, struct arena *arena)
{
	const char *name = strchr(word, '=') + 1;
	if (is_one_of(name, known_standards, COUNT(known_standards)))
		vec_push(&flags->arguments, arena_printf(arena, "-std=%s", name));
	else
		drop(flags, word);
}

static void clean_code_option(struct flags *flags, const char *word)
{
	if (is_one_of(word, kept_exactly, COUNT(kept_exactly)) || starts_with(word, "-fno-builtin"))
		vec_push(&flags->arguments, word);
	else if (!is_routine(word))
		drop(flags, word);
}

static void keep_language(struct flags *flags, const char *language)
{
	flags->language = language;
	vec_push(&flags->arguments, "-x");
	vec_push(&flags->arguments, language);
}

/* Options that need a look; gives the number of words they take. */
static size_t clean_special(struct flags *flags, const struct flag_rule *rule,
                            const struct argument_list *words, size_t at, struct arena *arena)
{
	const char *word = words->items[at];
	size_t length = strlen(rule->name);
	bool separate = rule->form == SEPARATE || (rule->form == EITHER && !word[length]);
	const char *value = !separate               ? word + length
	                    : at + 1 < words->count ? words->items[at + 1]
	                                            : NULL;
	size_t taken = separate ? 2 : 1;
	if (strcmp(rule->name, "-o") == 0)
		flags->output = value;
	else if (strcmp(rule->name, "-x") == 0 && value)
		keep_language(flags, value);
	else if (strcmp(rule->name, "-Wp,") == 0)
		clean_preprocessor_list(flags, word, arena);
	else if (strcmp(rule->name, "-Xclang") == 0)
		return clean_xclang(flags, words, at);
	else if (strcmp(rule->name, "-Xpreprocessor") == 0)
		return 1; /* the next word is an option like any other */
	else if (rule->form == PREFIX && strchr(rule->name, '='))
		clean_standard(flags, word, arena);
	else if (rule->form == PREFIX)
		clean_code_option(flags, word);
	return taken;
}

/* One option and what belongs to it; gives the number of words they take. */
static size_t clean_option(struct flags *flags, const struct argument_list *words, size_t at,
                           struct arena *arena)
{
	const char *word = words->items[at];
	const struct flag_rule *rule = find_rule(word);
	if (!rule) {
		drop(flags, word);
		return 1;
	}
	if (rule->action == SPECIAL)
		return clean_special(flags, rule, words, at, arena);
	bool takes_next =
	        rule->form == SEPARATE || (rule->form == EITHER && !word[strlen(rule->name)]);
	if (takes_next && at + 1 >= words->count)
		return 1;
	if (rule->action == DROP)
		drop(flags, word);
	for (size_t i = 0; rule->action == KEEP && i <= takes_next; i++)
		vec_push(&flags->arguments, words->items[at + i]);
	return takes_next ? 2 : 1;
}

/* "clang++-19", "/usr/bin/x86_64-linux-gnu-g++": two plus signs, then at most a version. */
static bool is_cxx_compiler(const char *word)
{
	const char *plus = strstr(fs_base_name(word), "++");
	return plus && (plus[2] == '\0' || (plus[2] == '-' && isdigit((unsigned char)plus[3])));
}

/* libtool compiles each file twice, the second time with -fPIC -DPIC: one unit for us. */
static void forget_libtool_macro(struct flags *flags, const struct argument_list *words)
{
	bool position_independent = false;
	for (size_t i = 0; i < words->count; i++)
		position_independent |= strcmp(words->items[i], "-fPIC") == 0;
	size_t kept = 0;
	for (size_t i = 0; i < flags->arguments.count; i++)
		if (!position_independent || strcmp(flags->arguments.items[i], "-DPIC") != 0)
			flags->arguments.items[kept++] = flags->arguments.items[i];
	flags->arguments.count = kept;
}

void flags_clean(struct flags *flags, const struct argument_list *command, struct arena *arena)
{
	bool options_began = false;
	for (size_t at = 0; at < command->count;) {
		const char *word = command->items[at];
		if (strcmp(word, "--") == 0)
			break;
		if (word[0] == '-' && word[1]) {
			options_began = true;
			at += clean_option(flags, command, at, arena);
			continue;
		}
		/* the compiler, a launcher such as ccache, the source, objects */
		flags->is_cxx_compiler |= !options_began && is_cxx_compiler(word);
		at++;
	}
	forget_libtool_macro(flags, command);
}

void flags_release(struct flags *flags)
{
	argument_list_release(&flags->arguments);
	argument_list_release(&flags->dropped);
}

bool flags_is_c(const struct flags *flags, const char *file)
{
	if (flags->language && strcmp(flags->language, "none") != 0)
		return strcmp(flags->language, "c") == 0 ||
		       strcmp(flags->language, "cpp-output") == 0;
	const char *dot = strrchr(fs_base_name(file), '.');
	return !flags->is_cxx_compiler && dot && (strcmp(dot, ".c") == 0 || strcmp(dot, ".i") == 0);
}
