/* SPDX-License-Identifier: MIT */
/* Reports about formats that there are not. */
#ifndef JR_APP_REGISTRY_H
#define JR_APP_REGISTRY_H

#include <jerome/diag.h>
#include <jerome/str.h>

/* Reports that no reader or writer has this name, with the nearest one that has; false. */
bool jr_report_no_reader(jr_str name, jr_diag *diag);
bool jr_report_no_writer(jr_str name, jr_diag *diag);

#endif
