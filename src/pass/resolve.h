/* SPDX-License-Identifier: MIT */
/* The resolve pass: what writers need to know about a page as a whole. */
#ifndef JR_PASS_RESOLVE_H
#define JR_PASS_RESOLVE_H

#include <jerome/arena.h>
#include <jerome/ast.h>
#include <jerome/map.h>

#include "ast/node_list.h"

/* What the caller knows better than the page. */
typedef struct jr_resolve_options {
    jr_str lang; /* BCP 47 tag that overrides the page's; empty: the page's */
    jr_str name; /* the page's file name, for a page without any title */
} jr_resolve_options;

/* What the pass met on its way. */
typedef struct jr_index {
    jr_map ids;         /* every id there is */
    jr_node_list links; /* links, images and videos in the order of the page, those of the footnotes last */
} jr_index;

/* Fills doc's lang, rtl, title, description, author and date; gives every heading an id, makes all ids unique and marks
   the heading that repeats the title. Values that cannot be used are reported as warnings. */
void jr_resolve(jr_arena *arena, jr_diag *diag, jr_doc *doc, const jr_resolve_options *options, jr_index *ret_index);

/* Ids of headings and anchors (src/pass/ids.c): explicit ones stay, headings without one get GitHub's slug of their
   text, repeats get "-1", "-2"… */
void jr_resolve_ids(jr_arena *arena, jr_diag *diag, jr_doc *doc, jr_index *ret_index);

#endif
