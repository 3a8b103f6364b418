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

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(diagnostics_reach_the_handler_with_file_and_place), TEST(same_name_is_the_same_file),
        TEST(gravest_error_is_the_status_and_warnings_are_none), TEST(strict_makes_errors_of_warnings),
        TEST(control_characters_never_reach_a_terminal),         TEST(every_code_has_a_slug_of_its_own),
    };
    return RUN_TESTS(tests);
}
