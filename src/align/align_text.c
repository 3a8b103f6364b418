/* SPDX-License-Identifier: MIT */
/* Pieces of two pages as the two sides of a pair. */
#include "align_parts.h"

#include "units/unit_space.h"

/* The index of the other end for each end of a pair. */
static void pair_up(jr_arena *arena, jr_inline *items, size_t n)
{
    size_t *open = jr_arena_array(arena, size_t, n), depth = 0;
    for (size_t i = 0; i < n; i++) {
        items[i].pair = JR_NO_PAIR;
        if (items[i].kind == JR_PIECE_OPEN)
            open[depth++] = i;
        if (items[i].kind != JR_PIECE_CLOSE || depth == 0)
            continue;
        items[i].pair = open[--depth];
        items[open[depth]].pair = i;
    }
}

/* What a piece says where its code is none: the plain text that it stands for. */
static jr_str text_of(const jr_piece *piece, const jr_str *page, jr_arena *arena)
{
    if (piece->kind == JR_PIECE_TEXT)
        return page ? jr_piece_spaced(*page, piece, arena) : piece->text;
    return piece->kind == JR_PIECE_CODE ? piece->equiv : (jr_str){"", 0};
}

static jr_inline code_of(const jr_piece *piece, uint32_t number, jr_arena *arena)
{
    return (jr_inline){
        .kind = piece->kind,
        .number = number,
        .flags = piece->flags,
        .id = jr_arena_printf(arena, "%u", (unsigned)number),
        .original = piece->text,
        .span = piece->span,
    };
}

jr_inlines jr_align_inlines(const jr_segment *text, const jr_code_match *match, const jr_str *page, jr_arena *arena)
{
    jr_inline *items = jr_arena_array(arena, jr_inline, 2 * text->n_pieces + 1);
    size_t n = 0;
    jr_buf room = {0};
    for (size_t i = 0; i <= text->n_pieces; i++) {
        const jr_piece *piece = i < text->n_pieces ? &text->pieces[i] : NULL;
        uint32_t number = 0;
        if (piece && piece->kind != JR_PIECE_TEXT)
            number = match ? jr_code_number(&match->source_of, piece->number) : piece->number;
        if (piece && number == 0) {
            const jr_str more = text_of(piece, page, arena);
            if (room.n == 0)
                items[n].span = piece->span;
            jr_put(&room, more);
            continue;
        }
        if (room.n) {
            items[n].kind = JR_PIECE_TEXT;
            items[n++].text = jr_arena_copy(arena, jr_buf_str(&room));
            room.n = 0;
        }
        if (piece)
            items[n++] = code_of(piece, number, arena);
    }
    jr_buf_free(&room);
    pair_up(arena, items, n);
    return (jr_inlines){items, n};
}

/* Text before the first item or behind the last. */
static void add_edge(jr_inlines *text, jr_str edge, bool end, jr_arena *arena)
{
    jr_inline *items = jr_arena_array(arena, jr_inline, text->n + 1);
    jr_inline *place = &items[end ? text->n : 0];
    memcpy(items + !end, text->items, text->n * sizeof *items);
    *place = (jr_inline){.kind = JR_PIECE_TEXT, .pair = JR_NO_PAIR, .text = edge};
    for (size_t i = 1; i <= text->n && !end; i++)
        items[i].pair += items[i].pair != JR_NO_PAIR;
    *text = (jr_inlines){items, text->n + 1};
}

void jr_align_edges(jr_str source_page, const jr_unit *source, jr_str target_page, const jr_unit *target, bool end,
                    jr_inlines *text, jr_arena *arena)
{
    if (text->n == 0 || !jr_unit_has_edges(source))
        return;
    const jr_edges own = jr_unit_edges(source_page, source), edges = jr_unit_edges(target_page, target);
    const jr_str edge = end ? edges.tail : edges.lead;
    if (edge.n && !jr_str_eq(edge, end ? own.tail : own.lead))
        add_edge(text, edge, end, arena);
}

void jr_align_pair(const jr_segment *source, const jr_segment *target, jr_arena *arena, jr_pair *ret_pair)
{
    jr_code_match match;
    jr_align_codes(source, target, arena, &match);
    *ret_pair = (jr_pair){
        .source = jr_align_inlines(source, NULL, NULL, arena),
        .target = jr_align_inlines(target, &match, NULL, arena),
        .unsure = match.unsure,
    };
}
