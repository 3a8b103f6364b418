/* SPDX-License-Identifier: MIT */
/* Front matter: the YAML mapping between two fences at the head of a page. */
#ifndef JR_READ_FRONTMATTER_H
#define JR_READ_FRONTMATTER_H

#include "source.h"

/* Reads the front matter of a page into *ret_meta, a JR_META_MAP, empty where there is none; *ret_body is the offset in
   the source's text of the body's first byte, the start of a line. What is wrong with it is reported; an entry that
   YAML cannot read is kept as the text of its line, and all others as they are. False only when it is too large:
   reported.

   A first line "---" opens it, and the next line "---" or "..." closes it. Without the second, or where what lies
   between is no mapping, the first line is a thematic break and all of the page is body: warned of where it was likely
   meant otherwise. */
bool jr_frontmatter_read(const jr_read_ctx *ctx, const jr_source *source, size_t *ret_body, jr_meta *ret_meta);

#endif
