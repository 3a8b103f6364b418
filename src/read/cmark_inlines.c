/* SPDX-License-Identifier: MIT */
/* Copies cmark-gfm's inlines. */
#include "ast/build.h"
#include "cmark_import.h"

/* Copies s, with what is no legal character replaced. */
static jr_str scrub(jr_import *im, jr_str s)
{
    jr_buf out = {0};
    for (size_t at = 0; at < s.n;) {
        const uint32_t c = jr_utf8_next(s, &at);
        jr_put_utf8(&out, jr_is_xml_char(c) ? c : JR_REPLACEMENT);
    }
    jr_report(im->ctx->diag, JR_D_BAD_CHARACTER_REFERENCE, &im->block,
              "a character reference to no character, replaced by U+FFFD");
    return jr_buf_take(&out, im->ctx->arena);
}

jr_str jr_import_string(jr_import *im, const char *z)
{
    const jr_str s = jr_str_from(z); /* cmark-gfm's own interface: NUL-terminated, no NUL inside */
    if (s.n == 0)
        return (jr_str){"", 0};
    if (jr_utf8_valid(s) < s.n)
        return scrub(im, s);
    return jr_arena_copy(im->ctx->arena, s);
}

void jr_import_inlines_begin(jr_import *im, jr_node *block, size_t begin, size_t end)
{
    const jr_source *s = im->source;
    im->line = block->span.line - 1;
    size_t at = begin;
    while (block->flags & JR_NODE_ATX && at < end && s->parsed.p[at] == '#')
        at++;
    jr_locate_begin(&im->locator, s->parsed, at, end, block->parent->kind == JR_TABLE_CELL);
    const bool behind_definitions = !(block->flags & JR_NODE_ATX) && im->locator.at > begin && im->locator.at < end;
    if (behind_definitions)
        block->span = jr_source_span_from(s, &im->line, im->locator.at, end);
    im->block = block->span;
}

static jr_span span_of(jr_import *im, const jr_located *piece)
{
    return jr_source_span_from(im->source, &im->line, piece->begin, piece->end);
}

/* ---- Text ---- */

/* Ends the run of text that is being collected. */
static void end_text(jr_import *im)
{
    if (!im->collecting)
        return;
    jr_node_edit(im->at->last)->as.text = jr_arena_copy(im->ctx->arena, jr_buf_str(&im->text));
    im->text.n = 0;
    im->collecting = false;
}

/* Puts a text behind the one that is there already: as one piece of the source where they are neighbours in it. */
static void join_text(jr_import *im, const jr_located *piece, jr_str text)
{
    jr_node *node = jr_node_edit(im->at->last);
    if (im->locator.lost)
        node->span = im->block;
    else
        node->span.end = span_of(im, piece).end;
    if (!im->collecting && piece->text.n && node->as.text.p + node->as.text.n == piece->text.p) {
        node->as.text.n += piece->text.n;
        return;
    }
    if (!im->collecting) {
        jr_put(&im->text, node->as.text);
        im->collecting = true;
    }
    jr_put(&im->text, text);
}

static void import_text(jr_import *im, cmark_node *from)
{
    const char *z = cmark_node_get_literal(from);
    const jr_str literal = jr_str_from(z);
    if (literal.n == 0)
        return;
    jr_located piece = {0};
    const bool found = jr_locate_text(&im->locator, literal, &piece);
    const jr_str text = piece.text.n ? piece.text : jr_import_string(im, z);
    if (im->at->last && im->at->last->kind == JR_TEXT) {
        join_text(im, &piece, text);
        return;
    }
    jr_node *node = jr_node_new(im->ctx->arena, JR_TEXT, found ? span_of(im, &piece) : im->block);
    node->as.text = text;
    jr_node_append(im->at, node);
}

void jr_import_inlines_end(jr_import *im)
{
    end_text(im);
}

/* ---- The other leaves ---- */

static jr_str string_of(jr_import *im, const jr_located *piece, const char *z)
{
    return piece->text.n ? piece->text : jr_import_string(im, z);
}

static bool fill_code(jr_import *im, jr_node *node, cmark_node *from, jr_located *piece)
{
    const char *z = cmark_node_get_literal(from);
    const bool found = jr_locate_code(&im->locator, jr_str_from(z), piece);
    node->as.text = string_of(im, piece, z);
    return found;
}

static bool fill_html(jr_import *im, jr_node *node, cmark_node *from, jr_located *piece)
{
    const char *z = cmark_node_get_literal(from);
    const bool found = jr_locate_html(&im->locator, jr_str_from(z), piece);
    node->as.raw.format = JR_STR("html");
    node->as.raw.text = string_of(im, piece, z);
    return found;
}

static bool fill_break(jr_import *im, jr_node *node, cmark_node *from, jr_located *piece)
{
    (void)node, (void)from;
    return jr_locate_break(&im->locator, piece);
}

/* The label is cmark-gfm's number as yet: see cmark_notes.c. */
static bool fill_note(jr_import *im, jr_node *node, cmark_node *from, jr_located *piece)
{
    im->has_refs = true;
    node->as.note.label = jr_import_string(im, cmark_node_get_literal(from));
    return jr_locate_note(&im->locator, piece);
}

/* ---- Containers: entered at their opening delimiter, left behind the closing one ---- */

static bool pass_delimiter(jr_import *im, const jr_node *node, jr_located *piece)
{
    if (node->kind == JR_STRIKETHROUGH)
        return jr_locate_delimiter(&im->locator, "~", 0, piece);
    return jr_locate_delimiter(&im->locator, "*_", node->kind == JR_STRONG ? 2 : 1, piece);
}

static bool enter_emphasis(jr_import *im, jr_node *node, cmark_node *from, jr_located *piece)
{
    (void)from;
    return pass_delimiter(im, node, piece);
}

/* DocFX takes a backslash in an address for a slash, and so do the writers. To CommonMark it is a character like any
   other, which no URL may hold as it is (RFC 3986 §2). */
static jr_str escape_backslashes(jr_import *im, jr_str url)
{
    jr_buf out = {0};
    size_t done = 0;
    for (size_t at = jr_str_find(url, 0, '\\'); at < url.n; at = jr_str_find(url, done, '\\')) {
        jr_put(&out, jr_str_sub(url, done, at));
        jr_puts(&out, "%5C");
        done = at + 1;
    }
    if (done == 0)
        return url;
    jr_put(&out, jr_str_sub(url, done, url.n));
    return jr_buf_take(&out, im->ctx->arena);
}

/* Many links may share one long target: it is kept once. */
static jr_str import_url(jr_import *im, const char *z)
{
    const jr_str s = jr_str_from(z);
    if (jr_str_eq(s, im->last_target))
        return im->last_url;
    im->last_target = jr_import_string(im, z);
    im->last_url = jr_extension_on(im->ctx, JR_EXT_DOCFX) ? im->last_target : escape_backslashes(im, im->last_target);
    return im->last_url;
}

static bool enter_link(jr_import *im, jr_node *node, cmark_node *from, jr_located *piece)
{
    bool autolink = false;
    node->as.link.url = import_url(im, cmark_node_get_url(from));
    node->as.link.title = jr_import_string(im, cmark_node_get_title(from));
    const bool found = jr_locate_opener(&im->locator, node->kind == JR_IMAGE, &autolink, piece);
    if (found && autolink)
        node->flags |= JR_NODE_AUTOLINK;
    return found;
}

/* No source of ours makes these. */
static bool enter_custom(jr_import *im, jr_node *node, cmark_node *from, jr_located *piece)
{
    (void)from, (void)piece;
    node->as.box.name = JR_STR("span");
    im->locator.lost = true;
    return false;
}

static bool (*const fills[JR_KIND_COUNT])(jr_import *, jr_node *, cmark_node *, jr_located *) = {
    [JR_SOFT_BREAK] = fill_break,        [JR_LINE_BREAK] = fill_break,  [JR_CODE] = fill_code,
    [JR_RAW_INLINE] = fill_html,         [JR_FOOTNOTE_REF] = fill_note, [JR_EMPH] = enter_emphasis,
    [JR_STRONG] = enter_emphasis,        [JR_LINK] = enter_link,        [JR_IMAGE] = enter_link,
    [JR_STRIKETHROUGH] = enter_emphasis, [JR_SPAN] = enter_custom,
};

jr_node *jr_import_inline(jr_import *im, jr_kind kind, cmark_node *from)
{
    if (kind == JR_TEXT) {
        import_text(im, from);
        return NULL;
    }
    end_text(im);
    jr_located piece = {0};
    jr_node *node = jr_node_new(im->ctx->arena, kind, im->block);
    if (fills[kind](im, node, from, &piece))
        node->span = span_of(im, &piece);
    jr_node_append(im->at, node);
    return node;
}

void jr_import_inline_leave(jr_import *im, jr_node *node)
{
    end_text(im);
    jr_located piece = {0};
    const bool bracketed = node->kind == JR_LINK || node->kind == JR_IMAGE;
    const bool found = bracketed ? jr_locate_closer(&im->locator, node->flags & JR_NODE_AUTOLINK, &piece)
                                 : pass_delimiter(im, node, &piece);
    if (found)
        node->span.end = span_of(im, &piece).end;
    else
        node->span = im->block;
}
