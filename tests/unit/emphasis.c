/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tree.h"

static void strong_emphasis_may_begin_and_end_with_punctuation_between_cjk(void **state)
{
    (void)state;
    assert_tree("选**“设置”**后\n", "(paragraph(text \"选\")(strong emphasis(text \"“设置”\"))(text \"后\"))");
    assert_tree("**说明：**后\n", "(paragraph(strong emphasis(text \"说明：\"))(text \"后\"))");
    assert_tree("は**「文字」**は\n", "(paragraph(text \"は\")(strong emphasis(text \"「文字」\"))(text \"は\"))");
    assert_tree("**“굵게”**는\n", "(paragraph(strong emphasis(text \"“굵게”\"))(text \"는\"))");
    assert_tree("用**.NET**和**C#**写\n", "(paragraph(text \"用\")(strong emphasis(text \".NET\"))(text \"和\")"
                                          "(strong emphasis(text \"C#\"))(text \"写\"))");
    assert_tree("看*（一）*吧\n", "(paragraph(text \"看\")(emphasis(text \"（一）\"))(text \"吧\"))");
}

static void what_commonmark_paired_wrongly_is_paired_anew(void **state)
{
    (void)state;
    assert_tree("**A。**B**C。**D\n", "(paragraph(strong emphasis(text \"A。\"))(text \"B\")"
                                      "(strong emphasis(text \"C。\"))(text \"D\"))");
    assert_tree("***甲。*乙：**丙\n", "(paragraph(strong emphasis(emphasis(text \"甲。\"))(text \"乙：\"))(text \"丙\"))");
}

static void cells_links_and_lines_count_from_their_own_edges(void **state)
{
    (void)state;
    assert_tree("[选**“x”**后](b)\n", "(paragraph(link <b>(text \"选\")(strong emphasis(text \"“x”\"))(text \"后\")))");
    assert_tree("> 甲\n>**“乙”**丙\n", "(block quote(paragraph(text \"甲\")(soft break)(strong emphasis(text \"“乙”\"))"
                                       "(text \"丙\")))");
}

static void everything_has_the_place_that_it_came_from(void **state)
{
    (void)state;
    assert_source("a\\_&amp;**“甲”**乙*\n",
                  "(paragraph<a\\_&amp;**“甲”**乙*>(text<a\\_&amp;>)(strong emphasis<**“甲”**>(text<“甲”>))(text<乙*>))");
    assert_source("- 打开****。\n", "(list<- 打开****。>(list item<- 打开****。>(plain text<打开****。>(text<打开>)"
                                    "(strong emphasis<****>)(text<。>))))");
}

static void strong_emphasis_around_nothing_shows_nothing(void **state)
{
    (void)state;
    assert_tree("窗格****。“新建”********：\n",
                "(paragraph(text \"窗格\")(strong emphasis)(text \"。“新建”\")(strong emphasis)(strong emphasis)(text \"：\"))");
    assert_tree("“Windows” ****  。\n", "(paragraph(text \"“Windows” \")(strong emphasis)(text \"  。\"))");
    assert_tree("“编辑”****。可以“新建”****。\n", "(paragraph(text \"“编辑”\")(strong emphasis)(text \"。可以“新建”\")"
                                                 "(strong emphasis)(text \"。\"))");
    assert_tree("****文字****。\n", "(paragraph(strong emphasis(strong emphasis(text \"文字\")))(text \"。\"))");
}

static void asterisks_that_mean_themselves_stay(void **state)
{
    (void)state;
    assert_tree("制造商*，以及*：注\n", "(paragraph(text \"制造商*，以及*：注\"))");
    assert_tree("\\*\\*“x”\\*\\*后\n", "(paragraph(text \"**“x”**后\"))");
    assert_tree("&#42;“x”*后\n", "(paragraph(text \"*“x”*后\"))");
    assert_tree("详细列表。**\n", "(paragraph(text \"详细列表。**\"))");
    assert_tree("字符 # * 、 *\n", "(paragraph(text \"字符 # * 、 *\"))");
    assert_tree("`**“x”**后`\n", "(paragraph(code span \"**“x”**后\"))");
}

static void other_languages_are_read_by_commonmark(void **state)
{
    (void)state;
    assert_tree("a**\"b\"**c\n", "(paragraph(text \"a**\"b\"**c\"))");
    assert_tree("word****. Word****.\n", "(paragraph(text \"word****. Word****.\"))");
    assert_tree("um **“Wort“**e\n", "(paragraph(text \"um **“Wort“**e\"))");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(strong_emphasis_may_begin_and_end_with_punctuation_between_cjk),
        cmocka_unit_test(what_commonmark_paired_wrongly_is_paired_anew),
        cmocka_unit_test(cells_links_and_lines_count_from_their_own_edges),
        cmocka_unit_test(everything_has_the_place_that_it_came_from),
        cmocka_unit_test(strong_emphasis_around_nothing_shows_nothing),
        cmocka_unit_test(asterisks_that_mean_themselves_stay),
        cmocka_unit_test(other_languages_are_read_by_commonmark),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
