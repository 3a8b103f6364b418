/* SPDX-License-Identifier: MIT */
/* XLIFF 2.0 to 2.2: pairs are pc, other codes ph; their originals are data of the unit. */
#include "xliff.h"

/* type and subType of codes (XLIFF 2.0 §4.7.2). */
static const struct {
    jr_str type, subtype;
} types[JR_CODE_COUNT] = {
    [JR_CODE_BOLD] = {JR_STR_INIT("fmt"), JR_STR_INIT("xlf:b")},
    [JR_CODE_ITALIC] = {JR_STR_INIT("fmt"), JR_STR_INIT("xlf:i")},
    [JR_CODE_STRIKETHROUGH] = {JR_STR_INIT("fmt"), JR_STR_INIT("jerome:strikethrough")},
    [JR_CODE_UNDERLINE] = {JR_STR_INIT("fmt"), JR_STR_INIT("xlf:u")},
    [JR_CODE_SUPERSCRIPT] = {JR_STR_INIT("fmt"), JR_STR_INIT("jerome:superscript")},
    [JR_CODE_SUBSCRIPT] = {JR_STR_INIT("fmt"), JR_STR_INIT("jerome:subscript")},
    [JR_CODE_LINK] = {JR_STR_INIT("link"), {"", 0}},
    [JR_CODE_HTML] = {JR_STR_INIT("other"), JR_STR_INIT("jerome:html")},
    [JR_CODE_IMAGE] = {JR_STR_INIT("image"), {"", 0}},
    [JR_CODE_CODE] = {JR_STR_INIT("other"), JR_STR_INIT("jerome:code")},
    [JR_CODE_BREAK] = {JR_STR_INIT("fmt"), JR_STR_INIT("xlf:lb")},
    [JR_CODE_FOOTNOTE] = {JR_STR_INIT("other"), JR_STR_INIT("jerome:footnote")},
    [JR_CODE_INCLUDE] = {JR_STR_INIT("other"), JR_STR_INIT("jerome:include")},
    [JR_CODE_ADDRESS] = {JR_STR_INIT("link"), JR_STR_INIT("jerome:address")},
    [JR_CODE_TERM] = {JR_STR_INIT("other"), JR_STR_INIT("jerome:term")},
    [JR_CODE_SEPARATOR] = {JR_STR_INIT("other"), JR_STR_INIT("jerome:separator")},
};

/* Names of the attributes of ph, and of both ends of pc. */
static const struct names {
    const char *data, *disp, *equiv, *subflows;
} ph_names = {"dataRef", "disp", "equiv", "subFlows"}, start_names = {"dataRefStart", "dispStart", "equivStart", NULL},
  end_names = {"dataRefEnd", "dispEnd", "equivEnd", NULL};

static jr_str data_id(xliff_job *job, const jr_piece *piece)
{
    return jr_arena_printf(job->arena, "%s%u", piece->kind == JR_PIECE_CLOSE ? "e" : "d", (unsigned)piece->number);
}

static void write_permissions(xliff_job *job, const jr_piece *piece)
{
    static const struct {
        uint32_t flag;
        const char *name;
    } permissions[] = {{JR_CODE_CAN_COPY, "canCopy"}, {JR_CODE_CAN_DELETE, "canDelete"}};
    for (size_t i = 0; i < sizeof permissions / sizeof *permissions; i++)
        if (!(piece->flags & permissions[i].flag))
            jr_xml_attr(&job->xml, permissions[i].name, JR_STR("no"));
}

static void write_type(xliff_job *job, const jr_piece *piece)
{
    jr_xml_attr(&job->xml, "type", types[piece->type].type);
    if (types[piece->type].subtype.n)
        jr_xml_attr(&job->xml, "subType", types[piece->type].subtype);
}

static void write_subflows(xliff_job *job, const char *name, const jr_piece *piece)
{
    jr_buf ids = {0};
    for (size_t i = 0; i < piece->n_subs; i++) {
        if (i)
            jr_putc(&ids, ' ');
        jr_put(&ids, job->units.items[piece->first_sub + i].id);
    }
    if (ids.n)
        jr_xml_attr(&job->xml, name, jr_buf_str(&ids));
    jr_buf_free(&ids);
}

/* What stands for the original, for people; nothing where the original itself does. */
static void write_shown(xliff_job *job, const struct names *names, const jr_piece *piece)
{
    jr_xml *x = &job->xml;
    if (piece->text.n)
        jr_xml_attr(x, names->data, data_id(job, piece));
    if (!jr_str_eq(piece->disp, piece->text))
        jr_xml_attr(x, names->disp, piece->disp);
    if (piece->equiv.n)
        jr_xml_attr(x, names->equiv, piece->equiv);
}

static const jr_piece *close_of(const jr_unit *unit, size_t open)
{
    size_t i = open + 1;
    while (unit->pieces[i].kind != JR_PIECE_CLOSE || unit->pieces[i].number != unit->pieces[open].number)
        i++;
    return &unit->pieces[i];
}

static void write_pieces(xliff_job *job, const char *name, const jr_unit *unit)
{
    jr_xml *x = &job->xml;
    jr_xml_open(x, name);
    for (size_t i = 0; i < unit->n_pieces; i++) {
        const jr_piece *piece = &unit->pieces[i];
        switch (piece->kind) {
        case JR_PIECE_TEXT: jr_xml_chars(x, piece->text); break;
        case JR_PIECE_OPEN:
            jr_xml_open(x, "pc");
            jr_xml_attr_int(x, "id", piece->number);
            write_type(job, piece);
            write_permissions(job, piece);
            write_shown(job, &start_names, piece);
            write_shown(job, &end_names, close_of(unit, i));
            /* The title of a link stands in its end: ](url "title"). */
            write_subflows(job, "subFlowsEnd", piece);
            break;
        case JR_PIECE_CLOSE: jr_xml_close(x); break;
        case JR_PIECE_CODE:
            jr_xml_open(x, "ph");
            jr_xml_attr_int(x, "id", piece->number);
            write_type(job, piece);
            write_permissions(job, piece);
            write_shown(job, &ph_names, piece);
            write_subflows(job, ph_names.subflows, piece);
            jr_xml_close(x);
            break;
        }
    }
    jr_xml_close(x);
}

static void write_note(xliff_job *job, const char *id, jr_str category, jr_str text)
{
    if (text.n == 0)
        return;
    jr_xml_raw(&job->xml, JR_STR("\n        "));
    jr_xml_open(&job->xml, "note");
    jr_xml_attr(&job->xml, "id", jr_str_from(id));
    jr_xml_attr(&job->xml, "category", category);
    jr_xml_chars(&job->xml, text);
    jr_xml_close(&job->xml);
}

static void write_notes(xliff_job *job, const jr_unit *unit)
{
    if (!job->opts->notes)
        return;
    jr_xml_raw(&job->xml, JR_STR("\n      "));
    jr_xml_open(&job->xml, "notes");
    write_note(job, "n1", JR_STR("location"), unit->note);
    write_note(job, "n2", JR_STR("instruction"), unit->advice);
    jr_xml_raw(&job->xml, JR_STR("\n      "));
    jr_xml_close(&job->xml);
}

static void write_data(xliff_job *job, const jr_unit *unit)
{
    jr_xml *x = &job->xml;
    bool open = false;
    for (size_t i = 0; i < unit->n_pieces; i++) {
        const jr_piece *piece = &unit->pieces[i];
        if (piece->kind == JR_PIECE_TEXT || piece->text.n == 0)
            continue;
        if (!open) {
            jr_xml_raw(x, JR_STR("\n      "));
            jr_xml_open(x, "originalData");
            open = true;
        }
        jr_xml_raw(x, JR_STR("\n        "));
        jr_xml_open(x, "data");
        jr_xml_attr(x, "id", data_id(job, piece));
        jr_xml_chars(x, piece->text);
        jr_xml_close(x);
    }
    if (open) {
        jr_xml_raw(x, JR_STR("\n      "));
        jr_xml_close(x);
    }
}

static void write_unit(xliff_job *job, const jr_unit *unit)
{
    jr_xml *x = &job->xml;
    const jr_str kind = jr_unit_kind_name(unit->kind);
    jr_xml_raw(x, JR_STR("\n    "));
    jr_xml_open(x, "unit");
    jr_xml_attr(x, "id", unit->id);
    jr_xml_attr(x, "name", unit->name);
    jr_xml_attr(x, "type", jr_arena_printf(job->arena, "jerome:%.*s", JR_FMT(kind)));
    if (unit->list)
        jr_xml_attr(x, "canResegment", JR_STR("no"));
    jr_xml_attr(x, "xml:space", JR_STR("preserve"));
    write_notes(job, unit);
    write_data(job, unit);
    jr_xml_raw(x, JR_STR("\n      "));
    jr_xml_open(x, "segment");
    if (job->copy)
        jr_xml_attr(x, "state", JR_STR("initial"));
    jr_xml_raw(x, JR_STR("\n        "));
    write_pieces(job, "source", unit);
    if (job->copy) {
        jr_xml_raw(x, JR_STR("\n        "));
        write_pieces(job, "target", unit);
    }
    jr_xml_raw(x, JR_STR("\n      "));
    jr_xml_close(x);
    jr_xml_raw(x, JR_STR("\n    "));
    jr_xml_close(x);
}

void xliff_write_2(xliff_job *job)
{
    /* XLIFF 2.1 keeps the namespace of 2.0; 2.2 has its own. */
    static const struct {
        jr_str version, space;
    } dialects[] = {
        [XLIFF_2_0] = {JR_STR_INIT("2.0"), JR_STR_INIT("urn:oasis:names:tc:xliff:document:2.0")},
        [XLIFF_2_1] = {JR_STR_INIT("2.1"), JR_STR_INIT("urn:oasis:names:tc:xliff:document:2.0")},
        [XLIFF_2_2] = {JR_STR_INIT("2.2"), JR_STR_INIT("urn:oasis:names:tc:xliff:document:2.2")},
    };
    jr_xml *x = &job->xml;
    jr_xml_open(x, "xliff");
    jr_xml_attr(x, "xmlns", dialects[job->opts->version].space);
    jr_xml_attr(x, "version", dialects[job->opts->version].version);
    jr_xml_attr(x, "srcLang", job->doc->lang);
    if (job->opts->to_lang.n)
        jr_xml_attr(x, "trgLang", job->opts->to_lang);
    jr_xml_raw(x, JR_STR("\n  "));
    jr_xml_open(x, "file");
    jr_xml_attr(x, "id", JR_STR("f1"));
    jr_xml_attr(x, "original", job->original);
    for (size_t i = 0; i < job->units.n; i++)
        write_unit(job, &job->units.items[i]);
    if (job->units.n == 0) {
        /* A file holds at least one unit or group (XLIFF 2.0 §4.2.2.2); a group may be empty. */
        jr_xml_raw(x, JR_STR("\n    "));
        jr_xml_open(x, "group");
        jr_xml_attr(x, "id", JR_STR("g1"));
        jr_xml_close(x);
    }
    jr_xml_raw(x, JR_STR("\n  "));
    jr_xml_close(x);
    jr_xml_raw(x, JR_STR("\n"));
}
