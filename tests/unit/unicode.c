/* SPDX-License-Identifier: MIT */
#include "test.h"

static void words_are_letters_marks_digits_and_connectors(void **state)
{
    (void)state;
    static const uint32_t words[] = {'a',    'Z',    '0',    '_',     0xAA,    0xC4,    0x0301,
                                     0x0416, 0x05D0, 0x0663, 0x0903,  0x2160,  0x203F,  0x3042,
                                     0x4E2D, 0xAC00, 0xFF10, 0x1D7CE, 0x20000, 0x3134A, 0xE0100};
    static const uint32_t others[] = {0,      ' ',    '-',    '.',     '$',      0x7F,     0xA0,      0xAB,
                                      0xB2,   0xD7,   0x2013, 0x200B,  0x2460,   0x3000,   0x3002,    0xD800,
                                      0xE000, 0xFFFD, 0xFFFF, 0x1F600, 0x10FFFF, 0x110000, 0xFFFFFFFF};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (!jr_is_word(words[i]))
            fail_msg("U+%04X is a word character", words[i]);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (jr_is_word(others[i]))
            fail_msg("U+%04X is no word character", others[i]);
}

static void lower_case_is_the_simple_mapping(void **state)
{
    (void)state;
    static const uint32_t pairs[][2] = {
        {'A', 'a'},           {'z', 'z'},
        {'[', '['},           {0xC4, 0xE4},
        {0xD7, 0xD7},         {0x130, 0x69},
        {0x178, 0xFF},        {0x1C5, 0x1C6},
        {0x3A3, 0x3C3},       {0x416, 0x436},
        {0x1E9E, 0xDF},       {0x2126, 0x3C9},
        {0x212A, 0x6B},       {0x10A0, 0x2D00},
        {0xAB70, 0xAB70},     {0x13A0, 0xAB70},
        {0xFF21, 0xFF41},     {0x10400, 0x10428},
        {0x1E921, 0x1E943},   {0x4E2D, 0x4E2D},
        {0x10FFFF, 0x10FFFF}, {0xFFFFFFFF, 0xFFFFFFFF},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        assert_int_equal(jr_to_lower(pairs[i][0]), pairs[i][1]);
}

static void lower_case_is_stable(void **state)
{
    (void)state;
    for (uint32_t c = 0; c < 0x110000; c++)
        if (jr_to_lower(jr_to_lower(c)) != jr_to_lower(c))
            fail_msg("U+%04X has a lower case with a lower case", c);
}

static void white_space_is_the_unicode_property(void **state)
{
    (void)state;
    size_t count = 0;
    for (uint32_t c = 0; c < 0x110000; c++)
        count += jr_is_white(c);
    assert_int_equal(count, 25);
    assert_true(jr_is_white('\t') && jr_is_white(0x85) && jr_is_white(0x2029) && jr_is_white(0x3000));
    assert_false(jr_is_white(0x200B) || jr_is_white(0xFEFF) || jr_is_white(0x180E));
}

static void cjk_is_what_east_asian_fonts_draw(void **state)
{
    (void)state;
    static const uint32_t cjk[] = {0x1100, 0x3000, 0x3001, 0x3042, 0x30AB,  0x3105,  0x4E00,  0x9FFF, 0xAC00,
                                   0xD7A3, 0xF900, 0xFF01, 0xFFE5, 0x1B000, 0x20000, 0x2FA1D, 0x31350};
    static const uint32_t others[] = {'A',    0xE4,   0x416,  0x5D0,  0x10A0, 0x1200,  0x2014,  0x4DC0,    0xA000,
                                      0xD800, 0xE000, 0xFB00, 0xFE00, 0xFFFD, 0x1F600, 0x40000, 0xFFFFFFFF};
    for (size_t i = 0; i < sizeof cjk / sizeof *cjk; i++)
        if (!jr_is_cjk(cjk[i]))
            fail_msg("U+%04X is CJK", cjk[i]);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (jr_is_cjk(others[i]))
            fail_msg("U+%04X is not CJK", others[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(words_are_letters_marks_digits_and_connectors),
        TEST(lower_case_is_the_simple_mapping),
        TEST(lower_case_is_stable),
        TEST(white_space_is_the_unicode_property),
        TEST(cjk_is_what_east_asian_fonts_draw),
    };
    return RUN_TESTS(tests);
}
