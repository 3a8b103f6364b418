/* SPDX-License-Identifier: MIT */
/* One unit as bytes: which form is written by whom, and what codes look like. */
#include "merge_parts.h"

#include <stdlib.h>

bool jr_merge_is_punct(char c)
{
    return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') || (c >= '{' && c <= '~');
}

size_t jr_merge_reference(jr_str s, size_t i)
{
    enum { LONGEST = 34 }; /* HTML §13.5: the longest name has 31 letters */
    size_t end = i + 1;
    if (end < s.n && s.p[end] == '#')
        end++;
    const size_t name = end;
    while (end < s.n && end - i < LONGEST && jr_is_alnum(s.p[end]))
        end++;
    return end > name && end < s.n && s.p[end] == ';' ? end + 1 - i : 0;
}

/* A comment in code, or a value in which nothing can be escaped: as it is. */
static void write_bare(const jr_merger *m, size_t unit, jr_buf *out)
{
    const jr_merge_text text = m->units[unit].text;
    for (size_t i = 0; i < text.n; i++) {
        if (text.items[i].kind == JR_PIECE_TEXT)
            jr_put(out, text.items[i].text);
        else
            jr_put(out, m->units[unit].codes.open[text.items[i].number]->text);
    }
}

static void (*const write_form[JR_FORM_COUNT])(const jr_merger *m, size_t unit, jr_buf *out) = {
    [JR_FORM_PARAGRAPH] = jr_merge_markdown,      [JR_FORM_HEADING_ATX] = jr_merge_markdown,
    [JR_FORM_HEADING_SETEXT] = jr_merge_markdown, [JR_FORM_CELL] = jr_merge_markdown,
    [JR_FORM_LINK_TEXT] = jr_merge_markdown,      [JR_FORM_ALT] = jr_merge_markdown,
    [JR_FORM_TITLE_DOUBLE] = jr_merge_title,      [JR_FORM_TITLE_SINGLE] = jr_merge_title,
    [JR_FORM_TITLE_PAREN] = jr_merge_title,       [JR_FORM_HTML_TEXT] = jr_merge_html,
    [JR_FORM_HTML_DOUBLE] = jr_merge_html,        [JR_FORM_HTML_SINGLE] = jr_merge_html,
    [JR_FORM_HTML_BARE] = jr_merge_html,          [JR_FORM_DIALECT] = jr_merge_html,
    [JR_FORM_YAML_PLAIN] = jr_merge_yaml,         [JR_FORM_YAML_FLOW] = jr_merge_yaml,
    [JR_FORM_YAML_SINGLE] = jr_merge_yaml,        [JR_FORM_YAML_DOUBLE] = jr_merge_yaml,
    [JR_FORM_YAML_LITERAL] = jr_merge_yaml,       [JR_FORM_YAML_FOLDED] = jr_merge_yaml,
    [JR_FORM_YAML_LIST] = jr_merge_yaml,          [JR_FORM_COMMENT] = write_bare,
};

void jr_merge_write(const jr_merger *m, size_t unit, jr_buf *out)
{
    const jr_unit *own = &m->job->units->items[unit];
    write_form[own->form](m, unit, out);
    if (m->units[unit].relabel) {
        jr_puts(out, "][");
        jr_put(out, jr_str_sub(m->job->doc->source, own->span.begin, own->span.end));
        jr_puts(out, "]");
    }
}

static int by_place(const void *a, const void *b)
{
    const jr_merge_unit *const *x = a, *const *y = b;
    return ((*x)->begin > (*y)->begin) - ((*x)->begin < (*y)->begin);
}

void jr_merge_write_code(const jr_merger *m, const jr_merge_codes *codes, const jr_piece *piece, jr_buf *out)
{
    /* The texts of a pair are listed with its start, but a link's title is written in its end. */
    const jr_piece *holder = codes->open[piece->number];
    const jr_str source = m->job->doc->source;
    const jr_merge_unit **subs = jr_arena_array(m->scratch, const jr_merge_unit *, holder->n_subs);
    for (size_t i = 0; i < holder->n_subs; i++)
        subs[i] = &m->units[holder->first_sub + i];
    if (holder->n_subs > 1)
        qsort(subs, holder->n_subs, sizeof *subs, by_place);
    size_t at = piece->span.begin;
    for (size_t i = 0; i < holder->n_subs; i++) {
        if (!subs[i]->nested || subs[i]->begin < at || subs[i]->end > piece->span.end)
            continue;
        jr_put(out, jr_str_sub(source, at, subs[i]->begin));
        jr_merge_write(m, (size_t)(subs[i] - m->units), out);
        at = subs[i]->end;
    }
    jr_put(out, jr_str_sub(source, at, piece->span.end));
}
