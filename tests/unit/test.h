/* SPDX-License-Identifier: MIT */
/* What every unit test needs: cmocka, slices compared, diagnostics collected. */
#ifndef JR_TEST_H
#define JR_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include <jerome/buf.h>
#include <jerome/diag.h>
#include <jerome/str.h>

#define TEST(name) cmocka_unit_test(name)
#define RUN_TESTS(tests) cmocka_run_group_tests_name(__FILE__, (tests), NULL, NULL)

/* Fails, showing both, unless the slice s holds the bytes of the literal. */
#define assert_str(s, literal) test_str((s), JR_STR(literal), __FILE__, __LINE__)

static inline void test_str(jr_str s, jr_str want, const char *file, int line)
{
    if (!jr_str_eq(s, want)) {
        print_error("got  \"%.*s\"\nwant \"%.*s\"\n", JR_FMT(s), JR_FMT(want));
        _fail(file, line);
    }
}

/* A diagnostic handler that writes "line:column slug: text" lines to a jr_buf. */
static inline void test_collect(void *user, const jr_diagnostic *d)
{
    jr_printf(user, "%u:%u %.*s: %.*s\n", d->span.line, d->span.column, JR_FMT(d->slug), JR_FMT(d->text));
}

#endif
