/* SPDX-License-Identifier: MIT */
/* The memory: texts by their keys, their translations, the contexts that they were seen in. Each is kept in a few
   bytes: text as it is, each code in it as a control character, which no text can hold, its number and its original. */
#include "memory_parts.h"

#include <stdlib.h>

#include <jerome/map.h>

/* Translations that are kept of one text; further ones are not. */
enum { MAX_VARIANTS = 256 };

typedef struct variant {
    const char *data;   /* source (unless it is as its key), target, id of its unit */
    uint64_t date;      /* as digits: 20261122101500; 0: not known */
    uint64_t structure; /* hash of the codes of the source, and of the target */
    uint32_t n_source, n_target, n_unit;
    uint32_t text;
    uint32_t next; /* of the same text, older or later: number + 1; 0: none */
    uint32_t origin;
    jr_state state;
    bool plain; /* the source is as its key */
    bool unsure;
} variant;

/* Where a translation was seen: a hash of text, before and behind. */
typedef struct context {
    uint64_t hash; /* 0: free */
    uint32_t variant;
} context;

struct jr_memory {
    jr_arena *arena;
    jr_pool texts;
    jr_buf first; /* uint32_t, by text: number + 1 of its newest variant */
    jr_buf variants;
    jr_pool origins;
    context *contexts;
    size_t n_contexts, capacity;
    jr_buf key, source, target, numbers;
    memory_index **index; /* made when it is needed */
};

jr_memory *jr_memory_create(void)
{
    jr_memory *m = calloc(1, sizeof *m);
    if (m)
        m->index = calloc(1, sizeof *m->index);
    if (!m || !m->index)
        jr_out_of_memory(sizeof *m);
    m->arena = jr_arena_create();
    return m;
}

static void drop_index(const jr_memory *memory)
{
    jr_memory_index_destroy(*memory->index);
    *memory->index = NULL;
}

void jr_memory_destroy(jr_memory *memory)
{
    if (!memory)
        return;
    drop_index(memory);
    free(memory->index);
    jr_pool_free(&memory->texts);
    jr_pool_free(&memory->origins);
    jr_buf *const vectors[] = {&memory->first,  &memory->variants, &memory->key,
                               &memory->source, &memory->target,   &memory->numbers};
    for (size_t i = 0; i < sizeof vectors / sizeof *vectors; i++)
        jr_buf_free(vectors[i]);
    free(memory->contexts);
    jr_arena_destroy(memory->arena);
    free(memory);
}

size_t jr_memory_count(const jr_memory *memory)
{
    return MEMORY_COUNT(memory->variants, variant);
}

static variant *variant_at(const jr_memory *memory, uint32_t number)
{
    return MEMORY_AT(memory->variants, variant, number);
}

/* ---- Contexts ---- */

static uint64_t context_hash(uint32_t text, jr_str before, jr_str behind)
{
    if (before.n == 0 && behind.n == 0)
        return 0;
    const uint64_t parts[] = {text, jr_map_hash(before), jr_map_hash(behind)};
    const uint64_t hash = jr_map_hash((jr_str){(const char *)parts, sizeof parts});
    return hash ? hash : 1;
}

static context *context_slot(const jr_memory *memory, uint64_t hash)
{
    size_t i = hash & (memory->capacity - 1);
    while (memory->contexts[i].hash && memory->contexts[i].hash != hash)
        i = (i + 1) & (memory->capacity - 1);
    return &memory->contexts[i];
}

static void grow_contexts(jr_memory *memory)
{
    const context *old = memory->contexts;
    const size_t n = memory->capacity;
    memory->capacity = n ? 2 * n : 64;
    memory->contexts = calloc(memory->capacity, sizeof *memory->contexts);
    if (!memory->contexts)
        jr_out_of_memory(memory->capacity * sizeof *memory->contexts);
    for (size_t i = 0; i < n; i++)
        if (old[i].hash)
            *context_slot(memory, old[i].hash) = old[i];
    free((void *)(uintptr_t)old);
}

/* Of several translations in one context the newest counts, of equals the first. */
static void add_context(jr_memory *memory, uint64_t hash, uint32_t number)
{
    if (hash == 0)
        return;
    if (2 * memory->n_contexts >= memory->capacity)
        grow_contexts(memory);
    context *slot = context_slot(memory, hash);
    if (slot->hash && variant_at(memory, slot->variant)->date >= variant_at(memory, number)->date)
        return;
    memory->n_contexts += slot->hash == 0;
    *slot = (context){hash, number};
}

/* ---- Adding ---- */

static void put_varint(jr_buf *out, size_t value)
{
    for (; value >= 0x80; value >>= 7)
        jr_putc(out, (char)(value | 0x80));
    jr_putc(out, (char)value);
}

static size_t read_varint(const char **p)
{
    size_t value = 0;
    for (unsigned shift = 0;; shift += 7) {
        const unsigned char byte = (unsigned char)*(*p)++;
        value |= (size_t)(byte & 0x7F) << shift;
        if (byte < 0x80)
            return value;
    }
}

/* The number of a code: 1, 2, … in the order in which source and target have them. */
static uint32_t renumber(jr_buf *numbers, uint32_t number, uint32_t *next)
{
    if (number >= MEMORY_COUNT(*numbers, uint32_t))
        return ++*next;
    uint32_t *slot = MEMORY_AT(*numbers, uint32_t, number);
    if (number == 0 || *slot == 0)
        *slot = ++*next;
    return *slot;
}

static uint64_t mix(uint64_t hash, uint64_t value)
{
    hash = (hash ^ value) * UINT64_C(0x9E3779B97F4A7C15);
    return hash ^ hash >> 29;
}

/* Packs a text; gives a hash of it. */
static uint64_t pack(jr_buf *out, const jr_inlines *text, jr_buf *numbers, uint32_t *next, bool codes_alone)
{
    uint64_t hash = 0;
    out->n = 0;
    for (size_t i = 0; i < text->n; i++) {
        const jr_inline *in = &text->items[i];
        if (in->kind == JR_PIECE_TEXT) {
            jr_put(out, in->text);
            if (!codes_alone)
                hash = mix(hash, jr_map_hash(in->text));
            continue;
        }
        const uint32_t number = renumber(numbers, in->number, next);
        jr_putc(out, (char)in->kind);
        put_varint(out, number);
        put_varint(out, in->original.n);
        jr_put(out, in->original);
        hash = mix(mix(hash, number * 4 + in->kind), jr_map_hash(in->original));
    }
    return hash;
}

/* Room for the numbers of a text's codes, zeroed. Numbers far above their count stand for themselves alone. */
static void clear_numbers(jr_memory *memory, const jr_pair *pair)
{
    const size_t n = pair->source.n + pair->target.n;
    memory->numbers.n = 0;
    jr_buf_reserve(&memory->numbers, (2 * n + 16) * sizeof(uint32_t));
    memory->numbers.n = (2 * n + 16) * sizeof(uint32_t);
    memset(memory->numbers.p, 0, memory->numbers.n);
}

/* 20261122T101500Z as digits; 0: it is no date. */
static uint64_t date_of(jr_str date)
{
    uint64_t value = 0;
    if (date.n < 15 || date.p[8] != 'T')
        return 0;
    for (size_t i = 0; i < 15; i++) {
        if (i == 8)
            continue;
        if (!jr_is_digit(date.p[i]))
            return 0;
        value = value * 10 + (uint64_t)(date.p[i] - '0');
    }
    return value;
}

/* The variant that says the same, MEMORY_NONE: there is none yet, and how many there are. */
static uint32_t find_same(const jr_memory *memory, uint32_t text, uint64_t structure, size_t *ret_n)
{
    *ret_n = 0;
    for (uint32_t at = *MEMORY_AT(memory->first, uint32_t, text); at; at = variant_at(memory, at - 1)->next) {
        if (variant_at(memory, at - 1)->structure == structure)
            return at - 1;
        ++*ret_n;
    }
    return MEMORY_NONE;
}

/* Takes the variant out of the list of its text. */
static void unlink_variant(jr_memory *memory, uint32_t number)
{
    uint32_t *at = MEMORY_AT(memory->first, uint32_t, variant_at(memory, number)->text);
    while (*at != number + 1)
        at = &variant_at(memory, *at - 1)->next;
    *at = variant_at(memory, number)->next;
}

/* Puts it in: the newest first, of equals the first that came in. */
static void link_variant(jr_memory *memory, uint32_t number)
{
    variant *v = variant_at(memory, number);
    uint32_t *at = MEMORY_AT(memory->first, uint32_t, v->text);
    while (*at && (variant_at(memory, *at - 1)->date > v->date ||
                   (variant_at(memory, *at - 1)->date == v->date && *at - 1 < number)))
        at = &variant_at(memory, *at - 1)->next;
    v->next = *at;
    *at = number + 1;
}

static uint32_t add_variant(jr_memory *memory, const jr_pair *pair, uint32_t text, uint64_t structure)
{
    const bool plain = jr_str_eq(jr_buf_str(&memory->source), jr_buf_str(&memory->key));
    variant v = {.date = date_of(pair->date),
                 .structure = structure,
                 .n_source = plain ? 0 : (uint32_t)memory->source.n,
                 .n_target = (uint32_t)memory->target.n,
                 .n_unit = (uint32_t)pair->unit.n,
                 .text = text,
                 .origin = jr_pool_add(&memory->origins, pair->origin, memory->arena),
                 .state = pair->state,
                 .plain = plain,
                 .unsure = pair->unsure};
    if (plain)
        memory->source.n = 0;
    jr_put(&memory->source, jr_buf_str(&memory->target));
    jr_put(&memory->source, pair->unit);
    v.data = jr_arena_copy(memory->arena, jr_buf_str(&memory->source)).p;
    const uint32_t number = (uint32_t)jr_memory_count(memory);
    jr_put(&memory->variants, (jr_str){(const char *)&v, sizeof v});
    link_variant(memory, number);
    return number;
}

/* The same pair again: the newer date and state, and sure where one of them is. */
static void update_variant(jr_memory *memory, uint32_t number, const jr_pair *pair)
{
    variant *v = variant_at(memory, number);
    const uint64_t date = date_of(pair->date);
    v->unsure &= pair->unsure;
    if (date <= v->date)
        return;
    unlink_variant(memory, number);
    v->date = date;
    v->state = pair->state;
    v->origin = jr_pool_add(&memory->origins, pair->origin, memory->arena);
    link_variant(memory, number);
}

void jr_memory_add(jr_memory *memory, const jr_pair *pair)
{
    memory->key.n = 0;
    jr_memory_put_key(&memory->key, &pair->source);
    if (memory->key.n == 0 || pair->target.n == 0)
        return;
    drop_index(memory);
    const uint32_t text = jr_pool_add(&memory->texts, jr_buf_str(&memory->key), memory->arena);
    const uint32_t none = 0;
    if (text == MEMORY_COUNT(memory->first, uint32_t))
        jr_put(&memory->first, (jr_str){(const char *)&none, sizeof none});
    clear_numbers(memory, pair);
    uint32_t next = 0;
    const uint64_t source = pack(&memory->source, &pair->source, &memory->numbers, &next, true);
    const uint64_t structure = mix(source, pack(&memory->target, &pair->target, &memory->numbers, &next, false));
    size_t n;
    uint32_t number = find_same(memory, text, structure, &n);
    if (number != MEMORY_NONE)
        update_variant(memory, number, pair);
    else if (n < MAX_VARIANTS)
        number = add_variant(memory, pair, text, structure);
    if (number != MEMORY_NONE)
        add_context(memory, context_hash(text, pair->before, pair->behind), number);
}

/* ---- Finding ---- */

/* A packed text as it was. */
static jr_inlines unpack(jr_str packed, jr_arena *arena)
{
    size_t n = 0;
    const char *const end = packed.p + packed.n;
    for (const char *p = packed.p; p < end; n++) {
        if ((unsigned char)*p > JR_PIECE_CODE) {
            while (p < end && (unsigned char)*p > JR_PIECE_CODE)
                p++;
            continue;
        }
        p++;
        read_varint(&p);
        const size_t skip = read_varint(&p);
        p += skip;
    }
    jr_inline *items = jr_arena_array(arena, jr_inline, n);
    size_t *open = jr_arena_array(arena, size_t, n), depth = 0, at = 0;
    for (const char *p = packed.p; p < end; at++) {
        const char *start = p;
        jr_inline *in = &items[at];
        in->pair = JR_NO_PAIR;
        if ((unsigned char)*p > JR_PIECE_CODE) {
            while (p < end && (unsigned char)*p > JR_PIECE_CODE)
                p++;
            in->text = (jr_str){start, (size_t)(p - start)};
            continue;
        }
        in->kind = (jr_piece_kind)*p++;
        in->number = (uint32_t)read_varint(&p);
        in->original.n = read_varint(&p);
        in->original.p = p;
        p += in->original.n;
        if (in->kind == JR_PIECE_OPEN)
            open[depth++] = at;
        if (in->kind == JR_PIECE_CLOSE && depth && items[open[depth - 1]].number == in->number) {
            in->pair = open[--depth];
            items[in->pair].pair = at;
        }
    }
    return (jr_inlines){items, n};
}

static jr_str date_text(uint64_t date, jr_arena *arena)
{
    if (date == 0)
        return (jr_str){0};
    return jr_arena_printf(arena,
                           "%08u"
                           "T%06uZ",
                           (unsigned)(date / 1000000), (unsigned)(date % 1000000));
}

static const jr_pair *pair_of(const jr_memory *memory, uint32_t number, jr_arena *arena)
{
    const variant *v = variant_at(memory, number);
    jr_pair *pair = jr_arena_new(arena, jr_pair);
    const char *target = v->data + v->n_source;
    pair->source = unpack(v->plain ? jr_pool_text(&memory->texts, v->text) : (jr_str){v->data, v->n_source}, arena);
    pair->target = unpack((jr_str){target, v->n_target}, arena);
    pair->unit = (jr_str){target + v->n_target, v->n_unit};
    pair->origin = jr_pool_text(&memory->origins, v->origin);
    pair->date = date_text(v->date, arena);
    pair->state = v->state;
    pair->unsure = v->unsure;
    return pair;
}

const jr_pair *jr_memory_at(const jr_memory *memory, size_t n, jr_arena *arena)
{
    return pair_of(memory, (uint32_t)n, arena);
}

/* Of two texts the one with the newer translation, else the first. */
static bool is_newer(const void *user, uint32_t a, uint32_t b)
{
    const jr_memory *memory = user;
    const uint32_t x = *MEMORY_AT(memory->first, uint32_t, a) - 1, y = *MEMORY_AT(memory->first, uint32_t, b) - 1;
    const uint64_t left = variant_at(memory, x)->date, right = variant_at(memory, y)->date;
    return left != right ? left > right : a < b;
}

typedef struct finding {
    const jr_memory *memory;
    jr_arena *arena;
    jr_match *items;
    size_t n, most;
} finding;

static void put_match(finding *f, uint32_t number, uint32_t score, bool in_context)
{
    if (f->n < f->most)
        f->items[f->n++] = (jr_match){pair_of(f->memory, number, f->arena), score, in_context};
}

/* The translations of a text but the one numbered `but`. */
static void put_variants(finding *f, uint32_t text, uint32_t score, uint32_t but)
{
    for (uint32_t at = *MEMORY_AT(f->memory->first, uint32_t, text); at && f->n < f->most;
         at = variant_at(f->memory, at - 1)->next)
        if (at - 1 != but)
            put_match(f, at - 1, score, false);
}

static void find_exact(finding *f, jr_str key, jr_str before, jr_str behind)
{
    const jr_memory *memory = f->memory;
    const uint32_t text = jr_pool_find(&memory->texts, key);
    if (text == MEMORY_NONE)
        return;
    const uint64_t hash = memory->capacity ? context_hash(text, before, behind) : 0;
    const context *seen = hash ? context_slot(memory, hash) : NULL;
    uint32_t number = MEMORY_NONE;
    if (seen && seen->hash) {
        number = seen->variant;
        put_match(f, number, 100, true);
    }
    put_variants(f, text, 100, number);
}

void jr_memory_prepare(const jr_memory *memory)
{
    if (!*memory->index)
        *memory->index = jr_memory_index_create(&memory->texts);
}

void jr_memory_find(const jr_memory *memory, jr_str text, jr_str before, jr_str behind, uint32_t least, size_t most,
                    jr_arena *arena, jr_matches *ret_matches)
{
    const size_t room = most < jr_memory_count(memory) ? most : jr_memory_count(memory);
    finding f = {memory, arena, jr_arena_array(arena, jr_match, room), 0, room};
    if (least <= 100)
        find_exact(&f, text, before, behind);
    if (f.n < room && least < 100) {
        const memory_near *near;
        jr_memory_prepare(memory);
        const size_t n = jr_memory_index_find(*memory->index, text, least, room - f.n, is_newer, memory, arena, &near);
        for (size_t i = 0; i < n; i++)
            put_variants(&f, near[i].text, near[i].score, MEMORY_NONE);
    }
    *ret_matches = (jr_matches){f.items, f.n};
}
