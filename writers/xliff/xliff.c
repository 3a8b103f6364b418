/* SPDX-License-Identifier: MIT */
/* XLIFF: a page's texts for translators. 1.2 by default, the version that every tool reads; 2.0 to 2.2 on request. */
#include "xliff.h"

#include <jerome/label.h>

enum { COPY_AUTO, COPY_YES, COPY_NO };

static const char *const versions[] = {"1.2", "2.0", "2.1", "2.2", NULL};
static const char *const copying[] = {"auto", "yes", "no", NULL};

static const jr_opt opts[] = {
    {.name = "version",
     .type = JR_OPT_ENUM,
     .offset = offsetof(xliff_opts, version),
     .def = "1.2",
     .values = versions,
     .help = "Version of XLIFF"},
    {.name = "to-lang",
     .type = JR_OPT_STRING,
     .offset = offsetof(xliff_opts, to_lang),
     .metavar = "TAG",
     .help = "Language to translate into, such as de-DE"},
    {.name = "original",
     .type = JR_OPT_STRING,
     .offset = offsetof(xliff_opts, original),
     .metavar = "PATH",
     .help = "What the file calls the page; else the page's path as given"},
    {.name = "copy-source",
     .type = JR_OPT_ENUM,
     .offset = offsetof(xliff_opts, copy_source),
     .def = "auto",
     .values = copying,
     .help = "Start each target as a copy of its source; auto: in 1.2, because OmegaT shows no unit without a target"},
    {.name = "notes",
     .type = JR_OPT_FLAG,
     .offset = offsetof(xliff_opts, notes),
     .def = "true",
     .help = "Say in a note where each text stands"},
    {.name = "keys",
     .type = JR_OPT_STRING,
     .offset = offsetof(xliff_opts, keys),
     .def = JR_UNITS_DEFAULT_KEYS,
     .metavar = "KEY,…",
     .help = "Front-matter keys whose values are translated"},
    {0},
};

static bool check_options(const jr_write_ctx *ctx, const xliff_opts *o)
{
    if (o->to_lang.n && !jr_lang_valid(o->to_lang))
        return jr_report(ctx->diag, JR_D_BAD_OPTION, NULL,
                         "xliff.to-lang: “%.*s” is no language tag (BCP 47), such as de-DE", JR_FMT(o->to_lang));
    /* XLIFF 2.0 §4.2.2.1: trgLang is required as soon as there is a target. */
    if (o->version != XLIFF_1_2 && o->copy_source == COPY_YES && o->to_lang.n == 0)
        return jr_report(ctx->diag, JR_D_BAD_OPTION, NULL, "xliff.copy-source needs xliff.to-lang in XLIFF 2");
    return true;
}

static bool write_xliff(const jr_write_ctx *ctx, const jr_doc *doc, jr_sink *sink)
{
    const xliff_opts *o = ctx->opts;
    if (!check_options(ctx, o))
        return false;
    const jr_str name = jr_diag_file_name(ctx->diag, doc->file);
    jr_buf out = {0};
    xliff_job job = {
        .opts = o,
        .doc = doc,
        .arena = ctx->arena,
        .original = o->original.n ? o->original : name.n ? name : JR_STR("-"),
        .copy = o->copy_source == COPY_YES || (o->copy_source == COPY_AUTO && o->version == XLIFF_1_2),
        .out = &out,
    };
    jr_units_find(doc, &(jr_unit_opts){.keys = o->keys}, ctx->arena, ctx->diag, &job.units);
    jr_xml_start(&job.xml, &out, false, false);
    if (o->version == XLIFF_1_2)
        xliff_write_12(&job);
    else
        xliff_write_2(&job);
    jr_xml_end(&job.xml);
    jr_putc(&out, '\n');
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
