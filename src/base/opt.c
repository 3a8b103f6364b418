/* SPDX-License-Identifier: MIT */
#include <jerome/opt.h>

#include "nearest.h"
#include "opt_text.h"
#include "wrap.h"

#define HELP_COLUMN 30 /* where explanations begin */

static void *field_of(const jr_opt *opt, void *values)
{
    return (char *)values + opt->offset;
}

static bool parse_flag(jr_str text, bool *ret_value)
{
    static const struct {
        jr_str word;
        bool value;
    } words[] = {
        {JR_STR_INIT("true"), true}, {JR_STR_INIT("yes"), true},    {JR_STR_INIT("on"), true},
        {JR_STR_INIT("1"), true},    {JR_STR_INIT("false"), false}, {JR_STR_INIT("no"), false},
        {JR_STR_INIT("off"), false}, {JR_STR_INIT("0"), false},
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (jr_str_eq_nocase(text, words[i].word)) {
            *ret_value = words[i].value;
            return true;
        }
    return false;
}

/* A decimal number with an optional sign, within int64_t and the option's bounds. */
static bool parse_int(const jr_opt *opt, jr_str text, int64_t *ret_value)
{
    const bool negative = text.n && text.p[0] == '-';
    size_t i = text.n && (text.p[0] == '-' || text.p[0] == '+');
    if (i == text.n)
        return false;
    int64_t value = 0;
    for (; i < text.n; i++) {
        if (!jr_is_digit(text.p[i]))
            return false;
        const int64_t digit = text.p[i] - '0';
        if (negative ? value < (INT64_MIN + digit) / 10 : value > (INT64_MAX - digit) / 10)
            return false;
        value = negative ? value * 10 - digit : value * 10 + digit;
    }
    if (value < opt->min || value > opt->max)
        return false;
    *ret_value = value;
    return true;
}

static bool parse_enum(const jr_opt *opt, jr_str text, int *ret_value)
{
    for (int i = 0; opt->values[i]; i++)
        if (jr_str_eq(text, jr_str_from(opt->values[i]))) {
            *ret_value = i;
            return true;
        }
    return false;
}

/* Appends in amortised constant time: the room is the next power of two, so it is used up when n is one. */
static void append(jr_opt_list *list, jr_str value, jr_arena *arena)
{
    jr_str *items = NULL;
    if ((list->n & (list->n - 1)) == 0) {
        items = jr_arena_array(arena, jr_str, list->n ? list->n * 2 : 1);
        if (list->n)
            memcpy(items, list->items, list->n * sizeof *items);
        list->items = items;
    } else {
        items = (jr_str *)(uintptr_t)list->items;
    }
    items[list->n++] = jr_arena_copy(arena, value);
}

static bool store(const jr_opt *opt, void *values, jr_str text, jr_arena *arena)
{
    void *field = field_of(opt, values);
    switch (opt->type) {
    case JR_OPT_FLAG: return parse_flag(text, field);
    case JR_OPT_INT: return parse_int(opt, text, field);
    case JR_OPT_ENUM: return parse_enum(opt, text, field);
    case JR_OPT_STRING: *(jr_str *)field = jr_arena_copy(arena, text); return true;
    case JR_OPT_LIST: append(field, text, arena); return true;
    }
    return false;
}

void jr_opt_defaults(const jr_opt *table, void *values, jr_arena *arena)
{
    for (const jr_opt *opt = table; opt && opt->name; opt++)
        if (opt->def && !opt->alias)
            store(opt, values, jr_str_from(opt->def), arena);
}

const jr_opt *jr_opt_find(const jr_opt *table, jr_str name)
{
    for (const jr_opt *opt = table; opt && opt->name; opt++)
        if (jr_str_eq(name, jr_str_from(opt->name)))
            return opt;
    return NULL;
}

void jr_opt_choices(const jr_opt *opt, jr_buf *out)
{
    if (opt->type == JR_OPT_FLAG)
        jr_puts(out, "true|false");
    else if (opt->type == JR_OPT_ENUM)
        for (size_t i = 0; opt->values[i]; i++)
            jr_printf(out, "%s%s", i ? "|" : "", opt->values[i]);
    else
        jr_put(out, jr_str_from(opt->metavar ? opt->metavar : opt->type == JR_OPT_INT ? "N" : "TEXT"));
}

static bool report_unfit(const jr_opt *opt, jr_str what, jr_str value, jr_diag *diag)
{
    jr_buf text = {0};
    if (what.n)
        jr_printf(&text, "%.*s.%s: ", JR_FMT(what), opt->name);
    else
        jr_printf(&text, "--%s: ", opt->name);
    jr_printf(&text, "'%.*s' is ", JR_FMT(value));
    if (opt->type == JR_OPT_INT) {
        jr_printf(&text, "no whole number from %lld to %lld", (long long)opt->min, (long long)opt->max);
    } else if (opt->type == JR_OPT_FLAG || opt->type == JR_OPT_ENUM) {
        jr_puts(&text, "none of ");
        jr_opt_choices(opt, &text);
    } else {
        jr_puts(&text, "no valid UTF-8 text");
    }
    jr_report(diag, JR_D_BAD_OPTION, NULL, "%.*s", JR_FMT(jr_buf_str(&text)));
    jr_buf_free(&text);
    return false;
}

static bool report_unknown(const jr_opt *table, jr_str what, jr_str name, jr_diag *diag)
{
    jr_nearest near = jr_nearest_start(name);
    for (const jr_opt *opt = table; opt && opt->name; opt++)
        jr_nearest_offer(&near, jr_str_from(opt->name));
    const char *dashes = what.n ? "" : "--";
    jr_buf text = {0};
    if (what.n)
        jr_printf(&text, "%.*s has no option '%.*s'", JR_FMT(what), JR_FMT(name));
    else
        jr_printf(&text, "unknown option --%.*s", JR_FMT(name));
    if (near.best.n)
        jr_printf(&text, "; did you mean %s%.*s?", dashes, JR_FMT(near.best));
    jr_report(diag, JR_D_BAD_OPTION, NULL, "%.*s", JR_FMT(jr_buf_str(&text)));
    jr_buf_free(&text);
    return false;
}

bool jr_opt_set(const jr_opt *table, void *values, jr_str what, jr_str name, jr_str value, jr_arena *arena,
                jr_diag *diag)
{
    const jr_opt *opt = jr_opt_find(table, name);
    if (!opt)
        return report_unknown(table, what, name, diag);
    /* On a command line a string may be a path, which need not be UTF-8; a writer's text ends up in a document. */
    const bool text_ok = !what.n || jr_utf8_valid(value) == value.n;
    if (!text_ok || !store(opt, values, value, arena))
        return report_unfit(opt, what, value, diag);
    return true;
}

/* The left column: "  -o, --output FILE" or "  name=VALUE". */
static void put_names(const jr_opt *opt, bool command_line, jr_buf *out)
{
    if (!command_line) {
        jr_printf(out, "  %s=", opt->name);
        jr_opt_choices(opt, out);
        return;
    }
    if (opt->letter)
        jr_printf(out, "  -%c, --%s", opt->letter, opt->name);
    else
        jr_printf(out, "      --%s", opt->name);
    if (opt->type != JR_OPT_FLAG) {
        jr_putc(out, ' ');
        jr_opt_choices(opt, out);
    }
}

void jr_opt_help(const jr_opt *table, bool command_line, jr_buf *out)
{
    for (const jr_opt *opt = table; opt && opt->name; opt++) {
        const size_t begin = out->n;
        put_names(opt, command_line, out);
        const size_t width = jr_utf8_length(jr_str_sub(jr_buf_str(out), begin, out->n));
        jr_buf text = {0};
        jr_put(&text, jr_str_from(opt->help));
        if (opt->def && *opt->def)
            jr_printf(&text, " [%s]", opt->def);
        jr_wrap(out, width, HELP_COLUMN, jr_buf_str(&text));
        jr_buf_free(&text);
    }
}
