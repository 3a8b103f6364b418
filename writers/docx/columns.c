/* SPDX-License-Identifier: MIT */
/* Columns beside each other: a table of one row without borders (WML §17.4.37). */
#include "docx/docx.h"

#define MOST 8    /* columns; more are too narrow to be read */
#define GAP  280  /* between columns, in twentieths of a point */
#define NARROWEST 2160

typedef struct columns {
    size_t n;
    const jr_node *node[MOST];
    int width[MOST];
} columns;

/* A column's share of the row: "1" to "9". */
static int span_of(const jr_node *column)
{
    const jr_str span = jr_node_get(column, JR_STR("span"));
    return span.n == 1 && span.p[0] >= '1' && span.p[0] <= '9' ? span.p[0] - '0' : 1;
}

/* False: the row is better set as blocks, one after the other. */
static bool measure(const jr_node *row, int width, columns *c)
{
    int shares = 0;
    for (const jr_node *n = row->first; n; n = n->next) {
        if (n->kind != JR_DIV || !jr_str_eq(n->as.box.name, JR_STR("column")) || c->n == MOST)
            return false;
        shares += span_of(n);
        c->node[c->n++] = n;
    }
    for (size_t i = 0; i < c->n; i++) {
        c->width[i] = width * span_of(c->node[i]) / shares;
        if (c->width[i] < NARROWEST)
            return false;
    }
    return c->n > 1;
}

static void open_table(docx *d, const columns *c, const docx_flow *flow)
{
    int total = 0;
    for (size_t i = 0; i < c->n; i++)
        total += c->width[i];
    jr_puts(d->out, "<w:tbl><w:tblPr>");
    if (d->doc->rtl)
        jr_puts(d->out, "<w:bidiVisual/>");
    jr_printf(d->out, "<w:tblW w:w=\"%d\" w:type=\"dxa\"/><w:tblInd w:w=\"%d\" w:type=\"dxa\"/>", total, flow->indent);
    jr_printf(d->out,
              "<w:tblLayout w:type=\"fixed\"/><w:tblCellMar><w:left w:w=\"0\" w:type=\"dxa\"/><w:right w:w=\"%d\" "
              "w:type=\"dxa\"/></w:tblCellMar><w:tblLook w:val=\"0400\" w:firstRow=\"0\" w:lastRow=\"0\" "
              "w:firstColumn=\"0\" w:lastColumn=\"0\" w:noHBand=\"0\" w:noVBand=\"1\"/></w:tblPr><w:tblGrid>",
              GAP);
    for (size_t i = 0; i < c->n; i++)
        jr_printf(d->out, "<w:gridCol w:w=\"%d\"/>", c->width[i]);
    jr_puts(d->out, "</w:tblGrid><w:tr>");
}

void docx_columns(docx *d, const jr_node *row, const docx_flow *flow)
{
    columns c = {0};
    if (!measure(row, flow->width, &c)) {
        docx_blocks(d, row, flow);
        return;
    }
    docx_marker_flush(d, flow);
    docx_separate(d, DOCX_TOUCH_TABLE);
    open_table(d, &c, flow);
    const double top = d->height;
    double bottom = top;
    for (size_t i = 0; i < c.n; i++) {
        docx_flow inner = *flow;
        inner.indent = 0;
        inner.width = c.width[i] - GAP;
        d->height = top;
        jr_printf(d->out, "<w:tc><w:tcPr><w:tcW w:w=\"%d\" w:type=\"dxa\"/></w:tcPr>", c.width[i]);
        d->touch = DOCX_TOUCH_NONE;
        docx_bookmark_later(d, c.node[i]);
        docx_blocks(d, c.node[i], &inner);
        docx_cell_end(d, &inner);
        bottom = d->height > bottom ? d->height : bottom;
    }
    d->height = bottom;
    jr_puts(d->out, "</w:tr></w:tbl>");
    d->touch = DOCX_TOUCH_TABLE;
}
