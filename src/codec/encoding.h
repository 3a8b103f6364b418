/* SPDX-License-Identifier: MIT */
/* What an XML file is written in, and the same as UTF-8. */
#ifndef JR_CODEC_ENCODING_H
#define JR_CODEC_ENCODING_H

#include <jerome/buf.h>
#include <jerome/diag.h>

/* Gives an XML document (or any text without a declaration) as valid UTF-8 without a BOM, every character legal in
   XML 1.0: a slice of `bytes` where they are that already, else what `room` (the caller's, empty, to be freed) then
   holds. The encoding is what the BOM says, else the XML declaration, else UTF-8 (XML 1.0 appendix F). False: reported
   with its place in file number `file`. */
bool jr_xml_decode(jr_str bytes, uint32_t file, jr_buf *room, jr_diag *diag, jr_str *ret_text);

#endif
