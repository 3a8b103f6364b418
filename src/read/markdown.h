/* SPDX-License-Identifier: MIT */
/* Markdown (CommonMark 0.29 with GitHub's tables, strikethrough, task lists and footnotes) into nodes. */
#ifndef JR_READ_MARKDOWN_H
#define JR_READ_MARKDOWN_H

#include "extension.h"
#include "source.h"

/* Switches of the readers of Markdown. */
typedef struct jr_markdown_opts {
    bool on[JR_EXT_COUNT];
} jr_markdown_opts;

/* What the files of a page have cost to parse: a page has one allowance, however many files it includes. */
typedef struct jr_markdown_cost {
    size_t bytes, memory;
    uint64_t steps, nanoseconds; /* see cmark_work.h, cmark_memory.h */
} jr_markdown_cost;

/* The options of a job, or the defaults of the format `markdown`. */
const jr_markdown_opts *jr_markdown_opts_of(const jr_read_ctx *ctx);
/* The limits of a job, or the defaults. */
const jr_limits *jr_limits_of(const jr_read_ctx *ctx);
/* Reports that the limit of depth is reached; always false. */
bool jr_markdown_too_deep(const jr_read_ctx *ctx, const jr_span *where);

/* Parses source->parsed from offset `body`, the start of a line (or behind a BOM), to its end. Gives a DOCUMENT, and in
 *ret_notes a DOCUMENT of the footnotes that are referred to, or NULL. False: a limit was reached; reported. */
bool jr_markdown_parse(const jr_read_ctx *ctx, jr_source *source, size_t body, jr_markdown_cost *cost,
                       jr_node **ret_root, jr_node **ret_notes);

#endif
