/* SPDX-License-Identifier: MIT */
/* XLIFF 2.0 to 2.2: pairs are pc, other codes ph; their originals are data of the unit. */
#include "xliff.h"

#include <jerome/version.h>

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
    return jr_arena_printf(job->arena, "%s%u", piece->kind == JR_PIECE_CLOSE ? "e" : "d",
                           (unsigned)xliff_base(job, piece->number));
}

/* A code that must keep its place may be neither copied nor deleted; the first of a row of them is "firstNo" (XLIFF 2.0
   §4.3.1.8). */
static void write_permissions(xliff_job *job, const jr_piece *piece, bool *fixed)
{
    jr_xml *x = &job->xml;
    const bool stays = !(piece->flags & JR_CODE_CAN_REORDER);
    if (stays || !(piece->flags & JR_CODE_CAN_COPY))
        jr_xml_attr(x, "canCopy", JR_STR("no"));
    if (stays || !(piece->flags & JR_CODE_CAN_DELETE))
        jr_xml_attr(x, "canDelete", JR_STR("no"));
    if (stays)
        jr_xml_attr(x, "canReorder", *fixed ? JR_STR("no") : JR_STR("firstNo"));
    *fixed = stays;
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

static void write_code(xliff_job *job, const jr_piece *piece, const jr_piece *close, bool *fixed)
{
    jr_xml *x = &job->xml;
    jr_xml_open(x, close ? "pc" : "ph");
    jr_xml_attr_int(x, "id", piece->number);
    /* A copy says of what it is one where no data say it (XLIFF 2.0, “Duplicating an existing code”). */
    if (xliff_base(job, piece->number) != piece->number && piece->text.n == 0)
        jr_xml_attr_int(x, "copyOf", xliff_base(job, piece->number));
    write_type(job, piece);
    write_permissions(job, piece, fixed);
    write_shown(job, close ? &start_names : &ph_names, piece);
    if (close)
        write_shown(job, &end_names, close);
    /* Of a pair both are there or none (the Schematron of XLIFF 2.1): the texts are in its end, "](url "title")". */
    if (close)
        write_subflows(job, "subFlowsStart", piece);
    write_subflows(job, close ? "subFlowsEnd" : ph_names.subflows, piece);
}

/* ---- Sources and targets ---- */

static void open_term(xliff_job *job, const jr_term_use *use)
{
    jr_xml_open(&job->xml, "mrk");
    jr_xml_attr(&job->xml, "id", jr_arena_printf(job->arena, "t%zu", ++job->n_marked));
    jr_xml_attr(&job->xml, "type", JR_STR("term"));
    if (use->definition.n)
        jr_xml_attr(&job->xml, "value", use->definition);
    if (xliff_has_entry(use))
        jr_xml_attr(&job->xml, "ref", jr_arena_printf(job->arena, "#gls=%.*s", JR_FMT(use->id)));
}

static void write_pieces(xliff_job *job, const jr_segment *segment, xliff_terms *terms)
{
    jr_xml *x = &job->xml;
    bool fixed = false; /* the code before must keep its place */
    for (size_t i = 0; i < segment->n_pieces; i++) {
        const jr_piece *piece = &segment->pieces[i];
        switch (piece->kind) {
        case JR_PIECE_TEXT: xliff_write_text(job, piece->text, i, terms); break;
        case JR_PIECE_OPEN: write_code(job, piece, xliff_close_of(segment, i), &fixed); break;
        case JR_PIECE_CLOSE: jr_xml_close(x); break;
        case JR_PIECE_CODE:
            write_code(job, piece, NULL, &fixed);
            jr_xml_close(x);
            break;
        }
    }
}

/* What has matches is marked, so that they can name it (XLIFF 2.0 §5.1.2). */
static void write_source(xliff_job *job, const jr_segment *segment, const jr_proposal *proposal, size_t place)
{
    jr_xml *x = &job->xml;
    xliff_terms terms = {proposal->terms, proposal->n_terms, open_term};
    jr_xml_raw(x, JR_STR("\n        "));
    jr_xml_open(x, "source");
    if (proposal->matches.n) {
        jr_xml_open(x, "mrk");
        jr_xml_attr(x, "id", jr_arena_printf(job->arena, "m%zu", place));
        jr_xml_attr(x, "type", JR_STR("mtc:match"));
    }
    write_pieces(job, segment, &terms);
    if (proposal->matches.n)
        jr_xml_close(x);
    jr_xml_close(x);
}

static void write_target(xliff_job *job, const jr_segment *segment, const jr_proposal *proposal)
{
    xliff_terms none = {0};
    jr_xml_raw(&job->xml, JR_STR("\n        "));
    jr_xml_open(&job->xml, "target");
    if (proposal->filled) {
        const jr_segment target = xliff_pieces(job, &proposal->target);
        write_pieces(job, &target, &none);
    } else {
        write_pieces(job, segment, &none);
    }
    jr_xml_close(&job->xml);
}

/* `place`: from 1. */
static void write_segment(xliff_job *job, const jr_segment *segment, const jr_proposal *proposal, size_t place)
{
    static const jr_str states[] = {
        [JR_STATE_INITIAL] = JR_STR_INIT("initial"),
        [JR_STATE_TRANSLATED] = JR_STR_INIT("translated"),
        [JR_STATE_REVIEWED] = JR_STR_INIT("reviewed"),
        [JR_STATE_FINAL] = JR_STR_INIT("final"),
    };
    jr_xml *x = &job->xml;
    const bool target = proposal->filled || job->copy;
    jr_xml_raw(x, JR_STR("\n      "));
    jr_xml_open(x, segment->ignorable ? "ignorable" : "segment");
    if (target && !segment->ignorable)
        jr_xml_attr(x, "state", states[proposal->filled ? proposal->state : JR_STATE_INITIAL]);
    write_source(job, segment, proposal, place);
    if (target)
        write_target(job, segment, proposal);
    jr_xml_raw(x, JR_STR("\n      "));
    jr_xml_close(x);
}

static void write_note(xliff_job *job, const char *id, jr_str category, jr_str text)
{
    jr_xml_raw(&job->xml, JR_STR("\n        "));
    jr_xml_open(&job->xml, "note");
    jr_xml_attr(&job->xml, "id", jr_str_from(id));
    jr_xml_attr(&job->xml, "category", category);
    jr_xml_chars(&job->xml, text);
    jr_xml_close(&job->xml);
}

static void write_notes(xliff_job *job, const jr_unit *unit)
{
    const int notes = job->opts->notes;
    const bool place = notes == XLIFF_NOTES_ALL && unit->note.n > 0;
    const bool advice = notes != XLIFF_NOTES_NONE && unit->advice.n > 0;
    if (!place && !advice)
        return;
    jr_xml_raw(&job->xml, JR_STR("\n      "));
    jr_xml_open(&job->xml, "notes");
    if (place)
        write_note(job, "n1", JR_STR("location"), unit->note);
    if (advice)
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

static bool has_limits(const xliff_job *job)
{
    for (size_t i = 0; i < job->units.n; i++)
        if (xliff_is_limited(&job->units.items[i]))
            return true;
    return false;
}

/* Modules come before the notes (XLIFF 2.0 §4.2.2.5). */
static void write_modules(xliff_job *job, const xliff_unit *u)
{
    xliff_write_matches(job, u);
    xliff_write_glossary(job, u);
}

static void write_unit(xliff_job *job, const xliff_unit *u)
{
    jr_xml *x = &job->xml;
    const jr_unit *unit = u->unit;
    xliff_start_codes(job, u);
    job->n_marked = 0;
    const jr_str kind = jr_unit_kind_name(unit->kind);
    jr_xml_raw(x, JR_STR("\n    "));
    jr_xml_open(x, "unit");
    jr_xml_attr(x, "id", unit->id);
    jr_xml_attr(x, "name", unit->name);
    jr_xml_attr(x, "type", jr_arena_printf(job->arena, "jerome:%.*s", JR_FMT(kind)));
    if (unit->list)
        jr_xml_attr(x, "canResegment", JR_STR("no"));
    if (u->locked)
        jr_xml_attr(x, "translate", JR_STR("no"));
    jr_xml_attr(x, "xml:space", JR_STR("preserve"));
    if (xliff_is_limited(unit))
        jr_xml_attr(x, "slr:sizeRestriction", jr_arena_printf(job->arena, "%u", (unsigned)unit->limit));
    write_modules(job, u);
    write_notes(job, unit);
    write_data(job, unit);
    for (size_t i = 0; i < u->segments.n; i++)
        write_segment(job, &u->segments.items[i], xliff_proposal(u, i), i + 1);
    jr_xml_raw(x, JR_STR("\n    "));
    jr_xml_close(x);
}

static void write_meta(xliff_job *job, const char *type, jr_str value)
{
    jr_xml *x = &job->xml;
    if (value.n == 0)
        return;
    jr_xml_raw(x, JR_STR("\n        "));
    jr_xml_open(x, "mda:meta");
    jr_xml_attr(x, "type", jr_str_from(type));
    jr_xml_chars(x, value);
    jr_xml_close(x);
}

/* The page is the skeleton; what the way back wants to know of it is metadata (XLIFF 2.0 §5.4). */
static void write_header(xliff_job *job)
{
    jr_xml *x = &job->xml;
    jr_xml_raw(x, JR_STR("\n    "));
    jr_xml_open(x, "skeleton");
    jr_xml_attr(x, "href", job->href);
    jr_xml_close(x);
    if (has_limits(job)) {
        jr_xml_raw(x, JR_STR("\n    "));
        jr_xml_open(x, "slr:profiles");
        jr_xml_attr(x, "generalProfile", JR_STR("xliff:codepoints"));
        jr_xml_close(x);
    }
    jr_xml_raw(x, JR_STR("\n    "));
    jr_xml_open(x, "mda:metadata");
    jr_xml_raw(x, JR_STR("\n      "));
    jr_xml_open(x, "mda:metaGroup");
    jr_xml_attr(x, "category", JR_STR("jerome"));
    write_meta(job, "tool", JR_STR("Jerome"));
    write_meta(job, "tool-version", JR_STR(JR_VERSION));
    write_meta(job, "source-sha1", job->sha1);
    write_meta(job, "url", job->url);
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
    jr_xml_attr(x, "xmlns:mda", JR_STR("urn:oasis:names:tc:xliff:metadata:2.0"));
    if (has_limits(job))
        jr_xml_attr(x, "xmlns:slr", JR_STR("urn:oasis:names:tc:xliff:sizerestriction:2.0"));
    if (job->n_terms)
        jr_xml_attr(x, "xmlns:gls", JR_STR("urn:oasis:names:tc:xliff:glossary:2.0"));
    if (job->n_matches)
        jr_xml_attr(x, "xmlns:mtc", JR_STR("urn:oasis:names:tc:xliff:matches:2.0"));
    jr_xml_attr(x, "version", dialects[job->opts->version].version);
    jr_xml_attr(x, "srcLang", job->doc->lang);
    if (job->opts->to_lang.n)
        jr_xml_attr(x, "trgLang", job->opts->to_lang);
    jr_xml_raw(x, JR_STR("\n  "));
    jr_xml_open(x, "file");
    jr_xml_attr(x, "id", JR_STR("f1"));
    jr_xml_attr(x, "original", job->original);
    write_header(job);
    for (size_t i = 0; i < job->units.n; i++)
        write_unit(job, &job->taken[i]);
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
