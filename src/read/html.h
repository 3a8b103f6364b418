/* SPDX-License-Identifier: MIT */
/* Raw HTML becomes nodes where it means something, so that every writer can show it. */
#ifndef JR_READ_HTML_H
#define JR_READ_HTML_H

#include <jerome/ast.h>
#include <jerome/reader.h>

#include "source.h"

/* Replaces the RAW_INLINE and RAW_BLOCK nodes (format "html") below root, a DOCUMENT as imported from CommonMark, by the
   nodes they stand for. What stays raw: comments, processing instructions, declarations. Unknown tags become TEXT. What is
   dropped is reported as JR_D_DROPPED_HTML or JR_D_UNSAFE_LINK. */
void jr_html_to_nodes(const jr_read_ctx *ctx, const jr_source *source, jr_node *root);

#endif
