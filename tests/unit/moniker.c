/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "pass/choose.h"

static jr_in_range in(const char *moniker, const char *range)
{
    return jr_moniker_in_range(jr_str_from(moniker), jr_str_from(range));
}

static void a_name_alone_is_that_name(void **state)
{
    (void)state;
    assert_int_equal(in("net-8.0", "net-8.0"), JR_INSIDE);
    assert_int_equal(in("NET-8.0", " net-8.0 "), JR_INSIDE);
    assert_int_equal(in("net-8.0", "=net-8.0"), JR_INSIDE);
    assert_int_equal(in("net-8.0", "net-9.0"), JR_OUTSIDE);
    assert_int_equal(in("preview", "preview"), JR_INSIDE);
    assert_int_equal(in("net-8.0", "*"), JR_INSIDE);
}

static void versions_are_ordered_number_by_number(void **state)
{
    (void)state;
    assert_int_equal(in("net-10.0", ">=net-9.0"), JR_INSIDE);
    assert_int_equal(in("net-8.0", ">= net-9.0"), JR_OUTSIDE);
    assert_int_equal(in("net-9.0", ">net-9.0"), JR_OUTSIDE);
    assert_int_equal(in("net-9", ">=net-9.0"), JR_INSIDE);
    assert_int_equal(in("net-8.0", "<net-9.0"), JR_INSIDE);
    assert_int_equal(in("net-9.0", "<=net-9.0"), JR_INSIDE);
    assert_int_equal(in("ps-7.4.11", ">ps-7.4.9"), JR_INSIDE);
    assert_int_equal(in("sql-ver16", ">=sql-ver15"), JR_INSIDE);
    assert_int_equal(in("net-99999999999999999999999.1", ">net-99999999999999999999999.0"), JR_INSIDE);
}

static void a_name_without_version_is_the_newest(void **state)
{
    (void)state;
    assert_int_equal(in("azure-devops", ">=azure-devops-2019"), JR_INSIDE);
    assert_int_equal(in("azure-devops-2020", "<azure-devops"), JR_INSIDE);
    assert_int_equal(in("azure-devops", "<=azure-devops-2020"), JR_OUTSIDE);
}

static void spaces_mean_and_bars_and_commas_mean_or(void **state)
{
    (void)state;
    assert_int_equal(in("net-7.0", ">=net-6.0 <net-8.0"), JR_INSIDE);
    assert_int_equal(in("net-8.0", ">=net-6.0 <net-8.0"), JR_OUTSIDE);
    assert_int_equal(in("net-9.0", ">=net-6.0 <net-8.0 || net-9.0"), JR_INSIDE);
    assert_int_equal(in("net-9.0", "net-6.0,net-9.0"), JR_INSIDE);
    assert_int_equal(in("net-9.0", "net-6.0||tfs-2018"), JR_OUTSIDE);
}

static void other_products_are_not_compared(void **state)
{
    (void)state;
    assert_int_equal(in("tfs-2018", ">=azure-devops-2019"), JR_UNRELATED);
    assert_int_equal(in("x", ""), JR_UNRELATED);
    assert_int_equal(in("", "x"), JR_UNRELATED);
    assert_int_equal(in("x", ">= || < , <>=="), JR_UNRELATED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_name_alone_is_that_name),
        cmocka_unit_test(versions_are_ordered_number_by_number),
        cmocka_unit_test(a_name_without_version_is_the_newest),
        cmocka_unit_test(spaces_mean_and_bars_and_commas_mean_or),
        cmocka_unit_test(other_products_are_not_compared),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
