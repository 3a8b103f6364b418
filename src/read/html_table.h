/* SPDX-License-Identifier: MIT */
/* Tables made from HTML: what may stand in what, cells, and the finishing of a whole table. */
#ifndef JR_READ_HTML_TABLE_H
#define JR_READ_HTML_TABLE_H

#include <jerome/reader.h>

#include "html_attr.h"

/* TABLE, TABLE_HEAD, TABLE_BODY, TABLE_ROW: nodes that hold nothing but parts of a table. */
bool jr_html_table_part(jr_kind kind);
/* Whether a node of that kind may stand right in `in`, as far as tables are concerned. */
bool jr_html_table_takes(const jr_node *in, jr_kind kind);
/* Sets what <td> and <th> say of their cell. */
void jr_html_table_cell(jr_node *cell, const jr_html_element *element, jr_html_attrs attrs);
/* Brings a table with all of its rows into shape: one head, no empty rows, columns counted, spans within the table. A table
   without cells is taken out. */
void jr_html_table_finish(const jr_read_ctx *ctx, jr_node *table);

#endif
