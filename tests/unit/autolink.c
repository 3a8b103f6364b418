/* SPDX-License-Identifier: MIT */
/* Most examples are those of the GFM specification, §6.9. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tree.h"

#define PARAGRAPH(inlines) "(paragraph" inlines ")"
#define TEXT(s)            "(text \"" s "\")"
#define LINK(url, text)    "(link auto <" url ">(text \"" text "\"))"

static void a_www_address_gets_a_scheme(void **state)
{
    (void)state;
    assert_tree("www.commonmark.org\n", PARAGRAPH(LINK("http://www.commonmark.org", "www.commonmark.org")));
    assert_tree(
        "Visit www.commonmark.org/help for more\n",
        PARAGRAPH(TEXT("Visit ") LINK("http://www.commonmark.org/help", "www.commonmark.org/help") TEXT(" for more")));
}

static void an_address_has_its_scheme_and_a_valid_domain(void **state)
{
    (void)state;
    assert_tree("http://a.b\n", PARAGRAPH(LINK("http://a.b", "http://a.b")));
    assert_tree("(https://enc.example/a?b=c&d)\n",
                PARAGRAPH(TEXT("(") LINK("https://enc.example/a?b=c&d", "https://enc.example/a?b=c&d") TEXT(")")));
    assert_tree("FTP://foo.bar.baz http://localhost:80/\n",
                PARAGRAPH(LINK("FTP://foo.bar.baz", "FTP://foo.bar.baz") TEXT(" ")
                              LINK("http://localhost:80/", "http://localhost:80/")));
    assert_tree("gopher://a.b http:/a.b http:// www._x www.\n",
                PARAGRAPH(TEXT("gopher://a.b http:/a.b http:// www._x www.")));
    assert_tree("https://--- http://-a.b http://_\n", PARAGRAPH(TEXT("https://--- http://-a.b http://_")));
    assert_tree("www.a.b_c www.a_b.c www.a_b.c.d\n",
                PARAGRAPH(TEXT("www.a.b_c www.a_b.c ") LINK("http://www.a_b.c.d", "www.a_b.c.d")));
}

static void punctuation_at_the_end_stays_text(void **state)
{
    (void)state;
    assert_tree("Visit www.a.org. Or www.a.org/a.b?!\n",
                PARAGRAPH(TEXT("Visit ") LINK("http://www.a.org", "www.a.org") TEXT(". Or ")
                              LINK("http://www.a.org/a.b", "www.a.org/a.b") TEXT("?!")));
    assert_tree("www.google.com/search?q=Markup+(business)))+x\n",
                PARAGRAPH(LINK("http://www.google.com/search?q=Markup+(business)))+x",
                               "www.google.com/search?q=Markup+(business)))+x")));
    assert_tree("(www.google.com/search?q=(business))\n",
                PARAGRAPH(TEXT("(") LINK("http://www.google.com/search?q=(business)",
                                         "www.google.com/search?q=(business)") TEXT(")")));
    assert_tree("www.google.com/search?q=commonmark&hl;\n",
                PARAGRAPH(LINK("http://www.google.com/search?q=commonmark", "www.google.com/search?q=commonmark")
                              TEXT("&hl;")));
    assert_tree("www.a.b/x\\<y\n", PARAGRAPH(LINK("http://www.a.b/x", "www.a.b/x") TEXT("<y")));
}

static void an_address_ends_before_quotation_marks_and_full_width_punctuation(void **state)
{
    (void)state;
    assert_tree("\xE2\x80\x9Ehttps://a.b/c\xE2\x80\x9C\n",
                PARAGRAPH(TEXT("\xE2\x80\x9E") LINK("https://a.b/c", "https://a.b/c") TEXT("\xE2\x80\x9C")));
    assert_tree("https://a.b/c\xEF\xBC\x8Cx\n",
                PARAGRAPH(LINK("https://a.b/c", "https://a.b/c") TEXT("\xEF\xBC\x8Cx")));
}

static void an_address_starts_where_a_word_could(void **state)
{
    (void)state;
    assert_tree("xhttp://a.b 1http://a.b \"www.a.b\n", PARAGRAPH(TEXT("xhttp://a.b 1http://a.b \"www.a.b")));
    assert_tree("\"http://a.b\" \xE8\xAF\xB7http://c.d\n", PARAGRAPH(TEXT("\"") LINK("http://a.b", "http://a.b") TEXT(
                                                               "\" \xE8\xAF\xB7") LINK("http://c.d", "http://c.d")));
    assert_tree("`a`http://a.b `a`www.a.b\n", PARAGRAPH("(code span \"a\")" LINK("http://a.b", "http://a.b")
                                                            TEXT(" ") "(code span \"a\")" TEXT("www.a.b")));
    assert_tree("a\nhttp://a.b\n", PARAGRAPH(TEXT("a") "(soft break)" LINK("http://a.b", "http://a.b")));
    assert_tree("**http://a.b**~www.a.b~\n",
                PARAGRAPH("(strong emphasis" LINK("http://a.b", "http://a.b") ")(strikethrough" LINK("http://www.a.b",
                                                                                                     "www.a.b") ")"));
}

static void a_mail_address_becomes_a_link(void **state)
{
    (void)state;
    assert_tree("foo@bar.baz, a.b-c_d@a.b.\n", PARAGRAPH(LINK("mailto:foo@bar.baz", "foo@bar.baz") TEXT(", ")
                                                             LINK("mailto:a.b-c_d@a.b", "a.b-c_d@a.b") TEXT(".")));
    assert_tree("hello@mail+xyz.example isn't, hello+xyz@mail.example is\n",
                PARAGRAPH(TEXT("hello@mail+xyz.example isn't, ")
                              LINK("mailto:hello+xyz@mail.example", "hello+xyz@mail.example") TEXT(" is")));
    assert_tree("a.b-c_d@a.b- a@b_ @ a@b x/a@b.c\n", PARAGRAPH(TEXT("a.b-c_d@a.b- a@b_ @ a@b x/a@b.c")));
    assert_tree("mailto:foo@bar.baz xmpp:foo@bar.baz/txt@bin.com/x\n",
                PARAGRAPH(LINK("mailto:foo@bar.baz", "mailto:foo@bar.baz") TEXT(" ")
                              LINK("xmpp:foo@bar.baz/txt@bin.com", "xmpp:foo@bar.baz/txt@bin.com") TEXT("/x")));
}

static void links_images_and_code_hold_no_autolinks(void **state)
{
    (void)state;
    assert_tree("[http://a.b](c) ![www.a.b](d) `www.a.b`\n",
                PARAGRAPH("(link <c>" TEXT("http://a.b") ")" TEXT(" ") "(image <d>" TEXT("www.a.b") ")" TEXT(
                    " ") "(code span \"www.a.b\")"));
    assert_tree("<http://a.b>\n", PARAGRAPH(LINK("http://a.b", "http://a.b")));
}

static void what_the_author_escaped_or_put_in_brackets_is_no_address(void **state)
{
    (void)state;
    assert_tree("a https\\://a.b www\\.a.b http://c.d\n",
                PARAGRAPH(TEXT("a https://a.b www.a.b ") LINK("http://c.d", "http://c.d")));
    assert_tree("[!VIDEO https://a.b/c] http://d.e\n",
                PARAGRAPH(TEXT("[!VIDEO https://a.b/c] ") LINK("http://d.e", "http://d.e")));
    assert_tree("[ *http://a.b* a@b.c\n\nhttp://d.e\n",
                PARAGRAPH(TEXT("[ ") "(emphasis" TEXT("http://a.b") ")" TEXT(" ") LINK("mailto:a@b.c", "a@b.c"))
                    PARAGRAPH(LINK("http://d.e", "http://d.e")));
    assert_tree("[x [y](z) http://a.b\n",
                PARAGRAPH(TEXT("[x ") "(link <z>" TEXT("y") ")" TEXT(" ") LINK("http://a.b", "http://a.b")));
    assert_tree("\\[http://a.b\n", PARAGRAPH(TEXT("[") LINK("http://a.b", "http://a.b")));
}

static void an_autolink_stands_at_its_bytes(void **state)
{
    (void)state;
    assert_source("x\n\nsee http://a.b/c.\n", "(paragraph<x>(text<x>))(paragraph<see http://a.b/c.>(text<see "
                                              ">)(link<http://a.b/c>(text<http://a.b/c>))(text<.>))");
}

/* 256 KiB of each take well under a second where the pass is linear, and minutes where it is quadratic. */
static void runs_that_look_like_addresses_take_linear_time(void **state)
{
    (void)state;
    static const char *const units[] = {"www._", ")", "http://a.b/<",   "a@",   ":@",          "://",
                                        "&a;",   "w", "http://",        "www.", "a.",          "@a.",
                                        "[",     "]", "https\\://a.b ", "\\[",  "[http://a.b "};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        jr_buf page = {0};
        jr_puts(&page, "http://a.b/x");
        while (page.n < (size_t)256 * 1024)
            jr_put(&page, jr_str_from(units[i]));
        tree *t = tree_read(jr_buf_str(&page));
        assert_non_null(t->doc);
        tree_free(t);
        jr_buf_free(&page);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_www_address_gets_a_scheme),
        cmocka_unit_test(an_address_has_its_scheme_and_a_valid_domain),
        cmocka_unit_test(punctuation_at_the_end_stays_text),
        cmocka_unit_test(an_address_ends_before_quotation_marks_and_full_width_punctuation),
        cmocka_unit_test(an_address_starts_where_a_word_could),
        cmocka_unit_test(a_mail_address_becomes_a_link),
        cmocka_unit_test(links_images_and_code_hold_no_autolinks),
        cmocka_unit_test(what_the_author_escaped_or_put_in_brackets_is_no_address),
        cmocka_unit_test(an_autolink_stands_at_its_bytes),
        cmocka_unit_test(runs_that_look_like_addresses_take_linear_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
