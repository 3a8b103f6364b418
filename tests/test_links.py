# SPDX-License-Identifier: MIT
"""Links, images and includes: where they lead, and what is said of those that lead nowhere."""
import base64
import re
import zipfile

import pytest

PNG = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")
BODY = ("-O", "html.standalone=false")


@pytest.fixture
def tree(tmp_path, jerome):
    """tree({name: content}, *arguments): runs the program in a folder with these files; docs/docfx.json is always there."""
    def run(files, *arguments):
        for name, data in {"docs/docfx.json": "{}", **files}.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_bytes(data if isinstance(data, bytes) else data.encode())
        return jerome(*arguments, cwd=tmp_path)
    return run


def said(result):
    return result.stderr.decode().splitlines()


def slugs(result):
    return [line.rsplit("[", 1)[1].rstrip("]") for line in said(result)]


def addresses(result):
    return re.findall(r'(?:href|src)="([^"]*)"', result.stdout.decode())


# ---- What exists, and what does not ----

@pytest.mark.parametrize("link", [
    "other.md", "./other.md", "other.md?view=x#any", "sub/", "sub", "sub/deep.md", "../guide/other.md", "..%2Fguide%2Fother.md",
    r"sub\deep.md", "~/guide/other.md", "other", "other.html", "made.html", "made", "v1.2", "page.md", "#a", "#A-B", "", "?q=1", "#",
    "#top", "/azure/x", "https://example.org/x.md", "//example.org/x", "mailto:a@b.org", "xref:Some.Uid", "ms-settings:x", "sub/deep.md#",
])
def test_link_that_leads_somewhere_is_not_told(tree, link):
    text = f'# A\n\n<a name="A-B"></a>[x](<{link}>)\n' if link else "# A\n"
    files = {"docs/guide/page.md": text, "docs/guide/other.md": "# O\n", "docs/guide/sub/index.yml": "",
             "docs/guide/sub/deep.md": "", "docs/guide/made.yml": "", "docs/guide/v1.2.md": ""}
    result = tree(files, "docs/guide/page.md")
    assert (result.returncode, said(result)) == (0, [])


@pytest.mark.parametrize("link, words", [
    ("none.md", '"none.md": no such file'), ("sub/none.md#x", '"sub/none.md#x": no such file'), ("empty/", "a folder without index.md"),
    ("~/none.md", '"~/none.md": no such file'), ("page.md/x", "no such file"), ("../../../x.md", "outside the root"),
    ("#none", 'nothing on the page has the id "none"'), ("page.md#none", 'nothing on the page has the id "none"'),
    ("", "a link without an address"), ("none.html", "no such file"), ("c:/x.md", "outside the root"), ("no%6Ee.md", "no such file"),
])
def test_link_that_leads_nowhere_is_a_warning_and_an_error_when_asked(tree, link, words):
    files = {"docs/guide/page.md": f"# A\n\n[x](<{link}>)\n", "docs/guide/empty/x.txt": ""}
    plain = tree(files, "docs/guide/page.md", "-o", "page.html")
    checked = tree(files, "docs/guide/page.md", "-o", "page.html", "--check-links")
    assert plain.returncode == 0 and len(said(plain)) == 1, plain.stderr
    assert said(plain)[0].startswith("docs/guide/page.md:3:1: warning: ") and words in said(plain)[0]
    assert checked.returncode == 3 and said(checked) == [said(plain)[0].replace("warning", "error")]
    assert slugs(plain) == ["broken-link"]


@pytest.mark.parametrize("to", ["html", "docx", "epub", "xliff"])
def test_every_writer_tells_the_same_of_links_and_images(tree, to):
    files = {"docs/page.md": "# A\n\n[a](none.md) ![b](none.png) [c](#none) ![d](PIC.png) ![e](../out.png)\n", "docs/pic.png": PNG}
    result = tree(files, "docs/page.md", "-o", f"page.{to}", "-O", "docx.base-url=https://e.org/", "-O", "epub.base-url=https://e.org/")
    assert slugs(result) == ["broken-link", "missing-image", "broken-link", "wrong-case", "refused-resource"]
    result = tree(files, "docs/page.md", "-o", f"page.{to}", "--check-links")
    assert result.returncode == 5 and all(": error: " in line for line in said(result)[:5])


def test_a_file_is_told_once_and_every_place_when_asked(tree):
    files = {"docs/page.md": "[a](x.md) [b](x.md#c) ![d](y.png) ![e](./y.png)\n"}
    assert len(said(tree(files, "docs/page.md"))) == 2
    assert len(said(tree(files, "docs/page.md", "--check-links"))) == 4


def test_without_a_known_root_what_lies_outside_is_nobodys_business(tmp_path, jerome):
    (tmp_path / "guide").mkdir()
    (tmp_path / "guide" / "page.md").write_text("[a](../x.md) [b](~/y.md) [c](/z) [d](none.md)\n")
    result = jerome("guide/page.md", cwd=tmp_path)
    assert slugs(result) == ["broken-link"] and "none.md" in said(result)[0]
    result = jerome("guide/page.md", "--check-links", cwd=tmp_path)
    assert result.returncode == 3 and ["--root" in line for line in said(result)] == [True, False]


def test_a_page_taken_alone_is_told_so_once(tmp_path, jerome):
    page = tmp_path / "page.md"
    page.write_text("".join(f"[a](x{i}.md) [b](x{i}.md#b) ![c](y{i}.png)\n" for i in range(10)) + "[own](page.md) [d](#none)\n")
    result = jerome("page.md", cwd=tmp_path)
    assert slugs(result).count("missing-image") == 10 and slugs(result).count("broken-link") == 2
    assert '"x0.md" and 9 more' in said(result)[-1] and said(result)[-1].startswith("page.md:1:1:")
    assert slugs(jerome("page.md", "--check-links", cwd=tmp_path)).count("broken-link") == 21
    (tmp_path / "x3.md").write_text("")
    assert slugs(jerome("page.md", cwd=tmp_path)).count("broken-link") == 10
    (tmp_path / "x3.md").unlink()
    (tmp_path / "docfx.json").write_text("{}")
    assert slugs(jerome("page.md", cwd=tmp_path)).count("broken-link") == 11


@pytest.mark.parametrize("config, link, found", [
    ('{"basePath": "/prod/area/"}', "/prod/area/x.md", True), ('{"basePath": "/prod/area"}', "/prod/area/none", False),
    ('{"basePath": "/prod/area"}', "/Prod/Area/x", True), ('{"basePath": "/prod/area"}', "/prod/areas/none", True),
    ('/* "basePath": "/no" */ {"build": {"globalMetadata": {"breadcrumb_path": "/p/bread/toc.json"}}}', "/p/none.md", False),
    ('{"breadcrumb_path": "/p/elsewhere/toc.json"}', "/p/none.md", True), ('{"basePath": 5}', "/none.md", True),
    ('{"basePath": "', "/none.md", True), ("", "/none.md", True), ('{"basePath": "//"}', "/none.md", True),
])
def test_addresses_of_the_site_are_checked_where_the_base_path_is_known(tree, config, link, found):
    files = {"docs/docfx.json": config, "docs/bread/toc.yml": "", "docs/x.md": "# X\n", "docs/page.md": f"[a]({link})\n"}
    assert slugs(tree(files, "docs/page.md")) == ([] if found else ["broken-link"])


# ---- Letters ----

def test_names_in_other_letters_are_told_with_the_right_spelling(tree):
    files = {"docs/guide/page.md": "[a](../Media/PIC.md) [b](OTHER.md#a) [c](~/GUIDE/other.md)\n", "docs/media/Pic.md": "", "docs/guide/Other.md": "# A\n"}
    result = tree(files, "docs/guide/page.md")
    assert slugs(result) == ["wrong-case", "wrong-case"]
    assert '"../Media/PIC.md": the file is spelled "../media/Pic.md"' in said(result)[0]
    assert '"OTHER.md#a": the file is spelled "Other.md"' in said(result)[1]


def test_of_two_files_the_one_in_the_right_letters_is_meant(tree):
    files = {"docs/page.md": "[a](a/x.md) [b](A/y.md)\n", "docs/a/x.md": "", "docs/A/y.md": "", "docs/a/Y.md": ""}
    assert said(tree(files, "docs/page.md")) == []


@pytest.mark.parametrize("to", ["html", "docx", "epub"])
def test_image_in_other_letters_is_shown(tree, tmp_path, to):
    files = {"docs/page.md": "# A\n\n![a](../docs/MEDIA/my%20Pic.png)\n", "docs/media/My pic.PNG": PNG}
    result = tree(files, "docs/page.md", "-o", f"page.{to}", "-O", "html.embed-images=true")
    assert slugs(result) == ["wrong-case"] and result.returncode == 0
    if to == "html":
        assert "data:image/png;base64," in (tmp_path / "page.html").read_text()
        assert addresses(tree(files, "docs/page.md", *BODY)) == ["../docs/media/My%20pic.PNG"]
    else:
        assert PNG in [zipfile.ZipFile(tmp_path / f"page.{to}").read(n) for n in zipfile.ZipFile(tmp_path / f"page.{to}").namelist()]


def test_include_in_other_letters_is_read(tree):
    result = tree({"docs/page.md": "[!INCLUDE [x](INC/One.md)]\n", "docs/inc/one.md": "Words\n"}, "docs/page.md", *BODY)
    assert result.stdout == b"<p>Words</p>\n" and slugs(result) == ["wrong-case"] and "inc/one.md" in said(result)[0]


# ---- Places in other pages ----

OTHER = """# Other

<a id="old"></a>

## Größe & C#

[!INCLUDE [x](inc/more.md)]

# [One](#tab/one)

text

# [Two](#tab/two/deep)

text

---

## Twice

## Twice
"""


@pytest.mark.parametrize("fragment, slug", [
    ("other", None), ("old", None), ("größe--c", None), ("gr%C3%B6%C3%9Fe--c", None), ("included", None), ("tab/one", None),
    ("tab/two/deep", None), ("twice", None), ("twice-1", None), ("twice-2", "broken-link"), ("none", "broken-link"), ("Old", "wrong-case"),
    ("tab/three", "broken-link"), ("top", None), ("", None),
])
def test_places_in_other_pages_are_looked_for_when_asked(tree, fragment, slug):
    files = {"docs/page.md": f"[a](other.md#{fragment})\n", "docs/other.md": OTHER, "docs/inc/more.md": "### Included\n"}
    assert said(tree(files, "docs/page.md")) == []
    result = tree(files, "docs/page.md", "--check-links")
    assert slugs(result) == ([slug] if slug else []) and result.returncode == (3 if slug else 0)


def test_several_pages_check_each_other(tree):
    files = {"docs/a.md": "# A\n\n[x](b.md#b) [y](b.md#c)\n", "docs/b.md": "# B\n\n[x](a.md#a) [y](a.md#c)\n"}
    result = tree(files, "docs/a.md", "docs/b.md", "-o", ".", "--check-links")
    assert [line.split(":")[0] for line in said(result)] == ["docs/a.md", "docs/b.md"] and result.returncode == 1


def test_damage_in_other_pages_is_theirs(tree):
    files = {"docs/a.md": "[x](b.md#b)\n", "docs/b.md": b"---\na: [\n---\n# B\n\xff [x](gone.md)\n[!INCLUDE [x](gone.md)]\n"}
    result = tree(files, "docs/a.md", "--check-links")
    assert (result.returncode, said(result)) == (0, [])


# ---- Includes ----

def test_addresses_of_included_files_lead_to_the_same_place_from_the_page(tree):
    included = "![a](pic.png) [b](../../x%20y/z.md?q#f) [c](~/guide/page.md) [d](#e) [e](https://e.org/) [f](/s) ![g](../../guide/p.png) [h](..\\o.md)\n"
    files = {"docs/guide/page.md": "[!INCLUDE [x](../inc dir/deep/one.md)]\n\n[x](~/inc%20dir/o.md) [y](page.md#z)\n", "docs/inc dir/deep/one.md": included}
    found = addresses(tree(files, "docs/guide/page.md", *BODY))
    assert found == ["../inc%20dir/deep/pic.png", "../x%20y/z.md?q#f", "page.md", "#e", "https://e.org/", "/s", "p.png", "../inc%20dir/o.md",
                     "../inc%20dir/o.md", "#z"]


@pytest.mark.parametrize("to", ["docx", "epub"])
def test_images_of_included_files_are_shown(tree, tmp_path, to):
    files = {"docs/guide/page.md": "# A\n\n[!INCLUDE [x](../inc/one.md)]\n", "docs/inc/one.md": "![a](m/pic.png)\n", "docs/inc/m/pic.png": PNG}
    assert said(tree(files, "docs/guide/page.md", "-o", f"page.{to}")) == []
    assert any(name.endswith("png") for name in zipfile.ZipFile(tmp_path / f"page.{to}").namelist())


def test_what_is_wrong_in_an_included_file_is_told_at_its_line(tree):
    files = {"docs/page.md": "a\n\n[!INCLUDE [x](inc/one.md)]\n", "docs/inc/one.md": "---\na: b\n---\n\n[!INCLUDE [x](two.md)]\n",
             "docs/inc/two.md": "\n\n| a |\n|---|\n| [x](none.md) |\n\n![y](none.png)\n\n[!INCLUDE [z](none.md)]\n"}
    assert [line.split(" warning")[0] for line in said(tree(files, "docs/page.md"))] == [
        "docs/inc/two.md:9:1:", "docs/inc/two.md:5:3:", "docs/inc/two.md:7:1:"]


PLACES = "# A [!INCLUDE [x](none.md)]\n\n[!INCLUDE [x](none.md)]\n\n| [!INCLUDE [x](none.md)] |\n|---|\n| [a [!INCLUDE [x](none.md)]](b.md) |\n"


@pytest.mark.parametrize("to, part", [("html", None), ("docx", "word/document.xml"), ("epub", "EPUB/ch001.xhtml")])
def test_missing_include_is_seen_in_every_place(tree, tmp_path, to, part):
    result = tree({"docs/page.md": PLACES, "docs/b.md": ""}, "docs/page.md", "-o", f"page.{to}")
    assert slugs(result)[:4] == ["missing-include"] * 4 and result.returncode == 0
    out = tmp_path / f"page.{to}"
    names = [n for n in zipfile.ZipFile(out).namelist() if n.endswith((part or "").rsplit("/", 1)[-1])] if part else []
    text = zipfile.ZipFile(out).read(names[0]).decode() if part else out.read_text()
    assert re.sub("<[^>]*>", "", text).count("Included text is missing: none.md") == 4


def test_missing_include_is_seen_by_translators(tree, tmp_path):
    tree({"docs/page.md": PLACES, "docs/b.md": ""}, "docs/page.md", "-o", "page.xliff")
    assert (tmp_path / "page.xliff").read_text().count("[!INCLUDE [x](none.md)]") >= 3


def test_inline_includes_stand_in_headings_cells_and_links(tree):
    text = "# The [!INCLUDE [x](inc/name.md)] page\n\n| [!INCLUDE [x](inc/name.md)] |\n|---|\n| [to [!INCLUDE [x](inc/name.md)]](b.md) |\n"
    result = tree({"docs/page.md": text, "docs/inc/name.md": "**Name** [y](z.md)\n", "docs/b.md": "", "docs/inc/z.md": ""}, "docs/page.md", *BODY)
    assert said(result) == []
    html = result.stdout.decode()
    assert '<h1 id="the-name-y-page">The <strong>Name</strong> <a href="inc/z.md">y</a> page</h1>' in html
    assert '<a href="b.md">to <strong>Name</strong> y</a>' in html and '<th><strong>Name</strong> <a href="inc/z.md">y</a></th>' in html


def test_definitions_hold_in_their_own_file(tree):
    files = {"docs/page.md": "[a] [b]\n\n[!INCLUDE [x](one.md)]\n\n[a]: a.md\n", "docs/one.md": "[a] [b]\n\n[b]: b.md\n", "docs/a.md": "", "docs/b.md": ""}
    assert addresses(tree(files, "docs/page.md", *BODY)) == ["a.md", "b.md"]


@pytest.mark.parametrize("text", ["[!INCLUDE [x](page.md)]", "[!INCLUDE [x](one.md)]", "a [!INCLUDE [x](../docs/./page.md)] b"])
def test_a_file_that_includes_itself_ends(tree, text):
    result = tree({"docs/page.md": text + "\n", "docs/one.md": "One\n\n[!INCLUDE [y](two.md)]\n", "docs/two.md": "[!INCLUDE [y](one.md)]\n"}, "docs/page.md")
    assert slugs(result) == ["missing-include"] and "includes itself" in said(result)[0]


def test_files_in_files_have_a_limit(tree):
    files = {f"docs/{i}.md": f"L{i}\n\n[!INCLUDE [x]({i + 1}.md)]\n" for i in range(30)}
    result = tree(files, "docs/0.md", *BODY)
    assert slugs(result) == ["missing-include"] and "too many files within files" in said(result)[0]
    assert b"L10" in result.stdout and b"L12" not in result.stdout


def test_files_that_multiply_end_soon(tree):
    files = {f"docs/{i}.md": f"[!INCLUDE [x]({i + 1}.md)]\n\n" * 20 for i in range(9)}
    result = tree({**files, "docs/9.md": "x\n"}, "docs/0.md", "-o", "page.html")
    assert "missing-include" in slugs(result)


# ---- The root holds ----

@pytest.mark.parametrize("path", ["../../secret.md", "%2e%2e/%2e%2e/secret.md", "~/../secret.md", r"..\\..\\secret.md", "link.md", "/../secret.md"])
@pytest.mark.parametrize("text", ["[!INCLUDE [x]({})]\n", "![x](<{}>)\n", ":::code source=\"{}\":::\n", "a [!INCLUDE [x]({})]\n"])
def test_nothing_outside_the_root_is_read(tree, tmp_path, path, text):
    (tmp_path / "docs" / "guide").mkdir(parents=True)
    (tmp_path / "docs" / "guide" / "link.md").symlink_to("../../secret.md")
    result = tree({"docs/guide/page.md": text.format(path), "secret.md": "SECRET"}, "docs/guide/page.md", "-O", "html.embed-images=true")
    assert b"SECRET" not in result.stdout and base64.b64encode(b"SECRET") not in result.stdout
    assert slugs(result) == ["refused-resource"] and result.returncode == 0
    strict = tree({}, "docs/guide/page.md", "--warnings-as-errors", "-O", "html.embed-images=true")
    assert strict.returncode == 5


def test_links_within_the_root_are_followed(tree, tmp_path):
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "link.md").symlink_to("inc/one.md")
    result = tree({"docs/page.md": "[!INCLUDE [x](link.md)]\n", "docs/inc/one.md": "One\n"}, "docs/page.md", *BODY)
    assert result.stdout == b"<p>One</p>\n" and said(result) == []


# ---- References to what an API is called ----

@pytest.mark.parametrize("text, shown", [
    ("<xref:System.String>", "System.String"), ("<xref:System.String.Format%2A?displayProperty=fullName>", "System.String.Format"),
    ("<xref:a.b?text=The%20b>", "The b"), ("[](xref:a.b)", "a.b"), ("[the *b*](xref:a.b)", "the <em>b</em>"), ("[b][r]", "b"),
    ("<xref:a.b#c>", "a.b"), ("@a.b", "@a.b"),
])
@pytest.mark.parametrize("to", ["html"])
def test_reference_that_cannot_be_resolved_shows_its_label(tree, text, shown, to):
    result = tree({"docs/page.md": f"x {text} y\n\n[r]: xref:c.d\n"}, "docs/page.md", *BODY)
    assert result.stdout.decode() == f"<p>x {shown} y</p>\n" and said(result) == []


def test_other_letters_are_put_right_for_readers_and_left_to_translators(tree, tmp_path):
    files = {"docs/page.md": "# Two\n\n[a](OTHER.md?x=1#Y) [b](#TWO) ![c](Sub/pic.PNG)\n", "docs/other.md": "", "docs/sub/Pic%20.md": "", "docs/sub/pic.png": PNG}
    assert addresses(tree(files, "docs/page.md", *BODY)) == ["other.md?x=1#Y", "#two", "sub/pic.png"]
    tree(files, "docs/page.md", "-o", "page.xliff")
    text = (tmp_path / "page.xliff").read_text()
    assert "OTHER.md?x=1#Y" in text and "#TWO" in text and "Sub/pic.PNG" in text


@pytest.mark.parametrize("name", ["docfx.json", ".openpublishing.publish.config.json"])
def test_the_nearest_configuration_says_where_the_root_is(tmp_path, jerome, name):
    for folder in ("set/docs/guide", "set/inc", "set/docs/inc"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "set" / name).write_text("{}")
    (tmp_path / "set" / "inc" / "a.md").write_text("outer\n")
    (tmp_path / "set" / "docs" / "inc" / "a.md").write_text("inner\n")
    (tmp_path / "set" / "docs" / "guide" / "page.md").write_text("[!INCLUDE [x](~/inc/a.md)]\n")
    page = "set/docs/guide/page.md"
    assert jerome(page, *BODY, cwd=tmp_path).stdout == b"<p>outer</p>\n"
    assert jerome(page, "--root", "set/docs", *BODY, cwd=tmp_path).stdout == b"<p>inner</p>\n"
    (tmp_path / "set" / "docs" / "docfx.json").write_text("{}")
    assert jerome(page, *BODY, cwd=tmp_path).stdout == b"<p>inner</p>\n"
    assert jerome("-", *BODY, cwd=tmp_path / "set" / "docs" / "guide", stdin=b"[!INCLUDE [x](~/inc/a.md)]\n").stdout == b"<p>inner</p>\n"
