/* SPDX-License-Identifier: MIT */
/* What the files of the gate share. */
#ifndef JR_GATE_PARTS_H
#define JR_GATE_PARTS_H

#include <jerome/buf.h>

#include "gate.h"

typedef struct gate {
    const jr_gate_opts *opts;
    const jr_units *units;
    const jr_bilingual *file;
    jr_arena *arena;   /* of what is returned */
    jr_arena *scratch; /* of the unit at hand */
    jr_diag *diag;
    jr_str target_lang;        /* what is wanted, else what the file says */
    const struct jr_gate_writing *writing; /* of that language, if it has other letters than Latin; or NULL */
    bool latin;                            /* it is known to be written in Latin letters */
    jr_buf source, target;     /* texts of a unit, canonical */
    jr_buf vector, other, ids; /* scratch */
} gate;

/* A unit of the page and what came back for it. */
typedef struct checked {
    gate *g;
    const jr_unit *unit;
    const jr_bilingual_unit *back;
    bool failed; /* an error: it is not to be written */
    bool warned;
    jr_inline *source; /* copies, to be numbered */
    size_t n_source;
    jr_inline *target;
    size_t n_target;
} checked;

/* Reports a finding about the unit, by the level of its check; `where` may be NULL: its target. */
void jr_gate_find(checked *c, jr_check check, const jr_span *where, const char *format, ...) JR_PRINTF(4, 5);
/* What cannot be written, whatever the level of its check. */
void jr_gate_refuse(checked *c, jr_check check, const jr_span *where, const char *format, ...) JR_PRINTF(4, 5);

#define GATE_AT(vector, type, n) (((type *)(void *)(vector).p) + (n))
#define GATE_COUNT(vector, type) ((vector).n / sizeof(type))
void *jr_gate_push(jr_buf *vector, size_t size);
#define GATE_PUSH(vector, type) ((type *)jr_gate_push(&(vector), sizeof(type)))

/* ---- gate_codes.c: inline codes ---- */

/* Numbers the codes of the file's source after those of the page. False: the source is not what the page says. */
bool jr_gate_align(checked *c);
/* Numbers the codes of the target; finds what is missing, added, renamed, repeated, crossed, moved. */
void jr_gate_check_codes(checked *c);

/* ---- gate_text.c: words ---- */

/* Text as one slice, runs of white space as one space, codes as control characters; in `room`. */
jr_str jr_gate_canonical(jr_buf *room, const jr_inline *items, size_t n);
/* Finds altered addresses, placeholders and protected text, over-long text, another script than the language's. */
void jr_gate_check_text(checked *c, jr_str source, jr_str target);
/* Sets what the target language is written in, as far as that is known. */
void jr_gate_script(gate *g);
/* A letter is in it. */
bool jr_gate_has_letters(jr_str canonical);

/* ---- gate_terms.c: terms of a glossary ---- */

/* Finds terms that are not translated as they should be, and such as are not to be used. */
void jr_gate_check_terms(checked *c);

/* ---- gate_clean.c: the text that is to be written ---- */

/* White space normalised, empty pairs and unknown codes left out; in the arena. */
jr_inlines jr_gate_clean(checked *c);

#endif
