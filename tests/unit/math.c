/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tree.h"

#define TEXT(s)       "(text \"" s "\")"
#define PARAGRAPH(s)  "(paragraph" TEXT(s) ")"
#define FORMULA(tex)  "(code block math \"" tex "\n\" .math)"
#define FENCED(tex)   "(code block fenced math \"" tex "\n\" .math)"
#define CODE(info, s) "(code block" info " \"" s "\")"

static void what_stands_between_double_dollars_is_a_formula(void **state)
{
    (void)state;
    assert_tree("$$\nx\n$$\n", FORMULA("x"));
    assert_tree("$$ x^2 $$\n", FORMULA("x^2"));
    assert_tree("  $$ x\n  = y $$  ", FORMULA("x\n  = y"));
    assert_tree("$$x$$\r\n$$\r\ny\r\n$$\r\n", FORMULA("x") FORMULA("y"));
}

static void a_formula_is_no_markdown(void **state)
{
    (void)state;
    assert_tree("$$\na\n- *b*\n= <c>\n# d\n``` | e\n$$\nf\n", FORMULA("a\n- *b*\n= <c>\n# d\n``` | e") PARAGRAPH("f"));
}

static void a_formula_ends_a_paragraph_and_stands_in_containers(void **state)
{
    (void)state;
    assert_tree("a\n$$\nx\n$$\nb\n", PARAGRAPH("a") FORMULA("x") PARAGRAPH("b"));
    assert_tree("> $$\n> x\n> $$\n", "(block quote" FORMULA("x") ")");
    assert_tree("1. $$ x $$\n\n   $$\n   y\n     z\n   $$\n",
                "(list . loose 1(list item" FORMULA("x") FORMULA("y\n  z") "))");
}

static void fences_of_the_language_math_are_formulas(void **state)
{
    (void)state;
    assert_tree("```math\nx\n```\n\n~~~ math x\ny\n~~~\n", FENCED("x") FENCED("y"));
    assert_tree("```maths\nx\n```\n", CODE(" fenced maths", "x\n"));
}

static void dollars_in_a_line_are_text(void **state)
{
    (void)state;
    assert_tree("$x$ and $$y$$ and $5\n", PARAGRAPH("$x$ and $$y$$ and $5"));
    assert_tree("$$ x $$ tail\n", PARAGRAPH("$$ x $$ tail"));
    assert_tree("$$$ x $$$\n\n$$$$\n\n$$ $$\n\n$$",
                PARAGRAPH("$$$ x $$$") PARAGRAPH("$$$$") PARAGRAPH("$$ $$") PARAGRAPH("$$"));
    assert_tree("$$ 5\n\nand 6 $$\n", PARAGRAPH("$$ 5") PARAGRAPH("and 6 $$"));
}

static void what_is_no_formula_after_all_stays_as_written(void **state)
{
    (void)state;
    assert_tree("```sh\n<? own ?>\n$$ x $$\n?>\n```\n", CODE(" fenced sh", "<? own ?>\n$$ x $$\n?>\n"));
    assert_tree("    $$\n    x\n    $$\n", CODE(" ", "$$\nx\n$$\n"));
    assert_tree("<!--\n$$ x $$\n-->\n", "(raw block \"<!--\n$$ x $$\n-->\n\")");
    assert_tree("> $$\n> x\ny $$\n", "(block quote" PARAGRAPH("$$\nx") ")" PARAGRAPH("y $$"));
    assert_tree("a\n     $$ x $$\n", "(paragraph" TEXT("a") "(soft break)" TEXT("$$ x $$") ")");
    assert_tree("a `b\n     $$ x $$\n     c` d\n",
                "(paragraph" TEXT("a ") "(code span \"b $$ x $$ c\")" TEXT(" d") ")");
}

static void a_formula_stands_at_its_bytes(void **state)
{
    (void)state;
    assert_source("a\n$$\nx\n$$\nb\n", "(paragraph<a>(text<a>))(code block<$$\nx\n$$>)(paragraph<b>(text<b>))");
}

/* 256 KiB of each take well under a second where all is linear, and minutes where something is quadratic. */
static void dollars_take_linear_time(void **state)
{
    (void)state;
    static const char *const units[] = {"$$",    "$$ x\n",   "$$ x $$\n",  "$$\n\n",   "    $$ <? $$\n",
                                        "- $$ ", "1 $$ x\n", "$$ ?> $$\n", "> $$ x\n", "<? $$ x $$\n"};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        jr_buf page = {0};
        while (page.n < (size_t)256 * 1024)
            jr_put(&page, jr_str_from(units[i]));
        tree *t = tree_read(jr_buf_str(&page));
        tree_free(t);
        jr_buf_free(&page);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_stands_between_double_dollars_is_a_formula),
        cmocka_unit_test(a_formula_is_no_markdown),
        cmocka_unit_test(a_formula_ends_a_paragraph_and_stands_in_containers),
        cmocka_unit_test(fences_of_the_language_math_are_formulas),
        cmocka_unit_test(dollars_in_a_line_are_text),
        cmocka_unit_test(what_is_no_formula_after_all_stays_as_written),
        cmocka_unit_test(a_formula_stands_at_its_bytes),
        cmocka_unit_test(dollars_take_linear_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
