/* SPDX-License-Identifier: MIT */
/* jerome status: how far the translations of handoff kits are. */
#include "outputs.h"
#include "returned.h"

typedef struct status_opts {
    jr_shared shared;
    jr_str source, output;
    int format; /* jr_kit_status_form */
} status_opts;

#define FIELD(name) .offset = offsetof(status_opts, name)

static const char *const formats[] = {
    [JR_KIT_STATUS_TEXT] = "text", [JR_KIT_STATUS_CSV] = "csv", [JR_KIT_STATUS_JSON] = "json", NULL};

/* clang-format off */
static const jr_opt table[] = {
    {.name = "source", .type = JR_OPT_STRING, FIELD(source), .metavar = "DIR",
     .help = "The folder that the pages were exported from: tells which of them have changed since"},
    {.name = "output", .letter = 'o', .type = JR_OPT_STRING, FIELD(output), .metavar = "FILE",
     .help = "The file to write to; else standard output"},
    {.name = "format", .type = JR_OPT_ENUM, FIELD(format), .values = formats, .def = "text",
     .help = "A table for people, or all of it for programs"},
    {.name = NULL},
};
/* clang-format on */

static void count_one(void *user, size_t i, jr_outcome *outcome)
{
    jr_returned *r = user;
    jr_arena *arena = jr_arena_create();
    jr_str bytes;
    if (jr_returned_bytes(r, i, arena, outcome, &bytes))
        jr_returned_count(r, i, bytes, outcome->diag, outcome);
    jr_arena_destroy(arena);
}

static void take_one(void *user, size_t i, const jr_record *record)
{
    jr_returned_take(user, i, record);
}

static jr_status write_status(const status_opts *o, const jr_returned *r, const jr_call *call)
{
    const jr_kit_status status = jr_returned_status(r, o->source);
    jr_buf text = {0};
    jr_kit_status_put(&status, (jr_kit_status_form)o->format, call->arena, &text);
    if (o->output.n == 0 || jr_is_dash(o->output))
        return jr_answer(&text, call->diag);
    jr_sink *sink = jr_sink_file(o->output, call->diag);
    jr_sink_take(sink, &text);
    jr_sink_finish(sink);
    jr_buf_free(&text);
    return jr_diag_status(call->diag);
}

static jr_status run_status(const jr_call *call)
{
    const status_opts *o = call->opts;
    if (call->inputs.n == 0) {
        jr_report(call->diag, JR_D_BAD_USAGE, NULL, "name the kits: folders or .zip files");
        return jr_diag_status(call->diag);
    }
    jr_returned r;
    jr_returned_start(call, &r);
    const jr_bulk bulk = {
        .jobs = r.jobs, .n = r.returns.n, .user = &r, .page = count_one, .collect = take_one, .gravest = true};
    jr_status status = jr_bulk_run(&bulk, call);
    const jr_status written = status <= JR_STATUS_INTERNAL ? write_status(o, &r, call) : status;
    jr_returned_end(&r);
    return written > status ? written : status;
}

static const jr_example examples[] = {
    {"jerome status handoff/de-DE back/de-DE.zip --source docs", "what is done, missing, changed since"},
    {"jerome status back/ --format csv -o status.csv", "for a spreadsheet"},
    {0},
};

const jr_command jr_command_status = {
    .name = "status",
    .usage = "jerome status [OPTIONS] KIT|FILE.xlf...",
    .summary = "Tells how far the translations of kits are, page by page.",
    .detail = "Of several kits in one language, such as the one that was sent and what came back, a page counts as the file in which "
              "most of its words are done.",
    .examples = examples,
    .takes = jr_translation_files,
    .opts_size = sizeof(status_opts),
    .opts = table,
    .run = run_status,
};
