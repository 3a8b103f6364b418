/* SPDX-License-Identifier: MIT */
/* Pages as sums: which of their segments were met before, and which a translation memory knows. */
#include <jerome/count.h>
#include <jerome/hash.h>

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

static jr_band band_of_match(const jr_matches *matches)
{
    if (matches->n == 0)
        return JR_BAND_NEW;
    const jr_match *best = &matches->items[0];
    if (best->score >= bands[JR_BAND_EXACT].least)
        return best->in_context ? JR_BAND_CONTEXT : JR_BAND_EXACT;
    jr_band band = JR_BAND_FUZZY_95;
    while (band < JR_BAND_NEW && best->score < bands[band].least)
        band++;
    return band;
}

/* A text with what it is compared by, for a memory and for repetitions. */
typedef struct compared {
    jr_str text, before, behind;
    jr_str key;
} compared;

/* The same text is looked for in other contexts, but not among similar ones again. */
static jr_band band_in_memory(jr_counting *counting, const compared *c, jr_arena *arena)
{
    size_t band;
    jr_matches matches = {0};
    if (!counting->memory)
        return JR_BAND_NEW;
    jr_memory_find(counting->memory, c->text, c->before, c->behind, bands[JR_BAND_EXACT].least, 1, arena, &matches);
    if (matches.n)
        return band_of_match(&matches);
    if (jr_map_find(&counting->known, c->key, &band))
        return (jr_band)band;
    jr_memory_find(counting->memory, c->text, c->before, c->behind, bands[JR_BAND_FUZZY_50].least, 1, arena, &matches);
    band = band_of_match(&matches);
    jr_map_add(&counting->known, jr_arena_copy(counting->known.arena, c->key), band);
    return (jr_band)band;
}

static jr_str hash_of(jr_str text, jr_arena *arena)
{
    char hex[2 * JR_SHA1_SIZE + 1];
    jr_sha1_hex(text, hex);
    return jr_arena_copy(arena, jr_str_from(hex));
}

void jr_count_segments(jr_counting *counting, const jr_segments *segments, const jr_state *states, jr_arena *arena,
                       const jr_counted **ret_counted, size_t *ret_n)
{
    jr_str *texts = jr_arena_array(arena, jr_str, segments->n + 2); /* with an empty one at each end */
    jr_counted *counted = jr_arena_array(arena, jr_counted, segments->n);
    size_t n = 0;
    for (size_t i = 0; i < segments->n; i++)
        if (!segments->items[i].ignorable)
            texts[++n] = jr_memory_key_of(segments->items[i].pieces, segments->items[i].n_pieces, arena);
    n = 0;
    for (size_t i = 0; i < segments->n; i++) {
        const jr_segment *segment = &segments->items[i];
        if (segment->ignorable)
            continue;
        const compared c = {texts[n + 1], texts[n], texts[n + 2], hash_of(texts[n + 1], arena)};
        counted[n++] = (jr_counted){
            .key = c.key,
            .known = band_in_memory(counting, &c, arena),
            .state = states ? states[i] : JR_STATE_INITIAL,
            .count = jr_count_text(counting->counter, segment->pieces, segment->n_pieces),
        };
    }
    *ret_counted = counted;
    *ret_n = n;
}

/* What is in the memory is known, what was met before needs no second thought, and only then what is similar counts
   (GMX-V 2.0 §3.2). */
static jr_band band_of(jr_tallier *tallier, const jr_counted *counted)
{
    size_t page;
    if (counted->known <= JR_BAND_EXACT)
        return counted->known;
    if (!jr_map_find(&tallier->seen, counted->key, &page)) {
        jr_map_add(&tallier->seen, jr_arena_copy(tallier->seen.arena, counted->key), tallier->page);
        return counted->known;
    }
    return page == tallier->page ? JR_BAND_REPEATED : JR_BAND_ELSEWHERE;
}

void jr_tally_segments(jr_tallier *tallier, const jr_counted *counted, size_t n, bool bilingual, jr_tally *tally)
{
    tallier->page++;
    for (size_t i = 0; i < n; i++) {
        jr_count_add(&tally->bands[band_of(tallier, &counted[i])], &counted[i].count);
        if (bilingual)
            jr_count_add(&tally->states[counted[i].state], &counted[i].count);
    }
}
