/* SPDX-License-Identifier: MIT */
#include "spelling.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include <jerome/buf.h>

#include "below.h"

#define NAMES_MAX 200000 /* of one folder that are looked at */

/* A name with what its letters amount to when small and capital ones are the same. */
struct name {
    uint32_t hash;
    jr_str text;
};

struct jr_listing {
    struct name *names; /* by hash, then in byte order */
    size_t n;
};

static uint32_t next_folded(jr_str s, size_t *at)
{
    const unsigned char c = (unsigned char)s.p[*at];
    return c < 0x80 ? (unsigned char)jr_lower(s.p[(*at)++]) : jr_to_lower(jr_utf8_next(s, at));
}

/* FNV-1a over the folded characters. */
static uint32_t hash_of(jr_str name)
{
    uint32_t hash = 2166136261u;
    for (size_t at = 0; at < name.n;)
        hash = (hash ^ next_folded(name, &at)) * 16777619u;
    return hash;
}

static bool same_letters(jr_str a, jr_str b)
{
    size_t i = 0, k = 0;
    while (i < a.n && k < b.n)
        if (next_folded(a, &i) != next_folded(b, &k))
            return false;
    return i == a.n && k == b.n;
}

static int compare_names(const void *a, const void *b)
{
    const struct name *x = a, *y = b;
    return x->hash != y->hash ? (x->hash < y->hash ? -1 : 1) : jr_str_cmp(x->text, y->text);
}

/* Names that are no text cannot be written in a page. */
static void read_names(DIR *dir, jr_arena *arena, struct jr_listing *list)
{
    jr_buf names = {0};
    const struct dirent *entry;
    for (size_t i = 0; i < NAMES_MAX && (entry = readdir(dir)); i++) {
        const jr_str text = jr_str_from(entry->d_name);
        if (jr_utf8_valid(text) != text.n)
            continue;
        const struct name name = {hash_of(text), jr_arena_copy(arena, text)};
        jr_put(&names, (jr_str){(const char *)&name, sizeof name});
    }
    list->n = names.n / sizeof *list->names;
    list->names = jr_arena_array(arena, struct name, list->n);
    if (list->n)
        memcpy(list->names, names.p, names.n);
    qsort(list->names, list->n, sizeof *list->names, compare_names);
    jr_buf_free(&names);
}

static void read_folder(jr_spelling *s, int root, jr_str folder, struct jr_listing *list)
{
    const int fd = jr_open_below(root, folder, O_RDONLY | O_DIRECTORY);
    DIR *dir = fd >= 0 ? fdopendir(fd) : NULL;
    if (dir) {
        read_names(dir, s->arena, list);
        closedir(dir);
    } else if (fd >= 0) {
        close(fd);
    }
}

static const struct jr_listing *listing_of(jr_spelling *s, int root, jr_str folder)
{
    const size_t known = jr_map_get(&s->index, folder);
    if (known)
        return &s->listings[known - 1];
    if (s->n == s->capacity) {
        const struct jr_listing *old = s->listings;
        s->capacity = s->capacity ? 2 * s->capacity : 16;
        s->listings = jr_arena_array(s->arena, struct jr_listing, s->capacity);
        if (s->n)
            memcpy(s->listings, old, s->n * sizeof *old);
    }
    struct jr_listing *list = &s->listings[s->n++];
    read_folder(s, root, folder, list);
    *jr_map_at(&s->index, folder) = s->n;
    return list;
}

/* The name in a folder that is meant by `name`, or NULL. */
static const struct name *find_name(const struct jr_listing *list, jr_str name)
{
    const uint32_t hash = hash_of(name);
    size_t low = 0, high = list->n;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (list->names[middle].hash < hash)
            low = middle + 1;
        else
            high = middle;
    }
    const struct name *found = NULL;
    for (; low < list->n && list->names[low].hash == hash; low++) {
        if (jr_str_eq(list->names[low].text, name))
            return &list->names[low];
        if (!found && same_letters(list->names[low].text, name))
            found = &list->names[low];
    }
    return found;
}

bool jr_spelling_find(jr_spelling *s, int root, jr_str path, jr_str *ret_path)
{
    jr_str found = {"", 0};
    for (size_t at = 0; at < path.n;) {
        const size_t end = jr_str_find(path, at, '/');
        const struct name *name = find_name(listing_of(s, root, found), jr_str_sub(path, at, end));
        if (!name)
            return false;
        found = jr_arena_printf(s->arena, "%.*s%s%.*s", JR_FMT(found), found.n ? "/" : "", JR_FMT(name->text));
        at = end + 1;
    }
    *ret_path = found;
    return path.n > 0;
}
