/* SPDX-License-Identifier: MIT */
/* Pages as sums: which of their segments were met before, and which a translation memory knows. */
#include <jerome/buf.h>
#include <jerome/count.h>

static const struct {
    jr_str name;
    uint32_t least;
} bands[] = {
#define X(band, slug, least, rate) [JR_BAND_##band] = {JR_STR_INIT(slug), least},
    JR_BANDS(X)
#undef X
};

jr_str jr_band_name(jr_band band)
{
    return bands[band].name;
}

void jr_tally_add(jr_tally *sum, const jr_tally *more)
{
    sum->pages += more->pages;
    sum->units += more->units;
    for (size_t i = 0; i < JR_BAND_COUNT; i++)
        jr_count_add(&sum->bands[i], &more->bands[i]);
    for (size_t i = 0; i < JR_STATE_COUNT; i++)
        jr_count_add(&sum->states[i], &more->states[i]);
}

jr_count jr_tally_total(const jr_tally *tally)
{
    jr_count total = {0};
    for (size_t i = 0; i < JR_BAND_COUNT; i++)
        jr_count_add(&total, &tally->bands[i]);
    return total;
}

/* ---- Bands ---- */

/* The band of the best match that the memory has; JR_BAND_NEW: none. */
static jr_band band_in_memory(const jr_tallier *tallier, jr_str key, jr_str before, jr_str behind, jr_arena *arena)
{
    jr_matches matches = {0};
    if (tallier->memory)
        jr_memory_find(tallier->memory, key, before, behind, bands[JR_BAND_FUZZY_50].least, 1, arena, &matches);
    if (matches.n == 0)
        return JR_BAND_NEW;
    if (matches.items[0].score >= bands[JR_BAND_EXACT].least)
        return matches.items[0].in_context ? JR_BAND_CONTEXT : JR_BAND_EXACT;
    jr_band band = JR_BAND_FUZZY_95;
    while (band < JR_BAND_NEW && matches.items[0].score < bands[band].least)
        band++;
    return band;
}

/* What is in the memory is known, what was met before needs no second thought, and only then what is similar counts
   (GMX-V 2.0 §3.2). */
static jr_band band_of(jr_tallier *tallier, jr_str key, jr_str before, jr_str behind, jr_arena *arena)
{
    const jr_band known = band_in_memory(tallier, key, before, behind, arena);
    size_t page;
    if (known <= JR_BAND_EXACT)
        return known;
    if (!jr_map_find(&tallier->seen, key, &page)) {
        jr_map_add(&tallier->seen, jr_arena_copy(tallier->seen.arena, key), tallier->page);
        return known;
    }
    return page == tallier->page ? JR_BAND_REPEATED : JR_BAND_ELSEWHERE;
}

void jr_tally_segments(jr_tallier *tallier, const jr_segments *segments, const jr_state *states, jr_arena *arena,
                       jr_tally *tally)
{
    jr_str *keys = jr_arena_array(arena, jr_str, segments->n + 2); /* with an empty one at each end */
    size_t n = 1;
    for (size_t i = 0; i < segments->n; i++)
        if (!segments->items[i].ignorable)
            keys[n++] = jr_memory_key_of(segments->items[i].pieces, segments->items[i].n_pieces, arena);
    n = 1;
    for (size_t i = 0; i < segments->n; i++) {
        const jr_segment *segment = &segments->items[i];
        if (segment->ignorable)
            continue;
        const jr_count count = jr_count_text(tallier->counter, segment->pieces, segment->n_pieces);
        const jr_band band = band_of(tallier, keys[n], keys[n - 1], keys[n + 1], arena);
        jr_count_add(&tally->bands[band], &count);
        if (states)
            jr_count_add(&tally->states[states[i]], &count);
        n++;
    }
}
