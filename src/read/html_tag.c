/* SPDX-License-Identifier: MIT */
#include "html_tag.h"

#include <jerome/buf.h>

#include "codec/html_in.h"

static bool is_name_char(char c)
{
    return jr_is_alnum(c) || c == '-' || c == ':' || c == '_' || c == '.';
}

/* The end of a piece that `close` ends, or of the text where nothing does. */
static size_t end_of(jr_str html, size_t from, jr_str close)
{
    const size_t at = jr_str_search(html, from, close);
    return at < html.n ? at + close.n : html.n;
}

/* The index of the '>' that ends the tag whose name ends at `at`; html.n: none. A '>' in a quoted value ends no tag. */
static size_t tag_end(jr_tag_reader *r, size_t at)
{
    for (; at < r->html.n; at++) {
        const char c = r->html.p[at];
        if (c == '>')
            return at;
        if (c != '"' && c != '\'')
            continue;
        bool *none = &r->no_quote[c == '"'];
        if (*none)
            continue;
        const size_t close = jr_str_find(r->html, at + 1, c);
        if (close < r->html.n)
            at = close;
        else
            *none = true;
    }
    return at;
}

static bool read_tag(jr_tag_reader *r, jr_tag *tag)
{
    const jr_str html = r->html;
    const bool close = r->at + 1 < html.n && html.p[r->at + 1] == '/';
    const size_t name = r->at + 1 + close;
    if (r->no_end || name >= html.n || !jr_is_alpha(html.p[name]))
        return false;
    size_t at = name;
    while (at < html.n && is_name_char(html.p[at]))
        at++;
    const size_t end = tag_end(r, at);
    if (end >= html.n) {
        r->no_end = true;
        return false;
    }
    tag->type = close ? JR_TAG_CLOSE : JR_TAG_OPEN;
    tag->name = jr_str_sub(html, name, at);
    tag->attrs = jr_str_sub(html, at, end);
    tag->whole = jr_str_sub(html, r->at, end + 1);
    return true;
}

/* A piece that starts with "<!" or "<?" (CommonMark 0.29 §6.10). */
static bool read_markup(jr_tag_reader *r, jr_tag *tag)
{
    static const struct {
        jr_str open, close;
        jr_tag_type type;
    } kinds[] = {
        {JR_STR_INIT("<!--"), JR_STR_INIT("-->"), JR_TAG_COMMENT},
        {JR_STR_INIT("<?"), JR_STR_INIT("?>"), JR_TAG_OTHER},
        {JR_STR_INIT("<![CDATA["), JR_STR_INIT("]]>"), JR_TAG_OTHER},
        {JR_STR_INIT("<!"), JR_STR_INIT(">"), JR_TAG_OTHER},
    };
    const jr_str rest = jr_str_sub(r->html, r->at, r->html.n);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (!jr_str_starts(rest, kinds[i].open))
            continue;
        tag->type = kinds[i].type;
        tag->whole = jr_str_sub(rest, 0, end_of(rest, kinds[i].open.n, kinds[i].close));
        return true;
    }
    return false;
}

bool jr_tag_next(jr_tag_reader *r, jr_tag *tag)
{
    if (r->at >= r->html.n)
        return false;
    *tag = (jr_tag){.type = JR_TAG_TEXT};
    if (r->html.p[r->at] != '<' || (!read_markup(r, tag) && !read_tag(r, tag)))
        tag->whole = jr_str_sub(r->html, r->at, jr_str_find(r->html, r->at + 1, '<'));
    r->at += tag->whole.n;
    return true;
}

bool jr_tag_attribute(jr_str s, size_t *at, jr_str *ret_name, jr_str *ret_value)
{
    size_t i = *at;
    while (i < s.n && (jr_is_space(s.p[i]) || s.p[i] == '/'))
        i++;
    const size_t name = i;
    while (i < s.n && !jr_is_space(s.p[i]) && s.p[i] != '/' && (s.p[i] != '=' || i == name))
        i++;
    if (i == name)
        return false;
    *ret_name = jr_str_sub(s, name, i);
    *ret_value = (jr_str){"", 0};
    *at = i;
    while (i < s.n && jr_is_space(s.p[i]))
        i++;
    if (i == s.n || s.p[i] != '=')
        return true;
    i++;
    while (i < s.n && jr_is_space(s.p[i]))
        i++;
    const size_t value = i;
    if (i < s.n && (s.p[i] == '"' || s.p[i] == '\'')) {
        const size_t close = jr_str_find(s, i + 1, s.p[i]);
        *ret_value = jr_str_sub(s, value + 1, close);
        *at = close < s.n ? close + 1 : close;
        return true;
    }
    while (i < s.n && !jr_is_space(s.p[i]))
        i++;
    *ret_value = jr_str_sub(s, value, i);
    *at = i;
    return true;
}

/* ---- Character references ---- */

/* HTML Standard 13.2.5.80: what numbers 0x80 to 0x9F stand for (0: themselves). */
static const uint16_t windows_1252[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
    0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178,
};

static uint32_t digit_value(char c, uint32_t base)
{
    const char low = jr_lower(c);
    if (jr_is_digit(c))
        return (uint32_t)(c - '0');
    return base == 16 && low >= 'a' && low <= 'f' ? (uint32_t)(low - 'a') + 10 : 99;
}

/* The code point of "&#123" or "&#x7B" at s.p[at] ('#'); moves *at behind it. 0: no reference. */
static uint32_t numeric_reference(jr_str s, size_t *at)
{
    size_t i = *at + 1;
    const uint32_t base = i < s.n && jr_lower(s.p[i]) == 'x' ? 16 : 10;
    i += base == 16;
    const size_t first = i;
    uint32_t c = 0;
    for (; i < s.n && digit_value(s.p[i], base) < base; i++)
        c = c > 0x10FFFF ? c : c * base + digit_value(s.p[i], base);
    if (i == first)
        return 0;
    *at = i + (i < s.n && s.p[i] == ';');
    if (c >= 0x80 && c < 0xA0 && windows_1252[c - 0x80])
        c = windows_1252[c - 0x80];
    return jr_is_xml_char(c) ? c : JR_REPLACEMENT;
}

/* The code point of "amp;" at s.p[*at]; moves *at behind it. 0: no reference. */
static uint32_t named_reference(jr_diag *diag, jr_str s, size_t *at)
{
    static const struct {
        jr_str name;
        uint32_t c;
    } common[] = {
        {JR_STR_INIT("amp"), '&'},  {JR_STR_INIT("lt"), '<'},     {JR_STR_INIT("gt"), '>'},
        {JR_STR_INIT("quot"), '"'}, {JR_STR_INIT("nbsp"), 0xA0},  {JR_STR_INIT("apos"), '\''},
        {JR_STR_INIT("copy"), 0xA9}, {JR_STR_INIT("reg"), 0xAE}, {JR_STR_INIT("trade"), 0x2122},
    };
    size_t end = *at;
    while (end < s.n && end - *at < 32 && jr_is_alnum(s.p[end]))
        end++;
    if (end == s.n || s.p[end] != ';' || end == *at)
        return 0;
    const jr_str name = jr_str_sub(s, *at, end);
    uint32_t c = 0;
    for (size_t i = 0; i < sizeof common / sizeof *common && !c; i++)
        c = jr_str_eq(name, common[i].name) ? common[i].c : 0;
    if (!c)
        c = jr_html_entity(name, diag);
    if (c)
        *at = end + 1;
    return c;
}

jr_str jr_html_decode(jr_arena *arena, jr_diag *diag, jr_str s)
{
    size_t at = jr_str_find(s, 0, '&');
    if (at == s.n)
        return s;
    jr_buf out = {0};
    size_t begin = 0;
    while (at < s.n) {
        size_t next = at + 1;
        const uint32_t c = next < s.n && s.p[next] == '#' ? numeric_reference(s, &next) : named_reference(diag, s, &next);
        if (c) {
            jr_put(&out, jr_str_sub(s, begin, at));
            jr_put_utf8(&out, c);
            begin = next;
        }
        at = jr_str_find(s, next, '&');
    }
    jr_put(&out, jr_str_sub(s, begin, s.n));
    return jr_buf_take(&out, arena);
}
