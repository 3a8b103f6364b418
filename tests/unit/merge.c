/* SPDX-License-Identifier: MIT */
/* The merge: what a translation becomes in the page. */
#include "test.h"

#include <jerome/units.h>

#include "app/format.h"
#include "merge/merge.h"
#include "pass/resolve.h"
#include "read/registry.h"
#include "tree.h"

static const jr_unit_opts unit_opts = {.keys = JR_STR_INIT(JR_UNITS_DEFAULT_KEYS)};

static bool read_again(void *user, jr_str bytes, bool strict, jr_arena *arena, jr_doc **ret_doc)
{
    (void)user;
    jr_diag *diag = jr_diag_create(NULL, NULL);
    const jr_reader *reader = jr_builtin_readers[0];
    void *opts = jr_arena_alloc(arena, 1, reader->opts_size);
    jr_opt_defaults(reader->opts, opts, arena);
    jr_switches_set(reader, opts, strict ? JR_STR("-cjk-emphasis") : JR_STR(""), arena, diag);
    const jr_read_ctx ctx = {.arena = arena, .diag = diag, .opts = opts};
    const bool ok = reader->read(&ctx, bytes, 1, ret_doc);
    if (ok) {
        jr_index index;
        jr_resolve(arena, diag, *ret_doc, &(jr_resolve_options){.name = JR_STR("page.md")}, &index);
    }
    jr_diag_destroy(diag);
    return ok;
}

/* A translation is written as "text {1}in a pair{/1} {2/}": codes by number; NULL: not translated. */
static jr_target parse_target(jr_arena *arena, const char *translation)
{
    if (!translation)
        return (jr_target){0};
    const jr_str s = jr_str_from(translation);
    jr_inline *items = jr_arena_array(arena, jr_inline, s.n + 1);
    size_t n = 0;
    for (size_t at = 0; at < s.n;) {
        const bool code = s.p[at] == '{' && at + 1 < s.n && (jr_is_digit(s.p[at + 1]) || s.p[at + 1] == '/');
        const size_t end = code ? jr_str_find(s, at, '}') + 1 : jr_str_find(s, at + 1, '{');
        const bool close = code && s.p[at + 1] == '/', whole = code && s.p[end - 2] == '/';
        items[n] = (jr_inline){.kind = close ? JR_PIECE_CLOSE : whole ? JR_PIECE_CODE : JR_PIECE_OPEN};
        if (code)
            items[n].number = (uint32_t)(s.p[at + 1 + close] - '0');
        else
            items[n] = (jr_inline){.kind = JR_PIECE_TEXT, .text = jr_str_sub(s, at, end)};
        n++;
        at = end;
    }
    return (jr_target){.translated = true, .text = {items, n}};
}

/* One page with translations of its units, in their order; the rest is not translated. */
struct merging {
    bool learn;
    const char *page;
    const char *targets[8];
    jr_merge_anchors anchors;
    const char *lang; /* NULL: the front matter is kept */
    const char *from; /* a localized page */
};

static void keep_log(void *user, const jr_diagnostic *d)
{
    jr_buf *log = user;
    jr_put(log, d->slug);
    jr_putc(log, '\n');
}

static jr_str merge(const struct merging *t, jr_arena *arena, jr_buf *log)
{
    jr_doc *doc, *from = NULL;
    jr_units units;
    assert_true(read_again(NULL, jr_str_from(t->page), false, arena, &doc));
    if (t->from)
        assert_true(read_again(NULL, jr_str_from(t->from), false, arena, &from));
    jr_units_find(doc, &unit_opts, arena, NULL, &units);
    jr_target *targets = jr_arena_array(arena, jr_target, units.n + 8);
    for (size_t i = 0; i < 8; i++)
        targets[i] = parse_target(arena, t->targets[i]);
    jr_diag *diag = jr_diag_create(keep_log, log);
    const jr_merge job = {
        .doc = doc,
        .units = &units,
        .targets = targets,
        .unit_opts = &unit_opts,
        .anchors = t->anchors,
        .learn = t->learn,
        .meta = {!t->lang, jr_str_from(t->lang), from ? &from->meta : NULL},
        .read = read_again,
        .proof = jr_arena_create(),
    };
    jr_buf out = {0};
    assert_true(jr_merge_page(&job, arena, diag, &out));
    jr_diag_destroy(diag);
    jr_arena_destroy(job.proof);
    return jr_buf_take(&out, arena);
}

static void check_as(const struct merging *t, const char *expected, const char *expected_log)
{
    jr_arena *arena = jr_arena_create();
    jr_buf log = {0};
    const jr_str page = merge(t, arena, &log);
    jr_putc(&log, '\0');
    assert_string_equal(page.p, expected);
    assert_string_equal(log.p, expected_log);
    jr_buf_free(&log);
    jr_arena_destroy(arena);
}

/* `page` with its first unit translated. */
static void check(const char *page, const char *translation, const char *expected)
{
    const struct merging t = {.page = page, .targets = {translation}, .anchors = JR_ANCHORS_NONE};
    check_as(&t, expected, "");
}

static void only_the_bytes_of_the_text_change(void **state)
{
    (void)state;
    check("\xEF\xBB\xBF*   One\r\n\r\n    two  \r\n", "Eins", "\xEF\xBB\xBF*   Eins\r\n\r\n    two  \r\n");
    check("| a   |\tb |\n|:----|---:|\n|  c  | d  |\n", "x", "| x   |\tb |\n|:----|---:|\n|  c  | d  |\n");
    check("Title\n=====\n\n<!-- c -->\n```\nx\n```\n", "Titel", "Titel\n=====\n\n<!-- c -->\n```\nx\n```\n");
    check("# One ##\n", "Eins", "# Eins ##\n");
    check("> [!NOTE]\n> One\n> two\n\nthree\r", "Eins zwei", "> [!NOTE]\n> Eins zwei\n\nthree\r");
    check("<table>\n<tr><td>\n One <b>two</b>\n</td></tr>\n</table>\n", "Eins {1}zwei{/1}",
          "<table>\n<tr><td>\n Eins <b>zwei</b>\n</td></tr>\n</table>\n");
}

static void an_equal_translation_changes_nothing(void **state)
{
    (void)state;
    check("One\ntwo &amp; \\*three\\*  \nfour __five__\n", "One two & *three*{1/}four {2}five{/2}",
          "One\ntwo &amp; \\*three\\*  \nfour __five__\n");
}

static void codes_are_written_with_the_authors_bytes(void **state)
{
    (void)state;
    check("See __the [page](<a b.md> 'T')__ of `x` ![i](y.png)![j](z.png \"k\")[^n]\\\nend\n\n[^n]: n\n",
          "{4/} und {1}die {2}Seite{/2}{/1} {3/}{5/}{6/}{7/}Ende",
          "![i](y.png) und __die [Seite](<a b.md> 'T')__ `x`![j](z.png \"k\")[^n]\\\nEnde\n\n[^n]: n\n");
}

static void texts_within_codes_are_replaced_there(void **state)
{
    (void)state;
    const struct merging both = {.page = "One [two](x.md \"three\") ![four](y.png 'five').\n",
                                 .targets = {"Eins {1}zwei{/1} {2/}.", "dr\"ei", "v[ier", "f'ünf"},
                                 .anchors = JR_ANCHORS_NONE};
    check_as(&both, "Eins [zwei](x.md \"dr\\\"ei\") ![v\\[ier](y.png 'f\\'ünf').\n", "");
    const struct merging subs = {.page = "One :::image type=\"content\" source=\"a.png\" alt-text=\"two\"::: end\n",
                                 .targets = {NULL, "z\"wei"},
                                 .anchors = JR_ANCHORS_NONE};
    check_as(&subs, "One :::image type=\"content\" source=\"a.png\" alt-text=\"z&quot;wei\"::: end\n", "");
    const struct merging html = {.page = "One <img src='a.png' alt='two' title=three> end\n",
                                 .targets = {NULL, "zw'ei", "d rei"},
                                 .anchors = JR_ANCHORS_NONE};
    check_as(&html, "One <img src='a.png' alt='zw&#39;ei' title=\"d rei\"> end\n", "");
}

static void links_by_their_text_get_a_label(void **state)
{
    (void)state;
    check("[One][] and [two] and ![three][].\n\n[one]: a.md\n[two]: b.md\n[three]: c.png\n",
          "{1}Eins{/1} und {2}zwei{/2} und {3/}.",
          "[Eins][One] und [zwei][two] und ![three][].\n\n[one]: a.md\n[two]: b.md\n[three]: c.png\n");
    const struct merging alt = {
        .page = "x ![three][]\n\n[three]: c.png\n", .targets = {NULL, "drei"}, .anchors = JR_ANCHORS_NONE};
    check_as(&alt, "x ![drei][three]\n\n[three]: c.png\n", "");
}

/* What is markup elsewhere comes out as text, with the fewest escapes. */
static void hostile_text_stays_text(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"# a", "\\# a"},
        {"#a", "#a"},
        {"1. a", "1\\. a"},
        {"1.a 2. b", "1.a 2. b"},
        {"- a - b", "\\- a - b"},
        {"+ a", "\\+ a"},
        {"> a > b", "\\> a > b"},
        {"2 * 3 * 4", "2 * 3 * 4"},
        {"*a*", "\\*a\\*"},
        {"Get-*", "Get-*"},
        {"snake_case_word", "snake_case_word"},
        {"_a_", "\\_a\\_"},
        {"~~a~~", "\\~\\~a\\~\\~"},
        {"`a`", "\\`a\\`"},
        {"it`s", "it`s"},
        {"[a](b)", "\\[a](b)"},
        {"[a] b", "[a] b"},
        {"[!NOTE] a", "[\\!NOTE] a"},
        {"[!INCLUDE [a](b.md)]", "[\\!INCLUDE \\[a\\](b.md)]"},
        {":::image source=\"a\":::", ":\\::image source=\"a\":\\::"},
        {"<b>a</b> < c", "\\<b>a\\</b> < c"},
        {"a & b &amp; c", "a & b &amp;amp; c"},
        {"C:\\Temp \\*", "C:\\Temp \\\\*"},
        {"https://a.example www.b.example", "https\\://a.example www\\.b.example"},
        {"a@b.example", "a&#64;b.example"},
        {"a | b", "a | b"},
        {"--- a", "--- a"},
        {"$$a$$", "\\$\\$a\\$\\$"},
        {"~~~ a", "\\~\\~\\~ a"},
        {"{a}", "{a}"},
        {"a\xC2\xA0"
         "b",
         "a\xC2\xA0"
         "b"},
        {"![a", "![a"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        jr_arena *arena = jr_arena_create();
        check("One\n", cases[i][0], jr_arena_printf(arena, "%s\n", cases[i][1]).p);
        jr_arena_destroy(arena);
    }
}

static void each_form_has_its_own_escapes(void **state)
{
    (void)state;
    check("# One\n", "C #", "# C \\#\n");
    check("| One |\n|---|\n", "a | b\\", "| a \\| b&#92; |\n|---|\n");
    /* cmark-gfm ticks a box where "[x]" stands anywhere in the line: found by the proof */
    check("* [ ] One\n", "[x] a", "* [ ] \\[x\\] a\n");
    check("<p>One</p>\n", "a < *b* [!INCLUDE", "<p>a &lt; *b* [&#33;INCLUDE</p>\n");
    check("One &lt;x&gt;&nbsp;y\n",
          "a <b>\xC2\xA0"
          "c",
          "a &lt;b&gt;&nbsp;c\n");
    check("One  \ntwo\n", "Eins{1/}- zwei", "Eins  \n\\- zwei\n");
    check("# [One](#tab/one)\n\ntext\n", "a [b]c]", "# [a [b]c\\]](#tab/one)\n\ntext\n");
}

static void values_of_the_front_matter_keep_their_style(void **state)
{
    (void)state;
    static const char *const cases[][3] = {
        {"title: One", "Eins", "title: Eins"},
        {"title: One", "a: b", "title: 'a: b'"},
        {"title: One", "it's: b", "title: 'it''s: b'"},
        {"title: One", "a #b", "title: 'a #b'"},
        {"title: One", "yes", "title: 'yes'"},
        {"title: One", "2020-01-01", "title: '2020-01-01'"},
        {"title: One", "[a", "title: '[a'"},
        {"title: One", "- a", "title: '- a'"},
        {"title: 'One'", "it's", "title: 'it''s'"},
        {"title: \"One\"", "a \"b\" \\", "title: \"a \\\"b\\\" \\\\\""},
        {"description: >-\n  One\n  two", "Eins: 'zwei' # x", "description: >-\n  Eins: 'zwei' # x"},
        {"keywords: [One, \"two\"]", "a, b{1/}c", "keywords: ['a, b', \"c\"]"},
        {"keywords:\n- One\n- two", "a: b{1/}c", "keywords:\n- 'a: b'\n- c"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        jr_arena *arena = jr_arena_create();
        check(jr_arena_printf(arena, "---\n%s # c\n---\n\nx\n", cases[i][0]).p, NULL,
              jr_arena_printf(arena, "---\n%s # c\n---\n\nx\n", cases[i][0]).p);
        check(jr_arena_printf(arena, "---\n%s\n---\n", cases[i][0]).p, cases[i][1],
              jr_arena_printf(arena, "---\n%s\n---\n", cases[i][2]).p);
        jr_arena_destroy(arena);
    }
}

static void emphasis_that_cannot_stand_is_spelled_otherwise(void **state)
{
    (void)state;
    check("Click __OK__ now.\n", "请单击{1}确定{/1}按钮。", "请单击**确定**按钮。\n");
    check("Click **OK.** now.\n", "请单击{1}确定。{/1}按钮", "请单击<strong>确定。</strong>按钮\n");
    check("Click *a* b\n", "{1} a {/1}b", "*a* b\n");
    check("**One** two\n", "eins{1}{/1} zwei", "eins zwei\n");
    check("a **b** *c*\n", "a {1}b{/1}{2}c{/2}", "a **b**<em>c</em>\n");
}

static void addresses_end_where_they_did(void **state)
{
    (void)state;
    check("See https://a.example/b now.\n", "siehe {1/}heute", "siehe <https://a.example/b>heute\n");
    check("See https://a.example/b now.\n", "Zu {1/}.", "Zu https://a.example/b.\n");
}

static void what_cannot_be_written_stays_in_the_source(void **state)
{
    (void)state;
    const struct merging include = {
        .page = "---\ntitle: One\n---\n", .targets = {"[!INCLUDE [a](b.md)]"}, .anchors = JR_ANCHORS_NONE};
    check_as(&include, "---\ntitle: One\n---\n", "not-merged\n");
    const struct merging empty = {.page = "One\n\ntwo\n", .targets = {"  ", "zwei"}, .anchors = JR_ANCHORS_NONE};
    check_as(&empty, "One\n\nzwei\n", "not-merged\n");
}

static void metadata_is_written_as_the_pipeline_does(void **state)
{
    (void)state;
    const struct merging t = {
        .page = "---\n# comment\ntitle: One # c\n\nkeywords:\nms.custom: ~\nlist:\n# in it\n- a\ntext: |\n  # b\n\n  "
                "c\n---\n\n# One\n",
        .targets = {"Eins", "eins"},
        .lang = "de-DE",
        .from = "---\nms.sourcegitcommit: abc\nms.translationtype: HT\nms.lasthandoff: 02/21/2020\nms.locfileid: "
                "\"77\"\n---\n",
    };
    check_as(&t,
             "---\ntitle: Eins\nkeywords: ''\nms.custom: ''\nlist:\n- a\ntext: |\n  # b\n\n  c\n"
             "ms.openlocfilehash: 5885ed94360f68e3ecd16fa7b9beaf0725b7ff60\nms.sourcegitcommit: abc\n"
             "ms.translationtype: HT\nms.contentlocale: de-DE\nms.lasthandoff: 02/21/2020\nms.locfileid: \"77\"\n"
             "---\n\n# <a name=\"one\"></a>eins\n",
             "");
    const struct merging bare = {.page = "One\r\n", .targets = {"Eins"}, .lang = "de-DE"};
    check_as(&bare,
             "---\r\nms.openlocfilehash: 008c3015aa1d28eec406fe00e54506996d464e76\r\nms.contentlocale: "
             "de-DE\r\n---\r\nEins\r\n",
             "");
}

static void headings_get_anchors(void **state)
{
    (void)state;
    const struct merging learn = {.page = "# What's *new* in [the docs](a.md)?\n\nTwo Words\n---\n\n## <a "
                                          "name=\"x\"></a>y\n\n> # a_b <!-- c --> ##\n\n# 中\n"};
    check_as(&learn,
             "# <a name=\"whats-new-in-the-docs\"></a>What's *new* in [the docs](a.md)?\n\n"
             "<a name=\"two-words\"></a>Two Words\n---\n\n## <a name=\"x\"></a>y\n\n"
             "> # <a name=\"a_b----c---\"></a>a_b <!-- c --> ##\n\n# 中\n",
             "");
    const struct merging ids = {.page = "# One\n\n# One\n", .anchors = JR_ANCHORS_IDS};
    check_as(&ids, "# <a id=\"one\"></a>One\n\n# <a id=\"one-1\"></a>One\n", "");
    const struct merging tab = {.page = "# [One](#tab/a)\n\nx\n\n# <a name=\"b\"></a>[Two](#tab/b)\n\ny\n"};
    check_as(&tab, "# <a name=\"one\"></a>[One](#tab/a)\n\nx\n\n# <a name=\"b\"></a>[Two](#tab/b)\n\ny\n", "");
    const struct merging help = {.page = "---\nexternal help file: x\n---\n# One\n"};
    check_as(&help, "---\nexternal help file: x\n---\n# One\n", "");
}

/* `page` with its first unit translated, white space and escapes learned. */
static void check_learned(const char *page, const char *translation, const char *expected)
{
    const struct merging t = {.page = page, .targets = {translation}, .anchors = JR_ANCHORS_NONE, .learn = true};
    check_as(&t, expected, "");
}

static void white_space_of_targets_is_learned(void **state)
{
    (void)state;
    check_learned("> One two\n> three.\n", "Eins.  Zwei\ndrei.", "> Eins.  Zwei\n> drei.\n");
    check_learned("> One two\n> three.\n", "Eins zwei drei.", "> Eins zwei drei.\n");
    check_learned("* One two\n", "Eins\nzwei", "* Eins zwei\n");
    check_learned("# One\n", "Eins  ", "# Eins  \n");
    check_learned("| a |\n|---|\n", "A  ", "| A  |\n|---|\n");
    check_learned("One<br>two\n", "Eins{1/}  zwei", "Eins<br>  zwei\n");
}

static void white_space_outside_of_texts_is_learned(void **state)
{
    (void)state;
    check_learned("1.\tOne\r\n\r\n\ttwo\r\n\r\n\t`\xE2\x80\x8B" "c`\r\n", "Eins",
                  "1.  Eins\n\n    two\n\n    `c`\n");
    const struct merging t = {.page = "---\ntitle:  \"One\" \nlist:\n  - a \n  - b\n--- \n\n \nText\n",
                              .targets = {"Eins"},
                              .anchors = JR_ANCHORS_NONE,
                              .lang = "de-DE",
                              .learn = true};
    jr_arena *arena = jr_arena_create();
    jr_buf log = {0};
    const jr_str page = merge(&t, arena, &log);
    assert_true(jr_str_starts(page, JR_STR("---\ntitle: Eins\nlist:\n- a\n- b\nms.openlocfilehash: ")));
    assert_true(jr_str_ends(page, JR_STR("\n---\nText\n")));
    jr_buf_free(&log);
    jr_arena_destroy(arena);
}

static void escapes_of_the_source_are_learned(void **state)
{
    (void)state;
    check_learned("Type <name>.\n", "<Name> eingeben.", "<Name> eingeben.\n");
    check("Type <name>.\n", "<Name> eingeben.", "\\<Name> eingeben.\n");
    check("A \\{b\\} c.\n", "{A} b.", "\\{A\\} b.\n");
    check_learned("One.\n", "*Eins*.", "\\*Eins\\*.\n");
    check_learned("A &gt; b.\n", "A > c.", "A &gt; c.\n");
}

/* Where it would make other blocks, what was learned is not written. */
static void what_would_make_other_blocks_is_not_learned(void **state)
{
    (void)state;
    check_learned("* One\n  * two\n", "     Eins", "* Eins\n  * two\n");
    check_learned("One\ntwo\n", "Eins\n- zwei", "Eins\n\\- zwei\n");
}

static void older_pages_have_the_rules_of_their_time(void **state)
{
    (void)state;
    static const struct {
        const char *from, *anchor;
    } times[] = {{"---\nms.lasthandoff: 12/05/2019\n---\n", "<a name=\"oneamd\"></a>"},
                 {"---\nms.lasthandoff: 02/29/2020\n---\n", "<a name=\"one\"></a>"}};
    for (size_t i = 0; i < 2; i++) {
        const struct merging t = {.page = "---\na: 1\na: 2\n---\n# [One](a.md)\n", .targets = {"{1}Eins{/1}"},
                                  .anchors = JR_ANCHORS_LEARN, .lang = "de-DE", .from = times[i].from};
        jr_arena *arena = jr_arena_create();
        jr_buf log = {0};
        const jr_str page = merge(&t, arena, &log), anchor = jr_str_from(times[i].anchor);
        assert_true(jr_str_search(page, 0, anchor) < page.n);
        assert_true(jr_str_starts(page, JR_STR("---\na: 2\nms.openlocfilehash")));
        jr_buf_free(&log);
        jr_arena_destroy(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_the_bytes_of_the_text_change),
        cmocka_unit_test(an_equal_translation_changes_nothing),
        cmocka_unit_test(codes_are_written_with_the_authors_bytes),
        cmocka_unit_test(texts_within_codes_are_replaced_there),
        cmocka_unit_test(links_by_their_text_get_a_label),
        cmocka_unit_test(hostile_text_stays_text),
        cmocka_unit_test(each_form_has_its_own_escapes),
        cmocka_unit_test(values_of_the_front_matter_keep_their_style),
        cmocka_unit_test(emphasis_that_cannot_stand_is_spelled_otherwise),
        cmocka_unit_test(addresses_end_where_they_did),
        cmocka_unit_test(what_cannot_be_written_stays_in_the_source),
        cmocka_unit_test(metadata_is_written_as_the_pipeline_does),
        cmocka_unit_test(headings_get_anchors),
        TEST(white_space_of_targets_is_learned),
        TEST(white_space_outside_of_texts_is_learned),
        TEST(escapes_of_the_source_are_learned),
        TEST(what_would_make_other_blocks_is_not_learned),
        TEST(older_pages_have_the_rules_of_their_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
