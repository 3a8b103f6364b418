/* SPDX-License-Identifier: MIT */
/* The merge: which units change, the page made of the source and them, and round after round until the page says what
   it is to say. */
#include "merge_parts.h"

#include <stdlib.h>

#include "units/unit_parts.h"
#include "units/unit_space.h"

/* Rounds until white space is the source's again; until units are tried in no other way; until all that is left is
 * given up. Each reads the page once. */
enum { UNLEARNING_ROUND = 2, PATIENT_ROUNDS = 8, ROUNDS = 12 };

/* ---- What changes ---- */

/* The target says the same as the source, code by code. */
static bool is_same(const jr_unit *unit, jr_merge_text text)
{
    if (text.n != unit->n_pieces)
        return false;
    for (size_t i = 0; i < text.n; i++) {
        const jr_merge_item *item = &text.items[i];
        const jr_piece *piece = &unit->pieces[i];
        if (item->kind != piece->kind ||
            (piece->kind == JR_PIECE_TEXT ? !jr_str_eq(item->text, piece->text) : item->number != piece->number))
            return false;
    }
    return true;
}

static bool are_same(jr_merge_text a, jr_merge_text b)
{
    if (a.n != b.n)
        return false;
    for (size_t i = 0; i < a.n; i++)
        if (a.items[i].kind != b.items[i].kind || a.items[i].number != b.items[i].number ||
            !jr_str_eq(a.items[i].text, b.items[i].text))
            return false;
    return true;
}

static bool has_words(jr_merge_text text)
{
    for (size_t i = 0; i < text.n; i++)
        for (size_t at = 0; at < text.items[i].text.n;)
            if (jr_is_word(jr_utf8_next(text.items[i].text, &at)))
                return true;
    return false;
}

/* The unit's bytes without the white space at either end, which stays as it is; at a line end, that of the next line's
   marks as well. */
static void set_range(jr_str source, const jr_unit *unit, jr_merge_unit *state)
{
    size_t begin = unit->span.begin, end = unit->span.end;
    const bool text_first = unit->pieces[0].kind == JR_PIECE_TEXT;
    const bool text_last = unit->pieces[unit->n_pieces - 1].kind == JR_PIECE_TEXT;
    bool line = false;
    while (text_first && begin < end && (jr_is_space(source.p[begin]) || (line && source.p[begin] == '>'))) {
        line = line || source.p[begin] == '\n' || source.p[begin] == '\r';
        begin++;
    }
    size_t at = end;
    while (text_last && at > begin && (jr_is_space(source.p[at - 1]) || source.p[at - 1] == '>')) {
        at--;
        if (jr_is_space(source.p[at]) && (source.p[at] == '\n' || source.p[at] == '\r'))
            end = at;
    }
    while (text_last && end > begin && jr_is_space(source.p[end - 1]))
        end--;
    state->begin = begin;
    state->end = end;
    if (unit->form != JR_FORM_ALT || jr_str_find(source, unit->span.end, ']') != unit->span.end)
        return;
    const jr_str behind = jr_str_sub(source, unit->span.end, unit->span.end + 3);
    state->relabel = jr_str_eq(behind, JR_STR("][]")) || (behind.n < 2 || !memchr("[(", behind.p[1], 2));
    if (state->relabel)
        state->end = unit->span.end + (jr_str_eq(behind, JR_STR("][]")) ? 3 : 1);
}

/* The next byte of a text that is no white space; its codes are passed over. '\0': none. */
static char next_sign(jr_merge_text text, size_t *item, size_t *at)
{
    for (; *item < text.n; ++*item, *at = 0) {
        const jr_str s = text.items[*item].text;
        for (; text.items[*item].kind == JR_PIECE_TEXT && *at < s.n; ++*at)
            if (!jr_is_space(s.p[*at]))
                return s.p[(*at)++];
    }
    return '\0';
}

/* What two texts say differs, as far as can be told without their normal form: in words, not in white space. */
static bool are_other_words(jr_merge_text a, jr_merge_text b)
{
    size_t i = 0, i_at = 0, k = 0, k_at = 0;
    for (;;) {
        const char x = next_sign(a, &i, &i_at), y = next_sign(b, &k, &k_at);
        if (x != y)
            return true;
        if (x == '\0')
            return false;
    }
}

static void prepare_unit(jr_merger *m, size_t i)
{
    const jr_unit *unit = &m->job->units->items[i];
    const jr_target *target = &m->job->targets[i];
    jr_merge_unit *state = &m->units[i];
    state->begin = unit->span.begin;
    state->end = unit->span.end;
    state->worded = true;
    jr_arena_reset(m->scratch);
    const jr_merge_text text = jr_merge_taken(m->scratch, target->text);
    if (!target->translated || (!m->job->learn && is_same(unit, text)))
        return;
    const jr_spacing spacing = !m->job->learn                  ? JR_SPACING_NORMAL
                               : jr_form_has_lines(unit->form) ? JR_SPACING_LINES
                                                               : JR_SPACING_ONE_LINE;
    const jr_str *page = m->job->learn ? &m->job->doc->source : NULL;
    state->codes = jr_merge_codes_of(m->arena, unit);
    state->text = jr_merge_normal(m->arena, &state->codes, text, spacing);
    const jr_merge_text own = jr_merge_source(m->scratch, unit, page);
    if (m->job->learn) {
        state->edges = jr_merge_edges_of(m->arena, unit, text);
        state->own_edges = jr_unit_edges(m->job->doc->source, unit);
        if (!jr_unit_takes_lead(m->job->doc->source, unit, state->own_edges.lead, state->edges.lead))
            state->edges.lead = (jr_str){"", 0};
    }
    if (state->edges.lead.n == 0 && state->edges.tail.n == 0 && !are_other_words(state->text, own) &&
        are_same(state->text, jr_merge_normal(m->scratch, &state->codes, own, spacing)))
        return;
    if (state->text.n == 0) {
        jr_report(m->diag, JR_D_NOT_MERGED, &unit->span, "unit %.*s: the translation is empty; the source stays",
                  JR_FMT(unit->id));
        return;
    }
    state->changed = true;
    state->worded = has_words(state->text);
    state->level = state->worded ? JR_ESCAPE_AS_SOURCE : JR_ESCAPE_ALL;
    set_range(m->job->doc->source, unit, state);
    state->begin -= state->edges.lead.n ? state->own_edges.lead.n : 0;
    state->end += state->edges.tail.n ? state->own_edges.tail.n : 0;
}

/* ---- The page ---- */

static int by_place(const void *a, const void *b)
{
    const jr_edit *x = a, *y = b;
    if (x->begin != y->begin)
        return x->begin < y->begin ? -1 : 1;
    if (x->end != y->end)
        return x->end < y->end ? -1 : 1;
    return (x->unit > y->unit) - (x->unit < y->unit);
}

void jr_merge_add(jr_merger *m, jr_edit edit)
{
    JR_GROW(m->arena, m->others, m->n_others, m->cap_others);
    m->others[m->n_others++] = edit;
}

/* There is room for all: see collect_edits. */
static void add_edit(jr_merger *m, jr_edit edit)
{
    m->edits[m->n_edits++] = edit;
}

/* Written with the unit that holds its code, if that is written anew. */
static bool is_nested(const jr_merger *m, size_t i)
{
    const size_t parent = m->job->units->items[i].parent;
    const jr_merge_unit *outer = parent != JR_NO_UNIT ? &m->units[parent] : NULL;
    return outer && outer->changed && m->units[i].begin >= outer->begin && m->units[i].end <= outer->end;
}

static void collect_edits(jr_merger *m)
{
    if (!m->edits)
        m->edits = jr_arena_array(m->arena, jr_edit, m->n_others + m->job->units->n);
    m->n_edits = 0;
    for (size_t i = 0; i < m->n_others; i++)
        add_edit(m, m->others[i]);
    for (size_t i = 0; i < m->job->units->n; i++) {
        jr_merge_unit *state = &m->units[i];
        state->nested = state->changed && is_nested(m, i);
        if (state->changed && !state->nested)
            add_edit(m, (jr_edit){.begin = state->begin, .end = state->end, .unit = i});
    }
    if (m->n_edits)
        qsort(m->edits, m->n_edits, sizeof *m->edits, by_place);
}

static void write_unit(const jr_merger *m, size_t unit, jr_buf *out)
{
    const jr_merge_unit *state = &m->units[unit];
    const jr_edges *edges = state->level == JR_ESCAPE_AS_SOURCE ? &state->edges : &state->own_edges;
    if (state->edges.lead.n)
        jr_put(out, edges->lead);
    jr_merge_write(m, unit, out);
    if (state->edges.tail.n)
        jr_put(out, edges->tail);
}

static void compose(jr_merger *m, jr_buf *out)
{
    const jr_str source = m->job->doc->source;
    const size_t start = out->n;
    size_t at = 0;
    collect_edits(m);
    jr_buf_reserve(out, source.n);
    for (size_t i = 0; i < m->n_edits; i++) {
        jr_edit *edit = &m->edits[i];
        jr_put(out, jr_str_sub(source, at, edit->begin));
        edit->at = out->n - start;
        jr_arena_reset(m->scratch);
        if (edit->unit == JR_NO_UNIT)
            jr_put(out, edit->bytes);
        else
            write_unit(m, edit->unit, out);
        edit->at_end = out->n - start;
        at = edit->end > at ? edit->end : at;
    }
    jr_put(out, jr_str_sub(source, at, source.n));
}

/* ---- The rounds ---- */

void jr_merge_raise(jr_merger *m, size_t i)
{
    jr_merge_unit *state = &m->units[i];
    if (!state->changed)
        return;
    state->level = m->round < PATIENT_ROUNDS ? state->level + 1 : JR_ESCAPE_COUNT;
    if (state->level < JR_ESCAPE_COUNT)
        return;
    const jr_unit *unit = &m->job->units->items[i];
    state->changed = false;
    jr_report(m->diag, JR_D_NOT_MERGED, &unit->span,
              "unit %.*s: the translation cannot be written so that it reads as it should; the source stays",
              JR_FMT(unit->id));
}

static bool any_changed(const jr_merger *m)
{
    for (size_t i = 0; i < m->job->units->n; i++)
        if (m->units[i].changed)
            return true;
    return m->n_others > 0;
}

/* White space that is learned can make another page of it: an item of a list that is indented otherwise, say. Then it
   is the source's. */
static void unlearn(jr_merger *m, size_t n_others)
{
    m->n_others = n_others;
    m->one_line = true;
    for (size_t i = 0; i < m->job->units->n; i++)
        m->units[i].level = JR_ESCAPE_FEWEST;
}

static bool merge_page(jr_merger *m, jr_buf *out)
{
    const jr_merge *job = m->job;
    m->units = jr_arena_array(m->arena, jr_merge_unit, job->units->n);
    for (size_t i = 0; i < job->units->n; i++)
        prepare_unit(m, i);
    jr_merge_metadata(m);
    jr_merge_anchors_add(m);
    const size_t n_others = m->n_others;
    jr_merge_spaces_add(m);
    const size_t start = out->n;
    for (m->round = 0;; m->round++) {
        out->n = start;
        compose(m, out);
        if (!any_changed(m) || jr_merge_prove(m, jr_str_sub(jr_buf_str(out), start, out->n)))
            return true;
        if (m->round == UNLEARNING_ROUND && job->learn)
            unlearn(m, n_others);
        if (m->round > ROUNDS)
            return jr_report(m->diag, JR_D_INTERNAL, NULL, "the merged page does not read as the source");
        for (size_t i = 0; m->round == ROUNDS && i < job->units->n; i++)
            jr_merge_raise(m, i);
    }
}

bool jr_merge_page(const jr_merge *job, jr_arena *arena, jr_diag *diag, jr_buf *out)
{
    jr_merger m = {.job = job, .arena = arena, .scratch = jr_arena_create(), .diag = diag};
    const bool ok = merge_page(&m, out);
    jr_arena_destroy(m.scratch);
    return ok;
}
