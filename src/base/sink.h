/* SPDX-License-Identifier: MIT */
/* Inside a sink. What is written is held in memory until the sink is finished: nobody sees half an output, and a page
   that fails leaves no trace, not even on standard output. */
#ifndef JR_BASE_SINK_H
#define JR_BASE_SINK_H

#include <jerome/sink.h>

struct jr_sink {
    jr_buf *out; /* where writes go: &held, or the caller's buffer */
    jr_buf held;
    jr_diag *diag; /* NULL: a memory sink */
    char *name;    /* for messages, and the path of a file; NUL-terminated, owned */
    int fd;        /* of an fd sink */
    /* Publishes the bytes; false: reported. NULL: nothing to publish. */
    bool (*commit)(jr_sink *sink, jr_str bytes);
};

/* A zeroed sink with its name and its buffer. */
jr_sink *jr_sink_create(jr_str name, jr_diag *diag, bool (*commit)(jr_sink *, jr_str));
/* Writes all bytes to fd, through short writes and EINTR; 0, or the errno of the failure. */
int jr_write_all(int fd, jr_str bytes);
/* Reports that the sink could not be written because of errno value `error`; false. */
bool jr_sink_report(const jr_sink *sink, int error);

/* Files that are finished from now on wait under temporary names until jr_sink_settle: to sync many costs little more than
   to sync one. More than JR_SINK_GATHER do not wait. */
#define JR_SINK_GATHER 64
void jr_sink_gather(void);
/* Syncs and renames those that wait; from now on none does. False: some could not be written, reported one by one. */
bool jr_sink_settle(jr_diag *diag);

#endif
