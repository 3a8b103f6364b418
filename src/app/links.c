/* SPDX-License-Identifier: MIT */
#include "links.h"

#include <jerome/buf.h>

#include "anchors.h"
#include "ast/build.h"
#include "base/path.h"
#include "rebase.h"

typedef struct links {
    const jr_links_options *options;
    jr_arena *arena;
    jr_diag *diag;
    jr_files *files;
    const jr_doc *doc;
    const jr_map *ids;
    jr_str written;      /* the address at hand as the author wrote it */
    jr_anchors *anchors; /* of the page, once they were needed */
    jr_str page;         /* its path, once it was needed */
    bool asked_page;
    bool told_outside;
    bool alone;           /* the page was taken out of its set */
    size_t missing;       /* files that it then misses */
    jr_span first;        /* of the links to them */
    jr_str first_written; /* the address of that */
    jr_map told;          /* what was reported already */
} links;

#define MANY 8 /* files that are all missing: fewer may be mistakes, and are soon read */

/* The begin of an address, for a message. */
static jr_str shown(jr_str url)
{
    size_t n = url.n < 120 ? url.n : 120;
    while (n < url.n && n > 0 && ((unsigned char)url.p[n] & 0xC0) == 0x80)
        n--;
    return jr_str_sub(url, 0, n);
}

static jr_str page_path(links *l)
{
    if (!l->asked_page)
        l->page = jr_files_page(l->files);
    l->asked_page = true;
    return l->page;
}

static bool is_own_page(links *l, jr_str path)
{
    return path.n && jr_str_eq(path, page_path(l));
}

/* False for what was told before: of the same file one message is enough, unless the author wants every place; then it
   is one for each place, since the same file can be included twice. */
static bool is_news(links *l, const jr_node *node, const char *what, jr_str name)
{
    const jr_span *at = &node->span;
    const jr_str key = l->options->check
                           ? jr_arena_printf(l->arena, "%s %u %u %.*s", what, at->file, at->begin, JR_FMT(name))
                           : jr_arena_printf(l->arena, "%s %.*s", what, JR_FMT(name));
    return jr_map_add(&l->told, key, 0);
}

static jr_severity severity(const links *l)
{
    return l->options->check ? JR_ERROR : JR_WARNING;
}

static void broken(links *l, const jr_node *node, jr_str name, const char *why)
{
    const char *quote = l->written.n ? "\"" : "", *colon = l->written.n ? "\": " : "";
    if (is_news(l, node, "broken", name))
        jr_report_as(l->diag, JR_D_BROKEN_LINK, severity(l), &node->span, "%s%.*s%s%s", quote,
                     JR_FMT(shown(l->written)), colon, why);
}

/* ---- Places within pages ---- */

static void report_anchor(links *l, const jr_node *link, jr_str fragment, jr_str near, bool own)
{
    const jr_str name = shown(fragment);
    const char *where = own ? "" : " there";
    if (!is_news(l, link, "anchor", link->as.link.url))
        return;
    if (near.n)
        jr_report_as(l->diag, JR_D_WRONG_CASE, severity(l), &link->span, "\"%.*s\": the id is spelled \"%.*s\"%s",
                     JR_FMT(shown(l->written)), JR_FMT(shown(near)), where);
    else if (own)
        jr_report_as(l->diag, JR_D_BROKEN_LINK, severity(l), &link->span, "nothing on the page has the id \"%.*s\"",
                     JR_FMT(name));
    else
        jr_report_as(l->diag, JR_D_BROKEN_LINK, severity(l), &link->span,
                     "\"%.*s\": nothing on that page has the id \"%.*s\"", JR_FMT(shown(l->written)), JR_FMT(name));
}

/* HTML §7.4.6.4: an empty fragment and "top" are the top of the page, where there is no such id. */
static bool is_top(jr_str fragment)
{
    return !fragment.n || jr_str_eq_nocase(fragment, JR_STR("top"));
}

static void check_own_anchor(links *l, jr_node *link, jr_str fragment)
{
    size_t value;
    jr_str near;
    if (is_top(fragment) || jr_map_find(l->ids, fragment, &value))
        return;
    if (!l->anchors)
        l->anchors = jr_anchors_of(l->doc, l->ids, l->arena);
    if (jr_anchors_find(l->anchors, fragment, &near))
        return;
    report_anchor(l, link, fragment, near, true);
    if (near.n && !l->options->as_written)
        link->as.link.url = jr_arena_printf(l->arena, "#%.*s", JR_FMT(near));
}

static void check_other_anchor(links *l, const jr_node *link, jr_str path, jr_str fragment)
{
    const jr_links_options *o = l->options;
    jr_str near;
    if (!o->check || !o->pages || is_top(fragment) || !jr_str_eq_nocase(jr_path_extension(path), JR_STR("md")))
        return;
    jr_anchors *anchors = jr_pages_anchors(o->pages, path, l->files, o->reader, o->reading);
    if (anchors && !jr_anchors_find(anchors, fragment, &near))
        report_anchor(l, link, fragment, near, false);
}

/* ---- Files ---- */

/* A path as it is to be written: its last names as the file system spells them. */
static jr_str respelled(const links *l, jr_str url, jr_str path)
{
    jr_str written;
    if (jr_url_path(url, l->arena, &written) != JR_URL_LOCAL)
        return path;
    size_t a = written.n, b = path.n; /* what stands before the names that were gone over */
    while (a > 0 && b > 0) {
        size_t from = a, to = b;
        while (from > 0 && written.p[from - 1] != '/')
            from--;
        while (to > 0 && path.p[to - 1] != '/')
            to--;
        const jr_str name = jr_str_sub(written, from, a);
        if (name.n == 0 || name.p[0] == '~' || jr_str_eq(name, JR_STR(".")) || jr_str_eq(name, JR_STR("..")))
            break;
        a = from ? from - 1 : 0;
        b = to ? to - 1 : 0;
    }
    const jr_str names = jr_str_sub(path, b ? b + 1 : 0, path.n);
    return jr_arena_printf(l->arena, "%.*s%s%.*s", JR_FMT(jr_str_sub(written, 0, a)), a ? "/" : "", JR_FMT(names));
}

/* Tells of a name in other letters, and puts it right: a reader would not find it. */
static void wrong_case(links *l, jr_node *node, const jr_found *found)
{
    const jr_str url = node->as.link.url;
    size_t end = 0;
    while (end < url.n && url.p[end] != '?' && url.p[end] != '#')
        end++;
    if (is_news(l, node, "case", found->path))
        jr_report_as(l->diag, JR_D_WRONG_CASE, severity(l), &node->span, "\"%.*s\": the file is spelled \"%.*s\"",
                     JR_FMT(shown(l->written)), JR_FMT(shown(respelled(l, l->written, found->path))));
    if (!l->options->as_written) {
        const jr_str path = jr_path_address(respelled(l, url, found->path), l->arena);
        node->as.link.url = jr_arena_printf(l->arena, "%.*s%.*s", JR_FMT(path), JR_FMT(jr_str_sub(url, end, url.n)));
    }
}

static bool exists(links *l, jr_str folder, const char *name)
{
    jr_found found;
    const jr_str path = jr_arena_printf(l->arena, "%.*s%s%s", JR_FMT(folder), folder.n ? "/" : "", name);
    return jr_files_look(l->files, path, &found) == JR_LOAD_OK && !found.folder;
}

/* A folder is served by its index, whatever makes that. */
static bool has_index(links *l, jr_str folder)
{
    static const char *const names[] = {"index.md", "index.yml", "index.html", "README.md", "toc.yml", "toc.md"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (exists(l, folder, names[i]))
            return true;
    return false;
}

/* Pages are served without their extension, or with the one of what is made from them. */
static bool is_served(links *l, jr_str path)
{
    static const char *const sources[] = {".md", ".yml"};
    const jr_str extension = jr_path_extension(path);
    const bool html = jr_str_eq_nocase(extension, JR_STR("html")) || jr_str_eq_nocase(extension, JR_STR("htm"));
    jr_found found;
    /* "v1.2" has no extension either */
    if (extension.n && !html && !jr_is_digit(extension.p[0]))
        return false;
    for (size_t i = 0; i < sizeof sources / sizeof *sources; i++) {
        const jr_str stem = jr_str_sub(path, 0, html ? path.n - extension.n - 1 : path.n);
        const jr_str source = jr_arena_printf(l->arena, "%.*s%s", JR_FMT(stem), sources[i]);
        if (jr_files_look(l->files, source, &found) == JR_LOAD_OK && !found.folder)
            return true;
    }
    return false;
}

/* Who has no configuration shows only a part of a documentation set: what lies outside of it may well be there. */
static void leads_outside(links *l, const jr_node *node)
{
    if (jr_files_rooted(l->files))
        broken(l, node, node->as.link.url, jr_load_message(JR_LOAD_REFUSED));
    else if (l->options->check && !l->told_outside)
        jr_report(l->diag, JR_D_BROKEN_LINK, &node->span,
                  "\"%.*s\" and others that lead out of the page's folder are not checked; set --root",
                  JR_FMT(shown(l->written)));
    l->told_outside = true;
}

/* A file that is not there. */
static void missing_file(links *l, const jr_node *node, jr_str path)
{
    if (!l->alone) {
        broken(l, node, path, jr_load_message(JR_LOAD_MISSING));
    } else if (is_news(l, node, "broken", path) && l->missing++ == 0) {
        l->first = node->span;
        l->first_written = l->written;
    }
}

static void check_path(links *l, jr_node *node, jr_str path, jr_str fragment)
{
    jr_found found;
    const jr_load_result result = jr_files_look(l->files, path, &found);
    if (result == JR_LOAD_FAILED || (result == JR_LOAD_MISSING && is_served(l, path)))
        return; /* who has no root to look in knows nothing */
    if (result == JR_LOAD_MISSING) {
        missing_file(l, node, path);
    } else if (result != JR_LOAD_OK) {
        broken(l, node, path, jr_load_message(result));
    } else if (found.folder) {
        if (!has_index(l, found.path))
            broken(l, node, path, "a folder without index.md");
    } else {
        if (found.other_case)
            wrong_case(l, node, &found);
        check_other_anchor(l, node, found.path, fragment);
    }
}

static void check_link(links *l, jr_node *node)
{
    const jr_str url = node->as.link.url;
    const size_t hash = jr_str_find(url, 0, '#');
    const jr_str fragment = jr_str_sub(url, hash + 1, url.n);
    jr_place place;
    if (!url.n) {
        broken(l, node, url, "a link without an address");
        return;
    }
    if (url.p[0] == '?')
        return;
    if (hash == 0) {
        check_own_anchor(l, node, fragment);
        return;
    }
    switch (jr_files_resolve(l->files, url, l->doc->file, &place)) {
    case JR_LOAD_OK: break;
    case JR_LOAD_REFUSED: leads_outside(l, node); return;
    case JR_LOAD_MISSING: broken(l, node, url, jr_load_message(JR_LOAD_MISSING)); return;
    case JR_LOAD_REMOTE:
    case JR_LOAD_TOO_LARGE:
    case JR_LOAD_FAILED: return;
    }
    if (place.site || (place.tilde && !jr_files_rooted(l->files)))
        return;
    if (is_own_page(l, place.path))
        check_own_anchor(l, node, fragment);
    else
        check_path(l, node, place.path, fragment);
}

static void missing_image(links *l, const jr_node *image, jr_code code, jr_str name, const char *why)
{
    if (is_news(l, image, "image", name))
        jr_report_as(l->diag, code, severity(l), &image->span, "image \"%.*s\": %s", JR_FMT(shown(l->written)), why);
}

static void check_image(links *l, jr_node *image)
{
    const jr_str url = image->as.link.url;
    jr_place place = {0};
    jr_found found = {0};
    jr_load_result result = jr_files_resolve(l->files, url, l->doc->file, &place);
    if (result == JR_LOAD_REMOTE)
        return;
    if (result == JR_LOAD_OK)
        result = jr_files_look(l->files, place.path, &found);
    if (result == JR_LOAD_FAILED || (result == JR_LOAD_MISSING && place.site))
        return; /* for who shows it to tell */
    const jr_str name = place.path.n ? place.path : url;
    if (!url.n)
        missing_image(l, image, JR_D_MISSING_IMAGE, name, "no address");
    else if (result == JR_LOAD_REFUSED)
        missing_image(l, image, JR_D_REFUSED_RESOURCE, name, jr_load_message(result));
    else if (result != JR_LOAD_OK)
        missing_image(l, image, JR_D_MISSING_IMAGE, name, jr_load_message(result));
    else if (found.folder)
        missing_image(l, image, JR_D_MISSING_IMAGE, name, "a folder");
    else if (found.other_case)
        wrong_case(l, image, &found);
}

/* ---- Addresses as they are to be followed from the page ---- */

/* "page.md#id" in page.md is "#id", whatever the page will be called. */
static void shorten(links *l, jr_node *link)
{
    const jr_str url = link->as.link.url;
    const size_t hash = jr_str_find(url, 0, '#');
    jr_place place;
    if (hash == 0 || hash == url.n || jr_str_find(url, 0, '?') < hash ||
        jr_files_resolve(l->files, url, l->doc->file, &place) != JR_LOAD_OK || place.site ||
        !is_own_page(l, place.path))
        return;
    link->as.link.url = jr_str_sub(url, hash, url.n);
}

static void settle(links *l, jr_node *node)
{
    const bool own = node->span.file == l->doc->file;
    l->written = node->as.link.url;
    if (!own || !l->options->as_written)
        node->as.link.url = jr_rebase(l->files, node->as.link.url, node->span.file, l->doc->file, l->arena);
    if (node->kind == JR_LINK && !l->options->as_written)
        shorten(l, node);
    if (node->kind == JR_IMAGE)
        check_image(l, node);
    else
        check_link(l, node);
}

/* True for a page without a known root that links to many files of which none is there: somebody took the page alone,
   and knows that. */
static bool is_alone(links *l, const jr_node_list *all)
{
    jr_map missing = {.arena = l->arena};
    if (l->options->check || jr_files_rooted(l->files))
        return false;
    for (size_t i = 0; i < all->n; i++) {
        const jr_node *node = all->p[i];
        jr_place place;
        jr_found found;
        if (node->kind != JR_LINK || node->span.file != l->doc->file ||
            jr_files_resolve(l->files, node->as.link.url, l->doc->file, &place) != JR_LOAD_OK || place.site ||
            place.tilde || is_own_page(l, place.path))
            continue;
        if (jr_files_look(l->files, place.path, &found) == JR_LOAD_OK || is_served(l, place.path))
            return false;
        jr_map_add(&missing, place.path, 0);
    }
    return missing.count >= MANY;
}

void jr_links_settle(jr_doc *doc, const jr_index *index, jr_files *files, const jr_links_options *options,
                     jr_arena *arena, jr_diag *diag)
{
    links l = {.options = options, .arena = arena, .diag = diag, .files = files, .doc = doc, .ids = &index->ids};
    l.told.arena = arena;
    l.alone = is_alone(&l, &index->links);
    for (size_t i = 0; i < index->links.n; i++)
        settle(&l, index->links.p[i]);
    if (l.missing)
        jr_report(diag, JR_D_BROKEN_LINK, &l.first,
                  "\"%.*s\" and %zu more: none of the files that the page links to is here (--check-links names them)",
                  JR_FMT(shown(l.first_written)), l.missing - 1);
}
