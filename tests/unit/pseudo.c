/* SPDX-License-Identifier: MIT */
#include "test.h"

#include <jerome/pseudo.h>

static jr_str made(const char *lang, bool rtl, const char *text, jr_arena *arena)
{
    const jr_piece piece = {.kind = JR_PIECE_TEXT, .text = jr_str_from(text)};
    const jr_pseudo pseudo = {jr_str_from(lang), rtl};
    const jr_inlines got = jr_pseudo_text(&pseudo, &piece, 1, false, arena);
    assert_int_equal(got.n, 1);
    return got.items[0].text;
}

/* Texts in Hebrew are a tenth shorter than in English: no words are added, and some vowels are left out. */
static void letters_get_accents_and_brackets(void **state)
{
    (void)state;
    jr_arena *arena = jr_arena_create();
    assert_str(made("he", false, "The quick brown fox, 42.", arena), "⟦Ţĥé ɋüçķ ƀŕöŵñ ƒẋ, 42.⟧");
    assert_str(made("he", false, "Größe", arena), "⟦Ĝŕößé⟧");
    assert_str(made("he-IL", true, "Save it", arena), "⟦שאוע ית⟧");
    jr_arena_destroy(arena);
}

static void placeholders_and_addresses_stay(void **state)
{
    (void)state;
    jr_arena *arena = jr_arena_create();
    assert_str(made("he", false, "{0} of {name}, %s and %1$s, $(var), ${var}, %PATH%, 5%", arena),
               "⟦{0} öƒ {name}, %s áñð %1$s, $(var), ${var}, %PATH%, 5%⟧");
    assert_str(made("he", false, "see https://a.example/b?c=d.", arena), "⟦š https://a.example/b?c=d.⟧");
    jr_arena_destroy(arena);
}

static size_t length(const char *lang, const char *text, jr_arena *arena)
{
    return jr_utf8_length(made(lang, false, text, arena));
}

static void texts_grow_and_shrink_as_in_the_language(void **state)
{
    (void)state;
    static const char *const text =
        "Select the devices that you want to add, then wait until all of them are listed, and go on.";
    jr_arena *arena = jr_arena_create();
    const size_t n = strlen(text);
    assert_true(length("de-DE", text, arena) >= n * 126 / 100 && length("de-DE", text, arena) <= n * 126 / 100 + 10);
    assert_true(length("fr", text, arena) < length("de", text, arena));
    assert_true(length("tlh", text, arena) >= n * 130 / 100); /* not known */
    assert_true(length("zh-CN", text, arena) < n * 9 / 10);
    assert_true(length("ja", text, arena) < n);
    /* Short texts grow more. */
    assert_true(length("de", "Add it", arena) >= 12);
    assert_str(made("de", false, "OK", arena), "⟦ÖĶ öñé⟧");
    assert_str(made("zh", false, "idea area", arena), "⟦îð áŕ⟧");
    jr_arena_destroy(arena);
}

static void codes_stay_and_spaces_are_outside(void **state)
{
    (void)state;
    const jr_piece pieces[] = {
        {.kind = JR_PIECE_CODE, .type = JR_CODE_IMAGE, .number = 1, .text = JR_STR("![](a.png)")},
        {.kind = JR_PIECE_TEXT, .text = JR_STR(" ")},
        {.kind = JR_PIECE_OPEN, .type = JR_CODE_BOLD, .number = 2, .text = JR_STR("**")},
        {.kind = JR_PIECE_TEXT, .text = JR_STR(" Run ")},
        {.kind = JR_PIECE_CODE, .type = JR_CODE_CODE, .number = 3, .text = JR_STR("`x`")},
        {.kind = JR_PIECE_CLOSE, .type = JR_CODE_BOLD, .number = 2, .text = JR_STR("**")},
        {.kind = JR_PIECE_TEXT, .text = JR_STR(" at ")},
        {.kind = JR_PIECE_CODE, .type = JR_CODE_ADDRESS, .number = 4, .text = JR_STR("www.a.example")},
        {.kind = JR_PIECE_TEXT, .text = JR_STR(".")},
    };
    enum { N = sizeof pieces / sizeof *pieces };
    jr_arena *arena = jr_arena_create();
    const jr_pseudo pseudo = {JR_STR_INIT("he"), false};
    const jr_inlines got = jr_pseudo_text(&pseudo, pieces, N, false, arena);
    assert_int_equal(got.n, N);
    for (size_t i = 0; i < N; i++) {
        assert_int_equal(got.items[i].kind, pieces[i].kind);
        assert_int_equal(got.items[i].number, pieces[i].number);
    }
    assert_str(got.items[1].text, " ");
    assert_str(got.items[3].text, " ⟦Ŕñ ");
    assert_str(got.items[6].text, " áţ ");
    assert_str(got.items[8].text, ". ⟧"); /* or the address would go on */
    assert_int_equal(got.items[2].pair, 5);
    assert_int_equal(got.items[5].pair, 2);
    jr_arena_destroy(arena);
}

static void each_value_of_a_list_has_brackets(void **state)
{
    (void)state;
    const jr_piece pieces[] = {
        {.kind = JR_PIECE_TEXT, .text = JR_STR("one")},
        {.kind = JR_PIECE_CODE, .type = JR_CODE_SEPARATOR, .number = 1, .text = JR_STR(", ")},
        {.kind = JR_PIECE_TEXT, .text = JR_STR("two")},
    };
    jr_arena *arena = jr_arena_create();
    const jr_pseudo pseudo = {JR_STR_INIT("he"), false};
    const jr_inlines got = jr_pseudo_text(&pseudo, pieces, 3, true, arena);
    assert_int_equal(got.n, 3);
    assert_str(got.items[0].text, "⟦öñé⟧");
    assert_str(got.items[2].text, "⟦ţŵö⟧");
    jr_arena_destroy(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(letters_get_accents_and_brackets),         TEST(placeholders_and_addresses_stay),
        TEST(texts_grow_and_shrink_as_in_the_language), TEST(codes_stay_and_spaces_are_outside),
        TEST(each_value_of_a_list_has_brackets),
    };
    return RUN_TESTS(tests);
}
