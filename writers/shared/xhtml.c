/* SPDX-License-Identifier: MIT */
/* One walk over the document; a table says what each kind begins and ends with. */
#include "shared/xhtml.h"

#include <jerome/label.h>

#define NONE ((jr_str){"", 0})

/* Starts a line. */
static void line(jr_xhtml *x)
{
    if (x->out->n && x->out->p[x->out->n - 1] != '\n')
        jr_putc(x->out, '\n');
}

static void put_z(jr_xhtml *x, const char *name)
{
    jr_put(x->out, jr_str_from(name));
}

/* "<name …>" with what the document says about the node. */
static void open_tag(jr_xhtml *x, const jr_node *node, const char *element, jr_str style_class, jr_str css)
{
    jr_putc(x->out, '<');
    put_z(x, element);
    if (node->attr || style_class.n || css.n || node->kind == JR_DIV)
        jr_xhtml_attributes(x, node, element, style_class, css);
    jr_putc(x->out, '>');
}

static void close_tag(jr_xhtml *x, const char *element)
{
    jr_puts(x->out, "</");
    put_z(x, element);
    jr_putc(x->out, '>');
}

/* The end of a tag that has no content. */
static void end_void(jr_xhtml *x)
{
    jr_put(x->out, x->syntax == JR_XHTML_PAGE ? JR_STR(">") : JR_STR(" />"));
}

static jr_str word(const jr_xhtml *x, jr_label_id id)
{
    return jr_label(x->doc->lang, id);
}

/* ---- Blocks ---- */

/* A paragraph in a summary has no element: only text may be there. */
static bool bare(const jr_xhtml *x, const jr_node *node)
{
    return x->in_summary && node->parent && node->parent->kind == JR_DIV &&
           jr_str_eq(node->parent->as.box.name, JR_STR("summary"));
}

static void enter_paragraph(jr_xhtml *x, const jr_node *node)
{
    if (bare(x, node)) {
        if (node->prev)
            jr_putc(x->out, ' ');
        return;
    }
    line(x);
    open_tag(x, node, "p", NONE, NONE);
}

static void put_back_links(jr_xhtml *x, const jr_node *note);

static void leave_paragraph(jr_xhtml *x, const jr_node *node)
{
    if (bare(x, node))
        return;
    if (!node->next && node->parent && node->parent->kind == JR_FOOTNOTE)
        put_back_links(x, node->parent);
    jr_puts(x->out, "</p>\n");
}

static void enter_plain(jr_xhtml *x, const jr_node *node)
{
    if (node->prev)
        line(x);
    if (node->attr)
        open_tag(x, node, "span", NONE, NONE);
}

static void leave_plain(jr_xhtml *x, const jr_node *node)
{
    if (node->attr)
        jr_puts(x->out, "</span>");
}

static bool is_blank(jr_str s)
{
    return jr_str_trim(s).n == 0;
}

/* Nothing that a reader of the heading would hear: such a heading is refused by checkers. */
static bool is_empty(jr_xhtml *x, const jr_node *node)
{
    if (!node->first)
        return true;
    if (node->first->kind == JR_TEXT && !is_blank(node->first->as.text))
        return false;
    x->scratch.n = 0;
    jr_node_text(node, &x->scratch);
    return is_blank(jr_buf_str(&x->scratch));
}

static const char *heading_element(jr_xhtml *x, const jr_node *node)
{
    static const char *const names[] = {"h1", "h1", "h2", "h3", "h4", "h5", "h6"};
    if (x->syntax != JR_XHTML_FRAGMENT && is_empty(x, node))
        return "div";
    return names[node->as.heading.level <= 6 ? node->as.heading.level : 6];
}

static void enter_heading(jr_xhtml *x, const jr_node *node)
{
    line(x);
    open_tag(x, node, heading_element(x, node), NONE, NONE);
}

static void leave_heading(jr_xhtml *x, const jr_node *node)
{
    close_tag(x, heading_element(x, node));
    jr_putc(x->out, '\n');
}

static void enter_code_block(jr_xhtml *x, const jr_node *node)
{
    line(x);
    open_tag(x, node, "pre", NONE, NONE);
    jr_puts(x->out, "<code");
    if (node->as.code.lang.n) {
        jr_puts(x->out, " class=\"language-");
        jr_xhtml_text(x, node->as.code.lang);
        jr_putc(x->out, '"');
    }
    jr_putc(x->out, '>');
    jr_xhtml_text(x, node->as.code.text);
    jr_puts(x->out, "</code></pre>\n");
}

static void enter_quote(jr_xhtml *x, const jr_node *node)
{
    line(x);
    open_tag(x, node, "blockquote", NONE, NONE);
    jr_putc(x->out, '\n');
}

static void leave_quote(jr_xhtml *x, const jr_node *node)
{
    (void)node;
    line(x);
    jr_puts(x->out, "</blockquote>\n");
}

static void enter_list(jr_xhtml *x, const jr_node *node)
{
    line(x);
    if (!node->as.list.ordered) {
        open_tag(x, node, "ul", NONE, NONE);
    } else if (node->as.list.start == 1) {
        open_tag(x, node, "ol", NONE, NONE);
    } else {
        jr_puts(x->out, "<ol start=\"");
        jr_put_uint(x->out, node->as.list.start);
        jr_putc(x->out, '"');
        jr_xhtml_attributes(x, node, "ol", NONE, NONE);
        jr_putc(x->out, '>');
    }
    jr_putc(x->out, '\n');
}

static void leave_list(jr_xhtml *x, const jr_node *node)
{
    jr_put(x->out, node->as.list.ordered ? JR_STR("</ol>\n") : JR_STR("</ul>\n"));
}

static void put_task(jr_xhtml *x, bool done)
{
    if (x->syntax == JR_XHTML_XML) {
        jr_puts(x->out, "<span class=\"box\" role=\"img\" aria-label=\"");
        jr_xhtml_text(x, word(x, done ? JR_LABEL_TASK_DONE : JR_LABEL_TASK_OPEN));
        jr_put(x->out, done ? JR_STR("\">\xE2\x98\x91</span> ") : JR_STR("\">\xE2\x98\x90</span> "));
        return;
    }
    jr_puts(x->out, "<input type=\"checkbox\"");
    if (x->syntax == JR_XHTML_PAGE) {
        jr_puts(x->out, " aria-label=\"");
        jr_xhtml_text(x, word(x, done ? JR_LABEL_TASK_DONE : JR_LABEL_TASK_OPEN));
        jr_putc(x->out, '"');
    }
    if (done)
        jr_puts(x->out, " checked=\"\"");
    jr_puts(x->out, " disabled=\"\"");
    end_void(x);
    jr_putc(x->out, ' ');
}

static void enter_item(jr_xhtml *x, const jr_node *node)
{
    const jr_task task = node->as.item.task;
    line(x);
    open_tag(x, node, "li", task != JR_TASK_NONE && x->syntax != JR_XHTML_FRAGMENT ? JR_STR("task") : NONE, NONE);
    if (task != JR_TASK_NONE)
        put_task(x, task == JR_TASK_DONE);
}

static void leave_item(jr_xhtml *x, const jr_node *node)
{
    (void)node;
    jr_puts(x->out, "</li>\n");
}

static void enter_thematic_break(jr_xhtml *x, const jr_node *node)
{
    (void)node;
    line(x);
    jr_puts(x->out, "<hr");
    end_void(x);
    jr_putc(x->out, '\n');
}

/* ---- Tables ---- */

static void enter_table(jr_xhtml *x, const jr_node *node)
{
    line(x);
    if (x->syntax == JR_XHTML_PAGE)
        jr_puts(x->out, "<div class=\"table\">\n");
    open_tag(x, node, "table", NONE, NONE);
    jr_putc(x->out, '\n');
}

static void leave_table(jr_xhtml *x, const jr_node *node)
{
    (void)node;
    jr_puts(x->out, "</table>\n");
    if (x->syntax == JR_XHTML_PAGE)
        jr_puts(x->out, "</div>\n");
}

static void enter_table_head(jr_xhtml *x, const jr_node *node)
{
    (void)node;
    jr_puts(x->out, "<thead>\n");
}

static void leave_table_head(jr_xhtml *x, const jr_node *node)
{
    (void)node;
    jr_puts(x->out, "</thead>\n");
}

static void enter_table_body(jr_xhtml *x, const jr_node *node)
{
    (void)node;
    jr_puts(x->out, "<tbody>\n");
}

static void leave_table_body(jr_xhtml *x, const jr_node *node)
{
    (void)node;
    jr_puts(x->out, "</tbody>\n");
}

static void enter_row(jr_xhtml *x, const jr_node *node)
{
    open_tag(x, node, "tr", NONE, NONE);
    jr_putc(x->out, '\n');
}

static void leave_row(jr_xhtml *x, const jr_node *node)
{
    (void)node;
    jr_puts(x->out, "</tr>\n");
}

static void put_span(jr_xhtml *x, jr_str name, uint32_t value)
{
    if (value <= 1)
        return;
    jr_putc(x->out, ' ');
    jr_put(x->out, name);
    jr_puts(x->out, "=\"");
    jr_put_uint(x->out, value);
    jr_putc(x->out, '"');
}

static void enter_cell(jr_xhtml *x, const jr_node *node)
{
    static const jr_str css[] = {
        [JR_ALIGN_NONE] = {"", 0},
        [JR_ALIGN_LEFT] = JR_STR_INIT("text-align: left"),
        [JR_ALIGN_CENTER] = JR_STR_INIT("text-align: center"),
        [JR_ALIGN_RIGHT] = JR_STR_INIT("text-align: right"),
    };
    const char *element = node->as.cell.header ? "th" : "td";
    jr_putc(x->out, '<');
    put_z(x, element);
    put_span(x, JR_STR("colspan"), node->as.cell.colspan);
    put_span(x, JR_STR("rowspan"), node->as.cell.rowspan);
    jr_xhtml_attributes(x, node, element, NONE, css[node->as.cell.align]);
    jr_putc(x->out, '>');
}

static void leave_cell(jr_xhtml *x, const jr_node *node)
{
    jr_put(x->out, node->as.cell.header ? JR_STR("</th>\n") : JR_STR("</td>\n"));
}

/* ---- Containers of the dialect ---- */

static void enter_alert(jr_xhtml *x, const jr_node *node)
{
    static const jr_str classes[JR_ALERT_COUNT] = {
        [JR_ALERT_NOTE] = JR_STR_INIT("alert note"),           [JR_ALERT_TIP] = JR_STR_INIT("alert tip"),
        [JR_ALERT_IMPORTANT] = JR_STR_INIT("alert important"), [JR_ALERT_WARNING] = JR_STR_INIT("alert warning"),
        [JR_ALERT_CAUTION] = JR_STR_INIT("alert caution"),
    };
    line(x);
    open_tag(x, node, "div", classes[node->as.alert.type], NONE);
    jr_puts(x->out, "\n<p class=\"alert-title\">");
    jr_xhtml_text(x, jr_alert_label(x->doc->lang, node->as.alert.type));
    jr_puts(x->out, "</p>\n");
}

static void leave_div(jr_xhtml *x, const jr_node *node)
{
    (void)node;
    line(x);
    jr_puts(x->out, "</div>\n");
}

static void enter_tab_group(jr_xhtml *x, const jr_node *node)
{
    if (x->groups_open < JR_XHTML_DEPTH)
        x->group[x->groups_open] = ++x->groups;
    x->groups_open++;
    line(x);
    open_tag(x, node, "div", JR_STR("tabs"), NONE);
    jr_putc(x->out, '\n');
}

static void leave_tab_group(jr_xhtml *x, const jr_node *node)
{
    x->groups_open--;
    leave_div(x, node);
}

static void enter_tab(jr_xhtml *x, const jr_node *node)
{
    if (x->syntax == JR_XHTML_PAGE)
        return;
    open_tag(x, node, "div", JR_STR("tab"), NONE);
    jr_putc(x->out, '\n');
}

/* Tabs switch by radio buttons: no script, the arrow keys work, and a reader without CSS sees all of them in order. */
static void enter_tab_title(jr_xhtml *x, const jr_node *node)
{
    if (x->syntax != JR_XHTML_PAGE) {
        jr_puts(x->out, "<p class=\"tab-title\">");
        return;
    }
    const unsigned group = x->group[x->groups_open <= JR_XHTML_DEPTH ? x->groups_open - 1 : JR_XHTML_DEPTH - 1];
    x->tabs++;
    jr_printf(x->out, "<input type=\"radio\" name=\"tabs.%u\" id=\"tab.%u\"%s>\n", group, x->tabs,
              node->parent->prev ? "" : " checked");
    jr_printf(x->out, "<label for=\"tab.%u\">", x->tabs);
    x->in_link++;
}

static void leave_tab_title(jr_xhtml *x, const jr_node *node)
{
    const jr_str condition = node->parent->as.tab.condition;
    if (condition.n) {
        jr_puts(x->out, " <small>");
        jr_xhtml_text(x, condition);
        jr_puts(x->out, "</small>");
    }
    if (x->syntax != JR_XHTML_PAGE) {
        jr_puts(x->out, "</p>\n");
        return;
    }
    x->in_link--;
    jr_puts(x->out, "</label>\n");
    open_tag(x, node->parent, "div", JR_STR("tab"), NONE);
    jr_putc(x->out, '\n');
}

static void put_missing_include(jr_xhtml *x, const jr_node *node)
{
    jr_xhtml_text(x, word(x, JR_LABEL_INCLUDE));
    jr_puts(x->out, ": <code>");
    jr_xhtml_text(x, node->as.include.path);
    jr_puts(x->out, "</code>");
}

static void enter_include(jr_xhtml *x, const jr_node *node)
{
    if (!(node->flags & JR_NODE_UNRESOLVED))
        return;
    line(x);
    jr_puts(x->out, "<p class=\"missing\">");
    put_missing_include(x, node);
    jr_puts(x->out, "</p>\n");
}

static void enter_include_inline(jr_xhtml *x, const jr_node *node)
{
    if (!(node->flags & JR_NODE_UNRESOLVED))
        return;
    jr_puts(x->out, "<span class=\"missing\">");
    put_missing_include(x, node);
    jr_puts(x->out, "</span>");
}

/* ---- Links and images ---- */

/* The address in x->url, ready for an attribute; false: none. */
static bool resolve_url(jr_xhtml *x, const jr_node *node, bool (*hook)(void *, const jr_node *, jr_buf *))
{
    jr_str url = node->as.link.url;
    x->url.n = x->scratch.n = 0;
    if (!jr_xhtml_safe_url(url)) {
        jr_report(x->diag, JR_D_UNSAFE_LINK, &node->span, "\"%.*s\" is an unsafe address", JR_FMT(jr_str_sub(url, 0, 60)));
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
static void enter_link(jr_xhtml *x, const jr_node *node)
{
    if (x->in_link++ || x->label)
        return;
    const bool led = !is_xref(node->as.link.url) && resolve_url(x, node, x->hooks.link);
    if (led || (x->syntax == JR_XHTML_FRAGMENT && !is_xref(node->as.link.url))) {
        x->link_element = "a";
        jr_puts(x->out, "<a href=\"");
        if (led)
            jr_put(x->out, jr_buf_str(&x->url));
        jr_putc(x->out, '"');
        put_title(x, node);
        jr_xhtml_attributes(x, node, "a", NONE, NONE);
        jr_putc(x->out, '>');
    } else if (node->attr) {
        x->link_element = "span";
        open_tag(x, node, "span", NONE, NONE);
    }
}

static void leave_link(jr_xhtml *x, const jr_node *node)
{
    (void)node;
    if (--x->in_link || !x->link_element)
        return;
    close_tag(x, x->link_element);
    x->link_element = NULL;
}

/* The alternative text of an image, in x->scratch. */
static jr_str alternative(jr_xhtml *x, const jr_node *node)
{
    x->scratch.n = 0;
    for (const jr_node *n = node->first; n; n = n->next)
        jr_node_text(n, &x->scratch);
    return jr_buf_str(&x->scratch);
}

static void put_missing_image(jr_xhtml *x, const jr_node *node)
{
    const jr_str text = alternative(x, node);
    jr_puts(x->out, "<span");
    jr_xhtml_attributes(x, node, "span", JR_STR("missing"), NONE);
    jr_putc(x->out, '>');
    jr_xhtml_text(x, text.n ? text : word(x, JR_LABEL_IMAGE));
    jr_puts(x->out, "</span>");
}

static void put_image(jr_xhtml *x, const jr_node *node)
{
    const bool found = resolve_url(x, node, x->hooks.image) && x->url.n;
    if (!found && x->syntax != JR_XHTML_FRAGMENT) {
        put_missing_image(x, node);
        return;
    }
    jr_puts(x->out, "<img src=\"");
    if (found)
        jr_put(x->out, jr_buf_str(&x->url));
    jr_puts(x->out, "\" alt=\"");
    jr_xhtml_text(x, alternative(x, node));
    jr_putc(x->out, '"');
    put_title(x, node);
    jr_xhtml_attributes(x, node, "img", NONE, NONE);
    end_void(x);
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

static void put_footnote_ref(jr_xhtml *x, const jr_node *node)
{
    jr_puts(x->out, "<sup class=\"footnote-ref\">");
    if (!x->in_link) {
        jr_puts(x->out, "<a href=\"");
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
    jr_xhtml_text(x, word(x, JR_LABEL_BACK));
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

static void put_back_links(jr_xhtml *x, const jr_node *note)
{
    for (uint32_t use = 1; use <= note->as.note.uses; use++)
        put_back_link(x, note, use);
}

static void enter_footnote(jr_xhtml *x, const jr_node *node)
{
    line(x);
    jr_put(x->out, x->syntax == JR_XHTML_XML ? JR_STR("<aside epub:type=\"footnote\" role=\"doc-footnote\" id=\"fn.")
                                             : JR_STR("<li id=\"fn."));
    jr_put_uint(x->out, node->as.note.number);
    jr_puts(x->out, "\">\n");
}

static void leave_footnote(jr_xhtml *x, const jr_node *node)
{
    if (!node->last || node->last->kind != JR_PARAGRAPH) {
        put_back_links(x, node);
        jr_putc(x->out, '\n');
    }
    jr_put(x->out, x->syntax == JR_XHTML_XML ? JR_STR("</aside>\n") : JR_STR("</li>\n"));
}

/* ---- What came from HTML ---- */

static void push_box(jr_xhtml *x, const char *element)
{
    if (x->boxes < JR_XHTML_DEPTH)
        x->box[x->boxes] = element;
    x->boxes++;
}

static const char *pop_box(jr_xhtml *x, const char *beyond)
{
    x->boxes--;
    return x->boxes < JR_XHTML_DEPTH ? x->box[x->boxes] : beyond;
}

/* A zone or moniker shows what it is for: a page on paper has no switch. */
static void put_zone_label(jr_xhtml *x, const jr_node *node)
{
    static const jr_str keys[] = {JR_STR_INIT("pivot"), JR_STR_INIT("target"), JR_STR_INIT("range")};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        const jr_str value = jr_node_get(node, keys[i]);
        if (!value.n)
            continue;
        jr_puts(x->out, "<p class=\"zone-label\">");
        jr_xhtml_text(x, value);
        jr_puts(x->out, "</p>\n");
        return;
    }
}

/* Containers of the dialect: a class of our stylesheet each. */
static const struct {
    jr_str name, style_class;
    bool labelled;
} containers[] = {
    {JR_STR_INIT("row"), JR_STR_INIT("row"), false},
    {JR_STR_INIT("column"), JR_STR_INIT("column"), false},
    {JR_STR_INIT("zone"), JR_STR_INIT("zone"), true},
    {JR_STR_INIT("moniker"), JR_STR_INIT("zone"), true},
};

static void enter_box_block(jr_xhtml *x, const jr_node *node)
{
    const char *element = jr_xhtml_element(x, node);
    jr_str style_class = NONE;
    bool labelled = false;
    for (size_t i = 0; i < sizeof containers / sizeof *containers; i++)
        if (jr_str_eq(node->as.box.name, containers[i].name)) {
            style_class = containers[i].style_class;
            labelled = containers[i].labelled;
        }
    line(x);
    open_tag(x, node, element, style_class, NONE);
    push_box(x, element);
    if (strcmp(element, "summary") == 0)
        x->in_summary++;
    else
        jr_putc(x->out, '\n');
    if (labelled)
        put_zone_label(x, node);
}

static void leave_box_block(jr_xhtml *x, const jr_node *node)
{
    (void)node;
    const char *element = pop_box(x, "div");
    if (strcmp(element, "summary") == 0)
        x->in_summary--;
    else
        line(x);
    close_tag(x, element);
    jr_putc(x->out, '\n');
}

static void enter_box_inline(jr_xhtml *x, const jr_node *node)
{
    const char *element = jr_xhtml_element(x, node);
    push_box(x, element);
    open_tag(x, node, element, NONE, NONE);
}

static void leave_box_inline(jr_xhtml *x, const jr_node *node)
{
    (void)node;
    close_tag(x, pop_box(x, "span"));
}

/* A whole comment and nothing else. */
static bool is_comment(jr_str s)
{
    s = jr_str_trim(s);
    return s.n >= 7 && jr_str_starts(s, JR_STR("<!--")) && jr_str_search(s, 4, JR_STR("-->")) == s.n - 3;
}

static void put_raw(jr_xhtml *x, const jr_node *node)
{
    if (!is_comment(node->as.raw.text)) {
        jr_report(x->diag, JR_D_DROPPED_HTML, &node->span, "raw %.*s is left out", JR_FMT(node->as.raw.format));
        return;
    }
    if (x->syntax != JR_XHTML_FRAGMENT)
        return;
    if (node->kind == JR_RAW_BLOCK)
        line(x);
    jr_put(x->out, node->as.raw.text);
    if (node->kind == JR_RAW_BLOCK)
        line(x);
}

/* ---- Leaves among the inlines ---- */

static void put_text(jr_xhtml *x, const jr_node *node)
{
    jr_xhtml_text(x, node->as.text);
}

static void put_code(jr_xhtml *x, const jr_node *node)
{
    open_tag(x, node, "code", NONE, NONE);
    jr_xhtml_text(x, node->as.text);
    jr_puts(x->out, "</code>");
}

static void put_soft_break(jr_xhtml *x, const jr_node *node)
{
    (void)node;
    jr_putc(x->out, x->label ? ' ' : '\n');
}

static void put_line_break(jr_xhtml *x, const jr_node *node)
{
    (void)node;
    if (x->label) {
        jr_putc(x->out, ' ');
        return;
    }
    jr_puts(x->out, "<br");
    end_void(x);
    jr_putc(x->out, '\n');
}

static void put_video(jr_xhtml *x, const jr_node *node)
{
    line(x);
    jr_puts(x->out, "<p class=\"video\">");
    const bool led = resolve_url(x, node, x->hooks.link);
    if (led) {
        jr_puts(x->out, "<a href=\"");
        jr_put(x->out, jr_buf_str(&x->url));
        jr_puts(x->out, "\">");
    }
    jr_xhtml_text(x, word(x, JR_LABEL_VIDEO));
    jr_put(x->out, led ? JR_STR("</a></p>\n") : JR_STR("</p>\n"));
}

/* ---- The walk ---- */

typedef void visit(jr_xhtml *x, const jr_node *node);

/* An element with no rule of its own, or what to call at its begin and end; nothing: only what is inside. */
static const struct {
    const char *element;
    visit *enter, *leave;
} rules[JR_KIND_COUNT] = {
    [JR_PARAGRAPH] = {NULL, enter_paragraph, leave_paragraph},
    [JR_PLAIN] = {NULL, enter_plain, leave_plain},
    [JR_HEADING] = {NULL, enter_heading, leave_heading},
    [JR_CODE_BLOCK] = {NULL, enter_code_block, NULL},
    [JR_BLOCK_QUOTE] = {NULL, enter_quote, leave_quote},
    [JR_LIST] = {NULL, enter_list, leave_list},
    [JR_ITEM] = {NULL, enter_item, leave_item},
    [JR_THEMATIC_BREAK] = {NULL, enter_thematic_break, NULL},
    [JR_TABLE] = {NULL, enter_table, leave_table},
    [JR_TABLE_HEAD] = {NULL, enter_table_head, leave_table_head},
    [JR_TABLE_BODY] = {NULL, enter_table_body, leave_table_body},
    [JR_TABLE_ROW] = {NULL, enter_row, leave_row},
    [JR_TABLE_CELL] = {NULL, enter_cell, leave_cell},
    [JR_FOOTNOTE] = {NULL, enter_footnote, leave_footnote},
    [JR_ALERT] = {NULL, enter_alert, leave_div},
    [JR_TAB_GROUP] = {NULL, enter_tab_group, leave_tab_group},
    [JR_TAB] = {NULL, enter_tab, leave_div},
    [JR_TAB_TITLE] = {NULL, enter_tab_title, leave_tab_title},
    [JR_INCLUDE] = {NULL, enter_include, NULL},
    [JR_VIDEO] = {NULL, put_video, NULL},
    [JR_DIV] = {NULL, enter_box_block, leave_box_block},
    [JR_RAW_BLOCK] = {NULL, put_raw, NULL},
    [JR_TEXT] = {NULL, put_text, NULL},
    [JR_SOFT_BREAK] = {NULL, put_soft_break, NULL},
    [JR_LINE_BREAK] = {NULL, put_line_break, NULL},
    [JR_CODE] = {NULL, put_code, NULL},
    [JR_EMPH] = {"em", NULL, NULL},
    [JR_STRONG] = {"strong", NULL, NULL},
    [JR_STRIKETHROUGH] = {"del", NULL, NULL},
    [JR_UNDERLINE] = {"u", NULL, NULL},
    [JR_SUPERSCRIPT] = {"sup", NULL, NULL},
    [JR_SUBSCRIPT] = {"sub", NULL, NULL},
    [JR_LINK] = {NULL, enter_link, leave_link},
    [JR_IMAGE] = {NULL, put_image, NULL},
    [JR_SPAN] = {NULL, enter_box_inline, leave_box_inline},
    [JR_FOOTNOTE_REF] = {NULL, put_footnote_ref, NULL},
    [JR_INCLUDE_INLINE] = {NULL, enter_include_inline, NULL},
    [JR_RAW_INLINE] = {NULL, put_raw, NULL},
};

static void step(jr_xhtml *x, jr_walk *w)
{
    const jr_node *node = w->node;
    const char *element = rules[node->kind].element;
    visit *call = w->entering ? rules[node->kind].enter : rules[node->kind].leave;
    if (call)
        call(x, node);
    else if (element && w->entering)
        open_tag(x, node, element, NONE, NONE);
    else if (element)
        close_tag(x, element);
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
            jr_xhtml_text(x, alternative(x, w.node));
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
    line(x);
    jr_put(x->out, begin[x->syntax]);
    if (x->syntax != JR_XHTML_FRAGMENT) {
        jr_xhtml_text(x, word(x, JR_LABEL_FOOTNOTES));
        jr_put(x->out, x->syntax == JR_XHTML_PAGE ? JR_STR("</h2>\n<ol>\n") : JR_STR("</h2>\n"));
    }
    jr_xhtml_range(x, x->doc->notes->first, NULL);
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
