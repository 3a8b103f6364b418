/* SPDX-License-Identifier: MIT */
/* What a fuzz target has: the function that libFuzzer and replay.c call. */
#ifndef JR_TESTS_FUZZ_H
#define JR_TESTS_FUZZ_H

#include <stddef.h>
#include <stdint.h>

/* Takes any bytes; must neither crash nor leak. Returns 0. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif
