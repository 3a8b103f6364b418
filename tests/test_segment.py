# SPDX-License-Identifier: MIT
"""Sentences: where they end, in several languages, and how the formats show them."""
import re
import xml.etree.ElementTree as ElementTree

import pytest

import golden
from test_xliff import find, name, text, units


def export(page, *options, version="1.2", lang="en"):
    result = golden.run("-f", "markdown", "-t", "xliff", "--lang", lang, "-O", "xliff.segment=sentence", "-O",
                        f"xliff.version={version}", *options, stdin=page.encode())
    assert result.returncode == 0, result.stderr.decode()
    return ElementTree.fromstring(result.stdout)


def wrap(part):
    """An element whose text is this code and what follows it."""
    whole = ElementTree.Element("whole")
    whole.append(part)
    return whole


def sentences(page, *options, lang="en"):
    """The sentences of a page of one paragraph, codes as <1/>."""
    return [text(mrk) for mrk in find(find(export(page, *options, lang=lang), "seg-source")[0], "mrk")]


@pytest.mark.parametrize("lang, page, want", [
    ("en", "One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
    ("en", "Mr. Smith is vs. Dr. No, e.g. The man, i.e. He.", 1),
    ("en", "See Fig. 3 and No. 5. No. This is all.", ["See Fig. 3 and No. 5.", "No.", "This is all."]),
    ("en", "The .NET Framework and ASP.NET Core. Use Web.config here.", ["The .NET Framework and ASP.NET Core.", "Use Web.config here."]),
    ("en", "1. Open it. Close it.", None),
    ("en", "He left at 5 p.m. and came back. “Well.” Then he said (See it.) Nothing.", ["He left at 5 p.m. and came back.", "“Well.”", "Then he said (See it.)", "Nothing."]),
    ("de", "Das ist z. B. Text bzw. Wort, d. h. Inhalt. Am 3. Oktober ist der 4. Schritt fertig. Version 3. Danach kommt mehr.",
     ["Das ist z. B. Text bzw. Wort, d. h. Inhalt.", "Am 3. Oktober ist der 4. Schritt fertig.", "Version 3.", "Danach kommt mehr."]),
    ("de", "Dies ist z.\u00a0B. Text und d.\u202fh. Wort. Ende.", ["Dies ist z.\u00a0B. Text und d.\u202fh. Wort.", "Ende."]),
    ("en", "It needs a CA. The I/O. The ca. Ten.", ["It needs a CA.", "The I/O.", "The ca. Ten."]),
    ("de-AT", "Siehe Abb. 5 ggf. Kapitel 2. Weiter.", ["Siehe Abb. 5 ggf. Kapitel 2.", "Weiter."]),
    ("fr", "M. Dupont, p. ex. Paris. Voir fig. 3.", ["M. Dupont, p. ex. Paris.", "Voir fig. 3."]),
    ("pl", "Np. Polska, m.in. Kraków, tj. Miasto. Zob. Rozdział 2.", ["Np. Polska, m.in. Kraków, tj. Miasto.", "Zob. Rozdział 2."]),
    ("es", "P. ej. Madrid y el Sr. Ruiz. Los EE. UU. Hoy.", 2),
    ("nl", "Bijv. Utrecht, d.w.z. Nederland. Einde.", ["Bijv. Utrecht, d.w.z. Nederland.", "Einde."]),
    ("sv", "T.ex. Stockholm, bl.a. Malmö. Slut.", ["T.ex. Stockholm, bl.a. Malmö.", "Slut."]),
    ("ru", "Напр. Москва и т. д. Конец. См. Рис. 3.", ["Напр. Москва и т. д. Конец.", "См. Рис. 3."]),
    ("ja", "これは文です。次の文です！「終わり。」最後", ["これは文です。", "次の文です！", "「終わり。」", "最後"]),
    ("zh-CN", "第一句。第二句？ASP.NET 很好。", ["第一句。", "第二句？", "ASP.NET 很好。"]),
    ("en", "Save it on drive C. Then press CTRL+C. Or see U.S. Windows and the U.S. The end.", ["Save it on drive C.", "Then press CTRL+C.", "Or see U.S. Windows and the U.S.", "The end."]),
    ("en", "Contoso Inc. Sales rose. Made by Contoso Inc. The rest.", ["Contoso Inc. Sales rose.", "Made by Contoso Inc.", "The rest."]),
    ("en", "The Save as? option. Save! Now? - Yes.", ["The Save as? option.", "Save!", "Now?", "- Yes."]),
    ("de", "Excel, Word usw. Dateien. Excel usw. Die Datei.", ["Excel, Word usw. Dateien.", "Excel usw.", "Die Datei."]),
    ("fr", "Un modèle, tel que « *.txt ». Les « A. ». Voilà. Affecté à. Aucune.",
     ["Un modèle, tel que « *.txt ».", "Les « A. ».", "Voilà.", "Affecté à.", "Aucune."]),
    ("fr", "Le module Microsoft. PowerShell. LocalAccounts va. System. Management. Automation. PathInfo",
     ["Le module Microsoft. PowerShell. LocalAccounts va.", "System. Management. Automation. PathInfo"]),
    ("fr", "Des fichiers (. CSV) ou . NET. Le `a` . Un `b` .", ["Des fichiers (. CSV) ou . NET.", "Le <1/> .", "Un <2/> ."]),
    ("en", "It is made by Microsoft. PowerShell runs there.", ["It is made by Microsoft.", "PowerShell runs there."]),
    ("en", "It runs there. iOS too. And it ends. macOS (iOS). 180 days later. See Abcd. 5 files. In Rn. 5 it is.",
     ["It runs there.", "iOS too.", "And it ends.", "macOS (iOS).", "180 days later.", "See Abcd.", "5 files.", "In Rn. 5 it is."]),
    ("en", "In Fig. 5 and no. 10 and version 7. 180 days. Is it 5. 10 or more.", ["In Fig. 5 and no. 10 and version 7. 180 days.", "Is it 5. 10 or more."]),
    ("zh-CN", "通配符必须位于句点字符 (.) 后面。下一句。", ["通配符必须位于句点字符 (.) 后面。", "下一句。"]),
    ("en", "The dot (.) Operator or \".\" Sign. It is a dot (\".\"). End.", ["The dot (.) Operator or \".\" Sign.", "It is a dot (\".\").", "End."]),
    ("fr", "La classe System.IO. FileInfo. Un System. DateTime [] ou Microsoft.WSMan. Management.WSManConfig.", ["La classe System.IO. FileInfo.", "Un System. DateTime [] ou Microsoft.WSMan. Management.WSManConfig."]),
    ("sv", "Vänta 5 min. Sedan är det klart. Min. Storlek är max. 10 och min. 5.", ["Vänta 5 min.", "Sedan är det klart.", "Min. Storlek är max. 10 och min. 5."]),
    ("ru", "Это 100 руб. Или 5 тыс. Человек. Выбрать г. Москва. Если так.", ["Это 100 руб.", "Или 5 тыс. Человек.", "Выбрать г. Москва.", "Если так."]),
    ("tr", "Word, Excel vs. Bu dosya.", ["Word, Excel vs.", "Bu dosya."]),
    ("hu", "Pl. Budapest, ill. Győr. A 3. Fejezet stb. Ha kész.", ["Pl. Budapest, ill. Győr.", "A 3. Fejezet stb.", "Ha kész."]),
    ("cs", "Např. Praha, tzv. Svět apod. Pokud ano, viz str. 5 a obr. 3. Konec.", ["Např. Praha, tzv. Svět apod.", "Pokud ano, viz str. 5 a obr. 3.", "Konec."]),
    ("it", "Ad es. Roma, il sig. Rossi, ecc. Il file. Vedere pag. 5.", ["Ad es. Roma, il sig. Rossi, ecc.", "Il file.", "Vedere pag. 5."]),
    ("pt", "O Sr. Silva, p. ex. Lisboa, etc. O arquivo. Ver fig. 2.", ["O Sr. Silva, p. ex. Lisboa, etc.", "O arquivo.", "Ver fig. 2."]),
    ("nb", "F.eks. Oslo, bl.a. Bergen osv. Hvis det. Den 3. Mai.", ["F.eks. Oslo, bl.a. Bergen osv.", "Hvis det.", "Den 3. Mai."]),
    ("fi", "Esim. Helsinki, mm. Turku jne. Jos niin. Se on 3. Tammikuuta.", ["Esim. Helsinki, mm. Turku jne.", "Jos niin.", "Se on 3. Tammikuuta."]),
    ("ko", "첫 문장입니다. 둘째 문장! 예 e.g. Windows 입니다.", ["첫 문장입니다.", "둘째 문장!", "예 e.g. Windows 입니다."]),
    ("zh-TW", "使用 Contoso Inc. 的產品。下一句", ["使用 Contoso Inc. 的產品。", "下一句"]),
    ("en", "The “Save as?” option and the ‘No!’ button. Is it? iOS is. He said “Stop.” Then “Go!” Now.", ["The “Save as?” option and the ‘No!’ button.", "Is it?", "iOS is.", "He said “Stop.”", "Then “Go!”", "Now."]),
    ("de", "Die Option „Speichern?“ und „Ende.“ Danach (usw.) Dateien. „Ja!“ Und „z. B.“ Text.", ["Die Option „Speichern?“ und „Ende.“", "Danach (usw.) Dateien.", "„Ja!“", "Und „z. B.“ Text."]),
    ("da", "Vælg trin 3. Oktober. Den 3. Oktober.", 2),
    ("tlh", "Unknown tongue. Two.", ["Unknown tongue.", "Two."]),
])
def test_a_sentence_ends_where_a_reader_says(lang, page, want):
    if want is None:  # a list of one item: its number is no part of the text
        want = ["Open it.", "Close it."]
    got = sentences(page, lang=lang)
    assert (len(got) if isinstance(want, int) else got) == want


def test_a_list_of_ones_own_is_added(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("One Foo. Two approx. Three Bar. Four. So von Ant. Weiter.\n")
    words = tmp_path / "words.txt"
    words.write_text("\ufeff# ours\r\n[abbreviations]\r\nFoo. # and more\r\n-approx.\r\n[de: abbreviations]\r\nBar.\r\n[fr: abbreviations]\nAnt.\n")
    want = {"en": ["One Foo. Two approx.", "Three Bar.", "Four.", "So von Ant.", "Weiter."],
            "de-DE": ["One Foo. Two approx.", "Three Bar. Four.", "So von Ant.", "Weiter."]}
    for lang, segments in want.items():
        result = golden.run("export", page, "--to-lang", "sv", "--lang", lang, "--segment", "sentence", "--sentences", words, "-o", tmp_path / "out")
        assert result.returncode == 0, result.stderr.decode()
        assert [text(mrk) for mrk in find(ElementTree.parse(tmp_path / "out/page.md.xlf").getroot(), "mrk")][:len(segments)] == segments


@pytest.mark.parametrize("words, where, say", [
    ("# x\n\n  [foo] # c\n", "3:3", "there is no section [foo]"),
    ("[abreviations]\n", "1:1", "did you mean [abbreviations]?"),
    ("abc\n", "1:1", "a section, such as [abbreviations], comes first"),
    ("[abbreviations]\na\n[first words\n", "3:1", "no ']' closes"),
])
def test_a_list_that_cannot_be_understood_is_refused(tmp_path, words, where, say):
    (tmp_path / "page.md").write_text("One.\n")
    (tmp_path / "words.txt").write_text(words)
    result = golden.run("export", "page.md", "--to-lang", "sv", "--sentences", "words.txt", "-o", "out", cwd=tmp_path)
    assert result.returncode == 3
    assert result.stderr.decode().startswith(f"words.txt:{where}: error: ")
    assert say in result.stderr.decode() and "[bad-sentences]" in result.stderr.decode()
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("path", sorted((golden.ROOT / "src/segment/sentences").glob("*.txt")), ids=lambda path: path.stem)
def test_the_lists_are_good_lists_of_ones_own(tmp_path, path):
    (tmp_path / "page.md").write_text("One.\n")
    result = golden.run("export", "page.md", "--to-lang", "sv", "--sentences", path, "-o", "out", cwd=tmp_path)
    assert result.returncode == 0, result.stderr.decode()


def test_a_code_can_begin_and_end_a_sentence():
    assert sentences("Use `a`. `B` follows. It is `x`.") == ["Use <1/>.", "<2/> follows.", "It is <3/>."]
    assert sentences("Call `f`.`g` now. End.") == ["Call <1/>.<2/> now.", "End."]


def test_a_pair_is_never_cut():
    assert sentences("**One. Two.** Three. *Four.* Five.") == ["<1>One. Two.</1>", "Three.", "<2>Four.</2>", "Five."]
    assert sentences("**One. ***Two. Three* Four.") == sentences("**One. ***Two. Three* Four.")
    for mrk in sentences("A **b. [C. d](e)** f. G. **[H.](i)** J."):
        assert sorted(re.findall(r"<(\d)>", mrk)) == sorted(re.findall(r"</(\d)>", mrk))


@pytest.mark.parametrize("line", ["<br>", "<br/> <br>", "  \n", "\\\n"])
def test_a_line_break_is_between_two_segments(line):
    page = f"One two{line}Three. Four{line}**five{line}six**\n"
    assert sentences(page)[:3] == ["One two", "Three.", "Four"]
    assert sentences(page)[3].startswith("<")
    for part in find(export(page, version="2.0"), "ignorable"):
        assert not "".join(part.itertext()).strip()


def test_a_list_of_keywords_is_never_cut():
    page = "---\nkeywords: [One. Two, Three]\n---\n"
    assert sentences(page) == ["One. Two<1/>Three"]
    assert len(find(export(page, version="2.0"), "segment")) == 1


@pytest.mark.parametrize("version", ["1.2", "2.0", "2.1", "2.2"])
def test_all_segments_together_are_the_source(version):
    page = (golden.FOLDER / "units.md").read_text()
    whole = ElementTree.fromstring(golden.run("-f", "markdown", "-t", "xliff", "-O", f"xliff.version={version}", stdin=page.encode()).stdout)
    for one, cut in zip(units(whole), units(export(page, version=version)), strict=True):
        want = text(find(one, "source")[0])
        if version == "1.2":
            assert text(find(cut, "source")[0]) == want
            marked = find(cut, "seg-source")[0]
            inner = [text(part) + (part.tail or "") if name(part) == "mrk" else text(wrap(part)) for part in marked]
            assert (marked.text or "") + "".join(inner) == want
            marks = find(marked, "mrk")
            assert [mrk.get("mid") for mrk in marks] == [str(i + 1) for i in range(len(marks))]
        else:
            parts = find(cut, "segment", "ignorable")
            assert "".join(text(find(part, "source")[0]) for part in parts) == want
            between = [find(part, "source")[0] for part in parts if name(part) == "ignorable"]
            assert all(not "".join(each.itertext()).strip() for each in between)
            assert {code.get("subType") for each in between for code in each} <= {"xlf:lb"}
            assert all(text(find(part, "source")[0]).strip() for part in parts if name(part) == "segment")


def test_targets_that_are_copies_are_cut_like_their_sources():
    for unit in units(export("One. Two.")):
        marks = [[mrk.get("mid") for mrk in find(find(unit, each)[0], "mrk")] for each in ("seg-source", "target")]
        assert marks[0] == marks[1] == ["1", "2"]
    root = export("One. Two.", "-O", "xliff.copy-source=yes", "-O", "xliff.to-lang=de", version="2.0")
    assert [text(each) for each in find(root, "target")] == ["One.", " ", "Two."]


@pytest.mark.parametrize("text", ["A b. ", "**a. B** ", "+1. ", "a.b.", "。「", "**a. B** c. D ", "A. ", "z. B. ", "System. Aa. ", "« . » ", "A.<br>", "<br>"])
def test_a_text_without_end_takes_no_long_time(text):
    page = (text * (600_000 // len(text.encode()))).encode()
    whole = golden.run("-f", "markdown", "-t", "xliff", stdin=page)
    cut = golden.run("-f", "markdown", "-t", "xliff", "-O", "xliff.segment=sentence", stdin=page)
    assert cut.returncode == whole.returncode
