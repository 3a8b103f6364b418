/* SPDX-License-Identifier: MIT */
/* Writers that do one thing wrong each, by -D FAULT_…; without one, a writer that shows text only. */
#include <jerome/writer.h>

#include <string.h>

static const char *const extensions[] = {"probe", NULL};

#ifdef FAULT_OPTIONS
static const jr_opt options[] = {
    {.name = "far", .type = JR_OPT_STRING, .offset = 4096, .help = "a field outside the struct"},
    {.name = NULL},
};
#endif

#ifdef FAULT_HUNGRY
/* Takes memory until there is no more for a page that begins with the word. */
static void eat(const jr_write_ctx *ctx, jr_str text)
{
    while (jr_str_starts(text, JR_STR("hungry")))
        memset(jr_arena_alloc(ctx->arena, 1, (size_t)1 << 20), 1, (size_t)1 << 20);
}
#endif

#ifndef FAULT_WRITE
static bool write_probe(const jr_write_ctx *ctx, const jr_doc *doc, jr_sink *sink)
{
    (void)ctx;
#ifdef FAULT_SILENT
    (void)doc;
    jr_sink_write(sink, JR_STR("half an output"));
    return false;
#else
    jr_buf out = {0};
    jr_node_text(doc->root, &out);
#ifdef FAULT_HUNGRY
    eat(ctx, jr_buf_str(&out));
#endif
    jr_putc(&out, '\n');
    jr_sink_write(sink, jr_buf_str(&out));
    jr_buf_free(&out);
    return true;
#endif
}

#endif

#ifdef FAULT_SYMBOL
#define jerome_writer not_jerome_writer
#endif

JR_API const jr_writer jerome_writer = {
#ifdef FAULT_ABI
    .abi = JR_WRITER_ABI + 1,
#else
    .abi = JR_WRITER_ABI,
#endif
#ifdef FAULT_SIZE
    .size = sizeof(jr_writer) - 8,
#else
    .size = sizeof(jr_writer),
#endif
#ifdef FAULT_NAME
    .name = "Not a name",
#elif defined FAULT_TAKEN
    .name = "html",
#else
    .name = "probe",
#endif
    .extensions = extensions,
    .summary = "for the tests",
#ifdef PROBE_BINARY
    .caps = JR_CAP_BINARY,
#endif
    .renders = JR_BIT(JR_PARAGRAPH) | JR_BIT(JR_TEXT) | JR_BIT(JR_SOFT_BREAK),
#ifdef FAULT_OPTIONS
    .opts_size = 16,
    .opts = options,
#endif
#ifdef FAULT_WRITE
    .write = (void *)0,
#else
    .write = write_probe,
#endif
};
