/* SPDX-License-Identifier: MIT */
/* What is known of the texts: the proposals of a unit, and their targets as pieces of the page. */
#include "xliff.h"

static uint32_t highest_number(const jr_unit *unit)
{
    uint32_t highest = 0;
    for (size_t i = 0; i < unit->n_pieces; i++)
        if (unit->pieces[i].kind != JR_PIECE_TEXT && unit->pieces[i].number > highest)
            highest = unit->pieces[i].number;
    return highest;
}

static void sum_up(xliff_unit *u)
{
    bool any = false, all_locked = true, exact = true, fuzzy = true;
    u->state = JR_STATE_FINAL;
    for (size_t i = 0; i < u->segments.n; i++) {
        const jr_proposal *p = &u->proposals[i];
        u->n_matches += p->matches.n;
        u->n_terms += p->n_terms;
        if (u->segments.items[i].ignorable)
            continue;
        const uint32_t score = p->matches.n ? p->matches.items[0].score : 0;
        u->filled |= p->filled;
        all_locked &= p->locked;
        exact &= p->filled && score == 100;
        fuzzy &= p->filled && score > 0 && score < 100;
        if (!p->filled)
            u->state = JR_STATE_INITIAL;
        else if (p->state < u->state)
            u->state = p->state;
        any = true;
    }
    u->locked = any && all_locked;
    u->match = !any ? XLIFF_MATCH_NONE : exact ? XLIFF_MATCH_EXACT : fuzzy ? XLIFF_MATCH_FUZZY : XLIFF_MATCH_NONE;
}

void xliff_take_units(xliff_job *job, const jr_proposer *proposer)
{
    xliff_unit *taken = jr_arena_array(job->arena, xliff_unit, job->units.n);
    for (size_t i = 0; i < job->units.n; i++) {
        xliff_unit *u = &taken[i];
        u->unit = &job->units.items[i];
        jr_segment_unit(job->segmenter, u->unit, job->arena, &u->segments);
        if (!proposer)
            continue;
        jr_proposals known = {0};
        proposer->propose(proposer->user, &job->units, i, &u->segments, job->arena, &known);
        u->segments = known.segments;
        u->proposals = known.items;
        sum_up(u);
        job->n_matches += u->n_matches;
        job->n_terms += u->n_terms;
    }
    job->taken = taken;
}

const jr_proposal *xliff_proposal(const xliff_unit *u, size_t segment)
{
    static const jr_proposal nothing = {0};
    return u->proposals ? &u->proposals[segment] : &nothing;
}

/* ---- Codes ---- */

void xliff_start_codes(xliff_job *job, const xliff_unit *u)
{
    xliff_codes *codes = &job->codes;
    *codes = (xliff_codes){0};
    if (!u->filled)
        return;
    codes->n = highest_number(u->unit);
    codes->starts = jr_arena_array(job->arena, const jr_piece *, codes->n + 1);
    codes->ends = jr_arena_array(job->arena, const jr_piece *, codes->n + 1);
    for (size_t i = 0; i < u->unit->n_pieces; i++) {
        const jr_piece *piece = &u->unit->pieces[i];
        if (piece->kind == JR_PIECE_CLOSE)
            codes->ends[piece->number] = piece;
        else if (piece->kind != JR_PIECE_TEXT)
            codes->starts[piece->number] = piece;
    }
}

uint32_t xliff_base(const xliff_job *job, uint32_t number)
{
    const xliff_codes *codes = &job->codes;
    return number > codes->n && codes->copies ? codes->copies[number - codes->n - 1] : number;
}

/* A number for a copy of the code, within `room` of them for this text. */
static uint32_t new_copy(xliff_job *job, uint32_t number, size_t room)
{
    xliff_codes *codes = &job->codes;
    if (codes->n_copies == codes->room) {
        codes->room = 2 * codes->room + (uint32_t)room;
        uint32_t *copies = jr_arena_array(job->arena, uint32_t, codes->room);
        for (uint32_t i = 0; i < codes->n_copies; i++)
            copies[i] = codes->copies[i];
        codes->copies = copies;
    }
    codes->copies[codes->n_copies++] = number;
    return codes->n + codes->n_copies;
}

jr_segment xliff_pieces(xliff_job *job, const jr_inlines *text)
{
    xliff_codes *codes = &job->codes;
    jr_piece *pieces = jr_arena_array(job->arena, jr_piece, text->n);
    uint32_t *open = jr_arena_array(job->arena, uint32_t, text->n); /* what an open pair is called here */
    bool *used = jr_arena_array(job->arena, bool, codes->n + 1);
    size_t n = 0, depth = 0;
    for (size_t i = 0; i < text->n; i++) {
        const jr_inline *in = &text->items[i];
        if (in->kind == JR_PIECE_TEXT) {
            pieces[n++] = (jr_piece){.kind = JR_PIECE_TEXT, .text = in->text};
            continue;
        }
        const jr_piece *code = in->number > codes->n        ? NULL
                               : in->kind == JR_PIECE_CLOSE ? codes->ends[in->number]
                                                            : codes->starts[in->number];
        if (!code || code->kind != in->kind)
            continue;
        pieces[n] = *code;
        if (in->kind == JR_PIECE_CLOSE)
            pieces[n].number = depth ? open[--depth] : in->number;
        else if (used[in->number])
            pieces[n].number = new_copy(job, in->number, text->n);
        if (in->kind == JR_PIECE_OPEN)
            open[depth++] = pieces[n].number;
        used[in->number] = true;
        n++;
    }
    return (jr_segment){pieces, n, false};
}

/* ---- Terms ---- */

void xliff_write_text(xliff_job *job, jr_str text, size_t piece, xliff_terms *terms)
{
    size_t at = 0;
    for (; terms->n > 0 && terms->items->piece == piece; terms->items++, terms->n--) {
        const jr_term_use *use = terms->items;
        jr_xml_chars(&job->xml, jr_str_sub(text, at, use->start));
        terms->open(job, use);
        jr_xml_chars(&job->xml, jr_str_sub(text, use->start, use->end));
        jr_xml_close(&job->xml);
        at = use->end;
    }
    jr_xml_chars(&job->xml, jr_str_sub(text, at, text.n));
}
