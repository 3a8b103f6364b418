/* SPDX-License-Identifier: MIT */
#ifndef JR_READ_SRX_H
#define JR_READ_SRX_H

#include <jerome/srx.h>

/* Reads SRX 2.0. All lives in the arena. False: reported as JR_D_BAD_XML or JR_D_BAD_SRX, with the place in file number
   `file`. Whether the patterns are regular expressions is not looked at. */
bool jr_srx_read(jr_str bytes, uint32_t file, jr_arena *arena, jr_diag *diag, const jr_srx **ret_srx);

#endif
