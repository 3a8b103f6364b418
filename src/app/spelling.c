/* SPDX-License-Identifier: MIT */
#include "spelling.h"

#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

#include <jerome/buf.h>

#include "below.h"

#define NAMES_MAX 200000 /* of one folder that are looked at */

static jr_str fold(jr_arena *arena, jr_str name)
{
    jr_buf out = {0};
    for (size_t at = 0; at < name.n;)
        jr_put_utf8(&out, jr_to_lower(jr_utf8_next(name, &at)));
    return jr_buf_take(&out, arena);
}

/* Twice the room for an array of which n are in use. */
static void *grown(jr_arena *arena, const void *old, size_t n, size_t *capacity, size_t size)
{
    *capacity = *capacity ? 2 * *capacity : 16;
    void *more = jr_arena_alloc(arena, *capacity, size);
    if (n)
        memcpy(more, old, n * size);
    return more;
}

/* What a name itself is known by: no name holds a slash. */
static jr_str exact(jr_arena *arena, jr_str name)
{
    return jr_arena_printf(arena, "/%.*s", JR_FMT(name));
}

static void add_name(jr_spelling *s, jr_map *names, jr_str name)
{
    if (s->n_spelled == s->spelled_capacity)
        s->spelled = grown(s->arena, s->spelled, s->n_spelled, &s->spelled_capacity, sizeof *s->spelled);
    s->spelled[s->n_spelled++] = jr_arena_copy(s->arena, name);
    *jr_map_at(names, exact(s->arena, name)) = s->n_spelled;
    size_t *index = jr_map_at(names, fold(s->arena, name));
    if (!*index || jr_str_cmp(s->spelled[*index - 1], name) > 0)
        *index = s->n_spelled;
}

/* Names that are no text cannot be written in a page. */
static void read_names(jr_spelling *s, int root, jr_str folder, jr_map *names)
{
    const int fd = jr_open_below(root, folder, O_RDONLY | O_DIRECTORY);
    DIR *dir = fd >= 0 ? fdopendir(fd) : NULL;
    if (!dir) {
        if (fd >= 0)
            close(fd);
        return;
    }
    const struct dirent *entry;
    for (size_t i = 0; i < NAMES_MAX && (entry = readdir(dir)); i++) {
        const jr_str name = jr_str_from(entry->d_name);
        if (jr_utf8_valid(name) == name.n)
            add_name(s, names, name);
    }
    closedir(dir);
}

static const jr_map *names_in(jr_spelling *s, int root, jr_str folder)
{
    const size_t known = jr_map_get(&s->folders, folder);
    if (known)
        return &s->names[known - 1];
    if (s->n == s->capacity)
        s->names = grown(s->arena, s->names, s->n, &s->capacity, sizeof *s->names);
    jr_map *names = &s->names[s->n++];
    *names = (jr_map){.arena = s->arena};
    read_names(s, root, folder, names);
    *jr_map_at(&s->folders, folder) = s->n;
    return names;
}

bool jr_spelling_find(jr_spelling *s, int root, jr_str path, jr_str *ret_path)
{
    jr_str found = {"", 0};
    for (size_t at = 0; at < path.n;) {
        const size_t end = jr_str_find(path, at, '/');
        const jr_map *names = names_in(s, root, found);
        const jr_str name = jr_str_sub(path, at, end);
        size_t index = jr_map_get(names, exact(s->arena, name));
        if (!index)
            index = jr_map_get(names, fold(s->arena, name));
        if (!index)
            return false;
        found =
            jr_arena_printf(s->arena, "%.*s%s%.*s", JR_FMT(found), found.n ? "/" : "", JR_FMT(s->spelled[index - 1]));
        at = end + 1;
    }
    *ret_path = found;
    return path.n > 0;
}
