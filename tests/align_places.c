/* SPDX-License-Identifier: MIT */
/* For tests/test_align.py: which sentences of two pages belong together, by place. Usage: align_places LANG TO-LANG
   PAGE TRANSLATION. Each pair is a line: "?" or "=", then the bytes of its texts and codes in the page, "|", and those
   in the translation, as BEGIN-END. */
#include <stdio.h>

#include "base/file.h"
#include "app/page.h"
#include "base/path.h"
#include "align/align.h"
#include "units/unit_written.h"

/* The piece of a unit that a text was cut from. */
static const jr_piece *whole_of(const jr_unit *unit, jr_str text)
{
    for (size_t i = 0; i < unit->n_pieces; i++) {
        const jr_str whole = unit->pieces[i].text;
        if (unit->pieces[i].kind == JR_PIECE_TEXT && text.p >= whole.p && text.p + text.n <= whole.p + whole.n)
            return &unit->pieces[i];
    }
    return NULL;
}

static void print_piece(jr_str page, const jr_unit *unit, const jr_piece *piece, jr_arena *arena)
{
    const jr_piece *whole = piece->kind == JR_PIECE_TEXT ? whole_of(unit, piece->text) : NULL;
    uint32_t begin = piece->span.begin, end = piece->span.end;
    uint32_t *at = whole ? jr_arena_array(arena, uint32_t, whole->text.n + 1) : NULL;
    if (whole && jr_written_align(page, begin, end, whole->form, whole->text, at)) {
        const size_t from = (size_t)(piece->text.p - whole->text.p);
        begin = at[from];
        end = at[from + piece->text.n];
    }
    printf(" %u-%u", (unsigned)begin, (unsigned)end);
}

static void print_places(const jr_page *page, size_t unit, const jr_segments *segments, size_t first, size_t n,
                         jr_arena *arena)
{
    for (size_t i = first; i < first + n; i++)
        for (size_t k = 0; k < segments->items[i].n_pieces; k++)
            print_piece(page->doc->source, &page->units.items[unit], &segments->items[i].pieces[k], arena);
}

int main(int argc, char **argv)
{
    jr_arena *arena = jr_arena_create();
    jr_diag *diag = jr_diag_create(NULL, NULL);
    const jr_page_opts opts = {.units = {.keys = JR_STR_INIT(""), .bare = true}};
    jr_segmenter *segmenters[2] = {NULL, NULL};
    jr_page pages[2];
    if (argc != 5)
        return 2;
    for (int i = 0; i < 2; i++)
        if (!jr_segmenter_open(jr_str_from(argv[1 + i]), NULL, diag, &segmenters[i]) ||
            !jr_page_open(jr_str_from(argv[3 + i]), &opts, arena, diag, &pages[i]))
            return 1;
    jr_unit_match *matches = jr_arena_array(arena, jr_unit_match, pages[0].units.n);
    jr_align_units(&pages[0].units, &pages[1].units, arena, matches);
    for (size_t i = 0; i < pages[0].units.n; i++) {
        jr_segments here, there;
        jr_beads beads;
        if (matches[i].target == JR_NO_UNIT)
            continue;
        jr_segment_unit(segmenters[0], &pages[0].units.items[i], arena, &here);
        jr_segment_unit(segmenters[1], &pages[1].units.items[matches[i].target], arena, &there);
        jr_align_segments(&here, &there, false, NULL, arena, &beads);
        for (size_t k = 0; k < beads.n; k++) {
            const jr_bead *bead = &beads.items[k];
            if (bead->n_sources == 0 || bead->n_targets == 0)
                continue;
            printf("%s", bead->pair.unsure || matches[i].unsure ? "?" : "=");
            print_places(&pages[0], i, &here, bead->source, bead->n_sources, arena);
            printf(" |");
            print_places(&pages[1], matches[i].target, &there, bead->target, bead->n_targets, arena);
            printf("\n");
        }
    }
    for (int i = 0; i < 2; i++)
        jr_segmenter_close(segmenters[i]);
    jr_diag_destroy(diag);
    jr_arena_destroy(arena);
    return 0;
}
