/* SPDX-License-Identifier: MIT */
#include "test.h"

#include "read/terms.h"

typedef bool reader(jr_str bytes, uint32_t file, jr_arena *arena, jr_diag *diag, jr_glossary *ret_glossary);

/* "id: term [lang status class] … (definition lang)", a line for each concept. */
static void show(jr_buf *out, const jr_glossary *glossary)
{
    static const char status[] = {'+', '~', '-'}, letters[] = {' ', '=', '*'};
    static const char *const sides[] = {"", "source", "target"};
    for (size_t i = 0; i < glossary->n; i++) {
        const jr_concept *c = &glossary->items[i];
        jr_printf(out, "%.*s:", JR_FMT(c->id));
        for (size_t k = 0; k < c->n_terms; k++) {
            const jr_term *t = &c->terms[k];
            jr_printf(out, " %c%.*s[%s%.*s", status[t->status], JR_FMT(t->text), sides[t->side], JR_FMT(t->lang));
            if (t->word_class.n)
                jr_printf(out, " %.*s", JR_FMT(t->word_class));
            if (t->letters != JR_TERM_CASE_OF_TERM)
                jr_printf(out, " %c", letters[t->letters]);
            jr_putc(out, ']');
        }
        for (size_t k = 0; k < c->n_definitions; k++)
            jr_printf(out, " (%.*s %.*s)", JR_FMT(c->definitions[k].text), JR_FMT(c->definitions[k].lang));
        jr_putc(out, '\n');
    }
}

static void test_read(reader *read, jr_str bytes, const char *want, int line)
{
    jr_buf said = {0};
    jr_diag *diag = jr_diag_create(test_collect, &said);
    jr_arena *arena = jr_arena_create();
    jr_glossary glossary = {0};
    if (read(bytes, 1, arena, diag, &glossary))
        show(&said, &glossary);
    test_str(jr_buf_str(&said), jr_str_from(want), __FILE__, line);
    jr_buf_free(&said);
    jr_arena_destroy(arena);
    jr_diag_destroy(diag);
}

#define TBX(xml, want) test_read(jr_tbx_read, JR_STR(xml), want, __LINE__)
#define CSV(csv, want) test_read(jr_terms_csv_read, JR_STR(csv), want, __LINE__)

/* ---- TBX ---- */

static void tbx_with_categories_as_attributes_is_read(void **state)
{
    (void)state;
    TBX("<tbx type='TBX-Basic' style='dca' xml:lang='en' "
        "xmlns='urn:iso:std:iso:30042:ed-2'><tbxHeader><fileDesc/></tbxHeader>"
        "<text><body><conceptEntry id='c1'><descrip type='subjectField'>x</descrip><descrip type='definition'>Of  all."
        "</descrip><langSec xml:lang='en'><termSec><term>sign in</term><termNote type='partOfSpeech'>verb</termNote>"
        "<termNote type='administrativeStatus'>preferredTerm-admn-sts</termNote></termSec>"
        "<termSec><termNote type='administrativeStatus'>deprecatedTerm-admn-sts</termNote><term>log\n "
        "in</term></termSec>"
        "</langSec><langSec xml:lang='de-DE'><descripGrp><descrip type='definition'>Def</descrip></descripGrp>"
        "<termSec><term>an<hi>melden</hi><ph>x</ph></term>"
        "<termNoteGrp><termNote "
        "type='administrativeStatus'>admittedTerm-admn-sts</termNote><note>n</note></termNoteGrp>"
        "</termSec></langSec></conceptEntry></body></text></tbx>",
        "c1: +sign in[en verb] -log in[en] ~anmelden[de-DE] (Of all. ) (Def de-DE)\n");
}

static void tbx_with_categories_as_elements_is_read(void **state)
{
    (void)state;
    TBX("<tbx type='TBX-Basic' style='dct' xml:lang='en' xmlns='urn:iso:std:iso:30042:ed-2' "
        "xmlns:min='http://www.tbxinfo.net/ns/min' xmlns:basic='http://www.tbxinfo.net/ns/basic'><text><body>"
        "<conceptEntry id='7'><min:subjectField>it</min:subjectField><langSec xml:lang='en'><basic:definition>A "
        "<hi>place</hi>.</basic:definition><termSec><term>folder</term><min:partOfSpeech>Noun</min:partOfSpeech>"
        "<min:administrativeStatus>preferredTerm-admn-sts</min:administrativeStatus></termSec></langSec>"
        "<langSec xml:lang='fr'><termSec><term>dossier</term></termSec><termSec><term>r\xC3\xA9pertoire</term>"
        "<min:administrativeStatus>supersededTerm-admn-sts</min:administrativeStatus></termSec></langSec>"
        "</conceptEntry></body></text></tbx>",
        "7: +folder[en noun] +dossier[fr] -r\xC3\xA9pertoire[fr] (A place. en)\n");
}

static void martif_of_2008_is_read(void **state)
{
    (void)state;
    TBX("<?xml version='1.0' encoding='UTF-8'?>\n<!DOCTYPE martif SYSTEM \"TBXBasiccoreStructV02.dtd\">\n"
        "<martif type='TBX' xml:lang='en-US'><martifHeader/><text><body><termEntry id='3344_38882'>"
        "<langSet xml:lang='en-US'><descripGrp><descrip type='definition'>The "
        "state.</descrip></descripGrp><ntig><termGrp>"
        "<term id='38882'>context</term><termNote type='partOfSpeech'>Noun</termNote></termGrp></ntig></langSet>"
        "<langSet xml:lang='zh-Hant'><ntig><termGrp><term>\xE4\xB8\x8A</term></termGrp></ntig></langSet></termEntry>"
        "<termEntry><langSet lang='EN_us'><tig><term>a</term><termNote type='normativeAuthorization'>deprecatedTerm"
        "</termNote></tig></langSet></termEntry></body></text></martif>",
        "3344_38882: +context[en-US noun] +\xE4\xB8\x8A[zh-Hant] (The state. en-US)\n: -a[EN-us]\n");
    TBX("<TBX dialect='TBX-Min'><body><entry id='C1'><langGroup xml:lang='en'><termGroup><term>dog</term>"
        "<partOfSpeech>noun</partOfSpeech><termStatus>preferred</termStatus></termGroup></langGroup></entry></body></"
        "TBX>",
        "C1: +dog[en noun]\n");
}

static void tbx_that_is_odd_or_none_is_told_or_passed_over(void **state)
{
    (void)state;
    TBX("<xliff/>", "1:1 bad-terms: no TBX: the root element is “xliff”\n");
    TBX("<martif><text><body><termEntry/><term>x</term><termEntry id='e'><langSet xml:lang='en'><tig><term> "
        "</term></tig>"
        "</langSet></termEntry></body></text></martif>",
        "");
    TBX("<tbx><conceptEntry><langSec><termSec><term>a<term>b</term><langSec/></term></termSec><conceptEntry>"
        "<langSec><termSec><term>c</term></termSec></langSec></conceptEntry></langSec></conceptEntry></tbx>",
        ": +ab[] +c[]\n");
    TBX("<tbx>", "1:6 bad-xml: no well-formed XML: the document ends within “tbx”, which starts in line 1\n");
    TBX("<!DOCTYPE martif [<!ENTITY a 'b'>]><martif/>",
        "1:1 bad-xml: a document type declaration is refused: it could define entities\n");
}

/* ---- Tables ---- */

static void columns_are_languages_or_names(void **state)
{
    (void)state;
    CSV("en-US,de_DE,id,definition,case,part of speech\nfolder,Ordner | Verzeichnis,7,\"A \"\"place\"\", "
        "so\",yes,Noun\n",
        "7: +folder[en-US noun =] +Ordner[de-DE noun =] ~Verzeichnis[de-DE noun =] (A \"place\", so )\n");
    CSV("Term;Translation;Status;x\r\na;b;forbidden;y\r\na;c;;\r\n\r\nd\r\n",
        ": +a[source] -b[target]\n: +a[source] +c[target]\n: +d[source]\n");
    CSV("de\tde deprecated\ten\nOrdner\tMappe\tfolder", ": +Ordner[de] -Mappe[de] +folder[en]\n");
    CSV("sep=|\nterm|case\na|no", ": +a[source *]\n");
    CSV("\xEF\xBB\xBFterm\n\"two\nlines\"\n", ": +two lines[source]\n");
    CSV("\xFF\xFEt\0e\0r\0m\0\n\0\xE4\0\n\0", ": +\xC3\xA4[source]\n");
}

static void damage_in_a_table_is_told_with_its_place(void **state)
{
    (void)state;
    CSV("", "1:1 bad-terms: no column of the head is called “term” or by a language, such as en-US\n");
    CSV("\nwort,translation\n",
        "2:1 bad-terms: no column of the head is called “term” or by a language, such as en-US\n");
    CSV("term,translation\na,b\n\"c,d\ne,f\n", "3:1 bad-csv: the quotes that begin here are not closed\n");
    CSV("term,translation\n\"a\"x,b\n", "2:4 bad-csv: there is text behind the closing quotes of a cell\n");
    CSV("term,status\na,good\n", "2:3 bad-terms: “good” is no status: preferred, admitted, deprecated\n");
    CSV("term,case\na,maybe\n", "2:3 bad-terms: “maybe” is neither yes nor no\n");
    CSV("term,translation\r\na,b,,\r\na,b,c\r\n", "3:5 bad-terms: the row has more cells than the head\n");
    CSV("term\n\"a\nb\"\n\xFF\n", "4:1 bad-utf8: byte 0xFF is not valid UTF-8\n");
    CSV("t\0e\0", "1:2 bad-character: U+0000 is not allowed in XML\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(tbx_with_categories_as_attributes_is_read),
        TEST(tbx_with_categories_as_elements_is_read),
        TEST(martif_of_2008_is_read),
        TEST(tbx_that_is_odd_or_none_is_told_or_passed_over),
        TEST(columns_are_languages_or_names),
        TEST(damage_in_a_table_is_told_with_its_place),
    };
    return RUN_TESTS(tests);
}
