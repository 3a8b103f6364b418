/* SPDX-License-Identifier: MIT */
#include "rates.h"

#include "base/lines.h"
#include "base/nearest.h"
#include "base/file.h"

enum { MOST_BYTES = 1 << 20, MOST_DIGITS = 9, MOST_PRICE = 1000000000 /* 100,000 a word */ };

jr_rates jr_rates_default(void)
{
    return (jr_rates){.tenths = {
#define X(band, name, least, rate) [JR_BAND_##band] = (rate)*10,
                          JR_BANDS(X)
#undef X
                      }};
}

uint64_t jr_rates_weigh(const jr_rates *rates, const jr_tally *tally)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < JR_BAND_COUNT; i++)
        sum += tally->bands[i].words * rates->tenths[i];
    return sum;
}

/* ---- Lines ---- */

typedef struct reader {
    jr_rates *rates;
    jr_span where;
    jr_diag *diag;
} reader;

/* What stands between a name and its value, as people and spreadsheets write it. */
static bool is_gap(char c)
{
    return jr_is_space(c) || c == ':' || c == '=' || c == ',' || c == ';';
}

static jr_str next_word(jr_str line, size_t *at)
{
    while (*at < line.n && is_gap(line.p[*at]))
        ++*at;
    const size_t begin = *at;
    while (*at < line.n && !is_gap(line.p[*at]))
        ++*at;
    return jr_str_sub(line, begin, *at);
}

/* A decimal number with at most `places` behind its point, as a whole number of the smallest: "12.5" is 125. */
static bool read_number(jr_str text, size_t places, uint64_t *ret_value)
{
    const size_t point = jr_str_find(text, 0, '.');
    const size_t behind = point < text.n ? text.n - point - 1 : 0;
    uint64_t value = 0;
    if (text.n == 0 || text.n > MOST_DIGITS || point == 0 || (point < text.n && behind == 0) || behind > places)
        return false;
    for (size_t i = 0; i < text.n; i++) {
        if (i == point)
            continue;
        if (!jr_is_digit(text.p[i]))
            return false;
        value = value * 10 + (uint64_t)(text.p[i] - '0');
    }
    for (size_t i = behind; i < places; i++)
        value *= 10;
    *ret_value = value;
    return true;
}

static bool read_price(reader *r, jr_str value, jr_str rest)
{
    if (!read_number(value, 4, &r->rates->price) || r->rates->price > MOST_PRICE || (rest.n && jr_is_digit(rest.p[0])))
        return jr_report(r->diag, JR_D_BAD_OPTION, &r->where,
                         "'%.*s %.*s' is no price of a word, such as 0.12 EUR (at most four decimal places)",
                         JR_FMT(value), JR_FMT(rest));
    r->rates->currency = rest;
    return true;
}

static bool report_name(reader *r, jr_str name)
{
    jr_nearest near = jr_nearest_start(name);
    for (jr_band band = 0; band < JR_BAND_COUNT; band++)
        jr_nearest_offer(&near, jr_band_name(band));
    jr_nearest_offer(&near, JR_STR("price"));
    if (near.best.n)
        return jr_report(r->diag, JR_D_BAD_OPTION, &r->where,
                         "no kind of words is called '%.*s' (did you mean '%.*s'?)", JR_FMT(name), JR_FMT(near.best));
    return jr_report(r->diag, JR_D_BAD_OPTION, &r->where,
                     "no kind of words is called '%.*s'; there are context, exact, repeated, elsewhere, 95-99, 85-94, "
                     "75-84, 50-74, new, and price",
                     JR_FMT(name));
}

static bool read_line(reader *r, jr_str line)
{
    size_t at = 0;
    line = jr_str_sub(line, 0, jr_str_find(line, 0, '#'));
    const jr_str name = next_word(line, &at);
    jr_str value = next_word(line, &at);
    const jr_str rest = next_word(line, &at);
    if (name.n == 0)
        return true;
    if (jr_str_eq_nocase(name, JR_STR("price")))
        return read_price(r, value, rest);
    jr_band band = 0;
    while (band < JR_BAND_COUNT && !jr_str_eq_nocase(name, jr_band_name(band)))
        band++;
    if (band == JR_BAND_COUNT)
        return report_name(r, name);
    if (jr_str_ends(value, JR_STR("%")))
        value.n--;
    uint64_t tenths;
    if (!read_number(value, 1, &tenths) || tenths > 10000 || (rest.n && !jr_str_eq(rest, JR_STR("%"))))
        return jr_report(r->diag, JR_D_BAD_OPTION, &r->where,
                         "'%.*s %.*s' is no rate in per cent, from 0 to 1000, such as 60 or 12.5", JR_FMT(value),
                         JR_FMT(rest));
    r->rates->tenths[band] = (uint32_t)tenths;
    return true;
}

bool jr_rates_read(jr_str path, jr_arena *arena, jr_diag *diag, jr_rates *ret_rates)
{
    jr_rates rates = jr_rates_default();
    reader r = {.rates = &rates, .where = {.file = jr_diag_file(diag, path)}, .diag = diag};
    jr_str bytes;
    bool ok = true;
    if (!jr_file_read(path, MOST_BYTES, r.where.file, arena, diag, &bytes))
        return false;
    size_t at = jr_str_starts(bytes, JR_STR("\xEF\xBB\xBF")) ? 3 : 0; /* as spreadsheets write it */
    for (; at < bytes.n; at = jr_line_next(bytes, at)) {
        r.where.line++;
        ok = read_line(&r, jr_str_sub(bytes, at, jr_line_end(bytes, at))) && ok;
    }
    if (ok)
        *ret_rates = rates;
    return ok;
}
