# SPDX-License-Identifier: MIT
"""What every test of the program shares."""
import os
import pathlib
import signal

import pytest

import golden
import program


def pytest_configure(config):
    config.addinivalue_line("markers", "checker: runs an external checker")
    # Who starts the tests in the background may have signals ignored, and so would every program that they start.
    for number in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM):
        if signal.getsignal(number) == signal.SIG_IGN:
            signal.signal(number, signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL)


@pytest.fixture(scope="session")
def jerome():
    """Runs the program: jerome("page.md", "-t", "html", stdin=b"") gives its CompletedProcess (bytes)."""
    return golden.run


@pytest.fixture(scope="session")
def shared():
    """The folder with seeds, corpus and schemas; the test is skipped where it is absent."""
    path = pathlib.Path(os.environ.get("JEROME_SHARED", golden.ROOT.parent / "shared")).resolve()
    if not path.is_dir():
        pytest.skip("skipped: no shared folder (JEROME_SHARED)")
    return path


@pytest.fixture
def here(tmp_path):
    """A folder with a page.md in it."""
    (tmp_path / "page.md").write_text(program.PAGE)
    return tmp_path


@pytest.fixture
def run(jerome, here):
    """Runs the program in that folder."""
    return lambda *args, **more: jerome(*args, cwd=here, **more)
