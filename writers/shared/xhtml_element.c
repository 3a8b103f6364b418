/* SPDX-License-Identifier: MIT */
/* Elements and attributes that came from HTML: which are kept, where, and with which values. */
#include "shared/xhtml.h"

#include <jerome/label.h>
#include <stdlib.h>

#include "shared/url.h"

typedef struct rule rule;
/* True where the element may stand where this node is. */
typedef bool fits(const jr_xhtml *x, const jr_node *node);

struct rule {
    const char *name;  /* as the document says it */
    const char *shown; /* the element of HTML */
    fits *fits;        /* NULL: everywhere; where it gives false a div or span stands instead */
};

static bool is_box(const jr_node *node, const char *name)
{
    return node && (node->kind == JR_DIV || node->kind == JR_SPAN) && jr_str_eq(node->as.box.name, jr_str_from(name));
}

/* The element around what is being written. */
static const char *outer(const jr_xhtml *x)
{
    return x->boxes > 0 && x->boxes <= JR_XHTML_DEPTH ? x->box[x->boxes - 1] : "";
}

static bool inside(const jr_xhtml *x, const char *name)
{
    const size_t n = x->boxes < JR_XHTML_DEPTH ? x->boxes : JR_XHTML_DEPTH;
    for (size_t i = 0; i < n; i++)
        if (strcmp(x->box[i], name) == 0)
            return true;
    return false;
}

/* A summary holds text or headings and nothing else (HTML §4.11.2). */
static bool good_summary(const jr_node *node)
{
    if (!is_box(node, "summary") || !node->first)
        return false;
    for (const jr_node *n = node->first; n; n = n->next)
        if (n->kind != JR_PLAIN && n->kind != JR_PARAGRAPH && n->kind != JR_HEADING)
            return false;
    return true;
}

/* Its summary comes first (HTML §4.11.1). */
static bool fits_details(const jr_xhtml *x, const jr_node *node)
{
    (void)x;
    return good_summary(node->first);
}

static bool fits_summary(const jr_xhtml *x, const jr_node *node)
{
    return !node->prev && strcmp(outer(x), "details") == 0 && good_summary(node);
}

/* Groups of names and values, in this order (HTML §4.4.9). */
static bool fits_dl(const jr_xhtml *x, const jr_node *node)
{
    (void)x;
    if (!is_box(node->first, "dt") || !is_box(node->last, "dd"))
        return false;
    for (const jr_node *n = node->first; n; n = n->next)
        if (!is_box(n, "dt") && !is_box(n, "dd"))
            return false;
    return true;
}

static bool fits_dt(const jr_xhtml *x, const jr_node *node)
{
    (void)node;
    return node->parent && node->parent->kind == JR_DIV && strcmp(outer(x), "dl") == 0;
}

/* First or last of its figure (HTML §4.4.12). */
static bool fits_figcaption(const jr_xhtml *x, const jr_node *node)
{
    return strcmp(outer(x), "figure") == 0 &&
           (!node->prev || (!node->next && !is_box(node->parent->first, "figcaption")));
}

static bool fits_ruby(const jr_xhtml *x, const jr_node *node)
{
    (void)x;
    return is_box(node->last, "rt") || (is_box(node->last, "rp") && is_box(node->last->prev, "rt"));
}

static bool fits_rt(const jr_xhtml *x, const jr_node *node)
{
    (void)node;
    return strcmp(outer(x), "ruby") == 0;
}

/* It needs to say a direction (HTML §4.5.25). */
static bool fits_bdo(const jr_xhtml *x, const jr_node *node)
{
    (void)x;
    const jr_str dir = jr_node_get(node, JR_STR("dir"));
    return jr_str_eq_nocase(dir, JR_STR("ltr")) || jr_str_eq_nocase(dir, JR_STR("rtl"));
}

static bool fits_dfn(const jr_xhtml *x, const jr_node *node)
{
    (void)node;
    return !inside(x, "dfn");
}

/* In the order of strcmp. What is not listed is a div or a span; so are sections, whose headings need not be theirs. */
static const rule block_elements[] = {
    {"aside", "aside", NULL},
    {"blockquote", "blockquote", NULL},
    {"dd", "dd", fits_dt},
    {"details", "details", fits_details},
    {"dl", "dl", fits_dl},
    {"dt", "dt", fits_dt},
    {"figcaption", "figcaption", fits_figcaption},
    {"figure", "figure", NULL},
    {"nav", "nav", NULL},
    {"summary", "summary", fits_summary},
};
static const rule inline_elements[] = {
    {"abbr", "abbr", NULL},   {"acronym", "abbr", NULL},   {"b", "b", NULL},           {"bdi", "bdi", NULL},
    {"bdo", "bdo", fits_bdo}, {"cite", "cite", NULL},      {"code", "code", NULL},     {"del", "del", NULL},
    {"dfn", "dfn", fits_dfn}, {"em", "em", NULL},          {"i", "i", NULL},           {"ins", "ins", NULL},
    {"kbd", "kbd", NULL},     {"mark", "mark", NULL},      {"q", "q", NULL},           {"rp", "rp", fits_rt},
    {"rt", "rt", fits_rt},    {"ruby", "ruby", fits_ruby}, {"s", "s", NULL},           {"samp", "samp", NULL},
    {"small", "small", NULL}, {"strike", "s", NULL},       {"strong", "strong", NULL}, {"sub", "sub", NULL},
    {"sup", "sup", NULL},     {"tt", "code", NULL},        {"u", "u", NULL},           {"var", "var", NULL},
};

static int compare(const void *key, const void *item)
{
    return jr_str_cmp(*(const jr_str *)key, jr_str_from(((const rule *)item)->name));
}

const char *jr_xhtml_element(const jr_xhtml *x, const jr_node *node)
{
    const bool block = node->kind == JR_DIV;
    const rule *table = block ? block_elements : inline_elements;
    const size_t n =
        block ? sizeof block_elements / sizeof *block_elements : sizeof inline_elements / sizeof *inline_elements;
    const jr_str name = node->as.box.name;
    const rule *found = bsearch(&name, table, n, sizeof *table, compare);
    if (!found || (found->fits && !found->fits(x, node)))
        return block ? "div" : "span";
    return found->shown;
}

/* ---- Attributes ---- */

/* Appends the value as it is to be written (escaped); false: not fit. */
typedef bool check(jr_xhtml *x, jr_str value, jr_buf *out);

static bool any_text(jr_xhtml *x, jr_str value, jr_buf *out)
{
    jr_buf *const saved = x->out;
    x->out = out;
    jr_xhtml_text(x, value);
    x->out = saved;
    return true;
}

static bool language(jr_xhtml *x, jr_str value, jr_buf *out)
{
    (void)x;
    jr_put(out, value);
    return jr_lang_valid(value);
}

static bool one_of(jr_str value, const char *const *names, jr_buf *out)
{
    for (; *names; names++)
        if (jr_str_eq_nocase(value, jr_str_from(*names))) {
            jr_put(out, jr_str_from(*names));
            return true;
        }
    return false;
}

static bool direction(jr_xhtml *x, jr_str value, jr_buf *out)
{
    static const char *const names[] = {"ltr", "rtl", "auto", NULL};
    (void)x;
    return one_of(value, names, out);
}

static bool yes_no(jr_xhtml *x, jr_str value, jr_buf *out)
{
    static const char *const names[] = {"yes", "no", NULL};
    (void)x;
    return one_of(value, names, out);
}

static bool scope(jr_xhtml *x, jr_str value, jr_buf *out)
{
    static const char *const names[] = {"row", "col", "rowgroup", "colgroup", NULL};
    (void)x;
    return one_of(value, names, out);
}

static bool numbering(jr_xhtml *x, jr_str value, jr_buf *out)
{
    (void)x;
    if (value.n != 1 || jr_str_find(JR_STR("1aAiI"), 0, value.p[0]) == 5)
        return false;
    jr_put(out, value);
    return true;
}

/* Up to nine digits, "px" behind them or not. */
static bool pixels(jr_xhtml *x, jr_str value, jr_buf *out)
{
    (void)x;
    size_t n = 0;
    while (n < value.n && n < 9 && jr_is_digit(value.p[n]))
        n++;
    const jr_str unit = jr_str_sub(value, n, value.n);
    jr_put(out, jr_str_sub(value, 0, n));
    return n > 0 && (!unit.n || jr_str_eq_nocase(unit, JR_STR("px")));
}

static bool whole(jr_xhtml *x, jr_str value, jr_buf *out)
{
    const bool minus = value.n > 0 && value.p[0] == '-';
    if (minus)
        jr_putc(out, '-');
    return value.n > (minus ? 1u : 0u) && jr_is_digit(value.p[value.n - 1]) &&
           pixels(x, jr_str_sub(value, minus ? 1 : 0, value.n), out);
}

/* There or not: its value is nothing, or in XML its name. */
static bool open_flag(jr_xhtml *x, jr_str value, jr_buf *out)
{
    (void)value;
    if (x->syntax == JR_XHTML_XML)
        jr_puts(out, "open");
    return true;
}

static bool reversed_flag(jr_xhtml *x, jr_str value, jr_buf *out)
{
    (void)value;
    if (x->syntax == JR_XHTML_XML)
        jr_puts(out, "reversed");
    return true;
}

static bool address(jr_xhtml *x, jr_str value, jr_buf *out)
{
    const jr_url url = jr_url_split(value);
    jr_xhtml_url(out, value);
    /* A book may not name a file that it does not hold. */
    return x->syntax == JR_XHTML_XML ? jr_url_is_web(&url) : value.n > 0 && jr_xhtml_safe_url(value);
}

/* Every attribute that may pass, and on which elements: their names between spaces, "ol-li" for an item with a number;
   "" is all. */
static const struct {
    jr_str name;
    const char *elements;
    check *check;
} allowed[] = {
    {JR_STR_INIT("title"), "", any_text},          {JR_STR_INIT("lang"), "", language},
    {JR_STR_INIT("dir"), "", direction},           {JR_STR_INIT("translate"), "", yes_no},
    {JR_STR_INIT("width"), " img ", pixels},       {JR_STR_INIT("height"), " img ", pixels},
    {JR_STR_INIT("open"), " details ", open_flag}, {JR_STR_INIT("scope"), " th ", scope},
    {JR_STR_INIT("type"), " ol ", numbering},      {JR_STR_INIT("reversed"), " ol ", reversed_flag},
    {JR_STR_INIT("value"), " ol-li ", whole},      {JR_STR_INIT("cite"), " blockquote q ins del ", address},
};

static bool on_element(const char *elements, const char *element)
{
    if (!*elements)
        return true;
    const size_t n = strlen(element);
    for (const char *at = strstr(elements, element); at; at = strstr(at + 1, element))
        if (at[-1] == ' ' && at[n] == ' ')
            return true;
    return false;
}

static void put_pair(jr_xhtml *x, const jr_key_value *pair, const char *element)
{
    for (size_t i = 0; i < sizeof allowed / sizeof *allowed; i++) {
        if (!jr_str_eq(pair->key, allowed[i].name) || !on_element(allowed[i].elements, element))
            continue;
        x->scratch.n = 0;
        if (!allowed[i].check(x, pair->value, &x->scratch))
            return;
        const jr_str value = jr_buf_str(&x->scratch);
        if (x->syntax == JR_XHTML_XML && jr_str_eq(pair->key, JR_STR("lang"))) {
            jr_puts(x->out, " xml:lang=\"");
            jr_put(x->out, value);
            jr_putc(x->out, '"');
        }
        jr_putc(x->out, ' ');
        jr_put(x->out, pair->key);
        jr_puts(x->out, "=\"");
        jr_put(x->out, value);
        jr_putc(x->out, '"');
        return;
    }
}

/* align="…" is no HTML any more (HTML §16.2): said in CSS. */
static jr_str align_css(const jr_node *node, const char *element)
{
    static const struct {
        jr_str align, css;
    } table[] = {
        {JR_STR_INIT("left"), JR_STR_INIT("text-align: left")},
        {JR_STR_INIT("right"), JR_STR_INIT("text-align: right")},
        {JR_STR_INIT("center"), JR_STR_INIT("text-align: center")},
        {JR_STR_INIT("justify"), JR_STR_INIT("text-align: justify")},
    };
    if (strcmp(element, "img") == 0 || strcmp(element, "table") == 0)
        return (jr_str){"", 0};
    const jr_str align = is_box(node, "center") ? JR_STR("center") : jr_node_get(node, JR_STR("align"));
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (jr_str_eq_nocase(align, table[i].align))
            return table[i].css;
    return (jr_str){"", 0};
}

static void put_classes(jr_xhtml *x, const jr_attr *attr, jr_str style_class)
{
    const size_t n = attr ? attr->n_classes : 0;
    if (!n && !style_class.n)
        return;
    jr_puts(x->out, " class=\"");
    jr_put(x->out, style_class);
    for (size_t i = 0; i < n; i++) {
        if (i || style_class.n)
            jr_putc(x->out, ' ');
        jr_xhtml_text(x, attr->classes[i]);
    }
    jr_putc(x->out, '"');
}

static bool is_numbered(const jr_node *node)
{
    return node->kind == JR_ITEM && node->parent && node->parent->kind == JR_LIST && node->parent->as.list.ordered;
}

void jr_xhtml_attributes(jr_xhtml *x, const jr_node *node, const char *element, jr_str style_class, jr_str css)
{
    const jr_attr *attr = node->attr;
    if (attr && attr->id.n && !x->label) {
        jr_puts(x->out, " id=\"");
        jr_xhtml_put_id(x->out, attr->id, x->syntax);
        jr_putc(x->out, '"');
    }
    put_classes(x, attr, style_class);
    /* Only the items of an ordered list have numbers (HTML §4.4.8). */
    if (node->kind == JR_ITEM && node->parent && node->parent->kind == JR_LIST && node->parent->as.list.ordered)
        element = "ol-li";
    for (size_t i = 0; attr && i < attr->n_pairs; i++)
        put_pair(x, &attr->pairs[i], is_numbered(node) ? "ol-li" : element);
    if (!css.n && (attr || is_box(node, "center")))
        css = align_css(node, element);
    if (css.n) {
        jr_puts(x->out, " style=\"");
        jr_put(x->out, css);
        jr_putc(x->out, '"');
    }
}
