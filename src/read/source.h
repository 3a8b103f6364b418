/* SPDX-License-Identifier: MIT */
/* A page as bytes: its encoding checked once, its places kept true whatever had to be replaced in it. */
#ifndef JR_READ_SOURCE_H
#define JR_READ_SOURCE_H

#include <jerome/reader.h>

/* From offset `at` of the text on, an offset of the file is `delta` larger. */
typedef struct jr_source_edit {
    uint32_t at;
    int32_t delta;
} jr_source_edit;

typedef struct jr_source {
    jr_str bytes;  /* the file as read */
    jr_str text;   /* the same as valid UTF-8 and legal XML (a BOM is still there): `bytes` itself unless something was
                      replaced */
    jr_str parsed; /* what the Markdown parser sees: `text`, or a copy of the same length with pieces masked */
    char *mask;    /* the bytes of that copy, or NULL: none was made yet */
    size_t start;  /* offset of the first byte behind a BOM */
    uint32_t file;
    const jr_source_edit *edits; /* by offset */
    size_t n_edits;
    const uint32_t *lines; /* offsets in `text` where lines start; the first is 0 */
    size_t n_lines;
} jr_source;

/* Checks the encoding of a page. UTF-16 is refused: reported, false. Malformed UTF-8 and characters that XML 1.0
   forbids are replaced by U+FFFD and reported, each kind once. */
bool jr_source_open(const jr_read_ctx *ctx, jr_str bytes, uint32_t file, jr_source *ret_source);
/* What the Markdown parser will see, to be written on: makes `parsed` a copy of the text, once. */
char *jr_source_mask(jr_arena *arena, jr_source *source);
/* The place of text[begin, end) in the file. `end` may lie before `begin`: a point. */
jr_span jr_source_span(const jr_source *source, size_t begin, size_t end);
/* The same where *line, a 0-based line at or before the one of `begin`, is known; moved on to that one. */
jr_span jr_source_span_from(const jr_source *source, size_t *line, size_t begin, size_t end);
/* The 0-based number of the line that holds `offset`. */
size_t jr_source_line(const jr_source *source, size_t offset);
/* Offset behind the last byte of 0-based line `line`, without its line end. */
size_t jr_source_line_end(const jr_source *source, size_t line);
/* The offset in the text of a span's begin or end: the way back from jr_source_span. */
size_t jr_source_offset(const jr_source *source, uint32_t file_offset);

#endif
