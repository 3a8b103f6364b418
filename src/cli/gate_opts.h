/* SPDX-License-Identifier: MIT */
/* The options of the gate, which check and merge share. */
#ifndef JR_CLI_GATE_OPTS_H
#define JR_CLI_GATE_OPTS_H

#include <jerome/opt.h>

#include "app/check.h"
#include "bulk.h"

typedef struct jr_gate_args {
    jr_str to_lang, keys;
    jr_opt_list checks, terms;
    int require;
    bool code_comments;
} jr_gate_args;

extern const char *const jr_gate_requirements[];

/* Lines of an option table whose struct has a jr_gate_args called `member`. */
#define JR_GATE_ARGS(own, member)                                                                                      \
    {.name = "to-lang",                                                                                                \
     .type = JR_OPT_STRING,                                                                                            \
     .offset = offsetof(own, member.to_lang),                                                                          \
     .metavar = "TAG",                                                                                                 \
     .help = "The language that is wanted; else what the file says"},                                                  \
        {.name = "require",                                                                                            \
         .type = JR_OPT_ENUM,                                                                                          \
         .offset = offsetof(own, member.require),                                                                      \
         .values = jr_gate_requirements,                                                                               \
         .def = "nothing",                                                                                             \
         .help = "complete: a unit that is not translated is an error; final: one that is not in its final state as "  \
                 "well"},                                                                                              \
        {.name = "check",                                                                                              \
         .type = JR_OPT_LIST,                                                                                          \
         .offset = offsetof(own, member.checks),                                                                       \
         .metavar = "NAME=error|warning|note|off",                                                                     \
         .help = "How grave what one check finds is"},                                                                 \
        {.name = "terms",                                                                                              \
         .type = JR_OPT_LIST,                                                                                          \
         .offset = offsetof(own, member.terms),                                                                        \
         .metavar = "FILE",                                                                                            \
         .help = "Check the terms of a glossary, a file .tbx, .csv or .tsv"},                                          \
        {.name = "code-comments",                                                                                      \
         .type = JR_OPT_FLAG,                                                                                          \
         .offset = offsetof(own, member.code_comments),                                                                \
         .help = "Comments in code blocks are translated"},                                                            \
    {                                                                                                                  \
        .name = "keys", .type = JR_OPT_STRING, .offset = offsetof(own, member.keys), .metavar = "KEY,…",               \
        .def = JR_UNITS_DEFAULT_KEYS, .help = "Front-matter keys whose values are translated"                          \
    }

/* *ret_glossaries is to be closed; NULL where there are none. False: reported, a language or a check is not known, or a
   glossary cannot be read. */
bool jr_gate_args_read(const jr_gate_args *args, jr_diag *diag, jr_gate_opts *ret_gate, jr_glossaries **ret_glossaries);

/* Notes what the gate has counted of a file. */
void jr_outcome_gate(jr_outcome *outcome, const jr_gate_counts *counts);

/* Appends a list of the checks: name, default level, what it finds. */
void jr_gate_help(jr_buf *out);

#endif
