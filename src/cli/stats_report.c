/* SPDX-License-Identifier: MIT */
#include "stats_report.h"

#include "report/report.h"
#include "base/clean.h"
#include "base/csv.h"
#include "base/json_text.h"
#include "base/table.h"

typedef struct report {
    const jr_stats_row *rows;
    jr_tally total;
    const jr_rates *rates;
    jr_arena *arena;
    jr_buf *out;
} report;

static const struct {
    jr_str name;
    size_t offset;
} fields[] = {
#define X(field, name) {JR_STR_INIT(name), offsetof(jr_count, field)},
    JR_COUNT_FIELDS(X)
#undef X
};
enum { FIELDS = sizeof fields / sizeof *fields };

static const jr_str states[JR_STATE_COUNT] = {
#define X(state, name, words) [JR_STATE_##state] = JR_STR_INIT(name),
    JR_WORD_STATES(X)
#undef X
};

static uint64_t field(const jr_count *count, size_t i)
{
    uint64_t value;
    memcpy(&value, (const char *)count + fields[i].offset, sizeof value);
    return value;
}

static uint64_t characters(const jr_count *count)
{
    return count->characters + count->punctuation + count->spaces;
}

/* ---- Numbers ---- */

/* `part` of `parts` units of a thing, rounded half up. */
static uint64_t rounded(uint64_t value, uint64_t parts)
{
    return (value + parts / 2) / parts;
}

static uint64_t weighted(const report *r, const jr_tally *tally)
{
    return rounded(jr_rates_weigh(r->rates, tally), 1000);
}

/* The price of all words, to two decimal places: "114.60". Whole words first: all in one would be too large a number.
 */
static jr_str cost(const report *r, const jr_tally *tally)
{
    const uint64_t words = jr_rates_weigh(r->rates, tally), whole = words / 1000 * r->rates->price;
    const uint64_t rest = whole % 100 * 1000 + words % 1000 * r->rates->price;
    const uint64_t cents = whole / 100 + rounded(rest, 100000);
    return jr_arena_printf(r->arena, "%llu.%02llu", (unsigned long long)(cents / 100),
                           (unsigned long long)(cents % 100));
}

/* "12.5%" */
static jr_str per_cent(const report *r, uint64_t tenths)
{
    if (tenths % 10 == 0)
        return jr_arena_printf(r->arena, "%llu%%", (unsigned long long)(tenths / 10));
    return jr_arena_printf(r->arena, "%llu.%llu%%", (unsigned long long)(tenths / 10),
                           (unsigned long long)(tenths % 10));
}

/* "33.3%" of a whole; of nothing: "-". */
static jr_str share(const report *r, uint64_t part, uint64_t whole)
{
    if (whole == 0)
        return JR_STR("-");
    const uint64_t tenths = rounded(part * 1000, whole);
    return jr_arena_printf(r->arena, "%llu.%llu%%", (unsigned long long)(tenths / 10),
                           (unsigned long long)(tenths % 10));
}

static jr_str clean(const report *r, jr_str text)
{
    jr_buf out = {0};
    jr_put_clean(&out, text);
    return jr_buf_take(&out, r->arena);
}

/* ---- Text ---- */

static void put_headings(jr_table *table, const char *const *headings)
{
    jr_table_start(table, false);
    jr_table_text(table, jr_str_from(headings[0]));
    for (size_t i = 1; headings[i]; i++)
        jr_table_right(table, jr_str_from(headings[i]));
}

static void put_page(const report *r, jr_table *table, jr_str name, const jr_tally *tally, bool rule)
{
    const jr_count all = jr_tally_total(tally);
    jr_table_start(table, rule);
    jr_table_text(table, name);
    jr_table_number(table, tally->units);
    jr_table_number(table, all.segments);
    jr_table_number(table, all.words);
    jr_table_number(table, characters(&all));
    jr_table_number(table, all.characters + all.punctuation);
    jr_table_number(table, all.codes);
    jr_table_number(table, tally->bands[JR_BAND_REPEATED].words + tally->bands[JR_BAND_ELSEWHERE].words);
    jr_table_number(table, tally->bands[JR_BAND_NEW].words);
    jr_table_number(table, weighted(r, tally));
}

static void put_pages(const report *r)
{
    static const char *const headings[] = {"Page",  "Units",    "Segments", "Words",    "Characters", "Without spaces",
                                           "Codes", "Repeated", "New",      "Weighted", NULL};
    jr_table table = {.arena = r->arena};
    put_headings(&table, headings);
    bool first = true;
    for (const jr_stats_row *row = r->rows; row; row = row->next, first = false) {
        jr_str name = row->path;
        if (row->page.n)
            name = jr_arena_printf(r->arena, "%.*s (%.*s)", JR_FMT(row->path), JR_FMT(row->target_lang));
        put_page(r, &table, clean(r, name), &row->tally, first);
    }
    put_page(r, &table, jr_arena_printf(r->arena, "Total: %llu", (unsigned long long)r->total.pages), &r->total, true);
    jr_table_put(&table, r->out);
}

static void put_bands(const report *r)
{
    static const char *const headings[] = {"Words",      "Segments", "Words",    "Share",
                                           "Characters", "Rate",     "Weighted", NULL};
    static const char *const titles[JR_BAND_COUNT] = {
        [JR_BAND_CONTEXT] = "100%, in context",
        [JR_BAND_EXACT] = "100%",
        [JR_BAND_REPEATED] = "Repeated in the page",
        [JR_BAND_ELSEWHERE] = "Repeated in other pages",
        [JR_BAND_FUZZY_95] = "95-99%",
        [JR_BAND_FUZZY_85] = "85-94%",
        [JR_BAND_FUZZY_75] = "75-84%",
        [JR_BAND_FUZZY_50] = "50-74%",
        [JR_BAND_NEW] = "New",
    };
    const jr_count all = jr_tally_total(&r->total);
    jr_table table = {.arena = r->arena};
    put_headings(&table, headings);
    for (size_t i = 0; i < JR_BAND_COUNT; i++) {
        const jr_count *count = &r->total.bands[i];
        jr_table_start(&table, i == 0);
        jr_table_text(&table, jr_str_from(titles[i]));
        jr_table_number(&table, count->segments);
        jr_table_number(&table, count->words);
        jr_table_right(&table, share(r, count->words, all.words));
        jr_table_number(&table, characters(count));
        jr_table_right(&table, per_cent(r, r->rates->tenths[i]));
        jr_table_number(&table, rounded(count->words * r->rates->tenths[i], 1000));
    }
    jr_table_start(&table, true);
    jr_table_text(&table, JR_STR("Total"));
    jr_table_number(&table, all.segments);
    jr_table_number(&table, all.words);
    jr_table_right(&table, share(r, all.words, all.words));
    jr_table_number(&table, characters(&all));
    jr_table_text(&table, JR_STR(""));
    jr_table_number(&table, weighted(r, &r->total));
    jr_table_put(&table, r->out);
}

/* ---- Languages ---- */

typedef struct language {
    jr_str name;
    jr_tally tally;
} language;

/* Sums of the bilingual rows by their target language, in the order in which they come first; how many there are. */
static size_t sum_languages(const report *r, language **ret_languages)
{
    jr_map known = {.arena = r->arena};
    for (const jr_stats_row *row = r->rows; row; row = row->next)
        if (row->target_lang.n)
            jr_map_add(&known, row->target_lang, known.count);
    language *all = jr_arena_array(r->arena, language, known.count);
    for (const jr_stats_row *row = r->rows; row; row = row->next) {
        if (row->target_lang.n == 0)
            continue;
        language *l = &all[jr_map_get(&known, row->target_lang)];
        l->name = row->target_lang;
        jr_tally_add(&l->tally, &row->tally);
    }
    *ret_languages = all;
    return known.count;
}

static void put_languages(const report *r)
{
    static const char *const headings[] = {"Language",   "Pages",    "Units", "Words", "Untranslated",
                                           "Translated", "Reviewed", "Final", "Done",  NULL};
    language *all;
    const size_t n = sum_languages(r, &all);
    if (n == 0)
        return;
    jr_table table = {.arena = r->arena};
    put_headings(&table, headings);
    for (size_t at = 0; at < n; at++) {
        const language *l = &all[at];
        const uint64_t words = jr_tally_total(&l->tally).words;
        jr_table_start(&table, at == 0);
        jr_table_text(&table, clean(r, l->name));
        jr_table_number(&table, l->tally.pages);
        jr_table_number(&table, l->tally.units);
        jr_table_number(&table, words);
        for (size_t i = 0; i < JR_STATE_COUNT; i++)
            jr_table_number(&table, l->tally.states[i].words);
        jr_table_right(&table, share(r, words - l->tally.states[JR_STATE_INITIAL].words, words));
    }
    jr_putc(r->out, '\n');
    jr_table_put(&table, r->out);
}

static void put_text(const report *r)
{
    put_pages(r);
    jr_putc(r->out, '\n');
    put_bands(r);
    put_languages(r);
    if (r->rates->price) {
        const jr_str currency = clean(r, r->rates->currency);
        jr_printf(r->out, "\nPrice: %.*s%s%.*s\n", JR_FMT(cost(r, &r->total)), currency.n ? " " : "", JR_FMT(currency));
    }
}

/* ---- CSV ---- */

static void put_csv_headings(jr_buf *out)
{
    static const char *const names[] = {"file", "page", "source-language", "target-language", "units"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        jr_csv_text(out, jr_str_from(names[i]));
    for (size_t i = 0; i < FIELDS; i++)
        jr_csv_text(out, fields[i].name);
    /* With the word in front, no spreadsheet takes "95-99" for a date. */
    for (jr_band band = 0; band < JR_BAND_COUNT; band++) {
        jr_puts(out, "words-");
        jr_csv_text(out, jr_band_name(band));
    }
    for (size_t i = 0; i < JR_STATE_COUNT; i++) {
        jr_puts(out, "words-");
        jr_csv_text(out, states[i]);
    }
    jr_csv_text(out, JR_STR("weighted"));
    jr_csv_text(out, JR_STR("price"));
    jr_csv_end(out);
}

static void put_csv_row(const report *r, const jr_stats_row *row, const jr_tally *tally)
{
    const jr_str names[] = {row->path, row->page, row->source_lang, row->target_lang};
    const jr_count all = jr_tally_total(tally);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        jr_csv_text(r->out, names[i]);
    jr_csv_number(r->out, tally->units);
    for (size_t i = 0; i < FIELDS; i++)
        jr_csv_number(r->out, field(&all, i));
    for (size_t i = 0; i < JR_BAND_COUNT; i++)
        jr_csv_number(r->out, tally->bands[i].words);
    for (size_t i = 0; i < JR_STATE_COUNT; i++)
        jr_csv_number(r->out, tally->states[i].words);
    jr_csv_number(r->out, weighted(r, tally));
    jr_csv_text(r->out, r->rates->price ? cost(r, tally) : JR_STR(""));
    jr_csv_end(r->out);
}

static void put_csv(const report *r)
{
    put_csv_headings(r->out);
    for (const jr_stats_row *row = r->rows; row; row = row->next)
        put_csv_row(r, row, &row->tally);
    put_csv_row(r, &(jr_stats_row){.path = JR_STR("Total")}, &r->total);
}

/* ---- JSON ---- */

static void put_name(jr_buf *out, const char *before, jr_str name)
{
    jr_put(out, jr_str_from(before));
    jr_put_json(out, name);
    jr_putc(out, ':');
}

static void put_count(jr_buf *out, const jr_count *count)
{
    for (size_t i = 0; i < FIELDS; i++) {
        put_name(out, i ? "," : "", fields[i].name);
        jr_put_uint(out, field(count, i));
    }
}

static void put_counts(jr_buf *out, jr_str name, const jr_count *count, bool first)
{
    put_name(out, first ? "" : ",", name);
    jr_putc(out, '{');
    put_count(out, count);
    jr_putc(out, '}');
}

static void put_tally(const report *r, const jr_tally *tally, bool bilingual)
{
    const jr_count all = jr_tally_total(tally);
    jr_printf(r->out, "\"pages\":%llu,\"units\":%llu,", (unsigned long long)tally->pages,
              (unsigned long long)tally->units);
    put_count(r->out, &all);
    jr_puts(r->out, ",\"bands\":{");
    for (jr_band band = 0; band < JR_BAND_COUNT; band++)
        put_counts(r->out, jr_band_name(band), &tally->bands[band], band == 0);
    jr_puts(r->out, "}");
    for (size_t i = 0; bilingual && i < JR_STATE_COUNT; i++)
        put_counts(r->out, states[i], &tally->states[i], false);
    jr_printf(r->out, ",\"weighted\":%llu", (unsigned long long)weighted(r, tally));
    if (r->rates->price)
        jr_printf(r->out, ",\"price\":%.*s", JR_FMT(cost(r, tally)));
}

static void put_json_row(const report *r, const jr_stats_row *row)
{
    put_name(r->out, "{", JR_STR("file"));
    jr_put_json(r->out, row->path);
    put_name(r->out, ",", JR_STR("source-language"));
    jr_put_json(r->out, row->source_lang);
    if (row->target_lang.n) {
        put_name(r->out, ",", JR_STR("page"));
        jr_put_json(r->out, row->page);
        put_name(r->out, ",", JR_STR("target-language"));
        jr_put_json(r->out, row->target_lang);
    }
    jr_putc(r->out, ',');
    put_tally(r, &row->tally, row->target_lang.n > 0);
    jr_putc(r->out, '}');
}

static void put_json(const report *r)
{
    jr_puts(r->out, "{\"pages\":[");
    for (const jr_stats_row *row = r->rows; row; row = row->next) {
        jr_puts(r->out, "\n");
        put_json_row(r, row);
        if (row->next)
            jr_putc(r->out, ',');
    }
    jr_puts(r->out, "],\n\"languages\":[");
    language *all;
    const size_t n = sum_languages(r, &all);
    for (size_t i = 0; i < n; i++) {
        put_name(r->out, i ? ",\n{" : "\n{", JR_STR("target-language"));
        jr_put_json(r->out, all[i].name);
        jr_putc(r->out, ',');
        put_tally(r, &all[i].tally, true);
        jr_putc(r->out, '}');
    }
    jr_puts(r->out, "],\n\"total\":{");
    put_tally(r, &r->total, false);
    jr_puts(r->out, "},\n\"rates\":{");
    for (jr_band band = 0; band < JR_BAND_COUNT; band++) {
        put_name(r->out, band ? "," : "", jr_band_name(band));
        const uint32_t tenths = r->rates->tenths[band];
        jr_printf(r->out, "%u.%u", (unsigned)(tenths / 10), (unsigned)(tenths % 10));
    }
    jr_puts(r->out, "}}\n");
}

/* ---- All ---- */

void jr_stats_put(jr_stats_form form, const jr_stats_row *rows, const jr_rates *rates, jr_arena *arena, jr_buf *out)
{
    static void (*const forms[])(const report *) = {
        [JR_STATS_TEXT] = put_text, [JR_STATS_CSV] = put_csv, [JR_STATS_JSON] = put_json};
    report r = {.rows = rows, .rates = rates, .arena = arena, .out = out};
    for (const jr_stats_row *row = rows; row; row = row->next)
        jr_tally_add(&r.total, &row->tally);
    forms[form](&r);
}
