/* SPDX-License-Identifier: MIT */
/* The alignment: which texts of two pages belong together. */
#include "test.h"

#include <jerome/units.h>

#include "align/align.h"
#include "pass/resolve.h"
#include "tree.h"

typedef struct side {
    tree *tree;
    jr_units units;
} side;

static side read_side(const char *page, jr_arena *arena)
{
    side s = {.tree = tree_read(jr_str_from(page))};
    const jr_unit_opts opts = {.keys = JR_STR_INIT(JR_UNITS_DEFAULT_KEYS), .bare = true};
    jr_index index;
    assert_non_null(s.tree->doc);
    jr_resolve(s.tree->arena, s.tree->diag, s.tree->doc, &(jr_resolve_options){.name = JR_STR("page.md")}, &index);
    jr_units_find(s.tree->doc, &opts, arena, NULL, &s.units);
    return s;
}

static void put_texts(const jr_unit *unit, jr_buf *out)
{
    for (size_t i = 0; i < unit->n_pieces; i++)
        if (unit->pieces[i].kind == JR_PIECE_TEXT)
            jr_put(out, unit->pieces[i].text);
}

static void put_inlines(const jr_inlines *text, jr_buf *out)
{
    for (size_t i = 0; i < text->n; i++) {
        const jr_inline *item = &text->items[i];
        if (item->kind == JR_PIECE_TEXT)
            jr_put(out, item->text);
        else
            jr_printf(out, "{%s%u%s}", item->kind == JR_PIECE_CLOSE ? "/" : "", (unsigned)item->number,
                      item->kind == JR_PIECE_CODE ? "/" : "");
    }
}

/* Each unit of `source` with its translation, as "source=target\n"; "?" where it is not certain. */
static void check_units(const char *source, const char *target, const char *expected)
{
    jr_arena *arena = jr_arena_create();
    const side a = read_side(source, arena), b = read_side(target, arena);
    jr_unit_match *matches = jr_arena_array(arena, jr_unit_match, a.units.n);
    jr_buf found = {0};
    jr_align_units(&a.units, &b.units, arena, matches);
    for (size_t i = 0; i < a.units.n; i++) {
        put_texts(&a.units.items[i], &found);
        jr_printf(&found, "%s=", matches[i].unsure ? "?" : "");
        if (matches[i].target != JR_NO_UNIT)
            put_texts(&b.units.items[matches[i].target], &found);
        jr_putc(&found, '\n');
    }
    jr_putc(&found, '\0');
    assert_string_equal(found.p, expected);
    jr_buf_free(&found);
    tree_free(a.tree);
    tree_free(b.tree);
    jr_arena_destroy(arena);
}

/* What the first text of `target` says with the codes of the first text of `source`; "?" where it is not certain. */
static void check_codes(const char *source, const char *target, const char *expected)
{
    jr_arena *arena = jr_arena_create();
    const side a = read_side(source, arena), b = read_side(target, arena);
    jr_segments one, other;
    jr_beads beads;
    jr_buf found = {0};
    jr_segment_unit(NULL, &a.units.items[0], arena, &one);
    jr_segment_unit(NULL, &b.units.items[0], arena, &other);
    jr_align_segments(&one, &other, true, NULL, arena, &beads);
    assert_int_equal(beads.n, 1);
    jr_printf(&found, "%s", beads.items[0].pair.unsure ? "? " : "");
    put_inlines(&beads.items[0].pair.target, &found);
    jr_putc(&found, '\0');
    assert_string_equal(found.p, expected);
    jr_buf_free(&found);
    tree_free(a.tree);
    tree_free(b.tree);
    jr_arena_destroy(arena);
}

/* The sentences of the first texts, as "source=target\n". */
static void check_sentences(const char *source, const char *target, bool whole, const char *expected)
{
    jr_arena *arena = jr_arena_create();
    jr_segmenter *segmenter = NULL;
    assert_true(jr_segmenter_open(JR_STR("en"), NULL, NULL, &segmenter));
    const side a = read_side(source, arena), b = read_side(target, arena);
    jr_segments one, other;
    jr_beads beads;
    jr_buf found = {0};
    jr_segment_unit(segmenter, &a.units.items[0], arena, &one);
    jr_segment_unit(segmenter, &b.units.items[0], arena, &other);
    jr_align_segments(&one, &other, whole, NULL, arena, &beads);
    for (size_t i = 0; i < beads.n; i++) {
        put_inlines(&beads.items[i].pair.source, &found);
        jr_printf(&found, "%s=", beads.items[i].pair.unsure ? "?" : "");
        put_inlines(&beads.items[i].pair.target, &found);
        jr_putc(&found, '\n');
    }
    jr_putc(&found, '\0');
    assert_string_equal(found.p, expected);
    jr_buf_free(&found);
    jr_segmenter_close(segmenter);
    tree_free(a.tree);
    tree_free(b.tree);
    jr_arena_destroy(arena);
}

static void units_in_the_same_blocks_belong_together(void **state)
{
    (void)state;
    check_units(
        "---\ntitle: One\nkeywords: [a1, b1]\n---\n# Head\n\nText\n\n* item\n* other\n\n| c | d |\n|---|---|\n| e | 12 "
        "|\n",
        "---\nkeywords: [a2, b2]\ntitle: Eins\nms.locale: de\n---\n\n# <a name=\"head\"></a>Kopf\n\nWort\n\n* Punkt\n\n"
        "* anderer\n\n| x | y |\n|---|---|\n| z | 12 |\n",
        "One=Eins\na1b1=a2b2\nHead=Kopf\nText=Wort\nitem=Punkt\nother=anderer\nc=x\nd=y\ne=z\n12=12\n");
}

static void texts_of_codes_belong_to_the_same_code(void **state)
{
    (void)state;
    check_units("![one](a.png) and ![two](b.png \"title\")\n", "![zwei](b.png \"Titel\") und ![eins](a.png)\n",
                " and = und \none=eins\ntwo=zwei\ntitle=Titel\n");
}

static void units_of_other_blocks_are_found_by_anchors_and_content(void **state)
{
    (void)state;
    check_units("# One\n\nFirst text with `code`.\n\n## Two\n\nSecond text of this page.\n\nThird [link](a.md).\n",
                "# <a name=\"one\"></a>Eins\n\nErster Text mit `code`.\n\nNeu.\n\nNoch ein `anderer`.\n\n"
                "## <a name=\"two\"></a>Zwei\n\nDritter [Verweis](a.md).\n",
                "One=Eins\nFirst text with .=Erster Text mit .\nTwo=Zwei\nSecond text of this page.=\nThird "
                "link.=Dritter Verweis.\n");
}

static void codes_are_matched_by_their_content(void **state)
{
    (void)state;
    check_codes("Use `a` and `b` in [x](/en-us/x).\n", "In [x](/de-de/x) `b` und `a`.\n", "In {3}x{/3} {2/} und {1/}.");
    check_codes("**A** then *B* **C**\n", "**A** dann *B* **D**\n", "{1}A{/1} dann {2}B{/2} {3}D{/3}");
    check_codes("**A** then **`c`**\n", "**`c`** nach **B**\n", "{2/} nach {1}B{/1}");
}

static void nothing_is_invented(void **state)
{
    (void)state;
    check_codes("Use it.\n", "`it` [nutzen](x.md).\n", "? it nutzen.");
    check_codes("Use `it`.\n", "Nutzen.\n", "? Nutzen.");
    check_codes("**A** b\n", "“A” b\n", "“A” b");
    check_codes("**A** b\n", "**A** **b**\n", "{1}A{/1} {1}b{/1}");
}

static void sentences_are_found_by_length_and_codes(void **state)
{
    (void)state;
    check_sentences("First one. Second `x`. Third.\n", "Erster. Zweiter `x`. Dritter.\n", false,
                    "First one.=Erster.\nSecond {1/}.=Zweiter {1/}.\nThird.=Dritter.\n");
    check_sentences(
        "This is a long sentence with two halves, of which the second is long. It ends here.\n",
        "Dieser Satz hat zwei Hälften. Von diesen ist die zweite auch ziemlich lang. Er endet hier.\n", false,
        "This is a long sentence with two halves, of which the second is long.=Dieser Satz hat zwei Hälften. Von "
        "diesen ist die zweite auch ziemlich lang.\nIt ends here.=Er endet hier.\n");
}

static void a_code_stays_with_its_sentence(void **state)
{
    (void)state;
    check_sentences("Here is one `a`. And another one.\n", "Hier ist eines. Und ein anderes `a`.\n", false,
                    "Here is one {1/}. And another one.=Hier ist eines. Und ein anderes {1/}.\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(units_in_the_same_blocks_belong_together),
        TEST(texts_of_codes_belong_to_the_same_code),
        TEST(units_of_other_blocks_are_found_by_anchors_and_content),
        TEST(codes_are_matched_by_their_content),
        TEST(nothing_is_invented),
        TEST(sentences_are_found_by_length_and_codes),
        TEST(a_code_stays_with_its_sentence),
    };
    return RUN_TESTS(tests);
}
