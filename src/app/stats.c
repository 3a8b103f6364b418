/* SPDX-License-Identifier: MIT */
#include "stats.h"

#include "stats_text.h"

/* Texts of one language into another: repetitions are those of the same job. */
typedef struct languages {
    jr_str source, target;
    jr_tallier tallier;
} languages;

struct jr_stats {
    jr_arena *arena; /* rows and what is seen */
    jr_arena *work;
    jr_map pairs;     /* "en-us de-de" to its index in the next */
    jr_buf languages; /* `languages` in a row */
    jr_stats_row *first, **end;
};

jr_stats *jr_stats_create(void)
{
    jr_arena *arena = jr_arena_create();
    jr_stats *stats = jr_arena_new(arena, jr_stats);
    *stats = (jr_stats){.arena = arena, .work = jr_arena_create(), .pairs = {.arena = arena}, .end = &stats->first};
    return stats;
}

void jr_stats_destroy(jr_stats *stats)
{
    if (!stats)
        return;
    jr_buf_free(&stats->languages);
    jr_arena_destroy(stats->work);
    jr_arena_destroy(stats->arena);
}

const jr_stats_row *jr_stats_rows(const jr_stats *stats)
{
    return stats->first;
}

/* Until the next call. */
static languages *find_languages(jr_stats *stats, jr_str source, jr_str target)
{
    jr_buf pair = {0};
    size_t at;
    jr_put(&pair, source);
    jr_putc(&pair, ' ');
    jr_put(&pair, target);
    for (size_t i = 0; i < pair.n; i++)
        pair.p[i] = jr_lower(pair.p[i]);
    const jr_str key = jr_buf_take(&pair, stats->work);
    if (!jr_map_find(&stats->pairs, key, &at)) {
        const languages l = {.source = jr_arena_copy(stats->arena, source),
                             .target = jr_arena_copy(stats->arena, target),
                             .tallier = {.seen = {.arena = stats->arena}}};
        at = stats->languages.n / sizeof l;
        jr_map_add(&stats->pairs, jr_arena_copy(stats->arena, key), at);
        jr_put(&stats->languages, (jr_str){(const char *)&l, sizeof l});
    }
    return (languages *)(void *)stats->languages.p + at;
}

bool jr_stats_add(jr_stats *stats, jr_str path, jr_str counted)
{
    for (size_t at = 0; at < counted.n;) {
        jr_stats_part part;
        jr_arena_reset(stats->work);
        if (!jr_stats_read_part(counted, &at, stats->work, &part))
            return false;
        languages *l = find_languages(stats, part.source_lang, part.target_lang);
        jr_stats_row *row = jr_arena_new(stats->arena, jr_stats_row);
        *row = (jr_stats_row){
            .path = jr_arena_copy(stats->arena, path),
            .page = jr_arena_copy(stats->arena, part.page),
            .source_lang = l->source,
            .target_lang = l->target,
            .tally = {.pages = 1, .units = part.units},
        };
        jr_tally_segments(&l->tallier, part.counted, part.n, part.bilingual, &row->tally);
        *stats->end = row;
        stats->end = &row->next;
    }
    return true;
}
