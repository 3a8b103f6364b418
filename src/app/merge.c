/* SPDX-License-Identifier: MIT */
/* The way back: XLIFF, its pages, the gate, the merge, and files. */
#include "merge.h"

#include <errno.h>
#include <sys/stat.h>

#include <jerome/sink.h>

#include "base/path.h"
#include "folders.h"
#include "page.h"

const char *const jr_merge_anchor_names[] = {
    [JR_ANCHORS_LEARN] = "learn", [JR_ANCHORS_NONE] = "none", [JR_ANCHORS_IDS] = "ids", NULL};

/* What the merge needs to read a page again. */
struct place {
    jr_str path;
    jr_page_opts opts;
};

static bool read_again(void *user, jr_str bytes, bool strict, jr_arena *arena, jr_doc **ret_doc)
{
    const struct place *place = user;
    jr_diag *quiet = jr_diag_create(NULL, NULL);
    const jr_str switches = strict ? JR_STR("-cjk-emphasis") : (jr_str){0};
    const bool ok = jr_page_read(place->path, &place->opts, bytes, switches, arena, quiet, ret_doc);
    jr_diag_destroy(quiet);
    return ok;
}

/* ---- Metadata of an existing localized page ---- */

static bool is_folder(jr_str path, jr_arena *arena)
{
    struct stat st;
    return stat(jr_arena_copy(arena, path).p, &st) == 0 && S_ISDIR(st.st_mode);
}

static bool exists(jr_str path)
{
    struct stat st;
    return stat(path.p, &st) == 0;
}

/* Sets *ret_meta to the front matter of the page that is there already; NULL where a folder has none of that name. */
static bool find_metadata(const jr_merge_job *job, jr_str name, jr_arena *arena, jr_diag *diag,
                          const jr_meta **ret_meta)
{
    *ret_meta = NULL;
    if (job->metadata_from.n == 0 || job->keep_front_matter)
        return true;
    jr_str path = job->metadata_from;
    if (is_folder(path, arena)) {
        path = jr_arena_printf(arena, "%.*s/%.*s", JR_FMT(path), JR_FMT(name));
        if (!exists(path))
            return true;
    }
    jr_page page;
    if (!jr_page_open(path, &(jr_page_opts){.limits = job->limits}, arena, diag, &page))
        return false;
    *ret_meta = &page.doc->meta;
    return true;
}

/* ---- Output ---- */

/* Where a page is written to. False: reported, it would be the source itself or another translation of it. */
static bool plan_output(const jr_merge_job *job, jr_str name, jr_str page, jr_arena *arena, jr_diag *diag,
                        jr_str *ret_path)
{
    const char *slash = jr_str_ends(job->output, JR_STR("/")) ? "" : "/";
    const jr_str path = jr_arena_printf(arena, "%.*s%s%.*s", JR_FMT(job->output), slash, JR_FMT(name));
    struct stat in, out;
    if (stat(jr_arena_copy(arena, page).p, &in) == 0 && stat(path.p, &out) == 0 && in.st_dev == out.st_dev &&
        in.st_ino == out.st_ino)
        return jr_report(diag, JR_D_BAD_USAGE, NULL, "the output '%.*s' is the page itself", JR_FMT(path));
    if (!jr_map_add(job->written, jr_arena_copy(job->written->arena, path), 1))
        return jr_report(diag, JR_D_BAD_USAGE, NULL,
                         "'%.*s' would be written twice: two translations are of the same page", JR_FMT(path));
    *ret_path = path;
    return true;
}

static bool write_page(jr_str path, jr_buf *bytes, jr_arena *arena, jr_diag *diag)
{
    if (!jr_make_folders(jr_path_folder(path), arena, diag))
        return false;
    jr_sink *sink = jr_sink_file(path, diag);
    jr_sink_take(sink, bytes);
    return jr_sink_finish(sink);
}

/* ---- One page ---- */

/* A page with what is to be written of it. */
typedef struct localized {
    jr_str path, output;
    const jr_page_opts *opts;
    const jr_page *page;
    const jr_target *targets;
    jr_str lang;
    const jr_meta *from;
} localized;

static bool write_localized(const jr_merge_job *job, const localized *l, jr_diag *diag)
{
    struct place place = {l->path, *l->opts};
    place.opts.alone = true;
    const jr_merge merge = {
        .doc = l->page->doc,
        .units = &l->page->units,
        .targets = l->targets,
        .unit_opts = &l->opts->units,
        .anchors = job->anchors,
        .meta = {job->keep_front_matter, l->lang, l->from},
        .learn = job->learn,
        .read = read_again,
        .user = &place,
        .proof = job->proof,
    };
    jr_buf bytes = {0};
    const bool ok = jr_merge_page(&merge, job->page, diag, &bytes) && write_page(l->output, &bytes, job->page, diag);
    jr_buf_free(&bytes);
    return ok;
}

/* `last`: of its file of translations, which is let go of as soon as the gate has passed. */
static bool merge_page(const jr_merge_job *job, const jr_bilingual *file, bool last, jr_diag *diag,
                       jr_gate_counts *ret_counts)
{
    jr_arena *arena = job->page;
    jr_str path, name = {0}, output;
    jr_page page;
    jr_targets targets;
    const jr_str root = job->source.n ? job->source : JR_STR(".");
    jr_page_opts opts = {.root = root, .units = jr_back_units(file, &job->units, arena), .limits = job->limits};
    opts.units.brief = true;
    opts.alone = job->anchors != JR_ANCHORS_IDS; /* ids are made of all text of a heading */
    const jr_meta *from;
    if (!jr_back_page(file, root, arena, diag, &path) || !jr_page_open(path, &opts, arena, diag, &page))
        return false;
    jr_path_join((jr_str){"", 0}, file->original, arena, &name);
    if (!plan_output(job, name, path, arena, diag, &output) || !find_metadata(job, name, arena, diag, &from))
        return false;
    /* Of the targets nothing is needed any more when the memory for the proof is. */
    jr_arena_reset(job->proof);
    const jr_gate_opts gate = jr_glossaries_gate(job->glossaries, job->gate, file, diag);
    jr_gate(&gate, &page.units, file, jr_str_from(page.sha1), job->proof, diag, &targets, ret_counts);
    const jr_str lang = jr_arena_copy(arena, job->gate->to_lang.n ? job->gate->to_lang : file->target_lang);
    if (last)
        jr_arena_release(job->back);
    const localized l = {path, output, &opts, &page, targets.items, lang, from};
    return write_localized(job, &l, diag);
}

static bool is_begun(const jr_bilingual *file)
{
    for (size_t i = 0; i < file->n_units; i++)
        if (jr_gate_state(&file->units[i]) != JR_STATE_INITIAL)
            return true;
    return file->n_units == 0; /* there is nothing to begin */
}

bool jr_merge_file(const jr_merge_job *job, jr_diag *diag, jr_gate_counts *ret_counts)
{
    jr_bilinguals files = {0};
    jr_arena_reset(job->back);
    bool ok = job->bytes.p ? jr_back_parse(job->bytes, job->path, job->back, diag, &files)
                           : jr_back_read(job->path, job->back, job->proof, diag, &files);
    *ret_counts = (jr_gate_counts){0};
    for (size_t i = 0; i < files.n; i++) {
        jr_gate_counts counts = {0};
        if (job->begun && !is_begun(&files.items[i]))
            continue;
        jr_arena_reset(job->page);
        ok = merge_page(job, &files.items[i], i + 1 == files.n, diag, &counts) && ok;
        jr_gate_add(ret_counts, &counts);
    }
    return ok;
}

bool jr_merge_made(const jr_merge_job *job, jr_str name, jr_str lang, const jr_merge_maker *maker, jr_diag *diag)
{
    jr_str output;
    jr_page page;
    const jr_meta *from;
    jr_page_opts opts = {.root = job->source, .units = job->units, .limits = job->limits};
    opts.units.brief = true;
    opts.alone = job->anchors != JR_ANCHORS_IDS;
    jr_arena_reset(job->page);
    if (!jr_page_open(job->path, &opts, job->page, diag, &page) ||
        !plan_output(job, name, job->path, job->page, diag, &output) ||
        !find_metadata(job, name, job->page, diag, &from))
        return false;
    const jr_targets targets = maker->make(maker->user, &page.units, job->page);
    const localized l = {job->path, output, &opts, &page, targets.items, lang, from};
    return write_localized(job, &l, diag);
}
