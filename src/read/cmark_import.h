/* SPDX-License-Identifier: MIT */
/* Between the files that copy cmark-gfm's tree: markdown.c, cmark_blocks.c, cmark_inlines.c. */
#ifndef JR_READ_CMARK_IMPORT_H
#define JR_READ_CMARK_IMPORT_H

#include <cmark-gfm.h>

#include "locate.h"
#include "markdown.h"

/* The copy at work. */
typedef struct jr_import {
    const jr_read_ctx *ctx;
    const jr_source *source;
    jr_markdown_cost *cost;
    size_t body;       /* offset of the first byte that cmark-gfm saw */
    size_t first_line; /* 0-based line of the source that is cmark-gfm's line 1 */
    size_t max_depth;
    bool has_pipes;  /* some pipes are hidden: cells are to be split */
    bool kept_cells; /* of the table at hand, beyond those of its head */
    jr_node *root, *notes;
    jr_node *at;     /* where children go */
    size_t depth;    /* levels from the document to `at` */
    int header_line; /* of the table at hand, as cmark-gfm counts */
    struct {
        size_t begin, end; /* of the row at hand */
        size_t first_cell; /* where its first cell starts */
        int first_column;  /* the same as cmark-gfm counts */
        size_t column;     /* of the next cell, from 0 */
    } row;

    /* The leaf block whose inlines are being copied. */
    jr_span block;
    jr_locator locator;
    size_t line;     /* 0-based, of the last inline located */
    jr_buf text;     /* collects a run of text that is not one piece of the source */
    bool collecting; /* `text` belongs to at->last */
    bool has_refs;   /* there are footnote references */
    jr_str last_target, last_url; /* a target that many links share, as cmark-gfm has it and as it is kept, is kept once */
} jr_import;

/* Copies the tree; false: too deep, reported. */
bool jr_import_tree(jr_import *import, cmark_node *document);

/* Offset of a place that cmark-gfm gives as line and column, both from 1. */
size_t jr_import_offset(const jr_import *import, int line, int column);
/* Offset behind the last byte of cmark-gfm's line `line` that is no white space, but not before `begin`. */
size_t jr_import_end_of_line(const jr_import *import, size_t begin, int line);
/* Appends a child to import->at and goes into it; and out of it. */
jr_node *jr_import_open(jr_import *import, jr_kind kind, jr_span span);
void jr_import_close(jr_import *import);

/* What a table takes along. */
void jr_import_table(jr_import *import, cmark_node *from, jr_node *node, size_t begin);
/* The line of a table's header row, as cmark-gfm counts: where text stands right before the table, the table's own
   start is that of the text. */
int jr_import_header_line(const jr_import *import, cmark_node *table);
/* Opens the head or body of the table that a row belongs to, and the row. */
void jr_import_open_row(jr_import *import, cmark_node *from, jr_node *unused, size_t begin);
/* Opens a cell and the plain text in it. */
void jr_import_open_cell(jr_import *import, cmark_node *from, jr_node *unused, size_t begin);
/* Cells beyond those of the table's head (cmark_cells.c). Whether pipes of the page can be hidden. */
bool jr_cells_may_hide(jr_str page);
/* The line [begin, end) is about to be fed and may be a row: the pipes that make more cells of it than there are columns
   are hidden. False: none are. */
bool jr_cells_hide(jr_arena *arena, jr_source *source, size_t begin, size_t end, size_t columns);
/* Shows all pipes again. */
void jr_cells_show(jr_source *source);
/* Makes cells, or pipes again, of the hidden pipes in the row at hand. The offset of the first of them; im->row.end:
   there were none. */
size_t jr_import_split_row(jr_import *import, const jr_node *row);
/* Gives all rows as many cells as the longest has. */
void jr_import_even_rows(jr_import *import, jr_node *table);
/* Closes import->at where it is part of a table; false: it is none. */
bool jr_import_close_table_part(jr_import *import);

/* A string of cmark-gfm's as valid UTF-8 and legal XML, in the arena. */
jr_str jr_import_string(jr_import *import, const char *z);
/* The leaf block `block`, source bytes [begin, end), begins: inlines may follow. */
void jr_import_inlines_begin(jr_import *import, jr_node *block, size_t begin, size_t end);
void jr_import_inlines_end(jr_import *import);
/* Makes the node for an inline and puts it behind import->at->last; NULL where its text joined the node before it. */
jr_node *jr_import_inline(jr_import *import, jr_kind kind, cmark_node *from);
/* Footnotes, once the whole tree is there: numbers, uses, and references that lead nowhere back to text. */
void jr_import_notes(jr_import *import);
/* All children of `node` have been copied. */
void jr_import_inline_leave(jr_import *import, jr_node *node);

#endif
