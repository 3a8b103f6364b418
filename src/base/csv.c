/* SPDX-License-Identifier: MIT */
#include "csv.h"

/* A text that spreadsheets take for a formula; some take the wide forms of the same signs, too. */
static bool is_formula(jr_str text)
{
    static const uint32_t signs[] = {'=', '+', '-', '@', '\t', '\r', '\n', 0xFF1D, 0xFF0B, 0xFF0D, 0xFF20};
    size_t at = 0;
    const uint32_t first = text.n ? jr_utf8_next(text, &at) : 0;
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (first == signs[i])
            return true;
    return false;
}

/* RFC 4180 §2.6; spaces at the ends are kept by all readers only within quotes. */
static bool needs_quotes(jr_str text)
{
    for (size_t i = 0; i < text.n; i++)
        if (text.p[i] == ',' || text.p[i] == '"' || text.p[i] == '\r' || text.p[i] == '\n')
            return true;
    return text.n && (text.p[0] == ' ' || text.p[text.n - 1] == ' ');
}

/* Each cell ends in a comma; that of the last one gives way to the line end. */
void jr_csv_text(jr_buf *out, jr_str text)
{
    const bool quotes = needs_quotes(text);
    if (quotes)
        jr_putc(out, '"');
    if (is_formula(text))
        jr_putc(out, '\'');
    for (size_t at = 0; at < text.n;) {
        const uint32_t c = jr_utf8_next(text, &at);
        if (c == '"')
            jr_putc(out, '"');
        jr_put_utf8(out, c);
    }
    if (quotes)
        jr_putc(out, '"');
    jr_putc(out, ',');
}

void jr_csv_number(jr_buf *out, uint64_t value)
{
    jr_put_uint(out, value);
    jr_putc(out, ',');
}

void jr_csv_end(jr_buf *out)
{
    out->n--;
    jr_puts(out, "\r\n");
}
