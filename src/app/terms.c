/* SPDX-License-Identifier: MIT */
#include "terms.h"

#include <jerome/buf.h>

#include "base/grow.h"
#include "codec/xml_in.h"
#include "base/file.h"
#include "read/terms.h"

enum { MOST_BYTES = 64 << 20 }; /* of terms: what is made of them to find them takes 30 times as much */

/* The terms of a pair of languages. */
typedef struct pair {
    jr_str source, target;
    const jr_termbase *base;
} pair;

struct jr_glossaries {
    jr_arena *arena;
    jr_glossary *items;
    size_t n;
    pair *pairs;
    size_t n_pairs, cap_pairs;
};

/* ---- Files ---- */

typedef bool reader(jr_str bytes, uint32_t file, jr_arena *arena, jr_diag *diag, jr_glossary *ret_glossary);

/* By the file's name; NULL: by none. */
static reader *reader_of(jr_str path)
{
    static const struct {
        jr_str ending;
        reader *read;
    } readers[] = {
        {JR_STR_INIT(".tbx"), jr_tbx_read},       {JR_STR_INIT(".xml"), jr_tbx_read},
        {JR_STR_INIT(".csv"), jr_terms_csv_read}, {JR_STR_INIT(".tsv"), jr_terms_csv_read},
        {JR_STR_INIT(".txt"), jr_terms_csv_read},
    };
    const size_t n = path.n > 4 ? path.n - 4 : 0; /* all endings have four characters */
    for (size_t i = 0; i < sizeof readers / sizeof *readers; i++)
        if (jr_str_eq_nocase(jr_str_sub(path, n, path.n), readers[i].ending))
            return readers[i].read;
    return NULL;
}

static bool read_file(jr_str path, jr_arena *arena, jr_diag *diag, jr_glossary *ret_glossary)
{
    reader *read = reader_of(path);
    if (!read)
        return jr_report(diag, JR_D_BAD_USAGE, NULL, "--terms %.*s: a glossary is a file .tbx, .csv or .tsv",
                         JR_FMT(path));
    const uint32_t file = jr_diag_file(diag, path);
    jr_arena *scratch = jr_arena_create();
    jr_str bytes = {0};
    const bool ok = jr_file_read(path, JR_XML_MAX_BYTES, file, scratch, diag, &bytes) &&
                    read(bytes, file, arena, diag, ret_glossary);
    jr_arena_destroy(scratch);
    return ok;
}

static size_t count_bytes(const jr_glossary *glossary)
{
    size_t n = 0;
    for (size_t i = 0; i < glossary->n; i++)
        for (size_t k = 0; k < glossary->items[i].n_terms; k++)
            n += glossary->items[i].terms[k].text.n;
    return n;
}

bool jr_glossaries_open(const jr_opt_list *paths, jr_diag *diag, jr_glossaries **ret_glossaries)
{
    *ret_glossaries = NULL;
    if (paths->n == 0)
        return true;
    jr_arena *arena = jr_arena_create();
    jr_glossaries *g = jr_arena_new(arena, jr_glossaries);
    g->arena = arena;
    g->items = jr_arena_array(arena, jr_glossary, paths->n);
    size_t bytes = 0;
    bool ok = true;
    for (; ok && g->n < paths->n; g->n++) {
        ok = read_file(paths->items[g->n], arena, diag, &g->items[g->n]);
        bytes += ok ? count_bytes(&g->items[g->n]) : 0;
    }
    if (ok && bytes > MOST_BYTES)
        ok = jr_report(diag, JR_D_LIMIT_SIZE, NULL, "the terms of the glossaries have more than %d MiB",
                       MOST_BYTES >> 20);
    if (ok)
        *ret_glossaries = g;
    else
        jr_arena_destroy(arena);
    return ok;
}

void jr_glossaries_close(jr_glossaries *g)
{
    if (g)
        jr_arena_destroy(g->arena);
}

const jr_termbase *jr_glossaries_base(jr_glossaries *g, jr_str source, jr_str target, jr_diag *diag)
{
    if (!g)
        return NULL;
    for (size_t i = 0; i < g->n_pairs; i++)
        if (jr_str_eq_nocase(g->pairs[i].source, source) && jr_str_eq_nocase(g->pairs[i].target, target))
            return g->pairs[i].base;
    pair p = {jr_arena_copy(g->arena, source), jr_arena_copy(g->arena, target), NULL};
    p.base = jr_termbase_build(g->items, g->n, p.source, p.target, g->arena);
    size_t translated;
    if (jr_termbase_count(p.base, &translated) == 0)
        jr_report(diag, JR_D_NO_TERMS, NULL, "the glossaries have no terms in %.*s", JR_FMT(source));
    else if (translated == 0)
        jr_report(diag, JR_D_NO_TERMS, NULL, "the glossaries have no translations from %.*s to %.*s", JR_FMT(source),
                  JR_FMT(target));
    JR_GROW(g->arena, g->pairs, g->n_pairs, g->cap_pairs);
    g->pairs[g->n_pairs++] = p;
    return p.base;
}

jr_gate_opts jr_glossaries_gate(jr_glossaries *glossaries, const jr_gate_opts *gate, const jr_bilingual *file,
                                jr_diag *diag)
{
    jr_gate_opts with = *gate;
    const jr_str target = gate->to_lang.n ? gate->to_lang : file->target_lang;
    if (glossaries && !gate->from_source)
        with.terms = jr_glossaries_base(glossaries, file->source_lang, target, diag);
    return with;
}

/* ---- Pages on their way out ---- */

/* Where texts of a segment stand in what is searched. */
typedef struct joined {
    jr_str text;
    const size_t *begins; /* of each piece, and the end */
} joined;

/* Pairs of codes are within words and sentences; what other codes stand for is not known. */
static joined join(const jr_segment *segment, jr_arena *arena)
{
    jr_buf text = {0};
    size_t *begins = jr_arena_array(arena, size_t, segment->n_pieces + 1);
    for (size_t i = 0; i < segment->n_pieces; i++) {
        begins[i] = text.n;
        if (segment->pieces[i].kind == JR_PIECE_TEXT)
            jr_put(&text, segment->pieces[i].text);
        else if (segment->pieces[i].kind == JR_PIECE_CODE)
            jr_put_utf8(&text, 0xFFFC); /* object replacement character */
    }
    begins[segment->n_pieces] = text.n;
    return (joined){jr_buf_take(&text, arena), begins};
}

static void mark_terms(const jr_termbase *base, const jr_segment *segment, jr_arena *arena, jr_proposal *proposal)
{
    const joined all = join(segment, arena);
    jr_term_match *matches;
    const size_t n = jr_termbase_find(base, all.text, arena, &matches);
    jr_term_use *uses = n ? jr_arena_array(arena, jr_term_use, n) : NULL;
    size_t piece = 0;
    for (size_t i = 0; i < n; i++) {
        const jr_term_match *m = &matches[i];
        while (all.begins[piece + 1] <= m->begin)
            piece++;
        if (m->end > all.begins[piece + 1] || segment->pieces[piece].kind != JR_PIECE_TEXT)
            continue; /* a code begins or ends in it: an element around it could not be nested */
        uses[proposal->n_terms++] = (jr_term_use){
            .piece = piece,
            .start = m->begin - all.begins[piece],
            .end = m->end - all.begins[piece],
            .term = m->entry->term,
            .translations = m->entry->translations,
            .n_translations = m->entry->n_translations,
            .definition = m->entry->definition,
            .id = jr_arena_printf(arena, "e%zu", m->entry->number),
        };
    }
    proposal->terms = uses;
}

static void start(void *user, const jr_doc *doc, jr_diag *diag)
{
    jr_terms_job *job = user;
    job->base = jr_glossaries_base(job->glossaries, doc->lang, job->target, diag);
}

static void propose(void *user, const jr_units *units, size_t unit, const jr_segments *segments, jr_arena *arena,
                    jr_proposals *ret_proposals)
{
    const jr_terms_job *job = user;
    (void)units;
    (void)unit;
    jr_proposal *items = jr_arena_array(arena, jr_proposal, segments->n);
    for (size_t i = 0; i < segments->n; i++)
        if (!segments->items[i].ignorable)
            mark_terms(job->base, &segments->items[i], arena, &items[i]);
    *ret_proposals = (jr_proposals){*segments, items};
}

jr_proposer jr_terms_proposer(jr_terms_job *job)
{
    return (jr_proposer){.propose = propose, .user = job, .start = start};
}
