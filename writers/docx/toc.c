/* SPDX-License-Identifier: MIT */
/* The table of contents: filled in, so that every program shows it, and a field, so that Word can renew it. */
#include "docx/docx.h"

#include <jerome/label.h>

#define ENTRY_HEIGHT 17.8 /* of a line of the table, in points */
#define FRAME_HEIGHT 52.0 /* of its heading and of the line behind it */

/* Page that the estimated height so far lies on. */
static unsigned page_of(const docx *d)
{
    const double page = (d->page.height - d->page.top - d->page.bottom) / 20.0;
    return 1 + (unsigned)(d->height / page);
}

double docx_toc_height(const docx *d)
{
    double height = 0;
    jr_walk w = jr_walk_start(d->doc->root);
    while (d->opts->toc && jr_walk_next(&w)) {
        if (w.entering && w.node->kind == JR_HEADING && w.node->as.heading.level <= (unsigned)d->opts->toc_depth)
            height += height > 0 ? ENTRY_HEIGHT : FRAME_HEIGHT + ENTRY_HEIGHT;
    }
    return height;
}

uint32_t docx_toc_entry(docx *d, const jr_node *node)
{
    const unsigned level = node->as.heading.level;
    if (!d->opts->toc || level > (unsigned)d->opts->toc_depth || d->part != &d->body)
        return 0;
    jr_buf text = {0};
    jr_node_text(node, &text);
    jr_buf *out = &d->toc;
    const unsigned number = ++d->n_toc;
    jr_printf(out, "<w:p><w:pPr><w:pStyle w:val=\"TOC%u\"/></w:pPr>", level);
    if (number == 1)
        jr_printf(out,
                  "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> TOC \\o "
                  "\"1-%u\" \\h \\z </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>",
                  (unsigned)d->opts->toc_depth);
    jr_printf(out, "<w:hyperlink w:anchor=\"_Toc%06u\" w:history=\"1\"><w:r><w:t xml:space=\"preserve\">", number);
    jr_xml_text(out, jr_str_trim(jr_buf_str(&text)));
    jr_printf(out,
              "</w:t></w:r><w:r><w:tab/></w:r><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText "
              "xml:space=\"preserve\"> PAGEREF _Toc%06u \\h </w:instrText></w:r><w:r><w:fldChar "
              "w:fldCharType=\"separate\"/></w:r><w:r><w:t>%u</w:t></w:r><w:r><w:fldChar "
              "w:fldCharType=\"end\"/></w:r></w:hyperlink></w:p>",
              number, page_of(d));
    jr_buf_free(&text);
    return docx_bookmark_start(d, jr_arena_printf(d->arena, "_Toc%06u", number));
}

jr_str docx_toc_part(docx *d)
{
    if (d->n_toc == 0)
        return (jr_str){0};
    jr_buf out = {0};
    jr_puts(&out,
            "<w:sdt><w:sdtPr><w:id w:val=\"1000\"/><w:docPartObj><w:docPartGallery w:val=\"Table of Contents\"/>"
            "<w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent><w:p><w:pPr><w:pStyle w:val=\"TOCHeading\"/>"
            "</w:pPr><w:r><w:t>");
    jr_xml_text(&out, jr_label(d->doc->lang, JR_LABEL_CONTENTS));
    jr_puts(&out, "</w:t></w:r></w:p>");
    jr_put(&out, jr_buf_str(&d->toc));
    jr_puts(&out, "<w:p><w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p></w:sdtContent></w:sdt>");
    return jr_buf_take(&out, d->arena);
}
