/* SPDX-License-Identifier: MIT */
/* XLIFF in: 1.2 and 2.0 to 2.2, from any tool. */
#ifndef JR_READ_XLIFF_H
#define JR_READ_XLIFF_H

#include <jerome/diag.h>
#include <jerome/translation.h>

/* Reads a whole XLIFF document. `bytes`: the file as it is, in any encoding that its BOM or XML declaration names;
   `file`: its number for places. Modules, foreign elements, notes and matches are passed over; all segments of a unit
   are joined. False: no well-formed XML or no XLIFF that is known (reported as JR_D_BAD_XML, JR_D_BAD_XLIFF,
   JR_D_BAD_ENCODING or JR_D_LIMIT_… with its place), and nothing is returned. What is wrong inside of one unit is left
   to the gate. All that is returned lives in the arena and does not refer to `bytes`. */
bool jr_xliff_read(jr_str bytes, uint32_t file, jr_arena *arena, jr_diag *diag, jr_bilinguals *ret_files);

#endif
