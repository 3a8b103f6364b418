/* SPDX-License-Identifier: MIT */
/* What comes back from translators: the units of a bilingual file, and what is to become of each unit of a page. A
   reader of such files (XLIFF) fills it, the gate checks it against the page, the merge writes it. */
#ifndef JEROME_TRANSLATION_H
#define JEROME_TRANSLATION_H

#include "units.h"

/* How far a translation has come (XLIFF 2.2 §3.3.1.31; the states of XLIFF 1.2 are mapped onto these). */
typedef enum jr_state { JR_STATE_INITIAL, JR_STATE_TRANSLATED, JR_STATE_REVIEWED, JR_STATE_FINAL } jr_state;

/* One piece of a text in a bilingual file, in the order of the file. Segments of a unit are joined. */
typedef struct jr_inline {
    jr_piece_kind kind;
    uint32_t number; /* of a code: jr_piece.number of the page's code that it stands for; 0: none (the gate sets it) */
    uint32_t flags;  /* of a code: JR_CODE_CAN_…, as the file says */
    bool locked;     /* TEXT: the file protects it (1.2 mrk mtype="protected", 2.x mrk translate="no") */
    size_t pair;     /* of OPEN and CLOSE: index of the other end in the same text, or JR_NO_PAIR; before the gate, pairs may cross */
    jr_str id;       /* of a code: as the file spells it; of a copy: of what it is a copy */
    jr_str original; /* of a code: the markup that the file says it stands for, or empty */
    jr_str text;     /* TEXT: UTF-8, legal XML, never empty, white space as in the file */
    jr_span span;    /* its place in the file */
} jr_inline;

#define JR_NO_PAIR ((size_t)-1)

typedef struct jr_inlines {
    const jr_inline *items;
    size_t n;
} jr_inlines;

/* A unit of a bilingual file. */
typedef struct jr_bilingual_unit {
    jr_str id;   /* as in the file */
    jr_str name; /* resname or name, or empty */
    jr_inlines source;
    jr_inlines target; /* empty where has_target is false */
    bool has_target;   /* there is a target, be it empty */
    bool missing_part; /* some segments that hold text have a target and some have none */
    bool state_given;  /* the file says how far it has come */
    jr_state state; /* the least of its segments; where none is given, TRANSLATED if there is a target, else INITIAL */
    jr_str lang;    /* xml:lang of its target, or empty */
    jr_str damage;  /* in words, what of its structure could not be understood; empty: nothing */
    jr_span span;   /* of its start tag */
    jr_span target_span; /* of the start tag of its (first) target, or that of the unit */
} jr_bilingual_unit;

/* One <file> of a bilingual document: one page. */
typedef struct jr_bilingual {
    jr_str original;    /* path of the page, relative, with '/'; as written */
    jr_str source_lang; /* BCP 47, or empty */
    jr_str target_lang; /* BCP 47, or empty */
    /* What the export said of the page's bytes: SHA-1 in lower-case hexadecimal, or empty. In XLIFF 1.2 `crc` of
       skl/external-file, in 2.x a meta of the metadata module with type="source-sha1", or a note with that category. */
    jr_str source_hash;
    jr_span span;
    const jr_bilingual_unit *units; /* n_units of them, in the order of the file, ids unique */
    size_t n_units;
} jr_bilingual;

typedef struct jr_bilinguals {
    const jr_bilingual *items;
    size_t n;
} jr_bilinguals;

/* What is to be written for one unit of a page. */
typedef struct jr_target {
    bool translated; /* false: the page's own text stays */
    /* Every number is a code of the unit, pairs are well nested, white space is normalised as in a jr_piece, no TEXT is
       empty. A code of the unit may be gone, or stand more than once, where its flags (or the user) allow it. */
    jr_inlines text;
} jr_target;

/* What is to be written for the units of a page: same indices as in jr_units. */
typedef struct jr_targets {
    const jr_target *items;
    size_t n;
} jr_targets;

#endif
