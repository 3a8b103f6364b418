/* SPDX-License-Identifier: MIT */
#include "test.h"

static void diagnostics_reach_the_handler_with_file_and_place(void **state)
{
    (void)state;
    jr_buf said = {0};
    jr_diag *d = jr_diag_create(test_collect, &said);
    const uint32_t file = jr_diag_file(d, JR_STR("a.md"));
    const jr_span span = {file, 10, 12, 3, 4};
    assert_false(jr_report(d, JR_D_MISSING_IMAGE, &span, "no such file: %s", "x.png"));
    assert_false(jr_report(d, JR_D_CANNOT_READ, NULL, "gone"));
    assert_str(jr_buf_str(&said), "3:4 missing-image: no such file: x.png\n0:0 cannot-read: gone\n");
    assert_str(jr_diag_file_name(d, file), "a.md");
    jr_diag_destroy(d);
    jr_diag_destroy(NULL);
    jr_buf_free(&said);
}

static void same_name_is_the_same_file(void **state)
{
    (void)state;
    jr_diag *d = jr_diag_create(NULL, NULL);
    char name[] = "a.md";
    const uint32_t a = jr_diag_file(d, jr_str_from(name));
    name[0] = 'b'; /* the name was copied */
    const uint32_t b = jr_diag_file(d, jr_str_from(name));
    assert_true(a > 0 && b > 0 && a != b);
    assert_int_equal(jr_diag_file(d, JR_STR("a.md")), a);
    for (unsigned i = 0; i < 50; i++) {
        char other[16];
        snprintf(other, sizeof other, "%u.md", i);
        jr_diag_file(d, jr_str_from(other));
    }
    assert_str(jr_diag_file_name(d, a), "a.md");
    assert_int_equal(jr_diag_file_name(d, 0).n, 0);
    assert_int_equal(jr_diag_file_name(d, 999).n, 0);
    jr_diag_destroy(d);
}

static void gravest_error_is_the_status_and_warnings_are_none(void **state)
{
    (void)state;
    jr_diag *d = jr_diag_create(NULL, NULL);
    jr_report(d, JR_D_MISSING_IMAGE, NULL, "x");
    assert_int_equal(jr_diag_status(d), JR_STATUS_OK);
    jr_report(d, JR_D_CANNOT_WRITE, NULL, "x");
    jr_report(d, JR_D_BAD_UTF8, NULL, "x");
    assert_int_equal(jr_diag_status(d), JR_STATUS_IO);
    assert_int_equal(jr_diag_count(d, JR_WARNING), 1);
    assert_int_equal(jr_diag_count(d, JR_ERROR), 2);
    jr_diag_destroy(d);
}

static void strict_makes_errors_of_warnings(void **state)
{
    (void)state;
    jr_diag *d = jr_diag_create(NULL, NULL);
    jr_diag_set_strict(d, true);
    jr_report(d, JR_D_MISSING_IMAGE, NULL, "x");
    assert_int_equal(jr_diag_status(d), JR_STATUS_INPUT);
    assert_int_equal(jr_diag_count(d, JR_WARNING), 0);
    assert_int_equal(jr_diag_count(d, JR_ERROR), 1);
    jr_diag_destroy(d);
}

static void control_characters_never_reach_a_terminal(void **state)
{
    (void)state;
    jr_buf said = {0};
    jr_diag *d = jr_diag_create(test_collect, &said);
    jr_report(d, JR_D_INTERNAL, NULL, "a\x1B[31m\nb\x7F\xC2\x9B\xC2\xA0\xC3\xA4");
    assert_str(jr_buf_str(&said), "0:0 internal: a?[31m?b???\xC2\xA0\xC3\xA4\n");
    jr_diag_destroy(d);
    jr_buf_free(&said);
}

static void every_code_has_a_slug_of_its_own(void **state)
{
    (void)state;
    for (int i = 0; i < JR_D_COUNT; i++) {
        const jr_str slug = jr_code_slug((jr_code)i);
        assert_true(slug.n > 0);
        for (size_t at = 0; at < slug.n; at++)
            assert_true(slug.p[at] == '-' || jr_is_digit(slug.p[at]) || (slug.p[at] >= 'a' && slug.p[at] <= 'z'));
        for (int j = 0; j < i; j++)
            assert_false(jr_str_eq(slug, jr_code_slug((jr_code)j)));
    }
}

static void what_is_too_many_of_a_code_is_held_back_and_counted(void **state)
{
    (void)state;
    jr_buf said = {0};
    jr_diag *d = jr_diag_create(test_collect, &said);
    jr_diag_set_most(d, 2);
    const jr_span span = {jr_diag_file(d, JR_STR("a.md")), 10, 12, 3, 4};
    for (int i = 0; i < 5; i++)
        jr_report(d, JR_D_MISSING_IMAGE, &span, "%d", i);
    jr_report(d, JR_D_BAD_UTF8, NULL, "x");
    assert_str(jr_buf_str(&said), "3:4 missing-image: 0\n3:4 missing-image: 1\n0:0 bad-utf8: x\n");
    assert_int_equal(jr_diag_count(d, JR_WARNING), 5);
    said.n = 0;
    jr_diag_tell_held(d);
    assert_str(jr_buf_str(&said), "0:0 missing-image: and 3 more like these\n");
    assert_int_equal(jr_diag_count(d, JR_WARNING), 5);
    said.n = 0;
    for (int i = 0; i < 3; i++) /* another page */
        jr_report(d, JR_D_MISSING_IMAGE, &span, "%d", i);
    jr_diag_destroy(d);
    assert_str(jr_buf_str(&said),
               "3:4 missing-image: 0\n3:4 missing-image: 1\n0:0 missing-image: and 1 more like these\n");
    jr_buf_free(&said);
}

static void errors_held_back_are_errors_all_the_same(void **state)
{
    (void)state;
    jr_buf said = {0};
    jr_diag *d = jr_diag_create(test_collect, &said);
    jr_diag_set_most(d, 1);
    jr_report(d, JR_D_MISSING_IMAGE, NULL, "x");
    jr_report_as(d, JR_D_MISSING_IMAGE, JR_ERROR, NULL, "x");
    assert_int_equal(jr_diag_status(d), JR_STATUS_INPUT);
    jr_diag_destroy(d);
    assert_str(jr_buf_str(&said), "0:0 missing-image: x\n0:0 missing-image: and 1 more like this\n");
    jr_buf_free(&said);
}

static void long_texts_lose_their_middle(void **state)
{
    (void)state;
    jr_buf said = {0}, word = {0};
    for (int i = 0; i < 1000; i++)
        jr_puts(&word, "ä");
    jr_diag *d = jr_diag_create(test_collect, &said);
    jr_report(d, JR_D_MISSING_IMAGE, NULL, "'%.*s' is missing", JR_FMT(jr_buf_str(&word)));
    const jr_str line = jr_buf_str(&said);
    assert_true(line.n <= JR_DIAG_TEXT_MAX + JR_STR("0:0 missing-image: \n").n);
    assert_int_equal(jr_utf8_valid(line), line.n);
    assert_true(jr_str_starts(line, JR_STR("0:0 missing-image: 'ä")));
    assert_true(jr_str_search(line, 0, JR_STR("ä…ä")) < line.n);
    assert_true(jr_str_ends(line, JR_STR("ä' is missing\n")));
    jr_diag_destroy(d);
    jr_buf_free(&word);
    jr_buf_free(&said);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(diagnostics_reach_the_handler_with_file_and_place), TEST(same_name_is_the_same_file),
        TEST(gravest_error_is_the_status_and_warnings_are_none), TEST(strict_makes_errors_of_warnings),
        TEST(control_characters_never_reach_a_terminal),         TEST(every_code_has_a_slug_of_its_own),
        TEST(what_is_too_many_of_a_code_is_held_back_and_counted),
        TEST(errors_held_back_are_errors_all_the_same),
        TEST(long_texts_lose_their_middle),
    };
    return RUN_TESTS(tests);
}
