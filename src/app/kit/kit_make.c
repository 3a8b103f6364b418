/* SPDX-License-Identifier: MIT */
#include "kit_make.h"

#include "base/grow.h"
#include "base/json_text.h"
#include "base/path.h"
#include "codec/json_in.h"
#include "app/folders.h"
#include "app/git.h"
#include "kit.h"

/* ---- Facts as JSON ---- */

static void put_text(jr_buf *out, const char *key, jr_str text)
{
    jr_printf(out, ",\"%s\":", key);
    jr_put_json_bytes(out, text);
}

void jr_kit_facts_put(const jr_kit_facts *facts, jr_buf *out)
{
    jr_puts(out, "{\"jerome\":1");
    put_text(out, "sha1", facts->sha1);
    put_text(out, "blob", facts->blob);
    put_text(out, "title", facts->title);
    put_text(out, "lang", facts->lang);
    put_text(out, "preview", facts->preview);
    put_text(out, "xliff", facts->xliff);
    jr_puts(out, ",\"images\":[");
    for (size_t i = 0; i < facts->n_images; i++) {
        jr_put(out, i ? JR_STR(",{\"jerome\":1") : JR_STR("{\"jerome\":1"));
        put_text(out, "file", facts->images[i].file);
        put_text(out, "path", facts->images[i].path);
        jr_putc(out, '}');
    }
    jr_puts(out, "]}");
}

bool jr_kit_facts_read(jr_str text, jr_arena *arena, jr_kit_facts *ret_facts)
{
    const jr_json *o;
    size_t at, n = 0, cap = 0;
    jr_kit_image *images = NULL;
    if (text.n == 0 || !jr_json_read(text, arena, &o, &at))
        return false;
    const jr_json *list = jr_json_member(o, "images");
    for (const jr_json *m = list ? list->first : NULL; m; m = m->next) {
        JR_GROW(arena, images, n, cap);
        images[n++] = (jr_kit_image){jr_json_text(m, "file"), jr_json_text(m, "path")};
    }
    *ret_facts = (jr_kit_facts){
        .sha1 = jr_json_text(o, "sha1"),
        .blob = jr_json_text(o, "blob"),
        .title = jr_json_text(o, "title"),
        .lang = jr_json_text(o, "lang"),
        .preview = jr_json_text(o, "preview"),
        .xliff = jr_json_text(o, "xliff"),
        .images = images,
        .n_images = n,
    };
    return true;
}

/* ---- XLIFF ---- */

/* A document is looked at while it is there. */
typedef struct looking {
    jr_arena *arena;     /* of what is kept */
    jr_str folder;       /* of the page, from the source folder */
    const jr_diag *diag; /* knows the names of files */
    jr_kit_facts *facts;
    jr_kit_image *images;
    size_t n, capacity;
} looking;

static void look_at_page(void *user, const jr_host *host, const jr_doc *doc, jr_arena *arena)
{
    const looking *l = user;
    char sha1[2 * JR_SHA1_SIZE + 1], blob[2 * JR_SHA1_SIZE + 1];
    (void)host;
    (void)arena;
    jr_sha1_hex(doc->source, sha1);
    jr_git_blob(doc->source, blob);
    l->facts->sha1 = jr_arena_copy(l->arena, jr_str_from(sha1));
    l->facts->blob = jr_arena_copy(l->arena, jr_str_from(blob));
    l->facts->title = jr_arena_copy(l->arena, doc->title);
    l->facts->lang = jr_arena_copy(l->arena, doc->lang);
}

bool jr_kit_make_xliff(const jr_convert *job, jr_arena *arena, jr_diag *diag, jr_buf *out, jr_kit_facts *ret_facts)
{
    looking l = {.arena = arena, .facts = ret_facts};
    jr_convert looked_at = *job;
    *ret_facts = (jr_kit_facts){0};
    looked_at.look = look_at_page;
    looked_at.look_user = &l;
    jr_sink *sink = jr_sink_memory(out);
    const bool ok = jr_convert_page(&looked_at, sink, diag);
    if (ok)
        return jr_sink_finish(sink);
    jr_sink_discard(sink);
    return false;
}

/* ---- Previews ---- */

static void add_image(looking *l, const jr_host *host, const jr_doc *doc, jr_str url, jr_arena *arena)
{
    jr_str path, name;
    jr_resource found;
    /* An image above the source folder has no place in the kit. */
    if (jr_url_path(url, arena, &path) != JR_URL_LOCAL || path.n == 0 || !jr_path_join(l->folder, path, arena, &name))
        return;
    if (host->load(host, arena, url, doc->file, &found) != JR_LOAD_OK)
        return;
    JR_GROW(l->arena, l->images, l->n, l->capacity);
    l->images[l->n++] = (jr_kit_image){
        .file = jr_arena_printf(l->arena, "preview/%.*s", JR_FMT(name)),
        .path = jr_arena_copy(l->arena, jr_diag_file_name(l->diag, found.file)),
    };
}

static void find_images(looking *l, const jr_host *host, const jr_doc *doc, const jr_node *root, jr_arena *arena)
{
    if (!root)
        return;
    for (jr_walk walk = jr_walk_start(root); jr_walk_next(&walk);)
        if (walk.entering && walk.node->kind == JR_IMAGE)
            add_image(l, host, doc, walk.node->as.link.url, arena);
}

static void look_for_images(void *user, const jr_host *host, const jr_doc *doc, jr_arena *arena)
{
    looking *l = user;
    find_images(l, host, doc, doc->root, arena);
    find_images(l, host, doc, doc->notes, arena);
}

static bool write_preview(jr_str html, const looking *l, jr_str folder, jr_str name, const jr_map *pages, jr_diag *diag)
{
    const jr_str file = jr_arena_printf(l->arena, "preview/%.*s.html", JR_FMT(name));
    const jr_str path = jr_arena_printf(l->arena, "%.*s/%.*s", JR_FMT(folder), JR_FMT(file));
    if (!jr_make_folders(jr_path_folder(path), l->arena, diag))
        return false;
    jr_buf bytes = {0};
    jr_kit_put_preview(html, name, pages, l->arena, &bytes);
    jr_sink *sink = jr_sink_file(path, diag);
    jr_sink_take(sink, &bytes);
    jr_buf_free(&bytes);
    l->facts->preview = file;
    l->facts->images = l->images;
    l->facts->n_images = l->n;
    return jr_sink_finish(sink);
}

bool jr_kit_make_preview(const jr_convert *job, jr_str folder, jr_str name, const jr_map *pages, jr_arena *arena,
                         jr_diag *diag, jr_kit_facts *facts)
{
    const jr_str base = jr_path_folder(name);
    jr_diag *quiet = jr_diag_create(NULL, NULL);
    looking l = {.arena = arena, .folder = jr_str_sub(base, 0, base.n - (base.n > 0)), .diag = quiet, .facts = facts};
    jr_convert html = *job;
    html.writer = jr_writer_named(JR_STR("html"));
    html.options = (jr_opt_list){0};
    html.proposer = NULL;
    html.skip_links = false;
    html.look = look_for_images;
    html.look_user = &l;
    jr_buf bytes = {0};
    jr_sink *sink = jr_sink_memory(&bytes);
    const bool shown = jr_convert_page(&html, sink, quiet);
    jr_diag_destroy(quiet);
    if (shown)
        jr_sink_finish(sink);
    else
        jr_sink_discard(sink);
    const bool ok = !shown || write_preview(jr_buf_str(&bytes), &l, folder, name, pages, diag);
    jr_buf_free(&bytes);
    return ok;
}
