/* SPDX-License-Identifier: MIT */
/* Names of files as the file system spells them: who writes on Windows does not see when a link spells them otherwise.
 */
#ifndef JR_APP_SPELLING_H
#define JR_APP_SPELLING_H

#include <jerome/map.h>

/* Start with `{.arena = arena, .folders = {.arena = arena}}`. Folders are read once. */
typedef struct jr_spelling {
    jr_arena *arena;
    jr_map folders; /* path to index + 1 */
    jr_map *names;  /* of each folder: a name in lower case, and '/' and the name itself, to index + 1 in
                       spelled */
    size_t n, capacity;
    jr_str *spelled; /* names of all folders */
    size_t n_spelled, spelled_capacity;
} jr_spelling;

/* The path below the folder `root` that differs from `path` in nothing but small and capital letters; of several the
   first in byte order. False: there is none. */
bool jr_spelling_find(jr_spelling *s, int root, jr_str path, jr_str *ret_path);

#endif
