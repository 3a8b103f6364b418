/* SPDX-License-Identifier: MIT */
/* The constructs in which cmark-gfm 0.29.0.gfm.6 takes more than linear time, counted before it sees them: what is
   refused depends on the page alone, not on the machine. */
#ifndef JR_READ_CMARK_WORK_H
#define JR_READ_CMARK_WORK_H

#include <cmark-gfm.h>

#include "cmark_memory.h"
#include "source.h"

/* What a page may still cost, beside the linear time that all of it takes. */
typedef struct jr_cmark_work {
    jr_cmark_memory *memory; /* where an exhausted limit jumps */
    uint64_t steps;          /* of about half a nanosecond */
    size_t max_cells;        /* of a table's row; SIZE_MAX: any number */
    bool inlines;            /* the page has enough of what makes inlines slow to be looked at */
    const char *cause;       /* of the steps that were spent last */
} jr_cmark_work;

/* For a page of `text`; UINT64_MAX steps are any number. */
jr_cmark_work jr_cmark_work_of(jr_cmark_memory *memory, jr_str text, uint64_t steps, size_t max_cells);
/* Counts what `line` will cost, which is fed next. Jumps out where that is too much. */
void jr_cmark_work_line(jr_cmark_work *work, const cmark_parser *parser, jr_str line);
/* The table that the next line may be a row of, or NULL. */
cmark_node *jr_cmark_open_table(const cmark_parser *parser);
/* The open block is nested deeper than so many levels. */
bool jr_cmark_deeper(const cmark_parser *parser, size_t levels);
/* Counts what the inlines will cost, when all lines have been fed: *ret_line is that of the block looked at, as
   cmark-gfm counts. Jumps out where that is too much. */
void jr_cmark_work_inlines(jr_cmark_work *work, const cmark_parser *parser, int *ret_line);

#endif
