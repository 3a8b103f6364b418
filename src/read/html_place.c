/* SPDX-License-Identifier: MIT */
#include "html_place.h"

#include "ast/build.h"
#include "base/lines.h"

/* A piece of HTML. */
typedef struct token {
    jr_tag_type type; /* TEXT: also what looks like a tag and is none */
    const jr_html_element *element;
    bool verbatim; /* of a text: no character references */
    jr_str text;   /* within raws[raw].text */
    size_t raw;
    size_t end; /* of a start tag: the token that ends the element, or 0 */
} token;

/* A line of a raw node, and where it is in the source. */
typedef struct line {
    size_t raw, source;
} line;

typedef struct raw_text {
    const jr_node *node;
    jr_str text;
    line *lines;
    size_t n_lines;
} raw_text;

struct jr_html_places {
    const jr_read_ctx *ctx;
    const jr_source *source;
    token *tokens;
    size_t n, cap;
    raw_text *raws;
    size_t n_raws, cap_raws;
    size_t at, in; /* the cursor: a token, a byte in it */
    size_t failures;
};

/* Bounds that keep the time linear whatever the page: how far ahead a node's tag is looked for, and after how many
   texts that are not there the rest is given up. Real pages need a few tags, and fail never. */
enum { MAX_AHEAD = 256, MAX_FAILURES = 64 };

jr_html_places *jr_html_places_start(const jr_read_ctx *ctx, const jr_source *source)
{
    jr_html_places *p = jr_arena_new(ctx->arena, jr_html_places);
    p->ctx = ctx;
    p->source = source;
    return p;
}

/* A growing array in the arena: room for one more. */
static void *grow(jr_arena *arena, const void *items, size_t n, size_t size, size_t *cap)
{
    *cap = 2 * *cap + 8;
    void *more = jr_arena_alloc(arena, *cap, size);
    if (n)
        memcpy(more, items, n * size);
    return more;
}

/* ---- Raw text and source ---- */

/* The bytes of a line of a raw node are the last of its line in the source: what the containers around it begin with
   comes before them. */
static bool find_line(const jr_source *s, jr_str text, size_t number, size_t *ret_begin)
{
    if (number >= s->n_lines)
        return false;
    const size_t begin = s->lines[number], end = jr_source_line_end(s, number);
    if (text.n > end - begin)
        return false;
    *ret_begin = end - text.n;
    return memcmp(s->text.p + *ret_begin, text.p, text.n) == 0 || memcmp(s->parsed.p + *ret_begin, text.p, text.n) == 0;
}

static void find_lines(jr_html_places *p, raw_text *raw)
{
    size_t cap = 0, number = raw->node->span.line ? raw->node->span.line - 1 : p->source->n_lines;
    for (size_t at = 0; at < raw->text.n; number++) {
        const size_t end = jr_line_end(raw->text, at);
        if (raw->n_lines == cap)
            raw->lines = grow(p->ctx->arena, raw->lines, raw->n_lines, sizeof *raw->lines, &cap);
        line *l = &raw->lines[raw->n_lines++];
        *l = (line){at, SIZE_MAX};
        if (!find_line(p->source, jr_str_sub(raw->text, at, end), number, &l->source))
            l->source = SIZE_MAX;
        at = jr_line_next(raw->text, end);
    }
}

/* The offset in the source of byte `i` of a token, or SIZE_MAX. */
static size_t source_of(const jr_html_places *p, const token *t, size_t i)
{
    const raw_text *raw = &p->raws[t->raw];
    const size_t at = (size_t)(t->text.p - raw->text.p) + i;
    size_t low = 0, high = raw->n_lines;
    while (high - low > 1) {
        const size_t middle = low + (high - low) / 2;
        if (raw->lines[middle].raw <= at)
            low = middle;
        else
            high = middle;
    }
    return raw->n_lines && raw->lines[low].source != SIZE_MAX ? raw->lines[low].source + (at - raw->lines[low].raw)
                                                              : SIZE_MAX;
}

void jr_html_places_add(jr_html_places *p, const jr_node *node, const jr_tag *tag, const jr_html_element *element)
{
    if (p->n_raws == 0 || p->raws[p->n_raws - 1].node != node) {
        if (p->n_raws == p->cap_raws)
            p->raws = grow(p->ctx->arena, p->raws, p->n_raws, sizeof *p->raws, &p->cap_raws);
        raw_text *raw = &p->raws[p->n_raws++];
        *raw = (raw_text){.node = node, .text = node->as.raw.text};
        find_lines(p, raw);
    }
    if (p->n == p->cap)
        p->tokens = grow(p->ctx->arena, p->tokens, p->n, sizeof *p->tokens, &p->cap);
    const bool is_tag = tag->type == JR_TAG_OPEN || tag->type == JR_TAG_CLOSE;
    p->tokens[p->n++] = (token){.type = is_tag && !element ? JR_TAG_TEXT : tag->type,
                                .element = element,
                                .verbatim = is_tag,
                                .text = tag->whole,
                                .raw = p->n_raws - 1};
}

/* ---- The cursor ---- */

static bool is_blank(jr_str s, size_t from)
{
    while (from < s.n && jr_is_space(s.p[from]))
        from++;
    return from == s.n;
}

static bool is_blank_text(const jr_html_places *p, size_t at)
{
    const token *t = &p->tokens[at];
    return t->type == JR_TAG_TEXT && is_blank(t->text, at == p->at ? p->in : 0);
}

/* Behind an element whose content is dropped, from its start tag on. */
static size_t pass_dropped(const jr_html_places *p, size_t at)
{
    return p->tokens[at].end ? p->tokens[at].end + 1 : at + 1;
}

/* Finds the end of each element: the innermost that is open is closed first. */
static void pair_tags(jr_html_places *p)
{
    size_t open[JR_HTML_ELEMENTS] = {0}; /* by jr_html_index: the innermost open start tag, from 1 on */
    size_t *outer = jr_arena_array(p->ctx->arena, size_t, p->n + 1);
    for (size_t i = 0; i < p->n; i++) {
        token *t = &p->tokens[i];
        if (!t->element || t->element->flags & JR_HTML_VOID)
            continue;
        size_t *top = &open[jr_html_index(t->element)];
        if (t->type == JR_TAG_OPEN) {
            outer[i + 1] = *top;
            *top = i + 1;
        } else if (t->type == JR_TAG_CLOSE && *top) {
            p->tokens[*top - 1].end = i;
            *top = outer[*top];
        }
    }
}

static bool drops_content(const token *t)
{
    return t->type == JR_TAG_OPEN && t->element && !(t->element->flags & JR_HTML_VOID) &&
           (t->element->role == JR_HTML_SKIP || t->element->role == JR_HTML_MEDIA);
}

/* The next token at or behind `at` that is no white space and nothing that was dropped. */
static size_t next_token(const jr_html_places *p, size_t at)
{
    while (at < p->n && (is_blank_text(p, at) || drops_content(&p->tokens[at])))
        at = drops_content(&p->tokens[at]) ? pass_dropped(p, at) : at + 1;
    return at;
}

static void move(jr_html_places *p, size_t at)
{
    p->at = at;
    p->in = 0;
}

/* A tag that such a node is made of. */
static bool makes(const jr_html_element *element, const jr_node *node)
{
    if (!element)
        return false;
    switch (element->role) {
    case JR_HTML_CODE:
        return node->kind == JR_CODE || (node->kind == JR_SPAN && jr_str_eq(node->as.box.name, element->name));
    case JR_HTML_ANCHOR: return node->kind == JR_LINK || node->kind == JR_SPAN;
    case JR_HTML_MEDIA: return node->kind == JR_VIDEO;
    case JR_HTML_INLINE:
    case JR_HTML_DIV:
        return node->kind == element->kind &&
               (element->kind != JR_SPAN && element->kind != JR_DIV ? true
                                                                    : jr_str_eq(node->as.box.name, element->name));
    default: return node->kind == element->kind;
    }
}

/* The next tag of that sort that makes the node, before any text; p->n: none. */
static size_t find_tag(const jr_html_places *p, const jr_node *node, jr_tag_type type)
{
    size_t at = p->at;
    if (at < p->n && p->in)
        at = is_blank_text(p, at) ? at + 1 : p->n;
    const size_t end = p->n - at > MAX_AHEAD ? at + MAX_AHEAD : p->n;
    for (; at < end; at++) {
        const token *t = &p->tokens[at];
        if (t->type == type && makes(t->element, node))
            return at;
        if (drops_content(t))
            at = pass_dropped(p, at) - 1;
        else if (t->type == JR_TAG_TEXT && !is_blank_text(p, at))
            break;
    }
    return p->n;
}

static void set_span(const jr_html_places *p, jr_node *node, size_t begin, size_t end)
{
    if (begin != SIZE_MAX && end != SIZE_MAX && begin < end)
        node->span = jr_source_span(p->source, begin, end);
}

/* The page may end before the line end that CommonMark gives to its last line. */
static size_t token_end(const jr_html_places *p, size_t at)
{
    const token *t = &p->tokens[at];
    const size_t last = source_of(p, t, t->text.n - 1);
    if (last == SIZE_MAX)
        return SIZE_MAX;
    return last < p->source->text.n ? last + 1 : p->source->text.n;
}

/* ---- Text ---- */

/* Length of the reference at byte `i` of a text, or 0. */
static size_t reference_length(jr_str s, size_t i)
{
    size_t end = i + 1;
    while (end < s.n && end - i < 34 && (jr_is_alnum(s.p[end]) || s.p[end] == '#'))
        end++;
    return end - i > 1 && end < s.n && s.p[end] == ';' ? end + 1 - i : 0;
}

/* Follows one character of `text` from *j on at the cursor. False: it is not there. */
static bool pass_character(jr_html_places *p, jr_str text, size_t *j)
{
    const token *t = &p->tokens[p->at];
    const size_t n = !t->verbatim && t->text.p[p->in] == '&' ? reference_length(t->text, p->in) : 0;
    if (n) {
        const jr_str said = jr_html_decode(p->ctx->arena, p->ctx->diag, jr_str_sub(t->text, p->in, p->in + n));
        if (!jr_str_starts(jr_str_sub(text, *j, text.n), said))
            return false;
        p->in += n;
        *j += said.n;
        return true;
    }
    if (t->text.p[p->in] != text.p[*j])
        return false;
    p->in++;
    ++*j;
    return true;
}

/* To the next visible character, through white space and tags. False: there is none. */
static bool to_visible(jr_html_places *p, bool *ret_crossed)
{
    *ret_crossed = false;
    while (p->at < p->n) {
        const token *t = &p->tokens[p->at];
        while (t->type == JR_TAG_TEXT && p->in < t->text.n && jr_is_space(t->text.p[p->in]))
            p->in++;
        if (t->type == JR_TAG_TEXT && p->in < t->text.n)
            return true;
        *ret_crossed = *ret_crossed || t->type != JR_TAG_TEXT;
        move(p, drops_content(t) ? pass_dropped(p, p->at) : p->at + 1);
    }
    return false;
}

static size_t cursor_source(const jr_html_places *p)
{
    return p->at < p->n && p->in < p->tokens[p->at].text.n ? source_of(p, &p->tokens[p->at], p->in) : SIZE_MAX;
}

/* Behind the last byte that was passed. */
static size_t cursor_behind(const jr_html_places *p)
{
    const size_t last = source_of(p, &p->tokens[p->at], p->in - 1);
    return last == SIZE_MAX ? SIZE_MAX : last + 1;
}

/* The rest of a text, which goes on behind a tag, as a node of its own. */
static jr_node *cut(const jr_html_places *p, jr_node *node, size_t at)
{
    jr_node *rest = jr_node_new(p->ctx->arena, JR_TEXT, node->span);
    rest->flags = node->flags;
    rest->as.text = jr_str_sub(node->as.text, at, node->as.text.n);
    node->as.text = jr_str_sub(node->as.text, 0, at);
    jr_node_insert_before(node, rest);
    /* The rest comes behind: the two change their texts. */
    const jr_str first = node->as.text;
    node->as.text = rest->as.text;
    rest->as.text = first;
    return rest;
}

/* The white space that a text starts with, as far as it stands right before it. */
static void pass_leading(jr_html_places *p, jr_str text, size_t *ret_begin)
{
    *ret_begin = SIZE_MAX;
    if (text.n == 0 || !jr_is_space(text.p[0]) || p->at >= p->n || p->tokens[p->at].type != JR_TAG_TEXT)
        return;
    *ret_begin = cursor_source(p);
}

/* Follows a text node along the tokens; what is behind a tag becomes a node of its own, behind it. */
static bool place_text(jr_html_places *p, jr_node *node)
{
    const jr_html_places start = *p;
    size_t begin, end = SIZE_MAX, j = 0;
    bool crossed;
    pass_leading(p, node->as.text, &begin);
    for (bool first = true;; first = false) {
        const size_t space = j;
        while (j < node->as.text.n && jr_is_space(node->as.text.p[j]))
            j++;
        if (j == node->as.text.n && !first)
            break;
        const size_t at = p->at, in = p->in;
        if (j == node->as.text.n || !to_visible(p, &crossed)) {
            *p = start;
            return false;
        }
        if (first && (crossed || begin == SIZE_MAX)) {
            begin = cursor_source(p);
        } else if (crossed && !first) {
            jr_node *done = cut(p, node, j);
            set_span(p, done, begin, end);
            begin = cursor_source(p);
            j = 0;
        } else if (!first && (j > space) != (p->at != at || p->in != in) && p->at == at) {
            *p = start;
            return false;
        }
        if (!pass_character(p, node->as.text, &j)) {
            *p = start;
            return false;
        }
        end = cursor_behind(p);
    }
    const token *t = &p->tokens[p->at];
    if (jr_is_space(node->as.text.p[node->as.text.n - 1]) && p->in < t->text.n && jr_is_space(t->text.p[p->in])) {
        while (p->in < t->text.n && jr_is_space(t->text.p[p->in]))
            p->in++;
        end = cursor_behind(p);
    }
    set_span(p, node, begin, end);
    return true;
}

/* ---- Nodes ---- */

/* White space at the cursor: a soft break, or a text between two elements that is nothing else. */
static void place_space(jr_html_places *p, jr_node *node)
{
    const size_t at = p->at;
    if (at >= p->n || p->tokens[at].type != JR_TAG_TEXT)
        return;
    const jr_str s = p->tokens[at].text;
    const size_t begin = cursor_source(p), from = p->in;
    while (p->in < s.n && jr_is_space(s.p[p->in]))
        p->in++;
    if (p->in > from)
        set_span(p, node, begin, cursor_behind(p));
}

static void place_open(jr_html_places *p, jr_node *node)
{
    size_t at = find_tag(p, node, JR_TAG_OPEN);
    if (at == p->n && node->kind == JR_LINE_BREAK)
        at = find_tag(p, node, JR_TAG_CLOSE);
    if (at == p->n)
        return;
    set_span(p, node, source_of(p, &p->tokens[at], 0), token_end(p, at));
    move(p, at + 1);
}

/* An element whose content is in the node itself. */
static void place_whole(jr_html_places *p, jr_node *node)
{
    const size_t open = find_tag(p, node, JR_TAG_OPEN), end = open < p->n ? p->tokens[open].end : 0;
    if (!end)
        return;
    set_span(p, node, source_of(p, &p->tokens[open], 0), token_end(p, end));
    move(p, end + 1);
}

static void place_comment(jr_html_places *p, jr_node *node)
{
    size_t at = next_token(p, p->at);
    for (size_t n = 0; n < MAX_AHEAD && at < p->n && p->tokens[at].type != JR_TAG_TEXT; at = next_token(p, at + 1), n++)
        if (p->tokens[at].type == JR_TAG_COMMENT && jr_str_eq(p->tokens[at].text, node->as.raw.text)) {
            set_span(p, node, source_of(p, &p->tokens[at], 0), token_end(p, at));
            move(p, at + 1);
            return;
        }
}

/* A block with a text in its start tag begins there. The cursor stays: its tags are passed over by what is in it. */
static void place_block(jr_html_places *p, jr_node *node)
{
    if (node->kind == JR_CODE_BLOCK) {
        place_whole(p, node);
        return;
    }
    if (!jr_node_get(node, JR_STR("title")).n && !jr_node_get(node, JR_STR("aria-label")).n && node->kind != JR_VIDEO)
        return;
    const size_t at = find_tag(p, node, JR_TAG_OPEN);
    if (at == p->n)
        return;
    const size_t begin = source_of(p, &p->tokens[at], 0), end = token_end(p, at);
    set_span(p, node, begin, end);
    move(p, node->kind == JR_VIDEO && drops_content(&p->tokens[at]) ? pass_dropped(p, at) : at + 1);
}

static void enter(jr_html_places *p, jr_node *node)
{
    if (jr_kind_is_block((jr_kind)node->kind) && node->kind != JR_RAW_BLOCK)
        place_block(p, node);
    else if (node->kind == JR_SOFT_BREAK || (node->kind == JR_TEXT && is_blank(node->as.text, 0)))
        place_space(p, node);
    else if (node->kind == JR_TEXT)
        p->failures += p->failures < MAX_FAILURES && !place_text(p, node);
    else if (node->kind == JR_CODE)
        place_whole(p, node);
    else if (node->kind == JR_RAW_INLINE || node->kind == JR_RAW_BLOCK)
        place_comment(p, node);
    else
        place_open(p, node);
}

/* The end tag of an inline element whose start was found. */
static void leave(jr_html_places *p, jr_node *node)
{
    const size_t at = find_tag(p, node, JR_TAG_CLOSE);
    if (at == p->n)
        return;
    const size_t end = token_end(p, at);
    if (end != SIZE_MAX)
        node->span.end = jr_source_span(p->source, end, end).end;
    move(p, at + 1);
}

static bool is_pair(const jr_node *node)
{
    return jr_kind_is_inline((jr_kind)node->kind) && node->kind != JR_TEXT && node->kind != JR_SOFT_BREAK &&
           node->kind != JR_CODE && node->kind != JR_IMAGE && node->kind != JR_LINE_BREAK &&
           node->kind != JR_RAW_INLINE;
}

void jr_html_places_set(jr_html_places *p, jr_node *root)
{
    pair_tags(p);
    for (jr_walk w = jr_walk_start(root); jr_walk_next(&w);) {
        jr_node *node = jr_node_edit(w.node);
        if (node == root)
            continue;
        if (!(node->flags & JR_NODE_HTML)) {
            if (w.entering)
                jr_walk_skip(&w); /* what stood between the raw blocks */
        } else if (w.entering) {
            enter(p, node);
            if (node->kind == JR_IMAGE)
                jr_walk_skip(&w);
        } else if (is_pair(node)) {
            leave(p, node);
        }
    }
}
