/* SPDX-License-Identifier: MIT */
#include "memory_sentences.h"

#include "align/align.h"

/* ---- A text of a memory as a unit ---- */

/* What a code is to who cuts sentences: a break, a footnote mark, or a word. */
static jr_code_type type_of(const jr_inline *in)
{
    static const struct {
        jr_str start;
        jr_code_type type;
    } types[] = {
        {JR_STR_INIT("<br"), JR_CODE_BREAK},
        {JR_STR_INIT("\\\n"), JR_CODE_BREAK},
        {JR_STR_INIT("  "), JR_CODE_BREAK},
        {JR_STR_INIT("[^"), JR_CODE_FOOTNOTE},
    };
    for (size_t i = 0; i < sizeof types / sizeof *types && in->kind == JR_PIECE_CODE; i++)
        if (jr_str_starts(in->original, types[i].start))
            return types[i].type;
    return JR_CODE_TERM;
}

/* Codes are called by their numbers: so the same are found in both texts. */
static jr_unit unit_of(const jr_inlines *text, jr_arena *arena)
{
    jr_piece *pieces = jr_arena_array(arena, jr_piece, text->n);
    for (size_t i = 0; i < text->n; i++) {
        const jr_inline *in = &text->items[i];
        pieces[i] = (jr_piece){.kind = in->kind, .number = in->number, .text = in->text};
        if (in->kind == JR_PIECE_TEXT)
            continue;
        pieces[i].type = type_of(in);
        pieces[i].text = jr_arena_printf(arena, "code-%u", (unsigned)in->number);
        pieces[i].disp = pieces[i].text;
    }
    return (jr_unit){.pieces = pieces, .n_pieces = text->n};
}

/* Whether both have the same codes, each once, from 1 to some number. */
static bool same_codes(const jr_inlines *source, const jr_inlines *target, jr_arena *arena)
{
    const jr_inlines *const texts[] = {source, target};
    const size_t room = source->n + target->n + 1;
    size_t counts[2] = {0};
    for (size_t t = 0; t < 2; t++) {
        bool *seen = jr_arena_array(arena, bool, room);
        for (size_t i = 0; i < texts[t]->n; i++) {
            const jr_inline *in = &texts[t]->items[i];
            if (in->kind != JR_PIECE_OPEN && in->kind != JR_PIECE_CODE)
                continue;
            if (in->number == 0 || in->number >= room || seen[in->number])
                return false;
            seen[in->number] = true;
            counts[t]++;
        }
        for (size_t number = 1; number <= counts[t]; number++)
            if (!seen[number])
                return false;
        for (size_t i = 0; i < texts[t]->n; i++)
            if (texts[t]->items[i].kind == JR_PIECE_CLOSE && texts[t]->items[i].pair == JR_NO_PAIR)
                return false;
    }
    return counts[0] == counts[1];
}

/* ---- Sentences ---- */

/* Gives codes what they stood for in the whole text. */
static void restore(jr_inlines *sentence, const jr_inlines *whole)
{
    jr_inline *items = (jr_inline *)(uintptr_t)sentence->items;
    for (size_t i = 0; i < sentence->n; i++)
        for (size_t k = 0; k < whole->n && items[i].kind != JR_PIECE_TEXT; k++)
            if (whole->items[k].kind == items[i].kind && whole->items[k].number == items[i].number) {
                items[i].original = whole->items[k].original;
                break;
            }
}

static jr_str key_of(const jr_segments *segments, size_t at, jr_arena *arena)
{
    return jr_memory_key_of(segments->items[at].pieces, segments->items[at].n_pieces, arena);
}

/* The sentence before or behind, else the unit. */
static jr_str neighbour(const jr_segments *segments, size_t at, bool before, jr_str unit, jr_arena *arena)
{
    while (before ? at-- > 0 : ++at < segments->n)
        if (!segments->items[at].ignorable)
            return key_of(segments, at, arena);
    return unit;
}

static size_t count_sentences(const jr_segments *segments)
{
    size_t n = 0;
    for (size_t i = 0; i < segments->n; i++)
        n += !segments->items[i].ignorable;
    return n;
}

void jr_memory_add_sentences(jr_memory *memory, const jr_pair *pair, jr_segmenter *source, jr_segmenter *target,
                             jr_arena *scratch)
{
    enum { MOST = 2000 }; /* pieces: the codes of sentences are looked for in the whole text */
    if (pair->source.n + pair->target.n > MOST || !same_codes(&pair->source, &pair->target, scratch))
        return;
    const jr_unit here = unit_of(&pair->source, scratch), there = unit_of(&pair->target, scratch);
    jr_segments from, to;
    jr_beads beads;
    jr_segment_unit(source, &here, scratch, &from);
    if (count_sentences(&from) < 2)
        return;
    jr_segment_unit(target, &there, scratch, &to);
    jr_align_segments(&from, &to, false, NULL, scratch, &beads);
    for (size_t i = 0; i < beads.n; i++) {
        const jr_bead *bead = &beads.items[i];
        if (bead->n_sources != 1 || bead->n_targets != 1 || bead->pair.unsure)
            continue;
        jr_pair one = *pair;
        one.source = bead->pair.source;
        one.target = bead->pair.target;
        restore(&one.source, &pair->source);
        restore(&one.target, &pair->target);
        one.before = neighbour(&from, bead->source, true, pair->before, scratch);
        one.behind = neighbour(&from, bead->source, false, pair->behind, scratch);
        jr_memory_add(memory, &one);
    }
}
