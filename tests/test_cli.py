# SPDX-License-Identifier: MIT
"""The command line: every option, every exit status, every kind of bad input."""
import json
import os
import pathlib
import pty
import re
import signal
import stat
import subprocess
import time

import pytest

import golden

PLUGINS = golden.JEROME.parent / "tests"
PAGE = "---\ntitle: A page\n---\n# A page\n\nText.\n\n## Second\n"
WARNS = "Text[^1]\n\n[^1]: A note.\n\n| a |\n|---|\n| 1 |\n"  # for the probe writer, which renders hardly anything


@pytest.fixture
def here(tmp_path):
    (tmp_path / "page.md").write_text(PAGE)
    return tmp_path


@pytest.fixture
def run(jerome, here):
    return lambda *args, **more: jerome(*args, cwd=here, **more)


def plugin(name):
    path = PLUGINS / f"{name}.so"
    if not path.exists():
        pytest.skip("skipped: plug-ins are not built")
    return path


def lines(result):
    return result.stderr.decode().splitlines()


def fails(result, status, *words):
    """Ended with this status, said so in one line with these words, and wrote nothing."""
    assert result.returncode == status, result.stderr
    assert result.stdout == b""
    assert len(lines(result)) == 1, result.stderr
    for word in words:
        assert word in lines(result)[0]


def names(folder):
    return sorted(path.name for path in folder.iterdir())


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


def test_diagnostics_as_json_lines(run, here):
    (here / "warns.md").write_text("Text.\n\n# One\n")
    result = run("--diagnostics=json", "--plugin", plugin("probe"), "-t", "probe", "warns.md")
    assert [json.loads(line) for line in lines(result)] == [
        {"file": "warns.md", "line": 3, "column": 1, "begin": 7, "end": 12, "severity": "warning",
         "code": "not-rendered", "message": "the probe writer does not render this heading"}]
    odd = here / 'a"\\\x1b.md'
    (said,) = [json.loads(line) for line in lines(run("--diagnostics", "json", odd.name))]
    assert said["file"] == 'a"\\\ufffd.md' and said["line"] is None and said["code"] == "cannot-read"
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
                   "warnings-as-errors", "quiet", "diagnostics", "list-readers", "list-writers", "help", "version"]:
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


def test_a_missing_folder_is_an_error(run, here):
    fails(run("page.md", "-o", "none/"), 6, "none/:", "create it first")
    fails(run("page.md", "-o", "none/x.html"), 6, "none/x.html:", "create it first")
    assert names(here) == ["page.md"]


# ---- Bad input ----

def test_a_missing_file_is_an_error(run):
    fails(run("none.md"), 6, "none.md: error: cannot read: No such file or directory [cannot-read]")


def test_a_folder_is_no_page(run, here):
    (here / "folder.md").mkdir()
    fails(run("folder.md"), 6, "folder.md: error: cannot read: Is a directory")


def test_a_path_through_a_file_is_an_error(run):
    fails(run("page.md/x.md"), 6, "page.md/x.md: error: cannot read: Not a directory")


def unprivileged(*args, cwd):
    """The program as a user whom permissions hold."""
    more = {"user": 65534, "group": 65534, "extra_groups": []} if os.geteuid() == 0 else {}
    try:
        return subprocess.run([str(golden.JEROME), *args], cwd=cwd, capture_output=True, stdin=subprocess.DEVNULL, **more)
    except PermissionError:
        pytest.skip("skipped: another user cannot reach the program")


@pytest.fixture
def open_here(here):
    """A folder that everybody can reach."""
    for folder in [here, *here.parents]:
        if folder == pathlib.Path("/tmp"):
            break
        folder.chmod(folder.stat().st_mode | 0o755)
    return here


def test_an_unreadable_file_or_folder_is_an_error(open_here):
    (open_here / "shut.md").write_text(PAGE)
    (open_here / "shut.md").chmod(0)
    (open_here / "shut").mkdir(mode=0o000)
    fails(unprivileged("shut.md", cwd=open_here), 6, "shut.md: error: cannot read: Permission denied")
    fails(unprivileged("shut/page.md", cwd=open_here), 6, "shut/page.md: error: cannot read: Permission denied")


def test_an_output_that_may_not_be_written_is_left_as_it_was(open_here):
    target = open_here / "x.html"
    target.write_text("old")
    target.chmod(0o444)
    open_here.chmod(0o777)
    fails(unprivileged("page.md", "-o", "x.html", cwd=open_here), 6, "x.html: error: cannot write: Permission denied")
    open_here.chmod(0o555)
    fails(unprivileged("page.md", "-o", "new.html", cwd=open_here), 6, "new.html: error: cannot write: Permission denied")
    assert target.read_text() == "old" and names(open_here) == ["page.md", "x.html"]
    open_here.chmod(0o755)


def test_a_file_that_is_too_large_is_a_limit(run, here):
    with open(here / "large.md", "wb") as file:
        file.truncate(64 * 1024 * 1024 + 1)
    fails(run("large.md"), 4, "large.md: error:", "64 MiB", "[limit-size]")


def test_damaged_bytes_are_replaced_and_told_with_their_place(run, here):
    (here / "bad.md").write_bytes(b"fine\n\nbad \xff byte\n\nand a \x00 here\n")
    result = run("bad.md", "-o", "bad.html")
    assert result.returncode == 3
    assert [line.split(" ")[0] for line in lines(result)] == ["bad.md:3:5:", "bad.md:5:7:"]
    assert "bad \ufffd byte" in (here / "bad.html").read_text()


def test_invalid_front_matter_is_told_with_its_line_and_the_page_is_written(run, here):
    (here / "bad.md").write_text("---\ntitle: Kept\nother: [a\nlast: b\n---\n# Heading\n")
    result = run("bad.md", "-o", "bad.html")
    assert result.returncode == 3
    assert re.match(r"bad\.md:[2-5]:\d+: error: .*\[bad-front-matter\]$", lines(result)[0])
    text = (here / "bad.html").read_text()
    assert "Kept" in text and "Heading" in text


def test_a_missing_and_a_broken_image_are_warnings_with_their_place(run, here):
    (here / "broken.png").write_bytes(b"not a picture")
    (here / "bad.md").write_text("![a](none.png)\n\n![b](broken.png)\n")
    for form in ["html", "docx", "epub"]:
        if not run("--help", form).returncode == 0:
            continue
        result = run("bad.md", "-o", f"bad.{form}")
        assert result.returncode == 0
        slugs = [(line.split(" ")[0], line.split("[")[-1]) for line in lines(result)]
        assert ("bad.md:1:1:", "missing-image]") in slugs, form


def test_a_page_nested_too_deep_is_a_limit_and_leaves_no_half_output(run, here):
    (here / "deep.md").write_bytes(b">" * 100_000)
    (here / "deep.html").write_text("old")
    result = run("deep.md", "-o", "deep.html")
    assert result.returncode == 4
    assert re.match(r"deep\.md:1:\d+: error: .*\[limit-depth\]$", lines(result)[0])
    text = (here / "deep.html").read_text()
    assert text == "old" or text.rstrip().endswith("</html>")


# ---- Outputs that fail ----

def test_a_full_device_is_an_error(run, here):
    fails(run("page.md", "-o", "/dev/full"), 6, "/dev/full: error: cannot write: No space left on device")
    with open("/dev/full", "wb") as full:
        for args in (["page.md"], ["--help"], ["--version"], ["--list-writers"]):
            result = subprocess.run([golden.JEROME, *args], cwd=here, stdout=full, stderr=subprocess.PIPE)
            assert result.returncode == 6 and b"stdout: error: cannot write: No space left on device" in result.stderr


def test_a_closed_pipe_is_an_error(here):
    read, write = os.pipe()
    os.close(read)
    result = subprocess.run([golden.JEROME, "page.md"], cwd=here, stdout=write, stderr=subprocess.PIPE)
    os.close(write)
    assert result.returncode == 6 and b"stdout: error: cannot write: Broken pipe" in result.stderr


def test_closed_standard_streams_are_errors(here):
    shell = lambda text: subprocess.run(["sh", "-c", text, "sh", golden.JEROME], cwd=here, capture_output=True)
    result = shell('"$1" page.md >&-')
    assert result.returncode == 6 and b"stdout: error: cannot write" in result.stderr
    result = shell('"$1" <&-')
    assert result.returncode == 6 and b"stdin: error: cannot read" in result.stderr
    result = shell('"$1" none.md page.md -o . 2>&-')
    assert result.returncode == 1
    assert "cannot read" not in (here / "page.html").read_text()


def test_an_existing_output_is_left_as_it_was_on_failure(run, here):
    (here / "x.html").write_text("old")
    assert run("none.md", "-o", "x.html").returncode == 6
    assert run("--plugin", plugin("fault_silent"), "-t", "probe", "page.md", "-o", "x.html").returncode == 70
    limited = subprocess.run(["sh", "-c", 'ulimit -f 0; exec "$1" page.md -o x.html', "sh", golden.JEROME], cwd=here,
                             capture_output=True)
    assert limited.returncode == 6 and b"x.html: error: cannot write: File too large" in limited.stderr
    assert (here / "x.html").read_text() == "old"
    assert names(here) == ["page.md", "x.html"]


def test_an_output_keeps_its_mode_and_its_link(run, here):
    (here / "real.html").write_text("old")
    (here / "real.html").chmod(0o640)
    (here / "link.html").symlink_to("real.html")
    assert run("page.md", "-o", "link.html").returncode == 0
    assert (here / "link.html").is_symlink()
    assert stat.S_IMODE((here / "real.html").stat().st_mode) == 0o640
    assert (here / "real.html").read_bytes() == run("page.md").stdout


def test_dev_stdout_is_standard_output(here):
    with open(here / "log", "ab") as log:
        log.write(b"before\n")
        log.flush()
        assert subprocess.run([golden.JEROME, "page.md", "-o", "/dev/stdout"], cwd=here, stdout=log).returncode == 0
    assert (here / "log").read_bytes().startswith(b"before\n<!DOCTYPE html>")


def test_the_input_is_never_overwritten(run, here):
    (here / "link.md").symlink_to("page.md")
    os.link(here / "page.md", here / "same.html")
    for output in ["page.md", "./page.md", "link.md", "same.html"]:
        fails(run("-t", "html", "page.md", "-o", output), 2, "the input itself")
    assert (here / "page.md").read_text() == PAGE


# ---- Terminals and signals ----

def on_terminal(args, cwd, env=None):
    """Runs with standard output and error on a terminal; what appeared there and the exit status."""
    leader, follower = pty.openpty()
    process = subprocess.Popen([str(golden.JEROME), *map(str, args)], cwd=cwd, stdin=subprocess.DEVNULL, stdout=follower,
                               stderr=follower, env={**os.environ, "TERM": "xterm", "NO_COLOR": "", **(env or {})})
    os.close(follower)
    shown = b""
    while True:
        try:
            part = os.read(leader, 4096)
        except OSError:
            break
        if not part:
            break
        shown += part
    os.close(leader)
    return shown, process.wait(timeout=10)


def test_a_binary_format_is_not_written_to_a_terminal(here):
    shown, status = on_terminal(["--plugin", plugin("binary"), "-t", "probe", "page.md"], here)
    assert status == 2 and b"no text for a terminal" in shown and b"--output" in shown


def test_a_binary_format_is_written_to_a_pipe(run):
    result = run("--plugin", plugin("binary"), "-t", "probe", "page.md")
    assert result.returncode == 0 and result.stdout != b""


def test_colours_are_for_terminals_only(run, here):
    assert b"\x1b[31m" in on_terminal(["none.md"], here)[0]
    for env in [{"NO_COLOR": "1"}, {"TERM": "dumb"}]:
        assert b"\x1b" not in on_terminal(["none.md"], here, env)[0]
    assert b"\x1b" not in run("none.md").stderr


def test_control_characters_never_reach_the_terminal(run, here):
    for name in ["\x1b[2Jx.md", "\x9bx.md", "a\nb.md", "\u202eb.md", b"\xff\x9b.md".decode(errors="surrogateescape")]:
        said = run(name).stderr.decode()
        assert said.count("\n") == 1 and not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", said)
        assert run(f"--{name}").returncode == 2
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", run(f"--{name}").stderr.decode())


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_the_program_without_a_trace(here, number):
    process = subprocess.Popen([golden.JEROME, "-", "-o", "x.html"], cwd=here, stdin=subprocess.PIPE)
    time.sleep(0.2)
    process.send_signal(number)
    assert process.wait(timeout=10) == 128 + number
    assert names(here) == ["page.md"]


# ---- Plug-ins ----

def test_a_plugin_is_a_writer_like_the_others(run):
    base = ["--plugin", plugin("outline"), "-t", "outline", "page.md"]
    assert run(*base).stdout == b"A page\n  Second\n"
    assert run(*base, "-O", "outline.ids").stdout == b"A page #a-page\n  Second #second\n"


@pytest.mark.parametrize("fault, words", [
    ("abi", "another version"), ("size", "wrong size"), ("name", "proper name"), ("symbol", "jerome_writer"),
    ("options", "options"), ("write", "write function"), ("taken", "'html' already")])
def test_a_plugin_that_does_not_fit_is_refused(run, fault, words):
    fails(run("--plugin", plugin(f"fault_{fault}"), "page.md"), 2, f"fault_{fault}.so: error:", words, "[bad-plugin]")


def test_a_file_that_is_no_plugin_is_refused(run):
    fails(run("--plugin", "none.so", "page.md"), 2, "none.so: error:", "[bad-plugin]")
    fails(run("--plugin", "page.md", "page.md"), 2, "page.md: error:", "[bad-plugin]")


def test_a_writer_that_fails_silently_is_a_bug(run):
    fails(run("-q", "--plugin", plugin("fault_silent"), "-t", "probe", "page.md"), 70, "probe", "[internal]")


def test_the_sample_plugin_is_built_by_the_command_of_its_readme(run, here, tmp_path_factory):
    folder = golden.ROOT / "samples" / "plugin"
    out = tmp_path_factory.mktemp("plugin") / "outline.so"
    command = re.search(r"^    (cc .*-I\S*.*)$", (folder / "README.md").read_text(), re.M).group(1)
    subprocess.run(command.replace("-o outline.so", f"-o '{out}'"), shell=True, cwd=folder, check=True)
    assert run("--plugin", out, "-t", "outline", "page.md").stdout == b"A page\n  Second\n"


# ---- The manual page and the completions, made from the same tables ----

def built(name):
    path = golden.JEROME.parent / name
    if not path.exists():
        pytest.skip(f"skipped: {name} is not built")
    return path


def test_the_manual_page_names_every_option(run):
    text = built("jerome.1").read_text().replace("\\-", "-")
    for option in re.findall(r"--[a-z-]+", run("--help").stdout.decode()):
        assert option in text
    for option in re.findall(r"^  ([a-z-]+)=", run("--help", "html").stdout.decode(), re.M):
        assert f"html.{option}=" in text
    assert re.search(r"^\.TP\n70\n", text, re.M)


def complete(words):
    script = 'source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _jerome; printf "%s\\n" "${COMPREPLY[@]}"'
    return subprocess.run(["bash", "-c", script, "bash", built("jerome.bash"), *words], capture_output=True, check=True,
                          text=True).stdout.split()


def test_bash_completes_options_formats_and_values():
    assert complete(["jerome", "--list-w"]) == ["--list-writers"]
    assert complete(["jerome", "-t", "ht"]) == ["html"]
    assert complete(["jerome", "-O", "html.stand"]) == ["html.standalone="]
    assert complete(["jerome", "--diagnostics", ""]) == ["text", "json"]
