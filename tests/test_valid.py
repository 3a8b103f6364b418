# SPDX-License-Identifier: MIT
"""Every page of the samples, the seeds and tests/nasty, and real pages, through every checker: no error, no warning.

A twentieth of the corpus is taken; all of it where JEROME_FULL is 1."""
import base64
import re
import shutil
import struct
import zlib

import golden
import pytest
from test_corpus import convert_all, pages
from test_xliff import VERSIONS, schema_errors
from valid import docx_check
from valid.validators import epubcheck_messages, nu_messages, openxml_errors

pytestmark = pytest.mark.checker
NASTY = golden.ROOT / "tests" / "nasty"

# What a checker may say of a page, and why it is not ours to change.
NOT_OURS = [
    re.compile(r"warning: This document appears to be written in "),  # the author states no language, or another one
    re.compile(r"nasty.*warning: Text run is not in Unicode Normalization Form C"),  # the author's characters are kept
    re.compile(r"nasty.*warning: Document uses the Unicode Private Use Area"),
]


def png(width, height):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    rows = (b"\0" + b"\x55" * ((width + 7) // 8)) * height
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)) +
            chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def draw(folder):
    """The pictures that the nasty pages show, good and bad."""
    files = {
        "one.png": png(1, 1), "huge.png": png(20000, 20000), "wide.png": png(20000, 1), "tall.png": png(1, 20000),
        "broken.png": png(10, 10)[:40], "zero.png": b"", "notpng.png": b"hello", "100%.png": png(3, 2),
        "a b (c).png": png(30, 20), "größe.png": png(30, 20),
        "x.gif": base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAICRAEAOw=="),
        "w.webp": base64.b64decode("UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA"),
        "n.svg": b'<svg xmlns="http://www.w3.org/2000/svg"><rect width="5" height="5"/></svg>',
        "s.svg": b'<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd">'
                 b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9" '
                 b'onload="x()"><script>x()</script><a xlink:href="javascript:x()"><text>hi</text></a>'
                 b'<image xlink:href="http://example.org/x.png" width="1" height="1"/></svg>',
        "bad.svg": b"<svg><rect", "J.JPG": b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0\xff\xd9",
    }
    for name, data in files.items():
        (folder / name).write_bytes(data)


@pytest.fixture(scope="module")
def sources(shared, tmp_path_factory):
    nasty = tmp_path_factory.mktemp("nasty")
    draw(nasty)
    for page in NASTY.glob("*.md"):
        shutil.copy(page, nasty)
    written = sorted(golden.ROOT.glob("samples/*-*/*.md"))
    assert len(written) >= 30
    return [*written, *sorted(nasty.glob("*.md")), *pages(shared)]


def convert(sources, folder, form, *options):
    converted = convert_all(sources, folder, form, *options)
    for source, target, result in converted:
        assert result.returncode in (0, 3) and target.exists(), (source, result.stderr[-500:])
    return [target for _, target, _ in converted]


def ours(messages):
    return [message for message in messages if not any(pattern.search(message) for pattern in NOT_OURS)]


def test_html_has_no_error_and_no_warning(sources, tmp_path_factory):
    folder = tmp_path_factory.mktemp("nasty")
    assert ours(nu_messages(convert(sources, folder, "html", "--toc"))) == []


def test_docx_is_valid_and_holds_what_word_demands(sources, tmp_path):
    files = convert(sources, tmp_path, "docx", "--toc")
    assert [finding for file in files for finding in docx_check.check(file)] == []
    assert openxml_errors(files) == []


def test_epub_has_no_error_and_no_warning(sources, tmp_path):
    assert epubcheck_messages(convert(sources, tmp_path, "epub")) == []


@pytest.mark.parametrize("version", VERSIONS)
def test_xliff_is_valid_by_the_schema(shared, sources, tmp_path, version):
    files = convert(sources, tmp_path, "xliff", "-O", f"xliff.version={version}", "-O", "xliff.to-lang=de-DE")
    assert schema_errors(shared, version, files) == []
