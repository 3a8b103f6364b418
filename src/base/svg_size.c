/* SPDX-License-Identifier: MIT */
#include "svg_size.h"

#define LARGEST 1e6

/* Behind the end of the next occurrence of `end`, or s.n. */
static size_t behind(jr_str s, size_t from, jr_str end)
{
    const size_t at = jr_str_search(s, from, end);
    return at < s.n ? at + end.n : s.n;
}

static size_t skip_space(jr_str s, size_t at)
{
    while (at < s.n && jr_is_space(s.p[at]))
        at++;
    return at;
}

/* Behind a document type declaration with its internal subset, if any. */
static size_t skip_doctype(jr_str s, size_t at)
{
    bool in_subset = false;
    while (at < s.n) {
        const char c = s.p[at];
        if (c == '"' || c == '\'')
            at = jr_str_find(s, at + 1, c);
        else if (jr_str_starts(jr_str_sub(s, at, s.n), JR_STR("<!--")))
            at = behind(s, at, JR_STR("-->")) - 1;
        else if (c == '[' || c == ']')
            in_subset = c == '[';
        else if (c == '>' && !in_subset)
            return at + 1;
        at++;
    }
    return s.n;
}

/* The byte behind the '<' of the first element, or s.n. */
static size_t find_root(jr_str s)
{
    size_t at = jr_str_starts(s, JR_STR("\xEF\xBB\xBF")) ? 3 : 0;
    for (;;) {
        at = skip_space(s, at);
        const jr_str rest = jr_str_sub(s, at, s.n);
        if (jr_str_starts(rest, JR_STR("<?")))
            at = behind(s, at, JR_STR("?>"));
        else if (jr_str_starts(rest, JR_STR("<!--")))
            at = behind(s, at + 4, JR_STR("-->"));
        else if (jr_str_starts(rest, JR_STR("<!DOCTYPE")))
            at = skip_doctype(s, at + 9);
        else
            return at < s.n && s.p[at] == '<' ? at + 1 : s.n;
    }
}

static bool ends_name(char c)
{
    return jr_is_space(c) || c == '=' || c == '/' || c == '>' || c == '<' || c == '"' || c == '\'';
}

static jr_str read_name(jr_str s, size_t *at)
{
    const size_t begin = *at;
    while (*at < s.n && !ends_name(s.p[*at]))
        ++*at;
    return jr_str_sub(s, begin, *at);
}

/* The next attribute of a tag; false at its end, or where it is damaged (*at is then before no '>' or '/'). */
static bool read_attribute(jr_str s, size_t *at, jr_str *ret_name, jr_str *ret_value)
{
    *at = skip_space(s, *at);
    const jr_str name = read_name(s, at);
    if (name.n == 0)
        return false;
    size_t i = skip_space(s, *at);
    if (i == s.n || s.p[i] != '=')
        return false;
    i = skip_space(s, i + 1);
    if (i == s.n || (s.p[i] != '"' && s.p[i] != '\''))
        return false;
    const size_t end = jr_str_find(s, i + 1, s.p[i]);
    if (end == s.n)
        return false;
    *at = end + 1;
    *ret_name = name;
    *ret_value = jr_str_trim(jr_str_sub(s, i + 1, end));
    return true;
}

/* A number of CSS at *at, which moves behind it. False: none. */
static bool read_number(jr_str s, size_t *at, double *ret_number)
{
    size_t i = *at;
    bool negative = false;
    if (i < s.n && (s.p[i] == '+' || s.p[i] == '-'))
        negative = s.p[i++] == '-';
    const size_t digits = i;
    double number = 0, scale = 1;
    for (; i < s.n && jr_is_digit(s.p[i]); i++)
        number = number * 10 + (s.p[i] - '0');
    bool any = i > digits;
    if (i + 1 < s.n && s.p[i] == '.' && jr_is_digit(s.p[i + 1]))
        for (any = true, i++; i < s.n && jr_is_digit(s.p[i]); i++) {
            scale /= 10;
            number += (s.p[i] - '0') * scale;
        }
    if (!any)
        return false;
    if (i + 1 < s.n && jr_lower(s.p[i]) == 'e' && (jr_is_digit(s.p[i + 1]) || s.p[i + 1] == '-' || s.p[i + 1] == '+')) {
        const bool down = s.p[i + 1] == '-';
        size_t e = i + (jr_is_digit(s.p[i + 1]) ? 1u : 2u);
        unsigned exponent = 0;
        if (e < s.n && jr_is_digit(s.p[e])) { /* else it is the unit em or ex */
            for (; e < s.n && jr_is_digit(s.p[e]); e++)
                exponent = exponent < 100 ? exponent * 10 + (unsigned)(s.p[e] - '0') : exponent;
            while (exponent-- > 0)
                number = down ? number / 10 : number * 10;
            i = e;
        }
    }
    *at = i;
    *ret_number = negative ? -number : number;
    return true;
}

static bool is_size(double number)
{
    return number > 0 && number <= LARGEST;
}

/* A length in pixels (CSS Values 4 §6); 0 where it is none, relative to something unknown, or out of all proportion. */
static double read_length(jr_str s)
{
    static const struct {
        jr_str unit;
        double pixels;
    } units[] = {
        {JR_STR_INIT(""), 1},
        {JR_STR_INIT("px"), 1},
        {JR_STR_INIT("pt"), 96.0 / 72},
        {JR_STR_INIT("pc"), 16},
        {JR_STR_INIT("in"), 96},
        {JR_STR_INIT("em"), 16},
        {JR_STR_INIT("mm"), 96.0 / 25.4},
        {JR_STR_INIT("ex"), 8},
        {JR_STR_INIT("cm"), 96 / 2.54},
        {JR_STR_INIT("rem"), 16},
        {JR_STR_INIT("q"), 96.0 / 101.6},
        {JR_STR_INIT("ch"), 8},
    };
    size_t at = 0;
    double number;
    if (!read_number(s, &at, &number))
        return 0;
    const jr_str unit = jr_str_sub(s, at, s.n);
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (jr_str_eq_nocase(unit, units[i].unit)) {
            const double pixels = number * units[i].pixels;
            return is_size(pixels) ? pixels : 0;
        }
    return 0;
}

/* The last two numbers of a viewBox (SVG 2 §8.6); untouched where it has not four, or they are no size. */
static void read_view_box(jr_str s, double *width, double *height)
{
    double numbers[4];
    size_t at = 0;
    for (size_t i = 0; i < 4; i++) {
        while (at < s.n && (jr_is_space(s.p[at]) || s.p[at] == ','))
            at++;
        if (!read_number(s, &at, &numbers[i]))
            return;
    }
    if (is_size(numbers[2]) && is_size(numbers[3])) {
        *width = numbers[2];
        *height = numbers[3];
    }
}

bool jr_svg_size(jr_str s, double *ret_width, double *ret_height)
{
    size_t at = find_root(s);
    jr_str name = read_name(s, &at), value;
    const size_t colon = jr_str_find(name, 0, ':');
    if (!jr_str_eq(colon < name.n ? jr_str_sub(name, colon + 1, name.n) : name, JR_STR("svg")))
        return false;
    double width = 0, height = 0, box_width = 0, box_height = 0;
    while (read_attribute(s, &at, &name, &value)) {
        if (jr_str_eq(name, JR_STR("width")))
            width = read_length(value);
        else if (jr_str_eq(name, JR_STR("height")))
            height = read_length(value);
        else if (jr_str_eq(name, JR_STR("viewBox")))
            read_view_box(value, &box_width, &box_height);
    }
    at = skip_space(s, at);
    if (at == s.n || (s.p[at] != '>' && s.p[at] != '/'))
        return false;
    if (width == 0 && height == 0) {
        width = box_width > 0 ? box_width : 300;
        height = box_height > 0 ? box_height : 150;
    } else if (width == 0) {
        width = box_height > 0 ? height * box_width / box_height : 300;
    } else if (height == 0) {
        height = box_width > 0 ? width * box_height / box_width : 150;
    }
    if (!is_size(width) || !is_size(height))
        return false;
    *ret_width = width;
    *ret_height = height;
    return true;
}
