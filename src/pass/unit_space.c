/* SPDX-License-Identifier: MIT */
#include "pass/unit_space.h"

#include "pass/unit_written.h"

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
    for (size_t i = 0; i < bytes.n && plain; i++)
        plain = !jr_is_space(bytes.p[i]) || (bytes.p[i] == ' ' && (i + 1 == bytes.n || !jr_is_space(bytes.p[i + 1])));
    if (piece->kind != JR_PIECE_TEXT || plain)
        return piece->text;
    uint32_t *at = jr_arena_array(arena, uint32_t, piece->text.n + 1);
    if (!jr_written_align(page, piece->span.begin, piece->span.end, piece->form, piece->text, at))
        return piece->text;
    jr_buf out = {0};
    for (size_t i = 0; i < piece->text.n; i++) {
        const bool space = jr_is_space(piece->text.p[i]);
        if (space)
            put_run(jr_str_sub(page, at[i], at[i + 1]), jr_form_has_lines(piece->form), &out);
        else
            jr_putc(&out, piece->text.p[i]);
    }
    return jr_buf_take(&out, arena);
}
