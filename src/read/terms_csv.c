/* SPDX-License-Identifier: MIT */
/* Glossaries in tables: the head says what the columns mean, each row is a concept. */
#include <jerome/buf.h>
#include <jerome/label.h>

#include "codec/encoding.h"
#include "csv.h"
#include "terms.h"

typedef enum meaning {
    MEANS_NOTHING,
    MEANS_TERM,        /* in the source language */
    MEANS_TRANSLATION, /* in the target language */
    MEANS_LANGUAGE,    /* a term in the language that the head names */
    MEANS_STATUS,
    MEANS_DEFINITION,
    MEANS_CASE,
    MEANS_CLASS,
    MEANS_ID
} meaning;

typedef struct column {
    meaning meaning;
    jr_str lang;
    jr_term_status status; /* of the terms in it */
    bool has_status;
} column;

typedef struct table {
    jr_csv *csv;
    jr_arena *arena;
    jr_diag *diag;
    column columns[JR_CSV_MAX_COLUMNS];
    size_t n;
    size_t source; /* the first column of terms */
    jr_terms_in in;
} table;

/* ---- The head ---- */

/* In lower case, with spaces for hyphens and underscores. */
static jr_str plain_name(jr_str name, jr_arena *arena)
{
    char *out = jr_arena_array(arena, char, name.n + 1);
    for (size_t i = 0; i < name.n; i++)
        out[i] = name.p[i] == '-' || name.p[i] == '_' ? ' ' : jr_lower(name.p[i]);
    return (jr_str){out, name.n};
}

static meaning meaning_of(jr_str name, jr_arena *arena)
{
    static const struct {
        jr_str name;
        meaning meaning;
    } names[] = {
        {JR_STR_INIT("term"), MEANS_TERM},
        {JR_STR_INIT("source"), MEANS_TERM},
        {JR_STR_INIT("source term"), MEANS_TERM},
        {JR_STR_INIT("translation"), MEANS_TRANSLATION},
        {JR_STR_INIT("target"), MEANS_TRANSLATION},
        {JR_STR_INIT("target term"), MEANS_TRANSLATION},
        {JR_STR_INIT("status"), MEANS_STATUS},
        {JR_STR_INIT("administrative status"), MEANS_STATUS},
        {JR_STR_INIT("definition"), MEANS_DEFINITION},
        {JR_STR_INIT("description"), MEANS_DEFINITION},
        {JR_STR_INIT("case"), MEANS_CASE},
        {JR_STR_INIT("case sensitive"), MEANS_CASE},
        {JR_STR_INIT("part of speech"), MEANS_CLASS},
        {JR_STR_INIT("pos"), MEANS_CLASS},
        {JR_STR_INIT("id"), MEANS_ID},
        {JR_STR_INIT("concept id"), MEANS_ID},
        {JR_STR_INIT("entry id"), MEANS_ID},
    };
    const jr_str plain = plain_name(name, arena);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (jr_str_eq(plain, names[i].name))
            return names[i].meaning;
    return MEANS_NOTHING;
}

/* A tag whose language has two letters or three: longer words are names of columns. */
static bool is_language(jr_str tag)
{
    const size_t length = jr_str_find(tag, 0, '-');
    return (length == 2 || length == 3) && jr_lang_valid(tag);
}

/* "de-DE", "term", "de-DE deprecated" */
static column read_column(jr_str name, jr_arena *arena)
{
    column c = {.meaning = meaning_of(name, arena)};
    const size_t space = jr_str_find(name, 0, ' ');
    if (c.meaning != MEANS_NOTHING)
        return c;
    jr_str tag = jr_term_lang(name, arena);
    if (space < name.n && jr_term_status_of(jr_str_sub(name, space + 1, name.n), &c.status)) {
        c.has_status = true;
        name = jr_str_sub(name, 0, space);
        tag = jr_str_sub(tag, 0, space);
        c.meaning = meaning_of(name, arena);
    }
    if (c.meaning == MEANS_NOTHING && is_language(tag)) {
        c.meaning = MEANS_LANGUAGE;
        c.lang = tag;
    }
    return c;
}

static bool holds_terms(const column *c)
{
    return c->meaning == MEANS_TERM || c->meaning == MEANS_TRANSLATION || c->meaning == MEANS_LANGUAGE;
}

static bool read_head(table *t)
{
    const jr_span start = t->csv->place;
    if (!jr_csv_next(t->csv))
        return false;
    t->n = t->csv->n;
    t->source = t->n;
    for (size_t i = 0; i < t->n; i++) {
        t->columns[i] = read_column(jr_str_trim(t->csv->cells[i].text), t->arena);
        if (t->source == t->n && holds_terms(&t->columns[i]) && t->columns[i].meaning != MEANS_TRANSLATION)
            t->source = i;
    }
    return t->source < t->n || jr_report(t->diag, JR_D_BAD_TERMS, t->n ? &t->csv->cells[0].span : &start,
                                         "no column of the head is called “term” or by a language, such as en-US");
}

/* ---- Rows ---- */

/* What a row says of its terms. */
typedef struct row {
    jr_str id, word_class;
    jr_term_status status;
    bool has_status;
    jr_term_case letters;
} row;

static bool read_case(table *t, const jr_csv_cell *cell, jr_str word, jr_term_case *ret_case)
{
    static const struct {
        jr_str word;
        jr_term_case letters;
    } words[] = {
        {JR_STR_INIT("yes"), JR_TERM_CASE_KEPT},       {JR_STR_INIT("no"), JR_TERM_CASE_ANY},
        {JR_STR_INIT("true"), JR_TERM_CASE_KEPT},      {JR_STR_INIT("false"), JR_TERM_CASE_ANY},
        {JR_STR_INIT("1"), JR_TERM_CASE_KEPT},         {JR_STR_INIT("0"), JR_TERM_CASE_ANY},
        {JR_STR_INIT("sensitive"), JR_TERM_CASE_KEPT}, {JR_STR_INIT("insensitive"), JR_TERM_CASE_ANY},
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (jr_str_eq_nocase(word, words[i].word)) {
            *ret_case = words[i].letters;
            return true;
        }
    return jr_report(t->diag, JR_D_BAD_TERMS, &cell->span, "“%.*s” is neither yes nor no", JR_FMT(word));
}

static bool read_facts(table *t, row *r)
{
    for (size_t i = 0; i < t->csv->n; i++) {
        const jr_csv_cell *cell = &t->csv->cells[i];
        const jr_str word = jr_str_trim(cell->text);
        if (word.n == 0)
            continue;
        if (i >= t->n)
            return jr_report(t->diag, JR_D_BAD_TERMS, &cell->span, "the row has more cells than the head");
        const meaning m = t->columns[i].meaning;
        if (m == MEANS_STATUS && !jr_term_status_of(word, &r->status))
            return jr_report(t->diag, JR_D_BAD_TERMS, &cell->span,
                             "“%.*s” is no status: preferred, admitted, deprecated", JR_FMT(word));
        if (m == MEANS_CASE && !read_case(t, cell, word, &r->letters))
            return false;
        if (m == MEANS_CLASS)
            r->word_class = jr_term_class(word, t->arena);
        if (m == MEANS_ID)
            r->id = jr_term_text(word, t->arena);
        if (m == MEANS_DEFINITION)
            jr_terms_in_definition(&t->in, jr_term_text(word, t->arena), (jr_str){"", 0});
        r->has_status |= m == MEANS_STATUS;
    }
    return true;
}

/* "Ordner | Verzeichnis": the first is preferred, the others are admitted. The status of a row is that of its
   translations. */
static void read_terms(table *t, const row *r, size_t i)
{
    static const jr_term_side sides[] = {
        [MEANS_TERM] = JR_TERM_OF_SOURCE, [MEANS_TRANSLATION] = JR_TERM_OF_TARGET, [MEANS_LANGUAGE] = JR_TERM_BY_LANG};
    const column *c = &t->columns[i];
    const jr_str text = t->csv->cells[i].text;
    jr_term term = {.lang = c->lang, .side = sides[c->meaning], .letters = r->letters, .word_class = r->word_class};
    term.status = c->has_status ? c->status : JR_TERM_PREFERRED;
    if (r->has_status && i != t->source && !c->has_status)
        term.status = r->status;
    for (size_t at = 0; at <= text.n;) {
        const size_t bar = jr_str_find(text, at, '|');
        term.text = jr_term_text(jr_str_sub(text, at, bar), t->arena);
        jr_terms_in_term(&t->in, &term);
        if (term.text.n && term.status == JR_TERM_PREFERRED)
            term.status = JR_TERM_ADMITTED;
        at = bar + 1;
    }
}

static bool read_rows(table *t)
{
    for (;;) {
        if (!jr_csv_next(t->csv))
            return false;
        if (t->csv->n == 0)
            return true;
        row r = {0};
        if (!read_facts(t, &r))
            return false;
        for (size_t i = 0; i < t->csv->n && i < t->n; i++)
            if (holds_terms(&t->columns[i]))
                read_terms(t, &r, i);
        jr_terms_in_end(&t->in, r.id);
    }
}

bool jr_terms_csv_read(jr_str bytes, uint32_t file, jr_arena *arena, jr_diag *diag, jr_glossary *ret_glossary)
{
    jr_buf room = {0};
    jr_str text;
    bool ok = jr_xml_decode(bytes, file, &room, diag, &text);
    if (ok) {
        table *t = jr_arena_new(arena, table);
        *t = (table){.csv = jr_arena_new(arena, jr_csv), .arena = arena, .diag = diag, .in = {.arena = arena}};
        jr_csv_start(t->csv, text, file, arena, diag);
        ok = read_head(t) && read_rows(t);
        if (ok)
            *ret_glossary = (jr_glossary){t->in.concepts, t->in.n_concepts};
    }
    jr_buf_free(&room);
    return ok;
}
