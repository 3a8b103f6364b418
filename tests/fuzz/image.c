/* SPDX-License-Identifier: MIT */
/* Any bytes as a picture: what is measured has a size. */
#include "fuzz.h"

#include <stdlib.h>

#include <jerome/image.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    jr_image_info info;
    if (jr_image_sniff((jr_str){(const char *)data, size}, &info) &&
        (info.width_px == 0 || info.height_px == 0 || info.width_emu <= 0 || info.height_emu <= 0))
        abort();
    return 0;
}
