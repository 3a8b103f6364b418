/* SPDX-License-Identifier: MIT */
#include "test.h"

#include <jerome/package.h>

static void time_of_packages_comes_from_the_environment_or_is_1980(void **state)
{
    (void)state;
    static const struct {
        const char *value, *time;
    } cases[] = {
        {NULL, "1980-01-01T00:00:00Z"},         {"", "1980-01-01T00:00:00Z"},
        {"0", "1980-01-01T00:00:00Z"},          {"315532800", "1980-01-01T00:00:00Z"},
        {"1600000001", "2020-09-13T12:26:41Z"}, {"1600000001x", "1980-01-01T00:00:00Z"},
        {"-5", "1980-01-01T00:00:00Z"},         {"99999999999999999999999", "2107-12-31T23:59:58Z"},
    };
    jr_arena *arena = jr_arena_create();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        if (cases[i].value)
            setenv("SOURCE_DATE_EPOCH", cases[i].value, 1);
        else
            unsetenv("SOURCE_DATE_EPOCH");
        const jr_str time = jr_package_time(arena);
        assert_string_equal(time.p, cases[i].time);
    }
    jr_arena_destroy(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(time_of_packages_comes_from_the_environment_or_is_1980),
    };
    return RUN_TESTS(tests);
}
