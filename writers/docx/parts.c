/* SPDX-License-Identifier: MIT */
/* Parts that are much the same for every page: settings, fonts, header and footer, content types, relationships. */
#include "docx/docx.h"

#include <jerome/label.h>

#define DECLARATION "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define WML         "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define OFFICE      "http://schemas.openxmlformats.org/officeDocument/2006"
#define WORD_TYPE   "application/vnd.openxmlformats-officedocument.wordprocessingml."

/* MCE (ECMA-376 part 3): the names of Word 2010 and 2016 may be passed over by programs that do not know them. */
void docx_root_open(jr_buf *out, const char *name)
{
    jr_printf(out,
              DECLARATION
              "<%s xmlns:w=\"" WML "\" xmlns:r=\"" OFFICE "/relationships\" "
              "xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" "
              "xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" "
              "xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\" "
              "xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" "
              "xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\" "
              "xmlns:w16se=\"http://schemas.microsoft.com/office/word/2015/wordml/symex\" mc:Ignorable=\"w14 w16se\">",
              name);
}

void docx_plain_root_open(jr_buf *out, const char *name)
{
    jr_printf(out, DECLARATION "<%s xmlns:w=\"" WML "\">", name);
}

/* ---- Settings ---- */

static const jr_str point_languages[] = {JR_STR_INIT("en"), JR_STR_INIT("zh"), JR_STR_INIT("ja"), JR_STR_INIT("ko"),
                                         JR_STR_INIT("th"), JR_STR_INIT("he"), JR_STR_INIT("hi")};

/* Languages that write 1.5; most others write 1,5. */
static bool has_decimal_point(jr_str lang)
{
    const jr_str primary = jr_str_sub(lang, 0, jr_str_find(lang, 0, '-'));
    for (size_t i = 0; i < sizeof point_languages / sizeof *point_languages; i++) {
        if (jr_str_eq_nocase(primary, point_languages[i]))
            return true;
    }
    return false;
}

static void put_compat(jr_buf *out)
{
    static const char *const names[] = {"overrideTableStyleFontSizeAndJustification", "enableOpenTypeFeatures",
                                        "doNotFlipMirrorIndents", "differentiateMultirowTableHeaders"};
    jr_puts(
        out,
        "<w:compat><w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" "
        "w:val=\"15\"/>");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        jr_printf(out,
                  "<w:compatSetting w:name=\"%s\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"1\"/>",
                  names[i]);
    jr_puts(out, "</w:compat>");
}

jr_str docx_settings_part(docx *d, bool has_notes)
{
    const jr_str lang = d->doc->lang;
    const bool cjk = jr_lang_cjk(lang), point = has_decimal_point(lang);
    jr_buf out = {0};
    docx_plain_root_open(&out, "w:settings");
    jr_puts(&out, "<w:zoom w:percent=\"100\"/><w:defaultTabStop w:val=\"720\"/>");
    jr_printf(&out, "<w:characterSpacingControl w:val=\"%s\"/>", cjk ? "compressPunctuation" : "doNotCompress");
    if (has_notes)
        jr_puts(&out, "<w:footnotePr><w:footnote w:id=\"-1\"/><w:footnote w:id=\"0\"/></w:footnotePr>");
    put_compat(&out);
    jr_puts(&out, "<w:themeFontLang w:val=\"");
    jr_xml_attr_text(&out, cjk || d->doc->rtl ? JR_STR("en-US") : lang);
    if (cjk) {
        jr_puts(&out, "\" w:eastAsia=\"");
        jr_xml_attr_text(&out, lang);
    }
    if (d->doc->rtl) {
        jr_puts(&out, "\" w:bidi=\"");
        jr_xml_attr_text(&out, lang);
    }
    jr_printf(&out, "\"/><w:decimalSymbol w:val=\"%s\"/><w:listSeparator w:val=\"%s\"/></w:settings>",
              point ? "." : ",", point ? "," : ";");
    return jr_buf_take(&out, d->arena);
}

/* ---- Fonts: what programs should take that have not got ours ---- */

static const struct {
    const char *name, *other, *family, *pitch;
} fonts[] = {
    {"Calibri", "Carlito", "swiss", "variable"},
    {"Consolas", "Menlo", "modern", "fixed"},
    {"Arial", "Liberation Sans", "swiss", "variable"},
    {"Symbol", NULL, "roman", "variable"},
    {"Courier New", "Liberation Mono", "modern", "fixed"},
    {"Wingdings", NULL, "auto", "variable"},
    {"MS Gothic", "Noto Sans Mono CJK JP", "modern", "fixed"},
};

static void put_font(jr_buf *out, const char *name, const char *other, const char *family, const char *pitch)
{
    jr_printf(out, "<w:font w:name=\"%s\">", name);
    if (other)
        jr_printf(out, "<w:altName w:val=\"%s\"/>", other);
    jr_printf(out, "<w:family w:val=\"%s\"/><w:pitch w:val=\"%s\"/></w:font>", family, pitch);
}

jr_str docx_font_table_part(docx *d)
{
    jr_buf out = {0};
    docx_plain_root_open(&out, "w:fonts");
    for (size_t i = 0; i < sizeof fonts / sizeof *fonts; i++)
        put_font(&out, fonts[i].name, fonts[i].other, fonts[i].family, fonts[i].pitch);
    put_font(&out, docx_east_asian_font(d->doc->lang), NULL, "swiss", "variable");
    jr_puts(&out, "</w:fonts>");
    return jr_buf_take(&out, d->arena);
}

/* ---- Header, footer, page ---- */

jr_str docx_header_part(docx *d)
{
    jr_buf out = {0};
    docx_plain_root_open(&out, "w:hdr");
    jr_puts(&out, "<w:p><w:pPr><w:pStyle w:val=\"Header\"/></w:pPr><w:r><w:t xml:space=\"preserve\">");
    jr_xml_text(&out, d->doc->title);
    jr_puts(&out, "</w:t></w:r></w:p></w:hdr>");
    return jr_buf_take(&out, d->arena);
}

static void put_field(jr_buf *out, const char *name)
{
    jr_printf(out, "<w:fldSimple w:instr=\" %s \"><w:r><w:rPr><w:noProof/></w:rPr><w:t>1</w:t></w:r></w:fldSimple>",
              name);
}

/* "Page 1 / 3" with the page's own word, where the number follows the word in its language. */
jr_str docx_footer_part(docx *d)
{
    jr_buf out = {0};
    docx_plain_root_open(&out, "w:ftr");
    jr_puts(&out, "<w:p><w:pPr><w:pStyle w:val=\"Footer\"/></w:pPr>");
    if (!jr_lang_cjk(d->doc->lang)) {
        jr_puts(&out, "<w:r><w:t xml:space=\"preserve\">");
        jr_xml_text(&out, jr_label(d->doc->lang, JR_LABEL_PAGE));
        jr_puts(&out, " </w:t></w:r>");
    }
    put_field(&out, "PAGE");
    jr_puts(&out, "<w:r><w:t xml:space=\"preserve\"> / </w:t></w:r>");
    put_field(&out, "NUMPAGES");
    jr_puts(&out, "</w:p></w:ftr>");
    return jr_buf_take(&out, d->arena);
}

void docx_section(docx *d, uint32_t header, uint32_t footer)
{
    const docx_page *p = &d->page;
    jr_printf(
        d->out,
        "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId%u\"/><w:footerReference w:type=\"default\" "
        "r:id=\"rId%u\"/><w:footerReference w:type=\"first\" r:id=\"rId%u\"/><w:pgSz w:w=\"%d\" w:h=\"%d\"/><w:pgMar "
        "w:top=\"%d\" w:right=\"%d\" w:bottom=\"%d\" w:left=\"%d\" w:header=\"709\" w:footer=\"624\" "
        "w:gutter=\"0\"/><w:cols w:space=\"708\"/><w:titlePg/>%s</w:sectPr>",
        (unsigned)header, (unsigned)footer, (unsigned)footer, p->width, p->height, p->top, p->side, p->bottom, p->side,
        d->doc->rtl ? "<w:bidi/>" : "");
}

/* ---- OPC (ECMA-376 part 2) ---- */

static const struct {
    const char *part, *type;
} parts[] = {
    {"word/document.xml", WORD_TYPE "document.main+xml"},
    {"word/styles.xml", WORD_TYPE "styles+xml"},
    {"word/settings.xml", WORD_TYPE "settings+xml"},
    {"word/fontTable.xml", WORD_TYPE "fontTable+xml"},
    {"word/numbering.xml", WORD_TYPE "numbering+xml"},
    {"word/header1.xml", WORD_TYPE "header+xml"},
    {"word/footer1.xml", WORD_TYPE "footer+xml"},
    {"docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"},
    {"docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml"},
    {"word/footnotes.xml", WORD_TYPE "footnotes+xml"},
    {"docProps/custom.xml", "application/vnd.openxmlformats-officedocument.custom-properties+xml"},
};
#define ALWAYS 9 /* parts that every package has */

jr_str docx_content_types_part(docx *d, bool has_notes, bool has_custom)
{
    static const char *const media[][2] = {{"rels", "application/vnd.openxmlformats-package.relationships+xml"},
                                           {"xml", "application/xml"},
                                           {"png", "image/png"},
                                           {"jpg", "image/jpeg"},
                                           {"jpeg", "image/jpeg"},
                                           {"gif", "image/gif"},
                                           {"bmp", "image/bmp"},
                                           {"svg", "image/svg+xml"}};
    jr_buf out = {0};
    jr_puts(&out, DECLARATION "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">");
    for (size_t i = 0; i < sizeof media / sizeof *media; i++)
        jr_printf(&out, "<Default Extension=\"%s\" ContentType=\"%s\"/>", media[i][0], media[i][1]);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (i < ALWAYS || (i == ALWAYS ? has_notes : has_custom))
            jr_printf(&out, "<Override PartName=\"/%s\" ContentType=\"%s\"/>", parts[i].part, parts[i].type);
    }
    jr_puts(&out, "</Types>");
    return jr_buf_take(&out, d->arena);
}

#define RELATIONSHIPS                                                                                                  \
    DECLARATION "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"

jr_str docx_root_rels_part(docx *d, bool has_custom)
{
    static const char *const targets[][2] = {
        {OFFICE "/relationships/officeDocument", "word/document.xml"},
        {"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties", "docProps/core.xml"},
        {OFFICE "/relationships/extended-properties", "docProps/app.xml"},
        {OFFICE "/relationships/custom-properties", "docProps/custom.xml"}};
    jr_buf out = {0};
    jr_puts(&out, RELATIONSHIPS);
    for (unsigned i = 0; i < (has_custom ? 4u : 3u); i++)
        jr_printf(&out, "<Relationship Id=\"rId%u\" Type=\"%s\" Target=\"%s\"/>", i + 1, targets[i][0], targets[i][1]);
    jr_puts(&out, "</Relationships>");
    return jr_buf_take(&out, d->arena);
}

jr_str docx_rels_part(docx *d, const docx_part *part)
{
    jr_buf out = {0};
    if (part->n_rels == 0)
        return (jr_str){0};
    jr_puts(&out, RELATIONSHIPS);
    jr_put(&out, jr_buf_str(&part->rels));
    jr_puts(&out, "</Relationships>");
    return jr_buf_take(&out, d->arena);
}
