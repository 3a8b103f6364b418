#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes the lists of exceptions as C arrays: embed.py OUT all.txt LANG.txt… Comments stay behind."""
import pathlib
import sys

out, *lists = map(pathlib.Path, sys.argv[1:])
text = ['/* SPDX-License-Identifier: MIT */\n/* Made by embed.py. */\n#include "segment/segment_stops.h"\n\n']
entries = []
for path in lists:
    lines = (line.partition("#")[0].strip() for line in path.read_text(encoding="utf-8").splitlines())
    data = "".join(line + "\n" for line in lines if line).encode()
    # A character constant fits a char whether char is signed or not.
    numbers = [f"'\\x{byte:02x}'" if byte > 127 else str(byte) for byte in data]
    text.append(f"static const char {path.stem}_txt[] = {{\n")
    text += [",".join(numbers[at:at + 24]) + ",\n" for at in range(0, len(numbers), 24)]
    text.append("};\n")
    lang = "NULL" if path.stem == "all" else f'"{path.stem}"'
    entries.append(f"    {{{lang}, {{{path.stem}_txt, sizeof {path.stem}_txt}}}},\n")
text += ["\nconst jr_stop_list jr_stop_lists[] = {\n", *entries, "};\n",
         "const size_t jr_stop_list_count = sizeof jr_stop_lists / sizeof *jr_stop_lists;\n"]
out.write_text("".join(text), encoding="ascii")
