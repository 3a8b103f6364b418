/* SPDX-License-Identifier: MIT */
/* One walk over the document; a table says what each kind begins and ends with. */
#include "shared/xhtml.h"

#include "shared/xhtml_kinds.h"

void xhtml_line(jr_xhtml *x)
{
    if (x->out->n && x->out->p[x->out->n - 1] != '\n')
        jr_putc(x->out, '\n');
}

void xhtml_open_tag(jr_xhtml *x, const jr_node *node, const char *element, jr_str style_class, jr_str css)
{
    jr_putc(x->out, '<');
    jr_put(x->out, jr_str_from(element));
    if (node->attr || style_class.n || css.n || node->kind == JR_DIV)
        jr_xhtml_attributes(x, node, element, style_class, css);
    jr_putc(x->out, '>');
}

void xhtml_close_tag(jr_xhtml *x, const char *element)
{
    jr_puts(x->out, "</");
    jr_put(x->out, jr_str_from(element));
    jr_putc(x->out, '>');
}

void xhtml_end_void(jr_xhtml *x)
{
    jr_put(x->out, x->syntax == JR_XHTML_PAGE ? JR_STR(">") : JR_STR(" />"));
}

jr_str xhtml_word(const jr_xhtml *x, jr_label_id id)
{
    return jr_label(x->doc->lang, id);
}

/* An element with no rule of its own, or what to call at its begin and end; nothing: only what is inside. */
static const struct {
    const char *element;
    xhtml_visit *enter, *leave;
} rules[JR_KIND_COUNT] = {
    [JR_PARAGRAPH] = {NULL, xhtml_enter_paragraph, xhtml_leave_paragraph},
    [JR_PLAIN] = {NULL, xhtml_enter_plain, xhtml_leave_plain},
    [JR_HEADING] = {NULL, xhtml_enter_heading, xhtml_leave_heading},
    [JR_CODE_BLOCK] = {NULL, xhtml_enter_code_block, NULL},
    [JR_BLOCK_QUOTE] = {NULL, xhtml_enter_quote, xhtml_leave_quote},
    [JR_LIST] = {NULL, xhtml_enter_list, xhtml_leave_list},
    [JR_ITEM] = {NULL, xhtml_enter_item, xhtml_leave_item},
    [JR_THEMATIC_BREAK] = {NULL, xhtml_enter_thematic_break, NULL},
    [JR_TABLE] = {NULL, xhtml_enter_table, xhtml_leave_table},
    [JR_TABLE_HEAD] = {NULL, xhtml_enter_table_head, xhtml_leave_table_head},
    [JR_TABLE_BODY] = {NULL, xhtml_enter_table_body, xhtml_leave_table_body},
    [JR_TABLE_ROW] = {NULL, xhtml_enter_row, xhtml_leave_row},
    [JR_TABLE_CELL] = {NULL, xhtml_enter_cell, xhtml_leave_cell},
    [JR_FOOTNOTE] = {NULL, xhtml_enter_footnote, xhtml_leave_footnote},
    [JR_ALERT] = {NULL, xhtml_enter_alert, xhtml_leave_div},
    [JR_TAB_GROUP] = {NULL, xhtml_enter_tab_group, xhtml_leave_tab_group},
    [JR_TAB] = {NULL, xhtml_enter_tab, xhtml_leave_div},
    [JR_TAB_TITLE] = {NULL, xhtml_enter_tab_title, xhtml_leave_tab_title},
    [JR_INCLUDE] = {NULL, xhtml_enter_include, NULL},
    [JR_VIDEO] = {NULL, xhtml_put_video, NULL},
    [JR_DIV] = {NULL, xhtml_enter_box_block, xhtml_leave_box_block},
    [JR_RAW_BLOCK] = {NULL, xhtml_put_raw, NULL},
    [JR_TEXT] = {NULL, xhtml_put_text, NULL},
    [JR_SOFT_BREAK] = {NULL, xhtml_put_soft_break, NULL},
    [JR_LINE_BREAK] = {NULL, xhtml_put_line_break, NULL},
    [JR_CODE] = {NULL, xhtml_put_code, NULL},
    [JR_EMPH] = {"em", NULL, NULL},
    [JR_STRONG] = {"strong", NULL, NULL},
    [JR_STRIKETHROUGH] = {"del", NULL, NULL},
    [JR_UNDERLINE] = {"u", NULL, NULL},
    [JR_SUPERSCRIPT] = {"sup", NULL, NULL},
    [JR_SUBSCRIPT] = {"sub", NULL, NULL},
    [JR_LINK] = {NULL, xhtml_enter_link, xhtml_leave_link},
    [JR_IMAGE] = {NULL, xhtml_put_image, NULL},
    [JR_SPAN] = {NULL, xhtml_enter_box_inline, xhtml_leave_box_inline},
    [JR_FOOTNOTE_REF] = {NULL, xhtml_put_footnote_ref, NULL},
    [JR_INCLUDE_INLINE] = {NULL, xhtml_enter_include_inline, NULL},
    [JR_RAW_INLINE] = {NULL, xhtml_put_raw, NULL},
};

static void step(jr_xhtml *x, jr_walk *w)
{
    const jr_node *node = w->node;
    const char *element = rules[node->kind].element;
    xhtml_visit *call = w->entering ? rules[node->kind].enter : rules[node->kind].leave;
    if (call)
        call(x, node);
    else if (element && w->entering)
        xhtml_open_tag(x, node, element, NONE, NONE);
    else if (element)
        xhtml_close_tag(x, element);
    if (w->entering && node->kind == JR_IMAGE)
        jr_walk_skip(w); /* its children were its alternative text */
}

void jr_xhtml_node(jr_xhtml *x, const jr_node *node)
{
    for (jr_walk w = jr_walk_start(node); jr_walk_next(&w);)
        step(x, &w);
}

void jr_xhtml_range(jr_xhtml *x, const jr_node *first, const jr_node *last)
{
    for (; first; first = first == last ? NULL : first->next)
        jr_xhtml_node(x, first);
}

void jr_xhtml_label(jr_xhtml *x, const jr_node *node)
{
    x->label = true;
    for (jr_walk w = jr_walk_start(node); jr_walk_next(&w);) {
        const jr_kind kind = (jr_kind)w.node->kind;
        if (w.node == node || !jr_kind_is_inline(kind) || kind == JR_FOOTNOTE_REF || kind == JR_RAW_INLINE)
            continue;
        if (kind == JR_IMAGE && w.entering) {
            jr_xhtml_text(x, xhtml_alternative(x, w.node));
            jr_walk_skip(&w);
        } else if (kind != JR_IMAGE) {
            step(x, &w);
        }
    }
    x->label = false;
}

void jr_xhtml_notes(jr_xhtml *x)
{
    static const jr_str begin[] = {
        [JR_XHTML_PAGE] = JR_STR_INIT("<section class=\"footnotes\" role=\"doc-endnotes\">\n<h2>"),
        [JR_XHTML_FRAGMENT] = JR_STR_INIT("<section class=\"footnotes\" data-footnotes>\n<ol>\n"),
        [JR_XHTML_XML] = JR_STR_INIT("<section class=\"footnotes\">\n<h2>"),
    };
    if (!x->doc->notes || !x->doc->notes->first)
        return;
    xhtml_line(x);
    jr_put(x->out, begin[x->syntax]);
    if (x->syntax != JR_XHTML_FRAGMENT) {
        jr_xhtml_text(x, xhtml_word(x, JR_LABEL_FOOTNOTES));
        jr_put(x->out, x->syntax == JR_XHTML_PAGE ? JR_STR("</h2>\n<ol>\n") : JR_STR("</h2>\n"));
    }
    x->in_section++;
    jr_xhtml_range(x, x->doc->notes->first, NULL);
    x->in_section--;
    jr_put(x->out, x->syntax == JR_XHTML_XML ? JR_STR("</section>\n") : JR_STR("</ol>\n</section>\n"));
}

void jr_xhtml_start(jr_xhtml *x, jr_buf *out, const jr_doc *doc, jr_diag *diag, jr_xhtml_syntax syntax,
                    const jr_xhtml_hooks *hooks)
{
    *x = (jr_xhtml){.out = out, .doc = doc, .diag = diag, .syntax = syntax};
    if (hooks)
        x->hooks = *hooks;
}

void jr_xhtml_end(jr_xhtml *x)
{
    jr_buf_free(&x->scratch);
    jr_buf_free(&x->url);
}
