/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tree.h"

static void a_quote_that_starts_with_a_marker_is_an_alert(void **state)
{
    (void)state;
    assert_tree("> [!NOTE]\n> a\n>\n> b\n", "(alert NOTE(paragraph(text \"a\"))(paragraph(text \"b\")))");
    assert_tree(">[!TIP]\n>a\n", "(alert TIP(paragraph(text \"a\")))");
}

static void the_marker_may_be_in_any_case_with_spaces_behind(void **state)
{
    (void)state;
    assert_tree("> [!Important]  \t\r\n> a\r\n", "(alert IMPORTANT(paragraph(text \"a\")))");
    assert_tree("> [!caution]", "(alert CAUTION)");
}

static void text_behind_the_marker_makes_it_a_plain_quote(void **state)
{
    (void)state;
    assert_tree("> [!NOTE] a\n", "(block quote(paragraph(text \"[!NOTE] a\")))");
    assert_tree("[!NOTE]\n", "(paragraph(text \"[!NOTE]\"))");
    assert_tree("> [!OTHER]\n", "(block quote(paragraph(text \"[!OTHER]\")))");
}

static void assert_log(const char *page, const char *expected)
{
    tree *t = tree_read(jr_str_from(page));
    assert_string_equal(tree_log(t), expected);
    tree_free(t);
}

static void a_marker_that_stays_text_is_told(void **state)
{
    (void)state;
    assert_log("a\n\n> [!NOTE] a\n", "3:3: bad-dialect\n");
    assert_log("[!tip]\na\n", "1:1: bad-dialect\n");
    assert_log("> - [!NOTE]\n>\n>   [!TIP]\n", "1:5: bad-dialect\n3:5: bad-dialect\n");
    assert_log("\\[!NOTE]\n\n`[!NOTE]`\n\n    [!NOTE]\n\n<!-- [!NOTE] -->\n\n> [!OTHER]\n", "");
    assert_log("> [!NOTE]\n> a\n", "");
}

static void a_table_may_follow_the_marker_at_once(void **state)
{
    (void)state;
    assert_tree("> [!WARNING]\n> |a|\n> |-|\n",
                "(alert WARNING(table(table head(table row(table cell(plain text(text \"a\")))))))");
    assert_tree("> [!WARNING]\n> 2. a\n", "(alert WARNING(list . 2(list item(plain text(text \"a\")))))");
    assert_tree("> [!WARNING]\n> ---\n", "(alert WARNING(thematic break))");
}

static void a_later_marker_starts_a_new_alert(void **state)
{
    (void)state;
    assert_tree(
        "> q\n> [!NOTE]\n> a\n> [!TIP]\n> b\n",
        "(block quote(paragraph(text \"q\")))(alert NOTE(paragraph(text \"a\")))(alert TIP(paragraph(text \"b\")))");
}

static void alerts_stand_in_lists_and_quotes(void **state)
{
    (void)state;
    assert_tree("- a\n  > [!NOTE]\n  > b\n",
                "(list -(list item(plain text(text \"a\"))(alert NOTE(paragraph(text \"b\")))))");
    assert_tree("> > [!NOTE]\n> > b\n", "(block quote(alert NOTE(paragraph(text \"b\"))))");
}

static void a_marker_in_code_or_html_keeps_its_bytes(void **state)
{
    (void)state;
    assert_tree("```\n> [!note]\n> [!NOTE]\n```\n", "(code block fenced  \"> [!note]\n> [!NOTE]\n\")");
    assert_tree(">     [!tip]\n", "(block quote(code block  \"[!tip]\n\"))");
    assert_tree("<!--\n> [!tip]\n-->\n", "(raw block \"<!--\n> [!tip]\n-->\n\")");
    assert_tree("> - a\n>\n>   [!tip]\n",
                "(block quote(list - loose(list item(paragraph(text \"a\"))(paragraph(text \"[!tip]\")))))");
}

static void an_alert_covers_its_quote_in_the_source(void **state)
{
    (void)state;
    assert_source("x\n\n> [!NOTE]\n> a\n\ny\n",
                  "(paragraph<x>(text<x>))(alert<> [!NOTE]\n> a>(paragraph<a>(text<a>)))(paragraph<y>(text<y>))");
    assert_source("> [!NOTE]\n> a\n> [!TIP]\n", "(alert<> [!NOTE]\n> a>(paragraph<a>(text<a>)))(alert<[!TIP]>)");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_quote_that_starts_with_a_marker_is_an_alert),
        cmocka_unit_test(the_marker_may_be_in_any_case_with_spaces_behind),
        cmocka_unit_test(text_behind_the_marker_makes_it_a_plain_quote),
        cmocka_unit_test(a_marker_that_stays_text_is_told),
        cmocka_unit_test(a_table_may_follow_the_marker_at_once),
        cmocka_unit_test(a_later_marker_starts_a_new_alert),
        cmocka_unit_test(alerts_stand_in_lists_and_quotes),
        cmocka_unit_test(a_marker_in_code_or_html_keeps_its_bytes),
        cmocka_unit_test(an_alert_covers_its_quote_in_the_source),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
