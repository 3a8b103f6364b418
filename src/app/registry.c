/* SPDX-License-Identifier: MIT */
/* The readers and writers that there are: built in, or from a plug-in. */
#include "registry.h"

#include <stdlib.h>

#include <jerome/jerome.h>

#include "base/nearest.h"
#include "base/path.h"
#include "read/registry.h"
#include "write/plugin.h"
#include "write/registry.h"

/* Plug-ins stay loaded until the process ends, and so does this list. */
static const jr_writer **plugins;
static size_t n_plugins;

const jr_reader *jr_reader_at(size_t index)
{
    for (size_t i = 0; jr_builtin_readers[i]; i++)
        if (i == index)
            return jr_builtin_readers[i];
    return NULL;
}

const jr_writer *jr_writer_at(size_t index)
{
    size_t n = 0;
    for (; jr_builtin_writers[n]; n++)
        if (n == index)
            return jr_builtin_writers[n];
    return index - n < n_plugins ? plugins[index - n] : NULL;
}

const jr_reader *jr_reader_named(jr_str name)
{
    const jr_reader *reader;
    for (size_t i = 0; (reader = jr_reader_at(i)); i++)
        if (jr_str_eq(name, jr_str_from(reader->name)))
            return reader;
    return NULL;
}

const jr_writer *jr_writer_named(jr_str name)
{
    const jr_writer *writer;
    for (size_t i = 0; (writer = jr_writer_at(i)); i++)
        if (jr_str_eq(name, jr_str_from(writer->name)))
            return writer;
    return NULL;
}

static bool report_unknown(const char *what, jr_str name, const jr_nearest *near, jr_diag *diag)
{
    const char *before = near->best.n ? "; did you mean " : "", *after = near->best.n ? "?" : "";
    return jr_report(diag, JR_D_UNKNOWN_FORMAT, NULL, "there is no %s '%.*s'%s%.*s%s", what, JR_FMT(name), before,
                     JR_FMT(near->best), after);
}

bool jr_report_no_reader(jr_str name, jr_diag *diag)
{
    jr_nearest near = jr_nearest_start(name);
    const jr_reader *reader;
    for (size_t i = 0; (reader = jr_reader_at(i)); i++)
        jr_nearest_offer(&near, jr_str_from(reader->name));
    return report_unknown("reader", name, &near, diag);
}

bool jr_report_no_writer(jr_str name, jr_diag *diag)
{
    jr_nearest near = jr_nearest_start(name);
    const jr_writer *writer;
    for (size_t i = 0; (writer = jr_writer_at(i)); i++)
        jr_nearest_offer(&near, jr_str_from(writer->name));
    return report_unknown("writer", name, &near, diag);
}

static bool lists(const char *const *extensions, jr_str extension)
{
    for (; *extensions; extensions++)
        if (jr_str_eq_nocase(extension, jr_str_from(*extensions)))
            return true;
    return false;
}

const jr_reader *jr_reader_for(jr_str path)
{
    const jr_str extension = jr_path_extension(path);
    const jr_reader *reader;
    for (size_t i = 0; extension.n && (reader = jr_reader_at(i)); i++)
        if (lists(reader->extensions, extension))
            return reader;
    return NULL;
}

const jr_writer *jr_writer_for(jr_str path)
{
    const jr_str extension = jr_path_extension(path);
    const jr_writer *writer;
    for (size_t i = 0; extension.n && (writer = jr_writer_at(i)); i++)
        if (lists(writer->extensions, extension))
            return writer;
    return NULL;
}

bool jr_plugin_load(const char *path, jr_diag *diag)
{
    const jr_writer *writer;
    if (!jr_plugin_open(path, diag, &writer))
        return false;
    const jr_writer *known = jr_writer_named(jr_str_from(writer->name));
    if (known == writer)
        return true;
    if (known) {
        const jr_span where = {.file = jr_diag_file(diag, jr_str_from(path))};
        return jr_report(diag, JR_D_BAD_PLUGIN, &where, "there is a writer called '%s' already", writer->name);
    }
    const jr_writer **grown = realloc(plugins, (n_plugins + 1) * sizeof *plugins);
    if (!grown)
        jr_out_of_memory((n_plugins + 1) * sizeof *plugins);
    plugins = grown;
    plugins[n_plugins++] = writer;
    return true;
}
