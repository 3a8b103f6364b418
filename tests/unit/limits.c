/* SPDX-License-Identifier: MIT */
/* What a page may cost to parse, and what it may not. */
#include "test.h"

#include "read/cmark_memory.h"
#include "read/markdown.h"
#include "tree.h"

/* A page of the parts, each repeated so often; a part that is NULL ends them. */
typedef struct piece {
    const char *text;
    size_t times;
} piece;

static jr_limits defaults(void)
{
    return (jr_limits)JR_DEFAULT_LIMITS;
}

/* Reads the page; what is reported must be `log`, and there must be a document if it is empty. */
static void assert_log(const piece *parts, const jr_limits *limits, const char *log)
{
    jr_buf page = {0};
    for (; parts->text; parts++)
        for (size_t i = 0; i < parts->times; i++)
            jr_put(&page, jr_str_from(parts->text));
    tree *t = tree_read_limits(jr_buf_str(&page), NULL, limits);
    if (*log == ':') /* whatever the line */
        assert_true(jr_str_ends(jr_str_from(tree_log(t)), jr_str_from(log)));
    else
        assert_string_equal(tree_log(t), log);
    assert_int_equal(jr_diag_status(t->diag), *log ? JR_STATUS_LIMIT : JR_STATUS_OK);
    assert_true((t->doc == NULL) == (*log != '\0'));
    tree_free(t);
    jr_buf_free(&page);
}

/* The page is refused at this place, and read where there is no limit. */
static void assert_refused(const piece *parts, const char *log)
{
    jr_limits any = defaults();
    any.seconds = any.memory = any.cells = 0;
    assert_log(parts, NULL, log);
    assert_log(parts, &any, "");
}

static void a_page_takes_memory_in_proportion_to_its_size(void **state)
{
    (void)state;
    jr_limits little = defaults();
    little.memory = 16;
    const piece items[] = {{"- a\n", 10000}, {0}};
    assert_log(items, NULL, "");
    assert_log(items, &little, ":1: limit-memory\n");
    /* Each reference is a copy of the address. */
    const piece addresses[] = {{"[x]: ", 1}, {"x", 16000}, {"\n\n", 1}, {"[x]", 5000}, {"\n", 1}, {0}};
    assert_refused(addresses, "4:1: limit-memory\n");
    const piece cells[] = {{"|x", 100}, {"|\n", 1}, {"|-", 100}, {"|\n", 1}, {"a\n", 8000}, {0}};
    assert_log(cells, NULL, ":1: limit-memory\n");
}

static void time_is_up_when_the_processor_was_at_work_for_so_long(void **state)
{
    (void)state;
    jr_cmark_memory *m = calloc(1, sizeof *m);
    assert_non_null(m);
    jr_cmark_memory_begin(m, 1 << 20, 1);
    if (setjmp(m->out) == 0) {
        for (int i = 0; i < 1000; i++)
            jr_cmark_allocator.free(jr_cmark_allocator.calloc(1, 8));
        fail();
    }
    assert_int_equal(m->stop, JR_CMARK_OUT_OF_TIME);
    jr_cmark_memory_end(m);
    free(m);
}

static void lists_that_many_lines_nest_too_deep_are_refused_before_the_lines_behind_them(void **state)
{
    (void)state;
    jr_buf page = {0};
    for (int i = 0; i < 300; i++)
        jr_printf(&page, "%*s- a\n", 2 * i, "");
    for (int i = 0; i < 200000; i++)
        jr_putc(&page, '\n');
    tree *t = tree_read(jr_buf_str(&page));
    assert_null(t->doc);
    assert_string_equal(tree_log(t), "65:1: limit-depth\n");
    tree_free(t);
    jr_buf_free(&page);
}

static void rows_of_tables_have_so_many_cells(void **state)
{
    (void)state;
    const piece most[] = {{"|x", 999}, {"|\n", 1}, {"|-", 999}, {"|\n", 1}, {"|x", 999}, {"|\n", 1}, {0}};
    assert_log(most, NULL, "");
    const piece wide_head[] = {{"a\n\n", 1}, {"|x", 1001}, {"|\n", 1}, {"|-", 1001}, {"|\n", 1}, {0}};
    assert_refused(wide_head, "4:1: limit-size\n");
    const piece wide_row[] = {{"> |x|\n> |-|\n> |a|\n> ", 1}, {"|x", 1001}, {"\n", 1}, {0}};
    assert_log(wide_row, NULL, "4:1: limit-size\n");
    const piece escaped[] = {{"|x|\n|-|\n|", 1}, {"\\|", 5000}, {"|\n", 1}, {0}};
    assert_log(escaped, NULL, "");
    const piece text[] = {{"a|", 5000}, {"\n\n    ", 1}, {"|", 5000}, {"\n", 1}, {0}};
    assert_log(text, NULL, "");
}

static void paragraphs_have_so_many_lines_of_dashes(void **state)
{
    (void)state;
    const piece few[] = {{"a\n|-|-|\n", 100}, {0}};
    assert_log(few, NULL, "");
    const piece many[] = {{"x\n\n", 1}, {"a\n|-|-|\n", 1500}, {0}};
    assert_refused(many, "836:1: limit-time\n");
    const piece rows[] = {{"|a|b|\n|-|-|\n", 1}, {"|-|-|\n", 5000}, {0}};
    assert_log(rows, NULL, "");
}

static void a_limit_in_an_included_file_is_one_of_the_page(void **state)
{
    (void)state;
    jr_buf deep = {0};
    for (int i = 0; i < 200; i++)
        jr_putc(&deep, '>');
    jr_puts(&deep, " a\n");
    jr_putc(&deep, '\0');
    const char *const files[] = {"deep.md", deep.p, "wide.md", "\xFF\xFE\x61", NULL};
    tree *t = tree_read_with(JR_STR("a\n\n[!INCLUDE [x](deep.md)]\n"), files);
    assert_null(t->doc);
    assert_int_equal(jr_diag_status(t->diag), JR_STATUS_LIMIT);
    tree_free(t);
    t = tree_read_with(JR_STR("a\n\n[!INCLUDE [x](wide.md)]\n"), files); /* UTF-16 is damage, no limit */
    assert_non_null(t->doc);
    assert_int_equal(jr_diag_status(t->diag), JR_STATUS_INPUT);
    tree_free(t);
    jr_buf_free(&deep);
}

static void included_files_share_the_allowance_of_the_page(void **state)
{
    (void)state;
    jr_buf page = {0}, file = {0};
    for (int i = 0; i < 400; i++)
        jr_puts(&page, "[!INCLUDE [x](a.md)]\n\n");
    jr_puts(&file, "x");
    for (int i = 0; i < 9000; i++)
        jr_puts(&file, "<?");
    jr_putc(&file, '\0');
    const char *const hostile[] = {"a.md", file.p, NULL}, *const honest[] = {"a.md", "Some *text*.\n", NULL};
    tree *t = tree_read_with(JR_STR("[!INCLUDE [x](a.md)]\n"), hostile);
    assert_non_null(t->doc);
    tree_free(t);
    t = tree_read_with(jr_buf_str(&page), hostile);
    assert_null(t->doc);
    assert_string_equal(tree_log(t), "1:1: limit-time\n");
    tree_free(t);
    t = tree_read_with(jr_buf_str(&page), honest);
    assert_non_null(t->doc);
    assert_string_equal(tree_log(t), "");
    tree_free(t);
    jr_buf_free(&page);
    jr_buf_free(&file);
}

static void blocks_have_so_much_html_that_nothing_ends(void **state)
{
    (void)state;
    const piece instructions[] = {{"a\n\nx", 1}, {"<?", 20000}, {"\n", 1}, {0}};
    assert_refused(instructions, "3:1: limit-time\n");
    const piece declarations[] = {{"x", 1}, {"<!A ", 15000}, {"\n", 1}, {0}};
    assert_refused(declarations, "1:1: limit-time\n");
    const piece data[] = {{"# x", 1}, {"<![CDATA[", 12000}, {"\n", 1}, {0}};
    assert_refused(data, "1:1: limit-time\n");
    const piece unended_line[] = {{"x", 1}, {"<?", 20000}, {0}};
    assert_refused(unended_line, "1:1: limit-time\n");
    const piece ended[] = {{"x ", 1}, {"<?a?> <!A b> <![CDATA[c]]> ", 3000}, {"\n", 1}, {0}};
    assert_log(ended, NULL, "");
    const piece apart[] = {{"x <? <!A <![CDATA[\n\n", 4000}, {0}};
    assert_log(apart, NULL, "");
    const piece code[] = {{"```\n", 1}, {"<?", 20000}, {"\n```\n", 1}, {0}};
    assert_log(code, NULL, "");
}

static void blocks_have_so_many_images_and_marks_before_links(void **state)
{
    (void)state;
    const piece open[] = {{"![[]()", 10000}, {"\n", 1}, {0}};
    assert_refused(open, "1:1: limit-time\n");
    const piece marks[] = {{"*a [b](c) ", 25000}, {"\n", 1}, {0}};
    assert_refused(marks, "1:1: limit-time\n");
    const piece pairs[] = {{"*a* [*b*](c) [d](e) ", 5000}, {"\n\n", 1}, {"[a *b* c] ", 8000}, {"\n", 1}, {0}};
    assert_log(pairs, NULL, "");
    const piece images[] = {{"![a](b) [c](d) ", 5000}, {"\n", 1}, {0}};
    assert_log(images, NULL, "");
}

static void blocks_have_so_many_marks_of_emphasis_that_close_none(void **state)
{
    (void)state;
    /* Each pair of '*' is found around the place down to which '_' has been looked for. */
    const piece crossed[] = {{"*a ", 20000}, {"_a*_ ", 20000}, {"\n", 1}, {0}};
    assert_log(crossed, NULL, "1:1: limit-time\n");
    const piece closers[] = {{"a_ ", 30000}, {"\n", 1}, {0}};
    assert_log(closers, NULL, "");
    const piece kinds[] = {{"*a_ ", 30000}, {"\n", 1}, {0}};
    assert_log(kinds, NULL, "");
    const piece pairs[] = {{"*a* __b__ ~~c~~ ", 8000}, {"\n", 1}, {0}};
    assert_log(pairs, NULL, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_page_takes_memory_in_proportion_to_its_size),
        TEST(time_is_up_when_the_processor_was_at_work_for_so_long),
        TEST(lists_that_many_lines_nest_too_deep_are_refused_before_the_lines_behind_them),
        TEST(rows_of_tables_have_so_many_cells),
        TEST(paragraphs_have_so_many_lines_of_dashes),
        TEST(a_limit_in_an_included_file_is_one_of_the_page),
        TEST(included_files_share_the_allowance_of_the_page),
        TEST(blocks_have_so_much_html_that_nothing_ends),
        TEST(blocks_have_so_many_images_and_marks_before_links),
        TEST(blocks_have_so_many_marks_of_emphasis_that_close_none),
    };
    return RUN_TESTS(tests);
}
