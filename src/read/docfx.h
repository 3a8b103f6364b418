/* SPDX-License-Identifier: MIT */
/* The Learn dialect of Markdown (DocFX) but for alerts: includes, tabs, images, rows, zones, monikers, videos, divisions,
   code from files, cross-references. For the page and for each included file, in this order:

       jr_docfx *docfx = jr_docfx_mask(ctx->arena, &source, body);
       … import from CommonMark …
       jr_docfx_restore(ctx->arena, docfx, root);
       … alerts, HTML, anchors, autolinks …
       jr_docfx_nodes(ctx, docfx, scope, read, root);                                        */
#ifndef JR_READ_DOCFX_H
#define JR_READ_DOCFX_H

#include <jerome/ast.h>
#include <jerome/reader.h>

#include "markdown.h"
#include "source.h"

typedef struct jr_docfx jr_docfx;

/* What all files of a page have in common. */
typedef struct jr_docfx_whole {
    size_t loaded; /* bytes included so far */
    bool refused;  /* a limit was reached, in any file */
    jr_markdown_cost cost;
} jr_docfx_whole;

/* The chain of files from the page to the one that is being read; the page itself has outer == NULL. */
typedef struct jr_docfx_scope {
    const struct jr_docfx_scope *outer; /* the file that includes this one, or NULL */
    jr_str path;                        /* jr_resource.path of this file; empty for the page */
    uint32_t file;                      /* number of this file for spans */
    jr_docfx_whole *whole;              /* shared by the chain */
} jr_docfx_scope;

/* What a reader gives the dialect: reads an included file (`bytes`, front matter and all, outlive the document) into a
   DOCUMENT by the same road as the page, dialect included; scope->file is the number for its spans. NULL: a limit was
   reached, reported. */
typedef jr_node *jr_docfx_read(const jr_read_ctx *ctx, jr_str bytes, const jr_docfx_scope *scope);

/* Finds what the dialect reads before CommonMark from offset `body` on, and hides it in source->parsed behind placeholders
   of the same length. `source` outlives the result. */
JR_NONNULL jr_docfx *jr_docfx_mask(jr_arena *arena, jr_source *source, size_t body);
/* Puts the author's bytes back where a placeholder ended in code, in raw HTML, in an address or a title. */
void jr_docfx_restore(jr_arena *arena, const jr_docfx *docfx, jr_node *root);
/* Turns placeholders, tab headings and xref addresses below root into nodes. Included files are loaded through ctx->host
   and read with `read`. Reports JR_D_BAD_DIALECT and JR_D_MISSING_INCLUDE. */
void jr_docfx_nodes(const jr_read_ctx *ctx, const jr_docfx *docfx, const jr_docfx_scope *scope, jr_docfx_read *read,
                    jr_node *root);
/* An included file keeps its footnotes to itself: below root, references become superscript numbers, and the notes a list at
   its end. `notes` may be NULL. */
void jr_docfx_settle_notes(jr_arena *arena, jr_node *root, jr_node *notes);

#endif
