/* SPDX-License-Identifier: MIT */
#include "stats.h"

#include <stdlib.h>

#include "page.h"
#include "pass/gate.h"

/* Texts of one language into another: repetitions are those of the same job. */
typedef struct language {
    jr_str source, target;
    jr_tallier tallier;
    jr_segmenter *segmenter; /* NULL: units are not cut */
    struct language *next;
} language;

struct jr_stats {
    const jr_stats_opts *opts;
    jr_arena *arena; /* rows and what is seen */
    jr_arena *page;  /* the page at hand; emptied before each */
    jr_arena *work;
    language *languages;
    jr_stats_row *first, **end;
    jr_stats_row **last; /* where the rows of the last input begin */
};

jr_stats *jr_stats_create(const jr_stats_opts *opts)
{
    jr_arena *arena = jr_arena_create();
    jr_stats *stats = jr_arena_new(arena, jr_stats);
    *stats = (jr_stats){
        .opts = opts, .arena = arena, .page = jr_arena_create(), .work = jr_arena_create(), .end = &stats->first};
    return stats;
}

void jr_stats_destroy(jr_stats *stats)
{
    if (!stats)
        return;
    for (language *l = stats->languages; l; l = l->next) {
        jr_counter_close(l->tallier.counter);
        jr_segmenter_close(l->segmenter);
    }
    jr_arena_destroy(stats->work);
    jr_arena_destroy(stats->page);
    jr_arena_destroy(stats->arena);
}

const jr_stats_row *jr_stats_rows(const jr_stats *stats)
{
    return stats->first;
}

const jr_stats_row *jr_stats_last(const jr_stats *stats)
{
    return stats->last ? *stats->last : NULL;
}

/* ---- Languages ---- */

static bool open_language(jr_stats *stats, jr_str source, jr_str target, jr_diag *diag, language **ret_language)
{
    jr_counter *counter;
    jr_segmenter *segmenter = NULL;
    if (!jr_counter_open(source, diag, &counter))
        return false;
    if (stats->opts->sentences && !jr_segmenter_open(source, stats->opts->rules, diag, &segmenter)) {
        jr_counter_close(counter);
        return false;
    }
    language *l = jr_arena_new(stats->arena, language);
    *l = (language){
        .source = jr_arena_copy(stats->arena, source),
        .target = jr_arena_copy(stats->arena, target),
        .tallier = {.counter = counter, .memory = stats->opts->memory, .seen = {.arena = stats->arena}},
        .segmenter = segmenter,
        .next = stats->languages,
    };
    *ret_language = stats->languages = l;
    return true;
}

static bool find_language(jr_stats *stats, jr_str source, jr_str target, jr_diag *diag, language **ret_language)
{
    for (language *l = stats->languages; l; l = l->next)
        if (jr_str_eq_nocase(l->source, source) && jr_str_eq_nocase(l->target, target)) {
            *ret_language = l;
            return true;
        }
    return open_language(stats, source, target, diag, ret_language);
}

/* ---- Texts ---- */

/* The segments of all units in a row; `file`, where it is not NULL, knows how far each unit is: *ret_states. */
static void cut_units(language *l, const jr_units *units, const jr_bilingual *file, jr_arena *arena,
                      jr_segments *ret_segments, const jr_state **ret_states)
{
    jr_segments *cut = jr_arena_array(arena, jr_segments, units->n);
    size_t n = 0;
    for (size_t i = 0; i < units->n; i++) {
        jr_segment_unit(l->segmenter, &units->items[i], arena, &cut[i]);
        n += cut[i].n;
    }
    jr_segment *segments = jr_arena_array(arena, jr_segment, n);
    jr_state *states = jr_arena_array(arena, jr_state, n);
    n = 0;
    for (size_t i = 0; i < units->n; i++)
        for (size_t k = 0; k < cut[i].n; k++) {
            states[n] = file ? file->units[i].state : JR_STATE_INITIAL;
            segments[n++] = cut[i].items[k];
        }
    *ret_segments = (jr_segments){segments, n};
    *ret_states = file ? states : NULL;
}

static bool add_row(jr_stats *stats, const jr_stats_row *row, const jr_units *units, const jr_bilingual *file,
                    jr_diag *diag)
{
    language *l;
    jr_segments segments;
    const jr_state *states;
    if (!find_language(stats, row->source_lang, row->target_lang, diag, &l))
        return false;
    jr_stats_row *added = jr_arena_new(stats->arena, jr_stats_row);
    *added = (jr_stats_row){
        .path = jr_arena_copy(stats->arena, row->path),
        .page = jr_arena_copy(stats->arena, row->page),
        .source_lang = l->source,
        .target_lang = l->target,
        .tally = {.pages = 1, .units = units->n},
    };
    jr_arena_reset(stats->work);
    cut_units(l, units, file, stats->work, &segments, &states);
    l->tallier.page++;
    if (stats->opts->apart)
        l->tallier.seen = (jr_map){.arena = stats->work};
    jr_tally_segments(&l->tallier, &segments, states, stats->work, &added->tally);
    *stats->end = added;
    stats->end = &added->next;
    return true;
}

/* ---- Inputs ---- */

static bool count_page(jr_stats *stats, jr_str path, jr_diag *diag)
{
    const jr_page_opts opts = {
        .root = stats->opts->root, .units = stats->opts->units, .limits = stats->opts->limits, .alone = true};
    jr_page page;
    jr_arena_reset(stats->page);
    if (!jr_page_open(path, &opts, stats->page, diag, &page))
        return false;
    const jr_str lang = stats->opts->lang.n ? stats->opts->lang : page.doc->lang;
    return add_row(stats, &(jr_stats_row){.path = path, .source_lang = lang}, &page.units, NULL, diag);
}

static bool count_file(jr_stats *stats, jr_str path, jr_diag *diag)
{
    jr_bilinguals files;
    bool ok = true;
    jr_arena_reset(stats->page);
    jr_arena_reset(stats->work);
    if (!jr_back_read(path, stats->page, stats->work, diag, &files))
        return false;
    for (size_t i = 0; i < files.n; i++) {
        const jr_bilingual *file = &files.items[i];
        const jr_str lang = stats->opts->lang.n ? stats->opts->lang : file->source_lang;
        const jr_stats_row row = {
            .path = path, .page = file->original, .source_lang = lang, .target_lang = file->target_lang};
        jr_units units;
        jr_gate_own_units(file, stats->page, &units);
        ok = add_row(stats, &row, &units, file, diag) && ok;
    }
    return ok;
}

bool jr_stats_bilingual(jr_stats *stats, jr_str path, jr_diag *diag)
{
    stats->last = stats->end;
    return count_file(stats, path, diag);
}

bool jr_stats_input(jr_stats *stats, jr_str path, jr_diag *diag)
{
    stats->last = stats->end;
    const bool file = jr_str_ends(path, JR_STR(".xlf")) || jr_str_ends(path, JR_STR(".xliff"));
    return file ? count_file(stats, path, diag) : count_page(stats, path, diag);
}
