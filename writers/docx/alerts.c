/* SPDX-License-Identifier: MIT */
/* Alerts: paragraphs with a line at their side and a ground. Where something else than paragraphs is in one, which
   would break the line (Word draws it at each paragraph's own indentation), a table of one cell is the frame. */
#include "docx/docx.h"

#include <jerome/label.h>

#define INSET       227 /* of the text: the room for the line */
#define LINE_OFFSET 22  /* of the frame's edge, so that both sorts have their line at the same place */
#define RIGHT_INSET 108

static bool is_text(const jr_node *node)
{
    return node->kind == JR_PARAGRAPH || node->kind == JR_PLAIN;
}

/* One level of items of one paragraph each keeps the line whole. */
static bool is_flat_list(const jr_node *node)
{
    if (node->kind != JR_LIST)
        return false;
    for (const jr_node *item = node->first; item; item = item->next) {
        if (item->first && (item->first != item->last || !is_text(item->first)))
            return false;
    }
    return true;
}

static bool needs_frame(const jr_node *alert)
{
    for (const jr_node *child = alert->first; child; child = child->next) {
        if (!is_text(child) && !is_flat_list(child) && jr_kind_is_block((jr_kind)child->kind))
            return true;
    }
    return false;
}

/* Opens the frame; the flow inside is narrowed to it. The left border of a table from right to left is its right one.
 */
static void open_frame(docx *d, jr_alert_type type, docx_flow *flow)
{
    const docx_alert_look *look = docx_alert_look_get(type);
    const int width = flow->width - LINE_OFFSET;
    jr_puts(d->out, "<w:tbl><w:tblPr>");
    if (d->doc->rtl)
        jr_puts(d->out, "<w:bidiVisual/>");
    jr_printf(
        d->out,
        "<w:tblW w:w=\"%d\" w:type=\"dxa\"/><w:tblInd w:w=\"%d\" w:type=\"dxa\"/><w:tblBorders><w:left "
        "w:val=\"single\" "
        "w:sz=\"36\" w:space=\"0\" w:color=\"%s\"/></w:tblBorders><w:tblLayout w:type=\"fixed\"/><w:tblCellMar><w:left "
        "w:w=\"%d\" w:type=\"dxa\"/><w:right w:w=\"%d\" w:type=\"dxa\"/></w:tblCellMar><w:tblLook w:val=\"0400\" "
        "w:firstRow=\"0\" w:lastRow=\"0\" w:firstColumn=\"0\" w:lastColumn=\"0\" w:noHBand=\"0\" w:noVBand=\"1\"/>"
        "</w:tblPr><w:tblGrid><w:gridCol w:w=\"%d\"/></w:tblGrid><w:tr><w:tc><w:tcPr><w:tcW w:w=\"%d\" "
        "w:type=\"dxa\"/><w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"%s\"/></w:tcPr>",
        width, flow->indent + LINE_OFFSET, look->line, INSET - LINE_OFFSET, RIGHT_INSET, width, width, look->fill);
    flow->indent = 0;
    flow->width = width - (INSET - LINE_OFFSET) - RIGHT_INSET;
    flow->framed = true;
    d->touch = DOCX_TOUCH_NONE;
}

static void write_content(docx *d, const jr_node *node, const docx_flow *flow)
{
    const jr_alert_type type = node->as.alert.type;
    const docx_style title = (docx_style)(DOCX_ALERT_TITLE + (int)type);
    docx_para_text(d, flow, (docx_para){.style = title}, flow->format, jr_alert_label(d->doc->lang, type));
    docx_blocks(d, node, flow);
}

void docx_alert(docx *d, const jr_node *node, const docx_flow *flow)
{
    docx_marker_flush(d, flow);
    docx_separate(d, DOCX_TOUCH_ALERT);
    docx_flow inner = *flow;
    inner.align = JR_ALIGN_NONE;
    inner.framed = false;
    inner.style = (docx_style)(DOCX_ALERT + (int)node->as.alert.type);
    if (flow->width >= 2 * DOCX_NARROWEST && needs_frame(node)) {
        docx_separate(d, DOCX_TOUCH_TABLE);
        open_frame(d, node->as.alert.type, &inner);
        write_content(d, node, &inner);
        docx_cell_end(d, &inner);
        jr_puts(d->out, "</w:tr></w:tbl>");
        d->touch = DOCX_TOUCH_TABLE;
        return;
    }
    inner = docx_narrow(&inner, INSET);
    write_content(d, node, &inner);
    if (d->touch == DOCX_TOUCH_NONE)
        d->touch = DOCX_TOUCH_ALERT;
}
