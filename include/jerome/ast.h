/* SPDX-License-Identifier: MIT */
/* The document: one tree that readers make, passes finish and writers read. */
#ifndef JEROME_AST_H
#define JEROME_AST_H

#include "buf.h"
#include "diag.h"
#include "meta.h"
#include "str.h"

/* Every kind of node: name, class (BLOCK or INLINE), what its `as` holds, name in diagnostics.
   Blocks hold blocks or inlines as the comment says; inlines hold inlines. */
#define JR_KINDS(X)                                                                                               \
    X(DOCUMENT, BLOCK, "document")                   /* blocks; the root */                                       \
    X(PARAGRAPH, BLOCK, "paragraph")                 /* inlines */                                                \
    X(PLAIN, BLOCK, "plain text")                    /* inlines set without paragraph spacing (tight items, cells) */ \
    X(HEADING, BLOCK, "heading")                     /* inlines; as.heading */                                    \
    X(CODE_BLOCK, BLOCK, "code block")               /* leaf; as.code */                                          \
    X(BLOCK_QUOTE, BLOCK, "block quote")             /* blocks */                                                 \
    X(LIST, BLOCK, "list")                           /* items only; as.list */                                    \
    X(ITEM, BLOCK, "list item")                      /* blocks; as.item */                                        \
    X(THEMATIC_BREAK, BLOCK, "thematic break")       /* leaf */                                                   \
    X(TABLE, BLOCK, "table")                         /* TABLE_HEAD?, then TABLE_BODY*; as.table */                \
    X(TABLE_HEAD, BLOCK, "table head")               /* rows */                                                   \
    X(TABLE_BODY, BLOCK, "table body")               /* rows */                                                   \
    X(TABLE_ROW, BLOCK, "table row")                 /* cells */                                                  \
    X(TABLE_CELL, BLOCK, "table cell")               /* blocks, usually one PLAIN; as.cell */                     \
    X(FOOTNOTE, BLOCK, "footnote")                   /* blocks; as.note; only below jr_doc.notes */               \
    X(ALERT, BLOCK, "alert")                         /* blocks; as.alert */                                       \
    X(TAB_GROUP, BLOCK, "tab group")                 /* tabs only */                                              \
    X(TAB, BLOCK, "tab")                             /* TAB_TITLE, then blocks; as.tab */                         \
    X(TAB_TITLE, BLOCK, "tab title")                 /* inlines */                                                \
    X(INCLUDE, BLOCK, "include")                     /* blocks of the included file; as.include */                \
    X(VIDEO, BLOCK, "video")                         /* leaf; as.link.url */                                      \
    X(DIV, BLOCK, "division")                        /* blocks; as.box: an HTML element or a container of the dialect */ \
    X(RAW_BLOCK, BLOCK, "raw block")                 /* leaf; as.raw */                                           \
    X(TEXT, INLINE, "text")                          /* leaf; as.text */                                          \
    X(SOFT_BREAK, INLINE, "soft break")              /* leaf: a line end in the source that is a space */         \
    X(LINE_BREAK, INLINE, "line break")              /* leaf */                                                   \
    X(CODE, INLINE, "code span")                     /* leaf; as.text */                                          \
    X(EMPH, INLINE, "emphasis")                      /* inlines */                                                \
    X(STRONG, INLINE, "strong emphasis")             /* inlines */                                                \
    X(STRIKETHROUGH, INLINE, "strikethrough")        /* inlines */                                                \
    X(UNDERLINE, INLINE, "underline")                /* inlines */                                                \
    X(SUPERSCRIPT, INLINE, "superscript")            /* inlines */                                                \
    X(SUBSCRIPT, INLINE, "subscript")                /* inlines */                                                \
    X(LINK, INLINE, "link")                          /* inlines without links; as.link */                         \
    X(IMAGE, INLINE, "image")                        /* inlines: the alternative text; as.link */                 \
    X(SPAN, INLINE, "span")                          /* inlines; as.box: an HTML element, or an anchor */         \
    X(FOOTNOTE_REF, INLINE, "footnote reference")    /* leaf; as.note */                                          \
    X(INCLUDE_INLINE, INLINE, "inline include")      /* inlines of the included file; as.include */               \
    X(RAW_INLINE, INLINE, "raw inline")              /* leaf; as.raw */

typedef enum jr_kind {
#define X(name, class, text) JR_##name,
    JR_KINDS(X)
#undef X
        JR_KIND_COUNT
} jr_kind;

/* The bit of a kind in jr_writer.renders. */
#define JR_BIT(kind) (UINT64_C(1) << (kind))
#define JR_ALL_KINDS (JR_BIT(JR_KIND_COUNT) - 1)

typedef enum jr_align { JR_ALIGN_NONE, JR_ALIGN_LEFT, JR_ALIGN_CENTER, JR_ALIGN_RIGHT } jr_align;

typedef enum jr_alert_type {
    JR_ALERT_NOTE,
    JR_ALERT_TIP,
    JR_ALERT_IMPORTANT,
    JR_ALERT_WARNING,
    JR_ALERT_CAUTION,
    JR_ALERT_COUNT
} jr_alert_type;

typedef enum jr_task { JR_TASK_NONE, JR_TASK_OPEN, JR_TASK_DONE } jr_task;

typedef struct jr_key_value {
    jr_str key, value;
} jr_key_value;

/* Identifier, classes, key-values: Pandoc's Attr. Immutable. */
typedef struct jr_attr {
    jr_str id;                 /* unique in the document after the resolve pass; empty: none */
    const jr_str *classes;     /* n_classes of them */
    size_t n_classes;
    const jr_key_value *pairs; /* n_pairs of them; keys in lower case */
    size_t n_pairs;
} jr_attr;

/* jr_node.flags */
enum {
    JR_NODE_TITLE = 1,     /* HEADING: says the same as the document's title (set by the resolve pass, at most once) */
    JR_NODE_AUTOLINK = 2,  /* LINK: written as a bare or bracketed address; its text is the address */
    JR_NODE_IMPLICIT = 4,  /* the node has no text of its own in the source (PLAIN around inlines, a repaired element) */
    JR_NODE_FENCED = 8,    /* CODE_BLOCK: fenced, not indented */
    JR_NODE_ATX = 16,      /* HEADING: written with #, not underlined */
    JR_NODE_HTML = 32,     /* made from raw HTML */
    JR_NODE_UNRESOLVED = 64, /* INCLUDE, INCLUDE_INLINE: the file could not be read; no children */
    JR_NODE_VERBATIM = 128   /* RAW_BLOCK, RAW_INLINE: the author asked for it as it is, unchecked: for fragments of that format */
};

typedef struct jr_node jr_node;
struct jr_node {
    uint16_t kind;  /* jr_kind */
    uint16_t flags; /* JR_NODE_… */
    /* Bytes of the source that the node came from. Blocks: from the first byte of their marker to behind their last byte
       (no line end). Inlines: exact, or, where that could not be verified, the place of the block that holds them. */
    jr_span span;
    const jr_node *parent, *first, *last, *prev, *next;
    const jr_attr *attr; /* or NULL */
    union {
        jr_str text; /* TEXT, CODE: UTF-8, legal XML; CODE has its line ends as spaces */
        struct {
            unsigned level; /* 1 to 6 */
        } heading;
        struct {
            jr_str info; /* the info string, entities decoded; its first word is the language */
            jr_str lang; /* first word of info, or empty */
            jr_str text; /* with a line end after each line; where the class is "math", a formula in TeX */
        } code; /* the pair "highlight": lines that the author points at, for jr_lines_hold */
        struct {
            bool ordered;
            bool tight;     /* no blank lines between items: their texts are PLAIN */
            char delimiter; /* '.' or ')' of an ordered list; '-', '*' or '+' of a bullet list */
            uint32_t start; /* number of the first item; 0 to 999999999 */
        } list;
        struct {
            jr_task task;
        } item;
        struct {
            size_t columns;         /* number of columns */
            const jr_align *aligns; /* one for each column */
        } table;
        struct {
            bool header;                /* a header cell, in TABLE_HEAD or by <th> */
            jr_align align;             /* of this cell */
            uint32_t colspan, rowspan;  /* 1 or more */
        } cell;
        struct {
            uint32_t number; /* 1-based, by first reference */
            uint32_t uses;   /* FOOTNOTE: number of references; FOOTNOTE_REF: which of them this is, 1-based */
            jr_str label;    /* as written */
        } note;
        struct {
            jr_alert_type type;
        } alert;
        struct {
            jr_str id;        /* identifier of the tab, as in #tab/ID */
            jr_str condition; /* of a dependent tab (#tab/ID/CONDITION), or empty */
        } tab;
        struct {
            jr_str path; /* as written, percent-escapes and all */
        } include;
        struct {
            /* Destination as a URL reference (RFC 3986), unescaped by CommonMark's rules; legal XML. An image's is its source. */
            jr_str url;
            jr_str title;
        } link;
        struct {
            /* Lower-case name of the HTML element it came from ("details", "kbd", "div"), or of a container of the dialect
               ("row", "column", "zone", "moniker", "div"): never empty. */
            jr_str name;
        } box;
        struct {
            jr_str format; /* "html" */
            jr_str text;
        } raw;
    } as;
};

/* A document. A writer sees it const. All of it lives in the job's arena. */
typedef struct jr_doc {
    const jr_node *root;  /* a DOCUMENT */
    const jr_node *notes; /* a DOCUMENT whose children are the FOOTNOTEs that are referred to, by number; or NULL */
    jr_meta meta;         /* a JR_META_MAP; empty where there is no front matter */
    jr_str source;        /* the page as read, all bytes */
    uint32_t file;        /* its number for spans */
    bool cjk_emphasis;    /* some emphasis in it is none by CommonMark: it stands beside Chinese, Japanese or Korean */

    /* Set by the resolve pass: */
    jr_str lang;        /* BCP 47 tag ("de-DE"): --lang, else ms.contentlocale, lang, locale, else "en-US" */
    bool rtl;           /* the language's script runs from right to left */
    jr_str title;       /* plain text: front matter's title, else the first level-1 heading's, else the file's name; never empty */
    jr_str description; /* plain text, or empty */
    jr_str author;      /* plain text, or empty */
    jr_str date;        /* ISO 8601 calendar date (YYYY-MM-DD) from ms.date or date, or empty */
} jr_doc;

JR_API jr_str jr_kind_name(jr_kind kind);
/* JR_KINDS lists the blocks before the inlines. */
static inline bool jr_kind_is_block(jr_kind kind)
{
    return kind < JR_TEXT;
}
static inline bool jr_kind_is_inline(jr_kind kind)
{
    return !jr_kind_is_block(kind);
}

/* ---- Walking without recursion ---- */

/* Start with jr_walk_start; call jr_walk_next until it gives false. Containers and leaves alike are entered and left. */
typedef struct jr_walk {
    const jr_node *root;
    const jr_node *node; /* the node at hand */
    bool entering;       /* true before its children, false behind them */
    bool started;
} jr_walk;

static inline jr_walk jr_walk_start(const jr_node *root)
{
    return (jr_walk){root, root, true, false};
}
/* Moves on; false when the root has been left. */
static inline bool jr_walk_next(jr_walk *w)
{
    if (!w->started) {
        w->started = true;
        return w->root != NULL;
    }
    if (w->entering) {
        if (w->node->first)
            w->node = w->node->first;
        else
            w->entering = false;
        return true;
    }
    if (w->node == w->root)
        return false;
    if (w->node->next) {
        w->node = w->node->next;
        w->entering = true;
    } else {
        w->node = w->node->parent;
    }
    return true;
}
/* The same over blocks alone: inlines are passed over. */
static inline bool jr_walk_next_block(jr_walk *w)
{
    if (w->started && w->entering && w->node->first && jr_kind_is_inline((jr_kind)w->node->first->kind)) {
        w->entering = false;
        return true;
    }
    return jr_walk_next(w);
}
/* After entering walk->node: the next step leaves it, its children are passed over. */
JR_API void jr_walk_skip(jr_walk *walk);

/* ---- Reading attributes and text ---- */

JR_API jr_str jr_node_id(const jr_node *node);
JR_API bool jr_node_has_class(const jr_node *node, jr_str name);
/* The value of an attribute, or the empty slice. */
JR_API jr_str jr_node_get(const jr_node *node, jr_str key);

/* Whether a range of lines, such as "1-3,7,9-", holds a line; the first is 1. The pair "highlight" of a CODE_BLOCK is one. */
JR_API bool jr_lines_hold(jr_str range, uint32_t line);

/* Appends the text below a node as a reader would say it: TEXT and CODE, spaces for breaks, the alternative text of images;
   no footnote marks, no raw nodes. */
JR_API void jr_node_text(const jr_node *node, jr_buf *out);
/* Number of levels from the node down; a leaf is 1. */
JR_API size_t jr_node_depth(const jr_node *node);

#endif
