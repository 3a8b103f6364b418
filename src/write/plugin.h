/* SPDX-License-Identifier: MIT */
/* Writers in shared objects. */
#ifndef JR_WRITE_PLUGIN_H
#define JR_WRITE_PLUGIN_H

#include <jerome/diag.h>
#include <jerome/writer.h>

/* Loads a shared object for the rest of the process and checks the writer that it exports. False: reported as
   JR_D_BAD_PLUGIN. */
bool jr_plugin_open(const char *path, jr_diag *diag, const jr_writer **ret_writer);

#endif
