/* SPDX-License-Identifier: MIT */
/* A writer as a plug-in: the outline of a page, one heading a line. Copy it to start a writer of your own. */
#include <jerome/writer.h>

/* What the user can set; one field for each entry of the table below. */
struct outline_options {
    int64_t depth;
    bool ids;
};

static const jr_opt options[] = {
    {.name = "depth",
     .type = JR_OPT_INT,
     .offset = offsetof(struct outline_options, depth),
     .def = "6",
     .min = 1,
     .max = 6,
     .metavar = "N",
     .help = "The deepest level of heading to show"},
    {.name = "ids",
     .type = JR_OPT_FLAG,
     .offset = offsetof(struct outline_options, ids),
     .help = "Show the anchor of each heading"},
    {.name = NULL},
};

static void put_heading(jr_buf *out, const jr_node *heading, bool ids)
{
    for (unsigned level = 1; level < heading->as.heading.level; level++)
        jr_puts(out, "  ");
    jr_node_text(heading, out);
    if (ids) {
        jr_puts(out, " #");
        jr_put(out, jr_node_id(heading));
    }
    jr_putc(out, '\n');
}

static bool write_outline(const jr_write_ctx *ctx, const jr_doc *doc, jr_sink *sink)
{
    const struct outline_options *o = ctx->opts;
    jr_buf out = {0};
    for (jr_walk walk = jr_walk_start(doc->root); jr_walk_next(&walk);) {
        const jr_node *node = walk.node;
        if (walk.entering && node->kind == JR_HEADING && node->as.heading.level <= o->depth)
            put_heading(&out, node, o->ids);
    }
    jr_sink_take(sink, &out);
    return true;
}

static const char *const extensions[] = {"outline", NULL};

JR_API const jr_writer jerome_writer = {
    .abi = JR_WRITER_ABI,
    .size = sizeof(jr_writer),
    .name = "outline",
    .extensions = extensions,
    .summary = "The outline of a page: its headings",
    .renders = JR_ALL_KINDS, /* an outline leaves out the rest on purpose: nothing to warn about */
    .opts_size = sizeof(struct outline_options),
    .opts = options,
    .write = write_outline,
};
