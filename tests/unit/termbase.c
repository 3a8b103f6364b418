/* SPDX-License-Identifier: MIT */
#include "test.h"

#include <jerome/label.h>

#include "terms/termbase.h"
#include "read/terms.h"

static jr_arena *arena;

static const jr_termbase *base_of(jr_str csv, const char *source, const char *target)
{
    jr_glossary *glossary = jr_arena_new(arena, jr_glossary);
    assert_true(jr_terms_csv_read(csv, 0, arena, NULL, glossary));
    return jr_termbase_build(glossary, 1, jr_str_from(source), jr_str_from(target), arena);
}

/* Terms of a text in braces, with their translations behind them. */
static void test_find(const jr_termbase *base, jr_str text, const char *want, int line)
{
    jr_buf out = {0};
    jr_term_match *matches;
    const size_t n = jr_termbase_find(base, text, arena, &matches);
    size_t at = 0;
    for (size_t i = 0; i < n; i++) {
        jr_put(&out, jr_str_sub(text, at, matches[i].begin));
        jr_printf(&out, "{%.*s", JR_FMT(jr_str_sub(text, matches[i].begin, matches[i].end)));
        for (size_t k = 0; k < matches[i].entry->n_translations; k++)
            jr_printf(&out, "|%.*s", JR_FMT(matches[i].entry->translations[k]));
        jr_putc(&out, '}');
        at = matches[i].end;
    }
    jr_put(&out, jr_str_sub(text, at, text.n));
    test_str(jr_buf_str(&out), jr_str_from(want), __FILE__, line);
    jr_buf_free(&out);
}

#define FINDS(base, text, want) test_find(base, JR_STR(text), want, __LINE__)

/* "term" for one that is missing, "-term" for one that is deprecated. */
static void test_check(const jr_termbase *base, jr_str source, jr_str target, const char *want, int line)
{
    jr_buf out = {0};
    jr_term_finding *findings;
    const size_t n = jr_termbase_check(base, source, target, arena, &findings);
    for (size_t i = 0; i < n; i++) {
        const jr_str used = findings[i].deprecated;
        jr_printf(&out, "%s%s%.*s", i ? " " : "", used.n ? "-" : "", JR_FMT(used.n ? used : findings[i].entry->term));
    }
    test_str(jr_buf_str(&out), jr_str_from(want), __FILE__, line);
    jr_buf_free(&out);
}

#define CHECKS(base, source, target, want) test_check(base, JR_STR(source), JR_STR(target), want, __LINE__)

/* ---- Source terms ---- */

static void terms_are_whole_words_and_the_longest(void **state)
{
    (void)state;
    const jr_termbase *base =
        base_of(JR_STR("en,de\nmachine,Maschine\nvirtual machine,VM\nC++,C++\n.NET,.NET\non,an"), "en", "de");
    FINDS(base, "A virtual machine is a machine.", "A {virtual machine|VM} is a {machine|Maschine}.");
    FINDS(base, "virtual\xC2\xA0 machine", "{virtual\xC2\xA0 machine|VM}");
    FINDS(base, "vir\xC2\xADtual machine", "{vir\xC2\xADtual machine|VM}");
    FINDS(base, "machinery submachine machine_1 add-on machine.exe",
          "machinery submachine machine_1 add-on machine.exe");
    FINDS(base, "machine, (machine) machine's \"machine\"",
          "{machine|Maschine}, ({machine|Maschine}) {machine|Maschine}'s \"{machine|Maschine}\"");
    FINDS(base, "C++ and .NET: on", "{C++|C++} and {.NET|.NET}: {on|an}");
    FINDS(base, "", "");
}

static void case_counts_where_a_term_has_capital_letters(void **state)
{
    (void)state;
    const jr_termbase *base = base_of(
        JR_STR("en,de,case\nteam,Team,\nTeams,Teams (P),\nIT,IT,\npost,POST,yes\nPath,Pfad,no\n"), "en-US", "de-DE");
    FINDS(base, "Team TEAM teams", "{Team|Team} {TEAM|Team} {teams|Team}");
    FINDS(base, "Use Teams with it, IT", "Use {Teams|Teams (P)} with it, {IT|IT}");
    FINDS(base, "Post. “Post a Post” post", "{Post|POST}. “{Post|POST} a Post” {post|POST}");
    FINDS(base, "path PATH", "{path|Pfad} {PATH|Pfad}");
}

static void english_plurals_are_found(void **state)
{
    (void)state;
    const jr_termbase *base =
        base_of(JR_STR("term,translation,pos\nclass,K,\nproxy,P,\nkey,S,\nbatch,B,noun\nAPI,A,\nred,R,adjective\n"),
                "en", "de");
    FINDS(base, "classes Proxies keys batches APIs reds proxys APIS",
          "{classes|K} {Proxies|P} {keys|S} {batches|B} {APIs|A} reds proxys APIS");
    FINDS(base_of(JR_STR("term,translation\nKlasse,c"), "de", "en"), "Klasses", "Klasses");
}

static void scripts_without_spaces_have_no_word_edges(void **state)
{
    (void)state;
    const jr_termbase *base = base_of(JR_STR("ja,en\nサーバー,server\nサーバ,old"), "ja-JP", "en-US");
    FINDS(base, "このサーバーは", "この{サーバー|server}は");
    FINDS(base, "サーバの", "{サーバ|old}の");
}

static void concepts_with_the_same_term_are_one(void **state)
{
    (void)state;
    const jr_termbase *base = base_of(JR_STR("en,de,status,definition\nbackup,Sicherung,admitted,\nBackup,B,,\nbackup,"
                                             "Backup,,Second\nbackup,Sicherung,deprecated,Third\n"),
                                      "en", "de");
    FINDS(base, "a backup", "a {backup|Backup|Sicherung}");
    jr_term_match *matches;
    assert_int_equal(jr_termbase_find(base, JR_STR("backup"), arena, &matches), 1);
    assert_true(jr_str_eq(matches[0].entry->definition, JR_STR("Second")));
}

static void languages_serve_by_their_subtags(void **state)
{
    (void)state;
    static const struct {
        const char *has, *wanted;
        int serves;
    } cases[] = {{"de-DE", "de-de", 3}, {"de", "de-AT", 2},      {"de-DE", "de", 1},       {"de-DE", "de-AT", 0},
                 {"de", "en", 0},       {"zh-Hant", "zh-TW", 2}, {"zh-TW", "zh-Hant", 1},  {"zh-CN", "zh-TW", 0},
                 {"zh", "zh-CN", 2},    {"zh-Hans", "zh-CN", 2}, {"sr", "sr-Latn-RS", 2},  {"", "de", 0},
                 {"den", "de", 0},      {"es-419", "es-MX", 0},  {"pt-BR", "pt-BR-x-a", 3}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(jr_lang_serves(jr_str_from(cases[i].has), jr_str_from(cases[i].wanted)), cases[i].serves);
    const jr_str csv = JR_STR("en-GB,en,pt,pt-BR\ncolour,color,cor,COR\n");
    FINDS(base_of(csv, "en-US", "pt-BR"), "colour color", "colour {color|COR}");
    FINDS(base_of(csv, "en-GB", "pt-PT"), "colour color", "{colour|cor} {color|cor}");
}

/* ---- Translations ---- */

static void a_translation_is_there_in_compounds_and_other_endings(void **state)
{
    (void)state;
    const jr_termbase *base =
        base_of(JR_STR("en,de\nfolder,Ordner\nvirtual machine,virtueller Computer\nprocess,Vorgang\n"), "en", "de");
    CHECKS(base, "the folder", "der Projektordner", "");
    CHECKS(base, "the folder", "das Verzeichnis", "folder");
    CHECKS(base, "a virtual machine", "eines virtuellen Computers", "");
    CHECKS(base, "a virtual machine", "eines Computers, virtuell", "virtual machine");
    CHECKS(base, "processes and folders", "Vorgänge", "folder");
    CHECKS(base, "nothing", "nichts", "");
    CHECKS(base_of(JR_STR("en,de\nproxy server,Proxyserver\nmail,E-Mail\n"), "en", "de"), "mail proxy server",
           "Email des Webproxy-Servers", "");
    CHECKS(base_of(JR_STR("en,zh-CN\nserver,服务器\n"), "en", "zh-CN"), "a server", "一台服务器。", "");
    CHECKS(base_of(JR_STR("en,zh-CN\nserver,服务器\n"), "en", "zh-CN"), "a server", "一台服务。", "server");
    CHECKS(base_of(JR_STR("en,de\nfolder,\n"), "en", "de"), "a folder", "x", "");
}

static void deprecated_terms_are_whole_words_and_no_parts_of_others(void **state)
{
    (void)state;
    const jr_termbase *base =
        base_of(JR_STR("en,de,de deprecated\nemail,E-Mail,Mail\ncomputer,PC,Rechner\n,,Blödsinn\n"), "en", "de");
    CHECKS(base, "an email", "eine E-Mail", "");
    CHECKS(base, "an email", "eine Mail", "-Mail email");
    CHECKS(base, "an email", "E-Mail, nicht Mail", "-Mail");
    CHECKS(base, "a computer", "PC, Rechnerisch", "");
    CHECKS(base, "nothing", "ein Rechner", "");
    CHECKS(base, "nothing", "blödsinn", "-Blödsinn");
    CHECKS(base_of(JR_STR("en,ja,ja deprecated\nserver,サーバー,サーバ\n"), "en", "ja"), "a server", "サーバーの", "");
    CHECKS(base_of(JR_STR("en,ja,ja deprecated\nserver,サーバー,サーバ\n"), "en", "ja"), "a server", "サーバの",
           "-サーバ server");
}

static int set_up(void **state)
{
    (void)state;
    arena = jr_arena_create();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    jr_arena_destroy(arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(terms_are_whole_words_and_the_longest),
        TEST(case_counts_where_a_term_has_capital_letters),
        TEST(english_plurals_are_found),
        TEST(scripts_without_spaces_have_no_word_edges),
        TEST(concepts_with_the_same_term_are_one),
        TEST(languages_serve_by_their_subtags),
        TEST(a_translation_is_there_in_compounds_and_other_endings),
        TEST(deprecated_terms_are_whole_words_and_no_parts_of_others),
    };
    return cmocka_run_group_tests_name(__FILE__, tests, set_up, tear_down);
}
