/* Judgements on what fields hold, over the whole program. Private to analyzer/judge. */
#ifndef LINGER_ANALYZER_JUDGE_TEARDOWN_H
#define LINGER_ANALYZER_JUDGE_TEARDOWN_H

#include "analyzer/judge/fields.h"

/* A resource that a function leaves in a field, that nothing in the program ends or passes on,
 * though the record that holds it has a teardown; appends findings. */
void judge_teardowns(struct field_index *index, struct finding_list *findings);

/* Parts that are begun and ended by functions whose names pair, and that a teardown leaves as they
 * are; appends findings. */
void judge_pairs(struct field_index *index, struct finding_list *findings);

/* Fields that are opened together, of which all but one are ended together; appends findings. */
void judge_siblings(struct field_index *index, struct finding_list *findings);

#endif
