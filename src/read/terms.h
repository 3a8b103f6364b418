/* SPDX-License-Identifier: MIT */
/* Glossaries in: TBX and tables in text. */
#ifndef JR_READ_TERMS_H
#define JR_READ_TERMS_H

#include <jerome/diag.h>
#include <jerome/glossary.h>

/* Reads TBX of ISO 30042:2019, in both of its styles, of ISO 30042:2008 ("martif") and TBX-Min. `bytes`: in any
   encoding that the BOM or the XML declaration names; `file`: its number for places. Elements that say nothing of terms
   are passed over. False: no well-formed XML, or no TBX (JR_D_BAD_TERMS). All that is returned lives in the arena and
   does not refer to `bytes`. */
bool jr_tbx_read(jr_str bytes, uint32_t file, jr_arena *arena, jr_diag *diag, jr_glossary *ret_glossary);
/* Reads a table with a head, in UTF-8 or, with a BOM, UTF-16 (docs/terms.md says what columns mean). False: reported as
   JR_D_BAD_CSV, JR_D_BAD_TERMS or an encoding that is not read. */
bool jr_terms_csv_read(jr_str bytes, uint32_t file, jr_arena *arena, jr_diag *diag, jr_glossary *ret_glossary);

/* ---- What both share ---- */

/* The status that a word means ("preferredTerm-admn-sts", "forbidden"); false: none. */
bool jr_term_status_of(jr_str word, jr_term_status *ret_status);
/* A text with white space normalised, and a language tag with "-" for "_"; in the arena. */
jr_str jr_term_text(jr_str text, jr_arena *arena);
jr_str jr_term_lang(jr_str tag, jr_arena *arena);
/* In lower case. */
jr_str jr_term_class(jr_str text, jr_arena *arena);

/* Concepts as they are gathered: start with {.arena = arena}. */
typedef struct jr_terms_in {
    jr_arena *arena;
    jr_concept *concepts;
    size_t n_concepts, cap_concepts;
    /* Of the concept at hand: */
    jr_term *terms;
    jr_definition *definitions;
    size_t n_terms, cap_terms, n_definitions, cap_definitions;
} jr_terms_in;

void jr_terms_in_term(jr_terms_in *in, const jr_term *term);
void jr_terms_in_definition(jr_terms_in *in, jr_str text, jr_str lang);
/* Ends the concept at hand; one without terms is none. */
void jr_terms_in_end(jr_terms_in *in, jr_str id);

#endif
