/* SPDX-License-Identifier: MIT */
/* Sentences: units cut into segments, for tools that do not cut them by rules of their own. */
#ifndef JEROME_SEGMENT_H
#define JEROME_SEGMENT_H

#include "diag.h"
#include "srx.h"
#include "units.h"

/* A sentence, or what is between two. */
typedef struct jr_segment {
    const jr_piece *pieces;
    size_t n_pieces;
    bool ignorable; /* white space and line breaks between two sentences: nothing to translate */
} jr_segment;

typedef struct jr_segments {
    const jr_segment *items;
    size_t n;
} jr_segments;

/* Knows where the sentences of one language end. */
typedef struct jr_segmenter jr_segmenter;

/* What a user knows better; read once, used for many pages. */
typedef struct jr_sentence_rules {
    jr_str exceptions; /* the text of a list in the manner of docs/sentences.md, added to the built-in ones, or empty */
    jr_str name;       /* of its file, for diagnostics */
    const jr_srx *srx; /* used instead of ICU's boundaries and all exceptions, or NULL */
} jr_sentence_rules;

/* A segmenter for the language `lang` (BCP 47): sentence boundaries of Unicode (UAX #29) by ICU, the language's exceptions
   and those of `rules`, which may be NULL and outlives the segmenter. To be closed. False: reported, ICU cannot be used or
   the rules cannot be understood. */
JR_API bool jr_segmenter_open(jr_str lang, const jr_sentence_rules *rules, jr_diag *diag,
                              jr_segmenter **ret_segmenter);
/* NULL is fine. */
JR_API void jr_segmenter_close(jr_segmenter *segmenter);
/* Cuts a unit. Every piece is in one segment, in order; texts are cut, pairs of codes never: both ends are in the same
   segment. A list of values is one segment, as is everything where `segmenter` is NULL. All lives in the arena. */
JR_API void jr_segment_unit(jr_segmenter *segmenter, const jr_unit *unit, jr_arena *arena, jr_segments *ret_segments);

#endif
