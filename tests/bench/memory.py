#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""How long a memory of a million pairs takes to load, and how many fuzzy look-ups a second it answers. Run through
`meson benchmark -C build --verbose memory`. Its texts are paragraphs of the corpus, most with some words of another in them."""
import os
import random
import sys
import tempfile
from pathlib import Path
from xml.sax.saxutils import escape

from compare import run

JEROME, ROOT = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
SHARED = Path(os.environ.get("JEROME_SHARED", ROOT / ".." / "shared"))
PAIRS, LOOK_UPS = int(os.environ.get("JEROME_PAIRS", "1000000")), 10000


def edited(line, lines):
    """With one word replaced by one to three of another text."""
    words, others = line.split(" "), random.choice(lines).split(" ")
    at = random.randrange(len(words))
    words[at:at + 1] = others[:random.randrange(1, 4)]
    return " ".join(words)


def write_memory(path, lines):
    with open(path, "w", encoding="utf-8") as file:
        file.write('<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n<tmx version="1.4">'
                   '<header srclang="en-US" segtype="sentence"/>\n<body>\n')
        for number in range(PAIRS):
            text = escape(lines[number % len(lines)] if number < len(lines) else edited(lines[number % len(lines)], lines))
            file.write(f'<tu tuid="{number}" changedate="20210101T{number % 240000:06}Z">\n<tuv xml:lang="en-US"><seg>{text}</seg></tuv>\n'
                       f'<tuv xml:lang="de-DE"><seg>{text}</seg></tuv>\n</tu>\n')
        file.write("</body>\n</tmx>\n")


def main():
    random.seed(1)
    pages = sorted(SHARED.joinpath("corpus").rglob("*.md"))
    lines = dict.fromkeys(line.strip() for page in pages for line in page.read_text(errors="replace").splitlines()
                          if len(line) > 12 and line[0].isupper())
    lines = [line for line in lines if line.isprintable() and not any(c in line for c in "<>[]`*_|{}\\")]
    if not lines:
        print("skipped: no corpus (JEROME_SHARED)")
        return
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        write_memory(work / "m.tmx", lines)
        (work / "one.md").write_text("Text\n")
        (work / "many.md").write_text("".join(edited(random.choice(lines), lines) + "\n\n" for _ in range(LOOK_UPS)))

        def cost(page, *options):
            runs = [run([JEROME, "export", work / page, "--root", folder, "--to-lang", "de-DE", "-o", work / "out", *options])
                    for _ in range(3)]
            return min(cpu for cpu, _, _ in runs), min(wall for _, wall, _ in runs), runs[0][2]

        cpu, wall, memory = cost("one.md", "--memory", work / "m.tmx")
        print(f"{PAIRS} pairs, {(work / 'm.tmx').stat().st_size >> 20} MiB: loaded in {cpu:.2f} s CPU, {wall:.2f} s; {memory:.0f} MiB")
        plain = cost("many.md")[0]
        for threshold in ("50", "70", "85"):
            spent = cost("many.md", "--memory", work / "m.tmx", "--threshold", threshold)[0] - cpu - plain
            print(f"threshold {threshold}: {LOOK_UPS / max(spent, 1e-3):.0f} look-ups a second")


if __name__ == "__main__":
    main()
