/* SPDX-License-Identifier: MIT */
/* The version of Jerome, for what a writer signs. */
#ifndef JEROME_VERSION_H
#define JEROME_VERSION_H

#define JR_VERSION "0.1.0"

#endif
