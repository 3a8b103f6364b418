/* SPDX-License-Identifier: MIT */
#include "test.h"

#include "codec/xml_in.h"

/* ---- What is read, in words ---- */

static bool on_open(void *user, const jr_xml_element *e)
{
    jr_printf(user, "<{%.*s}%.*s", JR_FMT(e->space), JR_FMT(e->name));
    for (size_t i = 0; i < e->n_attrs; i++)
        jr_printf(user, " {%.*s}%.*s=%.*s", JR_FMT(e->attrs[i].space), JR_FMT(e->attrs[i].name),
                  JR_FMT(e->attrs[i].value));
    jr_printf(user, "@%u:%u>", e->span.line, e->span.column);
    return true;
}

static bool on_close(void *user)
{
    jr_puts(user, "</>");
    return true;
}

static bool on_text(void *user, jr_str text, const jr_span *where)
{
    (void)where;
    jr_put(user, text);
    return true;
}

static void test_parse(jr_str xml, bool may_name_dtd, const char *want, int line)
{
    const jr_xml_events events = {.open = on_open, .close = on_close, .text = on_text, .may_name_dtd = may_name_dtd};
    jr_buf got = {0}, said = {0};
    jr_diag *diag = jr_diag_create(test_collect, &said);
    const bool ok = jr_xml_parse(xml, 1, &events, &got, diag);
    const jr_str result = ok ? jr_buf_str(&got) : jr_str_trim(jr_buf_str(&said));
    test_str(result, jr_str_from(want), __FILE__, line);
    jr_diag_destroy(diag);
    jr_buf_free(&got);
    jr_buf_free(&said);
}

#define READS(xml, want)       test_parse(JR_STR(xml), false, want, __LINE__)
#define FAILS(xml, place, why) test_parse(JR_STR(xml), false, place " bad-xml: no well-formed XML: " why, __LINE__)

/* ---- Tests ---- */

static void elements_attributes_and_text_are_told(void **state)
{
    (void)state;
    READS("<a/>", "<{}a@1:1></>");
    READS(
        "<?xml version = '1.0' encoding=\"utf-8\" standalone='no' ?>\n<!-- - -->\n<?p?><?q r?>\n<a >x<b\n\tc = 'd'/ >",
        "4:6 bad-xml: no well-formed XML: there is no end of the tag “b”");
    READS("<?xml version = '1.0' encoding=\"utf-8\" standalone='no' ?>\n<!-- - -->\n<?p?><?q r?>\n<a >x<b\n\tc = 'd' "
          "e=\"'\"/>y</a >\n<!--z--> ",
          "<{}a@4:1>x<{}b {}c=d {}e='@4:6></>y</>");
    READS("<é.1 _=''/>", "<{}é.1 {}_=@1:1></>");
    READS("<a><!--b--><![CDATA[<c>&d;]]]]><?e f?></a>", "<{}a@1:1><c>&d;]]</>");
}

static void references_are_characters(void **state)
{
    (void)state;
    READS("<a b='&lt;&#x41;&#66;&quot;&#10; c\n\r\nd&#xD;'>&amp;&gt;&apos;&#x1F600;]]&gt;</a>",
          "<{}a {}b=<AB\"\n c  d\r@1:1>&>'😀]]></>");
    FAILS("<a>&b;</a>", "1:4", "this is no reference to a character: “&b;”");
    FAILS("<a>&amp </a>", "1:4", "this is no reference to a character: “&amp”");
    FAILS("<a b='&#x;'/>", "1:7", "this is no reference to a character: “&#x;”");
    FAILS("<a>&#XA;</a>", "1:4", "this is no reference to a character: “&#XA;”");
    FAILS("<a>&#xFFFFFFFFF;</a>", "1:4", "this is no reference to a character: “&#xFFFFFFFFF;”");
    FAILS("<a>&#0;</a>", "1:4", "this is no reference to a character: “&#0;”");
}

static void line_ends_are_one_kind(void **state)
{
    (void)state;
    READS("<a>\r\n1\r2\n<b/>\r\r\n</a>", "<{}a@1:1>\n1\n2\n<{}b@4:1></>\n\n</>");
}

static void prefixes_stand_for_namespaces(void **state)
{
    (void)state;
    READS("<a xmlns='u' xmlns:p='v&amp;w' p:b='1' c='2'><p:d xmlns='' xml:lang='e'><f/></p:d><g/></a>",
          "<{u}a {v&w}b=1 {}c=2@1:1><{v&w}d {http://www.w3.org/XML/1998/namespace}lang=e@1:46><{}f@1:73></></>"
          "<{u}g@1:83></></>");
    READS("<q:a r:b='1'/>", "<{q}a {r}b=1@1:1></>"); /* not declared: foreign */
    FAILS("<a xmlns:p=''/>", "1:1", "there is no namespace for the prefix “p”");
    FAILS("<a xmlns:p='u' xmlns:q='u' p:b='' q:b=''/>", "1:1", "there are two attributes “b”");
    FAILS("<a xmlns:p='u' xmlns:p='v'/>", "1:1", "there are two declarations of the prefix “p”");
}

static void what_is_not_well_formed_is_told(void **state)
{
    (void)state;
    FAILS(" <!-- -->", "1:10", "there is no element");
    FAILS("a<b/>", "1:1", "there is text outside of the root element");
    FAILS("<b/>\n a", "2:2", "there is text outside of the root element");
    FAILS("<b/><![CDATA[]]>", "1:5", "there is text outside of the root element");
    FAILS("<a/><b/>", "1:5", "there is a second root element");
    FAILS("<a></b>", "1:4", "there is no start tag of “b”");
    FAILS("<a/></a>", "1:5", "there is no start tag of “a”");
    FAILS("<a>", "1:4", "the document ends within “a”, which starts in line 1");
    FAILS("<a", "1:1", "there is no end of the tag “a”");
    FAILS("< a/>", "1:2", "a name is missing");
    FAILS("<1/>", "1:2", "a name is missing");
    FAILS("<a b/>", "1:4", "there is no value of the attribute “b”");
    FAILS("<a b=c/>", "1:4", "there are no quotes around the value of the attribute “b”");
    FAILS("<a b='c/>", "1:4", "there is no end of the value of the attribute “b”");
    FAILS("<a b='<'/>", "1:4", "there is no end of the value of the attribute “b”");
    FAILS("<a b=''c=''/>", "1:8", "there is no white space between attributes in the tag “a”");
    FAILS("<a b='' b=''/>", "1:1", "there are two attributes “b”");
    FAILS("<a>]]></a>", "1:4", "there is “]]>” in text");
    FAILS("<a><!-- -- --></a>", "1:9", "there is “--” in a comment");
    FAILS("<a><!--></a>", "1:4", "a comment does not end");
    FAILS("<a><?b</a>", "1:4", "a processing instruction does not end");
    FAILS("<a><?XML b?></a>", "1:4", "an XML declaration must stand at the start");
    FAILS("<a><![CDATA[</a>", "1:4", "a CDATA section does not end");
    FAILS("<?xml version='2.0'?><a/>", "1:7", "the XML declaration is none");
    FAILS("<?xml encoding='utf-8'?><a/>", "1:7", "the XML declaration is none");
    FAILS("<?xml version='1.0'standalone='no'?><a/>", "1:20", "the XML declaration is none");
    READS("<!DOCTYPE a><a/>", "1:1 bad-xml: a document type declaration is refused: it could define entities");
    READS("<a><!ELEMENT a ANY></a>", "1:4 bad-xml: a document type declaration is refused: it could define entities");
}

#define NAMES_DTD(xml, want) test_parse(JR_STR(xml), true, want, __LINE__)
#define REFUSED              " bad-xml: a document type declaration is refused: it could define entities"

static void a_name_of_a_dtd_is_passed_over_where_a_format_has_one(void **state)
{
    (void)state;
    NAMES_DTD("<?xml version='1.0'?>\n<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">\n<tmx/>", "<{}tmx@3:1></>");
    NAMES_DTD("<!DOCTYPE a PUBLIC '-//x//y>z//EN' \"['\" ><a/>", "<{}a@1:42></>");
    NAMES_DTD("<!DOCTYPE a SYSTEM 'a.dtd'><a>&e;</a>",
              "1:31 bad-xml: no well-formed XML: this is no reference to a character: “&e;”");
    NAMES_DTD("<!DOCTYPE a [<!ENTITY e 'f'>]><a>&e;</a>", "1:1" REFUSED);
    NAMES_DTD("<!DOCTYPE a SYSTEM 'b' []><a/>", "1:1" REFUSED);
    NAMES_DTD("<!DOCTYPE a><!DOCTYPE a><a/>", "1:13" REFUSED);
    NAMES_DTD("<a/><!DOCTYPE a>", "1:5" REFUSED);
    NAMES_DTD("<!DOCTYPE a <b/>", "1:1" REFUSED);
    NAMES_DTD("<!DOCTYPE a SYSTEM '", "1:1" REFUSED);
    NAMES_DTD("<!ENTITY a 'b'><a/>", "1:1" REFUSED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(elements_attributes_and_text_are_told),
        TEST(references_are_characters),
        TEST(line_ends_are_one_kind),
        TEST(prefixes_stand_for_namespaces),
        TEST(what_is_not_well_formed_is_told),
        TEST(a_name_of_a_dtd_is_passed_over_where_a_format_has_one),
    };
    return RUN_TESTS(tests);
}
