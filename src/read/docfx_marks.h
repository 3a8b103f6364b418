/* SPDX-License-Identifier: MIT */
/* Between the files of the dialect: what jr_docfx_mask found. */
#ifndef JR_READ_DOCFX_MARKS_H
#define JR_READ_DOCFX_MARKS_H

#include "docfx.h"

typedef enum jr_mark_kind {
    JR_MARK_INCLUDE,
    JR_MARK_VIDEO,
    JR_MARK_DIV,
    JR_MARK_SNIPPET, /* [!code-lang[name](path)] */
    JR_MARK_ROW,
    JR_MARK_ROW_END,
    JR_MARK_COLUMN,
    JR_MARK_COLUMN_END,
    JR_MARK_ZONE,
    JR_MARK_ZONE_END,
    JR_MARK_MONIKER,
    JR_MARK_MONIKER_END,
    JR_MARK_IMAGE,
    JR_MARK_IMAGE_END,
    JR_MARK_CODE,
    JR_MARK_COLON_VIDEO, /* :::video source="":::  */
    JR_MARK_NO_LOC,
    JR_MARK_COUNT
} jr_mark_kind;

/* One construct that is hidden from CommonMark. */
typedef struct jr_mark {
    jr_mark_kind kind;
    bool block;          /* alone on its line; its placeholder is an HTML block */
    uint32_t begin, end; /* of the placeholder, offsets in jr_source.text; indentation may stand before the mark itself */
    jr_str args;         /* what stands behind the keyword: attributes, or an address */
    jr_str lang;         /* JR_MARK_SNIPPET: language */
} jr_mark;

struct jr_docfx {
    const jr_source *source;
    const jr_mark *marks; /* by offset */
    size_t n;
    char guard[4];        /* a private-use character that the page does not hold: it stands in each placeholder */
    bool malformed;       /* something looked like a construct and was none */
};

/* Tells what one candidate at offset `at` of text is: "[!…" or ":::…". False: nothing of the dialect; *ret_malformed says
   whether it looks like it. `begin_of_line`: only markers of quotes and lists stand before it. */
bool jr_mark_read(jr_str text, size_t at, size_t line, jr_mark *ret_mark, bool *ret_malformed);

/* The mark of a block placeholder, or NULL. */
const jr_mark *jr_mark_of_block(const jr_docfx *docfx, const jr_node *node);
/* The first inline placeholder in text at or behind `from`: its mark, and its place; NULL: none. */
const jr_mark *jr_mark_in_text(const jr_docfx *docfx, jr_str text, size_t from, size_t *ret_begin, size_t *ret_end);
/* The author's bytes of a mark, without indentation. */
jr_str jr_mark_source(const jr_docfx *docfx, const jr_mark *mark);
/* The place of a mark in its file. */
jr_span jr_mark_span(const jr_docfx *docfx, const jr_mark *mark);
/* The value of `key` in args such as: type="content" source="x.png"; *ret_value is decoded. False: not there. */
bool jr_mark_get(jr_arena *arena, jr_diag *diag, jr_str args, jr_str key, jr_str *ret_value);
/* Text with the author's bytes where it held placeholders. */
jr_str jr_mark_restore_text(jr_arena *arena, const jr_docfx *docfx, const jr_span *span, jr_str text);
/* The same for what a leaf or a link holds. */
void jr_mark_restore_node(jr_arena *arena, const jr_docfx *docfx, jr_node *node);

#endif
