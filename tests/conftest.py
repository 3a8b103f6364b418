# SPDX-License-Identifier: MIT
"""What every test of the program shares."""
import os
import pathlib

import pytest

import golden


def pytest_configure(config):
    config.addinivalue_line("markers", "checker: runs an external checker")


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
