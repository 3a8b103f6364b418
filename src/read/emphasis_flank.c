/* SPDX-License-Identifier: MIT */
/* CommonMark asks for a space or punctuation outside of emphasis that begins or ends with punctuation. CJK text has no spaces:
   in `请选择**“设置”**后` the asterisks would be text. What is written without spaces is meant as emphasis where
   what it begins with can begin, and what it ends with can end, a piece of text. */
#include "emphasis_flank.h"

struct range {
    uint32_t first, last;
};

static bool is_among(uint32_t c, const struct range *ranges, size_t n)
{
    for (size_t i = 0; i < n && c >= ranges[i].first; i++)
        if (c <= ranges[i].last)
            return true;
    return false;
}
#define AMONG(c, ranges) is_among(c, ranges, sizeof(ranges) / sizeof *(ranges))

/* ASCII punctuation (CommonMark 0.29 §2.1) and the categories P* of Latin-1, General Punctuation and the CJK blocks. */
static bool is_punctuation(uint32_t c)
{
    static const struct range ranges[] = {
        {'!', '/'},       {':', '@'},       {'[', '`'},       {'{', '~'},       {0xA1, 0xA1},     {0xA7, 0xA7},
        {0xAB, 0xAB},     {0xB6, 0xB7},     {0xBB, 0xBB},     {0xBF, 0xBF},     {0x2010, 0x2027}, {0x2030, 0x2043},
        {0x2045, 0x2051}, {0x2053, 0x205E}, {0x3001, 0x3003}, {0x3008, 0x3011}, {0x3014, 0x301F}, {0x3030, 0x3030},
        {0x303D, 0x303D}, {0x30A0, 0x30A0}, {0x30FB, 0x30FB}, {0xFE10, 0xFE19}, {0xFE30, 0xFE52}, {0xFE54, 0xFE61},
        {0xFF01, 0xFF03}, {0xFF05, 0xFF0A}, {0xFF0C, 0xFF0F}, {0xFF1A, 0xFF1B}, {0xFF1F, 0xFF20}, {0xFF3B, 0xFF3D},
        {0xFF3F, 0xFF3F}, {0xFF5B, 0xFF5B}, {0xFF5D, 0xFF5D}, {0xFF5F, 0xFF65},
    };
    return AMONG(c, ranges);
}

/* Brackets and quotation marks that begin something. */
static bool is_opening(uint32_t c)
{
    static const struct range ranges[] = {
        {'(', '('},       {'[', '['},       {'{', '{'},       {0xA1, 0xA1},     {0xAB, 0xAB},     {0xBF, 0xBF},
        {0x2018, 0x2018}, {0x201A, 0x201C}, {0x201E, 0x201F}, {0x2039, 0x2039}, {0x3008, 0x3008}, {0x300A, 0x300A},
        {0x300C, 0x300C}, {0x300E, 0x300E}, {0x3010, 0x3010}, {0x3014, 0x3014}, {0x3016, 0x3016}, {0x3018, 0x3018},
        {0x301A, 0x301A}, {0x301D, 0x301D}, {0xFF08, 0xFF08}, {0xFF3B, 0xFF3B}, {0xFF5B, 0xFF5B}, {0xFF5F, 0xFF5F},
        {0xFF62, 0xFF62},
    };
    return AMONG(c, ranges);
}

/* Those that end something, and what ends or parts sentences. */
static bool is_closing(uint32_t c)
{
    static const struct range ranges[] = {
        {'!', '!'},       {')', ')'},       {',', ','},       {'.', '.'},       {':', ';'},       {'?', '?'},
        {']', ']'},       {'}', '}'},       {0xBB, 0xBB},     {0x2019, 0x2019}, {0x201D, 0x201D}, {0x2026, 0x2026},
        {0x203A, 0x203A}, {0x3001, 0x3002}, {0x3009, 0x3009}, {0x300B, 0x300B}, {0x300D, 0x300D}, {0x300F, 0x300F},
        {0x3011, 0x3011}, {0x3015, 0x3015}, {0x3017, 0x3017}, {0x3019, 0x3019}, {0x301B, 0x301B}, {0x301E, 0x301F},
        {0x30FB, 0x30FB}, {0xFF01, 0xFF01}, {0xFF09, 0xFF09}, {0xFF0C, 0xFF0C}, {0xFF0E, 0xFF0E}, {0xFF1A, 0xFF1B},
        {0xFF1F, 0xFF1F}, {0xFF3D, 0xFF3D}, {0xFF5D, 0xFF5D}, {0xFF60, 0xFF61}, {0xFF63, 0xFF65},
    };
    return AMONG(c, ranges);
}

/* The marks that Chinese has in common with the languages of Europe. */
static bool is_quotation_mark(uint32_t c)
{
    return c == 0x2018 || c == 0x2019 || c == 0x201C || c == 0x201D || c == 0x2026;
}

/* ---- What stands on one side of a run, seen from it ---- */

struct side {
    uint32_t near, far; /* the first and second character; a space where the line ends */
    uint32_t word;      /* the first that is no white space */
};

static uint32_t next_of(jr_str s, size_t *at, size_t end)
{
    return *at < end ? jr_utf8_next(jr_str_sub(s, 0, end), at) : ' ';
}

static uint32_t before(jr_str s, size_t line, size_t *at)
{
    if (*at <= line)
        return ' ';
    while (--*at > line && ((unsigned char)s.p[*at] & 0xC0) == 0x80)
        ;
    size_t i = *at;
    return jr_utf8_next(s, &i);
}

static struct side right_of(jr_str s, size_t at, size_t line_end)
{
    struct side side = {.near = next_of(s, &at, line_end)};
    side.far = next_of(s, &at, line_end);
    side.word = jr_is_white(side.near) ? side.far : side.near;
    while (jr_is_white(side.word) && at < line_end)
        side.word = next_of(s, &at, line_end);
    return side;
}

static struct side left_of(jr_str s, size_t line, size_t at)
{
    struct side side = {.near = before(s, line, &at)};
    side.far = before(s, line, &at);
    side.word = jr_is_white(side.near) ? side.far : side.near;
    while (jr_is_white(side.word) && at > line)
        side.word = before(s, line, &at);
    return side;
}

static bool is_cjk_mark(const struct side *side)
{
    return jr_is_cjk(side->near) || (is_quotation_mark(side->near) && jr_is_cjk(side->far));
}

/* CommonMark's rule for one side: `in` is what the emphasis would hold. */
static bool flanks(const struct side *in, const struct side *out)
{
    return !jr_is_white(in->near) &&
           (!is_punctuation(in->near) || jr_is_white(out->near) || is_punctuation(out->near));
}

static bool is_beside_cjk(const struct side *in, const struct side *out)
{
    return is_punctuation(in->near) && (is_cjk_mark(in) || jr_is_cjk(out->near));
}

/* What begins a piece of text: ".NET" does, "." does not. */
static bool begins(const struct side *in)
{
    return !is_closing(in->near) || (in->near == '.' && jr_is_word(in->far));
}

jr_flank jr_emphasis_flank(jr_str s, size_t line, size_t begin, size_t end, size_t line_end)
{
    const struct side left = left_of(s, line, begin), right = right_of(s, end, line_end);
    const bool cjk = jr_is_cjk(left.word) || jr_is_cjk(left.far) || jr_is_cjk(right.word);
    jr_flank flank = {
        .open = flanks(&right, &left),
        .close = flanks(&left, &right),
        .hollow = cjk && (end - begin) % 4 == 0 && (jr_is_white(right.near) || is_closing(right.near)),
    };
    flank.wide_open = !flank.open && is_beside_cjk(&right, &left) && begins(&right);
    flank.wide_close = !flank.close && is_beside_cjk(&left, &right) && !is_opening(left.near);
    flank.open = !flank.hollow && (flank.open || flank.wide_open);
    flank.close = flank.close || flank.wide_close;
    return flank;
}
