/* SPDX-License-Identifier: MIT */
/* The worker processes of a run: started, fed, watched, and replaced when one is lost. */
#ifndef JR_CLI_POOL_H
#define JR_CLI_POOL_H

#include "worker.h"

/* Why there is no record of a job. */
typedef enum jr_loss {
    JR_LOSS_SIGNAL, /* it ended the worker; the number of the signal */
    JR_LOSS_STATUS, /* the same; an exit status */
    JR_LOSS_MEMORY, /* there was not enough */
    JR_LOSS_TIME    /* it took too long; seconds */
} jr_loss;

typedef struct jr_pool {
    const jr_work *work;
    size_t n_todo;
    size_t workers;  /* most */
    int64_t timeout; /* seconds for each job; 0: any */
    void *user;
    /* A job is done: its record, and the names under which its outputs wait. */
    void (*done)(void *user, const jr_frame *frame, jr_str temporary, jr_str record);
    /* A job cost its worker's life. */
    void (*lost)(void *user, size_t job, jr_loss loss, int detail);
    /* Something may have happened, or some time has passed. */
    void (*tick)(void *user);
} jr_pool;

/* Has all jobs made. 0, or the number of the signal by which the user ended it: then what had come in until then was
   handed on, and no worker lives. */
int jr_pool_run(const jr_pool *pool);

#endif
