/* SPDX-License-Identifier: MIT */
/* Matches: alt-trans of XLIFF 1.2, the module mtc of 2.x (XLIFF 2.0 §5.1). Their codes are those of the memory, which
   knows no types; where it has their originals, they are given. */
#include "xliff.h"

#include <jerome/map.h>

/* ---- Texts of a memory ---- */

/* A code as it is written: ids of copies are told apart, ends that are not well nested stand alone. */
typedef struct item {
    const jr_inline *in;
    jr_piece_kind kind;
    size_t close; /* of an OPEN: index of its end */
    size_t count; /* how many of its number came before it; an end has that of its start */
} item;

/* The partner of each OPEN; false: they are not well nested. */
static bool find_ends(item *items, size_t n, jr_arena *arena)
{
    size_t *open = jr_arena_array(arena, size_t, n);
    size_t depth = 0;
    for (size_t i = 0; i < n; i++) {
        if (items[i].kind == JR_PIECE_OPEN)
            open[depth++] = i;
        if (items[i].kind != JR_PIECE_CLOSE)
            continue;
        if (depth == 0 || items[open[depth - 1]].in->number != items[i].in->number)
            return false;
        items[open[--depth]].close = i;
    }
    return depth == 0;
}

static const item *list_items(const jr_inlines *text, jr_arena *arena)
{
    item *items = jr_arena_array(arena, item, text->n);
    for (size_t i = 0; i < text->n; i++)
        items[i] = (item){.in = &text->items[i], .kind = text->items[i].kind};
    const bool nested = find_ends(items, text->n, arena);
    jr_map counts = {.arena = arena};
    for (size_t i = 0; i < text->n; i++) {
        if (items[i].kind != JR_PIECE_TEXT && !nested)
            items[i].kind = JR_PIECE_CODE;
        if (items[i].kind == JR_PIECE_OPEN || items[i].kind == JR_PIECE_CODE)
            items[i].count = (*jr_map_at(&counts, (jr_str){(const char *)&items[i].in->number, sizeof(uint32_t)}))++;
    }
    for (size_t i = 0; i < text->n; i++)
        if (items[i].kind == JR_PIECE_OPEN)
            items[items[i].close].count = items[i].count;
    return items;
}

/* ---- XLIFF 1.2 ---- */

/* equiv-text of a pair: as in sources. */
static jr_str pair_original(xliff_job *job, const item *items, size_t open)
{
    return jr_arena_printf(job->arena, "%.*s…%.*s", JR_FMT(items[open].in->original),
                           JR_FMT(items[items[open].close].in->original));
}

static void write_text_12(xliff_job *job, const char *name, const jr_inlines *text, jr_str state)
{
    jr_xml *x = &job->xml;
    const item *items = list_items(text, job->arena);
    jr_xml_raw(x, JR_STR("\n          "));
    jr_xml_open(x, name);
    if (state.n)
        jr_xml_attr(x, "state", state);
    for (size_t i = 0; i < text->n; i++) {
        if (items[i].kind == JR_PIECE_TEXT) {
            jr_xml_chars(x, items[i].in->text);
        } else if (items[i].kind == JR_PIECE_CLOSE) {
            jr_xml_close(x);
        } else {
            const bool pair = items[i].kind == JR_PIECE_OPEN;
            const jr_str original = pair ? pair_original(job, items, i) : items[i].in->original;
            jr_xml_open(x, pair ? "g" : "x");
            jr_xml_attr_int(x, "id", items[i].in->number);
            if (original.n)
                jr_xml_attr(x, "equiv-text", original);
            if (!pair)
                jr_xml_close(x);
        }
    }
    jr_xml_close(x);
}

static void write_alternative(xliff_job *job, const jr_match *match, int64_t mid)
{
    jr_xml *x = &job->xml;
    jr_xml_raw(x, JR_STR("\n        "));
    jr_xml_open(x, "alt-trans");
    if (mid > 0)
        jr_xml_attr_int(x, "mid", mid);
    jr_xml_attr_int(x, "match-quality", match->score);
    if (match->pair->origin.n)
        jr_xml_attr(x, "origin", match->pair->origin);
    if (match->in_context)
        jr_xml_attr(x, "extradata", JR_STR("in-context"));
    jr_xml_attr(x, "tool-id", JR_STR("jerome"));
    jr_xml_attr(x, "xml:space", JR_STR("preserve"));
    write_text_12(job, "source", &match->pair->source, (jr_str){0});
    write_text_12(job, "target", &match->pair->target, xliff_state_12(match->pair->state));
    jr_xml_raw(x, JR_STR("\n        "));
    jr_xml_close(x);
}

void xliff_write_alternatives(xliff_job *job, const jr_proposal *proposal, int64_t mid)
{
    for (size_t i = 0; i < proposal->matches.n; i++)
        write_alternative(job, &proposal->matches.items[i], mid);
}

/* ---- XLIFF 2 ---- */

/* `side`: 's' or 't'; the data of source and target are told apart, since a translation may lead to another address. */
static jr_str data_id(xliff_job *job, char side, const item *it)
{
    const char *end = it->in->kind == JR_PIECE_CLOSE ? "e" : "";
    return it->count ? jr_arena_printf(job->arena, "%c%u%s.%zu", side, (unsigned)it->in->number, end, it->count + 1)
                     : jr_arena_printf(job->arena, "%c%u%s", side, (unsigned)it->in->number, end);
}

static void write_data(xliff_job *job, char side, const item *items, size_t n, bool *open)
{
    jr_xml *x = &job->xml;
    for (size_t i = 0; i < n; i++) {
        const jr_inline *in = items[i].in;
        if (in->kind == JR_PIECE_TEXT || in->original.n == 0)
            continue;
        if (!*open) {
            jr_xml_raw(x, JR_STR("\n          "));
            jr_xml_open(x, "originalData");
        }
        *open = true;
        jr_xml_open(x, "data");
        jr_xml_attr(x, "id", data_id(job, side, &items[i]));
        jr_xml_chars(x, in->original);
        jr_xml_close(x);
    }
}

static void write_code_2(xliff_job *job, char side, const item *items, const item *it)
{
    jr_xml *x = &job->xml;
    const bool pair = it->kind == JR_PIECE_OPEN;
    const unsigned number = (unsigned)it->in->number;
    jr_xml_open(x, pair ? "pc" : "ph");
    jr_xml_attr(x, "id",
                it->count ? jr_arena_printf(job->arena, "%u.%zu", number, it->count + 1)
                          : jr_arena_printf(job->arena, "%u", number));
    if (it->in->original.n)
        jr_xml_attr(x, pair ? "dataRefStart" : "dataRef", data_id(job, side, it));
    /* dataRefEnd is there with dataRefStart alone (the Schematron of XLIFF 2.1, mtc-F16). */
    if (pair && it->in->original.n && items[it->close].in->original.n)
        jr_xml_attr(x, "dataRefEnd", data_id(job, side, &items[it->close]));
    if (!pair)
        jr_xml_close(x);
}

static void write_text_2(xliff_job *job, char side, const item *items, size_t n)
{
    jr_xml *x = &job->xml;
    jr_xml_raw(x, JR_STR("\n          "));
    jr_xml_open(x, side == 's' ? "source" : "target");
    for (size_t i = 0; i < n; i++) {
        switch (items[i].kind) {
        case JR_PIECE_TEXT: jr_xml_chars(x, items[i].in->text); break;
        case JR_PIECE_CLOSE: jr_xml_close(x); break;
        case JR_PIECE_OPEN:
        case JR_PIECE_CODE: write_code_2(job, side, items, &items[i]); break;
        }
    }
    jr_xml_close(x);
}

static void write_match(xliff_job *job, const jr_match *match, size_t number, size_t place)
{
    jr_xml *x = &job->xml;
    const jr_inlines *source = &match->pair->source, *target = &match->pair->target;
    const item *from = list_items(source, job->arena), *to = list_items(target, job->arena);
    jr_xml_raw(x, JR_STR("\n        "));
    jr_xml_open(x, "mtc:match");
    jr_xml_attr(x, "id", jr_arena_printf(job->arena, "c%zu", number));
    jr_xml_attr(x, "ref", jr_arena_printf(job->arena, "#m%zu", place));
    jr_xml_attr_int(x, "matchQuality", match->score);
    jr_xml_attr_int(x, "similarity", match->score);
    if (match->pair->origin.n)
        jr_xml_attr(x, "origin", match->pair->origin);
    jr_xml_attr(x, "type", match->in_context ? JR_STR("icm") : JR_STR("tm"));
    bool open = false;
    write_data(job, 's', from, source->n, &open);
    write_data(job, 't', to, target->n, &open);
    if (open)
        jr_xml_close(x);
    write_text_2(job, 's', from, source->n);
    write_text_2(job, 't', to, target->n);
    jr_xml_raw(x, JR_STR("\n        "));
    jr_xml_close(x);
}

void xliff_write_matches(xliff_job *job, const xliff_unit *u)
{
    jr_xml *x = &job->xml;
    size_t number = 0;
    if (u->n_matches == 0)
        return;
    jr_xml_raw(x, JR_STR("\n      "));
    jr_xml_open(x, "mtc:matches");
    for (size_t i = 0; i < u->segments.n; i++) {
        const jr_proposal *proposal = xliff_proposal(u, i);
        for (size_t k = 0; k < proposal->matches.n; k++)
            write_match(job, &proposal->matches.items[k], ++number, i + 1);
    }
    jr_xml_raw(x, JR_STR("\n      "));
    jr_xml_close(x);
}
