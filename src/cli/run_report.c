/* SPDX-License-Identifier: MIT */
#include "run_report.h"

#include "base/path.h"
#include "delta_export.h"

struct jr_run_report {
    const jr_bulk *bulk;
    const jr_call *call;
    jr_arena *arena;
    const jr_part *part;
    jr_run run;
};

/* ---- Options ---- */

/* Those that were set, as NAME=VALUE. */
typedef struct lister {
    jr_arena *arena;
    jr_str *items;
    size_t n, capacity;
} lister;

static void list(lister *l, jr_str name, jr_str value)
{
    l->items = jr_arena_grown(l->items, l->n, &l->capacity, sizeof *l->items, l->arena);
    l->items[l->n++] = value.n ? jr_arena_printf(l->arena, "%.*s=%.*s", JR_FMT(name), JR_FMT(value)) : name;
}

static void list_items(lister *l, jr_str name, const jr_opt_list *values)
{
    for (size_t i = 0; i < values->n; i++) {
        /* ".toc=true" is how --toc sets an option of the writer. */
        const jr_str value = values->items[i];
        if (jr_str_starts(value, JR_STR(".")))
            list(l, jr_str_sub(value, 1, value.n), (jr_str){0});
        else
            list(l, name, value);
    }
}

static void list_option(lister *l, const jr_opt *opt, const char *values, const char *usual)
{
    const jr_str name = jr_str_from(opt->name);
    const void *at = values + opt->offset, *def = usual + opt->offset;
    switch (opt->type) {
    case JR_OPT_FLAG:
        if (*(const bool *)at)
            list(l, name, (jr_str){0});
        break;
    case JR_OPT_INT:
        if (*(const int64_t *)at != *(const int64_t *)def)
            list(l, name, jr_arena_printf(l->arena, "%lld", (long long)*(const int64_t *)at));
        break;
    case JR_OPT_ENUM:
        if (*(const int *)at != *(const int *)def)
            list(l, name, jr_str_from(opt->values[*(const int *)at]));
        break;
    case JR_OPT_STRING:
        if (!jr_str_eq(*(const jr_str *)at, *(const jr_str *)def))
            list(l, name, *(const jr_str *)at);
        break;
    case JR_OPT_LIST: list_items(l, name, at); break;
    }
}

/* The command's own ones: those that all commands have do not shape what is made. */
static jr_opt_list list_options(const jr_call *call)
{
    lister l = {.arena = call->arena};
    void *usual = jr_arena_alloc(call->arena, 1, call->command->opts_size);
    jr_opt_defaults(call->command->opts, usual, call->arena);
    for (const jr_opt *opt = call->command->opts; opt->name; opt++)
        if (!opt->alias)
            list_option(&l, opt, call->opts, usual);
    return (jr_opt_list){l.items, l.n};
}

/* ---- Pages ---- */

/* Whether what the page was for is there: its output or, of a command that writes none, what it found out. */
static bool is_done(const jr_run_report *r, size_t job, const jr_record *record)
{
    static const bool fatal[] = {[JR_STATUS_USAGE] = true, [JR_STATUS_IO] = true, [JR_STATUS_INTERNAL] = true};
    if ((size_t)record->status < sizeof fatal && fatal[record->status])
        return false;
    const bool writes = r->bulk->jobs[job].output.n || r->bulk->folder.n;
    return writes ? record->n_outputs > 0 : record->n_counts > 0;
}

static jr_page_status status_of(const jr_run_report *r, size_t job, const jr_record *record, uint64_t warnings)
{
    if (record->status == JR_STATUS_OK)
        return warnings ? JR_PAGE_WARNINGS : JR_PAGE_OK;
    if (is_done(r, job, record))
        return JR_PAGE_ERRORS;
    for (size_t i = 0; i < record->n_messages; i++) {
        const jr_code code = record->messages[i].code;
        if (code == JR_D_INTERNAL)
            return JR_PAGE_CRASHED;
        if (code == JR_D_LIMIT_TIME)
            return JR_PAGE_TIMED_OUT;
        if (code == JR_D_LIMIT_MEMORY)
            return JR_PAGE_OUT_OF_MEMORY;
    }
    return JR_PAGE_FAILED;
}

static jr_str hash_text(uint64_t hash, jr_arena *arena)
{
    return jr_arena_printf(arena, "%016llx", (unsigned long long)hash);
}

/* The page is the first file that was read under its name; where it was not named from the current folder, that is told
   by another path. */
static jr_str hash_of_page(const jr_record *record, jr_arena *arena)
{
    const jr_str name = jr_path_base(record->input);
    for (size_t i = 0; i < record->n_reads; i++)
        if (jr_str_eq(jr_path_base(record->reads[i].path), name))
            return hash_text(record->reads[i].hash, arena);
    return (jr_str){"", 0};
}

static void copy_messages(const jr_record *record, jr_arena *arena, jr_report_page *page)
{
    jr_page_message *messages = jr_arena_array(arena, jr_page_message, record->n_messages + 1);
    for (size_t i = 0; i < record->n_messages; i++) {
        const jr_diagnostic *d = &record->messages[i];
        const bool own = jr_str_eq(d->file, record->input);
        messages[i] = (jr_page_message){
            .severity = d->severity,
            .code = jr_code_slug(d->code),
            .file = own ? (jr_str){0} : jr_arena_copy(arena, d->file),
            .line = d->span.line,
            .column = d->span.column,
            .text = jr_arena_copy(arena, d->text),
        };
    }
    page->messages = messages;
    page->n_messages = record->n_messages;
    /* What was said of it after it was made is not among those that it counted. */
    for (size_t severity = 0; severity <= JR_ERROR; severity++) {
        uint64_t said = 0;
        for (size_t i = 0; i < record->n_messages; i++)
            said += record->messages[i].severity == (jr_severity)severity;
        const uint64_t counted = record->severities[severity];
        page->severities[severity] = said > counted ? said : counted;
    }
}

static void copy_outputs(const jr_record *record, jr_arena *arena, jr_report_page *page)
{
    jr_page_output *outputs = jr_arena_array(arena, jr_page_output, record->n_outputs + 1);
    for (size_t i = 0; i < record->n_outputs; i++) {
        const jr_record_file *file = &record->outputs[i];
        outputs[i] = (jr_page_output){jr_arena_copy(arena, file->path), hash_text(file->hash, arena), file->size};
    }
    page->outputs = outputs;
    page->n_outputs = record->n_outputs;
}

/* As jr_delta_try noted them. */
static void copy_changes(const jr_record *record, jr_report_page *page)
{
    for (size_t i = 0; i < record->n_counts; i++)
        for (size_t k = 0; k < JR_CHANGE_COUNT; k++)
            if (jr_str_eq(record->counts[i].name, jr_str_from(jr_delta_count_names[k])))
                page->changes[k] = record->counts[i].value;
}

/* ---- The report ---- */

jr_run_report *jr_run_report_start(const jr_bulk *bulk, const jr_call *call, const jr_part *part, size_t n)
{
    const jr_shared *shared = call->opts;
    if (shared->bulk.reports.n == 0)
        return NULL;
    jr_run_report *r = jr_arena_new(call->arena, jr_run_report);
    *r = (jr_run_report){.bulk = bulk, .call = call, .arena = call->arena, .part = part};
    r->run.program = JR_STR(JR_VERSION);
    r->run.command = jr_str_from(call->command->name);
    r->run.options = list_options(call);
    r->run.pages = jr_arena_array(call->arena, jr_report_page, n + 1);
    if (part->of > 1) {
        uint32_t *had = jr_arena_new(call->arena, uint32_t);
        *had = (uint32_t)part->i;
        r->run.shards = (uint32_t)part->of;
        r->run.had = had;
        r->run.n_had = 1;
    }
    return r;
}

void jr_run_report_add(jr_run_report *r, size_t job, const jr_record *record, bool resumed)
{
    if (!r)
        return;
    jr_report_page *page = &r->run.pages[r->run.n_pages++];
    *page = (jr_report_page){
        .page = r->bulk->jobs[job].input,
        .language = jr_arena_copy(r->arena, record->language),
        .number = r->part->of > 1 ? job + 1 : 0,
        .resumed = resumed,
        .hash = hash_of_page(record, r->arena),
        .counted = record->tally.counted,
        .counts = record->tally.counts,
        .seconds = (double)record->micros / 1e6,
    };
    copy_messages(record, r->arena, page);
    copy_changes(record, page);
    const bool made = record->status == JR_STATUS_OK || is_done(r, job, record);
    if (made)
        copy_outputs(record, r->arena, page);
    page->status = status_of(r, job, record, page->severities[JR_WARNING]);
}

void jr_run_report_finish(jr_run_report *r)
{
    const jr_shared *shared = r ? r->call->opts : NULL;
    for (size_t i = 0; r && i < shared->bulk.reports.n; i++)
        jr_report_write(&r->run, shared->bulk.reports.items[i], r->arena, r->call->diag);
}
