/* SPDX-License-Identifier: MIT */
/* Terms that are not to be translated, wherever they stand: those of `no-loc` in front matter, and of ":::no-loc". */
#ifndef JR_UNITS_UNIT_TERMS_H
#define JR_UNITS_UNIT_TERMS_H

#include <jerome/ast.h>

#include "terms/matcher.h"

typedef struct jr_terms jr_terms;

/* The protected terms of a page; NULL: it has none. */
const jr_terms *jr_terms_of(const jr_doc *doc, jr_arena *arena);

/* Where terms stand in a text: whole words, case as given, the longest of those that begin at a place, from left to
   right. Gives their number. The time is linear in the text (for terms of bounded length). */
size_t jr_terms_find(const jr_terms *terms, jr_str text, jr_arena *arena, jr_found **ret_places);

#endif
