/* SPDX-License-Identifier: MIT */
/* What people read first: README.txt and index.html, which say the same. */
#include <jerome/xml.h>

#include "base/clean.h"
#include "base/wrap.h"
#include "kit.h"
#include "report/report_html.h"

static const unsigned char style_css[] = {
#include "kit_css.inc"
};

/* The words of a kit as text or as HTML. */
typedef struct voice {
    jr_buf *out;
    bool html;
} voice;

static void say_head(const voice *v, const char *text)
{
    if (v->html)
        jr_printf(v->out, "<h2>%s</h2>\n", text);
    else
        jr_printf(v->out, "\n\n%s\n%.*s\n", text, (int)strlen(text), "--------------------------------");
}

/* A paragraph, or with `item` one of a list. */
static void say(const voice *v, bool item, const char *text)
{
    const jr_str words = jr_str_from(text);
    if (v->html) {
        jr_put(v->out, item ? JR_STR("<p class=\"item\">") : JR_STR("<p>"));
        jr_report_put_text(v->out, words);
        jr_puts(v->out, "</p>\n");
        return;
    }
    if (item)
        jr_putc(v->out, '-');
    jr_wrap(v->out, item ? 1 : 0, item ? 3 : 0, words);
}

static void say_advice(const voice *v, const jr_kit *kit)
{
    say_head(v, "What is in here");
    say(v, true, "xliff/: the texts to translate, in XLIFF. Nothing else in here needs to be translated.");
    say(v, true, "preview/: the pages as readers see them, with their images. Open index.html to find them.");
    if (kit->memory.n)
        say(v, true, JR_KIT_MEMORY ": earlier translations, in TMX, for the translation memory of your tool.");
    if (kit->glossary.n)
        say(v, true,
            JR_KIT_GLOSSARY ": terms and their translations: a line each, tabs between term, translation, definition.");
    if (kit->terms.n)
        say(v, true, "terms/: the same glossary as it was given to us.");
    say(v, true, "manifest.json: the list of pages for programs. Please do not change it.");
    say_head(v, "How to translate");
    say(v, false,
        "Open the XLIFF files with your translation tool. In OmegaT, copy the folder xliff into source, tm and "
        "glossary into the folders of the same names of your project.");
    say(v, false,
        "Codes, which tools show as tags such as <g1>…</g1> or <x2/>, stand for bold, links, code, images and the "
        "like. Each must be in the translation as often as in the source, a pair around the words that it belongs to. "
        "Their order may change.");
    say(v, false,
        "What stands in codes (names of commands, addresses) stays as it is. Notes with a text say where it stands "
        "and what to heed, for example how long it may be.");
    if (jr_str_starts(kit->xliff, JR_STR("1")))
        say(v, false,
            "Set the state of a text to translated, or further, when it is done: texts that still need translation "
            "are counted as open.");
    else
        say(v, false,
            "Set the state of a segment to translated, reviewed or final when it is done: segments in the state "
            "initial are counted as open.");
    say_head(v, "What to send back");
    say(v, false,
        "The XLIFF files, with the translations in them: one by one as they are done, as a folder or as a .zip file; "
        "this whole kit is fine as well. Their names and folders do not matter. Please do not change the sources in "
        "them, nor the attribute “original”, which says which page a file is of.");
}

/* ---- README.txt ---- */

static void put_line(jr_buf *out, const char *name, jr_str value)
{
    if (value.n == 0)
        return;
    jr_printf(out, "%-10s ", name);
    jr_put_clean(out, value);
    jr_putc(out, '\n');
}

void jr_kit_put_readme(const jr_kit *kit, jr_buf *out)
{
    const jr_page_counts sum = jr_kit_totals(kit);
    const voice v = {out, false};
    jr_put_clean(out, kit->project.n ? kit->project : JR_STR("Translation"));
    jr_puts(out, "\n\n");
    put_line(out, "From:", kit->source_lang);
    put_line(out, "To:", kit->target_lang);
    put_line(out, "Due:", kit->due);
    put_line(out, "Contact:", kit->contact);
    jr_puts(out, "Volume:    ");
    jr_report_put_counted(out, kit->n_pages, "page");
    jr_puts(out, ", ");
    jr_report_put_counted(out, sum.words, "word");
    jr_puts(out, "\n");
    say_advice(&v, kit);
}

/* ---- index.html ---- */

/* A file of the kit as the address of a link. */
static void put_href(jr_buf *out, jr_str file)
{
    for (size_t i = 0; i < file.n; i++) {
        const char c = file.p[i];
        if (jr_is_alnum(c) || memchr("-._~/", c, 5))
            jr_putc(out, c);
        else
            jr_printf(out, "%%%02X", (unsigned)(unsigned char)c);
    }
}

static void put_link(jr_buf *out, jr_str file, jr_str text)
{
    jr_puts(out, "<a href=\"");
    put_href(out, file);
    jr_puts(out, "\">");
    jr_report_put_text(out, text);
    jr_puts(out, "</a>");
}

static void put_fact(jr_buf *out, const char *name, jr_str value)
{
    if (value.n == 0)
        return;
    jr_printf(out, "<div><dt>%s</dt><dd>", name);
    jr_report_put_text(out, value);
    jr_puts(out, "</dd></div>\n");
}

static void put_number(jr_buf *out, const char *name, uint64_t value)
{
    jr_printf(out, "<div><dt>%s</dt><dd>", name);
    jr_report_put_count(out, value);
    jr_puts(out, "</dd></div>\n");
}

static void put_row(jr_buf *out, const jr_kit_page *page)
{
    jr_puts(out, "<tr><th scope=\"row\">");
    const jr_str title = page->title.n ? page->title : page->page;
    if (page->preview.n)
        put_link(out, page->preview, title);
    else
        jr_report_put_text(out, title);
    jr_puts(out, "<br><code>");
    jr_report_put_text(out, page->page);
    jr_puts(out, "</code></th><td class=\"n\">");
    jr_report_put_count(out, page->counts.units);
    jr_puts(out, "</td><td class=\"n\">");
    jr_report_put_count(out, page->counts.words);
    jr_puts(out, "</td><td>");
    put_link(out, page->xliff, page->xliff);
    jr_puts(out, "</td></tr>\n");
}

static void put_table(jr_buf *out, const jr_kit *kit, const jr_page_counts *sum)
{
    jr_puts(out,
            "<h2>Pages</h2>\n<div class=\"table\"><table>\n<thead><tr><th scope=\"col\">Page, as readers see it</th>"
            "<th scope=\"col\" class=\"n\">Texts</th><th scope=\"col\" class=\"n\">Words</th>"
            "<th scope=\"col\">File to translate</th></tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < kit->n_pages; i++)
        put_row(out, &kit->pages[i]);
    jr_puts(out, "</tbody>\n<tfoot><tr><th scope=\"row\">All</th><td class=\"n\">");
    jr_report_put_count(out, sum->units);
    jr_puts(out, "</td><td class=\"n\">");
    jr_report_put_count(out, sum->words);
    jr_puts(out, "</td><td></td></tr></tfoot>\n</table></div>\n");
}

void jr_kit_put_index(const jr_kit *kit, jr_buf *out)
{
    const jr_page_counts sum = jr_kit_totals(kit);
    const jr_str name = kit->project.n ? kit->project : JR_STR("Translation");
    const voice v = {out, true};
    jr_puts(out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>");
    jr_report_put_text(out, name);
    jr_puts(out, ": ");
    jr_report_put_text(out, kit->target_lang);
    jr_puts(out, "</title>\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                 "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
                 "'unsafe-inline'\">\n<style>\n");
    jr_put(out, (jr_str){(const char *)style_css, sizeof style_css});
    jr_puts(out, "</style>\n</head>\n<body>\n<h1>");
    jr_report_put_text(out, name);
    jr_puts(out, "</h1>\n<dl class=\"tiles\">\n");
    put_fact(out, "From", kit->source_lang);
    put_fact(out, "To", kit->target_lang);
    put_fact(out, "Due", kit->due);
    put_fact(out, "Contact", kit->contact);
    put_number(out, "Pages", kit->n_pages);
    put_number(out, "Words", sum.words);
    jr_puts(out, "</dl>\n");
    say_advice(&v, kit);
    put_table(out, kit, &sum);
    jr_puts(out, "</body>\n</html>\n");
}
