/* SPDX-License-Identifier: MIT */
/* The terms of glossaries for one pair of languages, to be found in texts. */
#ifndef JR_TERMS_TERMBASE_H
#define JR_TERMS_TERMBASE_H

#include <jerome/arena.h>
#include <jerome/glossary.h>

typedef struct jr_termbase jr_termbase;

/* What several concepts say of one source term. */
typedef struct jr_term_entry {
    jr_str term;                /* as the glossary has it; empty: target terms that are never to be used */
    size_t number;              /* of the entry: 1, 2, … */
    jr_str definition;          /* of the first that has one, or empty */
    const jr_str *translations; /* n_translations of them: preferred ones, then admitted ones */
    size_t n_translations;
    const jr_str *deprecated; /* target terms that are not to be used for it, n_deprecated of them */
    size_t n_deprecated;
} jr_term_entry;

/* Gathers what the glossaries say of `source` and `target` (BCP 47). What is returned refers to their strings. */
const jr_termbase *jr_termbase_build(const jr_glossary *glossaries, size_t n, jr_str source, jr_str target,
                                     jr_arena *arena);
/* How many source terms there are, and how many of them have a translation. */
size_t jr_termbase_count(const jr_termbase *base, size_t *ret_translated);

/* The entries in the order of their numbers; *ret_n of them. */
const jr_term_entry *jr_termbase_entries(const jr_termbase *base, size_t *ret_n);

typedef struct jr_term_match {
    size_t begin, end;
    const jr_term_entry *entry;
} jr_term_match;

/* Where source terms stand in a text, from left to right, none within another: whole words, the longest of those that
   begin at a place; in English in the regular plural too. A term that is written with a capital letter is found as it
   is written; one in lower case in any letters. Linear in the text. */
size_t jr_termbase_find(const jr_termbase *base, jr_str text, jr_arena *arena, jr_term_match **ret_matches);

/* What is wrong with the terms of a translation. */
typedef struct jr_term_finding {
    const jr_term_entry *entry;
    jr_str deprecated; /* the term that is used and not to be; empty: none of the translations is there */
} jr_term_finding;

/* Holds a target against the terms of its source. A translation is there where its letters are, be it within a word (a
   compound), or with other endings. Their number; in the arena. */
size_t jr_termbase_check(const jr_termbase *base, jr_str source, jr_str target, jr_arena *arena,
                         jr_term_finding **ret_findings);

#endif
