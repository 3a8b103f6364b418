#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Each public header compiles alone, as C11, without a warning. Arguments: the include folder, then the compiler's command."""
import subprocess
import sys
from pathlib import Path

include, compiler = Path(sys.argv[1]), sys.argv[2:]
failed = []
headers = sorted((include / "jerome").glob("*.h"))
for header in headers:
    flags = ["-std=c11", "-Wall", "-Wextra", "-Wpedantic", "-Wshadow", "-Wconversion", "-Werror", "-fsyntax-only", "-I", str(include)]
    source = f"#include <jerome/{header.name}>\n#include <jerome/{header.name}>\n"
    source += "int used;\n"  # a header of macros alone is no translation unit
    done = subprocess.run([*compiler, *flags, "-x", "c", "-"], input=source, text=True, capture_output=True)
    if done.returncode:
        failed.append(header.name)
        print(f"{header.name} does not compile alone:\n{done.stderr}")
print(f"{len(headers)} headers, {len(failed)} that do not compile alone")
sys.exit(1 if failed or not headers else 0)
