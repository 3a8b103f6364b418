/* SPDX-License-Identifier: MIT */
/* What became of the pages of a run: one record for each, of which the reports are made (docs/report.md). */
#ifndef JR_REPORT_REPORT_H
#define JR_REPORT_REPORT_H

#include <jerome/buf.h>
#include <jerome/count.h>
#include <jerome/diag.h>
#include <jerome/opt.h>
#include <jerome/translation.h>

#include "memory/delta.h"

/* How a page ended, the better first: name, slug, whether its output is there, words. */
#define JR_PAGE_STATUSES(X)                                            \
    X(OK, "ok", true, "Without a message")                             \
    X(WARNINGS, "warnings", true, "With warnings")                     \
    X(ERRORS, "errors", true, "With errors")                           \
    X(FAILED, "failed", false, "Not written")                          \
    X(TIMED_OUT, "timed-out", false, "Took too long")                  \
    X(OUT_OF_MEMORY, "out-of-memory", false, "Took too much memory")   \
    X(CRASHED, "crashed", false, "Crashed the program")

typedef enum jr_page_status {
#define X(name, slug, written, words) JR_PAGE_##name,
    JR_PAGE_STATUSES(X)
#undef X
        JR_PAGE_STATUS_COUNT
} jr_page_status;

/* How far words have come: of jr_state, slug, words. */
#define JR_WORD_STATES(X)                          \
    X(INITIAL, "untranslated", "Untranslated")     \
    X(TRANSLATED, "translated", "Translated")      \
    X(REVIEWED, "reviewed", "Reviewed")            \
    X(FINAL, "final", "Final")

/* What was counted of a page, or of many. */
typedef struct jr_page_counts {
    uint64_t units, segments, words;  /* of the source */
    uint64_t states[JR_STATE_COUNT];  /* words by jr_state; their sum is `words`, or 0: states were not looked at */
    uint64_t matches[JR_BAND_COUNT];  /* words by jr_band; their sum is `words`, or 0: no memory was asked */
} jr_page_counts;

/* A diagnostic that is kept. */
typedef struct jr_page_message {
    jr_severity severity;
    jr_str code;           /* its slug, as in jr_diagnostic */
    jr_str file;           /* empty: the page itself */
    uint32_t line, column; /* 0: none */
    jr_str unit;           /* id of the unit that it is about, or empty */
    jr_str text;
} jr_page_message;

/* A file that was written. */
typedef struct jr_page_output {
    jr_str path;
    jr_str hash;    /* XXH64 of its bytes, in lower-case hexadecimal; empty: not known */
    uint64_t bytes;
} jr_page_output;

/* One page; where a page is made once for each language, one page in one language. */
typedef struct jr_report_page {
    jr_str page;     /* its path as the command took it: of a merge or check, that of the XLIFF file */
    jr_str language; /* to which it goes, or its own where it goes to none; empty: not known */
    uint64_t number; /* its place in a run that was cut into parts, from 1; 0: the run was not cut */
    jr_page_status status;
    bool resumed;    /* it was made in an earlier run, which this one went on with; the rest is what that run said */
    jr_str hash;     /* of the bytes of the page, as of an output */
    const jr_page_message *messages; /* n_messages of them, in the order in which they were said */
    size_t n_messages;
    uint64_t severities[JR_ERROR + 1]; /* how many messages there were by jr_severity, with those that were held back */
    const jr_page_output *outputs; /* n_outputs of them */
    size_t n_outputs;
    bool counted;    /* units, segments and words were counted */
    jr_page_counts counts;
    uint64_t changes[JR_CHANGE_COUNT]; /* words by jr_change; all 0: it was not compared with what it was */
    double seconds;  /* that it took; below 0: not measured */
} jr_report_page;

/* A run, or several of the same command. */
typedef struct jr_run {
    jr_str program;      /* "0.1.0" */
    jr_str command;      /* "export" */
    jr_opt_list options; /* NAME=VALUE each: those that shape the outputs, in the order of the command's table */
    uint32_t shards;     /* into so many parts the input was cut; 0: it was not */
    const uint32_t *had; /* n_had of the parts are in here, from 1, ascending */
    size_t n_had;
    jr_report_page *pages; /* n_pages of them, in the order of the input */
    size_t n_pages;
} jr_run;

/* ---- Files ---- */

/* Whether a report can be written to a file of this name, by its extension: .json, .csv, .html. False: reported. */
bool jr_report_check(jr_str path, jr_diag *diag);
/* Writes it. False: reported. */
bool jr_report_write(const jr_run *report, jr_str path, jr_arena *arena, jr_diag *diag);
/* Reads one in JSON, in the arena. False: it cannot be read, or is none; reported. */
bool jr_report_read(jr_str path, jr_arena *arena, jr_diag *diag, jr_run *ret_report);
/* Makes one of several of the same command, `names` are for messages: of the parts of a run that was cut into such, in the
   order in which the whole run had the pages; else one behind the other. A page that is in several is taken from the last of them, which is
   told. False: they are of different commands, or cut differently; reported. */
bool jr_report_merge(const jr_run *reports, const jr_str *names, size_t n, jr_arena *arena, jr_diag *diag,
                     jr_run *ret_report);

#endif
