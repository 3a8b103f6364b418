/* SPDX-License-Identifier: MIT */
/* Builds nodes from a sequence of tags, texts and ready nodes, whatever their order: what is nested badly is mended as
   browsers do it (HTML Standard 13.2.6), as far as a document can show. */
#ifndef JR_READ_HTML_BUILD_H
#define JR_READ_HTML_BUILD_H

#include <jerome/buf.h>
#include <jerome/reader.h>

#include "html_attr.h"
#include "html_element.h"

#define JR_HTML_DEPTH 48 /* elements open at a time; deeper ones are passed over, their content stays */

typedef struct jr_html_frame {
    const jr_html_element *element;
    jr_node *node;       /* block: its node, or NULL (GROUP). Inline: its node in the open leaf, or NULL where it has none yet */
    const jr_attr *attr; /* inline: for its next node */
    jr_str url, title;   /* of a link */
    jr_span span;        /* of its start tag */
    bool shown;          /* inline: had a node */
} jr_html_frame;

typedef struct jr_html_builder {
    const jr_read_ctx *ctx;
    jr_node *root;      /* takes the nodes */
    jr_span span;       /* of the nodes that are made; the caller may change it between calls */
    jr_kind leaf_kind;  /* PARAGRAPH or PLAIN: what holds inlines right below root */
    bool inline_only;   /* root holds inlines: block elements only break the line */
    bool in_link;       /* root is within a link */
    size_t depth;
    jr_html_frame stack[JR_HTML_DEPTH];
    jr_node *leaf;      /* the block that takes inlines now, or NULL */
    jr_node *inner;     /* the innermost open inline, or the leaf; NULL: to be found */
    bool at_start;      /* nothing in the line yet: white space is dropped */
    bool break_due;     /* inline_only: a block began or ended here */
    char space_due;     /* ' ' or '\n': white space that the next content makes visible */
    jr_buf text;        /* text behind the last node */
    const jr_html_element *pre;  /* inside of preformatted text */
    const jr_html_element *skip; /* inside of an element that is dropped */
    size_t skip_depth;
    bool media_shown;            /* skip is a video whose address is known */
} jr_html_builder;

void jr_html_begin(jr_html_builder *b, const jr_read_ctx *ctx, jr_node *root, jr_span span);
void jr_html_open(jr_html_builder *b, const jr_html_element *element, jr_html_attrs attrs);
void jr_html_close(jr_html_builder *b, const jr_html_element *element);
/* Decoded text; runs of white space count as one space but in <pre>. */
void jr_html_text(jr_html_builder *b, jr_str text);
/* A node without parent, block or inline. */
void jr_html_node(jr_html_builder *b, jr_node *node);
/* A comment, with its marks: an inline in a line, else a block. */
void jr_html_comment(jr_html_builder *b, jr_str whole);
/* Closes all that is open. */
void jr_html_end(jr_html_builder *b);

#endif
