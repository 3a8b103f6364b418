# SPDX-License-Identifier: MIT
"""--pivot and --moniker: of zones and versions all, labelled, or those that are chosen."""
import re

import pytest
import words

PAGE = """# Page

::: zone pivot="windows"
## On Windows
Win[^w].
::: zone-end
::: zone pivot="mac, linux"
## On Unix
Unix[^u].
:::moniker range=">=net-6.0 <net-8.0"
Old.
:::moniker-end
::: zone-end

::: moniker range=">=net-8.0"
New.
::: moniker-end

All[^a].

[^w]: Window.
[^u]: Shell.
[^a]: Any.
"""


@pytest.fixture
def text(run, here):
    (here / "zones.md").write_text(PAGE)

    def read(*options, form="html"):
        result = run("zones.md", "-t", form, "-o", f"zones.{form}", *options)
        assert result.returncode == 0
        page = words.of_html((here / "zones.html").read_text()) if form == "html" else words.of_docx(here / "zones.docx")
        return words.words(page), result.stderr
    return read


def test_without_a_choice_all_is_shown_with_its_label(text):
    for form in ("html", "docx"):
        found, messages = text(form=form)
        assert messages == b""
        for word in ("windows", "Win", "mac", "linux", "Unix", "Old", "New", "All", "Window", "Shell", "Any", "net"):
            assert word in found, (form, word)


def test_a_pivot_leaves_its_own_zones_without_label(text):
    for form in ("html", "docx"):
        found, _ = text("--pivot", "linux", form=form)
        assert "Unix" in found and "Old" in found and "Shell" in found
        assert not {"windows", "Windows", "Win", "Window", "mac", "linux"} & set(found), form


def test_several_pivots_may_be_chosen(text):
    found, _ = text("--pivot", "linux", "--pivot", "windows")
    assert "Unix" in found and "Win" in found


def test_a_moniker_leaves_the_ranges_that_hold_it(text):
    assert {"Old", "New"} & set(text("--moniker", "net-7.0")[0]) == {"Old"}
    assert {"Old", "New"} & set(text("--moniker", "net-10.0")[0]) == {"New"}
    assert {"Old", "New", "windows"} & set(text("--moniker", "net-10.0", "--pivot", "mac")[0]) == {"New"}


def test_notes_are_numbered_anew(text, here):
    text("--pivot", "linux")
    page = (here / "zones.html").read_text()
    assert re.findall(r'<sup class="footnote-ref">.*?>(\d+)<', page) == ["1", "2"]
    assert "Window." not in page


def test_a_choice_that_the_page_does_not_know_is_told_and_changes_nothing(text):
    found, messages = text("--pivot", "amiga", "--moniker", "tfs-2018")
    assert found == text()[0]
    assert [line.split(b": ")[0] for line in messages.splitlines()] == [b"zones.md:3:1", b"zones.md:10:1"]
    assert messages.count(b"[unknown-choice]") == 2


def test_a_page_without_zones_is_silent(run):
    assert run("page.md", "--pivot", "x", "--moniker", "y").stderr == b""


def test_a_real_page_with_31_zones_shows_those_of_one_pivot(shared, jerome, here):
    page = shared / "corpus/intune-en/intune/protect/security-baseline-settings-mdm-all.md"
    for pivot in ("mdm-may-2019", "mdm-preview"):
        source = re.sub(r'^::: zone pivot="([^"]+)"(.*?)^::: zone-end *$',
                        lambda zone: zone.group(2) if pivot in zone.group(1) else "", page.read_text(), flags=re.S | re.M)
        (here / "one.md").write_text(source)
        chosen = words.words(words.of_html(jerome(page, "-q", "--pivot", pivot).stdout))
        assert chosen == words.words(words.of_html(jerome(here / "one.md", "-q").stdout)), pivot
        assert len(chosen) > 10000
