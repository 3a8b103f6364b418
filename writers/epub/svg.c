/* SPDX-License-Identifier: MIT */
/* What of an SVG may be part of a book. A book is refused as a whole where one of its images is no well-formed XML
   (EPUB 3.3 §3.4) or asks for files that the book does not hold. Nothing is decoded or laid out anew: bytes are left
   out. */
#include "epub.h"

#include "shared/xhtml.h"

#define MAX_DEPTH      256
#define MAX_ATTRIBUTES 128

typedef struct svg {
    jr_str s;
    size_t at;
    const char *fault;
    jr_str open[MAX_DEPTH];
    size_t depth;
    jr_str names[MAX_ATTRIBUTES]; /* of the tag at hand */
    jr_str values[MAX_ATTRIBUTES];
    size_t n_names;
    jr_map prefixes; /* namespaces declared so far */
    jr_map ids;
    jr_map targets; /* ids that something refers to */
    jr_str *target; /* the same, n_targets of them */
    size_t n_targets, targets_capacity;
    bool root;        /* the root element has begun */
    jr_buf clean;     /* the image without what was cut */
    size_t copied;    /* up to here it is in clean, or was cut */
    size_t cut_at;    /* where the element that is being cut began */
    size_t cut_depth; /* elements open before it; EPUB_NOWHERE: nothing is being cut */
    bool cut;         /* something has been cut that was to be seen, or to run */
} svg;

static bool fail(svg *v, const char *fault)
{
    if (!v->fault)
        v->fault = fault;
    return false;
}

static const char broken[] = "its XML is broken";
static const char asks[] = "it refers to other files";

/* Leaves out the bytes from `begin` to where we are. */
static void cut_from(svg *v, size_t begin)
{
    jr_put(&v->clean, jr_str_sub(v->s, v->copied, begin));
    v->copied = v->at;
}

static bool cutting(const svg *v)
{
    return v->cut_depth != EPUB_NOWHERE;
}

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

/* A name with at most one prefix (XML Names §4, QName); empty: none is here. */
static jr_str take_name(svg *v)
{
    const size_t begin = v->at;
    bool good = true, part = true, prefixed = false; /* part: a part of the name begins */
    for (; v->at < v->s.n && is_name(v->s.p[v->at], v->at == begin); v->at++) {
        const bool colon = v->s.p[v->at] == ':';
        good = good && !(part && !is_name(v->s.p[v->at], true)) && !(colon && (part || prefixed));
        prefixed = prefixed || colon;
        part = colon;
    }
    return good && !part ? jr_str_sub(v->s, begin, v->at) : (jr_str){"", 0};
}

/* References to characters, and to the five entities that need no declaration. */
static bool check_references(svg *v, jr_str text)
{
    static const jr_str known[] = {JR_STR_INIT("amp"), JR_STR_INIT("lt"), JR_STR_INIT("gt"), JR_STR_INIT("quot"),
                                   JR_STR_INIT("apos")};
    for (size_t at = jr_str_find(text, 0, '&'); at < text.n; at = jr_str_find(text, at + 1, '&')) {
        const size_t end = jr_str_find(text, at, ';');
        const jr_str name = jr_str_sub(text, at + 1, end < text.n ? end : at);
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

static void add_target(svg *v, jr_str id)
{
    if (!jr_map_add(&v->targets, id, 0))
        return;
    if (v->n_targets == v->targets_capacity) {
        const jr_str *old = v->target;
        v->targets_capacity = old ? 2 * v->targets_capacity : 64;
        v->target = jr_arena_array(v->ids.arena, jr_str, v->targets_capacity);
        if (old)
            memcpy(v->target, old, v->n_targets * sizeof *old);
    }
    v->target[v->n_targets++] = id;
}

/* Every url(…) of CSS must stay inside the image; outside of style sheets it may not be quoted (RSC-020), and leads to
   something (RSC-012). */
static bool check_css(svg *v, jr_str css, bool style)
{
    if (jr_str_search(css, 0, JR_STR("@import")) < css.n)
        return fail(v, asks);
    for (size_t at = jr_str_search(css, 0, JR_STR("url(")); at < css.n;
         at = jr_str_search(css, at + 4, JR_STR("url("))) {
        size_t to = at + 4;
        while (to < css.n && (jr_is_space(css.p[to]) || css.p[to] == '"' || css.p[to] == '\'' || css.p[to] == '&'))
            to = css.p[to] == '&' ? jr_str_find(css, to, ';') + 1 : to + 1;
        const jr_str target = jr_str_sub(css, to, jr_str_find(css, to, ')'));
        const bool inside = jr_str_starts(target, JR_STR("#"));
        if ((to > at + 4 && !style) || (!inside && !jr_str_starts(target, JR_STR("data:"))))
            return fail(v, asks);
        if (inside && !style)
            add_target(v, jr_str_sub(target, 1, target.n));
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

/* An id is a Name without colon, once in the document (XML 1.0 §3.3.1). */
static bool check_id(svg *v, jr_str id)
{
    jr_buf name = {0};
    jr_xhtml_put_id(&name, id, JR_XHTML_XML);
    /* A Name is left as it is, but for a second '_' before a first one. */
    const bool good = jr_str_eq(jr_str_sub(jr_buf_str(&name), name.n - id.n, name.n), id) && name.n <= id.n + 1 &&
                      (name.n == id.n || (id.n > 0 && id.p[0] == '_'));
    jr_buf_free(&name);
    if (!good)
        return fail(v, "an id in it is no name");
    return (id.n > 0 && jr_map_add(&v->ids, id, 0)) || fail(v, "an id in it is empty or there twice");
}

/* Links lead nowhere from an image: they may hold what they like. */
static bool check_reference(svg *v, jr_str element, jr_str target)
{
    if (jr_str_eq(local_name(element), JR_STR("a")))
        return true;
    if (target.n > 0 && target.p[0] == '#') {
        add_target(v, jr_str_sub(target, 1, target.n));
        return true;
    }
    const bool inside = jr_str_starts(target, JR_STR("data:image/")) && jr_str_find(target, 0, '#') == target.n;
    return target.n == 0 || inside || fail(v, asks);
}

static bool check_attribute(svg *v, jr_str element, jr_str name, jr_str value)
{
    if (v->n_names == MAX_ATTRIBUTES)
        return fail(v, "a tag has too many attributes");
    for (size_t i = 0; i < v->n_names; i++)
        if (jr_str_eq(v->names[i], name))
            return fail(v, broken);
    v->values[v->n_names] = value;
    v->names[v->n_names++] = name;
    if (jr_str_starts(name, JR_STR("xmlns:")))
        jr_map_add(&v->prefixes, jr_str_sub(name, 6, name.n), 0);
    if (jr_str_find(value, 0, '<') < value.n || !check_references(v, value))
        return fail(v, broken);
    if (cutting(v))
        return true;
    if (jr_str_eq(name, JR_STR("id")) && !check_id(v, value))
        return false;
    if (jr_str_eq(local_name(name), JR_STR("href")) && !check_reference(v, element, value))
        return false;
    return check_css(v, value, jr_str_eq(name, JR_STR("style")));
}

static bool take_attribute(svg *v, jr_str element)
{
    const size_t begin = v->at;
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
    if (jr_str_starts_nocase(name, JR_STR("on")) && !cutting(v)) {
        cut_from(v, begin);
        v->cut = true;
    }
    return check_attribute(v, element, name, value);
}

static bool check_element(svg *v, jr_str name)
{
    if (!name.n || (!v->root && !jr_str_eq(local_name(name), JR_STR("svg"))) || (v->root && v->depth == 0))
        return fail(v, broken);
    return v->depth < MAX_DEPTH || fail(v, "its elements are nested too deeply");
}

/* Scripts do not run in a book; HTML inside an image would have to be as good as a chapter. Such images hold an
   alternative as a rule (SVG 1.1 §5.8.2, switch). */
static bool is_cut(jr_str name)
{
    static const jr_str names[] = {JR_STR_INIT("script"), JR_STR_INIT("handler"), JR_STR_INIT("foreignObject")};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (jr_str_eq_nocase(local_name(name), names[i]))
            return true;
    return false;
}

static void cut_begin(svg *v, size_t begin, jr_str name)
{
    if (cutting(v) || !is_cut(name))
        return;
    v->cut_at = begin;
    v->cut_depth = v->depth;
    v->cut = true;
}

static void cut_end(svg *v)
{
    if (v->depth != v->cut_depth)
        return;
    cut_from(v, v->cut_at);
    v->cut_depth = EPUB_NOWHERE;
}

/* The root element must be one of SVG's. */
static bool check_namespace(svg *v, jr_str name)
{
    const size_t colon = jr_str_find(name, 0, ':');
    for (size_t i = 0; i < v->n_names; i++) {
        const bool declares = colon < name.n
                                  ? jr_str_starts(v->names[i], JR_STR("xmlns:")) &&
                                        jr_str_eq(jr_str_sub(v->names[i], 6, v->names[i].n), jr_str_sub(name, 0, colon))
                                  : jr_str_eq(v->names[i], JR_STR("xmlns"));
        if (declares && jr_str_eq(v->values[i], JR_STR("http://www.w3.org/2000/svg")))
            return true;
    }
    return fail(v, "it does not say that it is SVG (xmlns)");
}

static bool take_attributes(svg *v, jr_str element)
{
    v->n_names = 0;
    for (;;) {
        const size_t before = v->at;
        skip_space(v);
        if (looking_at(v, JR_STR(">")) || looking_at(v, JR_STR("/>")))
            break;
        if (v->at == before || !take_attribute(v, element))
            return fail(v, broken);
    }
    bool good = check_prefix(v, element);
    for (size_t i = 0; i < v->n_names && good; i++)
        good = check_prefix(v, v->names[i]);
    return good;
}

static bool take_start_tag(svg *v)
{
    const size_t begin = v->at++;
    const jr_str name = take_name(v);
    if (!check_element(v, name))
        return false;
    cut_begin(v, begin, name);
    if (!take_attributes(v, name) || (!v->root && !check_namespace(v, name)))
        return false;
    v->root = true;
    const bool empty = looking_at(v, JR_STR("/>"));
    v->at += empty ? 2 : 1;
    if (empty)
        cut_end(v);
    else
        v->open[v->depth++] = name;
    return true;
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
    cut_end(v);
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

/* A document type says nothing that we need, and EPUB allows hardly any (EPUB 3.3 §3.4); entities are not replaced. */
static bool take_doctype(svg *v)
{
    const size_t begin = v->at;
    if (v->root || !skip_to(v, JR_STR(">")))
        return fail(v, broken);
    if (jr_str_find(jr_str_sub(v->s, begin, v->at), 0, '[') < v->at - begin)
        return fail(v, "its document type declares entities");
    cut_from(v, begin);
    return true;
}

/* The XML declaration and processing instructions are not needed either: UTF-8 is what XML is without one. */
static bool take_instruction(svg *v)
{
    const size_t begin = v->at;
    if (!skip_to(v, JR_STR("?>")))
        return false;
    const jr_str text = jr_str_sub(v->s, begin, v->at);
    if (!cutting(v))
        cut_from(v, begin);
    if (jr_str_starts(text, JR_STR("<?xml-stylesheet")))
        return fail(v, asks);
    if (!jr_str_starts(text, JR_STR("<?xml")))
        return true;
    size_t at = jr_str_search(text, 0, JR_STR("encoding")) + 8;
    while (at < text.n && (jr_is_space(text.p[at]) || text.p[at] == '='))
        at++;
    const jr_str name = jr_str_sub(text, at + 1, at + 6);
    return at >= text.n || jr_str_eq_nocase(name, JR_STR("utf-8")) || fail(v, "it is not in UTF-8");
}

static bool take_text(svg *v)
{
    const size_t end = jr_str_find(v->s, v->at, '<');
    const jr_str text = jr_str_sub(v->s, v->at, end);
    v->at = end;
    if (v->depth == 0)
        return jr_str_trim(text).n == 0 || fail(v, broken);
    if (!cutting(v) && jr_str_eq(local_name(v->open[v->depth - 1]), JR_STR("style")) && !check_css(v, text, true))
        return false;
    return jr_str_search(text, 0, JR_STR("]]>")) == text.n ? check_references(v, text) : fail(v, broken);
}

static bool take_cdata(svg *v)
{
    const size_t begin = v->at;
    if (v->depth == 0 || !skip_to(v, JR_STR("]]>")))
        return fail(v, broken);
    return cutting(v) || check_css(v, jr_str_sub(v->s, begin, v->at), true);
}

static bool take(svg *v)
{
    static const struct {
        jr_str begin;
        bool (*take)(svg *v);
    } parts[] = {
        {JR_STR_INIT("<!--"), take_comment},      {JR_STR_INIT("<![CDATA["), take_cdata},
        {JR_STR_INIT("<!DOCTYPE"), take_doctype}, {JR_STR_INIT("<?"), take_instruction},
        {JR_STR_INIT("</"), take_end_tag},        {JR_STR_INIT("<"), take_start_tag},
    };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (looking_at(v, parts[i].begin))
            return parts[i].take(v);
    return take_text(v);
}

static const char *read_all(svg *v)
{
    while (v->at < v->s.n && take(v))
        ;
    if (!v->fault && (v->depth > 0 || !v->root))
        fail(v, broken);
    size_t value = 0;
    for (size_t i = 0; i < v->n_targets; i++)
        if (!jr_map_find(&v->ids, v->target[i], &value))
            fail(v, "it refers to an id that is not there");
    return v->fault;
}

const char *epub_svg_clean(jr_arena *arena, jr_str *bytes, bool *ret_cut)
{
    jr_str s = *bytes;
    if (jr_str_starts(s, JR_STR("\xEF\xBB\xBF")))
        s = jr_str_sub(s, 3, s.n);
    if (jr_utf8_valid(s) != s.n)
        return "it is not in UTF-8";
    svg *v = jr_arena_new(arena, svg);
    v->s = s;
    v->cut_depth = EPUB_NOWHERE;
    v->prefixes.arena = v->ids.arena = v->targets.arena = arena;
    const char *fault = read_all(v);
    cut_from(v, v->s.n);
    const jr_str clean = jr_str_trim(jr_buf_take(&v->clean, arena));
    if (fault)
        return fault;
    *bytes = clean;
    *ret_cut = v->cut;
    return NULL;
}
