/* The include that a C file begins with: what files must have in common to share a precompiled
 * header. */
#ifndef LINGER_ANALYZER_FIRST_INCLUDE_H
#define LINGER_ANALYZER_FIRST_INCLUDE_H

#include <stdbool.h>
#include <stddef.h>

struct first_include {
	const char *spelling; /* "x.h" or <x.h> with its delimiters; points into the text */
	size_t length;
	size_t start, offset; /* of the directive, of the spelling */
};

/* Whether the text has nothing but comments and blanks before its first `#include`. A directive
 * that the text cuts off, or whose name a macro makes, does not count. */
bool first_include_find(const char *text, size_t size, struct first_include *include);

#endif
