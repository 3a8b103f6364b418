/* SPDX-License-Identifier: MIT */
/* Texts with codes, as they come from a translator and as a page can say them. */
#include "merge_parts.h"

#include "units/unit_parts.h"
#include "units/unit_space.h"

jr_merge_codes jr_merge_codes_of(jr_arena *arena, const jr_unit *unit)
{
    jr_merge_codes codes = {0};
    for (size_t i = 0; i < unit->n_pieces; i++)
        if (unit->pieces[i].kind != JR_PIECE_TEXT && unit->pieces[i].number > codes.n)
            codes.n = unit->pieces[i].number;
    if (codes.n == 0)
        return codes;
    codes.open = jr_arena_array(arena, const jr_piece *, (size_t)codes.n + 1);
    codes.close = jr_arena_array(arena, const jr_piece *, (size_t)codes.n + 1);
    for (size_t i = 0; i < unit->n_pieces; i++) {
        const jr_piece *piece = &unit->pieces[i];
        if (piece->kind == JR_PIECE_OPEN || piece->kind == JR_PIECE_CODE)
            codes.open[piece->number] = piece;
        if (piece->kind == JR_PIECE_CLOSE || piece->kind == JR_PIECE_CODE)
            codes.close[piece->number] = piece;
    }
    return codes;
}

char jr_merge_delimiter(const jr_piece *piece)
{
    const bool emphasis =
        piece->type == JR_CODE_BOLD || piece->type == JR_CODE_ITALIC || piece->type == JR_CODE_STRIKETHROUGH;
    if (!emphasis || piece->kind == JR_PIECE_CODE || piece->text.n == 0)
        return 0;
    const char c = piece->text.p[0];
    return c == '*' || c == '_' || c == '~' ? c : 0;
}

jr_merge_text jr_merge_taken(jr_arena *arena, jr_inlines text)
{
    jr_merge_item *items = jr_arena_array(arena, jr_merge_item, text.n);
    for (size_t i = 0; i < text.n; i++)
        items[i] = (jr_merge_item){text.items[i].kind, text.items[i].number, text.items[i].text};
    return (jr_merge_text){items, text.n};
}

jr_merge_text jr_merge_source(jr_arena *arena, const jr_unit *unit, const jr_str *page)
{
    jr_merge_item *items = jr_arena_array(arena, jr_merge_item, unit->n_pieces);
    for (size_t i = 0; i < unit->n_pieces; i++) {
        const jr_piece *piece = &unit->pieces[i];
        items[i] = (jr_merge_item){.kind = piece->kind, .number = piece->number};
        if (piece->kind == JR_PIECE_TEXT)
            items[i].text = page ? jr_piece_spaced(*page, piece, arena) : piece->text;
    }
    return (jr_merge_text){items, unit->n_pieces};
}

/* ---- Normal form ---- */

struct normal {
    jr_arena *arena;
    const jr_merge_codes *codes;
    jr_merge_item *items;
    size_t n, cap;          /* there is room for all there can be */
    jr_merge_item *delayed; /* starts of emphasis with nothing in it so far */
    size_t n_delayed, cap_delayed;
    jr_buf text; /* the text at hand */
    bool space;  /* white space was passed over */
    jr_str run;  /* as which it is written */
    jr_spacing spacing;
};

static void push(struct normal *s, jr_merge_item item)
{
    s->items[s->n++] = item;
}

/* A line break of Markdown: beside it white space is not seen, and at the end of a paragraph it is none (CommonMark
 * §6.7). */
static bool is_break(const struct normal *s, const jr_merge_item *item)
{
    const jr_piece *piece = item->kind == JR_PIECE_CODE ? s->codes->open[item->number] : NULL;
    return piece && piece->node && piece->node->kind == JR_LINE_BREAK &&
           (s->spacing == JR_SPACING_SEEN || !(piece->node->flags & JR_NODE_HTML));
}

static void flush(struct normal *s)
{
    if (s->text.n == 0)
        return;
    push(s, (jr_merge_item){.kind = JR_PIECE_TEXT, .text = jr_arena_copy(s->arena, jr_buf_str(&s->text))});
    s->text.n = 0;
}

/* The space that was passed over, unless it stands where none is seen. */
static void put_space(struct normal *s)
{
    const bool seen = s->text.n || (s->n && !is_break(s, &s->items[s->n - 1]));
    if (s->space && seen)
        jr_put(&s->text, s->run);
    s->space = false;
}

/* Something that is no white space comes next. */
static void begin_content(struct normal *s)
{
    put_space(s);
    if (s->n_delayed == 0)
        return;
    flush(s);
    for (size_t i = 0; i < s->n_delayed; i++)
        push(s, s->delayed[i]);
    s->n_delayed = 0;
}

/* White space that was not passed over yet; of two runs beside each other, one before and one behind a code, the
   longer is kept. */
static void take_space(struct normal *s, jr_str run)
{
    static const jr_str one = JR_STR_INIT(" "), line = JR_STR_INIT("\n"), spaced_line = JR_STR_INIT(" \n");
    const bool ends_line = jr_str_find(run, 0, '\n') < run.n;
    if (s->spacing < JR_SPACING_ONE_LINE || (ends_line && s->spacing == JR_SPACING_ONE_LINE))
        run = one;
    else if (ends_line)
        run = run.p[0] == ' ' ? spaced_line : line;
    if (!s->space || run.n > s->run.n)
        s->run = run;
    s->space = true;
}

static void take_text(struct normal *s, jr_str text)
{
    for (size_t i = 0; i < text.n;) {
        size_t end = i; /* of words with one space between each two */
        while (end < text.n && (!jr_is_space(text.p[end]) ||
                                (text.p[end] == ' ' && end > i && end + 1 < text.n && !jr_is_space(text.p[end + 1]))))
            end++;
        if (end > i) {
            begin_content(s);
            jr_put(&s->text, jr_str_sub(text, i, end));
        }
        for (i = end; i < text.n && jr_is_space(text.p[i]);)
            i++;
        if (i > end)
            take_space(s, jr_str_sub(text, end, i));
    }
}

static void take_code(struct normal *s, const jr_merge_item *item)
{
    const jr_piece *piece = s->codes->open[item->number];
    const bool emphasis = jr_merge_delimiter(piece);
    if (emphasis && item->kind == JR_PIECE_OPEN) {
        JR_GROW(s->arena, s->delayed, s->n_delayed, s->cap_delayed);
        s->delayed[s->n_delayed++] = *item;
        return;
    }
    if (emphasis && s->n_delayed) {
        s->n_delayed--; /* nothing was in it */
        return;
    }
    if (is_break(s, item)) {
        s->space = false;
        if (s->n == 0 && s->text.n == 0)
            return;
    }
    if (!emphasis)
        begin_content(s);
    flush(s);
    push(s, *item);
}

jr_merge_text jr_merge_normal(jr_arena *arena, const jr_merge_codes *codes, jr_merge_text text, jr_spacing spacing)
{
    struct normal s = {.arena = arena, .codes = codes, .spacing = spacing};
    if (text.n == 1 && text.items[0].kind == JR_PIECE_TEXT && jr_str_is_spaced(text.items[0].text)) {
        s.items = jr_arena_new(arena, jr_merge_item);
        *s.items = (jr_merge_item){.kind = JR_PIECE_TEXT, .text = jr_arena_copy(arena, text.items[0].text)};
        return (jr_merge_text){s.items, 1};
    }
    for (size_t i = 0; i < text.n; i++)
        s.cap += text.items[i].kind != JR_PIECE_TEXT;
    s.cap = 2 * s.cap + 1; /* text on either side of each code */
    s.items = jr_arena_array(arena, jr_merge_item, s.cap);
    for (size_t i = 0; i < text.n; i++) {
        const jr_merge_item *item = &text.items[i];
        if (item->kind == JR_PIECE_TEXT)
            take_text(&s, item->text);
        else if (item->number && item->number <= codes->n && codes->open[item->number])
            take_code(&s, item);
    }
    flush(&s);
    while (s.n && is_break(&s, &s.items[s.n - 1]))
        s.n--;
    jr_buf_free(&s.text);
    return (jr_merge_text){s.items, s.n};
}
