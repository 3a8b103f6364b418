/* SPDX-License-Identifier: MIT */
/* Which texts are alike: posting lists of words, searched for the rarest words of a text alone.

   A text of m words scores `least` with one of n words only where they share `least` per cent of the longer, or more.
   So m is bound. And with all words in one order, the rarest first, each of the two has a shared word among its first
   n - share + 1: a text is listed under so many words as the lowest score asks for, and a look-up reads the lists of so
   many. The lists are in the order of length, so that of each only a run is read. Nothing that scores enough is missed.
   (Chaudhuri, Ganti, Kaushik: A primitive operator for similarity joins in data cleaning, 2006.) */
#include "memory_parts.h"

#include <stdlib.h>

#include <jerome/map.h>

/* Words by 64 bits of hash: that two of them have the same would only make texts more alike. */
typedef struct word_table {
    uint64_t *hashes; /* by slot; 0: free */
    uint32_t *numbers;
    size_t capacity; /* a power of two */
    uint32_t n;
} word_table;

typedef struct candidate {
    uint32_t rank;
    uint32_t shared; /* words that are listed for it and looked for */
} candidate;

/* Texts have ranks, by their lengths in words; words have numbers, the rarest first. */
struct memory_index {
    const jr_pool *texts;
    word_table words;
    uint32_t n_texts;
    uint32_t *text_of;                      /* by rank */
    uint32_t *begin;                        /* by rank: of its words in `all`; n_texts + 1 */
    uint32_t *all;                          /* words */
    uint32_t shorter[MEMORY_MAX_WORDS + 2]; /* how many texts have fewer words */
    uint32_t *list;                         /* by word: of its ranks in `ranks`; words.n + 2 */
    uint32_t *ranks;
    uint32_t *seen; /* by rank: `base` + index in `candidates`; less: not seen */
    uint32_t base;
    jr_buf candidates;
    jr_arena *scratch; /* of one look-up */
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

static size_t word_slot(const word_table *words, uint64_t hash)
{
    size_t i = hash & (words->capacity - 1);
    while (words->hashes[i] && words->hashes[i] != hash)
        i = (i + 1) & (words->capacity - 1);
    return i;
}

static uint64_t word_hash(jr_str word)
{
    const uint64_t hash = jr_map_hash(word);
    return hash ? hash : 1;
}

static void grow_words(word_table *words)
{
    const word_table old = *words;
    words->capacity = old.capacity ? 2 * old.capacity : 1 << 12;
    words->hashes = take(words->capacity, sizeof *words->hashes);
    words->numbers = take(words->capacity, sizeof *words->numbers);
    for (size_t i = 0; i < old.capacity; i++)
        if (old.hashes[i]) {
            const size_t slot = word_slot(words, old.hashes[i]);
            words->hashes[slot] = old.hashes[i];
            words->numbers[slot] = old.numbers[i];
        }
    free(old.hashes);
    free(old.numbers);
}

static uint32_t add_word(word_table *words, jr_str word)
{
    if (2 * (size_t)words->n >= words->capacity)
        grow_words(words);
    const uint64_t hash = word_hash(word);
    const size_t slot = word_slot(words, hash);
    if (!words->hashes[slot]) {
        words->hashes[slot] = hash;
        words->numbers[slot] = words->n++;
    }
    return words->numbers[slot];
}

/* MEMORY_NONE: it is not known. */
static uint32_t find_word(const word_table *words, jr_str word)
{
    const size_t slot = words->capacity ? word_slot(words, word_hash(word)) : 0;
    return words->capacity && words->hashes[slot] ? words->numbers[slot] : MEMORY_NONE;
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
            put_number(all, add_word(&x->words, word));
        if (lengths[t] > MEMORY_MAX_WORDS) {
            lengths[t] = 0;
            all->n = start;
        }
    }
    return lengths;
}

/* Numbers the words anew: the rarest first. */
static void order_words(memory_index *x, jr_buf *all)
{
    enum { MOST = 1 << 16 }; /* words that are more frequent are equals */
    const size_t n = MEMORY_COUNT(*all, uint32_t), n_words = x->words.n;
    uint32_t *words = MEMORY_AT(*all, uint32_t, 0);
    uint32_t *counts = take(n_words, sizeof *counts), *next = take(MOST + 2, sizeof *next);
    for (size_t i = 0; i < n; i++)
        counts[words[i]] += counts[words[i]] < MOST;
    for (size_t w = 0; w < n_words; w++)
        next[counts[w] + 1]++;
    for (size_t c = 1; c < MOST + 2; c++)
        next[c] += next[c - 1];
    for (size_t w = 0; w < n_words; w++)
        counts[w] = next[counts[w]]++; /* its new number */
    for (size_t i = 0; i < n; i++)
        words[i] = counts[words[i]];
    for (size_t i = 0; i < x->words.capacity; i++)
        if (x->words.hashes[i])
            x->words.numbers[i] = counts[x->words.numbers[i]];
    free(counts);
    free(next);
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

/* Shell's sort: nearly all texts are short. */
static void sort_words(uint32_t *words, size_t n)
{
    static const size_t gaps[] = {701, 301, 132, 57, 23, 10, 4, 1}; /* M. Ciura, 2001 */
    for (size_t g = 0; g < sizeof gaps / sizeof *gaps; g++)
        for (size_t i = gaps[g]; i < n; i++) {
            const uint32_t word = words[i];
            size_t at = i;
            for (; at >= gaps[g] && words[at - gaps[g]] > word; at -= gaps[g])
                words[at] = words[at - gaps[g]];
            words[at] = word;
        }
}

/* The least number of words out of `longer` that gives `least` per cent. */
static size_t share(size_t longer, uint32_t least)
{
    return (longer * least + 99) / 100;
}

/* Appends the words that a text is listed under, each once: the first of its words in their order. */
static size_t put_listed(const memory_index *x, uint32_t rank, jr_buf *out)
{
    const size_t n = x->begin[rank + 1] - x->begin[rank], start = out->n;
    if (n == 0)
        return 0;
    jr_put(out, (jr_str){(const char *)(x->all + x->begin[rank]), n * sizeof(uint32_t)});
    uint32_t *words = MEMORY_AT(*out, uint32_t, start / sizeof(uint32_t));
    sort_words(words, n);
    size_t distinct = 0;
    for (size_t i = 0; i < n - share(n, MEMORY_LOWEST) + 1; i++)
        if (i == 0 || words[i] != words[i - 1])
            words[distinct++] = words[i];
    out->n = start + distinct * sizeof *words;
    return distinct;
}

/* For each word the ranks of the texts that are listed under it, ascending. */
static void list_ranks(memory_index *x)
{
    jr_buf words = {0};
    uint32_t *n_listed = take(x->n_texts, sizeof *n_listed);
    for (uint32_t r = 0; r < x->n_texts; r++)
        n_listed[r] = (uint32_t)put_listed(x, r, &words);
    x->list = take((size_t)x->words.n + 2, sizeof *x->list);
    const uint32_t *next = MEMORY_AT(words, uint32_t, 0), *end = next + MEMORY_COUNT(words, uint32_t);
    for (const uint32_t *w = next; w < end; w++)
        x->list[*w + 2]++;
    for (size_t w = 2; w < (size_t)x->words.n + 2; w++)
        x->list[w] += x->list[w - 1];
    x->ranks = take(x->list[x->words.n + 1], sizeof *x->ranks);
    /* list[w + 1] is where the next of w goes, and in the end where those of w + 1 begin. */
    for (uint32_t r = 0; r < x->n_texts; r++)
        for (uint32_t i = 0; i < n_listed[r]; i++)
            x->ranks[x->list[*next++ + 1]++] = r;
    free(n_listed);
    jr_buf_free(&words);
}

memory_index *jr_memory_index_create(const jr_pool *texts)
{
    memory_index *x = take(1, sizeof *x);
    x->texts = texts;
    x->n_texts = (uint32_t)MEMORY_COUNT(texts->items, pool_item);
    jr_buf all = {0};
    uint32_t *lengths = read_words(x, &all);
    order_words(x, &all);
    x->text_of = take(x->n_texts, sizeof *x->text_of);
    x->begin = take((size_t)x->n_texts + 1, sizeof *x->begin);
    x->all = take(MEMORY_COUNT(all, uint32_t), sizeof *x->all);
    rank_texts(x, lengths, &all);
    jr_buf_free(&all);
    free(lengths);
    list_ranks(x);
    x->seen = take(x->n_texts, sizeof *x->seen);
    x->base = 1;
    x->scratch = jr_arena_create();
    return x;
}

void jr_memory_index_destroy(memory_index *index)
{
    if (!index)
        return;
    jr_buf_free(&index->candidates);
    jr_arena_destroy(index->scratch);
    void *const parts[] = {index->text_of, index->begin, index->all,          index->list,
                           index->ranks,   index->seen,  index->words.hashes, index->words.numbers};
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

typedef struct query {
    uint32_t *words; /* n of them, MEMORY_NONE: not known */
    size_t n;
    uint32_t *rare;    /* the known ones, in their order, */
    size_t n_searched; /* as many of them as have to be looked for */
    uint32_t least;
    uint32_t first, last; /* ranks, from and up to, of the texts whose length can do */
} query;

/* False: nothing can be found for the text. */
static bool make_query(const memory_index *x, jr_str key, uint32_t least, jr_arena *arena, query *ret_query)
{
    jr_buf words = {0};
    jr_str word;
    size_t n = 0, known = 0;
    for (size_t at = 0; n <= MEMORY_MAX_WORDS && jr_memory_next_word(key, &at, &word); n++)
        put_number(&words, find_word(&x->words, word));
    query q = {.words = jr_arena_array(arena, uint32_t, n), .n = n, .rare = jr_arena_array(arena, uint32_t, n)};
    for (size_t i = 0; i < n; i++) {
        q.words[i] = *MEMORY_AT(words, uint32_t, i);
        if (q.words[i] != MEMORY_NONE)
            q.rare[known++] = q.words[i];
    }
    jr_buf_free(&words);
    q.least = least > MEMORY_LOWEST ? least : MEMORY_LOWEST;
    /* Words that nobody knows are the rarest: they are looked for first, and not found. */
    const size_t shortest = share(n, q.least), longest = 100 * n / q.least, searched = n - shortest + 1;
    if (n == 0 || n > MEMORY_MAX_WORDS || x->n_texts == 0 || searched <= n - known)
        return false;
    sort_words(q.rare, known);
    q.n_searched = searched - (n - known);
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
    for (size_t i = 0, same; i < q->n_searched; i += same) {
        const uint32_t word = q->rare[i];
        for (same = 1; i + same < q->n_searched && q->rare[i + same] == word;)
            same++;
        const uint32_t *ranks = x->ranks + x->list[word];
        const size_t n = x->list[word + 1] - x->list[word];
        for (size_t k = lower_bound(ranks, n, q->first); k < n && ranks[k] < q->last; k++) {
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
    jr_arena_reset(x->scratch);
    if (found.room == 0 || !make_query(x, key, least, x->scratch, &q))
        return 0;
    const uint32_t same = jr_pool_find(x->texts, key);
    distance_pattern *pattern = jr_distance_pattern(q.words, q.n, x->scratch);
    gather(x, &q);
    size_t n;
    const candidate *list = sort_candidates(x, &q, x->scratch, &n);
    for (size_t i = 0; i < n; i++) {
        const uint32_t r = list[i].rank;
        const size_t m = x->begin[r + 1] - x->begin[r], longer = q.n > m ? q.n : m;
        const uint32_t wanted = found.n == found.room ? found.items[found.n - 1].score : q.least;
        /* Of the text with the fewer words in sight all that are shared and in sight were counted. */
        const size_t unseen =
            share(q.n, q.least) > share(m, MEMORY_LOWEST) ? share(q.n, q.least) : share(m, MEMORY_LOWEST);
        if (list[i].shared + unseen - 1 < share(longer, wanted) || x->text_of[r] == same)
            continue;
        const uint32_t score = jr_memory_score(jr_distance(pattern, x->all + x->begin[r], m), q.n, m);
        if (score >= wanted)
            insert(&found, (memory_near){x->text_of[r], score < 100 ? score : 99});
    }
    return found.n;
}
