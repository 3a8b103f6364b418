/* SPDX-License-Identifier: MIT */
#include "summary.h"

#include "base/json_text.h"

#define TOTALS_MAX 64 /* different things that are counted */

struct jr_summary {
    jr_buf pages; /* records, a comma between them */
    jr_buf rules; /* of the depfile */
    bool reports, depends;
    uint64_t n, failed, severities[JR_ERROR + 1], micros;
    jr_record_count totals[TOTALS_MAX];
    size_t n_totals;
    jr_arena *arena;
};

jr_summary *jr_summary_start(const jr_call *call, jr_arena *arena)
{
    const jr_bulk_opts *o = &((const jr_shared *)call->opts)->bulk;
    if (!o->report.n && !o->depfile.n)
        return NULL;
    jr_summary *r = jr_arena_new(arena, jr_summary);
    r->arena = arena;
    r->reports = o->report.n > 0;
    r->depends = o->depfile.n > 0;
    return r;
}

static void add_count(jr_summary *r, const jr_record_count *count)
{
    size_t i = 0;
    while (i < r->n_totals && !jr_str_eq(r->totals[i].name, count->name))
        i++;
    if (i == TOTALS_MAX)
        return;
    if (i == r->n_totals)
        r->totals[r->n_totals++] = (jr_record_count){jr_arena_copy(r->arena, count->name), 0};
    r->totals[i].value += count->value;
}

/* A name in a rule of make(1): blanks, '#' and '$' are quoted. */
static void put_make_name(jr_buf *out, jr_str name)
{
    for (size_t i = 0; i < name.n; i++) {
        if (name.p[i] == ' ' || name.p[i] == '\t' || name.p[i] == '#')
            jr_putc(out, '\\');
        else if (name.p[i] == '$')
            jr_putc(out, '$');
        jr_putc(out, name.p[i]);
    }
}

/* "out.html: page.md include.md". What make cannot write is left out: a line end in a name. */
static void add_rule(jr_summary *r, const jr_record *record)
{
    if (record->n_outputs == 0)
        return;
    for (size_t i = 0; i < record->n_outputs; i++) {
        if (i)
            jr_putc(&r->rules, ' ');
        put_make_name(&r->rules, record->outputs[i].path);
    }
    jr_putc(&r->rules, ':');
    for (size_t i = 0; i < record->n_reads; i++) {
        if (jr_str_find(record->reads[i].path, 0, '\n') < record->reads[i].path.n)
            continue;
        jr_puts(&r->rules, " \\\n  ");
        put_make_name(&r->rules, record->reads[i].path);
    }
    jr_putc(&r->rules, '\n');
}

void jr_summary_add(jr_summary *r, const jr_record *record, jr_str json)
{
    if (!r)
        return;
    r->n++;
    r->failed += record->status != JR_STATUS_OK;
    r->micros += record->micros;
    for (size_t i = 0; i < record->n_messages; i++)
        r->severities[record->messages[i].severity]++;
    for (size_t i = 0; i < record->n_counts; i++)
        add_count(r, &record->counts[i]);
    if (r->reports) {
        jr_put(&r->pages, r->n > 1 ? JR_STR(",\n") : JR_STR("\n"));
        jr_put(&r->pages, json);
    }
    if (r->depends)
        add_rule(r, record);
}

/* {"jerome":…,"command":…,"totals":{…},"pages":[…]} */
static void put_report(const jr_summary *r, const jr_call *call, jr_buf *out)
{
    jr_printf(out, "{\"jerome\":\"" JR_VERSION "\",\"command\":\"%s\",\"totals\":{\"pages\":%llu,\"failed\":%llu",
              call->command->name, (unsigned long long)r->n, (unsigned long long)r->failed);
    for (int s = JR_NOTE_SEVERITY; s <= JR_ERROR; s++)
        jr_printf(out, ",\"%.*ss\":%llu", JR_FMT(jr_severity_name((jr_severity)s)), (unsigned long long)r->severities[s]);
    jr_printf(out, ",\"micros\":%llu,\"counts\":{", (unsigned long long)r->micros);
    for (size_t i = 0; i < r->n_totals; i++) {
        if (i)
            jr_putc(out, ',');
        jr_put_json(out, r->totals[i].name);
        jr_printf(out, ":%llu", (unsigned long long)r->totals[i].value);
    }
    jr_puts(out, "}},\"pages\":[");
    jr_put(out, jr_buf_str(&r->pages));
    jr_puts(out, "\n]}\n");
}

static void write_file(jr_str path, jr_buf *bytes, jr_diag *diag)
{
    jr_sink *sink = jr_is_dash(path) ? jr_sink_fd(1, JR_STR("stdout"), diag) : jr_sink_file(path, diag);
    jr_sink_take(sink, bytes);
    jr_sink_finish(sink);
}

jr_status jr_summary_finish(jr_summary *r, const jr_call *call)
{
    if (!r)
        return JR_STATUS_OK;
    const jr_bulk_opts *o = &((const jr_shared *)call->opts)->bulk;
    jr_buf out = {0};
    if (r->reports) {
        put_report(r, call, &out);
        write_file(o->report, &out, call->diag);
    }
    if (r->depends)
        write_file(o->depfile, &r->rules, call->diag);
    jr_buf_free(&out);
    jr_buf_free(&r->pages);
    jr_buf_free(&r->rules);
    return jr_diag_status(call->diag);
}
