# SPDX-License-Identifier: MIT
"""Writers in shared objects."""
import re
import subprocess

import pytest

import golden
from program import fails, plugin


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
