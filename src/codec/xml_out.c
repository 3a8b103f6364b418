/* SPDX-License-Identifier: MIT */
/* XML out. libxml2's writer passes characters that XML forbids and can lose output when memory is short; this one does
   neither. */
#include <jerome/xml.h>

#include <assert.h>

/* What a byte needs: 0 nothing, 1 escaped or replaced, 2 escaped in attributes only, 3 may start a forbidden character. */
static const unsigned char need[256] = {
    [0x00] = 1, [0x01] = 1, [0x02] = 1, [0x03] = 1, [0x04] = 1, [0x05] = 1, [0x06] = 1, [0x07] = 1, [0x08] = 1,
    ['\t'] = 2, ['\n'] = 2, [0x0B] = 1, [0x0C] = 1, ['\r'] = 1, [0x0E] = 1, [0x0F] = 1, [0x10] = 1, [0x11] = 1,
    [0x12] = 1, [0x13] = 1, [0x14] = 1, [0x15] = 1, [0x16] = 1, [0x17] = 1, [0x18] = 1, [0x19] = 1, [0x1A] = 1,
    [0x1B] = 1, [0x1C] = 1, [0x1D] = 1, [0x1E] = 1, [0x1F] = 1, ['"'] = 2,  ['&'] = 1,  ['<'] = 1,  ['>'] = 1,
    [0xED] = 3, [0xEF] = 3, /* surrogates, U+FFFE and U+FFFF */
    [0xC0] = 3, [0xC1] = 3, [0xF5] = 3, [0xF6] = 3, [0xF7] = 3, [0xF8] = 3, [0xF9] = 3, [0xFA] = 3,
    [0xFB] = 3, [0xFC] = 3, [0xFD] = 3, [0xFE] = 3, [0xFF] = 3,
};

static jr_str escape(char c)
{
    switch (c) {
    case '&': return JR_STR("&amp;");
    case '<': return JR_STR("&lt;");
    case '>': return JR_STR("&gt;");
    case '"': return JR_STR("&quot;");
    case '\t': return JR_STR("&#9;");
    case '\n': return JR_STR("&#10;");
    case '\r': return JR_STR("&#13;");
    default: return JR_STR("\xEF\xBF\xBD");
    }
}

static void put_escaped(jr_buf *out, jr_str s, bool attribute)
{
    size_t begin = 0;
    for (size_t i = 0; i < s.n;) {
        const unsigned char what = need[(unsigned char)s.p[i]];
        if (what == 0 || (what == 2 && !attribute)) {
            i++;
            continue;
        }
        size_t next = i + 1;
        if (what == 3) {
            next = i;
            const uint32_t c = jr_utf8_next(s, &next);
            if (jr_is_xml_char(c) && !(c == JR_REPLACEMENT && next == i + 1)) {
                i = next;
                continue;
            }
        }
        jr_put(out, jr_str_sub(s, begin, i));
        jr_put(out, what == 3 ? JR_STR("\xEF\xBF\xBD") : escape(s.p[i]));
        begin = i = next;
    }
    jr_put(out, jr_str_sub(s, begin, s.n));
}

void jr_xml_text(jr_buf *out, jr_str text)
{
    put_escaped(out, text, false);
}

void jr_xml_attr_text(jr_buf *out, jr_str text)
{
    put_escaped(out, text, true);
}

void jr_xml_start(jr_xml *x, jr_buf *out, bool fragment, bool standalone)
{
    x->out = out;
    x->depth = x->overflow = 0;
    x->in_tag = false;
    if (fragment)
        return;
    jr_puts(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"");
    if (standalone)
        jr_puts(out, " standalone=\"yes\"");
    jr_puts(out, "?>\n");
}

static void close_tag(jr_xml *x)
{
    if (x->in_tag)
        jr_putc(x->out, '>');
    x->in_tag = false;
}

void jr_xml_open(jr_xml *x, const char *name)
{
    close_tag(x);
    if (x->overflow || x->depth == JR_XML_DEPTH) {
        x->overflow++;
        return;
    }
    x->open[x->depth++] = name;
    jr_putc(x->out, '<');
    jr_put(x->out, jr_str_from(name));
    x->in_tag = true;
}

void jr_xml_attr(jr_xml *x, const char *name, jr_str value)
{
    if (x->overflow)
        return;
    assert(x->in_tag);
    jr_putc(x->out, ' ');
    jr_put(x->out, jr_str_from(name));
    jr_puts(x->out, "=\"");
    jr_xml_attr_text(x->out, value);
    jr_putc(x->out, '"');
}

void jr_xml_attr_int(jr_xml *x, const char *name, int64_t value)
{
    if (x->overflow)
        return;
    assert(x->in_tag);
    jr_putc(x->out, ' ');
    jr_put(x->out, jr_str_from(name));
    jr_puts(x->out, "=\"");
    if (value < 0)
        jr_putc(x->out, '-');
    jr_put_uint(x->out, value < 0 ? 0 - (uint64_t)value : (uint64_t)value);
    jr_putc(x->out, '"');
}

void jr_xml_chars(jr_xml *x, jr_str text)
{
    close_tag(x);
    jr_xml_text(x->out, text);
}

void jr_xml_raw(jr_xml *x, jr_str xml)
{
    close_tag(x);
    jr_put(x->out, xml);
}

void jr_xml_close(jr_xml *x)
{
    if (x->overflow) {
        x->overflow--;
        return;
    }
    assert(x->depth > 0);
    const char *name = x->open[--x->depth];
    if (x->in_tag) {
        jr_puts(x->out, "/>");
        x->in_tag = false;
        return;
    }
    jr_puts(x->out, "</");
    jr_put(x->out, jr_str_from(name));
    jr_putc(x->out, '>');
}

void jr_xml_element(jr_xml *x, const char *name, jr_str text)
{
    jr_xml_open(x, name);
    jr_xml_chars(x, text);
    jr_xml_close(x);
}

void jr_xml_end(jr_xml *x)
{
    while (x->depth || x->overflow)
        jr_xml_close(x);
}
