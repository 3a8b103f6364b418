/* SPDX-License-Identifier: MIT */
/* Any bytes as XLIFF, through the gate, by itself and with the sources for targets. What passes keeps its promises. */
#include "fuzz.h"

#include <stdlib.h>

#include "gate/gate.h"
#include "read/xliff.h"

#define PROMISE(what)                                                                                                  \
    do {                                                                                                               \
        if (!(what))                                                                                                   \
            abort();                                                                                                   \
    } while (0)

static void check_target(const jr_unit *unit, const jr_inlines *text)
{
    size_t depth = 0;
    for (size_t i = 0; i < text->n; i++) {
        const jr_inline *in = &text->items[i];
        if (in->kind == JR_PIECE_TEXT) {
            PROMISE(in->text.n > 0 && jr_utf8_valid(in->text) == in->text.n);
            continue;
        }
        PROMISE(in->number >= 1 && in->number <= unit->n_pieces);
        if (in->kind == JR_PIECE_CODE)
            continue;
        PROMISE(in->pair < text->n && text->items[in->pair].pair == i && text->items[in->pair].number == in->number);
        /* Nothing within a pair has its other end outside of it. */
        for (size_t k = i + 1; in->kind == JR_PIECE_OPEN && k < in->pair; k++)
            PROMISE(text->items[k].pair == JR_NO_PAIR || (text->items[k].pair > i && text->items[k].pair < in->pair));
        depth = in->kind == JR_PIECE_OPEN ? depth + 1 : depth - 1;
    }
    PROMISE(depth == 0);
}

static void pass(const jr_bilingual *file, bool from_source, jr_arena *arena, jr_diag *diag)
{
    jr_gate_opts opts;
    jr_units units;
    jr_targets targets;
    jr_gate_counts counts;
    jr_gate_defaults(&opts);
    opts.from_source = from_source;
    /* What may be allowed is allowed: the rest must hold all the same. */
    for (size_t i = 0; i < JR_CHECK_COUNT; i++)
        opts.levels[i] = JR_LEVEL_WARNING;
    jr_gate_own_units(file, arena, &units);
    jr_gate(&opts, &units, file, (jr_str){0}, arena, diag, &targets, &counts);
    PROMISE(targets.n == units.n && counts.units == units.n);
    PROMISE(counts.translated + counts.untranslated + counts.refused + counts.missing == counts.units);
    for (size_t i = 0; i < targets.n; i++)
        if (targets.items[i].translated)
            check_target(&units.items[i], &targets.items[i].text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    jr_arena *arena = jr_arena_create();
    jr_diag *diag = jr_diag_create(NULL, NULL);
    jr_bilinguals files = {0};
    if (jr_xliff_read((jr_str){(const char *)data, size}, 1, arena, diag, &files)) {
        PROMISE(jr_diag_status(diag) == JR_STATUS_OK);
        for (size_t i = 0; i < files.n; i++) {
            pass(&files.items[i], false, arena, diag);
            pass(&files.items[i], true, arena, diag);
        }
    } else {
        PROMISE(jr_diag_status(diag) != JR_STATUS_OK);
    }
    jr_diag_destroy(diag);
    jr_arena_destroy(arena);
    return 0;
}
