/* SPDX-License-Identifier: MIT */
#include "test.h"

#include "ast/build.h"
#include "shared/xhtml.h"

/* A document that grows node by node, and what became of it. */
typedef struct fixture {
    jr_arena *arena;
    jr_diag *diag;
    jr_doc doc;
    jr_node *root;
    jr_buf out, log;
} fixture;

static int set_up(void **state)
{
    fixture *f = calloc(1, sizeof *f);
    f->arena = jr_arena_create();
    f->diag = jr_diag_create(test_collect, &f->log);
    f->root = jr_node_new(f->arena, JR_DOCUMENT, (jr_span){0});
    f->doc = (jr_doc){.root = f->root, .lang = JR_STR("en-US"), .title = JR_STR("T")};
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    fixture *f = *state;
    jr_buf_free(&f->out);
    jr_buf_free(&f->log);
    jr_diag_destroy(f->diag);
    jr_arena_destroy(f->arena);
    free(f);
    return 0;
}

static jr_node *add(fixture *f, jr_node *parent, jr_kind kind)
{
    jr_node *node = jr_node_new(f->arena, kind, (jr_span){0});
    jr_node_append(parent, node);
    return node;
}

static jr_node *add_text(fixture *f, jr_node *parent, const char *text)
{
    jr_node *node = add(f, parent, JR_TEXT);
    node->as.text = jr_str_from(text);
    return node;
}

/* A DIV or SPAN that came from an element of HTML. */
static jr_node *add_box(fixture *f, jr_node *parent, jr_kind kind, const char *name)
{
    jr_node *node = add(f, parent, kind);
    node->as.box.name = jr_str_from(name);
    return node;
}

static jr_node *add_link(fixture *f, jr_node *parent, jr_kind kind, const char *url)
{
    jr_node *node = add(f, parent, kind);
    node->as.link.url = jr_str_from(url);
    return node;
}

static jr_str write_with(fixture *f, jr_xhtml_syntax syntax, const jr_xhtml_hooks *hooks)
{
    jr_xhtml x;
    f->out.n = 0;
    jr_xhtml_start(&x, &f->out, &f->doc, f->diag, syntax, hooks);
    jr_xhtml_range(&x, f->root->first, NULL);
    jr_xhtml_end(&x);
    return jr_buf_str(&f->out);
}

static jr_str page(fixture *f)
{
    return write_with(f, JR_XHTML_PAGE, NULL);
}

static void void_elements_end_as_their_syntax_wants(void **state)
{
    fixture *f = *state;
    add(f, f->root, JR_THEMATIC_BREAK);
    assert_str(page(f), "<hr>\n");
    assert_str(write_with(f, JR_XHTML_FRAGMENT, NULL), "<hr />\n");
    assert_str(write_with(f, JR_XHTML_XML, NULL), "<hr />\n");
}

static void a_link_in_a_link_is_its_text(void **state)
{
    fixture *f = *state;
    jr_node *outer = add_link(f, add(f, f->root, JR_PARAGRAPH), JR_LINK, "a");
    add_text(f, add_link(f, outer, JR_LINK, "b"), "in");
    add_text(f, outer, "out");
    assert_str(page(f), "<p><a href=\"a\">inout</a></p>\n");
}

static void terms_outside_their_list_are_divisions(void **state)
{
    fixture *f = *state;
    add_text(f, add(f, add_box(f, f->root, JR_DIV, "dt"), JR_PLAIN), "a");
    jr_node *dl = add_box(f, f->root, JR_DIV, "dl");
    add_text(f, add(f, add_box(f, dl, JR_DIV, "dt"), JR_PLAIN), "b");
    assert_str(page(f), "<div>\na\n</div>\n<div>\n<div>\nb\n</div>\n</div>\n");
    add_text(f, add(f, add_box(f, dl, JR_DIV, "dd"), JR_PLAIN), "c");
    assert_str(page(f), "<div>\na\n</div>\n<dl>\n<dt>\nb\n</dt>\n<dd>\nc\n</dd>\n</dl>\n");
}

static void details_need_a_summary_of_text(void **state)
{
    fixture *f = *state;
    jr_node *details = add_box(f, f->root, JR_DIV, "details");
    jr_node *summary = add_box(f, details, JR_DIV, "summary");
    add_text(f, add(f, summary, JR_PARAGRAPH), "s");
    add_text(f, add(f, details, JR_PARAGRAPH), "p");
    assert_str(page(f), "<details>\n<summary>s</summary>\n<p>p</p>\n</details>\n");
    add(f, summary, JR_THEMATIC_BREAK);
    assert_str(page(f), "<div>\n<div>\n<p>s</p>\n<hr>\n</div>\n<p>p</p>\n</div>\n");
}

static void ruby_keeps_its_readings_and_nothing_else_has_them(void **state)
{
    fixture *f = *state;
    jr_node *p = add(f, f->root, JR_PARAGRAPH);
    jr_node *ruby = add_box(f, p, JR_SPAN, "ruby");
    add_text(f, ruby, "a");
    add_text(f, add_box(f, ruby, JR_SPAN, "rt"), "b");
    add_text(f, add_box(f, p, JR_SPAN, "rt"), "c");
    assert_str(page(f), "<p><ruby>a<rt>b</rt></ruby><span>c</span></p>\n");
}

static void attributes_pass_by_the_list_only(void **state)
{
    fixture *f = *state;
    jr_node *span = add_box(f, add(f, f->root, JR_PARAGRAPH), JR_SPAN, "kbd");
    jr_node_set_id(f->arena, span, JR_STR("a b"));
    jr_node_add_class(f->arena, span, JR_STR("c\"d"));
    jr_node_set(f->arena, span, JR_STR("onclick"), JR_STR("x()"));
    jr_node_set(f->arena, span, JR_STR("style"), JR_STR("color: red"));
    jr_node_set(f->arena, span, JR_STR("title"), JR_STR("<t>"));
    jr_node_set(f->arena, span, JR_STR("lang"), JR_STR("de"));
    jr_node_set(f->arena, span, JR_STR("dir"), JR_STR("up"));
    jr_node_set(f->arena, span, JR_STR("width"), JR_STR("10"));
    assert_str(page(f), "<p><kbd id=\"a_b\" class=\"c&quot;d\" title=\"&lt;t&gt;\" lang=\"de\"></kbd></p>\n");
    assert_str(write_with(f, JR_XHTML_XML, NULL), "<p><kbd id=\"a_20_b\" class=\"c&quot;d\" title=\"&lt;t&gt;\" "
                                                  "xml:lang=\"de\" lang=\"de\"></kbd></p>\n");
}

static void flags_have_values_in_xml(void **state)
{
    fixture *f = *state;
    jr_node *details = add_box(f, f->root, JR_DIV, "details");
    jr_node_set(f->arena, details, JR_STR("open"), JR_STR(""));
    add_text(f, add(f, add_box(f, details, JR_DIV, "summary"), JR_PLAIN), "s");
    assert_str(page(f), "<details open=\"\">\n<summary>s</summary>\n</details>\n");
    assert_str(write_with(f, JR_XHTML_XML, NULL), "<details open=\"open\">\n<summary>s</summary>\n</details>\n");
}

static jr_node *add_tab(fixture *f, jr_node *group, const char *title, const char *condition)
{
    jr_node *tab = add(f, group, JR_TAB);
    tab->as.tab.condition = jr_str_from(condition);
    add_text(f, add(f, tab, JR_TAB_TITLE), title);
    return tab;
}

static void tabs_switch_on_a_page_and_follow_each_other_in_a_book(void **state)
{
    fixture *f = *state;
    jr_node *group = add(f, f->root, JR_TAB_GROUP);
    add_tab(f, group, "A", "");
    add(f, add_tab(f, group, "B", "linux"), JR_THEMATIC_BREAK);
    assert_str(page(f),
               "<div class=\"tabs\">\n"
               "<input type=\"radio\" name=\"tabs.1\" id=\"tab.1\" checked>\n<label for=\"tab.1\">A</label>\n"
               "<div class=\"tab\">\n</div>\n"
               "<input type=\"radio\" name=\"tabs.1\" id=\"tab.2\">\n"
               "<label for=\"tab.2\">B <small>linux</small></label>\n<div class=\"tab\">\n<hr>\n</div>\n</div>\n");
    assert_str(write_with(f, JR_XHTML_XML, NULL),
               "<div class=\"tabs\">\n<div class=\"tab\">\n<p class=\"tab-title\">A</p>\n</div>\n<div class=\"tab\">\n"
               "<p class=\"tab-title\">B <small>linux</small></p>\n<hr />\n</div>\n</div>\n");
}

static void tabs_in_tabs_keep_their_groups_apart(void **state)
{
    fixture *f = *state;
    jr_node *outer = add(f, f->root, JR_TAB_GROUP);
    add_tab(f, add(f, add_tab(f, outer, "A", ""), JR_TAB_GROUP), "in", "");
    add_tab(f, outer, "B", "");
    const jr_str got = page(f);
    assert_true(jr_str_search(got, 0, JR_STR("name=\"tabs.2\" id=\"tab.2\" checked")) < got.n);
    assert_true(jr_str_search(got, 0, JR_STR("name=\"tabs.1\" id=\"tab.3\"")) < got.n);
}

static void a_missing_include_leaves_a_mark(void **state)
{
    fixture *f = *state;
    jr_node *block = add(f, f->root, JR_INCLUDE);
    block->flags |= JR_NODE_UNRESOLVED;
    block->as.include.path = JR_STR("a&b.md");
    assert_str(page(f), "<p class=\"missing\">Included text is missing: <code>a&amp;b.md</code></p>\n");
}

static bool refuse(void *user, const jr_node *node, jr_buf *url)
{
    (void)user;
    (void)node;
    (void)url;
    return false;
}

static bool lead_home(void *user, const jr_node *node, jr_buf *url)
{
    (void)node;
    jr_put(url, jr_str_from(user));
    return true;
}

static void hooks_say_where_links_and_images_lead(void **state)
{
    fixture *f = *state;
    jr_node *p = add(f, f->root, JR_PARAGRAPH);
    add_text(f, add_link(f, p, JR_LINK, "a.md"), "link");
    add_text(f, add_link(f, p, JR_IMAGE, "b.png"), "image");
    char home[] = "home & away";
    const jr_xhtml_hooks lead = {.user = home, .link = lead_home, .image = lead_home};
    assert_str(write_with(f, JR_XHTML_XML, &lead), "<p><a href=\"home%20&amp;%20away\">link</a>"
                                                   "<img src=\"home%20&amp;%20away\" alt=\"image\" /></p>\n");
    const jr_xhtml_hooks none = {.link = refuse, .image = refuse};
    assert_str(write_with(f, JR_XHTML_XML, &none), "<p>link<span class=\"missing\">image</span></p>\n");
}

static void brackets_stay_in_an_address_of_ipv6_alone(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        {"http://[::1]:80/a[1]?[", "http://[::1]:80/a%5B1%5D?%5B"},
        {"//u@[fe80::1]/", "//u@[fe80::1]/"},
        {"http://a.b[1]/", "http://a.b%5B1%5D/"},
        {"![a](b)http://c", "!%5Ba%5D(b)http://c"},
        {"[::1]", "%5B::1%5D"},
        {"mailto:[a]", "mailto:%5Ba%5D"},
    };
    jr_buf out = {0};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        out.n = 0;
        jr_xhtml_url(&out, jr_str_from(pairs[i][0]));
        jr_putc(&out, '\0');
        assert_string_equal(out.p, pairs[i][1]);
    }
    jr_buf_free(&out);
}

static void comments_stay_in_a_fragment_and_other_raw_text_is_told(void **state)
{
    fixture *f = *state;
    jr_node *raw = add(f, f->root, JR_RAW_BLOCK);
    raw->as.raw.format = JR_STR("html");
    raw->as.raw.text = JR_STR("<!-- c -->\n");
    assert_str(page(f), "");
    assert_str(write_with(f, JR_XHTML_FRAGMENT, NULL), "<!-- c -->\n");
    raw->as.raw.text = JR_STR("<!-- c --><script>");
    assert_str(write_with(f, JR_XHTML_FRAGMENT, NULL), "");
    assert_str(jr_buf_str(&f->log), "0:0 dropped-html: raw html is left out\n");
}

static void boxes_deeper_than_known_are_plain(void **state)
{
    fixture *f = *state;
    jr_node *at = f->root;
    for (int i = 0; i < 3 * JR_XHTML_DEPTH; i++)
        at = add_box(f, at, JR_DIV, i % 2 ? "dl" : "details");
    const jr_str got = page(f);
    size_t opened = 0, closed = 0;
    for (size_t i = 0; (i = jr_str_search(got, i, JR_STR("<div>"))) < got.n; i++)
        opened++;
    for (size_t i = 0; (i = jr_str_search(got, i, JR_STR("</div>"))) < got.n; i++)
        closed++;
    assert_int_equal(opened, 3 * JR_XHTML_DEPTH);
    assert_int_equal(closed, opened);
}

static void a_label_has_no_ids_links_or_notes(void **state)
{
    fixture *f = *state;
    jr_node *heading = add(f, f->root, JR_HEADING);
    heading->as.heading.level = 2;
    jr_node *link = add_link(f, heading, JR_LINK, "a");
    add_text(f, add(f, link, JR_EMPH), "em");
    jr_node *anchor = add_box(f, heading, JR_SPAN, "a");
    jr_node_set_id(f->arena, anchor, JR_STR("x"));
    add_text(f, add_link(f, heading, JR_IMAGE, "i.png"), "alt");
    add(f, heading, JR_FOOTNOTE_REF);
    add(f, heading, JR_LINE_BREAK);
    jr_xhtml x;
    jr_xhtml_start(&x, &f->out, &f->doc, f->diag, JR_XHTML_PAGE, NULL);
    jr_xhtml_label(&x, heading);
    jr_xhtml_end(&x);
    assert_str(jr_buf_str(&f->out), "<em>em</em><span></span>alt ");
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        CASE(void_elements_end_as_their_syntax_wants),
        CASE(a_link_in_a_link_is_its_text),
        CASE(terms_outside_their_list_are_divisions),
        CASE(details_need_a_summary_of_text),
        CASE(ruby_keeps_its_readings_and_nothing_else_has_them),
        CASE(attributes_pass_by_the_list_only),
        CASE(flags_have_values_in_xml),
        CASE(tabs_switch_on_a_page_and_follow_each_other_in_a_book),
        CASE(tabs_in_tabs_keep_their_groups_apart),
        CASE(a_missing_include_leaves_a_mark),
        CASE(hooks_say_where_links_and_images_lead),
        TEST(brackets_stay_in_an_address_of_ipv6_alone),
        CASE(comments_stay_in_a_fragment_and_other_raw_text_is_told),
        CASE(boxes_deeper_than_known_are_plain),
        CASE(a_label_has_no_ids_links_or_notes),
    };
    return RUN_TESTS(tests);
}
