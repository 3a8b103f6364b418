/* SPDX-License-Identifier: MIT */
/* Copies cmark-gfm's inlines. */
#include "ast/build.h"
#include "read/cmark_import.h"

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

void jr_cmark_inlines_begin(jr_import *im, jr_node *block)
{
    im->block = block->span;
}

/* Ends the run of text that is being collected. */
static void end_text(jr_import *im)
{
    if (!im->collecting)
        return;
    jr_node_edit(im->at->last)->as.text = jr_arena_copy(im->ctx->arena, jr_buf_str(&im->text));
    im->text.n = 0;
    im->collecting = false;
}

void jr_cmark_inlines_end(jr_import *im)
{
    end_text(im);
}

void jr_import_inline_leave(jr_import *im, jr_node *node)
{
    (void)node;
    end_text(im);
}

/* Many links may share one long target: it is kept once. */
static jr_str import_url(jr_import *im, const char *z)
{
    const jr_str s = jr_str_from(z);
    if (!jr_str_eq(s, im->last_url))
        im->last_url = jr_import_string(im, z);
    return im->last_url;
}

static void join_text(jr_import *im, const char *z)
{
    jr_node *node = jr_node_edit(im->at->last);
    if (!im->collecting) {
        jr_put(&im->text, node->as.text);
        im->collecting = true;
    }
    jr_put(&im->text, jr_str_from(z));
}

static void fill_inline(jr_import *im, jr_node *node, cmark_node *from)
{
    switch ((int)node->kind) {
    case JR_TEXT:
    case JR_CODE:
        node->as.text = jr_import_string(im, cmark_node_get_literal(from));
        break;
    case JR_RAW_INLINE:
        node->as.raw.format = JR_STR("html");
        node->as.raw.text = jr_import_string(im, cmark_node_get_literal(from));
        break;
    case JR_LINK:
    case JR_IMAGE:
        node->as.link.url = import_url(im, cmark_node_get_url(from));
        node->as.link.title = jr_import_string(im, cmark_node_get_title(from));
        break;
    case JR_SPAN:
        node->as.box.name = JR_STR("span");
        break;
    case JR_FOOTNOTE_REF:
        im->has_refs = true;
        node->as.note.label = jr_import_string(im, cmark_node_get_literal(from));
        break;
    }
}

jr_node *jr_import_inline(jr_import *im, jr_kind kind, cmark_node *from)
{
    if (kind == JR_TEXT && im->at->last && im->at->last->kind == JR_TEXT) {
        join_text(im, cmark_node_get_literal(from));
        return NULL;
    }
    end_text(im);
    jr_node *node = jr_node_new(im->ctx->arena, kind, im->block);
    fill_inline(im, node, from);
    jr_node_append(im->at, node);
    return node;
}
