/* SPDX-License-Identifier: MIT */
/* Words and characters of a text by GMX-V 2.0. Inline codes are transparent: "ab<b>c</b>" is one word (“Inline Elements
 * Transparency”). Words are those of UAX #29, but for hyphens, which part none (“Words”). Of scripts without spaces
 * between words, the number of words is that of the characters divided by a factor (“Logographic Scripts”). */
#include <stdlib.h>

#include <jerome/buf.h>
#include <jerome/count.h>

#include "icu.h"

struct jr_counter {
    jr_icu *icu;
    uint32_t factor; /* characters in ten words; 0: words are looked for */
    jr_buf text;     /* at hand */
    jr_buf composed; /* the same in Normalization Form C, where that may differ */
};

/* GMX-V 2.0, “Logographic Scripts”. It has no factor for Lao, Khmer and Burmese: the dictionaries of ICU find their
   words. */
static const struct {
    char lang[3];
    uint32_t factor;
} factors[] = {{"zh", 28}, {"ja", 30}, {"ko", 33}, {"th", 60}};

static uint32_t factor_of(jr_str lang)
{
    for (size_t i = 0; i < sizeof factors / sizeof *factors; i++)
        if (jr_str_starts_nocase(lang, jr_str_from(factors[i].lang)) && (lang.n == 2 || !jr_is_alnum(lang.p[2])))
            return factors[i].factor;
    return 0;
}

bool jr_counter_open(jr_str lang, jr_diag *diag, jr_counter **ret_counter)
{
    jr_icu *icu;
    if (!jr_icu_open(JR_ICU_WORD, lang, diag, &icu))
        return false;
    jr_counter *counter = malloc(sizeof *counter);
    if (!counter)
        jr_out_of_memory(sizeof *counter);
    *counter = (jr_counter){.icu = icu, .factor = factor_of(lang)};
    *ret_counter = counter;
    return true;
}

void jr_counter_close(jr_counter *counter)
{
    if (!counter)
        return;
    jr_icu_close(counter->icu);
    jr_buf_free(&counter->composed);
    jr_buf_free(&counter->text);
    free(counter);
}

void jr_count_add(jr_count *sum, const jr_count *more)
{
#define X(field, name) sum->field += more->field;
    JR_COUNT_FIELDS(X)
#undef X
}

/* ---- Words ---- */

/* Hyphens that stand between words: U+058A, U+2010, U+2011 and "-". (A soft hyphen is no boundary in UAX #29.) */
static bool is_hyphen(jr_str text)
{
    static const jr_str hyphens[] = {JR_STR_INIT("-"), JR_STR_INIT("\xD6\x8A"), JR_STR_INIT("\xE2\x80\x90"),
                                     JR_STR_INIT("\xE2\x80\x91")};
    for (size_t i = 0; i < sizeof hyphens / sizeof *hyphens; i++)
        if (jr_str_eq(text, hyphens[i]))
            return true;
    return false;
}

/* Hyphens and apostrophes within a word are characters of it, not punctuation (GMX-V 2.0 §2.10). */
static bool is_apostrophe(uint32_t c)
{
    return c == '\'' || c == 0x2019;
}

static bool is_punctuation(uint32_t c)
{
    if (c < 0x80) /* all but "$+<=>^`|~", which are symbols */
        return c > ' ' && c < 0x7F && !jr_is_alnum((char)c) && !strchr("$+<=>^`|~", (int)c);
    return jr_icu_is_punctuation(c);
}

static void count_characters(jr_str text, bool word, jr_count *count)
{
    for (size_t at = 0; at < text.n;) {
        const uint32_t c = jr_utf8_next(text, &at);
        if (jr_is_white(c))
            count->spaces++;
        else if (is_punctuation(c) && !(word && is_apostrophe(c)))
            count->punctuation++;
        else {
            count->characters++;
            count->asian += jr_is_cjk(c);
        }
    }
}

static void count_words(jr_counter *counter, jr_str text, jr_count *count)
{
    bool word = false, joined = false; /* what ended where the next begins: a word; a word and a hyphen */
    size_t begin = 0, end;
    while (jr_icu_next(counter->icu, &end)) {
        const jr_str part = jr_str_sub(text, begin, end);
        const bool is_word = jr_icu_is_word(counter->icu);
        const bool hyphen = word && is_hyphen(part);
        count_characters(part, is_word, count);
        if (is_word && joined) {
            count->characters++; /* the hyphen */
            count->punctuation--;
        } else {
            count->words += is_word;
        }
        word = is_word;
        joined = hyphen;
        begin = end;
    }
}

/* ---- Texts ---- */

/* What is read for a code that is not transparent; a list of values reads as translators see it. */
static const jr_str said[JR_CODE_COUNT] = {[JR_CODE_BREAK] = JR_STR_INIT(" "), [JR_CODE_SEPARATOR] = JR_STR_INIT(", ")};

static void read_pieces(jr_counter *counter, const jr_piece *pieces, size_t n, jr_count *count)
{
    counter->text.n = 0;
    for (size_t i = 0; i < n; i++) {
        const jr_piece *piece = &pieces[i];
        if (piece->kind == JR_PIECE_TEXT)
            jr_put(&counter->text, piece->text);
        else
            jr_put(&counter->text, said[piece->type]);
        if (piece->kind != JR_PIECE_TEXT && piece->kind != JR_PIECE_CLOSE && piece->type != JR_CODE_SEPARATOR)
            count->codes++;
    }
}

/* Characters that are composed with one before them: marks of Latin, Greek and Cyrillic letters, of kana, parts of
   Hangul syllables. Of other scripts next to nothing is. */
static bool may_compose(uint32_t c)
{
    return c >= 0x0300 && (c <= 0x036F || (c >= 0x1160 && c <= 0x11FF) || c == 0x3099 || c == 0x309A);
}

/* The text in its canonical form (GMX-V 2.0 §2.2). */
static jr_str canonical(jr_counter *counter)
{
    const jr_str text = jr_buf_str(&counter->text);
    for (size_t at = 0; at < text.n;)
        if ((unsigned char)text.p[at] < 0xCC) /* below U+0300 */
            at++;
        else if (may_compose(jr_utf8_next(text, &at))) {
            counter->composed.n = 0;
            return jr_icu_normalise(text, &counter->composed) ? jr_buf_str(&counter->composed) : text;
        }
    return text;
}

jr_count jr_count_text(jr_counter *counter, const jr_piece *pieces, size_t n_pieces)
{
    jr_count count = {.segments = 1};
    read_pieces(counter, pieces, n_pieces, &count);
    const jr_str text = canonical(counter);
    if (counter->factor) {
        count_characters(text, false, &count);
        count.words = (count.characters * 20 + counter->factor) / (2 * (uint64_t)counter->factor);
    } else if (jr_icu_set(counter->icu, text)) {
        count_words(counter, text, &count);
    }
    return count;
}
