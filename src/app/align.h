/* SPDX-License-Identifier: MIT */
/* A page beside its translation that exists already. */
#ifndef JR_APP_ALIGN_H
#define JR_APP_ALIGN_H

#include <jerome/proposal.h>

#include "page.h"

/* Tells what is known of the texts of one page by the localized page that it has. */
typedef struct jr_aligner jr_aligner;

/* Reads the localized page of the page whose bytes are `source`; `segmenter`, of its language, or NULL: texts are not cut. The aligner lives in the arena. False:
   reported. */
bool jr_aligner_open(jr_str source, jr_str path, const jr_page_opts *opts, jr_segmenter *segmenter, jr_arena *arena, jr_diag *diag,
                     jr_aligner **ret_aligner);
/* For a writer of bilingual files that is given the page itself. A target that is certain is final: it was published. One
   that is not is called translated, which asks for a review. */
jr_proposer jr_aligner_proposer(jr_aligner *aligner);

#endif
