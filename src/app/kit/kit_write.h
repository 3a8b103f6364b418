/* SPDX-License-Identifier: MIT */
/* Kits on disk: the files that are not made page by page, and the archive. */
#ifndef JR_APP_KIT_WRITE_H
#define JR_APP_KIT_WRITE_H

#include <jerome/memory.h>

#include "kit.h"
#include "kit_make.h"
#include "app/terms.h"

/* What goes into a kit besides its pages. */
typedef struct jr_kit_extras {
    const jr_memory *memory; /* or NULL */
    bool sentences;          /* its texts are such */
    jr_glossaries *glossaries;
    const jr_opt_list *terms;   /* files */
    const jr_kit_image *images; /* n_images of them, each once */
    size_t n_images;
} jr_kit_extras;

/* Writes all of it into `folder`, and the manifest last; sets the files that *kit says it has. False: reported. */
bool jr_kit_write(jr_str folder, const jr_kit_extras *extras, jr_arena *arena, jr_diag *diag, jr_kit *kit);
/* Packs the files of a kit as an archive. False: reported. */
bool jr_kit_pack(jr_str folder, const jr_kit *kit, jr_str archive, jr_diag *diag);

#endif
