/* SPDX-License-Identifier: MIT */
/* Titles of reference links: they stand in the link's definition (CommonMark §4.7), which no node of the tree holds. A
   label that two lines of the page seem to define is not certain, since one of them may be code or a comment. */
#include "unit_parts.h"

struct jr_definitions {
    jr_map map; /* labels to indices of places, from 1 on; TWICE */
    jr_value_place *places;
    bool *taken; /* by index */
    size_t n, cap;
};

#define TWICE SIZE_MAX

/* CommonMark §4.7: a label matches another whatever the case and the white space. */
static jr_str normalise(jr_arena *arena, jr_str label)
{
    jr_buf out = {0};
    label = jr_str_trim(label);
    for (size_t i = 0; i < label.n;) {
        const bool space = jr_is_space(label.p[i]);
        const uint32_t c = jr_utf8_next(label, &i);
        if (!space)
            jr_put_utf8(&out, jr_to_lower(c));
        else if (out.p[out.n - 1] != ' ')
            jr_putc(&out, ' ');
    }
    return jr_buf_take(&out, arena);
}

/* The definition at `at`, where a line begins behind the marks of its containers; false: there is none. */
static bool read_definition(jr_definitions *d, jr_arena *arena, jr_str s, size_t at)
{
    enum { LONGEST = 999 }; /* characters of a label */
    const jr_str near = jr_str_sub(s, 0, at + 4 * LONGEST);
    size_t end = at + 1;
    while (end < near.n && near.p[end] != ']' && near.p[end] != '[')
        end += near.p[end] == '\\' ? 2 : 1;
    if (end + 1 >= near.n || near.p[end] != ']' || near.p[end + 1] != ':' || near.p[at + 1] == '^')
        return false;
    const jr_str label = normalise(arena, jr_str_sub(s, at + 1, end));
    if (label.n == 0)
        return false;
    size_t *index = jr_map_at(&d->map, label);
    if (*index) {
        *index = TWICE;
        return true;
    }
    if (d->n == d->cap)
        d->places = jr_grow(arena, d->places, d->n, sizeof *d->places, &d->cap);
    d->places[d->n++] = jr_title_place(s, end + 2);
    *index = d->n;
    return true;
}

jr_definitions *jr_definitions_read(jr_str source, jr_arena *arena)
{
    jr_definitions *d = jr_arena_new(arena, jr_definitions);
    d->map.arena = arena;
    for (size_t at = 0; at < source.n;) {
        while (at < source.n && (source.p[at] == ' ' || source.p[at] == '\t' || source.p[at] == '>'))
            at++;
        if (at < source.n && source.p[at] == '[')
            read_definition(d, arena, source, at);
        while (at < source.n && source.p[at] != '\n' && source.p[at] != '\r')
            at++;
        at++;
    }
    d->taken = jr_arena_array(arena, bool, d->n + 1);
    return d;
}

/* The label that the code s refers by: "[text][label]", "[label][]", "[label]", with a '!' before it or not. */
static jr_str label_of(jr_str s)
{
    const size_t open = s.p[0] == '!', close = jr_code_bracket_end(s, open);
    if (close + 2 < s.n && s.p[close + 1] == '[' && s.p[s.n - 1] == ']' && s.n - close > 3)
        return jr_str_sub(s, close + 2, s.n - 1);
    return jr_str_sub(s, open + 1, close);
}

jr_value_place jr_definitions_find(jr_definitions *d, jr_arena *arena, jr_str code)
{
    const size_t index = jr_map_get(&d->map, normalise(arena, label_of(code)));
    if (index == 0 || index == TWICE || d->taken[index - 1])
        return (jr_value_place){.form = index && index != TWICE ? JR_FORM_COUNT : JR_FORM_TITLE_DOUBLE};
    d->taken[index - 1] = true;
    return d->places[index - 1];
}
