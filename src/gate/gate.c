/* SPDX-License-Identifier: MIT */
#include "gate_parts.h"

#include <jerome/map.h>

/* ---- Checks ---- */

static const struct {
    jr_code code;
    jr_severity severity;
    jr_str slug;
} checks[JR_CHECK_COUNT] = {
#define X(name, severity, status, slug) [JR_CHECK_##name] = {JR_D_##name, severity, JR_STR_INIT(slug)},
    JR_CHECKS(X)
#undef X
};

static const char *const level_names[] = {
    [JR_LEVEL_OFF] = "off",
    [JR_LEVEL_NOTE] = "note",
    [JR_LEVEL_WARNING] = "warning",
    [JR_LEVEL_ERROR] = "error",
};

static const jr_str help[JR_CHECK_COUNT] = {
    [JR_CHECK_DAMAGED_UNIT] = JR_STR_INIT("a unit whose structure cannot be understood"),
    [JR_CHECK_MISSING_UNIT] = JR_STR_INIT("a unit of the page that is not in the file"),
    [JR_CHECK_UNKNOWN_UNIT] = JR_STR_INIT("a unit of the file that is not in the page"),
    [JR_CHECK_MISSING_SEGMENT] = JR_STR_INIT("a unit of which some segments are translated and some are not"),
    [JR_CHECK_CHANGED_PAGE] = JR_STR_INIT("a page that has changed since the export"),
    [JR_CHECK_EDITED_SOURCE] = JR_STR_INIT("a source in the file that is not what the page says"),
    [JR_CHECK_MISSING_CODE] =
        JR_STR_INIT("a code that must not be deleted and is not in the target, or only one end of it"),
    [JR_CHECK_ADDED_CODE] = JR_STR_INIT("a code in the target that is not in the source"),
    [JR_CHECK_RENAMED_CODE] = JR_STR_INIT("a code whose id was changed"),
    [JR_CHECK_DUPLICATE_CODE] = JR_STR_INIT("a code that must not be copied and is there more than once"),
    [JR_CHECK_CROSSED_CODE] = JR_STR_INIT("pairs of codes that overlap"),
    [JR_CHECK_MOVED_CODE] = JR_STR_INIT("codes that must keep their order and do not"),
    [JR_CHECK_NESTED_LINK] = JR_STR_INIT("a link within a link"),
    [JR_CHECK_ALTERED_CODE] = JR_STR_INIT("a code whose original text was changed (the page's own is written)"),
    [JR_CHECK_ALTERED_TERM] = JR_STR_INIT("protected text that is not in the target"),
    [JR_CHECK_TERM_MISSING] = JR_STR_INIT("a term whose translation is not in the target (--terms)"),
    [JR_CHECK_TERM_DEPRECATED] = JR_STR_INIT("a term in the target that is not to be used (--terms)"),
    [JR_CHECK_ALTERED_URL] = JR_STR_INIT("addresses that are not the same in source and target"),
    [JR_CHECK_ALTERED_PLACEHOLDER] =
        JR_STR_INIT("placeholders ({0}, %s, $(name)) that are not the same in source and target"),
    [JR_CHECK_UNTRANSLATED] = JR_STR_INIT("no target, or a copy of the source that nobody calls translated"),
    [JR_CHECK_SAME_AS_SOURCE] = JR_STR_INIT("a target that is called translated and is the same as the source"),
    [JR_CHECK_EMPTY_TARGET] = JR_STR_INIT("a target without text"),
    [JR_CHECK_TOO_LONG] = JR_STR_INIT("text that is longer than recommended (a description: 160 characters)"),
    [JR_CHECK_WRONG_LANGUAGE] = JR_STR_INIT("a target language that is not the one that is wanted"),
    [JR_CHECK_WRONG_SCRIPT] = JR_STR_INIT("text without a letter of the script that the target language is written in"),
    [JR_CHECK_NOT_FINAL] = JR_STR_INIT("a translation that is not in its final state"),
};

void jr_gate_defaults(jr_gate_opts *opts)
{
    static const jr_level levels[] = {
        [JR_NOTE_SEVERITY] = JR_LEVEL_NOTE, [JR_WARNING] = JR_LEVEL_WARNING, [JR_ERROR] = JR_LEVEL_ERROR};
    *opts = (jr_gate_opts){0};
    for (size_t i = 0; i < JR_CHECK_COUNT; i++)
        opts->levels[i] = levels[checks[i].severity];
    /* Few vendors use the state; who does asks for it. */
    opts->levels[JR_CHECK_NOT_FINAL] = JR_LEVEL_OFF;
}

bool jr_gate_set(jr_gate_opts *opts, jr_str setting, jr_diag *diag)
{
    const size_t equals = jr_str_find(setting, 0, '=');
    const jr_str name = jr_str_sub(setting, 0, equals), level = jr_str_sub(setting, equals + 1, setting.n);
    size_t check = 0, l = 0;
    while (check < JR_CHECK_COUNT && !jr_str_eq(checks[check].slug, name))
        check++;
    while (l < sizeof level_names / sizeof *level_names && !jr_str_eq(jr_str_from(level_names[l]), level))
        l++;
    if (check == JR_CHECK_COUNT)
        return jr_report(diag, JR_D_BAD_OPTION, NULL, "“%.*s” is no check: jerome help checks lists them",
                         JR_FMT(name));
    if (l == sizeof level_names / sizeof *level_names)
        return jr_report(diag, JR_D_BAD_OPTION, NULL, "%.*s: “%.*s” is neither error, warning, note nor off",
                         JR_FMT(name), JR_FMT(level));
    opts->levels[check] = (jr_level)l;
    return true;
}

void jr_gate_require(jr_gate_opts *opts, bool final)
{
    opts->levels[JR_CHECK_UNTRANSLATED] = opts->levels[JR_CHECK_EMPTY_TARGET] = JR_LEVEL_ERROR;
    opts->levels[JR_CHECK_MISSING_UNIT] = opts->levels[JR_CHECK_MISSING_SEGMENT] = JR_LEVEL_ERROR;
    if (final)
        opts->levels[JR_CHECK_NOT_FINAL] = JR_LEVEL_ERROR;
}

jr_check_about jr_gate_about(jr_check check)
{
    jr_gate_opts opts;
    jr_gate_defaults(&opts);
    return (jr_check_about){checks[check].slug, level_names[opts.levels[check]], help[check]};
}

/* ---- Findings ---- */

void *jr_gate_push(jr_buf *vector, size_t size)
{
    jr_buf_reserve(vector, size);
    void *item = vector->p + vector->n;
    memset(item, 0, size);
    vector->n += size;
    return item;
}

/* `id` and `name` of a unit may be empty: the file as a whole. */
static void report(gate *g, jr_check check, const jr_span *where, jr_str id, jr_str name, jr_str text)
{
    static const jr_severity severities[] = {
        [JR_LEVEL_NOTE] = JR_NOTE_SEVERITY, [JR_LEVEL_WARNING] = JR_WARNING, [JR_LEVEL_ERROR] = JR_ERROR};
    const jr_level level = g->opts->levels[check];
    if (level == JR_LEVEL_OFF)
        return;
    const char *open = name.n ? " (" : "", *close = name.n ? ")" : "";
    if (id.n)
        jr_report_as(g->diag, checks[check].code, severities[level], where, "unit %.*s%s%.*s%s: %.*s", JR_FMT(id), open,
                     JR_FMT(name), close, JR_FMT(text));
    else
        jr_report_as(g->diag, checks[check].code, severities[level], where, "%.*s", JR_FMT(text));
}

JR_PRINTF(4, 0)
static void find(checked *c, jr_check check, const jr_span *where, const char *format, va_list args)
{
    const jr_level level = c->g->opts->levels[check];
    if (level == JR_LEVEL_OFF)
        return;
    jr_buf text = {0};
    jr_vprintf(&text, format, args);
    report(c->g, check, where ? where : &c->back->target_span, c->back->id, c->back->name, jr_buf_str(&text));
    c->failed |= level == JR_LEVEL_ERROR;
    c->warned |= level == JR_LEVEL_WARNING;
    jr_buf_free(&text);
}

void jr_gate_find(checked *c, jr_check check, const jr_span *where, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    find(c, check, where, format, args);
    va_end(args);
}

void jr_gate_refuse(checked *c, jr_check check, const jr_span *where, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    find(c, check, where, format, args);
    va_end(args);
    c->failed = true;
}

/* ---- One unit ---- */

/* True where a tag is the other one or the other one with more subtags (RFC 4647 §3.3.1), either way round. */
static bool same_language(jr_str a, jr_str b)
{
    const jr_str shorter = a.n <= b.n ? a : b, longer = a.n <= b.n ? b : a;
    return jr_str_starts_nocase(longer, shorter) && (longer.n == shorter.n || longer.p[shorter.n] == '-');
}

static jr_inline *copy_inlines(gate *g, const jr_inlines *in)
{
    jr_inline *copy = jr_arena_array(g->scratch, jr_inline, in->n);
    if (in->n)
        memcpy(copy, in->items, in->n * sizeof *copy);
    return copy;
}

/* True: there is something to check and to write. */
static bool has_translation(checked *c, jr_str source, jr_str target)
{
    const jr_bilingual_unit *b = c->back;
    const bool begun = b->state_given && b->state != JR_STATE_INITIAL;
    bool empty = true;
    for (size_t i = 0; i < c->n_target && empty; i++)
        empty = c->target[i].kind != JR_PIECE_TEXT || jr_str_trim(c->target[i].text).n == 0;
    if (!b->has_target) {
        jr_gate_find(c, JR_CHECK_UNTRANSLATED, NULL, "there is no target");
        return false;
    }
    if (empty) {
        const bool called_new = b->state_given && b->state == JR_STATE_INITIAL;
        jr_gate_find(c, called_new ? JR_CHECK_UNTRANSLATED : JR_CHECK_EMPTY_TARGET, NULL, "the target is empty");
        return false;
    }
    if (!jr_str_eq(source, target) || !jr_gate_has_letters(source))
        return true;
    if (begun) {
        jr_gate_find(c, JR_CHECK_SAME_AS_SOURCE, NULL, "the target is the same as the source");
        return true;
    }
    jr_gate_find(c, JR_CHECK_UNTRANSLATED, NULL, "the target is a copy of the source");
    return false;
}

static void check_state(checked *c)
{
    static const char *const names[] = {"initial", "translated", "reviewed", "final"};
    const jr_bilingual_unit *b = c->back;
    if (b->state != JR_STATE_FINAL)
        jr_gate_find(c, JR_CHECK_NOT_FINAL, NULL, "its state is %s, not final", names[b->state]);
    if (b->missing_part)
        jr_gate_find(c, JR_CHECK_MISSING_SEGMENT, NULL, "some of its segments have no target");
    if (b->lang.n && c->g->target_lang.n && !same_language(b->lang, c->g->target_lang))
        jr_gate_find(c, JR_CHECK_WRONG_LANGUAGE, NULL, "the target is in %.*s, not in %.*s", JR_FMT(b->lang),
                     JR_FMT(c->g->target_lang));
}

/* True where there is a translation, good or bad. */
static bool check_target(checked *c)
{
    gate *g = c->g;
    const jr_inlines *target = g->opts->from_source ? &c->back->source : &c->back->target;
    c->target = copy_inlines(g, target);
    c->n_target = target->n;
    const jr_str source_text = jr_gate_canonical(&g->source, c->source, c->n_source);
    const jr_str target_text = jr_gate_canonical(&g->target, c->target, c->n_target);
    if (!g->opts->from_source) {
        if (!has_translation(c, source_text, target_text))
            return false;
        check_state(c);
        jr_gate_check_text(c, source_text, target_text);
        jr_gate_check_terms(c);
    }
    jr_gate_check_codes(c);
    return true;
}

static void check_unit(gate *g, const jr_unit *unit, const jr_bilingual_unit *back, jr_target *ret_target,
                       jr_gate_counts *counts)
{
    checked c = {.g = g, .unit = unit, .back = back};
    bool begun = true;
    jr_arena_reset(g->scratch);
    c.source = copy_inlines(g, &back->source);
    c.n_source = back->source.n;
    if (back->damage.n)
        jr_gate_refuse(&c, JR_CHECK_DAMAGED_UNIT, &back->span, "%.*s", JR_FMT(back->damage));
    else if (!jr_gate_align(&c))
        jr_gate_refuse(&c, JR_CHECK_EDITED_SOURCE, &back->span, "its source is not what the page says");
    else
        begun = check_target(&c);
    if (c.failed)
        counts->refused++;
    else if (!begun)
        counts->untranslated++;
    else
        counts->translated++;
    counts->warned += begun && !c.failed && c.warned;
    *ret_target = (jr_target){.translated = begun && !c.failed};
    if (ret_target->translated)
        ret_target->text = jr_gate_clean(&c);
}

/* ---- The file ---- */

/* False: nothing of this file is to be written. */
static bool check_file(gate *g, jr_str page_hash)
{
    const jr_bilingual *f = g->file;
    if (page_hash.n && f->source_hash.n && !jr_str_eq_nocase(page_hash, f->source_hash))
        report(g, JR_CHECK_CHANGED_PAGE, &f->span, (jr_str){0}, (jr_str){0},
               JR_STR("the page has changed since it was exported"));
    if (g->opts->from_source || !g->opts->to_lang.n || !f->target_lang.n ||
        same_language(g->opts->to_lang, f->target_lang))
        return true;
    const jr_str text =
        jr_arena_printf(g->arena, "the file is in %.*s, not in %.*s", JR_FMT(f->target_lang), JR_FMT(g->opts->to_lang));
    report(g, JR_CHECK_WRONG_LANGUAGE, &f->span, (jr_str){0}, (jr_str){0}, text);
    return g->opts->levels[JR_CHECK_WRONG_LANGUAGE] != JR_LEVEL_ERROR;
}

static void check_units(gate *g, jr_target *targets, jr_gate_counts *counts)
{
    jr_map index = {.arena = g->arena};
    bool *seen = jr_arena_array(g->arena, bool, g->units->n);
    for (size_t i = 0; i < g->units->n; i++)
        jr_map_add(&index, g->units->items[i].id, i);
    for (size_t i = 0; i < g->file->n_units; i++) {
        const jr_bilingual_unit *back = &g->file->units[i];
        size_t at;
        if (!jr_map_find(&index, back->id, &at)) {
            report(g, JR_CHECK_UNKNOWN_UNIT, &back->span, back->id, back->name,
                   JR_STR("the page has no such unit: its translation is not used"));
            continue;
        }
        seen[at] = true;
        check_unit(g, &g->units->items[at], back, &targets[at], counts);
    }
    for (size_t i = 0; i < g->units->n; i++) {
        const jr_unit *unit = &g->units->items[i];
        if (seen[i])
            continue;
        report(g, JR_CHECK_MISSING_UNIT, &unit->span, unit->id, unit->name,
               JR_STR("it is not in the file of translations"));
        counts->missing++;
    }
}

void jr_gate(const jr_gate_opts *opts, const jr_units *units, const jr_bilingual *file, jr_str page_hash,
             jr_arena *arena, jr_diag *diag, jr_targets *ret_targets, jr_gate_counts *ret_counts)
{
    gate g = {.opts = opts, .units = units, .file = file, .arena = arena, .diag = diag};
    g.scratch = jr_arena_create();
    g.target_lang = opts->to_lang.n ? opts->to_lang : file->target_lang;
    jr_gate_script(&g);
    jr_target *targets = jr_arena_array(arena, jr_target, units->n);
    *ret_counts = (jr_gate_counts){.units = units->n};
    if (check_file(&g, page_hash))
        check_units(&g, targets, ret_counts);
    else
        ret_counts->refused = units->n;
    *ret_targets = (jr_targets){targets, units->n};
    jr_buf *const buffers[] = {&g.source, &g.target, &g.vector, &g.other, &g.ids};
    for (size_t i = 0; i < sizeof buffers / sizeof *buffers; i++)
        jr_buf_free(buffers[i]);
    jr_arena_destroy(g.scratch);
}

/* ---- Without the page ---- */

/* A line break, as HTML writes it, or Markdown: a line end with spaces, a backslash and marks of lists around it. */
static bool is_break(jr_str original)
{
    const size_t end = jr_str_find(original, 0, '\n');
    const jr_str before = jr_str_trim(jr_str_sub(original, 0, end));
    return jr_str_starts_nocase(original, JR_STR("<br")) || jr_str_starts_nocase(original, JR_STR("</br")) ||
           (end < original.n && (before.n == 0 || jr_str_eq(before, JR_STR("\\"))));
}

static void own_unit(const jr_bilingual_unit *b, jr_arena *arena, jr_unit *ret_unit)
{
    jr_piece *pieces = jr_arena_array(arena, jr_piece, b->source.n);
    uint32_t number = 0;
    for (size_t i = 0; i < b->source.n; i++) {
        const jr_inline *in = &b->source.items[i];
        jr_piece *p = &pieces[i];
        *p = (jr_piece){.kind = in->kind, .type = JR_CODE_HTML, .flags = in->flags, .span = in->span, .text = in->text};
        if (in->kind == JR_PIECE_TEXT)
            continue;
        const bool second = in->kind == JR_PIECE_CLOSE && in->pair < i;
        p->number = second ? pieces[in->pair].number : ++number;
        p->text = in->original;
        if (is_break(in->original))
            p->type = JR_CODE_BREAK;
    }
    enum { LONGEST = 160 }; /* what search engines show of a description */
    const bool description = jr_str_eq(b->name, JR_STR("front-matter/description"));
    *ret_unit = (jr_unit){.limit = description ? LONGEST : 0,
                          .id = b->id,
                          .name = b->name,
                          .kind = JR_UNIT_PARAGRAPH,
                          .span = b->span,
                          .pieces = pieces,
                          .n_pieces = b->source.n,
                          .parent = JR_NO_UNIT};
}

void jr_gate_own_units(const jr_bilingual *file, jr_arena *arena, jr_units *ret_units)
{
    jr_unit *units = jr_arena_array(arena, jr_unit, file->n_units);
    for (size_t i = 0; i < file->n_units; i++)
        own_unit(&file->units[i], arena, &units[i]);
    *ret_units = (jr_units){units, file->n_units};
}

void jr_gate_add(jr_gate_counts *sum, const jr_gate_counts *more)
{
    sum->units += more->units;
    sum->translated += more->translated;
    sum->untranslated += more->untranslated;
    sum->missing += more->missing;
    sum->refused += more->refused;
    sum->warned += more->warned;
}

/* ---- How far a unit is ---- */

/* A place in a text whose white space does not count. */
typedef struct place {
    const jr_inlines *text;
    size_t item, at;
} place;

/* The next byte, or 256 and the kind of a code; -1 at the end. */
static int next_sign(place *p)
{
    while (p->item < p->text->n) {
        const jr_inline *in = &p->text->items[p->item];
        if (in->kind != JR_PIECE_TEXT) {
            p->item++;
            return 256 + (int)in->kind;
        }
        while (p->at < in->text.n && jr_is_space(in->text.p[p->at]))
            p->at++;
        if (p->at < in->text.n)
            return (unsigned char)in->text.p[p->at++];
        p->item++;
        p->at = 0;
    }
    return -1;
}

jr_state jr_gate_state(const jr_bilingual_unit *unit)
{
    if (unit->state != JR_STATE_INITIAL || !unit->has_target || unit->missing_part)
        return unit->state;
    place source = {.text = &unit->source}, target = {.text = &unit->target};
    bool same = true, empty = true;
    for (int a = 0, b = 0; a >= 0 || b >= 0;) {
        a = next_sign(&source);
        b = next_sign(&target);
        same = same && a == b;
        empty = empty && (b < 0 || b >= 256);
        if (!same && !empty)
            return JR_STATE_TRANSLATED;
    }
    return JR_STATE_INITIAL;
}
