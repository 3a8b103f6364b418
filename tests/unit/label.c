/* SPDX-License-Identifier: MIT */
#include "test.h"

#include <jerome/ast.h>
#include <jerome/label.h>

static void alerts_are_called_as_in_the_language(void **state)
{
    (void)state;
    assert_str(jr_alert_label(JR_STR("en-US"), JR_ALERT_NOTE), "Note");
    assert_str(jr_alert_label(JR_STR("de-DE"), JR_ALERT_NOTE), "Hinweis");
    assert_str(jr_alert_label(JR_STR("de-AT"), JR_ALERT_CAUTION), "Achtung");
    assert_str(jr_alert_label(JR_STR("FR-fr"), JR_ALERT_WARNING), "Avertissement");
    assert_str(jr_alert_label(JR_STR("it"), JR_ALERT_TIP), "Suggerimento");
    assert_str(jr_alert_label(JR_STR("sv-SE"), JR_ALERT_IMPORTANT), "Viktigt");
    assert_str(jr_label(JR_STR("de"), JR_LABEL_INCLUDE), "Eingebundener Text fehlt");
}

static void script_and_region_choose_the_row(void **state)
{
    (void)state;
    assert_str(jr_label(JR_STR("zh-CN"), JR_LABEL_NOTE), "备注");
    assert_str(jr_label(JR_STR("zh"), JR_LABEL_NOTE), "备注");
    assert_str(jr_label(JR_STR("zh-TW"), JR_LABEL_NOTE), "備註");
    assert_str(jr_label(JR_STR("zh-Hant-HK"), JR_LABEL_NOTE), "備註");
    assert_str(jr_label(JR_STR("zh-Hans-TW"), JR_LABEL_NOTE), "备注");
    assert_str(jr_label(JR_STR("pt-BR"), JR_LABEL_TIP), "Dica");
    assert_str(jr_label(JR_STR("pt-PT"), JR_LABEL_TIP), "Sugestão");
    assert_str(jr_label(JR_STR("sr-Latn-RS"), JR_LABEL_TIP), "Savet");
    assert_str(jr_label(JR_STR("sr-Cyrl-RS"), JR_LABEL_TIP), "Савет");
    assert_str(jr_label(JR_STR("no-NO"), JR_LABEL_TIP), "Tips");
    assert_str(jr_label(JR_STR("pt-x-PT"), JR_LABEL_TIP), "Dica");
}

static void other_languages_read_english(void **state)
{
    (void)state;
    assert_str(jr_label(JR_STR("tlh"), JR_LABEL_CONTENTS), "Contents");
    assert_str(jr_label(JR_STR(""), JR_LABEL_CONTENTS), "Contents");
    assert_str(jr_label(JR_STR("denmark"), JR_LABEL_CONTENTS), "Contents");
}

static void every_label_of_every_language_is_legal_text(void **state)
{
    (void)state;
    static const char *const tags[] = {"en", "de",      "fr",    "it", "sv", "zh-Hans", "zh-Hant", "ja", "ko", "pl",
                                       "es", "pt",      "pt-PT", "nl", "da", "nb",      "fi",      "cs", "hu", "ru",
                                       "uk", "tr",      "el",    "he", "ar", "ro",      "bg",      "hr", "sk", "sl",
                                       "sr", "sr-Latn", "et",    "lv", "lt", "vi",      "th",      "id", "ca"};
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
        for (int id = 0; id < JR_LABEL_COUNT; id++) {
            const jr_str s = jr_label(jr_str_from(tags[i]), (jr_label_id)id);
            assert_true(s.n > 0);
            assert_int_equal(jr_utf8_valid(s), s.n);
            if (i > 0 && id == JR_LABEL_INCLUDE)
                assert_false(jr_str_eq(s, jr_label(JR_STR("en"), JR_LABEL_INCLUDE)));
        }
}

static void well_formed_tags_are_valid(void **state)
{
    (void)state;
    /* RFC 5646, appendix A */
    static const char *const tags[] = {
        "de",
        "fr",
        "ja",
        "zh-Hant",
        "sr-Cyrl",
        "zh-cmn-Hans-CN",
        "cmn-Hans-CN",
        "zh-yue-HK",
        "zh-Hans-CN",
        "sr-Latn-RS",
        "sl-rozaj",
        "sl-rozaj-biske",
        "sl-nedis",
        "de-CH-1901",
        "sl-IT-nedis",
        "hy-Latn-IT-arevela",
        "de-DE",
        "en-US",
        "es-419",
        "de-CH-x-phonebk",
        "az-Arab-x-AZE-derbend",
        "x-whatever",
        "qaa-Qaaa-QM-x-southern",
        "de-Qaaa",
        "en-US-u-islamcal",
        "zh-CN-a-myext-x-private",
        "en-a-myext-b-another",
        "abcd",
        "abcdefgh",
        "zh-min-nan",
        "x-a-b",
        "EN-us",
        "de-1996",
    };
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
        if (!jr_lang_valid(jr_str_from(tags[i])))
            fail_msg("%s is well-formed", tags[i]);
}

static void other_tags_are_not(void **state)
{
    (void)state;
    static const char *const tags[] = {
        "",
        "-",
        "d",
        "de-",
        "-de",
        "de--DE",
        "de_DE",
        "de-419-DE",
        "a-DE",
        "x",
        "x-",
        "en-a",
        "en-x",
        "en-a-x-b",
        "englishes",
        "de-DE-Latn",
        "en-US-GB",
        "12",
        "e1",
        "de DE",
        "de-abcdefghi",
        "zh-aaa-bbb-ccc-ddd",
        "abcd-abc",
        "i-klingon",
        "en-\xC3\xA4",
    };
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
        if (jr_lang_valid(jr_str_from(tags[i])))
            fail_msg("%s is not well-formed", tags[i]);
}

static void direction_is_that_of_the_script(void **state)
{
    (void)state;
    assert_true(jr_lang_rtl(JR_STR("ar-SA")) && jr_lang_rtl(JR_STR("he")) && jr_lang_rtl(JR_STR("fa-IR")));
    assert_true(jr_lang_rtl(JR_STR("az-Arab")) && jr_lang_rtl(JR_STR("UR")));
    assert_false(jr_lang_rtl(JR_STR("de-DE")) || jr_lang_rtl(JR_STR("ar-Latn")) || jr_lang_rtl(JR_STR("arn")));
    assert_false(jr_lang_rtl(JR_STR("en-x-Arab")) || jr_lang_rtl(JR_STR("")));
}

static void chinese_japanese_and_korean_are_cjk(void **state)
{
    (void)state;
    assert_true(jr_lang_cjk(JR_STR("zh-CN")) && jr_lang_cjk(JR_STR("ja")) && jr_lang_cjk(JR_STR("KO-KR")));
    assert_true(jr_lang_cjk(JR_STR("yue-HK")) && jr_lang_cjk(JR_STR("und-Hant")));
    assert_false(jr_lang_cjk(JR_STR("de")) || jr_lang_cjk(JR_STR("zh-Latn-CN")) || jr_lang_cjk(JR_STR("kok")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(alerts_are_called_as_in_the_language), TEST(script_and_region_choose_the_row),
        TEST(other_languages_read_english),         TEST(every_label_of_every_language_is_legal_text),
        TEST(well_formed_tags_are_valid),           TEST(other_tags_are_not),
        TEST(direction_is_that_of_the_script),      TEST(chinese_japanese_and_korean_are_cjk),
    };
    return RUN_TESTS(tests);
}
