/* SPDX-License-Identifier: MIT */
#include "sentences.h"

#include "base/file.h"
#include "segment/segment_srx.h"
#include "read/srx.h"

enum { LIST_MAX = 1 << 20, SRX_MAX = 1 << 20 };

static bool read_exceptions(jr_str path, jr_sentence_rules *rules, jr_arena *arena, jr_diag *diag)
{
    const uint32_t file = jr_diag_file(diag, path);
    jr_str text;
    if (!jr_file_read(path, LIST_MAX, file, arena, diag, &text))
        return false;
    const jr_span start = {.file = file, .line = 1, .column = 1};
    if (jr_utf8_valid(text) < text.n)
        return jr_report(diag, JR_D_BAD_UTF8, &start, "a list of exceptions is UTF-8");
    if (jr_str_starts(text, JR_STR("\xEF\xBB\xBF")))
        text = jr_str_sub(text, 3, text.n);
    rules->exceptions = text;
    rules->name = path;
    /* What is wrong with them is said once, not for each page. */
    jr_segmenter *segmenter;
    if (!jr_segmenter_open(JR_STR("und"), rules, diag, &segmenter))
        return false;
    jr_segmenter_close(segmenter);
    return true;
}

static bool read_srx(jr_str path, jr_sentence_rules *rules, jr_arena *arena, jr_diag *diag)
{
    const uint32_t file = jr_diag_file(diag, path);
    jr_str bytes;
    return jr_file_read(path, SRX_MAX, file, arena, diag, &bytes) &&
           jr_srx_read(bytes, file, arena, diag, &rules->srx) && jr_srx_check(rules->srx, diag);
}

bool jr_sentence_rules_read(jr_str exceptions, jr_str srx, jr_arena *arena, jr_diag *diag,
                            const jr_sentence_rules **ret_rules)
{
    *ret_rules = NULL;
    if (exceptions.n == 0 && srx.n == 0)
        return true;
    if (exceptions.n && srx.n)
        return jr_report(diag, JR_D_BAD_USAGE, NULL,
                         "--srx is used instead of exceptions: --sentences goes without it");
    jr_sentence_rules *rules = jr_arena_new(arena, jr_sentence_rules);
    *rules = (jr_sentence_rules){0};
    *ret_rules = rules;
    return srx.n ? read_srx(srx, rules, arena, diag) : read_exceptions(exceptions, rules, arena, diag);
}
