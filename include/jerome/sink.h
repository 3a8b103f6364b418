/* SPDX-License-Identifier: MIT */
/* Where bytes go. The first failure sticks: write freely, ask once at the end. */
#ifndef JEROME_SINK_H
#define JEROME_SINK_H

#include "buf.h"
#include "diag.h"
#include "str.h"

typedef struct jr_sink jr_sink;

/* Appends bytes; nothing happens after a failure. */
JR_API void jr_sink_write(jr_sink *sink, jr_str bytes);
/* The same for what a buffer holds, which is empty afterwards; a large output is not copied. */
JR_API void jr_sink_take(jr_sink *sink, jr_buf *bytes);
/* A file, replaced as one: written to a temporary file beside it, synced, renamed. Until jr_sink_finish the old file is
   as it was. A target that is no regular file (/dev/stdout, a named pipe) is written to directly. Failures are reported at
   jr_sink_finish as JR_D_CANNOT_WRITE. */
JR_API JR_NONNULL jr_sink *jr_sink_file(jr_str path, jr_diag *diag);
/* An open file descriptor, which stays open; `name` is for messages. */
JR_API JR_NONNULL jr_sink *jr_sink_fd(int fd, jr_str name, jr_diag *diag);
/* Appends to `out`, which must outlive the sink. Cannot fail. */
JR_API JR_NONNULL jr_sink *jr_sink_memory(jr_buf *out);
/* Commits and frees the sink; false: reported, and no trace is left. */
JR_API bool jr_sink_finish(jr_sink *sink);
/* Gives up and frees the sink: a file is left as it was. NULL is fine. */
JR_API void jr_sink_discard(jr_sink *sink);
/* Removes the temporary files of all open sinks of this process; safe in a signal handler. */
JR_API void jr_sink_cleanup(void);

#endif
