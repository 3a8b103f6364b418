/* SPDX-License-Identifier: MIT */
/* Copies cmark-gfm's tables. Its places of rows and cells are those of the header's indentation: the rows are found
   again on their own lines. */
#include <cmark-gfm-core-extensions.h>

#include "ast/build.h"
#include "cmark_import.h"

static jr_align align_of(unsigned char letter)
{
    switch (letter) {
    case 'l': return JR_ALIGN_LEFT;
    case 'c': return JR_ALIGN_CENTER;
    case 'r': return JR_ALIGN_RIGHT;
    }
    return JR_ALIGN_NONE;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* The first byte of cmark-gfm's line `line` behind the markers of quotes and indentation. */
static size_t begin_of_line(const jr_import *im, int line)
{
    const jr_str s = im->source->parsed;
    const size_t end = jr_import_end_of_line(im, 0, line);
    size_t at = jr_import_offset(im, line, 1);
    while (at < end && (is_blank(s.p[at]) || s.p[at] == '>'))
        at++;
    return at;
}

/* GFM §4.10: a delimiter row consists of these only. */
static bool is_delimiter_row(const jr_import *im, int line)
{
    const jr_str s = im->source->parsed;
    const size_t begin = begin_of_line(im, line), end = jr_import_end_of_line(im, begin, line);
    for (size_t at = begin; at < end; at++)
        if (!memchr("|:- \t\v\f", s.p[at], 7))
            return false;
    return end > begin;
}

int jr_import_header_line(const jr_import *im, cmark_node *table)
{
    cmark_node *header = cmark_node_first_child(table);
    cmark_node *row = header ? cmark_node_next(header) : NULL;
    if (row && cmark_node_get_start_line(row) > 2)
        return cmark_node_get_start_line(row) - 2;
    const int first = cmark_node_get_start_line(table);
    for (int line = cmark_node_get_end_line(table); line > first; line--)
        if (is_delimiter_row(im, line))
            return line - 1;
    return first;
}

void jr_import_table(jr_import *im, cmark_node *from, jr_node *node, size_t begin)
{
    (void)begin;
    const size_t columns = cmark_gfm_extensions_get_table_columns(from);
    const uint8_t *letters = cmark_gfm_extensions_get_table_alignments(from);
    jr_align *aligns = jr_arena_array(im->ctx->arena, jr_align, columns + 1);
    for (size_t i = 0; letters && i < columns; i++)
        aligns[i] = align_of(letters[i]);
    im->kept_cells = false;
    node->as.table.columns = columns;
    node->as.table.aligns = aligns;
    im->header_line = jr_import_header_line(im, from);
    if (im->header_line != cmark_node_get_start_line(from)) {
        const size_t line = begin_of_line(im, im->header_line);
        node->span = jr_source_span(im->source, line, jr_source_offset(im->source, node->span.end));
    }
    im->row.end = jr_source_offset(im->source, node->span.begin);
}

void jr_import_open_row(jr_import *im, cmark_node *from, jr_node *unused, size_t begin)
{
    (void)unused, (void)begin;
    const bool header = cmark_gfm_extensions_get_table_row_is_header(from) != 0;
    const int line = header ? im->header_line : cmark_node_get_start_line(from);
    /* The header's first byte is that of the table: before it there may be the marker of a list. */
    im->row.begin = header ? im->row.end : begin_of_line(im, line);
    im->row.end = jr_import_end_of_line(im, im->row.begin, line);
    const jr_str s = im->source->parsed;
    im->row.first_cell = im->row.begin + (im->row.begin < im->row.end && s.p[im->row.begin] == '|');
    cmark_node *first = cmark_node_first_child(from);
    im->row.first_column = first ? cmark_node_get_start_column(first) : 0;
    im->row.column = 0;

    const jr_kind part = header ? JR_TABLE_HEAD : JR_TABLE_BODY;
    const jr_span span = jr_source_span(im->source, im->row.begin, im->row.end);
    if (im->at->last && im->at->last->kind == part) {
        im->at = jr_node_edit(im->at->last);
        im->depth++;
    } else {
        jr_import_open(im, part, span);
    }
    jr_import_open(im, JR_TABLE_ROW, span);
}

/* A cell's text without the blanks around it. An empty cell that cmark-gfm added lies at the row's end. */
static void place_cell(const jr_import *im, cmark_node *from, size_t *ret_begin, size_t *ret_end)
{
    const jr_str s = im->source->parsed;
    const int from_first = cmark_node_get_start_column(from) - im->row.first_column;
    const int length = cmark_node_get_end_column(from) - cmark_node_get_start_column(from) + 1;
    size_t begin = im->row.end, end = im->row.end;
    if (from_first >= 0 && length >= 0 && cmark_node_get_start_column(from) > 0 &&
        (size_t)from_first < im->row.end - im->row.first_cell) {
        begin = im->row.first_cell + (size_t)from_first;
        end = begin + (size_t)length < im->row.end ? begin + (size_t)length : im->row.end;
    }
    while (begin < end && is_blank(s.p[begin]))
        begin++;
    while (end > begin && is_blank(s.p[end - 1]))
        end--;
    *ret_begin = begin;
    *ret_end = end;
}

void jr_import_open_cell(jr_import *im, cmark_node *from, jr_node *unused, size_t unused_begin)
{
    (void)unused, (void)unused_begin;
    const jr_node *table = im->at->parent->parent;
    const size_t column = im->row.column++;
    size_t begin, end;
    place_cell(im, from, &begin, &end);
    const jr_span span = jr_source_span(im->source, begin, end);
    const bool header = im->at->parent->kind == JR_TABLE_HEAD;
    jr_node *cell = jr_import_open(im, JR_TABLE_CELL, span);
    cell->as.cell.header = header;
    cell->as.cell.align = column < table->as.table.columns ? table->as.table.aligns[column] : JR_ALIGN_NONE;
    cell->as.cell.colspan = cell->as.cell.rowspan = 1;
    jr_import_open(im, JR_PLAIN, span)->flags |= JR_NODE_IMPLICIT;
    jr_import_inlines_begin(im, im->at, begin, end);
}

/* GFM §4.10: the excess of a row is ignored. Where it is the author's text, it is kept, or at least said. */
static void keep_extra_cells(jr_import *im)
{
    const jr_str s = im->source->text;
    const jr_node *cell = im->at->last;
    size_t at = cell ? jr_source_offset(im->source, cell->span.end) : im->row.end;
    const size_t hidden = im->has_pipes ? jr_import_split_row(im, im->at) : im->row.end;
    const bool kept = hidden < im->row.end;
    if (kept) {
        im->kept_cells = true;
        at = hidden;
    }
    while (at < im->row.end && (is_blank(s.p[at]) || s.p[at] == '|'))
        at++;
    if (at >= im->row.end)
        return;
    const jr_span span = jr_source_span(im->source, at, im->row.end);
    jr_report(im->ctx->diag, JR_D_EXTRA_CELLS, &span, "more cells than the table's head has (%zu): %s",
              im->at->parent->parent->as.table.columns, kept ? "kept" : "dropped");
}

bool jr_import_close_table_part(jr_import *im)
{
    if (im->at->kind == JR_PLAIN && im->at->parent->kind == JR_TABLE_CELL) {
        jr_import_close(im);
        jr_import_close(im);
        return true;
    }
    if (im->at->kind == JR_TABLE && im->kept_cells)
        jr_import_even_rows(im, im->at);
    if (im->at->kind != JR_TABLE_ROW)
        return false;
    keep_extra_cells(im);
    jr_import_close(im);
    im->at->span.end = im->at->last->span.end;
    jr_import_close(im);
    return true;
}
