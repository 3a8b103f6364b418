/* SPDX-License-Identifier: MIT */
/* What makes the pieces of a run those of a unit: places without white space at either end, protected terms as codes,
   and the proof that all bytes from the first to the last belong to a piece. */
#include "unit_parts.h"
#include "unit_terms.h"
#include "unit_written.h"

struct finish {
    const jr_doc *doc;
    jr_arena *arena;
    jr_run *run;
};

/* Where each byte of a text is written, or NULL. */
static uint32_t *places_of(const struct finish *f, const jr_piece *piece)
{
    uint32_t *at = jr_arena_array(f->arena, uint32_t, piece->text.n + 1);
    const bool found = piece->exact && jr_written_align(f->doc->source, piece->span.begin, piece->span.end, piece->form,
                                                        piece->text, at);
    return found ? at : NULL;
}

/* ---- The ends ---- */

static bool ends_blank(const struct finish *f, const jr_span *span, bool at_begin)
{
    const char c = f->doc->source.p[at_begin ? span->begin : span->end - 1];
    return jr_is_space(c) || c == '>';
}

/* White space, and the marks of containers, before the first and behind the last text are none of the unit's. */
static void tighten(struct finish *f)
{
    jr_piece *first = &f->run->pieces[0], *last = &f->run->pieces[f->run->n - 1];
    for (size_t i = 0; i < 2; i++) {
        jr_piece *piece = i ? last : first;
        if (piece->kind != JR_PIECE_TEXT || !piece->exact || !ends_blank(f, &piece->span, i == 0))
            continue;
        const uint32_t *at = places_of(f, piece);
        if (at && i == 0)
            piece->span.begin = at[0];
        else if (at)
            piece->span.end = at[piece->text.n];
    }
}

/* ---- Terms ---- */

struct cutter {
    struct finish *f;
    jr_piece *pieces;
    size_t n, cap;
    uint32_t number;   /* of the last code */
    uint32_t *numbers; /* by the number that a code had */
};

static jr_piece *put(struct cutter *c, const jr_piece *piece)
{
    JR_GROW(c->f->arena, c->pieces, c->n, c->cap);
    c->pieces[c->n] = *piece;
    return &c->pieces[c->n++];
}

static void put_part(struct cutter *c, const jr_piece *whole, const uint32_t *at, size_t begin, size_t end, bool term)
{
    if (begin == end)
        return;
    jr_piece *piece = put(c, whole);
    piece->text = jr_str_sub(whole->text, begin, end);
    piece->span.begin = begin ? at[begin] : whole->span.begin;
    piece->span.end = end < whole->text.n ? at[end] : whole->span.end;
    if (!term)
        return;
    piece->kind = JR_PIECE_CODE;
    piece->type = JR_CODE_TERM;
    piece->flags = JR_CODE_CAN_COPY | JR_CODE_CAN_REORDER;
    piece->number = ++c->number;
    piece->disp = piece->equiv = piece->text;
    piece->text = jr_str_sub(c->f->doc->source, piece->span.begin, piece->span.end);
}

static void put_code(struct cutter *c, const jr_piece *code)
{
    jr_piece *piece = put(c, code);
    if (piece->kind != JR_PIECE_CLOSE)
        c->numbers[code->number] = ++c->number;
    piece->number = c->numbers[code->number];
}

static bool has_words(const jr_run *run)
{
    for (size_t i = 0; i < run->n; i++) {
        const jr_str text = run->pieces[i].text;
        for (size_t at = 0; run->pieces[i].kind == JR_PIECE_TEXT && at < text.n;)
            if (jr_is_word(jr_utf8_next(text, &at)))
                return true;
    }
    return false;
}

/* Each term in the texts becomes a code. */
static void protect(struct finish *f, const jr_terms *terms)
{
    jr_run *run = f->run;
    struct cutter c = {.f = f, .numbers = jr_arena_array(f->arena, uint32_t, run->n + 1)};
    size_t sub = 0;
    for (size_t i = 0; i < run->n; i++) {
        const jr_piece *piece = &run->pieces[i];
        for (; sub < run->n_subs && run->subs[sub].piece == i; sub++)
            run->subs[sub].piece = c.n;
        jr_found *places = NULL;
        size_t n = piece->kind == JR_PIECE_TEXT ? jr_terms_find(terms, piece->text, f->arena, &places) : 0;
        const uint32_t *at = n ? places_of(f, piece) : NULL;
        size_t done = 0;
        for (size_t k = 0; at && k < n; k++) {
            put_part(&c, piece, at, done, places[k].begin, false);
            put_part(&c, piece, at, places[k].begin, places[k].end, true);
            done = places[k].end;
        }
        if (at)
            put_part(&c, piece, at, done, piece->text.n, false);
        else if (piece->kind == JR_PIECE_TEXT)
            put(&c, piece);
        else
            put_code(&c, piece);
    }
    run->pieces = c.pieces;
    run->n = c.n;
    run->has_words = has_words(run);
}

/* ---- All of it ---- */

static bool is_whole(const struct finish *f)
{
    const jr_run *run = f->run;
    for (size_t i = 0; i < run->n; i++) {
        const jr_piece *piece = &run->pieces[i];
        if (!piece->exact || piece->span.file != f->doc->file || piece->span.end > f->doc->source.n ||
            piece->span.begin > piece->span.end || (piece->span.begin == piece->span.end) ||
            (i && piece->span.begin != piece[-1].span.end))
            return false;
    }
    return true;
}

bool jr_run_finish(const jr_doc *doc, jr_arena *arena, const jr_terms *terms, jr_form form, jr_run *run)
{
    struct finish f = {doc, arena, run};
    if (run->n == 0)
        return false;
    /* A paragraph of raw HTML may go on in Markdown, and the other way round. */
    for (size_t i = 0; form != JR_FORM_YAML_LIST && form != JR_FORM_HTML_TEXT && i < run->n; i++)
        if (run->pieces[i].form == JR_FORM_PARAGRAPH)
            run->pieces[i].form = form;
    tighten(&f);
    if (terms)
        protect(&f, terms);
    return is_whole(&f);
}
