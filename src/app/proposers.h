/* SPDX-License-Identifier: MIT */
/* Several who know something of a text, as one. */
#ifndef JR_APP_PROPOSERS_H
#define JR_APP_PROPOSERS_H

#include <jerome/proposal.h>

enum { JR_MOST_PROPOSERS = 4 };

typedef struct jr_proposers {
    jr_proposer items[JR_MOST_PROPOSERS]; /* n of them; only the first may join segments */
    size_t n;
} jr_proposers;

/* Asks all of them. Of a segment the first that fills it counts for the target, the first that has matches for the
   matches, the first that has terms for the terms. Where all is locked the rest are not asked. `proposers` lives as long as what is returned. */
jr_proposer jr_proposers_join(jr_proposers *proposers);

#endif
