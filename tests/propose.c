/* SPDX-License-Identifier: MIT */
/* For test_proposals.py: a page as XLIFF, with a proposal for every other text; for test_memory.py: a page as TMX, each
   text with a translation. Usage: propose VERSION|tmx SEGMENT PAGE. Every target is the source with "~" before each
   text, and copies behind it of the codes that may be copied. */
#include <stdio.h>

#include <jerome/jerome.h>
#include <jerome/proposal.h>

#include "write/tmx.h"

static jr_inlines inlines_of(const jr_segment *segment, bool translate, jr_arena *arena)
{
    jr_inline *items = jr_arena_array(arena, jr_inline, 2 * segment->n_pieces);
    size_t n = 0;
    for (size_t i = 0; i < segment->n_pieces; i++) {
        const jr_piece *p = &segment->pieces[i];
        items[n] = (jr_inline){.kind = p->kind, .number = p->number, .flags = p->flags, .pair = JR_NO_PAIR};
        if (p->kind == JR_PIECE_TEXT)
            items[n].text = translate ? jr_arena_printf(arena, "~%.*s", JR_FMT(p->text)) : p->text;
        else
            items[n].original = p->text;
        n++;
    }
    for (size_t i = 0; i < segment->n_pieces && translate; i++) {
        const jr_piece *p = &segment->pieces[i];
        if (p->kind != JR_PIECE_TEXT && (p->flags & JR_CODE_CAN_COPY))
            items[n++] = (jr_inline){.kind = p->kind, .number = p->number, .pair = JR_NO_PAIR, .original = p->text};
    }
    return (jr_inlines){items, n};
}

/* Ends that overlap. */
static jr_inlines crossed(jr_arena *arena)
{
    static const jr_piece_kind kinds[] = {JR_PIECE_OPEN, JR_PIECE_OPEN, JR_PIECE_CLOSE, JR_PIECE_CLOSE};
    static const uint32_t numbers[] = {1, 2, 1, 2};
    jr_inline *items = jr_arena_array(arena, jr_inline, 4);
    for (size_t i = 0; i < 4; i++)
        items[i] = (jr_inline){.kind = kinds[i], .number = numbers[i], .pair = JR_NO_PAIR, .original = JR_STR("*&")};
    return (jr_inlines){items, 4};
}

static jr_matches matches_of(const jr_segment *segment, jr_arena *arena)
{
    jr_pair *pairs = jr_arena_array(arena, jr_pair, 2);
    jr_match *matches = jr_arena_array(arena, jr_match, 2);
    pairs[0] = (jr_pair){.source = inlines_of(segment, false, arena),
                         .target = inlines_of(segment, true, arena),
                         .origin = JR_STR("a&b.tmx"),
                         .state = JR_STATE_FINAL};
    pairs[1] = (jr_pair){.source = crossed(arena), .target = crossed(arena)};
    matches[0] = (jr_match){&pairs[0], 100, true};
    matches[1] = (jr_match){&pairs[1], 72, false};
    return (jr_matches){matches, 2};
}

/* The first word of the first text. */
static void add_term(jr_proposal *proposal, const jr_segment *segment, jr_arena *arena)
{
    if (segment->n_pieces == 0 || segment->pieces[0].kind != JR_PIECE_TEXT)
        return;
    jr_term_use *use = jr_arena_array(arena, jr_term_use, 1);
    *use = (jr_term_use){.end = jr_str_find(segment->pieces[0].text, 0, ' '), .definition = JR_STR("what it \"is\"")};
    proposal->terms = use;
    proposal->n_terms = 1;
}

/* The first two sentences of a unit as one. */
static jr_segments join(const jr_segments *segments, jr_arena *arena)
{
    if (segments->n < 3)
        return *segments;
    jr_segment *items = jr_arena_array(arena, jr_segment, segments->n - 2);
    items[0] = segments->items[0];
    items[0].n_pieces = segments->items[0].n_pieces + segments->items[1].n_pieces + segments->items[2].n_pieces;
    jr_piece *pieces = jr_arena_array(arena, jr_piece, items[0].n_pieces);
    size_t n = 0;
    for (size_t i = 0; i < 3; i++)
        for (size_t k = 0; k < segments->items[i].n_pieces; k++)
            pieces[n++] = segments->items[i].pieces[k];
    items[0].pieces = pieces;
    for (size_t i = 3; i < segments->n; i++)
        items[i - 2] = segments->items[i];
    return (jr_segments){items, segments->n - 2};
}

static void propose(void *user, const jr_units *units, size_t unit, const jr_segments *segments, jr_arena *arena,
                    jr_proposals *ret_proposals)
{
    size_t *calls = user;
    const jr_segments known = unit % 2 ? join(segments, arena) : *segments;
    jr_proposal *items = jr_arena_array(arena, jr_proposal, known.n);
    for (size_t i = 0; i < known.n; i++) {
        const jr_segment *segment = &known.items[i];
        if (segment->ignorable || (unit + i) % 3 == 2)
            continue;
        items[i].filled = true;
        items[i].target = inlines_of(segment, true, arena);
        items[i].state = (jr_state)(unit % 4);
        items[i].locked = unit % 4 == JR_STATE_FINAL;
        if ((unit + i) % 3 == 0)
            items[i].matches = matches_of(segment, arena);
        add_term(&items[i], segment, arena);
    }
    if (unit != (*calls)++ || unit >= units->n)
        fputs("units are asked for out of order\n", stderr);
    *ret_proposals = (jr_proposals){known, items};
}

/* ---- TMX ---- */

/* Which ends belong together. */
static void join_ends(jr_inlines *text, jr_arena *arena)
{
    jr_inline *items = jr_arena_array(arena, jr_inline, text->n);
    size_t *open = jr_arena_array(arena, size_t, text->n), depth = 0;
    for (size_t i = 0; i < text->n; i++) {
        items[i] = text->items[i];
        if (items[i].kind == JR_PIECE_OPEN)
            open[depth++] = i;
        if (items[i].kind == JR_PIECE_CLOSE && depth > 0) {
            items[i].pair = open[--depth];
            items[items[i].pair].pair = i;
        }
    }
    text->items = items;
}

/* Writes each text with its translation, and proposes nothing. */
static void write_pairs(void *user, const jr_units *units, size_t unit, const jr_segments *segments, jr_arena *arena,
                        jr_proposals *ret_proposals)
{
    for (size_t i = 0; i < segments->n; i++) {
        const jr_segment *segment = &segments->items[i];
        jr_pair pair = {.source = inlines_of(segment, false, arena),
                        .target = inlines_of(segment, true, arena),
                        .unit = units->items[unit].id,
                        .origin = JR_STR("page.md"),
                        .date = JR_STR("20261122T101500Z"),
                        .state = (jr_state)(unit % 4),
                        .unsure = unit % 5 == 0};
        if (segment->ignorable)
            continue;
        if (unit > 0)
            pair.before = jr_memory_key_of(units->items[unit - 1].pieces, units->items[unit - 1].n_pieces, arena);
        join_ends(&pair.source, arena);
        join_ends(&pair.target, arena);
        jr_tmx_pair(user, &pair);
    }
    *ret_proposals = (jr_proposals){*segments, jr_arena_array(arena, jr_proposal, segments->n)};
}

static void show(void *user, const jr_diagnostic *d)
{
    (void)user;
    fprintf(stderr, "%.*s\n", JR_FMT(d->text));
}

int main(int argc, char **argv)
{
    if (argc != 4)
        return 2;
    jr_arena *arena = jr_arena_create();
    jr_diag *diag = jr_diag_create(show, NULL);
    size_t calls = 0;
    const bool tmx = jr_str_eq(jr_str_from(argv[1]), JR_STR("tmx"));
    jr_buf out = {0}, pairs = {0};
    jr_sink *sink = jr_sink_memory(&out), *pair_sink = jr_sink_memory(&pairs);
    const jr_tmx_head head = {JR_STR("en-US"), JR_STR("de-DE"), jr_str_eq(jr_str_from(argv[2]), JR_STR("sentence")),
                              JR_STR("20261123T000000Z")};
    jr_tmx memory;
    jr_tmx_start(&memory, &head, pair_sink);
    const jr_proposer proposer = {.propose = tmx ? write_pairs : propose, .user = tmx ? (void *)&memory : &calls};
    jr_str options[] = {jr_arena_printf(arena, "xliff.version=%s", tmx ? "1.2" : argv[1]),
                        jr_arena_printf(arena, "xliff.segment=%s", argv[2]), JR_STR("xliff.to-lang=de-DE"),
                        JR_STR("xliff.copy-source=no"), JR_STR("xliff.original=page.md")};
    jr_convert job = {.writer = jr_writer_named(JR_STR("xliff")),
                      .reader = jr_reader_named(JR_STR("markdown")),
                      .input = jr_str_from(argv[3]),
                      .skip_links = true,
                      .options = {options, sizeof options / sizeof *options},
                      .proposer = &proposer};
    const bool ok = jr_convert_page(&job, sink, diag) && jr_sink_finish(sink);
    jr_tmx_end(&memory);
    jr_sink_finish(pair_sink);
    fwrite(tmx ? pairs.p : out.p, 1, tmx ? pairs.n : out.n, stdout);
    jr_buf_free(&out);
    jr_buf_free(&pairs);
    jr_diag_destroy(diag);
    jr_arena_destroy(arena);
    return ok ? 0 : 1;
}
