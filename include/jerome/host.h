/* SPDX-License-Identifier: MIT */
/* What a reader or writer may ask of the world outside: files below the root, nothing else. */
#ifndef JEROME_HOST_H
#define JEROME_HOST_H

#include "arena.h"
#include "diag.h"
#include "str.h"

/* A file that a document refers to. */
typedef struct jr_resource {
    jr_str bytes;    /* in the job's arena */
    jr_str path;     /* relative to the root, '/' between names, no "." or "..": the same file has the same path */
    uint32_t file;   /* number for spans in it */
    bool other_case; /* the address spells it with other small and capital letters than the file system */
} jr_resource;

typedef enum jr_load_result {
    JR_LOAD_OK,
    JR_LOAD_MISSING,  /* no such file */
    JR_LOAD_REFUSED,  /* outside the root, or no regular file */
    JR_LOAD_REMOTE,   /* an absolute URL: never fetched */
    JR_LOAD_TOO_LARGE,
    JR_LOAD_FAILED    /* any other error of the system */
} jr_load_result;

typedef struct jr_host jr_host;
struct jr_host {
    void *self;
    /* Reads the file that `url` (a URL reference as a document holds it: percent-escapes, '/' or '\', query and fragment
       ignored, "~/" for the root) names, seen from file number `from`. Nothing is reported: the caller knows how grave a
       failure is. A writer asks from doc->file: addresses were settled as the page sees them, whatever file they stand in,
       and images that are missing or refused were reported then. */
    jr_load_result (*load)(const jr_host *host, jr_arena *arena, jr_str url, uint32_t from, jr_resource *ret_resource);
};

/* Words for a failure: "no such file", "outside the root"… */
JR_API const char *jr_load_message(jr_load_result result);

#endif
