/* SPDX-License-Identifier: MIT */
/* Pseudo-localization: translations that a machine makes, to see before anybody translates whether a page, its layout
   and the tools on its way bear another language. */
#ifndef JEROME_PSEUDO_H
#define JEROME_PSEUDO_H

#include "proposal.h"

typedef struct jr_pseudo {
    jr_str lang; /* of the target, BCP 47: how much longer or shorter it is than English */
    bool rtl;    /* letters of a script that runs from right to left, not Latin ones with accents */
} jr_pseudo;

/* A text in pseudo-language: letters replaced, words added or vowels left out, brackets around it. Codes, placeholders
   ("{0}", "%s", "$(name)") and addresses are as they were. `list`: each text is a value by itself. The same
   text gives the same result. */
JR_API jr_inlines jr_pseudo_text(const jr_pseudo *pseudo, const jr_piece *pieces, size_t n_pieces, bool list,
                                 jr_arena *arena);
/* All units of a page. */
JR_API jr_targets jr_pseudo_units(const jr_pseudo *pseudo, const jr_units *units, jr_arena *arena);
/* Fills the targets of bilingual files, segment by segment; *pseudo has to outlive it. */
JR_API jr_proposer jr_pseudo_proposer(const jr_pseudo *pseudo);

#endif
