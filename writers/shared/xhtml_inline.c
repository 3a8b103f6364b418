/* SPDX-License-Identifier: MIT */
/* Inlines, and the notes that they refer to. */
#include "shared/url.h"
#include "shared/xhtml_kinds.h"

/* ---- Links and images ---- */

/* The begin of an address, for a message. */
static jr_str short_url(jr_str url)
{
    size_t n = url.n < 60 ? url.n : 60;
    while (n < url.n && n > 0 && ((unsigned char)url.p[n] & 0xC0) == 0x80)
        n--;
    return jr_str_sub(url, 0, n);
}

/* True for an address of the web without a host that a browser can ask (URL Standard §4.4): such a link does nothing. */
static bool leads_nowhere(jr_str address)
{
    const jr_url url = jr_url_split(address);
    const bool web = jr_str_eq_nocase(url.scheme, JR_STR("http")) || jr_str_eq_nocase(url.scheme, JR_STR("https"));
    return web && !jr_url_is_web(&url);
}

bool xhtml_resolve_url(jr_xhtml *x, const jr_node *node, bool (*hook)(void *, const jr_node *, jr_buf *))
{
    jr_str url = node->as.link.url;
    x->url.n = x->scratch.n = 0;
    if (!jr_xhtml_safe_url(url)) {
        jr_report(x->diag, JR_D_UNSAFE_LINK, &node->span, "\"%.*s\" is an unsafe address", JR_FMT(short_url(url)));
        return false;
    }
    if (x->syntax == JR_XHTML_PAGE && leads_nowhere(url)) {
        jr_report(x->diag, JR_D_BROKEN_LINK, &node->span, "\"%.*s\" has no valid host", JR_FMT(short_url(url)));
        return false;
    }
    if (hook) {
        if (!hook(x->hooks.user, node, &x->scratch))
            return false;
        url = jr_buf_str(&x->scratch);
    }
    jr_xhtml_url(&x->url, url);
    return true;
}

static void put_title(jr_xhtml *x, const jr_node *node)
{
    if (!node->as.link.title.n)
        return;
    jr_puts(x->out, " title=\"");
    jr_xhtml_text(x, node->as.link.title);
    jr_putc(x->out, '"');
}

static bool is_xref(jr_str url)
{
    return jr_str_starts_nocase(url, JR_STR("xref:"));
}

/* Only the outermost link is one (HTML §4.5.1: no interactive content inside). Where it leads nowhere, its text stands
   alone; cmark-gfm empties the address. */
void xhtml_enter_link(jr_xhtml *x, const jr_node *node)
{
    if (x->in_link++ || x->label)
        return;
    const bool led = !is_xref(node->as.link.url) && xhtml_resolve_url(x, node, x->hooks.link);
    if (led || (x->syntax == JR_XHTML_FRAGMENT && !is_xref(node->as.link.url))) {
        x->link_element = "a";
        jr_puts(x->out, "<a href=\"");
        if (led)
            jr_put(x->out, jr_buf_str(&x->url));
        jr_putc(x->out, '"');
        put_title(x, node);
        const bool address = node->flags & JR_NODE_AUTOLINK && x->syntax == JR_XHTML_PAGE;
        jr_xhtml_attributes(x, node, "a", address ? JR_STR("autolink") : NONE, NONE);
        jr_putc(x->out, '>');
    } else if (node->attr) {
        x->link_element = "span";
        xhtml_open_tag(x, node, "span", NONE, NONE);
    }
}

void xhtml_leave_link(jr_xhtml *x, const jr_node *node)
{
    (void)node;
    if (--x->in_link || !x->link_element)
        return;
    xhtml_close_tag(x, x->link_element);
    x->link_element = NULL;
}

/* Where HTML is raw, what stands in angle brackets is text to an alternative text, as cmark-gfm has it. */
jr_str xhtml_alternative(jr_xhtml *x, const jr_node *node)
{
    x->scratch.n = 0;
    for (jr_walk w = jr_walk_start(node); jr_walk_next(&w);) {
        if (!w.entering || w.node->first)
            continue;
        if (w.node->kind == JR_RAW_INLINE && w.node->flags & JR_NODE_VERBATIM)
            jr_put(&x->scratch, w.node->as.raw.text);
        else
            jr_node_text(w.node, &x->scratch);
    }
    return jr_buf_str(&x->scratch);
}

static void put_missing_image(jr_xhtml *x, const jr_node *node)
{
    const jr_str text = xhtml_alternative(x, node);
    jr_puts(x->out, "<span");
    jr_xhtml_attributes(x, node, "span", JR_STR("missing"), NONE);
    jr_putc(x->out, '>');
    jr_xhtml_text(x, text.n ? text : xhtml_word(x, JR_LABEL_IMAGE));
    jr_puts(x->out, "</span>");
}

void xhtml_put_image(jr_xhtml *x, const jr_node *node)
{
    const bool found = xhtml_resolve_url(x, node, x->hooks.image) && x->url.n;
    if (!found && x->syntax != JR_XHTML_FRAGMENT) {
        put_missing_image(x, node);
        return;
    }
    jr_puts(x->out, "<img src=\"");
    if (found)
        jr_put(x->out, jr_buf_str(&x->url));
    jr_puts(x->out, "\" alt=\"");
    jr_xhtml_text(x, xhtml_alternative(x, node));
    jr_putc(x->out, '"');
    put_title(x, node);
    jr_xhtml_attributes(x, node, "img", NONE, NONE);
    xhtml_end_void(x);
}

/* ---- Footnotes ---- */

/* Generated ids hold a full stop, which no heading's slug has. */
static void put_ref_id(jr_buf *out, uint32_t number, uint32_t use)
{
    jr_puts(out, "fnref.");
    jr_put_uint(out, number);
    if (use > 1) {
        jr_putc(out, '-');
        jr_put_uint(out, use);
    }
}

static void put_ref_url(jr_xhtml *x, const jr_node *ref)
{
    x->scratch.n = 0;
    if (x->hooks.note) {
        x->hooks.note(x->hooks.user, ref, &x->scratch);
    } else {
        jr_puts(&x->scratch, "#fn.");
        jr_put_uint(&x->scratch, ref->as.note.number);
    }
    jr_xhtml_url(x->out, jr_buf_str(&x->scratch));
}

void xhtml_put_footnote_ref(jr_xhtml *x, const jr_node *node)
{
    jr_puts(x->out, "<sup class=\"footnote-ref\"");
    if (x->in_link) {
        jr_puts(x->out, " id=\"");
        put_ref_id(x->out, node->as.note.number, node->as.note.uses);
        jr_puts(x->out, "\">");
    } else {
        jr_puts(x->out, "><a href=\"");
        put_ref_url(x, node);
        jr_puts(x->out, "\" id=\"");
        put_ref_id(x->out, node->as.note.number, node->as.note.uses);
        static const jr_str roles[] = {
            [JR_XHTML_PAGE] = JR_STR_INIT("\" role=\"doc-noteref\">"),
            [JR_XHTML_FRAGMENT] = JR_STR_INIT("\" data-footnote-ref>"),
            [JR_XHTML_XML] = JR_STR_INIT("\" epub:type=\"noteref\" role=\"doc-noteref\">"),
        };
        jr_put(x->out, roles[x->syntax]);
    }
    jr_put_uint(x->out, node->as.note.number);
    jr_put(x->out, x->in_link ? JR_STR("</sup>") : JR_STR("</a></sup>"));
}

static void put_back_link(jr_xhtml *x, const jr_node *note, uint32_t use)
{
    static const jr_str roles[] = {
        [JR_XHTML_PAGE] = JR_STR_INIT(" role=\"doc-backlink\" aria-label=\""),
        [JR_XHTML_FRAGMENT] = JR_STR_INIT(" data-footnote-backref aria-label=\""),
        [JR_XHTML_XML] = JR_STR_INIT(" role=\"doc-backlink\" aria-label=\""),
    };
    x->scratch.n = 0;
    if (x->hooks.back) {
        x->hooks.back(x->hooks.user, note, use, &x->scratch);
    } else {
        jr_putc(&x->scratch, '#');
        put_ref_id(&x->scratch, note->as.note.number, use);
    }
    jr_puts(x->out, " <a href=\"");
    jr_xhtml_url(x->out, jr_buf_str(&x->scratch));
    jr_puts(x->out, "\" class=\"footnote-backref\"");
    jr_put(x->out, roles[x->syntax]);
    jr_xhtml_text(x, xhtml_word(x, JR_LABEL_BACK));
    if (use > 1) {
        jr_putc(x->out, ' ');
        jr_put_uint(x->out, use);
    }
    jr_puts(x->out, "\">\xE2\x86\xA9");
    if (use > 1) {
        jr_puts(x->out, "<sup class=\"footnote-ref\">");
        jr_put_uint(x->out, use);
        jr_puts(x->out, "</sup>");
    }
    jr_puts(x->out, "</a>");
}

void xhtml_put_back_links(jr_xhtml *x, const jr_node *note)
{
    for (uint32_t use = 1; use <= note->as.note.uses; use++)
        put_back_link(x, note, use);
}

void xhtml_put_note_number(jr_xhtml *x, const jr_node *note)
{
    jr_puts(x->out, "<span class=\"footnote-number\">");
    jr_put_uint(x->out, note->as.note.number);
    jr_puts(x->out, ".</span> ");
}

void xhtml_enter_footnote(jr_xhtml *x, const jr_node *node)
{
    xhtml_line(x);
    jr_put(x->out, x->syntax == JR_XHTML_XML ? JR_STR("<aside epub:type=\"footnote\" role=\"doc-footnote\" id=\"fn.")
                                             : JR_STR("<li id=\"fn."));
    jr_put_uint(x->out, node->as.note.number);
    jr_puts(x->out, "\">\n");
    if (x->syntax == JR_XHTML_XML && (!node->first || node->first->kind != JR_PARAGRAPH)) {
        jr_puts(x->out, "<p>");
        xhtml_put_note_number(x, node);
        jr_puts(x->out, "</p>\n");
    }
}

void xhtml_leave_footnote(jr_xhtml *x, const jr_node *node)
{
    if (!node->last || node->last->kind != JR_PARAGRAPH) {
        xhtml_put_back_links(x, node);
        jr_putc(x->out, '\n');
    }
    jr_put(x->out, x->syntax == JR_XHTML_XML ? JR_STR("</aside>\n") : JR_STR("</li>\n"));
}

void xhtml_enter_box_inline(jr_xhtml *x, const jr_node *node)
{
    const char *element = jr_xhtml_element(x, node);
    xhtml_push_box(x, element);
    xhtml_open_tag(x, node, element, NONE, NONE);
}

void xhtml_leave_box_inline(jr_xhtml *x, const jr_node *node)
{
    (void)node;
    xhtml_close_tag(x, xhtml_pop_box(x, "span"));
}

/* A whole comment and nothing else. Browsers end one at "<!-->", "<!--->" and "--!>" as well (HTML §13.2.5.43). */
static bool is_comment(jr_str s)
{
    s = jr_str_trim(s);
    if (s.n < 7 || !jr_str_starts(s, JR_STR("<!--")) || jr_str_search(s, 4, JR_STR("-->")) != s.n - 3)
        return false;
    const jr_str inside = jr_str_sub(s, 4, s.n);
    return !jr_str_starts(inside, JR_STR(">")) && !jr_str_starts(inside, JR_STR("->")) &&
           jr_str_search(inside, 0, JR_STR("--!>")) == inside.n;
}

/* A complete page has to be valid; a fragment may be what the author wrote. */
void xhtml_put_raw(jr_xhtml *x, const jr_node *node)
{
    const bool verbatim = x->syntax == JR_XHTML_FRAGMENT && node->flags & JR_NODE_VERBATIM &&
                          jr_str_eq(node->as.raw.format, JR_STR("html"));
    if (!verbatim && !is_comment(node->as.raw.text)) {
        jr_report(x->diag, JR_D_DROPPED_HTML, &node->span, "raw %.*s is left out", JR_FMT(node->as.raw.format));
        return;
    }
    if (x->syntax != JR_XHTML_FRAGMENT)
        return;
    if (node->kind == JR_RAW_BLOCK)
        xhtml_line(x);
    jr_put(x->out, node->as.raw.text);
    if (node->kind == JR_RAW_BLOCK)
        xhtml_line(x);
}

/* ---- Leaves among the inlines ---- */

void xhtml_put_text(jr_xhtml *x, const jr_node *node)
{
    jr_xhtml_text(x, node->as.text);
}

void xhtml_put_code(jr_xhtml *x, const jr_node *node)
{
    jr_puts(x->out, "<code");
    xhtml_put_code_direction(x, node);
    jr_xhtml_attributes(x, node, "code", NONE, NONE);
    jr_putc(x->out, '>');
    jr_xhtml_text(x, node->as.text);
    jr_puts(x->out, "</code>");
}

void xhtml_put_soft_break(jr_xhtml *x, const jr_node *node)
{
    (void)node;
    jr_putc(x->out, x->label ? ' ' : '\n');
}

void xhtml_put_line_break(jr_xhtml *x, const jr_node *node)
{
    (void)node;
    if (x->label) {
        jr_putc(x->out, ' ');
        return;
    }
    jr_puts(x->out, "<br");
    xhtml_end_void(x);
    jr_putc(x->out, '\n');
}
