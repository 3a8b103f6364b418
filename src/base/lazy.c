/* SPDX-License-Identifier: MIT */
#include "lazy.h"

#include <dlfcn.h>

static bool report(const jr_lazy *library, jr_diag *diag)
{
    const char *why = dlerror();
    return jr_report(diag, JR_D_INTERNAL, NULL, "cannot load %s: %s", library->soname, why ? why : "no reason given");
}

bool jr_lazy_load(jr_lazy *library, jr_diag *diag)
{
    if (library->loaded)
        return true;
    /* Never closed: the library may keep state of its own, and the process ends soon enough. */
    void *handle = dlopen(library->soname, RTLD_LAZY | RTLD_LOCAL);
    if (!handle)
        return report(library, diag);
    for (size_t i = 0; i < library->count; i++) {
        void *symbol = dlsym(handle, library->names[i]);
        if (!symbol) {
            report(library, diag);
            dlclose(handle);
            return false;
        }
        /* ISO C has no cast from a data pointer to a function pointer; POSIX promises that the bytes are the same. */
        memcpy((char *)library->pointers + i * sizeof symbol, &symbol, sizeof symbol);
    }
    library->loaded = true;
    return true;
}
