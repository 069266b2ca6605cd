/* What is to be analysed: the translation units of a compile database, or of one command. */
#ifndef LINGER_ANALYZER_PROJECT_PROJECT_H
#define LINGER_ANALYZER_PROJECT_PROJECT_H

#include <stdbool.h>
#include <stdint.h>

#include "analyzer/project/arguments.h"
#include "base/arena.h"
#include "base/log.h"
#include "base/names.h"

struct project_unit {
	const char *directory, *file; /* absolute, normalised */
	const char **targets; /* that its objects belong to (target.h), in the order of the
	                       * database; none when the paths of the objects do not say */
	uint32_t target_count;
	const char *folder; /* where its object is put; of the first command */
	const char **arguments; /* for the parser */
	uint32_t argument_count;
	uint64_t key; /* of all of the above but the targets, and what clang reads
	                               * from the environment, our version and format */
	uint64_t size; /* of the file, in bytes */
};

struct project {
	struct arena arena;
	struct names strings;
	const char *database; /* or NULL: one command */
	const char *root; /* paths below it are shown relative to it; the store is there */
	struct project_unit *items; /* sorted by file, then key; no two equal */
	size_t count, capacity;
	uint32_t entries; /* in the database */
	uint32_t skipped; /* not C */
	uint32_t missing; /* the file or its directory is not there */
	uint32_t duplicates; /* equal to another entry */
	uint32_t malformed; /* not as the format says */
};

struct project_options {
	const char *database; /* of -p, or NULL: look upwards from `start` */
	const char *start; /* a directory */
	const char *root; /* of --root, or NULL */
	const char *version; /* of the program, part of the keys */
	const struct log *log;
};

void project_init(struct project *project);
void project_release(struct project *project);

/* Finds and reads the compile database. False, with a message, when there is none, it cannot be
 * read, or nothing in it can be analysed. */
bool project_read(struct project *project, const struct project_options *options);

/* `linger check FILE… -- ARGUMENTS…`: the same arguments for each file. False, with a message, when
 * a file is not there. */
bool project_from_command(struct project *project, const struct project_options *options,
                          const char *const *files, size_t file_count, const char *const *arguments,
                          size_t argument_count);

/* The distinct files among the units. */
uint32_t project_file_count(const struct project *project);

#endif
