/* SPDX-License-Identifier: MIT */
/* Sentences of a unit: its texts in a row, with a letter for each code that is read as a word, are searched for the
 * ends of sentences; of these, the ones within pairs of codes are left out. */
#include <stdlib.h>

#include <jerome/segment.h>

#include "segment_ends.h"
#include "segment_srx.h"

struct jr_segmenter {
    jr_arena *arena; /* of the words */
    jr_icu *icu;
    const jr_stops *stops;
    jr_srx_rules *srx; /* used instead of the two above where it is not NULL */
    jr_diag *diag;
};

static bool open_rules(jr_segmenter *s, jr_str lang, const jr_sentence_rules *rules)
{
    if (rules && rules->srx)
        return jr_srx_open(rules->srx, lang, s->arena, s->diag, &s->srx);
    return jr_stops_read(lang, rules, s->arena, s->diag, &s->stops) &&
           jr_icu_open(JR_ICU_SENTENCE, lang, s->diag, &s->icu);
}

bool jr_segmenter_open(jr_str lang, const jr_sentence_rules *rules, jr_diag *diag, jr_segmenter **ret_segmenter)
{
    jr_arena *arena = jr_arena_create();
    jr_segmenter *segmenter = jr_arena_new(arena, jr_segmenter);
    *segmenter = (jr_segmenter){.arena = arena, .diag = diag};
    if (!open_rules(segmenter, lang, rules)) {
        jr_arena_destroy(arena);
        return false;
    }
    *ret_segmenter = segmenter;
    return true;
}

void jr_segmenter_close(jr_segmenter *segmenter)
{
    if (!segmenter)
        return;
    jr_icu_close(segmenter->icu);
    jr_srx_close(segmenter->srx);
    jr_arena_destroy(segmenter->arena);
}

/* ---- Cutting ---- */

/* A unit being cut: pieces come one after the other, and go into the segment that is open. */
typedef struct cut {
    jr_arena *arena;
    const jr_unit *unit;
    jr_str text;    /* what ICU sees */
    size_t *starts; /* of each piece in it, and its end */
    jr_piece *pieces;
    size_t n_pieces, first; /* pieces so far; the first one of the open segment */
    jr_segment *segments;
    size_t n_segments;
    size_t at;      /* the piece at hand */
    size_t done;    /* bytes of text that are in segments */
    uint32_t depth; /* pairs that are open before the piece at hand */
} cut;

#define WORD JR_STR_INIT(JR_SEGMENT_WORD)

/* What is read for a code; nothing for those that are not listed. */
static const jr_str said[JR_CODE_COUNT] = {
    [JR_CODE_BREAK] = JR_STR_INIT(JR_SEGMENT_BREAK),
    [JR_CODE_SEPARATOR] = JR_STR_INIT(" "),
    [JR_CODE_IMAGE] = WORD,
    [JR_CODE_CODE] = WORD,
    [JR_CODE_INCLUDE] = WORD,
    [JR_CODE_ADDRESS] = WORD,
    [JR_CODE_TERM] = WORD,
    [JR_CODE_LINK] = WORD,
};

static void read_pieces(cut *c)
{
    jr_buf text = {0};
    c->starts = jr_arena_array(c->arena, size_t, c->unit->n_pieces + 1);
    for (size_t i = 0; i < c->unit->n_pieces; i++) {
        const jr_piece *piece = &c->unit->pieces[i];
        c->starts[i] = text.n;
        if (piece->kind == JR_PIECE_TEXT)
            jr_put(&text, piece->text);
        else if (piece->kind == JR_PIECE_CODE)
            jr_put(&text, said[piece->type]);
    }
    c->starts[c->unit->n_pieces] = text.n;
    c->text = jr_buf_take(&text, c->arena);
}

static void close_segment(cut *c, bool ignorable)
{
    if (c->n_pieces == c->first)
        return;
    c->segments[c->n_segments++] = (jr_segment){&c->pieces[c->first], c->n_pieces - c->first, ignorable};
    c->first = c->n_pieces;
}

/* Where the white space at the end of a text begins. */
static size_t before_space(jr_str text)
{
    size_t end = 0;
    for (size_t at = 0; at < text.n;)
        if (!jr_is_white(jr_utf8_next(text, &at)))
            end = at;
    return end;
}

/* White space and line breaks at the end of the open segment get one of their own. */
static void end_sentence(cut *c)
{
    size_t begin = c->n_pieces;
    for (; begin > c->first; begin--) {
        jr_piece *last = &c->pieces[begin - 1];
        if (last->kind == JR_PIECE_CODE && last->type == JR_CODE_BREAK)
            continue;
        const size_t n = last->kind == JR_PIECE_TEXT ? before_space(last->text) : 1;
        if (last->kind != JR_PIECE_TEXT || n == last->text.n)
            break;
        if (n == 0)
            continue;
        memmove(last + 1, last, (c->n_pieces - begin + 1) * sizeof *last);
        last[1].text = jr_str_sub(last->text, n, last->text.n);
        last->text = jr_str_sub(last->text, 0, n);
        c->n_pieces++;
        break;
    }
    const size_t end = c->n_pieces;
    c->n_pieces = begin;
    close_segment(c, false);
    c->n_pieces = end;
    close_segment(c, true);
}

/* Puts what is left of the piece at hand, up to `end` in the text, into the open segment. */
static void take(cut *c, size_t end)
{
    const jr_piece *piece = &c->unit->pieces[c->at];
    jr_piece *copy = &c->pieces[c->n_pieces++];
    *copy = *piece;
    if (piece->kind == JR_PIECE_TEXT)
        copy->text = jr_str_sub(piece->text, c->done - c->starts[c->at], end - c->starts[c->at]);
    c->depth += piece->kind == JR_PIECE_OPEN;
    c->depth -= piece->kind == JR_PIECE_CLOSE;
    c->done = end;
    c->at += end == c->starts[c->at + 1];
}

/* Goes on to the boundary `end`. True: it is outside of all pairs, so that the unit can be cut there. */
static bool go_to(cut *c, size_t end)
{
    while (c->at < c->unit->n_pieces && c->starts[c->at + 1] < end)
        take(c, c->starts[c->at + 1]);
    if (c->starts[c->at] < end && end < c->starts[c->at + 1]) {
        if (c->depth == 0)
            take(c, end);
        return c->depth == 0;
    }
    /* Between pieces: behind the ends of pairs, before the starts of others. */
    while (c->at < c->unit->n_pieces && c->starts[c->at + 1] == end && (c->done < end || c->depth > 0))
        take(c, end);
    return c->depth == 0;
}

static void cut_unit(cut *c, jr_str ends, size_t n)
{
    c->pieces = jr_arena_array(c->arena, jr_piece, c->unit->n_pieces + 2 * n);
    c->segments = jr_arena_array(c->arena, jr_segment, 2 * n + 1);
    for (size_t i = 0; i < n; i++) {
        size_t end;
        memcpy(&end, ends.p + i * sizeof end, sizeof end);
        if (go_to(c, end))
            end_sentence(c);
    }
    while (c->at < c->unit->n_pieces)
        take(c, c->starts[c->at + 1]);
    close_segment(c, false);
}

void jr_segment_unit(jr_segmenter *segmenter, const jr_unit *unit, jr_arena *arena, jr_segments *ret_segments)
{
    jr_segment *whole = jr_arena_new(arena, jr_segment);
    *whole = (jr_segment){unit->pieces, unit->n_pieces, false};
    *ret_segments = (jr_segments){whole, 1};
    if (!segmenter || unit->list)
        return;
    cut c = {.arena = arena, .unit = unit};
    read_pieces(&c);
    jr_buf ends = {0};
    const size_t n = segmenter->srx ? jr_srx_ends(segmenter->srx, c.text, segmenter->diag, &ends)
                                    : jr_segment_ends(segmenter->icu, segmenter->stops, c.text, &ends);
    if (n > 0) {
        cut_unit(&c, jr_buf_str(&ends), n);
        *ret_segments = (jr_segments){c.segments, c.n_segments};
    }
    jr_buf_free(&ends);
}
