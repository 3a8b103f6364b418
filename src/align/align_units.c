/* SPDX-License-Identifier: MIT */
/* Units of two pages. Where the two have the same blocks, a unit belongs to the unit in the same block. Else units that
   nothing else on either page can be meant by are anchors, and a dynamic program cuts what lies between them. */
#include <stdlib.h>

#include <jerome/map.h>

#include "align_parts.h"

#define NONE ((size_t)-1)

/* A block of a page. */
typedef struct block {
    const jr_node *node;
    uint64_t path; /* hash of what it is and of what it stands in */
    size_t cells;  /* children so far */
} block;

/* A unit of a page, other than front matter and texts of codes. */
typedef struct item {
    size_t unit;   /* index in jr_units */
    size_t block;  /* index of its block, or NONE */
    uint64_t path; /* of its block, with its kind */
    uint64_t key;  /* the same for units that say the same; 0: nothing is known to tell by */
    jr_features features;
} item;

typedef struct page {
    const jr_units *units;
    block *blocks;
    size_t n_blocks, cap_blocks;
    item *items;
    size_t n;
} page;

typedef struct job {
    jr_arena *arena;
    page source, target;
    double ratio;
    jr_unit_match *matches;
    size_t from, to; /* items of the gap at hand: where it begins in the source and in the target */
} job;

/* ---- Blocks ---- */

static void add_block(page *p, jr_arena *arena, const jr_node *node, size_t parent)
{
    if (p->n_blocks == p->cap_blocks) {
        const size_t cap = p->cap_blocks ? 2 * p->cap_blocks : 256;
        block *grown = jr_arena_array(arena, block, cap);
        if (p->n_blocks)
            memcpy(grown, p->blocks, p->n_blocks * sizeof *grown);
        p->blocks = grown;
        p->cap_blocks = cap;
    }
    const uint64_t above = parent == NONE ? JR_HASH_START : p->blocks[parent].path;
    uint64_t path = jr_hash_number(above, jr_node_shape(node));
    if (parent != NONE && node->kind == JR_TABLE_CELL)
        path = jr_hash_number(path, p->blocks[parent].cells++);
    p->blocks[p->n_blocks++] = (block){node, path, 0};
}

/* The blocks below `root` in their order, without those of included files, and without comments, which come and go. */
static void add_blocks(page *p, jr_arena *arena, const jr_node *root)
{
    size_t *open = NULL, depth = 0, cap = 0;
    for (jr_walk w = jr_walk_start(root); jr_walk_next_block(&w);) {
        if (w.node->kind == JR_RAW_BLOCK || jr_kind_is_inline((jr_kind)w.node->kind))
            continue;
        if (!w.entering) {
            depth--;
            continue;
        }
        if (depth == cap) {
            cap = cap ? 2 * cap : 64;
            size_t *grown = jr_arena_array(arena, size_t, cap);
            if (depth)
                memcpy(grown, open, depth * sizeof *grown);
            open = grown;
        }
        add_block(p, arena, w.node, depth ? open[depth - 1] : NONE);
        open[depth++] = p->n_blocks - 1;
        if (w.node->kind == JR_INCLUDE)
            jr_walk_skip(&w);
    }
}

/* ---- Units ---- */

static jr_str bytes_of(const jr_node *const *node)
{
    return (jr_str){(const char *)node, sizeof *node};
}

/* The index of the block that a node is or stands in. */
static size_t block_of(const jr_map *blocks, const jr_node *node)
{
    size_t index = NONE;
    while (node && !jr_map_find(blocks, bytes_of(&node), &index))
        node = node->parent;
    return index;
}

/* Texts of headings are told by their ids, which a translation keeps; others by codes and numbers. */
static uint64_t key_of(const jr_unit *unit, const item *it)
{
    if (unit->kind == JR_UNIT_HEADING && unit->block)
        return jr_hash_more(jr_hash_number(JR_HASH_START, unit->kind), jr_node_id(unit->block));
    if (it->features.n == 0)
        return 0;
    return jr_hash_more(it->path, (jr_str){(const char *)it->features.items, it->features.n * sizeof(uint64_t)});
}

static void add_units(page *p, jr_arena *arena)
{
    jr_map blocks = {.arena = arena};
    for (size_t i = 0; i < p->n_blocks; i++)
        jr_map_add(&blocks, bytes_of(&p->blocks[i].node), i);
    const jr_units *units = p->units;
    p->items = jr_arena_array(arena, item, units->n);
    for (size_t i = 0; i < units->n; i++) {
        const jr_unit *unit = &units->items[i];
        if (unit->kind == JR_UNIT_META || unit->parent != JR_NO_UNIT)
            continue;
        item *it = &p->items[p->n++];
        it->unit = i;
        it->block = block_of(&blocks, unit->block);
        it->path = jr_hash_number(it->block == NONE ? JR_HASH_START : p->blocks[it->block].path, unit->kind);
        it->features = jr_features_of(unit->pieces, unit->n_pieces, arena);
        it->key = key_of(unit, it);
    }
}

static const jr_node *root_of(const jr_node *node)
{
    while (node && node->parent)
        node = node->parent;
    return node;
}

/* The trees of a page are those that its units stand in: the body, and behind it the footnotes. */
static page read_page(const jr_units *units, jr_arena *arena)
{
    page p = {.units = units};
    const jr_node *before = NULL;
    for (size_t i = 0; i < units->n; i++) {
        const bool last = i + 1 == units->n;
        if (!units->items[i].block || (before && !last))
            continue;
        const jr_node *root = root_of(units->items[i].block);
        if (root != before)
            add_blocks(&p, arena, root);
        before = root;
    }
    add_units(&p, arena);
    return p;
}

static double length_of(const page *p)
{
    double length = 0;
    for (size_t i = 0; i < p->n; i++)
        length += (double)p->items[i].features.length;
    return length;
}

/* ---- Gaps ---- */

static const jr_unit *unit_of(const page *p, const item *it)
{
    return &p->units->items[it->unit];
}

/* Kinds that a unit may change to without being another. */
static bool is_same_kind(jr_unit_kind a, jr_unit_kind b)
{
    static const char group[JR_UNIT_KIND_COUNT] = {
        [JR_UNIT_META] = 'm',    [JR_UNIT_HEADING] = 'h',   [JR_UNIT_PARAGRAPH] = 'p', [JR_UNIT_ITEM] = 'p',
        [JR_UNIT_CELL] = 'c',    [JR_UNIT_TAB_TITLE] = 't', [JR_UNIT_FOOTNOTE] = 'f',  [JR_UNIT_ALERT] = 'p',
        [JR_UNIT_QUOTE] = 'p',   [JR_UNIT_ALT] = 'a',       [JR_UNIT_TITLE] = 'T',     [JR_UNIT_LABEL] = 'l',
        [JR_UNIT_COMMENT] = 'o',
    };
    return group[a] == group[b];
}

/* What is dearer than this is not certain; two that are left alone cost twice `alone`. */
static const double certain = 3.0, alone = 4.0;

static double cost_of(const job *j, const item *a, const item *b)
{
    if (!is_same_kind(unit_of(&j->source, a)->kind, unit_of(&j->target, b)->kind))
        return JR_BEAD_NEVER;
    if (a->key && a->key == b->key)
        return 0;
    const double place = a->path == b->path ? 0 : 2.5;
    const double differ = 1.5 * (double)jr_features_differ(&a->features, &b->features);
    const double length = jr_length_cost((double)a->features.length, (double)b->features.length, j->ratio);
    return place + (differ < 6 ? differ : 6) + (length < 6 ? length : 6);
}

static double gap_cost(const void *user, size_t source, size_t target, const jr_bead_shape *shape)
{
    const job *j = user;
    if (shape->n_sources == 0 || shape->n_targets == 0)
        return 0;
    return cost_of(j, &j->source.items[j->from + source], &j->target.items[j->to + target]);
}

static void set(const job *j, size_t source, size_t target, bool unsure)
{
    j->matches[j->source.items[source].unit] = (jr_unit_match){j->target.items[target].unit, unsure};
}

/* Matches the n items of the source from j->from on with the m of the target from j->to on. */
static void match_gap(const job *j, size_t n, size_t m)
{
    const jr_bead_shape shapes[] = {{1, 1, 0.0}, {1, 0, alone}, {0, 1, alone}};
    if (n == 0 || m == 0)
        return;
    const jr_bead_job gap = {n, m, shapes, sizeof shapes / sizeof *shapes, gap_cost, j};
    jr_beads beads;
    jr_beads_find(&gap, j->arena, &beads);
    for (size_t i = 0; i < beads.n; i++) {
        const jr_bead *bead = &beads.items[i];
        if (bead->n_sources == 0 || bead->n_targets == 0)
            continue;
        const size_t source = j->from + bead->source, target = j->to + bead->target;
        const double cost = cost_of(j, &j->source.items[source], &j->target.items[target]);
        if (cost < 2 * alone)
            set(j, source, target, cost > certain);
    }
}

/* ---- The same blocks ---- */

static bool are_same_blocks(const page *a, const page *b)
{
    if (a->n_blocks != b->n_blocks)
        return false;
    for (size_t i = 0; i < a->n_blocks; i++)
        if (a->blocks[i].path != b->blocks[i].path)
            return false;
    return true;
}

static int by_block(const void *a, const void *b)
{
    const item *x = a, *y = b;
    if (x->block != y->block)
        return x->block < y->block ? -1 : 1;
    return (x->unit > y->unit) - (x->unit < y->unit);
}

static size_t same_block(const page *p, size_t from)
{
    size_t end = from;
    while (end < p->n && p->items[end].block == p->items[from].block)
        end++;
    return end - from;
}

/* Where the length of one text is hardly that of a translation of the other, it may be none. */
static bool is_unlikely(const job *j, const item *a, const item *b)
{
    static const double unlikely = 20.0;
    return jr_length_cost((double)a->features.length, (double)b->features.length, j->ratio) > unlikely;
}

static void match_blocks(job *j)
{
    page *s = &j->source, *t = &j->target;
    if (s->n > 1)
        qsort(s->items, s->n, sizeof *s->items, by_block);
    if (t->n > 1)
        qsort(t->items, t->n, sizeof *t->items, by_block);
    for (j->from = 0, j->to = 0; j->from < s->n && j->to < t->n;) {
        const item *a = &s->items[j->from], *b = &t->items[j->to];
        const size_t n = a->block <= b->block ? same_block(s, j->from) : 0;
        const size_t m = b->block <= a->block ? same_block(t, j->to) : 0;
        if (n != m)
            match_gap(j, n, m);
        for (size_t i = 0; n == m && i < n; i++)
            if (is_same_kind(unit_of(s, &a[i])->kind, unit_of(t, &b[i])->kind))
                set(j, j->from + i, j->to + i, is_unlikely(j, &a[i], &b[i]));
        j->from += n;
        j->to += m;
    }
}

/* ---- Other blocks ---- */

/* For each key that is there once: the index of its item. */
static jr_map unique_keys(const page *p, jr_arena *arena)
{
    jr_map found = {.arena = arena};
    for (size_t i = 0; i < p->n; i++) {
        if (p->items[i].key == 0)
            continue;
        const jr_str key = {(const char *)&p->items[i].key, sizeof p->items[i].key};
        size_t *place = jr_map_at(&found, key);
        *place = *place ? NONE : i + 1;
    }
    return found;
}

/* The longest rising sequence of `values`, NONE aside (Hunt and Szymanski 1977): those that are not in it become NONE.
 */
static void keep_rising(size_t *values, size_t n, jr_arena *arena)
{
    size_t *ends = jr_arena_array(arena, size_t, n), *before = jr_arena_array(arena, size_t, n), length = 0;
    for (size_t i = 0; i < n; i++) {
        if (values[i] == NONE)
            continue;
        size_t low = 0, high = length;
        while (low < high) {
            const size_t middle = (low + high) / 2;
            if (values[ends[middle]] < values[i])
                low = middle + 1;
            else
                high = middle;
        }
        before[i] = low ? ends[low - 1] : NONE;
        ends[low] = i;
        length += low == length;
    }
    size_t keep = length ? ends[length - 1] : NONE;
    for (size_t i = n; i-- > 0;) {
        if (i != keep)
            values[i] = NONE;
        else
            keep = before[i];
    }
}

/* Pages of usual size are matched as a whole, larger ones between the texts that their keys tell: of two of these that
   have changed places, their sequence may keep the one that was moved and lose what lies between. */
static const size_t as_a_whole = 65536;

static void match_sequences(job *j)
{
    const page *s = &j->source, *t = &j->target;
    if (s->n == 0 || t->n <= as_a_whole / s->n) {
        match_gap(j, s->n, t->n);
        return;
    }
    const jr_map there = unique_keys(t, j->arena), here = unique_keys(s, j->arena);
    size_t *anchors = jr_arena_array(j->arena, size_t, s->n);
    for (size_t i = 0; i < s->n; i++) {
        const jr_str key = {(const char *)&s->items[i].key, sizeof s->items[i].key};
        const size_t place = jr_map_get(&there, key);
        const bool found = s->items[i].key && place && place != NONE && jr_map_get(&here, key) == i + 1;
        anchors[i] = found ? place - 1 : NONE;
    }
    keep_rising(anchors, s->n, j->arena);
    j->from = j->to = 0;
    for (size_t i = 0; i < s->n; i++) {
        if (anchors[i] == NONE)
            continue;
        match_gap(j, i - j->from, anchors[i] - j->to);
        set(j, i, anchors[i], false);
        j->from = i + 1;
        j->to = anchors[i] + 1;
    }
    match_gap(j, s->n - j->from, t->n - j->to);
}

/* ---- What is not in the sequence ---- */

static void match_front_matter(const jr_units *source, const jr_units *target, jr_arena *arena, jr_unit_match *matches)
{
    jr_map values = {.arena = arena};
    for (size_t i = 0; i < target->n && target->items[i].kind == JR_UNIT_META; i++)
        jr_map_add(&values, target->items[i].name, i);
    for (size_t i = 0; i < source->n && source->items[i].kind == JR_UNIT_META; i++)
        if (jr_map_find(&values, source->items[i].name, &matches[i].target))
            matches[i].unsure = false;
}

/* The texts of a code, in their order, kind by kind. */
static void match_texts(job *j, const jr_piece *source, const jr_piece *target, bool unsure)
{
    const jr_unit *a = &j->source.units->items[source->first_sub];
    const jr_unit *b = &j->target.units->items[target->first_sub];
    size_t next = 0;
    for (size_t i = 0; i < source->n_subs; i++)
        for (size_t k = next; k < target->n_subs; k++)
            if (a[i].kind == b[k].kind) {
                j->matches[source->first_sub + i] = (jr_unit_match){target->first_sub + k, unsure};
                next = k + 1;
                break;
            }
}

static void match_codes(job *j, size_t unit)
{
    const jr_unit *a = &j->source.units->items[unit];
    const jr_unit_match *m = &j->matches[unit];
    bool any = false;
    for (size_t i = 0; i < a->n_pieces; i++)
        any = any || (a->pieces[i].kind != JR_PIECE_TEXT && a->pieces[i].n_subs);
    if (!any || m->target == JR_NO_UNIT)
        return;
    const jr_unit *b = &j->target.units->items[m->target];
    jr_code_match codes;
    jr_align_codes(&(jr_segment){a->pieces, a->n_pieces, false}, &(jr_segment){b->pieces, b->n_pieces, false}, j->arena,
                   &codes);
    uint32_t most = 0;
    for (size_t i = 0; i < b->n_pieces; i++)
        if (b->pieces[i].kind != JR_PIECE_TEXT && b->pieces[i].number > most)
            most = b->pieces[i].number;
    const jr_piece **with_texts = jr_arena_array(j->arena, const jr_piece *, (size_t)most + 1);
    for (size_t i = 0; i < b->n_pieces; i++)
        if (b->pieces[i].kind != JR_PIECE_TEXT && b->pieces[i].n_subs)
            with_texts[b->pieces[i].number] = &b->pieces[i];
    for (size_t i = 0; i < a->n_pieces; i++) {
        const jr_piece *source = &a->pieces[i];
        const uint32_t number =
            source->kind == JR_PIECE_TEXT || !source->n_subs ? 0 : jr_code_number(&codes.target_of, source->number);
        if (number && with_texts[number])
            match_texts(j, source, with_texts[number], m->unsure || codes.unsure);
    }
}

void jr_align_units(const jr_units *source, const jr_units *target, jr_arena *arena, jr_unit_match *ret_matches)
{
    job j = {.arena = arena, .matches = ret_matches};
    for (size_t i = 0; i < source->n; i++)
        ret_matches[i] = (jr_unit_match){JR_NO_UNIT, false};
    j.source = read_page(source, arena);
    j.target = read_page(target, arena);
    const double a = length_of(&j.source), b = length_of(&j.target);
    j.ratio = a > 0 && b > 0 ? b / a : 1.0;
    if (are_same_blocks(&j.source, &j.target))
        match_blocks(&j);
    else
        match_sequences(&j);
    match_front_matter(source, target, arena, ret_matches);
    for (size_t i = 0; i < source->n; i++)
        if (source->items[i].parent == JR_NO_UNIT)
            match_codes(&j, i);
}
