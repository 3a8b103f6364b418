/* SPDX-License-Identifier: MIT */
/* Lists (WML §17.9): one definition for bullets, one for ticks, if there are any, and one for each delimiter of numbers; each ordered list is an instance
   of its own that starts where its author says. */
#include "docx/docx.h"

#include <jerome/label.h>

#define BULLETS  1u     /* w:numId of all bullet lists */
#define GREATEST 32767u /* the largest number that Word counts from */

enum { ABSTRACT_BULLETS, ABSTRACT_PERIOD, ABSTRACT_PARENTHESIS, ABSTRACT_TICKS };

/* A new instance that starts at `start`; gives its w:numId. */
static uint32_t new_instance(docx *d, const jr_node *list, unsigned level)
{
    uint32_t start = list->as.list.start;
    if (start > GREATEST) {
        jr_report(d->ctx->diag, JR_D_NOT_RENDERED, &list->span, "Word cannot count from %u; the list starts at %u",
                  start, GREATEST);
        start = GREATEST;
    }
    const uint32_t num = BULLETS + ++d->n_nums;
    jr_printf(&d->nums,
              "<w:num w:numId=\"%u\"><w:abstractNumId w:val=\"%d\"/><w:lvlOverride w:ilvl=\"%u\"><w:startOverride "
              "w:val=\"%u\"/></w:lvlOverride></w:num>",
              num, list->as.list.delimiter == ')' ? ABSTRACT_PARENTHESIS : ABSTRACT_PERIOD, level, start);
    return num;
}

/* The w:numId of an unordered list. */
static uint32_t bullets_of(docx *d, const docx_flow *flow)
{
    if (!flow->ticked)
        return BULLETS;
    if (!d->ticks) {
        d->ticks = BULLETS + ++d->n_nums;
        jr_printf(&d->nums, "<w:num w:numId=\"%u\"><w:abstractNumId w:val=\"%d\"/></w:num>", d->ticks, ABSTRACT_TICKS);
    }
    return d->ticks;
}

/* Room for the widest number of a list. */
static int hanging_of(const jr_node *list)
{
    uint64_t last = list->as.list.start;
    for (const jr_node *item = list->first; item && item->next; item = item->next)
        last++;
    int digits = 1;
    while (last >= 10) {
        last /= 10;
        digits++;
    }
    return digits <= 2 ? DOCX_LIST_STEP : DOCX_LIST_STEP + (digits - 2) * 115;
}

static unsigned at_most(unsigned n, unsigned limit)
{
    return n < limit ? n : limit;
}

void docx_list(docx *d, const jr_node *node, const docx_flow *flow)
{
    const bool ordered = node->as.list.ordered;
    const int depth = (int)at_most(flow->bullets + flow->numbers, 4);
    const bool plain = flow->style == DOCX_BODY || (flow->style >= DOCX_LIST_CONTINUE && flow->style < DOCX_QUOTE);
    docx_marker_flush(d, flow);
    docx_separate(d, DOCX_TOUCH_TABLE);
    docx_marker marker = {.set = true, .hanging = ordered ? hanging_of(node) : DOCX_LIST_STEP};
    marker.level = at_most(ordered ? flow->numbers : flow->bullets, DOCX_LEVELS - 1);
    docx_flow inner = docx_narrow(flow, marker.hanging);
    if (ordered)
        inner.numbers++;
    else
        inner.bullets++;
    marker.style = inner.style;
    if (plain) {
        marker.style = (docx_style)((ordered ? DOCX_LIST_NUMBER : DOCX_LIST_BULLET) + depth);
        inner.style = (docx_style)(DOCX_LIST_CONTINUE + depth);
    }
    const uint32_t num = ordered ? new_instance(d, node, marker.level) : bullets_of(d, flow);
    inner.ticked = false;
    for (const jr_node *item = node->first; item; item = item->next) {
        docx_bookmark_later(d, item);
        docx_separate(d, DOCX_TOUCH_TABLE);
        marker.task = item->kind == JR_ITEM ? item->as.item.task : JR_TASK_NONE;
        marker.num = marker.task != JR_TASK_NONE && !ordered ? 0 : num;
        d->marker = marker;
        docx_blocks(d, item, &inner);
        docx_marker_flush(d, &inner);
    }
}

void docx_task_box(docx *d, jr_task task)
{
    const bool done = task == JR_TASK_DONE;
    jr_printf(d->out, "<w:sdt><w:sdtPr><w:alias w:val=\"");
    jr_xml_attr_text(d->out, jr_label(d->doc->lang, done ? JR_LABEL_TASK_DONE : JR_LABEL_TASK_OPEN));
    jr_printf(d->out,
              "\"/><w:id w:val=\"%u\"/><w14:checkbox><w14:checked w14:val=\"%d\"/><w14:checkedState w14:val=\"2612\" "
              "w14:font=\"MS Gothic\"/><w14:uncheckedState w14:val=\"2610\" w14:font=\"MS Gothic\"/></w14:checkbox>"
              "</w:sdtPr><w:sdtContent><w:r><w:rPr><w:rFonts w:ascii=\"MS Gothic\" w:hAnsi=\"MS Gothic\" "
              "w:eastAsia=\"MS Gothic\" w:hint=\"eastAsia\"/></w:rPr><w:t>%s</w:t></w:r></w:sdtContent></w:sdt>"
              "<w:r><w:tab/></w:r>",
              (unsigned)(2000 + ++d->n_sdts), done, done ? "\xE2\x98\x92" : "\xE2\x98\x90");
}

/* ---- word/numbering.xml ---- */

static void put_level(jr_buf *out, unsigned level, const char *format, const char *text, const char *font)
{
    jr_printf(out,
              "<w:lvl w:ilvl=\"%u\"><w:start w:val=\"1\"/><w:numFmt w:val=\"%s\"/><w:lvlText w:val=\"%s\"/><w:lvlJc "
              "w:val=\"left\"/><w:pPr><w:ind w:left=\"%u\" w:hanging=\"%d\"/></w:pPr>",
              level, format, text, DOCX_LIST_STEP * (level + 1), DOCX_LIST_STEP);
    if (font)
        jr_printf(out, "<w:rPr><w:rFonts w:ascii=\"%s\" w:hAnsi=\"%s\" w:cs=\"%s\" w:hint=\"default\"/></w:rPr>", font,
                  font, font);
    jr_puts(out, "</w:lvl>");
}

static void put_definition(jr_buf *out, int which)
{
    static const char *const formats[] = {"decimal", "lowerLetter", "lowerRoman"};
    static const char *const bullets[] = {"\xEF\x82\xB7", "o", "\xEF\x82\xA7"}; /* as Word's own lists have them */
    static const char *const fonts[] = {"Symbol", "Courier New", "Wingdings"};
    jr_printf(out,
              "<w:abstractNum w:abstractNumId=\"%d\"><w:nsid w:val=\"4A524F%02d\"/><w:multiLevelType "
              "w:val=\"hybridMultilevel\"/><w:tmpl w:val=\"4A524D%02d\"/>",
              which, which, which);
    for (unsigned level = 0; level < DOCX_LEVELS; level++) {
        if (which == ABSTRACT_BULLETS) {
            put_level(out, level, "bullet", bullets[level % 3], fonts[level % 3]);
            continue;
        }
        if (which == ABSTRACT_TICKS) {
            put_level(out, level, "bullet", "\xEF\x83\xBC", "Wingdings");
            continue;
        }
        char text[4] = {'%', (char)('1' + level), which == ABSTRACT_PARENTHESIS ? ')' : '.', 0};
        put_level(out, level, formats[level % 3], text, NULL);
    }
    jr_puts(out, "</w:abstractNum>");
}

jr_str docx_numbering_part(docx *d)
{
    jr_buf out = {0};
    docx_plain_root_open(&out, "w:numbering");
    for (int which = ABSTRACT_BULLETS; which <= (d->ticks ? ABSTRACT_TICKS : ABSTRACT_PARENTHESIS); which++)
        put_definition(&out, which);
    jr_printf(&out, "<w:num w:numId=\"%u\"><w:abstractNumId w:val=\"%d\"/></w:num>", BULLETS, ABSTRACT_BULLETS);
    jr_put(&out, jr_buf_str(&d->nums));
    jr_puts(&out, "</w:numbering>");
    return jr_buf_take(&out, d->arena);
}
