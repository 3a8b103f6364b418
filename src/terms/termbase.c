/* SPDX-License-Identifier: MIT */
/* What glossaries say of one pair of languages, gathered term by term. */
#include "termbase_parts.h"

#include <jerome/label.h>
#include <jerome/map.h>

#include "base/grow.h"

enum {
    LONGEST = 200,    /* bytes of a term that is looked for */
    TRANSLATIONS = 32 /* of one term; more are not shown */
};

/* A target term of an entry. */
typedef struct rendering {
    jr_str text;
    uint32_t word; /* its index among target words */
    jr_term_status status;
} rendering;

typedef struct draft {
    jr_term_entry entry;
    rendering *renderings;
    size_t n, cap;
    int defined; /* how well its definition serves */
} draft;

typedef struct builder {
    jr_arena *arena;
    jr_str source, target;
    draft *drafts;
    size_t n_drafts, cap_drafts;
    jr_map by_term; /* drafts, by how their terms are found */
    term_form *forms;
    size_t n_forms, cap_forms;
    jr_str *shapes; /* what forms look like, each once */
    uint32_t *chains;
    size_t n_shapes, cap_shapes, cap_chains;
    jr_map by_shape;
    jr_str *words; /* target terms in lower case, each once */
    size_t n_words, cap_words;
    jr_map by_word;
} builder;

/* ---- Which terms ---- */

static int serves(const jr_term *term, jr_str lang, jr_term_side side)
{
    return term->side == JR_TERM_BY_LANG ? jr_lang_serves(term->lang, lang) : term->side == side ? 1 : 0;
}

static int best_of(const jr_concept *concept, jr_str lang, jr_term_side side)
{
    int best = 0;
    for (size_t i = 0; i < concept->n_terms; i++) {
        const int here = serves(&concept->terms[i], lang, side);
        best = here > best ? here : best;
    }
    return best;
}

/* Of definitions the one in the source's language is the best, then that of the concept, then one in the target's. */
static void take_definition(const builder *b, draft *d, const jr_concept *concept)
{
    for (size_t i = 0; i < concept->n_definitions; i++) {
        const jr_definition *definition = &concept->definitions[i];
        const int here = definition->lang.n == 0                       ? 2
                         : jr_lang_serves(definition->lang, b->source) ? 3
                         : jr_lang_serves(definition->lang, b->target) ? 1
                                                                       : 0;
        if (here <= d->defined)
            continue;
        d->defined = here;
        d->entry.definition = definition->text;
    }
}

/* ---- Forms of source terms ---- */

/* Letters count: the file says so, or it is written with a capital letter. */
static bool keeps_case(const jr_term *term)
{
    bool capital = false;
    for (size_t at = 0; at < term->text.n && !capital;) {
        const uint32_t c = jr_utf8_next(term->text, &at);
        capital = jr_to_lower(c) != c;
    }
    return term->letters == JR_TERM_CASE_KEPT || (term->letters == JR_TERM_CASE_OF_TERM && capital);
}

static void add_form(builder *b, jr_str shape, term_form form)
{
    enum { MOST = 8 }; /* forms that look the same; each costs time wherever they stand */
    size_t *at = jr_map_at(&b->by_shape, shape);
    if (*at == 0) {
        JR_GROW(b->arena, b->shapes, b->n_shapes, b->cap_shapes);
        size_t n = b->n_shapes;
        JR_GROW(b->arena, b->chains, n, b->cap_chains);
        b->shapes[n] = shape;
        *at = ++b->n_shapes;
        b->chains[n] = 0;
    }
    JR_GROW(b->arena, b->forms, b->n_forms, b->cap_forms); /* before links into it are followed: it may move */
    uint32_t *link = &b->chains[*at - 1];
    for (size_t i = 0; *link; i++) {
        if (i == MOST)
            return;
        link = &b->forms[*link - 1].next;
    }
    *link = (uint32_t)b->n_forms + 1;
    b->forms[b->n_forms++] = form;
}

static bool ends_with_one_of(jr_str s, const char *const *ends)
{
    for (; *ends; ends++)
        if (jr_str_ends(s, jr_str_from(*ends)))
            return true;
    return false;
}

/* The regular plural of an English noun, which is also a verb's third person. */
static void add_plural(builder *b, jr_str folded, term_form form)
{
    static const char *const hissing[] = {"s", "x", "z", "ch", "sh", NULL};
    static const char *const vowels[] = {"ay", "ey", "oy", "uy", "quy", NULL};
    const char *ending = "s";
    const uint32_t last = jr_char_before(folded, folded.n);
    if (folded.n < 2 || !jr_is_letter(last) || (last < 0x80 && jr_is_digit((char)last)))
        return;
    form.inflected = true;
    if (ends_with_one_of(folded, hissing))
        ending = "es";
    if (jr_str_ends(folded, JR_STR("y")) && !ends_with_one_of(folded, vowels)) {
        ending = "ies";
        form.cut = 1;
        folded.n--;
    }
    add_form(b, jr_arena_printf(b->arena, "%.*s%s", JR_FMT(folded), ending), form);
}

static bool is_inflected(const jr_term *term)
{
    static const jr_str never[] = {JR_STR_INIT("adjective"), JR_STR_INIT("adverb"), JR_STR_INIT("proper noun"),
                                   JR_STR_INIT("propernoun")};
    for (size_t i = 0; i < sizeof never / sizeof *never; i++)
        if (jr_str_eq(term->word_class, never[i]))
            return false;
    return true;
}

/* The draft of a source term; NULL: it cannot be looked for. */
static draft *draft_of(builder *b, const jr_term *term)
{
    const bool kept = keeps_case(term);
    const jr_str folded = jr_term_fold(term->text, b->arena, NULL);
    if (folded.n == 0 || folded.n > LONGEST)
        return NULL;
    const jr_str key = jr_arena_printf(b->arena, "%c%.*s", kept ? '=' : '~', JR_FMT(kept ? term->text : folded));
    size_t *at = jr_map_at(&b->by_term, key);
    if (*at)
        return &b->drafts[*at - 1];
    JR_GROW(b->arena, b->drafts, b->n_drafts, b->cap_drafts);
    draft *d = &b->drafts[b->n_drafts];
    *d = (draft){.entry = {.term = term->text}};
    const term_form form = {.entry = (uint32_t)b->n_drafts, .term = term->text, .kept = kept};
    *at = ++b->n_drafts;
    add_form(b, folded, form);
    if (jr_lang_serves(b->source, JR_STR("en")) && is_inflected(term))
        add_plural(b, folded, form);
    return d;
}

/* ---- Target terms ---- */

static void add_rendering(builder *b, draft *d, const jr_term *term)
{
    const jr_str folded = jr_term_fold(term->text, b->arena, NULL);
    if (folded.n == 0 || folded.n > LONGEST)
        return;
    size_t *at = jr_map_at(&b->by_word, folded);
    if (*at == 0) {
        JR_GROW(b->arena, b->words, b->n_words, b->cap_words);
        b->words[b->n_words] = folded;
        *at = ++b->n_words;
    }
    const uint32_t word = (uint32_t)*at - 1;
    for (size_t i = 0; i < d->n; i++)
        if (d->renderings[i].word == word) {
            if (term->status < d->renderings[i].status) /* what one concept allows is allowed */
                d->renderings[i].status = term->status;
            return;
        }
    if (d->n == TRANSLATIONS)
        return;
    JR_GROW(b->arena, d->renderings, d->n, d->cap);
    d->renderings[d->n++] = (rendering){term->text, word, term->status};
}

static void add_renderings(builder *b, draft *d, const jr_concept *concept, int best)
{
    for (size_t i = 0; best && i < concept->n_terms; i++)
        if (serves(&concept->terms[i], b->target, JR_TERM_OF_TARGET) == best)
            add_rendering(b, d, &concept->terms[i]);
}

static bool has_deprecated(const builder *b, const jr_concept *concept, int best)
{
    for (size_t i = 0; best && i < concept->n_terms; i++)
        if (concept->terms[i].status == JR_TERM_DEPRECATED &&
            serves(&concept->terms[i], b->target, JR_TERM_OF_TARGET) == best)
            return true;
    return false;
}

static void add_concept(builder *b, const jr_concept *concept)
{
    const int best = best_of(concept, b->target, JR_TERM_OF_TARGET);
    bool named = false;
    for (size_t i = 0; i < concept->n_terms; i++) {
        if (!serves(&concept->terms[i], b->source, JR_TERM_OF_SOURCE))
            continue;
        named = true;
        draft *d = draft_of(b, &concept->terms[i]);
        if (!d)
            continue;
        take_definition(b, d, concept);
        add_renderings(b, d, concept, best);
    }
    if (named || !has_deprecated(b, concept, best))
        return;
    JR_GROW(b->arena, b->drafts, b->n_drafts, b->cap_drafts);
    draft *d = &b->drafts[b->n_drafts++];
    *d = (draft){0};
    add_renderings(b, d, concept, best);
}

/* ---- All of them ---- */

/* The renderings of a status from `status` to `last`, in that order. */
static size_t take_renderings(const builder *b, const draft *d, jr_term_status status, jr_term_status last,
                              const jr_str **ret_texts, const uint32_t **ret_words)
{
    jr_str *texts = jr_arena_array(b->arena, jr_str, d->n);
    uint32_t *words = jr_arena_array(b->arena, uint32_t, d->n);
    size_t n = 0;
    for (int now = (int)status; now <= (int)last; now++)
        for (size_t i = 0; i < d->n; i++)
            if ((int)d->renderings[i].status == now) {
                texts[n] = d->renderings[i].text;
                words[n++] = d->renderings[i].word;
            }
    *ret_texts = texts;
    *ret_words = words;
    return n;
}

static void finish(const builder *b, jr_termbase *base)
{
    jr_term_entry *entries = jr_arena_array(b->arena, jr_term_entry, b->n_drafts);
    term_targets *targets = jr_arena_array(b->arena, term_targets, b->n_drafts);
    uint32_t *forbidden = jr_arena_array(b->arena, uint32_t, b->n_drafts);
    for (size_t i = 0; i < b->n_drafts; i++) {
        const draft *d = &b->drafts[i];
        jr_term_entry *e = &entries[i];
        *e = d->entry;
        e->number = i + 1;
        e->n_translations =
            take_renderings(b, d, JR_TERM_PREFERRED, JR_TERM_ADMITTED, &e->translations, &targets[i].allowed);
        e->n_deprecated =
            take_renderings(b, d, JR_TERM_DEPRECATED, JR_TERM_DEPRECATED, &e->deprecated, &targets[i].deprecated);
        if (e->term.n == 0)
            forbidden[base->n_forbidden++] = (uint32_t)i;
    }
    base->entries = entries;
    base->n_entries = b->n_drafts;
    base->targets = targets;
    base->forbidden = forbidden;
    base->forms = b->forms;
    base->chains = b->chains;
    base->sources = jr_matcher_build(b->shapes, b->n_shapes, b->arena);
    base->n_words = b->n_words;
    base->words = jr_matcher_build(b->words, b->n_words, b->arena);
}

const jr_termbase *jr_termbase_build(const jr_glossary *glossaries, size_t n, jr_str source, jr_str target,
                                     jr_arena *arena)
{
    builder b = {.arena = arena, .source = source, .target = target};
    b.by_term.arena = b.by_shape.arena = b.by_word.arena = arena;
    for (size_t g = 0; g < n; g++)
        for (size_t i = 0; i < glossaries[g].n; i++)
            add_concept(&b, &glossaries[g].items[i]);
    jr_termbase *base = jr_arena_new(arena, jr_termbase);
    finish(&b, base);
    return base;
}

const jr_term_entry *jr_termbase_entries(const jr_termbase *base, size_t *ret_n)
{
    *ret_n = base->n_entries;
    return base->entries;
}

size_t jr_termbase_count(const jr_termbase *base, size_t *ret_translated)
{
    size_t n = 0;
    *ret_translated = 0;
    for (size_t i = 0; i < base->n_entries; i++) {
        n += base->entries[i].term.n > 0;
        *ret_translated += base->entries[i].term.n > 0 && base->entries[i].n_translations > 0;
    }
    return n;
}
