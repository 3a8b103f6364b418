/* SPDX-License-Identifier: MIT */
#include "test.h"

/* The code point of a sequence that fills the slice, or JR_REPLACEMENT. */
static uint32_t decode(jr_str s)
{
    size_t at = 0;
    const uint32_t c = jr_utf8_next(s, &at);
    return at == s.n ? c : JR_REPLACEMENT;
}

static void every_code_point_comes_back(void **state)
{
    (void)state;
    for (uint32_t c = 0; c < 0x110000; c++) {
        char bytes[4];
        if (c >= 0xD800 && c < 0xE000)
            continue;
        const size_t n = jr_utf8_put(c, bytes);
        assert_int_equal(n, c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4);
        assert_int_equal(decode((jr_str){bytes, n}), c);
        assert_int_equal(jr_utf8_valid((jr_str){bytes, n}), jr_is_xml_char(c) ? n : 0);
    }
}

static void known_sequences_are_written(void **state)
{
    (void)state;
    char bytes[4];
    assert_str(((jr_str){bytes, jr_utf8_put(0xE4, bytes)}), "\xC3\xA4");
    assert_str(((jr_str){bytes, jr_utf8_put(0x4E2D, bytes)}), "\xE4\xB8\xAD");
    assert_str(((jr_str){bytes, jr_utf8_put(0x1F600, bytes)}), "\xF0\x9F\x98\x80");
}

/* Unicode 15, table 3-7; in blocks of exactly their size, so that a sanitizer sees any read behind the end. */
static void malformed_sequences_are_replaced_byte_by_byte(void **state)
{
    (void)state;
    static const jr_str malformed[] = {
        JR_STR_INIT("\x80"), /* a continuation alone */
        JR_STR_INIT("\xC3"), /* cut short */
        JR_STR_INIT("\xE4\xB8"),
        JR_STR_INIT("\xF0\x9F\x98"),
        JR_STR_INIT("\xC0\xAF"), /* overlong */
        JR_STR_INIT("\xC1\xBF"),
        JR_STR_INIT("\xE0\x9F\xBF"),
        JR_STR_INIT("\xF0\x8F\xBF\xBF"),
        JR_STR_INIT("\xED\xA0\x80"), /* surrogates */
        JR_STR_INIT("\xED\xBF\xBF"),
        JR_STR_INIT("\xF4\x90\x80\x80"), /* above U+10FFFF */
        JR_STR_INIT("\xF5\x80\x80\x80"),
        JR_STR_INIT("\xFE"),
        JR_STR_INIT("\xFF"),
        JR_STR_INIT("\xE4\x41\x41"), /* no continuation */
    };
    for (size_t i = 0; i < sizeof malformed / sizeof *malformed; i++) {
        char *copy = malloc(malformed[i].n);
        assert_non_null(copy);
        memcpy(copy, malformed[i].p, malformed[i].n);
        const jr_str s = {copy, malformed[i].n};
        size_t at = 0;
        assert_int_equal(jr_utf8_next(s, &at), JR_REPLACEMENT);
        assert_int_equal(at, 1);
        assert_int_equal(jr_utf8_valid(s), 0);
        free(copy);
    }
}

static void valid_prefix_ends_at_the_first_bad_character(void **state)
{
    (void)state;
    assert_int_equal(jr_utf8_valid(JR_STR("")), 0);
    assert_int_equal(jr_utf8_valid(JR_STR("a\tb\r\n\xC3\xA4")), 7);
    assert_int_equal(jr_utf8_valid(JR_STR("ab\0c")), 2);
    assert_int_equal(jr_utf8_valid(JR_STR("ab\x1F")), 2);
    assert_int_equal(jr_utf8_valid(JR_STR("\xC3\xA4\xEF\xBF\xBE")), 2); /* U+FFFE */
    assert_int_equal(jr_utf8_valid(JR_STR("x\xC3")), 1);
    assert_int_equal(jr_utf8_valid(JR_STR("éééaéaééé")), 16); /* past the first eight bytes, whole and torn */
    assert_int_equal(jr_utf8_valid(JR_STR("aéééé\xC1\x81éé")), 9);
    assert_int_equal(jr_utf8_valid(JR_STR("ééé\xC3\xC3\xA9éé")), 6);
    assert_int_equal(jr_utf8_valid(JR_STR("éééé\xA9ééé")), 8);
    assert_int_equal(jr_utf8_valid(JR_STR("éaé\x1Féééé")), 5);
    assert_int_equal(jr_utf8_valid(JR_STR("\x7F\xC2\x80")), 3); /* discouraged, but allowed */
}

static void length_counts_code_points_and_bad_bytes(void **state)
{
    (void)state;
    assert_int_equal(jr_utf8_length(JR_STR("a\xC3\xA4\xE4\xB8\xAD\xF0\x9F\x98\x80")), 4);
    assert_int_equal(jr_utf8_length(JR_STR("\xFF\xE4\xB8")), 3);
    assert_int_equal(jr_utf8_length((jr_str){NULL, 0}), 0);
}

static void characters_of_xml_are_those_of_its_production(void **state)
{
    (void)state;
    for (uint32_t c = 0; c < 0x20; c++)
        assert_int_equal(jr_is_xml_char(c), c == 9 || c == 10 || c == 13);
    assert_true(jr_is_xml_char(0x7F) && jr_is_xml_char(0xD7FF) && jr_is_xml_char(0xE000) && jr_is_xml_char(0xFFFD));
    assert_true(jr_is_xml_char(0x10000) && jr_is_xml_char(0x10FFFF) && jr_is_xml_char(0x1FFFE));
    assert_false(jr_is_xml_char(0xD800) || jr_is_xml_char(0xDFFF) || jr_is_xml_char(0xFFFE) || jr_is_xml_char(0xFFFF) ||
                 jr_is_xml_char(0x110000));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(every_code_point_comes_back),
        TEST(known_sequences_are_written),
        TEST(malformed_sequences_are_replaced_byte_by_byte),
        TEST(valid_prefix_ends_at_the_first_bad_character),
        TEST(length_counts_code_points_and_bad_bytes),
        TEST(characters_of_xml_are_those_of_its_production),
    };
    return RUN_TESTS(tests);
}
