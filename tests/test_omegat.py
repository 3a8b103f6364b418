# SPDX-License-Identifier: MIT
"""OmegaT: what it makes of our files comes back as the page that the same translation gives without it."""
import os
import pathlib
import re
import shutil
import subprocess

import pytest

import golden
from xliff_file import ACCENTS

JAR = pathlib.Path(os.environ.get("JEROME_OMEGAT", "/usr/share/omegat/OmegaT.jar"))
PROJECT = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<omegat><project version="1.0">
<source_dir>__DEFAULT__</source_dir><target_dir>__DEFAULT__</target_dir><tm_dir>__DEFAULT__</tm_dir>
<glossary_dir>__DEFAULT__</glossary_dir><glossary_file>__DEFAULT__</glossary_file>
<dictionary_dir>__DEFAULT__</dictionary_dir><source_lang>en-US</source_lang><target_lang>de-DE</target_lang>
<source_tok>org.omegat.tokenizer.LuceneEnglishTokenizer</source_tok>
<target_tok>org.omegat.tokenizer.LuceneGermanTokenizer</target_tok>
<sentence_seg>true</sentence_seg><support_default_translations>true</support_default_translations>
<remove_tags>false</remove_tags></project></omegat>
"""


def accented(text, tags):
    return "".join(part if i % 2 else part.translate(ACCENTS) for i, part in enumerate(re.split(tags, text)))


def omegat(folder, *options):
    result = subprocess.run(["java", "-Djava.awt.headless=true", f"-Duser.home={folder}", "-jar", str(JAR), str(folder / "P"), *options],
                            capture_output=True, timeout=120)
    assert result.returncode == 0, result.stdout[-500:]


@pytest.mark.checker
@pytest.mark.parametrize("segment", ["none", "sentence"])
def test_omegat_returns_the_same_pages(tmp_path, jerome, segment):
    if not JAR.exists() or not shutil.which("java"):
        pytest.skip("skipped: no OmegaT (JEROME_OMEGAT)")
    pages = tmp_path / "pages"
    shutil.copytree(golden.ROOT / "samples", pages, ignore=lambda d, names: [n for n in names if pathlib.Path(n).suffix in (".c", ".so")])
    shutil.copy(golden.FOLDER / "units.md", pages)
    names = sorted(str(p.relative_to(tmp_path)) for p in pages.rglob("*.md"))
    result = jerome("export", *names, "--root", "pages", "--to-lang", "de-DE", "--for", "omegat", "--segment", segment, "-o", "out",
                    "-q", cwd=tmp_path)
    assert result.returncode == 0
    project = tmp_path / "P"
    for name in ["source", "target", "tm", "glossary", "dictionary", "omegat"]:
        (project / name).mkdir(parents=True)
    (project / "omegat.project").write_text(PROJECT)
    shutil.copytree(tmp_path / "out", project / "source", dirs_exist_ok=True)

    # What it shows a translator, translated.
    omegat(tmp_path, "--mode=console-createpseudotranslatetmx", f"--pseudotranslatetmx={tmp_path}/all.tmx",
           "--pseudotranslatetype=equal")
    memory = (tmp_path / "all.tmx").read_text()
    translated = re.sub(r'(?s)(<tuv (?:xml:)?lang="de[^>]*>\s*<seg>)(.*?)(</seg>)',
                        lambda m: m[1] + accented(m[2], r"(&lt;/?[a-z]\d+/?&gt;|&\w+;)") + m[3], memory)
    assert translated != memory
    (project / "omegat" / "project_save.tmx").write_text(translated)
    omegat(tmp_path, "--mode=console-translate")

    # The same without it.
    for path in (tmp_path / "out").rglob("*.xlf"):
        text = re.sub(r"(?s)(<target[^>]*>)(.*?)(</target>)", lambda m: m[1] + accented(m[2], r"(<[^>]*>|&\w+;)") + m[3],
                      path.read_text())
        path.write_text(text)
    for back, into in [("P/target", "theirs"), ("out", "ours")]:
        files = sorted(str(p.relative_to(tmp_path)) for p in (tmp_path / back).rglob("*.xlf"))
        assert len(files) == len(names)
        result = jerome("merge", *files, "--source", "pages", "-o", into, "--check", "altered-url=off", cwd=tmp_path)
        assert result.returncode == 0, result.stderr.decode()
    for name in names:
        page = pathlib.Path(name).relative_to("pages")
        assert (tmp_path / "theirs" / page).read_bytes() == (tmp_path / "ours" / page).read_bytes()
