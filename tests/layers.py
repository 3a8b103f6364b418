#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Who may include whom. Prints each violation as file:line and fails if there is one."""
import os
import re
import sys
from pathlib import Path

ROOT = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).resolve().parent.parent)

# A room may include from the rooms named here, from itself, and <jerome/*.h>.
ALLOWED = {
    "include": set(),
    "src/base": set(),
    "src/ast": {"src/base"},
    "src/codec": {"src/base"},
    "src/read": {"src/base", "src/ast", "src/codec"},
    "src/terms": {"src/base"},
    "src/units": {"src/base", "src/ast", "src/terms"},
    "src/segment": {"src/base", "src/ast"},
    "src/memory": {"src/base", "src/ast", "src/units"},
    "src/align": {"src/base", "src/ast", "src/units"},
    "src/gate": {"src/base", "src/ast", "src/units", "src/terms"},
    "src/merge": {"src/base", "src/ast", "src/units"},
    "src/pass": {"src/base", "src/ast", "src/units"},
    "src/write": {"src/base", "src/ast"},
    "src/report": {"src/base", "src/codec", "src/memory"},
    "src/app": {"src/base", "src/ast", "src/codec", "src/read", "src/pass", "src/units", "src/terms", "src/segment", "src/memory",
                "src/align", "src/gate", "src/merge", "src/write", "src/report"},
    "src/cli": {"src/base", "src/report", "src/app"},
    "writers/shared": set(),
}

# Third-party headers, and the only files that may include them.
LIBRARIES = {
    r"^cmark-gfm": r"^src/read/(markdown|cmark)\w*\.[ch]$",
    r"^yaml\.h$": r"^src/read/frontmatter\w*\.[ch]$",
    r"^libxml/": r"^src/codec/html_in\w*\.[ch]$",
    r"^zlib\.h$": r"^src/codec/zip(_in)?\.c$",
    r"^unicode/": r"^src/segment/(icu|regex)\.c$",
}

# The public contracts that a writer may use; the rest of <jerome/…> is for programs.
NOT_FOR_WRITERS = {"jerome.h", "reader.h"}


def room_of(path: str) -> str:
    parts = path.split("/")
    return parts[0] if parts[0] == "include" else "/".join(parts[:2])


def violations(path: str, text: str):
    room = room_of(path)
    for number, line in enumerate(text.splitlines(), 1):
        match = re.match(r'\s*#\s*include\s+([<"])([^>"]+)[>"]', line)
        if not match:
            continue
        bracket, name = match.groups()
        for library, users in LIBRARIES.items():
            if re.search(library, name) and not re.match(users, path):
                yield number, f"{name} is for {users} only"
        if bracket == "<":
            header = name.removeprefix("jerome/")
            if header in NOT_FOR_WRITERS and room.startswith("writers/") and header != name:
                yield number, f"a writer must not know {name}"
            continue
        if room == "include":
            if "/" in name:
                yield number, f"a public header must not include {name}"
            continue
        if (ROOT / path).parent.joinpath(name).is_file() and "/" not in name:
            continue
        target = next((base for base in ("src/" + name, "writers/" + name) if (ROOT / base).is_file()), None)
        if target is None:
            continue  # generated
        other = room_of(target)
        allowed = ALLOWED.get(room, {"writers/shared"} if room.startswith("writers/") else set())
        if other != room and other not in allowed:
            yield number, f"{room} must not include {target}"


def main() -> int:
    found = files = 0
    for top in ("include", "src", "writers"):
        for folder, _, names in os.walk(ROOT / top):
            for name in sorted(names):
                if not name.endswith((".c", ".h")):
                    continue
                files += 1
                path = str((Path(folder) / name).relative_to(ROOT))
                for number, message in violations(path, (ROOT / path).read_text(encoding="utf-8")):
                    print(f"{path}:{number}: {message}")
                    found += 1
    print(f"{files} files, {found} violations")
    return 1 if found or files == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
