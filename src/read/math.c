/* SPDX-License-Identifier: MIT */
/* What stands between $$ is no Markdown: "- b" is no list there, "= c" underlines no heading. So the signs are masked
   as "<?" and "?>", which makes an HTML block of what is between (CommonMark §4.6, start condition 3). */
#include "math.h"

#include "ast/build.h"

static const jr_str sign = JR_STR_INIT("$$"), opener = JR_STR_INIT("<?"), closer = JR_STR_INIT("?>");

/* ---- Before CommonMark ---- */

static bool is_line_end(char c)
{
    return c == '\n' || c == '\r';
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* Only markers of quotes and lists stand before it in its line. */
static bool begins_line(jr_str s, size_t at, size_t body)
{
    while (at > body && !is_line_end(s.p[at - 1])) {
        const char c = s.p[--at];
        if (!jr_is_digit(c) && !memchr(" \t>-*+.)", c, 8))
            return false;
    }
    return true;
}

/* Nothing but white space stands behind it in its line. */
static bool ends_line(jr_str s, size_t at)
{
    while (at < s.n && is_blank(s.p[at]))
        at++;
    return at == s.n || is_line_end(s.p[at]);
}

/* The sign that closes a formula which begins at `at`: the next one, at the end of a line. There is no blank line in
   TeX's displays (The TeXbook, chapter 19), and nothing that would end the block otherwise. s.n: none. */
static size_t find_end(jr_str s, size_t at)
{
    bool blank = false;
    for (; at + 1 < s.n; at++) {
        const char c = s.p[at];
        if (is_line_end(c)) {
            if (c == '\r' && s.p[at + 1] == '\n')
                at++;
            if (blank)
                break;
            blank = true;
        } else if (c == '$' && s.p[at + 1] == '$') {
            return ends_line(s, at + 2) ? at : s.n;
        } else if (c == '?' && s.p[at + 1] == '>') {
            break;
        } else if (!is_blank(c) && c != '>') {
            blank = false;
        }
    }
    return s.n;
}

jr_math_marks jr_math_mask(jr_arena *arena, jr_source *source, size_t body)
{
    const jr_str s = source->parsed;
    jr_buf found = {0};
    for (size_t at = jr_str_search(s, body, sign); at < s.n; at = jr_str_search(s, at, sign)) {
        const bool begins = at + 2 < s.n && s.p[at + 2] != '$' && begins_line(s, at, body);
        const size_t end = begins ? find_end(s, at + 2) : s.n;
        if (end < s.n && jr_str_trim(jr_str_sub(s, at + 2, end)).n > 0) {
            const uint32_t pair[2] = {(uint32_t)at, (uint32_t)end};
            jr_put(&found, (jr_str){(const char *)pair, sizeof pair});
            at = end;
        }
        while (at < s.n && s.p[at] == '$')
            at++; /* of $$$ no part is a sign */
    }
    jr_math_marks marks = {.n = found.n / sizeof(uint32_t[2])};
    if (marks.n == 0)
        return marks;
    uint32_t(*pairs)[2] = jr_arena_alloc(arena, marks.n, sizeof *pairs);
    memcpy(pairs, found.p, found.n);
    jr_buf_free(&found);
    marks.at = (const uint32_t(*)[2])pairs;
    char *mask = jr_source_mask(arena, source);
    for (size_t i = 0; i < marks.n; i++) {
        memcpy(mask + pairs[i][0], opener.p, opener.n);
        memcpy(mask + pairs[i][1], closer.p, closer.n);
    }
    return marks;
}

/* ---- Behind CommonMark ---- */

struct math {
    jr_arena *arena;
    const jr_source *source;
    const jr_math_marks *marks;
};

/* Index of the first formula that ends behind `offset`. */
static size_t first_mark(const jr_math_marks *marks, size_t offset)
{
    size_t low = 0, high = marks->n;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (marks->at[middle][1] < offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* How far a text and the bytes that it was made of have been followed. */
struct follow {
    jr_str text;
    size_t at;     /* in the text */
    size_t source; /* in the bytes */
    char *copy;    /* of the text, once it is written on */
};

/* Puts a sign in the place of the token that stands for the one at offset `mark`. The author may have written such a
   token, too: those before it are passed over in the text as in the bytes. */
static void restore_sign(const struct math *m, struct follow *f, size_t mark, jr_str token)
{
    const jr_str before = jr_str_sub(m->source->parsed, 0, mark);
    for (size_t own; (own = jr_str_search(before, f->source, token)) < before.n; f->source = own + token.n)
        f->at = jr_str_search(f->text, f->at, token) + token.n;
    f->source = mark + token.n;
    const size_t at = f->at < f->text.n ? jr_str_search(f->text, f->at, token) : f->text.n;
    if (at >= f->text.n)
        return;
    if (!f->copy) {
        f->copy = jr_arena_array(m->arena, char, f->text.n);
        memcpy(f->copy, f->text.p, f->text.n);
    }
    memcpy(f->copy + at, sign.p, sign.n);
    f->at = at + token.n;
}

static jr_str restore(const struct math *m, const jr_span *span, jr_str text)
{
    const size_t begin = jr_source_offset(m->source, span->begin), end = jr_source_offset(m->source, span->end);
    struct follow f = {.text = text, .source = begin};
    for (size_t i = first_mark(m->marks, begin); i < m->marks->n && m->marks->at[i][0] < end; i++) {
        if (m->marks->at[i][0] >= begin)
            restore_sign(m, &f, m->marks->at[i][0], opener);
        if (m->marks->at[i][1] < end)
            restore_sign(m, &f, m->marks->at[i][1], closer);
    }
    return f.copy ? (jr_str){f.copy, text.n} : text;
}

/* The text of a formula: what stands between the signs, without the blanks around it. */
static jr_str formula_of(jr_arena *arena, jr_str raw)
{
    raw = jr_str_trim(raw);
    jr_str tex = jr_str_sub(raw, opener.n, raw.n - closer.n);
    while (tex.n && (is_blank(tex.p[0]) || is_line_end(tex.p[0])))
        tex = jr_str_sub(tex, 1, tex.n);
    while (tex.n && jr_is_space(tex.p[tex.n - 1]))
        tex.n--;
    return jr_arena_printf(arena, "%.*s\n", JR_FMT(tex));
}

/* A raw block that is a whole formula: CommonMark may have made less of it, or more. */
static bool is_formula(const struct math *m, const jr_node *n)
{
    const jr_str s = m->source->parsed, text = jr_str_trim(n->as.raw.text);
    size_t at = jr_source_offset(m->source, n->span.begin);
    while (at < s.n && is_blank(s.p[at]))
        at++;
    const size_t i = first_mark(m->marks, at);
    return i < m->marks->n && m->marks->at[i][0] == at && jr_str_starts(text, opener) &&
           jr_str_search(text, 0, closer) + closer.n == text.n;
}

static void make_formula(const struct math *m, jr_node *n)
{
    const jr_str text = formula_of(m->arena, n->as.raw.text);
    n->kind = JR_CODE_BLOCK;
    n->as.code.info = n->as.code.lang = JR_STR("math");
    n->as.code.text = text;
    jr_node_add_class(m->arena, n, JR_STR("math"));
}

/* A block that ended with the quote or list which it stands in, before it was closed, and was none: text. */
static void visit_raw_block(const struct math *m, jr_node *n)
{
    if (is_formula(m, n)) {
        make_formula(m, n);
        return;
    }
    n->as.raw.text = restore(m, &n->span, n->as.raw.text);
    if (!jr_str_starts(jr_str_trim(n->as.raw.text), sign))
        return;
    jr_node *text = jr_node_new(m->arena, JR_TEXT, n->span);
    text->as.text = jr_str_trim(n->as.raw.text);
    n->kind = JR_PARAGRAPH;
    jr_node_append(n, text);
}

/* In a line, what the mask makes is a processing instruction. */
static void visit_raw_inline(const struct math *m, jr_node *n)
{
    const jr_str text = restore(m, &n->span, n->as.raw.text);
    n->as.raw.text = text;
    if (!jr_str_starts(text, sign))
        return;
    n->kind = JR_TEXT;
    n->as.text = text;
}

static void visit(const struct math *m, jr_node *n)
{
    switch ((int)n->kind) {
    case JR_RAW_BLOCK: visit_raw_block(m, n); break;
    case JR_RAW_INLINE: visit_raw_inline(m, n); break;
    case JR_TEXT:
    case JR_CODE: n->as.text = restore(m, &n->span, n->as.text); break;
    case JR_CODE_BLOCK: n->as.code.text = restore(m, &n->span, n->as.code.text); break;
    }
}

/* Whether there is a sign in the bytes of a node. */
static bool has_sign(const struct math *m, const jr_node *n)
{
    const size_t i = first_mark(m->marks, jr_source_offset(m->source, n->span.begin));
    return i < m->marks->n && m->marks->at[i][0] < jr_source_offset(m->source, n->span.end);
}

void jr_math_nodes(jr_arena *arena, const jr_source *source, const jr_math_marks *marks, jr_node *root)
{
    const struct math m = {arena, source, marks};
    if (marks->n == 0)
        return;
    for (jr_walk w = jr_walk_start(root); jr_walk_next(&w);) {
        if (w.entering && w.node != root && jr_kind_is_block((jr_kind)w.node->kind) && !has_sign(&m, w.node))
            jr_walk_skip(&w);
        else if (w.entering)
            visit(&m, jr_node_edit(w.node));
    }
}
