/* SPDX-License-Identifier: MIT */
/* What the pages of a report come to. */
#include <jerome/map.h>

#include "report_parts.h"

const jr_report_word jr_page_statuses[JR_PAGE_STATUS_COUNT] = {
#define X(name, slug, written, words) [JR_PAGE_##name] = {slug, words, written},
    JR_PAGE_STATUSES(X)
#undef X
};

const jr_report_word jr_word_states[JR_STATE_COUNT] = {
#define X(name, slug, words) [JR_STATE_##name] = {slug, words, true},
    JR_WORD_STATES(X)
#undef X
};

const jr_report_word jr_word_changes[JR_CHANGE_COUNT] = {
#define X(name, slug) [JR_CHANGE_##name] = {slug, slug, true},
    JR_CHANGES(X)
#undef X
};

const jr_report_word jr_match_bands[JR_BAND_COUNT] = {
    [JR_BAND_CONTEXT] = {"context", "In context", true},
    [JR_BAND_EXACT] = {"exact", "100 %", true},
    [JR_BAND_REPEATED] = {"repeated", "Repeated in the page", true},
    [JR_BAND_ELSEWHERE] = {"elsewhere", "Repeated elsewhere", true},
    [JR_BAND_FUZZY_95] = {"95-99", "95–99 %", true},
    [JR_BAND_FUZZY_85] = {"85-94", "85–94 %", true},
    [JR_BAND_FUZZY_75] = {"75-84", "75–84 %", true},
    [JR_BAND_FUZZY_50] = {"50-74", "50–74 %", true},
    [JR_BAND_NEW] = {"new", "New", true},
};

#define AT(field) offsetof(jr_report_page, field)

/* clang-format off */
const jr_report_column jr_report_columns[] = {
    {"errors", "Errors", AT(severities[JR_ERROR]), false, false},
    {"warnings", "Warnings", AT(severities[JR_WARNING]), false, false},
    {"notes", "Notes", AT(severities[JR_NOTE_SEVERITY]), false, true},
    {"units", "Units", AT(counts.units), true, false},
    {"segments", "Segments", AT(counts.segments), true, false},
    {"words", "Words", AT(counts.words), true, false},
#define X(name, slug, words) {slug, words, AT(counts.states[JR_STATE_##name]), true, false},
    JR_WORD_STATES(X)
#undef X
#define X(name, slug, least, rate) {"match-" slug, slug, AT(counts.matches[JR_BAND_##name]), true, true},
    JR_BANDS(X)
#undef X
    {NULL, NULL, 0, false, false},
};
/* clang-format on */

uint64_t jr_report_value(const jr_report_page *page, const jr_report_column *column)
{
    uint64_t value;
    memcpy(&value, (const char *)page + column->offset, sizeof value);
    return value;
}

static void add_page(const jr_report_page *page, jr_report_sum *sum)
{
    sum->pages++;
    sum->resumed += page->resumed;
    sum->written += jr_page_statuses[page->status].written;
    sum->statuses[page->status]++;
    sum->outputs += page->n_outputs;
    for (size_t i = 0; i < page->n_outputs; i++)
        sum->bytes += page->outputs[i].bytes;
    for (size_t i = 0; i <= JR_ERROR; i++)
        sum->severities[i] += page->severities[i];
    if (page->seconds >= 0)
        sum->seconds = (sum->seconds < 0 ? 0 : sum->seconds) + page->seconds;
    for (size_t i = 0; i < JR_CHANGE_COUNT; i++)
        sum->changes[i] += page->changes[i];
    if (!page->counted)
        return;
    sum->counted = true;
    sum->counts.units += page->counts.units;
    sum->counts.segments += page->counts.segments;
    sum->counts.words += page->counts.words;
    for (size_t i = 0; i < JR_STATE_COUNT; i++)
        sum->counts.states[i] += page->counts.states[i];
    for (size_t i = 0; i < JR_BAND_COUNT; i++)
        sum->counts.matches[i] += page->counts.matches[i];
}

static void add_message(const jr_page_message *m, size_t page, jr_report_totals *totals, jr_map *kinds, size_t *last)
{
    size_t *at = jr_map_at(kinds, m->code);
    if (!*at) {
        *at = ++totals->n_kinds;
        totals->kinds[*at - 1] = (jr_report_kind){.code = m->code, .page = page, .first = m};
    }
    jr_report_kind *kind = &totals->kinds[*at - 1];
    if (m->severity > kind->severity)
        kind->severity = m->severity;
    kind->pages += last[*at - 1] != page + 1;
    last[*at - 1] = page + 1;
}

/* There are as many as there are codes, or fewer: a report that was read may name any. */
static size_t count_kinds(const jr_run *report, jr_arena *arena)
{
    jr_map kinds = {.arena = arena};
    for (size_t i = 0; i < report->n_pages; i++)
        for (size_t k = 0; k < report->pages[i].n_messages; k++)
            jr_map_add(&kinds, report->pages[i].messages[k].code, 0);
    return kinds.count;
}

void jr_report_add_up(const jr_run *report, jr_arena *arena, jr_report_totals *ret_totals)
{
    jr_report_totals totals = {.all.seconds = -1};
    jr_map files = {.arena = arena}, languages = {.arena = arena}, kinds = {.arena = arena};
    const size_t n_kinds = count_kinds(report, arena);
    totals.kinds = jr_arena_array(arena, jr_report_kind, n_kinds + 1);
    size_t *last = jr_arena_array(arena, size_t, n_kinds + 1);
    for (size_t i = 0; i < report->n_pages; i++)
        jr_map_add(&languages, report->pages[i].language, 0);
    totals.languages = jr_arena_array(arena, jr_report_language, languages.count + 1);
    for (size_t i = 0; i < report->n_pages; i++) {
        const jr_report_page *page = &report->pages[i];
        jr_map_add(&files, page->page, i);
        size_t *at = jr_map_at(&languages, page->language);
        if (!*at) {
            *at = ++totals.n_languages;
            totals.languages[*at - 1] = (jr_report_language){.language = page->language, .sum.seconds = -1};
        }
        add_page(page, &totals.all);
        add_page(page, &totals.languages[*at - 1].sum);
        for (size_t k = 0; k < page->n_messages; k++)
            add_message(&page->messages[k], i, &totals, &kinds, last);
    }
    totals.files = files.count;
    *ret_totals = totals;
}

static bool adds_up(const uint64_t *parts, size_t n, uint64_t whole)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += parts[i];
    return sum > 0 && sum == whole;
}

bool jr_report_has_states(const jr_report_sum *sum)
{
    return adds_up(sum->counts.states, JR_STATE_COUNT, sum->counts.words);
}

bool jr_report_has_matches(const jr_report_sum *sum)
{
    return adds_up(sum->counts.matches, JR_BAND_COUNT, sum->counts.words);
}
