/* SPDX-License-Identifier: MIT */
/* Sentences of a unit: its texts in a row, with a letter for each code that is read as a word, are given to ICU; of the
 * boundaries that it finds, those behind abbreviations, within pairs of codes, and without white space are left out. */
#include <stdlib.h>

#include <jerome/segment.h>

#include "icu.h"
#include "segment_words.h"

/* Stands for a code span, an image and their like: a capital letter (so that a sentence may begin with it) that no text
   or abbreviation holds, U+A640. */
#define WORD "\xEA\x99\x80"

struct jr_segmenter {
    jr_icu *icu;
    const jr_stops *stops; /* or NULL */
};

bool jr_segmenter_open(jr_str lang, jr_diag *diag, jr_segmenter **ret_segmenter)
{
    jr_icu *icu;
    if (!jr_icu_open(JR_ICU_SENTENCE, lang, diag, &icu))
        return false;
    jr_segmenter *segmenter = malloc(sizeof *segmenter);
    if (!segmenter)
        jr_out_of_memory(sizeof *segmenter);
    *segmenter = (jr_segmenter){icu, jr_stops_of(lang)};
    *ret_segmenter = segmenter;
    return true;
}

void jr_segmenter_close(jr_segmenter *segmenter)
{
    if (!segmenter)
        return;
    jr_icu_close(segmenter->icu);
    free(segmenter);
}

/* ---- What ends no sentence ---- */

/* Is `word` the same as `entry`, but for a first letter in upper case? "CA" is no "ca." */
static bool is_word(jr_str word, jr_str entry)
{
    if (jr_str_eq(word, entry))
        return true;
    size_t i = 0, j = 0;
    if (word.n == 0 || entry.n == 0 || jr_to_lower(jr_utf8_next(word, &i)) != jr_utf8_next(entry, &j))
        return false;
    return jr_str_eq(jr_str_sub(word, i, word.n), jr_str_sub(entry, j, entry.n));
}

/* Is `word` one of the words between spaces? */
static bool holds(const char *words, jr_str word)
{
    const jr_str all = words ? jr_str_from(words) : (jr_str){"", 0};
    for (size_t at = 0; at < all.n;) {
        const size_t end = jr_str_find(all, at, ' ');
        if (is_word(word, jr_str_sub(all, at, end)))
            return true;
        at = end + 1;
    }
    return false;
}

static bool is_letter_byte(char c)
{
    return (unsigned char)c >= 0x80 || jr_is_alpha(c);
}

/* "z", "e.g", "U.S": single letters with full stops between them. */
static bool is_initials(jr_str word)
{
    for (size_t at = 0; at < word.n;) {
        if (!is_letter_byte(word.p[at]) || jr_str_starts(jr_str_sub(word, at, word.n), JR_STR(WORD)))
            return false;
        jr_utf8_next(word, &at);
        if (at < word.n && word.p[at++] != '.')
            return false;
    }
    return word.n > 0;
}

static bool is_ordinal(jr_str word)
{
    return (word.n == 1 && jr_is_digit(word.p[0])) || (word.n == 2 && jr_is_digit(word.p[0]) && jr_is_digit(word.p[1]));
}

/* Does a space or a bracket end at `end`? Of spaces also those that hold words together (U+00A0, U+202F). */
static bool is_gap(jr_str text, size_t end)
{
    const jr_str before = jr_str_sub(text, 0, end);
    return strchr(" ([{\"'", text.p[end - 1]) || jr_str_ends(before, JR_STR("\xC2\xA0")) ||
           jr_str_ends(before, JR_STR("\xE2\x80\xAF"));
}

/* The word that ends at `end`. */
static jr_str word_before(jr_str text, size_t end)
{
    size_t begin = end;
    while (begin > 0 && !is_gap(text, begin))
        begin--;
    return jr_str_sub(text, begin, end);
}

static jr_str word_at(jr_str text, size_t begin)
{
    size_t end = begin;
    while (end < text.n && is_letter_byte(text.p[end]))
        end++;
    return jr_str_sub(text, begin, end);
}

static bool is_stopped(const jr_stops *stops, jr_str text, jr_str word, size_t next)
{
    if (!stops)
        return false;
    const bool digit = next < text.n && jr_is_digit(text.p[next]);
    if (holds(stops->always, word) || (digit && holds(stops->number, word)))
        return true;
    if (!is_ordinal(word))
        return false;
    const size_t begin = (size_t)(word.p - text.p);
    return (begin > 0 && holds(stops->before, word_before(text, begin - 1))) ||
           holds(stops->behind, word_at(text, next));
}

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

/* Is a boundary that ICU sees at `at` the end of the sentence that began at `begin`, whose first letter is at `letter`?
 */
static bool ends_sentence(const jr_stops *stops, jr_str text, size_t begin, size_t letter, size_t at)
{
    if (at == text.n || letter >= at)
        return false;
    if (text.p[at - 1] != ' ')
        return ends_in_full_width(jr_str_sub(text, begin, at));
    size_t end = at;
    while (end > begin && text.p[end - 1] == ' ')
        end--;
    while (end > begin && strchr(")]}\"'", text.p[end - 1]))
        end--;
    if (end == begin || text.p[end - 1] != '.')
        return true;
    const jr_str word = word_before(text, end - 1);
    return letter < end && !is_initials(word) && !is_stopped(&jr_stops_common, text, word, at) &&
           !is_stopped(stops, text, word, at);
}

/* ---- Cutting ---- */

/* A unit being cut: pieces come one after the other, and go into the segment that is open. */
typedef struct cut {
    jr_arena *arena;
    const jr_unit *unit;
    jr_str text;    /* what ICU sees */
    size_t *starts; /* of each piece in it, and its end */
    jr_piece *pieces;
    size_t n_pieces, first; /* pieces so far; the first one of the open segment */
    jr_segment *segments;
    size_t n_segments;
    size_t at;      /* the piece at hand */
    size_t done;    /* bytes of text that are in segments */
    uint32_t depth; /* pairs that are open before the piece at hand */
} cut;

/* What is read for a code; nothing for those that are not listed. */
static const jr_str said[JR_CODE_COUNT] = {
    [JR_CODE_BREAK] = JR_STR_INIT(" "), [JR_CODE_SEPARATOR] = JR_STR_INIT(" "), [JR_CODE_IMAGE] = JR_STR_INIT(WORD),
    [JR_CODE_CODE] = JR_STR_INIT(WORD), [JR_CODE_INCLUDE] = JR_STR_INIT(WORD),  [JR_CODE_ADDRESS] = JR_STR_INIT(WORD),
    [JR_CODE_TERM] = JR_STR_INIT(WORD), [JR_CODE_LINK] = JR_STR_INIT(WORD),
};

static void read_pieces(cut *c)
{
    jr_buf text = {0};
    c->starts = jr_arena_array(c->arena, size_t, c->unit->n_pieces + 1);
    for (size_t i = 0; i < c->unit->n_pieces; i++) {
        const jr_piece *piece = &c->unit->pieces[i];
        c->starts[i] = text.n;
        if (piece->kind == JR_PIECE_TEXT)
            jr_put(&text, piece->text);
        else if (piece->kind == JR_PIECE_CODE)
            jr_put(&text, said[piece->type]);
    }
    c->starts[c->unit->n_pieces] = text.n;
    c->text = jr_buf_take(&text, c->arena);
}

static void close_segment(cut *c, bool ignorable)
{
    if (c->n_pieces == c->first)
        return;
    c->segments[c->n_segments++] = (jr_segment){&c->pieces[c->first], c->n_pieces - c->first, ignorable};
    c->first = c->n_pieces;
}

/* White space at the end of the open segment gets one of its own. */
static void end_sentence(cut *c)
{
    jr_piece *last = &c->pieces[c->n_pieces - 1];
    size_t n = last->text.n;
    while (last->kind == JR_PIECE_TEXT && n > 0 && last->text.p[n - 1] == ' ')
        n--;
    if (last->kind != JR_PIECE_TEXT || n == last->text.n) {
        close_segment(c, false);
        return;
    }
    jr_piece space = *last;
    space.text = jr_str_sub(last->text, n, last->text.n);
    last->text = jr_str_sub(last->text, 0, n);
    if (n == 0)
        c->n_pieces--;
    close_segment(c, false);
    c->pieces[c->n_pieces++] = space;
    close_segment(c, true);
}

/* Puts what is left of the piece at hand, up to `end` in the text, into the open segment. */
static void take(cut *c, size_t end)
{
    const jr_piece *piece = &c->unit->pieces[c->at];
    jr_piece *copy = &c->pieces[c->n_pieces++];
    *copy = *piece;
    if (piece->kind == JR_PIECE_TEXT)
        copy->text = jr_str_sub(piece->text, c->done - c->starts[c->at], end - c->starts[c->at]);
    c->depth += piece->kind == JR_PIECE_OPEN;
    c->depth -= piece->kind == JR_PIECE_CLOSE;
    c->done = end;
    c->at += end == c->starts[c->at + 1];
}

/* Goes on to the boundary `end`. True: it is outside of all pairs, so that the unit can be cut there. */
static bool go_to(cut *c, size_t end)
{
    while (c->at < c->unit->n_pieces && c->starts[c->at + 1] < end)
        take(c, c->starts[c->at + 1]);
    if (c->starts[c->at] < end && end < c->starts[c->at + 1]) {
        if (c->depth == 0)
            take(c, end);
        return c->depth == 0;
    }
    /* Between pieces: behind the ends of pairs, before the starts of others. */
    while (c->at < c->unit->n_pieces && c->starts[c->at + 1] == end && (c->done < end || c->depth > 0))
        take(c, end);
    return c->depth == 0;
}

/* Where sentences end, as size_t in a row. */
static size_t find_ends(jr_segmenter *s, jr_str text, jr_buf *ends)
{
    size_t n = 0, begin = 0, letter = 0, at;
    while (jr_icu_next(s->icu, &at)) {
        at = before_brackets(text, at);
        while (letter < at && !is_letter_byte(text.p[letter]))
            letter++;
        if (at <= begin || !ends_sentence(s->stops, text, begin, letter, at))
            continue;
        jr_put(ends, (jr_str){(const char *)&at, sizeof at});
        begin = letter = at;
        n++;
    }
    return n;
}

static void cut_unit(cut *c, jr_str ends, size_t n)
{
    c->pieces = jr_arena_array(c->arena, jr_piece, c->unit->n_pieces + 2 * n);
    c->segments = jr_arena_array(c->arena, jr_segment, 2 * n + 1);
    for (size_t i = 0; i < n; i++) {
        size_t end;
        memcpy(&end, ends.p + i * sizeof end, sizeof end);
        if (go_to(c, end))
            end_sentence(c);
    }
    while (c->at < c->unit->n_pieces)
        take(c, c->starts[c->at + 1]);
    close_segment(c, false);
}

void jr_segment_unit(jr_segmenter *segmenter, const jr_unit *unit, jr_arena *arena, jr_segments *ret_segments)
{
    jr_segment *whole = jr_arena_new(arena, jr_segment);
    *whole = (jr_segment){unit->pieces, unit->n_pieces, false};
    *ret_segments = (jr_segments){whole, 1};
    if (!segmenter || unit->list)
        return;
    cut c = {.arena = arena, .unit = unit};
    read_pieces(&c);
    if (!jr_icu_set(segmenter->icu, c.text))
        return;
    jr_buf ends = {0};
    const size_t n = find_ends(segmenter, c.text, &ends);
    if (n > 0) {
        cut_unit(&c, jr_buf_str(&ends), n);
        *ret_segments = (jr_segments){c.segments, c.n_segments};
    }
    jr_buf_free(&ends);
}
