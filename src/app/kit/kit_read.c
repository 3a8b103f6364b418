/* SPDX-License-Identifier: MIT */
/* Manifests that come back: from a vendor, who may have changed them. What is not as it should be is passed over. */
#include "codec/json_in.h"
#include "kit.h"
#include "report/report_parts.h"

static size_t count(const jr_json *list)
{
    size_t n = 0;
    for (const jr_json *m = list ? list->first : NULL; m; m = m->next)
        n++;
    return n;
}

static jr_page_counts read_counts(const jr_json *o)
{
    jr_page_counts counts = {
        .units = jr_json_uint(o, "units"), .segments = jr_json_uint(o, "segments"), .words = jr_json_uint(o, "words")};
    const jr_json *matches = jr_json_member(o, "matches");
    for (size_t i = 0; i < JR_BAND_COUNT; i++)
        counts.matches[i] = jr_json_uint(matches, jr_match_bands[i].slug);
    return counts;
}

static jr_opt_list read_list(const jr_json *list, jr_arena *arena)
{
    jr_str *items = jr_arena_array(arena, jr_str, count(list) + 1);
    size_t n = 0;
    for (const jr_json *m = list ? list->first : NULL; m; m = m->next)
        if (m->kind == JR_JSON_STRING)
            items[n++] = m->text;
    return (jr_opt_list){items, n};
}

static void read_pages(const jr_json *list, jr_arena *arena, jr_kit *kit)
{
    kit->pages = jr_arena_array(arena, jr_kit_page, count(list) + 1);
    for (const jr_json *m = list ? list->first : NULL; m; m = m->next) {
        if (jr_json_text(m, "page").n == 0)
            continue;
        kit->pages[kit->n_pages++] = (jr_kit_page){
            .page = jr_json_text(m, "page"),
            .title = jr_json_text(m, "title"),
            .language = jr_json_text(m, "source-language"),
            .sha1 = jr_json_text(m, "sha1"),
            .commit = jr_json_text(m, "commit"),
            .xliff = jr_json_text(m, "xliff"),
            .preview = jr_json_text(m, "preview"),
            .counts = read_counts(m),
        };
    }
}

bool jr_kit_read_manifest(jr_str bytes, uint32_t file, jr_arena *arena, jr_diag *diag, jr_kit *ret_kit)
{
    const jr_json *o;
    size_t at;
    const jr_span where = {.file = file};
    if (!jr_json_read(bytes, arena, &o, &at)) {
        const jr_span place = jr_json_place(bytes, at, file);
        return jr_report(diag, JR_D_BAD_MANIFEST, &place, "not read: no JSON");
    }
    if (!jr_json_member(o, "jerome-kit"))
        return false;
    if (jr_json_uint(o, "jerome-kit") != 1 || jr_json_text(o, "target-language").n == 0)
        return jr_report(diag, JR_D_BAD_MANIFEST, &where, "not read: made by a newer program, or damaged");
    *ret_kit = (jr_kit){
        .program = jr_json_text(o, "program"),
        .project = jr_json_text(o, "project"),
        .source_lang = jr_json_text(o, "source-language"),
        .target_lang = jr_json_text(o, "target-language"),
        .xliff = jr_json_text(o, "xliff-version"),
        .due = jr_json_text(o, "due"),
        .contact = jr_json_text(o, "contact"),
        .commit = jr_json_text(o, "commit"),
        .memory = jr_json_text(o, "memory"),
        .glossary = jr_json_text(o, "glossary"),
        .terms = read_list(jr_json_member(o, "terms"), arena),
        .images = read_list(jr_json_member(o, "images"), arena),
    };
    read_pages(jr_json_member(o, "pages"), arena, ret_kit);
    return true;
}
