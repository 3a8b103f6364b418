/* SPDX-License-Identifier: MIT */
#include "plugin.h"

#include <dlfcn.h>

#include <jerome/buf.h>

static bool is_name(const char *name)
{
    if (!name || !*name)
        return false;
    for (; *name; name++)
        if (!(*name >= 'a' && *name <= 'z') && !jr_is_digit(*name) && *name != '-')
            return false;
    return true;
}

static size_t field_size(jr_opt_type type)
{
    switch (type) {
    case JR_OPT_FLAG: return sizeof(bool);
    case JR_OPT_INT: return sizeof(int64_t);
    case JR_OPT_STRING: return sizeof(jr_str);
    case JR_OPT_ENUM: return sizeof(int);
    case JR_OPT_LIST: return sizeof(jr_opt_list);
    }
    return SIZE_MAX;
}

/* Every option has a name and help, and a field within the options struct. */
static bool options_fit(const jr_writer *w)
{
    for (const jr_opt *opt = w->opts; opt && opt->name; opt++) {
        const size_t size = field_size(opt->type);
        if (opt->offset > w->opts_size || size > w->opts_size - opt->offset || !opt->help)
            return false;
        if (opt->type == JR_OPT_ENUM && !opt->values)
            return false;
    }
    return true;
}

/* What is wrong with a writer, or NULL. Nothing can be trusted before the number of the interface. */
static const char *fault_of(const jr_writer *w)
{
    if (w->abi != JR_WRITER_ABI)
        return "made for another version of the writer interface";
    if (w->size != sizeof(jr_writer))
        return "its writer has the wrong size";
    if (!is_name(w->name))
        return "its writer has no proper name";
    if (!w->extensions || !w->summary || !w->write)
        return "its writer lacks extensions, a summary or a write function";
    if (!options_fit(w))
        return "its table of options does not fit its options struct";
    return NULL;
}

bool jr_plugin_open(const char *path, jr_diag *diag, const jr_writer **ret_writer)
{
    const jr_span where = {.file = jr_diag_file(diag, jr_str_from(path))};
    /* A bare name would be searched for in the system's folders. */
    jr_buf name = {0};
    if (!strchr(path, '/'))
        jr_puts(&name, "./");
    jr_put(&name, (jr_str){path, strlen(path) + 1});
    void *object = dlopen(name.p, RTLD_NOW | RTLD_LOCAL);
    jr_buf_free(&name);
    if (!object)
        return jr_report(diag, JR_D_BAD_PLUGIN, &where, "%s", dlerror());
    const jr_writer *writer = dlsym(object, JR_PLUGIN_SYMBOL);
    const char *fault = writer ? fault_of(writer) : "no plug-in: it exports no '" JR_PLUGIN_SYMBOL "'";
    if (fault) {
        jr_report(diag, JR_D_BAD_PLUGIN, &where, "%s", fault);
        dlclose(object);
        return false;
    }
    *ret_writer = writer;
    return true;
}
