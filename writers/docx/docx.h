/* SPDX-License-Identifier: MIT */
/* The DOCX writer inside: one job's state and what its files offer each other. Lengths are twips (1/1440 inch) unless a
   name says otherwise. WML is WordprocessingML, ECMA-376 part 1 §17. */
#ifndef JR_DOCX_H
#define JR_DOCX_H

#include <jerome/map.h>
#include <jerome/package.h>
#include <jerome/writer.h>
#include <jerome/xml.h>

enum { DOCX_PAGE_AUTO, DOCX_PAGE_A4, DOCX_PAGE_LETTER };

typedef struct docx_opts {
    bool toc;
    int64_t toc_depth;
    int page_size; /* DOCX_PAGE_… */
    jr_str base_url;
} docx_opts;

typedef struct docx_page {
    int width, height, side, top, bottom; /* paper and its margins */
} docx_page;

/* A part that holds text: its content and its relationships (OPC, ECMA-376 part 2 §9.3). */
typedef struct docx_part {
    jr_buf xml;
    jr_buf rels;    /* <Relationship> elements */
    jr_map targets; /* target to number of its relationship */
    uint32_t n_rels;
} docx_part;

/* Paragraph styles that the body uses; the table in styles.c says what they look like. */
typedef enum docx_style {
    DOCX_BODY,
    DOCX_TITLE,
    DOCX_HEADING1,
    DOCX_HEADING2,
    DOCX_HEADING3,
    DOCX_HEADING4,
    DOCX_HEADING5,
    DOCX_HEADING6,
    DOCX_LIST_BULLET, /* one for each of the five levels that Word has */
    DOCX_LIST_NUMBER = DOCX_LIST_BULLET + 5,
    DOCX_LIST_CONTINUE = DOCX_LIST_NUMBER + 5,
    DOCX_QUOTE = DOCX_LIST_CONTINUE + 5,
    DOCX_CODE,
    DOCX_MATH,
    DOCX_CAPTION,
    DOCX_TABLE_TEXT,
    DOCX_TABLE_HEADER,
    DOCX_FOOTNOTE,
    DOCX_SEPARATOR,
    DOCX_TAB_TITLE,
    DOCX_TERM,
    DOCX_LABEL,
    DOCX_RULE,
    DOCX_ALERT, /* one for each type of alert */
    DOCX_ALERT_TITLE = DOCX_ALERT + JR_ALERT_COUNT,
    DOCX_STYLE_COUNT = DOCX_ALERT_TITLE + JR_ALERT_COUNT
} docx_style;

/* docx_format.flags: what a run looks like. */
enum {
    DOCX_BOLD = 1,
    DOCX_ITALIC = 2,
    DOCX_STRIKE = 4,
    DOCX_UNDERLINE = 8,
    DOCX_SUPERSCRIPT = 16,
    DOCX_SUBSCRIPT = 32,
    DOCX_VERBATIM = 64,
    DOCX_KEYBOARD = 128,
    DOCX_LINKED = 256,
    DOCX_NOTE_MARK = 512,
    DOCX_MARKED = 1024,
    DOCX_SMALL = 2048,
    DOCX_NO_PROOF = 4096,
    DOCX_EAST_ASIAN = 8192, /* set by the text itself */
    DOCX_RTL = 16384        /* the same */
};

typedef struct docx_format {
    uint32_t flags;
    jr_str lang; /* BCP 47 tag where it differs from the page's, or empty */
} docx_format;

/* Where blocks go: narrowed by every list, quote and cell on the way down. */
typedef struct docx_flow {
    int indent;       /* from the start edge of the text area */
    int width;        /* what is left of the line */
    docx_style style; /* of running text */
    jr_align align;
    unsigned bullets, numbers; /* lists around, by sort */
    docx_format format;
    bool framed; /* in the frame of an alert */
    bool ticked; /* the lists right below have ticks for bullets */
} docx_flow;

/* The number, bullet or box that the next paragraph carries. */
typedef struct docx_marker {
    bool set;
    uint32_t num;   /* w:numId, or 0: none */
    unsigned level; /* w:ilvl */
    int hanging;    /* room for it */
    jr_task task;
    bool note;  /* the mark of a footnote */
    bool extra; /* of one that only notes refer to */
    docx_style style;
} docx_marker;

/* Kinds of block that must not touch another of their kind: Word would run them together. */
typedef enum docx_touch { DOCX_TOUCH_NONE, DOCX_TOUCH_TABLE, DOCX_TOUCH_CODE, DOCX_TOUCH_ALERT } docx_touch;

/* The paragraph at hand. */
typedef struct docx_line {
    bool in_run, in_text;
    docx_format format; /* of the open run */
    uint32_t last;      /* last character written; a space at the start of a line */
    bool in_link;
    bool soft_break; /* a line end stands before the next character: a space, if both are not East Asian */
    int width;       /* room for pictures */
    docx_style style;
    size_t cells, lines; /* characters written, wide ones twice, and forced line ends: for the estimate of pages */
} docx_line;

typedef struct docx_bookmark {
    jr_str id, name;
    bool placed, wanted; /* has been written; a link leads to it */
} docx_bookmark;

typedef struct docx_media {
    jr_str target;   /* "media/image1.png", or empty: cannot be shown */
    jr_str fallback; /* of an SVG: the picture for programs that cannot draw it */
    int64_t width_emu, height_emu;
    jr_code problem; /* where target is empty; JR_D_COUNT: told already */
    const char *why;
} docx_media;

typedef struct docx {
    const jr_write_ctx *ctx;
    jr_arena *arena;
    const jr_doc *doc;
    const docx_opts *opts;
    jr_package *package;
    docx_page page;
    jr_str base_url;

    docx_part body, notes;
    docx_part *part; /* the one being written */
    jr_buf *out;     /* its content */

    docx_line line;
    docx_marker marker;
    docx_touch touch; /* the block before */

    docx_bookmark *bookmarks; /* n_bookmarks of them, in document order */
    size_t n_bookmarks;
    jr_map bookmark_of; /* id to index + 1 */
    jr_buf pending;     /* indices (uint32_t) of bookmarks for the next paragraph */
    uint32_t n_ids;     /* of w:bookmarkStart */

    jr_buf nums; /* <w:num> elements of ordered lists */
    uint32_t n_nums;
    uint32_t ticks; /* w:numId of the lists with ticks; 0: there is none as yet */
    uint32_t n_sdts;

    docx_media *media; /* room for max_media of them */
    size_t n_media, max_media;
    jr_map media_of_url, media_of_path; /* to index + 1 */
    uint32_t n_files, n_drawings;

    uint32_t *note_ids; /* w:id by note number - 1; 0: not referred to so far */
    size_t n_notes;
    const jr_node **note_nodes;
    uint32_t n_note_ids, n_extra_notes;
    const jr_node **extra_notes; /* referred to from notes only */

    bool titled;   /* the title has been written */
    size_t toc_at; /* where the table of contents goes in body.xml */
    jr_buf toc;    /* its paragraphs */
    uint32_t n_toc;
    double height; /* estimated, in points, so far */
} docx;

/* ---- body.c ---- */
/* Writes the blocks below node. */
void docx_blocks(docx *d, const jr_node *node, const docx_flow *flow);
/* The flow of the page, and that of a list item, quote or cell inside. */
docx_flow docx_page_flow(const docx *d);
docx_flow docx_narrow(const docx_flow *flow, int left);
#define DOCX_NARROWEST 1440 /* text is never set narrower than one inch, however deep it stands */
/* Opens a paragraph in a style; marks and bookmarks that wait for one go into it. */
typedef struct docx_para {
    docx_style style;
    bool keep_next, keep_lines, outline;
} docx_para;
void docx_para_open(docx *d, const docx_flow *flow, docx_para para);
void docx_para_close(docx *d);
/* A paragraph in a style with plain text. */
void docx_para_text(docx *d, const docx_flow *flow, docx_para para, docx_format format, jr_str text);
/* A paragraph with nothing but the marker, where one waits that the block to come cannot carry. */
void docx_marker_flush(docx *d, const docx_flow *flow);
/* Keeps the block to come apart from one of the same kind before it. */
void docx_separate(docx *d, docx_touch touch);

/* ---- columns.c ---- */
/* A row of the dialect: its columns beside each other, where there is room for them. */
void docx_columns(docx *d, const jr_node *row, const docx_flow *flow);

/* ---- alerts.c ---- */
void docx_alert(docx *d, const jr_node *node, const docx_flow *flow);

/* ---- inlines.c ---- */
/* One inline node; all those below a node. */
void docx_inline(docx *d, const jr_node *node, docx_format f);
void docx_inlines(docx *d, const jr_node *node, docx_format format);
/* Text as Markdown means it: white space collapses. */
void docx_text(docx *d, docx_format format, jr_str text);
/* Text as it is; a tab becomes a tab stop, a line end a line break. */
void docx_verbatim(docx *d, docx_format format, jr_str text);
void docx_line_break(docx *d, docx_format format);
/* Ends the open run, so that something else than a run can follow. */
void docx_run_end(docx *d);
/* Begins a run that holds no text. */
void docx_run_begin(docx *d, docx_format format);
/* A complex field (WML §17.16.18) with the result that is shown until it is updated. */
void docx_field(docx *d, docx_format format, jr_str instruction, jr_str result);
/* True where nothing below node can be seen. */
bool docx_is_blank(const jr_node *node);

/* ---- bookmarks.c ---- */
/* Names a bookmark for every id of the document. */
void docx_bookmarks_collect(docx *d);
/* The bookmark of an id, or NULL. */
docx_bookmark *docx_bookmark_find(docx *d, jr_str id);
/* Writes the node's bookmark here, around nothing; so do the ones that wait for a paragraph. */
void docx_bookmark_here(docx *d, const jr_node *node);
void docx_bookmarks_flush(docx *d);
/* Keeps the node's bookmark for the next paragraph. */
void docx_bookmark_later(docx *d, const jr_node *node);
/* Keeps those of all nodes below, the node included. */
void docx_bookmarks_below(docx *d, const jr_node *node);
/* A bookmark with a start and an end; start gives the number that its end takes. */
uint32_t docx_bookmark_start(docx *d, jr_str name);
void docx_bookmark_end(docx *d, uint32_t number);
/* Puts those that links lead to and that found no place at the end of the body. */
void docx_bookmarks_rest(docx *d);

/* ---- links.c ---- */
/* Opens the hyperlink of a LINK; false: its text stands alone. */
bool docx_link_open(docx *d, const jr_node *node, jr_str url, jr_str title);
void docx_link_close(docx *d);
/* The absolute URI that a link leads to, percent-encoded; empty where there is none. The URL comes as in the document.
 */
jr_str docx_link_uri(docx *d, const jr_node *node, jr_str url);
/* The number of a relationship of the part at hand, made where there is none to that target so far. */
uint32_t docx_relate(docx *d, const char *type, jr_str target, bool external);

/* ---- media.c ---- */
void docx_image(docx *d, const jr_node *node, docx_format format);
/* An empty picture (PNG) with the proportions of width to height, in grey. */
jr_str docx_png_blank(jr_arena *arena, int64_t width, int64_t height);

/* ---- notes.c ---- */
void docx_note_ref(docx *d, const jr_node *node, docx_format format);
void docx_notes_prepare(docx *d);
/* Writes word/footnotes.xml; false: there are none. */
bool docx_notes_write(docx *d);

/* ---- numbering.c ---- */
void docx_list(docx *d, const jr_node *node, const docx_flow *flow);
/* The box of a task. */
void docx_task_box(docx *d, jr_task task);
jr_str docx_numbering_part(docx *d);
#define DOCX_LIST_STEP 360 /* how far a list level is set in */
#define DOCX_LEVELS    9   /* WML §17.9.6: w:ilvl is 0 to 8 */

/* ---- tables.c ---- */
void docx_table(docx *d, const jr_node *node, const docx_flow *flow);
/* Ends a cell: with a paragraph as its last block, as Word demands. */
void docx_cell_end(docx *d, const docx_flow *flow);

/* ---- toc.c ---- */
/* Adds a heading to the table of contents; gives the number of its bookmark for docx_bookmark_end, or 0. */
uint32_t docx_toc_entry(docx *d, const jr_node *node);
/* What it will take of the first pages, estimated, in points. */
double docx_toc_height(const docx *d);
/* The whole table, or the empty slice. */
jr_str docx_toc_part(docx *d);

/* ---- styles.c, parts.c, props.c: parts with little or no text of the document ---- */
typedef struct docx_style_info {
    const char *id;
    int left; /* its indentation */
} docx_style_info;
/* What body.c must know of a style. */
const docx_style_info *docx_style_get(docx_style style);
typedef struct docx_alert_look {
    const char *name, *line, *fill, *ink; /* colours of its line, ground and label */
} docx_alert_look;
const docx_alert_look *docx_alert_look_get(jr_alert_type type);
jr_str docx_styles_part(docx *d);
/* The East Asian font of a language, or of Chinese. */
const char *docx_east_asian_font(jr_str lang);
jr_str docx_settings_part(docx *d, bool has_notes);
jr_str docx_header_part(docx *d);
jr_str docx_footer_part(docx *d);
jr_str docx_font_table_part(docx *d);
jr_str docx_content_types_part(docx *d, bool has_notes, bool has_custom);
jr_str docx_root_rels_part(docx *d, bool has_custom);
/* The relationships of a part. */
jr_str docx_rels_part(docx *d, const docx_part *part);
/* The page setup that ends the body. */
void docx_section(docx *d, uint32_t header, uint32_t footer);
/* The start tag of a part's root element with the namespaces of the body. */
void docx_root_open(jr_buf *out, const char *name);
/* The same of a part without pictures and links. */
void docx_plain_root_open(jr_buf *out, const char *name);
jr_str docx_core_part(docx *d);
jr_str docx_app_part(docx *d);
/* The empty slice where the page has no further metadata. */
jr_str docx_custom_part(docx *d);

#endif
