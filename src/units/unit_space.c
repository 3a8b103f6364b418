/* SPDX-License-Identifier: MIT */
#include "unit_space.h"

#include "unit_written.h"

bool jr_form_has_lines(jr_form form)
{
    static const bool lines[JR_FORM_COUNT] = {
        [JR_FORM_PARAGRAPH] = true, [JR_FORM_HEADING_SETEXT] = true, [JR_FORM_LINK_TEXT] = true,
        [JR_FORM_ALT] = true,       [JR_FORM_HTML_TEXT] = true,
    };
    return lines[form];
}

/* What a run of white space says. */
static void put_run(jr_str run, bool lines, jr_buf *out)
{
    size_t line = 0;
    while (line < run.n && run.p[line] != '\n' && run.p[line] != '\r')
        line++;
    if (line < run.n && lines)
        jr_put(out, line ? JR_STR(" \n") : JR_STR("\n"));
    else
        for (size_t i = 0; i < (line < run.n || run.n == 0 ? 1 : run.n); i++)
            jr_putc(out, ' ');
}

jr_str jr_piece_spaced(jr_str page, const jr_piece *piece, jr_arena *arena)
{
    const jr_str bytes = jr_str_sub(page, piece->span.begin, piece->span.end);
    bool plain = true;
    if (bytes.n && piece->text.n)
        plain = jr_is_space(bytes.p[0]) == jr_is_space(piece->text.p[0]) &&
                jr_is_space(bytes.p[bytes.n - 1]) == jr_is_space(piece->text.p[piece->text.n - 1]);
    for (size_t i = 0; i < bytes.n && plain; i++)
        plain = !jr_is_space(bytes.p[i]) || (bytes.p[i] == ' ' && (i + 1 == bytes.n || !jr_is_space(bytes.p[i + 1])));
    if (piece->kind != JR_PIECE_TEXT || plain)
        return piece->text;
    uint32_t *at = jr_arena_array(arena, uint32_t, piece->text.n + 1);
    if (!jr_written_align(page, piece->span.begin, piece->span.end, piece->form, piece->text, at))
        return piece->text;
    const bool lines = jr_form_has_lines(piece->form);
    jr_buf out = {0};
    if (at[0] > piece->span.begin) /* beside a break white space is not seen */
        put_run(jr_str_sub(page, piece->span.begin, at[0]), lines, &out);
    for (size_t i = 0; i < piece->text.n; i++) {
        const bool space = jr_is_space(piece->text.p[i]);
        if (space)
            put_run(jr_str_sub(page, at[i], at[i + 1]), lines, &out);
        else
            jr_putc(&out, piece->text.p[i]);
    }
    if (at[piece->text.n] < piece->span.end)
        put_run(jr_str_sub(page, at[piece->text.n], piece->span.end), lines, &out);
    return jr_buf_take(&out, arena);
}

bool jr_unit_has_edges(const jr_unit *unit)
{
    static const bool running[JR_FORM_COUNT] = {
        [JR_FORM_PARAGRAPH] = true, [JR_FORM_HEADING_ATX] = true, [JR_FORM_CELL] = true, [JR_FORM_HTML_TEXT] = true};
    return running[unit->form];
}

jr_edges jr_unit_edges(jr_str page, const jr_unit *unit)
{
    size_t begin = unit->span.begin, end = unit->span.end;
    if (!jr_unit_has_edges(unit))
        return (jr_edges){{"", 0}, {"", 0}};
    while (begin > 0 && (page.p[begin - 1] == ' ' || page.p[begin - 1] == '\t'))
        begin--;
    while (end < page.n && (page.p[end] == ' ' || page.p[end] == '\t'))
        end++;
    return (jr_edges){jr_str_sub(page, begin, unit->span.begin), jr_str_sub(page, unit->span.end, end)};
}

bool jr_unit_takes_lead(jr_str page, const jr_unit *unit, jr_str own, jr_str lead)
{
    const size_t begin = unit->span.begin - own.n;
    size_t line = begin;
    while (line > 0 && page.p[line - 1] != '\n' && page.p[line - 1] != '\r')
        line--;
    if (line == begin)
        return own.n == 0 && lead.n < 4;
    for (size_t i = line; i < begin; i++)
        if (!jr_is_space(page.p[i]) && !jr_is_digit(page.p[i]) && !memchr(">*+-.)", page.p[i], 6))
            return true;
    return false;
}
