/* SPDX-License-Identifier: MIT */
/* XLIFF 1.2: valid by the strict schema. Codes are g and x, which every tool protects; their originals are in
 * equiv-text. */
#include "xliff.h"

#include <jerome/version.h>

/* ctype of g and x (XLIFF 1.2 §2.3, attribute values). */
static const jr_str ctypes[JR_CODE_COUNT] = {
    [JR_CODE_BOLD] = JR_STR_INIT("bold"),
    [JR_CODE_ITALIC] = JR_STR_INIT("italic"),
    [JR_CODE_STRIKETHROUGH] = JR_STR_INIT("x-strikethrough"),
    [JR_CODE_UNDERLINE] = JR_STR_INIT("underlined"),
    [JR_CODE_SUPERSCRIPT] = JR_STR_INIT("x-superscript"),
    [JR_CODE_SUBSCRIPT] = JR_STR_INIT("x-subscript"),
    [JR_CODE_LINK] = JR_STR_INIT("link"),
    [JR_CODE_HTML] = JR_STR_INIT("x-html"),
    [JR_CODE_IMAGE] = JR_STR_INIT("image"),
    [JR_CODE_CODE] = JR_STR_INIT("x-code"),
    [JR_CODE_BREAK] = JR_STR_INIT("lb"),
    [JR_CODE_FOOTNOTE] = JR_STR_INIT("x-footnote"),
    [JR_CODE_INCLUDE] = JR_STR_INIT("x-include"),
    [JR_CODE_ADDRESS] = JR_STR_INIT("x-address"),
    [JR_CODE_TERM] = JR_STR_INIT("x-term"),
    [JR_CODE_SEPARATOR] = JR_STR_INIT("x-separator"),
};

/* Where the values of g are not those of x: bold, italic, underlined and link are for codes that hold text. */
static const jr_str lone_ctypes[JR_CODE_COUNT] = {
    [JR_CODE_BOLD] = JR_STR_INIT("x-bold"),
    [JR_CODE_ITALIC] = JR_STR_INIT("x-italic"),
    [JR_CODE_UNDERLINE] = JR_STR_INIT("x-underlined"),
    [JR_CODE_LINK] = JR_STR_INIT("x-link"),
};

static void code_attributes(xliff_job *job, const jr_piece *piece, bool paired, jr_str original)
{
    jr_xml *x = &job->xml;
    const jr_str ctype = !paired && lone_ctypes[piece->type].n ? lone_ctypes[piece->type] : ctypes[piece->type];
    jr_xml_attr_int(x, "id",
                    xliff_base(job, piece->number)); /* a clone has the id of what it is one of (§2.3, clone) */
    jr_xml_attr(x, "ctype", ctype);
    if (!(piece->flags & JR_CODE_CAN_COPY))
        jr_xml_attr(x, "clone", JR_STR("no"));
    if (piece->n_subs == 1)
        jr_xml_attr(x, "xid", job->units.items[piece->first_sub].id);
    jr_xml_attr(x, "equiv-text", original);
}

/* Start and end of a pair, with "…" for the text between. */
static jr_str pair_original(xliff_job *job, const jr_segment *segment, size_t open)
{
    const jr_piece *close = xliff_close_of(segment, open);
    return jr_arena_printf(job->arena, "%.*s…%.*s", JR_FMT(segment->pieces[open].text), JR_FMT(close->text));
}

static void open_term(xliff_job *job, const jr_term_use *use)
{
    jr_xml_open(&job->xml, "mrk");
    jr_xml_attr(&job->xml, "mtype", JR_STR("term"));
    const jr_str comment = xliff_term_comment(job, use);
    if (comment.n)
        jr_xml_attr(&job->xml, "comment", comment);
}

/* `proposal`: whose terms are marked, or NULL. */
static void write_pieces(xliff_job *job, const jr_segment *segment, const jr_proposal *proposal)
{
    jr_xml *x = &job->xml;
    xliff_terms terms = {.open = open_term};
    if (proposal) {
        terms.items = proposal->terms;
        terms.n = proposal->n_terms;
    }
    for (size_t i = 0; i < segment->n_pieces; i++) {
        const jr_piece *piece = &segment->pieces[i];
        switch (piece->kind) {
        case JR_PIECE_TEXT: xliff_write_text(job, piece->text, i, &terms); break;
        case JR_PIECE_OPEN:
            jr_xml_open(x, "g");
            code_attributes(job, piece, true, pair_original(job, segment, i));
            break;
        case JR_PIECE_CLOSE: jr_xml_close(x); break;
        case JR_PIECE_CODE:
            jr_xml_open(x, "x");
            code_attributes(job, piece, false, piece->text);
            jr_xml_close(x);
            break;
        }
    }
}

/* A segment of a target: the proposal, else a copy where copies are wanted, else nothing. */
static void write_target_pieces(xliff_job *job, const xliff_unit *u, size_t i)
{
    const jr_proposal *proposal = xliff_proposal(u, i);
    if (proposal->filled) {
        const jr_segment target = xliff_pieces(job, &proposal->target);
        write_pieces(job, &target, NULL);
    } else if (job->copy || u->segments.items[i].ignorable) {
        write_pieces(job, &u->segments.items[i], NULL);
    }
}

/* Sentences are marked in seg-source and target (XLIFF 1.2 §2.3, mtype "seg"); what is between them stays outside. */
static void write_segments(xliff_job *job, const xliff_unit *u, bool marked, bool target)
{
    jr_xml *x = &job->xml;
    int64_t number = 0;
    for (size_t i = 0; i < u->segments.n; i++) {
        const jr_segment *segment = &u->segments.items[i];
        const bool mark = marked && !segment->ignorable;
        if (mark) {
            jr_xml_open(x, "mrk");
            jr_xml_attr(x, "mtype", JR_STR("seg"));
            jr_xml_attr_int(x, "mid", ++number);
        }
        if (target)
            write_target_pieces(job, u, i);
        else
            write_pieces(job, segment, xliff_proposal(u, i));
        if (mark)
            jr_xml_close(x);
    }
}

jr_str xliff_state_12(jr_state state)
{
    static const jr_str states[] = {
        [JR_STATE_INITIAL] = JR_STR_INIT("needs-translation"),
        [JR_STATE_TRANSLATED] = JR_STR_INIT("translated"),
        [JR_STATE_REVIEWED] = JR_STR_INIT("signed-off"),
        [JR_STATE_FINAL] = JR_STR_INIT("final"),
    };
    return states[state];
}

static void write_target(xliff_job *job, const xliff_unit *u, bool marked)
{
    static const jr_str qualifiers[] = {
        [XLIFF_MATCH_FUZZY] = JR_STR_INIT("fuzzy-match"),
        [XLIFF_MATCH_EXACT] = JR_STR_INIT("exact-match"),
    };
    jr_xml *x = &job->xml;
    jr_xml_raw(x, JR_STR("\n        "));
    jr_xml_open(x, "target");
    jr_xml_attr(x, "state", xliff_state_12(u->filled ? u->state : JR_STATE_INITIAL));
    if (u->match != XLIFF_MATCH_NONE)
        jr_xml_attr(x, "state-qualifier", qualifiers[u->match]);
    write_segments(job, u, marked, true);
    jr_xml_close(x);
}

static void write_texts(xliff_job *job, const xliff_unit *u)
{
    jr_xml *x = &job->xml;
    const bool marked = job->segmenter || u->segments.n > 1;
    jr_xml_raw(x, JR_STR("\n        "));
    jr_xml_open(x, "source");
    write_segments(job, u, false, false);
    jr_xml_close(x);
    if (marked) {
        jr_xml_raw(x, JR_STR("\n        "));
        jr_xml_open(x, "seg-source");
        write_segments(job, u, true, false);
        jr_xml_close(x);
    }
    if (u->filled || job->copy)
        write_target(job, u, marked);
    int64_t number = 0;
    for (size_t i = 0; i < u->segments.n; i++)
        if (!u->segments.items[i].ignorable)
            xliff_write_alternatives(job, xliff_proposal(u, i), marked ? ++number : 0);
}

static void write_note(xliff_job *job, jr_str text, bool instruction)
{
    jr_xml *x = &job->xml;
    if (text.n == 0)
        return;
    jr_xml_raw(x, JR_STR("\n        "));
    jr_xml_open(x, "note");
    jr_xml_attr(x, "from", JR_STR("jerome"));
    jr_xml_attr(x, "annotates", instruction ? JR_STR("target") : JR_STR("source"));
    jr_xml_chars(x, text);
    jr_xml_close(x);
}

/* The line alone: in which file it is, says <file>, and need not be said by each unit. */
static void write_context(xliff_job *job, const jr_unit *unit)
{
    jr_xml *x = &job->xml;
    if (unit->span.line == 0)
        return;
    jr_xml_raw(x, JR_STR("\n        "));
    jr_xml_open(x, "context-group");
    jr_xml_attr(x, "purpose", JR_STR("location"));
    jr_xml_open(x, "context");
    jr_xml_attr(x, "context-type", JR_STR("linenumber"));
    jr_xml_chars(x, jr_arena_printf(job->arena, "%u", (unsigned)unit->span.line));
    jr_xml_close(x);
    jr_xml_close(x);
}

static void write_unit(xliff_job *job, const xliff_unit *u)
{
    jr_xml *x = &job->xml;
    const jr_unit *unit = u->unit;
    xliff_start_codes(job, u);
    const jr_str kind = jr_unit_kind_name(unit->kind);
    jr_xml_raw(x, JR_STR("\n      "));
    jr_xml_open(x, "trans-unit");
    jr_xml_attr(x, "id", unit->id);
    jr_xml_attr(x, "resname", unit->name);
    jr_xml_attr(x, "restype", jr_arena_printf(job->arena, "x-%.*s", JR_FMT(kind)));
    if (u->filled && u->state == JR_STATE_FINAL)
        jr_xml_attr(x, "approved", JR_STR("yes"));
    if (u->locked)
        jr_xml_attr(x, "translate", JR_STR("no"));
    if (xliff_is_limited(unit)) {
        jr_xml_attr_int(x, "maxwidth", unit->limit);
        jr_xml_attr(x, "size-unit", JR_STR("char"));
    }
    jr_xml_attr(x, "xml:space", JR_STR("preserve"));
    write_texts(job, u);
    write_context(job, unit);
    if (job->opts->notes == XLIFF_NOTES_ALL)
        write_note(job, unit->note, false);
    if (job->opts->notes != XLIFF_NOTES_NONE)
        write_note(job, unit->advice, true);
    jr_xml_raw(x, JR_STR("\n      "));
    jr_xml_close(x);
}

static void write_header(xliff_job *job)
{
    jr_xml *x = &job->xml;
    jr_xml_raw(x, JR_STR("\n    "));
    jr_xml_open(x, "header");
    jr_xml_raw(x, JR_STR("\n      "));
    jr_xml_open(x, "skl"); /* the page itself: what the translations are put into */
    jr_xml_open(x, "external-file");
    jr_xml_attr(x, "href", job->href);
    jr_xml_attr(x, "crc", job->sha1);
    jr_xml_close(x);
    jr_xml_close(x);
    if (job->url.n) {
        jr_xml_raw(x, JR_STR("\n      "));
        jr_xml_open(x, "reference");
        jr_xml_open(x, "external-file");
        jr_xml_attr(x, "href", job->url);
        jr_xml_close(x);
        jr_xml_close(x);
    }
    jr_xml_raw(x, JR_STR("\n      "));
    jr_xml_open(x, "tool");
    jr_xml_attr(x, "tool-id", JR_STR("jerome"));
    jr_xml_attr(x, "tool-name", JR_STR("Jerome"));
    jr_xml_attr(x, "tool-version", JR_STR(JR_VERSION));
    jr_xml_close(x);
    jr_xml_raw(x, JR_STR("\n    "));
    jr_xml_close(x);
}

void xliff_write_12(xliff_job *job)
{
    jr_xml *x = &job->xml;
    jr_xml_open(x, "xliff");
    jr_xml_attr(x, "version", JR_STR("1.2"));
    jr_xml_attr(x, "xmlns", JR_STR("urn:oasis:names:tc:xliff:document:1.2"));
    jr_xml_raw(x, JR_STR("\n  "));
    jr_xml_open(x, "file");
    jr_xml_attr(x, "original", job->original);
    jr_xml_attr(x, "source-language", job->doc->lang);
    if (job->opts->to_lang.n)
        jr_xml_attr(x, "target-language", job->opts->to_lang);
    jr_xml_attr(x, "datatype", JR_STR("x-markdown"));
    jr_xml_attr(x, "tool-id", JR_STR("jerome"));
    write_header(job);
    jr_xml_raw(x, JR_STR("\n    "));
    jr_xml_open(x, "body");
    for (size_t i = 0; i < job->units.n; i++)
        write_unit(job, &job->taken[i]);
    jr_xml_raw(x, JR_STR("\n    "));
    jr_xml_close(x);
    jr_xml_raw(x, JR_STR("\n  "));
    jr_xml_close(x);
    jr_xml_raw(x, JR_STR("\n"));
}
