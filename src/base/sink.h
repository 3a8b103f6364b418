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

/* A file that was finished and waits under a temporary name: to sync many together costs little more than one. */
typedef struct jr_waiting {
    char *temporary, *target; /* NUL-terminated paths */
    uint64_t size, hash;      /* of its bytes; XXH64 */
    int error;                /* set by jr_sink_settle: 0 or an errno */
} jr_waiting;

/* Files that are finished from now on wait; their temporary names begin with ".jerome-" and `run`, which stays the
   caller's. NULL: from now on none waits. */
void jr_sink_defer(const char *run);
/* Those that wait, in the order in which they were finished; valid until the next is. */
const jr_waiting *jr_sink_deferred(size_t *ret_n);
/* They are somebody else's from now on, who knows their names: jr_sink_cleanup leaves them alone. */
void jr_sink_hand_over(void);
/* Syncs files that wait and puts them in their places; one that this fails for is removed and says why. */
#define JR_SINK_GATHER 256 /* so many are synced together */
void jr_sink_settle(jr_waiting *files, size_t n);

#endif
