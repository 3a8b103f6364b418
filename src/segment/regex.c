/* SPDX-License-Identifier: MIT */
#include "regex.h"

#include <unicode/uregex.h>

#include "base/lazy.h"

/* clang-format off */
#define REGEX_SYMBOLS(X) X(uregex_open) X(uregex_close) X(uregex_setText) X(uregex_findNext) X(uregex_end) \
    X(uregex_matches) X(uregex_setTimeLimit) X(uregex_setStackLimit)
#define COMMON_SYMBOLS(X) X(u_errorName)
/* clang-format on */
JR_LAZY_LIBRARY(lib, JR_LIBICUI18N, REGEX_SYMBOLS)
JR_LAZY_LIBRARY(common, JR_LIBICUUC, COMMON_SYMBOLS)

/* In ICU's units, of 10,000 steps each: for any text, and one more for so many units of it. A limit that grows with the
   text is still linear. */
enum { TIME_LIMIT = 100, UNITS_FOR_ONE = 1000, STACK_LIMIT = 8 << 20 };

_Static_assert(sizeof(UChar) == sizeof(uint16_t), "ICU's UTF-16 is that of jr_regex_text");

jr_regex_text jr_regex_text_of(jr_str text, jr_arena *arena)
{
    uint16_t *units = jr_arena_array(arena, uint16_t, text.n + 1);
    size_t *bytes = jr_arena_array(arena, size_t, text.n + 1);
    size_t n = 0;
    for (size_t at = 0; at < text.n;) {
        const size_t begin = at;
        const uint32_t c = jr_utf8_next(text, &at);
        bytes[n] = begin;
        if (c >= 0x10000) {
            units[n++] = (uint16_t)(0xD7C0 + (c >> 10));
            bytes[n] = begin;
            units[n++] = (uint16_t)(0xDC00 | (c & 0x3FF));
        } else {
            units[n++] = (uint16_t)c;
        }
    }
    bytes[n] = text.n;
    return (jr_regex_text){units, bytes, n};
}

/* ICU's regular expression is opaque to all others. */
static URegularExpression *of(jr_regex *regex)
{
    return (URegularExpression *)(void *)regex;
}

bool jr_regex_open(jr_str pattern, bool fold_case, jr_diag *diag, const char **ret_error, jr_regex **ret_regex)
{
    if (!load_lib(diag) || !load_common(diag))
        return false;
    jr_arena *arena = jr_arena_create();
    const jr_regex_text text = jr_regex_text_of(pattern, arena);
    UErrorCode error = U_ZERO_ERROR;
    UParseError where;
    /* An empty pattern is refused by uregex_open: this one is as empty. */
    static const UChar empty[] = {'(', '?', ':', ')'};
    URegularExpression *regex =
        lib.uregex_open(text.n ? (const UChar *)text.units : empty, text.n ? (int32_t)text.n : 4,
                        fold_case ? UREGEX_CASE_INSENSITIVE : 0, &where, &error);
    jr_arena_destroy(arena);
    if (U_SUCCESS(error))
        lib.uregex_setStackLimit(regex, STACK_LIMIT, &error);
    if (U_SUCCESS(error)) {
        *ret_regex = (jr_regex *)(void *)regex;
        return true;
    }
    lib.uregex_close(regex);
    if (ret_error)
        *ret_error = common.u_errorName(error);
    return false;
}

void jr_regex_close(jr_regex *regex)
{
    if (regex)
        lib.uregex_close(of(regex));
}

void jr_regex_start(jr_regex *regex, const jr_regex_text *text)
{
    UErrorCode error = U_ZERO_ERROR;
    lib.uregex_setTimeLimit(of(regex), (int32_t)(TIME_LIMIT + text->n / UNITS_FOR_ONE), &error);
    lib.uregex_setText(of(regex), (const UChar *)text->units, (int32_t)text->n, &error);
}

bool jr_regex_next(jr_regex *regex, size_t *ret_end, const char **ret_error)
{
    UErrorCode error = U_ZERO_ERROR;
    const bool found = lib.uregex_findNext(of(regex), &error);
    if (found && U_SUCCESS(error))
        *ret_end = (size_t)lib.uregex_end(of(regex), 0, &error);
    if (U_FAILURE(error))
        *ret_error = common.u_errorName(error);
    return found && U_SUCCESS(error);
}

bool jr_regex_matches(jr_regex *regex)
{
    UErrorCode error = U_ZERO_ERROR;
    return lib.uregex_matches(of(regex), -1, &error) && U_SUCCESS(error);
}
