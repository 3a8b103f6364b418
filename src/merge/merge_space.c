/* SPDX-License-Identifier: MIT */
/* White space as Microsoft Learn's localization leaves it: lines of a text begin as the source's lines do; no blank
   line stands between front matter and body, no white space at the ends of lines of the front matter nor before the
   items of its lists; a tab is spaces up to the next fourth column, characters of no width are gone outside of texts,
   and lines end with LF. */
#include "merge_parts.h"

#include <stdlib.h>

#include "base/lines.h"
#include "units/unit_parts.h"
#include "units/unit_space.h"

static bool is_first_column(jr_str s, size_t at)
{
    return at == 0 || s.p[at - 1] == '\n' || s.p[at - 1] == '\r';
}

/* The marks that the n-th line behind the first of a unit begins with, or, where there are fewer, the last one. */
jr_str jr_merge_line(const jr_merger *m, size_t unit, size_t n)
{
    if (m->one_line)
        return JR_STR(" ");
    jr_merge_unit *state = &m->units[unit];
    const jr_str s = jr_str_sub(m->job->doc->source, 0, state->end);
    if (n == 0 || n < state->line || state->line_begin == 0) {
        state->line = 0;
        state->line_begin = jr_line_next(s, state->begin);
    }
    while (state->line < n) {
        const size_t next = jr_line_next(s, state->line_begin);
        if (next >= s.n)
            break;
        state->line++;
        state->line_begin = next;
    }
    if (state->line_begin >= s.n) /* the source has no lines, but where it has nothing before it, none is needed */
        return is_first_column(s, state->begin) ? JR_STR("\n") : JR_STR(" ");
    size_t end = state->line_begin;
    while (end < s.n && (s.p[end] == ' ' || s.p[end] == '\t' || s.p[end] == '>'))
        end++;
    return jr_str_sub(s, state->line_begin - 1, end);
}

/* The spaces at the start of a text, or at its end. */
static jr_str edge_of(jr_merge_text text, bool end)
{
    if (text.n == 0 || text.items[end ? text.n - 1 : 0].kind != JR_PIECE_TEXT)
        return (jr_str){"", 0};
    const jr_str s = text.items[end ? text.n - 1 : 0].text;
    size_t n = 0;
    while (n < s.n && s.p[end ? s.n - 1 - n : n] == ' ')
        n++;
    return end ? jr_str_sub(s, s.n - n, s.n) : jr_str_sub(s, 0, n);
}

jr_edges jr_merge_edges_of(jr_arena *arena, const jr_unit *unit, jr_merge_text text)
{
    if (!jr_unit_has_edges(unit) || text.n == 0)
        return (jr_edges){{"", 0}, {"", 0}};
    return (jr_edges){jr_arena_copy(arena, edge_of(text, false)), jr_arena_copy(arena, edge_of(text, true))};
}

static void drop(jr_merger *m, size_t begin, size_t end)
{
    if (begin < end)
        jr_merge_add(m, (jr_edit){.begin = begin, .end = end, .unit = JR_NO_UNIT, .bytes = JR_STR("")});
}

/* ---- Front matter ---- */

static size_t skip_blanks(jr_str s, size_t at)
{
    while (at < s.n && (s.p[at] == ' ' || s.p[at] == '\t'))
        at++;
    return at;
}

/* The items of a list begin where its key does. */
static void outdent_list(jr_merger *m, const jr_meta_entry *entry)
{
    const jr_str s = m->job->doc->source;
    if (entry->value.kind != JR_META_LIST || entry->value.count == 0)
        return;
    const size_t first = jr_line_next(s, entry->span.end), end = entry->value.span.end;
    const size_t indent = skip_blanks(s, first) - first;
    if (first + indent >= end || s.p[first + indent] != '-')
        return;
    for (size_t line = first; line < end; line = jr_line_next(s, line)) {
        const size_t text = skip_blanks(s, line);
        drop(m, line, text < line + indent ? text : line + indent);
    }
}

/* What the value of an entry is to say. */
static jr_str value_text(const jr_merger *m, const jr_meta *value)
{
    for (size_t i = 0; i < m->job->units->n && m->job->units->items[i].meta; i++) {
        const jr_merge_text text = m->units[i].text;
        if (m->job->units->items[i].meta == value && m->units[i].changed)
            return text.n == 1 ? text.items[0].text : (jr_str){"", 0};
    }
    return value->text;
}

/* There are quotes where they are needed. */
static void drop_quotes(jr_merger *m, const jr_meta *value)
{
    const jr_str s = m->job->doc->source;
    const size_t begin = value->span.begin, end = value->span.end;
    const bool quoted = value->kind == JR_META_STRING && end > begin + 1 && (s.p[begin] == '"' || s.p[begin] == '\'') &&
                        s.p[end - 1] == s.p[begin] && jr_line_end(s, begin) >= end;
    if (!quoted || !jr_merge_yaml_is_plain(value->text) || !jr_merge_yaml_is_plain(value_text(m, value)))
        return;
    drop(m, begin, begin + 1);
    drop(m, end - 1, end);
}

/* One space behind the colon of a key. */
static void tidy_value(jr_merger *m, const jr_meta_entry *entry)
{
    const jr_str s = m->job->doc->source;
    const size_t colon = entry->span.end;
    if (entry->value.kind != JR_META_STRING || colon >= s.n || s.p[colon] != ':')
        return;
    const size_t text = skip_blanks(s, colon + 1);
    if (text > colon + 2 && jr_line_end(s, text) > text)
        drop(m, colon + 2, text);
}

static void tidy_front_matter(jr_merger *m)
{
    const jr_str s = m->job->doc->source;
    const jr_meta *map = &m->job->doc->meta;
    size_t open, close;
    if (!jr_merge_front_matter(m, &open, &close))
        return;
    for (size_t i = 0; i < map->count; i++) {
        outdent_list(m, &map->entries[i]);
        drop_quotes(m, &map->entries[i].value);
        tidy_value(m, &map->entries[i]);
    }
    for (size_t line = open; line <= close && line < s.n; line = jr_line_next(s, line)) {
        const size_t end = jr_line_end(s, line);
        size_t text = end;
        while (text > line && (s.p[text - 1] == ' ' || s.p[text - 1] == '\t'))
            text--;
        drop(m, text, end);
    }
    const size_t body = jr_line_next(s, close);
    size_t at = body;
    for (size_t end = jr_line_end(s, skip_blanks(s, at)); at < s.n && skip_blanks(s, at) == end && end < s.n;
         end = jr_line_end(s, skip_blanks(s, at)))
        at = jr_line_next(s, end);
    drop(m, body, at);
}

/* ---- Characters ---- */

static int by_begin(const void *a, const void *b)
{
    const jr_span *x = a, *y = b;
    return (x->begin > y->begin) - (x->begin < y->begin);
}

/* The texts: what is in them is the target's, or said by the source on purpose. */
static jr_span *text_spans(jr_merger *m)
{
    const size_t n = m->job->units->n;
    jr_span *spans = jr_arena_array(m->arena, jr_span, n);
    for (size_t i = 0; i < n; i++)
        spans[i] = (jr_span){.begin = (uint32_t)m->units[i].begin, .end = (uint32_t)m->units[i].end};
    if (n > 1)
        qsort(spans, n, sizeof *spans, by_begin);
    return spans;
}

static void replace_tab(jr_merger *m, size_t at, size_t column)
{
    static const jr_str spaces = JR_STR_INIT("    ");
    jr_merge_add(m,
                 (jr_edit){.begin = at, .end = at + 1, .unit = JR_NO_UNIT, .bytes = jr_str_sub(spaces, column % 4, 4)});
}

static void tidy_characters(jr_merger *m)
{
    static const jr_str no_width = JR_STR_INIT("\xE2\x80\x8B"); /* U+200B */
    const jr_str s = m->job->doc->source;
    const size_t n = m->job->units->n;
    const jr_span *spans = text_spans(m);
    size_t next = 0, column = 0, width = 0;
    for (size_t at = 0; at < s.n; at += width) {
        const char c = s.p[at];
        const size_t begin = at;
        (void)jr_utf8_next(s, &at);
        width = at - begin;
        at = begin;
        while (next < n && spans[next].end <= at)
            next++;
        const bool free = next == n || at < spans[next].begin;
        if (free && c == '\t')
            replace_tab(m, at, column);
        else if (free && c == '\r' && at + 1 < s.n && s.p[at + 1] == '\n')
            drop(m, at, at + 1);
        else if (free && jr_str_starts(jr_str_sub(s, at, s.n), no_width))
            drop(m, at, at + no_width.n);
        column = c == '\n' ? 0 : c == '\t' ? column + 4 - column % 4 : column + 1;
    }
}

void jr_merge_spaces_add(jr_merger *m)
{
    if (!m->job->learn)
        return;
    if (!m->job->meta.keep)
        tidy_front_matter(m);
    tidy_characters(m);
}
