/* SPDX-License-Identifier: MIT */
/* XLIFF: a page's texts for translators. 1.2 by default, the version that every tool reads; 2.0 to 2.2 on request. */
#include "xliff.h"

#include <jerome/hash.h>
#include <jerome/label.h>

#include "shared/url.h"

enum { COPY_AUTO, COPY_YES, COPY_NO };
enum { SEGMENT_NONE, SEGMENT_SENTENCE };

static const char *const versions[] = {"1.2", "2.0", "2.1", "2.2", NULL};
static const char *const copying[] = {"auto", "yes", "no", NULL};
static const char *const segmenting[] = {"none", "sentence", NULL};
static const char *const noting[] = {"all", "advice", "none", NULL};

#define FIELD(name) .offset = offsetof(xliff_opts, name)

/* clang-format off */
static const jr_opt opts[] = {
    {.name = "version", .type = JR_OPT_ENUM, FIELD(version), .def = "1.2", .values = versions,
     .help = "Version of XLIFF"},
    {.name = "for", .type = JR_OPT_ENUM, FIELD(tool), .def = "generic", .values = xliff_tool_names,
     .help = "The tool that the file is for"},
    {.name = "to-lang", .type = JR_OPT_STRING, FIELD(to_lang), .metavar = "TAG",
     .help = "Language to translate into, such as de-DE"},
    {.name = "original", .type = JR_OPT_STRING, FIELD(original), .metavar = "PATH",
     .help = "What the file calls the page; else the page's path as given"},
    {.name = "base-url", .type = JR_OPT_STRING, FIELD(base_url), .metavar = "URL",
     .help = "Where the pages are published: put before the page's name, it gives its address, which the file then holds"},
    {.name = "copy-source", .type = JR_OPT_ENUM, FIELD(copy_source), .def = "auto", .values = copying,
     .help = "Start each target as a copy of its source; auto: in 1.2, for tools that want it or are not known"},
    {.name = "segment", .type = JR_OPT_ENUM, FIELD(segment), .def = "none", .values = segmenting,
     .help = "Cut the texts into sentences; tools do that by rules of their own where it is not done"},
    {.name = "notes", .type = JR_OPT_ENUM, FIELD(notes), .def = "all", .values = noting,
     .help = "Notes with each text: where it stands and what to heed, the latter alone, or none"},
    {.name = "keys", .type = JR_OPT_STRING, FIELD(keys), .def = JR_UNITS_DEFAULT_KEYS, .metavar = "KEY,…",
     .help = "Front-matter keys whose values are translated"},
    {.name = "code-comments", .type = JR_OPT_FLAG, FIELD(code_comments), .def = "false",
     .help = "Comments in code blocks are translated"},
    {0},
};
/* clang-format on */

const jr_piece *xliff_close_of(const jr_segment *segment, size_t open)
{
    size_t i = open + 1;
    while (segment->pieces[i].kind != JR_PIECE_CLOSE || segment->pieces[i].number != segment->pieces[open].number)
        i++;
    return &segment->pieces[i];
}

bool xliff_is_limited(const jr_unit *unit)
{
    size_t n = 0;
    for (size_t i = 0; i < unit->n_pieces; i++)
        if (unit->pieces[i].kind == JR_PIECE_TEXT)
            n += jr_utf8_length(unit->pieces[i].text);
    return unit->limit && n <= unit->limit;
}

static bool check_options(const jr_write_ctx *ctx, const xliff_opts *o)
{
    if (o->to_lang.n && !jr_lang_valid(o->to_lang))
        return jr_report(ctx->diag, JR_D_BAD_OPTION, NULL,
                         "xliff.to-lang: “%.*s” is no language tag (BCP 47), such as de-DE", JR_FMT(o->to_lang));
    /* XLIFF 2.0 §4.2.2.1: trgLang is required as soon as there is a target. */
    if (o->version != XLIFF_1_2 && o->copy_source == COPY_YES && o->to_lang.n == 0)
        return jr_report(ctx->diag, JR_D_BAD_OPTION, NULL, "xliff.copy-source needs xliff.to-lang in XLIFF 2");
    if (o->version != XLIFF_1_2 && ctx->proposer && o->to_lang.n == 0)
        return jr_report(ctx->diag, JR_D_BAD_OPTION, NULL, "translations in XLIFF 2 need xliff.to-lang");
    if (o->version > xliff_tools[o->tool].newest)
        return jr_report(ctx->diag, JR_D_BAD_OPTION, NULL,
                         "%s is not known to read XLIFF %s; the newest it reads is %s", xliff_tool_names[o->tool],
                         versions[o->version], versions[xliff_tools[o->tool].newest]);
    return true;
}

/* ---- The page ---- */

static jr_str sha1_of(jr_str bytes, jr_arena *arena)
{
    unsigned char digest[JR_SHA1_SIZE];
    jr_sha1 hash = jr_sha1_start();
    jr_sha1_update(&hash, bytes);
    jr_sha1_finish(&hash, digest);
    char text[2 * JR_SHA1_SIZE];
    for (size_t i = 0; i < JR_SHA1_SIZE; i++) {
        text[2 * i] = "0123456789abcdef"[digest[i] >> 4];
        text[2 * i + 1] = "0123456789abcdef"[digest[i] & 15];
    }
    return jr_arena_copy(arena, (jr_str){text, sizeof text});
}

/* A path as a URL reference: whatever is in it, it is a path (RFC 3986 §4.2: "a:b" and "//a" would not be). */
static jr_str href_of(jr_str path, jr_arena *arena)
{
    jr_buf escaped = {0};
    for (size_t i = 0; i < path.n; i++) {
        const char c = path.p[i];
        if (c == '%' || c == '?' || c == '#' || c == ':' || c == '\\')
            jr_printf(&escaped, "%%%02X", (unsigned)(unsigned char)c);
        else
            jr_putc(&escaped, c);
    }
    jr_buf out = {0};
    const jr_url url = {.path = jr_buf_str(&escaped)};
    jr_url_write(&out, &url);
    jr_buf_free(&escaped);
    return jr_buf_take(&out, arena);
}

/* Where the page is published: without its extension, and a page called index is its folder. */
static jr_str url_of(jr_str base, jr_str href, jr_arena *arena)
{
    if (base.n == 0)
        return base;
    if (jr_str_ends(href, JR_STR(".md")))
        href = jr_str_sub(href, 0, href.n - 3);
    if (jr_str_eq(href, JR_STR("index")) || jr_str_ends(href, JR_STR("/index")))
        href = jr_str_sub(href, 0, href.n - 5);
    return jr_arena_printf(arena, "%.*s%s%.*s", JR_FMT(base), jr_str_ends(base, JR_STR("/")) ? "" : "/", JR_FMT(href));
}

static void write_file(xliff_job *job)
{
    jr_xml_start(&job->xml, job->out, false, false);
    if (job->opts->version == XLIFF_1_2)
        xliff_write_12(job);
    else
        xliff_write_2(job);
    jr_xml_end(&job->xml);
    jr_putc(job->out, '\n');
}

static bool write_xliff(const jr_write_ctx *ctx, const jr_doc *doc, jr_sink *sink)
{
    const xliff_opts *o = ctx->opts;
    jr_segmenter *segmenter = NULL;
    if (!check_options(ctx, o) ||
        (o->segment == SEGMENT_SENTENCE && !jr_segmenter_open(doc->lang, ctx->sentences, ctx->diag, &segmenter)))
        return false;
    const jr_str name = jr_diag_file_name(ctx->diag, doc->file);
    jr_buf out = {0};
    xliff_job job = {
        .opts = o,
        .doc = doc,
        .arena = ctx->arena,
        .original = o->original.n ? o->original
                    : name.n      ? name
                                  : JR_STR("-"),
        .sha1 = sha1_of(doc->source, ctx->arena),
        .copy = o->copy_source == COPY_YES ||
                (o->copy_source == COPY_AUTO && o->version == XLIFF_1_2 && xliff_tools[o->tool].copy),
        .segmenter = segmenter,
        .out = &out,
    };
    job.href = href_of(job.original, ctx->arena);
    job.url = url_of(o->base_url, job.href, ctx->arena);
    const jr_unit_opts wanted = {.keys = o->keys, .code_comments = o->code_comments};
    jr_units_find(doc, &wanted, ctx->arena, ctx->diag, &job.units);
    xliff_take_units(&job, ctx->proposer);
    write_file(&job);
    jr_segmenter_close(segmenter);
    jr_sink_take(sink, &out);
    return true;
}

static const char *const extensions[] = {"xlf", "xliff", NULL};

const jr_writer jr_writer_xliff = {
    .abi = JR_WRITER_ABI,
    .size = sizeof(jr_writer),
    .name = "xliff",
    .extensions = extensions,
    .summary = "XLIFF 1.2 and 2.0 to 2.2, for translators",
    .caps = JR_CAP_AS_WRITTEN,
    .renders = JR_ALL_KINDS,
    .opts_size = sizeof(xliff_opts),
    .opts = opts,
    .write = write_xliff,
};
