# SPDX-License-Identifier: MIT
"""When the machine fails: memory that ends, a full disk, a process that is killed. A message, and no torn output."""
import re
import resource
import shutil
import signal
import subprocess
import time

import golden
import pytest
from test_corpus import FORMATS, sanitized

PAGE = golden.ROOT / "samples" / "en-us" / "index.md"
FAILING = r"""
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdlib.h>

/* The call of this number fails, and so do all after it. */
static long left = -1;
static int fails(void)
{
    if (left < 0)
        left = getenv("FAIL_AT") ? atol(getenv("FAIL_AT")) : 1L << 40;
    if (left > 0)
        left--;
    if (!left)
        errno = ENOMEM;
    return !left;
}
extern void *__libc_malloc(size_t), *__libc_calloc(size_t, size_t), *__libc_realloc(void *, size_t);
void *malloc(size_t n) { return fails() ? NULL : __libc_malloc(n); }
void *calloc(size_t n, size_t m) { return fails() ? NULL : __libc_calloc(n, m); }
void *realloc(void *p, size_t n) { return fails() ? NULL : __libc_realloc(p, n); }
"""


@pytest.fixture(scope="module")
def failing(tmp_path_factory):
    """A library whose memory ends at a given call."""
    compiler = shutil.which("cc")
    if not compiler or sanitized():
        pytest.skip("skipped: no compiler, or memory that sanitizers manage")
    folder = tmp_path_factory.mktemp("failing")
    (folder / "failing.c").write_text(FAILING)
    subprocess.run([compiler, "-shared", "-fPIC", "-o", folder / "failing.so", folder / "failing.c"], check=True)
    return folder / "failing.so"


@pytest.mark.parametrize("form", FORMATS)
def test_memory_that_ends_at_any_call_ends_the_program_in_order(failing, tmp_path, form):
    target = tmp_path / f"page.{form}"
    whole = golden.run(PAGE, "-t", form, "-o", tmp_path / "whole")
    assert whole.returncode == 0
    whole = (tmp_path / "whole").read_bytes()
    ended = 0
    for call in [*range(1, 60), *range(60, 4000, 131)]:
        target.write_bytes(b"old")
        result = golden.run(PAGE, "-t", form, "-o", target, env={"LD_PRELOAD": str(failing), "FAIL_AT": str(call)})
        where = (call, result.returncode, result.stderr[-300:])
        assert result.returncode in (0, 4, 6, 127), where  # 127: the loader of libraries itself
        assert result.stderr or result.returncode == 0, where
        assert target.read_bytes() == (whole if result.returncode == 0 else b"old"), where
        assert sorted(path.name for path in tmp_path.iterdir()) == [target.name, "whole"], where
        ended += result.returncode == 4
    assert ended > 10


@pytest.mark.skipif(sanitized(), reason="skipped: sanitizers need address space")
@pytest.mark.parametrize("form", FORMATS)
def test_address_space_that_ends_is_a_limit_and_leaves_no_trace(tmp_path, form):
    page = tmp_path / "page.md"
    page.write_bytes(b"*word* [link](x.md) `code`\n\n" * 200_000)
    limit = 60 * 1024 * 1024
    result = subprocess.run([str(golden.JEROME), "page.md", "-t", form, "-o", "out"], cwd=tmp_path, capture_output=True,
                            timeout=golden.TIMEOUT, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (limit, limit)))
    assert result.returncode == 4, result.stderr
    assert re.search(rb"error: .*memory.* \[limit-memory\]", result.stderr), result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["page.md"]


@pytest.mark.parametrize("form", FORMATS)
def test_full_disk_is_an_error_in_every_format(form):
    result = golden.run(PAGE, "-t", form, "-o", "/dev/full")
    assert result.returncode == 6 and b"/dev/full: error: cannot write: No space left on device" in result.stderr


@pytest.mark.parametrize("form", FORMATS)
def test_killed_program_leaves_the_old_file(tmp_path, form):
    page, target = tmp_path / "page.md", tmp_path / "out"
    page.write_bytes(b"*word* [link](x.md) `code`\n\n" * 100_000)
    target.write_bytes(b"old")
    statuses = []
    for wait in (0.002, 0.01, 0.05):
        process = subprocess.Popen([str(golden.JEROME), "page.md", "-t", form, "-o", "out"], cwd=tmp_path,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(wait)
        process.send_signal(signal.SIGKILL)
        statuses.append(process.wait(timeout=golden.TIMEOUT))
        if statuses[-1] == 0:  # a machine that is faster than that
            break
        assert statuses[-1] == -signal.SIGKILL and target.read_bytes() == b"old", wait
    assert statuses[0] == -signal.SIGKILL
