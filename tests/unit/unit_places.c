/* SPDX-License-Identifier: MIT */
/* The places of units: which bytes of the page a text is written with, and how. */
#include "test.h"

#include <jerome/units.h>

#include "tree.h"

static const char *const forms[JR_FORM_COUNT] = {
    [JR_FORM_PARAGRAPH] = "paragraph",   [JR_FORM_HEADING_ATX] = "atx",
    [JR_FORM_HEADING_SETEXT] = "setext", [JR_FORM_CELL] = "cell",
    [JR_FORM_LINK_TEXT] = "link",        [JR_FORM_ALT] = "alt",
    [JR_FORM_TITLE_DOUBLE] = "title\"",  [JR_FORM_TITLE_SINGLE] = "title'",
    [JR_FORM_TITLE_PAREN] = "title(",    [JR_FORM_HTML_TEXT] = "html",
    [JR_FORM_HTML_DOUBLE] = "html\"",    [JR_FORM_HTML_SINGLE] = "html'",
    [JR_FORM_HTML_BARE] = "html=",       [JR_FORM_DIALECT] = "dialect",
    [JR_FORM_YAML_PLAIN] = "plain",      [JR_FORM_YAML_FLOW] = "flow",
    [JR_FORM_YAML_SINGLE] = "single",    [JR_FORM_YAML_DOUBLE] = "double",
    [JR_FORM_YAML_LITERAL] = "literal",  [JR_FORM_YAML_FOLDED] = "folded",
    [JR_FORM_YAML_LIST] = "list",        [JR_FORM_COMMENT] = "comment",
};

/* "form: text: bytes" for each unit, one a line; line ends in the bytes as "~", codes in the text as "{type number}".
 */
static void check_opts(jr_str page, const jr_unit_opts *opts, const char *expected)
{
    tree *t = tree_read(page);
    assert_non_null(t->doc);
    jr_units units;
    jr_units_find(t->doc, opts, t->arena, t->diag, &units);
    jr_buf out = {0};
    for (size_t i = 0; i < units.n; i++) {
        const jr_unit *unit = &units.items[i];
        uint32_t at = unit->span.begin;
        jr_printf(&out, "%s%s: ", forms[unit->form], unit->in_cell && unit->form != JR_FORM_CELL ? "|" : "");
        for (size_t j = 0; j < unit->n_pieces; j++) {
            const jr_piece *piece = &unit->pieces[j];
            assert_true(piece->exact);
            assert_int_equal(piece->span.begin, at);
            at = piece->span.end;
            if (piece->kind == JR_PIECE_TEXT)
                jr_put(&out, piece->text);
            else
                jr_printf(&out, "{%s%u}", piece->kind == JR_PIECE_CLOSE ? "/" : "", (unsigned)piece->number);
            if (piece->kind == JR_PIECE_TEXT && piece->form != unit->form)
                jr_printf(&out, "<%s>", forms[piece->form]);
        }
        assert_int_equal(at, unit->span.end);
        jr_puts(&out, ": ");
        for (uint32_t k = unit->span.begin; k < unit->span.end; k++)
            jr_putc(&out, page.p[k] == '\n' ? '~' : page.p[k]);
        jr_putc(&out, '\n');
    }
    jr_put(&out, jr_buf_str(&t->log));
    const jr_str shown = jr_buf_take(&out, t->arena);
    assert_string_equal(shown.n ? shown.p : "", expected);
    tree_free(t);
}

static void check(const char *page, const char *expected)
{
    check_opts(jr_str_from(page), &(jr_unit_opts){.keys = JR_STR(JR_UNITS_DEFAULT_KEYS)}, expected);
}

static void scalars_of_front_matter_are_placed_without_their_marks(void **state)
{
    (void)state;
    check("---\ntitle: a\n  b # c\ndescription: 'it''s'\n---\n", "plain: a b: a~  b\nsingle: it's: it''s\n");
    check("---\ntitle: \"a \\\"b\\\" \\u00e9\\\n  \\ c\\td\"\ndescription: &x !!str e\n---\n",
          "double: a \"b\" é c d: a \\\"b\\\" \\u00e9\\~  \\ c\\td\nplain: e: e\n");
    check("---\ntitle: >-\n  a\n  b\n\n  c\ndescription: |2\n   d\n   e\n---\n",
          "folded: a b c: a~  b~~  c\nliteral: d e: d~   e\n");
}

static void list_of_keywords_is_one_unit(void **state)
{
    (void)state;
    check("---\nkeywords: [a b, \"c, d\", 'e']\n---\n",
          "list: a b<flow>{1}c, d<double>{2}e<single>: a b, \"c, d\", 'e\n");
    check("---\nkeywords:\n- a\n- 'b'\n\n# c\n- d\n---\n", "list: a<plain>{1}b<single>{2}d<plain>: a~- 'b'~~# c~- d\n");
    check("---\nkeywords: a, b\n---\n", "plain: a, b: a, b\n");
}

static void markdown_is_placed_with_escapes_and_prefixes(void **state)
{
    (void)state;
    check("> - a \\* &amp; **b\n>   c**\n> d\n", "paragraph: a * & {1}b c{/1} d: a \\* &amp; **b~>   c**~> d\n");
    check("# a # b #\n\nc\nd\n===\n", "atx: a # b: a # b\nsetext: c d: c~d\n");
    check("| a \\| b | ![c](d \"e\") |\n|---|---|\n", "cell: a | b: a \\| b\nalt|: c: c\ntitle\"|: e: e\n");
    check("# [a *b*](#tab/c)\n\nd\n\n---\n", "link: a {1}b{/1}: a *b*\nparagraph: d: d\n");
}

static void texts_of_links_and_images_are_placed_in_them(void **state)
{
    (void)state;
    check("![a](b 'c \\' d') [e](<f g>\n(h))\n", "paragraph: {1} {2}e{/2}: ![a](b 'c \\' d') [e](<f g>~(h))\n"
                                                 "alt: a: a\ntitle': c ' d: c \\' d\ntitle(: h: h\n");
    check(":::image type=\"content\" alt-text=\"a &amp; b\" source=\"c.png\":::\n", "dialect: a & b: a &amp; b\n");
    check("a <image alt=\"b\" src=\"c\" /> <image>\n",
          "paragraph: a {1} <image>: a <image alt=\"b\" src=\"c\" /> <image>\nhtml\": b: b\n");
    check("d <img alt='a &amp; b' src=c title=e> <abbr title=\"f\">g</abbr>\n",
          "paragraph: d {1} {2}g{/2}: d <img alt='a &amp; b' src=c title=e> <abbr title=\"f\">g</abbr>\n"
          "html': a & b: a &amp; b\nhtml=: e: e\nhtml\": f: f\n");
}

static void title_of_a_reference_is_placed_in_its_definition_once(void **state)
{
    (void)state;
    check("[a][r] [R]\n\n[r]: b \"c\"\n", "paragraph: {1}a{/1} {2}R{/2}: [a][r] [R]\ntitle\": c: c\n");
    check("[a][r]\n\n[r]: b \"c\"\n\n```\n[r]: d \"e\"\n```\n", "paragraph: {1}a{/1}: [a][r]\n1:1: not-exported\n");
}

static void raw_html_is_placed_with_its_tags(void **state)
{
    (void)state;
    check("<table>\n<tr><td>a &lt;\n<b>c</b> \\* <code>d</code></td></tr>\n</table>\n",
          "html: a < {1}c{/1} \\* {2}: a &lt;~<b>c</b> \\* <code>d</code>\n");
    check("<p><b>a</b> *b*</p>\n\n<p>\n\n<b>a</b> *b*\n",
          "html: {1}a{/1} *b*: <b>a</b> *b*\nparagraph: {1}a{/1} {2}b{/2}: <b>a</b> *b*\n");
    check("> <ul>\n> <li>a\n> b</ul>\n", "html: a b: a~> b\n"); /* mended: </li> is missing */
    check("<div title=\"a\" aria-label='b'>\n\nc\n\n</div>\n", "html\": a: a\nhtml': b: b\nparagraph: c: c\n");
    check("<p>a <font color=\"red\">b</font> c</p>\n", "html: a {1}b{2} c: a <font color=\"red\">b</font> c\n");
}

static void white_space_between_elements_of_html_is_placed(void **state)
{
    (void)state;
    check("<table><tr><td><i>a</i> <b>b</b> <br>c</table>\n", "html: {1}a{/1} {2}b{/2} {3}c: <i>a</i> <b>b</b> <br>c\n");
    check("> <div><i>a</i> \n>  <b>b</b></div>\n", "html: {1}a{/1} {2}b{/2}: <i>a</i> ~>  <b>b</b>\n");
    check("<p><i>a</i> <!-- c --><b>b</b></p>\n", "html: {1}a{/1}{2}{3}b{/3}: <i>a</i> <!-- c --><b>b</b>\n");
    check("<p><i>a</i><font> </font><b>b</b></p>\n", "html: {1}a{/1}{2}{3}b{/3}: <i>a</i><font> </font><b>b</b>\n");
    check("<p>a<b> </b><br>c</p>\n", "html: a{1}{2}c: a<b> </b><br>c\n");
}

static void element_without_an_end_is_a_single_code(void **state)
{
    (void)state;
    check("| a<sup>1 |\n|---|\n", "cell: a{1}1: a<sup>1\n");
    check("<p>a <b>b <i>c</b> d</i></p>\n", "html: a {1}b {2}c{/1} d: a <b>b <i>c</b> d\n");
}

static void text_in_columns_is_placed_where_it_stands(void **state)
{
    (void)state;
    check(":::row:::\n    :::column:::\n        One\n        *two*\n\n        <b>a</b>\n    "
          ":::column-end:::\n:::row-end:::\n",
          "paragraph: One {1}two{/1}: One~        *two*\nparagraph: {1}a{/1}: <b>a</b>\n");
}

static void reference_by_uid_is_a_code(void **state)
{
    (void)state;
    check("See <xref:System.String> now.\n", "paragraph: See {1} now.: See <xref:System.String> now.\n");
}

static void terms_are_protected(void **state)
{
    (void)state;
    check("---\ntitle: Use &#160; Teams\nno-loc: [Teams, Power Apps, Power, .NET, '中文']\n---\n"
          "# Teams\n\nTeams teams Teamster, **Power\nApps** Power\\-s ASP.NET 学中文吧 `Power`.\n\n![Power](x)\n",
          "plain: Use &#160; {1}: Use &#160; Teams\n"
          "paragraph: {1} teams Teamster, {2}{3}{/2} {4}-s ASP{5} 学{6}吧 {7}.: "
          "Teams teams Teamster, **Power~Apps** Power\\-s ASP.NET 学中文吧 `Power`.\n");
    check("Use :::no-loc text=\"Edge\"::: or Edge, not Edges.\n",
          "paragraph: Use {1} or {2}, not Edges.: Use :::no-loc text=\"Edge\"::: or Edge, not Edges.\n");
}

static void term_says_what_may_be_done_to_it(void **state)
{
    (void)state;
    tree *t = tree_read(JR_STR("---\nno-loc: Edge\n---\nOpen [Edge now](x \"About Edge\").\n"));
    jr_units units;
    jr_units_find(t->doc, &(jr_unit_opts){0}, t->arena, NULL, &units);
    assert_int_equal(units.n, 2);
    const jr_piece *term = &units.items[0].pieces[2];
    assert_int_equal(term->type, JR_CODE_TERM);
    assert_int_equal(term->flags, JR_CODE_CAN_COPY | JR_CODE_CAN_REORDER);
    assert_str(term->text, "Edge");
    assert_str(term->disp, "Edge");
    assert_str(term->equiv, "Edge");
    assert_int_equal(units.items[0].pieces[1].n_subs, 1); /* the link still knows its title */
    assert_int_equal(units.items[0].pieces[1].first_sub, 1);
    assert_int_equal(units.items[1].pieces[1].type, JR_CODE_TERM);
    tree_free(t);
}

/* ---- Ids ---- */

static jr_str ids_of(tree *t)
{
    jr_units units;
    jr_units_find(t->doc, &(jr_unit_opts){.keys = JR_STR(JR_UNITS_DEFAULT_KEYS)}, t->arena, NULL, &units);
    jr_buf out = {0};
    for (size_t i = 0; i < units.n; i++)
        jr_printf(&out, "|%.*s", JR_FMT(units.items[i].id));
    jr_putc(&out, '|');
    return jr_buf_take(&out, t->arena);
}

/* Every id of the first page is one of the second; each has as many as said. */
static void check_ids(const char *before, const char *after, size_t n_before, size_t n_after)
{
    tree *a = tree_read(jr_str_from(before)), *b = tree_read(jr_str_from(after));
    const jr_str old = ids_of(a), new = ids_of(b);
    size_t counts[2] = {0};
    for (size_t i = 1; i < new.n; i++)
        counts[1] += new.p[i] == '|';
    for (size_t begin = 0, end; begin + 1 < old.n; begin = end, counts[0]++) {
        end = jr_str_find(old, begin + 1, '|');
        assert_true(jr_str_search(new, 0, jr_str_sub(old, begin, end + 1)) < new.n);
    }
    assert_int_equal(counts[0], n_before);
    assert_int_equal(counts[1], n_after);
    tree_free(a);
    tree_free(b);
}

#define PAGE                                                                                                           \
    "---\ntitle: T\n---\n# A\n\nOne [two](x.md \"t\") `c`.\n\n## B\n\n- Three\n- Three\n\n## C\n\n| D |\n|---|\n| E "  \
    "|\n"

static void ids_stay_when_other_parts_of_the_page_change(void **state)
{
    (void)state;
    check_ids(PAGE, PAGE, 10, 10);
    check_ids(PAGE,
              "---\ntitle: T\nauthor: x\n---\nNew.\n\n# A\n\nOne [two](x.md \"t\") `c`.\n\nNew too.\n\n## B\n\n- "
              "Three\n- Three"
              "\n\n## C\n\n| D |\n|---|\n| E |\n",
              10, 12);
    check_ids(PAGE,
              "---\ntitle: T\n---\n## C\n\n| D |\n|---|\n| E |\n\n# A\n\nOne\n[two](other.md#y 't')\n`c`.\n\n## B\n\n"
              "* Three\n\n* Three\n",
              10, 10);
    check_ids(PAGE,
              "---\ntitle: 'T'\n---\nA\n=\n\n  One [two](<x.md> (t)) ``c``.\n\nB\n-\n\n1. Three\n2. Three\n\n# C #\n\n"
              "D|F\n-|-\nE|\n",
              10, 11);
}

/* ---- Comments in code ---- */

static void check_comments(const char *page, const char *expected)
{
    check_opts(jr_str_from(page), &(jr_unit_opts){.code_comments = true}, expected);
}

static void comments_in_code_are_units_where_asked_for(void **state)
{
    (void)state;
    check("```powershell\n# a\n```\n", "");
    check_comments("```powershell\n# a  b\nGet-X '# no' \"`\" # no\" # c\n<#\n.SYNOPSIS\nd\n#>\n#Requires -Version 5\n"
                   "@'\n# no\n'@\n```\n",
                   "comment: a b: a  b\ncomment: c: c\ncomment: d: d\n");
    check_comments("> - ```csharp\n>   /// <summary>\n>   /// a\n>   /* b\n>    * c */ x(\"// no\"); // d\n>   // "
                   "http://e\n>   ```\n",
                   "comment: a: a\ncomment: b: b\ncomment: c: c\ncomment: d: d\ncomment: http://e: http://e\n");
    check_comments("~~~yaml\na: b#no # c\n~~~\n\n```xml\n<!-- d\ne -->\n```\n\n```sql\nx --y\n -- f '\n```\n",
                   "comment: c: c\ncomment: d: d\ncomment: e: e\ncomment: y: y\ncomment: f ': f '\n");
}

static void code_without_a_known_language_or_fence_has_no_comments(void **state)
{
    (void)state;
    check_comments("```\n# a\n```\n\n```output\n# a\n```\n\n    # a\n\n```json\n// a\n```\n", "");
}

static void string_without_an_end_hides_no_comment(void **state)
{
    (void)state;
    check_comments("```bash\necho don't # a\n```\n\n```js\n`// no\n// no` // b\n/* no end\n```\n",
                   "comment: a: a\ncomment: b: b\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(scalars_of_front_matter_are_placed_without_their_marks),
        TEST(list_of_keywords_is_one_unit),
        TEST(markdown_is_placed_with_escapes_and_prefixes),
        TEST(texts_of_links_and_images_are_placed_in_them),
        TEST(title_of_a_reference_is_placed_in_its_definition_once),
        TEST(raw_html_is_placed_with_its_tags),
        TEST(white_space_between_elements_of_html_is_placed),
        TEST(element_without_an_end_is_a_single_code),
        TEST(text_in_columns_is_placed_where_it_stands),
        TEST(reference_by_uid_is_a_code),
        TEST(terms_are_protected),
        TEST(term_says_what_may_be_done_to_it),
        TEST(comments_in_code_are_units_where_asked_for),
        TEST(code_without_a_known_language_or_fence_has_no_comments),
        TEST(string_without_an_end_hides_no_comment),
        TEST(ids_stay_when_other_parts_of_the_page_change),
    };
    return RUN_TESTS(tests);
}
