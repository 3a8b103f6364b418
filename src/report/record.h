/* SPDX-License-Identifier: MIT */
/* What became of one page: the one form in which workers tell it, journals keep it and reports are made of it. */
#ifndef JR_REPORT_RECORD_H
#define JR_REPORT_RECORD_H

#include <jerome/arena.h>
#include <jerome/buf.h>
#include <jerome/diag.h>

#include "report.h"

/* A file that was read or written. */
typedef struct jr_record_file {
    jr_str path;
    uint64_t size, hash; /* of its bytes; XXH64 */
} jr_record_file;

/* What a command counted: "units", "words". */
typedef struct jr_record_count {
    jr_str name;
    uint64_t value;
} jr_record_count;

/* The words of a page, for reports. */
typedef struct jr_record_tally {
    bool counted;
    jr_page_counts counts;
} jr_record_tally;

typedef struct jr_record {
    jr_str key;           /* what was asked for: the same page in the same way has the same */
    jr_str input, output; /* as the command names them; the output may be empty where the page decides it */
    jr_status status;
    uint64_t micros; /* what it took */
    bool passing;    /* not to be relied on next time: it depends on more than what it read */
    const jr_diagnostic *messages;
    const jr_record_file *outputs, *reads;
    const jr_record_count *counts;
    size_t n_messages, n_outputs, n_reads, n_counts;
    uint64_t severities[JR_ERROR + 1]; /* messages by jr_severity, with those that were held back */
    jr_record_tally tally;
    jr_str language; /* to which it goes, or its own; empty: not known */
    jr_str text;     /* for standard output */
    jr_str data;     /* for the command itself */
} jr_record;

/* Appends a record as one object of JSON, without a line end. */
void jr_record_put(const jr_record *record, jr_buf *out);
/* Appends one diagnostic as it stands there. `bytes`: without a loss, where the name of its file is no UTF-8. */
void jr_record_put_message(const jr_diagnostic *d, bool bytes, jr_buf *out);
/* Reads what jr_record_put wrote; in the arena, which `json` outlives. False: it is none. */
bool jr_record_read(jr_str json, jr_arena *arena, jr_record *ret_record);

#endif
