/* SPDX-License-Identifier: MIT */
/* Pages as sums: which of their segments were met before, and which a translation memory knows. */
#include <jerome/buf.h>
#include <jerome/count.h>

static const jr_str names[] = {
#define X(band, slug, least, rate) [JR_BAND_##band] = JR_STR_INIT(slug),
    JR_BANDS(X)
#undef X
};

jr_str jr_band_name(jr_band band)
{
    return names[band];
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

/* What segments are compared by: their texts, and of each code its kind and number. */
static jr_str key_of(const jr_segment *segment, jr_arena *arena)
{
    enum { CODE = 0xE000 }; /* private use */
    jr_buf out = {0};
    for (size_t i = 0; i < segment->n_pieces; i++) {
        const jr_piece *piece = &segment->pieces[i];
        if (piece->kind == JR_PIECE_TEXT) {
            jr_put(&out, piece->text);
            continue;
        }
        jr_put_utf8(&out, CODE + (uint32_t)piece->kind);
        jr_put_uint(&out, piece->number);
    }
    return jr_buf_take(&out, arena);
}

/* ---- Bands ---- */

/* What was met before needs no second thought (GMX-V 2.0 §3.2). */
static jr_band band_of(jr_tallier *tallier, jr_str key)
{
    size_t page;
    if (!jr_map_find(&tallier->seen, key, &page)) {
        jr_map_add(&tallier->seen, jr_arena_copy(tallier->seen.arena, key), tallier->page);
        return JR_BAND_NEW;
    }
    return page == tallier->page ? JR_BAND_REPEATED : JR_BAND_ELSEWHERE;
}

void jr_tally_segments(jr_tallier *tallier, const jr_segments *segments, const jr_state *states, jr_arena *arena,
                       jr_tally *tally)
{
    for (size_t i = 0; i < segments->n; i++) {
        const jr_segment *segment = &segments->items[i];
        if (segment->ignorable)
            continue;
        const jr_count count = jr_count_text(tallier->counter, segment->pieces, segment->n_pieces);
        const jr_band band = band_of(tallier, key_of(segment, arena));
        jr_count_add(&tally->bands[band], &count);
        if (states)
            jr_count_add(&tally->states[states[i]], &count);
    }
}
