/* SPDX-License-Identifier: MIT */
/* What the files of the memory share. */
#ifndef JR_MEMORY_PARTS_H
#define JR_MEMORY_PARTS_H

#include <jerome/buf.h>
#include <jerome/memory.h>

/* n-th of a vector. */
#define MEMORY_AT(vector, type, n) (((type *)(void *)(vector).p) + (n))
#define MEMORY_COUNT(vector, type) ((vector).n / sizeof(type))
#define MEMORY_NONE                UINT32_MAX

/* ---- memory_pool.c: texts by number ---- */

typedef struct pool_item {
    const char *p;
    uint32_t n;
    uint32_t hash;
} pool_item;

/* Each text once, numbered from 0. Start with {0}. */
typedef struct jr_pool {
    jr_buf items;    /* pool_item */
    uint32_t *slots; /* number + 1; 0: free */
    size_t capacity; /* 0 or a power of two */
} jr_pool;

/* The number of a text. A new one is copied to the arena; where that is NULL, kept as it is. */
uint32_t jr_pool_add(jr_pool *pool, jr_str text, jr_arena *arena);
/* MEMORY_NONE: it is not there. */
uint32_t jr_pool_find(const jr_pool *pool, jr_str text);
jr_str jr_pool_text(const jr_pool *pool, uint32_t number);
void jr_pool_free(jr_pool *pool);

/* ---- memory_key.c: what texts are compared by ---- */

/* The character of a code. */
enum { MEMORY_OPEN = 0xE000, MEMORY_CLOSE = 0xE001, MEMORY_CODE = 0xE002 };

void jr_memory_put_key(jr_buf *out, const jr_inlines *text);
/* The next word of a key from *at on: a run of letters and digits, a character of a script that is written without
   spaces, a punctuation mark, a code. False: none is left. */
bool jr_memory_next_word(jr_str key, size_t *at, jr_str *ret_word);

/* ---- memory_distance.c ---- */

/* A text that others are compared with, in words. */
typedef struct distance_pattern distance_pattern;

/* Up to MEMORY_MAX_WORDS words, MEMORY_NONE for one that is in no other text; in the arena. */
distance_pattern *jr_distance_pattern(const uint32_t *words, size_t n, jr_arena *arena);
/* How many words have to be put in, taken out or replaced to make one of the other (Levenshtein). */
size_t jr_distance(distance_pattern *pattern, const uint32_t *words, size_t n);

/* ---- memory_index.c: texts that are alike ---- */

/* Texts of more words are found only when they are the same: the effort is that of a square. */
enum { MEMORY_MAX_WORDS = 2000 };
/* No lower score is looked for. */
enum { MEMORY_LOWEST = 50 };

typedef struct memory_index memory_index;

memory_index *jr_memory_index_create(const jr_pool *texts);
/* NULL is fine. */
void jr_memory_index_destroy(memory_index *index);

typedef struct memory_near {
    uint32_t text, score;
} memory_near;

/* Which of two texts of one score comes first: true: the first one. */
typedef bool (*memory_order)(const void *user, uint32_t a, uint32_t b);

/* The texts, other than the same, that score `least` or more, `most` at most, the best first; lives in the arena. */
size_t jr_memory_index_find(memory_index *index, jr_str key, uint32_t least, size_t most, memory_order order,
                            const void *user, jr_arena *arena, const memory_near **ret_found);
/* 0 to 100: of a distance between texts of n and m words. */
uint32_t jr_memory_score(size_t distance, size_t n, size_t m);

#endif
