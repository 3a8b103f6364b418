/* SPDX-License-Identifier: MIT */
/* The line "[!NOTE]" is read before CommonMark: whatever follows it starts a block of its own, even a table or an
   ordered list that could not interrupt a paragraph. So the marker is masked as "<!NOTE>", an HTML block of one line
   (CommonMark §4.6, start condition 4), and is found again by its offset. */
#include "alert.h"

#include "ast/build.h"

static const jr_str names[JR_ALERT_COUNT] = {
    [JR_ALERT_NOTE] = JR_STR_INIT("NOTE"),           [JR_ALERT_TIP] = JR_STR_INIT("TIP"),
    [JR_ALERT_IMPORTANT] = JR_STR_INIT("IMPORTANT"), [JR_ALERT_WARNING] = JR_STR_INIT("WARNING"),
    [JR_ALERT_CAUTION] = JR_STR_INIT("CAUTION"),
};

static const jr_str opener = JR_STR_INIT("[!");

/* Length of the marker "[!TYPE]" at offset `at`, or 0. */
static size_t marker_at(jr_str s, size_t at, jr_alert_type *ret_type)
{
    const jr_str inner = jr_str_sub(s, at + 2, s.n);
    for (int type = 0; type < JR_ALERT_COUNT; type++) {
        const jr_str name = names[type];
        if (!jr_str_starts_nocase(inner, name) || inner.n == name.n || inner.p[name.n] != ']')
            continue;
        *ret_type = (jr_alert_type)type;
        return name.n + 3;
    }
    return 0;
}

/* Only white space up to the line's end. */
static bool ends_line(jr_str s, size_t at)
{
    while (at < s.n && (s.p[at] == ' ' || s.p[at] == '\t'))
        at++;
    return at == s.n || s.p[at] == '\n' || s.p[at] == '\r';
}

/* Behind a '>', before which there are only markers of quotes and lists. */
static bool starts_quote_line(jr_str s, size_t at, size_t body)
{
    size_t i = at;
    while (i > body && (s.p[i - 1] == ' ' || s.p[i - 1] == '\t'))
        i--;
    if (i == body || s.p[i - 1] != '>')
        return false;
    while (i > body && s.p[i - 1] != '\n' && s.p[i - 1] != '\r') {
        const char c = s.p[--i];
        if (!jr_is_digit(c) && !memchr(" \t>-*+.)", c, 8))
            return false;
    }
    return true;
}

static const uint32_t *take_marks(jr_buf *found, jr_arena *arena)
{
    uint32_t *marks = jr_arena_array(arena, uint32_t, found->n / sizeof *marks + 1);
    if (found->n)
        memcpy(marks, found->p, found->n);
    jr_buf_free(found);
    return marks;
}

jr_alert_marks jr_alert_mask(jr_arena *arena, jr_source *source, size_t body)
{
    const jr_str s = source->parsed;
    jr_buf found = {0}, odd = {0};
    uint32_t mark;
    for (size_t at = jr_str_search(s, body, opener); at < s.n; at = jr_str_search(s, at + 2, opener)) {
        jr_alert_type type = JR_ALERT_NOTE;
        const size_t n = marker_at(s, at, &type);
        mark = (uint32_t)at;
        if (n)
            jr_put(ends_line(s, at + n) && starts_quote_line(s, at, body) ? &found : &odd,
                   (jr_str){(const char *)&mark, sizeof mark});
    }
    jr_alert_marks marks = {.n = found.n / sizeof mark, .n_odd = odd.n / sizeof mark};
    const uint32_t *at = marks.at = take_marks(&found, arena);
    marks.odd = take_marks(&odd, arena);
    if (marks.n == 0)
        return marks;
    char *masked = jr_source_mask(arena, source);
    for (size_t i = 0; i < marks.n; i++) {
        jr_alert_type type = JR_ALERT_NOTE;
        const size_t n = marker_at(s, at[i], &type);
        masked[at[i]] = '<';
        masked[at[i] + 2] = names[type].p[0];
        masked[at[i] + n - 1] = '>';
    }
    return marks;
}

/* Index of the first of n marks at or behind `offset`. */
static size_t first_of(const uint32_t *at, size_t n, size_t offset)
{
    size_t low = 0, high = n;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (at[middle] < offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static size_t first_mark(const jr_alert_marks *marks, size_t offset)
{
    return first_of(marks->at, marks->n, offset);
}

/* Whether there is a marker of either kind in the bytes of a node. */
static bool has_marker(const jr_source *source, const jr_alert_marks *marks, const jr_node *node)
{
    const size_t begin = jr_source_offset(source, node->span.begin), end = jr_source_offset(source, node->span.end);
    const size_t i = first_mark(marks, begin), odd = first_of(marks->odd, marks->n_odd, begin);
    return (i < marks->n && marks->at[i] < end) || (odd < marks->n_odd && marks->odd[odd] < end);
}

/* ---- What was no marker after all ---- */

/* Puts the author's bytes back in a text that comes from source bytes [begin, end). */
static void restore(jr_arena *arena, const jr_source *source, const jr_alert_marks *marks, const jr_span *span,
                    jr_str *text)
{
    const size_t end = jr_source_offset(source, span->end);
    size_t from = 0;
    char *copy = NULL;
    for (size_t i = first_mark(marks, jr_source_offset(source, span->begin)); i < marks->n && marks->at[i] < end; i++) {
        jr_alert_type type = JR_ALERT_NOTE;
        const size_t n = marker_at(source->text, marks->at[i], &type);
        const size_t at = jr_str_search(*text, from, jr_str_sub(source->parsed, marks->at[i], marks->at[i] + n));
        if (!n || at == text->n)
            continue;
        if (!copy) {
            copy = jr_arena_array(arena, char, text->n);
            memcpy(copy, text->p, text->n);
            text->p = copy;
        }
        memcpy(copy + at, source->text.p + marks->at[i], n);
        from = at + n;
    }
}

static jr_str *text_of(jr_node *n)
{
    switch ((int)n->kind) {
    case JR_TEXT:
    case JR_CODE: return &n->as.text;
    case JR_CODE_BLOCK: return &n->as.code.text;
    case JR_RAW_BLOCK:
    case JR_RAW_INLINE: return &n->as.raw.text;
    }
    return NULL;
}

/* ---- What was one ---- */

struct alerts {
    const jr_read_ctx *ctx;
    jr_arena *arena;
    const jr_source *source;
    const jr_alert_marks *marks;
};

/* The node is a marker line. */
static bool is_marker(const struct alerts *a, const jr_node *n, jr_alert_type *ret_type)
{
    if (n->kind != JR_RAW_BLOCK)
        return false;
    const size_t at = jr_source_offset(a->source, n->span.begin);
    const size_t i = first_mark(a->marks, at);
    return i < a->marks->n && a->marks->at[i] == at && marker_at(a->source->text, at, ret_type) > 0;
}

/* Splits a block quote at its markers: what stands before the first stays a quote, each marker starts an alert. Returns
   the last of the nodes that it became. */
static jr_node *split_quote(const struct alerts *a, jr_node *quote)
{
    jr_node *open = quote;
    const jr_node *next;
    for (const jr_node *n = quote->first; n; n = next) {
        next = n->next;
        jr_node *child = jr_node_edit(n);
        jr_alert_type type = JR_ALERT_NOTE;
        if (is_marker(a, n, &type)) {
            jr_node *alert = jr_node_new(a->arena, JR_ALERT, open == quote && !n->prev ? quote->span : n->span);
            alert->span.end = n->span.end;
            alert->as.alert.type = type;
            jr_node_unlink(child);
            jr_node_insert_after(open, alert);
            open = alert;
        } else if (open != quote) {
            jr_node_unlink(child);
            jr_node_append(open, child);
        }
        open->span.end = n->span.end;
    }
    if (!quote->first && open != quote)
        jr_node_unlink(quote);
    return open;
}

/* A marker line that is no child of a quote but of a list in it, say: text like any other. */
static void make_paragraph(const struct alerts *a, jr_node *n)
{
    jr_node *text = jr_node_new(a->arena, JR_TEXT, n->span);
    text->as.text = jr_str_sub(a->source->text, jr_source_offset(a->source, n->span.begin),
                               jr_source_offset(a->source, n->span.end));
    n->kind = JR_PARAGRAPH;
    jr_node_append(n, text); /* visited next */
}

/* The first marker in s that is not escaped, or an empty string. */
static jr_str marker_in(jr_str s)
{
    for (size_t at = jr_str_search(s, 0, opener); at < s.n; at = jr_str_search(s, at + 2, opener)) {
        jr_alert_type type;
        const size_t n = at > 0 && s.p[at - 1] == '\\' ? 0 : marker_at(s, at, &type);
        if (n)
            return jr_str_sub(s, at, at + n);
    }
    return (jr_str){"", 0};
}

static void find_malformed(const struct alerts *a, const jr_node *text)
{
    if (!marker_in(text->as.text).n)
        return;
    const size_t begin = jr_source_offset(a->source, text->span.begin),
                 end = jr_source_offset(a->source, text->span.end);
    const jr_str marker = marker_in(jr_str_sub(a->source->text, begin, end));
    if (marker.n)
        jr_report(a->ctx->diag, JR_D_BAD_DIALECT, &text->span,
                  "%.*s stays text: it makes an alert where it is alone on its line of a quote", JR_FMT(marker));
}

static void visit(const struct alerts *a, jr_node *n)
{
    jr_alert_type type = JR_ALERT_NOTE;
    jr_str *text = text_of(n);
    if (!text)
        return;
    if (!is_marker(a, n, &type)) {
        restore(a->arena, a->source, a->marks, &n->span, text);
        if (n->kind == JR_TEXT && a->marks->n_odd)
            find_malformed(a, n);
    } else if (n->parent->kind != JR_BLOCK_QUOTE) {
        make_paragraph(a, n);
    }
}

void jr_alert_nodes(const jr_read_ctx *ctx, const jr_source *source, const jr_alert_marks *marks, jr_node *root)
{
    if ((marks->n == 0 && marks->n_odd == 0) || !root)
        return;
    const struct alerts a = {ctx, ctx->arena, source, marks};
    jr_walk w = jr_walk_start(root);
    while (jr_walk_next(&w)) {
        if (w.entering && w.node != root && jr_kind_is_block((jr_kind)w.node->kind) &&
            !has_marker(source, marks, w.node))
            jr_walk_skip(&w);
        else if (w.entering)
            visit(&a, jr_node_edit(w.node));
        else if (w.node->kind == JR_BLOCK_QUOTE)
            w.node = split_quote(&a, jr_node_edit(w.node)); /* behind its children still */
    }
}
