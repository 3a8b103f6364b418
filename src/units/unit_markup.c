/* SPDX-License-Identifier: MIT */
/* Inline codes as a translator is shown them. */
#include "unit_parts.h"

jr_str jr_clip(jr_arena *arena, jr_str s, size_t max)
{
    jr_buf out = {0};
    size_t at = 0, count = 0;
    for (; at < s.n && count < max; count++) {
        const size_t begin = at;
        const uint32_t c = jr_utf8_next(s, &at);
        if (c < ' ')
            jr_putc(&out, ' ');
        else
            jr_put(&out, jr_str_sub(s, begin, at));
    }
    if (at < s.n)
        jr_puts(&out, "…");
    return jr_buf_take(&out, arena);
}

/* The last name of a path, without query and fragment. */
static jr_str base_name(jr_str url)
{
    size_t end = jr_str_find(url, 0, '?');
    const size_t hash = jr_str_find(url, 0, '#');
    end = hash < end ? hash : end;
    size_t begin = end;
    while (begin && url.p[begin - 1] != '/' && url.p[begin - 1] != '\\')
        begin--;
    return jr_str_sub(url, begin, end);
}

jr_str jr_code_equiv(jr_arena *arena, const jr_node *node, jr_code_type type)
{
    if (type == JR_CODE_BREAK)
        return JR_STR("\n");
    if (type == JR_CODE_FOOTNOTE || type == JR_CODE_IMAGE || node->kind == JR_RAW_INLINE)
        return (jr_str){"", 0};
    jr_buf out = {0};
    jr_node_text(node, &out);
    return jr_buf_take(&out, arena);
}

jr_str jr_code_disp(jr_arena *arena, const jr_node *node, jr_code_type type, jr_str original)
{
    enum { SHOWN = 60 };
    if (type == JR_CODE_BREAK)
        return JR_STR("↵");
    if (type == JR_CODE_FOOTNOTE)
        return jr_arena_printf(arena, "[%u]", (unsigned)node->as.note.number);
    const jr_node *image = jr_code_image(node);
    if (image) {
        const jr_str name = jr_clip(arena, base_name(image->as.link.url), SHOWN);
        return jr_arena_printf(arena, "[image: %.*s]", JR_FMT(name));
    }
    const jr_str text = jr_str_trim(jr_code_equiv(arena, node, type));
    if (type == JR_CODE_INCLUDE && text.n == 0) {
        const jr_str name = jr_clip(arena, base_name(node->as.include.path), SHOWN);
        return jr_arena_printf(arena, "[include: %.*s]", JR_FMT(name));
    }
    return jr_clip(arena, text.n ? text : original.n ? original : JR_STR("?"), SHOWN);
}
