/* SPDX-License-Identifier: MIT */
/* Footnotes. cmark-gfm has put those that the body refers to in the order of their numbers, and a number in place of
   the label into each reference; references that it has not reached keep their label. */
#include <stdlib.h>

#include "ast/build.h"
#include "cmark_import.h"

/* A footnote under its label, for looking up. */
struct entry {
    jr_str key; /* white space collapsed, lower case (CommonMark §4.7: labels match so) */
    jr_node *note;
};

struct notes {
    jr_import *im;
    jr_node **by_number;
    struct entry *by_key;
    size_t count;
};

static jr_str key_of(jr_arena *arena, jr_str label)
{
    jr_buf out = {0};
    label = jr_str_trim(label);
    for (size_t at = 0; at < label.n;) {
        const uint32_t c = jr_utf8_next(label, &at);
        const bool space = c < 0x80 && jr_is_space((char)c);
        if (!space)
            jr_put_utf8(&out, jr_to_lower(c));
        else if (out.p[out.n - 1] != ' ')
            jr_putc(&out, ' ');
    }
    return jr_buf_take(&out, arena);
}

static int compare(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;
    const int order = jr_str_cmp(x->key, y->key);
    return order ? order
                 : (x->note->as.note.number > y->note->as.note.number) -
                       (x->note->as.note.number < y->note->as.note.number);
}

/* The label of the definition that starts at the footnote's place: "[^label]:". */
static jr_str label_at(const jr_source *s, const jr_span *span)
{
    const size_t begin = jr_source_offset(s, span->begin) + 2;
    const size_t end = jr_str_find(s->parsed, begin, ']');
    return begin < end && end < s->parsed.n ? jr_str_sub(s->parsed, begin, end) : (jr_str){"", 0};
}

static void list_notes(struct notes *n)
{
    jr_arena *arena = n->im->ctx->arena;
    for (const jr_node *note = n->im->notes->first; note; note = note->next)
        n->count++;
    n->by_number = jr_arena_array(arena, jr_node *, n->count + 1);
    n->by_key = jr_arena_array(arena, struct entry, n->count + 1);
    size_t i = 0;
    for (const jr_node *note = n->im->notes->first; note; note = note->next, i++) {
        jr_node *edit = jr_node_edit(note);
        edit->as.note.number = (uint32_t)i + 1;
        edit->as.note.label = label_at(n->im->source, &note->span);
        n->by_number[i] = edit;
        n->by_key[i] = (struct entry){key_of(arena, edit->as.note.label), edit};
    }
    if (n->count)
        qsort(n->by_key, n->count, sizeof *n->by_key, compare);
}

static jr_node *find_by_key(const struct notes *n, jr_str key)
{
    size_t low = 0, high = n->count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (jr_str_cmp(n->by_key[middle].key, key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < n->count && jr_str_eq(n->by_key[low].key, key) ? n->by_key[low].note : NULL;
}

/* The footnote with the number that cmark-gfm wrote, or NULL. */
static jr_node *find_by_number(const struct notes *n, jr_str digits)
{
    size_t number = 0;
    for (size_t i = 0; i < digits.n && number <= n->count; i++) {
        if (!jr_is_digit(digits.p[i]))
            return NULL;
        number = number * 10 + (size_t)(digits.p[i] - '0');
    }
    return number >= 1 && number <= n->count ? n->by_number[number - 1] : NULL;
}

static void make_text(struct notes *n, jr_node *ref)
{
    ref->as.text = jr_arena_printf(n->im->ctx->arena, "[^%.*s]", JR_FMT(ref->as.note.label));
    ref->kind = JR_TEXT;
}

static void resolve(struct notes *n, const jr_node *root)
{
    jr_walk w = jr_walk_start(root);
    while (jr_walk_next(&w)) {
        if (!w.entering || w.node->kind != JR_FOOTNOTE_REF)
            continue;
        jr_node *ref = jr_node_edit(w.node);
        jr_node *note = find_by_number(n, ref->as.note.label);
        if (!note)
            note = find_by_key(n, key_of(n->im->ctx->arena, ref->as.note.label));
        if (!note) {
            make_text(n, ref);
            continue;
        }
        ref->as.note.label = note->as.note.label;
        ref->as.note.number = note->as.note.number;
        ref->as.note.uses = ++note->as.note.uses;
    }
}

void jr_import_notes(jr_import *im)
{
    struct notes n = {.im = im};
    list_notes(&n);
    if (!im->has_refs)
        return;
    resolve(&n, im->root);
    resolve(&n, im->notes);
}
