/* SPDX-License-Identifier: MIT */
/* What comes back from translators: the units of a bilingual file, and what is to become of each unit of a page. A reader
   of such files (XLIFF) fills it, the gate checks it against the page, the merge writes it. */
#ifndef JEROME_TRANSLATION_H
#define JEROME_TRANSLATION_H

#include "units.h"

/* How far a translation has come (XLIFF 2.1 §4.3.1.30; the states of XLIFF 1.2 are mapped onto these). */
typedef enum jr_state { JR_STATE_INITIAL, JR_STATE_TRANSLATED, JR_STATE_REVIEWED, JR_STATE_FINAL } jr_state;

/* One piece of a text in a bilingual file, in the order of the file. Segments of a unit are joined. */
typedef struct jr_inline {
    jr_piece_kind kind;
    uint32_t number;   /* of a code: jr_piece.number of the page's code that it stands for; 0: none (the gate sets it) */
    jr_str id;         /* of a code: as the file spells it */
    jr_str original;   /* of a code: the markup that the file says it stands for, or empty */
    jr_str text;       /* TEXT: UTF-8, legal XML, never empty, white space as in the file */
    jr_span span;      /* its place in the file */
} jr_inline;

typedef struct jr_inlines {
    const jr_inline *items;
    size_t n;
} jr_inlines;

/* A unit of a bilingual file. */
typedef struct jr_bilingual_unit {
    jr_str id;         /* as in the file */
    jr_str name;       /* resname or name, or empty */
    jr_inlines source;
    jr_inlines target; /* empty where has_target is false */
    bool has_target;   /* there is a target for each of its segments that hold text */
    bool missing_part; /* some segments have a target and some have none */
    jr_state state;    /* the least of its segments */
    jr_span span;      /* of its start tag */
} jr_bilingual_unit;

/* One <file> of a bilingual document: one page. */
typedef struct jr_bilingual {
    jr_str original;    /* path of the page, relative, with '/'; as written */
    jr_str source_lang; /* BCP 47, or empty */
    jr_str target_lang; /* BCP 47, or empty */
    jr_str source_hash; /* what the export said of the page's bytes: SHA-1 in lower-case hexadecimal, or empty */
    jr_span span;
    const jr_bilingual_unit *units; /* n_units of them, in the order of the file */
    size_t n_units;
} jr_bilingual;

typedef struct jr_bilinguals {
    const jr_bilingual *items;
    size_t n;
} jr_bilinguals;

/* What is to be written for one unit of a page: same index as in jr_units. */
typedef struct jr_target {
    bool translated; /* false: the page's own text stays */
    jr_inlines text; /* all numbers are codes of the unit; pairs are well nested */
} jr_target;

#endif
