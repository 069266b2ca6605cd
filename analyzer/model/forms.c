/* The table of clauses: the word, the macro and the parts of each. */
#include "analyzer/model/parse.h"

#define KIND CLAUSE_KIND
#define PLACE CLAUSE_PLACE
#define ATTRIBUTE CLAUSE_ATTRIBUTE
#define SECOND CLAUSE_SECOND
#define MAYBE CLAUSE_MAYBE
#define CONDITIONS CLAUSE_CONDITIONS
#define TO CLAUSE_TO
#define CLAUSE(kind, word, macro, shape, second_word) {kind, word, macro, second_word, shape},

static const struct clause_form forms[] = {
#include "analyzer/model/clauses.def"
};

const struct clause_form *clause_forms(size_t *count)
{
	*count = sizeof forms / sizeof *forms;
	return forms;
}
