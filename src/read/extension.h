/* SPDX-License-Identifier: MIT */
/* What a format of Markdown has beyond CommonMark: one table drives parsing, switches ("gfm+alerts"), help and manual
 * page. */
#ifndef JR_READ_EXTENSION_H
#define JR_READ_EXTENSION_H

#include <jerome/reader.h>

/* X(id, name, on in markdown, on in gfm, on in commonmark, help) */
#define JR_EXTENSIONS(X)                                                                                               \
    X(FRONT_MATTER, "front-matter", 1, 0, 0, "YAML between lines of --- at the head of the page")                      \
    X(TABLES, "tables", 1, 1, 0, "Tables of cells between pipes")                                                      \
    X(STRIKETHROUGH, "strikethrough", 1, 1, 0, "~~Struck text~~")                                                      \
    X(TASKLISTS, "tasklists", 1, 1, 0, "List items with a box: - [ ] and - [x]")                                       \
    X(FOOTNOTES, "footnotes", 1, 1, 0, "[^1] and its note, [^1]: text")                                                \
    X(AUTOLINKS, "autolinks", 1, 1, 0, "Bare addresses are links")                                                     \
    X(TAGFILTER, "tagfilter", 0, 1, 0, "Raw HTML, where it stays raw, has no <script>, <style> and the like")          \
    X(HTML, "html", 1, 0, 0, "HTML becomes what it means, checked; without: raw, for HTML fragments alone")            \
    X(EXTRA_CELLS, "extra-cells", 1, 0, 0, "Cells beyond those of the table's head are kept; without: dropped")        \
    X(CJK_EMPHASIS, "cjk-emphasis", 1, 0, 0, "Emphasis beside Chinese, Japanese and Korean punctuation")               \
    X(MATH, "math", 1, 0, 0, "Formulas between lines of $$ and in fences of the language math")                        \
    X(ALERTS, "alerts", 1, 0, 0, "> [!NOTE] and its like")                                                             \
    X(DOCFX, "docfx", 1, 0, 0, "The rest of Microsoft Learn: includes, tabs, [!VIDEO], ::: containers, xref: links")

typedef enum jr_extension {
#define X(id, ...) JR_EXT_##id,
    JR_EXTENSIONS(X)
#undef X
        JR_EXT_COUNT
} jr_extension;

/* The switches of each format, for jr_reader.switches. */
extern const jr_opt jr_markdown_switches[];
extern const jr_opt jr_gfm_switches[];
extern const jr_opt jr_commonmark_switches[];

/* Whether a page is read with an extension. */
bool jr_extension_on(const jr_read_ctx *ctx, jr_extension extension);

#endif
