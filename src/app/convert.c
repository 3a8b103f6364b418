/* SPDX-License-Identifier: MIT */
/* One page: read, overlay, resolve, check, write. */
#include "convert.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include <jerome/label.h>

#include "base/path.h"
#include "format.h"
#include "host.h"
#include "links.h"
#include "overlay.h"
#include "pass/choose.h"
#include "pass/resolve.h"
#include "registry.h"

/* ---- Input ---- */

static bool is_stdin(jr_str input)
{
    return jr_str_eq(input, JR_STR("-"));
}

static size_t most_bytes(const jr_convert *job)
{
    static const jr_limits defaults = JR_DEFAULT_LIMITS;
    return (size_t)(job->limits ? job->limits : &defaults)->size << 20;
}

static bool report_unreadable(const jr_convert *job, jr_diag *diag, uint32_t file, int error)
{
    const jr_span where = {.file = file};
    if (error == EFBIG)
        return jr_report(diag, JR_D_LIMIT_SIZE, &where, "larger than %zu MiB, the most that is read",
                         most_bytes(job) >> 20);
    return jr_report(diag, JR_D_CANNOT_READ, &where, "cannot read: %s", strerror(error));
}

static bool read_input(const jr_convert *job, uint32_t file, jr_arena *arena, jr_diag *diag, jr_str *ret_bytes)
{
    if (job->bytes.p && job->bytes.n > most_bytes(job))
        return report_unreadable(job, diag, file, EFBIG);
    if (job->bytes.p) {
        *ret_bytes = job->bytes;
        return true;
    }
    int fd = STDIN_FILENO;
    if (!is_stdin(job->input)) {
        const jr_str path = jr_arena_copy(arena, job->input);
        do
            fd = open(path.p, O_RDONLY | O_CLOEXEC | O_NOCTTY);
        while (fd < 0 && errno == EINTR);
        if (fd < 0)
            return report_unreadable(job, diag, file, errno);
    }
    const int error = jr_read_all(fd, most_bytes(job), arena, ret_bytes);
    if (fd != STDIN_FILENO)
        close(fd);
    return !error || report_unreadable(job, diag, file, error);
}

/* ---- Options ---- */

/* A struct with the defaults of a table. */
static void *options_of(const jr_opt *table, size_t size, jr_arena *arena)
{
    void *values = size ? jr_arena_alloc(arena, 1, size) : NULL;
    if (values)
        jr_opt_defaults(table, values, arena);
    return values;
}

/* Sets one WRITER.OPTION=VALUE where WRITER is the one at hand; a flag needs no "=VALUE". */
static bool set_option(const jr_writer *writer, void *values, jr_str item, jr_arena *arena, jr_diag *diag)
{
    const size_t equals = jr_str_find(item, 0, '=');
    const jr_str left = jr_str_sub(item, 0, equals);
    const size_t dot = jr_str_find(left, 0, '.');
    if (dot == left.n || dot == 0)
        return jr_report(diag, JR_D_BAD_OPTION, NULL, "'%.*s' is no WRITER.OPTION=VALUE", JR_FMT(item));
    const jr_str owner = jr_str_sub(left, 0, dot);
    const jr_str name = jr_str_sub(left, dot + 1, left.n);
    const jr_writer *named = jr_writer_named(owner);
    if (!named && !jr_str_eq(owner, jr_str_from(writer->name)))
        return jr_report_no_writer(owner, diag);
    if (!jr_str_eq(owner, jr_str_from(writer->name)))
        return true;
    const jr_opt *opt = jr_opt_find(writer->opts, name);
    if (equals == item.n && opt && opt->type != JR_OPT_FLAG)
        return jr_report(diag, JR_D_BAD_OPTION, NULL, "'%.*s' needs a value", JR_FMT(item));
    const jr_str value = equals < item.n ? jr_str_sub(item, equals + 1, item.n) : JR_STR("true");
    return jr_opt_set(writer->opts, values, owner, name, value, arena, diag);
}

static bool set_options(const jr_convert *job, jr_arena *arena, jr_diag *diag, void **ret_values)
{
    void *values = options_of(job->writer->opts, job->writer->opts_size, arena);
    bool ok = true;
    for (size_t i = 0; i < job->options.n; i++)
        ok = set_option(job->writer, values, job->options.items[i], arena, diag) && ok;
    *ret_values = values;
    return ok;
}

/* ---- What the writer does not show ---- */

/* The kinds that a page holds and the writer does not render, in the order in which they appear. */
struct unseen {
    size_t n;
    const jr_node *first[JR_KIND_COUNT];
    size_t count[JR_KIND_COUNT]; /* by kind */
};

/* What is below a node that is not rendered is not counted: one warning is enough for the place. */
static void count_unseen(const jr_node *root, uint64_t renders, struct unseen *unseen)
{
    if (!root)
        return;
    for (jr_walk walk = jr_walk_start(root); jr_walk_next(&walk);) {
        if (!walk.entering || (renders & JR_BIT(walk.node->kind)))
            continue;
        if (unseen->count[walk.node->kind]++ == 0)
            unseen->first[unseen->n++] = walk.node;
        jr_walk_skip(&walk);
    }
}

static void warn_unseen(const jr_writer *writer, const jr_doc *doc, jr_diag *diag)
{
    const uint64_t renders = writer->renders | JR_BIT(JR_DOCUMENT);
    if ((renders & JR_ALL_KINDS) == JR_ALL_KINDS)
        return;
    struct unseen unseen = {0};
    count_unseen(doc->root, renders, &unseen);
    count_unseen(doc->notes, renders, &unseen);
    for (size_t i = 0; i < unseen.n; i++) {
        const jr_node *node = unseen.first[i];
        const jr_str name = jr_kind_name((jr_kind)node->kind);
        const size_t more = unseen.count[node->kind] - 1;
        if (more)
            jr_report(diag, JR_D_NOT_RENDERED, &node->span, "the %s writer does not render this %.*s, nor %zu more",
                      writer->name, JR_FMT(name), more);
        else
            jr_report(diag, JR_D_NOT_RENDERED, &node->span, "the %s writer does not render this %.*s", writer->name,
                      JR_FMT(name));
    }
}

/* ---- The road ---- */

static bool write_page(const jr_convert *job, const jr_host *host, const void *opts, const jr_doc *doc, jr_arena *arena,
                       jr_sink *sink, jr_diag *diag)
{
    const jr_write_ctx ctx = {
        .arena = arena,
        .diag = diag,
        .host = host,
        .opts = opts,
        .sentences = job->sentences,
        .proposer = job->proposer,
    };
    const size_t errors = jr_diag_count(diag, JR_ERROR);
    if (job->proposer && job->proposer->start)
        job->proposer->start(job->proposer->user, doc, diag);
    if (job->writer->write(&ctx, doc, sink))
        return true;
    if (jr_diag_count(diag, JR_ERROR) == errors)
        jr_report(diag, JR_D_INTERNAL, NULL, "the %s writer failed without saying why", job->writer->name);
    return false;
}

static void settle_links(jr_doc *doc, const jr_index *index, jr_files *files, jr_links_options options, jr_arena *arena,
                         jr_diag *diag)
{
    jr_pages *own = options.check && !options.pages ? jr_pages_create() : NULL;
    options.pages = own ? own : options.pages;
    jr_links_settle(doc, index, files, &options, arena, diag);
    jr_pages_destroy(own);
}

static bool convert(const jr_convert *job, jr_arena *arena, jr_sink *sink, jr_diag *diag, jr_files **files)
{
    void *opts;
    if (!set_options(job, arena, diag, &opts))
        return false;
    const jr_str name = is_stdin(job->input) ? JR_STR("stdin") : job->input;
    const uint32_t file = jr_diag_file(diag, name);
    jr_str bytes;
    if (!read_input(job, file, arena, diag, &bytes) || !jr_files_open(job->input, job->root, file, arena, diag, files))
        return false;
    jr_files_set_folder(*files, job->folder);
    void *reading = options_of(job->reader->opts, job->reader->opts_size, arena);
    if (!jr_switches_set(job->reader, reading, job->switches, arena, diag))
        return false;
    const jr_host *host = jr_files_host(*files);
    const jr_read_ctx ctx = {
        .arena = arena,
        .diag = diag,
        .host = host,
        .opts = reading,
        .limits = job->limits,
    };
    jr_doc *doc;
    if (!job->reader->read(&ctx, bytes, file, &doc))
        return false;
    if (!jr_overlay(&doc->meta, &job->meta, arena, diag))
        return false;
    jr_choose(arena, diag, doc, &(jr_choice){job->pivots, job->monikers});
    const jr_resolve_options resolve = {.lang = job->lang, .name = name};
    jr_index index;
    jr_resolve(arena, diag, doc, &resolve, &index);
    const jr_links_options links = {
        .check = job->check_links,
        .as_written = (job->writer->caps & JR_CAP_AS_WRITTEN) != 0,
        .pages = job->pages,
        .reader = job->reader,
        .reading = &ctx,
    };
    if (!job->skip_links)
        settle_links(doc, &index, *files, links, arena, diag);
    warn_unseen(job->writer, doc, diag);
    if (job->look)
        job->look(job->look_user, host, doc, arena);
    return write_page(job, host, opts, doc, arena, sink, diag);
}

bool jr_convert_page(const jr_convert *job, jr_sink *sink, jr_diag *diag)
{
    jr_arena *arena = jr_arena_create();
    jr_files *files = NULL;
    const bool ok = convert(job, arena, sink, diag, &files);
    jr_files_close(files);
    jr_diag_tell_held(diag);
    jr_arena_destroy(arena);
    return ok;
}

bool jr_lang_check(const char *option, jr_str tag, jr_diag *diag)
{
    return tag.n == 0 || jr_lang_valid(tag) ||
           jr_report(diag, JR_D_BAD_OPTION, NULL, "%s: '%.*s' is no language tag (BCP 47), such as de-DE", option,
                     JR_FMT(tag));
}

bool jr_convert_check(const jr_convert *job, jr_diag *diag)
{
    jr_arena *arena = jr_arena_create();
    void *values;
    jr_meta none = {.kind = JR_META_MAP};
    bool ok = set_options(job, arena, diag, &values);
    ok = jr_overlay(&none, &job->meta, arena, diag) && ok;
    ok = jr_lang_check("--lang", job->lang, diag) && ok;
    jr_arena_destroy(arena);
    return ok;
}
