/* SPDX-License-Identifier: MIT */
#include "test.h"

#include <libxml/HTMLparser.h>

#include "base/lazy.h"

#define LOOKUP(X) X(htmlEntityLookup)
JR_LAZY_LIBRARY(xml, JR_LIBXML2, LOOKUP)

static void library_is_loaded_once_and_its_functions_are_typed(void **state)
{
    (void)state;
    assert_null(xml.htmlEntityLookup);
    assert_true(load_xml(NULL));
    const htmlEntityDesc *eacute = xml.htmlEntityLookup((const xmlChar *)"eacute");
    assert_non_null(eacute);
    assert_int_equal(eacute->value, 0xE9);
    assert_true(load_xml(NULL));
}

static void missing_library_or_symbol_is_reported(void **state)
{
    (void)state;
    static const char *const names[] = {"htmlEntityLookup", "xml_that_is_not_there"};
    void *pointers[2] = {NULL, NULL};
    jr_lazy no_library = {"libjerome-is-not-there.so.1", names, 1, pointers, false};
    jr_lazy no_symbol = {JR_LIBXML2, names, 2, pointers, false};
    jr_buf messages = {0};
    jr_diag *diag = jr_diag_create(test_collect, &messages);
    assert_false(jr_lazy_load(&no_library, diag));
    assert_true(
        jr_str_starts(jr_buf_str(&messages), JR_STR("0:0 internal: cannot load libjerome-is-not-there.so.1: ")));
    messages.n = 0;
    assert_false(jr_lazy_load(&no_symbol, diag));
    assert_true(jr_str_search(jr_buf_str(&messages), 0, JR_STR("xml_that_is_not_there")) < messages.n);
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
