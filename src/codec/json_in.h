/* SPDX-License-Identifier: MIT */
/* JSON (RFC 8259) in, with what DocFX lets stand in its files: comments, and a comma behind the last member. */
#ifndef JR_CODEC_JSON_IN_H
#define JR_CODEC_JSON_IN_H

#include <jerome/arena.h>
#include <jerome/diag.h>

typedef enum jr_json_kind {
    JR_JSON_NULL,
    JR_JSON_FALSE,
    JR_JSON_TRUE,
    JR_JSON_NUMBER,
    JR_JSON_STRING,
    JR_JSON_ARRAY,
    JR_JSON_OBJECT
} jr_json_kind;

/* A value, and what stands beside it in its array or object. */
typedef struct jr_json jr_json;
struct jr_json {
    jr_json_kind kind;
    jr_str key;  /* in an object, decoded */
    jr_str text; /* of a string, decoded; of a number, as written */
    const jr_json *first, *next;
    size_t at;   /* offset of its first byte */
};

/* Arrays and objects within each other. */
#define JR_JSON_DEPTH 64

/* Reads one value, which is all that `bytes` hold, white space apart; in the arena, which `bytes` outlive. The escapes
   \udc80 to \udcff that are no half of a pair are the bytes 0x80 to 0xFF, as Python's "surrogateescape" has it: names
   of files need not be UTF-8. False: it is no JSON; *ret_at is the offset where it ends to be. */
bool jr_json_read(jr_str bytes, jr_arena *arena, const jr_json **ret_value, size_t *ret_at);

/* The place of an offset, for messages; `file` is the number of the file whose bytes these are. */
jr_span jr_json_place(jr_str bytes, size_t at, uint32_t file);

/* The member of an object; NULL: there is none, or `object` (which may be NULL) is no object. */
const jr_json *jr_json_member(const jr_json *object, const char *key);
/* The text of a member that is a string; empty otherwise. */
jr_str jr_json_text(const jr_json *object, const char *key);
/* The value of a whole number from 0 up; 0 otherwise. */
uint64_t jr_json_number(const jr_json *value);
/* The value of a member that is a whole number from 0 up; 0 otherwise. */
uint64_t jr_json_uint(const jr_json *object, const char *key);

#endif
