/* SPDX-License-Identifier: MIT */
#include "sink.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <unistd.h>

jr_sink *jr_sink_create(jr_str name, jr_diag *diag, bool (*commit)(jr_sink *, jr_str))
{
    jr_sink *sink = calloc(1, sizeof *sink);
    char *copy = malloc(name.n + 1);
    if (!sink || !copy)
        jr_out_of_memory(sizeof *sink + name.n + 1);
    if (name.n)
        memcpy(copy, name.p, name.n);
    copy[name.n] = '\0';
    sink->name = copy;
    sink->out = &sink->held;
    sink->diag = diag;
    sink->commit = commit;
    return sink;
}

int jr_write_all(int fd, jr_str bytes)
{
    while (bytes.n) {
        const ssize_t n = write(fd, bytes.p, bytes.n);
        if (n < 0 && errno == EAGAIN) {
            /* Somebody else made the pipe or terminal non-blocking. */
            struct pollfd wait = {.fd = fd, .events = POLLOUT};
            if (poll(&wait, 1, -1) < 0 && errno != EINTR)
                return errno;
        } else if (n < 0 && errno != EINTR) {
            return errno;
        } else if (n == 0) {
            return EIO; /* no device says so, but nothing would ever end */
        } else if (n > 0) {
            bytes = jr_str_sub(bytes, (size_t)n, bytes.n);
        }
    }
    return 0;
}

bool jr_sink_report(const jr_sink *sink, int error)
{
    const jr_span where = {.file = jr_diag_file(sink->diag, jr_str_from(sink->name))};
    return jr_report(sink->diag, JR_D_CANNOT_WRITE, &where, "cannot write: %s", strerror(error));
}

static bool commit_fd(jr_sink *sink, jr_str bytes)
{
    const int error = jr_write_all(sink->fd, bytes);
    return !error || jr_sink_report(sink, error);
}

jr_sink *jr_sink_fd(int fd, jr_str name, jr_diag *diag)
{
    jr_sink *sink = jr_sink_create(name, diag, commit_fd);
    sink->fd = fd;
    return sink;
}

jr_sink *jr_sink_memory(jr_buf *out)
{
    jr_sink *sink = jr_sink_create((jr_str){0}, NULL, NULL);
    sink->out = out;
    return sink;
}

void jr_sink_write(jr_sink *sink, jr_str bytes)
{
    jr_put(sink->out, bytes);
}

void jr_sink_take(jr_sink *sink, jr_buf *bytes)
{
    if (sink->out->n == 0) {
        const jr_buf old = *sink->out;
        *sink->out = *bytes;
        *bytes = old;
    } else {
        jr_put(sink->out, jr_buf_str(bytes));
    }
    jr_buf_free(bytes);
}

bool jr_sink_finish(jr_sink *sink)
{
    const bool ok = !sink->commit || sink->commit(sink, jr_buf_str(&sink->held));
    jr_sink_discard(sink);
    return ok;
}

void jr_sink_discard(jr_sink *sink)
{
    if (!sink)
        return;
    jr_buf_free(&sink->held);
    free(sink->name);
    free(sink);
}
