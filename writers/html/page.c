/* SPDX-License-Identifier: MIT */
/* Head, header and contents of a page. */
#include "html/page.h"

#include <jerome/version.h>
#include <jerome/label.h>

static const unsigned char style_css[] = {
#include "html_style.inc"
};

static void put_meta(jr_xhtml *x, jr_str name, jr_str value)
{
    jr_puts(x->out, "<meta name=\"");
    jr_xhtml_text(x, name);
    jr_puts(x->out, "\" content=\"");
    jr_xhtml_text(x, value);
    jr_puts(x->out, "\">\n");
}

/* Keys that the page says elsewhere, or that would steer the browser. */
static bool is_taken(jr_str key)
{
    static const jr_str taken[] = {
        JR_STR_INIT("title"),        JR_STR_INIT("description"),      JR_STR_INIT("author"),
        JR_STR_INIT("lang"),         JR_STR_INIT("charset"),          JR_STR_INIT("viewport"),
        JR_STR_INIT("generator"),    JR_STR_INIT("referrer"),         JR_STR_INIT("theme-color"),
        JR_STR_INIT("color-scheme"), JR_STR_INIT("application-name"),
    };
    for (size_t i = 0; i < sizeof taken / sizeof *taken; i++)
        if (jr_str_eq_nocase(key, taken[i]))
            return true;
    return false;
}

/* A string as it is, a list's strings with ", " between them; nothing for what is empty. */
static void put_value(jr_xhtml *x, jr_str key, const jr_meta *value, jr_buf *text)
{
    const bool list = value->kind == JR_META_LIST;
    text->n = 0;
    for (size_t i = 0; i < (list ? value->count : 1); i++) {
        const jr_meta *item = list ? &value->entries[i].value : value;
        const jr_str words = item->kind == JR_META_STRING ? jr_str_trim(item->text) : (jr_str){"", 0};
        if (words.n && text->n)
            jr_puts(text, ", ");
        jr_put(text, words);
    }
    if (text->n)
        put_meta(x, key, jr_buf_str(text));
}

/* What a map holds, as "outer.inner"; maps inside that have no form in HTML. */
static void put_map(jr_xhtml *x, jr_str outer, const jr_meta *map, jr_buf *text)
{
    jr_buf key = {0};
    for (size_t i = 0; i < map->count; i++) {
        key.n = 0;
        jr_put(&key, outer);
        jr_putc(&key, '.');
        jr_put(&key, map->entries[i].key);
        put_value(x, jr_buf_str(&key), &map->entries[i].value, text);
    }
    jr_buf_free(&key);
}

/* The front matter in its order. */
static void put_metadata(jr_xhtml *x)
{
    const jr_meta *meta = &x->doc->meta;
    jr_buf text = {0};
    for (size_t i = 0; i < meta->count; i++) {
        const jr_meta_entry *entry = &meta->entries[i];
        if (is_taken(entry->key) || !entry->key.n)
            continue;
        if (entry->value.kind == JR_META_MAP)
            put_map(x, entry->key, &entry->value, &text);
        else
            put_value(x, entry->key, &entry->value, &text);
    }
    jr_buf_free(&text);
}

static void put_head(jr_xhtml *x, const html_opts *opts)
{
    const jr_doc *doc = x->doc;
    jr_puts(x->out, "<head>\n<meta charset=\"utf-8\">\n<title>");
    jr_xhtml_text(x, doc->title);
    jr_puts(x->out, "</title>\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    if (doc->description.n)
        put_meta(x, JR_STR("description"), doc->description);
    if (doc->author.n)
        put_meta(x, JR_STR("author"), doc->author);
    put_meta(x, JR_STR("generator"), JR_STR("Jerome " JR_VERSION));
    put_metadata(x);
    if (opts->stylesheet) {
        jr_puts(x->out, "<style>\n");
        jr_put(x->out, (jr_str){(const char *)style_css, sizeof style_css});
        jr_puts(x->out, "</style>\n");
    }
    for (size_t i = 0; i < opts->css.n; i++) {
        jr_puts(x->out, "<link rel=\"stylesheet\" href=\"");
        jr_xhtml_url(x->out, opts->css.items[i]);
        jr_puts(x->out, "\">\n");
    }
    jr_puts(x->out, "</head>\n");
}

/* A page that opens with a heading of level 1 shows that as its title; the front matter's, which on published pages is
   often a longer wording of it, is then the browser's alone. */
static const jr_node *opening_heading(const jr_doc *doc)
{
    const jr_node *node = doc->root->first;
    while (node && node->kind == JR_RAW_BLOCK)
        node = node->next;
    return node && node->kind == JR_HEADING && node->as.heading.level == 1 && node->first ? node : NULL;
}

/* True where a heading further down says the title. */
static bool has_title_heading(const jr_doc *doc)
{
    for (jr_walk w = jr_walk_start(doc->root); jr_walk_next_block(&w);)
        if (w.node->kind == JR_HEADING && w.entering)
            return (w.node->flags & JR_NODE_TITLE) != 0;
    return false;
}

static void put_title(jr_xhtml *x, const jr_node *heading)
{
    jr_puts(x->out, "<header>\n");
    if (heading) {
        jr_xhtml_node(x, heading);
    } else {
        jr_puts(x->out, "<h1>");
        jr_xhtml_text(x, x->doc->title);
        jr_puts(x->out, "</h1>\n");
    }
    jr_puts(x->out, "</header>\n");
}

const jr_node *html_page_begin(jr_xhtml *x, const html_opts *opts)
{
    const jr_doc *doc = x->doc;
    const jr_node *heading = opening_heading(doc);
    jr_puts(x->out, "<!DOCTYPE html>\n<html lang=\"");
    jr_xhtml_text(x, doc->lang);
    jr_put(x->out, doc->rtl ? JR_STR("\" dir=\"rtl\">\n") : JR_STR("\" dir=\"ltr\">\n"));
    put_head(x, opts);
    jr_puts(x->out, "<body>\n");
    if (heading || !has_title_heading(doc))
        put_title(x, heading);
    if (opts->toc)
        html_contents(x, heading);
    jr_puts(x->out, "<main>\n");
    return heading ? heading->next : doc->root->first;
}

void html_page_end(jr_xhtml *x)
{
    jr_puts(x->out, "</main>\n</body>\n</html>\n");
}

/* One more entry of the contents: lists are opened and closed until the heading's level fits; open[] has the levels. */
static void put_entry(jr_xhtml *x, const jr_node *heading, unsigned open[7], size_t *depth)
{
    const unsigned level = heading->as.heading.level;
    while (*depth > 1 && open[*depth - 1] > level && open[*depth - 2] >= level) {
        jr_puts(x->out, "</li>\n</ol>\n");
        --*depth;
    }
    if (*depth == 0 || open[*depth - 1] < level) {
        jr_puts(x->out, "\n<ol>\n");
        open[(*depth)++] = level;
    } else {
        jr_puts(x->out, "</li>\n");
        open[*depth - 1] = level;
    }
    jr_puts(x->out, "<li><a href=\"#");
    jr_xhtml_url(x->out, jr_node_id(heading));
    jr_puts(x->out, "\">");
    jr_xhtml_label(x, heading);
    jr_puts(x->out, "</a>");
}

void html_contents(jr_xhtml *x, const jr_node *title)
{
    unsigned open[7] = {0};
    size_t depth = 0;
    for (jr_walk w = jr_walk_start(x->doc->root); jr_walk_next(&w);) {
        const jr_node *node = w.node;
        if (node->kind == JR_HEADING && w.entering && jr_node_id(node).n && node != title &&
            !(node->flags & JR_NODE_TITLE)) {
            if (!depth) {
                jr_puts(x->out, "<nav class=\"toc\">\n<h2>");
                jr_xhtml_text(x, jr_label(x->doc->lang, JR_LABEL_CONTENTS));
                jr_puts(x->out, "</h2>");
            }
            put_entry(x, node, open, &depth);
        }
        if (w.entering && (node->kind == JR_HEADING || jr_kind_is_inline((jr_kind)node->kind)))
            jr_walk_skip(&w);
    }
    if (!depth)
        return;
    while (depth--)
        jr_puts(x->out, "</li>\n</ol>\n");
    jr_puts(x->out, "</nav>\n");
}
