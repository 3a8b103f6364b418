/* SPDX-License-Identifier: MIT */
/* Blocks: what begins and ends each. */
#include "shared/xhtml_kinds.h"

/* A paragraph in a summary has no element: only text may be there. */
static bool bare(const jr_xhtml *x, const jr_node *node)
{
    return x->in_summary && node->parent && node->parent->kind == JR_DIV &&
           jr_str_eq(node->parent->as.box.name, JR_STR("summary"));
}

void xhtml_enter_paragraph(jr_xhtml *x, const jr_node *node)
{
    if (bare(x, node)) {
        if (node->prev)
            jr_putc(x->out, ' ');
        return;
    }
    xhtml_line(x);
    xhtml_open_tag(x, node, "p", NONE, NONE);
    if (x->syntax == JR_XHTML_XML && !node->prev && node->parent && node->parent->kind == JR_FOOTNOTE)
        xhtml_put_note_number(x, node->parent);
}

void xhtml_leave_paragraph(jr_xhtml *x, const jr_node *node)
{
    if (bare(x, node))
        return;
    if (!node->next && node->parent && node->parent->kind == JR_FOOTNOTE)
        xhtml_put_back_links(x, node->parent);
    jr_puts(x->out, "</p>\n");
}

void xhtml_enter_plain(jr_xhtml *x, const jr_node *node)
{
    if (node->prev)
        xhtml_line(x);
    if (node->attr)
        xhtml_open_tag(x, node, "span", NONE, NONE);
}

void xhtml_leave_plain(jr_xhtml *x, const jr_node *node)
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

/* A page's outline has no gaps: where the author went from # to ###, the second stands one level below the first, and
   so do those beside it. Headings that stood on different levels may so come to stand on one, never the other way
   round. */
static unsigned outline_level(jr_xhtml *x, unsigned level)
{
    unsigned shown = 1;
    for (size_t i = level; i < COUNT(x->outline); i++)
        x->outline[i] = 0;
    for (unsigned above = level; above-- > 1;)
        if (x->outline[above]) {
            shown = x->outline[above] + 1u;
            break;
        }
    if (shown == 1 && (level > 1 || x->in_section))
        shown = 2; /* the title is above it */
    x->outline[level] = (unsigned char)shown;
    return shown;
}

static const char *heading_element(jr_xhtml *x, const jr_node *node)
{
    static const char *const names[] = {"h1", "h1", "h2", "h3", "h4", "h5", "h6"};
    unsigned level = node->as.heading.level < COUNT(names) ? node->as.heading.level : 6;
    if (x->syntax != JR_XHTML_FRAGMENT && is_empty(x, node))
        return "div";
    if (x->syntax == JR_XHTML_PAGE)
        level = outline_level(x, level);
    return names[level];
}

void xhtml_enter_heading(jr_xhtml *x, const jr_node *node)
{
    xhtml_line(x);
    x->heading_element = heading_element(x, node);
    xhtml_open_tag(x, node, x->heading_element, NONE, NONE);
}

void xhtml_leave_heading(jr_xhtml *x, const jr_node *node)
{
    (void)node;
    xhtml_close_tag(x, x->heading_element);
    jr_putc(x->out, '\n');
}

void xhtml_put_code_direction(jr_xhtml *x, const jr_node *node)
{
    if (x->doc->rtl && x->syntax != JR_XHTML_FRAGMENT && !jr_node_get(node, JR_STR("dir")).n)
        jr_puts(x->out, " dir=\"ltr\"");
}

/* A formula as its author wrote it: to typeset it takes a program that a page without scripts does not have. */
static void put_formula(jr_xhtml *x, const jr_node *node)
{
    jr_puts(x->out, "<div");
    xhtml_put_code_direction(x, node);
    jr_xhtml_attributes(x, node, "div", NONE, NONE);
    jr_putc(x->out, '>');
    jr_xhtml_text(x, jr_str_trim(node->as.code.text));
    jr_puts(x->out, "</div>\n");
}

/* The lines, those that the author points at as <mark>. */
static void put_lines(jr_xhtml *x, const jr_node *node)
{
    const jr_str text = node->as.code.text, marked = jr_node_get(node, JR_STR("highlight"));
    uint32_t line = 1;
    for (size_t at = 0; marked.n && at < text.n; line++) {
        const size_t end = jr_str_find(text, at, '\n');
        const bool mark = jr_lines_hold(marked, line) && end > at;
        jr_put(x->out, mark ? JR_STR("<mark>") : NONE);
        jr_xhtml_text(x, jr_str_sub(text, at, end));
        jr_put(x->out, mark ? JR_STR("</mark>") : NONE);
        if (end < text.n)
            jr_putc(x->out, '\n');
        at = end + 1;
    }
    if (!marked.n)
        jr_xhtml_text(x, text);
}

void xhtml_enter_code_block(jr_xhtml *x, const jr_node *node)
{
    xhtml_line(x);
    if (jr_node_has_class(node, JR_STR("math"))) {
        put_formula(x, node);
        return;
    }
    jr_puts(x->out, "<pre");
    xhtml_put_code_direction(x, node);
    jr_xhtml_attributes(x, node, "pre", NONE, NONE);
    jr_puts(x->out, "><code");
    if (node->as.code.lang.n) {
        jr_puts(x->out, " class=\"language-");
        jr_xhtml_text(x, node->as.code.lang);
        jr_putc(x->out, '"');
    }
    jr_putc(x->out, '>');
    put_lines(x, node);
    jr_puts(x->out, "</code></pre>\n");
}

void xhtml_enter_quote(jr_xhtml *x, const jr_node *node)
{
    xhtml_line(x);
    xhtml_open_tag(x, node, "blockquote", NONE, NONE);
    jr_putc(x->out, '\n');
}

void xhtml_leave_quote(jr_xhtml *x, const jr_node *node)
{
    (void)node;
    xhtml_line(x);
    jr_puts(x->out, "</blockquote>\n");
}

void xhtml_enter_list(jr_xhtml *x, const jr_node *node)
{
    xhtml_line(x);
    if (!node->as.list.ordered) {
        xhtml_open_tag(x, node, "ul", NONE, NONE);
    } else if (node->as.list.start == 1) {
        xhtml_open_tag(x, node, "ol", NONE, NONE);
    } else {
        jr_puts(x->out, "<ol start=\"");
        jr_put_uint(x->out, node->as.list.start);
        jr_putc(x->out, '"');
        jr_xhtml_attributes(x, node, "ol", NONE, NONE);
        jr_putc(x->out, '>');
    }
    jr_putc(x->out, '\n');
}

void xhtml_leave_list(jr_xhtml *x, const jr_node *node)
{
    jr_put(x->out, node->as.list.ordered ? JR_STR("</ol>\n") : JR_STR("</ul>\n"));
}

static void put_task(jr_xhtml *x, bool done)
{
    if (x->syntax == JR_XHTML_XML) {
        jr_puts(x->out, "<span class=\"box\" role=\"img\" aria-label=\"");
        jr_xhtml_text(x, xhtml_word(x, done ? JR_LABEL_TASK_DONE : JR_LABEL_TASK_OPEN));
        jr_put(x->out, done ? JR_STR("\">\xE2\x98\x91</span> ") : JR_STR("\">\xE2\x98\x90</span> "));
        return;
    }
    jr_puts(x->out, "<input type=\"checkbox\"");
    if (x->syntax == JR_XHTML_PAGE) {
        jr_puts(x->out, " aria-label=\"");
        jr_xhtml_text(x, xhtml_word(x, done ? JR_LABEL_TASK_DONE : JR_LABEL_TASK_OPEN));
        jr_putc(x->out, '"');
    }
    if (done)
        jr_puts(x->out, " checked=\"\"");
    jr_puts(x->out, " disabled=\"\"");
    xhtml_end_void(x);
    jr_putc(x->out, ' ');
}

void xhtml_enter_item(jr_xhtml *x, const jr_node *node)
{
    const jr_task task = node->as.item.task;
    xhtml_line(x);
    xhtml_open_tag(x, node, "li", task != JR_TASK_NONE && x->syntax != JR_XHTML_FRAGMENT ? JR_STR("task") : NONE, NONE);
    if (task != JR_TASK_NONE)
        put_task(x, task == JR_TASK_DONE);
}

void xhtml_leave_item(jr_xhtml *x, const jr_node *node)
{
    (void)node;
    jr_puts(x->out, "</li>\n");
}

void xhtml_enter_thematic_break(jr_xhtml *x, const jr_node *node)
{
    (void)node;
    xhtml_line(x);
    jr_puts(x->out, "<hr");
    xhtml_end_void(x);
    jr_putc(x->out, '\n');
}

/* ---- Tables ---- */

void xhtml_enter_table(jr_xhtml *x, const jr_node *node)
{
    xhtml_line(x);
    if (x->syntax == JR_XHTML_PAGE)
        jr_puts(x->out, "<div class=\"table\">\n");
    xhtml_open_tag(x, node, "table", NONE, NONE);
    jr_putc(x->out, '\n');
}

void xhtml_leave_table(jr_xhtml *x, const jr_node *node)
{
    (void)node;
    jr_puts(x->out, "</table>\n");
    if (x->syntax == JR_XHTML_PAGE)
        jr_puts(x->out, "</div>\n");
}

void xhtml_enter_table_head(jr_xhtml *x, const jr_node *node)
{
    (void)node;
    jr_puts(x->out, "<thead>\n");
}

void xhtml_leave_table_head(jr_xhtml *x, const jr_node *node)
{
    (void)node;
    jr_puts(x->out, "</thead>\n");
}

void xhtml_enter_table_body(jr_xhtml *x, const jr_node *node)
{
    (void)node;
    jr_puts(x->out, "<tbody>\n");
}

void xhtml_leave_table_body(jr_xhtml *x, const jr_node *node)
{
    (void)node;
    jr_puts(x->out, "</tbody>\n");
}

void xhtml_enter_row(jr_xhtml *x, const jr_node *node)
{
    xhtml_open_tag(x, node, "tr", NONE, NONE);
    jr_putc(x->out, '\n');
}

void xhtml_leave_row(jr_xhtml *x, const jr_node *node)
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

void xhtml_enter_cell(jr_xhtml *x, const jr_node *node)
{
    static const jr_str css[] = {
        [JR_ALIGN_NONE] = {"", 0},
        [JR_ALIGN_LEFT] = JR_STR_INIT("text-align: left"),
        [JR_ALIGN_CENTER] = JR_STR_INIT("text-align: center"),
        [JR_ALIGN_RIGHT] = JR_STR_INIT("text-align: right"),
    };
    const char *element = node->as.cell.header ? "th" : "td";
    jr_putc(x->out, '<');
    jr_put(x->out, jr_str_from(element));
    put_span(x, JR_STR("colspan"), node->as.cell.colspan);
    put_span(x, JR_STR("rowspan"), node->as.cell.rowspan);
    jr_xhtml_attributes(x, node, element, NONE, css[node->as.cell.align]);
    jr_putc(x->out, '>');
}

void xhtml_leave_cell(jr_xhtml *x, const jr_node *node)
{
    jr_put(x->out, node->as.cell.header ? JR_STR("</th>\n") : JR_STR("</td>\n"));
}

/* ---- Containers of the dialect ---- */

void xhtml_enter_alert(jr_xhtml *x, const jr_node *node)
{
    static const jr_str classes[JR_ALERT_COUNT] = {
        [JR_ALERT_NOTE] = JR_STR_INIT("alert note"),           [JR_ALERT_TIP] = JR_STR_INIT("alert tip"),
        [JR_ALERT_IMPORTANT] = JR_STR_INIT("alert important"), [JR_ALERT_WARNING] = JR_STR_INIT("alert warning"),
        [JR_ALERT_CAUTION] = JR_STR_INIT("alert caution"),
    };
    xhtml_line(x);
    xhtml_open_tag(x, node, "div", classes[node->as.alert.type], NONE);
    jr_puts(x->out, "\n<p class=\"alert-title\">");
    jr_xhtml_text(x, jr_alert_label(x->doc->lang, node->as.alert.type));
    jr_puts(x->out, "</p>\n");
}

void xhtml_leave_div(jr_xhtml *x, const jr_node *node)
{
    (void)node;
    xhtml_line(x);
    jr_puts(x->out, "</div>\n");
}

void xhtml_enter_tab_group(jr_xhtml *x, const jr_node *node)
{
    if (x->groups_open < JR_XHTML_DEPTH)
        x->group[x->groups_open] = ++x->groups;
    x->groups_open++;
    xhtml_line(x);
    xhtml_open_tag(x, node, "div", JR_STR("tabs"), NONE);
    jr_putc(x->out, '\n');
}

void xhtml_leave_tab_group(jr_xhtml *x, const jr_node *node)
{
    x->groups_open--;
    xhtml_leave_div(x, node);
}

void xhtml_enter_tab(jr_xhtml *x, const jr_node *node)
{
    if (x->syntax == JR_XHTML_PAGE)
        return;
    xhtml_open_tag(x, node, "div", JR_STR("tab"), NONE);
    jr_putc(x->out, '\n');
}

/* Tabs switch by radio buttons: no script, the arrow keys work, and a reader without CSS sees all of them in order. */
void xhtml_enter_tab_title(jr_xhtml *x, const jr_node *node)
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

void xhtml_leave_tab_title(jr_xhtml *x, const jr_node *node)
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
    xhtml_open_tag(x, node->parent, "div", JR_STR("tab"), NONE);
    jr_putc(x->out, '\n');
}

static void put_missing_include(jr_xhtml *x, const jr_node *node)
{
    jr_xhtml_text(x, xhtml_word(x, JR_LABEL_INCLUDE));
    jr_puts(x->out, ": <code>");
    jr_xhtml_text(x, node->as.include.path);
    jr_puts(x->out, "</code>");
}

void xhtml_enter_include(jr_xhtml *x, const jr_node *node)
{
    if (!(node->flags & JR_NODE_UNRESOLVED))
        return;
    xhtml_line(x);
    jr_puts(x->out, "<p class=\"missing\">");
    put_missing_include(x, node);
    jr_puts(x->out, "</p>\n");
}

void xhtml_enter_include_inline(jr_xhtml *x, const jr_node *node)
{
    if (!(node->flags & JR_NODE_UNRESOLVED))
        return;
    jr_puts(x->out, "<span class=\"missing\">");
    put_missing_include(x, node);
    jr_puts(x->out, "</span>");
}

/* ---- What came from HTML ---- */

void xhtml_push_box(jr_xhtml *x, const char *element)
{
    if (x->boxes < JR_XHTML_DEPTH)
        x->box[x->boxes] = element;
    x->boxes++;
}

const char *xhtml_pop_box(jr_xhtml *x, const char *beyond)
{
    x->boxes--;
    return x->boxes < JR_XHTML_DEPTH ? x->box[x->boxes] : beyond;
}

/* A zone or moniker shows what it is for: a page on paper has no switch. */
static void put_zone_label(jr_xhtml *x, const jr_node *node)
{
    static const jr_str keys[] = {JR_STR_INIT("pivot"), JR_STR_INIT("range")};
    for (size_t i = 0; i < COUNT(keys); i++) {
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

static bool is_section(const char *element)
{
    return strcmp(element, "aside") == 0 || strcmp(element, "nav") == 0;
}

/* A column of span="2" is twice as wide as one of 1. */
static jr_str column_css(const jr_node *node)
{
    static const jr_str css[] = {
        JR_STR_INIT("flex-grow: 2"), JR_STR_INIT("flex-grow: 3"), JR_STR_INIT("flex-grow: 4"),
        JR_STR_INIT("flex-grow: 5"), JR_STR_INIT("flex-grow: 6"), JR_STR_INIT("flex-grow: 7"),
        JR_STR_INIT("flex-grow: 8"), JR_STR_INIT("flex-grow: 9"),
    };
    const jr_str span = jr_str_eq(node->as.box.name, JR_STR("column")) ? jr_node_get(node, JR_STR("span")) : NONE;
    return span.n == 1 && span.p[0] >= '2' && span.p[0] <= '9' ? css[span.p[0] - '2'] : NONE;
}

void xhtml_enter_box_block(jr_xhtml *x, const jr_node *node)
{
    const char *element = jr_xhtml_element(x, node);
    jr_str style_class = NONE;
    bool labelled = false;
    for (size_t i = 0; i < COUNT(containers); i++)
        if (jr_str_eq(node->as.box.name, containers[i].name)) {
            style_class = containers[i].style_class;
            labelled = containers[i].labelled;
        }
    xhtml_line(x);
    xhtml_open_tag(x, node, element, style_class, column_css(node));
    xhtml_push_box(x, element);
    x->in_section += is_section(element);
    if (strcmp(element, "summary") == 0)
        x->in_summary++;
    else
        jr_putc(x->out, '\n');
    if (labelled)
        put_zone_label(x, node);
}

void xhtml_leave_box_block(jr_xhtml *x, const jr_node *node)
{
    (void)node;
    const char *element = xhtml_pop_box(x, "div");
    x->in_section -= is_section(element);
    if (strcmp(element, "summary") == 0)
        x->in_summary--;
    else
        xhtml_line(x);
    xhtml_close_tag(x, element);
    jr_putc(x->out, '\n');
}

void xhtml_put_video(jr_xhtml *x, const jr_node *node)
{
    xhtml_line(x);
    jr_puts(x->out, "<p class=\"video\">");
    const bool led = xhtml_resolve_url(x, node, x->hooks.link);
    if (led) {
        jr_puts(x->out, "<a href=\"");
        jr_put(x->out, jr_buf_str(&x->url));
        jr_puts(x->out, "\">");
    }
    jr_xhtml_text(x, xhtml_word(x, JR_LABEL_VIDEO));
    jr_put(x->out, led ? JR_STR("</a></p>\n") : JR_STR("</p>\n"));
}
