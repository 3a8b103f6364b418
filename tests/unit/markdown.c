/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "read/markdown.h"
#include "tree.h"

static void every_kind_of_block_is_imported(void **state)
{
    (void)state;
    assert_tree(
        "# A\n\nB\n=\n\n> q\n\n---\n\n    i\n\n```c x\nf\n```\n\n<!-- c -->\n",
        "(heading 1(text \"A\"))(heading 1 setext(text \"B\"))(block quote(paragraph(text \"q\")))(thematic break)"
        "(code block  \"i\n\")(code block fenced c \"f\n\")(raw block \"<!-- c -->\n\")");
}

static void items_of_tight_lists_hold_plain_text(void **state)
{
    (void)state;
    assert_tree("- a\n- b\n", "(list -(list item(plain text(text \"a\")))(list item(plain text(text \"b\"))))");
    assert_tree("7) a\n\n8) b\n",
                "(list ) loose 7(list item(paragraph(text \"a\")))(list item(paragraph(text \"b\"))))");
}

static void task_lists_say_what_is_done(void **state)
{
    (void)state;
    assert_tree("* [ ] a\n* [x] b\n",
                "(list *(list item open(plain text(text \"a\")))(list item done(plain text(text \"b\"))))");
}

static void tables_have_a_head_a_body_and_aligned_cells(void **state)
{
    (void)state;
    assert_tree("|a|b|\n|:-|:-:|\n|1|\n",
                "(table(table head(table row(table cell left(plain text(text \"a\")))(table cell center(plain "
                "text(text \"b\")))))"
                "(table body(table row(table cell left(plain text(text \"1\")))(table cell center(plain text)))))");
    assert_tree("|a|\n|-|\n", "(table(table head(table row(table cell(plain text(text \"a\"))))))");
}

static void footnotes_are_numbered_by_first_reference(void **state)
{
    (void)state;
    tree *t = tree_read(JR_STR("x[^b] y[^a] z[^b] [^no]\n\n[^a]: A\n[^b]: B [^a] [^c]\n[^c]: C\n[^u]: unused\n"));
    assert_non_null(t->doc);
    assert_string_equal(
        tree_show(t, t->doc->root),
        "(paragraph(text \"x\")(footnote reference 1/1 b)(text \" y\")(footnote reference 2/1 a)(text \" z\")"
        "(footnote reference 1/2 b)(text \" [^no]\"))");
    assert_string_equal(
        tree_show(t, t->doc->notes),
        "(footnote 1/2 b(paragraph(text \"B \")(footnote reference 2/2 a)(text \" \")(footnote reference 3/1 c)))"
        "(footnote 2/2 a(paragraph(text \"A\")))(footnote 3/1 c(paragraph(text \"C\")))");
    tree_free(t);
}

static void text_that_cmark_splits_is_one_node(void **state)
{
    (void)state;
    assert_tree("a_b! [c] \\* &amp; d\n", "(paragraph(text \"a_b! [c] * & d\"))");
}

static void references_to_no_character_become_a_replacement_and_a_warning(void **state)
{
    (void)state;
    tree *t = tree_read(JR_STR("a &#1; `b` [l](&#xFFFE;)\n"));
    assert_non_null(t->doc);
    assert_string_equal(
        tree_show(t, t->doc->root),
        "(paragraph(text \"a \xEF\xBF\xBD \")(code span \"b\")(text \" \")(link <\xEF\xBF\xBD>(text \"l\")))");
    assert_int_equal(jr_diag_status(t->diag), JR_STATUS_OK);
    assert_true(jr_diag_count(t->diag, JR_WARNING) >= 1);
    tree_free(t);
}

static void an_anchor_before_a_heading_becomes_its_id(void **state)
{
    (void)state;
    assert_tree("# <a name=\"x-y\"></a> T *e*\n", "(heading 1 #x-y(text \"T \")(emphasis(text \"e\")))");
    assert_tree("## <A ID=foo> </A>T\n", "(heading 2 #foo(text \"T\"))");
    assert_tree("<a id='x'></a>T\n===\n", "(heading 1 setext #x(text \"T\"))");
    assert_tree("# T <a name=\"x\"></a>\n", "(heading 1(text \"T \")(span span #x))");
    assert_tree("# <a name=\"x\">T</a>\n", "(heading 1(span span #x(text \"T\")))");
    assert_source("# <a name=\"x\"></a> T\n", "(heading<# <a name=\"x\"></a> T>(text<T>))");
}

static void a_page_nested_too_deep_is_refused_at_its_place(void **state)
{
    (void)state;
    jr_buf page = {0};
    jr_puts(&page, "x\n\n");
    for (int i = 0; i < 100000; i++)
        jr_putc(&page, '>');
    tree *t = tree_read(jr_buf_str(&page));
    assert_null(t->doc);
    assert_int_equal(jr_diag_status(t->diag), JR_STATUS_LIMIT);
    assert_string_equal(tree_log(t), "3:99: limit-depth\n");
    tree_free(t);
    jr_buf_free(&page);
}

static void lists_of_one_line_nested_too_deep_are_refused_before_the_lines_behind_them(void **state)
{
    (void)state;
    jr_buf page = {0};
    for (int i = 0; i < 20000; i++)
        jr_puts(&page, "- ");
    for (int i = 0; i < 100000; i++)
        jr_putc(&page, '\n');
    /* All of it dashes and blanks would be a thematic break. */
    page.p[2 * 19999] = 'x';
    tree *t = tree_read(jr_buf_str(&page));
    assert_null(t->doc);
    assert_string_equal(tree_log(t), "1:99: limit-depth\n");
    tree_free(t);
    jr_buf_free(&page);
}

static void emphasis_nested_too_deep_is_refused(void **state)
{
    (void)state;
    jr_buf page = {0};
    jr_puts(&page, "a\n\n");
    for (int i = 0; i < 1000; i++)
        jr_puts(&page, "*a **a ");
    jr_puts(&page, "b");
    for (int i = 0; i < 1000; i++)
        jr_puts(&page, " a** a*");
    tree *t = tree_read(jr_buf_str(&page));
    assert_null(t->doc);
    assert_true(jr_str_ends(jr_buf_str(&t->log), JR_STR("limit-depth\n")));
    assert_int_equal(jr_diag_status(t->diag), JR_STATUS_LIMIT);
    tree_free(t);
    jr_buf_free(&page);
}

static void lines_of_many_marks_that_nest_nothing_are_read(void **state)
{
    (void)state;
    jr_buf page = {0};
    jr_puts(&page, "a\n\n");
    for (int i = 0; i < 500; i++)
        jr_puts(&page, "- - ");
    jr_puts(&page, "\n\n    ");
    for (int i = 0; i < 500; i++)
        jr_puts(&page, ">");
    tree *t = tree_read(jr_buf_str(&page));
    assert_non_null(t->doc);
    assert_int_equal(t->doc->root->last->kind, JR_CODE_BLOCK);
    assert_int_equal(t->doc->root->last->prev->kind, JR_THEMATIC_BREAK);
    tree_free(t);
    jr_buf_free(&page);
}

static void cells_that_do_not_fit_are_reported(void **state)
{
    (void)state;
    tree *t = tree_read(JR_STR("|a|b|\n|-|-|\n|1|2| x|\n|1|2|||\n"));
    assert_non_null(t->doc);
    assert_string_equal(tree_log(t), "3:7: extra-cells\n");
    tree_free(t);
}

#define CELL(inlines) "(table cell(plain text" inlines "))"
#define TEXT(s)       "(text \"" s "\")"
/* A table of one column, "h", with one row that has `cells` and `n` columns more. */
#define TABLE(heads, cells) "(table(table head(table row" CELL(TEXT("h")) heads "))(table body(table row" cells ")))"

static void cells_beyond_the_head_are_kept_and_all_rows_have_as_many(void **state)
{
    (void)state;
    assert_tree("|h|\n|-|\n|1| **2** | x\\|y | [l|m](u)|\n",
                TABLE(CELL("") CELL("") CELL(""), CELL(TEXT("1")) CELL("(strong emphasis" TEXT("2") ")")
                                                      CELL(TEXT("x|y")) CELL("(link <u>" TEXT("l|m") ")")));
    assert_tree("|h|\n|-|\n|1||3\n", TABLE(CELL("") CELL(""), CELL(TEXT("1")) CELL("") CELL(TEXT("3"))));
    assert_tree("|h|\n|-|\n|1|<b|2>|\n", TABLE(CELL("") CELL(""), CELL(TEXT("1")) CELL(TEXT("<b")) CELL(TEXT("2>"))));
    /* A line that only looks like a row of too many cells keeps its pipes. */
    assert_tree("- |h|\n  |-|\n|1|2|\n",
                "(list -(list item(table(table head(table row" CELL(TEXT("h")) ")))))(paragraph" TEXT("|1|2|") ")");
    /* What stands for a pipe is not to be taken for the author's own. */
    assert_tree("|h|\n|-|\n|&#x07f;|2|\n", TABLE("", CELL(TEXT("\x7F"))));
}

static void rows_need_no_pipe_before_their_first_cell(void **state)
{
    (void)state;
    static const char *const begins[] = {"*a*", "**a**", "_a_",    "`a`", "~~a~~", "1",
                                         "2.5", "-1",    "[a](b)", "=a",  "+1",    "#"};
    for (size_t i = 0; i < sizeof begins / sizeof *begins; i++) {
        jr_buf page = {0};
        jr_printf(&page, "|h|\n|-|\n|x|y|\n%s | kept\n", begins[i]);
        tree *t = tree_read(jr_buf_str(&page));
        const bool heading = begins[i][0] == '#';
        assert_int_equal(t->doc->root->first->as.table.columns, 2);
        assert_int_equal(t->doc->root->first->next != NULL, heading);
        assert_int_equal(strstr(tree_log(t), "\n4:") == NULL, heading);
        tree_free(t);
        jr_buf_free(&page);
    }
}

static void pipes_in_code_separate_no_cells_where_there_are_too_many(void **state)
{
    (void)state;
    assert_tree("|h|\n|-|\n|`a|b` c|\n", TABLE("", CELL("(code span \"a|b\")" TEXT(" c"))));
    assert_tree("|h|\n|-|\n|``a`|b`` | `c|\n", TABLE(CELL(""), CELL("(code span \"a`|b\")") CELL(TEXT("`c"))));
    assert_tree("|a|b|\n|-|-|\n|`a|b`|\n",
                "(table(table head(table row" CELL(TEXT("a")) CELL(TEXT("b")) "))(table body(table row" CELL(TEXT("`a"))
                    CELL(TEXT("b`")) ")))");
}

static void cells_that_are_kept_stand_at_their_bytes(void **state)
{
    (void)state;
    assert_source(
        "> |h|\n> |-|\n> | 1 | *2* |3\n",
        "(block quote<> |h|\n> |-|\n> | 1 | *2* |3>(table<|h|\n> |-|\n> | 1 | *2* |3>(table head<|h|>(table row<|h|>"
        "(table cell<h>(plain text<h>(text<h>)))(table cell<>(plain text<>))(table cell<>(plain text<>))))"
        "(table body<| 1 | *2* |3>(table row<| 1 | *2* |3>(table cell<1>(plain text<1>(text<1>)))"
        "(table cell<*2*>(plain text<*2*>(emphasis<*2*>(text<2>))))(table cell<3>(plain text<3>(text<3>)))))))");
}

/* One row of many cells among many rows of one would make a table of millions. */
static void a_page_gets_no_more_cells_than_it_can_pay_for(void **state)
{
    (void)state;
    jr_buf page = {0};
    jr_puts(&page, "|a|\n|-|\n");
    for (int i = 0; i < 900; i++)
        jr_puts(&page, "|x");
    jr_puts(&page, "\n");
    for (int i = 0; i < 20000; i++)
        jr_puts(&page, "|y\n");
    tree *t = tree_read(jr_buf_str(&page));
    assert_non_null(t->doc);
    assert_int_equal(t->doc->root->first->as.table.columns, 1);
    tree_free(t);
    jr_buf_free(&page);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_of_block_is_imported),
        cmocka_unit_test(items_of_tight_lists_hold_plain_text),
        cmocka_unit_test(task_lists_say_what_is_done),
        cmocka_unit_test(tables_have_a_head_a_body_and_aligned_cells),
        cmocka_unit_test(footnotes_are_numbered_by_first_reference),
        cmocka_unit_test(text_that_cmark_splits_is_one_node),
        cmocka_unit_test(references_to_no_character_become_a_replacement_and_a_warning),
        cmocka_unit_test(an_anchor_before_a_heading_becomes_its_id),
        cmocka_unit_test(a_page_nested_too_deep_is_refused_at_its_place),
        cmocka_unit_test(lists_of_one_line_nested_too_deep_are_refused_before_the_lines_behind_them),
        cmocka_unit_test(emphasis_nested_too_deep_is_refused),
        cmocka_unit_test(lines_of_many_marks_that_nest_nothing_are_read),
        cmocka_unit_test(cells_that_do_not_fit_are_reported),
        cmocka_unit_test(cells_beyond_the_head_are_kept_and_all_rows_have_as_many),
        cmocka_unit_test(rows_need_no_pipe_before_their_first_cell),
        cmocka_unit_test(pipes_in_code_separate_no_cells_where_there_are_too_many),
        cmocka_unit_test(cells_that_are_kept_stand_at_their_bytes),
        cmocka_unit_test(a_page_gets_no_more_cells_than_it_can_pay_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
