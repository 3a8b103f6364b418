# SPDX-License-Identifier: MIT
"""Translations, matches and terms in XLIFF files: propose.c exports pages with a proposal for every other text."""
import subprocess
import xml.etree.ElementTree as ElementTree

import pytest

import golden
import test_xliff
from test_xliff import VERSIONS, find, name, text, units

PROPOSE = golden.JEROME.parent / "tests" / "propose"
PAGE = """\
# Heading one

First sentence with **bold** text. Then `code` and [a link](x.md). Third<br>one.

- Item one
- Item two\\
  goes *on*
"""


def propose(page, version, segment="none"):
    if not PROPOSE.exists():
        pytest.skip("skipped: no build folder beside the program")
    result = subprocess.run([PROPOSE, version, segment, page], capture_output=True, timeout=60)
    assert result.returncode == 0 and b"out of order" not in result.stderr, result.stderr.decode()
    return result.stdout


def parse(tmp_path, version, segment="none", markdown=PAGE):
    page = tmp_path / "page.md"
    page.write_text(markdown)
    return units(ElementTree.fromstring(propose(page, version, segment)))


@pytest.mark.checker
@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("segment", ["none", "sentence"])
def test_every_page_with_proposals_is_valid_by_the_schema(shared, tmp_path, version, segment):
    files = []
    for number, page in enumerate(test_xliff.pages(shared)):
        files.append(tmp_path / f"{number}-{page.stem}.xlf")
        files[-1].write_bytes(propose(page, version, segment))
    assert test_xliff.schema_errors(shared, version, files) == []


@pytest.mark.parametrize("version", VERSIONS)
def test_ids_within_a_unit_are_unique(shared, version):
    """By text (XLIFF 2.0 §4.3.1.17): a target has the ids of its source, and others of its own."""
    for page in test_xliff.pages(shared):
        for unit in units(ElementTree.fromstring(propose(page, version, "sentence"))):
            if version == "1.2":
                ids = [each.get("mid") for each in find(find(unit, "seg-source")[0], "mrk") if each.get("mid")]
                assert len(ids) == len(set(ids))
                continue
            ids = [each.get("id") for segment in unit if name(segment) == "segment"
                   for each in find(find(segment, "source")[0], "pc", "ph", "mrk")]
            added = [each.get("id") for segment in unit if name(segment) == "segment" for target in find(segment, "target")
                     for each in find(target, "pc", "ph") if each.get("id") not in ids]
            assert len(ids + added) == len(set(ids + added))
            data = [each.get("id") for each in find([c for c in unit if name(c) == "originalData"][0], "data")] \
                if any(name(c) == "originalData" for c in unit) else []
            assert len(data) == len(set(data))


def test_target_in_1_2_has_state_and_codes_of_the_unit(tmp_path):
    heading, paragraph, first, second = parse(tmp_path, "1.2")
    target = find(heading, "target")[0]
    assert (target.get("state"), target.get("state-qualifier"), heading.get("approved")) == \
        ("needs-translation", "exact-match", None)
    assert text(target) == "~Heading one"
    target = find(paragraph, "target")[0]
    assert target.get("state") == "translated"
    assert text(target) == ("~First sentence with <1>~bold</1>~ text. Then <2/>~ and <3>~a link</3>~. Third<4/>~one."
                            "<1></1><4/>")
    assert find(first, "target") == []
    assert (second.get("approved"), second.get("translate")) == ("yes", "no")
    assert find(second, "target")[0].get("state") == "final"


@pytest.mark.parametrize("version", VERSIONS[1:])
def test_target_in_2_has_state_and_a_new_id_for_each_copy(tmp_path, version):
    heading, paragraph, first, second = parse(tmp_path, version)
    states = [find(unit, "segment")[0].get("state") for unit in (heading, paragraph, first, second)]
    assert states == ["initial", "translated", None, "final"]
    assert text(find(paragraph, "target")[0]).endswith("Third<4/>~one.<5></5><6/>")
    copy = find(find(paragraph, "target")[0], "ph")[-1]
    assert copy.get("dataRef") == "d4" and copy.get("copyOf") is None
    assert second.get("translate") == "no"


def test_matches_in_1_2(tmp_path):
    match, crossed = find(parse(tmp_path, "1.2")[0], "alt-trans")
    assert match.attrib == {"match-quality": "100", "origin": "a&b.tmx", "extradata": "in-context", "tool-id": "jerome",
                            "{http://www.w3.org/XML/1998/namespace}space": "preserve"}
    assert [text(each) for each in match] == ["Heading one", "~Heading one"]
    assert text(crossed[0]) == "<1/><2/><1/><2/>"


def test_matches_in_2_name_the_text_that_they_are_for(tmp_path):
    unit = parse(tmp_path, "2.0", "sentence")[3]
    match = find(unit, "match")[0]
    mark = [each for each in find(unit, "mrk") if each.get("type") == "mtc:match"][0]
    assert match.get("ref") == "#" + mark.get("id")
    assert (match.get("type"), match.get("similarity"), match.get("origin")) == ("icm", "100", "a&b.tmx")
    data = {each.get("id"): each.text for each in find(match, "data")}
    assert [data[each.get("dataRef")] for each in find(match, "ph")][:1] == ["\\\n  "]


def test_joined_sentences_have_one_number(tmp_path):
    unit = parse(tmp_path, "1.2", "sentence")[1]
    sentences = [each for each in find(find(unit, "seg-source")[0], "mrk") if each.get("mtype") == "seg"]
    assert [each.get("mid") for each in sentences] == [str(i + 1) for i in range(len(sentences))]
    assert "".join(sentences[0].itertext()).endswith("Then  and a link.")
    assert "".join(find(unit, "seg-source")[0].itertext()) == "".join(find(unit, "source")[0].itertext())
    targets = [each for each in find(find(unit, "target")[0], "mrk")]
    assert [each.get("mid") for each in targets] == [each.get("mid") for each in sentences]
    assert "".join(targets[0].itertext()).startswith("~First sentence")


@pytest.mark.parametrize("version", VERSIONS)
def test_terms_are_marked_in_the_source(tmp_path, version):
    unit = parse(tmp_path, version)[0]
    term = find(unit, "mrk")[-1]
    assert term.text == "Heading" and (term.get("mtype") or term.get("type")) == "term"
    assert (term.get("comment") or term.get("value")) == 'what it "is"'
