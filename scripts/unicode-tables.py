#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes src/base/unicode_tables.h from Python's copy of the Unicode Character Database.

usage: scripts/unicode-tables.py > src/base/unicode_tables.h
"""
import sys
import unicodedata

LIMIT = 0x110000
WORD = {"Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "Pc"}


def is_word(c):
    return unicodedata.category(chr(c)) in WORD


def lower_delta(c):
    """The simple mapping: that of one character to one. U+0130 alone has a longer full one."""
    if c == 0x130:
        return 0x69 - c
    lower = chr(c).lower()
    assert len(lower) == 1, hex(c)
    return ord(lower) - c


def two_stages(values, size):
    """(index of the block for each run of `size` values, the different blocks)"""
    index, blocks, seen = [], [], {}
    for at in range(0, len(values), size):
        block = tuple(values[at:at + size])
        if block not in seen:
            seen[block] = len(blocks)
            blocks.append(block)
        index.append(seen[block])
    assert len(blocks) <= 256
    return index, blocks


def rows(items, per_row, indent="    "):
    items = list(items)
    return "\n".join(indent + " ".join(f"{i}," for i in items[at:at + per_row]) for at in range(0, len(items), per_row))


def word_tables():
    bits = [sum(is_word(c + i) << i for i in range(64)) for c in range(0, LIMIT, 64)]
    index, blocks = two_stages(bits, 4)
    print("/* Blocks of 256 code points: which are letters, marks, decimal digits, letter numbers or connector punctuation. */")
    print(f"static const uint8_t word_block[{len(index)}] = {{\n{rows(index, 32)}\n}};")
    print(f"static const uint64_t word_bits[{len(blocks)}][4] = {{")
    for block in blocks:
        print("    {" + ", ".join(f"UINT64_C(0x{b:X})" for b in block) + "},")
    print("};\n")


def lower_tables():
    last = max(c for c in range(LIMIT) if not 0xD800 <= c < 0xE000 and lower_delta(c))
    limit = (last // 128 + 1) * 128
    deltas = [0 if 0xD800 <= c < 0xE000 else lower_delta(c) for c in range(limit)]
    kinds = sorted(set(deltas), key=lambda d: (d != 0, d))
    index, blocks = two_stages([kinds.index(d) for d in deltas], 128)
    print("/* Blocks of 128 code points up to the last one with a lower case: which distance leads to it. */")
    print(f"#define LOWER_LIMIT 0x{limit:X}u")
    print(f"static const int32_t lower_distance[{len(kinds)}] = {{\n{rows(kinds, 16)}\n}};")
    print(f"static const uint8_t lower_block[{len(index)}] = {{\n{rows(index, 32)}\n}};")
    print(f"static const uint8_t lower_kind[{len(blocks)}][128] = {{")
    for block in blocks:
        print(f"    {{\n{rows(block, 32, '        ')}\n    }},")
    print("};")


def main():
    sys.stdout.reconfigure(newline="\n")
    print("/* SPDX-License-Identifier: MIT */")
    print(f"/* Made by scripts/unicode-tables.py from Unicode {unicodedata.unidata_version}; not edited by hand. */")
    print("#ifndef JR_BASE_UNICODE_TABLES_H\n#define JR_BASE_UNICODE_TABLES_H\n\n#include <stdint.h>\n")
    word_tables()
    lower_tables()
    print("\n#endif")


main()
