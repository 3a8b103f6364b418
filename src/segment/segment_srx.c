/* SPDX-License-Identifier: MIT */
/* SRX 2.0: at each place of a text, the first rule that matches before and behind it says whether to cut. Of places
 * where no rule wants to cut there is nothing to decide: the many exceptions are tried on the few texts that have
 * others. */
#include "segment_srx.h"

#include "regex.h"

typedef struct compiled {
    jr_regex *regex;
    const jr_srx_rule *rule;
} compiled;

struct jr_srx_rules {
    jr_str file; /* its name */
    compiled *rules;
    size_t n;
    bool given_up;
};

/* ---- Patterns ---- */

static bool open_pattern(jr_str text, const jr_srx_pattern *pattern, bool fold_case, jr_diag *diag,
                         jr_regex **ret_regex)
{
    const char *error = NULL;
    if (jr_regex_open(text, fold_case, diag, &error, ret_regex))
        return true;
    return error && jr_report(diag, JR_D_BAD_SRX, &pattern->span, "“%.*s” is no regular expression: %s",
                              JR_FMT(pattern->text), error);
}

/* Both patterns in one: where a match ends, the place is. */
static bool open_rule(const jr_srx_rule *rule, jr_arena *arena, jr_diag *diag, jr_regex **ret_regex)
{
    const jr_str both = jr_arena_printf(arena, "(?:%.*s)(?=%.*s)", JR_FMT(rule->before.text), JR_FMT(rule->after.text));
    return open_pattern(both, &rule->before, false, diag, ret_regex);
}

static bool try_pattern(const jr_srx_pattern *pattern, bool fold_case, jr_diag *diag)
{
    jr_regex *regex;
    if (!open_pattern(pattern->text, pattern, fold_case, diag, &regex))
        return false;
    jr_regex_close(regex);
    return true;
}

/* Each pattern alone, since "a)(b" is none, and both together, since "(?x)a #" hides what follows. */
static bool try_rule(const jr_srx_rule *rule, jr_arena *arena, jr_diag *diag)
{
    jr_regex *regex;
    if (!try_pattern(&rule->before, false, diag) || !try_pattern(&rule->after, false, diag) ||
        !open_rule(rule, arena, diag, &regex))
        return false;
    jr_regex_close(regex);
    return true;
}

bool jr_srx_check(const jr_srx *srx, jr_diag *diag)
{
    jr_arena *arena = jr_arena_create();
    bool ok = true;
    for (size_t i = 0; i < srx->n_languages; i++)
        for (size_t j = 0; j < srx->languages[i].n_rules && ok; j++)
            ok = try_rule(&srx->languages[i].rules[j], arena, diag);
    for (size_t i = 0; i < srx->n_maps && ok; i++)
        ok = try_pattern(&srx->maps[i].pattern, true, diag);
    jr_arena_destroy(arena);
    return ok;
}

/* ---- The rules of a language ---- */

static bool is_for(const jr_srx_map *map, const jr_regex_text *lang, jr_diag *diag, bool *ret_is)
{
    jr_regex *regex;
    if (!open_pattern(map->pattern.text, &map->pattern, true, diag, &regex))
        return false;
    jr_regex_start(regex, lang);
    *ret_is = jr_regex_matches(regex);
    jr_regex_close(regex);
    return true;
}

static bool open_language(const jr_srx_language *language, jr_srx_rules *rules, jr_arena *arena, jr_diag *diag)
{
    for (size_t i = 0; i < language->n_rules; i++) {
        compiled *next = &rules->rules[rules->n];
        next->rule = &language->rules[i];
        if (!open_rule(next->rule, arena, diag, &next->regex))
            return false;
        rules->n++;
    }
    return true;
}

/* All languages whose maps match, each once. */
static bool open_all(const jr_srx *srx, jr_str lang, jr_srx_rules *rules, jr_arena *arena, jr_diag *diag)
{
    const jr_regex_text tag = jr_regex_text_of(lang, arena);
    bool *taken = jr_arena_array(arena, bool, srx->n_languages + 1);
    size_t n = 0;
    for (size_t i = 0; i < srx->n_languages; i++)
        n += srx->languages[i].n_rules;
    rules->rules = jr_arena_array(arena, compiled, n + 1);
    for (size_t i = 0; i < srx->n_maps; i++) {
        bool is = false;
        if (!is_for(&srx->maps[i], &tag, diag, &is))
            return false;
        const size_t language = srx->maps[i].language;
        if (!is || taken[language])
            continue;
        taken[language] = true;
        if (!open_language(&srx->languages[language], rules, arena, diag))
            return false;
        if (!srx->cascade)
            return true;
    }
    return true;
}

bool jr_srx_open(const jr_srx *srx, jr_str lang, jr_arena *arena, jr_diag *diag, jr_srx_rules **ret_rules)
{
    jr_srx_rules *rules = jr_arena_new(arena, jr_srx_rules);
    *rules = (jr_srx_rules){.file = srx->name};
    if (!open_all(srx, lang, rules, arena, diag)) {
        jr_srx_close(rules);
        return false;
    }
    *ret_rules = rules;
    return true;
}

void jr_srx_close(jr_srx_rules *rules)
{
    for (size_t i = 0; rules && i < rules->n; i++)
        jr_regex_close(rules->rules[i].regex);
}

/* ---- Cutting ---- */

/* A text being cut: for each place the number of the first rule that cuts there, from 1; 0: none does. */
typedef struct places {
    jr_srx_rules *rules;
    jr_regex_text text;
    size_t *first;
    size_t last; /* the greatest of them */
    jr_diag *diag;
} places;

/* The places where rule `i` matches. False: it takes too long, which is reported. */
static bool apply(places *p, size_t i)
{
    const compiled *rule = &p->rules->rules[i];
    const char *error = NULL;
    size_t end;
    jr_regex_start(rule->regex, &p->text);
    while (jr_regex_next(rule->regex, &end, &error)) {
        if (rule->rule->breaks && p->first[end] == 0)
            p->first[end] = i + 1;
        else if (!rule->rule->breaks && i + 1 < p->first[end])
            p->first[end] = 0;
    }
    if (!error)
        return true;
    p->rules->given_up = true;
    jr_span where = rule->rule->before.span;
    where.file = jr_diag_file(p->diag, p->rules->file);
    return jr_report(p->diag, JR_D_BAD_SRX, &where,
                     "this rule takes too long (%s): from here on the texts of the page stay whole", error);
}

static bool apply_all(places *p)
{
    for (size_t i = 0; i < p->rules->n; i++)
        if (p->rules->rules[i].rule->breaks && !apply(p, i))
            return false;
    size_t last = 0;
    for (size_t at = 1; at < p->text.n; at++)
        last = p->first[at] > last ? p->first[at] : last;
    for (size_t i = 0; i + 1 < last; i++)
        if (!p->rules->rules[i].rule->breaks && !apply(p, i))
            return false;
    return true;
}

/* Where white space at `at` ends. */
static size_t behind_space(jr_str text, size_t at)
{
    for (size_t next = at; next < text.n; at = next)
        if (!jr_is_white(jr_utf8_next(text, &next)))
            break;
    return at;
}

size_t jr_srx_ends(jr_srx_rules *rules, jr_str text, jr_diag *diag, jr_buf *ends)
{
    if (rules->given_up || rules->n == 0 || text.n == 0)
        return 0;
    jr_arena *arena = jr_arena_create();
    places p = {.rules = rules, .text = jr_regex_text_of(text, arena), .diag = diag};
    p.first = jr_arena_array(arena, size_t, p.text.n + 1);
    size_t n = 0, begin = behind_space(text, 0);
    if (apply_all(&p))
        for (size_t i = 1; i < p.text.n; i++) {
            const size_t at = p.first[i] ? behind_space(text, p.text.bytes[i]) : 0;
            if (at <= begin || at >= text.n)
                continue;
            jr_put(ends, (jr_str){(const char *)&at, sizeof at});
            begin = at;
            n++;
        }
    jr_arena_destroy(arena);
    return n;
}
