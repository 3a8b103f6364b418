/* SPDX-License-Identifier: MIT */
/* The tables of contents: EPUB 3.3 §7 (navigation document), and the NCX of EPUB 2 for old reading systems. */
#include "epub.h"

#include <jerome/label.h>

#define MAX_LEVEL 6

/* A list of lines nested by their levels; levels may be skipped on the way down. */
typedef struct outline {
    unsigned open[MAX_LEVEL]; /* levels of the lines that are open */
    size_t depth, deepest;
} outline;

/* Closes what the next line is not below of; gives the number closed. */
static size_t outline_leave(outline *o, unsigned level)
{
    size_t closed = 0;
    while (o->depth > 0 && o->open[o->depth - 1] >= level) {
        o->depth--;
        closed++;
    }
    return closed;
}

static void outline_enter(outline *o, unsigned level)
{
    o->open[o->depth++] = level;
    if (o->depth > o->deepest)
        o->deepest = o->depth;
}

static jr_str entry_target(const epub_book *book, const epub_entry *entry, jr_buf *url)
{
    url->n = 0;
    epub_put_target(book, SIZE_MAX, entry->chapter, entry->id, url);
    return jr_buf_str(url);
}

void epub_page_start(const epub_book *book, jr_xml *x, jr_buf *out, jr_str title)
{
    jr_xml_start(x, out, false, false);
    jr_puts(out, "<!DOCTYPE html>\n");
    jr_xml_open(x, "html");
    jr_xml_attr(x, "xmlns", JR_STR("http://www.w3.org/1999/xhtml"));
    jr_xml_attr(x, "xmlns:epub", JR_STR("http://www.idpf.org/2007/ops"));
    jr_xml_attr(x, "lang", book->doc->lang);
    jr_xml_attr(x, "xml:lang", book->doc->lang);
    if (book->doc->rtl)
        jr_xml_attr(x, "dir", JR_STR("rtl"));
    jr_xml_raw(x, JR_STR("\n"));
    jr_xml_open(x, "head");
    jr_xml_raw(x, JR_STR("\n<meta charset=\"utf-8\"/>\n"));
    jr_xml_element(x, "title", title);
    jr_xml_raw(x, JR_STR("\n<link rel=\"stylesheet\" type=\"text/css\" href=\"" EPUB_CSS_FILE "\"/>\n"));
    for (size_t i = 0; i < book->n_css; i++) {
        jr_xml_open(x, "link");
        jr_xml_attr(x, "rel", JR_STR("stylesheet"));
        jr_xml_attr(x, "type", JR_STR("text/css"));
        jr_xml_attr(x, "href", book->items[i].file);
        jr_xml_close(x);
        jr_xml_raw(x, JR_STR("\n"));
    }
    jr_xml_close(x);
    jr_xml_raw(x, JR_STR("\n"));
    jr_xml_open(x, "body");
}

static void toc_list(const epub_book *book, jr_xml *x)
{
    outline o = {0};
    jr_buf url = {0};
    jr_xml_open(x, "ol");
    for (size_t i = 0; i <= book->n_entries; i++) {
        const epub_entry *entry = i < book->n_entries ? &book->entries[i] : NULL;
        const size_t closed = outline_leave(&o, entry ? entry->level : 0);
        for (size_t k = 0; k < closed; k++) {
            jr_xml_close(x); /* li */
            if (k + 1 < closed)
                jr_xml_close(x); /* ol */
        }
        if (!entry)
            break;
        if (closed == 0 && i > 0)
            jr_xml_open(x, "ol");
        outline_enter(&o, entry->level);
        jr_xml_raw(x, JR_STR("\n"));
        jr_xml_open(x, "li");
        jr_xml_open(x, "a");
        jr_xml_attr(x, "href", entry_target(book, entry, &url));
        jr_xml_chars(x, entry->text);
        jr_xml_close(x);
    }
    jr_xml_raw(x, JR_STR("\n"));
    jr_xml_close(x);
    jr_buf_free(&url);
}

static void landmark(jr_xml *x, const char *type, jr_str target, jr_str text)
{
    jr_xml_raw(x, JR_STR("\n"));
    jr_xml_open(x, "li");
    jr_xml_open(x, "a");
    jr_xml_attr(x, "epub:type", jr_str_from(type));
    jr_xml_attr(x, "href", target);
    jr_xml_chars(x, text);
    jr_xml_close(x);
    jr_xml_close(x);
}

static void landmarks(const epub_book *book, jr_xml *x)
{
    jr_xml_raw(x, JR_STR("\n"));
    jr_xml_open(x, "nav");
    jr_xml_attr(x, "epub:type", JR_STR("landmarks"));
    jr_xml_attr(x, "id", JR_STR("landmarks"));
    jr_xml_attr(x, "hidden", JR_STR("hidden"));
    jr_xml_raw(x, JR_STR("\n"));
    jr_xml_open(x, "ol");
    /* A link to a page outside the spine would be an error (RSC-011). */
    if (book->options->toc)
        landmark(x, "toc", JR_STR(EPUB_NAV_FILE "#toc"), jr_label(book->doc->lang, JR_LABEL_CONTENTS));
    landmark(x, "bodymatter", book->chapters[0].file, book->chapters[0].title);
    jr_xml_raw(x, JR_STR("\n"));
    jr_xml_close(x);
    jr_xml_close(x);
}

jr_str epub_nav(const epub_book *book)
{
    const jr_str contents = jr_label(book->doc->lang, JR_LABEL_CONTENTS);
    jr_buf out = {0};
    jr_xml x;
    epub_page_start(book, &x, &out, contents);
    jr_xml_attr(&x, "epub:type", JR_STR("frontmatter"));
    jr_xml_raw(&x, JR_STR("\n"));
    jr_xml_open(&x, "nav");
    jr_xml_attr(&x, "epub:type", JR_STR("toc"));
    jr_xml_attr(&x, "role", JR_STR("doc-toc"));
    jr_xml_attr(&x, "id", JR_STR("toc"));
    jr_xml_attr(&x, "aria-labelledby", JR_STR("toc-title"));
    jr_xml_raw(&x, JR_STR("\n"));
    jr_xml_open(&x, "h1");
    jr_xml_attr(&x, "id", JR_STR("toc-title"));
    jr_xml_chars(&x, contents);
    jr_xml_close(&x);
    jr_xml_raw(&x, JR_STR("\n"));
    toc_list(book, &x);
    jr_xml_close(&x);
    landmarks(book, &x);
    jr_xml_raw(&x, JR_STR("\n"));
    jr_xml_end(&x);
    jr_putc(&out, '\n');
    return jr_buf_take(&out, book->ctx->arena);
}

/* The points of the map; gives the depth. */
static size_t nav_points(const epub_book *book, jr_xml *x)
{
    outline o = {0};
    jr_buf url = {0};
    for (size_t i = 0; i <= book->n_entries; i++) {
        const epub_entry *entry = i < book->n_entries ? &book->entries[i] : NULL;
        for (size_t k = outline_leave(&o, entry ? entry->level : 0); k > 0; k--)
            jr_xml_close(x);
        if (!entry)
            break;
        outline_enter(&o, entry->level);
        char id[32];
        const int length = snprintf(id, sizeof id, "point-%zu", i + 1);
        jr_xml_raw(x, JR_STR("\n"));
        jr_xml_open(x, "navPoint");
        jr_xml_attr(x, "id", (jr_str){id, (size_t)length});
        jr_xml_attr_int(x, "playOrder", (int64_t)i + 1);
        jr_xml_open(x, "navLabel");
        jr_xml_element(x, "text", entry->text);
        jr_xml_close(x);
        jr_xml_open(x, "content");
        jr_xml_attr(x, "src", entry_target(book, entry, &url));
        jr_xml_close(x);
    }
    jr_buf_free(&url);
    return o.deepest;
}

static void ncx_meta(jr_xml *x, const char *name, jr_str content)
{
    jr_xml_open(x, "meta");
    jr_xml_attr(x, "name", jr_str_from(name));
    jr_xml_attr(x, "content", content);
    jr_xml_close(x);
    jr_xml_raw(x, JR_STR("\n"));
}

jr_str epub_ncx(const epub_book *book)
{
    jr_buf out = {0}, points = {0};
    jr_xml x, inner;
    jr_xml_start(&inner, &points, true, false);
    const size_t depth = nav_points(book, &inner);
    jr_xml_start(&x, &out, false, false);
    jr_xml_open(&x, "ncx");
    jr_xml_attr(&x, "xmlns", JR_STR("http://www.daisy.org/z3986/2005/ncx/"));
    jr_xml_attr(&x, "version", JR_STR("2005-1"));
    jr_xml_attr(&x, "xml:lang", book->doc->lang);
    jr_xml_raw(&x, JR_STR("\n"));
    jr_xml_open(&x, "head");
    jr_xml_raw(&x, JR_STR("\n"));
    ncx_meta(&x, "dtb:uid", book->identifier);
    ncx_meta(&x, "dtb:depth", jr_arena_printf(book->ctx->arena, "%zu", depth));
    ncx_meta(&x, "dtb:totalPageCount", JR_STR("0"));
    ncx_meta(&x, "dtb:maxPageNumber", JR_STR("0"));
    jr_xml_close(&x);
    jr_xml_raw(&x, JR_STR("\n"));
    jr_xml_open(&x, "docTitle");
    jr_xml_element(&x, "text", book->doc->title);
    jr_xml_close(&x);
    jr_xml_raw(&x, JR_STR("\n"));
    jr_xml_open(&x, "navMap");
    jr_xml_raw(&x, jr_buf_str(&points));
    jr_xml_raw(&x, JR_STR("\n"));
    jr_xml_end(&x);
    jr_putc(&out, '\n');
    jr_buf_free(&points);
    return jr_buf_take(&out, book->ctx->arena);
}
