/* SPDX-License-Identifier: MIT */
#include "test.h"

#include <jerome/count.h>

#include "base/table.h"

static jr_count count(const char *lang, const jr_piece *pieces, size_t n)
{
    jr_diag *diag = jr_diag_create(NULL, NULL);
    jr_counter *counter;
    assert_true(jr_counter_open(jr_str_from(lang), diag, &counter));
    const jr_count got = jr_count_text(counter, pieces, n);
    jr_counter_close(counter);
    jr_diag_destroy(diag);
    assert_int_equal(got.segments, 1);
    return got;
}

static void expect(const char *lang, const char *text, uint64_t words, uint64_t characters, uint64_t punctuation,
                   uint64_t spaces)
{
    const jr_piece piece = {.kind = JR_PIECE_TEXT, .text = jr_str_from(text)};
    const jr_count got = count(lang, &piece, 1);
    if (got.words != words || got.characters != characters || got.punctuation != punctuation || got.spaces != spaces)
        print_error("\"%s\" has %u words, %u characters, %u of punctuation, %u of white space\n", text,
                    (unsigned)got.words, (unsigned)got.characters, (unsigned)got.punctuation, (unsigned)got.spaces);
    assert_int_equal(got.words, words);
    assert_int_equal(got.characters, characters);
    assert_int_equal(got.punctuation, punctuation);
    assert_int_equal(got.spaces, spaces);
}

static void the_sentence_of_the_standard(void **state)
{
    (void)state; /* UAX #29 §4 */
    expect("en", "The quick (\"brown\") fox can't jump 32.3 feet, right?", 9, 37, 7, 8);
    expect("en", "The quick (\u201Cbrown\u201D) fox can\u2019t jump 32.3 feet, right?", 9, 37, 7, 8);
}

static void hyphens_and_apostrophes_part_no_words(void **state)
{
    (void)state;
    expect("en", "state-of-the-art", 1, 16, 0, 0);
    expect("en", "e\u2010mail and e\u2011mail", 3, 15, 0, 2);
    expect("fr", "d'une famille d'or.", 3, 16, 1, 2);
    expect("en", "the users' files", 3, 13, 1, 2);
    /* These stand between no words. */
    expect("en", "a - b -- c -d", 4, 4, 4, 5);
    expect("en", "a--b", 2, 2, 2, 0);
    expect("en", "-", 0, 0, 1, 0);
    expect("en", "", 0, 0, 0, 0);
}

static void accents_are_no_characters_of_their_own(void **state)
{
    (void)state;
    expect("fr", "e\u0301te\u0301", 1, 3, 0, 0);
    expect("fr", "\u00E9t\u00E9", 1, 3, 0, 0);
    expect("ko", "\u1112\u1161\u11AB\u1100\u1173\u11AF", 1, 2, 0, 0);
    expect("ja", "\u304B\u3099", 0, 1, 0, 0);
    expect("en", "x\u0301\u0323", 1, 3, 0, 0); /* there is no such letter */
    /* Malformed. */
    expect("en", "a\xFF\u0301 b", 2, 4, 0, 1);
}

static void numbers_are_words(void **state)
{
    (void)state;
    expect("en", "1,234.56", 1, 6, 2, 0);
    expect("en", "$5 or 10% of 7", 5, 9, 1, 4);
    expect("en", "v2.0 of AEG321", 3, 11, 1, 2);
    expect("en", "2026-11-22", 1, 10, 0, 0);
}

static void punctuation_and_symbols_are_no_words(void **state)
{
    (void)state;
    expect("en", "a \u2013 b \u2026 c", 3, 3, 2, 4);
    expect("en", "read/write, and | or", 4, 15, 2, 3);
    expect("en", "C# \u2192 C++", 2, 5, 1, 2);
    expect("en", "a\u00A0b\u3000c", 3, 3, 0, 2);
}

static void words_of_scripts_without_spaces_come_from_characters(void **state)
{
    (void)state;
    expect("zh-CN", "\u4F60\u597D\uFF0C\u4E16\u754C\u3002", 1, 4, 2, 0);        /* 4 / 2.8 */
    expect("ja-JP", "\u3053\u3093\u306B\u3061\u306F\u4E16\u754C", 2, 7, 0, 0);  /* 7 / 3.0 */
    expect("ko-KR", "\uC548\uB155\uD558\uC138\uC694 \uC138\uACC4", 2, 7, 0, 1); /* 7 / 3.3 */
    expect("th", "\u0E2A\u0E27\u0E31\u0E2A\u0E14\u0E35", 1, 6, 0, 0);           /* 6 / 6.0 */
    expect("ZH", "\u4E2D\u6587", 1, 2, 0, 0);
    expect("zha", "ein zwei", 2, 7, 0, 1); /* Zhuang is no Chinese */
    const jr_piece piece = {.kind = JR_PIECE_TEXT, .text = JR_STR("SQL \u670D\u52A1\u5668\u3002")};
    assert_int_equal(count("zh-CN", &piece, 1).asian, 3);
    assert_int_equal(count("en-US", &piece, 1).asian, 3);
}

static void codes_are_transparent(void **state)
{
    (void)state;
    const jr_piece pieces[] = {
        {.kind = JR_PIECE_TEXT, .text = JR_STR("Start")},
        {.kind = JR_PIECE_OPEN, .type = JR_CODE_BOLD, .text = JR_STR("**"), .number = 1},
        {.kind = JR_PIECE_TEXT, .text = JR_STR("ing")},
        {.kind = JR_PIECE_CLOSE, .type = JR_CODE_BOLD, .text = JR_STR("**"), .number = 1},
        {.kind = JR_PIECE_CODE, .type = JR_CODE_CODE, .text = JR_STR("`some code`"), .number = 2},
        {.kind = JR_PIECE_TEXT, .text = JR_STR(" here")},
        {.kind = JR_PIECE_CODE, .type = JR_CODE_BREAK, .text = JR_STR("<br>"), .number = 3},
        {.kind = JR_PIECE_TEXT, .text = JR_STR("end.")},
    };
    const jr_count got = count("en", pieces, sizeof pieces / sizeof *pieces);
    assert_int_equal(got.words, 3);
    assert_int_equal(got.characters, 15);
    assert_int_equal(got.punctuation, 1);
    assert_int_equal(got.spaces, 2);
    assert_int_equal(got.codes, 3);
}

/* ---- Repetitions ---- */

static jr_tally tally(jr_counting *counting, jr_tallier *tallier, const char *const *texts, jr_arena *arena)
{
    jr_segment segments[8];
    jr_piece pieces[8];
    jr_tally got = {0};
    const jr_counted *counted;
    size_t n = 0, m;
    for (; texts[n]; n++) {
        pieces[n] = (jr_piece){.kind = JR_PIECE_TEXT, .text = jr_str_from(texts[n])};
        segments[n] = (jr_segment){&pieces[n], 1, texts[n][0] == ' '};
    }
    jr_count_segments(counting, &(jr_segments){segments, n}, NULL, arena, &counted, &m);
    jr_tally_segments(tallier, counted, m, false, &got);
    assert_int_equal(got.states[JR_STATE_INITIAL].segments, 0);
    return got;
}

static void repetitions_in_a_page_and_in_others_differ(void **state)
{
    (void)state;
    static const char *const one[] = {"Next steps", " ", "Read this", "Next steps", NULL};
    static const char *const two[] = {"Next steps", "Read that", "Read that", "Next steps", NULL};
    jr_diag *diag = jr_diag_create(NULL, NULL);
    jr_arena *arena = jr_arena_create();
    jr_counting counting = {.known = {.arena = arena}};
    jr_tallier tallier = {.seen = {.arena = arena}};
    assert_true(jr_counter_open(JR_STR("en"), diag, &counting.counter));
    const jr_tally a = tally(&counting, &tallier, one, arena), b = tally(&counting, &tallier, two, arena);
    assert_int_equal(a.bands[JR_BAND_NEW].segments, 2);
    assert_int_equal(a.bands[JR_BAND_REPEATED].segments, 1);
    assert_int_equal(a.bands[JR_BAND_ELSEWHERE].segments, 0);
    assert_int_equal(b.bands[JR_BAND_NEW].segments, 1);
    assert_int_equal(b.bands[JR_BAND_REPEATED].segments, 1);
    assert_int_equal(b.bands[JR_BAND_ELSEWHERE].segments, 2);
    assert_int_equal(jr_tally_total(&b).words, 8);
    jr_counter_close(counting.counter);
    jr_arena_destroy(arena);
    jr_diag_destroy(diag);
}

/* ---- Memory ---- */

static jr_inlines inlines(const char *text, jr_arena *arena)
{
    jr_inline *item = jr_arena_new(arena, jr_inline);
    *item = (jr_inline){.kind = JR_PIECE_TEXT, .pair = JR_NO_PAIR, .text = jr_str_from(text)};
    return (jr_inlines){item, 1};
}

static void remember(jr_memory *memory, const char *before, const char *text, const char *behind, jr_arena *arena)
{
    const jr_inlines own = inlines(text, arena), last = inlines(before, arena), next = inlines(behind, arena);
    jr_memory_add(memory, &(jr_pair){.source = own,
                                     .target = own,
                                     .before = jr_memory_key(&last, arena),
                                     .behind = jr_memory_key(&next, arena),
                                     .state = JR_STATE_FINAL});
}

static void what_a_memory_knows_is_in_its_band(void **state)
{
    (void)state;
    static const char *const page[] = {"The first text of them",
                                       "The second text of this page",
                                       "The third text is the last of this page",
                                       "Quite another thing",
                                       "Quite another thing",
                                       "The third text is the last of this pages",
                                       NULL};
    jr_diag *diag = jr_diag_create(NULL, NULL);
    jr_arena *arena = jr_arena_create();
    jr_memory *memory = jr_memory_create();
    jr_counting counting = {.memory = memory, .known = {.arena = arena}};
    jr_tallier tallier = {.seen = {.arena = arena}};
    assert_true(jr_counter_open(JR_STR("en"), diag, &counting.counter));
    remember(memory, page[0], page[1], page[2], arena);
    remember(memory, "Something else", page[2], "Something else", arena);
    const jr_tally got = tally(&counting, &tallier, page, arena);
    assert_int_equal(got.bands[JR_BAND_CONTEXT].segments, 1);
    assert_int_equal(got.bands[JR_BAND_EXACT].segments, 1);
    /* A repetition comes before fuzzy matches, and after exact ones. */
    assert_int_equal(got.bands[JR_BAND_REPEATED].segments, 1);
    assert_int_equal(got.bands[JR_BAND_FUZZY_95].segments + got.bands[JR_BAND_FUZZY_85].segments, 1);
    assert_int_equal(jr_tally_total(&got).segments, 6);
    jr_counter_close(counting.counter);
    jr_memory_destroy(memory);
    jr_arena_destroy(arena);
    jr_diag_destroy(diag);
}

/* ---- Tables ---- */

static void columns_of_a_terminal(void **state)
{
    (void)state;
    assert_int_equal(jr_columns(JR_STR("abc")), 3);
    assert_int_equal(jr_columns(JR_STR("\u00E9e\u0301")), 2);
    assert_int_equal(jr_columns(JR_STR("\u4E2D\u6587")), 4);
    assert_int_equal(jr_columns(JR_STR("\uFF71\uFF21")), 3);
}

static void tables_are_aligned(void **state)
{
    (void)state;
    jr_arena *arena = jr_arena_create();
    jr_table table = {.arena = arena};
    jr_buf out = {0};
    jr_table_start(&table, false);
    jr_table_text(&table, JR_STR("\u4E2D\u6587"));
    jr_table_number(&table, 5);
    jr_table_start(&table, true);
    jr_table_text(&table, JR_STR("a"));
    jr_table_right(&table, JR_STR("100%"));
    jr_table_put(&table, &out);
    assert_str(jr_buf_str(&out), "\u4E2D\u6587     5\n----------\na     100%\n");
    jr_buf_free(&out);
    jr_arena_destroy(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_sentence_of_the_standard),
        TEST(hyphens_and_apostrophes_part_no_words),
        TEST(accents_are_no_characters_of_their_own),
        TEST(numbers_are_words),
        TEST(punctuation_and_symbols_are_no_words),
        TEST(words_of_scripts_without_spaces_come_from_characters),
        TEST(codes_are_transparent),
        TEST(repetitions_in_a_page_and_in_others_differ),
        TEST(what_a_memory_knows_is_in_its_band),
        TEST(columns_of_a_terminal),
        TEST(tables_are_aligned),
    };
    return RUN_TESTS(tests);
}
