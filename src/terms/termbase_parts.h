/* SPDX-License-Identifier: MIT */
/* What the files of the termbase share. */
#ifndef JR_TERMS_TERMBASE_PARTS_H
#define JR_TERMS_TERMBASE_PARTS_H

#include "matcher.h"
#include "termbase.h"

/* A way in which a source term can stand in a text. Several may look the same in lower case: they are a chain. */
typedef struct term_form {
    uint32_t entry;
    uint32_t next; /* index + 1 of the next of the chain, or 0 */
    jr_str term;   /* as the glossary has it */
    uint32_t cut;  /* characters of the term that the form has not: "y" of "ies" */
    bool inflected;
    bool kept; /* letters count as they are written */
} term_form;

/* The target terms of an entry, as indices of target words. */
typedef struct term_targets {
    const uint32_t *allowed, *deprecated;
} term_targets;

struct jr_termbase {
    const jr_term_entry *entries;
    size_t n_entries;
    const jr_matcher *sources; /* NULL: none */
    const term_form *forms;
    const uint32_t *chains;      /* by word of `sources`: index + 1 of the first form */
    const term_targets *targets; /* by entry */
    const jr_matcher *words;     /* of the target; NULL: none */
    size_t n_words;
    const uint32_t *forbidden; /* entries without a source term, n_forbidden of them */
    size_t n_forbidden;
};

/* ---- termbase_text.c: texts as they are compared ---- */

/* The next character as it is compared, but for its case: white space is one space, hyphens are one, what is not seen
   is left out; 0 at the end. */
uint32_t jr_term_char(jr_str s, size_t *at);
/* The same in lower case. */
uint32_t jr_term_lower(uint32_t c);
/* A text in lower case. *ret_origins (or NULL): for each of its bytes, and its end, the offset in `text`. In the arena.
 */
jr_str jr_term_fold(jr_str text, jr_arena *arena, uint32_t **ret_origins);

#endif
