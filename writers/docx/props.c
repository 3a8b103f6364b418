/* SPDX-License-Identifier: MIT */
/* Properties: the front matter as a word processor, a search index and a translation tool see it. */
#include "docx/docx.h"

#define DECLARATION  "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define LONGEST_NAME 255 /* of a custom property */

/* Appends the text of a value: a string, or the strings of a list. */
static void put_value(jr_buf *out, const jr_meta *value)
{
    if (!value)
        return;
    if (value->kind == JR_META_STRING)
        jr_put(out, jr_str_trim(value->text));
    if (value->kind != JR_META_LIST)
        return;
    for (size_t i = 0; i < value->count; i++) {
        const jr_meta *item = &value->entries[i].value;
        if (item->kind != JR_META_STRING || jr_str_trim(item->text).n == 0)
            continue;
        if (out->n)
            jr_puts(out, ", ");
        jr_put(out, jr_str_trim(item->text));
    }
}

static void put_element(jr_buf *out, const char *name, jr_str text)
{
    if (text.n == 0)
        return;
    jr_printf(out, "<%s>", name);
    jr_xml_text(out, text);
    jr_printf(out, "</%s>", name);
}

/* A date without a time (W3CDTF) as the midnight of UTC that OPC §11.2 asks for. */
static void put_date(jr_buf *out, const char *name, jr_str date)
{
    if (date.n == 0)
        return;
    jr_printf(out, "<%s xsi:type=\"dcterms:W3CDTF\">%.*sT00:00:00Z</%s>", name, JR_FMT(date), name);
}

jr_str docx_core_part(docx *d)
{
    const jr_doc *doc = d->doc;
    jr_buf out = {0}, keywords = {0};
    put_value(&keywords, jr_meta_get(&doc->meta, JR_STR("keywords")));
    jr_puts(&out, DECLARATION
            "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" "
            "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" "
            "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">");
    put_element(&out, "dc:title", doc->title);
    put_element(&out, "dc:creator", doc->author);
    put_element(&out, "cp:keywords", jr_buf_str(&keywords));
    put_element(&out, "dc:description", doc->description);
    put_element(&out, "dc:language", doc->lang);
    put_date(&out, "dcterms:created", doc->date);
    put_date(&out, "dcterms:modified", doc->date);
    jr_puts(&out, "</cp:coreProperties>");
    jr_buf_free(&keywords);
    return jr_buf_take(&out, d->arena);
}

jr_str docx_app_part(docx *d)
{
    (void)d;
    return JR_STR(DECLARATION
                  "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\">"
                  "<Application>Jerome</Application></Properties>");
}

/* ---- Custom properties ---- */

static bool is_core(jr_str key)
{
    static const jr_str core[] = {JR_STR_INIT("title"), JR_STR_INIT("description"), JR_STR_INIT("author"),
                                  JR_STR_INIT("keywords")};
    for (size_t i = 0; i < sizeof core / sizeof *core; i++) {
        if (jr_str_eq(key, core[i]))
            return true;
    }
    return false;
}

static jr_str lower(jr_arena *arena, jr_str s)
{
    jr_buf out = {0};
    for (size_t i = 0; i < s.n;)
        jr_put_utf8(&out, jr_to_lower(jr_utf8_next(s, &i)));
    return jr_buf_take(&out, arena);
}

/* The key of a custom property without regard to case, or the empty slice where an entry makes none. */
static jr_str property_key(docx *d, const jr_meta_entry *entry)
{
    const jr_str key = jr_str_trim(entry->key);
    return is_core(key) || jr_utf8_length(key) > LONGEST_NAME ? (jr_str){0} : lower(d->arena, key);
}

static void put_custom(jr_buf *out, const jr_meta_entry *entry, unsigned *pid)
{
    jr_buf text = {0};
    put_value(&text, &entry->value);
    if (text.n) {
        jr_printf(out, "<property fmtid=\"{D5CDD505-2E9C-101B-9397-08002B2CF9AE}\" pid=\"%u\" name=\"", (*pid)++);
        jr_xml_attr_text(out, jr_str_trim(entry->key));
        jr_puts(out, "\"><vt:lpwstr>");
        jr_xml_text(out, jr_buf_str(&text));
        jr_puts(out, "</vt:lpwstr></property>");
    }
    jr_buf_free(&text);
}

jr_str docx_custom_part(docx *d)
{
    const jr_meta *meta = &d->doc->meta;
    jr_map last = {.arena = d->arena};
    jr_buf out = {0};
    unsigned pid = 2; /* [MS-OSHARED] 2.3.3.2.2.1: 0 and 1 are taken */
    jr_puts(&out,
            DECLARATION "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties\" "
                        "xmlns:vt=\"http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes\">");
    const size_t count = meta->kind == JR_META_MAP ? meta->count : 0;
    for (size_t i = 0; i < count; i++)
        *jr_map_at(&last, property_key(d, &meta->entries[i])) = i + 1;
    for (size_t i = 0; i < count; i++) { /* of duplicate keys the last one holds */
        const jr_str key = property_key(d, &meta->entries[i]);
        if (key.n && jr_map_get(&last, key) == i + 1)
            put_custom(&out, &meta->entries[i], &pid);
    }
    jr_puts(&out, "</Properties>");
    const jr_str part = jr_buf_take(&out, d->arena);
    return pid > 2 ? part : (jr_str){0};
}
