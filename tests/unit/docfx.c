/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "tree.h"

static const char *const files[] = {
    "p.md", "---\ntitle: t\n---\n**P**\n",
    "link.md", "see [x](y.md)\n",
    "blocks.md", "One.\n\n- two\n\n```\nthree\nfour\n```\n",
    "empty.md", "",
    "again.md", "a [!INCLUDE [x](again.md)]\n",
    "deep.md", "[!INCLUDE [x](p.md)]\n",
    "notes.md", "n[^1]\n\n[^1]: N\n",
    "inc/l.md", "[a](b.md) [c](../d.md#e) [f](#g) [h](https://i) [!INCLUDE[x](inc/sub/m.md)]\n",
    "inc/sub/m.md", "[n](../../o.md)\n",
    "n.cs", "#region outer\na\n#region\n  b\n#endregion inner\nc\n#endregion\nx\n// <tag>\nd\n#endregion of text\ne\n// </tag>\nx\n",
    "a.cs", "one\n  // <s>\n    two\n      three\n  // </s>\n#region r\nfour\n#endregion\n",
    NULL,
};

/* Reads the page with the files above; compares the tree and the diagnostics. */
static void assert_page(const char *page, const char *expected, const char *log)
{
    tree *t = tree_read_with(jr_str_from(page), files);
    assert_non_null(t->doc);
    assert_string_equal(tree_show(t, t->doc->root), expected);
    assert_string_equal(tree_log(t), log);
    tree_free(t);
}

/* ---- Includes ---- */

static void an_include_on_a_line_of_its_own_holds_the_blocks_of_the_file(void **state)
{
    (void)state;
    assert_page("a\n[!INCLUDE [t](blocks.md)]\nb\n",
                "(paragraph(text \"a\"))(include <blocks.md>(paragraph(text \"One.\"))(list -(list item(plain text(text \"two\"))))"
                "(code block fenced  \"three\nfour\n\"))(paragraph(text \"b\"))",
                "");
    assert_page("- [!include[](p.md)]\n", "(list -(list item(include <p.md>(paragraph(strong emphasis(text \"P\"))))))", "");
    assert_page("[!INCLUDE [t](empty.md)]\n", "(include <empty.md>)", "");
}

static void an_include_in_a_line_holds_inlines(void **state)
{
    (void)state;
    assert_page("# A [!INCLUDE[t](p.md)]\n\nx [!INCLUDE[t](p.md)] y\n",
                "(heading 1(text \"A \")(inline include <p.md>(strong emphasis(text \"P\"))))"
                "(paragraph(text \"x \")(inline include <p.md>(strong emphasis(text \"P\")))(text \" y\"))",
                "");
    assert_page("x [!INCLUDE[t](blocks.md)]\n",
                "(paragraph(text \"x \")(inline include <blocks.md>(text \"One.\")(line break)(text \"two\")(line break)"
                "(code span \"three four\")))",
                "");
}

static void an_include_is_read_before_links_and_tables(void **state)
{
    (void)state;
    assert_page("[a [!INCLUDE[t](link.md)]](z.md)\n",
                "(paragraph(link <z.md>(text \"a \")(inline include <link.md>(text \"see \")(text \"x\"))))", "");
    assert_page("|a|\n|-|\n|[!INCLUDE[t](p.md)]|\n",
                "(table(table head(table row(table cell(plain text(text \"a\")))))(table body(table row(table cell(plain text"
                "(inline include <p.md>(strong emphasis(text \"P\"))))))))",
                "");
}

static void a_missing_file_leaves_an_unresolved_include_and_a_warning(void **state)
{
    (void)state;
    assert_page("x\n\n  [!INCLUDE [t](no.md)]\n\ny [!INCLUDE [t](no.md \"title\")]\n",
                "(paragraph(text \"x\"))(include unresolved <no.md>)(paragraph(text \"y \")(inline include unresolved <no.md>))",
                "5:3: missing-include\n3:3: missing-include\n");
}

static void a_file_that_includes_itself_is_read_once(void **state)
{
    (void)state;
    assert_page("[!INCLUDE [t](again.md)]\n",
                "(include <again.md>(paragraph(text \"a \")(inline include unresolved <again.md>)))", "1:3: missing-include\n");
}

static void files_may_include_files(void **state)
{
    (void)state;
    assert_page("[!INCLUDE [t](deep.md)]\n",
                "(include <deep.md>(include <p.md>(paragraph(strong emphasis(text \"P\")))))", "");
}

static void an_included_file_keeps_its_footnotes(void **state)
{
    (void)state;
    assert_page("[!INCLUDE [t](notes.md)]\n",
                "(include <notes.md>(paragraph(text \"n\")(superscript(text \"1\")))(list . loose 1(list item(paragraph(text \"N\")))))",
                "");
}

static void links_of_included_files_stay_as_written(void **state)
{
    (void)state;
    assert_page("[!INCLUDE [t](inc/l.md)]\n",
                "(include <inc/l.md>(paragraph(link <b.md>(text \"a\"))(text \" \")(link <../d.md#e>(text \"c\"))(text \" \")"
                "(link <#g>(text \"f\"))(text \" \")(link <https://i>(text \"h\"))(text \" \")"
                "(inline include <inc/sub/m.md>(link <../../o.md>(text \"n\")))))",
                "");
}

static void code_and_comments_show_the_authors_bytes(void **state)
{
    (void)state;
    assert_page("`[!INCLUDE [t](p.md)]`\n\n    [!INCLUDE [t](p.md)]\n    :::row:::\n\n```\n> [!VIDEO u]\n```\n\n"
                "<!-- [!INCLUDE [t](p.md)]\n:::row:::\n-->\n\n[a](b.md \"[!INCLUDE [t](p.md)]\")\n",
                "(paragraph(code span \"[!INCLUDE [t](p.md)]\"))(code block  \"[!INCLUDE [t](p.md)]\n:::row:::\n\")"
                "(code block fenced  \"> [!VIDEO u]\n\")(raw block \"<!-- [!INCLUDE [t](p.md)]\n:::row:::\n-->\n\")"
                "(paragraph(link <b.md> \"[!INCLUDE [t](p.md)]\"(text \"a\")))",
                "");
}

static void includes_in_html_are_included(void **state)
{
    (void)state;
    assert_page("<div>\n[!INCLUDE [t](p.md)]\n</div>\n",
                "(division div(plain text(inline include <p.md>(strong emphasis(text \"P\")))))", "");
    assert_page("<div><pre>[!INCLUDE [t](p.md)]</pre><!-- [!INCLUDE [t](p.md)] --></div>\n",
                "(division div(code block  \"[!INCLUDE [t](p.md)]\n\")(raw block \"<!-- [!INCLUDE [t](p.md)] -->\"))", "");
    assert_page("<div title=\"[!INCLUDE [t](p.md)]\">x</div>\n",
                "(division div title=[!INCLUDE [t](p.md)](plain text(text \"x\")))", "");
}

static void code_in_html_keeps_the_bytes_of_an_include(void **state)
{
    (void)state;
    assert_tree("<pre>[!INCLUDE[x](d)]</pre>\n", "(code block  \"[!INCLUDE[x](d)]\n\")");
    assert_tree("<div><tt>[!INCLUDE[x](d)]</tt></div>\n", "(division div(plain text(code span \"[!INCLUDE[x](d)]\")))");
}

static void private_use_characters_of_the_author_stay(void **state)
{
    (void)state;
    assert_page("\xEE\x80\x80" "0\xEE\x80\x80 [!INCLUDE [t](p.md)]\n",
                "(paragraph(text \"\xEE\x80\x80" "0\xEE\x80\x80 \")(inline include <p.md>(strong emphasis(text \"P\"))))", "");
}

static void what_is_malformed_stays_text_with_a_warning(void **state)
{
    (void)state;
    assert_page("x\n\n[!INCLUDE [t] p.md]\n", "(paragraph(text \"x\"))(paragraph(text \"[!INCLUDE [t] p.md]\"))",
                "3:1: bad-dialect\n");
    assert_page(":::row-end:::\n", "(paragraph(text \":::row-end:::\"))", "1:1: bad-dialect\n");
    assert_page(":::image alt-text=\"x\":::\n", "(paragraph(text \":::image alt-text=\"x\":::\"))", "1:1: bad-dialect\n");
}

/* ---- Tabs ---- */

static void tab_headings_make_a_group_up_to_a_thematic_break(void **state)
{
    (void)state;
    assert_page("# <a name=\"n\"></a>[One](#tab/a)\n\nx\n\n## h\n\n# [*Two*](#tab/b/c)\n\ny\n\n---\n\nz\n",
                "(tab group(tab a/(tab title #n(text \"One\"))(paragraph(text \"x\"))(heading 2(text \"h\")))"
                "(tab b/c(tab title(emphasis(text \"Two\")))(paragraph(text \"y\"))))(paragraph(text \"z\"))",
                "");
    assert_page("- x\n\n  # [One](#tab/a)\n\n  y\n\nz\n",
                "(list - loose(list item(paragraph(text \"x\"))(tab group(tab a/(tab title(text \"One\"))(paragraph(text \"y\"))))))"
                "(paragraph(text \"z\"))",
                "");
}

static void tabs_of_a_lower_level_are_a_group_in_the_tab(void **state)
{
    (void)state;
    assert_page("# [A](#tab/a)\n## [B](#tab/b)\nx\n## [C](#tab/c)\n",
                "(tab group(tab a/(tab title(text \"A\"))(tab group(tab b/(tab title(text \"B\"))(paragraph(text \"x\")))"
                "(tab c/(tab title(text \"C\"))))))",
                "");
}

/* ---- Lines with colons, quotes with [!…] ---- */

static void images_have_text_lightbox_and_description(void **state)
{
    (void)state;
    assert_page(":::image type=\"content\" source=\"a.png\" alt-text=\"A &amp; B\" lightbox=\"b.png\":::\n",
                "(paragraph(link <b.png>(image <a.png>(text \"A & B\"))))", "");
    assert_page("x :::image type=\"icon\" source=\"a.png\" alt-text=\"n\"::: y\n",
                "(paragraph(text \"x \")(image <a.png> role=presentation)(text \" y\"))", "");
    assert_page("1. a\n   :::image source=\"a.png\" alt-text=\"x\"::::\n",
                "(list . 1(list item(plain text(text \"a\"))(paragraph(image <a.png>(text \"x\")))))", "");
    assert_page(":::image type=\"complex\" source=\"a.png\" alt-text=\"x\":::\n*long*\n:::image-end:::\ny\n",
                "(paragraph(image <a.png>(text \"x\")))(division div .long-description(paragraph(emphasis(text \"long\"))))"
                "(paragraph(text \"y\"))",
                "");
    assert_page(":::image type=\"complex\" source=\"a.png\" alt-text=\"x\":::\n\ny\n",
                "(paragraph(image <a.png>(text \"x\")))(paragraph(text \"y\"))", "1:1: bad-dialect\n");
}

static void rows_zones_and_monikers_are_divisions(void **state)
{
    (void)state;
    assert_page(":::row:::\n:::column span=\"2\":::\na\n:::column-end:::\n:::column:::\nb\n:::column-end:::\n:::row-end:::\n",
                "(division row(division column span=2(paragraph(text \"a\")))(division column(paragraph(text \"b\"))))", "");
    assert_page("::: zone pivot=\"a,b\"\n# h\n::: zone-end\n\n::: moniker range=\">= x\"\n- i\n::: moniker-end\n",
                "(division zone pivot=a,b(heading 1(text \"h\")))(division moniker range=>= x(list -(list item(plain text(text \"i\")))))",
                "");
    assert_page("x\n::: zone pivot=\"a\"\ny\n", "(paragraph(text \"x\"))(division zone pivot=a(paragraph(text \"y\")))",
                "2:1: bad-dialect\n");
}

static void marks_of_rows_and_columns_end_what_is_indented_as_they_are(void **state)
{
    (void)state;
    assert_page(":::row:::\n   :::column:::\n      - a\n      :::column-end:::\n   :::column:::\n- b\n   - c\n"
                "      :::column-end:::\n    :::row-end:::\nd\n",
                "(division row(division column(list -(list item(plain text(text \"a\")))))(division column(list -(list item"
                "(plain text(text \"b\"))(list -(list item(plain text(text \"c\"))))))))(paragraph(text \"d\"))",
                "");
    assert_page(":::row:::\n:::column:::\n```\n    :::column:::\n```\n  x\n :::column-end:::\n:::row-end:::\n",
                "(division row(division column(code block fenced  \"    :::column:::\n\")(paragraph(text \"x\"))))", "");
    assert_page("- a\n\n  :::row:::\n      :::row-end:::\n  b\n",
                "(list - loose(list item(paragraph(text \"a\"))(division row)(paragraph(text \"b\"))))",
                "");
}

static void indented_text_in_columns_is_no_code(void **state)
{
    (void)state;
    assert_page(":::row:::\n   :::column:::\n      **a** [!INCLUDE[t](p.md)]\n\n      - b\n   :::column-end:::\n:::row-end:::\n",
                "(division row(division column(paragraph(strong emphasis(text \"a\"))(text \" \")(inline include <p.md>"
                "(strong emphasis(text \"P\"))))(list -(list item(plain text(text \"b\"))))))",
                "");
    assert_page(":::row:::\n    :::column:::\n        a\n\n        ```\n          c\n        ```\n    :::column-end:::\n:::row-end:::\n",
                "(division row(division column(paragraph(text \"a\"))(code block fenced  \"  c\n\")))", "");
}

static void videos_and_divisions_leave_their_quote(void **state)
{
    (void)state;
    assert_page("> [!VIDEO https://v/x_y_z?a=1&b]\n", "(video <https://v/x_y_z?a=1&b>)", "");
    assert_page("> q\n> [!div class=\"mx-tableFixed b\"]\n> |a|\n> |-|\n",
                "(block quote(paragraph(text \"q\")))(division div .mx-tableFixed .b(table(table head(table row(table cell"
                "(plain text(text \"a\")))))))",
                "");
    assert_page("> [!div class=\"a\"]\n> x\n>\n> [!div class=\"b\"]\n> y\n",
                "(division div .a(paragraph(text \"x\")))(division div .b(paragraph(text \"y\")))", "");
    assert_page("> [!NOTE]\n> a\n> [!VIDEO u]\n", "(alert NOTE(paragraph(text \"a\"))(video <u>))", "");
    assert_page("[!VIDEO u]\n", "(paragraph(text \"[!VIDEO u]\"))", "1:1: bad-dialect\n");
}

static void code_comes_from_files_by_range_and_by_name(void **state)
{
    (void)state;
    assert_page(":::code language=\"csharp\" source=\"a.cs\" range=\"1,3-4\":::\n",
                "(code block fenced csharp \"one\n    two\n      three\n\")", "");
    assert_page("[!code-c[x](a.cs#L3-L4)]\n", "(code block fenced c \"two\n  three\n\")", "");
    assert_page("[!code[x](a.cs?name=s)]\n", "(code block fenced csharp \"two\n  three\n\")", "");
    assert_page(":::code source=\"a.cs\" id=\"r\":::\n", "(code block fenced csharp \"four\n\")", "");
    assert_page(":::code source=\"n.cs\" id=\"outer\":::\n", "(code block fenced csharp \"a\n  b\nc\n\")", "");
    assert_page(":::code source=\"n.cs\" id=\"tag\":::\n", "(code block fenced csharp \"d\n#endregion of text\ne\n\")", "");
    assert_page(":::code source=\"no.cs\":::\n", "(code block fenced csharp \"no.cs\n\")", "1:1: missing-include\n");
    assert_page("[!code[x](a.cs#none)]\n", "(code block fenced csharp \"a.cs\n\")", "1:1: missing-include\n");
}

static void names_that_stay_and_references_are_shown(void **state)
{
    (void)state;
    assert_page("a :::no-loc text=\"Word\"::: <xref:System.String?x=y> [t](xref:u)\n",
                "(paragraph(text \"a \")(span span .no-loc(text \"Word\"))(text \" \")(text \"System.String\")(text \" \")"
                "(link <xref:u>(text \"t\")))",
                "");
}

static void every_construct_nests_to_a_limit(void **state)
{
    (void)state;
    jr_buf page = {0};
    for (int i = 0; i < 300; i++)
        jr_puts(&page, "::: zone pivot=\"a\"\n");
    jr_puts(&page, "x\n");
    tree *t = tree_read(jr_buf_str(&page));
    assert_non_null(t->doc);
    assert_true(jr_node_depth(t->doc->root) <= 100);
    tree_free(t);
    jr_buf_free(&page);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_include_on_a_line_of_its_own_holds_the_blocks_of_the_file),
        cmocka_unit_test(an_include_in_a_line_holds_inlines),
        cmocka_unit_test(an_include_is_read_before_links_and_tables),
        cmocka_unit_test(a_missing_file_leaves_an_unresolved_include_and_a_warning),
        cmocka_unit_test(a_file_that_includes_itself_is_read_once),
        cmocka_unit_test(files_may_include_files),
        cmocka_unit_test(an_included_file_keeps_its_footnotes),
        cmocka_unit_test(links_of_included_files_stay_as_written),
        cmocka_unit_test(code_and_comments_show_the_authors_bytes),
        cmocka_unit_test(includes_in_html_are_included),
        cmocka_unit_test(code_in_html_keeps_the_bytes_of_an_include),
        cmocka_unit_test(private_use_characters_of_the_author_stay),
        cmocka_unit_test(what_is_malformed_stays_text_with_a_warning),
        cmocka_unit_test(tab_headings_make_a_group_up_to_a_thematic_break),
        cmocka_unit_test(tabs_of_a_lower_level_are_a_group_in_the_tab),
        cmocka_unit_test(images_have_text_lightbox_and_description),
        cmocka_unit_test(rows_zones_and_monikers_are_divisions),
        cmocka_unit_test(marks_of_rows_and_columns_end_what_is_indented_as_they_are),
        cmocka_unit_test(indented_text_in_columns_is_no_code),
        cmocka_unit_test(videos_and_divisions_leave_their_quote),
        cmocka_unit_test(code_comes_from_files_by_range_and_by_name),
        cmocka_unit_test(names_that_stay_and_references_are_shown),
        cmocka_unit_test(every_construct_nests_to_a_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
