/* SPDX-License-Identifier: MIT */
/* Which texts are alike: posting lists of words, searched for the rarest words of a text alone.

   A text of m words scores `least` with one of n words only where they share max(n, m) * least / 100 words or more. So
   m is bound, and of any n * (100 - least) / 100 + 1 words of the text, one is shared at least: the rarest are taken. The
   lists are in the order of length, so that of each only a run is read. Nothing that scores enough is missed. */
#include "memory_parts.h"

#include <stdlib.h>

typedef struct candidate {
    uint32_t rank;
    uint32_t shared; /* words of those looked for that it may share at most */
} candidate;

/* Texts have ranks, by their lengths in words. */
struct memory_index {
    const jr_pool *texts;
    jr_pool words;
    uint32_t n_texts;
    uint32_t *text_of;                    /* by rank */
    uint32_t *begin;                      /* by rank: of its words in `all`; n_texts + 1 */
    uint32_t *all;                        /* words */
    uint32_t shorter[MEMORY_MAX_WORDS + 2]; /* how many texts have fewer words */
    uint32_t *list;                       /* by word: of its ranks in `ranks`; one more than words */
    uint32_t *ranks;
    uint32_t *seen;                       /* by rank: `base` + index in `candidates`; less: not seen */
    uint32_t base;
    jr_buf candidates;
};

static void *take(size_t n, size_t size)
{
    void *p = calloc(n ? n : 1, size);
    if (!p)
        jr_out_of_memory(n * size);
    return p;
}

/* ---- Making ---- */

static void put_number(jr_buf *vector, uint32_t number)
{
    jr_put(vector, (jr_str){(const char *)&number, sizeof number});
}

/* The words of all texts, in the order of the texts, and how many each has: 0 where they are too many. */
static uint32_t *read_words(memory_index *x, jr_buf *all)
{
    uint32_t *lengths = take(x->n_texts, sizeof *lengths);
    for (uint32_t t = 0; t < x->n_texts; t++) {
        const size_t start = all->n;
        const jr_str key = jr_pool_text(x->texts, t);
        jr_str word;
        for (size_t at = 0; lengths[t] <= MEMORY_MAX_WORDS && jr_memory_next_word(key, &at, &word); lengths[t]++)
            put_number(all, jr_pool_add(&x->words, word, NULL));
        if (lengths[t] > MEMORY_MAX_WORDS) {
            lengths[t] = 0;
            all->n = start;
        }
    }
    return lengths;
}

/* Texts in the order of their lengths, and their words with them. */
static void rank_texts(memory_index *x, const uint32_t *lengths, const jr_buf *all)
{
    for (uint32_t t = 0; t < x->n_texts; t++)
        x->shorter[lengths[t] + 1]++;
    for (size_t n = 0; n <= MEMORY_MAX_WORDS; n++)
        x->shorter[n + 1] += x->shorter[n];
    uint32_t *next = take(MEMORY_MAX_WORDS + 2, sizeof *next), *first = take(x->n_texts, sizeof *first);
    memcpy(next, x->shorter, sizeof x->shorter);
    uint32_t at = 0;
    for (uint32_t t = 0; t < x->n_texts; t++) {
        x->text_of[next[lengths[t]]++] = t;
        first[t] = at;
        at += lengths[t];
    }
    at = 0;
    for (uint32_t r = 0; r < x->n_texts; r++) {
        const uint32_t t = x->text_of[r];
        x->begin[r] = at;
        if (lengths[t])
            memcpy(x->all + at, MEMORY_AT(*all, uint32_t, first[t]), lengths[t] * sizeof(uint32_t));
        at += lengths[t];
    }
    x->begin[x->n_texts] = at;
    free(next);
    free(first);
}

/* For each word the ranks of the texts that hold it, ascending. */
static void list_ranks(memory_index *x)
{
    const size_t n = MEMORY_COUNT(x->words.items, pool_item);
    uint32_t *last = take(n, sizeof *last); /* rank + 1 of the last text that was seen to hold it */
    x->list = take(n + 2, sizeof *x->list);
    for (uint32_t r = 0; r < x->n_texts; r++)
        for (uint32_t i = x->begin[r]; i < x->begin[r + 1]; i++)
            if (last[x->all[i]] != r + 1) {
                last[x->all[i]] = r + 1;
                x->list[x->all[i] + 2]++;
            }
    for (size_t w = 2; w < n + 2; w++)
        x->list[w] += x->list[w - 1];
    x->ranks = take(x->list[n + 1], sizeof *x->ranks);
    memset(last, 0, n * sizeof *last);
    /* list[w + 1] is where the next of w goes, and in the end where those of w + 1 begin. */
    for (uint32_t r = 0; r < x->n_texts; r++)
        for (uint32_t i = x->begin[r]; i < x->begin[r + 1]; i++)
            if (last[x->all[i]] != r + 1) {
                last[x->all[i]] = r + 1;
                x->ranks[x->list[x->all[i] + 1]++] = r;
            }
    free(last);
}

memory_index *jr_memory_index_create(const jr_pool *texts)
{
    memory_index *x = take(1, sizeof *x);
    x->texts = texts;
    x->n_texts = (uint32_t)MEMORY_COUNT(texts->items, pool_item);
    jr_buf all = {0};
    uint32_t *lengths = read_words(x, &all);
    x->text_of = take(x->n_texts, sizeof *x->text_of);
    x->begin = take((size_t)x->n_texts + 1, sizeof *x->begin);
    x->all = take(MEMORY_COUNT(all, uint32_t), sizeof *x->all);
    rank_texts(x, lengths, &all);
    jr_buf_free(&all);
    free(lengths);
    list_ranks(x);
    x->seen = take(x->n_texts, sizeof *x->seen);
    x->base = 1;
    return x;
}

void jr_memory_index_destroy(memory_index *index)
{
    if (!index)
        return;
    jr_pool_free(&index->words);
    jr_buf_free(&index->candidates);
    void *const parts[] = {index->text_of, index->begin, index->all, index->list, index->ranks, index->seen};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        free(parts[i]);
    free(index);
}

/* ---- Looking up ---- */

uint32_t jr_memory_score(size_t distance, size_t n, size_t m)
{
    const size_t longer = n > m ? n : m;
    return longer ? (uint32_t)(100 * (longer - distance) / longer) : 100;
}

/* The least share of `longer` words that gives `least`. */
static size_t share(size_t longer, uint32_t least)
{
    return (longer * least + 99) / 100;
}

typedef struct query_word {
    uint32_t word;
    uint32_t rarity; /* length of its list */
} query_word;

typedef struct query {
    uint32_t *words;
    size_t n;
    query_word *rare;  /* the same, the rarest first */
    size_t n_searched; /* of them */
    uint32_t least;
    uint32_t first, last; /* ranks, from and up to, of the texts whose length can do */
} query;

static int by_rarity(const void *a, const void *b)
{
    const query_word *x = a, *y = b;
    if (x->rarity != y->rarity)
        return x->rarity < y->rarity ? -1 : 1;
    return (x->word > y->word) - (x->word < y->word);
}

/* False: nothing can be found for the text. */
static bool make_query(const memory_index *x, jr_str key, uint32_t least, jr_arena *arena, query *ret_query)
{
    const uint32_t n_known = (uint32_t)MEMORY_COUNT(x->words.items, pool_item);
    jr_buf words = {0};
    jr_str word;
    size_t n = 0;
    for (size_t at = 0; n <= MEMORY_MAX_WORDS && jr_memory_next_word(key, &at, &word); n++)
        put_number(&words, jr_pool_find(&x->words, word));
    query q = {.words = jr_arena_array(arena, uint32_t, n), .n = n, .rare = jr_arena_array(arena, query_word, n)};
    q.least = least > 0 ? least : 1;
    for (size_t i = 0; i < n; i++) {
        const uint32_t known = *MEMORY_AT(words, uint32_t, i);
        q.words[i] = known != MEMORY_NONE ? known : n_known + (uint32_t)i;
        q.rare[i] = (query_word){q.words[i], known != MEMORY_NONE ? x->list[known + 1] - x->list[known] : 0};
    }
    jr_buf_free(&words);
    if (n == 0 || n > MEMORY_MAX_WORDS || x->n_texts == 0)
        return false;
    qsort(q.rare, n, sizeof *q.rare, by_rarity);
    const size_t shortest = share(n, q.least), longest = 100 * n / q.least;
    q.n_searched = n - shortest + 1;
    q.first = x->shorter[shortest];
    q.last = x->shorter[(longest < MEMORY_MAX_WORDS ? longest : MEMORY_MAX_WORDS) + 1];
    *ret_query = q;
    return true;
}

/* Index of the first rank of a list that is `rank` or more. */
static size_t lower_bound(const uint32_t *ranks, size_t n, uint32_t rank)
{
    size_t low = 0;
    while (n > 0) {
        const size_t half = n / 2;
        if (ranks[low + half] < rank) {
            low += half + 1;
            n -= half + 1;
        } else {
            n = half;
        }
    }
    return low;
}

static void gather(memory_index *x, const query *q)
{
    x->candidates.n = 0;
    for (size_t i = 0; i < q->n_searched;) {
        const query_word *w = &q->rare[i];
        size_t same = 1;
        while (i + same < q->n_searched && q->rare[i + same].word == w->word)
            same++;
        i += same;
        if (w->rarity == 0)
            continue;
        const uint32_t *ranks = x->ranks + x->list[w->word];
        for (size_t k = lower_bound(ranks, w->rarity, q->first); k < w->rarity && ranks[k] < q->last; k++) {
            const uint32_t r = ranks[k];
            if (x->seen[r] < x->base) {
                const candidate new = {r, 0};
                x->seen[r] = x->base + (uint32_t)MEMORY_COUNT(x->candidates, candidate);
                jr_put(&x->candidates, (jr_str){(const char *)&new, sizeof new});
            }
            MEMORY_AT(x->candidates, candidate, x->seen[r] - x->base)->shared += (uint32_t)same;
        }
    }
    x->base += (uint32_t)MEMORY_COUNT(x->candidates, candidate);
    if (x->base > UINT32_MAX / 2) {
        memset(x->seen, 0, x->n_texts * sizeof *x->seen);
        x->base = 1;
    }
}

/* Those that share the most first: what they score spares others the comparison. */
static candidate *sort_candidates(const memory_index *x, const query *q, jr_arena *arena, size_t *ret_n)
{
    const size_t n = MEMORY_COUNT(x->candidates, candidate);
    const candidate *list = MEMORY_AT(x->candidates, candidate, 0);
    size_t *next = jr_arena_array(arena, size_t, q->n_searched + 2);
    candidate *sorted = jr_arena_array(arena, candidate, n);
    for (size_t i = 0; i < n; i++)
        next[q->n_searched - list[i].shared + 1]++;
    for (size_t i = 1; i < q->n_searched + 2; i++)
        next[i] += next[i - 1];
    for (size_t i = 0; i < n; i++)
        sorted[next[q->n_searched - list[i].shared]++] = list[i];
    *ret_n = n;
    return sorted;
}

/* What was found so far, the best first. */
typedef struct best {
    memory_near *items;
    size_t n, room;
    memory_order order;
    const void *user;
} best;

static bool is_before(const best *b, const memory_near *x, const memory_near *y)
{
    return x->score != y->score ? x->score > y->score : b->order(b->user, x->text, y->text);
}

static void insert(best *b, memory_near new)
{
    if (b->n == b->room && !is_before(b, &new, &b->items[b->n - 1]))
        return;
    size_t at = b->n < b->room ? b->n++ : b->n - 1;
    for (; at > 0 && is_before(b, &new, &b->items[at - 1]); at--)
        b->items[at] = b->items[at - 1];
    b->items[at] = new;
}

size_t jr_memory_index_find(memory_index *x, jr_str key, uint32_t least, size_t most, memory_order order,
                            const void *user, jr_arena *arena, const memory_near **ret_found)
{
    query q;
    best found = {NULL, 0, most < x->n_texts ? most : x->n_texts, order, user};
    found.items = jr_arena_array(arena, memory_near, found.room);
    *ret_found = found.items;
    if (found.room == 0 || !make_query(x, key, least, arena, &q))
        return 0;
    const uint32_t same = jr_pool_find(x->texts, key);
    distance_pattern *pattern = jr_distance_pattern(q.words, q.n, arena);
    gather(x, &q);
    size_t n;
    const candidate *list = sort_candidates(x, &q, arena, &n);
    for (size_t i = 0; i < n; i++) {
        const uint32_t r = list[i].rank;
        const size_t m = x->begin[r + 1] - x->begin[r], longer = q.n > m ? q.n : m;
        const uint32_t wanted = found.n == found.room ? found.items[found.n - 1].score : q.least;
        if (x->text_of[r] == same || list[i].shared + q.n - q.n_searched < share(longer, wanted))
            continue;
        const uint32_t score = jr_memory_score(jr_distance(pattern, x->all + x->begin[r], m), q.n, m);
        if (score >= wanted)
            insert(&found, (memory_near){x->text_of[r], score < 100 ? score : 99});
    }
    return found.n;
}
