/* SPDX-License-Identifier: MIT */
/* Pages as a translator sees them: links lead from preview to preview. */
#include <jerome/map.h>

#include "base/path.h"
#include "kit.h"

/* Where the path of an address ends: at its query or fragment. */
static size_t path_end(jr_str url)
{
    const size_t query = jr_str_find(url, 0, '?'), fragment = jr_str_find(url, 0, '#');
    return query < fragment ? query : fragment;
}

/* Whether an address, as it stands in `page`, leads to one of the pages. */
static bool leads_to_page(jr_str url, jr_str page, const jr_map *pages, jr_arena *arena)
{
    jr_str path, name;
    size_t n;
    if (jr_url_path(url, arena, &path) != JR_URL_LOCAL || path.n == 0)
        return false;
    const jr_str folder = jr_path_folder(page);
    const jr_str normal = jr_str_ends(folder, JR_STR("/")) ? jr_str_sub(folder, 0, folder.n - 1) : folder;
    return jr_path_join(normal, path, arena, &name) && jr_map_find(pages, name, &n);
}

/* A start tag of a link from `begin` to `end`: in it, and nowhere else, '<' does not stand for itself. */
static void put_tag(jr_str tag, jr_str page, const jr_map *pages, jr_arena *arena, jr_buf *out)
{
    const jr_str name = JR_STR(" href=\"");
    const size_t at = jr_str_search(tag, 0, name);
    if (at >= tag.n) {
        jr_put(out, tag);
        return;
    }
    const size_t begin = at + name.n, end = jr_str_find(tag, begin, '"');
    const jr_str url = jr_str_sub(tag, begin, end);
    const size_t path = leads_to_page(url, page, pages, arena) ? path_end(url) : 0;
    jr_put(out, jr_str_sub(tag, 0, begin + path));
    if (path)
        jr_puts(out, ".html");
    jr_put(out, jr_str_sub(tag, begin + path, tag.n));
}

void jr_kit_put_preview(jr_str html, jr_str page, const jr_map *pages, jr_arena *arena, jr_buf *out)
{
    const jr_str open = JR_STR("<a ");
    for (size_t at = 0; at < html.n;) {
        const size_t begin = jr_str_search(html, at, open);
        const size_t end = begin < html.n ? jr_str_find(html, begin, '>') : html.n;
        jr_put(out, jr_str_sub(html, at, begin));
        put_tag(jr_str_sub(html, begin, end), page, pages, arena, out);
        at = end;
    }
}
