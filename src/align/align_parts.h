/* SPDX-License-Identifier: MIT */
/* What the files of the alignment share. */
#ifndef JR_ALIGN_PARTS_H
#define JR_ALIGN_PARTS_H

#include "align.h"

/* ---- align_text.c ---- */

/* Pieces as one side of a pair: with the numbers of the source's codes (`match`), or with their own (NULL). A code that
   is none of the source's is its plain text, a pair without counterpart is left out. `page`: the bytes of the page,
   where white space is to be as in them, or NULL. */
jr_inlines jr_align_inlines(const jr_segment *text, const jr_code_match *match, const jr_str *page, jr_arena *arena);

/* ---- align_beads.c: two sequences ---- */

/* So many of one sequence for so many of the other. */
typedef struct jr_bead_shape {
    unsigned n_sources, n_targets;
    double cost; /* minus the logarithm of how often there is one, to be added */
} jr_bead_shape;

typedef struct jr_bead_job {
    size_t n_sources, n_targets;
    const jr_bead_shape *shapes; /* n_shapes of them; "1:0" and "0:1" are among them */
    size_t n_shapes;
    /* What it costs besides that these belong together: 0 or more. */
    double (*cost)(const void *user, size_t source, size_t target, const jr_bead_shape *shape);
    const void *user;
} jr_bead_job;

#define JR_BEAD_NEVER 1e9 /* what costs so much does not belong together */

/* Cuts both sequences into beads of least cost, in order; only their places are set. Sequences so long that not all
   can be compared with all are compared along the diagonal. */
void jr_beads_find(const jr_bead_job *job, jr_arena *arena, jr_beads *ret_beads);

/* ---- align_features.c: what a text and its translation have in common ---- */

typedef struct jr_features {
    size_t length;         /* characters, those of East Asian scripts counted for two and a half */
    const uint64_t *items; /* n hashes, ascending: of codes by content, and of numbers */
    size_t n;
} jr_features;

jr_features jr_features_of(const jr_piece *pieces, size_t n, jr_arena *arena);
/* Those of several texts together. */
jr_features jr_features_join(const jr_features *items, size_t n, jr_arena *arena);
/* How many of both together have no counterpart in the other. */
size_t jr_features_differ(const jr_features *a, const jr_features *b);
/* How unlikely two lengths are, given that a character of one makes `ratio` of the other: half the square of the
   deviation (Gale and Church 1993). */
double jr_length_cost(double source, double target, double ratio);

/* A hash of what a node is, but for its children: its kind and what an author says of it, the same in a translation. */
uint64_t jr_node_shape(const jr_node *node);
/* A hash of what a code is, the same in a translation: address without its language, code span, file. */
uint64_t jr_code_content(const jr_piece *piece);

/* FNV-1a, from `hash` on; start with JR_HASH_START. */
#define JR_HASH_START UINT64_C(0xCBF29CE484222325)
static inline uint64_t jr_hash_more(uint64_t hash, jr_str bytes)
{
    for (size_t i = 0; i < bytes.n; i++)
        hash = (hash ^ (unsigned char)bytes.p[i]) * UINT64_C(0x100000001B3);
    return hash;
}
static inline uint64_t jr_hash_number(uint64_t hash, uint64_t number)
{
    return jr_hash_more(hash, (jr_str){(const char *)&number, sizeof number});
}

#endif
