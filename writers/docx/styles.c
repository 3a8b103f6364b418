/* SPDX-License-Identifier: MIT */
/* word/styles.xml (WML §17.7): Word's built-in styles under their own names, and a few of ours. */
#include "docx/docx.h"

#include <jerome/label.h>

#define INK                    "1F3864" /* headings */
#define GREY                   "595959"
#define LINE                   "BFC5CE"
#define MONOSPACED             "<w:rFonts w:ascii=\"Consolas\" w:hAnsi=\"Consolas\" w:cs=\"Consolas\"/>"
#define SIZE(half_points)      "<w:sz w:val=\"" half_points "\"/><w:szCs w:val=\"" half_points "\"/>"
#define SPACING(before, after) "<w:spacing w:before=\"" before "\" w:after=\"" after "\"/>"
#define FLAT                   "<w:spacing w:before=\"0\" w:after=\"0\" w:line=\"240\" w:lineRule=\"auto\"/>"
#define SIDE(side, size, space, color)                                                                                 \
    "<w:" side " w:val=\"single\" w:sz=\"" size "\" w:space=\"" space "\" w:color=\"" color "\"/>"
#define HIDDEN   "<w:semiHidden/><w:unhideWhenUsed/>"
#define SHOWN    "<w:qFormat/>"
#define LEVEL(n) "<w:outlineLvl w:val=\"" n "\"/>"

typedef struct style {
    const char *type, *id, *name, *based_on, *next, *priority;
    const char *traits; /* what comes between w:uiPriority and w:pPr */
    const char *ppr, *rpr;
    bool custom;
} style;

#define PARAGRAPH(id, name, next, priority, traits, ppr, rpr)                                                          \
    {                                                                                                                  \
        "paragraph", id, name, "Normal", next, priority, traits, ppr, rpr, false                                       \
    }
#define OURS(id, name, base, next, ppr, rpr)                                                                           \
    {                                                                                                                  \
        "paragraph", id, name, base, next, "20", SHOWN, ppr, rpr, true                                                 \
    }
#define HEADING(n, outline, before, after, rpr)                                                                        \
    PARAGRAPH("Heading" n, "heading " n, "BodyText", "9", SHOWN,                                                       \
              "<w:keepNext/><w:keepLines/>" SPACING(before, after) LEVEL(outline), "<w:b/><w:bCs/>" rpr)
#define LISTING(id, name) PARAGRAPH(id, name, NULL, "36", "<w:unhideWhenUsed/>", SPACING("40", "40"), NULL)
#define CHARACTER(id, name, priority, rpr)                                                                             \
    {                                                                                                                  \
        "character", id, name, "DefaultParagraphFont", NULL, priority, "<w:unhideWhenUsed/>", NULL, rpr, false         \
    }

static const style styles[] = {
    PARAGRAPH("BodyText", "Body Text", NULL, "1", SHOWN, SPACING("120", "120"), NULL),
    PARAGRAPH("Title", "Title", "BodyText", "10", SHOWN,
              "<w:keepNext/><w:keepLines/><w:pBdr>" SIDE("bottom", "8", "6", "2F5496") "</w:pBdr>" SPACING("0", "240"),
              "<w:b/><w:bCs/><w:color w:val=\"" INK "\"/>" SIZE("48")),
    HEADING("1", "0", "400", "120", "<w:color w:val=\"" INK "\"/>" SIZE("34")),
    HEADING("2", "1", "320", "100", "<w:color w:val=\"" INK "\"/>" SIZE("28")),
    HEADING("3", "2", "260", "80", "<w:color w:val=\"" INK "\"/>" SIZE("24")),
    HEADING("4", "3", "220", "60", "<w:color w:val=\"" INK "\"/>" SIZE("22")),
    HEADING("5", "4", "200", "60", "<w:i/><w:iCs/><w:color w:val=\"" INK "\"/>" SIZE("22")),
    HEADING("6", "5", "200", "60", "<w:color w:val=\"" GREY "\"/>" SIZE("21")),
    LISTING("ListBullet", "List Bullet"),
    LISTING("ListBullet2", "List Bullet 2"),
    LISTING("ListBullet3", "List Bullet 3"),
    LISTING("ListBullet4", "List Bullet 4"),
    LISTING("ListBullet5", "List Bullet 5"),
    LISTING("ListNumber", "List Number"),
    LISTING("ListNumber2", "List Number 2"),
    LISTING("ListNumber3", "List Number 3"),
    LISTING("ListNumber4", "List Number 4"),
    LISTING("ListNumber5", "List Number 5"),
    LISTING("ListContinue", "List Continue"),
    LISTING("ListContinue2", "List Continue 2"),
    LISTING("ListContinue3", "List Continue 3"),
    LISTING("ListContinue4", "List Continue 4"),
    LISTING("ListContinue5", "List Continue 5"),
    PARAGRAPH("Caption", "caption", "BodyText", "35", SHOWN, SPACING("60", "160"),
              "<w:i/><w:iCs/><w:color w:val=\"" GREY "\"/>" SIZE("20")),
    PARAGRAPH("TOCHeading", "TOC Heading", "BodyText", "39", SHOWN, "<w:keepNext/><w:keepLines/>" SPACING("240", "120"),
              "<w:b/><w:bCs/><w:color w:val=\"" INK "\"/>" SIZE("28")),
    PARAGRAPH("FootnoteText", "footnote text", NULL, "99", "<w:unhideWhenUsed/>", FLAT, SIZE("18")),
    OURS("SourceCode", "Source Code", "Normal", "BodyText",
         "<w:pBdr>" SIDE("top", "4", "4", "D0D7DE") SIDE("left", "4", "5", "D0D7DE") SIDE("bottom", "4", "4", "D0D7DE")
             SIDE("right", "4", "5", "D0D7DE") "</w:pBdr><w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"F6F8FA\"/>"
                                               "<w:suppressAutoHyphens/><w:wordWrap w:val=\"0\"/><w:autoSpaceDE "
                                               "w:val=\"0\"/><w:autoSpaceDN w:val=\"0\"/>"
                                               "<w:bidi w:val=\"0\"/><w:spacing w:before=\"160\" w:after=\"160\" "
                                               "w:line=\"252\" w:lineRule=\"auto\"/>"
                                               "<w:ind w:left=\"113\" w:right=\"113\"/><w:jc w:val=\"left\"/>",
         MONOSPACED "<w:noProof/>" SIZE("19")),
    OURS("Math", "Math", "Normal", "BodyText",
         "<w:keepLines/><w:suppressAutoHyphens/><w:bidi w:val=\"0\"/>" SPACING("160", "160") "<w:jc w:val=\"center\"/>",
         "<w:rFonts w:ascii=\"Cambria Math\" w:hAnsi=\"Cambria Math\"/><w:noProof/>"),
    OURS("TableText", "Table Text", "Normal", NULL, SPACING("40", "40"),
         "<w:rFonts w:ascii=\"Calibri\" w:hAnsi=\"Calibri\" w:cs=\"Arial\"/>" SIZE("20")),
    OURS("TableHeader", "Table Header", "TableText", NULL, "<w:keepNext/>", "<w:b/><w:bCs/>"),
    OURS("Separator", "Separator", "Normal", NULL,
         "<w:spacing w:before=\"0\" w:after=\"0\" w:line=\"120\" w:lineRule=\"exact\"/>", SIZE("8")),
    OURS("TabTitle", "Tab Title", "BodyText", "BodyText",
         "<w:keepNext/><w:keepLines/><w:pBdr>" SIDE("bottom", "6", "2", "2F5496") "</w:pBdr>" SPACING("240", "80"),
         "<w:b/><w:bCs/><w:color w:val=\"2F5496\"/>"),
    OURS("DefinitionTerm", "Definition Term", "BodyText", "BodyText", "<w:keepNext/>" SPACING("120", "20"),
         "<w:b/><w:bCs/>"),
    OURS("Condition", "Condition", "BodyText", "BodyText", "<w:keepNext/>" SPACING("160", "20"),
         "<w:b/><w:bCs/><w:color w:val=\"" GREY "\"/>" SIZE("18")),
    OURS("HorizontalRule", "Horizontal Rule", "Normal", "BodyText",
         "<w:pBdr>" SIDE("bottom", "6", "1", LINE) "</w:pBdr><w:spacing w:before=\"0\" w:after=\"240\" w:line=\"240\" "
                                                   "w:lineRule=\"auto\"/>",
         SIZE("12")),
    PARAGRAPH("Header", "header", NULL, "99", "<w:unhideWhenUsed/>",
              "<w:pBdr>" SIDE("bottom", "4", "4", LINE) "</w:pBdr>" FLAT "<w:jc w:val=\"right\"/>",
              "<w:color w:val=\"" GREY "\"/>" SIZE("18")),
    PARAGRAPH("Footer", "footer", NULL, "99", "<w:unhideWhenUsed/>", FLAT "<w:jc w:val=\"center\"/>",
              "<w:color w:val=\"" GREY "\"/>" SIZE("18")),
    CHARACTER("Hyperlink", "Hyperlink", "99", "<w:color w:val=\"0563C1\"/><w:u w:val=\"single\"/>"),
    CHARACTER("FootnoteReference", "footnote reference", "99", "<w:vertAlign w:val=\"superscript\"/>"),
    CHARACTER("HTMLKeyboard", "HTML Keyboard", "99",
              MONOSPACED "<w:noProof/><w:bdr w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"A0A7B0\"/>"
                         "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"F6F8FA\"/>"),
    {"character", "VerbatimChar", "Verbatim Char", "DefaultParagraphFont", NULL, "20", SHOWN, NULL,
     MONOSPACED "<w:noProof/><w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"F0F2F4\"/>", true},
};

static const docx_alert_look alerts[] = {
    [JR_ALERT_NOTE] = {"Note", "0969DA", "EDF5FD", "0550AE"},
    [JR_ALERT_TIP] = {"Tip", "1A7F37", "EBF7EE", "116329"},
    [JR_ALERT_IMPORTANT] = {"Important", "8250DF", "F6F0FD", "6639BA"},
    [JR_ALERT_WARNING] = {"Warning", "BF8700", "FFF8E1", "7D4E00"},
    [JR_ALERT_CAUTION] = {"Caution", "CF222E", "FDEFEE", "A40E26"},
};

#define ALERT_INFO(n)                                                                                                  \
    [DOCX_ALERT + JR_ALERT_##n] = {ALERT_ID_##n, 227}, [DOCX_ALERT_TITLE + JR_ALERT_##n] = {ALERT_ID_##n "Title", 227}
#define ALERT_ID_NOTE      "AlertNote"
#define ALERT_ID_TIP       "AlertTip"
#define ALERT_ID_IMPORTANT "AlertImportant"
#define ALERT_ID_WARNING   "AlertWarning"
#define ALERT_ID_CAUTION   "AlertCaution"

static const docx_style_info infos[DOCX_STYLE_COUNT] = {
    [DOCX_BODY] = {"BodyText", 0},
    [DOCX_TITLE] = {"Title", 0},
    [DOCX_HEADING1] = {"Heading1", 0},
    [DOCX_HEADING2] = {"Heading2", 0},
    [DOCX_HEADING3] = {"Heading3", 0},
    [DOCX_HEADING4] = {"Heading4", 0},
    [DOCX_HEADING5] = {"Heading5", 0},
    [DOCX_HEADING6] = {"Heading6", 0},
    [DOCX_LIST_BULLET] = {"ListBullet", 0},
    [DOCX_LIST_BULLET + 1] = {"ListBullet2", 0},
    [DOCX_LIST_BULLET + 2] = {"ListBullet3", 0},
    [DOCX_LIST_BULLET + 3] = {"ListBullet4", 0},
    [DOCX_LIST_BULLET + 4] = {"ListBullet5", 0},
    [DOCX_LIST_NUMBER] = {"ListNumber", 0},
    [DOCX_LIST_NUMBER + 1] = {"ListNumber2", 0},
    [DOCX_LIST_NUMBER + 2] = {"ListNumber3", 0},
    [DOCX_LIST_NUMBER + 3] = {"ListNumber4", 0},
    [DOCX_LIST_NUMBER + 4] = {"ListNumber5", 0},
    [DOCX_LIST_CONTINUE] = {"ListContinue", 0},
    [DOCX_LIST_CONTINUE + 1] = {"ListContinue2", 0},
    [DOCX_LIST_CONTINUE + 2] = {"ListContinue3", 0},
    [DOCX_LIST_CONTINUE + 3] = {"ListContinue4", 0},
    [DOCX_LIST_CONTINUE + 4] = {"ListContinue5", 0},
    [DOCX_QUOTE] = {"Quote", 227},
    [DOCX_CODE] = {"SourceCode", 113},
    [DOCX_MATH] = {"Math", 0},
    [DOCX_CAPTION] = {"Caption", 0},
    [DOCX_TABLE_TEXT] = {"TableText", 0},
    [DOCX_TABLE_HEADER] = {"TableHeader", 0},
    [DOCX_FOOTNOTE] = {"FootnoteText", 0},
    [DOCX_SEPARATOR] = {"Separator", 0},
    [DOCX_TAB_TITLE] = {"TabTitle", 0},
    [DOCX_TERM] = {"DefinitionTerm", 0},
    [DOCX_LABEL] = {"Condition", 0},
    [DOCX_RULE] = {"HorizontalRule", 0},
    ALERT_INFO(NOTE),
    ALERT_INFO(TIP),
    ALERT_INFO(IMPORTANT),
    ALERT_INFO(WARNING),
    ALERT_INFO(CAUTION),
};

const docx_alert_look *docx_alert_look_get(jr_alert_type type)
{
    return &alerts[type];
}

const docx_style_info *docx_style_get(docx_style which)
{
    return &infos[which];
}

/* ---- Fonts and languages ---- */

const char *docx_east_asian_font(jr_str lang)
{
    static const struct {
        jr_str prefix;
        const char *font;
    } fonts[] = {
        {JR_STR_INIT("ja"), "Yu Gothic"},
        {JR_STR_INIT("ko"), "Malgun Gothic"},
        {JR_STR_INIT("zh-hant"), "Microsoft JhengHei"},
        {JR_STR_INIT("zh-tw"), "Microsoft JhengHei"},
        {JR_STR_INIT("zh-hk"), "Microsoft JhengHei"},
        {JR_STR_INIT("zh-mo"), "Microsoft JhengHei"},
    };
    for (size_t i = 0; i < sizeof fonts / sizeof *fonts; i++) {
        if (jr_str_starts_nocase(lang, fonts[i].prefix))
            return fonts[i].font;
    }
    return "Microsoft YaHei";
}

static void put_lang_attributes(docx *d, jr_buf *out)
{
    const jr_str lang = d->doc->lang;
    const bool cjk = jr_lang_cjk(lang), rtl = d->doc->rtl;
    jr_puts(out, " w:val=\"");
    jr_xml_attr_text(out, cjk || rtl ? JR_STR("en-US") : lang);
    jr_puts(out, "\" w:eastAsia=\"");
    jr_xml_attr_text(out, cjk ? lang : JR_STR("zh-CN"));
    jr_puts(out, "\" w:bidi=\"");
    jr_xml_attr_text(out, rtl ? lang : JR_STR("ar-SA"));
    jr_putc(out, '"');
}

static void put_defaults(docx *d, jr_buf *out)
{
    jr_printf(out,
              "<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Calibri\" w:hAnsi=\"Calibri\" w:eastAsia=\"%s\" "
              "w:cs=\"Arial\"/>" SIZE("22") "<w:lang",
              docx_east_asian_font(d->doc->lang));
    put_lang_attributes(d, out);
    jr_puts(out, "/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after=\"120\" w:line=\"264\" "
                 "w:lineRule=\"auto\"/></w:pPr></w:pPrDefault></w:docDefaults>");
    jr_puts(
        out,
        "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:qFormat/>");
    if (d->doc->rtl)
        jr_puts(out, "<w:pPr><w:bidi/></w:pPr>");
    jr_puts(out, "</w:style><w:style w:type=\"character\" w:default=\"1\" w:styleId=\"DefaultParagraphFont\"><w:name "
                 "w:val=\"Default Paragraph Font\"/><w:uiPriority w:val=\"1\"/>" HIDDEN "</w:style>"
                 "<w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name w:val=\"Normal Table\"/>"
                 "<w:uiPriority w:val=\"99\"/>" HIDDEN "<w:tblPr><w:tblInd w:w=\"0\" w:type=\"dxa\"/><w:tblCellMar>"
                 "<w:top w:w=\"0\" w:type=\"dxa\"/><w:left w:w=\"108\" w:type=\"dxa\"/><w:bottom w:w=\"0\" "
                 "w:type=\"dxa\"/><w:right w:w=\"108\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style>"
                 "<w:style w:type=\"numbering\" w:default=\"1\" w:styleId=\"NoList\"><w:name w:val=\"No List\"/>"
                 "<w:uiPriority w:val=\"99\"/>" HIDDEN "</w:style>");
}

/* ---- Styles ---- */

static void put_style(jr_buf *out, const style *s)
{
    jr_printf(out, "<w:style w:type=\"%s\"%s w:styleId=\"%s\"><w:name w:val=\"%s\"/><w:basedOn w:val=\"%s\"/>", s->type,
              s->custom ? " w:customStyle=\"1\"" : "", s->id, s->name, s->based_on);
    if (s->next)
        jr_printf(out, "<w:next w:val=\"%s\"/>", s->next);
    jr_printf(out, "<w:uiPriority w:val=\"%s\"/>%s", s->priority, s->traits);
    if (s->ppr)
        jr_printf(out, "<w:pPr>%s</w:pPr>", s->ppr);
    if (s->rpr)
        jr_printf(out, "<w:rPr>%s</w:rPr>", s->rpr);
    jr_puts(out, "</w:style>");
}

/* Entries of the table of contents: dots up to the page number at the right edge. */
static void put_toc_styles(docx *d, jr_buf *out)
{
    const int width = d->page.width - 2 * d->page.side;
    for (int level = 1; level <= 6; level++)
        jr_printf(
            out,
            "<w:style w:type=\"paragraph\" w:styleId=\"TOC%d\"><w:name w:val=\"toc %d\"/><w:basedOn w:val=\"Normal\"/>"
            "<w:next w:val=\"Normal\"/><w:uiPriority w:val=\"39\"/><w:unhideWhenUsed/><w:pPr><w:tabs><w:tab "
            "w:val=\"right\" w:leader=\"dot\" w:pos=\"%d\"/></w:tabs><w:spacing w:before=\"0\" w:after=\"60\"/><w:ind "
            "w:left=\"%d\"/></w:pPr></w:style>",
            level, level, width, 240 * (level - 1));
}

/* The side where a line of text starts: the borders of a paragraph, unlike its indentation, do not follow its
 * direction. */
static const char *start_side(const docx *d)
{
    return d->doc->rtl ? "right" : "left";
}

static void put_quote_style(docx *d, jr_buf *out)
{
    jr_printf(
        out,
        "<w:style w:type=\"paragraph\" w:styleId=\"Quote\"><w:name w:val=\"Quote\"/><w:basedOn w:val=\"Normal\"/>"
        "<w:next w:val=\"BodyText\"/><w:uiPriority w:val=\"29\"/><w:qFormat/><w:pPr><w:pBdr><w:%s w:val=\"single\" "
        "w:sz=\"18\" w:space=\"8\" w:color=\"" LINE
        "\"/></w:pBdr>" SPACING("60", "60") "<w:ind w:left=\"227\"/></w:pPr>"
                                            "<w:rPr><w:color w:val=\"" GREY "\"/></w:rPr></w:style>",
        start_side(d));
}

/* The frame of an alert is the same for its label and its text, so that Word draws both as one. */
static void put_alert_styles(docx *d, jr_buf *out)
{
    const char *side = start_side(d);
    for (int type = 0; type < JR_ALERT_COUNT; type++) {
        jr_printf(out,
                  "<w:style w:type=\"paragraph\" w:customStyle=\"1\" w:styleId=\"Alert%s\"><w:name w:val=\"Alert %s\"/>"
                  "<w:basedOn w:val=\"Normal\"/><w:uiPriority w:val=\"20\"/><w:qFormat/><w:pPr><w:pBdr><w:%s "
                  "w:val=\"single\" w:sz=\"36\" w:space=\"8\" w:color=\"%s\"/></w:pBdr><w:shd w:val=\"clear\" "
                  "w:color=\"auto\" w:fill=\"%s\"/>" SPACING("60", "60") "<w:ind w:left=\"227\"/></w:pPr></w:style>",
                  alerts[type].name, alerts[type].name, side, alerts[type].line, alerts[type].fill);
        jr_printf(
            out,
            "<w:style w:type=\"paragraph\" w:customStyle=\"1\" w:styleId=\"Alert%sTitle\"><w:name w:val=\"Alert %s "
            "Title\"/><w:basedOn w:val=\"Alert%s\"/><w:next w:val=\"Alert%s\"/><w:uiPriority w:val=\"20\"/><w:qFormat/>"
            "<w:pPr><w:keepNext/>" SPACING("160", "0") "</w:pPr><w:rPr><w:b/><w:bCs/><w:color "
                                                       "w:val=\"%s\"/></w:rPr></w:style>",
            alerts[type].name, alerts[type].name, alerts[type].name, alerts[type].name, alerts[type].ink);
    }
}

static void put_table_style(jr_buf *out)
{
    jr_puts(
        out,
        "<w:style w:type=\"table\" w:customStyle=\"1\" w:styleId=\"DocumentTable\"><w:name w:val=\"Document Table\"/>"
        "<w:basedOn w:val=\"TableNormal\"/><w:uiPriority w:val=\"59\"/><w:qFormat/><w:tblPr><w:tblBorders>" SIDE(
            "top", "4", "0", LINE) SIDE("left", "4", "0", LINE) SIDE("bottom", "4", "0", LINE)
            SIDE("right", "4", "0", LINE) SIDE("insideH", "4", "0", LINE)
                SIDE("insideV", "4", "0",
                     LINE) "</w:tblBorders></w:tblPr><w:tblStylePr "
                           "w:type=\"firstRow\"><w:rPr><w:b/><w:bCs/></w:rPr><w:tcPr><w:shd "
                           "w:val=\"clear\" w:color=\"auto\" w:fill=\"EAEEF3\"/></w:tcPr></w:tblStylePr></w:style>");
}

jr_str docx_styles_part(docx *d)
{
    jr_buf out = {0};
    docx_plain_root_open(&out, "w:styles");
    put_defaults(d, &out);
    for (size_t i = 0; i < sizeof styles / sizeof *styles; i++)
        put_style(&out, &styles[i]);
    put_toc_styles(d, &out);
    put_quote_style(d, &out);
    put_alert_styles(d, &out);
    put_table_style(&out);
    jr_puts(&out, "</w:styles>");
    return jr_buf_take(&out, d->arena);
}
