/* SPDX-License-Identifier: MIT */
#include "html_in.h"

#include <limits.h>

#include <libxml/HTMLparser.h>

#include "base/lazy.h"

#define XML_SYMBOLS(X)                                                                                             \
    X(htmlNewParserCtxt) X(htmlCtxtReadMemory) X(htmlFreeParserCtxt) X(htmlEntityLookup) X(xmlFreeDoc)
JR_LAZY_LIBRARY(xml, JR_LIBXML2, XML_SYMBOLS)

/* More attributes than any element has; the rest is passed over. */
#define MAX_ATTRS 64

typedef struct sax_state {
    const jr_html_events *events;
    void *user;
} sax_state;

static jr_str from_xml(const xmlChar *z)
{
    return jr_str_from((const char *)z);
}

static void start_element(void *ctx, const xmlChar *name, const xmlChar **pairs)
{
    const sax_state *s = ctx;
    jr_str attrs[MAX_ATTRS][2];
    size_t n = 0;
    for (; pairs && pairs[2 * n] && n < MAX_ATTRS; n++) {
        attrs[n][0] = from_xml(pairs[2 * n]);
        attrs[n][1] = from_xml(pairs[2 * n + 1]);
    }
    s->events->open(s->user, from_xml(name), (const jr_str(*)[2])attrs, n);
}

static void end_element(void *ctx, const xmlChar *name)
{
    const sax_state *s = ctx;
    s->events->close(s->user, from_xml(name));
}

static void characters(void *ctx, const xmlChar *text, int n)
{
    const sax_state *s = ctx;
    if (n > 0)
        s->events->text(s->user, (jr_str){(const char *)text, (size_t)n});
}

static void comment(void *ctx, const xmlChar *text)
{
    const sax_state *s = ctx;
    s->events->comment(s->user, from_xml(text));
}

bool jr_html_parse(jr_str html, const jr_html_events *events, void *user, jr_diag *diag)
{
    if (!load_xml(diag))
        return false;
    if (html.n > INT_MAX)
        return jr_report(diag, JR_D_LIMIT_SIZE, NULL, "an HTML block has more than %d bytes", INT_MAX);
    sax_state state = {events, user};
    htmlSAXHandler sax = {.startElement = start_element,
                          .endElement = end_element,
                          .characters = characters,
                          .ignorableWhitespace = characters,
                          .cdataBlock = characters,
                          .comment = comment};
    htmlParserCtxtPtr ctxt = xml.htmlNewParserCtxt();
    if (!ctxt)
        jr_out_of_memory(sizeof *ctxt);
    *ctxt->sax = sax;
    ctxt->userData = &state;
    htmlDocPtr doc = xml.htmlCtxtReadMemory(ctxt, html.p, (int)html.n, NULL, "UTF-8",
                                            HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                                                HTML_PARSE_NONET | HTML_PARSE_COMPACT);
    if (doc)
        xml.xmlFreeDoc(doc);
    xml.htmlFreeParserCtxt(ctxt);
    return true;
}

uint32_t jr_html_entity(jr_str name, jr_diag *diag)
{
    char z[33];
    if (name.n >= sizeof z || !load_xml(diag))
        return 0;
    memcpy(z, name.p, name.n);
    z[name.n] = 0;
    const htmlEntityDesc *entity = xml.htmlEntityLookup((const xmlChar *)z);
    return entity ? entity->value : 0;
}
