/* SPDX-License-Identifier: MIT */
/* Pictures: what type, how large. Nothing is decoded. */
#ifndef JEROME_IMAGE_H
#define JEROME_IMAGE_H

#include "str.h"

typedef enum jr_image_type {
    JR_IMAGE_UNKNOWN,
    JR_IMAGE_PNG,
    JR_IMAGE_JPEG,
    JR_IMAGE_GIF,
    JR_IMAGE_SVG,
    JR_IMAGE_WEBP,
    JR_IMAGE_BMP
} jr_image_type;

#define JR_EMU_PER_INCH 914400
#define JR_EMU_PER_PIXEL 9525 /* at 96 pixels an inch */

typedef struct jr_image_info {
    jr_image_type type;    /* by content, never by name */
    uint32_t width_px;     /* pixels; of an SVG: CSS pixels; never 0 */
    uint32_t height_px;
    int64_t width_emu;     /* size on paper: by the file's own resolution where it has one, else 96 pixels an inch */
    int64_t height_emu;
    const char *mime;      /* "image/png" */
    const char *extension; /* "png" */
} jr_image_info;

/* Looks at the bytes; PNG, JPEG and GIF are followed to their end. False: no picture of these types, or a damaged one.
   Nothing is reported. */
JR_API bool jr_image_sniff(jr_str bytes, jr_image_info *ret_info);

#endif
