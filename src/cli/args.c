/* SPDX-License-Identifier: MIT */
#include "cli.h"

static const char *const diagnostics_forms[] = {
    [JR_DIAGNOSTICS_TEXT] = "text",
    [JR_DIAGNOSTICS_JSON] = "json",
    NULL,
};

#define FIELD(name) .offset = offsetof(jr_args, name)

/* clang-format off */
const jr_opt jr_cli_options[] = {
    {.name = "from", .letter = 'f', .type = JR_OPT_STRING, FIELD(from), .metavar = "FORMAT",
     .help = "The reader, with parts of its language switched on or off, as in gfm+alerts; else by the extension of "
             "FILE, else markdown"},
    {.name = "to", .letter = 't', .type = JR_OPT_STRING, FIELD(to), .metavar = "FORMAT",
     .help = "The writer; else by the extension of the output, else html"},
    {.name = "output", .letter = 'o', .type = JR_OPT_STRING, FIELD(output), .metavar = "FILE",
     .help = "Write to FILE or, where it is a folder, to a file in it for each input; else to standard output"},
    {.name = "option", .letter = 'O', .type = JR_OPT_LIST, FIELD(options), .metavar = "WRITER.OPTION=VALUE",
     .help = "Set an option of a writer; --help WRITER lists them"},
    {.name = "metadata", .letter = 'M', .type = JR_OPT_LIST, FIELD(metadata), .metavar = "KEY=VALUE",
     .help = "Set a value of the front matter"},
    {.name = "lang", .type = JR_OPT_STRING, FIELD(lang), .metavar = "TAG",
     .help = "The language of the page, such as de-DE; else by the front matter"},
    {.name = "to-lang", .type = JR_OPT_STRING, .alias = "to-lang", .metavar = "TAG",
     .help = "The language to translate to (xliff)"},
    {.name = "toc", .type = JR_OPT_FLAG, .alias = "toc", .help = "Begin with a table of contents"},
    {.name = "css", .type = JR_OPT_STRING, .alias = "css", .metavar = "FILE", .help = "Add a style sheet"},
    {.name = "root", .type = JR_OPT_STRING, FIELD(root), .metavar = "DIR",
     .help = "The folder that includes and images lie in; else the nearest one with a docfx.json, else the page's"},
    {.name = "plugin", .type = JR_OPT_LIST, FIELD(plugins), .metavar = "FILE.so", .help = "Load a writer"},
    {.name = "warnings-as-errors", .type = JR_OPT_FLAG, FIELD(strict),
     .help = "A warning makes the exit status an error"},
    {.name = "quiet", .letter = 'q', .type = JR_OPT_FLAG, FIELD(quiet), .help = "Show errors only"},
    {.name = "diagnostics", .type = JR_OPT_ENUM, FIELD(diagnostics), .values = diagnostics_forms, .def = "text",
     .help = "Messages as lines of text or of JSON"},
    {.name = "list-readers", .type = JR_OPT_FLAG, FIELD(list_readers), .help = "List the formats that can be read"},
    {.name = "list-writers", .type = JR_OPT_FLAG, FIELD(list_writers), .help = "List the formats that can be written"},
    {.name = "help", .letter = 'h', .type = JR_OPT_FLAG, FIELD(help),
     .help = "Show this help, or with the name of a format its options"},
    {.name = "version", .letter = 'v', .type = JR_OPT_FLAG, FIELD(version), .help = "Show the version"},
    {.name = NULL},
};
/* clang-format on */

typedef struct parser {
    int argc, at;
    char *const *argv;
    jr_args *args;
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
    return jr_opt_set(jr_cli_options, p->args, (jr_str){0}, name, value, p->arena, p->diag);
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
    const jr_opt *opt = jr_opt_find(jr_cli_options, name);
    if (!opt) /* reports it as unknown */
        return jr_opt_set(jr_cli_options, p->args, (jr_str){0}, name, (jr_str){0}, p->arena, p->diag);
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
        const jr_opt *opt = jr_cli_options;
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

bool jr_args_parse(int argc, char *const *argv, jr_args *args, jr_arena *arena, jr_diag *diag)
{
    parser p = {.argc = argc, .at = 1, .argv = argv, .args = args, .arena = arena, .diag = diag};
    jr_str *inputs = jr_arena_array(arena, jr_str, (size_t)argc + 1);
    jr_opt_defaults(jr_cli_options, args, arena);
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
            inputs[args->inputs.n++] = arg;
    }
    args->inputs.items = inputs;
    return ok;
}
