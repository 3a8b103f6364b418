/* SPDX-License-Identifier: MIT */
/* Texts without markup as pieces: values of front matter, of attributes, titles. */
#include "unit_parts.h"
#include "unit_written.h"

struct values {
    const jr_doc *doc;
    jr_arena *arena;
    jr_piece *pieces;
    size_t n, cap;
    uint32_t number; /* of the last code */
    bool has_words;
};

static jr_piece *add(struct values *v, jr_piece_kind kind, jr_span span)
{
    JR_GROW(v->arena, v->pieces, v->n, v->cap);
    jr_piece *piece = &v->pieces[v->n++];
    *piece = (jr_piece){.kind = kind, .span = span};
    if (kind == JR_PIECE_CODE)
        piece->number = ++v->number;
    return piece;
}

/* White space at either end off, each run of it within as one space. */
static jr_str normalise(struct values *v, jr_str text)
{
    jr_buf out = {0};
    text = jr_str_trim(text);
    for (size_t i = 0; i < text.n;) {
        if (jr_is_space(text.p[i])) {
            jr_putc(&out, ' ');
            while (i < text.n && jr_is_space(text.p[i]))
                i++;
            continue;
        }
        const size_t begin = i;
        v->has_words = jr_is_word(jr_utf8_next(text, &i)) || v->has_words;
        jr_put(&out, jr_str_sub(text, begin, i));
    }
    return jr_buf_take(&out, v->arena);
}

/* The pieces of one value. Includes in it are protected: DocFX reads them even in front matter. */
static void put_value(struct values *v, jr_str value, const jr_span *where, jr_value_place place)
{
    const jr_str text = normalise(v, value);
    uint32_t *at = jr_arena_array(v->arena, uint32_t, text.n + 1);
    const bool exact =
        place.begin < place.end && jr_written_align(v->doc->source, place.begin, place.end, place.form, text, at);
    for (size_t from = 0, end; from < text.n; from = end) {
        const size_t begin = jr_code_include(text, from, &end);
        const size_t cuts[] = {from, begin, end};
        for (size_t k = 0; k < 2; k++) {
            if (cuts[k] == cuts[k + 1])
                continue;
            jr_piece *piece = add(v, k ? JR_PIECE_CODE : JR_PIECE_TEXT, *where);
            piece->exact = exact;
            piece->form = place.form;
            piece->text = jr_str_sub(text, cuts[k], cuts[k + 1]);
            if (exact) {
                piece->span.begin = at[cuts[k]];
                piece->span.end = at[cuts[k + 1]];
            }
            if (k == 0)
                continue;
            piece->type = JR_CODE_INCLUDE;
            piece->flags = JR_CODE_CAN_COPY | JR_CODE_CAN_REORDER;
            piece->disp = jr_clip(v->arena, piece->text, CODE_SHOWN);
            if (exact)
                piece->text = jr_str_sub(v->doc->source, piece->span.begin, piece->span.end);
        }
    }
}

static void finish(const struct values *v, jr_run *ret_run)
{
    *ret_run = (jr_run){.pieces = v->pieces, .n = v->n, .has_words = v->has_words};
}

void jr_run_plain(const jr_doc *doc, jr_arena *arena, jr_str text, const jr_span *where, jr_value_place place,
                  jr_run *ret_run)
{
    struct values v = {.doc = doc, .arena = arena};
    put_value(&v, text, where, place);
    finish(&v, ret_run);
}

/* ---- Front matter ---- */

static const jr_form forms[] = {
    [JR_META_PLAIN] = JR_FORM_YAML_PLAIN,          [JR_META_SINGLE_QUOTED] = JR_FORM_YAML_SINGLE,
    [JR_META_DOUBLE_QUOTED] = JR_FORM_YAML_DOUBLE, [JR_META_LITERAL] = JR_FORM_YAML_LITERAL,
    [JR_META_FOLDED] = JR_FORM_YAML_FOLDED,
};

/* The bytes of a scalar without its quotes, or without the header of a block scalar (YAML 1.1 §9.1.1). */
static jr_value_place scalar_place(const jr_doc *doc, const jr_meta *value, bool flow)
{
    const jr_str s = doc->source;
    jr_value_place place = {value->span.begin, value->span.end, forms[value->style]};
    if (value->span.file != doc->file || place.begin >= place.end || place.end > s.n)
        return (jr_value_place){.form = place.form};
    const char first = s.p[place.begin], last = s.p[place.end - 1];
    if (value->style == JR_META_SINGLE_QUOTED || value->style == JR_META_DOUBLE_QUOTED) {
        const char quote = value->style == JR_META_SINGLE_QUOTED ? '\'' : '"';
        if (first != quote || last != quote || place.end - place.begin < 2)
            return (jr_value_place){.form = place.form};
        place.begin++;
        place.end--;
    } else if (value->style == JR_META_PLAIN && flow) {
        place.form = JR_FORM_YAML_FLOW;
    } else if (value->style != JR_META_PLAIN) {
        while (place.begin < place.end && s.p[place.begin] != '\n' && s.p[place.begin] != '\r')
            place.begin++;
    }
    return place;
}

/* What stands between two values of a list: the quotes around them, the comma, the line ends. */
static void put_separator(struct values *v, const jr_span *where)
{
    jr_piece *piece = add(v, JR_PIECE_CODE, *where);
    piece->type = JR_CODE_SEPARATOR;
    piece->flags = JR_CODE_CAN_COPY | JR_CODE_CAN_DELETE | JR_CODE_CAN_REORDER;
    piece->disp = JR_STR(",");
    piece->equiv = JR_STR(", ");
    piece->text = JR_STR(", ");
}

static void place_separator(const struct values *v, size_t index)
{
    if (index + 1 >= v->n)
        return;
    jr_piece *piece = &v->pieces[index];
    piece->span.begin = piece[-1].span.end;
    piece->span.end = piece[1].span.begin;
    piece->exact = piece[-1].exact && piece[1].exact && piece->span.begin < piece->span.end;
    if (piece->exact)
        piece->text = jr_str_sub(v->doc->source, piece->span.begin, piece->span.end);
}

static void put_list(struct values *v, const jr_meta *list)
{
    const bool flow = list->span.begin < v->doc->source.n && v->doc->source.p[list->span.begin] == '[';
    for (size_t i = 0; i < list->count; i++) {
        const jr_meta *item = &list->entries[i].value;
        if (item->kind != JR_META_STRING || jr_str_trim(item->text).n == 0)
            continue;
        const size_t separator = v->n;
        if (v->n)
            put_separator(v, &item->span);
        put_value(v, item->text, &item->span, scalar_place(v->doc, item, flow));
        if (separator)
            place_separator(v, separator);
    }
}

void jr_run_meta(const jr_doc *doc, jr_arena *arena, const jr_meta *value, jr_form *ret_form, jr_run *ret_run)
{
    struct values v = {.doc = doc, .arena = arena};
    *ret_form = value->kind == JR_META_LIST ? JR_FORM_YAML_LIST : forms[value->style];
    if (value->kind == JR_META_STRING)
        put_value(&v, value->text, &value->span, scalar_place(doc, value, false));
    else if (value->kind == JR_META_LIST)
        put_list(&v, value);
    finish(&v, ret_run);
}
