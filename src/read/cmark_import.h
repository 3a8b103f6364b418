/* SPDX-License-Identifier: MIT */
/* Between the files that copy cmark-gfm's tree: markdown.c, cmark_blocks.c, cmark_inlines.c. */
#ifndef JR_READ_CMARK_IMPORT_H
#define JR_READ_CMARK_IMPORT_H

#include <cmark-gfm.h>

#include "read/markdown.h"

/* The copy at work. */
typedef struct jr_import {
    const jr_read_ctx *ctx;
    const jr_source *source;
    size_t body;       /* offset of the first byte that cmark-gfm saw */
    size_t first_line; /* 0-based line of the source that is cmark-gfm's line 1 */
    size_t max_depth;
    jr_node *root, *notes;
    jr_node *at;       /* where children go */
    size_t depth;      /* levels from the document to `at` */

    /* The leaf block whose inlines are being copied. */
    jr_span block;
    jr_buf text;       /* collects a run of text that is not one piece of the source */
    bool collecting;   /* `text` belongs to at->last */
    bool has_refs;     /* there are footnote references */
    jr_str last_url;   /* a target that many links share is kept once */
} jr_import;

/* Copies the tree; false: too deep, reported. */
bool jr_import_tree(jr_import *import, cmark_node *document);

/* A string of cmark-gfm's as valid UTF-8 and legal XML, in the arena. */
jr_str jr_import_string(jr_import *import, const char *z);
/* The block that `node` stands for begins: inlines may follow. */
void jr_cmark_inlines_begin(jr_import *import, jr_node *block);
void jr_cmark_inlines_end(jr_import *import);
/* Makes the node for an inline and puts it behind import->at->last; NULL where its text joined the node before it. */
jr_node *jr_import_inline(jr_import *import, jr_kind kind, cmark_node *from);
/* Footnotes, once the whole tree is there: numbers, uses, and references that lead nowhere back to text. */
void jr_import_notes(jr_import *import);
/* All children of `node` have been copied. */
void jr_import_inline_leave(jr_import *import, jr_node *node);

#endif
