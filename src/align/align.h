/* SPDX-License-Identifier: MIT */
/* A page and its translation side by side: which unit is the translation of which, which codes are the same, and which
   sentences. */
#ifndef JR_ALIGN_ALIGN_H
#define JR_ALIGN_ALIGN_H

#include <jerome/memory.h>
#include <jerome/segment.h>

/* What is known of a unit of the source. */
typedef struct jr_unit_match {
    size_t target; /* index of the unit that is its translation, or JR_NO_UNIT */
    bool unsure;   /* it may be another */
} jr_unit_match;

/* Finds the translation of each unit of a page: by the two trees where they are the same, else by kinds, lengths,
   codes, numbers and anchors. ret_matches: one for each unit of the source. Linear where the trees are the same, and
   bounded where they are not. */
void jr_align_units(const jr_units *source, const jr_units *target, jr_arena *arena, jr_unit_match *ret_matches);

/* For numbers of codes from `first` on others. */
typedef struct jr_code_numbers {
    uint32_t first, n;
    const uint32_t *items;
} jr_code_numbers;
/* The other number, or 0: there is none. */
static inline uint32_t jr_code_number(const jr_code_numbers *numbers, uint32_t number)
{
    return number >= numbers->first && number - numbers->first < numbers->n ? numbers->items[number - numbers->first]
                                                                            : 0;
}

/* Which codes are the same in a text and its translation. */
typedef struct jr_code_match {
    jr_code_numbers source_of; /* for a number of the translation: that of the source's code */
    jr_code_numbers target_of; /* for a number of the source: that of the translation's code */
    bool unsure; /* a code other than emphasis, breaks and separators has no counterpart, or may have another */
} jr_code_match;

/* Matches codes by their content; emphasis by what it holds, and by its order. */
void jr_align_codes(const jr_segment *source, const jr_segment *target, jr_arena *arena, jr_code_match *ret_match);

/* A text and its translation, as runs of segments of two units. */
typedef struct jr_bead {
    size_t source, n_sources; /* segments of the source: index of the first, and number */
    size_t target, n_targets; /* of the translation */
    jr_segment text;          /* those of the source, as one */
    jr_pair pair;             /* source, target and unsure; numbers of codes are those of the source's unit */
} jr_bead;

typedef struct jr_beads {
    const jr_bead *items;
    size_t n;
} jr_beads;

/* Finds which sentences of two units that are translations of each other belong together, by length, numbers, codes
   and order. Each sentence is in one bead; white space between sentences is in a bead where they are joined. A bead may
   hold none of one side; not where `whole`: then it is joined with its neighbour, and unsure. `page`: the bytes of the
   translation, where the white space of targets is to be as in them, or NULL: it is normalised. All lives in the arena.
 */
void jr_align_segments(const jr_segments *source, const jr_segments *target, bool whole, const jr_str *page,
                       jr_arena *arena, jr_beads *ret_beads);

/* Two texts that are known to belong together; unsure where their codes do not match. */
void jr_align_pair(const jr_segment *source, const jr_segment *target, jr_arena *arena, jr_pair *ret_pair);

/* Adds the spaces that stand before (or, at the `end`, behind) the translation of a unit to its text, where they are
   others than around the unit itself: they are not part of a unit. */
void jr_align_edges(jr_str source_page, const jr_unit *source, jr_str target_page, const jr_unit *target, bool end,
                    jr_inlines *text, jr_arena *arena);

#endif
