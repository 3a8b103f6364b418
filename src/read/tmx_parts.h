/* SPDX-License-Identifier: MIT */
/* What the files of the TMX reader share. */
#ifndef JR_READ_TMX_PARTS_H
#define JR_READ_TMX_PARTS_H

#include <jerome/buf.h>

#include "codec/xml_in.h"
#include "tmx.h"

/* Of a seg: more codes than any text has. Such texts are passed over: the ends of codes are compared with each other.
 */
enum { TMX_MAX_CODES = 500 };

/* A piece of a seg; its bytes are in tmx_reader.bytes, which moves as it grows. */
typedef struct tmx_piece {
    jr_piece_kind kind;
    uint32_t number; /* of a code; 0: not known yet */
    uint32_t i, x;   /* hashes of these attributes; 0: none */
    size_t begin, end;
    size_t pair; /* index among the pieces of its seg, or JR_NO_PAIR */
    bool paired; /* a bpt or ept, which has its other half in the seg */
} tmx_piece;

/* A tuv that may be wanted. */
typedef struct tmx_text {
    size_t begin, end; /* pieces */
    int rank;          /* how well its language fits: 0: not at all */
    bool too_many;     /* codes */
} tmx_text;

#define TMX_PIECE(vector, n) (((tmx_piece *)(void *)(vector).p) + (n))

/* Joins the ends of the pairs of a text. */
void jr_tmx_join_ends(tmx_piece *pieces, size_t n);
/* OmegaT keeps codes as text, "<g1>", "</g1>", "<x2/>": makes codes of them, in the pieces from index `begin` on. Gives how
   many. */
size_t jr_tmx_split_tags(jr_buf *pieces, size_t begin, const char *bytes);
/* Numbers the codes of a source, and those of its target by the codes of the source that they stand for: those of the
   same `x`, else `i`, else original, else by their order. */
void jr_tmx_number(const char *bytes, tmx_piece *source, size_t n_source, tmx_piece *target, size_t n_target);

#endif
