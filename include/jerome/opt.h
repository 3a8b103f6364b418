/* SPDX-License-Identifier: MIT */
/* Options are data: one table drives parsing, checking and help. */
#ifndef JEROME_OPT_H
#define JEROME_OPT_H

#include "arena.h"
#include "buf.h"
#include "diag.h"
#include "str.h"

typedef enum jr_opt_type {
    JR_OPT_FLAG,   /* bool; on a command line takes no value; as WRITER.OPTION=VALUE: true/false, yes/no, on/off, 1/0 */
    JR_OPT_INT,    /* int64_t, from min to max */
    JR_OPT_STRING, /* jr_str */
    JR_OPT_ENUM,   /* int: index into values */
    JR_OPT_LIST    /* jr_opt_list: may be given several times */
} jr_opt_type;

/* Values of a JR_OPT_LIST in the order given; grows in the arena. */
typedef struct jr_opt_list {
    const jr_str *items;
    size_t n;
} jr_opt_list;

/* One option. A table ends with an entry whose name is NULL. */
typedef struct jr_opt {
    const char *name;          /* "page-size": lower case, hyphens */
    jr_opt_type type;
    size_t offset;             /* of the field in the options struct (offsetof) */
    const char *def;           /* default as one would type it, or NULL: zero */
    const char *const *values; /* JR_OPT_ENUM: names, ended by NULL */
    int64_t min, max;          /* JR_OPT_INT: inclusive bounds */
    const char *metavar;       /* what help calls the value: "FILE", "N"; NULL for flags and enums */
    const char *help;          /* one sentence, without a full stop */
    char letter;               /* short form on a command line, or 0 */
    const char *alias;         /* command line only: the writer option that this one sets ("toc"), or NULL; def is its own */
} jr_opt;

/* Fills *values (a struct of the caller's, zeroed) with the table's defaults. */
JR_API void jr_opt_defaults(const jr_opt *table, void *values, jr_arena *arena);
/* The entry called `name`, or NULL. */
JR_API const jr_opt *jr_opt_find(const jr_opt *table, jr_str name);
/* Sets one option from text. `what` names the owner in messages ("docx"). An unknown name (the nearest known one is
   suggested) or an unfit value is reported as JR_D_BAD_OPTION; false. Strings are copied into the arena. */
JR_API bool jr_opt_set(const jr_opt *table, void *values, jr_str what, jr_str name, jr_str value, jr_arena *arena,
                       jr_diag *diag);
/* Appends help: one option a line, names before explanations, defaults in brackets. `command_line`: as "-o, --output FILE";
   else as "name=VALUE". */
JR_API void jr_opt_help(const jr_opt *table, bool command_line, jr_buf *out);

#endif
