/* SPDX-License-Identifier: MIT */
/* Inside of xhtml: what the kinds of nodes begin and end with. */
#ifndef JR_XHTML_KINDS_H
#define JR_XHTML_KINDS_H

#include <jerome/label.h>

#include "shared/xhtml.h"

#define NONE         ((jr_str){"", 0})
#define COUNT(array) (sizeof(array) / sizeof *(array))

/* Starts a line. */
void xhtml_line(jr_xhtml *x);
/* "<name …>" with what the document says about the node. */
void xhtml_open_tag(jr_xhtml *x, const jr_node *node, const char *element, jr_str style_class, jr_str css);
void xhtml_close_tag(jr_xhtml *x, const char *element);
/* The end of a tag that has no content. */
void xhtml_end_void(jr_xhtml *x);
/* A word in the page's language. */
jr_str xhtml_word(const jr_xhtml *x, jr_label_id id);
/* The address of a LINK, IMAGE or VIDEO in x->url, ready for an attribute; false: none. */
bool xhtml_resolve_url(jr_xhtml *x, const jr_node *node, bool (*hook)(void *, const jr_node *, jr_buf *));
/* The alternative text of an image, in x->scratch. */
jr_str xhtml_alternative(jr_xhtml *x, const jr_node *node);
/* The links from a FOOTNOTE to its references. */
void xhtml_put_back_links(jr_xhtml *x, const jr_node *note);
/* The number before a FOOTNOTE's text, where no list gives it. */
void xhtml_put_note_number(jr_xhtml *x, const jr_node *note);
/* Code runs from left to right on a page that does not. */
void xhtml_put_code_direction(jr_xhtml *x, const jr_node *node);
/* Remembers the element of a DIV or SPAN until it is left; `beyond` stands for one that was too deep. */
void xhtml_push_box(jr_xhtml *x, const char *element);
const char *xhtml_pop_box(jr_xhtml *x, const char *beyond);

/* Writes what stands before, or behind, the content of a node; all of a leaf. */
typedef void xhtml_visit(jr_xhtml *x, const jr_node *node);

xhtml_visit xhtml_enter_alert;
xhtml_visit xhtml_enter_box_block;
xhtml_visit xhtml_enter_box_inline;
xhtml_visit xhtml_enter_cell;
xhtml_visit xhtml_enter_code_block;
xhtml_visit xhtml_enter_footnote;
xhtml_visit xhtml_enter_heading;
xhtml_visit xhtml_enter_include;
xhtml_visit xhtml_enter_include_inline;
xhtml_visit xhtml_enter_item;
xhtml_visit xhtml_enter_link;
xhtml_visit xhtml_enter_list;
xhtml_visit xhtml_enter_paragraph;
xhtml_visit xhtml_enter_plain;
xhtml_visit xhtml_enter_quote;
xhtml_visit xhtml_enter_row;
xhtml_visit xhtml_enter_tab;
xhtml_visit xhtml_enter_tab_group;
xhtml_visit xhtml_enter_tab_title;
xhtml_visit xhtml_enter_table;
xhtml_visit xhtml_enter_table_body;
xhtml_visit xhtml_enter_table_head;
xhtml_visit xhtml_enter_thematic_break;
xhtml_visit xhtml_leave_box_block;
xhtml_visit xhtml_leave_box_inline;
xhtml_visit xhtml_leave_cell;
xhtml_visit xhtml_leave_div;
xhtml_visit xhtml_leave_footnote;
xhtml_visit xhtml_leave_heading;
xhtml_visit xhtml_leave_item;
xhtml_visit xhtml_leave_link;
xhtml_visit xhtml_leave_list;
xhtml_visit xhtml_leave_paragraph;
xhtml_visit xhtml_leave_plain;
xhtml_visit xhtml_leave_quote;
xhtml_visit xhtml_leave_row;
xhtml_visit xhtml_leave_tab_group;
xhtml_visit xhtml_leave_tab_title;
xhtml_visit xhtml_leave_table;
xhtml_visit xhtml_leave_table_body;
xhtml_visit xhtml_leave_table_head;
xhtml_visit xhtml_put_code;
xhtml_visit xhtml_put_footnote_ref;
xhtml_visit xhtml_put_image;
xhtml_visit xhtml_put_line_break;
xhtml_visit xhtml_put_raw;
xhtml_visit xhtml_put_soft_break;
xhtml_visit xhtml_put_text;
xhtml_visit xhtml_put_video;

#endif
