/* SPDX-License-Identifier: MIT */
/* Front matter: the YAML mapping between two fences at the head of a page. */
#ifndef JR_READ_FRONTMATTER_H
#define JR_READ_FRONTMATTER_H

#include <jerome/reader.h>

/* Reads the front matter of `source`, a page from its first byte (a BOM is passed over) in valid UTF-8, into *ret_meta, a
   JR_META_MAP, empty where there is none; *ret_body is the offset of the body's first byte, the start of a line. What is
   wrong with it is reported, what could be read is kept; false only when a limit is reached. `file` is for spans. */
bool jr_frontmatter_read(const jr_read_ctx *ctx, jr_str source, uint32_t file, size_t *ret_body, jr_meta *ret_meta);

#endif
