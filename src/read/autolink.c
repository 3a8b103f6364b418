/* SPDX-License-Identifier: MIT */
/* One pass over each text. Three bytes can start or be inside an address: ':' of "http://", 'w' of "www.", '@' of a
   mail address. Nothing is scanned twice: a place that was tried is never tried again. */
#include "autolink.h"

#include "ast/build.h"
#include "locate.h"

/* The text at work, and what has been decided about it. */
struct scan {
    jr_str s;
    uint32_t before;   /* the character before the text; '\n': the text starts a line */
    size_t floor;      /* no address starts before: the end of the last one found */
    size_t bad_domain; /* end of the last run of domain characters that is no valid domain */
    size_t brackets;   /* '[' open before: an address in brackets may be about to become a link's text */
    struct {
        jr_str bytes;            /* the author's, of which the text is made */
        size_t at;               /* how far they have been followed */
        size_t text;             /* the same in the text */
        bool escaped, reference; /* a backslash stands before text[text - 1]; a reference stands for it */
    } source;
};

/* An address: text[begin, end), and what stands before it in the URL. */
struct address {
    size_t begin, end;
    jr_str prefix;
};

/* ---- Characters ---- */

static bool is_local(char c)
{
    return jr_is_alnum(c) || c == '.' || c == '+' || c == '-' || c == '_';
}

/* Quotation marks, the ellipsis, and the full-width punctuation of East Asian text close an address: a URL has none of
   them (RFC 3986). */
static bool is_foreign_punctuation(uint32_t c)
{
    return c == 0xAB || c == 0xBB || (c >= 0x2018 && c <= 0x201F) || c == 0x2026 || (c >= 0x3000 && c <= 0x303F) ||
           (c >= 0xFF01 && c <= 0xFF0F) || (c >= 0xFF1A && c <= 0xFF20) || (c >= 0xFF3B && c <= 0xFF40) ||
           (c >= 0xFF5B && c <= 0xFF65);
}

static bool ends_address(uint32_t c)
{
    return c <= ' ' || c == '<' || c == 0x7F || (c >= 0x80 && (jr_is_white(c) || is_foreign_punctuation(c)));
}

/* "At the beginning of a line, after whitespace, or any of the delimiting characters *, _, ~, and (". */
static bool may_start(const struct scan *t, size_t at)
{
    if (at == 0)
        return t->before == '(' || t->before == '*' || t->before == '_' || t->before == '~' ||
               (t->before != 0x80 && jr_is_white(t->before));
    const unsigned char c = (unsigned char)t->s.p[at - 1];
    if (c < 0x80)
        return jr_is_space((char)c) || c == '(' || c == '*' || c == '_' || c == '~';
    size_t start = at - 1;
    while (start > 0 && at - start < 4 && ((unsigned char)t->s.p[start] & 0xC0) == 0x80)
        start--;
    return jr_is_white(jr_utf8_next(t->s, &start));
}

/* Length of the character reference that the author wrote at source[at] for what is text[i], or 0. */
static size_t reference_at(jr_str source, size_t at, jr_str text, size_t i)
{
    enum { LONGEST = 34 };
    size_t end = at + 1;
    while (end < source.n && end - at < LONGEST && (jr_is_alnum(source.p[end]) || source.p[end] == '#'))
        end++;
    if (source.p[at] != '&' || end == source.n || source.p[end] != ';')
        return 0;
    return jr_str_starts(jr_str_sub(text, i, text.n), jr_str_sub(source, at, end)) ? 0 : end + 1 - at;
}

/* Follows the author's bytes to s[at]; asked in rising order. *ret_reference: a reference stands for it. False: no
   backslash stands before it, or the bytes are not those of the text. */
static bool follow(struct scan *t, size_t at, bool *ret_reference)
{
    const jr_str source = t->source.bytes;
    if (source.n <= t->s.n)
        return false;
    while (t->source.text <= at && t->source.at < source.n) {
        const size_t from = t->source.at, length = reference_at(source, from, t->s, t->source.text);
        size_t next = t->source.text + 1;
        t->source.reference = length > 0;
        t->source.escaped = source.p[from] == '\\' && from + 1 < source.n && source.p[from + 1] == t->s.p[next - 1];
        if (length) {
            next = t->source.text;
            (void)jr_utf8_next(t->s, &next);
        } else if (!t->source.escaped && source.p[from] != t->s.p[next - 1]) {
            return false;
        }
        t->source.at += length ? length : t->source.escaped ? 2 : 1;
        t->source.text = next;
    }
    *ret_reference = t->source.reference && t->source.text == at + 1;
    return t->source.escaped && t->source.text == at + 1;
}

/* A backslash or a reference tells that s[at] is nothing but itself. */
static bool is_escaped(struct scan *t, size_t at)
{
    bool reference = false;
    return follow(t, at, &reference) || reference;
}

/* cmark-gfm looks for mail addresses where backslashes are gone: only a reference will do. */
static bool is_referred(struct scan *t, size_t at)
{
    bool reference = false;
    (void)follow(t, at, &reference);
    return reference;
}

/* ---- Pieces of an address ---- */

/* An address with a scheme: after anything but a letter or digit, as cmark-gfm has it for "http://a.b" in quotation
   marks or right behind a Chinese character. */
static bool may_start_scheme(const struct scan *t, size_t at)
{
    return at == 0 ? t->before >= 0x80 || !jr_is_alnum((char)t->before) : !jr_is_alnum(t->s.p[at - 1]);
}

/* The end of the domain at `at`; 0 where it is not valid: segments of letters, digits, '-' and '_' between periods, no
   '_' in the last two, one period at least unless `one_segment` will do. */
static size_t pass_domain(struct scan *t, size_t at, bool one_segment)
{
    const size_t begin = at;
    size_t periods = 0;
    bool underscore = false, underscore_before = false;
    while (at < t->s.n) {
        size_t next = at;
        const uint32_t c = jr_utf8_next(t->s, &next);
        if (c == '.') {
            periods++;
            underscore_before = underscore;
            underscore = false;
        } else if (c == '_') {
            underscore = true;
        } else if (c != '-' && (c < 0x80 ? !jr_is_alnum((char)c) : ends_address(c))) {
            break;
        }
        at = next;
    }
    if (at == begin || underscore || underscore_before || (periods == 0 && !one_segment)) {
        t->bad_domain = at;
        return 0;
    }
    return at;
}

/* Start of the "&name" that the ';' at end - 1 closes, or end - 1. */
static size_t strip_reference(jr_str s, size_t begin, size_t end)
{
    size_t at = end - 1;
    while (at > begin && jr_is_alnum(s.p[at - 1]))
        at--;
    return at > begin && at < end - 1 && s.p[at - 1] == '&' ? at - 1 : end - 1;
}

/* Extended autolink path validation: what at the end of [begin, end) belongs to the sentence and not to the address. */
static size_t strip_end(jr_str s, size_t begin, size_t end)
{
    size_t open = 0, close = 0;
    for (size_t i = begin; i < end; i++) {
        open += s.p[i] == '(';
        close += s.p[i] == ')';
    }
    while (end > begin) {
        const char c = s.p[end - 1];
        if (c == ';') {
            end = strip_reference(s, begin, end);
        } else if (c == ')' && close > open) {
            close--;
            end--;
        } else if (memchr("?!.,:*_~'\"", c, 10)) {
            end--;
        } else {
            break;
        }
    }
    return end;
}

/* The end of the path behind a domain. */
static size_t pass_path(const struct scan *t, size_t begin, size_t at)
{
    while (at < t->s.n) {
        size_t next = at;
        if (ends_address(jr_utf8_next(t->s, &next)))
            break;
        at = next;
    }
    return strip_end(t->s, begin, at);
}

/* ---- Kinds of address ---- */

/* "www." at `at`. */
static bool find_www(struct scan *t, size_t at, struct address *ret_address)
{
    if (at < t->bad_domain || !jr_str_starts(jr_str_sub(t->s, at, t->s.n), JR_STR("www.")) || !may_start(t, at))
        return false;
    const size_t domain = pass_domain(t, at, false);
    if (!domain)
        return false;
    *ret_address = (struct address){at, pass_path(t, at, domain), JR_STR("http://")};
    return ret_address->end > at + 4;
}

/* ':' at `at`. */
static bool find_url(struct scan *t, size_t at, struct address *ret_address)
{
    static const jr_str schemes[] = {JR_STR_INIT("http"), JR_STR_INIT("https"), JR_STR_INIT("ftp")};
    if (!jr_str_starts(jr_str_sub(t->s, at, t->s.n), JR_STR("://")))
        return false;
    size_t begin = at;
    while (begin > t->floor && at - begin <= 5 && jr_is_alpha(t->s.p[begin - 1]))
        begin--;
    const jr_str scheme = jr_str_sub(t->s, begin, at);
    bool known = false;
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
        known = known || jr_str_eq_nocase(scheme, schemes[i]);
    if (!known || !may_start_scheme(t, begin))
        return false;
    /* cmark-gfm wants more than punctuation there: "https://---" is no address. */
    if (at + 3 == t->s.n || ((unsigned char)t->s.p[at + 3] < 0x80 && !jr_is_alnum(t->s.p[at + 3])))
        return false;
    const size_t domain = pass_domain(t, at + 3, true);
    if (!domain)
        return false;
    *ret_address = (struct address){begin, pass_path(t, begin, domain), {"", 0}};
    return ret_address->end > at + 3;
}

/* The resource of an XMPP address: '/' and letters, digits, '@', '.'. */
static size_t pass_resource(jr_str s, size_t at)
{
    if (at >= s.n || s.p[at] != '/')
        return at;
    size_t end = at + 1;
    while (end < s.n && (jr_is_alnum(s.p[end]) || s.p[end] == '@' || s.p[end] == '.'))
        end++;
    while (end > at && !jr_is_alnum(s.p[end - 1]))
        end--;
    return end > at + 1 ? end : at;
}

/* '@' at `at`. */
static bool find_mail(struct scan *t, size_t at, struct address *ret_address)
{
    const jr_str s = t->s;
    size_t begin = at, end = at + 1, periods = 0;
    while (begin > t->floor && is_local(s.p[begin - 1]))
        begin--;
    if (begin == at || (begin > 0 && s.p[begin - 1] == '/'))
        return false;
    for (; end < s.n; end++) {
        const bool period = s.p[end] == '.' && end + 1 < s.n && jr_is_alnum(s.p[end + 1]);
        if (!period && !jr_is_alnum(s.p[end]) && s.p[end] != '-' && s.p[end] != '_')
            break;
        periods += period;
    }
    if (periods == 0 || s.p[end - 1] == '-' || s.p[end - 1] == '_')
        return false;
    *ret_address = (struct address){begin, end, JR_STR("mailto:")};
    const jr_str before = jr_str_sub(s, t->floor, begin);
    if (jr_str_ends(before, JR_STR("mailto:")))
        *ret_address = (struct address){begin - 7, end, {"", 0}};
    else if (jr_str_ends(before, JR_STR("xmpp:")))
        *ret_address = (struct address){begin - 5, pass_resource(s, end), {"", 0}};
    return true;
}

/* The first address at or behind `from`. As in cmark-gfm, what stands in brackets is none, a mail address aside. */
static bool find(struct scan *t, size_t from, struct address *ret_address)
{
    static const bool tells[256] = {['['] = true, [']'] = true, [':'] = true, ['w'] = true, ['@'] = true};
    for (size_t at = from; at < t->s.n; at++) {
        if (!tells[(unsigned char)t->s.p[at]])
            continue;
        switch (t->s.p[at]) {
        case '[': t->brackets += !is_escaped(t, at); break;
        case ']': t->brackets -= t->brackets > 0 && !is_escaped(t, at); break;
        case ':':
            if (!t->brackets && find_url(t, at, ret_address) && !is_escaped(t, at))
                return true;
            break;
        case 'w':
            if (!t->brackets && find_www(t, at, ret_address) && !is_escaped(t, at + 3))
                return true;
            break;
        case '@':
            if (find_mail(t, at, ret_address) && !is_referred(t, at))
                return true;
            break;
        }
    }
    return false;
}

/* ---- The tree ---- */

struct pass {
    jr_arena *arena;
    const jr_source *source;
    jr_text_parts parts; /* of the text at work */
    size_t brackets;     /* open in the block at hand */
};

static jr_node *new_text(struct pass *p, const jr_node *text, jr_str whole, size_t begin, size_t end)
{
    jr_node *node = jr_node_new(p->arena, JR_TEXT, jr_locate_part(&p->parts, begin, end));
    node->as.text = jr_str_sub(whole, begin, end);
    node->flags = text->flags;
    return node;
}

static jr_node *new_link(struct pass *p, const jr_node *text, jr_str whole, const struct address *a)
{
    jr_node *inner = new_text(p, text, whole, a->begin, a->end), *link = jr_node_new(p->arena, JR_LINK, inner->span);
    const jr_str address = jr_str_sub(whole, a->begin, a->end);
    link->flags = JR_NODE_AUTOLINK;
    link->as.link.url =
        a->prefix.n ? jr_arena_printf(p->arena, "%.*s%.*s", JR_FMT(a->prefix), JR_FMT(address)) : address;
    jr_node_append(link, inner);
    return link;
}

/* The character that stands before a text in the source, as far as an address cares: 0x80 is any that is not ASCII. */
static uint32_t character_before(const jr_node *text)
{
    const jr_node *n = text->prev;
    if (!n)
        return jr_kind_is_block((jr_kind)text->parent->kind) ? '\n' : '*';
    switch ((int)n->kind) {
    case JR_SOFT_BREAK:
    case JR_LINE_BREAK: return '\n';
    case JR_EMPH:
    case JR_STRONG:
    case JR_STRIKETHROUGH: return '*';
    case JR_TEXT:
        return n->as.text.n && (unsigned char)n->as.text.p[n->as.text.n - 1] < 0x80
                   ? (uint32_t)n->as.text.p[n->as.text.n - 1]
                   : 0x80;
    }
    return '`';
}

/* Splits a text at its addresses; returns the last of the nodes that it became. */
static jr_node *link_text(struct pass *p, jr_node *text)
{
    struct scan t = {.s = text->as.text, .before = character_before(text), .brackets = p->brackets};
    t.source.bytes = jr_str_sub(p->source->bytes, text->span.begin, text->span.end);
    const jr_str whole = text->as.text;
    const jr_node original = *text;
    struct address a;
    jr_node *last = text;
    size_t done = 0;
    while (find(&t, t.floor, &a)) {
        if (last == text) /* compared once: each address would make it quadratic */
            p->parts = jr_locate_parts(p->source, &text->span, whole);
        if (a.begin > done || last == text) {
            jr_node *before = new_text(p, &original, whole, done, a.begin);
            jr_node_insert_after(last, before);
            last = before;
        }
        jr_node *link = new_link(p, &original, whole, &a);
        jr_node_insert_after(last, link);
        last = link;
        done = t.floor = a.end;
    }
    p->brackets = t.brackets;
    if (last == text)
        return text;
    if (done < whole.n) {
        jr_node *rest = new_text(p, &original, whole, done, whole.n);
        jr_node_insert_after(last, rest);
        last = rest;
    }
    jr_node *first = jr_node_edit(text->next);
    if (first->as.text.n == 0)
        jr_node_unlink(first);
    jr_node_unlink(text);
    return last;
}

/* What is inside is no place for an address. */
static bool is_closed(const jr_node *n)
{
    return n->kind == JR_LINK || n->kind == JR_IMAGE ||
           (n->kind == JR_SPAN &&
            (jr_str_eq(n->as.box.name, JR_STR("code")) || jr_str_eq(n->as.box.name, JR_STR("a"))));
}

void jr_autolink(jr_arena *arena, const jr_source *source, jr_node *root)
{
    struct pass p = {.arena = arena, .source = source};
    jr_walk w = jr_walk_start(root);
    while (jr_walk_next(&w)) {
        if (!w.entering)
            continue;
        if (w.node->kind == JR_TEXT) {
            w.node = link_text(&p, jr_node_edit(w.node));
            jr_walk_skip(&w);
        } else if (is_closed(w.node)) {
            if (w.node->kind == JR_LINK)
                p.brackets = 0; /* links hold no links: no bracket before this one can become another */
            jr_walk_skip(&w);
        } else if (jr_kind_is_block((jr_kind)w.node->kind)) {
            p.brackets = 0;
        }
    }
}
