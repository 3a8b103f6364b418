/* SPDX-License-Identifier: MIT */
#include "since.h"

#include <sys/stat.h>

#include "base/grow.h"
#include "base/path.h"
#include "folders.h"
#include "git.h"
#include "page.h"
#include "gate/gate.h"
#include "app/kit/returns.h"

struct jr_since {
    const jr_since_opts *opts;
    jr_arena *arena;
    jr_memory *memory; /* or NULL: a commit */
    jr_git_commit commit;
    jr_map pages;  /* names to index in: */
    jr_str *files; /* the XLIFF file that has each */
    size_t n, capacity;
    jr_returns archive; /* or empty */
    jr_map packed;      /* its files by their names */
    /* The XLIFF file that was read last: several pages may be in one. */
    jr_arena *back, *scratch;
    jr_str path;
    jr_bilinguals at_hand;
};

/* ---- Opening ---- */

/* Of two translations of a page the last one counts. */
static void see_file(void *user, const jr_bilingual *file, jr_str path)
{
    jr_since *s = user;
    jr_str name;
    if (!jr_path_join((jr_str){"", 0}, file->original, s->arena, &name))
        return;
    JR_GROW(s->arena, s->files, s->n, s->capacity);
    s->files[s->n] = jr_arena_copy(s->arena, path);
    if (!jr_map_add(&s->pages, jr_arena_copy(s->arena, name), s->n))
        *jr_map_at(&s->pages, name) = s->n;
    s->n++;
}

/* An archive is kept in memory, and what is in it known by name. */
static bool open_archive(jr_since *s, jr_diag *diag)
{
    const jr_opt_list one = {&s->opts->what, 1};
    s->packed = (jr_map){.arena = s->arena};
    if (!jr_str_eq_nocase(jr_path_extension(s->opts->what), JR_STR("zip")))
        return true;
    if (!jr_returns_find(&one, s->arena, diag, &s->archive))
        return false;
    for (size_t i = 0; i < s->archive.n; i++)
        jr_map_add(&s->packed, s->archive.files[i].path, i);
    return true;
}

static bool read_translations(jr_since *s, jr_diag *diag)
{
    const jr_since_opts *o = s->opts;
    jr_str *paths = jr_arena_new(s->arena, jr_str);
    *paths = o->what;
    const jr_memories_opts memories = {
        .paths = {paths, 1},
        .source_lang = o->source_lang,
        .target_lang = o->target_lang,
        .sentences = o->sentences,
        .rules = o->rules,
        .see = see_file,
        .user = s,
    };
    if (!jr_memories_read(&memories, diag, &s->memory) || !open_archive(s, diag))
        return false;
    jr_memory_prepare(s->memory);
    return true;
}

static bool read_commit(jr_since *s, jr_diag *diag)
{
    const jr_since_opts *o = s->opts;
    if (o->folder.n && jr_git_read(o->folder, o->what, s->arena, &s->commit)) {
        jr_read_tell(s->commit.id); /* the same name may be that of another commit tomorrow */
        return true;
    }
    return jr_report(diag, JR_D_BAD_USAGE, NULL,
                     "--since: '%.*s' is neither a file or folder nor a commit of the repository that the pages are in",
                     JR_FMT(o->what));
}

bool jr_since_open(const jr_since_opts *opts, jr_diag *diag, jr_since **ret_since)
{
    struct stat st;
    jr_arena *arena = jr_arena_create();
    jr_since *s = jr_arena_new(arena, jr_since);
    *s = (jr_since){.opts = opts, .arena = arena, .back = jr_arena_create(), .scratch = jr_arena_create()};
    s->pages = (jr_map){.arena = arena};
    const bool there = stat(jr_arena_copy(arena, opts->what).p, &st) == 0;
    if (there ? read_translations(s, diag) : read_commit(s, diag)) {
        *ret_since = s;
        return true;
    }
    jr_since_close(s);
    return false;
}

void jr_since_close(jr_since *since)
{
    if (!since)
        return;
    jr_memory_destroy(since->memory);
    jr_arena_destroy(since->back);
    jr_arena_destroy(since->scratch);
    jr_arena_destroy(since->arena);
}

const jr_memory *jr_since_memory(const jr_since *since)
{
    return since->memory;
}

bool jr_since_has_pages(const jr_since *since)
{
    return !since->memory || since->n > 0;
}

/* ---- Translations of a page ---- */

static bool read_back(jr_since *s, jr_str path, jr_diag *diag)
{
    size_t at;
    jr_str bytes;
    if (!jr_map_find(&s->packed, path, &at))
        return jr_back_read(path, s->back, s->scratch, diag, &s->at_hand);
    const bool ok = jr_returns_read(&s->archive.files[at], s->scratch, diag, &bytes) &&
                    jr_back_parse(bytes, path, s->back, diag, &s->at_hand);
    jr_arena_reset(s->scratch);
    return ok;
}

static const jr_bilingual *find_file(jr_since *s, jr_str path, jr_str name, jr_arena *arena)
{
    if (!jr_str_eq(s->path, path)) {
        jr_diag *quiet = jr_diag_create(NULL, NULL);
        jr_arena_reset(s->back);
        s->at_hand = (jr_bilinguals){0};
        s->path = path;
        if (!read_back(s, path, quiet))
            s->at_hand = (jr_bilinguals){0};
        jr_diag_destroy(quiet);
    }
    for (size_t i = s->at_hand.n; i-- > 0;) {
        jr_str original;
        if (jr_path_join((jr_str){"", 0}, s->at_hand.items[i].original, arena, &original) && jr_str_eq(original, name))
            return &s->at_hand.items[i];
    }
    return NULL;
}

static void take_translations(const jr_bilingual *file, jr_str bytes, jr_arena *arena, jr_past *past)
{
    char sha1[2 * JR_SHA1_SIZE + 1];
    jr_units units;
    jr_sha1_hex(bytes, sha1);
    jr_gate_own_units(file, arena, &units);
    past->same_bytes = jr_str_eq(file->source_hash, jr_str_from(sha1));
    past->page.items = jr_arena_array(arena, jr_old_unit, units.n + 1);
    for (size_t i = 0; i < units.n; i++) {
        const jr_unit *u = &units.items[i];
        jr_old_unit *old = &past->page.items[past->page.n];
        if (!jr_memories_pair(&file->units[i], arena, &old->pair))
            continue;
        old->id = u->id;
        old->name = u->name;
        old->segment = (jr_segment){u->pieces, u->n_pieces, false};
        past->page.n++;
    }
}

/* ---- A page of a commit ---- */

static void take_units(const jr_units *units, jr_arena *arena, jr_past *past)
{
    past->page = (jr_old_page){jr_arena_array(arena, jr_old_unit, units->n + 1), units->n};
    for (size_t i = 0; i < units->n; i++) {
        const jr_unit *u = &units->items[i];
        const jr_inlines text = jr_delta_text(u->pieces, u->n_pieces, arena);
        past->page.items[i] = (jr_old_unit){
            .id = u->id,
            .name = u->name,
            .pair = {.source = text, .target = text, .unit = u->id},
            .segment = {u->pieces, u->n_pieces, false},
        };
    }
}

static void take_commit(const jr_since *s, jr_str name, jr_str bytes, const jr_units *units, jr_arena *arena,
                        jr_past *past)
{
    char blob[2 * JR_SHA1_SIZE + 1];
    size_t at;
    jr_str before;
    jr_git_blob(bytes, blob);
    past->same_bytes = jr_git_has(&s->commit, name, jr_str_from(blob));
    if (past->same_bytes) {
        take_units(units, arena, past);
        return;
    }
    if (!jr_map_find(&s->commit.files, name, &at) ||
        !jr_git_bytes(s->opts->folder, s->commit.blobs[at - 1], arena, &before))
        return;
    const jr_page_opts how = {
        .root = s->opts->folder, .units = s->opts->units, .limits = s->opts->limits, .alone = true};
    jr_diag *quiet = jr_diag_create(NULL, NULL);
    jr_page page;
    if (jr_page_of(name, before, &how, arena, quiet, &page))
        take_units(&page.units, arena, past);
    jr_diag_destroy(quiet);
}

void jr_since_page(jr_since *s, jr_str name, jr_str bytes, const jr_units *units, jr_arena *arena, jr_past *ret_past)
{
    size_t at;
    *ret_past = (jr_past){0};
    if (!s->memory) {
        take_commit(s, name, bytes, units, arena, ret_past);
    } else if (jr_map_find(&s->pages, name, &at)) {
        const jr_bilingual *file = find_file(s, s->files[at], name, arena);
        if (file)
            take_translations(file, bytes, arena, ret_past);
    }
}
