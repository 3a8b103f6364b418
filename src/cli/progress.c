/* SPDX-License-Identifier: MIT */
#include "progress.h"

#include <unistd.h>

#include "base/sink.h"
#include "worker.h"

#define ON_TERMINAL 200  /* milliseconds between two states of the line */
#define IN_LOG      5000 /* milliseconds between two lines of a log */
#define PATIENCE    500  /* milliseconds for which nobody has to be told anything */

jr_progress jr_progress_start(const jr_shared *shared, size_t total)
{
    const bool terminal = isatty(STDERR_FILENO) == 1;
    const bool wanted =
        !shared->quiet && shared->diagnostics == JR_DIAGNOSTICS_TEXT &&
        (shared->bulk.progress == JR_PROGRESS_ON || (shared->bulk.progress == JR_PROGRESS_AUTO && terminal));
    const int64_t now = jr_now();
    return (jr_progress){.line = terminal,
                         .every = !wanted    ? 0
                                  : terminal ? ON_TERMINAL
                                             : IN_LOG,
                         .begin = now,
                         .last = now,
                         .total = total};
}

/* "1:02:03", "2:03" */
static void put_time(jr_buf *out, int64_t seconds)
{
    if (seconds >= 3600)
        jr_printf(out, "%lld:%02lld:%02lld", (long long)seconds / 3600, (long long)seconds / 60 % 60,
                  (long long)seconds % 60);
    else
        jr_printf(out, "%lld:%02lld", (long long)seconds / 60, (long long)seconds % 60);
}

void jr_progress_put(jr_buf *out, size_t done, size_t failed, size_t total, int64_t milliseconds)
{
    jr_printf(out, "%zu of %zu pages", done, total);
    if (milliseconds > 0 && done > 0) {
        const double rate = (double)done * 1000.0 / (double)milliseconds;
        jr_printf(out, rate < 10 ? ", %.1f/s, " : ", %.0f/s, ", rate);
        put_time(out, (int64_t)((double)(total - done) / rate + 0.5));
        jr_puts(out, " left");
    }
    if (failed)
        jr_printf(out, ", %zu failed", failed);
}

void jr_progress_show(jr_progress *p, size_t done, size_t failed)
{
    const int64_t now = jr_now();
    if (p->every == 0 || now - p->last < p->every || now - p->begin < PATIENCE)
        return;
    jr_buf text = {0};
    if (p->line)
        jr_puts(&text, "\r\033[K");
    jr_progress_put(&text, done, failed, p->total, now - p->begin);
    if (!p->line)
        jr_putc(&text, '\n');
    (void)jr_write_all(STDERR_FILENO, jr_buf_str(&text));
    jr_buf_free(&text);
    p->shown = p->line;
    p->last = now;
}

void jr_progress_hide(jr_progress *p)
{
    if (p->shown)
        (void)jr_write_all(STDERR_FILENO, JR_STR("\r\033[K"));
    p->shown = false;
}
