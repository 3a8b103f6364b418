/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "tree.h"

static void assert_log(const char *page, const char *expected)
{
    tree *t = tree_read(jr_str_from(page));
    assert_non_null(t->doc);
    assert_string_equal(tree_log(t), expected);
    tree_free(t);
}

/* ---- Inline ---- */

static void elements_with_a_kind_of_their_own_become_it(void **state)
{
    (void)state;
    assert_tree("<b>a</b><strong>b</strong><i>c</i><em>d</em><u>e</u><s>f</s><del>g</del><sup>h</sup><sub>i</sub>\n",
                "(paragraph(strong emphasis(text \"a\"))(strong emphasis(text \"b\"))(emphasis(text \"c\"))(emphasis(text \"d\"))"
                "(underline(text \"e\"))(strikethrough(text \"f\"))(strikethrough(text \"g\"))(superscript(text \"h\"))"
                "(subscript(text \"i\")))");
}

static void other_inline_elements_become_spans_with_their_name(void **state)
{
    (void)state;
    assert_tree("x <kbd>Ctrl</kbd> <span id=\"i\" class=\"b c\" lang=\"de\" style=\"color:red\" onclick=\"f()\">*y*</span>\n",
                "(paragraph(text \"x \")(span kbd(text \"Ctrl\"))(text \" \")(span span #i .b .c lang=de(emphasis(text \"y\"))))");
}

static void code_is_a_code_span_where_it_holds_only_text(void **state)
{
    (void)state;
    assert_tree("<code>a_b</code> <code>c *d*</code>\n",
                "(paragraph(code span \"a_b\")(text \" \")(span code(text \"c \")(emphasis(text \"d\"))))");
}

static void anchors_become_links_or_places(void **state)
{
    (void)state;
    assert_tree("# <a name=\"x\"></a>T\n\n<a href=\"u?a=1&amp;b=2\" title=\"t\">y</a> <a id=z>w</a>\n",
                "(heading 1 #x(text \"T\"))"
                "(paragraph(link <u?a=1&b=2> \"t\"(text \"y\"))(text \" \")(span span #z(text \"w\")))");
}

static void breaks_and_images_are_what_they_are_in_markdown(void **state)
{
    (void)state;
    assert_tree("a<br>b<BR/>c</br>d <img src=\"i.png\" alt=\"A &lt; B\" width=\"9\">\n",
                "(paragraph(text \"a\")(line break)(text \"b\")(line break)(text \"c\")(line break)(text \"d \")"
                "(image <i.png> width=9(text \"A < B\")))");
}

static void unknown_tags_are_text(void **state)
{
    (void)state;
    assert_tree("a <username> b </username> <object> <Anzahl x=\"1\">\n",
                "(paragraph(text \"a \")(text \"<username>\")(text \" b \")(text \"</username>\")(text \" \")(text \"<object>\")"
                "(text \" \")(text \"<Anzahl x=\"1\">\"))");
}

static void bad_nesting_is_mended_as_browsers_do(void **state)
{
    (void)state;
    assert_tree("<b>x<i>y</b>z</i> w</u>\n",
                "(paragraph(strong emphasis(text \"x\")(emphasis(text \"y\")))(emphasis(text \"z\"))(text \" w\"))");
    assert_tree("*<b>x* y\n", "(paragraph(emphasis(strong emphasis(text \"x\")))(text \" y\"))");
    assert_tree("<a href=\"1\">x<a href=\"2\">y</a>\n", "(paragraph(link <1>(text \"x\"))(link <2>(text \"y\")))");
}

static void a_link_holds_no_links(void **state)
{
    (void)state;
    assert_tree("<a href=\"1\">x *[y](2)*</a> [z](3)\n",
                "(paragraph(link <1>(text \"x \")(emphasis(text \"y\")))(text \" \")(link <3>(text \"z\")))");
    assert_tree("[x <a href=\"1\">y</a>](2)\n", "(paragraph(link <2>(text \"x \")(text \"y\")))");
}

static void addresses_that_run_scripts_are_dropped_and_reported(void **state)
{
    (void)state;
    assert_tree("<a href=\" java&#10;script:x\">y</a>\n", "(paragraph(text \"y\"))");
    assert_log("<a href=\" java&#10;script:x\">y</a>\n", "1:1: unsafe-link\n");
    assert_tree("<img src=\"data:image/png;base64,AA==\" alt=\"a\">\n", "(plain text(image <data:image/png;base64,AA==>(text \"a\")))");
    assert_log("x <img src=\"data:text/html,x\" alt=\"a\">\n", "1:3: unsafe-link\n");
}

static void scripts_are_dropped_with_their_content_and_reported(void **state)
{
    (void)state;
    assert_tree("a <script>b</script> c\n", "(paragraph(text \"a \")(text \" c\"))");
    assert_log("a <script>b</script> c\n", "1:3: dropped-html\n");
    assert_tree("<div>a<script>if (b<c) \"</div>\";</script>d</div>\n", "(division div(plain text(text \"a\")(text \"d\")))");
    assert_tree("<script>x</script>\n\ny\n", "(paragraph(text \"y\"))");
}

static void comments_stay_raw(void **state)
{
    (void)state;
    assert_tree("a <!-- b --> c\n\n<!-- d -->\n",
                "(paragraph(text \"a \")(raw inline \"<!-- b -->\")(text \" c\"))(raw block \"<!-- d -->\n\")");
}

static void a_comment_that_the_page_ends_in_ends_with_it(void **state)
{
    (void)state;
    assert_source("<div></div>a<!--b", "(division<<div></div>a<!--b>)(plain text<<div></div>a<!--b>(text<a>)(raw inline<<!--b>))");
}

/* ---- Blocks in lines ---- */

static void lists_in_cells_become_lists(void **state)
{
    (void)state;
    assert_tree("|a|\n|-|\n|x<ul><li>*1*</li><li>2</ul>y|\n",
                "(table(table head(table row(table cell(plain text(text \"a\")))))(table body(table row(table cell"
                "(plain text(text \"x\"))(list -(list item(plain text(emphasis(text \"1\"))))(list item(plain text(text \"2\"))))"
                "(plain text(text \"y\"))))))");
}

static void a_paragraph_splits_where_an_element_begins_a_block(void **state)
{
    (void)state;
    assert_tree("a <p> *b*\n", "(paragraph(text \"a\"))(paragraph(emphasis(text \"b\")))");
    assert_tree("# a <p> b\n", "(heading 1(text \"a \")(line break)(text \" b\"))");
}

/* ---- Blocks ---- */

static void html_blocks_become_nodes(void **state)
{
    (void)state;
    assert_tree("<div class=\"c\"><h2>H</h2><p>a\nb</p><hr><blockquote>q</blockquote><pre>\n x\n y</pre>"
                "<ol start=\"3\"><li>i</li></ol><dl><dt>t</dt><dd>d</dd></dl></div>\n",
                "(division div .c(heading 2 setext(text \"H\"))(paragraph(text \"a\")(soft break)(text \"b\"))(thematic break)"
                "(block quote(plain text(text \"q\")))(code block  \" x\n y\n\")(list . 3(list item(plain text(text \"i\"))))"
                "(division dl(division dt(plain text(text \"t\")))(division dd(plain text(text \"d\")))))");
}

static void html_tables_become_tables(void **state)
{
    (void)state;
    assert_tree("<table><caption>C</caption><thead><tr><th>a</th><th align=\"right\">b</th></tr></thead>"
                "<tbody><tr><td colspan=\"2\">c</td></tr></tbody></table>\n",
                "(paragraph(text \"C\"))(table(table head(table row(table cell(plain text(text \"a\")))(table cell right"
                "(plain text(text \"b\")))))(table body(table row(table cell 2x1(plain text(text \"c\"))))))");
    assert_tree("<table><tr><td rowspan=9>a<td>b<tr><td>c</table>\n",
                "(table(table body(table row(table cell 1x2(plain text(text \"a\")))(table cell(plain text(text \"b\"))))"
                "(table row(table cell(plain text(text \"c\"))))))");
    assert_tree("<table><tr><td colspan=5>a<tr><td colspan=2>b<td colspan=3>c</table>\n",
                "(table(table body(table row(table cell 2x1(plain text(text \"a\"))))"
                "(table row(table cell(plain text(text \"b\")))(table cell(plain text(text \"c\"))))))");
}

static void what_a_table_cannot_hold_comes_before_it(void **state)
{
    (void)state;
    assert_tree("<table>x<tr>y<td>a</td></tr></table>\n",
                "(plain text(text \"x\"))(plain text(text \"y\"))(table(table body(table row(table cell(plain text(text \"a\"))))))");
}

static void markdown_between_html_blocks_stands_in_the_element(void **state)
{
    (void)state;
    assert_tree("<details>\n<summary>s</summary>\n\n**m**\n\n- a\n\n</details>\n\nb\n",
                "(division details(division summary(plain text(text \"s\")))(paragraph(strong emphasis(text \"m\")))"
                "(list -(list item(plain text(text \"a\")))))(paragraph(text \"b\"))");
    assert_tree("<table>\n<tr>\n<td>\n\n*c*\n\n</td>\n</tr>\n</table>\n",
                "(table(table body(table row(table cell(paragraph(emphasis(text \"c\")))))))");
    assert_tree("<div>\n\nx</div>\n\ny\n", "(division div(plain text(text \"x\")))(paragraph(text \"y\"))");
}

static void an_element_that_is_never_closed_ends_with_its_html_block(void **state)
{
    (void)state;
    assert_tree("<div>\na\n\nb\n", "(division div(plain text(text \"a\")))(paragraph(text \"b\"))");
}

static void entities_of_html_4_are_known(void **state)
{
    (void)state;
    assert_tree("<div>&eacute;&#x4E2D;&#150;&nope; &amp;</div>\n", "(division div(plain text(text \"é中–&nope; &\")))");
    assert_tree("<div>&eacute;<b>&lt;x&gt;</div>\n", "(division div(plain text(text \"é\")(strong emphasis(text \"<x>\"))))");
}

static void text_of_html_blocks_never_vanishes(void **state)
{
    (void)state;
    assert_tree("<div><username> a < b <form>c<button>d</button><object>e</object></form></div>\n",
                "(division div(plain text(text \"<username> a < b\"))(plain text(text \"c\")(text \"d\")(text \"e\")))");
}

static void frames_become_videos(void **state)
{
    (void)state;
    assert_tree("<iframe src=\"https://x.y/z\" width=\"9\"></iframe>\n", "(video <https://x.y/z>)");
    assert_tree("<video width=\"9\"><source src=\"a.mp4\"><source src=\"b.webm\">old</video>\n", "(video <a.mp4>)");
}

static void deep_nesting_ends_at_a_limit_with_its_text(void **state)
{
    (void)state;
    jr_buf page = {0};
    for (int i = 0; i < 5000; i++)
        jr_puts(&page, "<div><b>");
    jr_puts(&page, "x\n");
    tree *t = tree_read(jr_buf_str(&page));
    assert_non_null(t->doc);
    assert_true(jr_node_depth(t->doc->root) <= 100);
    jr_buf text = {0};
    jr_node_text(t->doc->root, &text);
    assert_int_equal(text.n, 1);
    jr_buf_free(&text);
    jr_buf_free(&page);
    tree_free(t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(elements_with_a_kind_of_their_own_become_it),
        cmocka_unit_test(other_inline_elements_become_spans_with_their_name),
        cmocka_unit_test(code_is_a_code_span_where_it_holds_only_text),
        cmocka_unit_test(anchors_become_links_or_places),
        cmocka_unit_test(breaks_and_images_are_what_they_are_in_markdown),
        cmocka_unit_test(unknown_tags_are_text),
        cmocka_unit_test(bad_nesting_is_mended_as_browsers_do),
        cmocka_unit_test(a_link_holds_no_links),
        cmocka_unit_test(addresses_that_run_scripts_are_dropped_and_reported),
        cmocka_unit_test(scripts_are_dropped_with_their_content_and_reported),
        cmocka_unit_test(comments_stay_raw),
        cmocka_unit_test(a_comment_that_the_page_ends_in_ends_with_it),
        cmocka_unit_test(lists_in_cells_become_lists),
        cmocka_unit_test(a_paragraph_splits_where_an_element_begins_a_block),
        cmocka_unit_test(html_blocks_become_nodes),
        cmocka_unit_test(html_tables_become_tables),
        cmocka_unit_test(what_a_table_cannot_hold_comes_before_it),
        cmocka_unit_test(markdown_between_html_blocks_stands_in_the_element),
        cmocka_unit_test(an_element_that_is_never_closed_ends_with_its_html_block),
        cmocka_unit_test(entities_of_html_4_are_known),
        cmocka_unit_test(text_of_html_blocks_never_vanishes),
        cmocka_unit_test(frames_become_videos),
        cmocka_unit_test(deep_nesting_ends_at_a_limit_with_its_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
