/* SPDX-License-Identifier: MIT */
#include "site.h"

/* Moves behind white space and comments, which DocFX lets stand in its JSON. */
static size_t skip_blank(jr_str s, size_t at)
{
    for (;;) {
        while (at < s.n && jr_is_space(s.p[at]))
            at++;
        const jr_str rest = jr_str_sub(s, at, at + 2);
        if (jr_str_eq(rest, JR_STR("//")))
            at = jr_str_find(s, at, '\n');
        else if (jr_str_eq(rest, JR_STR("/*")))
            at = jr_str_search(s, at, JR_STR("*/")) + 2;
        else
            return at < s.n ? at : s.n;
    }
}

/* The string that begins at s.p[at], a quotation mark, without its marks (RFC 8259 §7); escapes stay. */
static jr_str read_string(jr_str s, size_t at, size_t *ret_end)
{
    const size_t begin = at + 1;
    for (at = begin; at < s.n && s.p[at] != '"'; at++)
        at += s.p[at] == '\\';
    *ret_end = at < s.n ? at + 1 : s.n;
    return jr_str_sub(s, begin, at);
}

/* The string that a key has somewhere in a JSON text; empty: none. */
static jr_str string_of(jr_str json, jr_str key)
{
    for (size_t at = skip_blank(json, 0); at < json.n; at = skip_blank(json, at)) {
        if (json.p[at] != '"') {
            at++;
            continue;
        }
        const jr_str name = read_string(json, at, &at);
        size_t value = skip_blank(json, at);
        if (!jr_str_eq(name, key) || value >= json.n || json.p[value] != ':')
            continue;
        value = skip_blank(json, value + 1);
        if (value < json.n && json.p[value] == '"')
            return read_string(json, value, &at);
    }
    return (jr_str){"", 0};
}

static bool is_site_path(jr_str path)
{
    return path.n > 1 && path.p[0] == '/' && path.p[1] != '/' && jr_str_find(path, 0, '\\') == path.n;
}

static jr_str without_slash(jr_str path)
{
    while (jr_str_ends(path, JR_STR("/")))
        path.n--;
    return path;
}

jr_str jr_site_base(jr_str config, jr_arena *arena, jr_str *ret_file)
{
    *ret_file = (jr_str){"", 0};
    const jr_str base = string_of(config, JR_STR("basePath"));
    if (is_site_path(base))
        return without_slash(base);
    const jr_str crumbs = string_of(config, JR_STR("breadcrumb_path"));
    const jr_str name = JR_STR("/toc.json");
    if (!is_site_path(crumbs) || !jr_str_ends(crumbs, name))
        return (jr_str){"", 0};
    const jr_str folder = jr_str_sub(crumbs, 0, crumbs.n - name.n);
    size_t slash = folder.n;
    while (slash > 0 && folder.p[slash - 1] != '/')
        slash--;
    if (slash < 2)
        return (jr_str){"", 0};
    *ret_file = jr_arena_printf(arena, "%.*s/toc.yml", JR_FMT(jr_str_sub(folder, slash, folder.n)));
    return jr_str_sub(folder, 0, slash - 1);
}
