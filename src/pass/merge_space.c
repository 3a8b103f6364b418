/* SPDX-License-Identifier: MIT */
/* White space as Microsoft Learn's localization leaves it: lines of a text begin as the source's lines do; no blank line
   stands between front matter and body, no white space at the ends of lines of the front matter nor before the items of
   its lists; a tab is spaces up to the next fourth column, characters of no width are gone, and lines end with LF. */
#include "pass/merge_parts.h"

#include <stdlib.h>

#include "base/lines.h"
#include "pass/unit_parts.h"

/* The marks that the n-th line behind the first of a unit begins with, or, where there are fewer, the last one. */
jr_str jr_merge_line(const jr_merger *m, size_t unit, size_t n)
{
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
    if (state->line_begin >= s.n)
        return JR_STR(" ");
    size_t end = state->line_begin;
    while (end < s.n && (s.p[end] == ' ' || s.p[end] == '\t' || s.p[end] == '>'))
        end++;
    return jr_str_sub(s, state->line_begin - 1, end);
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

static void tidy_front_matter(jr_merger *m)
{
    const jr_str s = m->job->doc->source;
    const jr_meta *map = &m->job->doc->meta;
    size_t open, close;
    if (!jr_merge_front_matter(m, &open, &close))
        return;
    for (size_t i = 0; i < map->count; i++)
        outdent_list(m, &map->entries[i]);
    for (size_t line = open; line < close; line = jr_line_next(s, line)) {
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

/* The texts that are written anew: what is in them is the target's. */
static jr_span *changed_spans(jr_merger *m, size_t *ret_n)
{
    const size_t n = m->job->units->n;
    jr_span *spans = jr_arena_array(m->arena, jr_span, n);
    *ret_n = 0;
    for (size_t i = 0; i < n; i++)
        if (m->units[i].changed)
            spans[(*ret_n)++] = (jr_span){.begin = (uint32_t)m->units[i].begin, .end = (uint32_t)m->units[i].end};
    if (*ret_n > 1)
        qsort(spans, *ret_n, sizeof *spans, by_begin);
    return spans;
}

static void replace_tab(jr_merger *m, size_t at, size_t column)
{
    static const jr_str spaces = JR_STR_INIT("    ");
    jr_merge_add(m, (jr_edit){.begin = at, .end = at + 1, .unit = JR_NO_UNIT, .bytes = jr_str_sub(spaces, column % 4, 4)});
}

static void tidy_characters(jr_merger *m)
{
    static const jr_str no_width = JR_STR_INIT("\xE2\x80\x8B"); /* U+200B */
    const jr_str s = m->job->doc->source;
    size_t n, next = 0, column = 0, width = 0;
    const jr_span *spans = changed_spans(m, &n);
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
    if (!m->job->learn_space)
        return;
    if (!m->job->meta.keep)
        tidy_front_matter(m);
    tidy_characters(m);
}
