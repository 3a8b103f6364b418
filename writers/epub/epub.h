/* SPDX-License-Identifier: MIT */
/* One book in the making: what the files of this folder share. */
#ifndef JR_EPUB_H
#define JR_EPUB_H

#include <jerome/map.h>
#include <jerome/package.h>
#include <jerome/writer.h>
#include <jerome/xml.h>

#include <stdio.h>
#include "shared/url.h"

#define EPUB_NAV_FILE "nav.xhtml"
#define EPUB_NCX_FILE "toc.ncx"
#define EPUB_CSS_FILE "book.css"

typedef struct epub_options {
    bool toc;          /* the table of contents is a page of the book */
    int64_t toc_depth; /* heading levels in it */
    jr_opt_list css;   /* style sheets of the author's */
    jr_str base_url;   /* where relative links lead; empty: nowhere */
    jr_str identifier; /* the book's; empty: made from the page */
} epub_options;

/* A footnote. */
typedef struct epub_note {
    const jr_node *node; /* a FOOTNOTE, or NULL: no note has this number */
    size_t chapter;      /* where it is shown: that of its first reference */
    size_t *ref_chapter; /* where each of its references stands, or EPUB_NOWHERE */
    size_t n_refs;
    struct epub_note *next; /* in the same chapter */
} epub_note;

#define EPUB_NOWHERE SIZE_MAX

/* A content document. */
typedef struct epub_chapter {
    size_t begin, end;      /* its blocks: epub_book.blocks[begin] to before [end] */
    const jr_node *heading; /* what it begins with, or NULL: the page's title stands for it */
    jr_str file;            /* "ch001.xhtml" */
    jr_str title;           /* plain text, never empty */
    epub_note *notes;       /* those that are shown in it, by number */
    epub_note **last_note;  /* where the next one goes */
    jr_str xhtml;           /* once it is written */
} epub_chapter;

/* A line of the table of contents. */
typedef struct epub_entry {
    unsigned level; /* 1: a chapter */
    size_t chapter;
    jr_str id;   /* of the heading; empty: the chapter as a whole */
    jr_str text; /* plain, never empty */
} epub_entry;

/* A file of the book besides those that are always there. */
typedef struct epub_item {
    jr_str file; /* below EPUB/ */
    jr_str bytes;
    const char *mime;
    jr_compression compression; /* JR_STORE for what is compressed already */
} epub_item;

typedef struct epub_book {
    const jr_write_ctx *ctx;
    const jr_doc *doc;
    const epub_options *options;
    jr_url base; /* options.base_url */

    /* The plan (plan.c) */
    const jr_node **blocks; /* the page's blocks in order, included files opened */
    size_t n_blocks;
    epub_chapter *chapters; /* one at least */
    size_t n_chapters;
    epub_entry *entries;
    size_t n_entries;
    jr_map ids;        /* id: chapter */
    jr_map ids_nocase; /* in lower case: index of the first such id in id_list */
    jr_str *id_list;
    size_t n_ids, ids_capacity;
    epub_note *notes; /* by number - 1 */
    size_t n_notes;
    jr_str title_id; /* of the heading that the title makes in a chapter without one */

    /* Files (media.c) */
    epub_item *items;
    size_t n_items, items_capacity;
    jr_map item_of_url;  /* address as in the page: index, or EPUB_NOWHERE: not to be had */
    jr_map item_of_path; /* path below the root: the same */
    jr_map item_names;   /* files in use */
    size_t n_css;        /* the first items: style sheets */

    /* What the package says about itself */
    jr_str identifier; /* "urn:uuid:…", or as the author gave it */
    jr_str modified;   /* "2020-09-01T00:00:00Z" */
    bool images, missing_alt, animation;
    size_t lost_links; /* links to other pages that became text */
    jr_span first_lost;
} epub_book;

/* Splits the page at headings of level 1, and finds where each id, note and heading goes. */
void epub_plan(epub_book *book);

/* What a link leads to: appends a reference that is valid in `chapter`, or gives false: the link becomes text. Reports.
 */
bool epub_link(epub_book *book, size_t chapter, const jr_node *link, jr_buf *out);
/* Appends a reference from chapter `from` (EPUB_NOWHERE: another file) to an id, or to a chapter as a whole. */
void epub_put_target(const epub_book *book, size_t from, size_t chapter, jr_str id, jr_buf *out);
/* Reports the links to other pages, all at once. */
void epub_report_links(const epub_book *book);

/* The file that holds an image, put into the book at the first call, or its data: address; false: reported, its text
   stands for it. */
bool epub_image(epub_book *book, const jr_node *image, jr_str *ret_file);
/* Leaves out of an SVG what may not be in a book: its document type and, which sets *ret_cut, scripts and HTML.
   Otherwise says why it cannot be in one: it is no XML, or asks for other files. */
const char *epub_svg_clean(jr_arena *arena, jr_str *bytes, bool *ret_cut);
/* Puts the author's style sheets into the book; those that cannot be read are reported; false. */
bool epub_stylesheets(epub_book *book);

/* Writes a chapter's XHTML, and puts its images into the book. */
void epub_chapter_write(epub_book *book, size_t chapter);
/* The first lines of an XHTML document, to the open <body>, which has no attributes yet. */
void epub_page_start(const epub_book *book, jr_xml *x, jr_buf *out, jr_str title);

/* The package document. */
jr_str epub_opf(const epub_book *book);
/* The navigation document, and the one of EPUB 2 for old reading systems. */
jr_str epub_nav(const epub_book *book);
jr_str epub_ncx(const epub_book *book);

/* Sets identifier and modified. */
void epub_identify(epub_book *book);

#endif
