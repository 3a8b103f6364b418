/* SPDX-License-Identifier: MIT */
/* Between the files of the HTML builder: the stack of open elements, and the line of inlines at its end. */
#ifndef JR_READ_HTML_LINE_H
#define JR_READ_HTML_LINE_H

#include "html_build.h"

/* An element that stands in a line. */
bool jr_html_is_inline(jr_html_role role);
/* A node without parent, marked as made from HTML. */
jr_node *jr_html_new_node(jr_html_builder *b, jr_kind kind);
/* Puts an element on the stack; NULL: it is full. */
jr_html_frame *jr_html_push(jr_html_builder *b, const jr_html_element *element, jr_node *node);
/* The node that a block of that kind goes into; below a list that is an item, made where there is none. */
jr_node *jr_html_container(jr_html_builder *b, jr_kind kind);
/* Puts a block where it belongs; what a table cannot hold goes before the table. */
void jr_html_place(jr_html_builder *b, jr_node *node);

/* Ends the block that takes inlines, if any; a paragraph's or heading's own element comes off the stack. */
void jr_html_close_leaf(jr_html_builder *b);
/* Makes b->inner: a leaf, where there is none, and in it the nodes of the inline elements that are open. */
void jr_html_open_inner(jr_html_builder *b);
/* Makes the white space and the line break visible that stood before what comes now. */
void jr_html_settle(jr_html_builder *b);
/* Makes a node of the text that is waiting. */
void jr_html_flush(jr_html_builder *b);
/* Appends an inline node to the line. */
void jr_html_put(jr_html_builder *b, jr_node *node);
/* Gives an inline element that was just pushed its node, where a line is open. */
void jr_html_show_inline(jr_html_builder *b, jr_html_frame *frame);
/* Takes the inline element with index i off the stack, wherever it is in it. */
void jr_html_close_inline(jr_html_builder *b, size_t i);

#endif
