/* SPDX-License-Identifier: MIT */
/* Files that go into the book: images and the author's style sheets. */
#include "epub.h"

#include <jerome/image.h>

static epub_item *add_item(epub_book *book, const epub_item *item)
{
    if (book->n_items == book->items_capacity) {
        const epub_item *old = book->items;
        book->items_capacity = book->items_capacity ? 2 * book->items_capacity : 16;
        book->items = jr_arena_array(book->ctx->arena, epub_item, book->items_capacity);
        if (book->n_items)
            memcpy(book->items, old, book->n_items * sizeof *old);
    }
    book->items[book->n_items] = *item;
    return &book->items[book->n_items++];
}

/* The last name of a path, without its extension, as letters, digits, '.', '_' and '-': safe on every reading system.
 */
static jr_str stem(jr_arena *arena, jr_str path)
{
    size_t begin = path.n, end = path.n;
    while (begin > 0 && path.p[begin - 1] != '/')
        begin--;
    for (size_t i = path.n; i > begin + 1; i--)
        if (path.p[i - 1] == '.') {
            end = i - 1;
            break;
        }
    jr_buf out = {0};
    for (size_t i = begin; i < end && out.n < 100; i++) {
        const char c = path.p[i];
        jr_putc(&out, jr_is_alnum(c) || c == '_' || c == '-' || (c == '.' && i > begin) ? jr_lower(c) : '-');
    }
    if (!out.n)
        jr_puts(&out, "file");
    return jr_buf_take(&out, arena);
}

/* A file name that no other item has. */
static jr_str free_name(epub_book *book, const char *folder, jr_str path, const char *extension)
{
    jr_arena *arena = book->ctx->arena;
    const jr_str name = stem(arena, path);
    jr_str file = jr_arena_printf(arena, "%s/%.*s.%s", folder, JR_FMT(name), extension);
    for (size_t i = book->n_items; !jr_map_add(&book->item_names, file, 0); i++)
        file = jr_arena_printf(arena, "%s/%.*s-%zu.%s", folder, JR_FMT(name), i + 1, extension);
    return file;
}

/* Types that every reading system shows (EPUB 3.3 §3.2). */
static bool is_core_type(jr_image_type type)
{
    switch (type) {
    case JR_IMAGE_PNG:
    case JR_IMAGE_JPEG:
    case JR_IMAGE_GIF:
    case JR_IMAGE_SVG:
    case JR_IMAGE_WEBP: return true;
    case JR_IMAGE_UNKNOWN:
    case JR_IMAGE_BMP: break;
    }
    return false;
}

/* What is missing or refused was told when the page's addresses were settled. */
static void load_failed(const epub_book *book, const jr_node *image, jr_load_result result)
{
    if (result != JR_LOAD_REFUSED && result != JR_LOAD_MISSING)
        jr_report(book->ctx->diag, result == JR_LOAD_REMOTE ? JR_D_REMOTE_IMAGE : JR_D_BAD_IMAGE, &image->span,
                  "image \"%.*s\": %s", JR_FMT(image->as.link.url), jr_load_message(result));
}

/* Reads an image and puts it into the book; its index, or EPUB_NOWHERE. */
static size_t load_image(epub_book *book, const jr_node *image)
{
    jr_resource resource;
    jr_image_info info;
    const jr_load_result result =
        book->ctx->host->load(book->ctx->host, book->ctx->arena, image->as.link.url, book->doc->file, &resource);
    if (result != JR_LOAD_OK) {
        load_failed(book, image, result);
        return EPUB_NOWHERE;
    }
    size_t index = 0;
    if (jr_map_find(&book->item_of_path, resource.path, &index))
        return index;
    const char *why = NULL;
    bool cut = false;
    if (!jr_image_sniff(resource.bytes, &info))
        why = "no image, or a damaged one";
    else if (!is_core_type(info.type))
        why = "EPUB knows no images of this type";
    else if (info.type == JR_IMAGE_SVG)
        why = epub_svg_clean(book->ctx->arena, &resource.bytes, &cut);
    index = why ? EPUB_NOWHERE : book->n_items;
    jr_map_add(&book->item_of_path, resource.path, index);
    if (why) {
        jr_report(book->ctx->diag, JR_D_BAD_IMAGE, &image->span, "image \"%.*s\": %s", JR_FMT(image->as.link.url), why);
        return EPUB_NOWHERE;
    }
    if (cut)
        jr_report(book->ctx->diag, JR_D_BAD_IMAGE, &image->span, "image \"%.*s\": scripts and HTML in it were left out",
                  JR_FMT(image->as.link.url));
    book->animation = book->animation || info.type == JR_IMAGE_GIF;
    add_item(book, &(epub_item){free_name(book, "media", resource.path, info.extension), resource.bytes, info.mime,
                                info.type == JR_IMAGE_SVG ? JR_DEFLATE : JR_STORE});
    return index;
}

/* An image that the page itself holds (EPUB 3.3 §3.7 allows it): of a core type, in base64 to the last byte. */
static bool is_data(jr_str url)
{
    static const jr_str begins[] = {JR_STR_INIT("data:image/png;base64,"), JR_STR_INIT("data:image/jpeg;base64,"),
                                    JR_STR_INIT("data:image/gif;base64,"), JR_STR_INIT("data:image/webp;base64,")};
    for (size_t i = 0; i < sizeof begins / sizeof *begins; i++) {
        size_t at = begins[i].n;
        if (!jr_str_starts_nocase(url, begins[i]))
            continue;
        while (at < url.n && (jr_is_alnum(url.p[at]) || url.p[at] == '+' || url.p[at] == '/'))
            at++;
        for (size_t pad = 0; at < url.n && url.p[at] == '=' && pad < 2; pad++)
            at++;
        return at == url.n && at > begins[i].n && (at - begins[i].n) % 4 == 0;
    }
    return false;
}

bool epub_image(epub_book *book, const jr_node *image, jr_str *ret_file)
{
    if (is_data(image->as.link.url)) {
        *ret_file = image->as.link.url;
        return true;
    }
    size_t index = 0;
    if (!jr_map_find(&book->item_of_url, image->as.link.url, &index)) {
        index = load_image(book, image);
        jr_map_add(&book->item_of_url, image->as.link.url, index);
    }
    if (index == EPUB_NOWHERE)
        return false;
    *ret_file = book->items[index].file;
    return true;
}

bool epub_stylesheets(epub_book *book)
{
    const jr_opt_list *list = &book->options->css;
    for (size_t i = 0; i < list->n; i++) {
        jr_resource resource;
        const jr_load_result result =
            book->ctx->host->load(book->ctx->host, book->ctx->arena, list->items[i], book->doc->file, &resource);
        if (result != JR_LOAD_OK)
            return jr_report(book->ctx->diag, result == JR_LOAD_REFUSED ? JR_D_REFUSED_PATH : JR_D_CANNOT_READ, NULL,
                             "style sheet \"%.*s\": %s", JR_FMT(list->items[i]), jr_load_message(result));
        add_item(book,
                 &(epub_item){free_name(book, "css", resource.path, "css"), resource.bytes, "text/css", JR_DEFLATE});
    }
    book->n_css = book->n_items;
    return true;
}
