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

/* Length of what folders a and b begin with alike, in whole names and with the slash behind them. */
static size_t common_length(jr_str a, jr_str b)
{
    size_t common = 0;
    for (size_t i = 0;; i++) {
        const bool a_ends = i >= a.n || a.p[i] == '/', b_ends = i >= b.n || b.p[i] == '/';
        if (a_ends && b_ends)
            common = i + 1;
        if (i >= a.n || i >= b.n || a.p[i] != b.p[i])
            return common;
    }
}

/* The way from one folder to another: "../b/" from "x/a" to "x/b"; empty where they are the same. */
static void put_way(jr_buf *way, jr_str from, jr_str to)
{
    const size_t common = common_length(from, to);
    for (size_t at = common; at < from.n; at = jr_str_find(from, at, '/') + 1)
        jr_puts(way, "../");
    if (common < to.n) {
        put_names(way, jr_str_sub(to, common, to.n));
        jr_putc(way, '/');
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

/* `way` and the url behind it, without the steps that take each other back. */
static jr_str join(jr_arena *arena, jr_str way, jr_str url)
{
    static const jr_str up = JR_STR_INIT("../"), here = JR_STR_INIT("./");
    while (jr_str_starts(url, here))
        url = jr_str_sub(url, here.n, url.n);
    while (jr_str_starts(url, up) && way.n && !jr_str_ends(way, up)) {
        way.n--;
        while (way.n && way.p[way.n - 1] != '/')
            way.n--;
        url = jr_str_sub(url, up.n, url.n);
        while (jr_str_starts(url, here))
            url = jr_str_sub(url, here.n, url.n);
    }
    return jr_arena_printf(arena, "%.*s%.*s", JR_FMT(way), JR_FMT(url));
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
    const jr_str start = jr_files_folder(files, to);
    const jr_str folder = tilde ? (jr_str){"", 0} : jr_files_folder(files, from);
    if (!tilde && jr_str_eq(start, folder))
        return url;
    jr_buf way = {0};
    put_way(&way, start, folder);
    const jr_str rest = with_slashes(arena, jr_str_sub(url, tilde ? 2 : 0, url.n));
    const jr_str rebased = join(arena, jr_buf_str(&way), rest);
    jr_buf_free(&way);
    return rebased.n ? rebased : JR_STR("./");
}
