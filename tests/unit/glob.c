/* SPDX-License-Identifier: MIT */
#include "test.h"

#include "base/glob.h"

typedef struct example {
    const char *pattern, *path;
    bool fits;
} example;

static void patterns_fit_whole_paths(void **state)
{
    (void)state;
    static const example table[] = {
        {"a.md", "a.md", true},
        {"a.md", "b/a.md", false},
        {"*", "a.md", true},
        {"*", "", true},
        {"*", "a/b", false},
        {"*.md", "a.md", true},
        {"*.md", "a.md.xlf", false},
        {"a*c*e", "abcde", true},
        {"a*c*e", "abcd", false},
        {"*a*b", "aab", true},
        {"foo/*", "foo/test.json", true},
        {"foo/*", "foo/bar/hello.c", false},
        {"?.md", "a.md", true},
        {"?.md", "\xC3\xA4.md", true},
        {"a?b", "a/b", false},
        {"[abc].md", "b.md", true},
        {"[!abc].md", "b.md", false},
        {"[^abc].md", "d.md", true},
        {"[a-c]x", "bx", true},
        {"[a-c]x", "dx", false},
        {"[]a]", "]", true},
        {"[a-]", "-", true},
        {"[\\]]", "]", true},
        {"[[:digit:]_]*", "_1", true},
        {"[[:digit:]]*", "a1", false},
        {"a[/]b", "a/b", false},
        {"[a", "[a", true},
        {"\\*", "*", true},
        {"\\*", "a", false},
        {"a\\", "a\\", true},
        /* gitignore(5): two asterisks with slashes around them. */
        {"**/foo", "foo", true},
        {"**/foo", "a/b/foo", true},
        {"**/foo/bar", "a/foo/bar", true},
        {"**/foo/bar", "a/foo/x/bar", false},
        {"abc/**", "abc/d", true},
        {"abc/**", "abc/d/e.md", true},
        {"abc/**", "abc", false},
        {"a/**/b", "a/b", true},
        {"a/**/b", "a/x/b", true},
        {"a/**/b", "a/x/y/b", true},
        {"a/**/b", "a/x/y/c", false},
        {"a/**/b/**/c", "a/b/x/b/c", true},
        {"**/a/*/c", "a/b/d/a/b/c", true},
        {"**", "a/b/c", true},
        {"**/*.md", "a/b/c.md", true},
        {"**/*.md", "c.md", true},
        /* Other consecutive asterisks are regular ones. */
        {"a**b", "axxb", true},
        {"a**b", "a/b", false},
        {"**a", "x/a", false},
        {"***/a", "x/y/a", false},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (jr_glob_match(jr_str_from(table[i].pattern), jr_str_from(table[i].path), false) != table[i].fits)
            fail_msg("%s, %s", table[i].pattern, table[i].path);
}

static void case_counts_where_it_is_said(void **state)
{
    (void)state;
    assert_true(jr_glob_match(JR_STR("Docs/*.MD"), JR_STR("docs/a.md"), true));
    assert_false(jr_glob_match(JR_STR("Docs/*.MD"), JR_STR("docs/a.md"), false));
    assert_true(jr_glob_match(JR_STR("[a-c]"), JR_STR("B"), true));
}

static void many_stars_take_no_long_time(void **state)
{
    (void)state;
    char path[4001], pattern[401];
    memset(path, 'a', sizeof path - 1);
    path[sizeof path - 1] = '\0';
    for (size_t i = 0; i + 1 < sizeof pattern; i += 2)
        memcpy(pattern + i, "*a", 2);
    pattern[sizeof pattern - 2] = 'b';
    pattern[sizeof pattern - 1] = '\0';
    assert_false(jr_glob_match(jr_str_from(pattern), jr_str_from(path), false));
}

static void braces_are_alternatives(void **state)
{
    (void)state;
    static const struct {
        const char *pattern, *all;
    } table[] = {
        {"a.md", "a.md "},
        {"*.{md,yml}", "*.md *.yml "},
        {"{a,b{c,d}}/x", "a/x bc/x bd/x "},
        {"{a}", "{a} "},
        {"{a,b", "{a,b "},
        {"\\{a,b}", "\\{a,b} "},
        {"{,x}y", "y xy "},
    };
    jr_arena *arena = jr_arena_create();
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        jr_buf all = {0};
        const jr_opt_list list = jr_glob_braces(jr_str_from(table[i].pattern), arena);
        for (size_t k = 0; k < list.n; k++)
            jr_printf(&all, "%.*s ", JR_FMT(list.items[k]));
        jr_putc(&all, '\0');
        assert_string_equal(all.p, table[i].all);
        jr_buf_free(&all);
    }
    const jr_str bomb = JR_STR("{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}");
    assert_int_equal(jr_glob_braces(bomb, arena).n, 1);
    jr_arena_destroy(arena);
}

/* ---- gitignore(5) ---- */

typedef struct rule_example {
    const char *lines, *path;
    bool left_out;
} rule_example;

/* "a|b": two lines. */
static bool left_out(const char *lines, const char *path)
{
    jr_arena *arena = jr_arena_create();
    jr_ignore list = {0};
    const jr_str all = jr_str_from(lines);
    for (size_t at = 0; at <= all.n;) {
        const size_t end = jr_str_find(all, at, '|');
        jr_ignore_add(&list, jr_str_sub(all, at, end), arena);
        at = end + 1;
    }
    const bool has = jr_ignore_has(&list, jr_str_from(path));
    jr_arena_destroy(arena);
    return has;
}

static void lists_leave_out_what_gitignore_would(void **state)
{
    (void)state;
    static const rule_example table[] = {
        {"", "a.md", false},
        {"# a.md", "# a.md", false},   /* a comment */
        {"\\#a", "#a", true},          /* no comment */
        {"a.md   ", "a.md", true},     /* spaces at the end are passed over */
        {"a\\ ", "a ", true},          /* unless quoted */
        {"!a", "a", false},            /* nothing to bring back */
        {"\\!a", "!a", true},          /* no negation */
        {"*.md|!b.md", "b.md", false}, /* the last rule that fits decides */
        {"*.md|!b.md", "x/a.md", true},
        {"!b.md|*.md", "b.md", true},
        {"a.md", "x/y/a.md", true}, /* no slash: at any level */
        {"/a.md", "a.md", true},    /* a slash at the beginning: at this one */
        {"/a.md", "x/a.md", false},
        {"doc/frotz", "doc/frotz", true}, /* a slash in the middle: the same */
        {"doc/frotz", "a/doc/frotz", false},
        {"frotz/", "frotz", false}, /* a slash at the end: folders alone */
        {"frotz/", "frotz/a.md", true},
        {"frotz/", "a/frotz/b.md", true},
        {"doc/frotz/", "doc/frotz/a", true},
        {"doc/frotz/", "a/doc/frotz/b", false},
        {"frotz", "a/frotz/b.md", true},    /* what is in a folder goes with it */
        {"foo/*", "foo/bar/hello.c", true}, /* by way of its folder foo/bar */
        {"**/foo", "x/foo/a", true},
        {"**/foo/bar", "foo/bar", true},
        {"abc/**", "abc/x/y", true},
        {"a/**/b", "a/x/y/b", true},
        {"/*|!/foo|/foo/*|!/foo/bar", "foo/bar/a.md", false}, /* the manual's own example */
        {"/*|!/foo|/foo/*|!/foo/bar", "foo/x.md", true},
        {"/*|!/foo|/foo/*|!/foo/bar", "y.md", true},
        {"foo/|!foo/a.md", "foo/a.md", true}, /* nothing comes back below a folder that is left out */
        {"/", "a.md", false},
        {"[ab].md", "x/b.md", true},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (left_out(table[i].lines, table[i].path) != table[i].left_out)
            fail_msg("%s: %s", table[i].lines, table[i].path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(patterns_fit_whole_paths),
        cmocka_unit_test(case_counts_where_it_is_said),
        cmocka_unit_test(many_stars_take_no_long_time),
        cmocka_unit_test(braces_are_alternatives),
        cmocka_unit_test(lists_leave_out_what_gitignore_would),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
