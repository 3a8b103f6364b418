/* SPDX-License-Identifier: MIT */
/* EPUB 3.3 (readable as EPUB 2 as well): the writer, and the container of EPUB 3.3 §4. */
#include "epub.h"

#include <stddef.h>

static const unsigned char book_css[] = {
#include "epub_css.inc"
};

static const jr_opt options[] = {
    {.name = "toc",
     .type = JR_OPT_FLAG,
     .offset = offsetof(epub_options, toc),
     .def = "false",
     .help = "Show the table of contents as the book's first page"},
    {.name = "toc-depth",
     .type = JR_OPT_INT,
     .offset = offsetof(epub_options, toc_depth),
     .def = "3",
     .min = 1,
     .max = 6,
     .metavar = "N",
     .help = "Levels of headings in the table of contents"},
    {.name = "css",
     .type = JR_OPT_LIST,
     .offset = offsetof(epub_options, css),
     .metavar = "FILE",
     .help = "Add a style sheet behind Jerome's own; found as an image of the page would be"},
    {.name = "base-url",
     .type = JR_OPT_STRING,
     .offset = offsetof(epub_options, base_url),
     .metavar = "URL",
     .help = "The page's own address: links to other pages lead there instead of becoming text"},
    {.name = "identifier",
     .type = JR_OPT_STRING,
     .offset = offsetof(epub_options, identifier),
     .metavar = "ID",
     .help = "The book's identifier, such as urn:isbn:9780000000002; else made from ms.assetid or the page"},
    {.name = NULL},
};

static const char *const extensions[] = {"epub", NULL};

static bool check_options(epub_book *book)
{
    book->base = jr_url_split(jr_url_clean(book->ctx->arena, book->options->base_url));
    if (book->options->base_url.n && (!jr_url_is_web(&book->base) || !book->base.has_authority))
        return jr_report(book->ctx->diag, JR_D_BAD_OPTION, NULL, "epub.base-url: \"%.*s\" is no absolute web address",
                         JR_FMT(book->options->base_url));
    return epub_stylesheets(book);
}

static jr_str in_folder(const epub_book *book, jr_str file)
{
    return jr_arena_printf(book->ctx->arena, "EPUB/%.*s", JR_FMT(file));
}

/* The file "mimetype" comes first and is not compressed: the type of the book stands at byte 38 (EPUB 3.3 §4.3.4). */
static bool write_container(const epub_book *book, jr_sink *sink)
{
    static const jr_str container = JR_STR_INIT(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<container version=\"1.0\" xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\">\n"
        "<rootfiles>\n<rootfile full-path=\"EPUB/package.opf\" media-type=\"application/oebps-package+xml\"/>\n"
        "</rootfiles>\n</container>\n");
    jr_package *package = jr_package_create(book->ctx->arena);
    jr_package_add(package, JR_STR("mimetype"), JR_STR("application/epub+zip"), JR_STORE);
    jr_package_add(package, JR_STR("META-INF/container.xml"), container, JR_DEFLATE);
    jr_package_add(package, JR_STR("EPUB/package.opf"), epub_opf(book), JR_DEFLATE);
    jr_package_add(package, JR_STR("EPUB/" EPUB_NAV_FILE), epub_nav(book), JR_DEFLATE);
    jr_package_add(package, JR_STR("EPUB/" EPUB_NCX_FILE), epub_ncx(book), JR_DEFLATE);
    jr_package_add(package, JR_STR("EPUB/" EPUB_CSS_FILE), (jr_str){(const char *)book_css, sizeof book_css},
                   JR_DEFLATE);
    for (size_t i = 0; i < book->n_chapters; i++)
        jr_package_add(package, in_folder(book, book->chapters[i].file), book->chapters[i].xhtml, JR_DEFLATE);
    for (size_t i = 0; i < book->n_items; i++)
        jr_package_add(package, in_folder(book, book->items[i].file), book->items[i].bytes, book->items[i].compression);
    return jr_package_write(package, sink, book->ctx->diag);
}

static bool write_epub(const jr_write_ctx *ctx, const jr_doc *doc, jr_sink *sink)
{
    epub_book book = {.ctx = ctx, .doc = doc, .options = ctx->opts};
    book.item_of_url.arena = book.item_of_path.arena = book.item_names.arena = ctx->arena;
    if (!check_options(&book))
        return false;
    epub_identify(&book);
    epub_plan(&book);
    for (size_t i = 0; i < book.n_chapters; i++)
        epub_chapter_write(&book, i);
    epub_report_links(&book);
    return write_container(&book, sink);
}

const jr_writer jr_writer_epub = {
    .abi = JR_WRITER_ABI,
    .size = sizeof(jr_writer),
    .name = "epub",
    .extensions = extensions,
    .summary = "EPUB 3.3 book, one chapter for each heading of level 1",
    .caps = JR_CAP_BINARY,
    .renders = JR_ALL_KINDS,
    .opts_size = sizeof(epub_options),
    .opts = options,
    .write = write_epub,
};
