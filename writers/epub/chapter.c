/* SPDX-License-Identifier: MIT */
/* A chapter's XHTML: the shared body writer, told where links, images and notes are in the book. */
#include "epub.h"

#include <jerome/label.h>

#include "shared/xhtml.h"

typedef struct place {
    epub_book *book;
    size_t chapter;
} place;

static bool link_target(void *user, const jr_node *link, jr_buf *url)
{
    const place *p = user;
    return epub_link(p->book, p->chapter, link, url);
}

static bool has_text(const jr_node *image)
{
    jr_buf text = {0};
    jr_node_text(image, &text);
    const bool found = jr_str_trim(jr_buf_str(&text)).n > 0;
    jr_buf_free(&text);
    return found;
}

static bool image_source(void *user, const jr_node *image, jr_buf *url)
{
    const place *p = user;
    jr_str file = {0};
    if (!epub_image(p->book, image, &file))
        return false;
    p->book->images = true;
    p->book->missing_alt = p->book->missing_alt || !has_text(image);
    jr_put(url, file);
    return true;
}

static void note_target(void *user, const jr_node *ref, jr_buf *url)
{
    const place *p = user;
    const uint32_t number = ref->as.note.number;
    const size_t chapter = number >= 1 && number <= p->book->n_notes ? p->book->notes[number - 1].chapter : p->chapter;
    epub_put_target(p->book, p->chapter, chapter, (jr_str){"", 0}, url);
    jr_printf(url, "#fn.%u", (unsigned)number);
}

static void reference_target(void *user, const jr_node *note, uint32_t use, jr_buf *url)
{
    const place *p = user;
    const size_t chapter = p->book->notes[note->as.note.number - 1].ref_chapter[use - 1];
    if (chapter == EPUB_NOWHERE) { /* the reference is not shown, in the text of an image for one */
        jr_put(url, p->book->chapters[p->chapter].file);
        return;
    }
    epub_put_target(p->book, p->chapter, chapter, (jr_str){"", 0}, url);
    jr_printf(url, "#fnref.%u", (unsigned)note->as.note.number);
    if (use > 1)
        jr_printf(url, "-%u", (unsigned)use);
}

/* No heading: reading systems that show notes on demand take them out of the page. */
static void put_notes(const epub_book *book, const epub_chapter *chapter, jr_xhtml *body, jr_buf *out)
{
    if (!chapter->notes)
        return;
    jr_puts(out, "<section class=\"footnotes\" epub:type=\"footnotes\" aria-label=\"");
    jr_xml_attr_text(out, jr_label(book->doc->lang, JR_LABEL_FOOTNOTES));
    jr_puts(out, "\">\n");
    for (const epub_note *note = chapter->notes; note; note = note->next)
        jr_xhtml_node(body, note->node);
    jr_puts(out, "</section>\n");
}

/* A chapter that begins without a heading shows the page's title. */
static void put_title(const epub_book *book, const epub_chapter *chapter, jr_buf *out)
{
    if (chapter->heading)
        return;
    jr_puts(out, "<h1 id=\"");
    jr_xhtml_put_id(out, book->title_id, JR_XHTML_XML);
    jr_puts(out, "\">");
    jr_xml_text(out, chapter->title);
    jr_puts(out, "</h1>\n");
}

void epub_chapter_write(epub_book *book, size_t index)
{
    epub_chapter *chapter = &book->chapters[index];
    place here = {book, index};
    const jr_xhtml_hooks hooks = {&here, link_target, image_source, note_target, reference_target};
    jr_buf out = {0}, id = {0};
    jr_xml x;
    jr_xhtml body;
    epub_page_start(book, &x, &out, chapter->title);
    jr_xml_attr(&x, "epub:type", JR_STR("bodymatter"));
    jr_xml_raw(&x, JR_STR("\n"));
    jr_xml_open(&x, "section");
    jr_xml_attr(&x, "epub:type", JR_STR("chapter"));
    jr_xml_attr(&x, "role", JR_STR("doc-chapter"));
    jr_xhtml_put_id(&id, chapter->heading ? jr_node_id(chapter->heading) : book->title_id, JR_XHTML_XML);
    jr_xml_attr(&x, "aria-labelledby", jr_buf_str(&id));
    jr_xml_raw(&x, JR_STR("\n"));
    put_title(book, chapter, &out);
    jr_xhtml_start(&body, &out, book->doc, book->ctx->diag, JR_XHTML_XML, &hooks);
    for (size_t i = chapter->begin; i < chapter->end; i++)
        jr_xhtml_node(&body, book->blocks[i]);
    put_notes(book, chapter, &body, &out);
    jr_xhtml_end(&body);
    jr_xml_close(&x);
    jr_xml_raw(&x, JR_STR("\n"));
    jr_xml_end(&x);
    jr_putc(&out, '\n');
    jr_buf_free(&id);
    chapter->xhtml = jr_buf_take(&out, book->ctx->arena);
}
