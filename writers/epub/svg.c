/* SPDX-License-Identifier: MIT */
/* Whether an SVG may be part of a book. A book is refused as a whole where one of its images is no well-formed XML
   (EPUB 3.3 §3.4), runs scripts or asks for files that the book does not hold. */
#include "epub.h"

#define MAX_DEPTH 256
#define MAX_ATTRIBUTES 128

typedef struct svg {
    jr_str s;
    size_t at;
    const char *fault;
    jr_str open[MAX_DEPTH];
    size_t depth;
    jr_str names[MAX_ATTRIBUTES]; /* of the tag at hand */
    size_t n_names;
    jr_map prefixes; /* namespaces declared so far */
    bool root;       /* the root element has begun */
} svg;

static bool fail(svg *v, const char *fault)
{
    if (!v->fault)
        v->fault = fault;
    return false;
}

static const char broken[] = "its XML is broken";
static const char asks[] = "it refers to other files";
static const char runs[] = "it holds a script";

static bool looking_at(const svg *v, jr_str what)
{
    return jr_str_starts(jr_str_sub(v->s, v->at, v->s.n), what);
}

/* Moves behind the next `end`. */
static bool skip_to(svg *v, jr_str end)
{
    const size_t found = jr_str_search(v->s, v->at, end);
    if (found == v->s.n)
        return fail(v, broken);
    v->at = found + end.n;
    return true;
}

static void skip_space(svg *v)
{
    while (v->at < v->s.n && jr_is_space(v->s.p[v->at]))
        v->at++;
}

static bool is_name(char c, bool first)
{
    return jr_is_alpha(c) || c == '_' || c == ':' || (unsigned char)c >= 0x80 ||
           (!first && (jr_is_digit(c) || c == '-' || c == '.'));
}

static jr_str take_name(svg *v)
{
    const size_t begin = v->at;
    while (v->at < v->s.n && is_name(v->s.p[v->at], v->at == begin))
        v->at++;
    return jr_str_sub(v->s, begin, v->at);
}

/* References to characters, and to the five entities that need no declaration. */
static bool check_references(svg *v, jr_str text)
{
    static const jr_str known[] = {JR_STR_INIT("amp"), JR_STR_INIT("lt"), JR_STR_INIT("gt"), JR_STR_INIT("quot"),
                                   JR_STR_INIT("apos")};
    for (size_t at = jr_str_find(text, 0, '&'); at < text.n; at = jr_str_find(text, at + 1, '&')) {
        const jr_str name = jr_str_sub(text, at + 1, jr_str_find(text, at, ';'));
        bool good = false;
        for (size_t i = 0; i < sizeof known / sizeof *known; i++)
            good = good || jr_str_eq(name, known[i]);
        if (name.n > 1 && name.n < 10 && name.p[0] == '#') {
            const bool hex = name.p[1] == 'x';
            uint32_t c = 0;
            good = name.n > (hex ? 2u : 1u);
            for (size_t i = hex ? 2 : 1; i < name.n && good; i++) {
                const char digit = jr_lower(name.p[i]);
                good = jr_is_digit(digit) || (hex && digit >= 'a' && digit <= 'f');
                c = c * (hex ? 16 : 10) + (uint32_t)(jr_is_digit(digit) ? digit - '0' : digit - 'a' + 10);
            }
            good = good && jr_is_xml_char(c);
        }
        if (!good)
            return fail(v, broken);
    }
    return true;
}

/* Every url(…) of CSS must stay inside the image. */
static bool check_css(svg *v, jr_str css)
{
    if (jr_str_search(css, 0, JR_STR("@import")) < css.n)
        return fail(v, asks);
    for (size_t at = jr_str_search(css, 0, JR_STR("url(")); at < css.n; at = jr_str_search(css, at + 4, JR_STR("url("))) {
        size_t to = at + 4;
        while (to < css.n && (jr_is_space(css.p[to]) || css.p[to] == '"' || css.p[to] == '\'' || css.p[to] == '&'))
            to = css.p[to] == '&' ? jr_str_find(css, to, ';') + 1 : to + 1;
        const jr_str target = jr_str_sub(css, to, css.n);
        if (!jr_str_starts(target, JR_STR("#")) && !jr_str_starts(target, JR_STR("data:")))
            return fail(v, asks);
    }
    return true;
}

static jr_str local_name(jr_str name)
{
    const size_t colon = jr_str_find(name, 0, ':');
    return colon < name.n ? jr_str_sub(name, colon + 1, name.n) : name;
}

static bool check_prefix(svg *v, jr_str name)
{
    const size_t colon = jr_str_find(name, 0, ':');
    size_t value = 0;
    if (colon == name.n || jr_str_starts(name, JR_STR("xml:")) || jr_str_starts(name, JR_STR("xmlns:")))
        return true;
    return jr_map_find(&v->prefixes, jr_str_sub(name, 0, colon), &value) || fail(v, broken);
}

static bool check_attribute(svg *v, jr_str element, jr_str name, jr_str value)
{
    if (v->n_names == MAX_ATTRIBUTES)
        return fail(v, "a tag has too many attributes");
    for (size_t i = 0; i < v->n_names; i++)
        if (jr_str_eq(v->names[i], name))
            return fail(v, broken);
    v->names[v->n_names++] = name;
    if (jr_str_starts(name, JR_STR("xmlns:")))
        jr_map_add(&v->prefixes, jr_str_sub(name, 6, name.n), 0);
    if (jr_str_starts_nocase(name, JR_STR("on")))
        return fail(v, runs);
    const bool link = jr_str_eq(local_name(element), JR_STR("a"));
    if (!link && jr_str_eq(local_name(name), JR_STR("href")) && value.n && value.p[0] != '#' &&
        !jr_str_starts(value, JR_STR("data:image/")))
        return fail(v, asks);
    return jr_str_find(value, 0, '<') == value.n ? check_references(v, value) && check_css(v, value) : fail(v, broken);
}

static bool take_attribute(svg *v, jr_str element)
{
    const jr_str name = take_name(v);
    skip_space(v);
    if (!name.n || !looking_at(v, JR_STR("=")))
        return fail(v, broken);
    v->at++;
    skip_space(v);
    const char quote = v->at < v->s.n ? v->s.p[v->at] : ' ';
    const size_t end = jr_str_find(v->s, v->at + 1, quote);
    if ((quote != '"' && quote != '\'') || end == v->s.n)
        return fail(v, broken);
    const jr_str value = jr_str_sub(v->s, v->at + 1, end);
    v->at = end + 1;
    return check_attribute(v, element, name, value);
}

static bool check_element(svg *v, jr_str name)
{
    static const jr_str scripts[] = {JR_STR_INIT("script"), JR_STR_INIT("handler")};
    const jr_str local = local_name(name);
    if (!name.n || (!v->root && !jr_str_eq(local, JR_STR("svg"))) || (v->root && v->depth == 0))
        return fail(v, broken);
    for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++)
        if (jr_str_eq_nocase(local, scripts[i]))
            return fail(v, runs);
    if (jr_str_eq(local, JR_STR("foreignObject")))
        return fail(v, "it holds HTML");
    return v->depth < MAX_DEPTH || fail(v, "its elements are nested too deeply");
}

static bool take_start_tag(svg *v)
{
    v->at++;
    const jr_str name = take_name(v);
    if (!check_element(v, name))
        return false;
    v->n_names = 0;
    for (;;) {
        const size_t before = v->at;
        skip_space(v);
        if (looking_at(v, JR_STR(">")) || looking_at(v, JR_STR("/>")))
            break;
        if (v->at == before || !take_attribute(v, name))
            return fail(v, broken);
    }
    bool good = check_prefix(v, name);
    for (size_t i = 0; i < v->n_names && good; i++)
        good = check_prefix(v, v->names[i]);
    if (!v->root) {
        bool declared = false;
        for (size_t i = 0; i < v->n_names; i++)
            declared = declared || jr_str_starts(v->names[i], JR_STR("xmlns"));
        good = good && (declared || fail(v, "it does not say that it is SVG (xmlns)"));
    }
    v->root = true;
    const bool empty = looking_at(v, JR_STR("/>"));
    v->at += empty ? 2 : 1;
    if (!empty)
        v->open[v->depth++] = name;
    return good;
}

static bool take_end_tag(svg *v)
{
    v->at += 2;
    const jr_str name = take_name(v);
    skip_space(v);
    if (v->depth == 0 || !jr_str_eq(name, v->open[v->depth - 1]) || !looking_at(v, JR_STR(">")))
        return fail(v, broken);
    v->at++;
    v->depth--;
    return true;
}

static bool take_comment(svg *v)
{
    v->at += 4;
    const size_t dashes = jr_str_search(v->s, v->at, JR_STR("--"));
    if (!skip_to(v, JR_STR("-->")))
        return false;
    return v->at == dashes + 3 || fail(v, broken);
}

/* Only the type that SVG 1.1 itself names may be declared (EPUB 3.3 §3.4), without anything of its own. */
static bool take_doctype(svg *v)
{
    const size_t begin = v->at;
    if (v->root || !skip_to(v, JR_STR(">")))
        return fail(v, broken);
    const jr_str text = jr_str_sub(v->s, begin, v->at);
    if (jr_str_find(text, 0, '[') < text.n)
        return fail(v, "its document type declares entities");
    const bool named = jr_str_search(text, 0, JR_STR("PUBLIC")) < text.n || jr_str_search(text, 0, JR_STR("SYSTEM")) < text.n;
    if (named && jr_str_search(text, 0, JR_STR("\"-//W3C//DTD SVG 1.1//EN\"")) == text.n)
        return fail(v, "its document type is not SVG 1.1");
    return true;
}

static bool take_declaration(svg *v)
{
    const size_t begin = v->at;
    if (!skip_to(v, JR_STR("?>")))
        return false;
    const jr_str text = jr_str_sub(v->s, begin, v->at);
    if (jr_str_starts(text, JR_STR("<?xml-stylesheet")))
        return fail(v, asks);
    if (!jr_str_starts(text, JR_STR("<?xml ")) && !jr_str_starts(text, JR_STR("<?xml\t")))
        return true;
    if (begin != 0)
        return fail(v, broken);
    const size_t at = jr_str_search(text, 0, JR_STR("encoding"));
    size_t value = at + 8;
    while (value < text.n && (jr_is_space(text.p[value]) || text.p[value] == '='))
        value++;
    const jr_str name = jr_str_sub(text, value + 1, value + 6);
    return at == text.n || jr_str_eq_nocase(name, JR_STR("utf-8")) || fail(v, "it is not in UTF-8");
}

static bool take_text(svg *v)
{
    const size_t end = jr_str_find(v->s, v->at, '<');
    const jr_str text = jr_str_sub(v->s, v->at, end);
    v->at = end;
    if (v->depth == 0)
        return jr_str_trim(text).n == 0 || fail(v, broken);
    if (jr_str_eq(local_name(v->open[v->depth - 1]), JR_STR("style")) && !check_css(v, text))
        return false;
    return jr_str_search(text, 0, JR_STR("]]>")) == text.n ? check_references(v, text) : fail(v, broken);
}

static bool take_cdata(svg *v)
{
    const size_t begin = v->at;
    if (v->depth == 0 || !skip_to(v, JR_STR("]]>")))
        return fail(v, broken);
    return check_css(v, jr_str_sub(v->s, begin, v->at));
}

static bool take(svg *v)
{
    static const struct {
        jr_str begin;
        bool (*take)(svg *v);
    } parts[] = {
        {JR_STR_INIT("<!--"), take_comment}, {JR_STR_INIT("<![CDATA["), take_cdata}, {JR_STR_INIT("<!DOCTYPE"), take_doctype},
        {JR_STR_INIT("<?"), take_declaration}, {JR_STR_INIT("</"), take_end_tag},    {JR_STR_INIT("<"), take_start_tag},
    };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (looking_at(v, parts[i].begin))
            return parts[i].take(v);
    return take_text(v);
}

const char *epub_svg_fault(jr_arena *arena, jr_str bytes)
{
    if (jr_str_starts(bytes, JR_STR("\xEF\xBB\xBF")))
        bytes = jr_str_sub(bytes, 3, bytes.n);
    if (jr_utf8_valid(bytes) != bytes.n)
        return "it is not in UTF-8";
    svg *v = jr_arena_new(arena, svg);
    v->s = bytes;
    v->prefixes.arena = arena;
    while (v->at < v->s.n && take(v))
        ;
    if (!v->fault && (v->depth > 0 || !v->root))
        fail(v, broken);
    return v->fault;
}
