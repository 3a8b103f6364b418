/* SPDX-License-Identifier: MIT */
#include "terms.h"

#include "base/grow.h"

bool jr_term_status_of(jr_str word, jr_term_status *ret_status)
{
    /* Values of administrativeStatus and normativeAuthorization (ISO 12620), without their endings, and words that
       people and tools use. */
    static const struct {
        jr_str word;
        jr_term_status status;
    } words[] = {
        {JR_STR_INIT("preferredTerm"), JR_TERM_PREFERRED},    {JR_STR_INIT("preferred"), JR_TERM_PREFERRED},
        {JR_STR_INIT("standardizedTerm"), JR_TERM_PREFERRED}, {JR_STR_INIT("legalTerm"), JR_TERM_PREFERRED},
        {JR_STR_INIT("regulatedTerm"), JR_TERM_PREFERRED},    {JR_STR_INIT("approved"), JR_TERM_PREFERRED},
        {JR_STR_INIT("admittedTerm"), JR_TERM_ADMITTED},      {JR_STR_INIT("admitted"), JR_TERM_ADMITTED},
        {JR_STR_INIT("allowed"), JR_TERM_ADMITTED},           {JR_STR_INIT("proposedTerm"), JR_TERM_ADMITTED},
        {JR_STR_INIT("deprecatedTerm"), JR_TERM_DEPRECATED},  {JR_STR_INIT("deprecated"), JR_TERM_DEPRECATED},
        {JR_STR_INIT("supersededTerm"), JR_TERM_DEPRECATED},  {JR_STR_INIT("superseded"), JR_TERM_DEPRECATED},
        {JR_STR_INIT("forbidden"), JR_TERM_DEPRECATED},       {JR_STR_INIT("obsolete"), JR_TERM_DEPRECATED},
        {JR_STR_INIT("notRecommended"), JR_TERM_DEPRECATED},  {JR_STR_INIT("not recommended"), JR_TERM_DEPRECATED},
        {JR_STR_INIT("rejected"), JR_TERM_DEPRECATED},
    };
    static const jr_str endings[] = {JR_STR_INIT("-admn-sts"), JR_STR_INIT("-admin-sts")};
    word = jr_str_trim(word);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (jr_str_ends(word, endings[i]))
            word = jr_str_sub(word, 0, word.n - endings[i].n);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (jr_str_eq_nocase(word, words[i].word)) {
            *ret_status = words[i].status;
            return true;
        }
    return false;
}

jr_str jr_term_text(jr_str text, jr_arena *arena)
{
    text = jr_str_trim(text);
    char *out = jr_arena_array(arena, char, text.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++) {
        const char c = jr_is_space(text.p[i]) ? ' ' : text.p[i];
        if (c != ' ' || out[n - 1] != ' ') /* it does not begin with one */
            out[n++] = c;
    }
    return (jr_str){out, n};
}

jr_str jr_term_lang(jr_str tag, jr_arena *arena)
{
    tag = jr_str_trim(tag);
    char *out = jr_arena_array(arena, char, tag.n + 1);
    for (size_t i = 0; i < tag.n; i++)
        out[i] = tag.p[i] == '_' ? '-' : tag.p[i];
    return (jr_str){out, tag.n};
}

jr_str jr_term_class(jr_str text, jr_arena *arena)
{
    text = jr_str_trim(text);
    char *out = jr_arena_array(arena, char, text.n + 1);
    for (size_t i = 0; i < text.n; i++)
        out[i] = jr_lower(text.p[i]);
    return (jr_str){out, text.n};
}

void jr_terms_in_term(jr_terms_in *in, const jr_term *term)
{
    if (term->text.n == 0)
        return;
    JR_GROW(in->arena, in->terms, in->n_terms, in->cap_terms);
    in->terms[in->n_terms++] = *term;
}

void jr_terms_in_definition(jr_terms_in *in, jr_str text, jr_str lang)
{
    if (text.n == 0)
        return;
    JR_GROW(in->arena, in->definitions, in->n_definitions, in->cap_definitions);
    in->definitions[in->n_definitions++] = (jr_definition){text, lang};
}

void jr_terms_in_end(jr_terms_in *in, jr_str id)
{
    if (in->n_terms) {
        JR_GROW(in->arena, in->concepts, in->n_concepts, in->cap_concepts);
        in->concepts[in->n_concepts++] = (jr_concept){id, in->terms, in->n_terms, in->definitions, in->n_definitions};
    }
    in->terms = NULL;
    in->definitions = NULL;
    in->n_terms = in->cap_terms = in->n_definitions = in->cap_definitions = 0;
}
