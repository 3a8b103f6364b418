/* SPDX-License-Identifier: MIT */
#include "test.h"

#include "read/tmx.h"

/* Pairs as "source = target", with <1>, </1>, <1/> for codes, ! for an end without its other half, then what is known
   of them besides. */
static void show_text(jr_buf *out, const jr_inlines *text)
{
    for (size_t i = 0; i < text->n; i++) {
        const jr_inline *in = &text->items[i];
        const char *alone = in->kind != JR_PIECE_CODE && in->pair == JR_NO_PAIR ? "!" : "";
        switch (in->kind) {
        case JR_PIECE_TEXT: jr_put(out, in->text); break;
        case JR_PIECE_OPEN: jr_printf(out, "<%u%s:%.*s>", (unsigned)in->number, alone, JR_FMT(in->original)); break;
        case JR_PIECE_CLOSE: jr_printf(out, "</%u%s>", (unsigned)in->number, alone); break;
        case JR_PIECE_CODE: jr_printf(out, "<%u/:%.*s>", (unsigned)in->number, JR_FMT(in->original)); break;
        }
    }
}

static void take(void *user, const jr_pair *pair, bool sentence)
{
    static const char *const states[] = {"initial", "translated", "reviewed", "final"};
    show_text(user, &pair->source);
    jr_puts((jr_buf *)user, " = ");
    show_text(user, &pair->target);
    const struct {
        const char *name;
        jr_str text;
    } facts[] = {{"after", pair->before},
                 {"before", pair->behind},
                 {"unit", pair->unit},
                 {"from", pair->origin},
                 {"date", pair->date}};
    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
        if (facts[i].text.n)
            jr_printf(user, " %s=%.*s", facts[i].name, JR_FMT(facts[i].text));
    if (pair->state != JR_STATE_TRANSLATED)
        jr_printf(user, " %s", states[pair->state]);
    if (pair->unsure)
        jr_printf(user, " unsure");
    if (sentence)
        jr_printf(user, " sentence");
    jr_putc(user, '\n');
}

static void test_read(const char *source, const char *target, jr_str xml, const char *want, int line)
{
    jr_buf out = {0};
    jr_diag *diag = jr_diag_create(test_collect, &out);
    const jr_tmx_wanted wanted = {jr_str_from(source), jr_str_from(target), {0}};
    const bool ok = jr_tmx_read(xml, 1, &wanted, take, &out, diag);
    if (ok != (jr_diag_status(diag) == JR_STATUS_OK) || !jr_str_eq(jr_buf_str(&out), jr_str_from(want))) {
        print_error("got  \"%.*s\"\nwant \"%s\"\n", JR_FMT(jr_buf_str(&out)), want);
        _fail(__FILE__, line);
    }
    jr_buf_free(&out);
    jr_diag_destroy(diag);
}

#define HEAD(srclang)                   "<?xml version=\"1.0\"?><tmx version=\"1.4\"><header srclang=\"" srclang "\"/><body>"
#define TAIL                            "</body></tmx>"
#define READ(source, target, xml, want) test_read(source, target, JR_STR(xml), want, __LINE__)
#define BODY(xml, want)                 READ("en-US", "de-DE", HEAD("en-US") xml TAIL, want)
#define EN(seg)                         "<tuv xml:lang=\"en-US\"><seg>" seg "</seg></tuv>"
#define DE(seg)                         "<tuv xml:lang=\"de-DE\"><seg>" seg "</seg></tuv>"

static void test_languages_are_found_by_kind(void **state)
{
    (void)state;
    BODY("<tu>" EN("a") DE("b") "</tu>", "a = b\n");
    BODY("<tu><tuv lang=\"EN\"><seg>a</seg></tuv><tuv lang=\"DE_de\"><seg>b</seg></tuv></tu>",
         "a = b\n"); /* before 1.3 */
    BODY("<tu>" DE("b") EN("a") "</tu>", "a = b\n");
    BODY("<tu>" EN("a") "<tuv xml:lang=\"fr-FR\"><seg>c</seg></tuv></tu>", "");
    BODY("<tu>" EN("a") "<tuv xml:lang=\"de-AT\"><seg>c</seg></tuv></tu>", "");
    BODY("<tu>" EN("a") "<tuv xml:lang=\"de\"><seg>c</seg></tuv>" DE("b") "</tu>", "a = b\n"); /* the better one */
    BODY("<tu>" EN("a") DE("b") "<tuv xml:lang=\"de\"><seg>c</seg></tuv></tu>", "a = b\n");
    READ("", "de-DE", HEAD("fr") "<tu>" EN("x") "<tuv xml:lang=\"fr-FR\"><seg>a</seg></tuv>" DE("b") "</tu>" TAIL,
         "a = b\n");
    READ("", "de", HEAD("*all*") "<tu>" DE("b") EN("a") "</tu>" TAIL, "a = b\n");
    READ("en-GB", "en-US", HEAD("en-GB") "<tu>" EN("b") "<tuv xml:lang=\"en-GB\"><seg>a</seg></tuv></tu>" TAIL,
         "a = b\n");
}

static void test_codes_are_numbered_by_what_they_are_the_same_as(void **state)
{
    (void)state;
    BODY("<tu>" EN("<bpt i=\"1\" x=\"1\">*</bpt>a<ept i=\"1\">*</ept><ph x=\"2\">c</ph>")
             DE("<ph x=\"2\">c</ph><bpt i=\"7\" x=\"1\">*</bpt>b<ept i=\"7\">*</ept>") "</tu>",
         "<1:*>a</1><2/:c> = <2/:c><1:*>b</1>\n");
    BODY("<tu>" EN("<ph>1</ph><ph>2</ph>") DE("<ph>2</ph><ph>1</ph>") "</tu>", "<1/:1><2/:2> = <2/:2><1/:1>\n");
    BODY("<tu>" EN("<ph>1</ph><ph>2</ph>") DE("<ph>3</ph><ph>1</ph>") "</tu>", "<1/:1><2/:2> = <2/:3><1/:1>\n");
    BODY("<tu>" EN("<ph x=\"3\"/>") DE("<ph x=\"3\"/>b<ph x=\"3\"/>") "</tu>", "<1/:> = <1/:>b<1/:>\n");
    BODY("<tu>" EN("a") DE("b<ph x=\"4\"/>") "</tu>", "a = b<1/:>\n");
    BODY("<tu>" EN("<it pos=\"begin\" x=\"1\">*</it>a<it pos=\"end\" x=\"1\">*</it>")
             DE("<it pos=\"end\">/</it>b") "</tu>",
         "<1!:*>a</2!> = </2!>b\n");
    BODY("<tu>" EN("<bpt i=\"1\"/>a<bpt i=\"2\"/>b<ept i=\"1\"/>c<ept i=\"2\"/>")
             DE("<ept i=\"1\"/><bpt i=\"2\"/>") "</tu>",
         "<1:>a<2:>b</1>c</2> = </3!><4!:>\n");
}

static void test_what_is_in_a_seg(void **state)
{
    (void)state;
    BODY("<tu>" EN("a <hi type=\"x\">b <hi>c</hi></hi> d") DE("<ut x=\"1\">&lt;b&gt;</ut>e") "</tu>",
         "a b c d = <1/:<b>>e\n");
    BODY("<tu>" EN("a<ph>[<sub>alt <ph>!</ph></sub>]</ph>") DE("<![CDATA[<b>]]>") "</tu>", "a<1/:[alt !]> = <b>\n");
    BODY("<tu><note>n</note><prop type=\"p\">q</prop><tuv xml:lang=\"en\"><prop "
         "type=\"r\">s</prop><seg>a</seg></tuv>" DE("b") "</tu>",
         "a = b\n");
}

static void test_tags_in_texts_of_omegat_are_codes(void **state)
{
    (void)state;
    READ("en", "de",
         "<tmx><header creationtool=\"OmegaT\"/><body><tu>" EN("&lt;g2>a&lt;/g2> &lt;b> 1&lt;2 &lt;x1/>.")
             DE("&lt;x1/>&lt;g2>b&lt;/g2>&lt;g3>") "</tu>" TAIL,
         "<1:<g2>>a</1> <b> 1<2 <2/:<x1/>>. = <2/:<x1/>><1:<g2>>b</1><3!:<g3>>\n");
    BODY("<tu>" EN("&lt;g2>a&lt;/g2>") DE("b") "</tu>", "<g2>a</g2> = b\n");
}

static void test_facts_of_a_unit(void **state)
{
    (void)state;
    BODY("<tu tuid=\"u1\" creationdate=\"20200101T000000Z\" changedate=\"20210101T000000Z\">"
         "<prop type=\"x-document\">p.md</prop><prop type=\"x-context-pre\">&lt;seg>A  &lt;ph/>b&lt;/seg></prop>"
         "<prop type=\"next\"> c\n d </prop><prop type=\"x-state\">final</prop><prop type=\"x-unsure\">yes</prop>" EN(
             "a") DE("b") "</tu>",
         "a = b after=A b before=c d unit=u1 from=p.md date=20210101T000000Z final unsure\n");
    BODY("<tu creationdate=\"20200101T000000Z\">" EN(
             "a") "<tuv xml:lang=\"de-DE\" changedate=\"20220101T000000Z\"><seg>b</seg></tuv></tu>",
         "a = b date=20220101T000000Z\n");
    BODY("<tu segtype=\"sentence\">" EN("a") DE("b") "</tu>", "a = b sentence\n");
    READ("en", "de",
         "<tmx><header segtype=\"sentence\"/><body><tu>" EN("a") DE("b") "</tu><tu segtype=\"block\">" EN("c")
             DE("d") "</tu>" TAIL,
         "a = b sentence\nc = d\n");
    BODY("<tu tuid=\"u1\">" EN("a") DE("b") "</tu><tu>" EN("c") DE("d") "</tu>", "a = b unit=u1\nc = d\n");
}

static void test_documents_of_other_encodings_and_with_a_document_type(void **state)
{
    (void)state;
    READ("en", "de",
         "<?xml version=\"1.0\"?>\n<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">\n<tmx version=\"1.4\"><header/><body><tu>" EN(
             "a") DE("b") "</tu></body></tmx>",
         "a = b\n");
    READ("en", "de", "\xFF\xFE<\0t\0m\0x\0/\0>\0", "");
}

static void test_what_is_refused(void **state)
{
    (void)state;
    READ("en", "de", "<xliff/>", "1:1 bad-tmx: no TMX: the root element is \xE2\x80\x9Cxliff\xE2\x80\x9D\n");
    READ("en", "de", "<!DOCTYPE tmx [<!ENTITY a \"b\">]><tmx/>",
         "1:1 bad-xml: a document type declaration is refused: it could define entities\n");
    BODY("<tu>" EN("a") DE("b") "</tu><tu>" EN("a"),
         "a = b\n1:205 bad-xml: no well-formed XML: there is no start tag of \xE2\x80\x9C"
         "body\xE2\x80\x9D\n");
}

static void test_text_with_hundreds_of_codes_is_passed_over(void **state)
{
    (void)state;
    jr_buf xml = {0};
    jr_puts(&xml, HEAD("en") "<tu>" DE("b") "<tuv xml:lang=\"en\"><seg>");
    for (int i = 0; i < 501; i++)
        jr_puts(&xml, "<ph/>");
    jr_puts(&xml, "</seg></tuv></tu><tu>" EN("a") DE("b") "</tu>" TAIL);
    test_read("en", "de", jr_buf_str(&xml), "a = b\n", __LINE__);
    jr_buf_free(&xml);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_languages_are_found_by_kind),
        TEST(test_codes_are_numbered_by_what_they_are_the_same_as),
        TEST(test_what_is_in_a_seg),
        TEST(test_tags_in_texts_of_omegat_are_codes),
        TEST(test_facts_of_a_unit),
        TEST(test_documents_of_other_encodings_and_with_a_document_type),
        TEST(test_what_is_refused),
        TEST(test_text_with_hundreds_of_codes_is_passed_over),
    };
    return RUN_TESTS(tests);
}
