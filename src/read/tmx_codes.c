/* SPDX-License-Identifier: MIT */
/* Codes of TMX: which belong together (TMX 1.4b §5.3; i, x). */
#include "tmx_parts.h"

/* ---- OmegaT ---- */

/* The tag at `at`: 0, or where it ends. */
static size_t read_tag(jr_str text, size_t at, tmx_piece *ret_code)
{
    tmx_piece code = {.kind = JR_PIECE_OPEN, .paired = true, .pair = JR_NO_PAIR};
    size_t i = at + 1;
    uint32_t number = 0;
    if (i < text.n && text.p[i] == '/') {
        code.kind = JR_PIECE_CLOSE;
        i++;
    }
    const size_t letters = i;
    while (i < text.n && text.p[i] >= 'a' && text.p[i] <= 'z')
        i++;
    const size_t digits = i;
    for (; i < text.n && jr_is_digit(text.p[i]) && i - digits < 9; i++)
        number = number * 10 + (uint32_t)(text.p[i] - '0');
    if (digits == letters || i == digits)
        return 0;
    if (i < text.n && text.p[i] == '/' && code.kind == JR_PIECE_OPEN) {
        code.kind = JR_PIECE_CODE;
        code.paired = false;
        i++;
    }
    if (i == text.n || text.p[i] != '>')
        return 0;
    code.i = code.x = number + 1;
    *ret_code = code;
    return i + 1;
}

static void push(jr_buf *pieces, const tmx_piece *piece)
{
    jr_put(pieces, (jr_str){(const char *)piece, sizeof *piece});
}

/* Appends a text, its tags as codes; gives how many they are. */
static size_t split_text(jr_buf *out, const tmx_piece *piece, const char *bytes)
{
    const jr_str text = {bytes, piece->end};
    tmx_piece rest = *piece, code;
    size_t n = 0;
    for (size_t at = jr_str_find(text, piece->begin, '<'); at < text.n; at = jr_str_find(text, at, '<')) {
        const size_t end = read_tag(text, at, &code);
        if (!end) {
            at++;
            continue;
        }
        rest.end = code.begin = at;
        code.end = end;
        if (rest.end > rest.begin)
            push(out, &rest);
        push(out, &code);
        rest.begin = rest.end = at = end;
        n++;
    }
    rest.end = piece->end;
    if (rest.end > rest.begin)
        push(out, &rest);
    return n;
}

size_t jr_tmx_split_tags(jr_buf *pieces, size_t begin, const char *bytes)
{
    jr_buf out = {0};
    size_t n = 0;
    for (size_t i = begin; i < pieces->n / sizeof(tmx_piece); i++) {
        const tmx_piece *piece = TMX_PIECE(*pieces, i);
        if (piece->kind == JR_PIECE_TEXT)
            n += split_text(&out, piece, bytes);
        else
            push(&out, piece);
    }
    if (n) {
        pieces->n = begin * sizeof(tmx_piece);
        jr_put(pieces, jr_buf_str(&out));
    }
    jr_buf_free(&out);
    return n;
}

/* ---- Pairs, and the same code in both texts ---- */

void jr_tmx_join_ends(tmx_piece *pieces, size_t n)
{
    for (size_t at = 0; at < n; at++) {
        if (!pieces[at].paired || pieces[at].kind != JR_PIECE_CLOSE)
            continue;
        for (size_t open = at; open-- > 0;)
            if (pieces[open].paired && pieces[open].kind == JR_PIECE_OPEN && pieces[open].pair == JR_NO_PAIR &&
                pieces[open].i == pieces[at].i) {
                pieces[open].pair = at;
                pieces[at].pair = open;
                break;
            }
    }
}

/* An end that has its start in the text is numbered with it. */
static bool has_own_number(const tmx_piece *p)
{
    return p->kind != JR_PIECE_TEXT && !(p->kind == JR_PIECE_CLOSE && p->pair != JR_NO_PAIR);
}

/* The ways to tell that two codes are one. */
enum { BY_X, BY_I, BY_ORIGINAL, BY_ORDER, WAYS };

static bool is_same(const char *bytes, const tmx_piece *a, const tmx_piece *b, int way)
{
    if (way != BY_X && a->x && b->x)
        return false; /* they say that they are not */
    if (a->kind != b->kind || (a->pair == JR_NO_PAIR) != (b->pair == JR_NO_PAIR))
        return false;
    switch (way) {
    case BY_X: return a->x && a->x == b->x;
    case BY_I: return a->i && a->i == b->i && !a->x && !b->x;
    case BY_ORIGINAL:
        return a->end - a->begin == b->end - b->begin &&
               memcmp(bytes + a->begin, bytes + b->begin, a->end - a->begin) == 0;
    default: return true;
    }
}

/* `taken`, by number: the target has the code; with the same x again it is a copy. */
static void match_target(const char *bytes, const tmx_piece *source, size_t n_source, tmx_piece *target,
                         size_t n_target, int way, bool *taken)
{
    for (size_t t = 0; t < n_target; t++) {
        tmx_piece *code = &target[t];
        if (!has_own_number(code) || code->number)
            continue;
        for (size_t s = 0; s < n_source && !code->number; s++)
            if (has_own_number(&source[s]) && (way == BY_X || !taken[source[s].number]) &&
                is_same(bytes, &source[s], code, way))
                code->number = source[s].number;
        taken[code->number] = true;
    }
}

static void number_ends(tmx_piece *pieces, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (pieces[i].kind == JR_PIECE_CLOSE && pieces[i].pair != JR_NO_PAIR)
            pieces[i].number = pieces[pieces[i].pair].number;
}

void jr_tmx_number(const char *bytes, tmx_piece *source, size_t n_source, tmx_piece *target, size_t n_target)
{
    bool taken[TMX_MAX_CODES + 1] = {0};
    uint32_t next = 0;
    for (size_t s = 0; s < n_source; s++)
        if (has_own_number(&source[s]))
            source[s].number = ++next;
    for (int way = 0; way < WAYS && next > 0; way++)
        match_target(bytes, source, n_source, target, n_target, way, taken);
    for (size_t t = 0; t < n_target; t++)
        if (has_own_number(&target[t]) && !target[t].number)
            target[t].number = ++next;
    number_ends(source, n_source);
    number_ends(target, n_target);
}
