/* SPDX-License-Identifier: MIT */
/* Keys of texts, and their words. */
#include "memory_parts.h"

/* Bytes of ASCII: */
enum { OTHER, WHITE, WORD };

static unsigned char class_of(char c)
{
    return jr_is_space(c) ? WHITE : jr_is_alnum(c) || c == '_' ? WORD : OTHER;
}

/* Appends text, runs of white space as one space; none where the key, from `start` on, would begin with it. `white`:
   the key ends with a space that is yet to be put. */
static void put_text(jr_buf *out, size_t start, jr_str text, bool *white)
{
    for (size_t i = 0; i < text.n;) {
        if (jr_is_space(text.p[i])) {
            *white = true;
            i++;
            continue;
        }
        size_t end = i;
        while (end < text.n && !jr_is_space(text.p[end]))
            end++;
        if (*white && out->n > start)
            jr_putc(out, ' ');
        *white = false;
        jr_put(out, jr_str_sub(text, i, end));
        i = end;
    }
}

static void put_code(jr_buf *out, size_t start, jr_piece_kind kind, bool *white)
{
    static const uint32_t marks[] = {
        [JR_PIECE_OPEN] = MEMORY_OPEN, [JR_PIECE_CLOSE] = MEMORY_CLOSE, [JR_PIECE_CODE] = MEMORY_CODE};
    if (*white && out->n > start)
        jr_putc(out, ' ');
    *white = false;
    jr_put_utf8(out, marks[kind]);
}

void jr_memory_put_key(jr_buf *out, const jr_inlines *text)
{
    const size_t start = out->n;
    bool white = false;
    for (size_t i = 0; i < text->n; i++)
        if (text->items[i].kind == JR_PIECE_TEXT)
            put_text(out, start, text->items[i].text, &white);
        else
            put_code(out, start, text->items[i].kind, &white);
}

jr_str jr_memory_key(const jr_inlines *text, jr_arena *arena)
{
    jr_buf out = {0};
    jr_memory_put_key(&out, text);
    return jr_buf_take(&out, arena);
}

jr_str jr_memory_key_of(const jr_piece *pieces, size_t n_pieces, jr_arena *arena)
{
    jr_buf out = {0};
    bool white = false;
    for (size_t i = 0; i < n_pieces; i++)
        if (pieces[i].kind == JR_PIECE_TEXT)
            put_text(&out, 0, pieces[i].text, &white);
        else
            put_code(&out, 0, pieces[i].kind, &white);
    return jr_buf_take(&out, arena);
}

/* ---- Words ---- */

/* Scripts that are written without spaces between words, other than those of jr_is_cjk: Thai and Lao, Myanmar, Khmer,
   Tibetan. */
static bool is_unspaced(uint32_t c)
{
    if (c < 0x0E00)
        return false;
    if (c <= 0x0FFF)
        return true;
    if (c < 0x1100)
        return c <= 0x109F;
    if (c >= 0xAC00 && c <= 0xD7A3)
        return false; /* Hangul has spaces */
    return (c >= 0x1780 && c <= 0x17FF) || jr_is_cjk(c);
}

/* A character that goes on where a word has begun. */
static bool continues(jr_str key, size_t at, size_t *ret_end)
{
    *ret_end = at + 1;
    if ((unsigned char)key.p[at] < 0x80)
        return class_of(key.p[at]) == WORD;
    *ret_end = at;
    const uint32_t c = jr_utf8_next(key, ret_end);
    return jr_is_word(c) && !is_unspaced(c);
}

bool jr_memory_next_word(jr_str key, size_t *at, jr_str *ret_word)
{
    size_t i = *at;
    while (i < key.n && jr_is_space(key.p[i]))
        i++;
    if (i == key.n)
        return false;
    size_t end, next;
    const bool word = continues(key, i, &end);
    while (word && end < key.n && continues(key, end, &next))
        end = next;
    *ret_word = jr_str_sub(key, i, end);
    *at = end;
    return true;
}
