/* SPDX-License-Identifier: MIT */
/* Text, addresses and ids: bytes are copied in runs, tables say where a run ends. */
#include "shared/xhtml.h"

/* What a byte of text needs: 0 nothing, 1 an escape, 2 a look at the bytes behind it (HTML only), 3 a line end. */
static const unsigned char text_class[256] = {
    ['"'] = 1,  ['&'] = 1,  ['<'] = 1,  ['>'] = 1,  ['\r'] = 3, [0x7F] = 2, /* DEL */
    [0xC2] = 2,                                                             /* U+0080 to U+009F */
    [0xEF] = 2,                                                             /* U+FDD0 to U+FDEF */
    [0xF0] = 2, [0xF1] = 2, [0xF2] = 2, [0xF3] = 2, [0xF4] = 2,             /* U+nFFFE, U+nFFFF */
};

static jr_str escape(char c)
{
    switch (c) {
    case '"': return JR_STR("&quot;");
    case '&': return JR_STR("&amp;");
    case '<': return JR_STR("&lt;");
    default: return JR_STR("&gt;");
    }
}

/* A control or a noncharacter (HTML §13.2.3.5), which XML allows. */
static bool html_forbids(uint32_t c)
{
    return (c >= 0x7F && c <= 0x9F) || (c >= 0xFDD0 && c <= 0xFDEF) || (c & 0xFFFE) == 0xFFFE;
}

/* The byte at *at stands at the end of a run. Gives what to write for it, or the empty slice to go on with the run, and
   moves *at behind it. */
static jr_str special(jr_str text, size_t *at, jr_xhtml_syntax syntax)
{
    const char c = text.p[*at];
    size_t next = *at;
    switch (text_class[(unsigned char)c]) {
    case 1: ++*at; return escape(c);
    case 3: ++*at; return syntax == JR_XHTML_XML ? JR_STR("&#13;") : JR_STR("\n");
    default: break;
    }
    const bool forbidden = html_forbids(jr_utf8_next(text, &next));
    *at = next;
    return forbidden && syntax != JR_XHTML_XML ? JR_STR("\xEF\xBF\xBD") : (jr_str){"", 0};
}

void jr_xhtml_text(jr_xhtml *x, jr_str text)
{
    size_t begin = 0;
    for (size_t i = 0; i < text.n;) {
        if (!text_class[(unsigned char)text.p[i]]) {
            i++;
            continue;
        }
        const size_t run = i;
        const jr_str instead = special(text, &i, x->syntax);
        if (!instead.n)
            continue;
        jr_put(x->out, jr_str_sub(text, begin, run));
        jr_put(x->out, instead);
        begin = i;
    }
    jr_put(x->out, jr_str_sub(text, begin, text.n));
}

/* What a byte of a URL becomes: 0 itself, 1 %XX, 2 something of its own. */
static const unsigned char url_class[256] = {
#define HEX1(n) [n] = 1
#define HEX16(n)                                                                                                       \
    HEX1(n), HEX1(n + 1), HEX1(n + 2), HEX1(n + 3), HEX1(n + 4), HEX1(n + 5), HEX1(n + 6), HEX1(n + 7), HEX1(n + 8),   \
        HEX1(n + 9), HEX1(n + 10), HEX1(n + 11), HEX1(n + 12), HEX1(n + 13), HEX1(n + 14), HEX1(n + 15)
    HEX16(0x00), HEX16(0x10), HEX16(0x80), HEX16(0x90), HEX16(0xA0), HEX16(0xB0), HEX16(0xC0),
    HEX16(0xD0), HEX16(0xE0), HEX16(0xF0),
#undef HEX16
    HEX1(' '),   HEX1('"'),   HEX1('<'),   HEX1('>'),   HEX1('^'),   HEX1('`'),   HEX1('{'),
    HEX1('|'),   HEX1('}'),   HEX1(0x7F),
#undef HEX1
    ['\''] = 2,  ['&'] = 2,   ['%'] = 2,   ['\\'] = 2,  ['#'] = 2,   ['['] = 2,   [']'] = 2,
};

static bool is_hex(char c)
{
    return jr_is_digit(c) || (jr_lower(c) >= 'a' && jr_lower(c) <= 'f');
}

static void put_percent(jr_buf *out, char c)
{
    static const char digits[] = "0123456789ABCDEF";
    jr_putc(out, '%');
    jr_putc(out, digits[(unsigned char)c >> 4]);
    jr_putc(out, digits[(unsigned char)c & 15]);
}

/* The length of "scheme:" (RFC 3986 §3.1); 0: none. */
static size_t scheme_length(jr_str url)
{
    size_t n = 0;
    while (n < url.n && (jr_is_alnum(url.p[n]) || (n > 0 && memchr("+-.", url.p[n], 3))))
        n++;
    return n > 0 && n < url.n && url.p[n] == ':' && jr_is_alpha(url.p[0]) ? n + 1 : 0;
}

/* The end of "scheme://[host]:port" or "//[host]", where brackets hold an IPv6 address (RFC 3986 §3.2.2), the only place
   where they may stand; 0: no such host. */
static size_t authority_end(jr_str url)
{
    const size_t slashes = scheme_length(url);
    if (!jr_str_starts(jr_str_sub(url, slashes, url.n), JR_STR("//")))
        return 0;
    size_t host = slashes + 2, end = host;
    for (; end < url.n && url.p[end] != '/' && url.p[end] != '?' && url.p[end] != '#'; end++)
        if (url.p[end] == '@')
            host = end + 1;
    return host < end && url.p[host] == '[' ? end : 0;
}

static void put_url_special(jr_buf *out, jr_str url, size_t i, bool in_host, bool *in_fragment)
{
    const char c = url.p[i];
    switch (c) {
    case '&': jr_puts(out, "&amp;"); return;
    case '\'': jr_puts(out, "&#x27;"); return;
    case '\\': jr_putc(out, '/'); return;
    case '%':
        if (i + 2 < url.n && is_hex(url.p[i + 1]) && is_hex(url.p[i + 2]))
            jr_putc(out, '%');
        else
            put_percent(out, c);
        return;
    case '#':
        if (*in_fragment)
            put_percent(out, c);
        else
            jr_putc(out, '#');
        *in_fragment = true;
        return;
    default: break;
    }
    if (in_host)
        jr_putc(out, c);
    else
        put_percent(out, c);
}

void jr_xhtml_url(jr_buf *out, jr_str url)
{
    const size_t host_end = authority_end(url);
    bool in_fragment = false;
    size_t begin = 0;
    for (size_t i = 0; i < url.n; i++) {
        const unsigned char what = url_class[(unsigned char)url.p[i]];
        if (!what)
            continue;
        jr_put(out, jr_str_sub(url, begin, i));
        begin = i + 1;
        if (what == 1)
            put_percent(out, url.p[i]);
        else
            put_url_special(out, url, i, i < host_end, &in_fragment);
    }
    jr_put(out, jr_str_sub(url, begin, url.n));
}

bool jr_xhtml_safe_url(jr_str url)
{
    static const jr_str unsafe[] = {JR_STR_INIT("javascript:"), JR_STR_INIT("vbscript:"), JR_STR_INIT("file:"),
                                    JR_STR_INIT("data:")};
    static const jr_str pictures[] = {JR_STR_INIT("data:image/png"), JR_STR_INIT("data:image/gif"),
                                      JR_STR_INIT("data:image/jpeg"), JR_STR_INIT("data:image/webp")};
    url = jr_str_trim(url);
    for (size_t i = 0; i < sizeof unsafe / sizeof *unsafe; i++) {
        if (!jr_str_starts_nocase(url, unsafe[i]))
            continue;
        for (size_t k = 0; k < sizeof pictures / sizeof *pictures; k++)
            if (jr_str_starts_nocase(url, pictures[k]))
                return true;
        return false;
    }
    return true;
}

/* NameStartChar of XML 1.0 §2.3 beyond ASCII, without the colon; first and last code point of each range. */
static const uint32_t name_start[][2] = {
    {0xC0, 0xD6},     {0xD8, 0xF6},     {0xF8, 0x2FF},    {0x370, 0x37D},   {0x37F, 0x1FFF},  {0x200C, 0x200D},
    {0x2070, 0x218F}, {0x2C00, 0x2FEF}, {0x3001, 0xD7FF}, {0xF900, 0xFDCF}, {0xFDF0, 0xFFFD}, {0x10000, 0xEFFFF},
};
/* What NameChar adds to it. */
static const uint32_t name_more[][2] = {{0xB7, 0xB7}, {0x300, 0x36F}, {0x203F, 0x2040}};

static bool in_ranges(uint32_t c, const uint32_t (*range)[2], size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (c >= range[i][0] && c <= range[i][1])
            return true;
    return false;
}

static bool is_name_char(uint32_t c, bool first)
{
    if (c < 0x80)
        return jr_is_alpha((char)c) || c == '_' || (!first && (jr_is_digit((char)c) || c == '-' || c == '.'));
    return in_ranges(c, name_start, sizeof name_start / sizeof *name_start) ||
           (!first && in_ranges(c, name_more, sizeof name_more / sizeof *name_more));
}

/* Different ids stay different: '_' goes before what cannot begin a Name, and before another '_'. */
static void put_xml_id(jr_buf *out, jr_str id)
{
    size_t at = 0;
    if (!id.n || id.p[0] == '_' || !is_name_char(jr_utf8_next(id, &at), true))
        jr_putc(out, '_');
    for (at = 0; at < id.n;) {
        const size_t begin = at;
        const uint32_t c = jr_utf8_next(id, &at);
        if (is_name_char(c, false))
            jr_put(out, jr_str_sub(id, begin, at));
        else
            jr_printf(out, "_%X_", (unsigned)c);
    }
}

void jr_xhtml_put_id(jr_buf *out, jr_str id, jr_xhtml_syntax syntax)
{
    if (syntax == JR_XHTML_XML) {
        put_xml_id(out, id);
        return;
    }
    for (size_t i = 0; i < id.n; i++) {
        if (jr_is_space(id.p[i]))
            jr_putc(out, '_');
        else if (text_class[(unsigned char)id.p[i]] == 1)
            jr_put(out, escape(id.p[i]));
        else
            jr_putc(out, id.p[i]);
    }
}
