/* SPDX-License-Identifier: MIT */
/* A page beside its translation that exists already. */
#ifndef JR_APP_ALIGN_H
#define JR_APP_ALIGN_H

#include <jerome/proposal.h>

#include "page.h"
#include "align/sxs.h"

/* Tells what is known of the texts of one page by the localized page that it has. */
typedef struct jr_aligner jr_aligner;

/* The two pages. */
typedef struct jr_align_pages {
    jr_str source;                  /* bytes of the page */
    jr_str path;                    /* of the localized page */
    jr_str target;                  /* its bytes */
    const jr_page_opts *opts;       /* how it is read */
    jr_segmenter *source_segmenter; /* of the page's language, for pairs; or NULL: its texts are not cut */
    jr_segmenter *target_segmenter; /* the same of the localized page */
    const jr_sxs *sxs;              /* of a bilingual page: the sentences that it marks; or NULL */
} jr_align_pages;

/* Reads the localized page. What `pages` refers to lives as long as the aligner, which lives in the arena. False:
   reported. */
bool jr_aligner_open(const jr_align_pages *pages, jr_arena *arena, jr_diag *diag, jr_aligner **ret_aligner);
/* For a writer of bilingual files that is given the page itself. A target that is certain is final: it was published.
   One that is not is called translated, which asks for a review. */
jr_proposer jr_aligner_proposer(jr_aligner *aligner);

/* Takes a pair, for as long as the call lasts. */
typedef void jr_align_take(void *user, const jr_pair *pair);
/* All pairs of the two pages in the order of the page, with their neighbours; sentences by the marks of a bilingual
   page where it has them. `units` are those of the page. */
void jr_aligner_pairs(jr_aligner *aligner, const jr_units *units, jr_arena *arena, jr_align_take *take, void *user);

#endif
