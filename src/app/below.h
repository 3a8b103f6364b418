/* SPDX-License-Identifier: MIT */
/* Opening what lies below a folder, and nothing else. */
#ifndef JR_APP_BELOW_H
#define JR_APP_BELOW_H

#include <jerome/str.h>

/* Opens `path` (relative, no "..", a NUL behind it; "" is the folder itself) below the folder `root`; symbolic links
   may not lead out of it. `flags`: of open(2), O_CLOEXEC apart. The descriptor, or -1 with errno: EXDEV or ELOOP for a
   path that leads out. */
int jr_open_below(int root, jr_str path, int flags);

#endif
