/* SPDX-License-Identifier: MIT */
/* Copies cmark-gfm's blocks into the document. */
#include <cmark-gfm-core-extensions.h>

#include "ast/build.h"
#include "cmark_import.h"

size_t jr_import_offset(const jr_import *im, int line, int column)
{
    const jr_source *s = im->source;
    if (line < 1 || column < 1)
        return im->body;
    const size_t at = im->first_line + (size_t)line - 1;
    if (at >= s->n_lines)
        return s->text.n;
    const size_t offset = (line == 1 ? im->body : s->lines[at]) + (size_t)column - 1;
    return offset < s->text.n ? offset : s->text.n;
}

size_t jr_import_end_of_line(const jr_import *im, size_t begin, int line)
{
    if (line < 1)
        return begin;
    size_t end = jr_source_line_end(im->source, im->first_line + (size_t)line - 1);
    while (end > begin && jr_is_space(im->source->text.p[end - 1]))
        end--;
    return end > begin ? end : begin;
}

static size_t count_line_ends(jr_str s)
{
    size_t n = 0;
    for (size_t at = jr_str_find(s, 0, '\n'); at < s.n; at = jr_str_find(s, at + 1, '\n'))
        n++;
    return n;
}

/* ---- What each kind of block takes along ---- */

static void fill_heading(jr_import *im, cmark_node *from, jr_node *node, size_t begin)
{
    const jr_str t = im->source->parsed;
    node->as.heading.level = (unsigned)cmark_node_get_heading_level(from);
    size_t at = begin;
    while (at < t.n && t.p[at] == '#')
        at++;
    if (at > begin && at - begin <= 6 && (at == t.n || jr_is_space(t.p[at])))
        node->flags |= JR_NODE_ATX;
}

/* The last line of a code block: cmark-gfm's own end lies a line too far where a container ended the block. */
static int last_line_of_code(const jr_import *im, cmark_node *from, jr_str text, char fence, int fence_length)
{
    const int lines = (int)count_line_ends(text);
    const int first = cmark_node_get_start_line(from);
    if (!fence)
        return first + (lines ? lines - 1 : 0);
    const int closing = first + lines + 1;
    const size_t line = im->first_line + (size_t)closing - 1;
    if (closing > cmark_node_get_end_line(from) || line >= im->source->n_lines)
        return first + lines;
    const jr_str s = im->source->parsed;
    size_t at = im->source->lines[line];
    while (at < s.n && (s.p[at] == ' ' || s.p[at] == '\t' || s.p[at] == '>'))
        at++;
    int run = 0;
    while (at < s.n && s.p[at] == fence)
        at++, run++;
    return run >= fence_length ? closing : first + lines;
}

static void fill_code(jr_import *im, cmark_node *from, jr_node *node, size_t begin)
{
    int length = 0, offset = 0;
    char fence = 0;
    const bool fenced = cmark_node_get_fenced(from, &length, &offset, &fence) != 0;
    node->as.code.text = jr_import_string(im, cmark_node_get_literal(from));
    if (fenced) {
        node->flags |= JR_NODE_FENCED;
        node->as.code.info = jr_str_trim(jr_import_string(im, cmark_node_get_fence_info(from)));
        size_t n = 0;
        while (n < node->as.code.info.n && !jr_is_space(node->as.code.info.p[n]))
            n++;
        node->as.code.lang = jr_str_sub(node->as.code.info, 0, n);
        if (jr_str_eq(node->as.code.lang, JR_STR("math")) && jr_extension_on(im->ctx, JR_EXT_MATH))
            jr_node_add_class(im->ctx->arena, node, JR_STR("math"));
    }
    const int last = last_line_of_code(im, from, node->as.code.text, fenced ? fence : 0, length);
    node->span = jr_source_span(im->source, begin, jr_import_end_of_line(im, begin, last));
}

static void fill_list(jr_import *im, cmark_node *from, jr_node *node, size_t begin)
{
    node->as.list.ordered = cmark_node_get_list_type(from) == CMARK_ORDERED_LIST;
    node->as.list.tight = cmark_node_get_list_tight(from) != 0;
    if (node->as.list.ordered) {
        node->as.list.start = (uint32_t)cmark_node_get_list_start(from);
        node->as.list.delimiter = cmark_node_get_list_delim(from) == CMARK_PAREN_DELIM ? ')' : '.';
    } else {
        const jr_str t = im->source->parsed;
        node->as.list.delimiter = begin < t.n && strchr("-*+", t.p[begin]) && t.p[begin] ? t.p[begin] : '-';
    }
}

static void fill_item(jr_import *im, cmark_node *from, jr_node *node, size_t begin)
{
    (void)im, (void)begin;
    if (strcmp(cmark_node_get_type_string(from), "tasklist") == 0)
        node->as.item.task = cmark_gfm_extensions_get_tasklist_item_checked(from) ? JR_TASK_DONE : JR_TASK_OPEN;
}

static void fill_html(jr_import *im, cmark_node *from, jr_node *node, size_t begin)
{
    node->as.raw.format = JR_STR("html");
    node->as.raw.text = jr_import_string(im, cmark_node_get_literal(from));
    const int lines = (int)count_line_ends(node->as.raw.text);
    const int last = cmark_node_get_start_line(from) + (lines ? lines - 1 : 0);
    node->span = jr_source_span(im->source, begin, jr_import_end_of_line(im, begin, last));
}

/* A block that only an extension unknown to us makes. */
static void fill_division(jr_import *im, cmark_node *from, jr_node *node, size_t begin)
{
    (void)im, (void)from, (void)begin;
    node->as.box.name = JR_STR("div");
}

/* ---- Kinds ---- */

struct rule {
    jr_kind kind;
    void (*fill)(jr_import *, cmark_node *, jr_node *, size_t begin);
};

#define VALUE(type) ((type)&CMARK_NODE_VALUE_MASK)

static const struct rule block_rules[] = {
    [VALUE(CMARK_NODE_DOCUMENT)] = {JR_DOCUMENT, NULL},
    [VALUE(CMARK_NODE_BLOCK_QUOTE)] = {JR_BLOCK_QUOTE, NULL},
    [VALUE(CMARK_NODE_LIST)] = {JR_LIST, fill_list},
    [VALUE(CMARK_NODE_ITEM)] = {JR_ITEM, fill_item},
    [VALUE(CMARK_NODE_CODE_BLOCK)] = {JR_CODE_BLOCK, fill_code},
    [VALUE(CMARK_NODE_HTML_BLOCK)] = {JR_RAW_BLOCK, fill_html},
    [VALUE(CMARK_NODE_CUSTOM_BLOCK)] = {JR_DIV, fill_division},
    [VALUE(CMARK_NODE_PARAGRAPH)] = {JR_PARAGRAPH, NULL},
    [VALUE(CMARK_NODE_HEADING)] = {JR_HEADING, fill_heading},
    [VALUE(CMARK_NODE_THEMATIC_BREAK)] = {JR_THEMATIC_BREAK, NULL},
    [VALUE(CMARK_NODE_FOOTNOTE_DEFINITION)] = {JR_FOOTNOTE, NULL},
};

static const jr_kind inline_kinds[] = {
    [VALUE(CMARK_NODE_TEXT)] = JR_TEXT,
    [VALUE(CMARK_NODE_SOFTBREAK)] = JR_SOFT_BREAK,
    [VALUE(CMARK_NODE_LINEBREAK)] = JR_LINE_BREAK,
    [VALUE(CMARK_NODE_CODE)] = JR_CODE,
    [VALUE(CMARK_NODE_HTML_INLINE)] = JR_RAW_INLINE,
    [VALUE(CMARK_NODE_CUSTOM_INLINE)] = JR_SPAN,
    [VALUE(CMARK_NODE_EMPH)] = JR_EMPH,
    [VALUE(CMARK_NODE_STRONG)] = JR_STRONG,
    [VALUE(CMARK_NODE_LINK)] = JR_LINK,
    [VALUE(CMARK_NODE_IMAGE)] = JR_IMAGE,
    [VALUE(CMARK_NODE_FOOTNOTE_REFERENCE)] = JR_FOOTNOTE_REF,
};

/* The types that extensions add have no constants: they are known by name. */
static const struct {
    const char *name;
    struct rule rule;
} extension_rules[] = {
    {"table", {JR_TABLE, jr_import_table}},
    {"table_header", {JR_TABLE_ROW, jr_import_open_row}},
    {"table_row", {JR_TABLE_ROW, jr_import_open_row}},
    {"table_cell", {JR_TABLE_CELL, jr_import_open_cell}},
    {"strikethrough", {JR_STRIKETHROUGH, NULL}},
};

static struct rule rule_of(cmark_node *from)
{
    const unsigned type = (unsigned)cmark_node_get_type(from);
    const unsigned value = VALUE(type);
    const bool inl = (type & CMARK_NODE_TYPE_MASK) == CMARK_NODE_TYPE_INLINE;
    if (inl && value < sizeof inline_kinds / sizeof *inline_kinds)
        return (struct rule){inline_kinds[value], NULL};
    if (!inl && value < sizeof block_rules / sizeof *block_rules)
        return block_rules[value];
    const char *name = cmark_node_get_type_string(from);
    for (size_t i = 0; i < sizeof extension_rules / sizeof *extension_rules; i++)
        if (strcmp(name, extension_rules[i].name) == 0)
            return extension_rules[i].rule;
    return inl ? (struct rule){JR_SPAN, NULL} : (struct rule){JR_DIV, fill_division};
}

/* ---- The copy ---- */

jr_node *jr_import_open(jr_import *im, jr_kind kind, jr_span span)
{
    jr_node *node = jr_node_new(im->ctx->arena, kind, span);
    jr_node_append(im->at, node);
    im->at = node;
    im->depth++;
    return node;
}

void jr_import_close(jr_import *im)
{
    im->at = jr_node_edit(im->at->parent);
    im->depth--;
}

/* Paragraphs of a tight list's items are set without spacing (CommonMark §5.3). */
static bool in_tight_item(const jr_import *im)
{
    return im->at->kind == JR_ITEM && im->at->parent->as.list.tight;
}

/* Where a footnote's "[^label]:" starts: cmark-gfm gives the place behind it. */
static size_t begin_of_note(const jr_import *im, size_t begin)
{
    const jr_str s = im->source->parsed;
    const size_t line = im->source->lines[jr_source_line(im->source, begin)];
    if (jr_str_starts(jr_str_sub(s, begin, s.n), JR_STR("[^")))
        return begin;
    for (size_t at = begin; at-- > line;)
        if (s.p[at] == '[' && at + 1 < s.n && s.p[at + 1] == '^')
            return at;
    return begin;
}

/* A paragraph that a table follows at once has no place of its own in cmark-gfm: it is where the table is said to start. */
static void place_before_table(const jr_import *im, cmark_node *table, size_t *begin, size_t *end)
{
    if (!table || cmark_node_get_start_line(table) == 0)
        return;
    *begin = jr_import_offset(im, cmark_node_get_start_line(table), cmark_node_get_start_column(table));
    *end = jr_import_end_of_line(im, *begin, jr_import_header_line(im, table) - 1);
}

static void open_block(jr_import *im, cmark_node *from, struct rule rule)
{
    size_t begin = jr_import_offset(im, cmark_node_get_start_line(from), cmark_node_get_start_column(from));
    if (rule.kind == JR_FOOTNOTE) {
        begin = begin_of_note(im, begin);
        im->at = im->notes;
    }
    size_t end = jr_import_end_of_line(im, begin, cmark_node_get_end_line(from));
    if (cmark_node_get_start_line(from) == 0)
        place_before_table(im, cmark_node_next(from), &begin, &end);
    if (rule.kind == JR_PARAGRAPH && in_tight_item(im))
        rule.kind = JR_PLAIN;
    jr_node *node = jr_import_open(im, rule.kind, jr_source_span(im->source, begin, end));
    im->block = node->span;
    if (rule.fill)
        rule.fill(im, from, node, begin);
    if (rule.kind == JR_PARAGRAPH || rule.kind == JR_PLAIN || rule.kind == JR_HEADING)
        jr_import_inlines_begin(im, node, begin, end);
}

static void close_block(jr_import *im)
{
    switch ((int)im->at->kind) {
    case JR_PLAIN:
    case JR_PARAGRAPH:
    case JR_HEADING: jr_import_inlines_end(im); break;
    }
    if (jr_import_close_table_part(im))
        return;
    if (im->at->last && jr_kind_is_block((jr_kind)im->at->last->kind))
        im->at->span.end = im->at->last->span.end;
    const bool note = im->at->kind == JR_FOOTNOTE;
    jr_import_close(im);
    if (note)
        im->at = im->root;
}

static bool is_container(jr_kind kind)
{
    return (JR_BIT(kind) & (JR_BIT(JR_EMPH) | JR_BIT(JR_STRONG) | JR_BIT(JR_STRIKETHROUGH) | JR_BIT(JR_LINK) |
                            JR_BIT(JR_IMAGE) | JR_BIT(JR_SPAN))) != 0;
}

/* Opens `from`; true: its children are to be copied next. */
static bool enter(jr_import *im, cmark_node *from)
{
    const struct rule rule = rule_of(from);
    if (rule.kind == JR_TABLE_ROW || rule.kind == JR_TABLE_CELL) {
        rule.fill(im, from, NULL, 0);
        return true;
    }
    if (jr_kind_is_block(rule.kind)) {
        open_block(im, from, rule);
        return true;
    }
    jr_node *node = jr_import_inline(im, rule.kind, from);
    if (!node || !is_container(rule.kind))
        return false;
    im->at = node;
    im->depth++;
    return true;
}

static void leave(jr_import *im)
{
    if (jr_kind_is_block((jr_kind)im->at->kind)) {
        close_block(im);
        return;
    }
    jr_import_inline_leave(im, im->at);
    jr_import_close(im);
}

bool jr_import_tree(jr_import *im, cmark_node *document)
{
    im->at = im->root;
    im->depth = 1;
    for (cmark_node *n = cmark_node_first_child(document); n;) {
        if (im->depth >= im->max_depth)
            return jr_markdown_too_deep(im->ctx, &im->at->span);
        const bool inside = enter(im, n);
        cmark_node *child = inside ? cmark_node_first_child(n) : NULL;
        if (child) {
            n = child;
            continue;
        }
        if (inside)
            leave(im);
        while (!cmark_node_next(n) && cmark_node_parent(n) != document) {
            n = cmark_node_parent(n);
            leave(im);
        }
        n = cmark_node_next(n);
    }
    jr_import_notes(im);
    return true;
}
