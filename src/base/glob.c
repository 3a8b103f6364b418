/* SPDX-License-Identifier: MIT */
#include "glob.h"

#include <jerome/buf.h>

#define NONE SIZE_MAX

/* ---- One character ---- */

static bool is_punct(char c)
{
    return c > ' ' && c < 0x7F && !jr_is_alnum(c);
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

static bool is_hex(char c)
{
    return jr_is_digit(c) || (jr_lower(c) >= 'a' && jr_lower(c) <= 'f');
}

/* The classes of POSIX that are of use in the names of files; ASCII. */
static const struct {
    jr_str name;
    bool (*has)(char c);
} classes[] = {
    {JR_STR_INIT("alnum"), jr_is_alnum}, {JR_STR_INIT("alpha"), jr_is_alpha}, {JR_STR_INIT("blank"), is_blank},
    {JR_STR_INIT("digit"), jr_is_digit}, {JR_STR_INIT("lower"), is_lower},    {JR_STR_INIT("punct"), is_punct},
    {JR_STR_INIT("space"), jr_is_space}, {JR_STR_INIT("upper"), is_upper},    {JR_STR_INIT("xdigit"), is_hex},
};

static uint32_t fold(uint32_t c, bool nocase)
{
    return nocase && c < 0x80 ? (uint32_t)(unsigned char)jr_lower((char)c) : c;
}

/* Whether "[:name:]" at `at` has c, and moves behind it; false and nothing moves where there is no class. */
static bool class_has(jr_str pattern, size_t *at, uint32_t c, bool *ret_has)
{
    if (!jr_str_starts(jr_str_sub(pattern, *at, pattern.n), JR_STR("[:")))
        return false;
    const size_t end = jr_str_search(pattern, *at + 2, JR_STR(":]"));
    const jr_str name = jr_str_sub(pattern, *at + 2, end);
    for (size_t i = 0; end < pattern.n && i < sizeof classes / sizeof *classes; i++)
        if (jr_str_eq(name, classes[i].name)) {
            *at = end + 2;
            *ret_has = c < 0x80 && classes[i].has((char)c);
            return true;
        }
    return false;
}

/* One member of a set, after its backslash. */
static uint32_t next_member(jr_str pattern, size_t *at)
{
    if (pattern.p[*at] == '\\' && *at + 1 < pattern.n)
        ++*at;
    return jr_utf8_next(pattern, at);
}

/* Whether the set that begins behind the bracket at *at has c, and moves behind it. False: it has no end. */
static bool set_has(jr_str pattern, size_t *at, uint32_t c, bool nocase, bool *ret_has)
{
    size_t p = *at;
    const bool negated = p < pattern.n && (pattern.p[p] == '!' || pattern.p[p] == '^');
    bool has = false, in_class;
    p += negated;
    for (const size_t begin = p; p < pattern.n && (pattern.p[p] != ']' || p == begin);) {
        if (class_has(pattern, &p, c, &in_class)) {
            has = has || in_class;
            continue;
        }
        const uint32_t first = next_member(pattern, &p);
        uint32_t last = first;
        if (p + 1 < pattern.n && pattern.p[p] == '-' && pattern.p[p + 1] != ']') {
            p++;
            last = next_member(pattern, &p);
        }
        has = has || (c >= first && c <= last) || (nocase && fold(c, true) >= first && fold(c, true) <= last);
    }
    if (p >= pattern.n)
        return false;
    *at = p + 1;
    *ret_has = has != negated;
    return true;
}

/* Moves over one character of each; false: they differ. */
static bool step(jr_str pattern, size_t *p, jr_str path, size_t *s, bool nocase)
{
    if (*p >= pattern.n || *s >= path.n)
        return false;
    size_t at = *p, next = *s;
    const uint32_t c = jr_utf8_next(path, &next), wanted = jr_utf8_next(pattern, &at);
    bool same = false;
    if (wanted == '?')
        same = c != '/';
    else if (wanted == '[' && set_has(pattern, &at, c, nocase, &same))
        same = same && c != '/';
    else if (wanted == '\\' && at < pattern.n)
        same = fold(jr_utf8_next(pattern, &at), nocase) == fold(c, nocase);
    else
        same = fold(wanted, nocase) == fold(c, nocase);
    *p = at;
    *s = next;
    return same;
}

/* ---- The whole path ---- */

/* "**" as a whole name of the pattern. */
static bool is_deep(jr_str pattern, size_t p)
{
    return (p == 0 || pattern.p[p - 1] == '/') && jr_str_starts(jr_str_sub(pattern, p, pattern.n), JR_STR("**")) &&
           (p + 2 == pattern.n || pattern.p[p + 2] == '/');
}

/* Where to go on when what follows a star does not fit: that star takes more. An earlier star of the kind never has to,
   for the later one takes what it would. */
typedef struct retry {
    size_t p, s;
} retry;

static bool take_more(jr_str path, retry *star, retry *deep, size_t *p, size_t *s)
{
    if (star->p != NONE && star->s < path.n && path.p[star->s] != '/') {
        jr_utf8_next(path, &star->s);
        *p = star->p;
        *s = star->s;
        return true;
    }
    const size_t slash = deep->p != NONE ? jr_str_find(path, deep->s, '/') : path.n;
    if (slash >= path.n)
        return false;
    star->p = NONE;
    *p = deep->p;
    *s = deep->s = slash + 1;
    return true;
}

bool jr_glob_match(jr_str pattern, jr_str path, bool nocase)
{
    retry star = {NONE, 0}, deep = {NONE, 0};
    size_t p = 0, s = 0;
    while (p < pattern.n || s < path.n) {
        if (is_deep(pattern, p)) {
            if (p + 2 == pattern.n)
                return s < path.n;
            p += 3;
            deep = (retry){p, s};
            star.p = NONE;
        } else if (p < pattern.n && pattern.p[p] == '*') {
            star = (retry){++p, s};
        } else if (!step(pattern, &p, path, &s, nocase) && !take_more(path, &star, &deep, &p, &s)) {
            return false;
        }
    }
    return true;
}

bool jr_glob_is_pattern(jr_str text)
{
    for (size_t i = 0; i < text.n; i++)
        if (text.p[i] == '*' || text.p[i] == '?' || text.p[i] == '[')
            return true;
    return false;
}

/* ---- Braces ---- */

/* The end of the alternative that begins at `at`: its comma or closing brace; NONE: there is none. */
static size_t alternative_end(jr_str s, size_t at)
{
    for (size_t depth = 0; at < s.n; at++) {
        if (s.p[at] == '\\')
            at++;
        else if (s.p[at] == '{')
            depth++;
        else if (depth == 0 && (s.p[at] == '}' || s.p[at] == ','))
            return at;
        else if (s.p[at] == '}')
            depth--;
    }
    return NONE;
}

/* Where the first group of the pattern begins and ends (its braces); false: there is none with a comma in it. */
static bool find_group(jr_str s, size_t *ret_open, size_t *ret_close)
{
    for (size_t open = jr_str_find(s, 0, '{'); open < s.n; open = jr_str_find(s, open + 1, '{')) {
        size_t end = alternative_end(s, open + 1);
        if (end == NONE || s.p[end] == '}' || (open > 0 && s.p[open - 1] == '\\'))
            continue;
        while (end != NONE && s.p[end] == ',')
            end = alternative_end(s, end + 1);
        *ret_open = open;
        *ret_close = end;
        if (end != NONE)
            return true;
    }
    return false;
}

jr_opt_list jr_glob_braces(jr_str pattern, jr_arena *arena)
{
    jr_str *items = jr_arena_array(arena, jr_str, JR_GLOB_BRACES);
    size_t n = 1, open, close;
    items[0] = pattern;
    for (size_t i = 0; i < n;) {
        const jr_str s = items[i];
        if (!find_group(s, &open, &close)) {
            i++;
            continue;
        }
        /* The alternatives take the place of the pattern, the first of them its very place. */
        size_t count = 0;
        for (size_t at = open + 1, end; at <= close; at = end + 1, count++) {
            end = alternative_end(s, at);
            if (n + count > JR_GLOB_BRACES) {
                items[0] = pattern;
                return (jr_opt_list){items, 1};
            }
            const jr_str one = jr_arena_printf(arena, "%.*s%.*s%.*s", JR_FMT(jr_str_sub(s, 0, open)),
                                               JR_FMT(jr_str_sub(s, at, end)), JR_FMT(jr_str_sub(s, close + 1, s.n)));
            items[count == 0 ? i : n + count - 1] = one;
        }
        n += count - 1;
    }
    return (jr_opt_list){items, n};
}

/* ---- Lists ---- */

/* Without spaces at its end, but for one behind a backslash. */
static jr_str without_spaces(jr_str line)
{
    while (line.n && line.p[line.n - 1] == ' ' && !(line.n > 1 && line.p[line.n - 2] == '\\'))
        line.n--;
    return line;
}

void jr_ignore_add(jr_ignore *list, jr_str line, jr_arena *arena)
{
    line = without_spaces(line);
    if (line.n == 0 || line.p[0] == '#')
        return;
    jr_ignore_rule rule = {.negated = line.p[0] == '!'};
    line = jr_str_sub(line, rule.negated, line.n);
    rule.folders = jr_str_ends(line, JR_STR("/"));
    line.n -= rule.folders;
    rule.anchored = jr_str_find(line, 0, '/') < line.n;
    rule.pattern = jr_str_sub(line, jr_str_starts(line, JR_STR("/")), line.n);
    if (rule.pattern.n == 0)
        return;
    list->rules = jr_arena_grown(list->rules, list->n, &list->capacity, sizeof *list->rules, arena);
    list->rules[list->n++] = rule;
}

bool jr_ignore_is(const jr_ignore *list, jr_str path, bool folder)
{
    size_t base = path.n;
    while (base > 0 && path.p[base - 1] != '/')
        base--;
    const jr_str name = jr_str_sub(path, base, path.n);
    for (size_t i = list->n; i-- > 0;) {
        const jr_ignore_rule *rule = &list->rules[i];
        if (rule->folders && !folder)
            continue;
        if (jr_glob_match(rule->pattern, rule->anchored ? path : name, false))
            return !rule->negated;
    }
    return false;
}

bool jr_ignore_has(const jr_ignore *list, jr_str path)
{
    for (size_t slash = jr_str_find(path, 0, '/'); list->n && slash < path.n; slash = jr_str_find(path, slash + 1, '/'))
        if (jr_ignore_is(list, jr_str_sub(path, 0, slash), true))
            return true;
    return list->n && jr_ignore_is(list, path, false);
}
