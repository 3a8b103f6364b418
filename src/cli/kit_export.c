/* SPDX-License-Identifier: MIT */
#include "kit_export.h"

#include <stdlib.h>

#include "app/folders.h"
#include "app/git.h"
#include "app/kit/kit_pack.h"
#include "app/kit/kit_write.h"
#include "app/root.h"
#include "base/grow.h"
#include "base/path.h"
#include "outputs.h"
#include "tally.h"

const char *const jr_kit_forms[] = {[JR_KIT_NONE] = "none", [JR_KIT_FOLDER] = "folder", [JR_KIT_ZIP] = "zip", NULL};

struct jr_kit_run {
    const jr_kit_plan *plan;
    jr_arena *arena;
    jr_diag *diag;
    jr_str *folders; /* of each kit */
    jr_kit *kits;
    jr_packs *packs;
    jr_map pages; /* names, for links between them */
    jr_git_commit commit;
    jr_kit_image *images; /* of all pages, each once */
    size_t n_images, cap_images;
    jr_map known_images;
    bool ok;
    jr_page_tallier tallier; /* of this process */
};

bool jr_kit_check(const jr_kit_args *args, const jr_call *call)
{
    const jr_shared *shared = call->opts;
    if (args->due.n && !jr_kit_is_date(args->due))
        return jr_report(call->diag, JR_D_BAD_OPTION, NULL, "--due: '%.*s' is no date, such as 2026-12-24",
                         JR_FMT(args->due));
    if (args->form == JR_KIT_NONE && (args->pack > 1 || args->project.n || args->due.n || args->contact.n))
        return jr_report(call->diag, JR_D_BAD_USAGE, NULL,
                         "--pack, --project, --due and --contact are for kits: --kit folder");
    if (args->form != JR_KIT_NONE && shared->bulk.shard.n)
        return jr_report(call->diag, JR_D_BAD_USAGE, NULL, "a kit is made in one run, without --shard");
    return true;
}

jr_str jr_kit_output(jr_str output, jr_str lang, jr_str name, jr_arena *arena)
{
    const jr_str file = jr_arena_printf(arena, "%.*s/xliff/%.*s.xlf", JR_FMT(lang), JR_FMT(name));
    return jr_output_in(output, file, arena);
}

/* ---- Before the pages ---- */

jr_kit_run *jr_kit_start(const jr_kit_plan *plan)
{
    jr_arena *arena = plan->call->arena;
    const size_t m = plan->languages->n;
    jr_kit_run *run = jr_arena_new(arena, jr_kit_run);
    *run = (jr_kit_run){.plan = plan, .arena = arena, .diag = plan->call->diag, .ok = true};
    run->pages = run->known_images = (jr_map){.arena = arena};
    run->folders = jr_arena_array(arena, jr_str, m);
    run->kits = jr_arena_array(arena, jr_kit, m);
    run->packs = jr_arena_array(arena, jr_packs, m);
    for (size_t i = 0; i < plan->n; i++)
        jr_map_add(&run->pages, plan->names[i], i);
    const jr_str source = jr_root_of(plan->jobs[0].input, plan->names[0], arena);
    if (source.n)
        jr_git_read(source, JR_STR("HEAD"), arena, &run->commit);
    for (size_t k = 0; k < m; k++) {
        run->folders[k] = jr_output_in(plan->output, plan->languages->items[k], arena);
        run->packs[k] = (jr_packs){.arena = arena, .most = (size_t)plan->args->pack};
        run->kits[k] = (jr_kit){
            .program = JR_STR(JR_VERSION),
            .project = plan->args->project,
            .target_lang = plan->languages->items[k],
            .xliff = plan->xliff,
            .due = plan->args->due,
            .contact = plan->args->contact,
            .commit = run->commit.id,
            .pages = jr_arena_array(arena, jr_kit_page, plan->n),
        };
    }
    return run;
}

/* ---- Pages ---- */

static bool write_file(jr_str path, jr_buf *bytes, jr_arena *arena, jr_diag *diag)
{
    if (!jr_make_folders(jr_path_folder(path), arena, diag))
        return false;
    jr_sink *sink = jr_sink_file(path, diag);
    jr_sink_take(sink, bytes);
    return jr_sink_finish(sink);
}

void jr_kit_page_make(jr_kit_run *run, size_t i, const jr_convert *job, jr_outcome *outcome)
{
    const jr_kit_plan *p = run->plan;
    const size_t m = p->languages->n;
    const jr_shared *shared = p->call->opts;
    jr_arena *arena = jr_arena_create();
    jr_buf xliff = {0};
    jr_kit_facts facts;
    jr_convert limited = *job;
    limited.limits = &shared->limits;
    if (!run->tallier.counters)
        run->tallier = jr_tally_start(p->counting, m);
    if (jr_kit_make_xliff(&limited, arena, outcome->diag, &xliff, &facts)) {
        jr_tally_bytes(&run->tallier, i, jr_buf_str(&xliff), p->jobs[i].output, &outcome->tally);
        facts.xliff = p->args->pack > 1 ? jr_arena_copy(arena, jr_buf_str(&xliff)) : (jr_str){"", 0};
        if ((facts.xliff.n || write_file(p->jobs[i].output, &xliff, arena, outcome->diag)) &&
            jr_kit_make_preview(&limited, run->folders[i % m], p->names[i / m], &run->pages, arena, outcome->diag,
                                &facts))
            jr_kit_facts_put(&facts, &outcome->data);
    }
    jr_buf_free(&xliff);
    jr_arena_destroy(arena);
}

static void take_images(jr_kit_run *run, const jr_kit_facts *facts)
{
    for (size_t i = 0; i < facts->n_images; i++) {
        const jr_str file = jr_arena_copy(run->arena, facts->images[i].file);
        if (!jr_map_add(&run->known_images, file, 1))
            continue;
        JR_GROW(run->arena, run->images, run->n_images, run->cap_images);
        run->images[run->n_images++] = (jr_kit_image){file, jr_arena_copy(run->arena, facts->images[i].path)};
    }
}

static void write_pack(jr_kit_run *run, size_t language, jr_pack *pack)
{
    const jr_str file = jr_arena_printf(run->arena, "xliff/pack-%04zu.xlf", pack->number);
    jr_pack_end(pack);
    run->ok = write_file(jr_output_in(run->folders[language], file, run->arena), &pack->bytes, run->arena, run->diag) &&
              run->ok;
    jr_packs_drop(&run->packs[language], pack);
}

/* The file that holds the XLIFF of a page. */
static jr_str take_xliff(jr_kit_run *run, size_t language, jr_str name, jr_str xliff)
{
    jr_pack *pack;
    if (xliff.n == 0 || !jr_packs_add(&run->packs[language], xliff, &pack))
        return jr_arena_printf(run->arena, "xliff/%.*s.xlf", JR_FMT(name));
    const jr_str file = jr_arena_printf(run->arena, "xliff/pack-%04zu.xlf", pack->number);
    if (pack->n == run->packs[language].most)
        write_pack(run, language, pack);
    return file;
}

void jr_kit_page_take(jr_kit_run *run, size_t i, const jr_record *record)
{
    const size_t m = run->plan->languages->n;
    jr_kit *kit = &run->kits[i % m];
    jr_arena *scratch = jr_arena_create(), *arena = run->arena;
    jr_kit_facts facts;
    if (jr_kit_facts_read(record->data, scratch, &facts)) {
        const jr_str name = run->plan->names[i / m];
        jr_kit_page *page = &kit->pages[kit->n_pages++];
        if (kit->source_lang.n == 0)
            kit->source_lang = jr_arena_copy(arena, facts.lang);
        *page = (jr_kit_page){
            .page = name,
            .title = jr_arena_copy(arena, facts.title),
            .sha1 = jr_arena_copy(arena, facts.sha1),
            .commit = jr_git_has(&run->commit, name, facts.blob) ? run->commit.id : (jr_str){"", 0},
            .xliff = take_xliff(run, i % m, name, facts.xliff),
            .preview = jr_arena_copy(arena, facts.preview),
            .counts = record->tally.counts,
        };
        if (!jr_str_eq(facts.lang, kit->source_lang))
            page->language = jr_arena_copy(arena, facts.lang);
        take_images(run, &facts);
    }
    jr_arena_destroy(scratch);
}

/* ---- Behind the pages ---- */

static int compare_images(const void *a, const void *b)
{
    const jr_kit_image *x = a, *y = b;
    return jr_str_cmp(x->file, y->file);
}

static bool finish_kit(jr_kit_run *run, size_t language)
{
    const jr_kit_plan *p = run->plan;
    jr_kit *kit = &run->kits[language];
    const jr_str folder = run->folders[language];
    const jr_kit_extras extras = {
        .memory = p->memories ? p->memories[language] : NULL,
        .sentences = p->sentences,
        .glossaries = p->glossaries,
        .terms = p->terms,
        .images = run->images,
        .n_images = run->n_images,
    };
    while (run->packs[language].first)
        write_pack(run, language, run->packs[language].first);
    if (!jr_kit_write(folder, &extras, run->arena, run->diag, kit))
        return false;
    return p->args->form != JR_KIT_ZIP ||
           jr_kit_pack(folder, kit, jr_arena_printf(run->arena, "%.*s.zip", JR_FMT(folder)), run->diag);
}

bool jr_kit_finish(jr_kit_run *run)
{
    jr_tally_end(&run->tallier);
    if (run->n_images)
        qsort(run->images, run->n_images, sizeof *run->images, compare_images);
    for (size_t k = 0; k < run->plan->languages->n && run->ok; k++)
        if (run->kits[k].n_pages)
            run->ok = finish_kit(run, k);
    return run->ok;
}
