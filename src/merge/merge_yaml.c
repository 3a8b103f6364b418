/* SPDX-License-Identifier: MIT */
/* Scalars of the front matter (YAML 1.1): each keeps the style that it has; a plain one is quoted where it would be
   something else. */
#include "merge_parts.h"

/* c-indicator (§5.3); of the first three it depends on what follows. */
static bool is_indicator(char c)
{
    return memchr("-?:,[]{}#&*!|>'\"%@`", c, 19) != NULL;
}

static bool is_flow_indicator(char c)
{
    return memchr(",[]{}", c, 5) != NULL;
}

/* What YAML calls printable in a scalar without escapes (§5.1), and no line end (§5.4). */
static bool is_printable(uint32_t c)
{
    return (c >= ' ' && c < 0x7F) || (c >= 0xA0 && c != 0x2028 && c != 0x2029 && c != 0xFEFF);
}

static bool all_printable(jr_str s)
{
    for (size_t i = 0; i < s.n;)
        if (!is_printable(jr_utf8_next(s, &i)))
            return false;
    return true;
}

/* Such a plain scalar may be a number, a date or a time instead of a string (YAML 1.1 types: float, int, timestamp). */
static bool looks_numeric(jr_str s)
{
    const size_t sign = s.n && (s.p[0] == '+' || s.p[0] == '-');
    const bool hex = jr_str_starts_nocase(jr_str_sub(s, sign, s.n), JR_STR("0x"));
    bool digit = false;
    size_t letters = 0;
    for (size_t i = sign + (hex ? 2 : 0); i < s.n; i++) {
        const char c = jr_lower(s.p[i]);
        digit = digit || jr_is_digit(c);
        letters += c == 'e' || c == 't' || c == 'z' || c == 'o';
        if (!jr_is_digit(c) && !memchr("+-._: etzo", c, 10) && !(hex && c >= 'a' && c <= 'f'))
            return false;
    }
    return digit && (hex || letters <= 2);
}

/* The words that are no strings (YAML 1.1 types: bool, null, float, merge, value). */
static bool is_word_of_yaml(jr_str s)
{
    static const jr_str words[] = {
        JR_STR_INIT("~"),    JR_STR_INIT("null"), JR_STR_INIT("true"), JR_STR_INIT("false"), JR_STR_INIT("yes"),
        JR_STR_INIT("no"),   JR_STR_INIT("on"),   JR_STR_INIT("off"),  JR_STR_INIT("y"),     JR_STR_INIT("n"),
        JR_STR_INIT(".inf"), JR_STR_INIT(".nan"), JR_STR_INIT("<<"),   JR_STR_INIT("="),
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (jr_str_eq_nocase(s, words[i]))
            return true;
    return false;
}

/* ns-plain (§7.3.3): it is a string without quotes. In a flow list parsers of YAML 1.1 take no “:” or “?” for its
   start. */
static bool can_be_plain(jr_str s, bool flow)
{
    if (s.n == 0 || is_word_of_yaml(s) || looks_numeric(s))
        return false;
    const char second = s.n > 1 ? s.p[1] : ' ';
    const bool follows = second != ' ' && !(flow && is_flow_indicator(second));
    if (is_indicator(s.p[0]) && !(memchr("-?:", s.p[0], flow ? 1 : 3) && follows))
        return false;
    for (size_t i = 0; i < s.n; i++) {
        const char next = i + 1 < s.n ? s.p[i + 1] : ' ';
        if (s.p[i] == ':' && (next == ' ' || (flow && is_flow_indicator(next))))
            return false;
        if ((s.p[i] == ' ' && next == '#') || (flow && is_flow_indicator(s.p[i])))
            return false;
    }
    return s.p[0] != ' ' && s.p[s.n - 1] != ' ' && !jr_str_starts(s, JR_STR("--- ")) &&
           !jr_str_starts(s, JR_STR("... "));
}

static void put_single(jr_str s, jr_buf *out)
{
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '\'')
            jr_putc(out, '\'');
        jr_putc(out, s.p[i]);
    }
}

static void put_double(jr_str s, jr_buf *out)
{
    for (size_t i = 0; i < s.n;) {
        const size_t begin = i;
        const uint32_t c = jr_utf8_next(s, &i);
        if (c == '"' || c == '\\')
            jr_putc(out, '\\');
        if (is_printable(c))
            jr_put(out, jr_str_sub(s, begin, i));
        else
            jr_printf(out, "\\u%04X", (unsigned)c); /* none above U+FFFF is unprintable */
    }
}

static void put_plain(jr_str s, bool flow, jr_buf *out)
{
    if (!all_printable(s)) {
        jr_putc(out, '"');
        put_double(s, out);
        jr_putc(out, '"');
    } else if (can_be_plain(s, flow)) {
        jr_put(out, s);
    } else {
        jr_putc(out, '\'');
        put_single(s, out);
        jr_putc(out, '\'');
    }
}

bool jr_merge_yaml_is_plain(jr_str value)
{
    return can_be_plain(value, false) && all_printable(value) && jr_str_find(value, 0, '"') == value.n &&
           jr_str_find(value, 0, '\'') == value.n && jr_str_find(value, 0, '\\') == value.n;
}

void jr_merge_yaml_scalar(jr_str value, bool quoted, jr_buf *out)
{
    if (!quoted) {
        put_plain(value, false, out);
        return;
    }
    jr_putc(out, '"');
    put_double(value, out);
    jr_putc(out, '"');
}

static void put_scalar(jr_form form, jr_str s, jr_buf *out)
{
    switch ((int)form) {
    case JR_FORM_YAML_SINGLE: put_single(s, out); break;
    case JR_FORM_YAML_DOUBLE: put_double(s, out); break;
    case JR_FORM_YAML_LITERAL:
    case JR_FORM_YAML_FOLDED: jr_put(out, s); break;
    default: put_plain(s, form == JR_FORM_YAML_FLOW, out); break;
    }
}

/* The forms of the values of a list: those of its texts, in their order; for more values than there were, the last. */
static jr_form form_of_value(const jr_unit *unit, size_t index)
{
    jr_form form = unit->form;
    bool fresh = true;
    for (size_t i = 0; i < unit->n_pieces; i++) {
        const jr_piece *piece = &unit->pieces[i];
        if (piece->type == JR_CODE_SEPARATOR && piece->kind == JR_PIECE_CODE) {
            fresh = true;
        } else if (fresh && piece->kind == JR_PIECE_TEXT) {
            form = piece->form;
            fresh = false;
            if (index-- == 0)
                break;
        }
    }
    return form;
}

void jr_merge_yaml(const jr_merger *m, size_t unit, jr_buf *out)
{
    const jr_merge_unit *state = &m->units[unit];
    const jr_unit *own = &m->job->units->items[unit];
    jr_buf value = {0};
    size_t index = 0;
    for (size_t i = 0; i <= state->text.n; i++) {
        const jr_merge_item *item = i < state->text.n ? &state->text.items[i] : NULL;
        const jr_piece *code = item && item->kind != JR_PIECE_TEXT ? state->codes.open[item->number] : NULL;
        const bool ends = !item || (code && code->type == JR_CODE_SEPARATOR);
        if (!ends) {
            jr_put(&value, code ? code->text : item->text);
            continue;
        }
        const jr_form form = own->form == JR_FORM_YAML_LIST ? form_of_value(own, index++) : own->form;
        put_scalar(form, jr_str_trim(jr_buf_str(&value)), out);
        if (code)
            jr_put(out, code->text);
        value.n = 0;
    }
    jr_buf_free(&value);
}
