/* SPDX-License-Identifier: MIT */
/* Each node stands at its own bytes of the page: kind<bytes>. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tree.h"

static void inlines_cover_their_markup(void **state)
{
    (void)state;
    assert_source(
        "a **b *c*** `` d` `` ~~e~~\n",
        "(paragraph<a **b *c*** `` d` `` ~~e~~>(text<a >)(strong emphasis<**b *c***>(text<b >)(emphasis<*c*>(text<c>)))"
        "(text< >)(code span<`` d` ``>)(text< >)(strikethrough<~~e~~>(text<e>)))");
}

static void links_cover_their_address_or_label(void **state)
{
    (void)state;
    assert_source(
        "[a](b \"c)\") [d][e] [e][] [e] ![f](<g h>) <xy:z> z\n\n[e]: u\n",
        "(paragraph<[a](b \"c)\") [d][e] [e][] [e] ![f](<g h>) <xy:z> z>(link<[a](b \"c)\")>(text<a>))(text< >)"
        "(link<[d][e]>(text<d>))(text< >)(link<[e][]>(text<e>))(text< >)(link<[e]>(text<e>))(text< >)"
        "(image<![f](<g h>)>(text<f>))(text< >)(link<<xy:z>>(text<xy:z>))(text< z>))");
    assert_source("[a](b(c)\\)) d\n", "(paragraph<[a](b(c)\\)) d>(link<[a](b(c)\\))>(text<a>))(text< d>))");
}

static void escapes_and_references_belong_to_their_text(void **state)
{
    (void)state;
    assert_source(
        "a \\* &amp; &nbsp;&#65; & \\\\ \\q &x; *e*\n",
        "(paragraph<a \\* &amp; &nbsp;&#65; & \\\\ \\q &x; *e*>(text<a \\* &amp; &nbsp;&#65; & \\\\ \\q &x; >)"
        "(emphasis<*e*>(text<e>)))");
}

static void markers_of_containers_are_no_part_of_inlines(void **state)
{
    (void)state;
    assert_source(
        "> a *b\n> c*\nd `e\n> f`\n",
        "(block quote<> a *b\n> c*\nd `e\n> f`>(paragraph<a *b\n> c*\nd `e\n> f`>(text<a >)"
        "(emphasis<*b\n> c*>(text<b>)(soft break<\n>)(text<c>))(soft break<\n>)(text<d >)(code span<`e\n> f`>)))");
    assert_source("- > a\n  > *b*\n", "(list<- > a\n  > *b*>(list item<- > a\n  > *b*>(block quote<> a\n  > *b*>"
                                      "(paragraph<a\n  > *b*>(text<a>)(soft break<\n>)(emphasis<*b*>(text<b>))))))");
    assert_source("a\n    > *b*\n",
                  "(paragraph<a\n    > *b*>(text<a>)(soft break<\n>)(text<> >)(emphasis<*b*>(text<b>)))");
}

static void headings_and_items_start_behind_their_markers(void **state)
{
    (void)state;
    assert_source("## a *b* ##\n", "(heading<## a *b* ##>(text<a >)(emphasis<*b*>(text<b>)))");
    assert_source("a *b*\n---\n", "(heading<a *b*\n--->(text<a >)(emphasis<*b*>(text<b>)))");
    assert_source("- [x] a *b*\n",
                  "(list<- [x] a *b*>(list item<- [x] a *b*>(plain text<a *b*>(text<a >)(emphasis<*b*>(text<b>)))))");
}

static void definitions_before_a_paragraph_are_no_part_of_it(void **state)
{
    (void)state;
    assert_source("[a]: b\n[c]:\n  <d> 'e'\n[a] f\n", "(paragraph<[a] f>(link<[a]>(text<a>))(text< f>))");
}

static void cells_stand_at_their_text(void **state)
{
    (void)state;
    assert_source(
        "| a | `b\\|c` |\n|---|---|\n  | \\| d | |\n|e|\n",
        "(table<| a | `b\\|c` |\n|---|---|\n  | \\| d | |\n|e|>"
        "(table head<| a | `b\\|c` |>(table row<| a | `b\\|c` |>(table cell<a>(plain text<a>(text<a>)))"
        "(table cell<`b\\|c`>(plain text<`b\\|c`>(code span<`b\\|c`>)))))"
        "(table body<| \\| d | |\n|e|>(table row<| \\| d | |>(table cell<\\| d>(plain text<\\| d>(text<\\| d>)))"
        "(table cell<>(plain text<>)))(table row<|e|>(table cell<e>(plain text<e>(text<e>)))(table cell<>(plain "
        "text<>)))))");
}

static void a_table_right_behind_text_starts_at_its_header(void **state)
{
    (void)state;
    assert_source("- a\n  b\n  |c|\n  |-|\n  |*d*|\n",
                  "(list<- a\n  b\n  |c|\n  |-|\n  |*d*|>(list item<- a\n  b\n  |c|\n  |-|\n  |*d*|>"
                  "(plain text<a\n  b>(text<a>)(soft break<\n>)(text<b>))"
                  "(table<|c|\n  |-|\n  |*d*|>(table head<|c|>(table row<|c|>(table cell<c>(plain text<c>(text<c>)))))"
                  "(table body<|*d*|>(table row<|*d*|>(table cell<*d*>(plain text<*d*>(emphasis<*d*>(text<d>)))))))))");
}

static void code_ends_with_its_fence_or_its_container(void **state)
{
    (void)state;
    assert_source("> ```\n> a\nb\n", "(block quote<> ```\n> a>(code block<```\n> a>))(paragraph<b>(text<b>))");
    assert_source("```\na\n```\n\nb\n", "(code block<```\na\n```>)(paragraph<b>(text<b>))");
    assert_source("    a\n\n\nb\n", "(code block<a>)(paragraph<b>(text<b>))");
    assert_source("- ```\n  a\n  ```\n\n\n- b\n",
                  "(list<- ```\n  a\n  ```\n\n\n- b>(list item<- ```\n  a\n  ```>(code block<```\n  a\n  ```>))"
                  "(list item<- b>(paragraph<b>(text<b>))))");
}

static void blocks_end_before_the_blank_lines_behind_them(void **state)
{
    (void)state;
    assert_source(
        "- a\n-\n\n\n> b\n\n\n***\n",
        "(list<- a\n->(list item<- a>(plain text<a>(text<a>)))(list item<->))(block quote<> b>(paragraph<b>(text<b>)))"
        "(thematic break<***>)");
}

static void footnotes_start_at_their_label(void **state)
{
    (void)state;
    tree *t = tree_read(JR_STR("a[^n]\n\n[^n]: b *c*\n\n    d\n"));
    assert_non_null(t->doc);
    assert_string_equal(tree_show_source(t, t->doc->root), "(paragraph<a[^n]>(text<a>)(footnote reference<[^n]>))");
    assert_string_equal(
        tree_show_source(t, t->doc->notes),
        "(footnote<[^n]: b *c*\n\n    d>(paragraph<b *c*>(text<b >)(emphasis<*c*>(text<c>)))(paragraph<d>(text<d>)))");
    tree_free(t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(inlines_cover_their_markup),
        cmocka_unit_test(links_cover_their_address_or_label),
        cmocka_unit_test(escapes_and_references_belong_to_their_text),
        cmocka_unit_test(markers_of_containers_are_no_part_of_inlines),
        cmocka_unit_test(headings_and_items_start_behind_their_markers),
        cmocka_unit_test(definitions_before_a_paragraph_are_no_part_of_it),
        cmocka_unit_test(cells_stand_at_their_text),
        cmocka_unit_test(a_table_right_behind_text_starts_at_its_header),
        cmocka_unit_test(code_ends_with_its_fence_or_its_container),
        cmocka_unit_test(blocks_end_before_the_blank_lines_behind_them),
        cmocka_unit_test(footnotes_start_at_their_label),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
