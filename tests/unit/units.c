/* SPDX-License-Identifier: MIT */
/* The units pass: which texts, which pieces, which bytes. */
#include "test.h"

#include <jerome/units.h>

#include "ast/build.h"
#include "units/unit_parts.h"
#include "units/unit_written.h"
#include "tree.h"

static const char marks[] = {[JR_PIECE_OPEN] = '(', [JR_PIECE_CLOSE] = ')', [JR_PIECE_CODE] = '='};

/* "[name] text (1:original)text)1:original) =2:original=" for each unit, one a line; '~' before what is not exact. */
static jr_str show(const jr_doc *doc, jr_arena *arena)
{
    jr_units units;
    jr_units_find(doc, &(jr_unit_opts){.keys = JR_STR(JR_UNITS_DEFAULT_KEYS)}, arena, NULL, &units);
    jr_buf out = {0};
    for (size_t i = 0; i < units.n; i++) {
        const jr_unit *unit = &units.items[i];
        jr_printf(&out, "[%.*s] ", JR_FMT(unit->name));
        for (size_t j = 0; j < unit->n_pieces; j++) {
            const jr_piece *piece = &unit->pieces[j];
            if (!piece->exact)
                jr_putc(&out, '~');
            if (piece->kind == JR_PIECE_TEXT)
                jr_put(&out, piece->text);
            else
                jr_printf(&out, "%c%u:%.*s%c", marks[piece->kind], piece->number, JR_FMT(piece->text),
                          marks[piece->kind]);
        }
        jr_putc(&out, '\n');
    }
    return jr_buf_take(&out, arena);
}

static void check(jr_str page, const char *expected)
{
    tree *t = tree_read(page);
    assert_non_null(t->doc);
    const jr_str shown = show(t->doc, t->arena);
    assert_string_equal(shown.n ? shown.p : "", expected);
    tree_free(t);
}

static void pieces_hold_the_bytes_of_the_page(void **state)
{
    (void)state;
    check(JR_STR("a *b* __c__ ~~d~~ `` e` `` [f](g \"\") ![h](<i j>)\\\nk[^1]\n\n[^1]: l\n"),
          "[paragraph/1] a (1:*(b)1:*) (2:__(c)2:__) (3:~~(d)3:~~) =4:`` e` ``= (5:[(f)5:](g \"\")) =6:![h](<i "
          "j>)==7:\\\n=k=8:[^1]=\n"
          "[image1/alt-text] h\n"
          "[footnote1/p1] l\n");
    check(JR_STR("<sup>1</sup> a <a name=\"b\"><kbd>c</kbd></a>\n"),
          "[paragraph/1] (1:<sup>(1)1:</sup>) a (2:<a name=\"b\">((3:<kbd>(c)3:</kbd>))2:</a>)\n");
}

static void spans_of_the_pieces_cover_the_unit(void **state)
{
    (void)state;
    const jr_str page = JR_STR("> Read **this\n> text**, `now` or\n>   [later](x.md).  \n> End\n");
    tree *t = tree_read(page);
    jr_units units;
    jr_units_find(t->doc, &(jr_unit_opts){0}, t->arena, NULL, &units);
    assert_int_equal(units.n, 1);
    uint32_t at = units.items[0].span.begin;
    for (size_t i = 0; i < units.items[0].n_pieces; i++) {
        assert_true(units.items[0].pieces[i].exact);
        assert_int_equal(units.items[0].pieces[i].span.begin, at);
        at = units.items[0].pieces[i].span.end;
    }
    assert_int_equal(at, units.items[0].span.end);
    assert_str(jr_str_sub(page, units.items[0].span.begin, at),
               "Read **this\n> text**, `now` or\n>   [later](x.md).  \n> End");
    tree_free(t);
}

static void syntax_of_the_dialect_is_one_code(void **state)
{
    (void)state;
    check(JR_STR("Click :::image type=\"content\" source=\"a.png\" alt-text=\"The gear\" lightbox=\"b.png\"::: or "
                 "[!INCLUDE[c](d.md)] now.\n"),
          "[paragraph/1] Click =1::::image type=\"content\" source=\"a.png\" alt-text=\"The gear\" "
          "lightbox=\"b.png\":::= or "
          "=2:[!INCLUDE[c](d.md)]= now.\n"
          "[image1/alt-text] The gear\n");
}

static void text_without_letter_or_digit_is_no_unit(void **state)
{
    (void)state;
    check(JR_STR("`code`\n\n---\n\n**—** …\n\n![](x.png)\n\n5\n\n水\n"), "[paragraph/1] 5\n[paragraph/2] 水\n");
}

static void pair_of_codes_alone_is_one_code(void **state)
{
    (void)state;
    check(JR_STR("Use [`a`](b) or **`c`** or [![d](e)](f).\n"),
          "[paragraph/1] Use =1:[`a`](b)= or =2:**`c`**= or =3:[![d](e)](f)=.\n"
          "[image1/alt-text] d\n");
}

static void address_is_a_code(void **state)
{
    (void)state;
    check(JR_STR("See <https://a.b>, https://c.d or [https://e.f](https://e.f).\n"),
          "[paragraph/1] See =1:<https://a.b>=, =2:https://c.d= or =3:[https://e.f](https://e.f)=.\n");
}

static void codes_that_say_nothing_stay_outside(void **state)
{
    (void)state;
    check(JR_STR("<a id=\"a\"></a> Text <!-- b --> more <a id=\"c\"></a><!-- d -->\n"),
          "[paragraph/1] Text =1:<!-- b -->= more\n");
}

static void values_of_front_matter_are_units(void **state)
{
    (void)state;
    check(JR_STR("---\ntitle: \"A \\\"b\\\"\"\nauthor: x\ndescription: >\n  c\n  d\nkeywords:\n- e\n- f\n---\n"),
          "[front-matter/title] A \"b\"\n[front-matter/description] c d\n[front-matter/keywords] e=1:\n- =f\n");
    check(JR_STR("---\ntitle: With [!INCLUDE[a](b.md)] [c](d)\n---\n"),
          "[front-matter/title] With =1:[!INCLUDE[a](b.md)]= [c](d)\n");
    check(JR_STR("---\ntitle: ''\ndescription:\nkeywords: []\n---\nText\n"), "[paragraph/1] Text\n");
}

static void ids_depend_on_text_kind_and_ordinal(void **state)
{
    (void)state;
    tree *t = tree_read(JR_STR("Same\n\nSame\n\n# Same\n\nSa*me*\n\nSame [other](x)\n\nSame [other](y)\n"));
    jr_units units;
    jr_units_find(t->doc, &(jr_unit_opts){0}, t->arena, NULL, &units);
    assert_int_equal(units.n, 6);
    const jr_unit *u = units.items;
    assert_int_equal(u[0].id.n, 17);
    assert_true(jr_str_starts(u[1].id, u[0].id) && jr_str_ends(u[1].id, JR_STR("-2")));
    assert_false(jr_str_starts(u[2].id, u[0].id));
    assert_true(jr_str_starts(u[3].id, u[0].id) && jr_str_ends(u[3].id, JR_STR("-3")));
    assert_true(jr_str_starts(u[5].id, u[4].id)); /* where a link leads makes no other unit */
    tree_free(t);
}

static void units_of_a_code_know_each_other(void **state)
{
    (void)state;
    tree *t = tree_read(JR_STR("A ![b](c \"d\")\n\n![e](f)\n"));
    jr_units units;
    jr_units_find(t->doc, &(jr_unit_opts){0}, t->arena, NULL, &units);
    assert_int_equal(units.n, 4);
    const jr_piece *image = &units.items[0].pieces[1];
    assert_int_equal(image->first_sub, 1);
    assert_int_equal(image->n_subs, 2);
    assert_int_equal(units.items[1].kind, JR_UNIT_ALT);
    assert_int_equal(units.items[2].kind, JR_UNIT_TITLE);
    assert_int_equal(units.items[2].parent, 0);
    assert_true(units.items[3].parent == JR_NO_UNIT);
    tree_free(t);
}

/* A paragraph made by hand over a source, its inlines all with one span. */
static jr_doc *made(jr_arena *arena, const char *source, jr_span span, jr_kind kind, jr_node **ret_code)
{
    jr_doc *doc = jr_arena_new(arena, jr_doc);
    jr_node *root = jr_node_new(arena, JR_DOCUMENT, span), *paragraph = jr_node_new(arena, JR_PARAGRAPH, span);
    jr_node *code = jr_node_new(arena, kind, span), *before = jr_node_new(arena, JR_TEXT, span);
    before->as.text = JR_STR("Word ");
    jr_node_append(root, paragraph);
    jr_node_append(paragraph, before);
    jr_node_append(paragraph, code);
    if (kind != JR_CODE && kind != JR_LINE_BREAK) {
        jr_node *text = jr_node_new(arena, JR_TEXT, span);
        text->as.text = JR_STR("in");
        jr_node_append(code, text);
    }
    doc->root = root;
    doc->source = jr_str_from(source);
    doc->file = 1;
    *ret_code = code;
    return doc;
}

static void hear(void *user, const jr_diagnostic *d)
{
    *(size_t *)user += d->code == JR_D_NOT_EXPORTED;
}

static void text_without_a_certain_place_is_no_unit_and_reported(void **state)
{
    (void)state;
    static const jr_kind kinds[] = {JR_EMPH, JR_STRONG, JR_STRIKETHROUGH, JR_SUBSCRIPT, JR_LINK, JR_IMAGE, JR_CODE};
    /* Bytes that read as none of them; then a place outside of the source, and none at all. */
    const jr_span spans[] = {{1, 0, 20, 1, 1}, {1, 15, 4000, 1, 1}, {0, 0, 0, 0, 0}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        for (size_t j = 0; j < sizeof spans / sizeof *spans; j++) {
            jr_arena *arena = jr_arena_create();
            size_t reports = 0;
            jr_diag *diag = jr_diag_create(hear, &reports);
            jr_node *code;
            const jr_doc *doc = made(arena, "*quite **other [text]( here", spans[j], kinds[i], &code);
            if (kinds[i] == JR_CODE)
                code->as.text = JR_STR("a`b");
            if (kinds[i] == JR_LINK || kinds[i] == JR_IMAGE) {
                code->as.link.url = JR_STR("a b");
                code->as.link.title = JR_STR("say \"c\"");
            }
            jr_units units;
            jr_units_find(doc, &(jr_unit_opts){0}, arena, diag, &units);
            assert_int_equal(units.n, 0);
            assert_int_equal(reports, kinds[i] == JR_IMAGE ? 3 : kinds[i] == JR_LINK ? 2 : 1);
            jr_diag_destroy(diag);
            jr_arena_destroy(arena);
        }
    }
}

static void text_is_verified_with_escapes_and_references(void **state)
{
    (void)state;
    const struct {
        jr_str source, text;
        bool same;
    } cases[] = {
        {JR_STR("plain"), JR_STR("plain"), true},
        {JR_STR("\\*a\\* \\\\ \\q"), JR_STR("*a* \\ \\q"), true},
        {JR_STR("R&amp;D &#8211; &copy;"), JR_STR("R&D – ©"), true},
        {JR_STR("&amp;amp; & &nope; &"), JR_STR("&amp; & &nope; &"), true},
        {JR_STR("&ngE;b"), JR_STR("≧̸b"), true},
        {JR_STR("a\\|b"), JR_STR("a|b"), true},
        {JR_STR("plain"), JR_STR("plan"), false},
        {JR_STR("plain"), JR_STR("plain "), true},
        {JR_STR("a&amp;"), JR_STR("a"), false},
        {JR_STR("*a*"), JR_STR("a"), false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(jr_written_align(cases[i].source, 0, (uint32_t)cases[i].source.n,
                                          JR_FORM_PARAGRAPH, cases[i].text, NULL), cases[i].same);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(pieces_hold_the_bytes_of_the_page),
        TEST(spans_of_the_pieces_cover_the_unit),
        TEST(syntax_of_the_dialect_is_one_code),
        TEST(text_without_letter_or_digit_is_no_unit),
        TEST(pair_of_codes_alone_is_one_code),
        TEST(address_is_a_code),
        TEST(codes_that_say_nothing_stay_outside),
        TEST(values_of_front_matter_are_units),
        TEST(ids_depend_on_text_kind_and_ordinal),
        TEST(units_of_a_code_know_each_other),
        TEST(text_without_a_certain_place_is_no_unit_and_reported),
        TEST(text_is_verified_with_escapes_and_references),
    };
    return RUN_TESTS(tests);
}
