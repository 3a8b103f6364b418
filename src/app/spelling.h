/* SPDX-License-Identifier: MIT */
/* Names of files as the file system spells them: who writes on Windows does not see when a link spells them otherwise.
 */
#ifndef JR_APP_SPELLING_H
#define JR_APP_SPELLING_H

#include <jerome/map.h>

/* What a folder holds. */
struct jr_listing;

/* Start with `{.arena = arena, .index = {.arena = arena}}`. Folders are read once. */
typedef struct jr_spelling {
    jr_arena *arena;
    jr_map index; /* path of a folder to index + 1 in listings */
    struct jr_listing *listings;
    size_t n, capacity;
} jr_spelling;

/* The path below the folder `root` that differs from `path` in nothing but small and capital letters; of several names
   the one asked for, else the first in byte order. False: there is none. */
bool jr_spelling_find(jr_spelling *s, int root, jr_str path, jr_str *ret_path);

#endif
