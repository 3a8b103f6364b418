/* SPDX-License-Identifier: MIT */
/* Diagnostics on standard error, as lines of text or of JSON. */
#include "cli.h"

#include <stdlib.h>
#include <unistd.h>

#include "report/record.h"
#include "base/clean.h"
#include "base/sink.h"

static const char *const colours[] = {
    [JR_NOTE_SEVERITY] = "\033[36m",
    [JR_WARNING] = "\033[33m",
    [JR_ERROR] = "\033[31m",
};

static void put_text(const jr_diagnostic *d, bool colour, jr_buf *out)
{
    if (colour)
        jr_puts(out, "\033[1m");
    jr_put_clean(out, d->file.n ? d->file : JR_STR("jerome"));
    if (d->file.n && d->span.line)
        jr_printf(out, ":%u", d->span.line);
    if (d->file.n && d->span.line && d->span.column)
        jr_printf(out, ":%u", d->span.column);
    jr_printf(out, ":%s %s%.*s:%s ", colour ? "\033[0m" : "", colour ? colours[d->severity] : "",
              JR_FMT(jr_severity_name(d->severity)), colour ? "\033[0m" : "");
    jr_put_clean(out, d->text);
    jr_printf(out, " [%.*s]\n", JR_FMT(d->slug));
}

static bool wants_colour(void)
{
    const char *term = getenv("TERM"), *no = getenv("NO_COLOR");
    return isatty(STDERR_FILENO) && !(no && *no) && term && strcmp(term, "dumb") != 0;
}

void jr_print_diagnostic(void *user, const jr_diagnostic *d)
{
    const jr_shared *shared = user;
    if (shared->quiet && d->severity != JR_ERROR)
        return;
    jr_buf line = {0};
    if (shared->diagnostics == JR_DIAGNOSTICS_JSON) {
        jr_record_put_message(d, false, &line);
        jr_putc(&line, '\n');
    } else {
        put_text(d, wants_colour(), &line);
    }
    /* Nothing can be said about standard error being closed. */
    (void)jr_write_all(STDERR_FILENO, jr_buf_str(&line));
    jr_buf_free(&line);
}
