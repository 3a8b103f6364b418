/* SPDX-License-Identifier: MIT */
/* Tables (WML §17.4): a grid of real widths, spans, header rows. */
#include "docx/docx.h"

#define MOST_COLUMNS 63  /* Word has no more */
#define PADDING      216 /* at both sides of a cell's text */
#define UNIT         104 /* a character of ten points */
#define SLACK        70  /* for words of wide letters */
#define NARROW       420 /* of a column */

/* Where the cells of a row stand. */
typedef struct grid {
    size_t columns;
    uint32_t busy[MOST_COLUMNS];  /* rows that a cell from above still takes */
    uint32_t span[MOST_COLUMNS];  /* columns of that cell, at its first */
    uint32_t first[MOST_COLUMNS]; /* longest word of a column, in characters */
    uint32_t full[MOST_COLUMNS];  /* longest line of a column */
    int widths[MOST_COLUMNS];
    int total;
} grid;

/* ---- Columns ---- */

typedef struct measure {
    uint32_t word, line, longest_word, longest_line;
} measure;

static void end_word(measure *m)
{
    m->longest_word = m->word > m->longest_word ? m->word : m->longest_word;
    m->word = 0;
}

static void end_line(measure *m)
{
    end_word(m);
    m->longest_line = m->line > m->longest_line ? m->line : m->longest_line;
    m->line = 0;
}

static void measure_text(measure *m, jr_str text)
{
    for (size_t i = 0; i < text.n;) {
        const uint32_t c = jr_utf8_next(text, &i);
        const bool wide = c >= 0x1100 && jr_is_cjk(c);
        if (c == ' ' || wide)
            end_word(m);
        if (c != ' ')
            m->word += wide ? 2 : 1;
        m->line += wide ? 2 : 1;
        if (c == '\n')
            end_line(m);
    }
}

static void measure_cell(measure *m, const jr_node *cell)
{
    jr_walk w = jr_walk_start(cell);
    while (jr_walk_next(&w)) {
        const jr_kind kind = (jr_kind)w.node->kind;
        if (kind == JR_TEXT || kind == JR_CODE)
            measure_text(m, w.entering ? w.node->as.text : (jr_str){0});
        else if (kind == JR_CODE_BLOCK)
            measure_text(m, w.entering ? w.node->as.code.text : (jr_str){0});
        else if (kind == JR_SOFT_BREAK)
            measure_text(m, w.entering ? JR_STR(" ") : (jr_str){0});
        else if (kind == JR_LINE_BREAK || (!w.entering && jr_kind_is_block(kind)))
            end_line(m);
        if (kind == JR_IMAGE && w.entering) {
            m->line += 24;
            jr_walk_skip(&w);
        }
    }
    end_line(m);
}

static uint32_t larger(uint32_t a, uint32_t b)
{
    return a > b ? a : b;
}

/* Columns from `column` on that a cell may take: as many as it asks for, up to one that is taken from above. */
static uint32_t free_run(const grid *g, size_t column, uint32_t wanted)
{
    uint32_t n = 1;
    while (n < wanted && column + n < MOST_COLUMNS && g->busy[column + n] == 0)
        n++;
    return n;
}

/* Takes the columns of a cell. Word's last column is kept free for what follows in later rows. */
static void take(grid *g, size_t column, uint32_t span, uint32_t rows)
{
    if (column + span == MOST_COLUMNS)
        rows = 1;
    for (uint32_t i = 0; i < span; i++)
        g->busy[column + i] = rows;
    g->span[column] = span;
}

static void next_row(grid *g)
{
    for (size_t i = 0; i < MOST_COLUMNS; i++)
        g->busy[i] -= g->busy[i] > 0;
}

static uint32_t rows_of(const jr_node *cell, uint32_t rows_left)
{
    const uint32_t rows = cell->as.cell.rowspan ? cell->as.cell.rowspan : 1;
    return rows < rows_left ? rows : rows_left;
}

static uint32_t count_children(const jr_node *node)
{
    uint32_t n = 0;
    for (const jr_node *child = node->first; child; child = child->next)
        n++;
    return n;
}

static void measure_row(grid *g, const jr_node *row, uint32_t rows_left)
{
    size_t column = 0;
    for (const jr_node *cell = row->first; cell; cell = cell->next) {
        while (column < MOST_COLUMNS && g->busy[column])
            column++;
        if (column == MOST_COLUMNS)
            break;
        const uint32_t span = free_run(g, column, cell->as.cell.colspan);
        measure m = {0};
        measure_cell(&m, cell);
        for (uint32_t i = 0; i < span; i++) {
            g->first[column + i] = larger(g->first[column + i], m.longest_word / span);
            g->full[column + i] = larger(g->full[column + i], m.longest_line / span);
        }
        take(g, column, span, rows_of(cell, rows_left));
        column += span;
        g->columns = column > g->columns ? column : g->columns;
    }
    next_row(g);
}

static void measure_table(grid *g, const jr_node *table)
{
    for (const jr_node *part = table->first; part; part = part->next) {
        uint32_t rows_left = count_children(part);
        memset(g->busy, 0, sizeof g->busy);
        for (const jr_node *row = part->first; row; row = row->next)
            measure_row(g, row, rows_left--);
    }
    memset(g->busy, 0, sizeof g->busy);
}

/* Shares the width out as CSS 2.1 §17.5.2.2 does: each column at least its longest word, the rest by what the columns
   would take on one line. */
static void share(grid *g, int width)
{
    double least[MOST_COLUMNS], most[MOST_COLUMNS], sum_least = 0, sum_most = 0;
    for (size_t i = 0; i < g->columns; i++) {
        const double word = (double)g->first[i] * UNIT * 1.2 + PADDING + SLACK,
                     line = (double)g->full[i] * UNIT * 1.08 + PADDING;
        least[i] = word > width * 0.5 ? width * 0.5 : word < NARROW ? NARROW : word;
        most[i] = line > width ? width : line;
        most[i] = most[i] < least[i] ? least[i] : most[i];
        sum_least += least[i];
        sum_most += most[i];
    }
    int left = width;
    for (size_t i = 0; i < g->columns; i++) {
        double share_of = least[i] * width / sum_least;
        if (sum_most <= width)
            share_of = most[i] * width / sum_most;
        else if (sum_least < width)
            share_of = least[i] + (most[i] - least[i]) * (width - sum_least) / (sum_most - sum_least);
        g->widths[i] = i + 1 == g->columns ? left : (int)share_of;
        left -= g->widths[i];
    }
    g->total = width;
}

/* ---- Cells ---- */

static int width_of(const grid *g, size_t column, uint32_t span)
{
    int width = 0;
    for (uint32_t i = 0; i < span; i++)
        width += g->widths[column + i];
    return width;
}

static void open_cell(docx *d, const grid *g, size_t column, uint32_t span, const char *merge, bool shade)
{
    jr_printf(d->out, "<w:tc><w:tcPr><w:tcW w:w=\"%d\" w:type=\"dxa\"/>", width_of(g, column, span));
    if (span > 1)
        jr_printf(d->out, "<w:gridSpan w:val=\"%u\"/>", (unsigned)span);
    if (merge)
        jr_printf(d->out, "<w:vMerge%s/>", merge);
    if (shade)
        jr_puts(d->out, "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"EAEEF3\"/>");
    jr_puts(d->out, "</w:tcPr>");
    d->touch = DOCX_TOUCH_NONE;
}

void docx_cell_end(docx *d, const docx_flow *flow)
{
    const bool table = jr_str_ends(jr_buf_str(d->out), JR_STR("</w:tbl>"));
    if (table || d->pending.n || !jr_str_ends(jr_buf_str(d->out), JR_STR("</w:p>"))) {
        docx_para_open(d, flow, (docx_para){.style = table ? DOCX_SEPARATOR : flow->style});
        docx_para_close(d);
    }
    jr_puts(d->out, "</w:tc>");
}

static void empty_cell(docx *d, const grid *g, size_t column, uint32_t span, const char *merge)
{
    const docx_flow flow = {.width = width_of(g, column, span), .style = DOCX_TABLE_TEXT};
    open_cell(d, g, column, span, merge, false);
    docx_cell_end(d, &flow);
}

/* Writes a cell; where Word's columns end, all that follow in the row as well. Gives the last cell written. */
static const jr_node *full_cell(docx *d, const grid *g, size_t column, const jr_node *cell, const docx_flow *outer,
                                bool first_row)
{
    const uint32_t span = g->span[column];
    const int room = width_of(g, column, span) - PADDING;
    docx_flow flow = {.width = room > NARROW ? room : NARROW, .format = outer->format};
    const bool header = cell->as.cell.header || cell->parent->parent->kind == JR_TABLE_HEAD;
    flow.style = header ? DOCX_TABLE_HEADER : DOCX_TABLE_TEXT;
    flow.align = cell->as.cell.align;
    open_cell(d, g, column, span, g->busy[column] > 1 ? " w:val=\"restart\"" : NULL, header && !first_row);
    docx_bookmark_later(d, cell);
    docx_blocks(d, cell, &flow);
    while (column + span == MOST_COLUMNS && cell->next) {
        cell = cell->next;
        docx_bookmark_later(d, cell);
        docx_blocks(d, cell, &flow);
    }
    docx_cell_end(d, &flow);
    return cell;
}

/* ---- Rows ---- */

static void write_row(docx *d, grid *g, const jr_node *row, const docx_flow *flow, bool header, bool first,
                      uint32_t rows_left)
{
    const jr_node *cell = row->first;
    const double top = d->height;
    double bottom = top;
    jr_puts(d->out, "<w:tr><w:trPr><w:cantSplit/>");
    if (header)
        jr_puts(d->out, "<w:tblHeader/>");
    jr_puts(d->out, "</w:trPr>");
    docx_bookmark_later(d, row);
    for (size_t column = 0; column < g->columns;) {
        const uint32_t old = g->busy[column] ? g->span[column] : 0;
        if (old) {
            empty_cell(d, g, column, old, "");
        } else if (!cell) {
            take(g, column, 1, 1);
            empty_cell(d, g, column, 1, NULL);
        } else {
            take(g, column, free_run(g, column, cell->as.cell.colspan), rows_of(cell, rows_left));
            cell = full_cell(d, g, column, cell, flow, first)->next;
        }
        column += g->span[column];
        bottom = d->height > bottom ? d->height : bottom;
        d->height = top;
    }
    d->height = bottom;
    next_row(g);
    jr_puts(d->out, "</w:tr>");
}

static void write_rows(docx *d, grid *g, const jr_node *part, const docx_flow *flow, bool *first)
{
    uint32_t rows_left = count_children(part);
    memset(g->busy, 0, sizeof g->busy);
    docx_bookmark_later(d, part);
    for (const jr_node *row = part->first; row; row = row->next) {
        write_row(d, g, row, flow, part->kind == JR_TABLE_HEAD, *first, rows_left--);
        *first = false;
    }
}

static void open_table(docx *d, const grid *g, const docx_flow *flow, bool has_head)
{
    const bool whole = flow->indent == 0 && flow->style == DOCX_BODY;
    jr_puts(d->out, "<w:tbl><w:tblPr><w:tblStyle w:val=\"DocumentTable\"/>");
    if (d->doc->rtl)
        jr_puts(d->out, "<w:bidiVisual/>");
    if (whole)
        jr_puts(d->out, "<w:tblW w:w=\"5000\" w:type=\"pct\"/>");
    else
        jr_printf(d->out, "<w:tblW w:w=\"%d\" w:type=\"dxa\"/>", g->total);
    if (flow->indent)
        jr_printf(d->out, "<w:tblInd w:w=\"%d\" w:type=\"dxa\"/>", flow->indent);
    jr_printf(d->out,
              "<w:tblLayout w:type=\"fixed\"/><w:tblLook w:val=\"04%d0\" w:firstRow=\"%d\" w:lastRow=\"0\" "
              "w:firstColumn=\"0\" w:lastColumn=\"0\" w:noHBand=\"0\" w:noVBand=\"1\"/></w:tblPr><w:tblGrid>",
              has_head ? 2 : 0, has_head);
    for (size_t i = 0; i < g->columns; i++)
        jr_printf(d->out, "<w:gridCol w:w=\"%d\"/>", g->widths[i]);
    jr_puts(d->out, "</w:tblGrid>");
}

void docx_table(docx *d, const jr_node *node, const docx_flow *flow)
{
    grid g = {0};
    measure_table(&g, node);
    if (g.columns == 0) {
        docx_bookmarks_below(d, node);
        return;
    }
    docx_marker_flush(d, flow);
    docx_separate(d, DOCX_TOUCH_TABLE);
    share(&g, flow->width);
    const bool has_head = node->first && node->first->kind == JR_TABLE_HEAD && node->first->first;
    bool first = has_head;
    open_table(d, &g, flow, has_head);
    for (const jr_node *part = node->first; part; part = part->next)
        write_rows(d, &g, part, flow, &first);
    jr_puts(d->out, "</w:tbl>");
    d->touch = DOCX_TOUCH_TABLE;
}
