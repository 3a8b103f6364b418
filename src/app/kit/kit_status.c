/* SPDX-License-Identifier: MIT */
#include "kit_status.h"

#include <stdlib.h>

#include <jerome/hash.h>

#include "base/clean.h"
#include "base/csv.h"
#include "base/grow.h"
#include "base/json_text.h"
#include "base/path.h"
#include "base/table.h"
#include "base/file.h"
#include "report/report_parts.h"

/* ---- Lines ---- */

typedef struct joiner {
    jr_arena *arena;
    jr_kit_line *lines;
    size_t n, capacity;
    jr_map known;      /* language and page to index + 1 */
    jr_str *languages; /* as they were first spelled */
    size_t n_languages, cap_languages;
} joiner;

/* Tools spell tags as they like: de-DE is de-de (BCP 47 §2.1.1). */
static jr_str spelled_first(joiner *j, jr_str language)
{
    for (size_t i = 0; i < j->n_languages; i++)
        if (jr_str_eq_nocase(j->languages[i], language))
            return j->languages[i];
    JR_GROW(j->arena, j->languages, j->n_languages, j->cap_languages);
    return j->languages[j->n_languages++] = jr_arena_copy(j->arena, language);
}

static jr_kit_line *line_of(joiner *j, jr_str tag, jr_str page)
{
    const jr_str language = spelled_first(j, tag);
    const jr_str key = jr_arena_printf(j->arena, "%.*s\n%.*s", JR_FMT(language), JR_FMT(page));
    size_t *at = jr_map_at(&j->known, key);
    if (*at == 0) {
        JR_GROW(j->arena, j->lines, j->n, j->capacity);
        j->lines[j->n++] =
            (jr_kit_line){.language = language, .page = jr_arena_copy(j->arena, page), .today = JR_KIT_UNKNOWN};
        *at = j->n;
    }
    return &j->lines[*at - 1];
}

static void add_kit(joiner *j, const jr_kit *kit)
{
    for (size_t i = 0; i < kit->n_pages; i++) {
        const jr_kit_page *page = &kit->pages[i];
        jr_kit_line *line = line_of(j, kit->target_lang, page->page);
        if (line->listed)
            continue; /* the same kit again */
        line->listed = true;
        line->sha1 = page->sha1;
        line->units = page->counts.units;
        line->words = line->states[JR_STATE_INITIAL] = page->counts.words;
    }
}

static uint64_t done_of(const uint64_t *states)
{
    uint64_t done = 0;
    for (size_t i = JR_STATE_INITIAL + 1; i < JR_STATE_COUNT; i++)
        done += states[i];
    return done;
}

static void add_row(joiner *j, const jr_stats_row *row)
{
    jr_str page;
    uint64_t states[JR_STATE_COUNT];
    if (!jr_path_join((jr_str){"", 0}, row->page, j->arena, &page))
        page = row->page;
    jr_kit_line *line = line_of(j, row->target_lang, page);
    for (size_t i = 0; i < JR_STATE_COUNT; i++)
        states[i] = row->tally.states[i].words;
    if (line->file.n && done_of(states) < done_of(line->states))
        return;
    line->file = jr_arena_copy(j->arena, row->path);
    line->units = row->tally.units;
    line->words = jr_tally_total(&row->tally).words;
    memcpy(line->states, states, sizeof states);
}

static jr_kit_stage stage_of(const jr_kit_line *line)
{
    const uint64_t done = done_of(line->states);
    if (line->file.n == 0)
        return JR_KIT_MISSING;
    if (done == line->words)
        return JR_KIT_DONE;
    return done ? JR_KIT_PART : JR_KIT_OPEN;
}

static jr_kit_today today_of(const jr_kit_line *line, jr_str source)
{
    jr_str name, bytes;
    char sha1[2 * JR_SHA1_SIZE + 1];
    jr_kit_today today = JR_KIT_UNKNOWN;
    jr_arena *scratch = jr_arena_create();
    jr_diag *quiet = jr_diag_create(NULL, NULL);
    /* What leads out of the folder is none of its pages. */
    if (source.n && line->sha1.n && line->page.n && line->page.p[0] != '/' &&
        jr_path_join((jr_str){"", 0}, line->page, scratch, &name)) {
        const jr_str path = jr_arena_printf(scratch, "%.*s/%.*s", JR_FMT(source), JR_FMT(name));
        today = JR_KIT_GONE;
        if (jr_file_read(path, JR_FILE_MAX, 0, scratch, quiet, &bytes)) {
            jr_sha1_hex(bytes, sha1);
            today = jr_str_eq(jr_str_from(sha1), line->sha1) ? JR_KIT_SAME : JR_KIT_CHANGED;
        }
    }
    jr_diag_destroy(quiet);
    jr_arena_destroy(scratch);
    return today;
}

/* Lines of one language follow each other, the languages in the order in which they turned up. */
static void sort_lines(joiner *j, jr_kit_status *status)
{
    jr_kit_line *sorted = jr_arena_array(j->arena, jr_kit_line, j->n + 1);
    jr_kit_line *sums = jr_arena_array(j->arena, jr_kit_line, j->n + 1);
    jr_map languages = {.arena = j->arena};
    for (size_t i = 0; i < j->n; i++) {
        size_t *at = jr_map_at(&languages, j->lines[i].language);
        if (*at == 0) {
            sums[status->n_sums++] = (jr_kit_line){.language = j->lines[i].language};
            *at = status->n_sums;
        }
    }
    for (size_t s = 0; s < status->n_sums; s++)
        for (size_t i = 0; i < j->n; i++) {
            const jr_kit_line *line = &j->lines[i];
            if (jr_map_get(&languages, line->language) != s + 1)
                continue;
            sorted[status->n++] = *line;
            sums[s].units += line->units;
            sums[s].words += line->words;
            for (size_t k = 0; k < JR_STATE_COUNT; k++)
                sums[s].states[k] += line->states[k];
        }
    status->lines = sorted;
    status->sums = sums;
}

jr_kit_status jr_kit_status_make(const jr_returns *returns, const jr_stats_row *rows, jr_str source, jr_arena *arena)
{
    joiner j = {.arena = arena, .known = {.arena = arena}};
    jr_kit_status status = {.kits = returns->kits, .n_kits = returns->n_kits};
    for (size_t i = 0; i < returns->n_kits; i++)
        add_kit(&j, &returns->kits[i]);
    for (const jr_stats_row *row = rows; row; row = row->next)
        add_row(&j, row);
    for (size_t i = 0; i < j.n; i++) {
        j.lines[i].stage = stage_of(&j.lines[i]);
        j.lines[i].today = today_of(&j.lines[i], source);
    }
    sort_lines(&j, &status);
    return status;
}

/* ---- Text, CSV, JSON ---- */

static const struct {
    const char *slug, *words;
} stages[JR_KIT_STAGE_COUNT] = {
#define X(name, slug, words) [JR_KIT_##name] = {slug, words},
    JR_KIT_STAGES(X)
#undef X
};

static const char *const todays[] = {
    [JR_KIT_SAME] = "same", [JR_KIT_CHANGED] = "changed", [JR_KIT_GONE] = "gone", [JR_KIT_UNKNOWN] = ""};
static const char *const today_words[] = {[JR_KIT_SAME] = "",
                                          [JR_KIT_CHANGED] = "; the page has changed since",
                                          [JR_KIT_GONE] = "; the page is gone",
                                          [JR_KIT_UNKNOWN] = ""};

static void put_numbers(jr_table *table, const jr_kit_line *line)
{
    jr_table_number(table, line->units);
    jr_table_number(table, line->words);
    for (size_t i = 0; i < JR_STATE_COUNT; i++)
        jr_table_number(table, line->states[i]);
}

static jr_str clean(jr_str text, jr_arena *arena)
{
    jr_buf out = {0};
    jr_put_clean(&out, text);
    return jr_buf_take(&out, arena);
}

/* "3 of 4 pages are done, 1 in part, 0 missing" */
static jr_str summary(const jr_kit_status *s, jr_str language, jr_arena *arena)
{
    size_t n[JR_KIT_STAGE_COUNT] = {0}, pages = 0, changed = 0;
    for (size_t i = 0; i < s->n; i++) {
        if (!jr_str_eq(s->lines[i].language, language))
            continue;
        pages++;
        n[s->lines[i].stage]++;
        changed += s->lines[i].today == JR_KIT_CHANGED || s->lines[i].today == JR_KIT_GONE;
    }
    const jr_str text = jr_arena_printf(arena, "%zu of %zu done, %zu in part, %zu open, %zu missing", n[JR_KIT_DONE],
                                        pages, n[JR_KIT_PART], n[JR_KIT_OPEN], n[JR_KIT_MISSING]);
    return changed ? jr_arena_printf(arena, "%.*s; %zu changed since", JR_FMT(text), changed) : text;
}

static void put_head(const jr_kit_status *s, jr_str language, jr_buf *out)
{
    jr_put_clean(out, language.n ? language : JR_STR("(no language)"));
    for (size_t i = 0; i < s->n_kits; i++) {
        const jr_kit *kit = &s->kits[i];
        if (!jr_str_eq_nocase(kit->target_lang, language) || (kit->project.n == 0 && kit->due.n == 0))
            continue;
        jr_puts(out, ": ");
        jr_put_clean(out, kit->project);
        if (kit->due.n) {
            jr_put(out, kit->project.n ? JR_STR(", due ") : JR_STR("due "));
            jr_put_clean(out, kit->due);
        }
        break;
    }
    jr_putc(out, '\n');
}

static void put_text(const jr_kit_status *s, jr_arena *arena, jr_buf *out)
{
    static const char *const heads[] = {"page", "units", "words"};
    for (size_t k = 0; k < s->n_sums; k++) {
        jr_table table = {.arena = arena};
        if (k)
            jr_putc(out, '\n');
        put_head(s, s->sums[k].language, out);
        jr_table_start(&table, false);
        for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
            (i ? jr_table_right : jr_table_text)(&table, jr_str_from(heads[i]));
        for (size_t i = 0; i < JR_STATE_COUNT; i++)
            jr_table_right(&table, jr_str_from(jr_word_states[i].slug));
        jr_table_text(&table, JR_STR("status"));
        for (size_t i = 0; i < s->n; i++) {
            const jr_kit_line *line = &s->lines[i];
            if (!jr_str_eq(line->language, s->sums[k].language))
                continue;
            jr_table_start(&table, false);
            jr_table_text(&table, clean(line->page, arena));
            put_numbers(&table, line);
            jr_table_text(&table, jr_arena_printf(arena, "%s%s", stages[line->stage].words, today_words[line->today]));
        }
        jr_table_start(&table, true);
        jr_table_text(&table, JR_STR("all"));
        put_numbers(&table, &s->sums[k]);
        jr_table_text(&table, summary(s, s->sums[k].language, arena));
        jr_table_put(&table, out);
    }
}

static void put_csv(const jr_kit_status *s, jr_buf *out)
{
    static const char *const heads[] = {"language", "page", "status", "today", "listed", "file", "units", "words"};
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        jr_csv_text(out, jr_str_from(heads[i]));
    for (size_t i = 0; i < JR_STATE_COUNT; i++)
        jr_csv_text(out, jr_str_from(jr_word_states[i].slug));
    jr_csv_end(out);
    for (size_t i = 0; i < s->n; i++) {
        const jr_kit_line *line = &s->lines[i];
        const jr_str texts[] = {line->language,
                                line->page,
                                jr_str_from(stages[line->stage].slug),
                                jr_str_from(todays[line->today]),
                                line->listed ? JR_STR("yes") : JR_STR("no"),
                                line->file};
        for (size_t k = 0; k < sizeof texts / sizeof *texts; k++)
            jr_csv_text(out, texts[k]);
        jr_csv_number(out, line->units);
        jr_csv_number(out, line->words);
        for (size_t k = 0; k < JR_STATE_COUNT; k++)
            jr_csv_number(out, line->states[k]);
        jr_csv_end(out);
    }
}

static void put_member(jr_buf *out, const char *key, jr_str text)
{
    if (text.n == 0)
        return;
    jr_printf(out, ",\"%s\":", key);
    jr_put_json_bytes(out, text);
}

static void put_json_line(const jr_kit_line *line, bool sum, jr_buf *out)
{
    jr_puts(out, "{\"language\":");
    jr_put_json(out, line->language);
    if (!sum) {
        put_member(out, "page", line->page);
        put_member(out, "status", jr_str_from(stages[line->stage].slug));
        put_member(out, "today", jr_str_from(todays[line->today]));
        put_member(out, "file", line->file);
        jr_printf(out, ",\"listed\":%s", line->listed ? "true" : "false");
    }
    jr_printf(out, ",\"units\":%llu,\"words\":%llu,\"states\":{", (unsigned long long)line->units,
              (unsigned long long)line->words);
    for (size_t i = 0; i < JR_STATE_COUNT; i++)
        jr_printf(out, "%s\"%s\":%llu", i ? "," : "", jr_word_states[i].slug, (unsigned long long)line->states[i]);
    jr_puts(out, "}}");
}

static void put_json(const jr_kit_status *s, jr_buf *out)
{
    jr_puts(out, "{\"pages\":[");
    for (size_t i = 0; i < s->n; i++) {
        jr_put(out, i ? JR_STR(",\n") : JR_STR("\n"));
        put_json_line(&s->lines[i], false, out);
    }
    jr_puts(out, "],\n\"languages\":[");
    for (size_t i = 0; i < s->n_sums; i++) {
        jr_put(out, i ? JR_STR(",\n") : JR_STR("\n"));
        put_json_line(&s->sums[i], true, out);
    }
    jr_puts(out, "]}\n");
}

void jr_kit_status_put(const jr_kit_status *status, jr_kit_status_form form, jr_arena *arena, jr_buf *out)
{
    switch (form) {
    case JR_KIT_STATUS_TEXT: put_text(status, arena, out); break;
    case JR_KIT_STATUS_CSV: put_csv(status, out); break;
    case JR_KIT_STATUS_JSON: put_json(status, out); break;
    }
}
