/* SPDX-License-Identifier: MIT */
/* TBX: concepts, in them languages, in them terms. The two styles of ISO 30042:2019 differ in how a data category is
   written: as an attribute, <termNote type="partOfSpeech">, or as an element, <min:partOfSpeech>; ISO 30042:2008 has
   the first with other names of elements. What an element is called decides; its namespace does not. */
#include <jerome/buf.h>

#include "codec/xml_in.h"
#include "terms.h"

typedef enum part {
    PART_OTHER,
    PART_CONCEPT,
    PART_LANGUAGE,
    PART_SECTION, /* of a term */
    PART_TERM,
    PART_DEFINITION,
    PART_STATUS,
    PART_CLASS,
    PART_CODE /* in text: its content is none */
} part;

typedef struct tbx_reader {
    jr_arena *arena;
    jr_diag *diag;
    jr_terms_in in;
    part parts[JR_XML_MAX_DEPTH + 1];
    size_t depth;
    size_t concept, language, section; /* depths of what is open, or 0 */
    size_t reading;                    /* depth of the element whose text is taken, or 0 */
    jr_buf text;
    jr_str id, lang;
    size_t first_term; /* of the section at hand, among those of the concept */
    jr_term term;      /* what is known of the section's terms */
} tbx_reader;

/* Elements of ISO 30042:2019 and 2008, and of TBX-Min (2013). */
static const struct {
    jr_str name;
    part part;
} elements[] = {
    {JR_STR_INIT("conceptEntry"), PART_CONCEPT},
    {JR_STR_INIT("termEntry"), PART_CONCEPT},
    {JR_STR_INIT("entry"), PART_CONCEPT},
    {JR_STR_INIT("langSec"), PART_LANGUAGE},
    {JR_STR_INIT("langSet"), PART_LANGUAGE},
    {JR_STR_INIT("langGroup"), PART_LANGUAGE},
    {JR_STR_INIT("termSec"), PART_SECTION},
    {JR_STR_INIT("tig"), PART_SECTION},
    {JR_STR_INIT("ntig"), PART_SECTION},
    {JR_STR_INIT("termGroup"), PART_SECTION},
    {JR_STR_INIT("term"), PART_TERM},
    {JR_STR_INIT("definition"), PART_DEFINITION},
    {JR_STR_INIT("administrativeStatus"), PART_STATUS},
    {JR_STR_INIT("normativeAuthorization"), PART_STATUS},
    {JR_STR_INIT("termStatus"), PART_STATUS},
    {JR_STR_INIT("partOfSpeech"), PART_CLASS},
};

static part part_named(jr_str name)
{
    for (size_t i = 0; i < sizeof elements / sizeof *elements; i++)
        if (jr_str_eq(name, elements[i].name))
            return elements[i].part;
    return PART_OTHER;
}

/* What an element is, by its name or, where it has one, by its type. */
static part part_of(const jr_xml_element *e)
{
    static const jr_str typed[] = {JR_STR_INIT("termNote"), JR_STR_INIT("descrip"), JR_STR_INIT("admin")};
    for (size_t i = 0; i < sizeof typed / sizeof *typed; i++)
        if (jr_str_eq(e->name, typed[i])) {
            const part p = part_named(jr_xml_attr_value(e, JR_STR("type")));
            return p >= PART_DEFINITION ? p : PART_OTHER;
        }
    return part_named(e->name);
}

/* In text: codes of a document (ISO 30042:2019, 2008). Other elements there mark words. */
static bool is_code(jr_str name)
{
    static const jr_str codes[] = {JR_STR_INIT("ph"),  JR_STR_INIT("sc"),  JR_STR_INIT("ec"),
                                   JR_STR_INIT("bpt"), JR_STR_INIT("ept"), JR_STR_INIT("it")};
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        if (jr_str_eq(name, codes[i]))
            return true;
    return false;
}

static jr_str lang_of(const jr_xml_element *e, jr_arena *arena)
{
    jr_str lang = jr_xml_attr_value(e, JR_STR("lang"));
    for (size_t i = 0; i < e->n_attrs; i++)
        if (jr_str_eq(e->attrs[i].space, JR_STR(JR_XML_NAMESPACE)) && jr_str_eq(e->attrs[i].name, JR_STR("lang")))
            lang = e->attrs[i].value;
    return jr_term_lang(lang, arena);
}

static bool open_root(tbx_reader *r, const jr_xml_element *e)
{
    static const jr_str roots[] = {JR_STR_INIT("tbx"), JR_STR_INIT("martif"), JR_STR_INIT("TBX")};
    for (size_t i = 0; i < sizeof roots / sizeof *roots; i++)
        if (jr_str_eq(e->name, roots[i]))
            return true;
    return jr_report(r->diag, JR_D_BAD_TERMS, &e->span, "no TBX: the root element is “%.*s”", JR_FMT(e->name));
}

/* An element that means something where it stands takes the depth; else it is one of no meaning. */
static part open_part(tbx_reader *r, const jr_xml_element *e)
{
    const part p = part_of(e);
    if (r->reading)
        return is_code(e->name) ? PART_CODE : PART_OTHER;
    if (p == PART_CONCEPT && !r->concept) {
        r->concept = r->depth;
        r->id = jr_term_text(jr_xml_attr_value(e, JR_STR("id")), r->arena);
        return p;
    }
    if (p == PART_LANGUAGE && r->concept && !r->language) {
        r->language = r->depth;
        r->lang = lang_of(e, r->arena);
        return p;
    }
    if (p == PART_SECTION && r->language && !r->section) {
        r->section = r->depth;
        r->first_term = r->in.n_terms;
        r->term = (jr_term){.lang = r->lang};
        return p;
    }
    const bool here = p == PART_DEFINITION ? r->concept > 0 : p >= PART_TERM && r->section > 0;
    if (!here)
        return PART_OTHER;
    r->reading = r->depth;
    r->text.n = 0;
    return p;
}

static bool on_open(void *user, const jr_xml_element *e)
{
    tbx_reader *r = user;
    if (r->depth == 0 && !open_root(r, e))
        return false;
    r->depth++;
    r->parts[r->depth] = r->depth == 1 ? PART_OTHER : open_part(r, e);
    return true;
}

/* Whatever stands before or behind a term in its section holds for it. */
static void close_section(tbx_reader *r)
{
    for (size_t i = r->first_term; i < r->in.n_terms; i++) {
        r->in.terms[i].status = r->term.status;
        r->in.terms[i].word_class = r->term.word_class;
    }
    r->section = 0;
}

static void close_text(tbx_reader *r, part p)
{
    const jr_str text = jr_term_text(jr_buf_str(&r->text), r->arena);
    jr_term term = {.text = text, .lang = r->lang};
    if (p == PART_TERM)
        jr_terms_in_term(&r->in, &term);
    if (p == PART_DEFINITION)
        jr_terms_in_definition(&r->in, text, r->language ? r->lang : (jr_str){"", 0});
    if (p == PART_STATUS)
        jr_term_status_of(text, &r->term.status); /* others ("not evaluated") say nothing of use */
    if (p == PART_CLASS)
        r->term.word_class = jr_term_class(text, r->arena);
    r->reading = 0;
}

static bool on_close(void *user)
{
    tbx_reader *r = user;
    const size_t depth = r->depth--;
    if (depth == r->reading)
        close_text(r, r->parts[depth]);
    else if (depth == r->section)
        close_section(r);
    else if (depth == r->language)
        r->language = 0;
    else if (depth == r->concept) {
        jr_terms_in_end(&r->in, r->id);
        r->concept = 0;
    }
    return true;
}

static bool on_text(void *user, jr_str text, const jr_span *where)
{
    tbx_reader *r = user;
    (void)where;
    for (size_t i = r->reading; r->reading && i <= r->depth; i++)
        if (r->parts[i] == PART_CODE)
            return true;
    if (r->reading)
        jr_put(&r->text, text);
    return true;
}

bool jr_tbx_read(jr_str bytes, uint32_t file, jr_arena *arena, jr_diag *diag, jr_glossary *ret_glossary)
{
    static const jr_xml_events events = {.open = on_open, .close = on_close, .text = on_text, .may_name_dtd = true};
    tbx_reader *r = jr_arena_new(arena, tbx_reader);
    r->arena = arena;
    r->diag = diag;
    r->in.arena = arena;
    const bool ok = jr_xml_parse(bytes, file, &events, r, diag);
    if (ok)
        *ret_glossary = (jr_glossary){r->in.concepts, r->in.n_concepts};
    jr_buf_free(&r->text);
    return ok;
}
