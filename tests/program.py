# SPDX-License-Identifier: MIT
"""What the tests of the program say again and again."""
import pytest

import golden

PLUGINS = golden.JEROME.parent / "tests"
PAGE = "---\ntitle: A page\n---\n# A page\n\nText.\n\n## Second\n"
WARNS = "Text[^1]\n\n[^1]: A note.\n\n| a |\n|---|\n| 1 |\n"  # for the probe writer, which renders hardly anything


def built(path):
    """A file beside the program that the build makes; without it the test is skipped."""
    if not path.exists():
        pytest.skip(f"skipped: {path.name} is not built")
    return path


def plugin(name):
    return built(PLUGINS / f"{name}.so")


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
