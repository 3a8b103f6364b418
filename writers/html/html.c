/* SPDX-License-Identifier: MIT */
/* The html writer: a page, or its body alone. */
#include <jerome/image.h>

#include "html/page.h"

static const jr_opt options[] = {
    {.name = "standalone",
     .type = JR_OPT_FLAG,
     .offset = offsetof(html_opts, standalone),
     .def = "true",
     .help = "Write a complete page; false: only the body's content"},
    {.name = "toc",
     .type = JR_OPT_FLAG,
     .offset = offsetof(html_opts, toc),
     .def = "false",
     .help = "Put a table of contents before the text"},
    {.name = "stylesheet",
     .type = JR_OPT_FLAG,
     .offset = offsetof(html_opts, stylesheet),
     .def = "true",
     .help = "Put Jerome's own style sheet into the page"},
    {.name = "css",
     .type = JR_OPT_LIST,
     .offset = offsetof(html_opts, css),
     .metavar = "URL",
     .help = "Link a style sheet, behind Jerome's own"},
    {.name = "embed-images",
     .type = JR_OPT_FLAG,
     .offset = offsetof(html_opts, embed_images),
     .def = "false",
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

/* What the hooks need: they are given one pointer. */
struct job {
    const jr_write_ctx *ctx;
    uint32_t page; /* its number: addresses are seen from it */
    bool embed;
};

/* Reads an image, so that the author hears of one that a browser would not show. False: not shown here; reported unless
   it is elsewhere, or was found missing before. */
static bool read_image(const struct job *job, jr_arena *arena, const jr_node *image, jr_str *ret_bytes,
                       jr_image_info *ret_info)
{
    const jr_write_ctx *ctx = job->ctx;
    const jr_str source = image->as.link.url;
    jr_resource file;
    const jr_load_result result = ctx->host->load(ctx->host, arena, source, job->page, &file);
    if (result == JR_LOAD_REMOTE || result == JR_LOAD_MISSING || result == JR_LOAD_REFUSED)
        return false;
    if (result != JR_LOAD_OK)
        return jr_report(ctx->diag, JR_D_BAD_IMAGE, &image->span, "\"%.*s\": %s", JR_FMT(source),
                         jr_load_message(result));
    if (!jr_image_sniff(file.bytes, ret_info))
        return jr_report(ctx->diag, JR_D_BAD_IMAGE, &image->span, "\"%.*s\" is no picture of a known type",
                         JR_FMT(source));
    *ret_bytes = file.bytes;
    return true;
}

/* An image's address, or the image itself as a data: address. Its bytes are needed no longer than that. */
static bool put_image(void *user, const jr_node *image, jr_buf *url)
{
    const struct job *job = user;
    jr_str bytes = {0};
    jr_image_info info;
    jr_arena *arena = jr_arena_create();
    if (read_image(job, arena, image, &bytes, &info) && job->embed) {
        jr_puts(url, "data:");
        jr_put(url, jr_str_from(info.mime));
        jr_puts(url, ";base64,");
        put_base64(url, bytes);
    } else {
        jr_put(url, image->as.link.url);
    }
    jr_arena_destroy(arena);
    return true;
}

static bool write_html(const jr_write_ctx *ctx, const jr_doc *doc, jr_sink *sink)
{
    const html_opts *opts = ctx->opts;
    struct job job = {.ctx = ctx, .page = doc->file, .embed = opts->embed_images};
    const jr_xhtml_hooks hooks = {.user = &job, .image = put_image};
    jr_buf out = {0};
    jr_xhtml x;
    jr_buf_reserve(&out, doc->source.n + doc->source.n / 4 + 16384);
    jr_xhtml_start(&x, &out, doc, ctx->diag, opts->standalone ? JR_XHTML_PAGE : JR_XHTML_FRAGMENT, &hooks);
    const jr_node *first = doc->root->first;
    if (opts->standalone)
        first = html_page_begin(&x, opts);
    else if (opts->toc)
        html_contents(&x, NULL);
    jr_xhtml_range(&x, first, NULL);
    jr_xhtml_notes(&x);
    if (opts->standalone)
        html_page_end(&x);
    jr_xhtml_end(&x);
    jr_sink_take(sink, &out);
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
