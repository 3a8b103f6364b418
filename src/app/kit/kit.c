/* SPDX-License-Identifier: MIT */
/* What a kit holds, as its manifest says it. */
#include "kit.h"

#include <jerome/map.h>

#include "base/json_text.h"
#include "report/report_parts.h"

jr_page_counts jr_kit_totals(const jr_kit *kit)
{
    jr_page_counts sum = {0};
    for (size_t i = 0; i < kit->n_pages; i++) {
        const jr_page_counts *counts = &kit->pages[i].counts;
        sum.units += counts->units;
        sum.segments += counts->segments;
        sum.words += counts->words;
        for (size_t k = 0; k < JR_STATE_COUNT; k++)
            sum.states[k] += counts->states[k];
        for (size_t k = 0; k < JR_BAND_COUNT; k++)
            sum.matches[k] += counts->matches[k];
    }
    return sum;
}

/* ---- Its files ---- */

typedef struct listing {
    jr_str *items;
    size_t n;
    jr_map seen;
} listing;

static void list(listing *l, jr_str file)
{
    if (file.n && jr_map_add(&l->seen, file, 1))
        l->items[l->n++] = file;
}

jr_opt_list jr_kit_files(const jr_kit *kit, jr_arena *arena)
{
    const size_t most = 5 + 2 * kit->n_pages + kit->images.n + kit->terms.n;
    listing l = {.items = jr_arena_array(arena, jr_str, most), .seen = {.arena = arena}};
    list(&l, JR_STR(JR_KIT_MANIFEST));
    list(&l, JR_STR(JR_KIT_README));
    list(&l, JR_STR(JR_KIT_INDEX));
    for (size_t i = 0; i < kit->n_pages; i++)
        list(&l, kit->pages[i].xliff);
    list(&l, kit->memory);
    list(&l, kit->glossary);
    for (size_t i = 0; i < kit->terms.n; i++)
        list(&l, kit->terms.items[i]);
    for (size_t i = 0; i < kit->n_pages; i++)
        list(&l, kit->pages[i].preview);
    for (size_t i = 0; i < kit->images.n; i++)
        list(&l, kit->images.items[i]);
    return (jr_opt_list){l.items, l.n};
}

/* ---- The manifest ---- */

/* A member behind others; empty texts are left out. */
static void put_text(jr_buf *out, const char *key, jr_str text)
{
    if (text.n == 0)
        return;
    jr_printf(out, ",\"%s\":", key);
    jr_put_json_bytes(out, text);
}

static void put_counts(jr_buf *out, const jr_page_counts *counts)
{
    jr_printf(out, ",\"units\":%llu,\"segments\":%llu,\"words\":%llu,\"matches\":{", (unsigned long long)counts->units,
              (unsigned long long)counts->segments, (unsigned long long)counts->words);
    bool more = false;
    for (size_t i = 0; i < JR_BAND_COUNT; i++) {
        if (counts->matches[i] == 0)
            continue;
        jr_printf(out, "%s\"%s\":%llu", more ? "," : "", jr_match_bands[i].slug,
                  (unsigned long long)counts->matches[i]);
        more = true;
    }
    jr_putc(out, '}');
}

static void put_list(jr_buf *out, const char *key, const jr_opt_list *files)
{
    if (files->n == 0)
        return;
    jr_printf(out, ",\n\"%s\":[", key);
    for (size_t i = 0; i < files->n; i++) {
        jr_put(out, i ? JR_STR(",\n") : JR_STR("\n"));
        jr_put_json_bytes(out, files->items[i]);
    }
    jr_puts(out, "]");
}

static void put_page(jr_buf *out, const jr_kit_page *page)
{
    jr_puts(out, "{\"page\":");
    jr_put_json_bytes(out, page->page);
    put_text(out, "title", page->title);
    put_text(out, "source-language", page->language);
    put_text(out, "sha1", page->sha1);
    put_text(out, "commit", page->commit);
    put_text(out, "xliff", page->xliff);
    put_text(out, "preview", page->preview);
    put_counts(out, &page->counts);
    jr_putc(out, '}');
}

void jr_kit_put_manifest(const jr_kit *kit, jr_buf *out)
{
    const jr_page_counts sum = jr_kit_totals(kit);
    jr_puts(out, "{\"jerome-kit\":1");
    put_text(out, "program", kit->program);
    put_text(out, "project", kit->project);
    put_text(out, "source-language", kit->source_lang);
    put_text(out, "target-language", kit->target_lang);
    put_text(out, "xliff-version", kit->xliff);
    put_text(out, "due", kit->due);
    put_text(out, "contact", kit->contact);
    put_text(out, "commit", kit->commit);
    put_text(out, "memory", kit->memory);
    put_text(out, "glossary", kit->glossary);
    jr_printf(out, ",\n\"totals\":{\"pages\":%zu", kit->n_pages);
    put_counts(out, &sum);
    jr_puts(out, "},\n\"pages\":[");
    for (size_t i = 0; i < kit->n_pages; i++) {
        jr_put(out, i ? JR_STR(",\n") : JR_STR("\n"));
        put_page(out, &kit->pages[i]);
    }
    jr_puts(out, "]");
    put_list(out, "terms", &kit->terms);
    put_list(out, "images", &kit->images);
    jr_puts(out, "}\n");
}

/* ---- The glossary ---- */

/* One line, no tabs: they end a column. */
static void put_column(jr_buf *out, jr_str text)
{
    for (size_t i = 0; i < text.n; i++)
        jr_putc(out, text.p[i] == '\t' || text.p[i] == '\n' || text.p[i] == '\r' ? ' ' : text.p[i]);
}

void jr_kit_put_glossary(const jr_termbase *terms, jr_buf *out)
{
    size_t n;
    const jr_term_entry *entries = jr_termbase_entries(terms, &n);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < entries[i].n_translations && entries[i].term.n; k++) {
            put_column(out, entries[i].term);
            jr_putc(out, '\t');
            put_column(out, entries[i].translations[k]);
            jr_putc(out, '\t');
            put_column(out, entries[i].definition);
            jr_putc(out, '\n');
        }
}

/* ---- Dates ---- */

bool jr_kit_is_date(jr_str text)
{
    static const unsigned days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    unsigned numbers[3] = {0, 0, 0};
    size_t part = 0;
    for (size_t i = 0; i < text.n; i++) {
        if ((i == 4 || i == 7) != (text.p[i] == '-') || (text.p[i] != '-' && !jr_is_digit(text.p[i])) || i > 9)
            return false;
        if (text.p[i] == '-')
            part++;
        else
            numbers[part] = numbers[part] * 10 + (unsigned)(text.p[i] - '0');
    }
    if (text.n != 10 || numbers[1] < 1 || numbers[1] > 12)
        return false;
    const bool leap = numbers[1] == 2 && numbers[0] % 4 == 0 && (numbers[0] % 100 != 0 || numbers[0] % 400 == 0);
    return numbers[2] >= 1 && numbers[2] <= days[numbers[1] - 1] + leap;
}
