/* SPDX-License-Identifier: MIT */
#include <jerome/meta.h>

const jr_meta *jr_meta_get(const jr_meta *map, jr_str key)
{
    if (!map || map->kind != JR_META_MAP)
        return NULL;
    for (size_t i = map->count; i-- > 0;)
        if (jr_str_eq(map->entries[i].key, key))
            return &map->entries[i].value;
    return NULL;
}

jr_str jr_meta_text(const jr_meta *map, jr_str key)
{
    const jr_meta *value = jr_meta_get(map, key);
    return value && value->kind == JR_META_STRING ? value->text : (jr_str){"", 0};
}
