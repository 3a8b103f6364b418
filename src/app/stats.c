/* SPDX-License-Identifier: MIT */
#include "stats.h"

#include "stats_text.h"

/* Texts of one language into another: repetitions are those of the same job. */
typedef struct languages {
    jr_str source, target;
    jr_tallier tallier;
    struct languages *next;
} languages;

struct jr_stats {
    jr_arena *arena; /* rows and what is seen */
    jr_arena *work;
    languages *languages;
    jr_stats_row *first, **end;
};

jr_stats *jr_stats_create(void)
{
    jr_arena *arena = jr_arena_create();
    jr_stats *stats = jr_arena_new(arena, jr_stats);
    *stats = (jr_stats){.arena = arena, .work = jr_arena_create(), .end = &stats->first};
    return stats;
}

void jr_stats_destroy(jr_stats *stats)
{
    if (!stats)
        return;
    jr_arena_destroy(stats->work);
    jr_arena_destroy(stats->arena);
}

const jr_stats_row *jr_stats_rows(const jr_stats *stats)
{
    return stats->first;
}

static languages *find_languages(jr_stats *stats, jr_str source, jr_str target)
{
    for (languages *l = stats->languages; l; l = l->next)
        if (jr_str_eq_nocase(l->source, source) && jr_str_eq_nocase(l->target, target))
            return l;
    languages *l = jr_arena_new(stats->arena, languages);
    *l = (languages){
        .source = jr_arena_copy(stats->arena, source),
        .target = jr_arena_copy(stats->arena, target),
        .tallier = {.seen = {.arena = stats->arena}},
        .next = stats->languages,
    };
    stats->languages = l;
    return l;
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
