/* SPDX-License-Identifier: MIT */
/* Translation memory: texts and their translations, found again by the text. It knows neither TMX nor XLIFF: readers of
   those fill it, an alignment of pages does, and the export asks it. */
#ifndef JEROME_MEMORY_H
#define JEROME_MEMORY_H

#include "arena.h"
#include "translation.h"

/* A text with its translation. Codes have numbers, the same in both where one stands for the other. */
typedef struct jr_pair {
    jr_inlines source;
    jr_inlines target;
    /* The texts before and behind it in its page, as jr_memory_key makes them; empty: none, or not known. */
    jr_str before;
    jr_str behind;
    jr_str unit;     /* id of the unit that it is from, or empty */
    jr_str origin;   /* the page or memory that it is from, or empty */
    jr_str date;     /* of its last change, as in TMX: 20261122T101500Z, or empty */
    jr_state state;
    bool unsure;     /* an alignment that is not certain */
} jr_pair;

/* A pair that is offered for a text. */
typedef struct jr_match {
    const jr_pair *pair;
    uint32_t score;  /* per cent: 100 is the same text with the same codes */
    bool in_context; /* of 100: its neighbours are the same too */
} jr_match;

typedef struct jr_matches {
    const jr_match *items; /* the best first; of equals the one in context, then the newest, then the first that came in */
    size_t n;
} jr_matches;

/* What texts are compared by: their characters with white space normalised and none at the ends, each code as a character
   of its own by its kind. In the arena. */
JR_API jr_str jr_memory_key(const jr_inlines *text, jr_arena *arena);
/* The same of the texts and codes of a page. */
JR_API jr_str jr_memory_key_of(const jr_piece *pieces, size_t n_pieces, jr_arena *arena);

typedef struct jr_memory jr_memory;

JR_API JR_NONNULL jr_memory *jr_memory_create(void);
/* NULL is fine. */
JR_API void jr_memory_destroy(jr_memory *memory);
/* Adds a copy of the pair. The same translation of the same text, codes included, is kept once, with the newest date and in
   every context that it was seen in. A text has 256 translations at most; a pair without a text is passed over. */
JR_API void jr_memory_add(jr_memory *memory, const jr_pair *pair);
/* How many pairs it keeps. */
JR_API size_t jr_memory_count(const jr_memory *memory);
/* The pair that was the n-th to come in, from 0, below the count; it does not say what was before and behind it. In the arena,
   its texts in the memory. */
JR_API const jr_pair *jr_memory_at(const jr_memory *memory, size_t n, jr_arena *arena);
/* Makes it ready for look-ups, which else the first one does: before processes that share it are forked. */
JR_API void jr_memory_prepare(const jr_memory *memory);
/* The pairs for a text that score `least` or more (50 at the lowest), `most` of them at most. `text`, `before` and `behind` are keys; the
   pairs that are returned do not say what was before and behind them. All lives in the arena or in the memory: until
   the next jr_memory_add. */
JR_API void jr_memory_find(const jr_memory *memory, jr_str text, jr_str before, jr_str behind, uint32_t least, size_t most,
                           jr_arena *arena, jr_matches *ret_matches);

#endif
