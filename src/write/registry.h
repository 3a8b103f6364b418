/* SPDX-License-Identifier: MIT */
/* The built-in writers, listed by writers/meson.build. */
#ifndef JR_WRITE_REGISTRY_H
#define JR_WRITE_REGISTRY_H

#include <jerome/writer.h>

/* In the order of writers/meson.build, ended by NULL. */
extern const jr_writer *const jr_builtin_writers[];

#endif
