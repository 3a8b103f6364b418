/* SPDX-License-Identifier: MIT */
#include "shared/url.h"

#include <arpa/inet.h>

/* What a character may be part of as it is (RFC 3986 §3): path segments, queries and fragments hold pchar; the last two
   also
   '/' and '?'. */
enum { PCHAR = 1, SLASH = 2, QUESTION = 4, HEX = 8, HOST = 16 };

static const unsigned char class_of[256] = {
    ['-'] = PCHAR | HOST, ['.'] = PCHAR | HOST, ['_'] = PCHAR | HOST, ['~'] = PCHAR,    ['!'] = PCHAR,
    ['$'] = PCHAR,        ['&'] = PCHAR,        ['\''] = PCHAR,       ['('] = PCHAR,    [')'] = PCHAR,
    ['*'] = PCHAR,        ['+'] = PCHAR,        [','] = PCHAR,        [';'] = PCHAR,    ['='] = PCHAR,
    [':'] = PCHAR,        ['@'] = PCHAR,        ['/'] = SLASH,        ['?'] = QUESTION,
};

static unsigned class(char c)
{
    if (jr_is_alnum(c)) {
        const char low = jr_lower(c);
        return PCHAR | HOST | (jr_is_digit(c) || (low >= 'a' && low <= 'f') ? HEX : 0u);
    }
    return class_of[(unsigned char)c];
}

static bool is_escape(jr_str s, size_t at)
{
    return at + 2 < s.n && s.p[at] == '%' && (class(s.p[at + 1]) & HEX) && (class(s.p[at + 2]) & HEX);
}

/* ALPHA *( ALPHA / DIGIT / "+" / "-" / "." ) ":"; length without the colon, or 0. */
static size_t scheme_length(jr_str s)
{
    if (!s.n || !jr_is_alpha(s.p[0]))
        return 0;
    size_t i = 1;
    while (i < s.n && (jr_is_alnum(s.p[i]) || s.p[i] == '+' || s.p[i] == '-' || s.p[i] == '.'))
        i++;
    return i < s.n && s.p[i] == ':' ? i : 0;
}

jr_url jr_url_split(jr_str text)
{
    jr_url url = {0};
    const size_t scheme = scheme_length(text);
    if (scheme) {
        url.scheme = jr_str_sub(text, 0, scheme);
        text = jr_str_sub(text, scheme + 1, text.n);
    }
    const size_t hash = jr_str_find(text, 0, '#');
    if (hash < text.n) {
        url.has_fragment = true;
        url.fragment = jr_str_sub(text, hash + 1, text.n);
        text = jr_str_sub(text, 0, hash);
    }
    const size_t question = jr_str_find(text, 0, '?');
    if (question < text.n) {
        url.has_query = true;
        url.query = jr_str_sub(text, question + 1, text.n);
        text = jr_str_sub(text, 0, question);
    }
    if (jr_str_starts(text, JR_STR("//"))) {
        const size_t slash = jr_str_find(text, 2, '/');
        url.has_authority = true;
        url.authority = jr_str_sub(text, 2, slash);
        text = jr_str_sub(text, slash, text.n);
    }
    url.path = text;
    return url;
}

jr_str jr_url_clean(jr_arena *arena, jr_str text)
{
    jr_buf out = {0};
    bool path = true;
    text = jr_str_trim(text);
    for (size_t i = 0; i < text.n; i++) {
        const char c = text.p[i];
        if (c == '?' || c == '#')
            path = false;
        if (c != '\n' && c != '\r' && c != '\t')
            jr_putc(&out, c == '\\' && path ? '/' : c);
    }
    return jr_buf_take(&out, arena);
}

/* An IPv6 address in brackets (RFC 3986 §3.2.2); length with the brackets, or 0. */
static size_t address_length(jr_str authority)
{
    char text[INET6_ADDRSTRLEN] = "";
    unsigned char address[sizeof(struct in6_addr)];
    const size_t end = jr_str_find(authority, 0, ']');
    if (end == authority.n || end - 1 >= sizeof text || memchr(authority.p, 0, end))
        return 0;
    memcpy(text, authority.p + 1, end - 1);
    return inet_pton(AF_INET6, text, address) == 1 ? end + 1 : 0;
}

/* A name of labels of at most 63 bytes, 253 in all (RFC 1035 §2.3.4), in ASCII or beyond; its length, or 0. U+FFFD stands
   for what could not be read, and no name has it (UTS #46 §4). */
static size_t name_length(jr_str authority)
{
    size_t i = 0, label = 0;
    if (jr_str_search(authority, 0, JR_STR("\xEF\xBF\xBD")) < authority.n)
        return 0;
    for (; i < authority.n && ((class(authority.p[i]) & HOST) || (unsigned char)authority.p[i] >= 0x80); i++) {
        if (authority.p[i] == '.' && label == 0)
            return 0;
        label = authority.p[i] == '.' ? 0 : label + 1;
        if (label > 63 || i >= 253)
            return 0;
    }
    return i;
}

/* A host with an optional port of at most 65535. User information is refused: it is a trap or a secret. */
static bool host_valid(jr_str authority)
{
    size_t i = authority.n && authority.p[0] == '[' ? address_length(authority) : name_length(authority);
    if (i == 0 || i == authority.n)
        return i > 0;
    if (authority.p[i++] != ':')
        return false;
    uint32_t port = 0;
    for (; i < authority.n && jr_is_digit(authority.p[i]) && port <= 65535; i++)
        port = port * 10 + (uint32_t)(authority.p[i] - '0');
    return i == authority.n && port <= 65535;
}

bool jr_url_is_web(const jr_url *url)
{
    static const jr_str with_host[] = {JR_STR_INIT("https"), JR_STR_INIT("http"), JR_STR_INIT("ftp")};
    static const jr_str without[] = {JR_STR_INIT("mailto"), JR_STR_INIT("tel")};
    for (size_t i = 0; i < sizeof with_host / sizeof *with_host; i++)
        if (jr_str_eq_nocase(url->scheme, with_host[i]))
            return url->has_authority && host_valid(url->authority);
    for (size_t i = 0; i < sizeof without / sizeof *without; i++)
        if (jr_str_eq_nocase(url->scheme, without[i]))
            return !url->has_authority && url->path.n > 0;
    return false;
}

static void put_part(jr_buf *out, jr_str s, unsigned allowed)
{
    static const char digits[] = "0123456789ABCDEF";
    for (size_t i = 0; i < s.n; i++) {
        const unsigned char c = (unsigned char)s.p[i];
        if (c >= 0x80 || (class(s.p[i]) & allowed) || is_escape(s, i)) {
            jr_putc(out, s.p[i]);
        } else {
            jr_putc(out, '%');
            jr_putc(out, digits[c >> 4]);
            jr_putc(out, digits[c & 15]);
        }
    }
}

void jr_url_write(jr_buf *out, const jr_url *url)
{
    if (url->scheme.n) {
        for (size_t i = 0; i < url->scheme.n; i++)
            jr_putc(out, jr_lower(url->scheme.p[i]));
        jr_putc(out, ':');
    }
    if (url->has_authority) {
        jr_puts(out, "//");
        jr_put(out, url->authority);
    }
    put_part(out, url->path, PCHAR | SLASH);
    if (url->has_query) {
        jr_putc(out, '?');
        put_part(out, url->query, PCHAR | SLASH | QUESTION);
    }
    if (url->has_fragment) {
        jr_putc(out, '#');
        put_part(out, url->fragment, PCHAR | SLASH | QUESTION);
    }
}

static unsigned hex_value(char c)
{
    return (unsigned)(jr_is_digit(c) ? c - '0' : jr_lower(c) - 'a' + 10);
}

void jr_url_decode(jr_buf *out, jr_str text)
{
    for (size_t i = 0; i < text.n; i++) {
        if (is_escape(text, i)) {
            jr_putc(out, (char)(unsigned char)(hex_value(text.p[i + 1]) << 4 | hex_value(text.p[i + 2])));
            i += 2;
        } else {
            jr_putc(out, text.p[i]);
        }
    }
}

/* RFC 3986 §5.2.4 on a path that begins with '/'. */
static jr_str without_dots(jr_arena *arena, jr_str path)
{
    jr_buf out = {0};
    for (size_t i = 0; i < path.n;) {
        const size_t end = jr_str_find(path, i + 1, '/');
        const jr_str segment = jr_str_sub(path, i + 1, end);
        const bool up = jr_str_eq(segment, JR_STR(".."));
        if (up)
            while (out.n > 0 && out.p[--out.n] != '/')
                ;
        if (!up && !jr_str_eq(segment, JR_STR(".")))
            jr_put(&out, jr_str_sub(path, i, end));
        else if (end == path.n)
            jr_putc(&out, '/');
        i = end;
    }
    return jr_buf_take(&out, arena);
}

/* RFC 3986 §5.2.3: the relative path behind the last '/' of the base's. */
static jr_str merge(jr_arena *arena, const jr_url *base, jr_str path)
{
    size_t end = base->path.n;
    while (end > 0 && base->path.p[end - 1] != '/')
        end--;
    return jr_arena_printf(arena, "%s%.*s%.*s", end ? "" : "/", JR_FMT(jr_str_sub(base->path, 0, end)), JR_FMT(path));
}

jr_url jr_url_resolve(jr_arena *arena, const jr_url *base, const jr_url *relative)
{
    if (relative->scheme.n)
        return *relative;
    jr_url url = *relative;
    url.scheme = base->scheme;
    if (relative->has_authority)
        return url;
    url.authority = base->authority;
    url.has_authority = base->has_authority;
    if (!relative->path.n) {
        url.path = base->path;
        if (!relative->has_query) {
            url.query = base->query;
            url.has_query = base->has_query;
        }
        return url;
    }
    const bool rooted = relative->path.p[0] == '/';
    url.path = without_dots(arena, rooted ? relative->path : merge(arena, base, relative->path));
    return url;
}
