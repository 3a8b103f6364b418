/* SPDX-License-Identifier: MIT */
/* Properties of characters, by tables of the Unicode Character Database. */
#include <jerome/str.h>

#include "unicode_tables.h"

bool jr_is_word(uint32_t c)
{
    return c < 0x110000 && (word_bits[word_block[c >> 8]][c >> 6 & 3] >> (c & 63) & 1) != 0;
}

uint32_t jr_to_lower(uint32_t c)
{
    return c < LOWER_LIMIT ? c + (uint32_t)lower_distance[lower_kind[lower_block[c >> 7]][c & 127]] : c;
}

bool jr_is_white(uint32_t c)
{
    if (c < 0x1680)
        return (c >= '\t' && c <= '\r') || c == ' ' || c == 0x85 || c == 0xA0;
    return c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
           c == 0x3000;
}

bool jr_is_cjk(uint32_t c)
{
    /* Blocks of the Unicode Standard, in order. */
    static const struct {
        uint32_t first, last;
    } blocks[] = {
        {0x1100, 0x11FF},   /* Hangul Jamo */
        {0x2E80, 0x2FDF},   /* CJK Radicals Supplement, Kangxi Radicals */
        {0x2FF0, 0x303F},   /* Ideographic Description Characters, CJK Symbols and Punctuation */
        {0x3040, 0x319F},   /* Hiragana, Katakana, Bopomofo, Hangul Compatibility Jamo, Kanbun, Bopomofo Extended */
        {0x31A0, 0x4DBF},   /* CJK Strokes to CJK Unified Ideographs Extension A */
        {0x4E00, 0x9FFF},   /* CJK Unified Ideographs */
        {0xA960, 0xA97F},   /* Hangul Jamo Extended-A */
        {0xAC00, 0xD7FF},   /* Hangul Syllables, Hangul Jamo Extended-B */
        {0xF900, 0xFAFF},   /* CJK Compatibility Ideographs */
        {0xFE30, 0xFE4F},   /* CJK Compatibility Forms */
        {0xFF00, 0xFFEF},   /* Halfwidth and Fullwidth Forms */
        {0x1AFF0, 0x1B16F}, /* Kana Extended-B, Kana Supplement, Kana Extended-A, Small Kana Extension */
        {0x1F200, 0x1F2FF}, /* Enclosed Ideographic Supplement */
        {0x20000, 0x3FFFF}, /* the planes of ideographs */
    };
    if (c < blocks[0].first)
        return false;
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks && c >= blocks[i].first; i++)
        if (c <= blocks[i].last)
            return true;
    return false;
}
