/* SPDX-License-Identifier: MIT */
/* XLIFF in: the elements above sources and targets. */
#include "xliff_parts.h"

#include <stdlib.h>

void *jr_xliff_push(jr_buf *vector, size_t size)
{
    jr_buf_reserve(vector, size);
    void *item = vector->p + vector->n;
    memset(item, 0, size);
    vector->n += size;
    return item;
}

jr_str jr_xliff_attr(xliff_reader *r, const jr_xml_element *e, const char *name)
{
    const jr_str value = jr_xml_attr_value(e, jr_str_from(name));
    return value.n ? jr_arena_copy(r->arena, value) : value;
}

jr_str jr_xliff_xml_attr(xliff_reader *r, const jr_xml_element *e, const char *name)
{
    for (size_t i = 0; i < e->n_attrs; i++)
        if (jr_str_eq(e->attrs[i].space, JR_STR(JR_XML_NAMESPACE)) && jr_str_eq(e->attrs[i].name, jr_str_from(name)))
            return jr_arena_copy(r->arena, e->attrs[i].value);
    return (jr_str){0};
}

void jr_xliff_damage(xliff_reader *r, const char *format, ...)
{
    if (r->unit.damage.n)
        return;
    va_list args;
    va_start(args, format);
    r->unit.damage = jr_arena_vprintf(r->arena, format, args);
    va_end(args);
}

/* ---- Which element means what ---- */

enum { V1 = 1, V2 = 2 };
#define METADATA_SPACE "urn:oasis:names:tc:xliff:metadata:2.0"

static const struct step {
    int families;
    role parent;
    jr_str name;
    role role;
    const char *space; /* NULL: XLIFF's own */
} steps[] = {
    {V1 | V2, ROLE_XLIFF, JR_STR_INIT("file"), ROLE_FILE, NULL},
    {V1, ROLE_FILE, JR_STR_INIT("header"), ROLE_HEADER, NULL},
    {V1, ROLE_HEADER, JR_STR_INIT("skl"), ROLE_SKELETON, NULL},
    {V1, ROLE_SKELETON, JR_STR_INIT("external-file"), ROLE_EXTERNAL, NULL},
    {V1, ROLE_FILE, JR_STR_INIT("body"), ROLE_GROUP, NULL},
    {V1 | V2, ROLE_GROUP, JR_STR_INIT("group"), ROLE_GROUP, NULL},
    {V1, ROLE_GROUP, JR_STR_INIT("trans-unit"), ROLE_UNIT, NULL},
    {V1, ROLE_UNIT, JR_STR_INIT("source"), ROLE_SOURCE, NULL},
    {V1, ROLE_UNIT, JR_STR_INIT("seg-source"), ROLE_SEG_SOURCE, NULL},
    {V1, ROLE_UNIT, JR_STR_INIT("target"), ROLE_TARGET, NULL},
    {V2, ROLE_FILE, JR_STR_INIT("group"), ROLE_GROUP, NULL},
    {V2, ROLE_FILE, JR_STR_INIT("unit"), ROLE_UNIT, NULL},
    {V2, ROLE_GROUP, JR_STR_INIT("unit"), ROLE_UNIT, NULL},
    {V2, ROLE_FILE, JR_STR_INIT("notes"), ROLE_NOTES, NULL},
    {V2, ROLE_NOTES, JR_STR_INIT("note"), ROLE_HASH, NULL},
    {V2, ROLE_FILE, JR_STR_INIT("metadata"), ROLE_METADATA, METADATA_SPACE},
    {V2, ROLE_METADATA, JR_STR_INIT("metaGroup"), ROLE_METADATA, METADATA_SPACE},
    {V2, ROLE_METADATA, JR_STR_INIT("meta"), ROLE_HASH, METADATA_SPACE},
    {V2, ROLE_UNIT, JR_STR_INIT("originalData"), ROLE_DATA_LIST, NULL},
    {V2, ROLE_DATA_LIST, JR_STR_INIT("data"), ROLE_DATA, NULL},
    {V2, ROLE_DATA, JR_STR_INIT("cp"), ROLE_DATA, NULL},
    {V2, ROLE_UNIT, JR_STR_INIT("segment"), ROLE_SEGMENT, NULL},
    {V2, ROLE_UNIT, JR_STR_INIT("ignorable"), ROLE_SEGMENT, NULL},
    {V2, ROLE_SEGMENT, JR_STR_INIT("source"), ROLE_SOURCE, NULL},
    {V2, ROLE_SEGMENT, JR_STR_INIT("target"), ROLE_TARGET, NULL},
};

static role find_role(const xliff_reader *r, role parent, const jr_xml_element *e)
{
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        const struct step *s = &steps[i];
        if (s->parent == parent && (s->families & r->family) && jr_str_eq(e->name, s->name) &&
            jr_str_eq(e->space, s->space ? jr_str_from(s->space) : r->space))
            return s->role;
    }
    return ROLE_SKIP;
}

/* ---- Elements ---- */

static bool open_xliff(xliff_reader *r, const jr_xml_element *e)
{
    static const struct {
        jr_str version, space; /* start of the namespace */
        int family;
    } versions[] = {
        {JR_STR_INIT("1.2"), JR_STR_INIT("urn:oasis:names:tc:xliff:document:1."), V1},
        {JR_STR_INIT("2.0"), JR_STR_INIT("urn:oasis:names:tc:xliff:document:2."), V2},
        {JR_STR_INIT("2.1"), JR_STR_INIT("urn:oasis:names:tc:xliff:document:2."), V2},
        {JR_STR_INIT("2.2"), JR_STR_INIT("urn:oasis:names:tc:xliff:document:2."), V2},
    };
    if (!jr_str_eq(e->name, JR_STR("xliff")))
        return jr_report(r->diag, JR_D_BAD_XLIFF, &e->span, "no XLIFF: the root element is “%.*s”", JR_FMT(e->name));
    const jr_str version = jr_str_trim(jr_xml_attr_value(e, JR_STR("version")));
    if (version.n == 0)
        return jr_report(r->diag, JR_D_BAD_XLIFF, &e->span, "the element “xliff” says no version");
    for (size_t i = 0; i < sizeof versions / sizeof *versions; i++) {
        if (!jr_str_eq(version, versions[i].version))
            continue;
        /* Some tools leave the namespace out. */
        if (e->space.n && !jr_str_starts(e->space, versions[i].space))
            return jr_report(r->diag, JR_D_BAD_XLIFF, &e->span, "“%.*s” is not the namespace of XLIFF %.*s",
                             JR_FMT(e->space), JR_FMT(version));
        r->family = versions[i].family;
        r->space = jr_arena_copy(r->arena, e->space);
        r->source_lang = jr_xliff_attr(r, e, "srcLang");
        r->target_lang = jr_xliff_attr(r, e, "trgLang");
        return true;
    }
    return jr_report(r->diag, JR_D_BAD_XLIFF, &e->span, "XLIFF %.*s is not read, only 1.2, 2.0, 2.1 and 2.2",
                     JR_FMT(version));
}

static void open_file(xliff_reader *r, const jr_xml_element *e)
{
    r->file = (jr_bilingual){.original = jr_xliff_attr(r, e, "original"),
                             .source_lang = r->family == V1 ? jr_xliff_attr(r, e, "source-language") : r->source_lang,
                             .target_lang = r->family == V1 ? jr_xliff_attr(r, e, "target-language") : r->target_lang,
                             .span = e->span};
    r->units.n = 0;
}

static bool open_unit(xliff_reader *r, const jr_xml_element *e)
{
    r->unit = (jr_bilingual_unit){.id = jr_xliff_attr(r, e, "id"),
                                  .name = jr_xliff_attr(r, e, r->family == V1 ? "resname" : "name"),
                                  .span = e->span,
                                  .target_span = e->span};
    r->segments.n = r->pieces.n = r->data.n = r->mids.n = 0;
    r->serial = 0;
    r->locks = 0;
    r->lock = (jr_str){0};
    r->approved = jr_str_eq(jr_xml_attr_value(e, JR_STR("approved")), JR_STR("yes"));
    if (r->unit.id.n == 0)
        return jr_report(r->diag, JR_D_BAD_XLIFF, &e->span, "a “%.*s” has no id", JR_FMT(e->name));
    if (r->family == V1)
        PUSH(r->segments, raw_segment);
    return true;
}

static void open_segment(xliff_reader *r, const jr_xml_element *e)
{
    static const struct {
        jr_str name;
        jr_state state;
    } states[] = {
        {JR_STR_INIT("initial"), JR_STATE_INITIAL},
        {JR_STR_INIT("translated"), JR_STATE_TRANSLATED},
        {JR_STR_INIT("reviewed"), JR_STATE_REVIEWED},
        {JR_STR_INIT("final"), JR_STATE_FINAL},
    };
    raw_segment *s = PUSH(r->segments, raw_segment);
    s->ignorable = jr_str_eq(e->name, JR_STR("ignorable"));
    const jr_str state = jr_xml_attr_value(e, JR_STR("state"));
    for (size_t i = 0; i < sizeof states / sizeof *states; i++)
        if (jr_str_eq(state, states[i].name)) {
            s->state = states[i].state;
            s->state_given = true;
        }
}

/* The hash that the export wrote, where this element can hold it. */
static role open_hash(xliff_reader *r, const jr_xml_element *e)
{
    r->text.n = 0;
    const bool ours = jr_str_eq(jr_xml_attr_value(e, JR_STR("type")), JR_STR("source-sha1")) ||
                      jr_str_eq(jr_xml_attr_value(e, JR_STR("category")), JR_STR("source-sha1"));
    return ours ? ROLE_HASH : ROLE_SKIP;
}

static void open_data(xliff_reader *r, const jr_xml_element *e)
{
    if (jr_str_eq(e->name, JR_STR("cp")))
        return;
    raw_data *data = PUSH(r->data, raw_data);
    data->id = jr_xliff_attr(r, e, "id");
    r->text.n = 0;
}

/* ---- Events ---- */

static bool on_open(void *user, const jr_xml_element *e)
{
    xliff_reader *r = user;
    const role parent = r->frames[r->depth].role;
    frame *f = &r->frames[++r->depth];
    *f = (frame){.role = parent == ROLE_DOCUMENT ? ROLE_XLIFF : find_role(r, parent, e)};
    if (parent == ROLE_SEG_SOURCE)
        jr_xliff_open_seg_source(r, e, f);
    if (parent == ROLE_SOURCE || parent == ROLE_TARGET || parent == ROLE_INLINE)
        jr_xliff_open_inline(r, e, f);
    else if (f->role == ROLE_XLIFF)
        return open_xliff(r, e);
    else if (f->role == ROLE_FILE)
        open_file(r, e);
    else if (f->role == ROLE_EXTERNAL)
        r->file.source_hash = jr_xliff_attr(r, e, "crc");
    else if (f->role == ROLE_HASH)
        f->role = open_hash(r, e);
    else if (f->role == ROLE_UNIT)
        return open_unit(r, e);
    else if (f->role == ROLE_SEGMENT)
        open_segment(r, e);
    else if (f->role == ROLE_DATA)
        open_data(r, e);
    else if (f->role == ROLE_SOURCE || f->role == ROLE_TARGET)
        jr_xliff_open_content(r, e, f->role == ROLE_TARGET);
    return true;
}

static void close_data(xliff_reader *r)
{
    const size_t n = COUNT(r->data, raw_data);
    if (r->frames[r->depth - 1].role == ROLE_DATA_LIST && n)
        AT(r->data, raw_data, n - 1)->text = jr_arena_copy(r->arena, jr_buf_str(&r->text));
}

static int by_id(const void *a, const void *b)
{
    const jr_bilingual_unit *x = *(const jr_bilingual_unit *const *)a, *y = *(const jr_bilingual_unit *const *)b;
    const int order = jr_str_cmp(x->id, y->id);
    return order ? order : (x->span.begin > y->span.begin) - (x->span.begin < y->span.begin);
}

/* Unit ids are unique in a file (XLIFF 1.2: key K_unit_id of the schema; 2.2 §3.3.1.21). */
static bool check_ids(xliff_reader *r, const jr_bilingual *file)
{
    r->scratch.n = 0;
    for (size_t i = 0; i < file->n_units; i++)
        *PUSH(r->scratch, const jr_bilingual_unit *) = &file->units[i];
    const jr_bilingual_unit **list = AT(r->scratch, const jr_bilingual_unit *, 0);
    if (file->n_units)
        qsort(list, file->n_units, sizeof *list, by_id);
    for (size_t i = 1; i < file->n_units; i++)
        if (jr_str_eq(list[i - 1]->id, list[i]->id))
            return jr_report(r->diag, JR_D_BAD_XLIFF, &list[i]->span, "the unit id “%.*s” was there before, in line %u",
                             JR_FMT(list[i]->id), (unsigned)list[i - 1]->span.line);
    return true;
}

static bool close_file(xliff_reader *r)
{
    r->file.n_units = COUNT(r->units, jr_bilingual_unit);
    jr_bilingual_unit *units = jr_arena_array(r->arena, jr_bilingual_unit, r->file.n_units);
    if (r->file.n_units)
        memcpy(units, r->units.p, r->units.n);
    r->file.units = units;
    *PUSH(r->files, jr_bilingual) = r->file;
    return check_ids(r, &r->file);
}

static bool on_close(void *user)
{
    xliff_reader *r = user;
    const frame *f = &r->frames[r->depth];
    bool ok = true;
    if (f->role == ROLE_INLINE || f->role == ROLE_NATIVE)
        jr_xliff_close_inline(r, f);
    else if (f->role == ROLE_SOURCE || f->role == ROLE_TARGET)
        jr_xliff_close_content(r, f->role == ROLE_TARGET);
    else if (f->role == ROLE_DATA)
        close_data(r);
    else if (f->role == ROLE_HASH)
        r->file.source_hash = jr_arena_copy(r->arena, jr_str_trim(jr_buf_str(&r->text)));
    else if (f->role == ROLE_UNIT)
        jr_xliff_finish_unit(r);
    else if (f->role == ROLE_FILE)
        ok = close_file(r);
    r->depth--;
    return ok;
}

static bool on_text(void *user, jr_str text, const jr_span *where)
{
    xliff_reader *r = user;
    const role here = r->frames[r->depth].role;
    if (here == ROLE_DATA || here == ROLE_HASH)
        jr_put(&r->text, text);
    else if (here >= ROLE_SEG_SOURCE && here <= ROLE_NATIVE)
        jr_xliff_text(r, text, where);
    return true;
}

static bool on_idle(void *user)
{
    const xliff_reader *r = user;
    return r->frames[r->depth].role == ROLE_SKIP;
}

bool jr_xliff_read(jr_str bytes, uint32_t file, jr_arena *arena, jr_diag *diag, jr_bilinguals *ret_files)
{
    static const jr_xml_events events = {.open = on_open, .close = on_close, .text = on_text, .idle = on_idle};
    xliff_reader r = {.arena = arena, .diag = diag};
    bool ok = jr_xml_parse(bytes, file, &events, &r, diag);
    const size_t n = COUNT(r.files, jr_bilingual);
    if (ok && n == 0) {
        const jr_span start = {.file = file, .line = 1, .column = 1};
        ok = jr_report(diag, JR_D_BAD_XLIFF, &start, "no XLIFF: there is no element “file”");
    }
    if (ok) {
        jr_bilingual *files = jr_arena_array(arena, jr_bilingual, n);
        memcpy(files, r.files.p, r.files.n);
        *ret_files = (jr_bilinguals){files, n};
    }
    jr_buf *const vectors[] = {&r.files, &r.units,   &r.segments, &r.pieces, &r.data,
                               &r.mids,  &r.scratch, &r.text,     &r.native};
    for (size_t i = 0; i < sizeof vectors / sizeof *vectors; i++)
        jr_buf_free(vectors[i]);
    return ok;
}
