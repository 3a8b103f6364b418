# SPDX-License-Identifier: MIT
"""What goes wrong with inputs and outputs: each a message with its place, the right exit status, no trace."""
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
from program import PAGE, fails, lines, names, plugin


# ---- Bad input ----

def test_a_missing_file_is_an_error(run):
    fails(run("none.md"), 6, "none.md: error: cannot read: No such file or directory [cannot-read]")


def test_a_folder_is_no_page(run, here):
    (here / "folder.md").mkdir()
    fails(run("folder.md"), 2, "no .md, .markdown files in 'folder.md'")


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
    try:
        leader, follower = pty.openpty()
    except OSError as error:
        pytest.skip(f"no terminal to be had: {error}")
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
