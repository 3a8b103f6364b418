/* SPDX-License-Identifier: MIT */
/* Any bytes as a page with front matter: all places lie in the page, all text is fit for XML. */
#include "fuzz.h"

#include <stdlib.h>

#include "read/frontmatter.h"

static void require(bool holds)
{
    if (!holds)
        abort();
}

static void check_span(jr_span span, size_t size)
{
    require(span.begin <= span.end && span.end <= size && span.line > 0 && span.column > 0);
}

static void check_map(const jr_meta *map, size_t size)
{
    for (size_t i = 0; i < map->count; i++) {
        const jr_meta_entry *e = &map->entries[i];
        check_span(e->span, size);
        check_span(e->value.span, size);
        require(jr_utf8_valid(e->key) == e->key.n && jr_utf8_valid(e->value.text) == e->value.text.n);
        if (e->value.kind == JR_META_MAP) /* lists and deeper values share the code */
            check_map(&e->value, size);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    jr_arena *arena = jr_arena_create();
    jr_diag *diag = jr_diag_create(NULL, NULL);
    const jr_read_ctx ctx = {.arena = arena, .diag = diag};
    jr_source source;
    size_t body;
    jr_meta meta;
    if (jr_source_open(&ctx, (jr_str){(const char *)data, size}, 1, &source) &&
        jr_frontmatter_read(&ctx, &source, &body, &meta)) {
        require(meta.kind == JR_META_MAP && body <= source.text.n);
        check_map(&meta, size);
    }
    jr_diag_destroy(diag);
    jr_arena_destroy(arena);
    return 0;
}
