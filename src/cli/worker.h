/* SPDX-License-Identifier: MIT */
/* A process that makes pages, and how it talks to the one that hands them out. */
#ifndef JR_CLI_WORKER_H
#define JR_CLI_WORKER_H

#include "report/journal.h"
#include "bulk.h"
#include "tally.h"

/* What all workers know, as it was when they were started. */
typedef struct jr_work {
    const jr_bulk *bulk;
    const jr_shared *shared;
    const size_t *todo;            /* jobs */
    const char *run;               /* names temporary files */
    const char *keys;              /* what the keys of all pages have in common */
    bool reads;                    /* what a page reads is to be told */
    const jr_stats_opts *counting; /* how its words are counted, as jr_bulk has it; NULL: they are not */
    size_t n_counting;
    jr_journal *journal; /* what is done already; NULL: nothing is known */
} jr_work;

/* In memory that both see. */
typedef struct jr_desk {
    volatile int64_t since; /* when the page at hand was begun (jr_now), or 0 */
} jr_desk;

/* Positions in jr_work.todo, from the parent. */
typedef struct jr_range {
    uint32_t begin, end;
} jr_range;

/* What comes before a record, from the worker. */
typedef struct jr_frame {
    uint32_t job;
    uint32_t kept;      /* 1: it stood in the journal, and still holds */
    uint32_t temporary; /* bytes: the names under which its outputs wait, in their order, a NUL behind each */
    uint32_t record;    /* bytes */
} jr_frame;

/* Milliseconds of a clock that only goes forward. */
int64_t jr_now(void);
/* Makes the ranges that come by the socket, until it is closed. */
_Noreturn void jr_worker_run(const jr_work *work, int socket, jr_desk *desk);
/* The key of a job: the same page in the same way has the same. */
jr_str jr_work_key(const jr_work *work, size_t job, jr_arena *arena);

#endif
