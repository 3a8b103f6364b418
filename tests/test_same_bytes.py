# SPDX-License-Identifier: MIT
"""The same page gives the same bytes: again, in another time zone, locale or folder, and by another compiler."""
import os
import pathlib
import subprocess
import zipfile

import golden
import pytest

FORMATS = ["html", "docx", "epub", "xliff"]
PAGES = ["samples/en-us/index.md", "samples/zh-cn/install.md", "tests/golden/tables.md"]
SURROUNDINGS = [
    {"TZ": "UTC"}, {"TZ": "Asia/Tokyo"}, {"TZ": "America/St_Johns"},
    {"LC_ALL": "C"}, {"LC_ALL": "C.UTF-8"}, {"LC_ALL": "de_DE.UTF-8", "LANGUAGE": "de"},
    {"HOME": "/nowhere", "COLUMNS": "20", "TERM": "dumb"},
]


def sources():
    return [golden.ROOT / page for page in PAGES if (golden.ROOT / page).exists()]


def convert(source, form, env=None, cwd=golden.ROOT, program=golden.JEROME):
    command = [str(program), str(source), "-t", form, "-o", "-"]
    result = subprocess.run(command, cwd=cwd, capture_output=True, timeout=golden.TIMEOUT, env={**os.environ, **(env or {})})
    assert result.returncode == 0, result.stderr
    return result.stdout


@pytest.mark.parametrize("form", FORMATS)
def test_same_bytes_whatever_surrounds_the_program(form, tmp_path):
    assert len(sources()) >= 2
    for source in sources():
        once = convert(source, form)
        for env in SURROUNDINGS:
            assert convert(source, form, env) == once, env
        assert convert(source, form, cwd=tmp_path) == convert(source, form, cwd="/")


@pytest.mark.parametrize("form", FORMATS)
def test_same_bytes_however_the_page_is_named(form):
    """The name of the page is in an XLIFF file, as the user gave it; elsewhere it leaves no trace."""
    for source in sources():
        absolute = convert(source, form, cwd=source.parent)
        relative = convert(source.name, form, cwd=source.parent)
        if form == "xliff":
            absolute = absolute.replace(str(source).encode(), source.name.encode())
        assert absolute == relative


@pytest.mark.parametrize("form", FORMATS)
def test_compilers_agree(form, tmp_path):
    other = golden.ROOT / "build-clang" / "jerome"
    if not other.exists() or other == golden.JEROME:
        pytest.skip("skipped: no second build")
    for source in sources():
        one, two = convert(source, form), convert(source, form, program=other)
        if form in ("docx", "epub"):
            one, two = (unpacked(tmp_path / "x", data) for data in (one, two))
        assert one == two


def unpacked(path: pathlib.Path, data):
    path.write_bytes(data)
    with zipfile.ZipFile(path) as package:
        return [(info.filename, info.date_time, package.read(info)) for info in package.infolist()]
