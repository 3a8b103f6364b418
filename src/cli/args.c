/* SPDX-License-Identifier: MIT */
#include "cli.h"

typedef struct parser {
    const jr_opt *table;
    void *values; /* of its options */
    int argc, at;
    char *const *argv;
    jr_arena *arena;
    jr_diag *diag;
} parser;

static bool set(parser *p, const jr_opt *opt, jr_str value)
{
    if (value.n == 0) /* mostly a shell variable that is not set */
        return jr_report(p->diag, JR_D_BAD_OPTION, NULL, "--%s needs a value", opt->name);
    const jr_str name = opt->alias ? JR_STR("option") : jr_str_from(opt->name);
    if (opt->alias)
        value = jr_arena_printf(p->arena, ".%s=%.*s", opt->alias, JR_FMT(value));
    return jr_opt_set(p->table, p->values, (jr_str){0}, name, value, p->arena, p->diag);
}

/* Sets an option whose value, if it takes one, is the next argument. */
static bool set_next(parser *p, const jr_opt *opt)
{
    if (opt->type == JR_OPT_FLAG)
        return set(p, opt, JR_STR("true"));
    if (p->at == p->argc)
        return jr_report(p->diag, JR_D_BAD_OPTION, NULL, "--%s needs a value", opt->name);
    return set(p, opt, jr_str_from(p->argv[p->at++]));
}

/* --name, --name=value, --name value */
static bool parse_long(parser *p, jr_str arg)
{
    const size_t equals = jr_str_find(arg, 0, '=');
    const jr_str name = jr_str_sub(arg, 2, equals);
    const jr_opt *opt = jr_opt_find(p->table, name);
    if (!opt) /* reports it as unknown */
        return jr_opt_set(p->table, p->values, (jr_str){0}, name, (jr_str){0}, p->arena, p->diag);
    if (equals == arg.n)
        return set_next(p, opt);
    if (opt->type == JR_OPT_FLAG)
        return jr_report(p->diag, JR_D_BAD_OPTION, NULL, "--%s takes no value", opt->name);
    return set(p, opt, jr_str_sub(arg, equals + 1, arg.n));
}

/* -ofile, -o file, and flags in a row: -qv */
static bool parse_letters(parser *p, jr_str arg)
{
    for (size_t i = 1; i < arg.n; i++) {
        const jr_opt *opt = p->table;
        while (opt->name && opt->letter != arg.p[i])
            opt++;
        if (!opt->name)
            return jr_report(p->diag, JR_D_BAD_OPTION, NULL, "unknown option -%c", arg.p[i]);
        if (opt->type != JR_OPT_FLAG && i + 1 < arg.n)
            return set(p, opt, jr_str_sub(arg, i + 1, arg.n));
        if (!set_next(p, opt))
            return false;
    }
    return true;
}

bool jr_args_parse(const jr_command *command, int argc, char *const *argv, void *opts, jr_opt_list *ret_inputs,
                   jr_arena *arena, jr_diag *diag)
{
    const jr_opt *table = jr_command_options(command, arena);
    parser p = {.table = table, .values = opts, .argc = argc, .argv = argv, .arena = arena, .diag = diag};
    jr_str *inputs = jr_arena_array(arena, jr_str, (size_t)argc + 1);
    size_t n = 0;
    jr_opt_defaults(table, opts, arena);
    bool ok = true, options = true;
    while (p.at < argc) {
        const jr_str arg = jr_str_from(argv[p.at++]);
        if (options && jr_str_eq(arg, JR_STR("--")))
            options = false;
        else if (options && jr_str_starts(arg, JR_STR("--")))
            ok = parse_long(&p, arg) && ok;
        else if (options && arg.n > 1 && arg.p[0] == '-')
            ok = parse_letters(&p, arg) && ok;
        else
            inputs[n++] = arg;
    }
    *ret_inputs = (jr_opt_list){inputs, n};
    return ok;
}
