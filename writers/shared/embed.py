#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes a style sheet as the initialiser of a C array: embed.py IN OUT. Comments and indentation stay behind."""
import re
import sys

with open(sys.argv[1], encoding="utf-8") as file:
    css = re.sub(r"/\*.*?\*/", "", file.read(), flags=re.S)
lines = [line.strip() for line in css.splitlines()]
data = "".join(line + "\n" for line in lines if line).encode()
with open(sys.argv[2], "w", encoding="ascii") as out:
    for start in range(0, len(data), 24):
        chunk = data[start:start + 24]
        # The bytes are ASCII: a char array takes them whether char is signed or not.
        out.write(",".join(str(byte) for byte in chunk) + ",\n")
