# SPDX-License-Identifier: MIT
"""Goldens: tests/golden/CASE.md and what each format makes of it.

A text format has one file, CASE.FORMAT; a package has a folder CASE.FORMAT.d with its parts, XML laid out one element a
line, pictures and the like as their SHA-256. JEROME_UPDATE=1 writes them anew: read the difference before committing it.

    @pytest.mark.parametrize("case", golden.cases("html"))
    def test_golden(case):
        golden.check(case, "html", "-O", "html.stylesheet=false")
"""
import hashlib
import os
import pathlib
import re
import subprocess
import zipfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
FOLDER = ROOT / "tests" / "golden"
JEROME = pathlib.Path(os.environ.get("JEROME", ROOT / "build" / "jerome")).resolve()
UPDATE = os.environ.get("JEROME_UPDATE") == "1"
TIMEOUT = 60
TEXT_PARTS = {".xml", ".rels", ".opf", ".ncx", ".xhtml", ".html", ".css", ".svg", ""}


def run(*args, stdin=b"", cwd=ROOT, env=None):
    """The program with these arguments; its output and messages as bytes."""
    return subprocess.run([str(JEROME), *map(str, args)], input=stdin, cwd=cwd, capture_output=True, timeout=TIMEOUT,
                          env={**os.environ, **(env or {})})


def cases(form):
    """The names of the pages that have a golden of this format; all pages while updating."""
    pages = sorted(page.stem for page in FOLDER.glob("*.md"))
    return [name for name in pages if UPDATE or (FOLDER / f"{name}.{form}").exists() or (FOLDER / f"{name}.{form}.d").exists()]


def convert(case, form, *options):
    """What the program makes of the page CASE, as bytes."""
    result = run(f"{case}.md", "-t", form, "-o", "-", *options, cwd=FOLDER)
    assert result.returncode == 0, result.stderr.decode()
    return result.stdout


def check(case, form, *options):
    """Compares a text format with its golden."""
    compare(FOLDER / f"{case}.{form}", convert(case, form, *options))


def check_package(case, form, *options, skip=()):
    """Compares the parts of a package (DOCX, EPUB) with their goldens; parts whose names end in one of `skip` are passed
    over."""
    path = FOLDER / f"{case}.{form}.d"
    package = FOLDER / f".{case}.{form}"
    result = run(f"{case}.md", "-t", form, "-o", package, *options, cwd=FOLDER)
    assert result.returncode == 0, result.stderr.decode()
    try:
        parts = read_parts(package, skip)
    finally:
        package.unlink()
    known = {str(part.relative_to(path)) for part in path.rglob("*") if part.is_file()} if path.exists() else set()
    for name in known - parts.keys():
        assert UPDATE, f"{name}: the golden has a part that the package lacks"
        (path / name).unlink()
    for name, data in parts.items():
        compare(path / name, data)


def read_parts(package, skip=()):
    """The parts of a ZIP file by name, readable."""
    parts = {}
    with zipfile.ZipFile(package) as book:
        for name in book.namelist():
            if name.endswith(tuple(skip)):
                continue
            data = book.read(name)
            if pathlib.PurePosixPath(name).suffix in TEXT_PARTS:
                parts[name] = lay_out(data) if data.startswith(b"<") else data
            else:
                parts[name + ".sha256"] = hashlib.sha256(data).hexdigest().encode() + b"\n"
    return parts


def lay_out(xml):
    """One start tag a line where no text would change its meaning to a reader of the golden."""
    return re.sub(rb">(?=<[^/])", b">\n", xml)


def compare(path, data):
    """Fails with the differing lines where the golden is not `data`."""
    if UPDATE:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return
    assert path.exists(), f"{path.name}: no such golden (JEROME_UPDATE=1 makes it)"
    want, got = path.read_bytes(), data
    if want != got:
        assert got.decode(errors="replace").splitlines() == want.decode(errors="replace").splitlines(), path.name
        assert got == want, f"{path.name}: same lines, other bytes"
