# SPDX-License-Identifier: MIT
"""The formats of Markdown and their switches: what each reads, what each leaves as text, what is said of a wrong one."""
import golden
import program
import pytest

FORMATS = ("markdown", "gfm", "commonmark")
# A page that shows each switch: what the HTML holds where it is on, and where it is off.
SWITCHES = {
    "front-matter": ("---\nlang: de-DE\n---\n\nx\n", '<html lang="de-DE"', ">lang: de-DE</h"),
    "tables": ("| a |\n| - |\n", "<table", "| a |"),
    "strikethrough": ("~~a~~\n", "<del>a</del>", "~~a~~"),
    "tasklists": ("- [ ] a\n", '<input type="checkbox"', "[ ] a"),
    "footnotes": ("a[^1]\n\n[^1]: b\n", 'role="doc-noteref"', "a<a href"),
    "autolinks": ("http://a.example\n", '<a href="http://a.example"', "<p>http://a.example"),
    "html": ("a <kbd>b</kbd>\n", "<kbd>b</kbd>", "a b"),
    "alerts": ("> [!NOTE]\n> a\n", 'class="alert note"', "[!NOTE]"),
    "docfx": ("::: zone pivot=\"a\"\nb\n::: zone-end\n", 'class="zone"', "::: zone pivot"),
}


def html(jerome, form, page):
    result = jerome("-f", form, "-t", "html", stdin=page.encode())
    assert result.returncode == 0, result.stderr
    return result.stdout.decode()


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("switch", SWITCHES)
def test_a_switch_turns_its_part_of_the_language_on_and_off(jerome, form, switch):
    page, on, off = SWITCHES[switch]
    assert on in html(jerome, f"{form}+{switch}", page) and on not in html(jerome, f"{form}-{switch}", page)
    assert off in html(jerome, f"{form}-{switch}", page) and off not in html(jerome, f"{form}+{switch}", page)


@pytest.mark.parametrize("form, on", [
    ("markdown", set(SWITCHES)),
    ("gfm", {"tables", "strikethrough", "tasklists", "footnotes", "autolinks"}),
    ("commonmark", set()),
])
def test_each_format_has_its_switches_by_default(jerome, form, on):
    for switch, (page, with_it, without) in SWITCHES.items():
        assert (with_it if switch in on else without) in html(jerome, form, page), switch


def fragment(jerome, form, page):
    result = jerome("-f", form, "-t", "html", "-O", "html.standalone=false", stdin=page.encode())
    assert result.returncode == 0, result.stderr
    return result.stdout.decode(), result.stderr.decode()


RAW = '<div onclick="a()">\n<TITLE>b</TITLE>\n</div>\n\nc <img src=d> <script/> <!-- e -->\n'


def test_raw_html_stays_as_it_is_in_a_fragment(jerome):
    assert fragment(jerome, "commonmark", RAW) == (RAW.replace("c <", "<p>c <").replace("-->", "--></p>").replace("\n\n", "\n"), "")


def test_tagfilter_takes_the_power_from_the_tags_that_gfm_disallows(jerome):
    shown, said = fragment(jerome, "gfm", RAW)
    assert "&lt;TITLE>b&lt;/TITLE>" in shown and "&lt;script/>" in shown and '<div onclick="a()">' in shown and not said
    assert "&lt;" not in fragment(jerome, "gfm-tagfilter", RAW)[0]
    assert fragment(jerome, "commonmark+tagfilter", RAW)[0] == shown
    kept = "<titles>a</titles> <scripting> <style-x> <!-- <script> --> <? <style> ?>\n"
    assert fragment(jerome, "gfm", "b " + kept)[0] == f"<p>b {kept[:-1]}</p>\n"
    assert 'alt="a &lt;script&gt;"' in fragment(jerome, "gfm", "![a <script>](b)\n")[0]


def test_raw_html_reaches_no_complete_page_and_no_fragment_of_the_dialect(jerome):
    result = jerome("-f", "gfm", "-t", "html", stdin=RAW.encode())
    page = result.stdout.decode()
    assert "onclick" not in page and "<!--" not in page and "<p>c" in page
    assert b"1:1: warning: raw html is left out [dropped-html]" in result.stderr
    shown, _ = fragment(jerome, "markdown", RAW)
    assert "onclick" not in shown and "<script" not in shown and "<!-- e -->" in shown


def test_an_address_keeps_its_backslashes_but_in_docfx(jerome):
    page = "[a](b\\c) ![d](e\\f)\n"
    assert 'href="b%5Cc"' in fragment(jerome, "gfm", page)[0] and 'src="e%5Cf"' in fragment(jerome, "gfm", page)[0]
    assert 'href="b/c"' in fragment(jerome, "gfm+docfx", page)[0] and 'src="e/f"' in fragment(jerome, "gfm+docfx", page)[0]


def test_alternative_text_holds_raw_html_as_text(jerome):
    page = "![a <b c> *d <e>*](f)\n"
    assert 'alt="a &lt;b c&gt; d &lt;e&gt;"' in fragment(jerome, "gfm", page)[0]


def test_switches_are_taken_in_their_order_and_may_be_many(jerome):
    page = "> [!NOTE]\n> | a |\n> | - |\n"
    assert "alert note" in html(jerome, "commonmark-alerts+alerts", page)
    assert "alert note" not in html(jerome, "gfm+alerts-alerts", page)
    shown = html(jerome, "commonmark+tables+alerts-cjk-emphasis-front-matter", page)
    assert "alert note" in shown and "<table" in shown


@pytest.mark.parametrize("form, words", [
    ("gfm+alert", ("'alert'", "did you mean 'alerts'?")),
    ("gfm+alerts-front-mater", ("'front-mater'", "did you mean 'front-matter'?")),
    ("markdown-maths-alerts", ("'maths'", "did you mean 'math'?")),
    ("gfm+quite-another-thing", ("--help gfm lists them",)),
    ("gfm+", ("no switch ''",)),
    ("gfn+alerts", ("no reader 'gfn'", "did you mean gfm?")),
])
def test_an_unknown_switch_is_refused_with_the_nearest_one(jerome, form, words):
    program.fails(jerome("-f", form, stdin=b"a\n"), 2, "[unknown-format]", *words)


def test_lists_help_and_manual_name_every_switch(jerome):
    manual = program.built(golden.JEROME.parent / "jerome.1").read_text().replace("\\-", "-")
    readers = jerome("--list-readers").stdout.decode()
    for form in FORMATS:
        assert f"\n{form} " in "\n" + readers
        shown = jerome("--help", form).stdout.decode()
        for switch in SWITCHES:
            sign = "+" if f" +{switch} " in shown else "-"
            assert f" {sign}{switch} " in shown and f"fB{switch}\\" in manual
            assert f"{sign}{switch}" in readers


WIDE = "| a |\n| - |\n| 1 | kept too |\n"


@pytest.mark.parametrize("form", ["html", "docx", "epub", "xliff"])
def test_cells_beyond_the_head_reach_every_format_but_gfm_drops_them(jerome, tmp_path, form):
    page = tmp_path / "page.md"
    page.write_text(WIDE)
    options = ("-O", "xliff.to-lang=fr-FR") if form == "xliff" else ()
    for reader, kept in [("markdown", True), ("markdown-extra-cells", False), ("gfm", False), ("gfm+extra-cells", True)]:
        out = tmp_path / f"out.{form}"
        result = jerome(page, "-f", reader, "-t", form, "-o", out, *options)
        assert result.returncode == 0 and result.stderr.count(b"[extra-cells]") == 1
        assert (b": kept [" in result.stderr) == kept
        parts = golden.read_parts(out).values() if form in ("docx", "epub") else [out.read_bytes()]
        assert any(b"kept too" in part for part in parts) == kept, reader


FORMULA = "# A\n\n$$\n\\frac{1}{2} < x\n- y\n$$\n\n```math\nz^2\n```\n"


@pytest.mark.parametrize("form, holds, lacks", [
    ("html", ['<div class="math">\\frac{1}{2} &lt; x\n- y</div>', '<div class="math">z^2</div>'], ["$$"]),
    ("epub", ['<div class="math">\\frac{1}{2} &lt; x\n- y</div>'], ["$$"]),
    ("docx", ['<w:pStyle w:val="Math"/>', "\\frac{1}{2} &lt; x", "z^2"], ["$$"]),
    ("xliff", [">A<"], ["frac", "z^2"]),
])
def test_a_formula_is_shown_as_tex_and_not_translated(jerome, tmp_path, form, holds, lacks):
    page, out = tmp_path / "page.md", tmp_path / f"out.{form}"
    page.write_text(FORMULA)
    result = jerome(page, "-t", form, "-o", out, *(("-O", "xliff.to-lang=fr-FR") if form == "xliff" else ()))
    assert result.returncode == 0 and not result.stderr
    parts = [part.decode(errors="replace").replace(">\n<w:p", "><w:p") for part in golden.read_parts(out).values()] if form in ("docx", "epub") \
        else [out.read_text()]
    for text in holds:
        assert any(text in part for part in parts), text
    for text in lacks:
        assert not any(text in part for part in parts), text


def test_without_math_dollars_and_fences_are_what_commonmark_has_them_for(jerome):
    shown = fragment(jerome, "markdown-math", FORMULA)[0]
    assert "<ul>" in shown and '<code class="language-math">z^2' in shown and "class=\"math\"" not in shown
