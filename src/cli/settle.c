/* SPDX-License-Identifier: MIT */
#include "settle.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#define LONGEST 500 /* milliseconds that a file waits for others */

/* ---- Records ---- */

/* Reads the record of a job into the scratch arena. */
static jr_record read_record(jr_settler *s, size_t job)
{
    jr_record r = {.status = JR_STATUS_INTERNAL};
    jr_arena_reset(s->scratch);
    jr_record_read(jr_buf_str(&s->made[job].record), s->scratch, &r);
    return r;
}

/* Writes a record anew, with one more thing to say. */
static void add_message(jr_settler *s, size_t job, jr_code code, jr_status status, jr_str file, jr_str text)
{
    jr_record r = read_record(s, job);
    jr_diagnostic *messages = jr_arena_array(s->scratch, jr_diagnostic, r.n_messages + 1);
    if (r.n_messages)
        memcpy(messages, r.messages, r.n_messages * sizeof *messages);
    messages[r.n_messages++] =
        (jr_diagnostic){.code = code, .severity = JR_ERROR, .slug = jr_code_slug(code), .file = file, .text = text};
    r.messages = messages;
    r.status = status > r.status ? status : r.status;
    r.passing = true;
    jr_buf out = {0};
    jr_record_put(&r, &out);
    jr_buf_free(&s->made[job].record);
    s->made[job].record = out;
}

static void note(jr_settler *s, size_t job)
{
    if (s->journal && !s->made[job].kept)
        jr_journal_add(s->journal, jr_buf_str(&s->made[job].record));
}

/* ---- Outputs ---- */

static char *copy_name(jr_str name)
{
    char *copy = strndup(name.p, name.n);
    if (!copy)
        jr_out_of_memory(name.n + 1);
    return copy;
}

static void push(jr_settler *s, size_t job, jr_str temporary, jr_str target)
{
    if (s->n == s->capacity) {
        s->capacity = s->capacity ? 2 * s->capacity : JR_SINK_GATHER;
        s->files = realloc(s->files, s->capacity * sizeof *s->files);
        s->owners = realloc(s->owners, s->capacity * sizeof *s->owners);
        if (!s->files || !s->owners)
            jr_out_of_memory(s->capacity * sizeof *s->files);
    }
    if (s->n == 0)
        s->since = jr_now();
    s->owners[s->n] = job;
    s->files[s->n++] = (jr_waiting){.temporary = copy_name(temporary), .target = copy_name(target)};
    s->made[job].waiting++;
}

static void drop(jr_settler *s, size_t at)
{
    s->made[s->owners[at]].waiting--;
    free(s->files[at].temporary);
    free(s->files[at].target);
    s->n--;
    memmove(s->files + at, s->files + at + 1, (s->n - at) * sizeof *s->files);
    memmove(s->owners + at, s->owners + at + 1, (s->n - at) * sizeof *s->owners);
}

/* A page loses an output to one before it. */
static void lose_output(jr_settler *s, size_t job, jr_str target)
{
    for (size_t i = 0; i < s->n; i++)
        if (s->owners[i] == job && jr_str_eq(jr_str_from(s->files[i].target), target)) {
            unlink(s->files[i].temporary);
            drop(s, i);
            break;
        }
    const jr_str text =
        jr_arena_printf(s->arena, "'%.*s' would be written twice: two inputs make the same output", JR_FMT(target));
    add_message(s, job, JR_D_BAD_USAGE, JR_STATUS_USAGE, (jr_str){0}, text);
    note(s, job);
}

void jr_settler_take(jr_settler *s, const jr_frame *frame, jr_str temporary, jr_str record)
{
    const size_t job = frame->job;
    jr_made *made = &s->made[job];
    jr_put(&made->record, record);
    made->kept = frame->kept != 0;
    const jr_record r = read_record(s, job);
    const size_t n = r.n_outputs;
    jr_str *targets = jr_arena_array(s->arena, jr_str, n + 1); /* the record may be written anew below */
    for (size_t i = 0; i < n; i++)
        targets[i] = jr_arena_copy(s->arena, r.outputs[i].path);
    for (size_t i = 0, at = 0; i < n; i++) {
        const size_t end = jr_str_find(temporary, at, '\0');
        if (end < temporary.n)
            push(s, job, jr_str_sub(temporary, at, end), targets[i]);
        at = end + 1;
        size_t *claim = jr_map_at(&s->claims, targets[i]);
        const size_t other = *claim;
        if (other == 0 || job + 1 < other)
            *claim = job + 1;
        if (other && other != job + 1)
            lose_output(s, job + 1 < other ? other - 1 : job, targets[i]);
    }
    if (made->waiting == 0)
        note(s, job);
}

void jr_settler_lose(jr_settler *s, const jr_job *job, size_t i, jr_code code, jr_status status, jr_str text)
{
    const jr_record r = {.input = job->input, .output = job->output, .language = job->language, .status = status};
    jr_record_put(&r, &s->made[i].record);
    add_message(s, i, code, status, job->input, text);
}

void jr_settler_settle(jr_settler *s, bool now)
{
    if (s->n && (now || s->n >= JR_SINK_GATHER || jr_now() - s->since > LONGEST)) {
        jr_sink_settle(s->files, s->n);
        for (size_t i = 0; i < s->n; i++) {
            const size_t job = s->owners[i];
            const jr_waiting *file = &s->files[i];
            if (file->error) {
                const jr_str text = jr_arena_printf(s->arena, "cannot write: %s", strerror(file->error));
                add_message(s, job, JR_D_CANNOT_WRITE, JR_STATUS_IO, jr_str_from(file->target), text);
            }
            if (--s->made[job].waiting == 0)
                note(s, job);
            free(file->temporary);
            free(file->target);
        }
        s->n = 0;
        now = true;
    }
    if (now && s->journal)
        jr_journal_sync(s->journal, s->diag);
}

bool jr_settler_ready(const jr_settler *s, size_t i)
{
    return s->made[i].record.n > 0 && s->made[i].waiting == 0;
}

void jr_settler_free(jr_settler *s)
{
    for (size_t i = 0; i < s->n_made; i++)
        jr_buf_free(&s->made[i].record);
    free(s->files);
    free(s->owners);
    jr_arena_destroy(s->scratch);
}

/* ---- What was left behind ---- */

static bool is_left_behind(jr_str name, const jr_opt_list *runs)
{
    const jr_str before = JR_STR(".jerome-");
    if (!jr_str_starts(name, before) || !jr_str_ends(name, JR_STR(".tmp")))
        return false;
    for (size_t i = 0; i < runs->n; i++)
        if (jr_str_starts(jr_str_sub(name, before.n, name.n), runs->items[i]))
            return true;
    return false;
}

void jr_settler_sweep(jr_str folder, bool below, const jr_opt_list *runs, jr_arena *arena)
{
    jr_buf waiting = {0}; /* folders, a NUL behind each */
    jr_put(&waiting, folder);
    jr_putc(&waiting, '\0');
    for (size_t at = 0; runs->n && at < waiting.n;) {
        const jr_str path = jr_arena_copy(arena, jr_str_from(waiting.p + at));
        at += path.n + 1;
        DIR *dir = opendir(path.n ? path.p : ".");
        const struct dirent *entry;
        while (dir && (entry = readdir(dir))) {
            const jr_str name = jr_str_from(entry->d_name);
            if (is_left_behind(name, runs))
                unlinkat(dirfd(dir), entry->d_name, 0);
            else if (below && entry->d_type == DT_DIR && entry->d_name[0] != '.')
                jr_printf(&waiting, "%.*s/%s%c", JR_FMT(path), entry->d_name, '\0');
        }
        if (dir)
            closedir(dir);
    }
    jr_buf_free(&waiting);
}
