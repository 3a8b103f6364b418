/* SPDX-License-Identifier: MIT */
/* Delimiters and brackets: what those of a text could become together with each other and with those of the codes. */
#include "merge_escape.h"

/* ---- Surroundings ---- */

/* The character that ends before `at`, which is not 0. */
static uint32_t character_before(jr_str s, size_t at)
{
    size_t begin = at - 1;
    while (begin > 0 && at - begin < 4 && ((unsigned char)s.p[begin] & 0xC0) == 0x80)
        begin--;
    return jr_utf8_next(s, &begin);
}

static uint32_t character_at(jr_str s, size_t at)
{
    return jr_utf8_next(s, &at);
}

static bool ends_line(char c)
{
    return c == '\n' || c == '\r';
}

/* What may end the marks of containers before the first text of a line: "> ", "- ", "1. ", "[x] ". */
static bool ends_container_mark(jr_str source, size_t begin)
{
    while (begin > 0 && (source.p[begin - 1] == ' ' || source.p[begin - 1] == '\t'))
        begin--;
    return begin == 0 || ends_line(source.p[begin - 1]) || memchr(">-*+.)]\xBF", source.p[begin - 1], 8);
}

/* Which characters the author writes with a backslash, and which without. */
static void note_escapes(jr_escaper *e, jr_str source)
{
    const jr_span *all = &e->unit->span;
    if (!memchr(source.p + all->begin, '\\', all->end - all->begin))
        return; /* then it does not matter what is as it is */
    for (size_t i = 0; i < e->unit->n_pieces && e->level == JR_ESCAPE_AS_SOURCE; i++) {
        const jr_span *span = &e->unit->pieces[i].span;
        for (size_t at = span->begin; e->unit->pieces[i].kind == JR_PIECE_TEXT && at < span->end; at++) {
            const size_t reference = source.p[at] == '&' ? jr_merge_reference(source, at) : 0;
            if (reference) {
                at += reference - 1;
                continue;
            }
            const bool escape = source.p[at] == '\\' && at + 1 < span->end && jr_merge_is_punct(source.p[at + 1]);
            at += escape;
            e->any_escaped = e->any_escaped || escape;
            if (jr_merge_is_punct(source.p[at]))
                (escape ? e->escaped : e->left)[(unsigned char)source.p[at]] = true;
        }
    }
}

void jr_escaper_context(jr_escaper *e)
{
    static const bool brackets[JR_FORM_COUNT] = {[JR_FORM_LINK_TEXT] = true, [JR_FORM_ALT] = true};
    static const bool lines[JR_FORM_COUNT] = {
        [JR_FORM_PARAGRAPH] = true, [JR_FORM_HEADING_SETEXT] = true, [JR_FORM_CELL] = true};
    const jr_str source = e->m->job->doc->source;
    const jr_merge_unit *unit = &e->m->units[e->index];
    e->in_brackets = brackets[e->unit->form];
    e->first_in_line = lines[e->unit->form] && ends_container_mark(source, unit->begin);
    e->before = unit->begin && !e->first_in_line ? character_before(source, unit->begin) : '\n';
    e->after = unit->end < source.n ? character_at(source, unit->end) : '\n';
    const jr_str bytes = jr_str_sub(source, unit->begin, unit->end);
    note_escapes(e, source);
    if (jr_str_find(bytes, 0, '&') == bytes.n)
        return;
    e->nbsp =
        jr_str_search(bytes, 0, JR_STR("&nbsp;")) < bytes.n || jr_str_search(bytes, 0, JR_STR("&#160;")) < bytes.n;
    e->lt = jr_str_search(bytes, 0, JR_STR("&lt;")) < bytes.n;
    e->gt = jr_str_search(bytes, 0, JR_STR("&gt;")) < bytes.n;
    e->amp = jr_str_search(bytes, 0, JR_STR("&amp;")) < bytes.n;
}

/* ---- Flanking ---- */

/* Punctuation in all versions of CommonMark; and what is punctuation in those that count symbols (0.31). */
static bool is_punctuation(uint32_t c)
{
    if (c < 0x80)
        return jr_merge_is_punct((char)c);
    return (c >= 0x2010 && c <= 0x2027) || (c >= 0x2030 && c <= 0x205E && c != 0x2044 && c != 0x2052) ||
           (c >= 0x3001 && c <= 0x3003) || (c >= 0x3008 && c <= 0x3011) || (c >= 0x3014 && c <= 0x301F) ||
           (c >= 0xFF01 && c <= 0xFF0F && c != 0xFF04 && c != 0xFF0B) || c == 0xFF1A || c == 0xFF1B || c == 0xFF1F ||
           c == 0xA1 || c == 0xA7 || c == 0xAB || c == 0xB6 || c == 0xB7 || c == 0xBB || c == 0xBF;
}

static bool may_be_punctuation(uint32_t c)
{
    return is_punctuation(c) || (c >= 0x80 && !jr_is_word(c) && !jr_is_white(c));
}

/* A line end, or white space. */
static bool is_blank(uint32_t c)
{
    return jr_is_white(c);
}

static jr_flanking flanking(char mark, uint32_t before, uint32_t after)
{
    /* A symbol counts as punctuation where that forbids and not where that allows: every reader is to agree. */
    const bool left = !is_blank(after) && (!may_be_punctuation(after) || is_blank(before) || is_punctuation(before));
    const bool right = !is_blank(before) && (!may_be_punctuation(before) || is_blank(after) || is_punctuation(after));
    if (mark != '_')
        return (jr_flanking){left, right};
    return (jr_flanking){left && (!right || is_punctuation(before)), right && (!left || is_punctuation(after))};
}

jr_flanking jr_escaper_flanking(const jr_escaper *e, size_t begin, size_t end)
{
    const jr_str bare = jr_buf_str(&e->bare);
    const uint32_t before = begin ? character_before(bare, begin) : e->before;
    const uint32_t after = end < bare.n ? character_at(bare, end) : e->after;
    return flanking(bare.p[begin], before, after);
}

/* The same for text, where what any reader might take for a delimiter is to be escaped. */
static jr_flanking text_flanking(const jr_escaper *e, size_t begin, size_t end)
{
    const jr_str bare = jr_buf_str(&e->bare);
    const uint32_t before = begin ? character_before(bare, begin) : e->before;
    const uint32_t after = end < bare.n ? character_at(bare, end) : e->after;
    const bool left = !is_blank(after) && (!is_punctuation(after) || is_blank(before) || may_be_punctuation(before));
    const bool right = !is_blank(before) && (!is_punctuation(before) || is_blank(after) || may_be_punctuation(after));
    if (bare.p[begin] != '_')
        return (jr_flanking){left, right};
    return (jr_flanking){left && (!right || may_be_punctuation(before)), right && (!left || may_be_punctuation(after))};
}

/* ---- Delimiters ---- */

static bool is_delimiter_mark(char mark)
{
    return mark == JR_MARK_TEXT || mark == JR_MARK_OPENER || mark == JR_MARK_CLOSER;
}

static size_t run_end(const jr_escaper *e, size_t begin)
{
    size_t end = begin + 1;
    while (end < e->bare.n && e->bare.p[end] == e->bare.p[begin] && is_delimiter_mark(e->marks.p[end]))
        end++;
    return end;
}

/* Where the first delimiter that can open stands, and the last that can close; by character. */
struct reach {
    size_t first_opener, last_closer;
};

static struct reach *reach_of(struct reach *reaches, char c)
{
    return c == '*' ? &reaches[0] : c == '_' ? &reaches[1] : c == '~' ? &reaches[2] : NULL;
}

static bool holds_code(const jr_escaper *e, size_t begin, size_t end)
{
    for (size_t i = begin; i < end; i++)
        if (e->marks.p[i] != JR_MARK_TEXT)
            return true;
    return false;
}

static void measure(const jr_escaper *e, struct reach *reaches)
{
    for (size_t i = 0; i < e->bare.n;) {
        struct reach *reach = is_delimiter_mark(e->marks.p[i]) ? reach_of(reaches, e->bare.p[i]) : NULL;
        const size_t end = reach ? run_end(e, i) : i + 1;
        const jr_flanking f = reach ? text_flanking(e, i, end) : (jr_flanking){false, false};
        if (f.can_open && i < reach->first_opener)
            reach->first_opener = i;
        if (f.can_close)
            reach->last_closer = end;
        i = end;
    }
}

static void match_delimiters(jr_escaper *e)
{
    struct reach reaches[] = {{SIZE_MAX, 0}, {SIZE_MAX, 0}, {SIZE_MAX, 0}};
    measure(e, reaches);
    for (size_t i = 0; i < e->bare.n;) {
        const struct reach *reach = is_delimiter_mark(e->marks.p[i]) ? reach_of(reaches, e->bare.p[i]) : NULL;
        const size_t end = reach ? run_end(e, i) : i + 1;
        if (reach) {
            const jr_flanking f = text_flanking(e, i, end);
            const bool meets = (f.can_open && reach->last_closer > end) || (f.can_close && reach->first_opener < i);
            if (meets || holds_code(e, i, end))
                memset(e->needs + i, 1, end - i);
        }
        i = end;
    }
}

/* ---- Brackets ---- */

static bool starts_definition(const jr_escaper *e, size_t open)
{
    return (open == 0 && e->first_in_line) || (open > 0 && e->marks.p[open - 1] == JR_MARK_LINE_END);
}

/* Text "[…]" that would be a link, a note, a definition, or a box to tick. */
static bool means_something(const jr_escaper *e, size_t open, size_t close)
{
    const char next = close + 1 < e->bare.n ? e->bare.p[close + 1] : '\0';
    if (next == '(' || next == '[' || e->bare.p[open + 1] == '^')
        return true;
    if (!starts_definition(e, open))
        return false;
    const bool box = close == open + 2 && memchr(" xX", e->bare.p[open + 1], 3);
    return next == ':' || box;
}

struct brackets {
    size_t *open; /* places of '[' that have not been closed */
    size_t n;
    size_t floor; /* those of the link at hand start here */
    bool in_link;
};

static void enter_link(struct brackets *b)
{
    b->floor = b->n;
    b->in_link = true;
}

static void leave_link(jr_escaper *e, struct brackets *b)
{
    while (b->n > b->floor)
        e->needs[b->open[--b->n]] = 1;
    b->floor = 0;
    b->in_link = e->in_brackets;
}

static size_t count_brackets(const jr_escaper *e)
{
    size_t n = 0;
    for (size_t i = 0; i < e->bare.n; i++)
        n += e->bare.p[i] == '[';
    return n;
}

static void match_brackets(jr_escaper *e)
{
    struct brackets b = {.open = jr_arena_array(e->m->scratch, size_t, count_brackets(e)), .in_link = e->in_brackets};
    for (size_t i = 0; i < e->bare.n; i++) {
        const char mark = e->marks.p[i], c = e->bare.p[i];
        if (mark == JR_MARK_LINK && (i == 0 || e->marks.p[i - 1] != JR_MARK_LINK))
            enter_link(&b);
        else if (mark == JR_MARK_LINK_END && e->marks.p[i - 1] != JR_MARK_LINK_END)
            leave_link(e, &b);
        if (mark != JR_MARK_TEXT || (c != '[' && c != ']'))
            continue;
        if (c == '[') {
            b.open[b.n++] = i;
        } else if (b.n > b.floor) {
            const size_t open = b.open[--b.n];
            e->needs[open] = means_something(e, open, i) ? 1 : e->needs[open];
            /* its end would be that of a bracket around it */
            e->needs[i] = e->needs[open] && (b.in_link || b.n > b.floor) ? 1 : e->needs[i];
        } else if (b.in_link) {
            e->needs[i] = 1;
        }
    }
    while (e->in_brackets && b.n > 0)
        e->needs[b.open[--b.n]] = 1;
}

/* ---- All of them ---- */

static size_t count_ticks(const jr_escaper *e)
{
    size_t runs = 0;
    for (size_t i = 0; i < e->bare.n; i++)
        runs += e->bare.p[i] == '`' && (i == 0 || e->bare.p[i - 1] != '`');
    return runs;
}

/* One of these characters is in the text: in codes they are escaped never. */
static bool holds(const jr_escaper *e, const char *set, size_t n)
{
    const jr_merge_text text = e->m->units[e->index].text;
    for (size_t k = 0; k < text.n; k++)
        for (size_t i = 0; text.items[k].kind == JR_PIECE_TEXT && i < n; i++)
            if (memchr(text.items[k].text.p, set[i], text.items[k].text.n))
                return true;
    return false;
}

void jr_escaper_match(jr_escaper *e)
{
    e->needs = jr_arena_array(e->m->scratch, char, e->bare.n + 1);
    if (holds(e, "*_~", 3))
        match_delimiters(e);
    if (holds(e, "[]", 2))
        match_brackets(e);
    e->ticks = holds(e, "`", 1) ? count_ticks(e) : 0;
}
