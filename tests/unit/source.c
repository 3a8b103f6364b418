/* SPDX-License-Identifier: MIT */
/* What a page is as bytes: encodings, damage, and places that stay true. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "read/source.h"
#include "tree.h"

static void assert_page(jr_str page, const char *expected, const char *log, jr_status status)
{
    tree *t = tree_read(page);
    assert_string_equal(t->doc ? tree_show(t, t->doc->root) : "", expected);
    assert_string_equal(tree_log(t), log);
    assert_int_equal(jr_diag_status(t->diag), status);
    tree_free(t);
}

static void a_byte_order_mark_is_no_text(void **state)
{
    (void)state;
    assert_page(JR_STR("\xEF\xBB\xBF# a\n"), "(heading 1(text \"a\"))", "", JR_STATUS_OK);
    assert_page(JR_STR("\xEF\xBB\xBF"), "", "", JR_STATUS_OK);
    tree *t = tree_read(JR_STR("\xEF\xBB\xBF# a\n"));
    assert_int_equal(t->doc->root->first->span.begin, 3);
    assert_int_equal(t->doc->root->first->span.column, 4);
    tree_free(t);
}

static void utf16_is_refused(void **state)
{
    (void)state;
    assert_page(JR_STR("\xFF\xFEh\0i\0"), "", "1:1: bad-encoding\n", JR_STATUS_INPUT);
    assert_page(JR_STR("\xFE\xFF\0h\0i"), "", "1:1: bad-encoding\n", JR_STATUS_INPUT);
}

static void each_malformed_byte_is_replaced_and_reported_once(void **state)
{
    (void)state;
    assert_page(JR_STR("a\r\nb\xFF"
                       "c \xC0\xAF\n"),
                "(paragraph(text \"a\")(soft break)(text \"b\xEF\xBF\xBD"
                "c \xEF\xBF\xBD\xEF\xBF\xBD\"))",
                "2:2: bad-utf8\n", JR_STATUS_INPUT);
}

static void characters_that_xml_forbids_are_replaced_and_reported_once(void **state)
{
    (void)state;
    assert_page(JR_STR("a\0b\x01\n"),
                "(paragraph(text \"a\xEF\xBF\xBD"
                "b\xEF\xBF\xBD\"))",
                "1:2: bad-character\n", JR_STATUS_INPUT);
    assert_page(JR_STR("x \xEF\xBF\xBE\n"), "(paragraph(text \"x \xEF\xBF\xBD\"))", "1:3: bad-character\n",
                JR_STATUS_INPUT);
}

static void every_line_end_ends_a_line(void **state)
{
    (void)state;
    assert_page(JR_STR("# a\r# b\r\n# c\n# d"),
                "(heading 1(text \"a\"))(heading 1(text \"b\"))(heading 1(text \"c\"))(heading 1(text \"d\"))", "",
                JR_STATUS_OK);
    tree *t = tree_read(JR_STR("# a\r# b\r\n# c\n# d"));
    assert_int_equal(t->doc->root->last->span.line, 4);
    assert_int_equal(t->doc->root->last->span.begin, 13);
    tree_free(t);
}

static void places_behind_damage_are_those_of_the_file(void **state)
{
    (void)state;
    tree *t = tree_read(JR_STR("\xFF\xFFz `c`\n\n- x\n"));
    assert_non_null(t->doc);
    const jr_node *code = t->doc->root->first->last, *list = t->doc->root->last;
    assert_int_equal(code->kind, JR_CODE);
    assert_int_equal(code->span.begin, 4);
    assert_int_equal(code->span.end, 7);
    assert_int_equal(code->span.column, 5);
    assert_int_equal(list->span.begin, 9);
    assert_int_equal(list->span.line, 3);
    tree_free(t);
}

static void offsets_of_text_and_file_translate_both_ways(void **state)
{
    (void)state;
    tree *t = tree_read(JR_STR(""));
    const jr_read_ctx ctx = {.arena = t->arena, .diag = t->diag};
    jr_source s;
    assert_true(jr_source_open(&ctx,
                               JR_STR("ab\xFF"
                                      "cd\xFE"
                                      "e"),
                               1, &s));
    assert_true(jr_str_eq(s.text, JR_STR("ab\xEF\xBF\xBD"
                                         "cd\xEF\xBF\xBD"
                                         "e")));
    const struct {
        uint32_t text, file;
    } pairs[] = {{0, 0}, {2, 2}, {5, 3}, {6, 4}, {10, 6}, {11, 7}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        assert_int_equal(jr_source_span(&s, pairs[i].text, pairs[i].text).begin, pairs[i].file);
        assert_int_equal(jr_source_offset(&s, pairs[i].file), pairs[i].text);
    }
    tree_free(t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_byte_order_mark_is_no_text),
        cmocka_unit_test(utf16_is_refused),
        cmocka_unit_test(each_malformed_byte_is_replaced_and_reported_once),
        cmocka_unit_test(characters_that_xml_forbids_are_replaced_and_reported_once),
        cmocka_unit_test(every_line_end_ends_a_line),
        cmocka_unit_test(places_behind_damage_are_those_of_the_file),
        cmocka_unit_test(offsets_of_text_and_file_translate_both_ways),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
