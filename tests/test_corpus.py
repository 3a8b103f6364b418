# SPDX-License-Identifier: MIT
"""Real pages: each becomes a file in every format, or says with its place why not.

A twentieth of the corpus is taken, under sanitizers less; all of it where JEROME_FULL is 1."""
import concurrent.futures
import os
import re

import golden
import pytest

FORMATS = {"html": (), "docx": (), "epub": (), "xliff": ("-O", "xliff.to-lang=fr-FR")}
FULL = os.environ.get("JEROME_FULL") == "1"
STEP = 1 if FULL else 20
PLACE = re.compile(rb"[^\n]+?:\d+:\d+: (warning|error): [^\n]+ \[[a-z0-9-]+\]")
HELD = re.compile(rb"[^\n]+?: (warning|error): and \d+ more like these \[[a-z0-9-]+\]")  # beyond --max-messages of a kind


def sanitized():
    return b"__asan_init" in golden.JEROME.read_bytes()


def pages(shared, step=None):
    corpus = sorted(shared.glob("corpus/**/*.md"))
    if not corpus:
        pytest.skip("skipped: no corpus")
    step = step or (STEP if FULL or not sanitized() else 60)
    return [*sorted(shared.glob("seeds/*-*.md")), *corpus[::step]]


def convert_all(sources, folder, form, *options):
    """Converts each page by a process of its own; gives the files, in the order of the pages."""
    def convert(numbered):
        number, source = numbered
        target = folder / f"{number:04}-{source.stem}.{form}"
        return source, target, golden.run(source, "-t", form, "-o", target, *options)

    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(convert, enumerate(sources)))


@pytest.mark.parametrize("form", FORMATS)
def test_every_page_is_converted_or_says_where_it_fails(shared, tmp_path, form):
    for source, target, result in convert_all(pages(shared), tmp_path, form, *FORMATS[form]):
        messages = result.stderr.splitlines()
        assert result.returncode in (0, 3), (source, result.returncode, result.stderr[-500:])
        assert all(PLACE.fullmatch(line) or HELD.fullmatch(line) for line in messages), (source, messages)
        assert (result.returncode == 3) == any(b": error: " in line for line in messages), (source, messages)
        assert target.stat().st_size > 100, source
