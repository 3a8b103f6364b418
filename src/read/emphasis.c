/* SPDX-License-Identifier: MIT */
/* A line of inlines that CommonMark left asterisks in, read again: it is taken apart into pieces (text, runs of asterisks,
   other inlines), the runs are matched by CommonMark's own procedure (0.29, appendix, "process emphasis") with wider rules for
   what opens and closes, and the pieces are put together anew. All of it only where fewer asterisks stay text. */
#include "emphasis.h"

#include "ast/build.h"
#include "emphasis_flank.h"
#include "ast/node_list.h"

enum piece_kind { TEXT, RUN, ATOM };

struct piece {
    enum piece_kind kind;
    size_t begin, end; /* offsets in the source */
    jr_str text;       /* TEXT */
    jr_node *node;     /* ATOM: any inline that is no emphasis by asterisks; RUN: its place in the new tree */
    jr_flank flank;    /* RUN */
    size_t left;       /* RUN: asterisks that are not used up */
};

struct match {
    size_t opener, closer; /* indices of pieces */
    size_t width;
};

/* The line at hand. */
struct line {
    jr_arena *arena;
    const jr_source *source;
    jr_node *parent;
    jr_buf piece_bytes, match_bytes; /* of struct piece, struct match */
    size_t literal;                  /* asterisks that are text as it stands */
    size_t at;                       /* end of the last piece */
    bool lost;                       /* the places of the pieces are not known */
};

static struct piece *piece_at(const struct line *l, size_t i)
{
    return (struct piece *)(void *)l->piece_bytes.p + i;
}

static size_t count(const struct line *l)
{
    return l->piece_bytes.n / sizeof(struct piece);
}

static void add(struct line *l, const struct piece *piece)
{
    if (piece->begin < l->at || piece->end < piece->begin)
        l->lost = true;
    l->at = piece->end;
    jr_put(&l->piece_bytes, (jr_str){(const char *)piece, sizeof *piece});
}

/* ---- Taking apart ---- */

/* Asterisks right behind others are of one run. */
static void add_run(struct line *l, size_t begin, size_t end)
{
    struct piece *last = count(l) ? piece_at(l, count(l) - 1) : NULL;
    for (size_t i = begin; i < end; i++)
        l->lost = l->lost || l->source->parsed.p[i] != '*';
    if (last && last->kind == RUN && last->end == begin)
        last->end = l->at = end;
    else
        add(l, &(struct piece){.kind = RUN, .begin = begin, .end = end});
}

static void add_text(struct line *l, jr_str text, size_t begin, size_t end)
{
    if (text.n)
        add(l, &(struct piece){.kind = TEXT, .begin = begin, .end = end, .text = text});
}

static bool is_ascii_punctuation(char c)
{
    return (c > ' ' && c < '0') || (c > '9' && c < 'A') || (c > 'Z' && c < 'a') || (c > 'z' && c < 0x7F);
}

/* Steps over what one piece of text is in the source: itself, an escape, a character reference. False: it is not there. */
static bool step(jr_str text, size_t *i, jr_str s, size_t *j)
{
    if (s.p[*j] == '\\' && *j + 1 < s.n && is_ascii_punctuation(s.p[*j + 1])) {
        const bool same = text.p[*i] == s.p[*j + 1];
        *i += 1;
        *j += 2;
        return same;
    }
    const size_t semicolon = s.p[*j] == '&' ? jr_str_find(jr_str_sub(s, 0, *j + 34), *j, ';') : s.n;
    const jr_str reference = jr_str_sub(s, *j, semicolon + 1);
    if (s.p[*j] == '&' && semicolon < s.n && reference.n <= 34 && !jr_str_starts(jr_str_sub(text, *i, text.n), reference)) {
        jr_utf8_next(text, i); /* none that matter is more than one character; the end tells */
        *j = semicolon + 1;
        return true;
    }
    return text.p[(*i)++] == s.p[(*j)++];
}

static void take_text(struct line *l, const jr_node *node)
{
    const jr_str text = node->as.text;
    size_t i = 0, j = jr_source_offset(l->source, node->span.begin);
    const jr_str s = jr_str_sub(l->source->parsed, 0, jr_source_offset(l->source, node->span.end));
    size_t text_from = i, from = j;
    while (i < text.n && j < s.n && !l->lost) {
        if (s.p[j] != '*') {
            l->lost = !step(text, &i, s, &j);
            continue;
        }
        const size_t run = j;
        add_text(l, jr_str_sub(text, text_from, i), from, run);
        while (i < text.n && j < s.n && s.p[j] == '*' && text.p[i] == '*')
            i++, j++;
        l->lost = l->lost || j == run;
        l->literal += j - run;
        add_run(l, run, j);
        text_from = i;
        from = j;
    }
    l->lost = l->lost || i != text.n || j != s.n;
    add_text(l, jr_str_sub(text, text_from, text.n), from, j);
}

/* Emphasis whose delimiters are asterisks; *ret_width of them on each side. */
static bool is_starred(const jr_source *source, const jr_node *node, size_t *ret_width)
{
    *ret_width = node->kind == JR_STRONG ? 2 : 1;
    return (node->kind == JR_STRONG || node->kind == JR_EMPH) &&
           source->parsed.p[jr_source_offset(source, node->span.begin)] == '*';
}

static void take_apart(struct line *l)
{
    for (jr_walk w = jr_walk_start(l->parent); jr_walk_next(&w) && !l->lost;) {
        const jr_node *n = w.node;
        size_t width;
        if (n == l->parent)
            continue;
        const size_t begin = jr_source_offset(l->source, n->span.begin), end = jr_source_offset(l->source, n->span.end);
        if (is_starred(l->source, n, &width) && end - begin >= 2 * width) {
            const size_t at = w.entering ? begin : end - width;
            add_run(l, at, at + width);
        } else if (w.entering && n->kind == JR_TEXT) {
            take_text(l, n);
        } else if (w.entering) {
            add(l, &(struct piece){.kind = ATOM, .begin = begin, .end = end, .node = jr_node_edit(n)});
            jr_walk_skip(&w);
        }
    }
}

/* ---- Matching ---- */

static bool is_break(const struct piece *p)
{
    return p->kind == ATOM && (p->node->kind == JR_SOFT_BREAK || p->node->kind == JR_LINE_BREAK);
}

/* What each run may do. A block has nothing outside of it that counts, such as the pipe beside a cell. */
static void judge(struct line *l)
{
    const bool block = jr_kind_is_block((jr_kind)l->parent->kind);
    const jr_str s = l->source->parsed;
    size_t line = block ? piece_at(l, 0)->begin : 0;
    for (size_t i = 0; i < count(l); i++) {
        struct piece *p = piece_at(l, i);
        if (i > 0 && is_break(p - 1))
            line = p->begin;
        if (p->kind != RUN)
            continue;
        p->left = p->end - p->begin;
        p->flank = jr_emphasis_flank(s, line, p->begin, p->end, block ? l->at : s.n);
    }
}

/* CommonMark 0.29 §6.4, rules 9 and 10. */
static bool fit(const struct piece *opener, const struct piece *closer)
{
    const size_t a = opener->end - opener->begin, b = closer->end - closer->begin;
    return (!opener->flank.close && !closer->flank.open) || (a + b) % 3 != 0 || (a % 3 == 0 && b % 3 == 0);
}

struct matching {
    size_t *stack, n;     /* openers, as indices of pieces */
    size_t bottom[2][3];  /* by can-open and length modulo 3 of a closer: no opener fits that stands before */
    bool wide;            /* a wider rule was of use */
};

/* Looks for the openers that a closer closes. */
static void close_run(struct line *l, struct matching *m, size_t index)
{
    struct piece *closer = piece_at(l, index);
    size_t *bottom = &m->bottom[closer->flank.open][(closer->end - closer->begin) % 3];
    while (closer->left > 0) {
        size_t i = m->n;
        while (i > 0 && m->stack[i - 1] >= *bottom && !fit(piece_at(l, m->stack[i - 1]), closer))
            i--;
        if (i == 0 || m->stack[i - 1] < *bottom) {
            *bottom = index;
            return;
        }
        struct piece *opener = piece_at(l, m->stack[i - 1]);
        const struct match match = {m->stack[i - 1], index, opener->left > 1 && closer->left > 1 ? 2 : 1};
        opener->left -= match.width;
        closer->left -= match.width;
        m->n = opener->left ? i : i - 1;
        m->wide = m->wide || opener->flank.wide_open || closer->flank.wide_close;
        jr_put(&l->match_bytes, (jr_str){(const char *)&match, sizeof match});
    }
}

static bool is_hollow(const struct piece *p)
{
    return p->flank.hollow && p->left == p->end - p->begin;
}

/* False: CommonMark's own reading is as good. */
static bool match_runs(struct line *l)
{
    struct matching m = {.stack = jr_arena_array(l->arena, size_t, count(l))};
    size_t literal = 0, hollow = 0;
    for (size_t i = 0; i < count(l); i++) {
        struct piece *p = piece_at(l, i);
        if (p->kind == RUN && p->flank.close)
            close_run(l, &m, i);
        if (p->kind == RUN && p->flank.open && p->left > 0)
            m.stack[m.n++] = i;
    }
    for (size_t i = 0; i < count(l); i++) {
        const struct piece *p = piece_at(l, i);
        if (p->kind == RUN && is_hollow(p))
            hollow++;
        else if (p->kind == RUN)
            literal += p->left;
    }
    return hollow > 0 || (m.wide && literal < l->literal);
}

/* ---- Putting together ---- */

static jr_node *new_node(const struct line *l, jr_kind kind, size_t begin, size_t end)
{
    return jr_node_new(l->arena, kind, jr_source_span(l->source, begin, end));
}

/* All pieces in a row below the parent; a run is an empty text as yet. */
static void lay_out(struct line *l)
{
    jr_node *old = new_node(l, JR_DOCUMENT, 0, 0);
    jr_node_move(old, jr_node_edit(l->parent->first), jr_node_edit(l->parent->last));
    for (size_t i = 0; i < count(l); i++) {
        struct piece *p = piece_at(l, i);
        p->left = p->end - p->begin;
        if (p->kind != ATOM)
            p->node = new_node(l, JR_TEXT, p->begin, p->end);
        else
            jr_node_unlink(p->node);
        if (p->kind == TEXT)
            p->node->as.text = p->text;
        jr_node_append(l->parent, p->node);
    }
}

/* The delimiters that a match uses up are the last of its opener and the first of its closer that are left. */
static void wrap(struct line *l, const struct match *m)
{
    struct piece *opener = piece_at(l, m->opener), *closer = piece_at(l, m->closer);
    opener->end -= m->width;
    closer->begin += m->width;
    jr_node *node = new_node(l, m->width == 2 ? JR_STRONG : JR_EMPH, opener->end, closer->begin);
    if (opener->node->next != closer->node)
        jr_node_move(node, jr_node_edit(opener->node->next), jr_node_edit(closer->node->prev));
    jr_node_insert_after(opener->node, node);
}

/* What is left of a run is text, or nothing, or emphasis around nothing. */
static void settle(struct line *l, struct piece *p)
{
    const bool hollow = is_hollow(p) && p->end - p->begin == p->left;
    for (size_t at = p->begin; hollow && at < p->end; at += 4)
        jr_node_insert_before(p->node, new_node(l, JR_STRONG, at, at + 4));
    if (hollow || p->begin == p->end) {
        jr_node_unlink(p->node);
        return;
    }
    p->node->as.text = jr_str_sub(l->source->text, p->begin, p->end);
    p->node->span = jr_source_span(l->source, p->begin, p->end);
}

static void join_texts(struct line *l)
{
    for (jr_walk w = jr_walk_start(l->parent); jr_walk_next(&w);) {
        jr_node *n = jr_node_edit(w.node);
        while (w.entering && n->kind == JR_TEXT && n->next && n->next->kind == JR_TEXT &&
               n->next->as.text.p == n->as.text.p + n->as.text.n && n->next->span.begin == n->span.end) {
            n->as.text.n += n->next->as.text.n;
            n->span.end = n->next->span.end;
            jr_node_unlink(jr_node_edit(n->next));
        }
    }
}

static void rebuild(struct line *l)
{
    const struct match *matches = (const struct match *)(const void *)l->match_bytes.p;
    lay_out(l);
    for (size_t i = 0; i < l->match_bytes.n / sizeof *matches; i++)
        wrap(l, &matches[i]);
    for (size_t i = 0; i < count(l); i++)
        if (piece_at(l, i)->kind == RUN)
            settle(l, piece_at(l, i));
    join_texts(l);
}

/* ---- Lines with asterisks ---- */

static bool read_again(jr_arena *arena, const jr_source *source, jr_node *parent)
{
    bool again = false;
    struct line l = {.arena = arena, .source = source, .parent = parent};
    take_apart(&l);
    if (!l.lost) {
        judge(&l);
        again = match_runs(&l);
        if (again)
            rebuild(&l);
    }
    jr_buf_free(&l.piece_bytes);
    jr_buf_free(&l.match_bytes);
    return again;
}

/* Where asterisks stayed text, or four on each side hold something. */
static bool is_suspect(const jr_node *n)
{
    if (n->kind == JR_TEXT)
        return n->as.text.n && memchr(n->as.text.p, '*', n->as.text.n);
    return n->kind == JR_STRONG && n->parent->kind == JR_STRONG && n->parent->span.begin + 2 == n->span.begin;
}

/* Whether inlines stand in the node, and no asterisk among them. */
static bool has_no_star(const jr_source *source, const jr_node *n)
{
    const size_t begin = jr_source_offset(source, n->span.begin), end = jr_source_offset(source, n->span.end);
    return n->first && jr_kind_is_block((jr_kind)n->kind) && jr_kind_is_inline((jr_kind)n->first->kind) && begin < end &&
           !memchr(source->parsed.p + begin, '*', end - begin);
}

bool jr_emphasis_cjk(jr_arena *arena, const jr_source *source, jr_node *root)
{
    jr_node_list open = {0}, lines = {0}; /* `open`: lines with something suspect that the walk is in */
    size_t width;
    for (jr_walk w = jr_walk_start(root); jr_walk_next(&w);) {
        if (!w.entering && open.n && open.p[open.n - 1] == w.node)
            jr_node_list_add(&lines, arena, open.p[--open.n]);
        if (w.entering && has_no_star(source, w.node))
            jr_walk_skip(&w);
        if (!w.entering || !is_suspect(w.node))
            continue;
        const jr_node *parent = w.node->parent;
        while (is_starred(source, parent, &width))
            parent = parent->parent;
        if (open.n == 0 || open.p[open.n - 1] != parent)
            jr_node_list_add(&open, arena, jr_node_edit(parent));
    }
    bool any = false;
    for (size_t i = 0; i < lines.n; i++)
        any = read_again(arena, source, lines.p[i]) || any;
    return any;
}
