/* SPDX-License-Identifier: MIT */
/* The size of an SVG, by a scan of its first tag. */
#ifndef JR_BASE_SVG_SIZE_H
#define JR_BASE_SVG_SIZE_H

#include <jerome/str.h>

/* Size in CSS pixels, by SVG 2 §8.2 and CSS Images 3 §4.4: width and height, else viewBox, else 300 by 150. Both are
   above 0 and at most 1,000,000. False: no SVG, or its first tag is damaged. */
bool jr_svg_size(jr_str bytes, double *ret_width, double *ret_height);

#endif
