/* SPDX-License-Identifier: MIT */
/* The commands. A new one is a file beside this one and a line in each of the two lists. */
#include "cli.h"

extern const jr_command jr_command_convert, jr_command_export, jr_command_align, jr_command_check, jr_command_merge,
    jr_command_stats, jr_command_status, jr_command_pseudo, jr_command_report, jr_command_help;

const char *const jr_page_files[] = {"md", "markdown", NULL};
const char *const jr_translation_files[] = {"xlf", "xliff", NULL};

const jr_command *const jr_commands[] = {
    &jr_command_convert,
    &jr_command_export,
    &jr_command_align,
    &jr_command_check,
    &jr_command_merge,
    &jr_command_stats,
    &jr_command_status,
    &jr_command_pseudo,
    &jr_command_report,
    &jr_command_help,
    NULL,
};

static const char *const diagnostics_forms[] = {
    [JR_DIAGNOSTICS_TEXT] = "text",
    [JR_DIAGNOSTICS_JSON] = "json",
    NULL,
};

static const char *const progress_when[] = {
    [JR_PROGRESS_AUTO] = "auto",
    [JR_PROGRESS_ON] = "on",
    [JR_PROGRESS_OFF] = "off",
    NULL,
};

#define TEXT_OF_NUMBER(number) #number
#define TEXT_OF(number)        TEXT_OF_NUMBER(number)
#define FIELD(name) .offset = offsetof(jr_shared, name)

/* clang-format off */
const jr_opt jr_bulk_options[] = {
    {.name = "exclude", .type = JR_OPT_LIST, FIELD(bulk.exclude), .metavar = "PATTERN",
     .help = "Leave out files and folders, as a line of .gitignore does: notes, /drafts/, *.tmp.md, !keep.tmp.md"},
    {.name = "files-from", .type = JR_OPT_STRING, FIELD(bulk.files_from), .metavar = "LIST",
     .help = "Take the files that a list names, one a line; - is standard input"},
    {.name = "null", .letter = '0', .type = JR_OPT_FLAG, FIELD(bulk.null),
     .help = "The list of --files-from has NULs for line ends, as find -print0 and git ls-files -z write it"},
    {.name = "jobs", .letter = 'j', .type = JR_OPT_INT, FIELD(bulk.jobs), .def = "0", .min = 0, .max = 1024,
     .metavar = "N", .help = "Work in so many processes; 0: one for each core"},
    {.name = "timeout", .type = JR_OPT_INT, FIELD(bulk.timeout), .def = TEXT_OF(JR_BULK_TIMEOUT), .min = 0, .max = 86400,
     .metavar = "SECONDS", .help = "Give up a page that takes longer; 0: never"},
    {.name = "journal", .type = JR_OPT_STRING, FIELD(bulk.journal), .metavar = "FILE",
     .help = "Note in FILE what is done, for --resume"},
    {.name = "resume", .type = JR_OPT_FLAG, FIELD(bulk.resume),
     .help = "Go on where the run with this journal was cut off: what is done and has not changed is not done again"},
    {.name = "shard", .type = JR_OPT_STRING, FIELD(bulk.shard), .metavar = "I/N",
     .help = "Of all inputs only every Nth, from the Ith: the share of one of N machines"},
    {.name = "depfile", .type = JR_OPT_STRING, FIELD(bulk.depfile), .metavar = "FILE",
     .help = "Write which output depends on which files, as rules for make and ninja"},
    {.name = "report", .type = JR_OPT_LIST, FIELD(bulk.reports), .metavar = "FILE",
     .help = "Write what became of each page to FILE.json, FILE.csv or FILE.html; may be given several times"},
    {.name = "progress", .type = JR_OPT_ENUM, FIELD(bulk.progress), .values = progress_when, .def = "auto",
     .help = "Show how far it is: on terminals, also in lines of a log, or never"},
    {.name = NULL},
};
/* clang-format on */

#define LIMIT(limit, usual, least, most, unit, text)                                                                     \
    {.name = "max-" #limit, .type = JR_OPT_INT, FIELD(limits.limit), .def = TEXT_OF_NUMBER(usual), .min = (least), .max = (most),   \
     .metavar = unit, .help = text},

/* clang-format off */
const jr_opt jr_shared_options[] = {
    {.name = "root", .type = JR_OPT_STRING, FIELD(root), .metavar = "DIR",
     .help = "The folder that includes and images lie in; else the nearest one with a docfx.json, else the folder that was "
             "named, else the page's"},
    {.name = "plugin", .type = JR_OPT_LIST, FIELD(plugins), .metavar = "FILE.so", .help = "Load a writer"},
    {.name = "warnings-as-errors", .type = JR_OPT_FLAG, FIELD(strict),
     .help = "A warning makes the exit status an error"},
    {.name = "quiet", .letter = 'q', .type = JR_OPT_FLAG, FIELD(quiet), .help = "Show errors only"},
    {.name = "diagnostics", .type = JR_OPT_ENUM, FIELD(diagnostics), .values = diagnostics_forms, .def = "text",
     .help = "Messages as lines of text or of JSON"},
    {.name = "max-messages", .type = JR_OPT_INT, FIELD(max_messages), .def = "50", .min = 0, .max = INT32_MAX,
     .metavar = "N", .help = "Show so many messages of each kind for a page, and count the rest; 0 shows all"},
    JR_LIMITS(LIMIT)
    {.name = "help", .letter = 'h', .type = JR_OPT_FLAG, FIELD(help),
     .help = "Show this help, or with the name of a command or a format its options"},
    {.name = "version", .letter = 'v', .type = JR_OPT_FLAG, FIELD(version), .help = "Show the version"},
    {.name = NULL},
};
/* clang-format on */

const jr_command *jr_command_named(jr_str name)
{
    for (size_t i = 0; jr_commands[i]; i++)
        if (jr_str_eq(name, jr_str_from(jr_commands[i]->name)))
            return jr_commands[i];
    return NULL;
}

static size_t count(const jr_opt *table)
{
    size_t n = 0;
    while (table[n].name)
        n++;
    return n;
}

const jr_opt *jr_command_options(const jr_command *command, jr_arena *arena)
{
    const size_t own = count(command->opts), shared = count(jr_shared_options);
    const size_t bulk = command->takes ? count(jr_bulk_options) : 0;
    jr_opt *all = jr_arena_array(arena, jr_opt, own + bulk + shared + 1);
    memcpy(all, command->opts, own * sizeof *all);
    if (bulk)
        memcpy(all + own, jr_bulk_options, bulk * sizeof *all);
    memcpy(all + own + bulk, jr_shared_options, (shared + 1) * sizeof *all);
    return all;
}
