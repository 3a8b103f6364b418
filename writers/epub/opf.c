/* SPDX-License-Identifier: MIT */
/* The package document: EPUB 3.3 §5. Elements without text would be errors: they are left out. */
#include "epub.h"

#include <jerome/hash.h>

static void line(jr_xml *x)
{
    jr_xml_raw(x, JR_STR("\n"));
}

static void element(jr_xml *x, const char *name, jr_str text)
{
    text = jr_str_trim(text);
    if (!text.n)
        return;
    jr_xml_element(x, name, text);
    line(x);
}

static void property(jr_xml *x, const char *name, jr_str text)
{
    text = jr_str_trim(text);
    if (!text.n)
        return;
    jr_xml_open(x, "meta");
    jr_xml_attr(x, "property", jr_str_from(name));
    jr_xml_chars(x, text);
    jr_xml_close(x);
    line(x);
}

/* ---- Identity ---- */

static jr_str uuid_of(jr_arena *arena, jr_str name)
{
    char uuid[JR_UUID_LENGTH + 1];
    jr_uuid5_url(name, uuid);
    return jr_arena_printf(arena, "urn:uuid:%s", uuid);
}

/* A page keeps its ms.assetid through all revisions; of a page without one only the content tells it from others. */
static jr_str make_identifier(const epub_book *book)
{
    jr_arena *arena = book->ctx->arena;
    const jr_doc *doc = book->doc;
    const jr_str asset = jr_str_trim(jr_meta_text(&doc->meta, JR_STR("ms.assetid")));
    jr_buf name = {0};
    if (asset.n) {
        jr_printf(&name, "ms.assetid:%.*s", JR_FMT(asset));
    } else {
        jr_printf(&name, "page:%.*s;", JR_FMT(doc->title));
        jr_put(&name, doc->source);
    }
    jr_printf(&name, ";lang=%.*s", JR_FMT(doc->lang));
    const jr_str identifier = uuid_of(arena, jr_buf_str(&name));
    jr_buf_free(&name);
    return identifier;
}

void epub_identify(epub_book *book)
{
    jr_arena *arena = book->ctx->arena;
    const jr_str own = jr_str_trim(book->options->identifier);
    book->identifier = own.n ? own : make_identifier(book);
    book->modified =
        book->doc->date.n ? jr_arena_printf(arena, "%.*sT00:00:00Z", JR_FMT(book->doc->date)) : jr_package_time(arena);
}

/* ---- Metadata ---- */

/* "a, b; c", or a list. */
static void keywords(jr_xml *x, const jr_meta *value)
{
    if (!value)
        return;
    if (value->kind == JR_META_LIST)
        for (size_t i = 0; i < value->count; i++)
            element(x, "dc:subject", value->entries[i].value.text);
    if (value->kind != JR_META_STRING)
        return;
    for (size_t begin = 0; begin <= value->text.n;) {
        size_t end = begin;
        while (end < value->text.n && value->text.p[end] != ',' && value->text.p[end] != ';')
            end++;
        element(x, "dc:subject", jr_str_sub(value->text, begin, end));
        begin = end + 1;
    }
}

/* "ms." and what can be the local part of a property (EPUB 3.3 §D.1.4). */
static bool is_learn_key(jr_str key)
{
    if (!jr_str_starts(key, JR_STR("ms.")) || key.n == 3 || !jr_is_alpha(key.p[3]))
        return false;
    for (size_t i = 4; i < key.n; i++)
        if (!jr_is_alnum(key.p[i]) && jr_str_find(JR_STR(".-_"), 0, key.p[i]) == 3)
            return false;
    return true;
}

/* The front matter's ms.… values, in a vocabulary of their own; of a repeated key the last one, as everywhere. */
static void learn_metadata(const epub_book *book, jr_xml *x)
{
    const jr_meta *map = &book->doc->meta;
    jr_map last = {.arena = book->ctx->arena};
    for (size_t i = map->count; i > 0; i--)
        jr_map_add(&last, map->entries[i - 1].key, i - 1);
    for (size_t i = 0; i < map->count; i++) {
        const jr_meta_entry *entry = &map->entries[i];
        size_t index = 0;
        if (!is_learn_key(entry->key) || entry->value.kind != JR_META_STRING ||
            !jr_map_find(&last, entry->key, &index) || index != i)
            continue;
        const jr_str name =
            jr_arena_printf(book->ctx->arena, "ms:%.*s", JR_FMT(jr_str_sub(entry->key, 3, entry->key.n)));
        property(x, name.p, entry->value.text);
    }
}

/* EPUB Accessibility 1.1 §2.2. */
static void accessibility(const epub_book *book, jr_xml *x)
{
    static const jr_str words =
        JR_STR_INIT("The text can be read aloud and in any size. Headings, lists, tables and the table "
                    "of contents are marked up.");
    static const jr_str described = JR_STR_INIT(" Images have descriptions.");
    property(x, "schema:accessMode", JR_STR("textual"));
    if (book->images)
        property(x, "schema:accessMode", JR_STR("visual"));
    const bool sufficient = !book->missing_alt;
    property(x, "schema:accessModeSufficient", sufficient ? JR_STR("textual") : JR_STR("textual,visual"));
    property(x, "schema:accessibilityFeature", JR_STR("tableOfContents"));
    property(x, "schema:accessibilityFeature", JR_STR("structuralNavigation"));
    property(x, "schema:accessibilityFeature", JR_STR("readingOrder"));
    if (book->images && !book->missing_alt)
        property(x, "schema:accessibilityFeature", JR_STR("alternativeText"));
    property(x, "schema:accessibilityHazard", book->animation ? JR_STR("unknown") : JR_STR("none"));
    jr_xml_open(x, "meta");
    jr_xml_attr(x, "property", JR_STR("schema:accessibilitySummary"));
    jr_xml_attr(x, "xml:lang", JR_STR("en"));
    jr_xml_chars(x, words);
    if (book->images && !book->missing_alt)
        jr_xml_chars(x, described);
    jr_xml_close(x);
    line(x);
}

static void metadata(const epub_book *book, jr_xml *x)
{
    const jr_doc *doc = book->doc;
    static const struct {
        jr_str key;
        const char *name;
    } plain[] = {{JR_STR_INIT("publisher"), "dc:publisher"}, {JR_STR_INIT("rights"), "dc:rights"}};
    jr_xml_open(x, "metadata");
    jr_xml_attr(x, "xmlns:dc", JR_STR("http://purl.org/dc/elements/1.1/"));
    line(x);
    jr_xml_open(x, "dc:identifier");
    jr_xml_attr(x, "id", JR_STR("uid"));
    jr_xml_chars(x, book->identifier);
    jr_xml_close(x);
    line(x);
    element(x, "dc:title", doc->title);
    element(x, "dc:language", doc->lang);
    element(x, "dc:creator", doc->author);
    element(x, "dc:description", doc->description);
    keywords(x, jr_meta_get(&doc->meta, JR_STR("keywords")));
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        element(x, plain[i].name, jr_meta_text(&doc->meta, plain[i].key));
    element(x, "dc:date", doc->date);
    property(x, "dcterms:modified", book->modified);
    learn_metadata(book, x);
    accessibility(book, x);
    jr_xml_close(x);
    line(x);
}

/* ---- Files and their order ---- */

static void item(jr_xml *x, jr_str id, jr_str file, const char *mime, const char *properties)
{
    jr_xml_open(x, "item");
    jr_xml_attr(x, "id", id);
    jr_xml_attr(x, "href", file);
    jr_xml_attr(x, "media-type", jr_str_from(mime));
    if (properties)
        jr_xml_attr(x, "properties", jr_str_from(properties));
    jr_xml_close(x);
    line(x);
}

static jr_str numbered(const epub_book *book, const char *what, size_t index)
{
    return jr_arena_printf(book->ctx->arena, "%s-%zu", what, index + 1);
}

static void manifest(const epub_book *book, jr_xml *x)
{
    jr_xml_open(x, "manifest");
    line(x);
    item(x, JR_STR("nav"), JR_STR(EPUB_NAV_FILE), "application/xhtml+xml", "nav");
    item(x, JR_STR("ncx"), JR_STR(EPUB_NCX_FILE), "application/x-dtbncx+xml", NULL);
    item(x, JR_STR("css"), JR_STR(EPUB_CSS_FILE), "text/css", NULL);
    for (size_t i = 0; i < book->n_chapters; i++)
        item(x, numbered(book, "chapter", i), book->chapters[i].file, "application/xhtml+xml", NULL);
    for (size_t i = 0; i < book->n_items; i++)
        item(x, numbered(book, "item", i), book->items[i].file, book->items[i].mime, NULL);
    jr_xml_close(x);
    line(x);
}

static void itemref(jr_xml *x, jr_str id)
{
    jr_xml_open(x, "itemref");
    jr_xml_attr(x, "idref", id);
    jr_xml_close(x);
    line(x);
}

static void spine(const epub_book *book, jr_xml *x)
{
    jr_xml_open(x, "spine");
    jr_xml_attr(x, "toc", JR_STR("ncx"));
    jr_xml_attr(x, "page-progression-direction", book->doc->rtl ? JR_STR("rtl") : JR_STR("ltr"));
    line(x);
    if (book->options->toc)
        itemref(x, JR_STR("nav"));
    for (size_t i = 0; i < book->n_chapters; i++)
        itemref(x, numbered(book, "chapter", i));
    jr_xml_close(x);
    line(x);
}

jr_str epub_opf(const epub_book *book)
{
    jr_buf out = {0};
    jr_xml x;
    jr_xml_start(&x, &out, false, false);
    jr_xml_open(&x, "package");
    jr_xml_attr(&x, "xmlns", JR_STR("http://www.idpf.org/2007/opf"));
    jr_xml_attr(&x, "version", JR_STR("3.0"));
    jr_xml_attr(&x, "unique-identifier", JR_STR("uid"));
    jr_xml_attr(&x, "xml:lang", book->doc->lang);
    jr_xml_attr(&x, "dir", book->doc->rtl ? JR_STR("rtl") : JR_STR("ltr"));
    jr_xml_attr(&x, "prefix", JR_STR("ms: https://learn.microsoft.com/metadata#"));
    line(&x);
    metadata(book, &x);
    manifest(book, &x);
    spine(book, &x);
    jr_xml_end(&x);
    jr_putc(&out, '\n');
    return jr_buf_take(&out, book->ctx->arena);
}
