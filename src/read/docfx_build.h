/* SPDX-License-Identifier: MIT */
/* Between the files of the dialect: the passes that make nodes. */
#ifndef JR_READ_DOCFX_BUILD_H
#define JR_READ_DOCFX_BUILD_H

#include "docfx_marks.h"

#define JR_DIALECT_DEPTH 10 /* files within files */

/* One run of jr_docfx_nodes. */
typedef struct jr_dialect {
    const jr_read_ctx *ctx;
    const jr_docfx *docfx;
    const jr_docfx_scope *scope;
    jr_docfx_read *read;
} jr_dialect;

/* docfx_include.c: an INCLUDE or INCLUDE_INLINE with what the file holds, or unresolved; in_link: without links. */
jr_node *jr_dialect_include(const jr_dialect *d, const jr_mark *mark);
jr_node *jr_dialect_include_inline(const jr_dialect *d, const jr_mark *mark, bool in_link);
/* Loads a file that the page refers to. False: reported as JR_D_MISSING_INCLUDE or JR_D_REFUSED_RESOURCE. */
bool jr_dialect_load(const jr_dialect *d, jr_str url, const jr_span *where, jr_resource *ret_file);

/* docfx_media.c: an IMAGE, in a LINK where it has a lightbox; a VIDEO; a SPAN that is not to be translated. NULL: the
   attributes are wrong. */
jr_node *jr_dialect_image(const jr_dialect *d, const jr_mark *mark, bool in_link);
jr_node *jr_dialect_video(const jr_dialect *d, const jr_mark *mark);
jr_node *jr_dialect_no_loc(const jr_dialect *d, const jr_mark *mark);

/* docfx_code.c: a CODE_BLOCK with the lines that :::code or [!code] asks for. NULL: the attributes are wrong. */
jr_node *jr_dialect_code(const jr_dialect *d, const jr_mark *mark);

/* docfx_container.c: pairs the marks that begin and end containers among the children of one block, and splits block quotes at
   [!div] and [!VIDEO]. */
void jr_dialect_containers(const jr_dialect *d, jr_node *parent);

/* docfx_indent.c: reads what stands indented among the children of a row or column as text, not as code. */
void jr_dialect_indented(const jr_dialect *d, jr_node *div);

/* docfx_tabs.c: makes tab groups of the tab headings among the children of one block. */
void jr_dialect_tabs(const jr_dialect *d, jr_node *parent);

/* A paragraph with the author's bytes of a mark, which is wrong there: reported as JR_D_BAD_DIALECT. */
jr_node *jr_dialect_text(const jr_dialect *d, const jr_mark *mark, const char *why);

#endif
