/* SPDX-License-Identifier: MIT */
#include "test.h"
#include "tree.h"

#include "pass/resolve.h"

static tree *resolve_as(const char *page, const char *lang, const char *name)
{
    tree *t = tree_read(jr_str_from(page));
    assert_non_null(t->doc);
    jr_index index;
    jr_resolve(t->arena, t->diag, t->doc, &(jr_resolve_options){jr_str_from(lang), jr_str_from(name)}, &index);
    return t;
}

static tree *resolve(const char *page)
{
    return resolve_as(page, "", "docs/my.page.md");
}

/* Ids of all headings, separated by blanks. */
static jr_str ids(tree *t)
{
    jr_buf out = {0};
    for (jr_walk w = jr_walk_start(t->doc->root); jr_walk_next(&w);)
        if (w.entering && w.node->kind == JR_HEADING) {
            if (out.n)
                jr_putc(&out, ' ');
            jr_put(&out, jr_node_id(w.node));
        }
    return jr_buf_take(&out, t->arena);
}

static void headings_get_the_slug_of_their_text(void **state)
{
    (void)state;
    tree *t = resolve(
        "# Hello, *World*!\n## What's `new` in 2.0?\n## Über Größe & Maß\n## 安装 Tidewater\n## a  b_c-d\n## ...\n");
    assert_str(ids(t), "hello-world whats-new-in-20 über-größe--maß 安装-tidewater a--b_c-d section");
    tree_free(t);
}

static void repeated_headings_get_numbers(void **state)
{
    (void)state;
    tree *t = resolve("# A\n## A\n## A\n## A-1\n");
    assert_str(ids(t), "a a-1 a-2 a-1-1");
    tree_free(t);
}

static void an_explicit_id_keeps_its_name(void **state)
{
    (void)state;
    tree *t = resolve("# Setup\n# <a name=\"setup\"></a>Einrichtung\n");
    assert_str(ids(t), "setup-1 setup");
    assert_int_equal(t->log.n, 0);
    tree_free(t);
}

static void two_equal_explicit_ids_are_reported_and_made_unique(void **state)
{
    (void)state;
    tree *t = resolve("# <a name=\"x\"></a>One\n# <a name=\"x\"></a>Two\n");
    assert_str(ids(t), "x x-1");
    assert_true(jr_diag_count(t->diag, JR_WARNING) == 1);
    tree_free(t);
}

static void the_title_is_front_matter_then_heading_then_file_name(void **state)
{
    (void)state;
    tree *t = resolve("---\ntitle: '  The   title '\n---\n# Heading\n");
    assert_str(t->doc->title, "The title");
    tree_free(t);
    t = resolve("# A *heading*\n");
    assert_str(t->doc->title, "A heading");
    tree_free(t);
    t = resolve("## No heading of level 1\n");
    assert_str(t->doc->title, "my.page");
    tree_free(t);
    t = resolve_as("text", "", "-");
    assert_str(t->doc->title, "Untitled");
    tree_free(t);
}

static bool title_marked(const char *page)
{
    tree *t = resolve(page);
    bool marked = false;
    for (jr_walk w = jr_walk_start(t->doc->root); jr_walk_next(&w);)
        marked |= (w.node->flags & JR_NODE_TITLE) != 0;
    tree_free(t);
    return marked;
}

static void a_heading_that_repeats_the_title_is_marked(void **state)
{
    (void)state;
    assert_true(title_marked("---\ntitle: Was ist Öl?\n---\n# was **ist** öl?\n"));
    assert_true(title_marked("# Only a heading\n"));
    assert_false(title_marked("---\ntitle: One\n---\n# Another\n"));
    assert_false(title_marked("---\ntitle: Later\n---\n## First\n# Later\n"));
}

static void the_language_is_the_option_or_the_page_or_english(void **state)
{
    (void)state;
    tree *t = resolve("---\nms.contentlocale: de-DE\nlang: fr\n---\n");
    assert_str(t->doc->lang, "de-DE");
    assert_false(t->doc->rtl);
    tree_free(t);
    t = resolve_as("---\nms.contentlocale: de-DE\n---\n", "ar_EG", "a.md");
    assert_str(t->doc->lang, "ar-EG");
    assert_true(t->doc->rtl);
    tree_free(t);
    t = resolve("x\n");
    assert_str(t->doc->lang, "en-US");
    tree_free(t);
    t = resolve("---\nlang: no language\n---\n");
    assert_str(t->doc->lang, "en-US");
    assert_true(jr_diag_count(t->diag, JR_WARNING) == 1);
    tree_free(t);
}

static jr_str date_of(tree **t, const char *value)
{
    char page[100];
    snprintf(page, sizeof page, "---\nms.date: %s\n---\n", value);
    *t = resolve(page);
    return (*t)->doc->date;
}

static void dates_are_american_or_iso(void **state)
{
    (void)state;
    tree *t;
    assert_str(date_of(&t, "05/18/2018"), "2018-05-18");
    tree_free(t);
    assert_str(date_of(&t, "2/9/2020"), "2020-02-09");
    tree_free(t);
    assert_str(date_of(&t, "2024-02-29T10:00:00Z"), "2024-02-29");
    tree_free(t);
    assert_str(date_of(&t, "02/30/2020"), "");
    assert_true(jr_diag_count(t->diag, JR_WARNING) == 1);
    tree_free(t);
    assert_str(date_of(&t, "yesterday"), "");
    assert_true(jr_diag_count(t->diag, JR_WARNING) == 1);
    tree_free(t);
}

static void days_that_there_are_not_are_told_wherever_yaml_has_dates(void **state)
{
    (void)state;
    tree *t = resolve("---\nupdated: 2021-02-31\nat: 2021-13-01 10:00:00\nquoted: '2021-02-31'\nfine: 2024-02-29\n"
                      "build: 1.2-3\nrange: 2021-02-31-x\nms.date: 2021-02-31\n---\n");
    assert_string_equal(tree_log(t), "8:10: bad-metadata\n2:10: bad-metadata\n3:5: bad-metadata\n");
    assert_str(jr_meta_text(&t->doc->meta, JR_STR("updated")), "2021-02-31");
    tree_free(t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(headings_get_the_slug_of_their_text),
        TEST(repeated_headings_get_numbers),
        TEST(an_explicit_id_keeps_its_name),
        TEST(two_equal_explicit_ids_are_reported_and_made_unique),
        TEST(the_title_is_front_matter_then_heading_then_file_name),
        TEST(a_heading_that_repeats_the_title_is_marked),
        TEST(the_language_is_the_option_or_the_page_or_english),
        TEST(days_that_there_are_not_are_told_wherever_yaml_has_dates),
        TEST(dates_are_american_or_iso),
    };
    return RUN_TESTS(tests);
}
