/* SPDX-License-Identifier: MIT */
#include "test.h"

#include "shared/url.h"

static jr_arena *arena;

static void split_parts_write_back_the_same(void **state)
{
    (void)state;
    static const char *const urls[] = {
        "",   "#",     "?",  "#a", "?a#b", "/a/b", "a/b?c#d", "//h", "//h/p?q#f", "http://h:80/p", "mailto:a@b?c=d",
        "x:", "a%20b", "?#",
    };
    for (size_t i = 0; i < sizeof urls / sizeof *urls; i++) {
        jr_buf out = {0};
        const jr_url url = jr_url_split(jr_str_from(urls[i]));
        jr_url_write(&out, &url);
        test_str(jr_buf_str(&out), jr_str_from(urls[i]), __FILE__, __LINE__);
        jr_buf_free(&out);
    }
}

static void what_a_url_may_not_hold_is_escaped(void **state)
{
    (void)state;
    jr_buf out = {0};
    const jr_url url = jr_url_split(JR_STR("HTTPS://h/a b[1]{2}%zz%41?x=[ ]#a#b\xC3\xA4"));
    jr_url_write(&out, &url);
    assert_str(jr_buf_str(&out), "https://h/a%20b%5B1%5D%7B2%7D%25zz%41?x=%5B%20%5D#a%23b\xC3\xA4");
    out.n = 0;
    jr_url_decode(&out, JR_STR("a%20b%zz%4"));
    assert_str(jr_buf_str(&out), "a b%zz%4");
    jr_buf_free(&out);
    assert_str(jr_url_clean(arena, JR_STR(" a\\b\n\tc?d\\e ")), "a/bc?d\\e");
}

/* The examples of RFC 3986 §5.4, normal and abnormal ones. */
static void references_resolve_as_in_the_standard(void **state)
{
    (void)state;
    static const struct {
        const char *relative, *target;
    } cases[] = {
        {"g:h", "g:h"},
        {"g", "http://a/b/c/g"},
        {"./g", "http://a/b/c/g"},
        {"g/", "http://a/b/c/g/"},
        {"/g", "http://a/g"},
        {"//g", "http://g"},
        {"?y", "http://a/b/c/d;p?y"},
        {"g?y", "http://a/b/c/g?y"},
        {"#s", "http://a/b/c/d;p?q#s"},
        {"g#s", "http://a/b/c/g#s"},
        {";x", "http://a/b/c/;x"},
        {"", "http://a/b/c/d;p?q"},
        {".", "http://a/b/c/"},
        {"./", "http://a/b/c/"},
        {"..", "http://a/b/"},
        {"../", "http://a/b/"},
        {"../g", "http://a/b/g"},
        {"../..", "http://a/"},
        {"../../g", "http://a/g"},
        {"../../../g", "http://a/g"},
        {"/./g", "http://a/g"},
        {"/../g", "http://a/g"},
        {"g.", "http://a/b/c/g."},
        {"..g", "http://a/b/c/..g"},
        {"./../g", "http://a/b/g"},
        {"./g/.", "http://a/b/c/g/"},
        {"g/./h", "http://a/b/c/g/h"},
        {"g/../h", "http://a/b/c/h"},
        {"g;x=1/../y", "http://a/b/c/y"},
        {"g?y/../x", "http://a/b/c/g?y/../x"},
    };
    const jr_url base = jr_url_split(JR_STR("http://a/b/c/d;p?q"));
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        jr_buf out = {0};
        const jr_url relative = jr_url_split(jr_str_from(cases[i].relative));
        const jr_url target = jr_url_resolve(arena, &base, &relative);
        jr_url_write(&out, &target);
        test_str(jr_buf_str(&out), jr_str_from(cases[i].target), __FILE__, __LINE__);
        jr_buf_free(&out);
    }
}

static void only_addresses_that_a_reader_can_follow_are_of_the_web(void **state)
{
    (void)state;
    static const char *const good[] = {
        "http://a",
        "https://a.b/c",
        "ftp://a/",
        "HTTP://A/",
        "http://a:0/",
        "http://a:65535",
        "http://a:/",
        "http://a_b-c.d./",
        "http://[::1]/",
        "http://[2001:db8::1]:80",
        "http://\xE6\x97\xA5.jp",
        "mailto:a",
        "tel:1",
    };
    static const char *const bad[] = {
        "",
        "a",
        "/a",
        "//a",
        "http:",
        "http:a",
        "http://",
        "http:///a",
        "http://a b/",
        "http://a:65536",
        "http://a:x",
        "http://a:1:2",
        "http://u@a/",
        "http://.a",
        "http://a..b",
        "http://<a>",
        "http://[::1",
        "http://[]",
        "http://[g]",
        "http://[::1]x",
        "http://a%41",
        "http://*",
        "http://a\xEF\xBF\xBD",
        "mailto:",
        "mailto://a",
        "tel:",
        "javascript:1",
        "data:,",
        "file:///a",
        "x:y",
        "http://aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffff1234",
    };
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        const jr_url url = jr_url_split(jr_str_from(good[i]));
        if (!jr_url_is_web(&url))
            fail_msg("%s is a web address", good[i]);
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        const jr_url url = jr_url_split(jr_str_from(bad[i]));
        if (jr_url_is_web(&url))
            fail_msg("%s is no web address", bad[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(split_parts_write_back_the_same),       TEST(what_a_url_may_not_hold_is_escaped),
        TEST(references_resolve_as_in_the_standard), TEST(only_addresses_that_a_reader_can_follow_are_of_the_web),
    };
    arena = jr_arena_create();
    const int failed = RUN_TESTS(tests);
    jr_arena_destroy(arena);
    return failed;
}
