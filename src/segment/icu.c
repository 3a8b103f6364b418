/* SPDX-License-Identifier: MIT */
#include "icu.h"

#include <stdlib.h>

#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unicode/utext.h>

#include "base/lazy.h"

/* clang-format off */
#define ICU_SYMBOLS(X) X(ubrk_open) X(ubrk_close) X(ubrk_setUText) X(ubrk_next) X(ubrk_getRuleStatus) \
    X(utext_openUTF8) X(utext_close) X(u_ispunct) X(unorm2_getNFCInstance) X(unorm2_getNFDInstance) \
    X(unorm2_normalize) X(u_strFoldCase) X(u_strFromUTF8) X(u_strToUTF8) X(u_strFromUTF8WithSub) X(u_strToUTF8WithSub) \
    X(u_errorName)
/* clang-format on */
JR_LAZY_LIBRARY(lib, JR_LIBICUUC, ICU_SYMBOLS)

#define LOCALE_MAX 64 /* a longer tag is cut: what counts is at its start */

struct jr_icu {
    UBreakIterator *breaks;
    UText *text;
};

static const struct {
    UBreakIteratorType type;
    const char *name;
} units[] = {
    [JR_ICU_SENTENCE] = {UBRK_SENTENCE, "sentence"},
    [JR_ICU_WORD] = {UBRK_WORD, "word"},
};

bool jr_icu_open(jr_icu_unit unit, jr_str lang, jr_diag *diag, jr_icu **ret_icu)
{
    if (!load_lib(diag))
        return false;
    char locale[LOCALE_MAX] = "";
    memcpy(locale, lang.p, lang.n < sizeof locale ? lang.n : sizeof locale - 1);
    UErrorCode error = U_ZERO_ERROR;
    UBreakIterator *breaks = lib.ubrk_open(units[unit].type, locale, NULL, 0, &error);
    if (U_FAILURE(error))
        return jr_report(diag, JR_D_INTERNAL, NULL, "ICU has no %s boundaries: %s", units[unit].name,
                         lib.u_errorName(error));
    jr_icu *icu = calloc(1, sizeof *icu);
    if (!icu)
        jr_out_of_memory(sizeof *icu);
    icu->breaks = breaks;
    *ret_icu = icu;
    return true;
}

void jr_icu_close(jr_icu *icu)
{
    if (!icu)
        return;
    lib.ubrk_close(icu->breaks);
    if (icu->text)
        lib.utext_close(icu->text);
    free(icu);
}

bool jr_icu_set(jr_icu *icu, jr_str text)
{
    UErrorCode error = U_ZERO_ERROR;
    icu->text = lib.utext_openUTF8(icu->text, text.p, (int64_t)text.n, &error);
    lib.ubrk_setUText(icu->breaks, icu->text, &error);
    return U_SUCCESS(error);
}

bool jr_icu_next(jr_icu *icu, size_t *ret_at)
{
    const int32_t at = lib.ubrk_next(icu->breaks);
    if (at == UBRK_DONE)
        return false;
    *ret_at = (size_t)at;
    return true;
}

bool jr_icu_is_word(const jr_icu *icu)
{
    return lib.ubrk_getRuleStatus(icu->breaks) >= UBRK_WORD_NONE_LIMIT;
}

bool jr_icu_is_punctuation(uint32_t c)
{
    return lib.u_ispunct((UChar32)c);
}

/* By way of UTF-16, of which a text in UTF-8 has at most as many units as bytes; NFC has at most three times as many
   (UAX #15 §9), each of at most three bytes. */
bool jr_icu_normalise(jr_str text, jr_buf *out)
{
    enum { GROWTH = 3, BYTES = 3, MOST = INT32_MAX / (GROWTH * BYTES) };
    if (text.n > MOST)
        return false;
    UErrorCode error = U_ZERO_ERROR;
    const UNormalizer2 *nfc = lib.unorm2_getNFCInstance(&error);
    const int32_t n = (int32_t)text.n, room = n * GROWTH;
    UChar *wide = malloc((size_t)(n + room + 1) * sizeof *wide);
    if (!wide)
        jr_out_of_memory((size_t)(n + room + 1) * sizeof *wide);
    int32_t length = 0, bytes = 0;
    lib.u_strFromUTF8WithSub(wide, n + 1, &length, text.p, n, JR_REPLACEMENT, NULL, &error);
    const int32_t made = lib.unorm2_normalize(nfc, wide, length, wide + n, room + 1, &error);
    jr_buf_reserve(out, (size_t)room * BYTES + 1);
    lib.u_strToUTF8WithSub(out->p + out->n, room * BYTES, &bytes, wide + n, made, JR_REPLACEMENT, NULL, &error);
    free(wide);
    if (U_FAILURE(error))
        return false;
    out->n += (size_t)bytes;
    return true;
}

/* A character gives at most three when its case is folded, and at most four when it is decomposed. */
#define FOLD_MOST ((size_t)64 * 1024)
#define FOLD_GROWTH 12

bool jr_icu_fold(jr_str text, jr_arena *arena, jr_str *ret_folded)
{
    jr_diag *quiet = jr_diag_create(NULL, NULL);
    const bool loaded = load_lib(quiet);
    jr_diag_destroy(quiet);
    if (!loaded || text.n > FOLD_MOST)
        return false;
    const int32_t room = (int32_t)text.n * FOLD_GROWTH + 1;
    UChar *a = calloc(2 * (size_t)room, sizeof *a), *b = a + room;
    if (!a)
        jr_out_of_memory(2 * (size_t)room * sizeof *a);
    int32_t n = 0;
    UErrorCode error = U_ZERO_ERROR;
    const UNormalizer2 *nfd = lib.unorm2_getNFDInstance(&error);
    lib.u_strFromUTF8(a, room, &n, text.p, (int32_t)text.n, &error);
    n = lib.unorm2_normalize(nfd, a, n, b, room, &error);
    n = lib.u_strFoldCase(a, room, b, n, U_FOLD_CASE_DEFAULT, &error);
    n = lib.unorm2_normalize(nfd, a, n, b, room, &error);
    char *out = jr_arena_array(arena, char, 3 * (size_t)n + 1);
    lib.u_strToUTF8(out, 3 * n + 1, &n, b, n, &error);
    free(a);
    if (U_FAILURE(error))
        return false;
    *ret_folded = (jr_str){out, (size_t)n};
    return true;
}
