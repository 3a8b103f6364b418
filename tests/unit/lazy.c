/* SPDX-License-Identifier: MIT */
#include "test.h"

#include <zip.h>

#include "codec/lazy.h"

#define VERSION(X) X(zip_libzip_version)
JR_LAZY_LIBRARY(zip, JR_LIBZIP, VERSION)

static void library_is_loaded_once_and_its_functions_are_typed(void **state)
{
    (void)state;
    assert_null(zip.zip_libzip_version);
    assert_true(load_zip(NULL));
    assert_non_null(strchr(zip.zip_libzip_version(), '.'));
    assert_true(load_zip(NULL));
}

static void missing_library_or_symbol_is_reported(void **state)
{
    (void)state;
    static const char *const names[] = {"zip_close", "zip_that_is_not_there"};
    void *pointers[2] = {NULL, NULL};
    jr_lazy no_library = {"libjerome-is-not-there.so.1", names, 1, pointers, false};
    jr_lazy no_symbol = {JR_LIBZIP, names, 2, pointers, false};
    jr_buf messages = {0};
    jr_diag *diag = jr_diag_create(test_collect, &messages);
    assert_false(jr_lazy_load(&no_library, diag));
    assert_true(
        jr_str_starts(jr_buf_str(&messages), JR_STR("0:0 internal: cannot load libjerome-is-not-there.so.1: ")));
    messages.n = 0;
    assert_false(jr_lazy_load(&no_symbol, diag));
    assert_true(jr_str_search(jr_buf_str(&messages), 0, JR_STR("zip_that_is_not_there")) < messages.n);
    assert_int_equal(jr_diag_status(diag), JR_STATUS_INTERNAL);
    jr_diag_destroy(diag);
    jr_buf_free(&messages);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(library_is_loaded_once_and_its_functions_are_typed),
        TEST(missing_library_or_symbol_is_reported),
    };
    return RUN_TESTS(tests);
}
