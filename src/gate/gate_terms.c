/* SPDX-License-Identifier: MIT */
/* The gate: terms of a glossary. */
#include "gate_parts.h"

/* Text as a reader of the page sees it: what marks it up is not there, other codes and protected text are no words. */
static jr_str plain_text(jr_buf *room, const jr_inline *items, size_t n)
{
    room->n = 0;
    for (size_t i = 0; i < n; i++)
        if (items[i].kind == JR_PIECE_TEXT && !items[i].locked)
            jr_put(room, items[i].text);
        else if (items[i].kind == JR_PIECE_CODE || items[i].kind == JR_PIECE_TEXT)
            jr_put_utf8(room, 0xFFFC); /* object replacement character */
    return jr_buf_str(room);
}

/* “a” or “b” or “c”, a few of them. */
static void put_translations(jr_buf *out, const jr_term_entry *e)
{
    enum { MOST = 3 };
    for (size_t i = 0; i < e->n_translations && i < MOST; i++)
        jr_printf(out, "%s“%.*s”", i ? " or " : "", JR_FMT(e->translations[i]));
}

void jr_gate_check_terms(checked *c)
{
    gate *g = c->g;
    if (!g->opts->terms)
        return;
    const jr_str source = plain_text(&g->vector, c->source, c->n_source);
    const jr_str target = plain_text(&g->other, c->target, c->n_target);
    jr_term_finding *findings;
    const size_t n = jr_termbase_check(g->opts->terms, source, target, g->scratch, &findings);
    jr_buf list = {0};
    for (size_t i = 0; i < n; i++) {
        const jr_term_entry *e = findings[i].entry;
        const jr_str used = findings[i].deprecated;
        list.n = 0;
        put_translations(&list, e);
        if (used.n == 0)
            jr_gate_find(c, JR_CHECK_TERM_MISSING, NULL, "“%.*s” is not translated as %.*s", JR_FMT(e->term),
                         JR_FMT(jr_buf_str(&list)));
        else
            jr_gate_find(c, JR_CHECK_TERM_DEPRECATED, NULL, "“%.*s” is not to be used%s%.*s%s%s%.*s", JR_FMT(used),
                         e->term.n ? " for “" : "", JR_FMT(e->term), e->term.n ? "”" : "", list.n ? ", but " : "",
                         JR_FMT(jr_buf_str(&list)));
    }
    jr_buf_free(&list);
}
