# SPDX-License-Identifier: MIT
"""The html writer."""
import base64
import re
import urllib.parse

import golden
import pytest

PLAIN = ("-t", "html", "-O", "html.stylesheet=false")
FRAGMENT = ("-t", "html", "-O", "html.standalone=false")


def convert(text, *options):
    """A page from stdin, without our style sheet, as text; nothing graver than warnings may be said."""
    result = golden.run(*PLAIN, *options, stdin=text.encode())
    assert result.returncode == 0, result.stderr.decode()
    return result.stdout.decode()


def body(text, *options):
    """What stands in <main>."""
    return re.search(r"<main>\n(.*)</main>", convert(text, *options), re.S).group(1)


def fragment(text):
    result = golden.run(*FRAGMENT, stdin=text.encode())
    assert result.returncode == 0, result.stderr.decode()
    return result.stdout.decode()


@pytest.mark.parametrize("case", golden.cases("html"))
def test_page_is_as_its_golden(case):
    golden.check(case, "html", "-O", "html.stylesheet=false")


def test_lines_that_the_author_points_at_are_marked(tmp_path):
    (tmp_path / "a.cs").write_text("one\ntwo <b>\n\nfour\n")
    for page in (':::code source="a.cs" highlight="2-4":::\n', "[!code-csharp[x](a.cs?highlight=2-4)]\n"):
        (tmp_path / "page.md").write_text(page)
        found = golden.run(tmp_path / "page.md", *FRAGMENT).stdout.decode()
        assert found == ('<pre><code class="language-csharp">one\n<mark>two &lt;b&gt;</mark>\n\n<mark>four</mark>\n'
                         '</code></pre>\n')


# ---- Text and addresses ----


def test_text_is_escaped_everywhere_it_stands():
    page = convert('---\ntitle: A<b>"&\ndescription: "<script>"\nms.custom: "\\"<x>"\n---\nT<3 & "q"\n\n'
                   '`<c>` ![a "\\<b>](u.png "t\\"<")\n\n```x"<y\n<d> & "\n```\n')
    assert "<script" not in page and "<x>" not in page and "<c>" not in page and "<d>" not in page
    assert "<title>A&lt;b&gt;&quot;&amp;</title>" in page
    assert 'content="&quot;&lt;x&gt;"' in page
    assert 'alt="a &quot;&lt;b&gt;" title="t&quot;&lt;"' in page
    assert '<code class="language-x&quot;&lt;y">&lt;d&gt; &amp; &quot;\n' in page


@pytest.mark.parametrize("address", [
    "javascript:alert(1)", "JavaScript:alert(1)", "&#106;avascript:alert(1)", "vbscript:x", "file:///etc/passwd",
    "data:text/html,x", "data:image/svg+xml,x", "<  javascript:x>",
])
def test_dangerous_address_is_no_link_and_is_reported(address):
    result = golden.run(*PLAIN, stdin=f"[text]({address}) ![alt]({address})".encode())
    assert result.returncode == 0
    page = result.stdout.decode()
    assert "href" not in page and "src=" not in page and "text" in page and "alt" in page
    assert result.stderr.count(b"unsafe-link") == 2


@pytest.mark.parametrize("address", ["java&#10;script:x", "java&Tab;script:x", "&#1;javascript:x"])
def test_address_with_hidden_controls_names_no_scheme(address):
    page = body(f"[text]({address})")
    assert not re.search(r'href="\s*javascript:', page, re.I)
    for href in re.findall(r'href="([^"]*)"', page):
        assert "%" in href or "\ufffd" in href


@pytest.mark.parametrize("address", ["http://", "http:", "https://host:abc/", "http://h:99999/", "http://u:p@h/", "<http://a b/>"])
def test_address_without_a_valid_host_is_no_link_and_is_reported(address):
    result = golden.run(*PLAIN, stdin=f"[text]({address})".encode())
    assert result.returncode == 0 and b"href" not in result.stdout and b"text" in result.stdout
    assert b"[broken-link]" in result.stderr


@pytest.mark.parametrize("address", ["http://localhost:8080/x", "https://münchen.de/ä", "http://[::1]/", "http://a_b.example/"])
def test_address_with_a_host_of_any_kind_stays(address):
    assert "<a href=" in body(f"[text]({address})")


def test_picture_in_an_address_is_kept():
    assert '<img src="data:image/png;base64,AA=="' in body("![x](data:image/png;base64,AA==)")


@pytest.mark.parametrize("written, shown", [
    ("<a b>", "a%20b"), ("a\\\\b", "a/b"), ("%41%zz%", "%41%25zz%25"), ("a#b#c", "a#b%23c"), ("é", "%C3%A9"),
    ("http://[::1]/[x]", "http://[::1]/%5Bx%5D"), ("a?b=1&c='", "a?b=1&amp;c=&#x27;"), ("a|b^`", "a%7Cb%5E%60"),
])
def test_address_holds_only_what_an_address_may(written, shown):
    assert f'href="{shown}"' in body(f"[x]({written})")


def test_characters_that_html_forbids_are_replaced():
    page = body("a\x7fb\u0085c\ufdd0d\U0001fffee")
    assert page.count("\ufffd") == 4


def test_carriage_return_reference_is_a_line_end():
    assert "\r" not in body("a&#13;b")


@pytest.mark.parametrize("comment", [
    "<!--><script>x()</script>-->", "<!---><script>x()</script>-->", "<!-- --!><script>x()</script>-->",
    "<!-- c --><script>x()</script>", "text <!-- --!><script>x()</script>-->",
])
def test_comment_that_browsers_end_early_is_no_comment(comment):
    assert "<script" not in fragment(comment) and "<script" not in convert(comment)


def test_comment_stays_in_a_fragment_only():
    assert fragment("<!-- c -->\n") == "<!-- c -->\n" and "<!--" not in convert("<!-- c -->\n")


# ---- The page ----


def test_title_is_shown_once_where_a_heading_says_the_same():
    page = convert("---\ntitle: Same words\n---\n# Same *words*\n")
    assert re.findall("<h1.*?</h1>", page) == ['<h1 id="same-words">Same <em>words</em></h1>']


def test_own_heading_of_the_page_stands_for_a_title_in_other_words():
    page = convert("---\ntitle: Set things up | Product\n---\n<!-- x -->\n# Set up things\n")
    assert "<title>Set things up | Product</title>" in page
    assert re.findall("<h1.*?</h1>", page) == ['<h1 id="set-up-things">Set up things</h1>']


def test_heading_behind_text_leaves_the_title_to_the_header():
    page = convert("---\ntitle: The title\n---\nText\n\n# Heading\n")
    assert re.findall("<h1.*?</h1>", page) == ["<h1>The title</h1>", '<h1 id="heading">Heading</h1>']


def test_contents_stand_between_the_title_and_the_text():
    page = convert("---\ntitle: T\n---\n# T\n\nText\n\n## H\n", "--toc")
    assert page.index("<h1") < page.index("</header>") < page.index("<nav") < page.index("<main>") < page.index("Text")


def test_title_is_shown_in_the_header_where_no_heading_says_it():
    page = convert("---\ntitle: The title\n---\ntext\n")
    assert "<header>\n<h1>The title</h1>\n</header>" in page


def test_metadata_of_the_page_is_kept_in_its_order():
    page = convert("---\ntitle: T\nms.date: 01/02/2020\nkeywords: [a, b]\nms.custom: ''\nviewport: evil\nauthor: me\n---\n")
    names = re.findall(r'<meta name="([^"]*)" content="([^"]*)">', page)
    assert ("ms.date", "01/02/2020") in names and ("keywords", "a, b") in names and ("author", "me") in names
    assert all(value for _, value in names)
    assert [name for name, _ in names].count("viewport") == 1 and "evil" not in page
    assert names.index(("ms.date", "01/02/2020")) < names.index(("keywords", "a, b"))


def test_metadata_in_maps_is_named_by_its_way():
    page = convert("---\na:\n  b: 1\n  c: [x, '', y]\n  d: {e: 2}\n---\n")
    assert '<meta name="a.b" content="1">\n<meta name="a.c" content="x, y">' in page and "a.d" not in page


@pytest.mark.parametrize("lang, direction", [("ar-SA", "rtl"), ("he-IL", "rtl"), ("de-DE", "ltr"), ("zh-CN", "ltr")])
def test_page_says_language_and_direction(lang, direction):
    assert f'<html lang="{lang}" dir="{direction}">' in convert(f"---\nms.contentlocale: {lang}\n---\n")


def test_label_of_an_alert_is_in_the_language_of_the_page():
    assert "<p class=\"alert-title\">Hinweis</p>" in body("---\nlang: de-DE\n---\n> [!NOTE]\n> Text\n")


def test_outline_has_no_gaps():
    levels = re.findall("<h([1-6])", convert("---\ntitle: T\n---\n### a\n\n###### b\n\n### c\n\n## d\n\n# e\n\n#### f\n"))
    assert levels == ["1", "2", "3", "2", "2", "1", "2"]


def test_heading_in_a_note_is_below_the_title():
    page = convert("---\ntitle: T\n---\ntext[^1]\n\n[^1]: # Heading\n")
    assert re.findall("<h1.*?</h1>", page) == ["<h1>T</h1>"] and '<h2 id="heading">Heading</h2>' in page


def test_heading_without_words_is_no_heading():
    assert not re.search(r"<h[1-6]", body("---\ntitle: T\n---\n#\n\n## ![](a.png)\n"))


def test_contents_nest_as_the_headings_do():
    page = convert("# A\n\n## B *b*\n\n#### C\n\n### D\n\n## E [x](y)[^1]\n\n[^1]: n\n", "--toc")
    toc = re.search(r"<nav class=\"toc\">(.*?)</nav>", page, re.S).group(1)
    assert toc.count("<ol>") == toc.count("</ol>") and toc.count("<li>") == toc.count("</li>") == 4
    assert '<a href="#b-b">B <em>b</em></a>\n<ol>' in toc
    assert ">E x</a>" in toc and "fnref" not in toc


def test_contents_lead_to_ids_that_exist():
    page = convert("# A\n\n## Größe & mehr\n\n## Größe & mehr\n\n## 中文 标题\n", "--toc")
    ids = re.findall(r' id="([^"]*)"', page)
    targets = [urllib.parse.unquote(t) for t in re.findall(r'<a href="#([^"]*)"', page)]
    assert len(targets) == 3 and set(targets) <= set(ids) and len(ids) == len(set(ids))


def test_contents_are_absent_where_there_are_no_headings():
    assert "<nav" not in convert("text\n", "--toc")


def test_style_sheets_are_linked_behind_ours():
    result = golden.run("-t", "html", "--css", "a b.css", "-O", "html.css=https://example.com/x.css", stdin=b"x")
    page = result.stdout.decode()
    assert page.index("</style>") < page.index('href="a%20b.css"') < page.index('href="https://example.com/x.css"')


def test_images_are_embedded_on_request(tmp_path):
    picture = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=")
    (tmp_path / "p.png").write_bytes(picture)
    (tmp_path / "page.md").write_text("![a](p.png) ![b](none.png) ![c](page.md)")
    result = golden.run("page.md", "-O", "html.embed-images=true", cwd=tmp_path)
    page = result.stdout.decode()
    assert base64.b64encode(picture).decode() in page and 'src="none.png"' in page and 'src="page.md"' in page
    assert b"missing-image" in result.stderr and b"bad-image" in result.stderr and result.returncode == 0


# ---- Valid HTML ----


@pytest.fixture(scope="module")
def pages(shared, tmp_path_factory):
    """Seeds, samples, goldens, and what the dialect and raw HTML can do to a page, each as a page with contents."""
    folder = tmp_path_factory.mktemp("pages")
    written = []
    for source in [*sorted(shared.glob("seeds/*-*.md")), *sorted(golden.ROOT.glob("samples/*/*.md")),
                   *sorted(golden.FOLDER.glob("*.md"))]:
        target = folder / f"{source.parent.name}-{source.stem}.html"
        result = golden.run(source, "--toc", "-o", target)
        assert result.returncode == 0, result.stderr.decode()
        written.append(target)
    return written


@pytest.mark.checker
def test_pages_are_valid_html_without_a_warning(pages):
    from valid.validators import nu_messages
    assert nu_messages(pages) == []
