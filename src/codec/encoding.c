/* SPDX-License-Identifier: MIT */
#include "encoding.h"

#include <errno.h>
#include <iconv.h>

/* Encodings that tools for translators write, and whose XML declaration can be read byte by byte. Not among them are
   those that hide markup from whoever looks at the bytes (UTF-7, ISO-2022). */
static const char *const single[] = {
    "US-ASCII",     "ISO-8859-1",   "ISO-8859-2",   "ISO-8859-5",   "ISO-8859-7",   "ISO-8859-9",
    "ISO-8859-15",  "WINDOWS-1250", "WINDOWS-1251", "WINDOWS-1252", "WINDOWS-1253", "WINDOWS-1254",
    "WINDOWS-1255", "WINDOWS-1256", "WINDOWS-1257", "KOI8-R",       "EUC-JP",       "EUC-KR",
    "GB2312",       "GBK",          "GB18030",      "BIG5",         "SHIFT_JIS",
};

/* The value of the pseudo-attribute `name` of an XML declaration, or the empty slice. */
static jr_str declared(jr_str declaration, jr_str name)
{
    size_t at = jr_str_search(declaration, 0, name) + name.n;
    while (at < declaration.n && jr_is_space(declaration.p[at]))
        at++;
    if (at >= declaration.n || declaration.p[at] != '=')
        return (jr_str){0};
    for (at++; at < declaration.n && jr_is_space(declaration.p[at]);)
        at++;
    if (at >= declaration.n || (declaration.p[at] != '"' && declaration.p[at] != '\''))
        return (jr_str){0};
    const size_t end = jr_str_find(declaration, at + 1, declaration.p[at]);
    return jr_str_sub(declaration, at + 1, end);
}

/* What the document says that it is written in; empty: nothing. */
static jr_str declared_encoding(jr_str bytes)
{
    if (!jr_str_starts(bytes, JR_STR("<?xml")))
        return (jr_str){0};
    const jr_str head = jr_str_sub(bytes, 0, 1024);
    return declared(jr_str_sub(head, 0, jr_str_search(head, 0, JR_STR("?>"))), JR_STR("encoding"));
}

/* The name for iconv, or NULL: UTF-8. *ret_skip: bytes of a BOM. False: an encoding that is not read. */
static bool detect(jr_str bytes, size_t *ret_skip, const char **ret_name, jr_str *ret_declared)
{
    static const struct {
        jr_str start;
        size_t skip;
        const char *name;
    } starts[] = {
        {JR_STR_INIT("\xFF\xFE\0\0"), 4, ""},     {JR_STR_INIT("\0\0\xFE\xFF"), 4, ""},
        {JR_STR_INIT("<\0\0\0"), 0, ""},          {JR_STR_INIT("\0\0\0<"), 0, ""},
        {JR_STR_INIT("\xEF\xBB\xBF"), 3, NULL},   {JR_STR_INIT("\xFF\xFE"), 2, "UTF-16LE"},
        {JR_STR_INIT("\xFE\xFF"), 2, "UTF-16BE"}, {JR_STR_INIT("<\0"), 0, "UTF-16LE"},
        {JR_STR_INIT("\0<"), 0, "UTF-16BE"},
    };
    *ret_skip = 0;
    *ret_name = NULL;
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (jr_str_starts(bytes, starts[i].start)) {
            *ret_skip = starts[i].skip;
            *ret_name = starts[i].name;
            *ret_declared = JR_STR("UTF-32");
            return !starts[i].name || *starts[i].name;
        }
    *ret_declared = declared_encoding(bytes);
    /* A declaration that can be read byte by byte is not in UTF-16, whatever it says: some tools put it there by
     * mistake. */
    if (ret_declared->n == 0 || jr_str_starts_nocase(*ret_declared, JR_STR("utf-8")) ||
        jr_str_starts_nocase(*ret_declared, JR_STR("utf-16")))
        return true;
    for (size_t i = 0; i < sizeof single / sizeof *single; i++)
        if (jr_str_eq_nocase(*ret_declared, jr_str_from(single[i]))) {
            *ret_name = single[i];
            return true;
        }
    return false;
}

/* Where text ends, as a place. */
static jr_span place_behind(jr_str text, uint32_t file)
{
    jr_span span = {.file = file, .begin = (uint32_t)text.n, .end = (uint32_t)text.n, .line = 1, .column = 1};
    for (size_t i = 0; i < text.n; i++) {
        const bool end = text.p[i] == '\n' || (text.p[i] == '\r' && !(i + 1 < text.n && text.p[i + 1] == '\n'));
        span.line += end;
        span.column = end ? 1 : span.column + 1;
    }
    return span;
}

/* Converts with iconv. False: *ret_text is what could be read. */
static bool convert(const char *name, jr_str bytes, jr_buf *room, bool *ret_known)
{
    const iconv_t converter = iconv_open("UTF-8", name);
    *ret_known = converter != (iconv_t)-1;
    if (!*ret_known)
        return false;
    char *in = (char *)(uintptr_t)bytes.p;
    size_t left = bytes.n;
    bool ok = true;
    while (left > 0) {
        jr_buf_reserve(room, left * 3 / 2 + 16);
        char *out = room->p + room->n;
        size_t space = room->cap - room->n;
        const size_t result = iconv(converter, &in, &left, &out, &space);
        room->n = (size_t)(out - room->p);
        if (result == (size_t)-1 && errno != E2BIG) {
            ok = false;
            break;
        }
    }
    iconv_close(converter);
    return ok;
}

bool jr_xml_decode(jr_str bytes, uint32_t file, jr_buf *room, jr_diag *diag, jr_str *ret_text)
{
    size_t skip;
    const char *name;
    jr_str said;
    const jr_span start = {.file = file, .line = 1, .column = 1};
    if (!detect(bytes, &skip, &name, &said))
        return jr_report(diag, JR_D_BAD_ENCODING, &start,
                         "the encoding “%.*s” is not read: save the file as UTF-8 or UTF-16", JR_FMT(said));
    jr_str text = jr_str_sub(bytes, skip, bytes.n);
    if (name) {
        bool known;
        const bool ok = convert(name, text, room, &known);
        text = jr_buf_str(room);
        if (!known)
            return jr_report(diag, JR_D_BAD_ENCODING, &start, "this system cannot read the encoding %s", name);
        if (!ok) {
            const jr_span where = place_behind(text, file);
            return jr_report(diag, JR_D_BAD_ENCODING, &where, "a character is not valid %s", name);
        }
    }
    const size_t valid = jr_utf8_valid(text);
    if (valid < text.n) {
        const jr_span where = place_behind(jr_str_sub(text, 0, valid), file);
        size_t at = valid;
        const uint32_t c = jr_utf8_next(text, &at);
        if (c == JR_REPLACEMENT)
            return jr_report(diag, JR_D_BAD_UTF8, &where, "byte 0x%02X is not valid UTF-8",
                             (unsigned char)text.p[valid]);
        return jr_report(diag, JR_D_BAD_CHARACTER, &where, "U+%04X is not allowed in XML", (unsigned)c);
    }
    *ret_text = text;
    return true;
}
