/* SPDX-License-Identifier: MIT */
/* One input, counted: what is told of it is text, so that it can go from process to process and into a journal. */
#include "page.h"
#include "gate/gate.h"
#include "stats.h"
#include "stats_text.h"

enum { MOST_LANGUAGES = 32 }; /* that are held at a time */

/* Texts of one language. */
typedef struct language {
    jr_str name;
    jr_counting counting;
    jr_segmenter *segmenter; /* NULL: units are not cut */
    struct language *next;
} language;

struct jr_stats_counter {
    const jr_stats_opts *opts;
    jr_arena *arena; /* what is kept */
    jr_arena *page;  /* the page at hand; emptied before each */
    jr_arena *work;
    language *languages;
    size_t n_languages;
};

jr_stats_counter *jr_stats_counter_create(const jr_stats_opts *opts)
{
    jr_arena *arena = jr_arena_create();
    jr_stats_counter *counter = jr_arena_new(arena, jr_stats_counter);
    *counter = (jr_stats_counter){.opts = opts, .arena = arena, .page = jr_arena_create(), .work = jr_arena_create()};
    return counter;
}

static void close_languages(jr_stats_counter *counter)
{
    for (language *l = counter->languages; l; l = l->next) {
        jr_counter_close(l->counting.counter);
        jr_segmenter_close(l->segmenter);
    }
    counter->languages = NULL;
    counter->n_languages = 0;
}

void jr_stats_counter_destroy(jr_stats_counter *counter)
{
    if (!counter)
        return;
    close_languages(counter);
    jr_arena_destroy(counter->work);
    jr_arena_destroy(counter->page);
    jr_arena_destroy(counter->arena);
}

/* ---- Languages ---- */

static bool open_language(jr_stats_counter *counter, jr_str name, jr_diag *diag, language **ret_language)
{
    const jr_stats_opts *opts = counter->opts;
    jr_counter *words;
    jr_segmenter *segmenter = NULL;
    if (!jr_counter_open(name, diag, &words))
        return false;
    if (opts->sentences && !jr_segmenter_open(name, opts->rules, diag, &segmenter)) {
        jr_counter_close(words);
        return false;
    }
    language *l = jr_arena_new(counter->arena, language);
    *l = (language){
        .name = jr_arena_copy(counter->arena, name),
        .counting = {.counter = words, .known = {.arena = counter->arena}},
        .segmenter = segmenter,
        .next = counter->languages,
    };
    *ret_language = counter->languages = l;
    return true;
}

static bool find_language(jr_stats_counter *counter, jr_str name, jr_diag *diag, language **ret_language)
{
    for (language *l = counter->languages; l; l = l->next)
        if (jr_str_eq_nocase(l->name, name)) {
            *ret_language = l;
            return true;
        }
    if (counter->n_languages++ == MOST_LANGUAGES) { /* nobody has so many: a file made to cost memory */
        close_languages(counter);
        counter->n_languages = 1;
    }
    return open_language(counter, name, diag, ret_language);
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
            states[n] = file ? jr_gate_state(&file->units[i]) : JR_STATE_INITIAL;
            segments[n++] = cut[i].items[k];
        }
    *ret_segments = (jr_segments){segments, n};
    *ret_states = file ? states : NULL;
}

/* The page at hand and what is told of it. */
typedef struct tale {
    jr_buf *out;
    jr_stats_total *total;
} tale;

static bool count_units(jr_stats_counter *counter, jr_str lang, const jr_units *units, const jr_bilingual *file,
                        jr_diag *diag, const tale *told)
{
    const jr_stats_opts *opts = counter->opts;
    language *l;
    jr_segments segments;
    const jr_state *states;
    const jr_counted *counted;
    jr_stats_part part = {.source_lang = lang, .units = units->n, .bilingual = file != NULL};
    if (!find_language(counter, lang, diag, &l))
        return false;
    jr_arena_reset(counter->work);
    cut_units(l, units, file, counter->work, &segments, &states);
    if (file) {
        part.page = file->original;
        part.target_lang = file->target_lang;
    }
    l->counting.memory = !file || jr_str_eq_nocase(file->target_lang, opts->memory_lang) ? opts->memory : NULL;
    jr_count_segments(&l->counting, &segments, states, counter->work, &counted, &part.n);
    part.counted = counted;
    jr_stats_put_part(&part, told->out);
    /* Repetitions are for the sum of all pages. */
    jr_tallier alone = {.seen = {.arena = counter->work}};
    told->total->tally.pages++;
    told->total->tally.units += units->n;
    told->total->lang = file && file->target_lang.n ? file->target_lang : lang;
    jr_tally_segments(&alone, counted, part.n, file != NULL, &told->total->tally);
    return true;
}

/* ---- Inputs ---- */

static bool count_page(jr_stats_counter *counter, jr_str path, jr_diag *diag, const tale *told)
{
    const jr_stats_opts *opts = counter->opts;
    const jr_page_opts how = {.root = opts->root, .units = opts->units, .limits = opts->limits, .alone = true};
    jr_page page;
    if (!jr_page_open(path, &how, counter->page, diag, &page))
        return false;
    return count_units(counter, opts->lang.n ? opts->lang : page.doc->lang, &page.units, NULL, diag, told);
}

static bool count_files(jr_stats_counter *counter, const jr_bilinguals *files, jr_diag *diag, const tale *told)
{
    bool ok = true;
    for (size_t i = 0; i < files->n; i++) {
        const jr_bilingual *file = &files->items[i];
        const jr_str lang = counter->opts->lang.n ? counter->opts->lang : file->source_lang;
        jr_units units;
        jr_gate_own_units(file, counter->page, &units);
        ok = count_units(counter, lang, &units, file, diag, told) && ok;
    }
    return ok;
}

static bool count_file(jr_stats_counter *counter, jr_str path, jr_diag *diag, const tale *told)
{
    jr_bilinguals files;
    jr_arena_reset(counter->work);
    return jr_back_read(path, counter->page, counter->work, diag, &files) && count_files(counter, &files, diag, told);
}

bool jr_stats_count_bytes(jr_stats_counter *counter, jr_str bytes, jr_str path, jr_diag *diag, jr_buf *out,
                          jr_stats_total *ret_total)
{
    const tale told = {out, ret_total};
    jr_bilinguals files;
    *ret_total = (jr_stats_total){0};
    jr_arena_reset(counter->page);
    return jr_back_parse(bytes, path, counter->page, diag, &files) && count_files(counter, &files, diag, &told);
}

bool jr_stats_count(jr_stats_counter *counter, jr_str path, bool bilingual, jr_diag *diag, jr_buf *out,
                    jr_stats_total *ret_total)
{
    const tale told = {out, ret_total};
    *ret_total = (jr_stats_total){0};
    jr_arena_reset(counter->page);
    if (bilingual || jr_str_ends(path, JR_STR(".xlf")) || jr_str_ends(path, JR_STR(".xliff")))
        return count_file(counter, path, diag, &told);
    return count_page(counter, path, diag, &told);
}
