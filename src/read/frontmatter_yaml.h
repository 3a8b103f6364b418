/* SPDX-License-Identifier: MIT */
/* YAML as values with places, through libyaml's events. */
#ifndef JR_READ_FRONTMATTER_YAML_H
#define JR_READ_FRONTMATTER_YAML_H

#include "source.h"

/* Why a piece of YAML cannot be read. */
typedef struct jr_yaml_failure {
    jr_code code;
    size_t at;   /* offset in the source's text */
    jr_str text; /* what is wrong, and what to do about it */
} jr_yaml_failure;

/* Remembers the anchors of a page, so that one entry after the other can be read. */
typedef struct jr_yaml jr_yaml;

JR_NONNULL jr_yaml *jr_yaml_create(const jr_read_ctx *ctx, const jr_source *source);
/* Reads text[begin, end), which holds one document at most, as a value of any kind; nothing at all is JR_META_NULL.
   Warnings about a value are reported where it could be read. False: not reported, but told in *ret_failure. */
bool jr_yaml_read(jr_yaml *yaml, size_t begin, size_t end, jr_meta *ret_value, jr_yaml_failure *ret_failure);
/* Calls `found` for each entry of a map whose key an earlier entry has, with both. Linear. */
void jr_yaml_find_repeats(jr_arena *arena, const jr_meta *map, void *user,
                          void (*found)(void *user, const jr_meta_entry *earlier, const jr_meta_entry *later));
/* The text of the diagnostic about such a pair. */
jr_str jr_yaml_repeat_text(jr_arena *arena, const jr_meta_entry *earlier, const jr_meta_entry *later);

#endif
