/* SPDX-License-Identifier: MIT */
#include "rebase.h"

#include <jerome/buf.h>

/* Names of folders, as they stand in an address (RFC 3986 §3.3). */
static void put_names(jr_buf *out, jr_str names)
{
    static const char digits[] = "0123456789ABCDEF";
    for (size_t i = 0; i < names.n; i++) {
        const unsigned char c = (unsigned char)names.p[i];
        if (c > ' ' && c != 0x7F && !strchr("%?#\\<>\"", c)) {
            jr_putc(out, names.p[i]);
        } else {
            jr_putc(out, '%');
            jr_putc(out, digits[c >> 4]);
            jr_putc(out, digits[c & 15]);
        }
    }
}

static bool is_slash(char c)
{
    return c == '/' || c == '\\';
}

/* A path that is relative to its own file: no scheme, no root, not just a query or a fragment. */
static bool is_relative(jr_str url)
{
    for (size_t i = 0; i < url.n && !is_slash(url.p[i]) && url.p[i] != '?' && url.p[i] != '#'; i++)
        if (url.p[i] == ':')
            return false;
    return url.n && !is_slash(url.p[0]) && !strchr("#?~", url.p[0]);
}

/* `path` (a folder with its slash, or empty) and the url behind it, without the steps that take each other back. */
static jr_str join(jr_arena *arena, jr_str path, jr_str url)
{
    static const jr_str up = JR_STR_INIT("../"), here = JR_STR_INIT("./");
    for (;;) {
        if (jr_str_starts(url, here)) {
            url = jr_str_sub(url, here.n, url.n);
        } else if (jr_str_starts(url, up) && path.n) {
            path.n--;
            while (path.n && path.p[path.n - 1] != '/')
                path.n--;
            url = jr_str_sub(url, up.n, url.n);
        } else {
            return jr_arena_printf(arena, "%.*s%.*s", JR_FMT(path), JR_FMT(url));
        }
    }
}

/* A reference from the root, made one from the folder `start` (with its slash, or empty). */
static jr_str seen_from(jr_arena *arena, jr_str start, jr_str url)
{
    jr_buf out = {0};
    size_t same = 0;
    for (size_t i = 0; i < start.n && i < url.n && start.p[i] == url.p[i] && url.p[i] != '?' && url.p[i] != '#'; i++)
        if (url.p[i] == '/')
            same = i + 1;
    for (size_t at = same; at < start.n; at = jr_str_find(start, at, '/') + 1)
        jr_puts(&out, "../");
    jr_put(&out, jr_str_sub(url, same, url.n));
    const jr_str seen = jr_buf_take(&out, arena);
    return is_relative(seen) ? seen : jr_arena_printf(arena, "./%.*s", JR_FMT(seen));
}

jr_str jr_path_address(jr_str path, jr_arena *arena)
{
    jr_buf out = {0};
    put_names(&out, path);
    return jr_buf_take(&out, arena);
}

/* A folder below the root as an address has it, with its slash; empty for the root. */
static jr_str folder_address(jr_arena *arena, jr_str folder)
{
    jr_buf out = {0};
    put_names(&out, folder);
    if (out.n)
        jr_putc(&out, '/');
    return jr_buf_take(&out, arena);
}

/* With '/' for '\' before the query and the fragment, as DocFX reads them. */
static jr_str with_slashes(jr_arena *arena, jr_str url)
{
    const jr_str copy = jr_arena_copy(arena, url);
    char *p = (char *)(uintptr_t)copy.p;
    for (size_t i = 0; i < copy.n && p[i] != '?' && p[i] != '#'; i++)
        p[i] = p[i] == '\\' ? '/' : p[i];
    return copy;
}

jr_str jr_rebase(jr_files *files, jr_str url, uint32_t from, uint32_t to, jr_arena *arena)
{
    const bool tilde = url.n > 1 && url.p[0] == '~' && is_slash(url.p[1]);
    if (tilde ? !jr_files_rooted(files) : from == to || !is_relative(url))
        return url;
    const jr_str folder = tilde ? (jr_str){"", 0} : jr_files_folder(files, from);
    if (!tilde && jr_str_eq(jr_files_folder(files, to), folder))
        return url;
    const jr_str rest = with_slashes(arena, jr_str_sub(url, tilde ? 2 : 0, url.n));
    const jr_str start = folder_address(arena, jr_files_folder(files, to));
    return seen_from(arena, start, join(arena, folder_address(arena, folder), rest));
}
