/* SPDX-License-Identifier: MIT */
/* TMX files as a memory: each pair is taken, looked up, and put on the codes of its own source. */
#include "fuzz.h"

#include <jerome/memory.h>

#include "memory/leverage_codes.h"
#include "read/tmx.h"

struct taken {
    jr_memory *memory;
    jr_arena *arena;
};

static void take(void *user, const jr_pair *pair, bool sentence)
{
    const struct taken *t = user;
    (void)sentence;
    jr_memory_add(t->memory, pair);
    jr_piece *pieces = jr_arena_array(t->arena, jr_piece, pair->source.n);
    for (size_t i = 0; i < pair->source.n; i++) {
        const jr_inline *in = &pair->source.items[i];
        pieces[i] = (jr_piece){.kind = in->kind, .number = in->number, .flags = JR_CODE_CAN_COPY, .text = in->text};
    }
    const jr_segment segment = {pieces, pair->source.n, false};
    const jr_str key = jr_memory_key(&pair->source, t->arena);
    jr_matches found;
    jr_memory_find(t->memory, key, pair->before, pair->behind, 50, 5, t->arena, &found);
    for (size_t i = 0; i < found.n; i++) {
        bool agree;
        const jr_pair *mapped =
            jr_leverage_codes(&segment, found.items[i].pair, found.items[i].score == 100, t->arena, &agree);
        jr_leverage_fits(&segment, &mapped->target, t->arena);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    jr_diag *diag = jr_diag_create(NULL, NULL);
    struct taken t = {jr_memory_create(), jr_arena_create()};
    const jr_tmx_wanted wanted = {JR_STR("en-US"), JR_STR("de-DE"), {0}};
    jr_tmx_read((jr_str){(const char *)data, size}, jr_diag_file(diag, JR_STR("fuzz.tmx")), &wanted, take, &t, diag);
    jr_memory_destroy(t.memory);
    jr_arena_destroy(t.arena);
    jr_diag_destroy(diag);
    return 0;
}
