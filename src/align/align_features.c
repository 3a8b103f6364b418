/* SPDX-License-Identifier: MIT */
/* What a text and its translation have in common: codes by their content, numbers, lengths. */
#include "align_parts.h"

#include <stdlib.h>

/* ---- Addresses ---- */

static bool is_letters(jr_str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!jr_is_alpha(s.p[i]))
            return false;
    return true;
}

/* "en-us", "zh-Hans-CN": a folder of an address that names a language with its region. */
static bool is_locale(jr_str s)
{
    const size_t dash = jr_str_find(s, 0, '-');
    if ((dash != 2 && dash != 3) || s.n < dash + 3 || !is_letters(jr_str_sub(s, 0, dash)))
        return false;
    const jr_str rest = jr_str_sub(s, dash + 1, s.n);
    const size_t second = jr_str_find(rest, 0, '-');
    const jr_str region = second < rest.n ? jr_str_sub(rest, second + 1, rest.n) : rest;
    return (second == 4 || second == rest.n) && region.n == 2 && is_letters(region) &&
           is_letters(jr_str_sub(rest, 0, second));
}

/* An address without the language in it, letter case aside. */
static uint64_t hash_address(uint64_t hash, jr_str url)
{
    for (size_t at = 0; at < url.n;) {
        const size_t end = jr_str_find(url, at, '/');
        const jr_str name = jr_str_sub(url, at, end);
        for (size_t i = 0; i < name.n && !is_locale(name); i++) {
            const char c = jr_lower(name.p[i]);
            hash = jr_hash_more(hash, (jr_str){&c, 1});
        }
        if (!is_locale(name))
            hash = jr_hash_more(hash, JR_STR("/"));
        at = end + 1;
    }
    return hash;
}

/* ---- Codes ---- */

uint64_t jr_node_shape(const jr_node *node)
{
    const uint64_t hash = jr_hash_number(JR_HASH_START, node->kind == JR_PLAIN ? JR_PARAGRAPH : node->kind);
    switch ((jr_kind)node->kind) {
    case JR_HEADING: return jr_hash_number(hash, node->as.heading.level);
    case JR_LIST: return jr_hash_number(hash, node->as.list.ordered);
    case JR_ALERT: return jr_hash_number(hash, node->as.alert.type);
    case JR_TAB: return jr_hash_more(hash, node->as.tab.id);
    case JR_DIV:
    case JR_SPAN: return jr_hash_more(hash, node->as.box.name);
    case JR_INCLUDE:
    case JR_INCLUDE_INLINE: return jr_hash_more(hash, node->as.include.path);
    case JR_VIDEO:
    case JR_LINK:
    case JR_IMAGE: return hash_address(hash, node->as.link.url);
    case JR_CODE: return jr_hash_more(hash, node->as.text);
    case JR_FOOTNOTE:
    case JR_FOOTNOTE_REF: return jr_hash_more(hash, node->as.note.label);
    case JR_RAW_BLOCK:
    case JR_RAW_INLINE: return jr_hash_more(hash, node->as.raw.text);
    case JR_DOCUMENT:
    case JR_PARAGRAPH:
    case JR_PLAIN:
    case JR_CODE_BLOCK:
    case JR_BLOCK_QUOTE:
    case JR_ITEM:
    case JR_THEMATIC_BREAK:
    case JR_TABLE:
    case JR_TABLE_HEAD:
    case JR_TABLE_BODY:
    case JR_TABLE_ROW:
    case JR_TABLE_CELL:
    case JR_TAB_GROUP:
    case JR_TAB_TITLE:
    case JR_TEXT:
    case JR_SOFT_BREAK:
    case JR_LINE_BREAK:
    case JR_EMPH:
    case JR_STRONG:
    case JR_STRIKETHROUGH:
    case JR_UNDERLINE:
    case JR_SUPERSCRIPT:
    case JR_SUBSCRIPT:
    case JR_KIND_COUNT: return hash;
    }
    return hash;
}

uint64_t jr_code_content(const jr_piece *piece)
{
    const jr_node *node = piece->node;
    const uint64_t hash = jr_hash_number(JR_HASH_START, piece->type);
    if (piece->type == JR_CODE_TERM || piece->type == JR_CODE_ADDRESS)
        return hash_address(hash, piece->text);
    if (!node)
        return hash;
    const bool holds_image = node->kind == JR_LINK && node->first && node->first->kind == JR_IMAGE;
    return jr_hash_number(jr_hash_number(hash, jr_node_shape(node)), holds_image ? jr_node_shape(node->first) : 0);
}

/* What tells one text from another: not emphasis or a break, which any text may hold. */
static bool is_telling(const jr_piece *piece)
{
    static const bool telling[JR_CODE_COUNT] = {
        [JR_CODE_LINK] = true,    [JR_CODE_IMAGE] = true,   [JR_CODE_CODE] = true, [JR_CODE_FOOTNOTE] = true,
        [JR_CODE_INCLUDE] = true, [JR_CODE_ADDRESS] = true, [JR_CODE_TERM] = true,
    };
    return (piece->kind == JR_PIECE_OPEN || piece->kind == JR_PIECE_CODE) && telling[piece->type];
}

/* ---- Features ---- */

struct gathering {
    uint64_t *items;
    size_t n;
};

/* Numbers by their digits alone: "1,000" is "1.000" or "1 000" elsewhere. */
static void add_numbers(struct gathering *g, jr_str text)
{
    for (size_t i = 0; i < text.n;) {
        if (!jr_is_digit(text.p[i])) {
            i++;
            continue;
        }
        const size_t begin = i;
        while (i < text.n && jr_is_digit(text.p[i]))
            i++;
        g->items[g->n++] = jr_hash_more(JR_HASH_START, jr_str_sub(text, begin, i));
    }
}

static int by_value(const void *a, const void *b)
{
    const uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

/* A character of an East Asian script says as much as two and a half of an alphabet. */
static size_t length_of(jr_str text)
{
    size_t halves = 0;
    for (size_t at = 0; at < text.n;)
        halves += jr_is_cjk(jr_utf8_next(text, &at)) ? 5 : 2;
    return halves / 2;
}

jr_features jr_features_of(const jr_piece *pieces, size_t n, jr_arena *arena)
{
    jr_features f = {0};
    size_t most = n;
    for (size_t i = 0; i < n; i++)
        most += pieces[i].kind == JR_PIECE_TEXT ? pieces[i].text.n / 2 + 1 : 0;
    struct gathering g = {jr_arena_array(arena, uint64_t, most), 0};
    for (size_t i = 0; i < n; i++) {
        const jr_piece *piece = &pieces[i];
        if (piece->kind == JR_PIECE_TEXT) {
            f.length += length_of(piece->text);
            add_numbers(&g, piece->text);
        } else {
            f.length += length_of(piece->equiv);
            if (is_telling(piece))
                g.items[g.n++] = jr_code_content(piece);
        }
    }
    if (g.n > 1)
        qsort(g.items, g.n, sizeof *g.items, by_value);
    f.items = g.items;
    f.n = g.n;
    return f;
}

jr_features jr_features_join(const jr_features *items, size_t n, jr_arena *arena)
{
    jr_features f = {0};
    size_t most = 0;
    for (size_t i = 0; i < n; i++)
        most += items[i].n;
    uint64_t *all = jr_arena_array(arena, uint64_t, most);
    for (size_t i = 0; i < n; i++) {
        f.length += items[i].length;
        if (items[i].n)
            memcpy(all + f.n, items[i].items, items[i].n * sizeof *all);
        f.n += items[i].n;
    }
    if (f.n > 1)
        qsort(all, f.n, sizeof *all, by_value);
    f.items = all;
    return f;
}

size_t jr_features_differ(const jr_features *a, const jr_features *b)
{
    size_t i = 0, j = 0, n = 0;
    while (i < a->n && j < b->n) {
        if (a->items[i] == b->items[j]) {
            i++;
            j++;
        } else {
            n++;
            if (a->items[i] < b->items[j])
                i++;
            else
                j++;
        }
    }
    return n + (a->n - i) + (b->n - j);
}

double jr_length_cost(double source, double target, double ratio)
{
    /* Variance of the length of the translation of one character, as measured on parliamentary texts. */
    static const double variance = 6.8;
    const double expected = source * ratio;
    const double mean = (expected + target) / 2 + 1;
    const double deviation = target - expected;
    return deviation * deviation / (2 * variance * mean);
}
