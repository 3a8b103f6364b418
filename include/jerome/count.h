/* SPDX-License-Identifier: MIT */
/* How much text there is: words and characters as the localization industry counts them (GMX-V 2.0, ETSI GS LIS 004),
   repetitions, and how much of it a translation memory knows. */
#ifndef JEROME_COUNT_H
#define JEROME_COUNT_H

#include "diag.h"
#include "map.h"
#include "memory.h"
#include "segment.h"

/* What is counted: field, name in reports. */
#define JR_COUNT_FIELDS(X)                                                                                             \
    X(segments, "segments")                                                                                            \
    X(words, "words")                                                                                                  \
    X(characters, "characters")   /* TotalCharacterCount: neither white space nor punctuation */                       \
    X(punctuation, "punctuation") /* PunctuationCharacterCount */                                                      \
    X(spaces, "white-space")      /* WhiteSpaceCharacterCount */                                                       \
    X(asian, "asian")             /* of the characters: those of Chinese, Japanese and Korean */                       \
    X(codes, "codes")             /* inline codes; a pair is one */

typedef struct jr_count {
#define X(field, name) uint64_t field;
    JR_COUNT_FIELDS(X)
#undef X
} jr_count;

/* Adds `more` to *sum. */
JR_API void jr_count_add(jr_count *sum, const jr_count *more);

/* Knows the words of one language. */
typedef struct jr_counter jr_counter;

/* For texts in the language `lang` (BCP 47). To be closed. False: reported, ICU cannot be used. */
JR_API bool jr_counter_open(jr_str lang, jr_diag *diag, jr_counter **ret_counter);
/* NULL is fine. */
JR_API void jr_counter_close(jr_counter *counter);
/* Counts a text as one segment. */
JR_API jr_count jr_count_text(jr_counter *counter, const jr_piece *pieces, size_t n_pieces);

/* ---- What is known of a text ---- */

/* From what is cheapest to what is dearest: name, the least score from a memory, rate in per cent where nobody says
   otherwise. Repetitions come before fuzzy matches (GMX-V 2.0 §3.2, RepetitionMatchedWordCount). */
#define JR_BANDS(X)                                                                                                    \
    X(CONTEXT, "context", 100, 0) /* 100 % with the same neighbours */                                                 \
    X(EXACT, "exact", 100, 25)                                                                                         \
    X(REPEATED, "repeated", 0, 25)   /* as a segment before it in the page */                                          \
    X(ELSEWHERE, "elsewhere", 0, 25) /* as a segment of a page before it */                                            \
    X(FUZZY_95, "95-99", 95, 30)                                                                                       \
    X(FUZZY_85, "85-94", 85, 60)                                                                                       \
    X(FUZZY_75, "75-84", 75, 70)                                                                                       \
    X(FUZZY_50, "50-74", 50, 100)                                                                                      \
    X(NEW, "new", 0, 100)

typedef enum jr_band {
#define X(name, slug, least, rate) JR_BAND_##name,
    JR_BANDS(X)
#undef X
        JR_BAND_COUNT
} jr_band;

/* "95-99" and so on. */
JR_API jr_str jr_band_name(jr_band band);

/* How many values jr_state has. */
#define JR_STATE_COUNT (JR_STATE_FINAL + 1)

/* A page, or a sum of pages. */
typedef struct jr_tally {
    uint64_t pages, units;
    jr_count bands[JR_BAND_COUNT];
    jr_count states[JR_STATE_COUNT]; /* of bilingual files: how far the translation is */
} jr_tally;

/* Adds `more` to *sum. */
JR_API void jr_tally_add(jr_tally *sum, const jr_tally *more);
/* All bands as one. */
JR_API jr_count jr_tally_total(const jr_tally *tally);

/* A segment that was counted. */
typedef struct jr_counted {
    jr_str key;     /* the same for texts with the same characters and codes: hexadecimal digits */
    jr_band known;  /* its band by the memory alone */
    jr_state state; /* of a bilingual file */
    jr_count count;
} jr_counted;

/* Texts of one language, and what is known of them. */
typedef struct jr_counting {
    jr_counter *counter;
    const jr_memory *memory; /* or NULL */
    jr_map known;            /* keys to bands that were found before; an arena that outlives it */
} jr_counting;

/* Counts the segments of a page, in their order; `states` has one for each, or is NULL. *ret_counted: *ret_n of them,
   in the arena. */
JR_API void jr_count_segments(jr_counting *counting, const jr_segments *segments, const jr_state *states,
                              jr_arena *arena, const jr_counted **ret_counted, size_t *ret_n);

/* Pages with texts of one language into another, one after the other. */
typedef struct jr_tallier {
    jr_map seen; /* keys of segments to the number of the page that they were met in; an arena that outlives it */
    size_t page; /* how many there were */
} jr_tallier;

/* Adds the segments of the next page to *tally, to the bands that they are in; `bilingual`: to their states, too. */
JR_API void jr_tally_segments(jr_tallier *tallier, const jr_counted *counted, size_t n, bool bilingual,
                              jr_tally *tally);

#endif
