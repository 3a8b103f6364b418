/* SPDX-License-Identifier: MIT */
#include "test.h"

#include <string.h>

#include "memory/memory_parts.h"

/* Text with codes as <1>, </1>, <1/>. */
static jr_inlines inlines(const char *text, jr_arena *arena)
{
    const jr_str s = jr_arena_copy(arena, jr_str_from(text));
    jr_inline *items = jr_arena_array(arena, jr_inline, s.n + 1);
    size_t n = 0, open[10], depth = 0;
    for (size_t at = 0; at < s.n;) {
        jr_inline *in = &items[n];
        in->pair = JR_NO_PAIR;
        if (s.p[at] != '<') {
            const size_t end = jr_str_find(s, at, '<');
            in->text = jr_str_sub(s, at, end);
            at = end;
            n++;
            continue;
        }
        const size_t end = jr_str_find(s, at, '>');
        in->kind = s.p[at + 1] == '/' ? JR_PIECE_CLOSE : s.p[end - 1] == '/' ? JR_PIECE_CODE : JR_PIECE_OPEN;
        in->number = (uint32_t)(s.p[at + 1 + (in->kind == JR_PIECE_CLOSE)] - '0');
        in->original = jr_str_sub(s, at, end + 1);
        if (in->kind == JR_PIECE_OPEN)
            open[depth++] = n;
        if (in->kind == JR_PIECE_CLOSE) {
            in->pair = open[--depth];
            items[in->pair].pair = n;
        }
        at = end + 1;
        n++;
    }
    return (jr_inlines){items, n};
}

static jr_str key(const char *text, jr_arena *arena)
{
    const jr_inlines in = inlines(text, arena);
    return jr_memory_key(&in, arena);
}

struct fixture {
    jr_arena *arena;
    jr_memory *memory;
    jr_matches found;
};

static int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    f->arena = jr_arena_create();
    f->memory = jr_memory_create();
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    jr_memory_destroy(f->memory);
    jr_arena_destroy(f->arena);
    free(f);
    return 0;
}

static jr_pair pair_of(struct fixture *f, const char *source, const char *target, const char *date)
{
    return (jr_pair){.source = inlines(source, f->arena),
                     .target = inlines(target, f->arena),
                     .date = jr_str_from(date),
                     .state = JR_STATE_TRANSLATED};
}

static void add(struct fixture *f, const char *source, const char *target, const char *date)
{
    const jr_pair pair = pair_of(f, source, target, date);
    jr_memory_add(f->memory, &pair);
}

/* What is found, as "score[c] target" each. */
static const char *find_at(struct fixture *f, const char *text, const char *before, const char *behind, uint32_t least)
{
    jr_memory_find(f->memory, key(text, f->arena), key(before, f->arena), key(behind, f->arena), least, 10, f->arena,
                   &f->found);
    jr_buf out = {0};
    for (size_t i = 0; i < f->found.n; i++) {
        const jr_match *match = &f->found.items[i];
        jr_printf(&out, "%s%u%s ", i ? ", " : "", (unsigned)match->score, match->in_context ? "c" : "");
        for (size_t k = 0; k < match->pair->target.n; k++) {
            const jr_inline *in = &match->pair->target.items[k];
            if (in->kind == JR_PIECE_TEXT)
                jr_put(&out, in->text);
            else
                jr_printf(&out, "{%u}", (unsigned)in->number);
        }
    }
    jr_putc(&out, '\0');
    return jr_buf_take(&out, f->arena).p;
}

static const char *find(struct fixture *f, const char *text, uint32_t least)
{
    return find_at(f, text, "", "", least);
}

/* ---- Keys and scores ---- */

static void test_keys_have_white_space_normalised_and_codes_by_kind(void **state)
{
    struct fixture *f = *state;
    assert_str(key("  a\t b\n", f->arena), "a b");
    assert_str(key("a <1>b</1> <2/>", f->arena), "a \xEE\x80\x80"
                                                 "b\xEE\x80\x81 \xEE\x80\x82");
    assert_str(key("<9/> a", f->arena), "\xEE\x80\x82 a");
    const jr_piece pieces[] = {{.kind = JR_PIECE_OPEN, .number = 7}, {.text = JR_STR("a ")}, {.kind = JR_PIECE_CLOSE}};
    assert_str(jr_memory_key_of(pieces, 3, f->arena), "\xEE\x80\x80"
                                                      "a \xEE\x80\x81");
}

static void test_scores(void **state)
{
    struct fixture *f = *state;
    static const struct {
        const char *a, *b;
        unsigned score;
    } table[] = {
        {"Click the button.", "Click the button.", 100},
        {"Click the button.", "Click the link.", 75}, /* of four words, the full stop being one, three */
        {"Click the button.", "Click the big button.", 80},
        {"Click the button.", "Click the button", 75},
        {"a b c d", "d c b a", 0},
        {"a b", "c d", 0},
        {"one <1>two</1> three", "one two three", 60}, /* each end of a code is a word */
        {"one <1/> two", "one <2/> two", 100},
        {"well-known", "well - known", 99}, /* the same words, not the same text */
        {"click the button.", "Click the button.", 75},
        {"don't", "dont", 0},
        {"\xE6\x97\xA5\xE6\x9C\xAC\xE8\xAA\x9E\xE3\x82\x92", "\xE6\x97\xA5\xE6\x9C\xAC\xE3\x82\x92",
         75}, /* characters */
        {"\xE0\xB9\x84\xE0\xB8\x97\xE0\xB8\xA2", "\xE0\xB9\x84\xE0\xB8\x97", 66},
        {"\xD0\x94\xD0\xB0 \xD0\xBD\xD0\xB5\xD1\x82", "\xD0\x94\xD0\xB0", 50}, /* Cyrillic words */
        {"caf\xC3\xA9 x", "cafe x", 50},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        for (int turn = 0; turn < 2; turn++) {
            jr_memory_destroy(f->memory);
            f->memory = jr_memory_create();
            add(f, turn ? table[i].a : table[i].b, "T", "");
            find(f, turn ? table[i].b : table[i].a, 1);
            const unsigned score = f->found.n ? (unsigned)f->found.items[0].score : 0;
            if (score != table[i].score)
                fail_msg("\"%s\" and \"%s\": %u, not %u", table[i].a, table[i].b, score, table[i].score);
        }
}

/* ---- What is found, in which order ---- */

static void test_same_neighbours_come_first_then_the_newest(void **state)
{
    struct fixture *f = *state;
    add(f, "Next", "first", "");
    add(f, "Next", "old", "20200101T000000Z");
    add(f, "Next", "new", "20210101T000000Z");
    jr_pair pair = pair_of(f, "Next", "here", "20190101T000000Z");
    pair.before = key("A <1>b</1>", f->arena);
    pair.behind = JR_STR("C");
    jr_memory_add(f->memory, &pair);
    add(f, "Next step", "near", "");
    assert_string_equal(find_at(f, "Next", "A  <2>b</2>", "C", 100), "100c here, 100 new, 100 old, 100 first");
    assert_string_equal(find_at(f, "Next", "A", "C", 100), "100 new, 100 old, 100 here, 100 first");
    assert_string_equal(find_at(f, "Next", "", "", 50), "100 new, 100 old, 100 here, 100 first, 50 near");
}

static void test_same_pair_is_kept_once_with_its_newest_date(void **state)
{
    struct fixture *f = *state;
    add(f, "A <1>b</1>", "B <1>c</1>", "20200101T000000Z");
    add(f, "A <1>b</1>", "other", "20210101T000000Z");
    add(f, " A  <1>b</1>", "B <1>c</1>", "20220101T000000Z");
    add(f, "A <2>b</2>", "B <2>c</2>", "20190101T000000Z");
    assert_int_equal(jr_memory_count(f->memory), 3);
    assert_string_equal(find(f, "A <1>b</1>", 100), "100 B {1}c{1}, 100 other, 100 B {1}c{1}");
    assert_str(f->found.items[0].pair->date, "20220101T000000Z");
}

static void test_pair_comes_back_as_it_was(void **state)
{
    struct fixture *f = *state;
    jr_pair pair = pair_of(f, "A <3/> <5>b</5>", "<5>c</5><7/>", "20261122T101500Z");
    pair.unit = JR_STR("u1");
    pair.origin = JR_STR("x.tmx");
    pair.state = JR_STATE_FINAL;
    pair.unsure = true;
    jr_memory_add(f->memory, &pair);
    assert_string_equal(find(f, "A <1/> <2>b</2>", 100), "100 {2}c{2}{3}");
    const jr_pair *got = f->found.items[0].pair;
    assert_str(got->unit, "u1");
    assert_str(got->origin, "x.tmx");
    assert_int_equal(got->state, JR_STATE_FINAL);
    assert_true(got->unsure);
    assert_int_equal(got->source.n, 6);
    assert_str(got->source.items[1].original, "<3/>");
    assert_int_equal(got->source.items[3].pair, 5);
    assert_int_equal(got->source.items[1].pair, JR_NO_PAIR);
}

static void test_nothing_is_found_where_nothing_is(void **state)
{
    struct fixture *f = *state;
    assert_string_equal(find(f, "A", 1), "");
    add(f, " ", "x", "");
    add(f, "x", "", "");
    assert_int_equal(jr_memory_count(f->memory), 0);
    add(f, "A", "x", "");
    assert_string_equal(find(f, "", 1), "");
    assert_string_equal(find(f, "B", 1), "");
    assert_string_equal(find(f, "A", 100), "100 x");
}

static void test_many_translations_of_one_text_are_bounded(void **state)
{
    struct fixture *f = *state;
    for (int i = 0; i < 1000; i++) {
        char target[20];
        snprintf(target, sizeof target, "t%d", i);
        add(f, "A", target, "");
    }
    assert_int_equal(jr_memory_count(f->memory), 256);
}

/* ---- Against brute force ---- */

static uint64_t seed = 1;

static size_t random_below(size_t n)
{
    seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (size_t)(seed >> 33) % n;
}

/* Some words, in every other text common ones more often. */
static const char *random_text(struct fixture *f, size_t longest, size_t words)
{
    jr_buf out = {0};
    const size_t n = 1 + random_below(longest);
    const bool even = random_below(2);
    for (size_t i = 0; i < n; i++) {
        const size_t word = even ? random_below(words) : random_below(1 + random_below(1 + random_below(words)));
        jr_printf(&out, "%sw%zu%s", i ? " " : "", word, random_below(8) ? "" : ",");
    }
    jr_putc(&out, '\0');
    return jr_buf_take(&out, f->arena).p;
}

static size_t words_of(jr_str text, uint32_t *words, jr_pool *pool)
{
    size_t n = 0;
    jr_str word;
    for (size_t at = 0; jr_memory_next_word(text, &at, &word);)
        words[n++] = jr_pool_add(pool, word, NULL);
    return n;
}

/* Levenshtein's distance by its table. */
static size_t slow_distance(const uint32_t *a, size_t n, const uint32_t *b, size_t m)
{
    size_t row[1000];
    for (size_t j = 0; j <= m; j++)
        row[j] = j;
    for (size_t i = 1; i <= n; i++) {
        size_t corner = row[0];
        row[0] = i;
        for (size_t j = 1; j <= m; j++) {
            size_t least = corner + (a[i - 1] != b[j - 1]);
            corner = row[j];
            least = least < corner + 1 ? least : corner + 1;
            row[j] = least < row[j - 1] + 1 ? least : row[j - 1] + 1;
        }
    }
    return row[m];
}

static void test_words_that_are_not_known_are_like_none(void **state)
{
    struct fixture *f = *state;
    for (uint32_t word = 0; word < 2000; word++) {
        const uint32_t pattern[] = {MEMORY_NONE, word, MEMORY_NONE, 5000}, text[] = {word, 6000, word, 7000};
        const size_t d = jr_distance(jr_distance_pattern(pattern, 4, f->arena), text, 4);
        assert_int_equal(d, slow_distance(pattern, 4, text, 4));
    }
}

static void check_against_brute_force(struct fixture *f, size_t texts, size_t longest, int rounds)
{
    const char **sources = jr_arena_array(f->arena, const char *, texts);
    for (size_t i = 0; i < texts; i++) {
        sources[i] = random_text(f, longest, 30);
        add(f, sources[i], sources[i], "");
    }
    jr_pool pool = {0};
    for (int round = 0; round < rounds; round++) {
        uint32_t a[1000], b[1000], wanted = 0;
        const jr_str query = jr_str_from(random_text(f, longest, 40)); /* some are new */
        const uint32_t least = 50 + (uint32_t)random_below(51);
        const size_t n = words_of(query, a, &pool);
        jr_memory_find(f->memory, query, JR_STR(""), JR_STR(""), least, texts, f->arena, &f->found);
        jr_str last = {0};
        for (size_t i = 0; i < texts; i++) {
            const jr_str source = jr_str_from(sources[i]);
            const size_t m = words_of(source, b, &pool), d = slow_distance(a, n, b, m);
            assert_int_equal(d, slow_distance(b, m, a, n));
            bool again = false;
            for (size_t k = 0; k < i && !again; k++)
                again = strcmp(sources[k], sources[i]) == 0;
            wanted += !again && jr_memory_score(d, n, m) >= least;
        }
        assert_int_equal(f->found.n, wanted);
        for (size_t i = 0; i < f->found.n; i++) {
            const jr_str source = f->found.items[i].pair->source.items[0].text;
            const size_t m = words_of(source, b, &pool);
            uint32_t score = jr_memory_score(slow_distance(a, n, b, m), n, m);
            if (score == 100 && !jr_str_eq(source, query))
                score = 99;
            assert_int_equal(f->found.items[i].score, score);
            assert_true(i == 0 || f->found.items[i - 1].score >= score);
            assert_false(jr_str_eq(source, last));
            last = source;
        }
        /* With less room: the best of them. */
        jr_matches few;
        jr_memory_find(f->memory, query, JR_STR(""), JR_STR(""), least, 3, f->arena, &few);
        assert_int_equal(few.n, wanted < 3 ? wanted : 3);
        for (size_t i = 0; i < few.n; i++)
            assert_true(
                jr_str_eq(few.items[i].pair->source.items[0].text, f->found.items[i].pair->source.items[0].text));
    }
    jr_pool_free(&pool);
}

static void test_no_match_is_lost_and_none_invented(void **state)
{
    check_against_brute_force(*state, 1000, 7, 1000);
}

static void test_no_match_of_long_texts_is_lost(void **state)
{
    check_against_brute_force(*state, 60, 400, 40);
}

static void test_texts_of_too_many_words_are_found_only_when_the_same(void **state)
{
    struct fixture *f = *state;
    jr_buf out = {0};
    for (int i = 0; i < 2001; i++)
        jr_printf(&out, "w%d ", i);
    jr_putc(&out, '\0');
    const char *text = jr_buf_take(&out, f->arena).p;
    add(f, text, "long", "");
    add(f, "w1", "short", "");
    assert_string_equal(find(f, text, 1), "100 long");
    assert_string_equal(find(f, "w1 w2", 1), "50 short");
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        CASE(test_keys_have_white_space_normalised_and_codes_by_kind),
        CASE(test_scores),
        CASE(test_same_neighbours_come_first_then_the_newest),
        CASE(test_same_pair_is_kept_once_with_its_newest_date),
        CASE(test_pair_comes_back_as_it_was),
        CASE(test_nothing_is_found_where_nothing_is),
        CASE(test_many_translations_of_one_text_are_bounded),
        CASE(test_words_that_are_not_known_are_like_none),
        CASE(test_no_match_is_lost_and_none_invented),
        CASE(test_no_match_of_long_texts_is_lost),
        CASE(test_texts_of_too_many_words_are_found_only_when_the_same),
    };
    return RUN_TESTS(tests);
}
