# SPDX-License-Identifier: MIT
"""Sentences by the rules of SRX files."""
import pathlib
import time
import xml.etree.ElementTree as ElementTree
import zipfile

import pytest

import golden
from test_xliff import find, text

OMEGAT = pathlib.Path("/usr/share/omegat/OmegaT.jar")
RULES = "org/omegat/core/segmentation/defaultRules.srx"

FILE = """<?xml version="1.0" encoding="UTF-8"?>
<srx xmlns="http://www.lisa.org/srx20" xmlns:o="urn:o" version="2.0">
<header segmentsubflows="yes"{cascade}><formathandle type="start" include="no"/><o:options><o:x>y</o:x></o:options></header>
<body><languagerules>
{rules}
</languagerules><maprules>
{maps}
</maprules></body></srx>
"""


def rule(before, after="", breaks=None):
    yes = f' break="{breaks}"' if breaks else ""
    after = f"<afterbreak>{after}</afterbreak>" if after else ""
    return f"<rule{yes}><beforebreak>{before}</beforebreak>{after}</rule>"


def language(name, *rules):
    return f'<languagerule languagerulename="{name}">\n' + "\n".join(rules) + "\n</languagerule>"


def srx(*languages, maps=((".*", "One"),), cascade="yes"):
    return FILE.format(rules="\n".join(languages), cascade=f' cascade="{cascade}"' if cascade else "",
                       maps="\n".join(f'<languagemap languagepattern="{pattern}" languagerulename="{name}"/>' for pattern, name in maps))


def run(folder, rules, page="One.\n", lang="en", *options):
    (folder / "page.md").write_text(page)
    if rules is not None:
        (folder / "rules.srx").write_text(rules)
    return golden.run("export", "page.md", "--to-lang", "sv", "--lang", lang, "--segment", "sentence", "--srx", "rules.srx", "-o", "out", *options,
                      cwd=folder)


def segments(folder, rules, page, lang="en"):
    result = run(folder, rules, page, lang)
    assert (result.returncode, result.stderr.decode()) == (0, "")
    root = ElementTree.parse(folder / "out/page.md.xlf").getroot()
    return [text(mrk) for mrk in find(find(root, "seg-source")[0], "mrk")]


STOP = rule(r"[.?!]+", r"\s", "yes")


@pytest.mark.parametrize("rules, page, want", [
    ([STOP], "One. Two.", ["One.", "Two."]),
    ([rule(r"\.", r"\s")], "One. Two.", ["One.", "Two."]),  # break="yes" is the default
    ([rule("Foo\\.", r"\s", "no"), STOP], "A Foo. B. C", ["A Foo. B.", "C"]),
    ([STOP, rule("Foo\\.", r"\s", "no")], "A Foo. B. C", ["A Foo.", "B.", "C"]),  # the first rule that fits decides
    ([rule(";")], "a;b; c", ["a;", "b;", "c"]),
    ([rule("", "B")], "aBc dB", ["a", "Bc d", "B"]),
    ([rule("(?i)b", "(?=c)c")], "aBc BC bd", ["aB", "c BC bd"]),
    ([rule(r"(.)\1")], "aab ccd", ["aa", "b cc", "d"]),
    ([STOP], "One. 😀. 日本. Two", ["One.", "😀.", "日本.", "Two"]),
    ([STOP], "Is it `x`. `Y`. End", ["Is it <1/>.", "<2/>.", "End"]),
    ([STOP], "A **b. c.** d. *E.* F", ["A <1>b. c.</1>", "d.", "<2>E.</2>", "F"]),
    ([STOP], "A.<br>B. <br>C", ["A.", "B.", "C"]),
    ([rule("\\u2028")], "A.<br>B. C", ["A.", "B. C"]),
    ([rule("<!-- x -->[<![CDATA[.]]>]", r"&#32;")], "A. B", ["A.", "B"]),
    ([rule("x")], "A. B", ["A. B"]),
    ([rule("")], "ab c", ["a", "b", "c"]),
])
def test_the_first_rule_that_matches_before_and_behind_decides(tmp_path, rules, page, want):
    assert segments(tmp_path, srx(language("One", *rules)), page) == want


@pytest.mark.parametrize("lang, cascade, want", [
    ("en", "no", ["A. B;", "C"]),
    ("EN-gb", "no", ["A. B;", "C"]),
    ("fr", "no", ["A.", "B; C"]),
    ("en", "yes", ["A.", "B;", "C"]),
    ("en", None, ["A.", "B;", "C"]),
    ("fr", "yes", ["A.", "B; C"]),
    ("xen", "no", ["A.", "B; C"]),
])
def test_a_map_matches_the_whole_tag_and_a_cascade_goes_on(tmp_path, lang, cascade, want):
    rules = srx(language("One", STOP), language("Two", rule(";")), maps=[("EN.*", "Two"), ("fr|.*", "One"), (".*", "One")], cascade=cascade)
    assert segments(tmp_path, rules, "A. B; C", lang) == want


def test_a_language_without_rules_stays_whole(tmp_path):
    assert segments(tmp_path, srx(language("One", STOP), maps=[("fr", "One")]), "A. B") == ["A. B"]


GOOD = srx(language("One", STOP))


@pytest.mark.parametrize("rules, where, say, code", [
    ("", "1:1", "the file is empty", "bad-xml"),
    ("<x/>", "1:1", "the root element is “x”", "bad-srx"),
    ('<srx version="1.0"/>', "1:1", "version “1.0”", "bad-srx"),
    (GOOD.replace("srx20", "srx10"), "2:1", "http://www.lisa.org/srx10", "bad-srx"),
    (GOOD.replace('cascade="yes"', 'cascade="maybe"'), "3:1", "cascade=\"maybe\"", "bad-srx"),
    (GOOD.replace('break="yes"', 'break="y"'), "6:1", "break=\"y\"", "bad-srx"),
    (GOOD.replace("languagerulename", "name", 1), "5:1", "has no “languagerulename”", "bad-srx"),
    (GOOD.replace('languagerulename="One"/>', 'languagerulename="Two"/>'), "9:1", "no languagerule called “Two”", "bad-srx"),
    (srx(language("One", STOP), maps=[]), "2:1", "no languagemap", "bad-srx"),
    (GOOD.replace("<rule ", "<rules ").replace("</rule>", "</rules>"), "6:1", "“rules” does not belong here", "bad-srx"),
    (GOOD.replace("beforebreak", "before"), "6:19", "“before” does not belong here", "bad-srx"),
    (GOOD.replace("</maprules>", "x</maprules>"), "9:", "text does not belong here", "bad-srx"),
    (GOOD.replace("[.?!]+", "a("), "6:19", "U_REGEX_MISMATCHED_PAREN", "bad-srx"),
    (GOOD.replace("[.?!]+", "a)(?:b"), "6:19", "U_REGEX_MISMATCHED_PAREN", "bad-srx"),
    (GOOD.replace("[.?!]+", "(?x)a #"), "6:19", "no regular expression", "bad-srx"),
    (GOOD.replace("\\s", "["), "6:", "U_REGEX_MISSING_CLOSE_BRACKET", "bad-srx"),
    (GOOD.replace('".*"', '"["'), "9:1", "U_REGEX_MISSING_CLOSE_BRACKET", "bad-srx"),
    pytest.param(GOOD.replace("[.?!]+", "(" * 100_000), "6:19", "no regular expression", "bad-srx", id="depth"),
    (GOOD.replace("</srx>", ""), "", "no well-formed XML", "bad-xml"),
    pytest.param(srx(language("One", *["<rule/>"] * 20_001)), "20006:1", "more than 20000 rules", "limit-size", id="rules"),
    pytest.param(GOOD.replace("\n", "\n" + " " * 1_100_000, 1), "", "larger than 1 MiB", "limit-size", id="size"),
])
def test_what_is_wrong_with_the_rules_is_said_with_its_place(tmp_path, rules, where, say, code):
    result = run(tmp_path, rules)
    message = result.stderr.decode()
    assert result.returncode == (4 if code == "limit-size" else 3)
    assert message.startswith(f"rules.srx:{where}") and say in message and f"[{code}]" in message
    assert not (tmp_path / "out").exists()


def test_a_file_that_is_not_there_is_said(tmp_path):
    result = run(tmp_path, None)
    assert result.returncode == 6 and "rules.srx" in result.stderr.decode()


def test_rules_and_exceptions_exclude_each_other(tmp_path):
    result = run(tmp_path, GOOD, "One.\n", "en", "--sentences", "rules.srx")
    assert result.returncode == 2 and "--sentences" in result.stderr.decode()


@pytest.mark.parametrize("pattern", [r"(a+)+\$", "(?:a|aa)+x", "(.*)*\\1x", "(((a{1000}){1000}){1000})", "(a?){1000}a{1000}"])
def test_a_rule_that_would_take_for_ever_is_given_up(tmp_path, pattern):
    page = "One. Two " + "a" * 60 + ". Three.\n\n" + ("a" * 2000 + "\n\n") * 50
    start = time.monotonic()
    result = run(tmp_path, srx(language("One", STOP, rule(pattern))), page)
    assert time.monotonic() - start < 10
    message = result.stderr.decode()
    assert result.returncode == 3 and message.count("[bad-srx]") == 1
    assert message.startswith("rules.srx:7:") and "takes too long" in message
    root = ElementTree.parse(tmp_path / "out/page.md.xlf").getroot()
    assert len(find(root, "trans-unit")) == 51


@pytest.mark.skipif(not OMEGAT.is_file(), reason="OmegaT is not installed")
@pytest.mark.parametrize("lang, page, want", [
    ("en", "Mr. Smith, e.g. this. See. End", ["Mr. Smith, e.g. this.", "See.", "End"]),
    ("de-DE", "Das ist z.B. Text bzw. Wort. Am Ende.", ["Das ist z.B. Text bzw. Wort.", "Am Ende."]),
    ("ja", "これは文です。次の文です！最後", ["これは文です。", "次の文です！", "最後"]),
    ("tlh", "One... two. Three", ["One... two.", "Three"]),
])
def test_the_rules_of_omegat_are_used_as_they_are(tmp_path, lang, page, want):
    with zipfile.ZipFile(OMEGAT) as jar:
        rules = jar.read(RULES).decode()
    assert segments(tmp_path, rules, page, lang) == want


def test_pages_and_translations_are_aligned_by_the_same_rules(tmp_path):
    (tmp_path / "en").mkdir()
    (tmp_path / "de").mkdir()
    (tmp_path / "en/page.md").write_text("One. Two; three\n")
    (tmp_path / "de/page.md").write_text("Eins. Zwei; drei\n")
    (tmp_path / "rules.srx").write_text(srx(language("One", rule(";"))))
    result = golden.run("align", "en/page.md", "de/page.md", "--lang", "en", "--to-lang", "de", "--segment", "sentence", "--srx", "rules.srx",
                        "-o", "out.xlf", cwd=tmp_path)
    assert result.returncode == 0, result.stderr.decode()
    root = ElementTree.parse(tmp_path / "out.xlf").getroot()
    for name, want in {"seg-source": ["One. Two;", "three"], "target": ["Eins. Zwei;", "drei"]}.items():
        assert [text(mrk) for mrk in find(find(root, name)[0], "mrk")] == want
