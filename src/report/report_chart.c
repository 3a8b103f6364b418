/* SPDX-License-Identifier: MIT */
/* Charts as SVG. Lengths are percentages and texts are not scaled, so that a chart can be read at every width; colours
   are the style sheet's, for light, dark and paper. */
#include "report_html.h"

#define LABEL  22 /* of a bar with a label: where it begins, */
#define PITCH  50 /* and where the next one does */
#define HEIGHT 18

static uint64_t sum(const uint64_t *values, size_t n)
{
    uint64_t all = 0;
    for (size_t i = 0; i < n; i++)
        all += values[i];
    return all;
}

static double share(uint64_t value, uint64_t of)
{
    return of ? 100.0 * (double)value / (double)of : 0;
}

static void put_bar(jr_buf *out, const jr_chart *c, const jr_chart_bar *bar, size_t y, uint64_t longest)
{
    const uint64_t total = sum(bar->values, c->n_parts);
    uint64_t before = 0;
    if (bar->label.n) {
        jr_printf(out, "<text x=\"0\" y=\"%zu\">", y - 6);
        jr_report_put_text(out, bar->label);
        jr_printf(out, "</text><text x=\"100%%\" y=\"%zu\" text-anchor=\"end\">", y - 6);
        jr_report_put_counted(out, total, c->unit);
        jr_puts(out, "</text>\n");
    }
    jr_printf(out, "<rect class=\"track\" y=\"%zu\" width=\"100%%\" height=\"%d\"/>", y, HEIGHT);
    for (size_t i = 0; i < c->n_parts; i++) {
        if (bar->values[i] == 0)
            continue;
        const double x = share(before, longest), width = share(bar->values[i], longest);
        /* One page in thousands is to be seen, too. */
        jr_printf(out, "<rect class=\"%s-%s\" x=\"%.3f%%\" y=\"%zu\" width=\"%.3f%%\" height=\"%d\"", c->family,
                  c->parts[i].slug, x, y, width, HEIGHT);
        jr_printf(out, " style=\"width:max(2px,%.3f%%)\"><title>%s: ", width, c->parts[i].words);
        jr_report_put_counted(out, bar->values[i], c->unit);
        jr_printf(out, " (%.1f %%)</title></rect>", share(bar->values[i], total));
        before += bar->values[i];
    }
    jr_putc(out, '\n');
}

void jr_chart_put(jr_buf *out, const jr_chart *c, const jr_chart_bar *bars, size_t n)
{
    const bool labels = bars[0].label.n > 0;
    uint64_t longest = 1;
    for (size_t i = 0; i < n; i++)
        if (sum(bars[i].values, c->n_parts) > longest)
            longest = sum(bars[i].values, c->n_parts);
    jr_printf(
        out, "<svg class=\"chart\" role=\"img\" aria-labelledby=\"%s-title %s-desc\" width=\"100%%\" height=\"%zu\">\n",
        c->id, c->id, labels ? n * PITCH : HEIGHT);
    jr_printf(out, "<title id=\"%s-title\">%s</title>\n<desc id=\"%s-desc\">%s</desc>\n", c->id, c->title, c->id,
              c->description);
    for (size_t i = 0; i < n; i++)
        put_bar(out, c, &bars[i], labels ? i * PITCH + LABEL : 0, longest);
    jr_puts(out, "</svg>\n");
}

void jr_chart_put_parts(jr_buf *out, const jr_chart *c, const uint64_t *values)
{
    const uint64_t total = sum(values, c->n_parts);
    const jr_chart_bar bar = {.values = values};
    jr_printf(out, "<section>\n<h2>%s</h2>\n", c->title);
    jr_chart_put(out, c, &bar, 1);
    jr_printf(out,
              "<div class=\"table\"><table data-sort>\n<thead><tr><th>%s</th><th class=\"n\">%c%ss</th>"
              "<th class=\"n\">Share</th></tr></thead>\n<tbody>\n",
              c->head, c->unit[0] - ('a' - 'A'), c->unit + 1);
    for (size_t i = 0; i < c->n_parts; i++) {
        if (values[i] == 0)
            continue;
        jr_printf(out, "<tr><th scope=\"row\"><span class=\"key %s-%s\"></span>%s</th><td class=\"n\">", c->family,
                  c->parts[i].slug, c->parts[i].words);
        jr_report_put_count(out, values[i]);
        jr_printf(out, "</td><td class=\"n\">%.1f %%</td></tr>\n", share(values[i], total));
    }
    jr_puts(out, "</tbody>\n<tfoot><tr><th scope=\"row\">Together</th><td class=\"n\">");
    jr_report_put_count(out, total);
    jr_puts(out, "</td><td></td></tr></tfoot>\n</table></div>\n</section>\n");
}
