/* SPDX-License-Identifier: MIT */
#include "tally.h"

#include <stdlib.h>

#include <jerome/units.h>

#include "outputs.h"

jr_stats_opts jr_tally_usual(const jr_shared *shared)
{
    return (jr_stats_opts){
        .units = {.keys = JR_STR(JR_UNITS_DEFAULT_KEYS), .bare = true},
        .root = shared->root,
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
    jr_page_tallier t = {.opts = opts, .n_opts = n_opts, .counters = calloc(n_opts + 1, sizeof(jr_stats_counter *))};
    if (!t.counters)
        jr_out_of_memory(n_opts * sizeof(jr_stats_counter *));
    return t;
}

void jr_tally_end(jr_page_tallier *t)
{
    for (size_t i = 0; t->counters && i < t->n_opts; i++)
        jr_stats_counter_destroy(t->counters[i]);
    free(t->counters);
    t->counters = NULL;
}

static jr_stats_counter *counter_of(jr_page_tallier *t, size_t which)
{
    const size_t at = which % t->n_opts;
    if (!t->counters[at])
        t->counters[at] = jr_stats_counter_create(&t->opts[at]);
    return t->counters[at];
}

void jr_tally_bytes(jr_page_tallier *t, size_t which, jr_str bytes, jr_str path, jr_record_tally *ret_tally)
{
    jr_diag *quiet = jr_diag_create(NULL, NULL);
    jr_buf parts = {0};
    jr_stats_total total;
    *ret_tally = (jr_record_tally){0};
    if (jr_stats_count_bytes(counter_of(t, which), bytes, path, quiet, &parts, &total))
        add(&total.tally, ret_tally);
    jr_buf_free(&parts);
    jr_diag_destroy(quiet);
}

void jr_tally_page(jr_page_tallier *t, size_t which, jr_str path, bool bilingual, jr_arena *arena,
                   jr_record_tally *ret_tally, jr_str *ret_language)
{
    *ret_tally = (jr_record_tally){0};
    *ret_language = (jr_str){"", 0};
    if (t->n_opts == 0 || path.n == 0 || jr_is_dash(path))
        return;
    jr_diag *quiet = jr_diag_create(NULL, NULL);
    jr_buf parts = {0}; /* for sums over pages, which nobody makes here */
    jr_stats_total total;
    if (jr_stats_count(counter_of(t, which), path, bilingual, quiet, &parts, &total)) {
        add(&total.tally, ret_tally);
        *ret_language = jr_arena_copy(arena, total.lang);
    }
    jr_buf_free(&parts);
    jr_diag_destroy(quiet);
}
