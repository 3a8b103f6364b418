# SPDX-License-Identifier: MIT
"""The html writer."""
import golden
import pytest


@pytest.mark.parametrize("case", golden.cases("html"))
def test_page_is_as_its_golden(case):
    golden.check(case, "html", "-O", "html.stylesheet=false")
