/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <unistd.h>

#include "base/path.h"
#include "page.h"

/* The folder in which the pages are; *ret_given: they must be there. */
static jr_str source_folder(const jr_check_job *job, jr_arena *arena, bool *ret_given)
{
    *ret_given = job->source.n > 0;
    if (*ret_given)
        return job->source;
    const jr_str folder = jr_path_folder(job->path);
    if (folder.n == 0)
        return JR_STR(".");
    return jr_arena_copy(arena, folder.n > 1 ? jr_str_sub(folder, 0, folder.n - 1) : folder);
}

/* The units of the page where it is at hand, else those that the file says it has. */
static bool find_units(const jr_check_job *job, const jr_bilingual *file, jr_arena *arena, jr_diag *diag,
                       jr_page *ret_page)
{
    bool given;
    const jr_str folder = source_folder(job, arena, &given);
    jr_str path = {0};
    *ret_page = (jr_page){0};
    if (given || file->original.n)
        if (!jr_back_page(file, folder, arena, diag, &path))
            return false;
    if (!given && (path.n == 0 || access(path.p, F_OK) != 0)) {
        jr_gate_own_units(file, arena, &ret_page->units);
        return true;
    }
    jr_page_opts opts = {.root = folder, .units = jr_back_units(file, &job->units, arena), .limits = job->limits};
    opts.units.brief = true;
    opts.alone = true;
    return jr_page_open(path, &opts, arena, diag, ret_page);
}

bool jr_check_file(const jr_check_job *job, jr_diag *diag, jr_gate_counts *ret_counts)
{
    jr_arena *arena = jr_arena_create(), *scratch = jr_arena_create();
    jr_bilinguals files = {0};
    bool ok = job->bytes.p ? jr_back_parse(job->bytes, job->path, arena, diag, &files)
                           : jr_back_read(job->path, arena, scratch, diag, &files);
    jr_arena_destroy(scratch);
    *ret_counts = (jr_gate_counts){0};
    for (size_t i = 0; ok && i < files.n; i++) {
        jr_page page;
        jr_targets targets;
        jr_gate_counts counts;
        if (!find_units(job, &files.items[i], arena, diag, &page)) {
            ok = false;
            break;
        }
        const jr_gate_opts gate = jr_glossaries_gate(job->glossaries, job->gate, &files.items[i], diag);
        jr_gate(&gate, &page.units, &files.items[i], jr_str_from(page.sha1), arena, diag, &targets, &counts);
        jr_gate_add(ret_counts, &counts);
    }
    jr_arena_destroy(arena);
    return ok;
}
