/* SPDX-License-Identifier: MIT */
/* Archives from vendors: whatever is in one, its files are read within its bytes and limits, or refused. */
#include "fuzz.h"

#include <stdlib.h>

#include "codec/zip_in.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    jr_arena *arena = jr_arena_create();
    jr_diag *diag = jr_diag_create(NULL, NULL);
    jr_zip zip;
    if (jr_zip_open((jr_str){(const char *)data, size}, 0, arena, diag, &zip))
        for (size_t i = 0; i < zip.n; i++) {
            jr_str bytes = {"", 0};
            if (jr_zip_read(&zip, &zip.items[i], (size_t)1 << 20, 0, arena, diag, &bytes) && bytes.n != zip.items[i].size)
                abort();
        }
    else if (jr_diag_count(diag, JR_ERROR) == 0)
        abort();
    jr_diag_destroy(diag);
    jr_arena_destroy(arena);
    return 0;
}
