/* SPDX-License-Identifier: MIT */
#include "json_in.h"

#include <jerome/buf.h>

typedef struct reader {
    jr_str s;
    size_t at;
    jr_arena *arena;
    unsigned depth;
} reader;

static bool fits(const reader *r, jr_str text)
{
    return jr_str_starts(jr_str_sub(r->s, r->at, r->s.n), text);
}

/* Moves behind white space and comments. */
static void skip_blank(reader *r)
{
    for (;;) {
        while (r->at < r->s.n && jr_is_space(r->s.p[r->at]))
            r->at++;
        if (fits(r, JR_STR("//")))
            r->at = jr_str_find(r->s, r->at, '\n');
        else if (fits(r, JR_STR("/*")))
            r->at = jr_str_search(r->s, r->at + 2, JR_STR("*/")) + 2;
        else
            break;
    }
    if (r->at > r->s.n)
        r->at = r->s.n;
}

static bool take(reader *r, char c)
{
    skip_blank(r);
    if (r->at >= r->s.n || r->s.p[r->at] != c)
        return false;
    r->at++;
    return true;
}

/* ---- Strings: RFC 8259 §7 ---- */

static bool read_hex(reader *r, uint32_t *ret_value)
{
    uint32_t value = 0;
    for (int i = 0; i < 4; i++, r->at++) {
        const char c = r->at < r->s.n ? jr_lower(r->s.p[r->at]) : '\0';
        if (!jr_is_digit(c) && (c < 'a' || c > 'f'))
            return false;
        value = value * 16 + (uint32_t)(jr_is_digit(c) ? c - '0' : c - 'a' + 10);
    }
    *ret_value = value;
    return true;
}

static bool read_unicode(reader *r, jr_buf *out)
{
    uint32_t c, low;
    if (!read_hex(r, &c))
        return false;
    const reader behind = *r;
    if (c >= 0xD800 && c < 0xDC00 && fits(r, JR_STR("\\u"))) {
        r->at += 2;
        if (!read_hex(r, &low))
            return false;
        if (low >= 0xDC00 && low < 0xE000)
            c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
        else
            *r = behind;
    }
    if (c >= 0xDC80 && c <= 0xDCFF)
        jr_putc(out, (char)(unsigned char)(c - 0xDC00));
    else
        jr_put_utf8(out, c >= 0xD800 && c < 0xE000 ? JR_REPLACEMENT : c);
    return true;
}

static bool read_escape(reader *r, jr_buf *out)
{
    static const char letters[] = "\"\\/bfnrt", meanings[] = "\"\\/\b\f\n\r\t";
    if (r->at >= r->s.n)
        return false;
    const char c = r->s.p[r->at++];
    if (c == 'u')
        return read_unicode(r, out);
    const char *letter = memchr(letters, c, sizeof letters - 1);
    if (letter)
        jr_putc(out, meanings[letter - letters]);
    return letter != NULL;
}

/* Behind the opening quotation mark. */
static bool read_string(reader *r, jr_str *ret_text)
{
    const size_t begin = r->at;
    while (r->at < r->s.n && r->s.p[r->at] != '"' && r->s.p[r->at] != '\\' && (unsigned char)r->s.p[r->at] >= 0x20)
        r->at++;
    *ret_text = jr_str_sub(r->s, begin, r->at);
    if (r->at < r->s.n && r->s.p[r->at] == '"') { /* as most are: no escapes */
        r->at++;
        return true;
    }
    jr_buf text = {0};
    bool ok = true;
    jr_put(&text, *ret_text);
    while (ok && r->at < r->s.n && r->s.p[r->at] != '"') {
        const char c = r->s.p[r->at];
        ok = (unsigned char)c >= 0x20;
        r->at += ok;
        if (ok && c == '\\')
            ok = read_escape(r, &text);
        else if (ok)
            jr_putc(&text, c);
    }
    *ret_text = jr_buf_take(&text, r->arena);
    ok = ok && r->at < r->s.n;
    r->at += ok;
    return ok;
}

/* ---- Values ---- */

static bool read_number(reader *r, jr_json *value)
{
    const size_t begin = r->at;
    while (r->at < r->s.n && (jr_is_alnum(r->s.p[r->at]) || memchr("+-.", r->s.p[r->at], 3)))
        r->at++;
    value->kind = JR_JSON_NUMBER;
    value->text = jr_str_sub(r->s, begin, r->at);
    if (r->at > begin && (jr_is_digit(r->s.p[begin]) || (r->s.p[begin] == '-' && r->at > begin + 1)))
        return true;
    r->at = begin;
    return false;
}

static bool read_word(reader *r, jr_json *value)
{
    static const struct {
        jr_str word;
        jr_json_kind kind;
    } words[] = {{JR_STR_INIT("null"), JR_JSON_NULL},
                 {JR_STR_INIT("true"), JR_JSON_TRUE},
                 {JR_STR_INIT("false"), JR_JSON_FALSE}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (fits(r, words[i].word)) {
            r->at += words[i].word.n;
            value->kind = words[i].kind;
            return true;
        }
    return read_number(r, value);
}

static bool read_value(reader *r, jr_json *value);

/* Behind the opening bracket: members up to `close`, with keys in an object. */
static bool read_members(reader *r, jr_json *parent, char close)
{
    const jr_json **link = &parent->first;
    if (++r->depth > JR_JSON_DEPTH)
        return false;
    while (!take(r, close)) {
        jr_json *member = jr_arena_new(r->arena, jr_json);
        if (close == '}' && !(take(r, '"') && read_string(r, &member->key) && take(r, ':')))
            return false;
        if (!read_value(r, member))
            return false;
        *link = member;
        link = &member->next;
        skip_blank(r);
        if (!take(r, ',') && (r->at >= r->s.n || r->s.p[r->at] != close))
            return false;
    }
    r->depth--;
    return true;
}

/* No deeper than JR_JSON_DEPTH. */
static bool read_value(reader *r, jr_json *value)
{
    skip_blank(r);
    value->at = r->at;
    if (take(r, '{')) {
        value->kind = JR_JSON_OBJECT;
        return read_members(r, value, '}');
    }
    if (take(r, '[')) {
        value->kind = JR_JSON_ARRAY;
        return read_members(r, value, ']');
    }
    if (take(r, '"')) {
        value->kind = JR_JSON_STRING;
        return read_string(r, &value->text);
    }
    return read_word(r, value);
}

bool jr_json_read(jr_str bytes, jr_arena *arena, const jr_json **ret_value, size_t *ret_at)
{
    reader r = {.s = bytes, .arena = arena};
    if (fits(&r, JR_STR("\xEF\xBB\xBF")))
        r.at = 3;
    jr_json *value = jr_arena_new(arena, jr_json);
    const bool ok = read_value(&r, value);
    if (ok)
        skip_blank(&r);
    *ret_at = r.at;
    *ret_value = value;
    return ok && r.at == bytes.n;
}

jr_span jr_json_place(jr_str bytes, size_t at, uint32_t file)
{
    uint32_t line = 1;
    size_t begin = 0;
    for (size_t end = jr_str_find(bytes, 0, '\n'); end < at; end = jr_str_find(bytes, begin, '\n')) {
        line++;
        begin = end + 1;
    }
    return (jr_span){file, (uint32_t)at, (uint32_t)at, line, (uint32_t)(at - begin) + 1};
}

const jr_json *jr_json_member(const jr_json *object, const char *key)
{
    const jr_str name = jr_str_from(key);
    if (!object || object->kind != JR_JSON_OBJECT)
        return NULL;
    for (const jr_json *m = object->first; m; m = m->next)
        if (jr_str_eq(m->key, name))
            return m;
    return NULL;
}

jr_str jr_json_text(const jr_json *object, const char *key)
{
    const jr_json *m = jr_json_member(object, key);
    return m && m->kind == JR_JSON_STRING ? m->text : (jr_str){"", 0};
}

uint64_t jr_json_number(const jr_json *number)
{
    uint64_t value = 0;
    if (!number || number->kind != JR_JSON_NUMBER)
        return 0;
    for (size_t i = 0; i < number->text.n; i++) {
        if (!jr_is_digit(number->text.p[i]) || value > (UINT64_MAX - 9) / 10)
            return 0;
        value = value * 10 + (uint64_t)(number->text.p[i] - '0');
    }
    return value;
}

uint64_t jr_json_uint(const jr_json *object, const char *key)
{
    return jr_json_number(jr_json_member(object, key));
}
