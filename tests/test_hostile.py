# SPDX-License-Identifier: MIT
"""Input made to hurt: every case ends soon, in little memory, with what the exit status says, on a stack of 1 MiB."""
import importlib.util
import re
import resource
import subprocess

import golden
import hostile_pages
import pytest
from test_corpus import FORMATS, FULL, sanitized

SIZE = 64 * 1024
SECONDS_PER_MIB = 2  # of processor time
SECONDS_FREE = 0.3  # for a process and its measurement
PATIENCE = 120  # of the clock, on a machine that has other work
ERROR = re.compile(rb"^[^\n]*?\.md(:\d+:\d+)?: error: [^\n]+ \[[a-z0-9-]+\]$", re.M)

@pytest.fixture(scope="module")
def generator(shared):
    path = shared / "tools" / "pathological.py"
    if not path.exists():
        pytest.skip("skipped: no generator of hostile pages")
    spec = importlib.util.spec_from_file_location("pathological", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def bound():
    resource.setrlimit(resource.RLIMIT_STACK, (1024 * 1024, 1024 * 1024))
    if not sanitized():
        resource.setrlimit(resource.RLIMIT_AS, (2_000_000 * 1024, 2_000_000 * 1024))


def processor_time():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def judge(name, form, target, result):
    """What the exit status says is so."""
    where = (name, form, result.returncode, result.stderr[-300:])
    assert result.returncode in (0, 3, 4), where
    assert (result.returncode != 0) == bool(ERROR.search(result.stderr)), where
    refused = result.returncode == 4 or b"[bad-encoding]" in result.stderr
    assert target.exists() != refused, where
    assert len(result.stderr) < 100_000, where
    if refused:
        assert b"[limit-" in result.stderr or b"[bad-encoding]" in result.stderr, where
    else:
        assert target.read_bytes(), where


def convert(page, form, target):
    before = processor_time()
    command = [str(golden.JEROME), page.name, "-f", "markdown", "-t", form, "-o", target.name]
    result = subprocess.run(command, cwd=page.parent, capture_output=True, timeout=PATIENCE,
                            preexec_fn=bound)
    return result, processor_time() - before


@pytest.mark.parametrize("form", FORMATS)
def test_hostile_pages_end_soon_and_say_how(generator, tmp_path, form):
    size = SIZE // 8 if sanitized() else SIZE
    assert len(generator.CASES) > 90
    for name, (_, _, make) in generator.CASES.items():
        page, target = tmp_path / f"{name}.md", tmp_path / f"{name}.out"
        page.write_bytes(make(size))
        result, seconds = convert(page, form, target)
        allowed = SECONDS_FREE + SECONDS_PER_MIB * page.stat().st_size / 2**20
        assert seconds < allowed * (20 if sanitized() else 1), (name, seconds)
        judge(name, form, target, result)


def cases_of(form):
    """All for HTML; for the others the page has been read already, and a third has to do."""
    cases = list(hostile_pages.CASES.items())
    return cases if FULL or form == "html" else cases[len(form) % 3 :: 3]


@pytest.mark.parametrize("form", FORMATS)
def test_hostile_pages_of_the_dialect_end_soon_and_say_how(tmp_path, form):
    size = SIZE // 8 if sanitized() else SIZE
    (tmp_path / "b.md").write_text("included *text*\n")
    for source in ("a.c", "b.c"):
        (tmp_path / source).write_text("int a;\n" * 20)
    for name, make in cases_of(form):
        page, target = tmp_path / f"{name}.md", tmp_path / f"{name}.out"
        page.write_text(make(size))
        result, seconds = convert(page, form, target)
        allowed = SECONDS_FREE + SECONDS_PER_MIB * page.stat().st_size / 2**20
        assert seconds < allowed * (20 if sanitized() else 1), (name, seconds)
        judge(name, form, target, result)


@pytest.mark.parametrize("name", ["headings-numbered", "html-misnested", "marks-before-links", "alert", "rows", "tabs", "cells-more"])
def test_time_grows_with_a_page_of_the_dialect_and_no_faster(tmp_path, name):
    if sanitized():
        pytest.skip("skipped: sanitizers are not linear")
    times = []
    for size in (SIZE, 4 * SIZE):
        page = tmp_path / f"{name}.md"
        page.write_text(hostile_pages.CASES[name](size))
        times.append(convert(page, "html", tmp_path / f"{name}.out")[1])
    assert times[1] < 8 * times[0] + 0.1, times


@pytest.mark.skipif(not FULL or sanitized(), reason="skipped: takes minutes (JEROME_FULL=1), and no sanitizers")
@pytest.mark.parametrize("form", FORMATS)
def test_time_grows_with_the_size_and_no_faster(generator, tmp_path, form):
    grown = []
    for name, (_, _, make) in generator.CASES.items():
        times = []
        for size in (SIZE, 4 * SIZE):
            page = tmp_path / f"{name}.md"
            page.write_bytes(make(size))
            times.append(convert(page, form, tmp_path / f"{name}.out")[1])
        if times[1] > 8 * times[0] + 0.1 or times[1] > SECONDS_FREE + SECONDS_PER_MIB * page.stat().st_size / 2**20:
            grown.append((name, *times))
    assert grown == []
