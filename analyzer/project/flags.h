/* From a build's compiler command to the arguments that clang's parser needs: what changes the
 * meaning of the source is kept, the rest (output, warnings, code generation, other compilers'
 * and other machines' options) is dropped.
 */
#ifndef LINGER_ANALYZER_PROJECT_FLAGS_H
#define LINGER_ANALYZER_PROJECT_FLAGS_H

#include <stdbool.h>

#include "analyzer/project/arguments.h"
#include "base/arena.h"

struct flags {
	struct argument_list arguments; /* kept */
	struct argument_list dropped; /* options that might have mattered, for a note */
	const char *output; /* of -o, as written, or NULL */
	const char *language; /* of the last -x, or NULL */
	bool is_cxx_compiler; /* g++, clang++-19, … */
};

/* Fills zeroed flags from the words of a command, the compiler's name (and a launcher before it)
 * first. Words are those of the command or in the arena. */
void flags_clean(struct flags *flags, const struct argument_list *command, struct arena *arena);
void flags_release(struct flags *flags);

/* Whether the file would be compiled as C: by -x, the compiler, the name's ending. */
bool flags_is_c(const struct flags *flags, const char *file);

#endif
