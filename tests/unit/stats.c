/* SPDX-License-Identifier: MIT */
#include "test.h"

#include "app/stats.h"
#include "app/stats_text.h"

static void put(jr_buf *out, const char *page, const char *target, const jr_counted *counted, size_t n)
{
    jr_stats_put_part(&(jr_stats_part){.bilingual = target[0] != '\0',
                                       .page = jr_str_from(page),
                                       .source_lang = JR_STR("en"),
                                       .target_lang = jr_str_from(target),
                                       .units = 7,
                                       .counted = counted,
                                       .n = n},
                      out);
}

static const jr_counted two[] = {
    {.key = {"aa", 2}, .known = JR_BAND_NEW, .count = {.segments = 1, .words = 5, .characters = 20, .spaces = 4}},
    {.key = {"bb", 2}, .known = JR_BAND_EXACT, .state = JR_STATE_FINAL, .count = {.segments = 1, .words = 3}},
};

static void what_was_counted_is_read_again(void **state)
{
    (void)state;
    jr_arena *arena = jr_arena_create();
    jr_buf out = {0};
    jr_stats_part part;
    size_t at = 0;
    put(&out, "a 3 page\n\".md", "de", two, 2);
    assert_true(jr_stats_read_part(jr_buf_str(&out), &at, arena, &part));
    assert_int_equal(at, out.n);
    assert_str(part.page, "a 3 page\n\".md");
    assert_str(part.target_lang, "de");
    assert_true(part.bilingual);
    assert_int_equal(part.units, 7);
    assert_int_equal(part.n, 2);
    assert_str(part.counted[1].key, "bb");
    assert_int_equal(part.counted[1].known, JR_BAND_EXACT);
    assert_int_equal(part.counted[1].state, JR_STATE_FINAL);
    assert_memory_equal(&part.counted[0].count, &two[0].count, sizeof two[0].count);
    jr_buf_free(&out);
    jr_arena_destroy(arena);
}

static void nothing_else_is_taken(void **state)
{
    (void)state;
    static const jr_str wrong[] = {
        JR_STR_INIT("x"), JR_STR_INIT("2 0  0  0  0 0 \n"), JR_STR_INIT("0 9 a 0  0  0 0 \n"),
        JR_STR_INIT("0 0  0  0  0 99999999999999999999 \n"), JR_STR_INIT("0 0  0  0  0 3 \n")};
    jr_stats *stats = jr_stats_create();
    jr_buf out = {0};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(jr_stats_add(stats, JR_STR("a.md"), wrong[i]));
    put(&out, "a.md", "de", two, 2);
    for (size_t n = 1; n < out.n; n++)
        assert_false(jr_stats_add(stats, JR_STR("a.md"), jr_str_sub(jr_buf_str(&out), 0, n)));
    assert_null(jr_stats_rows(stats));
    assert_true(jr_stats_add(stats, JR_STR("a.md"), jr_buf_str(&out)));
    assert_non_null(jr_stats_rows(stats));
    jr_buf_free(&out);
    jr_stats_destroy(stats);
}

static void sums_see_what_is_repeated_in_one_language(void **state)
{
    (void)state;
    jr_stats *stats = jr_stats_create();
    jr_buf german = {0}, french = {0};
    put(&german, "a.md", "de", two, 2);
    put(&french, "a.md", "fr", two, 2);
    assert_true(jr_stats_add(stats, JR_STR("1"), jr_buf_str(&german)));
    assert_true(jr_stats_add(stats, JR_STR("2"), jr_buf_str(&french)));
    put(&german, "b.md", "de", two, 2);
    assert_true(jr_stats_add(stats, JR_STR("3"), jr_buf_str(&german)));
    const jr_stats_row *row = jr_stats_rows(stats);
    for (size_t i = 0; row; row = row->next, i++) {
        assert_int_equal(row->tally.bands[JR_BAND_NEW].words, i < 2 ? 5 : 0);
        assert_int_equal(row->tally.bands[JR_BAND_ELSEWHERE].words, i < 2 ? 0 : 5);
        assert_int_equal(row->tally.bands[JR_BAND_EXACT].words, 3);
        assert_int_equal(row->tally.states[JR_STATE_FINAL].words, 3);
    }
    jr_buf_free(&german);
    jr_buf_free(&french);
    jr_stats_destroy(stats);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_was_counted_is_read_again),
        TEST(nothing_else_is_taken),
        TEST(sums_see_what_is_repeated_in_one_language),
    };
    return RUN_TESTS(tests);
}
