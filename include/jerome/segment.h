/* SPDX-License-Identifier: MIT */
/* Sentences: units cut into segments, for tools that do not cut them by rules of their own. */
#ifndef JEROME_SEGMENT_H
#define JEROME_SEGMENT_H

#include "diag.h"
#include "units.h"

/* A sentence, or the white space behind one. */
typedef struct jr_segment {
    const jr_piece *pieces;
    size_t n_pieces;
    bool ignorable; /* white space between two sentences: nothing to translate */
} jr_segment;

typedef struct jr_segments {
    const jr_segment *items;
    size_t n;
} jr_segments;

/* Knows where the sentences of one language end. */
typedef struct jr_segmenter jr_segmenter;

/* A segmenter for the language `lang` (BCP 47): sentence boundaries of Unicode (UAX #29) by ICU, and the language's
   abbreviations. To be closed. False: reported, ICU cannot be used. */
JR_API bool jr_segmenter_open(jr_str lang, jr_diag *diag, jr_segmenter **ret_segmenter);
/* NULL is fine. */
JR_API void jr_segmenter_close(jr_segmenter *segmenter);
/* Cuts a unit. Every piece is in one segment, in order; texts are cut, pairs of codes never: both ends are in the same
   segment. A list of values is one segment, as is everything where `segmenter` is NULL. All lives in the arena. */
JR_API void jr_segment_unit(jr_segmenter *segmenter, const jr_unit *unit, jr_arena *arena, jr_segments *ret_segments);

#endif
