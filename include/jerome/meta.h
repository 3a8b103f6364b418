/* SPDX-License-Identifier: MIT */
/* Front matter: ordered values, each with its place, each scalar kept as text. */
#ifndef JEROME_META_H
#define JEROME_META_H

#include "diag.h"
#include "str.h"

typedef enum jr_meta_kind { JR_META_NULL, JR_META_STRING, JR_META_LIST, JR_META_MAP } jr_meta_kind;

/* How a scalar was written (YAML 1.1 §4.3). A plain scalar is never interpreted: dates, numbers and booleans stay text. */
typedef enum jr_meta_style {
    JR_META_PLAIN,
    JR_META_SINGLE_QUOTED,
    JR_META_DOUBLE_QUOTED,
    JR_META_LITERAL,
    JR_META_FOLDED
} jr_meta_style;

typedef struct jr_meta jr_meta;
typedef struct jr_meta_entry jr_meta_entry;

/* A value. Immutable; lives as long as its document. */
struct jr_meta {
    jr_meta_kind kind;
    jr_meta_style style;          /* of a string */
    jr_span span;                 /* the value with its quotes */
    jr_str text;                  /* JR_META_STRING: the value, UTF-8, legal XML; JR_META_NULL: as written ("", "~", "null") */
    const jr_meta_entry *entries; /* JR_META_LIST and JR_META_MAP: in source order; keys of a list are empty */
    size_t count;                 /* number of entries */
};

struct jr_meta_entry {
    jr_str key;    /* as decoded; may hold dots, spaces and colons */
    jr_span span;  /* of the key */
    jr_meta value;
};

/* The value of `key` in the map, or NULL (also where map is NULL or no map). Of duplicate keys the last one holds. */
JR_API const jr_meta *jr_meta_get(const jr_meta *map, jr_str key);
/* The text of a string value of `key`; empty where it is missing, null, or no string. */
JR_API jr_str jr_meta_text(const jr_meta *map, jr_str key);

#endif
