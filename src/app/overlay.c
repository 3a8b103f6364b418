/* SPDX-License-Identifier: MIT */
#include "overlay.h"

/* Sets every entry with this key, or adds one at *n. */
static void set(jr_meta_entry *entries, size_t *n, jr_str key, jr_str text)
{
    const jr_meta value = {.kind = JR_META_STRING, .style = JR_META_PLAIN, .text = text};
    bool found = false;
    for (size_t i = 0; i < *n; i++)
        if (jr_str_eq(entries[i].key, key)) {
            entries[i].value = value;
            found = true;
        }
    if (!found)
        entries[(*n)++] = (jr_meta_entry){.key = key, .value = value};
}

bool jr_overlay(jr_meta *map, const jr_opt_list *items, jr_arena *arena, jr_diag *diag)
{
    if (items->n == 0)
        return true;
    size_t n = map->count;
    jr_meta_entry *entries = jr_arena_array(arena, jr_meta_entry, n + items->n);
    if (n)
        memcpy(entries, map->entries, n * sizeof *entries);
    for (size_t i = 0; i < items->n; i++) {
        const jr_str item = items->items[i];
        const size_t equals = jr_str_find(item, 0, '=');
        const jr_str key = jr_str_sub(item, 0, equals);
        if (key.n == 0 || jr_utf8_valid(item) != item.n)
            return jr_report(diag, JR_D_BAD_OPTION, NULL, "--metadata: '%.*s' is no KEY=VALUE", JR_FMT(item));
        const jr_str value = equals < item.n ? jr_str_sub(item, equals + 1, item.n) : JR_STR("true");
        set(entries, &n, jr_arena_copy(arena, key), jr_arena_copy(arena, value));
    }
    map->kind = JR_META_MAP;
    map->entries = entries;
    map->count = n;
    return true;
}
