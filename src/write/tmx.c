/* SPDX-License-Identifier: MIT */
/* Section numbers are those of TMX 1.4b. What the standard has no element for are props (§5.2.6), under the names that
   memoQ gave them: neighbours, document. */
#include "tmx.h"

#include <jerome/version.h>

static void line(jr_tmx *tmx, const char *indent)
{
    jr_xml_raw(&tmx->xml, JR_STR("\n"));
    jr_xml_raw(&tmx->xml, jr_str_from(indent));
}

void jr_tmx_start(jr_tmx *tmx, const jr_tmx_head *head, jr_sink *sink)
{
    jr_xml *x = &tmx->xml;
    *tmx = (jr_tmx){.head = *head, .sink = sink};
    jr_xml_start(x, &tmx->out, false, false);
    jr_xml_open(x, "tmx");
    jr_xml_attr(x, "version", JR_STR("1.4"));
    line(tmx, "  ");
    jr_xml_open(x, "header");
    jr_xml_attr(x, "creationtool", JR_STR("Jerome"));
    jr_xml_attr(x, "creationtoolversion", JR_STR(JR_VERSION));
    jr_xml_attr(x, "segtype", head->sentences ? JR_STR("sentence") : JR_STR("paragraph"));
    jr_xml_attr(x, "o-tmf", JR_STR("Jerome"));
    jr_xml_attr(x, "adminlang", JR_STR("en-US"));
    jr_xml_attr(x, "srclang", head->source_lang);
    jr_xml_attr(x, "datatype", JR_STR("x-markdown"));
    if (head->date.n)
        jr_xml_attr(x, "creationdate", head->date);
    jr_xml_close(x);
    line(tmx, "  ");
    jr_xml_open(x, "body");
}

static void write_prop(jr_tmx *tmx, const char *type, jr_str text)
{
    if (text.n == 0)
        return;
    line(tmx, "      ");
    jr_xml_open(&tmx->xml, "prop");
    jr_xml_attr(&tmx->xml, "type", jr_str_from(type));
    jr_xml_chars(&tmx->xml, text);
    jr_xml_close(&tmx->xml);
}

/* A code with its original as what it holds (§5.3); `end`: "begin" or "end" of one without its other half. */
static void write_code(jr_tmx *tmx, const char *name, const jr_inline *in, int64_t i, const char *end)
{
    jr_xml *x = &tmx->xml;
    jr_xml_open(x, name);
    if (i > 0)
        jr_xml_attr_int(x, "i", i);
    if (end)
        jr_xml_attr(x, "pos", jr_str_from(end));
    if (name[0] != 'e' && in->number > 0)
        jr_xml_attr_int(x, "x", in->number);
    jr_xml_chars(x, in->original);
    jr_xml_close(x);
}

/* `i` joins the ends of a pair within a seg, `x` the same code in both languages (§3.2). */
static void write_text(jr_tmx *tmx, jr_str lang, const jr_inlines *text)
{
    jr_xml *x = &tmx->xml;
    line(tmx, "      ");
    jr_xml_open(x, "tuv");
    jr_xml_attr(x, "xml:lang", lang);
    jr_xml_open(x, "seg");
    for (size_t at = 0; at < text->n; at++) {
        const jr_inline *in = &text->items[at];
        const bool alone = in->pair == JR_NO_PAIR || in->pair >= text->n;
        switch (in->kind) {
        case JR_PIECE_TEXT: jr_xml_chars(x, in->text); break;
        case JR_PIECE_CODE: write_code(tmx, "ph", in, 0, NULL); break;
        case JR_PIECE_OPEN:
            if (alone)
                write_code(tmx, "it", in, 0, "begin");
            else
                write_code(tmx, "bpt", in, (int64_t)at + 1, NULL);
            break;
        case JR_PIECE_CLOSE:
            if (alone)
                write_code(tmx, "it", in, 0, "end");
            else
                write_code(tmx, "ept", in, (int64_t)in->pair + 1, NULL);
            break;
        }
    }
    jr_xml_close(x);
    jr_xml_close(x);
}

void jr_tmx_pair(jr_tmx *tmx, const jr_pair *pair)
{
    static const char *const states[] = {
        [JR_STATE_INITIAL] = "initial",
        [JR_STATE_TRANSLATED] = "", /* as every text of a memory */
        [JR_STATE_REVIEWED] = "reviewed",
        [JR_STATE_FINAL] = "final",
    };
    enum { ENOUGH = 1 << 16 };
    jr_xml *x = &tmx->xml;
    line(tmx, "    ");
    jr_xml_open(x, "tu");
    if (pair->unit.n)
        jr_xml_attr(x, "tuid", pair->unit);
    if (pair->date.n)
        jr_xml_attr(x, "changedate", pair->date);
    write_prop(tmx, "x-document", pair->origin);
    write_prop(tmx, "x-context-pre", pair->before);
    write_prop(tmx, "x-context-post", pair->behind);
    write_prop(tmx, "x-state", jr_str_from(states[pair->state]));
    write_prop(tmx, "x-unsure", pair->unsure ? JR_STR("yes") : JR_STR(""));
    write_text(tmx, tmx->head.source_lang, &pair->source);
    write_text(tmx, tmx->head.target_lang, &pair->target);
    line(tmx, "    ");
    jr_xml_close(x);
    if (tmx->sink && tmx->out.n >= ENOUGH)
        jr_sink_take(tmx->sink, &tmx->out);
}

void jr_tmx_end(jr_tmx *tmx)
{
    line(tmx, "  ");
    jr_xml_close(&tmx->xml);
    line(tmx, "");
    jr_xml_end(&tmx->xml);
    jr_putc(&tmx->out, '\n');
    jr_sink_take(tmx->sink, &tmx->out);
    jr_buf_free(&tmx->out);
}

void jr_tmx_start_part(jr_tmx *tmx, const jr_tmx_head *head)
{
    jr_tmx_start(tmx, head, NULL);
    jr_xml_raw(&tmx->xml, JR_STR("")); /* what is open is whole */
    tmx->out.n = 0;
}

void jr_tmx_end_part(jr_tmx *tmx, jr_buf *out)
{
    jr_put(out, jr_buf_str(&tmx->out));
    jr_buf_free(&tmx->out);
}

void jr_tmx_part(jr_tmx *tmx, jr_str part)
{
    jr_xml_raw(&tmx->xml, part);
    jr_sink_take(tmx->sink, &tmx->out);
}
