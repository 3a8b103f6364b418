/* SPDX-License-Identifier: MIT */
/* Where links lead: inside the book, to the web, or nowhere. */
#include "epub.h"

#include "shared/xhtml.h"

static bool find_id(const epub_book *book, jr_str id, size_t *ret_chapter, jr_str *ret_id)
{
    if (!jr_map_find(&book->ids, id, ret_chapter))
        return false;
    *ret_id = id;
    return true;
}

/* A fragment as written, without its percent-escapes, or in another case: what a browser or Microsoft Learn would find.
 */
static bool find_target(const epub_book *book, jr_str fragment, size_t *ret_chapter, jr_str *ret_id)
{
    if (find_id(book, fragment, ret_chapter, ret_id))
        return true;
    jr_buf decoded = {0};
    jr_url_decode(&decoded, fragment);
    const jr_str id = jr_buf_take(&decoded, book->ctx->arena);
    if (find_id(book, id, ret_chapter, ret_id))
        return true;
    jr_buf lower = {0};
    for (size_t i = 0; i < id.n; i++)
        jr_putc(&lower, jr_lower(id.p[i]));
    size_t index = 0;
    const bool found = jr_map_find(&book->ids_nocase, jr_buf_str(&lower), &index);
    jr_buf_free(&lower);
    if (!found)
        return false;
    *ret_id = book->id_list[index];
    return find_id(book, *ret_id, ret_chapter, ret_id);
}

void epub_put_target(const epub_book *book, size_t from, size_t chapter, jr_str id, jr_buf *out)
{
    if (chapter != from)
        jr_put(out, book->chapters[chapter].file);
    if (!id.n)
        return;
    jr_putc(out, '#');
    jr_xhtml_put_id(out, id, JR_XHTML_XML);
}

/* A link into the page itself. What leads nowhere was told when the page's addresses were settled. */
static bool inner_link(epub_book *book, size_t chapter, jr_str fragment, jr_buf *out)
{
    size_t target = 0;
    jr_str id = {"", 0};
    if (!fragment.n || jr_str_eq_nocase(fragment, JR_STR("top"))) {
        epub_put_target(book, chapter, 0, id, out);
        if (chapter == 0)
            jr_put(out, book->chapters[0].file);
        return true;
    }
    if (!find_target(book, fragment, &target, &id))
        return false;
    epub_put_target(book, chapter, target, id, out);
    return true;
}

/* The last name of the page's own path. */
static jr_str own_name(const epub_book *book)
{
    const jr_str path = jr_diag_file_name(book->ctx->diag, book->doc->file);
    size_t begin = path.n;
    while (begin > 0 && path.p[begin - 1] != '/')
        begin--;
    return jr_str_sub(path, begin, path.n);
}

static bool is_own_page(const epub_book *book, jr_str path)
{
    if (jr_str_starts(path, JR_STR("./")))
        path = jr_str_sub(path, 2, path.n);
    const jr_str name = own_name(book);
    return name.n > 0 && jr_str_eq(path, name);
}

/* Microsoft Learn serves "page.md" as "page". */
static jr_str without_md(jr_str path)
{
    return jr_str_ends(path, JR_STR(".md")) ? jr_str_sub(path, 0, path.n - 3) : path;
}

static bool outer_link(epub_book *book, const jr_node *link, const jr_url *url, jr_buf *out)
{
    if (!book->base.scheme.n) {
        if (book->lost_links++ == 0)
            book->first_lost = link->span;
        return false;
    }
    jr_url target = *url;
    target.path = without_md(target.path);
    if (jr_str_starts(target.path, JR_STR("~/")))
        target.path = jr_str_sub(target.path, 1, target.path.n);
    target = jr_url_resolve(book->ctx->arena, &book->base, &target);
    jr_url_write(out, &target);
    return true;
}

static bool absolute_link(epub_book *book, const jr_node *link, const jr_url *url, jr_buf *out)
{
    if (jr_url_is_web(url)) {
        jr_url_write(out, url);
        return true;
    }
    return jr_report(book->ctx->diag, JR_D_BROKEN_LINK, &link->span, "no address that a book can lead to: \"%.*s\"",
                     JR_FMT(link->as.link.url));
}

bool epub_link(epub_book *book, size_t chapter, const jr_node *link, jr_buf *out)
{
    jr_url url = jr_url_split(jr_url_clean(book->ctx->arena, link->as.link.url));
    if (url.has_authority && !url.scheme.n)
        url.scheme = JR_STR("https");
    if (url.scheme.n)
        return absolute_link(book, link, &url, out);
    const bool own = !url.path.n || is_own_page(book, url.path);
    if (own && (url.has_fragment || url.path.n))
        return inner_link(book, chapter, url.fragment, out);
    if (own && !url.has_query)
        return false;
    return outer_link(book, link, &url, out);
}

void epub_report_links(const epub_book *book)
{
    if (book->lost_links)
        jr_report(book->ctx->diag, JR_D_BROKEN_LINK, &book->first_lost,
                  "%zu link%s to other pages became text (set epub.base-url to keep them)", book->lost_links,
                  book->lost_links == 1 ? "" : "s");
}
