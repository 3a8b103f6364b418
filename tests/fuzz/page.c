/* SPDX-License-Identifier: MIT */
/* Any bytes as a page, through every writer. */
#include "fuzz.h"

#include <jerome/jerome.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    jr_convert job = {
        .reader = jr_reader_named(JR_STR("markdown")),
        .input = JR_STR("page.md"),
        .bytes = {size ? (const char *)data : "", size},
        .root = JR_STR("."),
    };
    for (size_t i = 0; (job.writer = jr_writer_at(i)) != NULL; i++) {
        jr_diag *diag = jr_diag_create(NULL, NULL);
        jr_buf out = {0};
        jr_sink *sink = jr_sink_memory(&out);
        if (jr_convert_page(&job, sink, diag))
            jr_sink_finish(sink);
        else
            jr_sink_discard(sink);
        jr_buf_free(&out);
        jr_diag_destroy(diag);
    }
    return 0;
}
