/* SPDX-License-Identifier: MIT */
/* Links: inside the page by bookmark, to the world by relationship. What would be dead on the reader's machine is text.
   Word refuses a whole file for one malformed URI, so that nothing goes out unchecked. */
#include "docx/docx.h"

#include "shared/url.h"

#include <arpa/inet.h>

#define LONGEST_URI 2048 /* what Word's hyperlinks hold */
#define LONGEST_TIP 255

/* ---- Percent-encoding (RFC 3986 §2) ---- */

static int hex_value(char c)
{
    if (jr_is_digit(c))
        return c - '0';
    c = jr_lower(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool is_escape(jr_str s, size_t at)
{
    return at + 2 < s.n && s.p[at] == '%' && hex_value(s.p[at + 1]) >= 0 && hex_value(s.p[at + 2]) >= 0;
}

static bool is_plain(char c)
{
    return jr_is_alnum(c) || (c && strchr("-._~:/?@!$&'()*+,;=", c) != NULL);
}

/* Appends what may stand in a path, query or fragment; the first '#' stays. */
static void encode(jr_buf *out, jr_str s)
{
    static const char digits[] = "0123456789ABCDEF";
    bool fragment = false;
    for (size_t i = 0; i < s.n; i++) {
        const unsigned char c = (unsigned char)s.p[i];
        if (is_plain(s.p[i]) || is_escape(s, i) || (c == '#' && !fragment)) {
            jr_putc(out, s.p[i]);
            fragment = fragment || c == '#';
        } else {
            jr_putc(out, '%');
            jr_putc(out, digits[c >> 4]);
            jr_putc(out, digits[c & 15]);
        }
    }
}

/* ---- Hosts (RFC 3986 §3.2) ---- */

static bool is_ipv6(jr_str s)
{
    char text[64];
    struct in6_addr address;
    if (s.n >= sizeof text || s.n == 0)
        return false;
    memcpy(text, s.p, s.n);
    text[s.n] = '\0';
    return memchr(text, '\0', s.n) == NULL && inet_pton(AF_INET6, text, &address) == 1;
}

/* Labels of letters, digits, '-' and '_'; letters of other scripts as they are (RFC 3987). */
static bool is_name(jr_str s)
{
    size_t label = 0;
    for (size_t i = 0; i < s.n;) {
        const uint32_t c = jr_utf8_next(s, &i);
        if (c == '.' && label == 0)
            return false;
        label = c == '.' ? 0 : label + 1;
        if (label > 63 || (c < 0x80 && c != '.' && c != '-' && c != '_' && !jr_is_alnum((char)c)) ||
            (c >= 0x80 && !jr_is_word(c)))
            return false;
        if (c == '-' && label == 1)
            return false;
    }
    return s.n > 0 && s.n <= 253;
}

static bool is_port(jr_str s)
{
    unsigned port = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (!jr_is_digit(s.p[i]) || (port = port * 10 + (unsigned)(s.p[i] - '0')) > 65535)
            return false;
    }
    return true;
}

static bool is_authority(jr_str s)
{
    const size_t at = jr_str_find(s, 0, '@');
    if (at < s.n) {
        for (size_t i = 0; i < at; i++) {
            if (!is_plain(s.p[i]) && !is_escape(s, i))
                return false;
        }
        s = jr_str_sub(s, at + 1, s.n);
    }
    if (s.n && s.p[0] == '[') {
        const size_t end = jr_str_find(s, 0, ']');
        const jr_str rest = jr_str_sub(s, end + 1, s.n);
        return end < s.n && is_ipv6(jr_str_sub(s, 1, end)) &&
               (rest.n == 0 || (rest.p[0] == ':' && is_port(jr_str_sub(rest, 1, rest.n))));
    }
    const size_t colon = jr_str_find(s, 0, ':');
    return is_name(jr_str_sub(s, 0, colon)) && is_port(jr_str_sub(s, colon + 1, s.n));
}

/* ---- Absolute URIs ---- */

typedef enum scheme_sort { SORT_HOST, SORT_MAIL, SORT_OPAQUE, SORT_NAME } scheme_sort;

/* What may be followed from a document; all other schemes are refused. */
static const struct {
    jr_str name;
    scheme_sort sort;
} schemes[] = {
    {JR_STR_INIT("https"), SORT_HOST},         {JR_STR_INIT("http"), SORT_HOST},   {JR_STR_INIT("mailto"), SORT_MAIL},
    {JR_STR_INIT("ftp"), SORT_HOST},           {JR_STR_INIT("ftps"), SORT_HOST},   {JR_STR_INIT("sftp"), SORT_HOST},
    {JR_STR_INIT("tel"), SORT_OPAQUE},         {JR_STR_INIT("sms"), SORT_OPAQUE},  {JR_STR_INIT("sip"), SORT_OPAQUE},
    {JR_STR_INIT("sips"), SORT_OPAQUE},        {JR_STR_INIT("news"), SORT_OPAQUE}, {JR_STR_INIT("urn"), SORT_OPAQUE},
    {JR_STR_INIT("ms-settings"), SORT_OPAQUE}, {JR_STR_INIT("xref"), SORT_NAME},
};

static bool put_host(jr_buf *out, jr_str rest)
{
    if (!jr_str_starts(rest, JR_STR("//")))
        return false;
    size_t end = 2;
    while (end < rest.n && rest.p[end] != '/' && rest.p[end] != '?' && rest.p[end] != '#' && rest.p[end] != '\\')
        end++;
    if (!is_authority(jr_str_sub(rest, 2, end)))
        return false;
    jr_put(out, jr_str_sub(rest, 0, end));
    encode(out, jr_str_sub(rest, end, rest.n));
    return true;
}

static bool put_mail(jr_buf *out, jr_str rest)
{
    const size_t query = jr_str_find(rest, 0, '?');
    const size_t at = jr_str_find(rest, 0, '@');
    if (at == 0 || at >= query || !is_name(jr_str_sub(rest, at + 1, query)))
        return false;
    encode(out, jr_str_sub(rest, 0, at));
    jr_put(out, jr_str_sub(rest, at, query));
    encode(out, jr_str_sub(rest, query, rest.n));
    return true;
}

/* The URI of a URL with a scheme, or the empty slice. */
static jr_str absolute(docx *d, const jr_node *node, jr_str url, size_t scheme)
{
    const jr_str name = jr_str_sub(url, 0, scheme), rest = jr_str_sub(url, scheme + 1, url.n);
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
        if (!jr_str_eq_nocase(name, schemes[i].name))
            continue;
        if (schemes[i].sort == SORT_NAME)
            return (jr_str){0};
        jr_buf out = {0};
        jr_put(&out, schemes[i].name);
        jr_putc(&out, ':');
        bool ok = schemes[i].sort == SORT_HOST   ? put_host(&out, rest)
                  : schemes[i].sort == SORT_MAIL ? put_mail(&out, rest)
                                                 : rest.n > 0;
        if (ok && schemes[i].sort == SORT_OPAQUE)
            encode(&out, rest);
        if (ok && out.n <= LONGEST_URI)
            return jr_buf_take(&out, d->arena);
        jr_buf_free(&out);
        jr_report(d->ctx->diag, JR_D_BROKEN_LINK, &node->span,
                  "\"%.*s\" is no address; its text is kept without a link", JR_FMT(url));
        return (jr_str){0};
    }
    jr_report(d->ctx->diag, JR_D_UNSAFE_LINK, &node->span, "links to \"%.*s:\" are refused", JR_FMT(name));
    return (jr_str){0};
}

/* A relative reference seen from the base address, or the empty slice. */
static jr_str resolve(docx *d, jr_str text)
{
    const jr_url base = jr_url_split(jr_url_clean(d->arena, d->base_url));
    if (!jr_url_is_web(&base) || !base.has_authority)
        return (jr_str){0};
    const jr_url relative = jr_url_split(jr_url_clean(d->arena, text));
    const jr_url target = jr_url_resolve(d->arena, &base, &relative);
    jr_buf out = {0};
    jr_url_write(&out, &target);
    return jr_buf_take(&out, d->arena);
}

jr_str docx_link_uri(docx *d, const jr_node *node, jr_str url)
{
    url = jr_str_trim(url);
    size_t scheme = jr_url_split(url).scheme.n;
    if (scheme == 0) {
        if (jr_str_starts(url, JR_STR("//")))
            url = jr_arena_printf(d->arena, "https:%.*s", JR_FMT(url));
        else if (url.n == 0 || d->base_url.n == 0 || url.p[0] == '~')
            return (jr_str){0};
        else
            url = resolve(d, url);
        scheme = jr_url_split(url).scheme.n;
    }
    return scheme ? absolute(d, node, url, scheme) : (jr_str){0};
}

/* ---- Hyperlinks ---- */

uint32_t docx_relate(docx *d, const char *type, jr_str target, bool external)
{
    size_t *known = jr_map_at(&d->part->targets, target);
    if (*known)
        return (uint32_t)*known;
    const uint32_t number = ++d->part->n_rels;
    *known = number;
    jr_printf(&d->part->rels,
              "<Relationship Id=\"rId%u\" "
              "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s\" Target=\"",
              (unsigned)number, type);
    jr_xml_attr_text(&d->part->rels, target);
    jr_put(&d->part->rels, external ? JR_STR("\" TargetMode=\"External\"/>") : JR_STR("\"/>"));
    return number;
}

/* The bookmark that "#fragment" names, or NULL: told when the page's addresses were settled. */
static docx_bookmark *internal(docx *d, jr_str fragment)
{
    if (fragment.n == 0 || jr_str_eq_nocase(fragment, JR_STR("top")))
        return NULL; /* HTML §7.4.6.4: the top of the page, where there is no such id */
    docx_bookmark *b = docx_bookmark_find(d, fragment);
    if (!b) {
        jr_buf decoded = {0};
        jr_url_decode(&decoded, fragment);
        b = docx_bookmark_find(d, jr_buf_str(&decoded));
        jr_buf_free(&decoded);
    }
    return b;
}

static void put_tip(docx *d, jr_str title)
{
    size_t end = 0;
    for (size_t n = 0; end < title.n && n < LONGEST_TIP; n++)
        jr_utf8_next(title, &end);
    if (title.n == 0)
        return;
    jr_puts(d->out, " w:tooltip=\"");
    jr_xml_attr_text(d->out, jr_str_sub(title, 0, end));
    jr_putc(d->out, '"');
}

bool docx_link_open(docx *d, const jr_node *node, jr_str url, jr_str title)
{
    docx_bookmark *b = NULL;
    jr_str uri = {0};
    if (d->line.in_link) /* WML §17.16.22: a hyperlink holds no other */
        return false;
    if (url.n && url.p[0] == '#')
        b = internal(d, jr_str_sub(url, 1, url.n));
    else
        uri = docx_link_uri(d, node, url);
    if (!b && uri.n == 0)
        return false;
    docx_run_end(d);
    if (b) {
        b->wanted = true;
        jr_puts(d->out, "<w:hyperlink w:anchor=\"");
        jr_xml_attr_text(d->out, b->name);
        jr_puts(d->out, "\" w:history=\"1\"");
    } else {
        jr_printf(d->out, "<w:hyperlink r:id=\"rId%u\" w:history=\"1\"",
                  (unsigned)docx_relate(d, "hyperlink", uri, true));
    }
    put_tip(d, title);
    jr_putc(d->out, '>');
    d->line.in_link = true;
    return true;
}

void docx_link_close(docx *d)
{
    docx_run_end(d);
    jr_puts(d->out, "</w:hyperlink>");
    d->line.in_link = false;
}
