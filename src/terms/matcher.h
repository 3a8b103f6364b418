/* SPDX-License-Identifier: MIT */
/* Many words looked for at once. */
#ifndef JR_TERMS_MATCHER_H
#define JR_TERMS_MATCHER_H

#include <jerome/arena.h>
#include <jerome/str.h>

/* Finds a set of words in time linear in the text (for words of bounded length): Aho and Corasick, "Efficient string
   matching" (1975). */
typedef struct jr_matcher jr_matcher;

/* For n words, none of them empty, which may go away afterwards. NULL where n is 0. */
const jr_matcher *jr_matcher_build(const jr_str *words, size_t n, jr_arena *arena);

/* Where words stand: places in the order of their ends, at one end the longest first. */
typedef struct jr_matcher_scan {
    const jr_matcher *matcher;
    jr_str text;
    size_t begin, end; /* of the place at hand */
    size_t word;       /* its index among the words; of equal ones that of the first */
    uint32_t state, output;
} jr_matcher_scan;

jr_matcher_scan jr_matcher_start(const jr_matcher *matcher, jr_str text);
/* Goes to the next place; false: there is none. */
bool jr_matcher_next(jr_matcher_scan *scan);
/* Passes over the other places with the end of the one at hand. */
void jr_matcher_skip(jr_matcher_scan *scan);

/* ---- Of many places those that count ---- */

typedef struct jr_found {
    size_t begin, end;
    size_t value; /* whatever it was added with */
} jr_found;

/* Start with `jr_longest places = {.arena = arena, .length = text.n};`. */
typedef struct jr_longest {
    jr_arena *arena;
    size_t length; /* of the text */
    uint32_t *ends, *values;
} jr_longest;

/* Of places that begin at one byte the longest is kept, of equal ones the first. Values are below 2^32. */
void jr_longest_add(jr_longest *places, size_t begin, size_t end, size_t value);
/* From left to right, each that does not overlap one before; their number. In the arena. */
size_t jr_longest_take(const jr_longest *places, jr_found **ret_places);

/* ---- Words ---- */

/* The character that ends before `at`, that begins at `at`; 0: none. */
uint32_t jr_char_before(jr_str s, size_t at);
uint32_t jr_char_at(jr_str s, size_t at);
/* A letter or digit of a script that puts spaces between its words. */
bool jr_is_letter(uint32_t c);
/* No word goes on over the offset. */
bool jr_is_word_edge(jr_str s, size_t at);
/* No word goes on over either end of the place. */
bool jr_is_whole_word(jr_str s, size_t begin, size_t end);

#endif
