/* SPDX-License-Identifier: MIT */
/* The DOCX writer: options, order of work, package. */
#include "docx/docx.h"

#include <jerome/label.h>

#define WORTH_PACKING 1536 /* bytes: for less, starting a compressor costs more than it saves */

static const char *const page_sizes[] = {"auto", "a4", "letter", NULL};

static const jr_opt options[] = {
    {.name = "toc",
     .type = JR_OPT_FLAG,
     .offset = offsetof(docx_opts, toc),
     .help = "Put a table of contents behind the title"},
    {.name = "toc-depth",
     .type = JR_OPT_INT,
     .offset = offsetof(docx_opts, toc_depth),
     .def = "3",
     .min = 1,
     .max = 6,
     .metavar = "N",
     .help = "Deepest heading level in the table of contents"},
    {.name = "page-size",
     .type = JR_OPT_ENUM,
     .offset = offsetof(docx_opts, page_size),
     .def = "auto",
     .values = page_sizes,
     .help = "Paper; auto is letter for English of the United States and Canada, else A4"},
    {.name = "base-url",
     .type = JR_OPT_STRING,
     .offset = offsetof(docx_opts, base_url),
     .metavar = "URL",
     .help = "Address that relative links are seen from; without it they become plain text"},
    {.name = NULL},
};

static docx_page choose_page(int size, jr_str lang)
{
    static const docx_page a4 = {11906, 16838, 1247, 1418, 1304};
    static const docx_page letter = {12240, 15840, 1440, 1440, 1296};
    if (size == DOCX_PAGE_AUTO)
        size = jr_str_eq_nocase(lang, JR_STR("en-US")) || jr_str_eq_nocase(lang, JR_STR("en-CA")) ? DOCX_PAGE_LETTER
                                                                                                  : DOCX_PAGE_A4;
    return size == DOCX_PAGE_LETTER ? letter : a4;
}

/* Names the parts that every text part of the package needs; the order gives their numbers. */
static void relate_fixed(docx *d, uint32_t *ret_header, uint32_t *ret_footer)
{
    d->part = &d->body;
    docx_relate(d, "styles", JR_STR("styles.xml"), false);
    docx_relate(d, "settings", JR_STR("settings.xml"), false);
    docx_relate(d, "fontTable", JR_STR("fontTable.xml"), false);
    docx_relate(d, "numbering", JR_STR("numbering.xml"), false);
    *ret_header = docx_relate(d, "header", JR_STR("header1.xml"), false);
    *ret_footer = docx_relate(d, "footer", JR_STR("footer1.xml"), false);
}

/* The title on its own, where no heading of the page says it. A title made up from the file's name is not shown. */
static void write_title(docx *d)
{
    jr_walk w = jr_walk_start(d->doc->root);
    while (jr_walk_next(&w)) {
        if (w.entering && (w.node->flags & JR_NODE_TITLE) != 0 && w.node->kind == JR_HEADING)
            return;
    }
    if (jr_str_trim(jr_meta_text(&d->doc->meta, JR_STR("title"))).n == 0)
        return;
    const docx_flow flow = docx_page_flow(d);
    docx_para_text(d, &flow, (docx_para){.style = DOCX_TITLE, .keep_next = true}, (docx_format){0}, d->doc->title);
    d->titled = true;
    d->toc_at = d->out->n;
}

/* Writes the body; the notes follow it, since it says which of them are used. */
static jr_str write_body(docx *d, bool *ret_notes)
{
    uint32_t header = 0, footer = 0;
    relate_fixed(d, &header, &footer);
    d->out = &d->body.xml;
    d->height = docx_toc_height(d);
    write_title(d);
    const docx_flow flow = docx_page_flow(d);
    docx_blocks(d, d->doc->root, &flow);
    docx_separate(d, DOCX_TOUCH_TABLE); /* Word wants a paragraph behind the last table */
    if (d->out->n == 0)
        docx_para_text(d, &flow, (docx_para){.style = DOCX_BODY}, (docx_format){0}, (jr_str){0});
    *ret_notes = docx_notes_write(d);
    d->part = &d->body;
    d->out = &d->body.xml;
    if (*ret_notes)
        docx_relate(d, "footnotes", JR_STR("footnotes.xml"), false);
    docx_bookmarks_rest(d);
    docx_section(d, header, footer);

    jr_buf all = {0};
    const jr_str xml = jr_buf_str(&d->body.xml);
    docx_root_open(&all, "w:document");
    jr_puts(&all, "<w:body>");
    jr_put(&all, jr_str_sub(xml, 0, d->toc_at));
    jr_put(&all, docx_toc_part(d));
    jr_put(&all, jr_str_sub(xml, d->toc_at, xml.n));
    jr_puts(&all, "</w:body></w:document>");
    return jr_buf_take(&all, d->arena);
}

static void add(docx *d, jr_str name, jr_str bytes)
{
    if (bytes.n)
        jr_package_add(d->package, name, bytes, bytes.n < WORTH_PACKING ? JR_STORE : JR_DEFLATE);
}

static void add_parts(docx *d, jr_str body, bool has_notes)
{
    const jr_str custom = docx_custom_part(d);
    add(d, JR_STR("[Content_Types].xml"), docx_content_types_part(d, has_notes, custom.n > 0));
    add(d, JR_STR("_rels/.rels"), docx_root_rels_part(d, custom.n > 0));
    add(d, JR_STR("word/document.xml"), body);
    add(d, JR_STR("word/_rels/document.xml.rels"), docx_rels_part(d, &d->body));
    add(d, JR_STR("word/styles.xml"), docx_styles_part(d));
    add(d, JR_STR("word/settings.xml"), docx_settings_part(d, has_notes));
    add(d, JR_STR("word/fontTable.xml"), docx_font_table_part(d));
    add(d, JR_STR("word/numbering.xml"), docx_numbering_part(d));
    add(d, JR_STR("word/header1.xml"), docx_header_part(d));
    add(d, JR_STR("word/footer1.xml"), docx_footer_part(d));
    if (has_notes) {
        add(d, JR_STR("word/footnotes.xml"), jr_buf_str(&d->notes.xml));
        add(d, JR_STR("word/_rels/footnotes.xml.rels"), docx_rels_part(d, &d->notes));
    }
    add(d, JR_STR("docProps/core.xml"), docx_core_part(d));
    add(d, JR_STR("docProps/app.xml"), docx_app_part(d));
    add(d, JR_STR("docProps/custom.xml"), custom);
}

static void release(docx *d)
{
    jr_buf *const bufs[] = {&d->body.xml, &d->body.rels, &d->notes.xml, &d->notes.rels, &d->pending, &d->nums, &d->toc};
    for (size_t i = 0; i < sizeof bufs / sizeof *bufs; i++)
        jr_buf_free(bufs[i]);
}

static bool write_docx(const jr_write_ctx *ctx, const jr_doc *doc, jr_sink *sink)
{
    docx d = {.ctx = ctx, .arena = ctx->arena, .doc = doc, .opts = ctx->opts};
    d.bookmark_of.arena = d.media_of_url.arena = d.media_of_path.arena = d.arena;
    d.body.targets.arena = d.notes.targets.arena = d.arena;
    d.package = jr_package_create(d.arena);
    d.page = choose_page(d.opts->page_size, doc->lang);
    d.base_url = d.opts->base_url.n ? d.opts->base_url : jr_meta_text(&doc->meta, JR_STR("base-url"));
    docx_bookmarks_collect(&d);
    docx_notes_prepare(&d);
    bool has_notes = false;
    const jr_str body = write_body(&d, &has_notes);
    add_parts(&d, body, has_notes);
    const bool ok = jr_package_write(d.package, sink, ctx->diag);
    release(&d);
    return ok;
}

static const char *const extensions[] = {"docx", NULL};

extern const jr_writer jr_writer_docx;
const jr_writer jr_writer_docx = {
    .abi = JR_WRITER_ABI,
    .size = sizeof(jr_writer),
    .name = "docx",
    .extensions = extensions,
    .summary = "Word document (Office Open XML, ECMA-376)",
    .caps = JR_CAP_BINARY,
    .renders = JR_ALL_KINDS,
    .opts_size = sizeof(docx_opts),
    .opts = options,
    .write = write_docx,
};
