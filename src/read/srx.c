/* SPDX-License-Identifier: MIT */
/* SRX in: elements of other namespaces, and what the header says about codes, are passed over. */
#include "srx.h"

#include <jerome/buf.h>
#include <jerome/map.h>

#include "codec/xml_in.h"

#define SRX_SPACE "http://www.lisa.org/srx20"

enum { RULES_MAX = 20000, DEPTH_MAX = JR_XML_MAX_DEPTH + 1 };

typedef enum element {
    ROLE_OTHER,
    ROLE_START,
    ROLE_SRX,
    ROLE_HEADER,
    ROLE_BODY,
    ROLE_LANGUAGES,
    ROLE_LANGUAGE,
    ROLE_RULE,
    ROLE_BEFORE,
    ROLE_AFTER,
    ROLE_MAPS,
    ROLE_MAP
} element;

/* The schema of SRX 2.0: what may stand in what. */
static const struct {
    element parent;
    const char *name;
    element is;
} steps[] = {
    {ROLE_START, "srx", ROLE_SRX},
    {ROLE_SRX, "header", ROLE_HEADER},
    {ROLE_HEADER, "formathandle", ROLE_OTHER},
    {ROLE_SRX, "body", ROLE_BODY},
    {ROLE_BODY, "languagerules", ROLE_LANGUAGES},
    {ROLE_LANGUAGES, "languagerule", ROLE_LANGUAGE},
    {ROLE_LANGUAGE, "rule", ROLE_RULE},
    {ROLE_RULE, "beforebreak", ROLE_BEFORE},
    {ROLE_RULE, "afterbreak", ROLE_AFTER},
    {ROLE_BODY, "maprules", ROLE_MAPS},
    {ROLE_MAPS, "languagemap", ROLE_MAP},
};

/* A <languagemap> whose rules may come later in the file. */
typedef struct raw_map {
    jr_srx_pattern pattern;
    jr_str name;
} raw_map;

typedef struct reader {
    jr_arena *arena;
    jr_diag *diag;
    jr_str space; /* namespace of the file: SRX's, or none */
    element roles[DEPTH_MAX];
    size_t depth;
    jr_srx srx;
    jr_buf rules;     /* jr_srx_rule of the <languagerule> at hand */
    jr_buf languages; /* jr_srx_language */
    jr_buf maps;      /* raw_map */
    size_t n_rules;   /* in the whole file */
    jr_buf text;      /* of the pattern at hand */
} reader;

#define PUSH(vector, type, ...) jr_put(&(vector), (jr_str){(const char *)&(type)__VA_ARGS__, sizeof(type)})

static void *take(reader *r, jr_buf *vector, size_t size, size_t *ret_n)
{
    *ret_n = vector->n / size;
    void *items = jr_arena_alloc(r->arena, *ret_n + 1, size);
    if (vector->n)
        memcpy(items, vector->p, vector->n);
    vector->n = 0;
    return items;
}

/* ---- Elements ---- */

static bool open_srx(reader *r, const jr_xml_element *e)
{
    if (!jr_str_eq(e->name, JR_STR("srx")) || (e->space.n && !jr_str_eq(e->space, JR_STR(SRX_SPACE))))
        return jr_report(r->diag, JR_D_BAD_SRX, &e->span,
                         "no SRX 2.0: the root element is “%.*s” of the namespace “%.*s”", JR_FMT(e->name),
                         JR_FMT(e->space));
    const jr_str version = jr_xml_attr_value(e, JR_STR("version"));
    if (!jr_str_eq(jr_str_trim(version), JR_STR("2.0")))
        return jr_report(r->diag, JR_D_BAD_SRX, &e->span, "SRX of version “%.*s” is not read, only 2.0",
                         JR_FMT(version));
    r->space = e->space.n ? JR_STR(SRX_SPACE) : (jr_str){0};
    r->srx.span = e->span;
    return true;
}

/* "yes" or "no"; a missing one is `missing`. */
static bool read_yes(reader *r, const jr_xml_element *e, const char *name, bool missing, bool *ret_yes)
{
    const jr_str value = jr_str_trim(jr_xml_attr_value(e, jr_str_from(name)));
    *ret_yes = value.n ? jr_str_eq(value, JR_STR("yes")) : missing;
    return *ret_yes || value.n == 0 || jr_str_eq(value, JR_STR("no")) ||
           jr_report(r->diag, JR_D_BAD_SRX, &e->span, "%s=\"%.*s\" is neither “yes” nor “no”", name, JR_FMT(value));
}

static bool read_name(reader *r, const jr_xml_element *e, const char *name, jr_str *ret_value)
{
    const jr_str value = jr_xml_attr_value(e, jr_str_from(name));
    if (value.n == 0)
        return jr_report(r->diag, JR_D_BAD_SRX, &e->span, "the element “%.*s” has no “%s”", JR_FMT(e->name), name);
    *ret_value = jr_arena_copy(r->arena, value);
    return true;
}

static bool open_language(reader *r, const jr_xml_element *e)
{
    jr_srx_language language = {0};
    if (!read_name(r, e, "languagerulename", &language.name))
        return false;
    PUSH(r->languages, jr_srx_language, {language.name, NULL, 0});
    return true;
}

static bool open_rule(reader *r, const jr_xml_element *e)
{
    bool breaks;
    if (++r->n_rules > RULES_MAX)
        return jr_report(r->diag, JR_D_LIMIT_SIZE, &e->span, "more than %d rules", (int)RULES_MAX);
    if (!read_yes(r, e, "break", true, &breaks))
        return false;
    PUSH(r->rules, jr_srx_rule, {breaks, {{0}, e->span}, {{0}, e->span}});
    return true;
}

static bool open_map(reader *r, const jr_xml_element *e)
{
    raw_map map = {.pattern.span = e->span};
    if (!read_name(r, e, "languagepattern", &map.pattern.text) || !read_name(r, e, "languagerulename", &map.name))
        return false;
    PUSH(r->maps, raw_map, {map.pattern, map.name});
    return true;
}

static jr_srx_pattern *pattern_of(reader *r, element is)
{
    jr_srx_rule *rule = (jr_srx_rule *)(void *)(r->rules.p + r->rules.n - sizeof *rule);
    return is == ROLE_BEFORE ? &rule->before : &rule->after;
}

static bool enter(reader *r, element is, const jr_xml_element *e)
{
    switch (is) {
    case ROLE_SRX: return open_srx(r, e);
    case ROLE_HEADER:
        /* Required by the schema; files without it mean all of their maps. */
        return read_yes(r, e, "cascade", true, &r->srx.cascade);
    case ROLE_LANGUAGE: return open_language(r, e);
    case ROLE_RULE: return open_rule(r, e);
    case ROLE_MAP: return open_map(r, e);
    case ROLE_BEFORE:
    case ROLE_AFTER:
        r->text.n = 0;
        pattern_of(r, is)->span = e->span;
        return true;
    case ROLE_OTHER:
    case ROLE_START:
    case ROLE_BODY:
    case ROLE_LANGUAGES:
    case ROLE_MAPS: return true;
    }
    return true;
}

/* ---- Events ---- */

static bool open_element(void *user, const jr_xml_element *e)
{
    reader *r = user;
    const element parent = r->roles[r->depth];
    element found = parent == ROLE_START ? ROLE_SRX : ROLE_OTHER;
    const bool ours = jr_str_eq(e->space, r->space);
    for (size_t i = 0; i < sizeof steps / sizeof *steps && ours; i++)
        if (steps[i].parent == parent && jr_str_eq(e->name, jr_str_from(steps[i].name)))
            found = steps[i].is;
    if (found == ROLE_OTHER && ours && parent != ROLE_OTHER && !jr_str_eq(e->name, JR_STR("formathandle")))
        return jr_report(r->diag, JR_D_BAD_SRX, &e->span, "the element “%.*s” does not belong here", JR_FMT(e->name));
    r->roles[++r->depth] = found;
    return enter(r, found, e);
}

static bool close_element(void *user)
{
    reader *r = user;
    const element is = r->roles[r->depth--];
    if (is == ROLE_BEFORE || is == ROLE_AFTER) {
        pattern_of(r, is)->text = jr_arena_copy(r->arena, jr_buf_str(&r->text));
    } else if (is == ROLE_LANGUAGE) {
        jr_srx_language *language =
            (jr_srx_language *)(void *)(r->languages.p + r->languages.n - sizeof(jr_srx_language));
        language->rules = take(r, &r->rules, sizeof(jr_srx_rule), &language->n_rules);
    }
    return true;
}

static bool take_text(void *user, jr_str text, const jr_span *where)
{
    reader *r = user;
    const element is = r->roles[r->depth];
    if (is == ROLE_BEFORE || is == ROLE_AFTER)
        jr_put(&r->text, text);
    else if (is != ROLE_OTHER && jr_str_trim(text).n)
        return jr_report(r->diag, JR_D_BAD_SRX, where, "text does not belong here");
    return true;
}

/* ---- The whole ---- */

/* Finds the rules that each map names; of several of one name, the first. */
static bool settle(reader *r)
{
    size_t n;
    jr_srx *srx = &r->srx;
    srx->languages = take(r, &r->languages, sizeof(jr_srx_language), &srx->n_languages);
    jr_map names = {.arena = r->arena};
    for (size_t i = 0; i < srx->n_languages; i++)
        jr_map_add(&names, srx->languages[i].name, i);
    const raw_map *raw = take(r, &r->maps, sizeof *raw, &n);
    jr_srx_map *maps = jr_arena_array(r->arena, jr_srx_map, n);
    for (size_t i = 0; i < n; i++) {
        size_t found;
        if (!jr_map_find(&names, raw[i].name, &found))
            return jr_report(r->diag, JR_D_BAD_SRX, &raw[i].pattern.span, "there is no languagerule called “%.*s”",
                             JR_FMT(raw[i].name));
        maps[i] = (jr_srx_map){raw[i].pattern, found};
    }
    srx->maps = maps;
    srx->n_maps = n;
    return n > 0 ||
           jr_report(r->diag, JR_D_BAD_SRX, &srx->span, "no languagemap says which rules are for which language");
}

bool jr_srx_read(jr_str bytes, uint32_t file, jr_arena *arena, jr_diag *diag, const jr_srx **ret_srx)
{
    static const jr_xml_events events = {
        .open = open_element, .close = close_element, .text = take_text, .may_name_dtd = true};
    reader *r = jr_arena_new(arena, reader);
    *r = (reader){.arena = arena, .diag = diag, .roles = {ROLE_START}, .srx.cascade = true};
    const bool ok = jr_xml_parse(bytes, file, &events, r, diag) && settle(r);
    jr_buf_free(&r->rules);
    jr_buf_free(&r->languages);
    jr_buf_free(&r->maps);
    jr_buf_free(&r->text);
    r->srx.name = jr_arena_copy(arena, jr_diag_file_name(diag, file));
    *ret_srx = &r->srx;
    return ok;
}
