/* SPDX-License-Identifier: MIT */
#include "test.h"

static const jr_str empty = {NULL, 0};

static void empty_slices_are_equal_wherever_they_point(void **state)
{
    (void)state;
    assert_true(jr_str_eq(empty, JR_STR("")));
    assert_true(jr_str_eq_nocase(empty, JR_STR("")));
    assert_int_equal(jr_str_cmp(empty, JR_STR("")), 0);
    assert_true(jr_str_starts(JR_STR("a"), empty) && jr_str_ends(JR_STR("a"), empty));
    assert_true(jr_str_starts(empty, empty) && jr_str_ends(empty, empty));
    assert_false(jr_str_eq(empty, JR_STR("a")) || jr_str_starts(empty, JR_STR("a")) || jr_str_ends(empty, JR_STR("a")));
    assert_int_equal(jr_str_from(NULL).n, 0);
}

static void bytes_behind_a_nul_count(void **state)
{
    (void)state;
    assert_false(jr_str_eq(JR_STR("a\0b"), JR_STR("a\0c")));
    assert_false(jr_str_eq(JR_STR("a\0"), JR_STR("a")));
    assert_true(jr_str_cmp(JR_STR("a\0b"), JR_STR("a\0c")) < 0);
    assert_int_equal(jr_str_find(JR_STR("a\0b"), 0, 'b'), 2);
    assert_int_equal(jr_str_search(JR_STR("a\0bc"), 0, JR_STR("bc")), 2);
}

static void order_is_that_of_bytes_and_the_shorter_is_first(void **state)
{
    (void)state;
    static const jr_str ordered[] = {
        JR_STR_INIT(""),  JR_STR_INIT("A"),        JR_STR_INIT("a"),    JR_STR_INIT("aa"),
        JR_STR_INIT("b"), JR_STR_INIT("\xC3\xA4"), JR_STR_INIT("\xFF"),
    };
    const size_t n = sizeof ordered / sizeof *ordered;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++) {
            const int d = jr_str_cmp(ordered[i], ordered[j]);
            assert_int_equal((d > 0) - (d < 0), (i > j) - (i < j));
        }
}

static void case_of_ascii_letters_alone_is_passed_over(void **state)
{
    (void)state;
    assert_true(jr_str_eq_nocase(JR_STR("aZ[0\xC3\xA4"), JR_STR("Az[0\xC3\xA4")));
    assert_false(jr_str_eq_nocase(JR_STR("\xC3\xA4"), JR_STR("\xC3\x84")));
    assert_false(jr_str_eq_nocase(JR_STR("[@"), JR_STR("{`")));
    assert_true(jr_str_starts_nocase(JR_STR("HTTPS://x"), JR_STR("https:")));
    assert_false(jr_str_starts_nocase(JR_STR("http"), JR_STR("https:")));
    assert_true(jr_str_starts(JR_STR("abc"), JR_STR("ab")) && jr_str_ends(JR_STR("abc"), JR_STR("bc")));
    assert_false(jr_str_starts(JR_STR("abc"), JR_STR("AB")) || jr_str_ends(JR_STR("abc"), JR_STR("abcd")));
}

static void parts_are_clipped(void **state)
{
    (void)state;
    const jr_str s = JR_STR("hello");
    assert_str(jr_str_sub(s, 1, 3), "el");
    assert_str(jr_str_sub(s, 3, 99), "lo");
    assert_str(jr_str_sub(s, 4, 2), "");
    assert_str(jr_str_sub(s, 99, SIZE_MAX), "");
    assert_int_equal(jr_str_sub(empty, 3, 9).n, 0);
}

static void searches_begin_where_told_and_end_at_the_length(void **state)
{
    (void)state;
    const jr_str s = JR_STR("abcabc");
    assert_int_equal(jr_str_find(s, 0, 'c'), 2);
    assert_int_equal(jr_str_find(s, 3, 'c'), 5);
    assert_int_equal(jr_str_find(s, 0, 'x'), s.n);
    assert_int_equal(jr_str_find(s, 99, 'a'), s.n);
    assert_int_equal(jr_str_find(empty, 0, 'a'), 0);
    assert_int_equal(jr_str_search(s, 0, JR_STR("bc")), 1);
    assert_int_equal(jr_str_search(s, 2, JR_STR("bc")), 4);
    assert_int_equal(jr_str_search(s, 5, JR_STR("bc")), s.n);
    assert_int_equal(jr_str_search(s, 2, empty), 2);
    assert_int_equal(jr_str_search(s, 99, empty), s.n);
    assert_int_equal(jr_str_search(empty, 0, JR_STR("a")), 0);
}

static void trimming_takes_ascii_white_space_from_both_ends(void **state)
{
    (void)state;
    assert_str(jr_str_trim(JR_STR(" \t\r\n\v\fa b\n ")), "a b");
    assert_str(jr_str_trim(JR_STR("  \n")), "");
    assert_true(jr_str_is_spaced(JR_STR("eine längere Zeile, a b c")) && jr_str_is_spaced(JR_STR("1234567 9")));
    static const char *const unspaced[] = {"12345678  1", "1234567  0", "123456 \t90", " 23456789", "12345678 ",
                                           "1234567 ",    "12345678\n0", "1234\x01 678", "123456789 1  4"};
    for (size_t i = 0; i < sizeof unspaced / sizeof *unspaced; i++)
        assert_false(jr_str_is_spaced(jr_str_from(unspaced[i])));
    assert_true(jr_str_is_spaced(JR_STR("a")) && jr_str_is_spaced(JR_STR("a b cd")));
    assert_false(jr_str_is_spaced(JR_STR("")) || jr_str_is_spaced(JR_STR(" a")) || jr_str_is_spaced(JR_STR("a ")));
    assert_false(jr_str_is_spaced(JR_STR("a  b")) || jr_str_is_spaced(JR_STR("a\tb")) || jr_str_is_spaced(JR_STR("a\n")));
    assert_str(jr_str_trim(empty), "");
    assert_str(jr_str_trim(JR_STR("\xC2\xA0x")), "\xC2\xA0x");
}

static void character_classes_are_those_of_ascii(void **state)
{
    (void)state;
    for (int c = -128; c < 128; c++) {
        const char x = (char)c;
        const bool upper = c >= 'A' && c <= 'Z', lower = c >= 'a' && c <= 'z', digit = c >= '0' && c <= '9';
        assert_int_equal(jr_is_alpha(x), upper || lower);
        assert_int_equal(jr_is_digit(x), digit);
        assert_int_equal(jr_is_alnum(x), upper || lower || digit);
        assert_int_equal(jr_lower(x), upper ? c + 32 : c);
        assert_int_equal(jr_is_space(x), c == ' ' || (c >= 9 && c <= 13));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(empty_slices_are_equal_wherever_they_point),
        TEST(bytes_behind_a_nul_count),
        TEST(order_is_that_of_bytes_and_the_shorter_is_first),
        TEST(case_of_ascii_letters_alone_is_passed_over),
        TEST(parts_are_clipped),
        TEST(searches_begin_where_told_and_end_at_the_length),
        TEST(trimming_takes_ascii_white_space_from_both_ends),
        TEST(character_classes_are_those_of_ascii),
    };
    return RUN_TESTS(tests);
}
