/* SPDX-License-Identifier: MIT */
/* Pseudo-localization: each letter gives way to one that reads like it, text grows or shrinks as a translation would,
 * and brackets show where each text begins and ends: one that is cut off lacks the second, one without is none of the
 * texts that translators see. */
#include <jerome/buf.h>
#include <jerome/pseudo.h>

#include "units/placeholder.h"

/* ---- Letters ---- */

static const char *const small[26] = {"á", "ƀ", "ç", "ð", "é", "ƒ", "ĝ", "ĥ", "î", "ĵ", "ķ", "ļ", "ɱ",
                                      "ñ", "ö", "þ", "ɋ", "ŕ", "š", "ţ", "ü", "ṽ", "ŵ", "ẋ", "ý", "ž"};
static const char *const capital[26] = {"Á", "Ɓ", "Ç", "Ð", "É", "Ƒ", "Ĝ", "Ĥ", "Î", "Ĵ", "Ķ", "Ļ", "Ṁ",
                                        "Ñ", "Ö", "Þ", "Ɋ", "Ŕ", "Š", "Ţ", "Ü", "Ṽ", "Ŵ", "Ẋ", "Ý", "Ž"};
/* Hebrew letters by their sound: no other script of that direction is read without shaping. Letters, not Latin ones
   within RIGHT-TO-LEFT OVERRIDE (U+202E): an override hides how numbers, punctuation and codes fall into place (UAX #9
   gives it the last word), and reviewers are warned of files that hold one. */
static const char *const hebrew[26] = {"א", "ב", "צ", "ד", "ע", "פ", "ג", "ה", "י", "ז", "כ", "ל", "מ",
                                       "נ", "ו", "פ", "ק", "ר", "ש", "ת", "ו", "ו", "ו", "ח", "י", "ז"};

static void put_letter(const jr_pseudo *pseudo, char c, jr_buf *out)
{
    const size_t i = (size_t)(jr_lower(c) - 'a');
    jr_put(out, jr_str_from(pseudo->rtl ? hebrew[i] : c >= 'a' ? small[i] : capital[i]));
}

/* ---- Lengths ---- */

/* Characters of a long text, in per cent of the English one. German, French and Chinese as measured in published pages,
   the others as usual. Where a language is not listed: */
enum { USUAL = 130 };

static const struct {
    char lang[4];
    uint32_t per_cent;
} lengths[] = {
    {"ar", 110}, {"bg", 125}, {"cs", 115}, {"da", 115}, {"de", 126}, {"el", 130}, {"es", 125}, {"et", 110}, {"fi", 115},
    {"fr", 119}, {"he", 90},  {"hi", 115}, {"hr", 115}, {"hu", 120}, {"id", 120}, {"it", 122}, {"ja", 50},  {"ko", 55},
    {"lt", 115}, {"lv", 115}, {"nb", 112}, {"nl", 122}, {"pl", 122}, {"pt", 120}, {"ro", 122}, {"ru", 122}, {"sk", 115},
    {"sl", 112}, {"sr", 115}, {"sv", 112}, {"th", 105}, {"tr", 118}, {"uk", 118}, {"vi", 120}, {"zh", 41},
};

static uint32_t length_in(jr_str lang)
{
    const jr_str primary = jr_str_sub(lang, 0, jr_str_find(lang, 0, '-'));
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++)
        if (jr_str_eq_nocase(primary, jr_str_from(lengths[i].lang)))
            return lengths[i].per_cent;
    return USUAL;
}

/* Short texts grow more: IBM's globalization guideline A3, as multiples of the growth of long texts (30 %), in tenths.
 */
static const struct {
    size_t most; /* characters */
    uint32_t tenths;
} growths[] = {{10, 50}, {20, 30}, {30, 23}, {50, 17}, {70, 12}, {SIZE_MAX, 10}};

/* How many characters are to be added to n. */
static size_t growth(uint32_t per_cent, size_t n)
{
    size_t i = 0;
    while (n > growths[i].most)
        i++;
    return per_cent <= 100 ? 0 : (n * (per_cent - 100) * growths[i].tenths + 999) / 1000;
}

/* ---- Texts ---- */

typedef struct maker {
    const jr_pseudo *pseudo;
    uint32_t per_cent;
    jr_arena *arena;
    jr_buf text; /* at hand */
    /* Of a text that shrinks: `drop` of `vowels` are left out, evenly; `met` so far. */
    size_t vowels, drop, met;
    bool address; /* what came last is an address, which a bracket behind it would become a part of */
    jr_inline *items;
    size_t n;
} maker;

static bool is_vowel(char c)
{
    return c && strchr("aeiouAEIOU", c);
}

/* Letters within a word may be left out, the first may not. */
static bool may_go(jr_str text, size_t at)
{
    return is_vowel(text.p[at]) && at > 0 && jr_is_alpha(text.p[at - 1]);
}

/* The end of what stays as it is at `at`; `at`: nothing does. */
static size_t kept_end(jr_str text, size_t at)
{
    const size_t end = jr_placeholder_end(text, at);
    return end > at ? end : jr_address_end(text, at);
}

static size_t count_vowels(jr_str text)
{
    size_t n = 0;
    for (size_t at = 0; at < text.n;) {
        const size_t end = kept_end(text, at);
        n += end == at && may_go(text, at);
        at = end > at ? end : at + 1;
    }
    return n;
}

static bool is_dropped(maker *m, jr_str text, size_t at)
{
    if (m->drop == 0 || !may_go(text, at))
        return false;
    const size_t before = m->met++ * m->drop / m->vowels;
    return m->met * m->drop / m->vowels > before;
}

static void put_text(maker *m, jr_str text)
{
    for (size_t at = 0; at < text.n;) {
        const size_t end = kept_end(text, at);
        if (end > at)
            jr_put(&m->text, jr_str_sub(text, at, end));
        else if (!jr_is_alpha(text.p[at]))
            jr_putc(&m->text, text.p[at]);
        else if (!is_dropped(m, text, at))
            put_letter(m->pseudo, text.p[at], &m->text);
        m->address = m->address && !jr_is_space(text.p[at]);
        at = end > at ? end : at + 1;
    }
}

/* Words behind the text, `n` characters or a few more. */
static void put_padding(maker *m, size_t n)
{
    static const char *const words[] = {"one",   "two",   "three", "four", "five",   "six",
                                        "seven", "eight", "nine",  "ten",  "eleven", "twelve"};
    size_t put = 0;
    for (size_t i = 0; put < n; i++) {
        const jr_str word = jr_str_from(words[i % (sizeof words / sizeof *words)]);
        jr_putc(&m->text, ' ');
        for (size_t k = 0; k < word.n; k++)
            put_letter(m->pseudo, word.p[k], &m->text);
        put += 1 + word.n;
        m->address = false;
    }
}

static void flush_text(maker *m)
{
    if (m->text.n)
        m->items[m->n++] =
            (jr_inline){.kind = JR_PIECE_TEXT, .pair = JR_NO_PAIR, .text = jr_buf_take(&m->text, m->arena)};
}

static void put_code(maker *m, const jr_piece *piece)
{
    m->address = piece->type == JR_CODE_ADDRESS;
    jr_inline *code = &m->items[m->n];
    *code = (jr_inline){.kind = piece->kind, .number = piece->number, .flags = piece->flags, .pair = JR_NO_PAIR};
    for (size_t i = m->n++; piece->kind == JR_PIECE_CLOSE && code->pair == JR_NO_PAIR && i-- > 0;)
        if (m->items[i].kind == JR_PIECE_OPEN && m->items[i].number == piece->number) {
            m->items[i].pair = m->n - 1;
            code->pair = i;
        }
}

/* What is between one pair of brackets. */
typedef struct bracketed {
    const jr_piece *pieces;
    size_t n;
    size_t first, last; /* texts with the brackets: the outermost that are not blank; n: there is none */
    size_t length;      /* of all texts, in characters */
} bracketed;

static void measure(maker *m, bracketed *b)
{
    b->first = b->last = b->n;
    m->vowels = m->met = 0;
    m->address = false;
    for (size_t i = 0; i < b->n; i++) {
        const jr_piece *piece = &b->pieces[i];
        if (piece->kind != JR_PIECE_TEXT)
            continue;
        b->length += jr_utf8_length(piece->text);
        m->vowels += count_vowels(piece->text);
        if (jr_str_trim(piece->text).n == 0)
            continue;
        b->first = b->first == b->n ? i : b->first;
        b->last = i;
    }
    m->drop = m->per_cent < 100 ? b->length * (100 - m->per_cent) / 100 : 0;
    m->drop = m->drop < m->vowels ? m->drop : m->vowels;
}

/* A text with its bracket, which goes within the spaces around it. U+27E6 and U+27E7: square brackets would have to be
   escaped in Markdown and YAML. */
static void put_bracketed(maker *m, const bracketed *b, size_t i)
{
    enum { BRACKETS = 2 };
    const jr_str text = b->pieces[i].text, core = jr_str_trim(text);
    const size_t begin = i == b->first ? (size_t)(core.p - text.p) : 0;
    const size_t end = i == b->last ? (size_t)(core.p - text.p) + core.n : text.n;
    jr_put(&m->text, jr_str_sub(text, 0, begin));
    if (i == b->first)
        jr_puts(&m->text, "⟦");
    put_text(m, jr_str_sub(text, begin, end));
    if (i == b->last) {
        const size_t grown = growth(m->per_cent, b->length);
        put_padding(m, grown > BRACKETS ? grown - BRACKETS : 0);
        if (m->address)
            jr_putc(&m->text, ' ');
        jr_puts(&m->text, "⟧");
    }
    jr_put(&m->text, jr_str_sub(text, end, text.n));
    flush_text(m);
}

static void put_pieces(maker *m, const jr_piece *pieces, size_t n)
{
    bracketed b = {.pieces = pieces, .n = n};
    measure(m, &b);
    for (size_t i = 0; i < n; i++)
        if (pieces[i].kind == JR_PIECE_TEXT)
            put_bracketed(m, &b, i);
        else
            put_code(m, &pieces[i]);
}

static jr_inlines make_text(const jr_pseudo *pseudo, uint32_t per_cent, const jr_piece *pieces, size_t n, bool list,
                            jr_arena *arena)
{
    maker m = {.pseudo = pseudo, .per_cent = per_cent, .arena = arena};
    m.items = jr_arena_array(arena, jr_inline, n);
    if (!list)
        put_pieces(&m, pieces, n);
    for (size_t i = 0; list && i < n; i++)
        if (pieces[i].kind == JR_PIECE_TEXT)
            put_pieces(&m, &pieces[i], 1);
        else
            put_code(&m, &pieces[i]);
    jr_buf_free(&m.text);
    return (jr_inlines){m.items, m.n};
}

jr_inlines jr_pseudo_text(const jr_pseudo *pseudo, const jr_piece *pieces, size_t n_pieces, bool list, jr_arena *arena)
{
    return make_text(pseudo, length_in(pseudo->lang), pieces, n_pieces, list, arena);
}

jr_targets jr_pseudo_units(const jr_pseudo *pseudo, const jr_units *units, jr_arena *arena)
{
    jr_target *targets = jr_arena_array(arena, jr_target, units->n);
    for (size_t i = 0; i < units->n; i++) {
        const jr_unit *unit = &units->items[i];
        targets[i] = (jr_target){true, jr_pseudo_text(pseudo, unit->pieces, unit->n_pieces, unit->list, arena)};
    }
    return (jr_targets){targets, units->n};
}

/* ---- Bilingual files ---- */

static void propose(void *user, const jr_units *units, size_t unit, const jr_segments *segments, jr_arena *arena,
                    jr_proposals *ret_proposals)
{
    jr_proposal *items = jr_arena_array(arena, jr_proposal, segments->n);
    for (size_t i = 0; i < segments->n; i++) {
        const jr_segment *segment = &segments->items[i];
        if (segment->ignorable)
            continue;
        items[i].filled = true;
        items[i].state = JR_STATE_TRANSLATED;
        items[i].target = jr_pseudo_text(user, segment->pieces, segment->n_pieces, units->items[unit].list, arena);
    }
    *ret_proposals = (jr_proposals){*segments, items};
}

jr_proposer jr_pseudo_proposer(const jr_pseudo *pseudo)
{
    return (jr_proposer){.propose = propose, .user = (void *)(uintptr_t)pseudo};
}
