# SPDX-License-Identifier: MIT
"""The command line: every option, every way to name inputs and outputs, help."""
import json
import os
import re
import subprocess

import pytest

import golden
from program import PAGE, WARNS, built, fails, lines, names, plugin


# ---- Formats, inputs, outputs ----

def test_a_file_is_written_to_standard_output_as_html(run):
    result = run("page.md")
    assert result.returncode == 0 and result.stderr == b""
    assert result.stdout.startswith(b"<!DOCTYPE html>") and b"Second</h2>" in result.stdout


@pytest.mark.parametrize("args", [[], ["-"], ["--", "-"]])
def test_without_a_file_standard_input_is_read(run, args):
    result = run(*args, stdin=b"# From a pipe\n")
    assert result.returncode == 0 and b"From a pipe</h1>" in result.stdout


@pytest.mark.parametrize("args", [["-o", "out.html"], ["-oout.html"], ["--output=out.html"], ["--output", "out.html"]])
def test_an_option_takes_its_value_in_every_form(run, here, args):
    result = run("page.md", *args)
    assert result.returncode == 0 and result.stdout == b"" and result.stderr == b""
    assert (here / "out.html").read_bytes() == run("page.md").stdout


def test_a_dash_as_output_is_standard_output(run, here):
    assert run("page.md", "-o", "-").stdout == run("page.md").stdout
    assert names(here) == ["page.md"]


def test_the_writer_is_guessed_from_the_extension_of_the_output(run, here):
    assert run("--plugin", plugin("outline"), "page.md", "-o", "x.outline").returncode == 0
    assert (here / "x.outline").read_text() == "A page\n  Second\n"


def test_the_writer_that_is_named_goes_before_the_extension(run, here):
    assert run("--plugin", plugin("outline"), "-t", "outline", "page.md", "-o", "x.html").returncode == 0
    assert (here / "x.html").read_text() == "A page\n  Second\n"


def test_an_extension_that_no_writer_makes_is_refused(run, here):
    fails(run("page.md", "-o", "x.pdf"), 2, ".pdf", "--to", "[unknown-format]")
    assert names(here) == ["page.md"]


def test_the_reader_can_be_named(run, here):
    (here / "page.txt").write_text("# Title\n")
    assert b"Title</h1>" in run("-f", "markdown", "page.txt").stdout
    assert b"Title</h1>" in run("page.txt").stdout
    fails(run("-f", "markdwon", "page.md"), 2, "markdwon", "did you mean markdown?")


def test_an_unknown_writer_is_refused_with_the_nearest_name(run):
    fails(run("-t", "htlm", "page.md"), 2, "htlm", "did you mean html?", "[unknown-format]")
    fails(run("-t", "pdf", "page.md"), 2, "there is no writer 'pdf'")


def test_a_double_dash_ends_the_options(run, here):
    (here / "-o").write_text("# Odd name\n")
    assert b"Odd name</h1>" in run("--", "-o").stdout


def test_a_named_pipe_is_read(run, here):
    os.mkfifo(here / "pipe")
    writer = subprocess.Popen(["sh", "-c", f"printf '# Piped' > '{here}/pipe'"])
    assert b"Piped</h1>" in run("pipe").stdout
    writer.wait()


def test_an_empty_page_is_a_page(run, here):
    (here / "empty.md").write_bytes(b"")
    result = run("empty.md")
    assert result.returncode == 0 and result.stdout.rstrip().endswith(b"</html>")
    assert run(stdin=b"").returncode == 0


def test_the_same_page_gives_the_same_bytes_whatever_the_surroundings(run):
    first = run("page.md", env={"LC_ALL": "C", "TZ": "UTC"}).stdout
    assert run("page.md", env={"LC_ALL": "de_DE.UTF-8", "TZ": "Asia/Tokyo"}).stdout == first


# ---- Options ----

def test_a_writers_option_is_set(run):
    result = run("-O", "html.standalone=false", "page.md")
    assert result.returncode == 0 and not result.stdout.startswith(b"<!DOCTYPE")
    assert run("--option=html.standalone=no", "page.md").stdout == result.stdout


def test_options_of_other_writers_are_passed_over(run):
    assert run("-O", "outline.depth=1", "--plugin", plugin("outline"), "page.md").stdout == run("page.md").stdout


@pytest.mark.parametrize("option, words", [
    ("html.standalon=false", ["did you mean standalone?"]),
    ("html.standalone=perhaps", ["html.standalone", "true|false"]),
    ("htm.toc=true", ["there is no writer 'htm'", "did you mean html?"]),
    ("toc=true", ["WRITER.OPTION=VALUE"]),
    ("html", ["WRITER.OPTION=VALUE"]),
    ("", ["--option needs a value"]),
    ("html.css", ["needs a value"]),
])
def test_a_wrong_writer_option_is_refused(run, option, words):
    fails(run("-O", option, "page.md"), 2, *words)


def test_numbers_have_bounds(run):
    base = ["--plugin", plugin("outline"), "-t", "outline", "page.md", "-O"]
    assert run(*base, "outline.depth=1").stdout == b"A page\n"
    for value in ["0", "7", "x", "", "1.5", "99999999999999999999"]:
        fails(run(*base, f"outline.depth={value}"), 2, "outline.depth", "from 1 to 6")


def test_toc_and_css_are_the_writers_options(run):
    assert run("--toc", "page.md").stdout == run("-O", "html.toc=true", "page.md").stdout != run("page.md").stdout
    styled = run("--css", "my.css", "page.md").stdout
    assert styled == run("-O", "html.css=my.css", "page.md").stdout and b"my.css" in styled


@pytest.mark.parametrize("option", [["--toc"], ["--css", "x.css"], ["--to-lang", "de"]])
def test_an_option_that_the_writer_lacks_is_refused(run, option):
    fails(run("--plugin", plugin("outline"), "-t", "outline", *option, "page.md"), 2, option[0], "outline")


def test_metadata_goes_before_the_front_matter(run):
    result = run("-M", "title=Another <title>", "-M", "title=The last one", "page.md")
    assert b"<title>The last one</title>" in result.stdout
    fails(run("-M", "=x", "page.md"), 2, "KEY=VALUE")
    fails(run("-M", b"x=\xff".decode(errors="surrogateescape"), "page.md"), 2, "KEY=VALUE")


def test_the_language_goes_before_the_front_matter(run):
    assert b'lang="de-AT"' in run("--lang", "de-AT", "page.md").stdout
    fails(run("--lang", "de_AT!", "page.md"), 2, "--lang", "de_AT!")


def test_a_root_must_hold_the_page(run, here):
    (here / "docs").mkdir()
    (here / "other").mkdir()
    (here / "docs" / "page.md").write_text(PAGE)
    assert run("--root", "docs", "docs/page.md").returncode == 0
    fails(run("--root", "other", "docs/page.md"), 5, "docs/page.md:", "not below the root", "[refused-path]")
    fails(run("--root", "none", "docs/page.md"), 6, "none:", "root", "No such file")


def test_warnings_as_errors_changes_the_exit_status_and_still_writes(run, here):
    (here / "warns.md").write_text(WARNS)
    base = ["--plugin", plugin("probe"), "-t", "probe", "warns.md"]
    plain, strict = run(*base), run(*base, "--warnings-as-errors")
    assert plain.returncode == 0 and b" warning: " in plain.stderr
    assert strict.returncode == 3 and b" error: " in strict.stderr and b" warning: " not in strict.stderr
    assert plain.stdout == strict.stdout != b""


def test_quiet_shows_errors_only(run, here):
    (here / "warns.md").write_text(WARNS)
    for quiet in ["-q", "--quiet"]:
        result = run("--plugin", plugin("probe"), "-t", "probe", "warns.md", quiet)
        assert result.returncode == 0 and result.stderr == b""
        fails(run(quiet, "none.md"), 6, "none.md: error:")


def test_a_kind_that_is_not_rendered_is_told_once_with_its_place(run, here):
    (here / "warns.md").write_text("# One\n\n# Two\n\nText.\n\n- a\n- b\n")
    result = run("--plugin", plugin("probe"), "-t", "probe", "warns.md")
    assert lines(result) == [
        "warns.md:1:1: warning: the probe writer does not render this heading, nor 1 more [not-rendered]",
        "warns.md:7:1: warning: the probe writer does not render this list [not-rendered]",
    ]


def test_messages_of_a_kind_are_capped_and_counted(run, here):
    (here / "page.md").write_text("| a |\n|---|\n" + "| 1 | 2 |\n" * 70 + "\n![](missing.png)\n")
    said = lines(run("page.md"))
    assert len([line for line in said if line.endswith("[extra-cells]")]) == 51
    assert said[-1] == "page.md: warning: and 20 more like these [extra-cells]"
    assert len(lines(run("--max-messages", "0", "page.md"))) == len(said) + 19
    told = [json.loads(line) for line in lines(run("--max-messages=1", "--diagnostics=json", "page.md"))]
    assert (told[-1]["message"], told[-1]["line"], told[-1]["file"]) == ("and 69 more like this", None, "page.md")
    assert run("--max-messages=1", "--warnings-as-errors", "page.md").returncode == 3


def test_limits_are_raised_and_lowered(run, here):
    def cell(n):
        return "|" + "x|" * n + "\n|" + "-|" * n + "\n"
    pages = {
        "depth": ("> " * 150 + "a\n", "400"),
        "cells": (cell(1001), "0"),
        "seconds": ("x" + "<?" * 20000 + "\n", "0"),
        "memory": ("[x]: " + "x" * 16000 + "\n\n" + "[x]" * 5000 + "\n", "0"),
    }
    for name, (text, raised) in pages.items():
        (here / "page.md").write_text(text)
        result = run("page.md")
        assert result.returncode == 4 and re.fullmatch(rb"page.md:\d+:\d+: error: .* \[limit-[a-z]+\]\n", result.stderr), name
        assert run(f"--max-{name}={raised}", "page.md").returncode == 0, name
    (here / "page.md").write_text("a\n" * 600000)
    fails(run("page.md", "--max-size", "1"), 4, "page.md", "larger than 1 MiB", "[limit-size]")
    fails(run("-", "--max-size", "1", stdin=(here / "page.md").read_bytes()), 4, "stdin", "[limit-size]")
    fails(run("page.md", "--max-depth", "5"), 2, "max-depth")


def test_diagnostics_as_json_lines(run, here):
    (here / "warns.md").write_text("Text.\n\n# One\n")
    result = run("--diagnostics=json", "--plugin", plugin("probe"), "-t", "probe", "warns.md")
    assert [json.loads(line) for line in lines(result)] == [
        {"file": "warns.md", "line": 3, "column": 1, "begin": 7, "end": 12, "severity": "warning",
         "code": "not-rendered", "message": "the probe writer does not render this heading"}]
    odd = here / 'a"\\\x1b.md'
    (line,) = lines(run("--diagnostics", "json", odd.name))
    said = json.loads(line)
    assert "\x1b" not in line
    assert said["file"] == odd.name and said["line"] is None and said["code"] == "cannot-read"
    fails(run("--diagnostics=xml", "page.md"), 2, "text|json")


def test_an_unknown_option_is_refused_with_the_nearest_name(run):
    fails(run("--outptu=x", "page.md"), 2, "--outptu", "did you mean --output?")
    fails(run("-Z", "page.md"), 2, "-Z")
    fails(run("--toc=true", "page.md"), 2, "--toc takes no value")
    for args in [["-o"], ["-o", ""], ["--output="]]:
        fails(run("page.md", *args), 2, "--output needs a value")


def test_all_mistakes_of_a_command_line_are_told(run):
    result = run("--one", "--two", "page.md")
    assert result.returncode == 2 and len(lines(result)) == 2


# ---- Help ----

def test_help_names_every_option(run):
    text = run("--help").stdout.decode()
    for option in ["from", "to", "output", "option", "metadata", "lang", "to-lang", "root", "toc", "css", "plugin",
                   "warnings-as-errors", "quiet", "diagnostics", "max-messages", "max-size", "max-depth",
                   "max-memory", "max-seconds", "max-cells", "list-readers", "list-writers", "help", "version"]:
        assert re.search(rf"^ .*--{option}\b", text, re.M), option
    assert all(len(line) <= 80 for line in text.splitlines())
    assert run("-h").stdout.decode() == text


def test_help_of_a_writer_lists_its_options(run):
    text = run("--help", "html").stdout.decode()
    for option in ["standalone=true|false", "css=", "toc="]:
        assert f"\n  {option}" in text
    assert run("--help", "markdown").returncode == 0
    assert b"depth=N" in run("--plugin", plugin("outline"), "--help", "outline").stdout
    fails(run("--help", "htlm"), 2, "did you mean html?")


def test_formats_are_listed(run):
    assert run("--list-readers").stdout.startswith(b"markdown ")
    writers = run("--list-writers").stdout.decode()
    assert re.search(r"^html +.*\(\.html, \.htm\)$", writers, re.M)
    assert "outline" in run("--plugin", plugin("outline"), "--list-writers").stdout.decode()


def test_the_version_is_told(run):
    for option in ["--version", "-v"]:
        result = run(option)
        assert result.returncode == 0 and re.fullmatch(rb"jerome \d+\.\d+\.\d+\n", result.stdout)


# ---- Several inputs ----

def test_several_files_go_into_a_folder(run, here):
    (here / "two.md").write_text("# Two\n")
    (here / "out").mkdir()
    for folder in ["out/", "out"]:
        result = run("page.md", "two.md", "-o", folder)
        assert result.returncode == 0 and result.stderr == b""
        assert names(here / "out") == ["page.html", "two.html"]
    assert (here / "out" / "page.html").read_bytes() == run("page.md").stdout


def test_one_file_can_go_into_a_folder(run, here):
    (here / "out").mkdir()
    assert run("page.md", "-o", "out/").returncode == 0
    assert names(here / "out") == ["page.html"]


def test_one_bad_file_does_not_stop_the_others(run, here):
    (here / "two.md").write_text("# Two\n")
    (here / "out").mkdir()
    result = run("page.md", "none.md", "two.md", "-o", "out/")
    assert result.returncode == 1
    assert names(here / "out") == ["page.html", "two.html"]
    assert len(lines(result)) == 1 and lines(result)[0].startswith("none.md: error: cannot read: No such file")


def test_two_inputs_for_one_output_are_refused_before_anything_is_written(run, here):
    (here / "a").mkdir()
    (here / "a" / "page.md").write_text(PAGE)
    (here / "out").mkdir()
    fails(run("page.md", "a/page.md", "-o", "out/"), 2, "page.md", "a/page.md", "out/page.html")
    assert names(here / "out") == []


def test_several_files_need_a_folder(run, here):
    (here / "two.md").write_text("# Two\n")
    fails(run("page.md", "two.md"), 2, "DIR/")
    fails(run("page.md", "two.md", "-o", "x.html"), 2, "DIR/")
    assert names(here) == ["page.md", "two.md"]


def test_a_folder_is_made_where_the_output_says_that_it_is_one(run, here):
    fails(run("page.md", "-o", "none/x.html"), 6, "none/x.html:", "create it first")
    assert names(here) == ["page.md"]
    assert run("page.md", "-o", "none/").returncode == 0
    assert names(here / "none") == ["page.html"]


# ---- The manual page and the completions, made from the same tables ----

def test_the_manual_page_names_every_option(run):
    text = built(golden.JEROME.parent / "jerome.1").read_text().replace("\\-", "-")
    commands = re.findall(r"^  ([a-z]+) ", run("help").stdout.decode().partition("Commands:")[2].partition("\n\n")[0], re.M)
    assert commands[:2] == ["convert", "export"]
    for command in commands:
        assert f".SS jerome {command}\n" in text
        for option in re.findall(r"--[a-z-]+", run("help", command).stdout.decode()):
            assert option in text
    for option in re.findall(r"^  ([a-z-]+)=", run("--help", "html").stdout.decode(), re.M):
        assert f"html.{option}=" in text
    assert re.search(r"^\.TP\n70\n", text, re.M)


def complete(words):
    script = 'source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _jerome; printf "%s\\n" "${COMPREPLY[@]}"'
    return subprocess.run(["bash", "-c", script, "bash", built(golden.JEROME.parent / "jerome.bash"), *words], capture_output=True, check=True,
                          text=True).stdout.split()


def test_bash_completes_options_formats_and_values():
    assert complete(["jerome", "--list-w"]) == ["--list-writers"]
    assert complete(["jerome", "expo"]) == ["export"]
    assert complete(["jerome", "page.md", "expo"]) == []
    assert complete(["jerome", "export", "--xl"]) == ["--xliff"]
    assert complete(["jerome", "export", "--xliff", "2"]) == ["2.0", "2.1", "2.2"]
    assert complete(["jerome", "export", "--diagnostics", "j"]) == ["json"]
    assert complete(["jerome", "help", "expo"]) == ["export"]
    assert complete(["jerome", "-t", "ht"]) == ["html"]
    assert complete(["jerome", "-O", "html.stand"]) == ["html.standalone="]
    assert complete(["jerome", "--diagnostics", ""]) == ["text", "json"]
