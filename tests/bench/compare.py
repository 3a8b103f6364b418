#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Time and memory beside cmark-gfm and pandoc, in one run, as ratios. Run through `meson benchmark -C build --verbose`.

Each pair of commands runs in turn, A B A B …, after one uncounted round; the figures are medians of what the kernel
accounts to each finished process (user + system time, wall time, peak memory). Nothing passes or fails here."""
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

JEROME = Path(sys.argv[1]).resolve()
ROOT = Path(sys.argv[2]).resolve()
SHARED = Path(os.environ.get("JEROME_SHARED", ROOT / ".." / "shared"))
ROUNDS = int(os.environ.get("JEROME_ROUNDS", "9"))
CMARK = ["cmark-gfm", "--unsafe", "-e", "table", "-e", "strikethrough", "-e", "tasklist", "-e", "footnotes"]


def run(command):
    """(CPU seconds, wall seconds, peak MiB) of one process."""
    begin = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, _, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begin
    process.returncode = 0
    return usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024


def compare(title, ours, theirs, rounds=ROUNDS):
    a, b = [], []
    for counted in range(-1, rounds):
        x, y = run(ours), run(theirs)
        if counted >= 0:
            a.append(x)
            b.append(y)
    print(f"\n{title} ({rounds} rounds)")
    for index, (what, unit, scale) in enumerate((("CPU", "ms", 1e3), ("wall", "ms", 1e3), ("memory", "MiB", 1))):
        mine, other = (statistics.median(sample[index] for sample in side) for side in (a, b))
        ratio = statistics.median(x[index] / y[index] for x, y in zip(a, b) if y[index])
        words = f"{1 / ratio:8.1f} times less" if ratio < 1 else f"{ratio:8.2f} times"
        print(f"  {what:7} jerome {mine * scale:9.2f} {unit:4} {Path(theirs[0]).name} {other * scale:9.2f} {unit:4} {words}")


def corpus_pages():
    return sorted(SHARED.joinpath("corpus").rglob("*.md"))


def each_page(pages, work):
    """DOCX page for page: a sample of pages, the total time of one process a page."""
    sample = pages[:: max(1, len(pages) // 40)]
    out = work / "page.docx"
    ours = theirs = 0.0
    worst = None
    for page in sample:
        mine = min(run([JEROME, "--quiet", str(page), "-o", str(out)])[1] for _ in range(3))
        other = run(["pandoc", "-f", "gfm+yaml_metadata_block", str(page), "-o", str(work / "pandoc.docx")])[1]
        ours, theirs = ours + mine, theirs + other
        worst = min(worst or 1e9, other / mine)
    print(f"\nDOCX, {len(sample)} pages of the corpus, one process a page")
    print(f"  wall    jerome {ours * 1e3:9.2f} ms   pandoc {theirs * 1e3:9.2f} ms   {theirs / ours:8.1f} times less, at least {worst:.1f}")


def main():
    page = ROOT / "samples" / "en-us" / "configure.md"
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        quiet = [str(JEROME), "--quiet"]
        compare("one page, HTML", [*quiet, "-t", "html", str(page)], [*CMARK, str(page)], 51)
        if shutil.which("pandoc"):
            pandoc = ["pandoc", "-f", "gfm+yaml_metadata_block", str(page), "-o"]
            for format in ("html", "docx", "epub"):
                compare(f"one page, {format.upper()}", [*quiet, str(page), "-o", str(work / f"a.{format}")], [*pandoc, str(work / f"b.{format}")])
        pages = corpus_pages()
        if not pages:
            print("\nno corpus: skipped")
            return
        whole = work / "corpus.md"
        with whole.open("wb") as out:
            for path in pages:
                out.write(path.read_bytes() + b"\n\n")
        print(f"\ncorpus: {len(pages)} pages, {whole.stat().st_size / 1e6:.1f} MB")
        compare("the corpus as one page, HTML fragment", [*quiet, "-t", "html", "-O", "html.standalone=false", str(whole)], [*CMARK, str(whole)])
        if shutil.which("pandoc"):
            each_page(pages, work)


if __name__ == "__main__":
    main()
