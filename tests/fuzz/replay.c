/* SPDX-License-Identifier: MIT */
/* Runs a fuzz target without a fuzzer: usage: fuzz_TARGET [-mutations=N] FILE…
   Each file is fed as it is, then N times with a few bytes changed, cut or doubled, the same way in every run. */
#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Marsaglia's xorshift32. */
static uint32_t next_random(uint32_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
}

/* In a block of exactly its size, so that a sanitizer sees any read behind the end. */
static void feed(const uint8_t *data, size_t size)
{
    uint8_t *copy = malloc(size ? size : 1);
    if (!copy)
        exit(2);
    if (size)
        memcpy(copy, data, size);
    LLVMFuzzerTestOneInput(copy, size);
    free(copy);
}

/* Changes data, which has room for twice its size; the new size. */
static size_t mutate(uint8_t *data, size_t size, uint32_t *state)
{
    static const char bytes[] = "\0\t\n\r !\"#$%&'()*+,-./0:;<=>?@[\\]^_`a{|}~\x7F\x80\xC3\xE4\xEF\xFF";
    for (uint32_t count = 1 + next_random(state) % 4; count > 0 && size > 0; count--) {
        const size_t at = next_random(state) % size, length = 1 + next_random(state) % 64;
        const size_t part = length < size - at ? length : size - at;
        switch (next_random(state) % 4) {
        case 0: data[at] = (uint8_t)next_random(state); break;
        case 1: data[at] = (uint8_t)bytes[next_random(state) % (sizeof bytes - 1)]; break;
        case 2:
            memmove(data + at, data + at + part, size - at - part);
            size -= part;
            break;
        case 3:
            memmove(data + at + part, data + at, size - at);
            size += part;
            break;
        }
    }
    return size;
}

static uint8_t *read_file(const char *path, size_t *ret_size)
{
    FILE *file = fopen(path, "rb");
    uint8_t *data = NULL;
    size_t size = 0, n;
    do {
        data = realloc(data, size + 65536);
        n = data && file ? fread(data + size, 1, 65536, file) : 0;
        size += n;
    } while (n > 0);
    if (!file || !data || ferror(file)) {
        perror(path);
        exit(2);
    }
    fclose(file);
    *ret_size = size;
    return data;
}

int main(int argc, char **argv)
{
    unsigned long mutations = 0, runs = 0;
    for (int i = 1; i < argc; i++) {
        if (strncmp(argv[i], "-mutations=", 11) == 0) {
            mutations = strtoul(argv[i] + 11, NULL, 10);
            continue;
        }
        size_t size;
        uint8_t *data = read_file(argv[i], &size);
        uint8_t *changed = malloc(2 * size + 1024);
        uint32_t state = 2463534242u;
        if (!changed)
            return 2;
        feed(data, size);
        for (unsigned long m = 0; m < mutations; m++) {
            if (size)
                memcpy(changed, data, size);
            feed(changed, mutate(changed, size, &state));
        }
        runs += 1 + mutations;
        free(changed);
        free(data);
    }
    printf("%lu runs\n", runs);
    return runs ? 0 : 2;
}
