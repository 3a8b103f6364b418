/* SPDX-License-Identifier: MIT */
#include "codec/xml_in.h"

#include <limits.h>

#include <libxml/parser.h>
#include <libxml/xmlerror.h>

#include "codec/encoding.h"
#include "base/lazy.h"

#define XML_IN_SYMBOLS(X)                                                                                              \
    X(xmlNewParserCtxt) X(xmlCtxtReadMemory) X(xmlFreeParserCtxt) X(xmlStopParser) X(xmlByteConsumed) X(xmlFreeDoc)
JR_LAZY_LIBRARY(xml, JR_LIBXML2, XML_IN_SYMBOLS)

typedef struct xml_reader {
    const jr_xml_events *events;
    void *user;
    jr_diag *diag;
    jr_str text;
    xmlParserCtxtPtr ctxt;
    bool failed;       /* reported */
    size_t depth;      /* open elements */
    size_t namespaces; /* declared by them */
    uint16_t declared[JR_XML_MAX_DEPTH];
    jr_span at;    /* the last place asked for; only ever moves on */
    bool returns;  /* the text holds "\r" */
    size_t behind; /* offset behind the last tag */
    jr_buf values; /* of attributes that hold & */
} xml_reader;

/* ---- Places ---- */

/* Offset of the last byte of the line end ("\n", "\r\n", "\r") at or behind `at`; s.n where there is none. */
static size_t line_end(const xml_reader *r, jr_str s, size_t at)
{
    if (!r->returns)
        return jr_str_find(s, at, '\n');
    while (at < s.n && s.p[at] != '\n' && !(s.p[at] == '\r' && !(at + 1 < r->text.n && r->text.p[at + 1] == '\n')))
        at++;
    return at;
}

/* The place of offset `to`, which is not before the last one. */
static jr_span place(xml_reader *r, size_t to)
{
    const jr_str s = jr_str_sub(r->text, 0, to);
    size_t start = r->at.begin + 1 - r->at.column; /* of the line, wherever that is before the text */
    for (size_t i = r->at.begin; (i = line_end(r, s, i)) < s.n;) {
        start = ++i;
        r->at.line++;
    }
    r->at.begin = r->at.end = (uint32_t)(s.n > r->at.begin ? s.n : r->at.begin);
    r->at.column = (uint32_t)(r->at.begin - start + 1);
    return r->at;
}

static size_t parser_offset(const xml_reader *r)
{
    const long consumed = xml.xmlByteConsumed(r->ctxt);
    return consumed > 0 && (size_t)consumed <= r->text.n ? (size_t)consumed : r->text.n;
}

static void stop(xml_reader *r)
{
    r->failed = true;
    xml.xmlStopParser(r->ctxt);
}

/* ---- Before parsing: what libxml2 is not to see ---- */

/* Offset of the `>` of a tag that starts at `at`, attributes counted; or text.n. */
static size_t tag_end(jr_str text, size_t at, size_t *ret_attrs)
{
    *ret_attrs = 0;
    while (at < text.n && text.p[at] != '>') {
        if (text.p[at] == '"' || text.p[at] == '\'') {
            at = jr_str_find(text, at + 1, text.p[at]);
            ++*ret_attrs;
        }
        at += at < text.n;
    }
    return at;
}

/* Refuses document type declarations, with which entities come, and elements with more attributes than libxml2 can take
   in good time. What is not well-formed is left to libxml2. */
static bool check_markup(jr_str text, uint32_t file, jr_diag *diag)
{
    static const struct {
        jr_str start, end;
    } skips[] = {{JR_STR_INIT("<!--"), JR_STR_INIT("-->")},
                 {JR_STR_INIT("<![CDATA["), JR_STR_INIT("]]>")},
                 {JR_STR_INIT("<?"), JR_STR_INIT("?>")}};
    xml_reader r = {.text = text, .at = {.file = file, .line = 1, .column = 1}, .returns = true};
    for (size_t at = jr_str_find(text, 0, '<'); at < text.n; at = jr_str_find(text, at, '<')) {
        const size_t start = at;
        const jr_str rest = jr_str_sub(text, at, text.n);
        for (size_t i = 0; i < sizeof skips / sizeof *skips && at == start; i++)
            if (jr_str_starts(rest, skips[i].start))
                at = jr_str_search(text, at + skips[i].start.n, skips[i].end);
        if (at > start)
            continue;
        if (jr_str_starts(rest, JR_STR("<!"))) {
            const jr_span where = place(&r, at);
            return jr_report(diag, JR_D_BAD_XML, &where,
                             "a document type declaration is refused: it could define entities");
        }
        size_t attrs;
        at = tag_end(text, at + 1, &attrs);
        if (attrs > JR_XML_MAX_ATTRS) {
            const jr_span where = place(&r, start);
            return jr_report(diag, JR_D_LIMIT_SIZE, &where, "an element has more than %d attributes", JR_XML_MAX_ATTRS);
        }
    }
    return true;
}

/* ---- Events ---- */

/* libxml2 leaves & in attribute values as &#38; unless it is told to replace entities, which it is not. */
static jr_str decode_value(xml_reader *r, jr_str value)
{
    static const jr_str ampersand = JR_STR_INIT("&#38;");
    if (jr_str_find(value, 0, '&') == value.n)
        return value;
    const size_t start = r->values.n;
    for (size_t at = 0; at < value.n;) {
        const size_t end = jr_str_search(value, at, ampersand);
        jr_put(&r->values, jr_str_sub(value, at, end));
        if (end < value.n)
            jr_putc(&r->values, '&');
        at = end < value.n ? end + ampersand.n : end;
    }
    return (jr_str){r->values.p + start, r->values.n - start};
}

/* `list`: five pointers for each: local name, prefix, namespace, start and end of the value. */
static size_t take_attributes(xml_reader *r, const xmlChar **list, size_t n, jr_xml_attr_in *attrs)
{
    size_t total = 0;
    for (size_t i = 0; i < n; i++)
        total += (size_t)(list[5 * i + 4] - list[5 * i + 3]);
    r->values.n = 0;
    jr_buf_reserve(&r->values, total + 1); /* so that it does not move while slices point to it */
    for (size_t i = 0; i < n; i++, list += 5)
        attrs[i] = (jr_xml_attr_in){jr_str_from((const char *)list[2]), jr_str_from((const char *)list[0]),
                                    decode_value(r, (jr_str){(const char *)list[3], (size_t)(list[4] - list[3])})};
    return n;
}

/* The span of the start tag whose end libxml2 has just reached: `<` cannot stand within it. */
static jr_span tag_span(xml_reader *r)
{
    const size_t end = parser_offset(r);
    size_t start = end;
    while (start > r->behind && r->text.p[start - 1] != '<')
        start--;
    jr_span span = place(r, start ? start - 1 : 0);
    r->behind = end;
    while (r->behind < r->text.n && (r->text.p[r->behind] == '/' || r->text.p[r->behind] == '>'))
        r->behind++;
    span.end = (uint32_t)r->behind;
    return span;
}

static void start_element(void *ctx, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int n_namespaces,
                          const xmlChar **namespaces, int n_attrs, int n_defaulted, const xmlChar **list)
{
    xml_reader *r = ctx;
    (void)namespaces;
    (void)n_defaulted;
    if (r->failed)
        return;
    const jr_span span = tag_span(r);
    if (r->depth == JR_XML_MAX_DEPTH) {
        jr_report(r->diag, JR_D_LIMIT_DEPTH, &span, "elements are nested more than %d deep", JR_XML_MAX_DEPTH);
        stop(r);
        return;
    }
    r->declared[r->depth++] = (uint16_t)n_namespaces;
    r->namespaces += (size_t)n_namespaces;
    if (r->namespaces > JR_XML_MAX_NAMESPACES) {
        jr_report(r->diag, JR_D_LIMIT_SIZE, &span, "more than %d namespaces are declared", JR_XML_MAX_NAMESPACES);
        stop(r);
        return;
    }
    jr_xml_attr_in attrs[JR_XML_MAX_ATTRS];
    const size_t n = n_attrs > JR_XML_MAX_ATTRS ? JR_XML_MAX_ATTRS : (size_t)n_attrs;
    const jr_xml_element element = {jr_str_from((const char *)(uri ? uri : prefix)), jr_str_from((const char *)name),
                                    attrs, take_attributes(r, list, n, attrs), span};
    if (!r->events->open(r->user, &element))
        stop(r);
}

static void end_element(void *ctx, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
    xml_reader *r = ctx;
    (void)name;
    (void)prefix;
    (void)uri;
    if (r->failed)
        return;
    const size_t end = parser_offset(r);
    r->behind = end > r->behind ? end : r->behind;
    r->namespaces -= r->declared[--r->depth];
    if (!r->events->close(r->user))
        stop(r);
}

static void characters(void *ctx, const xmlChar *text, int n)
{
    xml_reader *r = ctx;
    if (r->failed || n <= 0)
        return;
    const jr_span where = place(r, r->behind);
    if (!r->events->text(r->user, (jr_str){(const char *)text, (size_t)n}, &where))
        stop(r);
}

static void error(void *ctx, const xmlError *e)
{
    xml_reader *r = ctx;
    /* An undeclared prefix is an error that libxml2 reads on from: such elements and attributes are foreign. */
    if (r->failed || e->level != XML_ERR_FATAL)
        return;
    const jr_span where = place(r, parser_offset(r));
    const jr_str words = jr_str_trim(jr_str_from(e->message));
    if (e->code == XML_ERR_NO_MEMORY)
        jr_out_of_memory(r->text.n);
    jr_report(r->diag, JR_D_BAD_XML, &where, "no well-formed XML: %.*s", JR_FMT(words));
    r->failed = true;
}

static bool parse(xml_reader *r)
{
    xmlSAXHandler sax = {.initialized = XML_SAX2_MAGIC,
                         .startElementNs = start_element,
                         .endElementNs = end_element,
                         .characters = characters,
                         .ignorableWhitespace = characters,
                         .cdataBlock = characters,
                         .serror = (xmlStructuredErrorFunc)error};
    r->ctxt = xml.xmlNewParserCtxt();
    if (!r->ctxt) {
        jr_out_of_memory(sizeof *r->ctxt);
        return false;
    }
    *r->ctxt->sax = sax;
    r->ctxt->userData = r;
    xmlDocPtr doc =
        xml.xmlCtxtReadMemory(r->ctxt, r->text.p, (int)r->text.n, NULL, NULL, XML_PARSE_NONET | XML_PARSE_IGNORE_ENC);
    const bool whole = r->ctxt->wellFormed && r->depth == 0;
    if (doc)
        xml.xmlFreeDoc(doc);
    xml.xmlFreeParserCtxt(r->ctxt);
    if (!whole && !r->failed)
        return jr_report(r->diag, JR_D_BAD_XML, &r->at, "no well-formed XML");
    return !r->failed;
}

bool jr_xml_parse(jr_str bytes, uint32_t file, const jr_xml_events *events, void *user, jr_diag *diag)
{
    const jr_span start = {.file = file, .line = 1, .column = 1};
    if (bytes.n > JR_XML_MAX_BYTES)
        return jr_report(diag, JR_D_LIMIT_SIZE, &start, "an XML file has more than %d MiB", JR_XML_MAX_BYTES >> 20);
    if (bytes.n == 0)
        return jr_report(diag, JR_D_BAD_XML, &start, "the file is empty");
    if (!load_xml(diag))
        return false;
    jr_buf room = {0};
    xml_reader r = {.events = events, .user = user, .diag = diag, .at = start};
    bool ok = jr_xml_decode(bytes, file, &room, diag, &r.text) && check_markup(r.text, file, diag);
    r.returns = jr_str_find(r.text, 0, '\r') < r.text.n;
    ok = ok && parse(&r);
    jr_buf_free(&r.values);
    jr_buf_free(&room);
    return ok;
}

jr_str jr_xml_attr_value(const jr_xml_element *element, jr_str name)
{
    for (size_t i = 0; i < element->n_attrs; i++)
        if (element->attrs[i].space.n == 0 && jr_str_eq(element->attrs[i].name, name))
            return element->attrs[i].value;
    return (jr_str){0};
}
