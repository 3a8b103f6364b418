/* SPDX-License-Identifier: MIT */
/* The bytes that nodes from blocks of raw HTML are written with. What was cut out of the blocks is kept, in order; the
   nodes that were made of it, by us or by libxml2, are followed along it and checked against it. */
#ifndef JR_READ_HTML_PLACE_H
#define JR_READ_HTML_PLACE_H

#include <jerome/ast.h>
#include <jerome/reader.h>

#include "html_element.h"
#include "html_tag.h"
#include "source.h"

typedef struct jr_html_places jr_html_places;

/* For the raw HTML of one group of blocks of that source. In the arena. */
jr_html_places *jr_html_places_start(const jr_read_ctx *ctx, const jr_source *source);
/* The next piece of a raw node; `element`: what it is taken for, or NULL. */
void jr_html_places_add(jr_html_places *places, const jr_node *raw, const jr_tag *tag, const jr_html_element *element);
/* Gives the nodes below `root` that were made of these pieces their own places, as far as they are certain: texts,
   inlines, and blocks with a title. Texts that are written with a tag in them are cut there. */
void jr_html_places_set(jr_html_places *places, jr_node *root);

#endif
