#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Adds up JUnit reports. Arguments: failures counted elsewhere, then the reports. Prints the closing line of scripts/test."""
import sys
import xml.etree.ElementTree as ElementTree

failed, passed, skipped = int(sys.argv[1]), 0, 0
for path in sys.argv[2:]:
    for case in ElementTree.parse(path).iter("testcase"):
        kinds = {child.tag for child in case}
        if kinds & {"failure", "error"}:
            failed += 1
        elif "skipped" in kinds:
            skipped += 1
        else:
            passed += 1
print(f"{passed} passed, {failed} failed, {skipped} skipped")
sys.exit(1 if failed or not passed else 0)
