/* SPDX-License-Identifier: MIT */
/* XML 1.0 (fifth edition) and its namespaces, without document types. What is left of XML without them is small, and is
   read in one pass over the bytes: they are valid UTF-8, and no character that XML forbids is among them. */
#include "xml_in.h"

#include <jerome/arena.h>

#include "encoding.h"
#include "xml_parts.h"

typedef struct binding {
    jr_str prefix, space;
} binding;

typedef struct raw_attr {
    jr_xml_name name;
    jr_str value; /* as it is written */
    bool plain;   /* and so it is meant */
} raw_attr;

typedef struct open_tag {
    jr_str name;       /* with its prefix */
    uint32_t line;     /* where the element is told of */
    size_t n_bindings; /* of the elements around it */
} open_tag;

typedef struct xml_reader {
    const jr_xml_events *events;
    void *user;
    jr_diag *diag;
    jr_str text;
    size_t at;
    jr_span place;    /* the last one asked for; only ever moves on */
    bool has_returns; /* the text holds "\r" */
    size_t returns;   /* offset of the next one, as far as known */
    open_tag open[JR_XML_MAX_DEPTH];
    size_t depth;
    size_t idle;   /* depth of the element of which nothing more is told; 0: none */
    bool rooted;   /* the root element was opened */
    bool doctyped; /* there was a document type declaration */
    binding bindings[JR_XML_MAX_NAMESPACES];
    size_t n_bindings;
    jr_arena *spaces; /* of the bindings */
    raw_attr raw[JR_XML_MAX_ATTRS];
    jr_xml_attr_in attrs[JR_XML_MAX_ATTRS];
    size_t n_raw;
    jr_buf values; /* of attributes that are not as they are written */
} xml_reader;

/* ---- Places and failures ---- */

/* The place of offset `to`, which is not before the last one. Lines end with "\n", "\r\n" or "\r". */
static jr_span place(xml_reader *r, size_t to)
{
    const jr_str s = jr_str_sub(r->text, 0, to);
    size_t start = r->place.begin + 1 - r->place.column; /* of the line, wherever that is before the text */
    for (size_t i = r->place.begin; !r->has_returns && (i = jr_str_find(s, i, '\n')) < s.n;) {
        start = ++i;
        r->place.line++;
    }
    for (size_t i = r->place.begin; r->has_returns && i < s.n; i++)
        if (s.p[i] == '\n' || (s.p[i] == '\r' && !(i + 1 < r->text.n && r->text.p[i + 1] == '\n'))) {
            start = i + 1;
            r->place.line++;
        }
    r->place.begin = r->place.end = (uint32_t)(s.n > r->place.begin ? s.n : r->place.begin);
    r->place.column = (uint32_t)(r->place.begin - start + 1);
    return r->place;
}

static bool fail(xml_reader *r, size_t at, const char *why)
{
    const jr_span where = place(r, at);
    return jr_report(r->diag, JR_D_BAD_XML, &where, "no well-formed XML: %s", why);
}

static bool fail_name(xml_reader *r, size_t at, const char *why, jr_str name)
{
    size_t shown = name.n < 40 ? name.n : 40;
    while (shown < name.n && ((unsigned char)name.p[shown] & 0xC0) == 0x80)
        shown--;
    const jr_span where = place(r, at);
    return jr_report(r->diag, JR_D_BAD_XML, &where, "no well-formed XML: %s “%.*s”", why,
                     JR_FMT(jr_str_sub(name, 0, shown)));
}

/* ---- Small parts ---- */

static bool looking_at(const xml_reader *r, jr_str what)
{
    return r->text.n - r->at >= what.n && memcmp(r->text.p + r->at, what.p, what.n) == 0;
}

static bool skip_space(xml_reader *r)
{
    const size_t start = r->at;
    while (r->at < r->text.n && jr_xml_is_space(r->text.p[r->at]))
        r->at++;
    return r->at > start;
}

static bool read_name(xml_reader *r, jr_xml_name *ret_name)
{
    const size_t end = jr_xml_name_end(r->text, r->at, ret_name);
    if (end == r->at)
        return fail(r, r->at, "a name is missing");
    r->at = end;
    return true;
}

/* Name = "value" (§3.1, §3.3.3). */
static bool read_attribute(xml_reader *r, raw_attr *ret_attr)
{
    const size_t start = r->at;
    if (!read_name(r, &ret_attr->name))
        return false;
    skip_space(r);
    if (r->at == r->text.n || r->text.p[r->at] != '=')
        return fail_name(r, start, "there is no value of the attribute", ret_attr->name.whole);
    r->at++;
    skip_space(r);
    const char quote = r->at < r->text.n ? r->text.p[r->at] : '\0';
    if (quote != '"' && quote != '\'')
        return fail_name(r, start, "there are no quotes around the value of the attribute", ret_attr->name.whole);
    const char *const begin = r->text.p + r->at + 1, *const last = r->text.p + r->text.n, *p = begin;
    bool plain = true;
    for (; p < last && *p != quote && *p != '<'; p++)
        plain = plain && *p != '&' && (*p == ' ' || !jr_xml_is_space(*p));
    if (p == last || *p == '<')
        return fail_name(r, start, "there is no end of the value of the attribute", ret_attr->name.whole);
    ret_attr->value = (jr_str){begin, (size_t)(p - begin)};
    ret_attr->plain = plain;
    r->at += ret_attr->value.n + 2;
    return true;
}

/* ---- What is not told of ---- */

/* <?xml version="1.0" encoding="…" standalone="…"?> (§2.8). Its encoding was heeded before. */
static bool read_declaration(xml_reader *r)
{
    static const jr_str names[] = {JR_STR_INIT("version"), JR_STR_INIT("encoding"), JR_STR_INIT("standalone")};
    static const jr_str start = JR_STR_INIT("<?xml"), end = JR_STR_INIT("?>");
    if (!looking_at(r, start) || r->text.n == start.n || !jr_xml_is_space(r->text.p[start.n]))
        return true;
    r->at = start.n;
    bool space = skip_space(r);
    for (size_t i = 0; !looking_at(r, end); i++) {
        raw_attr attr = {0};
        const size_t at = r->at;
        if (!read_attribute(r, &attr))
            return false;
        for (; i > 0 && i < 3 && !jr_str_eq(attr.name.whole, names[i]);)
            i++;
        if (i >= 3 || !space || !jr_str_eq(attr.name.whole, names[i]) ||
            (i == 0 && !jr_str_starts(attr.value, JR_STR("1."))))
            return fail(r, at, "the XML declaration is none");
        space = skip_space(r);
        if (r->at == r->text.n)
            return fail(r, r->at, "the XML declaration does not end");
    }
    r->at += end.n;
    return true;
}

/* A comment (§2.5). */
static bool skip_comment(xml_reader *r)
{
    const size_t start = r->at, end = jr_str_search(r->text, start + 4, JR_STR("--"));
    if (end + 2 >= r->text.n)
        return fail(r, start, "a comment does not end");
    if (r->text.p[end + 2] != '>')
        return fail(r, end, "there is “--” in a comment");
    r->at = end + 3;
    return true;
}

/* A processing instruction (§2.6). */
static bool skip_instruction(xml_reader *r)
{
    const size_t start = r->at;
    jr_xml_name target;
    r->at += 2;
    if (!read_name(r, &target))
        return false;
    if (jr_str_eq_nocase(target.whole, JR_STR("xml")))
        return fail(r, start, "an XML declaration must stand at the start");
    const size_t end = jr_str_search(r->text, r->at, JR_STR("?>"));
    if (end == r->text.n || (end > r->at && !jr_xml_is_space(r->text.p[r->at])))
        return fail(r, start, "a processing instruction does not end");
    r->at = end + 2;
    return true;
}

/* A document type declaration (§2.8 [28]) that names a DTD, which is not read, and declares nothing itself: formats of
   old tell with it what they are. Without a DTD there are no entities. */
static bool skip_doctype(xml_reader *r)
{
    static const jr_str start = JR_STR_INIT("<!DOCTYPE");
    size_t at = r->at + start.n;
    const bool expected = r->events->may_name_dtd && !r->rooted && !r->doctyped && looking_at(r, start);
    while (expected && at < r->text.n && !memchr("<>[", r->text.p[at], 3)) {
        if (r->text.p[at] == '"' || r->text.p[at] == '\'')
            at = jr_str_find(r->text, at + 1, r->text.p[at]);
        at += at < r->text.n;
    }
    if (!expected || at == r->text.n || r->text.p[at] != '>') {
        const jr_span where = place(r, r->at);
        return jr_report(r->diag, JR_D_BAD_XML, &where,
                         "a document type declaration is refused: it could define entities");
    }
    r->at = at + 1;
    r->doctyped = true;
    return true;
}

/* ---- Text ---- */

/* §2.11: "\r\n" and "\r" are "\n". */
static bool tell_lines(xml_reader *r, size_t end)
{
    if (r->idle)
        r->at = end;
    while (r->at < end) {
        if (r->returns < r->at)
            r->returns = jr_str_find(r->text, r->at, '\r');
        const size_t stop = r->returns < end ? r->returns : end;
        const jr_str part = jr_str_sub(r->text, r->at, stop);
        const jr_span where = place(r, r->at);
        if (part.n && !r->events->text(r->user, part, &where))
            return false;
        r->at = stop;
        if (stop == end)
            return true;
        const bool pair = stop + 1 < r->text.n && r->text.p[stop + 1] == '\n';
        if (!pair && !r->events->text(r->user, JR_STR("\n"), &where))
            return false;
        r->at++;
    }
    return true;
}

static bool read_cdata(xml_reader *r)
{
    static const jr_str start = JR_STR_INIT("<![CDATA["), end = JR_STR_INIT("]]>");
    const size_t close = jr_str_search(r->text, r->at + start.n, end);
    if (close == r->text.n || r->depth == 0)
        return fail(r, r->at, r->depth ? "a CDATA section does not end" : "there is text outside of the root element");
    r->at += start.n;
    if (!tell_lines(r, close))
        return false;
    r->at += end.n;
    return true;
}

static bool read_reference(xml_reader *r)
{
    char utf8[4];
    size_t end;
    const size_t n = jr_xml_reference(r->text, r->at, utf8, &end);
    if (n == 0)
        return fail_name(r, r->at, "this is no reference to a character:", jr_str_sub(r->text, r->at, end));
    const jr_span where = r->idle ? r->place : place(r, r->at);
    r->at = end;
    return r->idle || r->events->text(r->user, (jr_str){utf8, n}, &where);
}

/* Text up to the next "<" (§2.4). */
static bool read_text(xml_reader *r)
{
    const size_t end = jr_str_find(r->text, r->at, '<');
    if (r->depth == 0) {
        skip_space(r);
        return r->at == end || fail(r, r->at, "there is text outside of the root element");
    }
    const jr_str s = jr_str_sub(r->text, 0, end);
    size_t blank = r->at; /* most of what stands between elements */
    while (blank < end && jr_xml_is_space(s.p[blank]))
        blank++;
    if (blank == end)
        return tell_lines(r, end);
    const size_t close = jr_str_search(s, r->at, JR_STR("]]>"));
    if (close < end)
        return fail(r, close, "there is “]]>” in text");
    while (r->at < end) {
        if (s.p[r->at] == '&' ? !read_reference(r) : !tell_lines(r, jr_str_find(s, r->at, '&')))
            return false;
    }
    return true;
}

/* ---- Namespaces ---- */

/* What a prefix stands for (Namespaces §6); one that was not declared, for itself: such names are foreign. */
static jr_str space_of(const xml_reader *r, jr_str prefix)
{
    for (size_t i = r->n_bindings; i-- > 0;)
        if (jr_str_eq(r->bindings[i].prefix, prefix))
            return r->bindings[i].space;
    return jr_str_eq(prefix, JR_STR("xml")) ? JR_STR(JR_XML_NAMESPACE) : prefix;
}

static bool is_declaration(const raw_attr *attr)
{
    static const jr_str xmlns = JR_STR_INIT("xmlns");
    return jr_str_eq(attr->name.prefix, xmlns) || (attr->name.prefix.n == 0 && jr_str_eq(attr->name.local, xmlns));
}

/* The value of an attribute (§3.3.3). */
static bool decode_value(xml_reader *r, const raw_attr *attr, jr_str *ret_value)
{
    size_t bad;
    *ret_value = attr->value;
    if (attr->plain || jr_xml_value(attr->value, &r->values, ret_value, &bad))
        return true;
    const size_t at = (size_t)(attr->value.p - r->text.p) + bad;
    return fail_name(r, at, "this is no reference to a character:", jr_str_sub(attr->value, bad, attr->value.n));
}

static bool declare(xml_reader *r, const raw_attr *attr, size_t start)
{
    if (r->n_bindings == JR_XML_MAX_NAMESPACES) {
        const jr_span where = place(r, start);
        return jr_report(r->diag, JR_D_LIMIT_SIZE, &where, "more than %d namespaces are declared",
                         JR_XML_MAX_NAMESPACES);
    }
    binding *b = &r->bindings[r->n_bindings];
    const bool prefixed = attr->name.prefix.n > 0;
    if (!decode_value(r, attr, &b->space))
        return false;
    if (prefixed && b->space.n == 0)
        return fail_name(r, start, "there is no namespace for the prefix", attr->name.local);
    b->prefix = prefixed ? attr->name.local : (jr_str){0};
    if (b->space.p != attr->value.p)
        b->space = jr_arena_copy(r->spaces, b->space);
    r->n_bindings++;
    return true;
}

/* §3.1: an attribute is there once; Namespaces §6.3: under whatever prefix. */
static bool check_unique(xml_reader *r, size_t n, size_t start)
{
    for (size_t i = 1; i < n; i++)
        for (size_t j = 0; j < i; j++)
            if (jr_str_eq(r->attrs[i].name, r->attrs[j].name) && jr_str_eq(r->attrs[i].space, r->attrs[j].space))
                return fail_name(r, start, "there are two attributes", r->attrs[i].name);
    for (size_t i = r->open[r->depth].n_bindings + 1; i < r->n_bindings; i++)
        for (size_t j = r->open[r->depth].n_bindings; j < i; j++)
            if (jr_str_eq(r->bindings[i].prefix, r->bindings[j].prefix))
                return fail_name(r, start, "there are two declarations of the prefix", r->bindings[i].prefix);
    return true;
}

/* ---- Elements ---- */

/* Sets the attributes of the tag at hand but those that declare namespaces. */
static bool take_attributes(xml_reader *r, size_t start, size_t *ret_n)
{
    size_t total = 0, n = 0;
    for (size_t i = 0; i < r->n_raw; i++)
        total += r->raw[i].value.n;
    r->values.n = 0;
    jr_buf_reserve(&r->values, total + 1); /* so that it does not move while slices point to it */
    for (size_t i = 0; i < r->n_raw; i++)
        if (is_declaration(&r->raw[i]) && !declare(r, &r->raw[i], start))
            return false;
    for (size_t i = 0; i < r->n_raw; i++) {
        const raw_attr *raw = &r->raw[i];
        if (is_declaration(raw))
            continue;
        jr_xml_attr_in *attr = &r->attrs[n++];
        attr->name = raw->name.local;
        attr->space = raw->name.prefix.n ? space_of(r, raw->name.prefix) : (jr_str){0};
        if (!decode_value(r, raw, &attr->value))
            return false;
    }
    *ret_n = n;
    return check_unique(r, n, start);
}

static bool close_element(xml_reader *r)
{
    const size_t depth = r->depth--;
    r->n_bindings = r->open[r->depth].n_bindings;
    if (r->idle && depth > r->idle)
        return true;
    r->idle = 0;
    return r->events->close(r->user);
}

static bool tell_element(xml_reader *r, size_t start, const jr_xml_name *name, size_t n_attrs)
{
    jr_span span = place(r, start);
    span.end = (uint32_t)r->at;
    r->open[r->depth - 1].line = span.line;
    const jr_xml_element element = {space_of(r, name->prefix), name->local, r->attrs, n_attrs, span};
    if (!r->events->open(r->user, &element))
        return false;
    if (r->events->idle && r->events->idle(r->user))
        r->idle = r->depth;
    return true;
}

/* The tag is read up to r->at. */
static bool open_element(xml_reader *r, size_t start, const jr_xml_name *name, bool empty)
{
    size_t n_attrs;
    if (r->depth == JR_XML_MAX_DEPTH) {
        const jr_span where = place(r, start);
        return jr_report(r->diag, JR_D_LIMIT_DEPTH, &where, "elements are nested more than %d deep", JR_XML_MAX_DEPTH);
    }
    r->open[r->depth] = (open_tag){name->whole, 0, r->n_bindings};
    if (!take_attributes(r, start, &n_attrs))
        return false;
    r->depth++;
    r->rooted = true;
    return (r->idle || tell_element(r, start, name, n_attrs)) && (!empty || close_element(r));
}

/* §3.1 [40], [44] */
static bool read_start_tag(xml_reader *r)
{
    const size_t start = r->at++;
    jr_xml_name name;
    if (r->depth == 0 && r->rooted)
        return fail(r, start, "there is a second root element");
    if (!read_name(r, &name))
        return false;
    for (r->n_raw = 0;; r->n_raw++) {
        const bool space = skip_space(r);
        if (r->at == r->text.n)
            return fail_name(r, start, "there is no end of the tag", name.whole);
        const bool empty = r->text.p[r->at] == '/';
        if (empty || r->text.p[r->at] == '>') {
            r->at += empty;
            if (r->at == r->text.n || r->text.p[r->at] != '>')
                return fail_name(r, start, "there is no end of the tag", name.whole);
            r->at++;
            return open_element(r, start, &name, empty);
        }
        if (r->n_raw == JR_XML_MAX_ATTRS) {
            const jr_span where = place(r, start);
            return jr_report(r->diag, JR_D_LIMIT_SIZE, &where, "an element has more than %d attributes",
                             JR_XML_MAX_ATTRS);
        }
        if (!space)
            return fail_name(r, r->at, "there is no white space between attributes in the tag", name.whole);
        if (!read_attribute(r, &r->raw[r->n_raw]))
            return false;
    }
}

/* §3.1 [42] */
static bool read_end_tag(xml_reader *r)
{
    const size_t start = r->at;
    jr_xml_name name;
    r->at += 2;
    if (!read_name(r, &name))
        return false;
    skip_space(r);
    if (r->at == r->text.n || r->text.p[r->at] != '>')
        return fail_name(r, start, "there is no end of the tag", name.whole);
    r->at++;
    if (r->depth == 0 || !jr_str_eq(r->open[r->depth - 1].name, name.whole))
        return fail_name(r, start, "there is no start tag of", name.whole);
    return close_element(r);
}

static bool read_markup(xml_reader *r)
{
    const char next = r->at + 1 < r->text.n ? r->text.p[r->at + 1] : '\0';
    if (next == '/')
        return read_end_tag(r);
    if (next == '?')
        return skip_instruction(r);
    if (next != '!')
        return read_start_tag(r);
    if (looking_at(r, JR_STR("<!--")))
        return skip_comment(r);
    if (looking_at(r, JR_STR("<![CDATA[")))
        return read_cdata(r);
    return skip_doctype(r);
}

/* ---- Documents ---- */

static bool read_document(xml_reader *r)
{
    if (!read_declaration(r))
        return false;
    while (r->at < r->text.n)
        if (r->text.p[r->at] == '<' ? !read_markup(r) : !read_text(r))
            return false;
    if (!r->rooted)
        return fail(r, r->at, "there is no element");
    if (r->depth == 0)
        return true;
    const open_tag *tag = &r->open[(r->idle ? r->idle : r->depth) - 1];
    const jr_span where = place(r, r->at);
    return jr_report(r->diag, JR_D_BAD_XML, &where,
                     "no well-formed XML: the document ends within “%.*s”, which starts in line %u", JR_FMT(tag->name),
                     (unsigned)tag->line);
}

bool jr_xml_parse(jr_str bytes, uint32_t file, const jr_xml_events *events, void *user, jr_diag *diag)
{
    const jr_span start = {.file = file, .line = 1, .column = 1};
    const size_t most = events->max_bytes ? events->max_bytes : JR_XML_MAX_BYTES;
    if (bytes.n > most)
        return jr_report(diag, JR_D_LIMIT_SIZE, &start, "an XML file has more than %zu MiB", most >> 20);
    if (bytes.n == 0)
        return jr_report(diag, JR_D_BAD_XML, &start, "the file is empty");
    jr_buf room = {0};
    jr_arena *spaces = jr_arena_create();
    xml_reader *r = jr_arena_new(spaces, xml_reader);
    r->events = events;
    r->user = user;
    r->diag = diag;
    r->place = start;
    r->spaces = spaces;
    bool ok = jr_xml_decode(bytes, file, &room, diag, &r->text);
    r->returns = jr_str_find(r->text, 0, '\r');
    r->has_returns = r->returns < r->text.n;
    ok = ok && read_document(r);
    jr_buf_free(&r->values);
    jr_arena_destroy(spaces);
    jr_buf_free(&room);
    return ok;
}

jr_str jr_xml_attr_value(const jr_xml_element *element, jr_str name)
{
    for (size_t i = 0; i < element->n_attrs; i++)
        if (element->attrs[i].name.n == name.n && element->attrs[i].name.p[0] == name.p[0] &&
            element->attrs[i].space.n == 0 && jr_str_eq(element->attrs[i].name, name))
            return element->attrs[i].value;
    return (jr_str){0};
}
