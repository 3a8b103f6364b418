/* SPDX-License-Identifier: MIT */
#include "test.h"

#include "read/xliff.h"

/* What was read, as text: "original [langs hash]", then a line for each unit: id, state, source, target, with <id> and
   </id> for a pair, <id/> for a code, an exclamation mark where an end has no partner. */
static void show_inlines(jr_buf *out, const jr_inlines *in)
{
    for (size_t i = 0; i < in->n; i++) {
        const jr_inline *p = &in->items[i];
        const char *alone = p->kind != JR_PIECE_CODE && p->pair == JR_NO_PAIR ? "!" : "";
        switch (p->kind) {
        case JR_PIECE_TEXT: jr_printf(out, p->locked ? "((%.*s))" : "%.*s", JR_FMT(p->text)); break;
        case JR_PIECE_OPEN: jr_printf(out, "<%.*s%s>", JR_FMT(p->id), alone); break;
        case JR_PIECE_CLOSE: jr_printf(out, "</%.*s%s>", JR_FMT(p->id), alone); break;
        case JR_PIECE_CODE: jr_printf(out, "<%.*s/>", JR_FMT(p->id)); break;
        }
    }
}

static void show(jr_buf *out, const jr_bilinguals *files)
{
    static const char *const states[] = {"initial", "translated", "reviewed", "final"};
    for (size_t i = 0; i < files->n; i++) {
        const jr_bilingual *f = &files->items[i];
        jr_printf(out, "%.*s [%.*s %.*s %.*s]\n", JR_FMT(f->original), JR_FMT(f->source_lang), JR_FMT(f->target_lang),
                  JR_FMT(f->source_hash));
        for (size_t k = 0; k < f->n_units; k++) {
            const jr_bilingual_unit *u = &f->units[k];
            jr_printf(out, "%.*s %s%s: ", JR_FMT(u->id), states[u->state], u->state_given ? "" : "?");
            show_inlines(out, &u->source);
            jr_printf(out, u->has_target ? " = " : " -");
            show_inlines(out, &u->target);
            if (u->missing_part)
                jr_puts(out, " (part)");
            if (u->damage.n)
                jr_printf(out, " (%.*s)", JR_FMT(u->damage));
            jr_putc(out, '\n');
        }
    }
}

static void test_read(jr_str xml, const char *want, int line)
{
    jr_buf said = {0};
    jr_diag *diag = jr_diag_create(test_collect, &said);
    jr_arena *arena = jr_arena_create();
    jr_bilinguals files = {0};
    if (jr_xliff_read(xml, 1, arena, diag, &files))
        show(&said, &files);
    if (!jr_str_eq(jr_buf_str(&said), jr_str_from(want))) {
        print_error("got  \"%.*s\"\nwant \"%s\"\n", JR_FMT(jr_buf_str(&said)), want);
        _fail(__FILE__, line);
    }
    jr_buf_free(&said);
    jr_arena_destroy(arena);
    jr_diag_destroy(diag);
}

#define READS(xml, want) test_read(JR_STR(xml), want, __LINE__)
#define HEAD_12                                                                                                        \
    "<xliff version='1.2' xmlns='urn:oasis:names:tc:xliff:document:1.2'><file original='a.md' source-language='en' "   \
    "target-language='de'><body>"
#define TAIL_12          "</body></file></xliff>"
#define V12(units, want) READS(HEAD_12 units TAIL_12, "a.md [en de ]\n" want)
#define HEAD_2                                                                                                         \
    "<xliff version='2.1' xmlns='urn:oasis:names:tc:xliff:document:2.0' srcLang='en' trgLang='de'>"                    \
    "<file id='f' original='a.md'>"
#define TAIL_2          "</file></xliff>"
#define V2(units, want) READS(HEAD_2 units TAIL_2, "a.md [en de ]\n" want)

static void units_have_sources_targets_and_states(void **state)
{
    (void)state;
    V12("<trans-unit id='1'><source>One</source></trans-unit>", "1 initial?: One -\n");
    V12("<trans-unit id='1'><source>One</source><target>Eins</target></trans-unit>", "1 translated?: One = Eins\n");
    V12("<trans-unit id='1'><source>One</source><target state='new'>One</target></trans-unit>",
        "1 initial: One = One\n");
    V12("<trans-unit id='1'><source>One</source><target state='x-mine'>One</target></trans-unit>",
        "1 translated?: One = One\n");
    V12("<trans-unit id='1'><source>One</source><target state='needs-review-translation'>E</target></trans-unit>",
        "1 translated: One = E\n");
    V12("<trans-unit id='1'><source>One</source><target state='signed-off'>E</target></trans-unit>",
        "1 reviewed: One = E\n");
    V12("<trans-unit approved='yes' id='1'><source>One</source><target>E</target></trans-unit>", "1 final: One = E\n");
    V12("<trans-unit id='1'><source>One</source><target state='final' "
        "state-qualifier='rejected-grammar'>E</target></trans-unit>",
        "1 initial: One = E\n");
    V12("<trans-unit id='1'><source>One</source><target/></trans-unit>", "1 initial?: One = \n");
    V2("<unit id='1'><segment><source>One</source></segment></unit>", "1 initial?: One -\n");
    V2("<unit id='1'><segment state='final'><source>One</source><target>E</target></segment></unit>",
       "1 final: One = E\n");
    V2("<unit id='1'><segment state='final'><source>A.</source><target>B.</target></segment>"
       "<segment state='reviewed'><source>C.</source><target>D.</target></segment></unit>",
       "1 reviewed: A.C. = B.D.\n");
}

static void codes_of_1_2_are_read_in_each_of_their_forms(void **state)
{
    (void)state;
    V12("<trans-unit id='1'><source>a <g id='1'>b<x id='2'/></g></source></trans-unit>",
        "1 initial?: a <1>b<2/></1> -\n");
    V12("<trans-unit id='1'><source><bx id='1'/>b<ex id='1'/></source></trans-unit>", "1 initial?: <1>b</1> -\n");
    V12("<trans-unit id='1'><source><bx id='1' rid='7'/>b<ex id='2' rid='7'/></source></trans-unit>",
        "1 initial?: <1>b</1> -\n");
    V12("<trans-unit id='1'><source><bpt id='1'>**</bpt>b<ept id='1'>**</ept><ph "
        "id='2'>`x<sub>y</sub>`</ph></source></trans-unit>",
        "1 initial?: <1>b</1><2/> -\n");
    V12("<trans-unit id='1'><source><it id='1' pos='open'>*</it>b</source></trans-unit>", "1 initial?: <1!>b -\n");
    V12("<trans-unit id='1'><source><bx id='1'/><bx id='2'/>b<ex id='1'/><ex id='2'/></source></trans-unit>",
        "1 initial?: <1><2>b</1></2> -\n");
    V12("<trans-unit id='1'><source>a <mrk mtype='protected'>b</mrk> <mrk mtype='x-y'>c</mrk></source></trans-unit>",
        "1 initial?: a ((b)) c -\n");
    V12("<trans-unit id='1'><source>a</source><target>b <mrk mtype='x-sdl-deleted'>c <x id='1'/></mrk><mrk "
        "mtype='x-sdl-added'>d"
        "</mrk></target></trans-unit>",
        "1 translated?: a = b d\n");
    V12("<trans-unit id='1'><source>a <b xmlns='urn:x'>b</b><mark xmlns='urn:x'/>c</source></trans-unit>",
        "1 initial?: a <<b>>b</<b>>c -\n");
}

static void codes_of_2_are_read_in_each_of_their_forms(void **state)
{
    (void)state;
    V2("<unit id='1'><segment><source>a <pc id='1'>b<ph id='2'/></pc></source></segment></unit>",
       "1 initial?: a <1>b<2/></1> -\n");
    V2("<unit id='1'><segment><source><sc id='1'/>b<ec startRef='1'/></source></segment></unit>",
       "1 initial?: <1>b</1> -\n");
    V2("<unit id='1'><segment><source>A <sc id='1'/>b.</source></segment><ignorable><source> </source></ignorable>"
       "<segment><source>C<ec startRef='1'/>.</source></segment></unit>",
       "1 initial?: A <1>b. C</1>. -\n");
    V2("<unit id='1'><segment><source><ph id='1'/></source><target><ph id='1'/><ph id='8' "
       "copyOf='1'/></target></segment></unit>",
       "1 initial?: <1/> = <1/><1/>\n");
    V2("<unit id='1'><segment><source>a<ec id='1' isolated='yes'/></source></segment></unit>",
       "1 initial?: a</1!> -\n");
    V2("<unit id='1'><segment><source>a <mrk id='m' translate='no'>b</mrk> <sm id='n' translate='no'/>c<em "
       "startRef='n'/>d"
       "</source></segment></unit>",
       "1 initial?: a ((b)) ((c))d -\n");
    V2("<unit id='1'><segment><source>a<cp hex='0041'/>b</source></segment></unit>", "1 initial?: aAb -\n");
    V2("<unit id='1'><segment><source>a<cp hex='0001'/></source></segment></unit>",
       "1 initial?: a\xEF\xBF\xBD - (“cp hex=\"0001\"” is a character that no page can hold)\n");
}

static void segments_are_joined(void **state)
{
    (void)state;
    V2("<unit id='1'><segment><source>A.</source><target>B.</target></segment><ignorable><source> </source></ignorable>"
       "<segment><source>C.</source><target>D.</target></segment></unit>",
       "1 translated?: A. C. = B. D.\n");
    V2("<unit id='1'><segment><source>A.</source><target order='3'>B.</target></segment><ignorable><source> "
       "</source></ignorable>"
       "<segment><source>C.</source><target order='1'>D.</target></segment></unit>",
       "1 translated?: A. C. = D. B.\n");
    V2("<unit id='1'><segment><source>A.</source><target>甲。</target></segment><ignorable><source> "
       "</source></ignorable>"
       "<segment><source>C.</source><target>丙。</target></segment></unit>",
       "1 translated?: A. C. = 甲。丙。\n");
    V2("<unit "
       "id='1'><segment><source>A.</source><target>B.</target></segment><segment><source>C.</source></segment></unit>",
       "1 initial?: A.C. = B.C. (part)\n");
    V2("<unit id='1'><segment><source>A.</source><target order='2'>B.</target></segment>"
       "<segment><source>C.</source><target>D.</target></segment></unit>",
       "1 translated?: A.C. =  (two segments want to be number 2)\n");
    V2("<unit id='1'><segment><source>A.</source><target order='9'>B.</target></segment></unit>",
       "1 translated?: A. =  (“order=\"9\"” is past the last of 1 segments)\n");
    V12("<trans-unit id='1'><source>A. C.</source><seg-source><mrk mtype='seg' mid='0'>A.</mrk> <mrk mtype='seg' "
        "mid='1'>C.</mrk>"
        "</seg-source><target><mrk mtype='seg' mid='0'>B.</mrk> <mrk mtype='seg' "
        "mid='1'>D.</mrk></target></trans-unit>",
        "1 translated?: A. C. = B. D.\n");
    V12("<trans-unit id='1'><source>A. C.</source><seg-source><mrk mtype='seg' mid='0'>A.</mrk> <mrk mtype='seg' "
        "mid='1'>C.</mrk>"
        "</seg-source><target><mrk mtype='seg' mid='0'>B.</mrk> <mrk mtype='seg' mid='1'/></target></trans-unit>",
        "1 translated?: A. C. = B.  (part)\n");
    V12("<trans-unit id='1'><source>A. C.</source><seg-source><mrk mtype='seg' mid='0'>A.</mrk> <mrk mtype='seg' "
        "mid='1'>C.</mrk>"
        "</seg-source><target><mrk mtype='seg' mid='0'>B.</mrk></target></trans-unit>",
        "1 translated?: A. C. = B. (part)\n");
    V12("<trans-unit id='1'><source>A.</source><seg-source><mrk mtype='seg' mid='0'>A.</mrk>"
        "</seg-source><target><mrk mtype='seg' mid='5'>B.</mrk></target></trans-unit>",
        "1 translated?: A. = B. (part) (the target has a segment “5” that the source has not)\n");
}

static void what_other_tools_add_is_passed_over(void **state)
{
    (void)state;
    V12("<group id='g'><note>n</note><trans-unit id='1'><!-- c --><source><![CDATA[a <b>]]></source><?pi x?>"
        "<target>a "
        "&lt;b&gt;</target><alt-trans><source>q</source><target>w</target></alt-trans><note>x</note></trans-unit></"
        "group>"
        "<bin-unit id='b' mime-type='x'><bin-source/><trans-unit id='z'><source>No</source></trans-unit></bin-unit>",
        "1 translated?: a <b> = a <b>\n");
    READS("<?xml version='1.0' encoding='utf-16'?><x:xliff xmlns:x='urn:oasis:names:tc:xliff:document:1.2' "
          "version='1.2'><x:file "
          "xmlns:o='urn:o' o:original='no' original='a.md'><x:header><x:skl><x:external-file crc='abc' "
          "href='a.md'/></x:skl></x:header>"
          "<x:body><x:trans-unit "
          "id='1'><x:source>a</x:source><o:target>no</o:target></x:trans-unit></x:body></x:file></x:xliff>",
          "a.md [  abc]\n1 initial?: a -\n");
    READS("<xliff version='1.2'><file><body><trans-unit id='1' "
          "sdl:x='1'><sdl:source>x</sdl:source><source>a</source></trans-unit>"
          "</body></file></xliff>",
          " [  ]\n1 initial?: a -\n");
    V2("<notes><note>x</note></notes><group id='g'><unit id='1'><mtc:matches "
       "xmlns:mtc='urn:oasis:names:tc:xliff:matches:2.0'>"
       "<mtc:match "
       "ref='#1'><source>q</source><target>w</target></mtc:match></mtc:matches><segment><source>a</source></segment></"
       "unit>"
       "</group>",
       "1 initial?: a -\n");
    READS(HEAD_2 "<mda:metadata xmlns:mda='urn:oasis:names:tc:xliff:metadata:2.0'><mda:metaGroup><mda:meta "
                 "type='x'>no</mda:meta>"
                 "<mda:meta type='source-sha1'> abc </mda:meta></mda:metaGroup></mda:metadata>" TAIL_2,
          "a.md [en de abc]\n");
}

static void each_encoding_is_read_that_bom_or_declaration_name(void **state)
{
    (void)state;
    static const char ascii[] = HEAD_12 "<trans-unit id='1'><source>a&#228;</source></trans-unit>" TAIL_12;
    static const char want[] = "a.md [en de ]\n1 initial?: a\xC3\xA4 -\n";
    for (int bom = 0; bom < 2; bom++)
        for (int big = 0; big < 2; big++) {
            char wide[2 * sizeof ascii + 2];
            size_t n = 0;
            if (bom) {
                wide[n++] = big ? '\xFE' : '\xFF';
                wide[n++] = big ? '\xFF' : '\xFE';
            }
            for (size_t i = 0; i + 1 < sizeof ascii; i++) {
                wide[n++] = big ? 0 : ascii[i];
                wide[n++] = big ? ascii[i] : 0;
            }
            test_read((jr_str){wide, n}, want, __LINE__);
            if (bom && !big)
                test_read((jr_str){wide, n - 1}, "1:215 bad-encoding: a character is not valid UTF-16LE\n", __LINE__);
        }
    READS("\xEF\xBB\xBF" HEAD_12 TAIL_12, "a.md [en de ]\n");
    READS("<?xml version='1.0' encoding='iso-8859-1'?>" HEAD_12
          "<trans-unit id='1'><source>a\xE4</source></trans-unit>" TAIL_12,
          "a.md [en de ]\n1 initial?: a\xC3\xA4 -\n");
    READS("<?xml version='1.0' encoding='UTF-7'?>" HEAD_12 TAIL_12,
          "1:1 bad-encoding: the encoding “UTF-7” is not read: save the file as UTF-8 or UTF-16\n");
    READS("\xFF\xFE\0\0<\0\0\0",
          "1:1 bad-encoding: the encoding “UTF-32” is not read: save the file as UTF-8 or UTF-16\n");
    READS("<xliff>\n\x01</xliff>", "2:1 bad-character: U+0001 is not allowed in XML\n");
    READS("<xliff>\n a\xFF</xliff>", "2:3 bad-utf8: byte 0xFF is not valid UTF-8\n");
}

static void what_is_no_xliff_is_refused_with_its_place(void **state)
{
    (void)state;
    READS("", "1:1 bad-xml: the file is empty\n");
    READS("\n<html/>", "2:1 bad-xliff: no XLIFF: the root element is “html”\n");
    READS("<xliff/>", "1:1 bad-xliff: the element “xliff” says no version\n");
    READS("<xliff version='1.1'/>", "1:1 bad-xliff: XLIFF 1.1 is not read, only 1.2, 2.0, 2.1 and 2.2\n");
    READS("<xliff version='2.0' xmlns='urn:oasis:names:tc:xliff:document:1.2'/>",
          "1:1 bad-xliff: “urn:oasis:names:tc:xliff:document:1.2” is not the namespace of XLIFF 2.0\n");
    READS("<xliff version='1.2'/>", "1:1 bad-xliff: no XLIFF: there is no element “file”\n");
    READS(HEAD_12 "\r\n <trans-unit><source/></trans-unit>" TAIL_12, "2:2 bad-xliff: a “trans-unit” has no id\n");
    READS(HEAD_12 "\n<trans-unit id='1'><source/></trans-unit>\n<trans-unit id='1'><source/></trans-unit>" TAIL_12,
          "3:1 bad-xliff: the unit id “1” was there before, in line 2\n");
    READS(HEAD_12 "\n<trans-unit id='1'><source>a",
          "2:29 bad-xml: no well-formed XML: the document ends within “source”, which starts in line 2\n");
    READS("<!DOCTYPE x [<!ENTITY a 'b'>]><xliff/>",
          "1:1 bad-xml: a document type declaration is refused: it could define entities\n");
    READS("<xliff version='1.2'>&nbsp;</xliff>", "1:22 bad-xml: no well-formed XML: this is no reference to a character: “&nbsp;”\n");
}

static void structure_that_cannot_be_understood_is_damage_of_its_unit(void **state)
{
    (void)state;
    V12("<trans-unit id='1'><target>x</target></trans-unit><trans-unit id='2'><source>a</source></trans-unit>",
        "1 translated?:  = x (there is no source)\n2 initial?: a -\n");
    V12("<trans-unit id='1'><source>a</source><target>x</target><target>y</target></trans-unit>",
        "1 translated?: a = y (there is more than one target)\n");
    V2("<unit id='1'/>", "1 initial?:  - (there is no segment)\n");
    V2("<unit id='1'><segment><source>a</source><source>b</source></segment></unit>",
       "1 initial?: b - (there is more than one source)\n");
}

/* `n` times `part` between head and tail. */
static void read_many(const char *head, const char *part, size_t n, const char *tail, const char *want, int line)
{
    jr_buf b = {0};
    jr_put(&b, jr_str_from(head));
    for (size_t i = 0; i < n; i++)
        jr_put(&b, jr_str_from(part));
    jr_put(&b, jr_str_from(tail));
    test_read(jr_buf_str(&b), want, line);
    jr_buf_free(&b);
}

static void hostile_documents_end_at_a_limit(void **state)
{
    (void)state;
    read_many("<xliff version='1.2'>", "<a>", 100000, "", "1:319 limit-depth: elements are nested more than 100 deep\n",
              __LINE__);
    read_many("<xliff", " a=''", 100000, "/>", "1:1 limit-size: an element has more than 256 attributes\n", __LINE__);
    read_many("<xliff version='1.2'>",
              "<a xmlns:a='a' xmlns:b='a' xmlns:c='a' xmlns:d='a' xmlns:e='a' xmlns:f='a' xmlns:g='a' "
              "xmlns:h='a' xmlns:i='a' xmlns:j='a' xmlns:k='a' xmlns:l='a'>",
              90, "", "1:12223 limit-size: more than 1000 namespaces are declared\n", __LINE__);
    read_many(HEAD_12 "<trans-unit id='1'><source>", "<bx id='1'/>", 200000,
              "<ex id='1'/><ex id='2'/></source></trans-unit>" TAIL_12 "<",
              "1:2400233 bad-xml: no well-formed XML: there is a second root element\n", __LINE__);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(units_have_sources_targets_and_states),
        TEST(codes_of_1_2_are_read_in_each_of_their_forms),
        TEST(codes_of_2_are_read_in_each_of_their_forms),
        TEST(segments_are_joined),
        TEST(what_other_tools_add_is_passed_over),
        TEST(each_encoding_is_read_that_bom_or_declaration_name),
        TEST(what_is_no_xliff_is_refused_with_its_place),
        TEST(structure_that_cannot_be_understood_is_damage_of_its_unit),
        TEST(hostile_documents_end_at_a_limit),
    };
    return RUN_TESTS(tests);
}
