/* SPDX-License-Identifier: MIT */
#include "gate_opts.h"

#include "app/convert.h"
#include "base/wrap.h"

enum { REQUIRE_NOTHING, REQUIRE_COMPLETE, REQUIRE_FINAL };

const char *const jr_gate_requirements[] = {
    [REQUIRE_NOTHING] = "nothing",
    [REQUIRE_COMPLETE] = "complete",
    [REQUIRE_FINAL] = "final",
    NULL,
};

bool jr_gate_args_read(const jr_gate_args *args, jr_diag *diag, jr_gate_opts *ret_gate, jr_glossaries **ret_glossaries)
{
    bool ok = jr_lang_check("--to-lang", args->to_lang, diag);
    jr_gate_defaults(ret_gate);
    ret_gate->to_lang = args->to_lang;
    if (args->require != REQUIRE_NOTHING)
        jr_gate_require(ret_gate, args->require == REQUIRE_FINAL);
    for (size_t i = 0; i < args->checks.n; i++)
        ok = jr_gate_set(ret_gate, args->checks.items[i], diag) && ok;
    *ret_glossaries = NULL;
    return ok && jr_glossaries_open(&args->terms, diag, ret_glossaries);
}

void jr_gate_help(jr_buf *out)
{
    enum { COLUMN = 32 };
    jr_puts(out, "Checks of translations, each as --check NAME=error|warning|note|off:\n");
    for (int i = 0; i < JR_CHECK_COUNT; i++) {
        const jr_check_about about = jr_gate_about((jr_check)i);
        const size_t begin = out->n;
        jr_printf(out, "  %.*s [%s]", JR_FMT(about.name), about.level);
        jr_wrap(out, out->n - begin, COLUMN, about.help);
    }
}

void jr_outcome_gate(jr_outcome *outcome, const jr_gate_counts *counts)
{
    jr_outcome_count(outcome, "units", counts->units);
    jr_outcome_count(outcome, "translated", counts->translated);
    jr_outcome_count(outcome, "untranslated", counts->untranslated);
    jr_outcome_count(outcome, "missing", counts->missing);
    jr_outcome_count(outcome, "refused", counts->refused);
    jr_outcome_count(outcome, "warned", counts->warned);
}
