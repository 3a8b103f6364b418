# SPDX-License-Identifier: MIT
"""The checkers find what is wrong: a checker that never complains proves nothing."""
import zipfile

from valid.validators import epubcheck_messages, nu_messages, openxml_errors


def test_openxml_validator_reports_a_damaged_document(tmp_path):
    path = tmp_path / "damaged.docx"
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("[Content_Types].xml", "<Types/>")
    errors = openxml_errors([path])
    assert errors and all(error.startswith(str(path)) for error in errors)


def test_epubcheck_reports_a_damaged_book_with_its_name(tmp_path):
    path = tmp_path / "damaged.epub"
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("mimetype", "application/zip")
    messages = epubcheck_messages([path])
    assert any(f"{path}: ERROR PKG-007" in message for message in messages)


def test_nu_checker_reports_errors_and_warnings(tmp_path):
    good, bad = tmp_path / "good.html", tmp_path / "bad.html"
    good.write_text('<!doctype html><html lang="en"><title>Good</title><p>Text')
    bad.write_text("<!doctype html><title>Bad</title><p></b>")
    messages = nu_messages([good, bad])
    assert any("error: Stray end tag" in message for message in messages)
    assert any("warning: Consider adding a “lang” attribute" in message for message in messages)
    assert not any("good.html" in message for message in messages)
