# SPDX-License-Identifier: MIT
"""Emphasis beside CJK punctuation: on real pages, and at length. What it is: tests/unit/emphasis.c."""
import resource

import golden
import pytest
import words

FRAGMENT = ("-q", "-t", "html", "-O", "html.standalone=false")
BROKEN = [  # pages of the corpus with asterisks that the author did not mean to be seen
    "intune-zh/intune/apps/store-apps-company-portal-autopilot.md",
    "intune-zh/intune/fundamentals/tutorial-walkthrough-endpoint-manager.md",
    "intune-zh/intune/protect/endpoint-protection-windows-10.md",
    "intune-zh/intune-user-help/enroll-your-device-in-intune-ios.md",
]


def read(page, form):
    return words.of_html(golden.run(page, "-f", form, *FRAGMENT).stdout, code=False)


@pytest.mark.parametrize("name", BROKEN)
def test_no_four_asterisks_are_left_on_real_pages(shared, name):
    page = shared / "corpus" / name
    assert "****" not in read(page, "markdown")
    assert "****" in read(page, "markdown-cjk-emphasis")
    assert read(page, "markdown").replace("*", "") == read(page, "markdown-cjk-emphasis").replace("*", "")


def test_pages_in_languages_with_spaces_are_not_touched(shared):
    for page in sorted(shared.glob("corpus/intune-en/**/*.md"))[::20] + sorted(shared.glob("corpus/d365-de/**/*.md"))[::20]:
        assert golden.run(page, *FRAGMENT).stdout == golden.run(page, "-f", "markdown-cjk-emphasis", *FRAGMENT).stdout


def test_gfm_and_commonmark_read_asterisks_by_the_specification():
    page = "选**“设置”**后\n".encode()
    for form in ("gfm", "commonmark", "markdown-cjk-emphasis"):
        assert "**“设置”**" in golden.run("-f", form, *FRAGMENT, stdin=page).stdout.decode()
    assert "<strong>“设置”</strong>" in golden.run("-f", "gfm+cjk-emphasis", *FRAGMENT, stdin=page).stdout.decode()


@pytest.mark.parametrize("piece", ["字**“", "字**", "*字。", "字****。", "[字*。](x)*“", "**“*字**。*", "字****“文”****"])
def test_time_is_linear_in_the_asterisks(piece):
    def processor_time(n):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        assert golden.run(*FRAGMENT, stdin=(piece * n + "\n").encode()).returncode in (0, 4)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    assert processor_time(40000) < 12 * processor_time(5000) + 0.5
