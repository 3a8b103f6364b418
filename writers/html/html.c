/* SPDX-License-Identifier: MIT */
/* The html writer: a page, or its body alone. */
#include <jerome/image.h>

#include "html/page.h"

static const jr_opt options[] = {
    {.name = "standalone", .type = JR_OPT_FLAG, .offset = offsetof(html_opts, standalone), .def = "true",
     .help = "Write a complete page; false: only the body's content"},
    {.name = "toc", .type = JR_OPT_FLAG, .offset = offsetof(html_opts, toc), .def = "false",
     .help = "Put a table of contents before the text"},
    {.name = "stylesheet", .type = JR_OPT_FLAG, .offset = offsetof(html_opts, stylesheet), .def = "true",
     .help = "Put Jerome's own style sheet into the page"},
    {.name = "css", .type = JR_OPT_LIST, .offset = offsetof(html_opts, css), .metavar = "URL",
     .help = "Link a style sheet, behind Jerome's own"},
    {.name = "embed-images", .type = JR_OPT_FLAG, .offset = offsetof(html_opts, embed_images), .def = "false",
     .help = "Put images into the page as data: addresses"},
    {.name = NULL},
};

static void put_base64(jr_buf *out, jr_str s)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    jr_buf_reserve(out, (s.n + 2) / 3 * 4);
    for (size_t i = 0; i < s.n; i += 3) {
        const size_t left = s.n - i;
        const unsigned char a = (unsigned char)s.p[i], b = left > 1 ? (unsigned char)s.p[i + 1] : 0,
                            c = left > 2 ? (unsigned char)s.p[i + 2] : 0;
        jr_putc(out, digits[a >> 2]);
        jr_putc(out, digits[(a & 3) << 4 | b >> 4]);
        jr_putc(out, left > 1 ? digits[(b & 15) << 2 | c >> 6] : '=');
        jr_putc(out, left > 2 ? digits[c & 63] : '=');
    }
}

/* An image as a data: address; where that fails, its own address stays. */
static bool embed_image(void *user, const jr_node *image, jr_buf *url)
{
    const jr_write_ctx *ctx = user;
    const jr_str source = image->as.link.url;
    jr_resource file;
    jr_image_info info;
    const jr_load_result result = jr_str_starts_nocase(source, JR_STR("data:"))
                                      ? JR_LOAD_REMOTE
                                      : ctx->host->load(ctx->host, ctx->arena, source, image->span.file, &file);
    if (result == JR_LOAD_OK && jr_image_sniff(file.bytes, &info)) {
        jr_puts(url, "data:");
        jr_put(url, jr_str_from(info.mime));
        jr_puts(url, ";base64,");
        put_base64(url, file.bytes);
        return true;
    }
    if (result == JR_LOAD_OK)
        jr_report(ctx->diag, JR_D_BAD_IMAGE, &image->span, "\"%.*s\" is no picture of a known type", JR_FMT(source));
    else if (result != JR_LOAD_REMOTE)
        jr_report(ctx->diag, result == JR_LOAD_REFUSED ? JR_D_REFUSED_RESOURCE : JR_D_MISSING_IMAGE, &image->span,
                  "\"%.*s\": %s", JR_FMT(source), jr_load_message(result));
    jr_put(url, source);
    return true;
}

/* The hooks' user pointer is not const; nothing is changed through it. */
static bool write_html(const jr_write_ctx *ctx, const jr_doc *doc, jr_sink *sink)
{
    const html_opts *opts = ctx->opts;
    jr_write_ctx shared = *ctx;
    const jr_xhtml_hooks hooks = {.user = &shared, .image = opts->embed_images ? embed_image : NULL};
    jr_buf out = {0};
    jr_xhtml x;
    jr_buf_reserve(&out, doc->source.n + doc->source.n / 4 + 16384);
    jr_xhtml_start(&x, &out, doc, ctx->diag, opts->standalone ? JR_XHTML_PAGE : JR_XHTML_FRAGMENT, &hooks);
    if (opts->standalone)
        html_page_begin(&x, opts);
    else if (opts->toc)
        html_contents(&x);
    jr_xhtml_range(&x, doc->root->first, NULL);
    jr_xhtml_notes(&x);
    if (opts->standalone)
        html_page_end(&x);
    jr_xhtml_end(&x);
    jr_sink_write(sink, jr_buf_str(&out));
    jr_buf_free(&out);
    return true;
}

static const char *const extensions[] = {"html", "htm", NULL};

const jr_writer jr_writer_html = {
    .abi = JR_WRITER_ABI,
    .size = sizeof(jr_writer),
    .name = "html",
    .extensions = extensions,
    .summary = "HTML5: a page with its own style sheet, or a fragment",
    .renders = JR_ALL_KINDS,
    .opts_size = sizeof(html_opts),
    .opts = options,
    .write = write_html,
};
