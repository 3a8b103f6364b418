/* SPDX-License-Identifier: MIT */
#include "sxs.h"

#include <jerome/buf.h>
#include <jerome/map.h>

#include "base/lines.h"
#include "units/unit_parts.h"
#include "units/unit_written.h"

typedef enum span_kind { SPAN_OTHER, SPAN_LOOKUP, SPAN_SOURCE, SPAN_TARGET } span_kind;

/* A <span> that is open. */
typedef struct open_span {
    span_kind kind;
    jr_str id;
    size_t at;    /* in the bilingual page */
    size_t begin; /* in its own page */
} open_span;

typedef struct splitter {
    jr_str page;
    uint32_t file;
    jr_arena *arena;
    jr_diag *diag;
    jr_buf source, target;
    open_span *open;
    size_t depth, cap_open;
    jr_sxs_pair *pairs;
    size_t n, cap;
    jr_map by_id; /* 1-based index of its pair */
    bool any;
} splitter;

/* ---- Tags ---- */

/* The value of an attribute in a tag, or empty. */
static jr_str attribute(jr_str tag, jr_str name)
{
    for (size_t at = jr_str_search(tag, 0, name); at < tag.n; at = jr_str_search(tag, at + 1, name)) {
        const size_t begin = at + name.n + 2;
        if (!jr_is_space(tag.p[at - 1]) || begin >= tag.n || tag.p[begin - 2] != '=' ||
            (tag.p[begin - 1] != '"' && tag.p[begin - 1] != '\''))
            continue;
        return jr_str_sub(tag, begin, jr_str_find(tag, begin, tag.p[begin - 1]));
    }
    return (jr_str){"", 0};
}

/* The end of the tag at `at`, or 0: it is none of these. */
static size_t span_tag(jr_str page, size_t at, bool *ret_closes)
{
    const jr_str rest = jr_str_sub(page, at, page.n);
    const bool opens = jr_str_starts_nocase(rest, JR_STR("<span"));
    *ret_closes = jr_str_starts_nocase(rest, JR_STR("</span"));
    if (!opens && !*ret_closes)
        return 0;
    const size_t name = at + (opens ? 5 : 6);
    if (name >= page.n || (page.p[name] != '>' && !jr_is_space(page.p[name])))
        return 0;
    return jr_code_tag_end(page, at);
}

static span_kind kind_of(jr_str tag, jr_str *ret_id)
{
    static const jr_str target = JR_STR_INIT("data-ttu-id"), source = JR_STR_INIT("data-stu-id");
    const bool is_target = jr_str_search(tag, 0, target) < tag.n, is_source = jr_str_search(tag, 0, source) < tag.n;
    *ret_id = attribute(tag, is_target ? target : source);
    if (is_target || is_source)
        return is_target ? SPAN_TARGET : SPAN_SOURCE;
    return jr_str_eq(attribute(tag, JR_STR("class")), JR_STR("sxs-lookup")) ? SPAN_LOOKUP : SPAN_OTHER;
}

/* ---- Pages ---- */

/* Bytes go to the page of the innermost span with an id; what is in none is in both; nothing else is in a lookup. */
static void put(splitter *s, jr_str bytes)
{
    for (size_t i = s->depth; i-- > 0;) {
        if (s->open[i].kind == SPAN_OTHER)
            continue;
        if (s->open[i].kind == SPAN_SOURCE)
            jr_put(&s->source, bytes);
        if (s->open[i].kind == SPAN_TARGET)
            jr_put(&s->target, bytes);
        return;
    }
    jr_put(&s->source, bytes);
    jr_put(&s->target, bytes);
}

static void tell(splitter *s, const open_span *o, const char *what)
{
    const jr_span where = {.file = s->file, .begin = (uint32_t)o->at, .end = (uint32_t)o->at};
    if (o->id.n)
        jr_report(s->diag, JR_D_BAD_SXS, &where, "the sentence “%.*s” %s: it makes no pair", JR_FMT(o->id), what);
    else
        jr_report(s->diag, JR_D_BAD_SXS, &where, "a sentence %s: it makes no pair", what);
}

static void open_tag(splitter *s, jr_str tag, size_t at)
{
    open_span o = {.at = at};
    o.kind = kind_of(tag, &o.id);
    if (o.kind == SPAN_OTHER)
        put(s, tag);
    s->any = s->any || o.kind > SPAN_LOOKUP;
    o.begin = o.kind == SPAN_TARGET ? s->target.n : s->source.n;
    JR_GROW(s->arena, s->open, s->depth, s->cap_open);
    s->open[s->depth++] = o;
}

/* The bytes of a span are known: those of its pair. */
static void note(splitter *s, const open_span *o)
{
    if (o->id.n == 0) {
        tell(s, o, "has no id");
        return;
    }
    size_t *place = jr_map_at(&s->by_id, o->id);
    if (*place == 0) {
        JR_GROW(s->arena, s->pairs, s->n, s->cap);
        s->pairs[s->n++] = (jr_sxs_pair){.id = o->id};
        *place = s->n;
    }
    const bool target = o->kind == SPAN_TARGET;
    jr_sxs_pair *pair = &s->pairs[*place - 1];
    jr_span *span = target ? &pair->target : &pair->source;
    const jr_span found = {.begin = (uint32_t)o->begin, .end = (uint32_t)(target ? s->target.n : s->source.n)};
    if (span->line) {
        tell(s, o, "is there twice");
        span->line = 2;
        return;
    }
    *span = found;
    span->line = 1; /* it was found once */
}

static void close_tag(splitter *s, jr_str tag)
{
    if (s->depth == 0 || s->open[s->depth - 1].kind == SPAN_OTHER) {
        s->depth -= s->depth > 0;
        put(s, tag);
        return;
    }
    const open_span o = s->open[--s->depth];
    if (o.kind != SPAN_LOOKUP)
        note(s, &o);
}

/* A blank line ends a paragraph (CommonMark §4.8): what is open there is not closed any more. */
static void close_all(splitter *s)
{
    while (s->depth > 0)
        if (s->open[--s->depth].kind > SPAN_LOOKUP)
            tell(s, &s->open[s->depth], "is not closed");
}

static bool is_blank_line(jr_str page, size_t line)
{
    size_t at = line;
    while (at < page.n && (page.p[at] == ' ' || page.p[at] == '\t'))
        at++;
    return at < page.n && (page.p[at] == '\n' || page.p[at] == '\r');
}

static bool is_pair(const jr_sxs_pair *pair)
{
    return pair->source.line == 1 && pair->target.line == 1;
}

bool jr_sxs_split(jr_str page, uint32_t file, jr_arena *arena, jr_diag *diag, jr_sxs *ret_sxs)
{
    splitter s = {.page = page, .file = file, .arena = arena, .diag = diag, .by_id = {.arena = arena}};
    size_t from = 0;
    for (size_t at = 0; at < page.n;) {
        bool closes;
        const size_t end = page.p[at] == '<' ? span_tag(page, at, &closes) : 0;
        const bool line = page.p[at] == '\n' && s.depth && is_blank_line(page, at + 1);
        if (!end && !line) {
            at++;
            continue;
        }
        put(&s, jr_str_sub(page, from, at));
        if (line)
            close_all(&s);
        else if (closes)
            close_tag(&s, jr_str_sub(page, at, end));
        else
            open_tag(&s, jr_str_sub(page, at, end), at);
        from = line ? at : end;
        at = line ? at + 1 : end;
    }
    put(&s, jr_str_sub(page, from, page.n));
    close_all(&s);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++)
        if (is_pair(&s.pairs[i]))
            s.pairs[n++] = s.pairs[i];
    *ret_sxs = (jr_sxs){jr_buf_take(&s.source, arena), jr_buf_take(&s.target, arena), s.pairs, n};
    return s.any;
}

/* ---- Sentences of a unit ---- */

typedef struct cutter {
    jr_str page;
    jr_arena *arena;
    jr_segment *segments;
    size_t n, cap;
    jr_span *ends; /* of each code, by its number */
    size_t piece;  /* the first that may be in the next sentence */
} cutter;

/* The part of a text within [begin, end) of the page. */
static bool cut_text(const cutter *c, const jr_piece *piece, size_t begin, size_t end, jr_piece *ret_piece)
{
    *ret_piece = *piece;
    if (piece->span.begin >= begin && piece->span.end <= end)
        return true;
    uint32_t *at = jr_arena_array(c->arena, uint32_t, piece->text.n + 1);
    if (!jr_written_align(c->page, piece->span.begin, piece->span.end, piece->form, piece->text, at))
        return false;
    size_t first = 0, last = piece->text.n;
    while (first < last && at[first] < begin)
        first++;
    while (last > first && at[last - 1] >= end)
        last--;
    ret_piece->text = jr_str_sub(piece->text, first, last);
    ret_piece->span.begin = at[first];
    ret_piece->span.end = at[last];
    return last > first;
}

static bool is_within(const jr_span *inner, size_t begin, size_t end)
{
    return inner->begin >= begin && inner->end <= end;
}

/* The places of both ends of each code, by its number. */
static void find_ends(cutter *c, const jr_unit *unit)
{
    uint32_t most = 0;
    for (size_t i = 0; i < unit->n_pieces; i++)
        if (unit->pieces[i].kind != JR_PIECE_TEXT && unit->pieces[i].number > most)
            most = unit->pieces[i].number;
    c->ends = jr_arena_array(c->arena, jr_span, (size_t)most + 1);
    for (size_t i = 0; i < unit->n_pieces; i++) {
        const jr_piece *piece = &unit->pieces[i];
        if (piece->kind == JR_PIECE_TEXT)
            continue;
        if (piece->kind != JR_PIECE_CLOSE)
            c->ends[piece->number].begin = piece->span.begin;
        c->ends[piece->number].end = piece->span.end;
    }
}

static jr_segment cut(cutter *c, const jr_unit *unit, size_t begin, size_t end)
{
    size_t n = 0, last = c->piece;
    while (c->piece < unit->n_pieces && unit->pieces[c->piece].span.end <= begin)
        c->piece++;
    for (last = c->piece; last < unit->n_pieces && unit->pieces[last].span.begin < end;)
        last++;
    jr_piece *pieces = jr_arena_array(c->arena, jr_piece, last - c->piece);
    for (size_t i = c->piece; i < last; i++) {
        const jr_piece *piece = &unit->pieces[i];
        if (piece->kind == JR_PIECE_TEXT)
            n += cut_text(c, piece, begin, end, &pieces[n]);
        else if (is_within(&c->ends[piece->number], begin, end))
            pieces[n++] = *piece;
    }
    return (jr_segment){pieces, n, false};
}

/* The index of the first pair that ends behind `at`; by the order of the page. */
static size_t first_behind(const jr_sxs *sxs, bool target, size_t at)
{
    size_t low = 0, high = sxs->n;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const jr_span *span = target ? &sxs->pairs[middle].target : &sxs->pairs[middle].source;
        if (span->end <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void jr_sxs_cut(const jr_sxs *sxs, bool target, jr_str page, const jr_unit *unit, jr_arena *arena,
                jr_segments *ret_segments, size_t *ret_first)
{
    cutter c = {.page = page, .arena = arena};
    find_ends(&c, unit);
    *ret_first = first_behind(sxs, target, unit->span.begin);
    for (size_t i = *ret_first; i < sxs->n; i++) {
        const jr_span *span = target ? &sxs->pairs[i].target : &sxs->pairs[i].source;
        if (span->begin >= unit->span.end)
            break;
        JR_GROW(arena, c.segments, c.n, c.cap);
        c.segments[c.n++] = cut(&c, unit, span->begin, span->end);
    }
    *ret_segments = (jr_segments){c.segments, c.n};
}
