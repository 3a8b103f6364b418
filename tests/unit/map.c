/* SPDX-License-Identifier: MIT */
#include "test.h"

#include <jerome/map.h>

static jr_arena *arena;

static void map_keeps_the_first_value_of_each_key(void **state)
{
    (void)state;
    jr_map map = {.arena = arena};
    size_t value = 0;
    assert_false(jr_map_find(&map, JR_STR("a"), &value));
    for (size_t i = 0; i < 1000; i++)
        assert_true(jr_map_add(&map, jr_arena_printf(arena, "%zu", i), i));
    assert_false(jr_map_add(&map, JR_STR("17"), 5));
    assert_true(jr_map_add(&map, (jr_str){0}, 7));
    for (size_t i = 0; i < 1000; i++) {
        assert_true(jr_map_find(&map, jr_arena_printf(arena, "%zu", i), &value));
        assert_int_equal(value, i);
    }
    assert_true(jr_map_find(&map, JR_STR(""), &value));
    assert_int_equal(value, 7);
    assert_false(jr_map_find(&map, JR_STR("1000"), &value));
    assert_int_equal(jr_map_get(&map, JR_STR("17")), 17);
    assert_int_equal(jr_map_get(&map, JR_STR("1000")), 0);
    assert_int_equal(*jr_map_at(&map, JR_STR("17")), 17);
    assert_int_equal(*jr_map_at(&map, JR_STR("1000")), 0);
    *jr_map_at(&map, JR_STR("1000")) = 9;
    assert_int_equal(jr_map_get(&map, JR_STR("1000")), 9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(map_keeps_the_first_value_of_each_key)};
    arena = jr_arena_create();
    const int failed = RUN_TESTS(tests);
    jr_arena_destroy(arena);
    return failed;
}
