/* SPDX-License-Identifier: MIT */
/* Glossaries, and a text in which their terms are looked for: the glossary itself. */
#include "fuzz.h"

#include <stdlib.h>

#include "terms/termbase.h"
#include "read/terms.h"

static void try_reader(bool (*read)(jr_str, uint32_t, jr_arena *, jr_diag *, jr_glossary *), jr_str bytes)
{
    jr_arena *arena = jr_arena_create();
    jr_diag *diag = jr_diag_create(NULL, NULL);
    jr_glossary glossary = {0};
    if (read(bytes, 1, arena, diag, &glossary)) {
        const jr_termbase *base = jr_termbase_build(&glossary, 1, JR_STR("en-US"), JR_STR("de-DE"), arena);
        jr_term_match *matches;
        jr_term_finding *findings;
        const size_t n = jr_termbase_find(base, bytes, arena, &matches);
        for (size_t i = 0; i < n; i++)
            if (matches[i].begin >= matches[i].end || matches[i].end > bytes.n ||
                (i && matches[i].begin < matches[i - 1].end))
                abort();
        jr_termbase_check(base, bytes, bytes, arena, &findings);
    }
    jr_diag_destroy(diag);
    jr_arena_destroy(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    const jr_str bytes = {(const char *)data, n};
    try_reader(jr_tbx_read, bytes);
    try_reader(jr_terms_csv_read, bytes);
    return 0;
}
