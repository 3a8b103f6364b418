/* SPDX-License-Identifier: MIT */
/* jerome report: reports of runs, in another form or as one. */
#include "report/report.h"

#include "report/journal.h"
#include "report/report_parts.h"
#include "base/clean.h"
#include "cli.h"

typedef struct report_opts {
    jr_shared shared;
    jr_opt_list outputs;
} report_opts;

#define FIELD(name) .offset = offsetof(report_opts, name)

/* clang-format off */
static const jr_opt table[] = {
    {.name = "output", .letter = 'o', .type = JR_OPT_LIST, FIELD(outputs), .metavar = "FILE",
     .help = "Write the report to FILE.html, FILE.csv or FILE.json; may be given several times"},
    {.name = NULL},
};
/* clang-format on */

static void put_words(jr_buf *out, const char *title, const jr_report_word *words, const uint64_t *values, size_t n)
{
    jr_printf(out, "%s:", title);
    for (size_t i = 0, shown = 0; i < n; i++)
        if (values[i])
            jr_printf(out, "%s %llu %s", shown++ ? "," : "", (unsigned long long)values[i], words[i].slug);
    jr_putc(out, '\n');
}

/* What the report comes to, in a few lines. */
static void put_summary(jr_buf *out, const jr_run *report, const jr_report_totals *totals)
{
    const jr_report_sum *all = &totals->all;
    jr_puts(out, "jerome ");
    jr_put_clean(out, report->command);
    jr_printf(out, ": %llu pages, %llu errors, %llu warnings\n", (unsigned long long)all->pages,
              (unsigned long long)all->severities[JR_ERROR], (unsigned long long)all->severities[JR_WARNING]);
    for (size_t i = 0; i < report->n_had; i++)
        jr_printf(out, "%s%u", i ? ", " : "parts: ", report->had[i]);
    if (report->n_had)
        jr_printf(out, " of %u\n", report->shards);
    put_words(out, "pages", jr_page_statuses, all->statuses, JR_PAGE_STATUS_COUNT);
    if (all->counted)
        jr_printf(out, "counts: %llu units, %llu segments, %llu words\n", (unsigned long long)all->counts.units,
                  (unsigned long long)all->counts.segments, (unsigned long long)all->counts.words);
    if (jr_report_has_states(all))
        put_words(out, "words by state", jr_word_states, all->counts.states, JR_STATE_COUNT);
    if (jr_report_has_matches(all))
        put_words(out, "words by match", jr_match_bands, all->counts.matches, JR_BAND_COUNT);
}

static jr_status answer(const jr_run *report, const jr_call *call)
{
    jr_report_totals totals;
    jr_buf text = {0};
    jr_report_add_up(report, call->arena, &totals);
    put_summary(&text, report, &totals);
    return jr_answer(&text, call->diag);
}

static bool read_all(const jr_opt_list *inputs, const jr_call *call, jr_run *ret_report)
{
    jr_run *reports = jr_arena_array(call->arena, jr_run, inputs->n);
    for (size_t i = 0; i < inputs->n; i++)
        if (!jr_report_read(inputs->items[i], call->arena, call->diag, &reports[i]))
            return false;
    return jr_report_merge(reports, inputs->items, inputs->n, call->arena, call->diag, ret_report);
}

static jr_status merge_journals(const jr_opt_list *inputs, const report_opts *o, const jr_call *call)
{
    if (o->outputs.n == 1)
        jr_journal_merge(inputs, o->outputs.items[0], call->diag);
    else
        jr_report(call->diag, JR_D_BAD_USAGE, NULL, "name one file for the journals as one: --output FILE");
    return jr_diag_status(call->diag);
}

static jr_status run_report(const jr_call *call)
{
    const report_opts *o = call->opts;
    jr_opt_list inputs = call->inputs;
    if (inputs.n && jr_str_eq(inputs.items[0], JR_STR("merge"))) /* which is what several files are for anyway */
        inputs = (jr_opt_list){inputs.items + 1, inputs.n - 1};
    if (inputs.n == 0)
        jr_report(call->diag, JR_D_BAD_USAGE, NULL, "name the reports, which --report FILE.json has written");
    bool ok = inputs.n > 0;
    if (ok && jr_journal_is(inputs.items[0]))
        return merge_journals(&inputs, o, call);
    for (size_t i = 0; i < o->outputs.n; i++)
        ok = jr_report_check(o->outputs.items[i], call->diag) && ok;
    jr_run report;
    if (!ok || !read_all(&inputs, call, &report))
        return jr_diag_status(call->diag);
    for (size_t i = 0; i < o->outputs.n; i++)
        jr_report_write(&report, o->outputs.items[i], call->arena, call->diag);
    return o->outputs.n ? jr_diag_status(call->diag) : answer(&report, call);
}

static const jr_example examples[] = {
    {"jerome report report.json", "says what it comes to"},
    {"jerome report report.json -o report.html", "a page to look at"},
    {"jerome report merge part-*.json -o all.json -o all.html", "the parts of a run as one"},
    {"jerome report merge part-*.journal -o all.journal", "their journals, for --resume of all"},
    {0},
};

const jr_command jr_command_report = {
    .name = "report",
    .usage = "jerome report [OPTIONS] [merge] FILE.json...",
    .summary = "Writes the report of a run in another form, and makes one of several reports or journals.",
    .detail =
        "The reports of the parts that a run was cut into (--shard) together are the report of the whole run. A page "
        "that is in several reports is taken from the last of them.",
    .examples = examples,
    .opts_size = sizeof(report_opts),
    .opts = table,
    .run = run_report,
};
