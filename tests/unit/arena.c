/* SPDX-License-Identifier: MIT */
#include "test.h"

#include <setjmp.h>
#include <stdalign.h>

#include <jerome/arena.h>

static void memory_is_zeroed_aligned_and_apart(void **state)
{
    (void)state;
    jr_arena *a = jr_arena_create();
    unsigned char *last = NULL;
    for (size_t n = 1; n < 3000; n += 7) {
        unsigned char *p = jr_arena_alloc(a, 1, n);
        assert_int_equal((uintptr_t)p % alignof(max_align_t), 0);
        for (size_t i = 0; i < n; i++)
            assert_int_equal(p[i], 0);
        memset(p, 0xAA, n);
        assert_true(p != last);
        last = p;
        jr_arena_copy(a, JR_STR("odd")); /* leaves the next one unaligned */
    }
    jr_arena_destroy(a);
}

static void content_stays_while_the_arena_grows(void **state)
{
    (void)state;
    enum { COUNT = 5000 };
    jr_arena *a = jr_arena_create();
    jr_str *all = jr_arena_array(a, jr_str, COUNT);
    for (unsigned i = 0; i < COUNT; i++)
        all[i] = jr_arena_printf(a, "number %u", i);
    for (unsigned i = 0; i < COUNT; i++) {
        char want[32];
        snprintf(want, sizeof want, "number %u", i);
        assert_string_equal(all[i].p, want); /* a NUL follows */
        assert_int_equal(all[i].n, strlen(want));
    }
    assert_true(jr_arena_size(a) >= COUNT * sizeof(jr_str));
    jr_arena_destroy(a);
}

static void large_blocks_do_not_waste_the_current_one(void **state)
{
    (void)state;
    jr_arena *a = jr_arena_create();
    for (size_t i = 0; i < 100; i++) {
        memset(jr_arena_alloc(a, 1, 100000), 1, 100000);
        jr_arena_alloc(a, 1, 16);
    }
    assert_true(jr_arena_size(a) < 100 * 100000 + 200000);
    jr_arena_destroy(a);
}

static void copies_are_independent_and_end_in_nul(void **state)
{
    (void)state;
    jr_arena *a = jr_arena_create();
    char text[] = "a\0b";
    const jr_str copy = jr_arena_copy(a, (jr_str){text, 3});
    text[0] = 'x';
    assert_str(copy, "a\0b");
    assert_int_equal(copy.p[3], 0);
    assert_string_equal(jr_arena_copy(a, (jr_str){NULL, 0}).p, "");
    assert_str(jr_arena_printf(a, "%d %s", 7, "x"), "7 x");
    const jr_str long_text = jr_arena_printf(a, "%*s%s", 5000, "x", "y");
    assert_int_equal(long_text.n, 5001);
    assert_string_equal(long_text.p + 4998, " xy");
    jr_arena_destroy(a);
    jr_arena_destroy(NULL);
}

static jmp_buf no_memory;
static size_t wanted;

static void escape(size_t size)
{
    wanted = size;
    longjmp(no_memory, 1);
}

static void impossible_sizes_reach_the_handler(void **state)
{
    (void)state;
    jr_arena *a = jr_arena_create();
    jr_set_oom_handler(escape);
    if (setjmp(no_memory) == 0) {
        jr_arena_alloc(a, SIZE_MAX / 2, 4); /* the product overflows */
        fail();
    }
    assert_int_equal(wanted, SIZE_MAX);
    if (setjmp(no_memory) == 0) {
        jr_arena_alloc(a, 1, SIZE_MAX - 4);
        fail();
    }
    assert_int_equal(wanted, SIZE_MAX - 4);
    jr_set_oom_handler(NULL);
    jr_arena_destroy(a);
}

static void memory_is_zeroed_again_after_a_reset(void **state)
{
    (void)state;
    jr_arena *a = jr_arena_create();
    jr_arena_reset(a); /* nothing yet */
    for (size_t round = 0; round < 3; round++) {
        for (size_t n = 1; n < 400000; n *= 3) {
            unsigned char *p = jr_arena_alloc(a, n, 1);
            for (size_t i = 0; i < n; i++)
                assert_int_equal(p[i], 0);
            memset(p, 0xFF, n);
        }
        const size_t full = jr_arena_size(a);
        jr_arena_reset(a);
        assert_true(jr_arena_size(a) > 0 && jr_arena_size(a) < full);
        if (round == 1)
            jr_arena_release(a);
        assert_true((jr_arena_size(a) == 0) == (round == 1));
    }
    jr_arena_destroy(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(memory_is_zeroed_aligned_and_apart),        TEST(content_stays_while_the_arena_grows),
        TEST(large_blocks_do_not_waste_the_current_one), TEST(copies_are_independent_and_end_in_nul),
        TEST(impossible_sizes_reach_the_handler),        TEST(memory_is_zeroed_again_after_a_reset),
    };
    return RUN_TESTS(tests);
}
