/* SPDX-License-Identifier: MIT */
/* ICU finds the boundaries of UAX #29; of these, the ones behind abbreviations, ordinal numbers and initials are left
 * out, as are those with no white space. */
#include "segment_ends.h"

/* So many initials, or parts of a name, are looked at: there are texts of nothing else. */
enum { CHAIN_MAX = 8 };

/* A text and the sentence at hand in it. */
typedef struct sentence {
    const jr_stops *stops;
    jr_str text;
    size_t begin;  /* of the sentence */
    size_t letter; /* its first letter or digit, or where none has been found up to */
} sentence;

/* ---- Characters ---- */

/* The code point that ends at `end`, which is above 0, and where it begins. */
static uint32_t char_before(jr_str text, size_t end, size_t *ret_begin)
{
    size_t begin = end - 1;
    while (begin > 0 && end - begin < 4 && ((unsigned char)text.p[begin] & 0xC0) == 0x80)
        begin--;
    *ret_begin = begin;
    return jr_utf8_next(text, &begin);
}

static uint32_t char_at(jr_str text, size_t at)
{
    return at < text.n ? jr_utf8_next(text, &at) : 0;
}

static bool is_digit(uint32_t c)
{
    return c < 0x80 && jr_is_digit((char)c);
}

/* A letter of a script that has small and capital ones, or of one that does not. */
static bool is_letter(uint32_t c)
{
    return jr_is_word(c) && !is_digit(c) && c != '_' && c != 0xA640;
}

static bool is_capital(uint32_t c)
{
    return jr_to_lower(c) != c;
}

/* Latin, Greek, Cyrillic, Armenian. */
static bool is_small(uint32_t c)
{
    return c < 0x590 && is_letter(c) && !is_capital(c);
}

/* White space, and what stands before a word without being part of it. */
static bool is_gap(uint32_t c)
{
    static const uint32_t gaps[] = {'(',    '[',    '{',    '"',    '\'',   0xAB,   0xBB,   0xBF,  0xA1,
                                    0x2018, 0x2019, 0x201A, 0x201C, 0x201E, 0x2039, 0x2014, 0xFF08};
    if (jr_is_white(c))
        return true;
    for (size_t i = 0; i < sizeof gaps / sizeof *gaps; i++)
        if (c == gaps[i])
            return true;
    return false;
}

/* ---- Words ---- */

/* The word that ends at `end`. */
static jr_str word_before(jr_str text, size_t end)
{
    size_t begin = end, before;
    while (begin > 0 && !is_gap(char_before(text, begin, &before)))
        begin = before;
    return jr_str_sub(text, begin, end);
}

/* Without the white space at its end. */
static size_t before_space(jr_str text, size_t end)
{
    size_t before;
    while (end > 0 && jr_is_white(char_before(text, end, &before)))
        end = before;
    return end;
}

/* The word at `begin`, brackets and quotation marks passed over. */
static jr_str word_at(jr_str text, size_t begin)
{
    while (begin < text.n && is_gap(char_at(text, begin)))
        jr_utf8_next(text, &begin);
    size_t end = begin;
    while (end < text.n && jr_is_word(char_at(text, end)))
        jr_utf8_next(text, &end);
    return jr_str_sub(text, begin, end);
}

/* Where the text goes on behind a word of it. */
static size_t behind(jr_str text, jr_str word)
{
    return (size_t)(word.p - text.p) + word.n;
}

static bool is_first(const sentence *s, jr_str next)
{
    return next.n && is_capital(char_at(next, 0)) && (jr_stops_of(s->stops, next) & JR_STOP_FIRST);
}

/* Does "iOS", "macOS" or their like begin at `at`? */
static bool is_brand(jr_str text, size_t at)
{
    enum { SMALL_MAX = 5 };
    size_t i = at;
    while (i < text.n && i < at + SMALL_MAX && text.p[i] >= 'a' && text.p[i] <= 'z')
        i++;
    return i > at && i < text.n && text.p[i] >= 'A' && text.p[i] <= 'Z';
}

/* ---- What ends no sentence ---- */

/* "z", "e.g", "U.S": single letters with full stops between them. */
static bool is_initials(jr_str word, bool *ret_small)
{
    for (size_t at = 0; at < word.n;) {
        const uint32_t c = jr_utf8_next(word, &at);
        if (!is_letter(c) || jr_is_cjk(c))
            return false;
        *ret_small |= !is_capital(c);
        if (at < word.n && word.p[at++] != '.')
            return false;
    }
    return word.n > 0;
}

/* Initials, also such with spaces between them ("z. B.", "J. R. R."): where one of them is small they are an
   abbreviation that stands before something. Others, and one letter alone ("drive C."), may end a sentence. */
static bool stops_at_initials(const sentence *s, jr_str word, jr_str next)
{
    bool small = false;
    if (!is_initials(word, &small))
        return false;
    if (jr_stops_of(s->stops, word) & JR_STOP_LETTER)
        return false;
    bool alone = jr_str_find(word, 0, '.') == word.n;
    for (int i = 0; i < CHAIN_MAX; i++) {
        const size_t end = before_space(s->text, (size_t)(word.p - s->text.p));
        if (end <= s->begin || s->text.p[end - 1] != '.')
            break;
        word = word_before(s->text, end - 1);
        if (!is_initials(word, &small))
            break;
        alone = false;
    }
    return !is_first(s, next) || (small && !alone);
}

/* "3." between words that say so: "am 3. Oktober". */
static bool is_ordinal(const sentence *s, jr_str word, jr_str next)
{
    if (word.n == 0 || word.n > 2 || !jr_is_digit(word.p[0]) || !jr_is_digit(word.p[word.n - 1]))
        return false;
    if (jr_stops_of(s->stops, next) & JR_STOP_AFTER_ORDINAL)
        return true;
    const size_t end = before_space(s->text, (size_t)(word.p - s->text.p));
    return !is_first(s, next) && (jr_stops_of(s->stops, word_before(s->text, end)) & JR_STOP_BEFORE_ORDINAL);
}

/* Does a name begin with this word, or with the part of it before its first full stop? */
static bool begins_name(const sentence *s, jr_str word)
{
    return jr_stops_of(s->stops, jr_str_sub(word, 0, jr_str_find(word, 0, '.'))) & JR_STOP_NAME;
}

/* "PathInfo": a capital letter behind a small one, as no word of a language has. */
static bool is_camel(jr_str word)
{
    for (size_t i = 1; i < word.n; i++)
        if (is_small(char_at(word, i - 1)) && is_capital(char_at(word, i)))
            return true;
    return false;
}

/* "System. Management. Automation", a name taken apart at its full stops: `word` begins one, and behind the next part
   there is more than a space; or `word` is a later part, and the next one can be no word of a language. */
static bool is_in_name(const sentence *s, jr_str word, jr_str next)
{
    if (!is_capital(char_at(next, 0)) || is_first(s, next))
        return false;
    const size_t after = behind(s->text, next);
    const uint32_t c = char_at(s->text, after);
    const bool ends = jr_is_white(c) || c == '\'' || c == 0x2019;
    const bool goes_on = after == s->text.n || !ends || char_at(s->text, after + 1) == '[';
    if (begins_name(s, word))
        return goes_on;
    if (!goes_on && !is_camel(next))
        return false;
    jr_str part = word;
    for (int i = 0; i < CHAIN_MAX && is_capital(char_at(part, 0)); i++) {
        const size_t end = before_space(s->text, (size_t)(part.p - s->text.p));
        if (end <= s->begin || s->text.p[end - 1] != '.')
            return false;
        part = word_before(s->text, end - 1);
        if (begins_name(s, part))
            return true;
    }
    return false;
}

/* ". NET", "(. CSV)": a full stop that stands alone before capital letters is the first character of what follows. */
static bool begins_word(const sentence *s, size_t end, jr_str next)
{
    size_t before, n = 0;
    if (end > 1 && !jr_is_white(char_before(s->text, end - 1, &before)) && !strchr("([{", s->text.p[end - 2]))
        return false;
    for (size_t at = 0; at < next.n; n++)
        if (!is_capital(jr_utf8_next(next, &at)))
            return false;
    return n > 1;
}

/* Does the full stop before `end` end no sentence, with the next one beginning at `at` with the word `next`? */
static bool is_stopped(const sentence *s, size_t end, size_t at, jr_str next)
{
    const jr_str word = word_before(s->text, end - 1);
    const unsigned said = jr_stops_of(s->stops, word);
    return (said & JR_STOP_NEVER) || ((said & JR_STOP_NUMBER) && is_digit(char_at(s->text, at))) ||
           ((said & JR_STOP_MAYBE) && !is_first(s, next)) || stops_at_initials(s, word, next) ||
           is_ordinal(s, word, next) || is_in_name(s, word, next) || begins_word(s, end, next);
}

/* ---- Boundaries ---- */

/* Characters behind which the next sentence may begin without white space: U+3002, U+FF01, U+FF0E, U+FF1F, U+FF61. */
static bool ends_in_full_width(jr_str text)
{
    static const jr_str ends[] = {JR_STR_INIT("\xE3\x80\x82"), JR_STR_INIT("\xEF\xBC\x81"), JR_STR_INIT("\xEF\xBC\x8E"),
                                  JR_STR_INIT("\xEF\xBC\x9F"), JR_STR_INIT("\xEF\xBD\xA1")};
    /* One closing quotation mark or bracket may follow: three bytes in these scripts. */
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (jr_str_ends(text, ends[i]) || (text.n > 3 && jr_str_ends(jr_str_sub(text, 0, text.n - 3), ends[i])))
            return true;
    return false;
}

/* UAX #29 keeps opening brackets and quotation marks with the sentence before where no white space is between them. */
static size_t before_brackets(jr_str text, size_t at)
{
    static const jr_str brackets[] = {JR_STR_INIT("「"), JR_STR_INIT("『"), JR_STR_INIT("（"),
                                      JR_STR_INIT("《"), JR_STR_INIT("〈"), JR_STR_INIT("【"),
                                      JR_STR_INIT("［"), JR_STR_INIT("“"),  JR_STR_INIT("‘")};
    for (size_t i = 0; i < sizeof brackets / sizeof *brackets; i++)
        if (at > brackets[i].n && jr_str_ends(jr_str_sub(text, 0, at), brackets[i])) {
            at -= brackets[i].n;
            i = (size_t)-1; /* from the first one again */
        }
    return at;
}

/* "« Text. » Text": a quotation mark behind white space that belongs to what is before it. */
static bool closes_quotation(jr_str text, size_t at)
{
    static const uint32_t marks[] = {0xBB, 0x201D, ')', ']', '}'};
    const uint32_t mark = char_at(text, at);
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (mark == marks[i]) {
            jr_utf8_next(text, &at);
            return !jr_is_word(char_at(text, at));
        }
    return false;
}

/* "the dot (.) here": a mark that stands alone in brackets or quotation marks. */
static bool is_mentioned(jr_str text, size_t end, size_t at)
{
    return end > 1 && end < at && strchr("([{\"'", text.p[end - 2]) && strchr(")]}\"'", text.p[end]);
}

/* Without the brackets and quotation marks that close before `end`. */
static size_t before_closing(const sentence *s, size_t end)
{
    static const uint32_t marks[] = {')', ']', '}', '"', '\'', 0xBB, 0x2019, 0x201C, 0x201D, 0x203A};
    for (size_t i = 0; end > s->begin && i < sizeof marks / sizeof *marks; i++) {
        size_t before;
        if (char_before(s->text, end, &before) != marks[i])
            continue;
        end = before;
        i = (size_t)-1; /* from the first one again */
    }
    return end;
}

/* Is a boundary that ICU sees at `at` the end of a sentence? */
static bool ends_sentence(const sentence *s, size_t at)
{
    const jr_str before = jr_str_sub(s->text, s->begin, at);
    if (jr_str_ends(before, JR_STR(JR_SEGMENT_BREAK)))
        return true;
    size_t end = s->begin + before_space(before, before.n);
    if (end == at)
        return ends_in_full_width(before);
    end = before_closing(s, end);
    if (is_mentioned(s->text, end, at))
        return false;
    if (end == s->begin || s->letter >= end || closes_quotation(s->text, at))
        return false;
    const char mark = s->text.p[end - 1];
    /* "the Save as? option": UAX #29 heeds small letters behind a full stop alone. */
    const jr_str next = word_at(s->text, at);
    if (mark == '?' || mark == '!')
        return !is_small(char_at(next, 0)) || is_brand(next, 0);
    return mark != '.' || !is_stopped(s, end, at, next);
}

/* Is the digit at `at` behind a full stop and a word that is too long for an abbreviation of a number? */
static bool begins_with_number(jr_str text, size_t at)
{
    enum { ABBREVIATION_MAX = 3 };
    if (at < ABBREVIATION_MAX + 3 || !jr_is_digit(text.p[at]) || text.p[at - 2] != '.')
        return false;
    for (size_t i = at - 3 - ABBREVIATION_MAX; i < at - 2; i++)
        if (text.p[i] == ' ' || text.p[i] == '.' || jr_is_digit(text.p[i]))
            return false;
    return true;
}

/* The text as ICU is to see it, of the same length. UAX #29 has a sentence go on with " - " (SContinue), and where the
   first letter behind a full stop is small (SB8); but items, brands and numbers begin sentences too. */
static jr_str for_icu(jr_str text, jr_buf *copy)
{
    jr_put(copy, text);
    for (size_t i = 0; i + 1 < text.n; i++) {
        if (i > 0 && text.p[i - 1] != ' ' && text.p[i - 1] != '(')
            continue;
        if (text.p[i] == '-' && text.p[i + 1] == ' ' && i > 0)
            copy->p[i] = '+';
        else if (is_brand(text, i) || begins_with_number(text, i))
            copy->p[i] = 'A';
    }
    return jr_buf_str(copy);
}

/* Goes through the boundaries of s->text. */
static size_t find_ends(jr_icu *icu, sentence *s, jr_buf *ends)
{
    const size_t last = before_space(s->text, s->text.n);
    size_t n = 0, at;
    while (jr_icu_next(icu, &at)) {
        at = before_brackets(s->text, at);
        while (s->letter < at && !jr_is_word(char_at(s->text, s->letter)))
            jr_utf8_next(s->text, &s->letter);
        if (at >= last || at <= s->begin || (n == 0 && s->letter >= at) || !ends_sentence(s, at))
            continue;
        /* With no word since the last end, as between two line breaks, that end moves. */
        if (s->letter >= at) {
            ends->n -= sizeof at;
            n--;
        }
        jr_put(ends, (jr_str){(const char *)&at, sizeof at});
        s->begin = s->letter = at;
        n++;
    }
    return n;
}

size_t jr_segment_ends(jr_icu *icu, const jr_stops *stops, jr_str text, jr_buf *ends)
{
    sentence s = {.stops = stops, .text = text};
    jr_buf copy = {0};
    const size_t n = jr_icu_set(icu, for_icu(text, &copy)) ? find_ends(icu, &s, ends) : 0;
    jr_buf_free(&copy);
    return n;
}
