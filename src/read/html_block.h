/* SPDX-License-Identifier: MIT */
#ifndef JR_READ_HTML_BLOCK_H
#define JR_READ_HTML_BLOCK_H

#include <jerome/reader.h>

#include "source.h"

/* The part of jr_html_to_nodes that deals with RAW_BLOCKs: each becomes the blocks it stands for. Where an element begins in
   one raw block and ends in a later sibling, the blocks between come to stand in it. */
void jr_html_blocks(const jr_read_ctx *ctx, const jr_source *source, jr_node *root);

#endif
