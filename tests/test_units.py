# SPDX-License-Identifier: MIT
"""The units of real pages: every one has its exact bytes, none is left out, and pages are whole when put together again."""
import os
import re
import subprocess

import golden
import pytest

CHECK = golden.JEROME.parent / "tests" / "units_check"
FULL = os.environ.get("JEROME_FULL") == "1"


def check(paths, *options):
    if not CHECK.exists():
        pytest.skip("skipped: units_check is not built")
    result = subprocess.run([CHECK, "-v", *options], input="\n".join(map(str, paths)), capture_output=True, text=True)
    *lines, last = result.stdout.splitlines()
    return result.returncode, lines, [int(n) for n in re.findall(r"\d+", last)]


@pytest.mark.parametrize("options", [(), ("-c",)], ids=["text", "comments"])
def test_every_text_of_every_page_has_its_exact_bytes(shared, options):
    pages = sorted([*shared.glob("corpus/**/*.md"), *shared.glob("pairs/**/*.md"), *shared.glob("seeds/*-*.md")])
    if not pages:
        pytest.skip("skipped: no corpus")
    status, lines, (n_pages, n_units, n_lost) = check(pages if FULL else pages[::5], *options)
    assert status == 0 and not lines, lines[:20]
    assert n_units > 40 * n_pages and n_lost == 0


def test_pages_of_the_test_suite_have_exact_units_too():
    status, lines, _ = check(sorted((golden.ROOT / "tests").glob("**/*.md")))
    faults = [line for line in lines if "is not exported" not in line]
    assert status == 0 and not faults, faults[:20]
