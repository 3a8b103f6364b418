/* SPDX-License-Identifier: MIT */
#include "depfile.h"

#include <unistd.h>

struct jr_depfile {
    jr_buf rules;
};

static jr_str path_of(const jr_call *call)
{
    return ((const jr_shared *)call->opts)->bulk.depfile;
}

jr_depfile *jr_depfile_start(const jr_call *call)
{
    return path_of(call).n ? jr_arena_new(call->arena, jr_depfile) : NULL;
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
void jr_depfile_add(jr_depfile *depfile, const jr_record *record)
{
    if (!depfile || record->n_outputs == 0)
        return;
    for (size_t i = 0; i < record->n_outputs; i++) {
        if (i)
            jr_putc(&depfile->rules, ' ');
        put_make_name(&depfile->rules, record->outputs[i].path);
    }
    jr_putc(&depfile->rules, ':');
    for (size_t i = 0; i < record->n_reads; i++) {
        if (jr_str_find(record->reads[i].path, 0, '\n') < record->reads[i].path.n)
            continue;
        jr_puts(&depfile->rules, " \\\n  ");
        put_make_name(&depfile->rules, record->reads[i].path);
    }
    jr_putc(&depfile->rules, '\n');
}

void jr_depfile_finish(jr_depfile *depfile, const jr_call *call)
{
    if (!depfile)
        return;
    const jr_str path = path_of(call);
    jr_sink *sink =
        jr_is_dash(path) ? jr_sink_fd(STDOUT_FILENO, JR_STR("stdout"), call->diag) : jr_sink_file(path, call->diag);
    jr_sink_take(sink, &depfile->rules);
    jr_sink_finish(sink);
    jr_buf_free(&depfile->rules);
}
