/* SPDX-License-Identifier: MIT */
#include "tally.h"

#include <stdlib.h>

#include <jerome/units.h>

#include "outputs.h"

#define KEPT 256 /* pages whose counts are held: they are wanted once */

jr_stats_opts jr_tally_usual(const jr_shared *shared)
{
    return (jr_stats_opts){
        .units = {.keys = JR_STR(JR_UNITS_DEFAULT_KEYS), .bare = true},
        .root = shared->root,
        .apart = true,
        .limits = &shared->limits,
    };
}

static void add(const jr_tally *tally, jr_record_tally *sum)
{
    jr_page_counts *counts = &sum->counts;
    const jr_count total = jr_tally_total(tally);
    sum->counted = true;
    counts->units += tally->units;
    counts->segments += total.segments;
    counts->words += total.words;
    for (size_t i = 0; i < JR_BAND_COUNT; i++)
        counts->matches[i] += tally->bands[i].words;
    uint64_t words = 0;
    for (size_t i = 0; i < JR_STATE_COUNT; i++) {
        counts->states[i] += tally->states[i].words;
        words += tally->states[i].words;
    }
    /* A page that nobody has translated has no states. */
    counts->states[JR_STATE_INITIAL] += total.words - words;
}

jr_page_tallier jr_tally_start(const jr_stats_opts *opts, size_t n_opts)
{
    jr_page_tallier t = {.opts = opts, .n_opts = n_opts, .stats = calloc(n_opts + 1, sizeof(jr_stats *))};
    if (!t.stats)
        jr_out_of_memory(n_opts * sizeof(jr_stats *));
    return t;
}

/* The counts of so many pages have been taken: away with them. */
static void start_again(jr_page_tallier *t)
{
    for (size_t i = 0; i < t->n_opts; i++) {
        jr_stats_destroy(t->stats[i]);
        t->stats[i] = NULL;
    }
}

void jr_tally_page(jr_page_tallier *t, size_t which, jr_str path, bool bilingual, jr_arena *arena,
                   jr_record_tally *ret_tally, jr_str *ret_language)
{
    *ret_tally = (jr_record_tally){0};
    *ret_language = (jr_str){"", 0};
    if (t->n_opts == 0 || path.n == 0 || jr_is_dash(path))
        return;
    if (t->n++ % KEPT == 0)
        start_again(t);
    jr_stats **stats = &t->stats[which % t->n_opts];
    if (!*stats)
        *stats = jr_stats_create(&t->opts[which % t->n_opts]);
    jr_diag *quiet = jr_diag_create(NULL, NULL);
    if (bilingual ? jr_stats_bilingual(*stats, path, quiet) : jr_stats_input(*stats, path, quiet))
        for (const jr_stats_row *row = jr_stats_last(*stats); row; row = row->next) {
            add(&row->tally, ret_tally);
            *ret_language = jr_arena_copy(arena, row->target_lang.n ? row->target_lang : row->source_lang);
        }
    jr_diag_destroy(quiet);
}
