/* SPDX-License-Identifier: MIT */
/* What is known of terms, for translators: the glossary module of XLIFF 2 (XLIFF 2.0 §5.2), words in a comment in 1.2. */
#include "xliff.h"

#include <jerome/map.h>

jr_str xliff_term_comment(const xliff_job *job, const jr_term_use *use)
{
    jr_buf out = {0};
    for (size_t i = 0; i < use->n_translations; i++)
        jr_printf(&out, "%s%.*s", i ? " | " : "", JR_FMT(use->translations[i]));
    jr_printf(&out, "%s%.*s", out.n && use->definition.n ? ": " : "", JR_FMT(use->definition));
    return jr_buf_take(&out, job->arena);
}

bool xliff_has_entry(const jr_term_use *use)
{
    return use->id.n > 0 && (use->n_translations > 0 || use->definition.n > 0);
}

/* `mark`: number of the term's first mark in the unit. */
static void write_entry(xliff_job *job, const jr_term_use *use, size_t mark)
{
    static const jr_str indent = JR_STR_INIT("\n          ");
    jr_xml *x = &job->xml;
    jr_xml_raw(x, JR_STR("\n        "));
    jr_xml_open(x, "gls:glossEntry");
    jr_xml_attr(x, "id", use->id);
    jr_xml_attr(x, "ref", jr_arena_printf(job->arena, "#t%zu", mark));
    jr_xml_raw(x, indent);
    jr_xml_element(x, "gls:term", use->term);
    for (size_t i = 0; i < use->n_translations; i++) {
        jr_xml_raw(x, indent);
        jr_xml_element(x, "gls:translation", use->translations[i]);
    }
    if (use->definition.n) {
        jr_xml_raw(x, indent);
        jr_xml_element(x, "gls:definition", use->definition);
    }
    jr_xml_raw(x, JR_STR("\n        "));
    jr_xml_close(x);
}

void xliff_write_glossary(xliff_job *job, const xliff_unit *u)
{
    jr_xml *x = &job->xml;
    jr_map written = {.arena = job->arena};
    size_t mark = 0;
    for (size_t i = 0; u->n_terms && i < u->segments.n; i++) {
        const jr_proposal *proposal = xliff_proposal(u, i);
        for (size_t k = 0; k < proposal->n_terms; k++) {
            const jr_term_use *use = &proposal->terms[k];
            mark++;
            if (!xliff_has_entry(use) || !jr_map_add(&written, use->id, mark))
                continue;
            if (written.count == 1) {
                jr_xml_raw(x, JR_STR("\n      "));
                jr_xml_open(x, "gls:glossary");
            }
            write_entry(job, use, mark);
        }
    }
    if (written.count == 0)
        return;
    jr_xml_raw(x, JR_STR("\n      "));
    jr_xml_close(x);
}
