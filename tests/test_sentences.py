# SPDX-License-Identifier: MIT
"""Sentences against those that a publisher has marked (tests/sentences.py says how, docs/sentences.md what for)."""
import os
import pathlib

import pytest

import golden
import sentences

SHARED = pathlib.Path(os.environ.get("JEROME_SHARED", golden.ROOT.parent / "shared")) / "sxs"
FULL = os.environ.get("JEROME_FULL") == "1"
SAMPLE = 4  # one page in so many, but for JEROME_FULL=1

SIDES = [("ps-fr", "source", "en-US", 0.99), ("d365-de", "source", "en-US", 0.99), ("ps-fr", "target", "fr-FR", 0.98),
         ("d365-de", "target", "de-DE", 0.98)]


@pytest.mark.parametrize("folder, side, lang, least", SIDES)
def test_sentences_end_where_the_publisher_ends_them(folder, side, lang, least):
    base = SHARED / folder
    if not base.is_dir():
        pytest.skip(f"{base} is not there")
    paths = sorted(base.rglob("*.md"))[::1 if FULL else SAMPLE]
    score = sentences.total(sentences.compare(paths, base, side, lang))
    print(f"{folder} {side} {lang}: {len(paths)} pages, {sentences.row(score)}")
    assert score.theirs > 100
    assert score.unlike <= score.units // 100  # blocks that cannot be compared
    assert score.f1 >= (least if FULL else least - 0.01)


PAGE = """# <span data-ttu-id="a-1">Titel</span><span class="sxs-lookup"><span data-stu-id="a-1">Title</span></span>

<span data-ttu-id="a-2">Eins.</span><span class="sxs-lookup"><span data-stu-id="a-2">One.</span></span> <span data-ttu-id="a-3">Zwei. Drei.</span><span class="sxs-lookup"><span data-stu-id="a-3">Two. Three.</span></span>

<span data-ttu-id="a-4">Vier<br>Fünf</span><span class="sxs-lookup"><span data-stu-id="a-4">Four</span></span><br><span data-ttu-id="a-5">Sechs</span><span class="sxs-lookup"><span data-stu-id="a-5">Six</span></span>

Not marked. At all.
"""


@pytest.mark.parametrize("side, lang, right, ours, theirs", [("source", "en", 2, 3, 2), ("target", "de", 2, 4, 2)])
def test_only_ends_inside_blocks_that_are_marked_count(tmp_path, side, lang, right, ours, theirs):
    page = tmp_path / "page.md"
    page.write_text(PAGE)
    score = sentences.total(sentences.compare([page], tmp_path, side, lang))
    assert (score.right, score.ours, score.theirs, score.units, score.unlike) == (right, ours, theirs, 3, 0)


def test_cutting_at_every_full_stop_can_be_measured_too(tmp_path):
    page = tmp_path / "page.md"
    page.write_text(PAGE)
    score = sentences.total(sentences.compare([page], tmp_path, "source", "en", cutter=sentences.naive))
    assert (score.right, score.ours, score.theirs) == (1, 2, 2)
