/* SPDX-License-Identifier: MIT */
/* The readers that are built in. */
#ifndef JR_READ_REGISTRY_H
#define JR_READ_REGISTRY_H

#include <jerome/reader.h>

/* Ended by NULL. */
extern const jr_reader *const jr_builtin_readers[];

#endif
