/* SPDX-License-Identifier: MIT */
/* TMX in: documents are large, so that nothing is kept but the unit at hand. */
#include "tmx_parts.h"

#include <jerome/label.h>

/* What an open element is to the reader. */
typedef enum role {
    ROLE_DOCUMENT,
    ROLE_TMX,
    ROLE_HEADER,
    ROLE_BODY,
    ROLE_UNIT,
    ROLE_PROP,
    ROLE_TUV,
    ROLE_SEG,
    ROLE_CODE, /* its text, and that of all within, is its original */
    ROLE_SKIP  /* passed over, and all within */
} role;

/* Properties that are heeded. */
typedef enum prop { PROP_NONE, PROP_BEFORE, PROP_BEHIND, PROP_DOCUMENT, PROP_STATE, PROP_UNSURE, PROP_COUNT } prop;

typedef struct fact {
    size_t begin, end; /* in tmx_reader.facts */
} fact;

typedef struct tmx_reader {
    const jr_tmx_wanted *wanted;
    jr_tmx_take *take;
    void *user;
    jr_diag *diag;
    size_t depth;
    role roles[JR_XML_MAX_DEPTH + 1]; /* roles[0] is the document */
    jr_buf header_lang;
    bool omegat;              /* codes are text */
    bool sentences, sentence; /* what the header, and the unit, say that units are */
    /* The open unit: */
    jr_buf facts, bytes, pieces, lang;
    fact props[PROP_COUNT], id, date;
    tmx_text source, target;
    /* The open tuv: */
    tmx_text text;
    bool is_target, is_source;
    size_t n_codes;
    prop open_prop;
    jr_buf inlines, keys; /* of the pair that is given */
} tmx_reader;

static jr_str fact_text(const tmx_reader *r, const fact *f)
{
    return (jr_str){r->facts.p + f->begin, f->end - f->begin};
}

static void put_fact(tmx_reader *r, fact *f, jr_str text)
{
    f->begin = r->facts.n;
    jr_put(&r->facts, text);
    f->end = r->facts.n;
}

/* ---- Languages ---- */

/* xml:lang, or lang as before TMX 1.3; as BCP 47 has it. */
static jr_str language_of(tmx_reader *r, const jr_xml_element *e)
{
    jr_str lang = jr_xml_attr_value(e, JR_STR("lang"));
    for (size_t i = 0; i < e->n_attrs; i++)
        if (jr_str_eq(e->attrs[i].space, JR_STR(JR_XML_NAMESPACE)) && jr_str_eq(e->attrs[i].name, JR_STR("lang")))
            lang = e->attrs[i].value;
    r->lang.n = 0;
    for (size_t i = 0; i < lang.n; i++)
        jr_putc(&r->lang, lang.p[i] == '_' ? '-' : lang.p[i]);
    return jr_buf_str(&r->lang);
}

/* Which of the two languages the text of a tuv is in: that of which it is more; the better one of several counts. */
static void open_tuv(tmx_reader *r, const jr_xml_element *e)
{
    const jr_str lang = language_of(r, e), file = jr_buf_str(&r->header_lang);
    const bool any = file.n == 0 || jr_str_eq_nocase(file, JR_STR("*all*"));
    const jr_str from = r->wanted->source_lang.n ? r->wanted->source_lang : file;
    const int target = jr_lang_serves(lang, r->wanted->target_lang);
    int source = r->wanted->source_lang.n == 0 && any ? 1 : jr_lang_serves(lang, from);
    if (source <= target)
        source = 0;
    r->is_source = source > r->source.rank;
    r->is_target = source == 0 && target > r->target.rank;
    r->text = (tmx_text){.rank = source ? source : target};
    r->n_codes = 0;
    const jr_str date = jr_xml_attr_value(e, JR_STR("changedate"));
    if (r->is_target && date.n)
        put_fact(r, &r->date, date);
}

/* ---- Units ---- */

/* segtype (§4.3); `otherwise`: where nothing is said. */
static bool is_sentence(const jr_xml_element *e, bool otherwise)
{
    const jr_str type = jr_xml_attr_value(e, JR_STR("segtype"));
    return type.n ? jr_str_eq(type, JR_STR("sentence")) || jr_str_eq(type, JR_STR("phrase")) : otherwise;
}

static void open_unit(tmx_reader *r, const jr_xml_element *e)
{
    memset(r->props, 0, sizeof r->props);
    r->facts.n = r->bytes.n = r->pieces.n = 0;
    r->source = r->target = (tmx_text){0};
    r->sentence = is_sentence(e, r->sentences);
    put_fact(r, &r->id, jr_xml_attr_value(e, JR_STR("tuid")));
    const jr_str date = jr_xml_attr_value(e, JR_STR("changedate"));
    put_fact(r, &r->date, date.n ? date : jr_xml_attr_value(e, JR_STR("creationdate")));
}

static prop prop_named(jr_str name)
{
    static const struct {
        jr_str name;
        prop prop;
    } names[] = {
        {JR_STR_INIT("x-context-pre"), PROP_BEFORE}, /* Jerome, memoQ */
        {JR_STR_INIT("x-context-post"), PROP_BEHIND},
        {JR_STR_INIT("x-previous-source-text"), PROP_BEFORE}, /* Phrase */
        {JR_STR_INIT("x-next-source-text"), PROP_BEHIND},
        {JR_STR_INIT("prev"), PROP_BEFORE}, /* OmegaT */
        {JR_STR_INIT("next"), PROP_BEHIND},
        {JR_STR_INIT("x-document"), PROP_DOCUMENT},
        {JR_STR_INIT("file"), PROP_DOCUMENT},
        {JR_STR_INIT("x-state"), PROP_STATE},
        {JR_STR_INIT("x-unsure"), PROP_UNSURE},
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (jr_str_eq(name, names[i].name))
            return names[i].prop;
    return PROP_NONE;
}

static jr_inlines fill(const tmx_reader *r, const tmx_text *text, jr_inline *items)
{
    const size_t n = text->end - text->begin;
    for (size_t i = 0; i < n; i++) {
        const tmx_piece *p = TMX_PIECE(r->pieces, text->begin + i);
        const jr_str bytes = {r->bytes.p + p->begin, p->end - p->begin};
        items[i] = (jr_inline){.kind = p->kind, .number = p->number, .pair = p->pair};
        if (p->kind == JR_PIECE_TEXT)
            items[i].text = bytes;
        else
            items[i].original = bytes;
    }
    return (jr_inlines){items, n};
}

/* A neighbour as a key: its text, with white space normalised; of memoQ's markup what it holds. */
static void put_neighbour(tmx_reader *r, prop which)
{
    const jr_str raw = jr_str_trim(fact_text(r, &r->props[which]));
    const bool marked = jr_str_starts(raw, JR_STR("<seg>"));
    bool white = false;
    const size_t start = r->keys.n;
    for (size_t i = 0; i < raw.n; i++) {
        if (marked && raw.p[i] == '<') {
            i = jr_str_find(raw, i, '>');
            continue;
        }
        if (jr_is_space(raw.p[i])) {
            white = true;
            continue;
        }
        if (white && r->keys.n > start)
            jr_putc(&r->keys, ' ');
        white = false;
        jr_putc(&r->keys, raw.p[i]);
    }
}

static jr_state state_of(const tmx_reader *r)
{
    const jr_str name = fact_text(r, &r->props[PROP_STATE]);
    return jr_str_eq(name, JR_STR("final"))      ? JR_STATE_FINAL
           : jr_str_eq(name, JR_STR("reviewed")) ? JR_STATE_REVIEWED
           : jr_str_eq(name, JR_STR("initial"))  ? JR_STATE_INITIAL
                                                 : JR_STATE_TRANSLATED;
}

static void close_unit(tmx_reader *r)
{
    if (!r->source.rank || !r->target.rank || r->source.too_many || r->target.too_many)
        return;
    tmx_piece *source = TMX_PIECE(r->pieces, r->source.begin), *target = TMX_PIECE(r->pieces, r->target.begin);
    const size_t n_source = r->source.end - r->source.begin, n_target = r->target.end - r->target.begin;
    jr_tmx_join_ends(source, n_source);
    jr_tmx_join_ends(target, n_target);
    jr_tmx_number(r->bytes.p, source, n_source, target, n_target);
    r->inlines.n = r->keys.n = 0;
    jr_buf_reserve(&r->inlines, (n_source + n_target + 1) * sizeof(jr_inline));
    jr_inline *items = (jr_inline *)(void *)r->inlines.p;
    put_neighbour(r, PROP_BEFORE);
    const size_t middle = r->keys.n;
    put_neighbour(r, PROP_BEHIND);
    const jr_str document = fact_text(r, &r->props[PROP_DOCUMENT]);
    const jr_pair pair = {
        .source = fill(r, &r->source, items),
        .target = fill(r, &r->target, items + n_source),
        .before = {r->keys.p, middle},
        .behind = {r->keys.p + middle, r->keys.n - middle},
        .unit = fact_text(r, &r->id),
        .origin = document.n ? document : r->wanted->origin,
        .date = fact_text(r, &r->date),
        .state = state_of(r),
        .unsure = jr_str_eq(fact_text(r, &r->props[PROP_UNSURE]), JR_STR("yes")),
    };
    r->take(r->user, &pair, r->sentence);
}

/* ---- Texts ---- */

static uint32_t mark_of(const jr_xml_element *e, const char *name)
{
    uint32_t hash = 0;
    const jr_str value = jr_xml_attr_value(e, jr_str_from(name));
    for (size_t i = 0; i < value.n; i++)
        hash = (hash ^ (unsigned char)value.p[i]) * UINT32_C(0x01000193) + 1;
    return hash;
}

static tmx_piece *push_piece(tmx_reader *r, jr_piece_kind kind)
{
    const tmx_piece piece = {.kind = kind, .begin = r->bytes.n, .end = r->bytes.n, .pair = JR_NO_PAIR};
    jr_put(&r->pieces, (jr_str){(const char *)&piece, sizeof piece});
    return TMX_PIECE(r->pieces, r->pieces.n / sizeof piece - 1);
}

/* An element within a seg (§5.3). */
static role open_inline(tmx_reader *r, const jr_xml_element *e)
{
    static const struct {
        const char *name;
        jr_piece_kind kind;
        bool paired;
    } codes[] = {
        {"bpt", JR_PIECE_OPEN, true}, {"ept", JR_PIECE_CLOSE, true}, {"it", JR_PIECE_OPEN, false},
        {"ph", JR_PIECE_CODE, false}, {"ut", JR_PIECE_CODE, false},
    };
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        if (!jr_str_eq(e->name, jr_str_from(codes[i].name)))
            continue;
        tmx_piece *piece = push_piece(r, codes[i].kind);
        if (jr_str_eq(jr_xml_attr_value(e, JR_STR("pos")), JR_STR("end")) && codes[i].kind == JR_PIECE_OPEN)
            piece->kind = JR_PIECE_CLOSE;
        piece->paired = codes[i].paired;
        piece->i = mark_of(e, "i");
        piece->x = mark_of(e, "x");
        r->text.too_many |= ++r->n_codes > TMX_MAX_CODES;
        return ROLE_CODE;
    }
    return ROLE_SEG; /* hi, and what is none of TMX's: its text is text */
}

static void put_text(tmx_reader *r, jr_str text)
{
    const size_t n = r->pieces.n / sizeof(tmx_piece);
    tmx_piece *last = n > r->text.begin ? TMX_PIECE(r->pieces, n - 1) : NULL;
    if (!last || last->kind != JR_PIECE_TEXT)
        last = push_piece(r, JR_PIECE_TEXT);
    jr_put(&r->bytes, text);
    last->end = r->bytes.n;
}

static void put_original(tmx_reader *r, jr_str text)
{
    tmx_piece *last = TMX_PIECE(r->pieces, r->pieces.n / sizeof(tmx_piece) - 1);
    jr_put(&r->bytes, text);
    last->end = r->bytes.n;
}

/* ---- Events ---- */

static role role_of(const tmx_reader *r, role parent, const jr_xml_element *e)
{
    static const struct {
        role parent;
        const char *name;
        role role;
    } steps[] = {
        {ROLE_TMX, "header", ROLE_HEADER}, {ROLE_TMX, "body", ROLE_BODY},  {ROLE_BODY, "tu", ROLE_UNIT},
        {ROLE_UNIT, "tuv", ROLE_TUV},      {ROLE_UNIT, "prop", ROLE_PROP}, {ROLE_TUV, "prop", ROLE_PROP},
        {ROLE_TUV, "seg", ROLE_SEG},
    };
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        if (steps[i].parent == parent && jr_str_eq(e->name, jr_str_from(steps[i].name)))
            return steps[i].role == ROLE_SEG && !r->is_source && !r->is_target ? ROLE_SKIP : steps[i].role;
    return ROLE_SKIP;
}

static bool on_open(void *user, const jr_xml_element *e)
{
    tmx_reader *r = user;
    const role parent = r->roles[r->depth];
    role here = role_of(r, parent, e);
    if (parent == ROLE_DOCUMENT && !jr_str_eq(e->name, JR_STR("tmx")))
        return jr_report(r->diag, JR_D_BAD_TMX, &e->span, "no TMX: the root element is “%.*s”", JR_FMT(e->name));
    if (parent == ROLE_DOCUMENT)
        here = ROLE_TMX;
    else if (parent == ROLE_SEG)
        here = open_inline(r, e);
    else if (parent == ROLE_CODE)
        here = ROLE_CODE; /* sub: a text of the code's own */
    else if (here == ROLE_HEADER) {
        jr_put(&r->header_lang, jr_xml_attr_value(e, JR_STR("srclang")));
        r->sentences = is_sentence(e, false);
        r->omegat = jr_str_eq(jr_xml_attr_value(e, JR_STR("creationtool")), JR_STR("OmegaT"));
    } else if (here == ROLE_UNIT)
        open_unit(r, e);
    else if (here == ROLE_TUV)
        open_tuv(r, e);
    else if (here == ROLE_SEG)
        r->text.begin = r->pieces.n / sizeof(tmx_piece);
    else if (here == ROLE_PROP) {
        r->open_prop = prop_named(jr_xml_attr_value(e, JR_STR("type")));
        put_fact(r, &r->props[r->open_prop], JR_STR(""));
    }
    r->roles[++r->depth] = here;
    return true;
}

static bool on_close(void *user)
{
    tmx_reader *r = user;
    const role here = r->roles[r->depth--];
    if (here == ROLE_UNIT)
        close_unit(r);
    else if (here == ROLE_SEG && r->roles[r->depth] == ROLE_TUV) {
        if (r->omegat && jr_tmx_split_tags(&r->pieces, r->text.begin, r->bytes.p) > TMX_MAX_CODES)
            r->text.too_many = true;
        r->text.end = r->pieces.n / sizeof(tmx_piece);
        *(r->is_source ? &r->source : &r->target) = r->text;
    }
    return true;
}

static bool on_text(void *user, jr_str text, const jr_span *where)
{
    tmx_reader *r = user;
    (void)where;
    const role here = r->roles[r->depth];
    if (here == ROLE_SEG) {
        put_text(r, text);
    } else if (here == ROLE_CODE) {
        put_original(r, text);
    } else if (here == ROLE_PROP && r->open_prop != PROP_NONE) {
        jr_put(&r->facts, text);
        r->props[r->open_prop].end = r->facts.n;
    }
    return true;
}

bool jr_tmx_read(jr_str bytes, uint32_t file, const jr_tmx_wanted *wanted, jr_tmx_take *take, void *user, jr_diag *diag)
{
    static const jr_xml_events events = {
        .open = on_open, .close = on_close, .text = on_text, .may_name_dtd = true, .max_bytes = JR_TMX_MAX_BYTES};
    tmx_reader r = {.wanted = wanted, .take = take, .user = user, .diag = diag};
    jr_buf *const vectors[] = {&r.header_lang, &r.facts, &r.bytes, &r.pieces, &r.lang, &r.inlines, &r.keys};
    for (size_t i = 0; i < sizeof vectors / sizeof *vectors; i++)
        jr_buf_reserve(vectors[i], 1); /* so that slices of nothing have a place */
    const bool ok = jr_xml_parse(bytes, file, &events, &r, diag);
    for (size_t i = 0; i < sizeof vectors / sizeof *vectors; i++)
        jr_buf_free(vectors[i]);
    return ok;
}
