/* What a function begins and its lifecycle partner ends: what the partner forgets of it. */
#ifndef LINGER_ANALYZER_JUDGE_PARTNERS_H
#define LINGER_ANALYZER_JUDGE_PARTNERS_H

#include "analyzer/judge/judge.h"

/* A partner of the function that ends something that the function leaves open: PROGRAM_NONE when there
 * is none. Then nothing of it lives as long as the process by intent. */
uint32_t partner_that_ends(struct judge *judge, uint32_t function);

/* What functions keep in globals and fields while a partner ends what they opened beside it, and nobody
 * in the link unit ends or takes it; appends findings. */
void judge_partners(struct judge *judge, struct finding_list *findings);

#endif
