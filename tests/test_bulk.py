# SPDX-License-Identifier: MIT
"""Many pages: workers, limits, journals, shards, progress. What one page does costs no other."""
import json
import os
import pathlib
import pty
import random
import re
import shutil
import signal
import subprocess
import threading
import time

import pytest

import golden
from program import fails, lines, plugin
from test_corpus import sanitized
from test_inputs import tree

FULL = os.environ.get("JEROME_FULL") == "1"
unsanitized = pytest.mark.skipif(sanitized(), reason="skipped: a sanitizer takes signals and memory for itself")


@pytest.fixture
def docs(here):
    """Forty pages, of which every third has something to say."""
    for i in range(40):
        page = here / f"docs/f{i % 4}/p{i:02}.md"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(f"# Page {i}\n\n" + ("[^1\n\n[x](none.md)\n" if i % 3 == 0 else f"Text {i}.\n") * (i + 1))
    return here


@pytest.fixture
def hanging(docs):
    """The same with a page that never comes: nobody writes to it."""
    os.mkfifo(docs / "docs/f1/p17x.md")
    (docs / "docs/f1/list").write_text("")
    names = sorted(str(page.relative_to(docs)) for page in (docs / "docs").rglob("*.md"))
    (docs / "list").write_text("\n".join(names))
    return docs


def contents(folder):
    return {name: (folder / name).read_bytes() for name in tree(folder)}


def start(here, *args, **more):
    return subprocess.Popen([str(golden.JEROME), *args], cwd=here, stderr=subprocess.PIPE, **more)


def workers(pid):
    return [int(each) for each in pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def waits(pid):
    """Whether a process waits for the other end of a named pipe."""
    return "wait_for_partner" in pathlib.Path(f"/proc/{pid}/wchan").read_text()


def hung_worker(program):
    """The worker that waits for the page that never comes, once all others have nothing to do."""
    for _ in range(1000):
        pids = workers(program.pid)
        hung = [pid for pid in pids if waits(pid)]
        if hung and len(pids) == 1:
            return hung[0]
        time.sleep(0.01)
    raise AssertionError("no worker waits")


# ---- Order ----

@pytest.mark.parametrize("command", [["-t", "html", "-o", "OUT/"], ["export", "--to-lang", "de,fr", "-o", "OUT"]])
def test_messages_and_bytes_do_not_depend_on_the_number_of_workers(run, docs, command):
    said = []
    for jobs in [1, 2, 7]:
        result = run(*[word.replace("OUT", f"out{jobs}") for word in command], "docs", "-j", jobs)
        said.append((result.returncode, result.stderr))
    assert said[0] == said[1] == said[2] and (said[0][1] or "export" in command)
    places = [line.partition(":")[0] for line in said[0][1].decode().splitlines()]
    assert places == sorted(places)
    assert contents(docs / "out1") == contents(docs / "out2") == contents(docs / "out7") != {}


def test_what_is_printed_comes_in_the_order_of_the_inputs(run, docs):
    assert run("export", "docs", "--to-lang", "de", "-o", "x").returncode == 0
    one, many = run("check", "x", "-j1", "--max-messages", "1"), run("check", "x", "-j5", "--max-messages", "1")
    assert (one.stdout, one.stderr) == (many.stdout, many.stderr)
    assert [line.partition(b":")[0].decode() for line in many.stdout.splitlines()] == [f"x/{name}" for name in tree(docs / "x")]


# ---- A page that hangs, crashes, or eats memory ----

def test_a_page_that_takes_too_long_costs_itself_alone(run, hanging):
    result = run("--files-from", "list", "-o", "out/", "-q", "--timeout", "1", "-j2")
    assert result.returncode == 1
    assert lines(result) == ["docs/f1/p17x.md: error: took longer than 1 s, the most for a page (--timeout) [limit-time]"]
    assert len(tree(hanging / "out")) == 40


def test_one_page_has_a_time_limit_too(run, hanging):
    result = run("docs/f1/p17x.md", "-o", "x.html", "--timeout", "1")
    assert result.returncode == 4 and b"[limit-time]" in result.stderr


@unsanitized
@pytest.mark.parametrize("number", [signal.SIGSEGV, signal.SIGKILL])
def test_a_page_that_crashes_its_worker_costs_itself_alone(hanging, number):
    program = start(hanging, "--files-from", "list", "-o", "out/", "-q", "-j3")
    os.kill(hung_worker(program), number)
    said = program.communicate(timeout=30)[1].decode().splitlines()
    assert program.returncode == 1
    assert said == [f"docs/f1/p17x.md: error: the program crashed on this page (signal {number:d}) [internal]"]
    assert len(tree(hanging / "out")) == 40


@unsanitized
def test_every_worker_may_crash(hanging):
    """One page after the other brings its worker down; each has another worker in its place."""
    for i in range(3):
        os.mkfifo(hanging / f"docs/f2/x{i}.md")
        with open(hanging / "list", "a") as names:
            names.write(f"\ndocs/f2/x{i}.md")
    program = start(hanging, "--files-from", "list", "-o", "out/", "-q", "-j2")
    killed = set()
    for _ in range(2000):
        if program.poll() is not None:
            break
        for pid in workers(program.pid):
            if pid not in killed and waits(pid):
                os.kill(pid, signal.SIGSEGV)
                killed.add(pid)
        time.sleep(0.005)
    assert len(program.communicate(timeout=30)[1].splitlines()) == 4 and len(killed) == 4
    assert len(tree(hanging / "out")) == 40


@unsanitized
def test_a_worker_has_a_limit_of_memory(hanging):
    program = start(hanging, "--files-from", "list", "-o", "out/", "-q", "--max-memory", "100")
    limits = pathlib.Path(f"/proc/{hung_worker(program)}/limits").read_text()
    program.send_signal(signal.SIGTERM)
    program.communicate(timeout=30)
    limit = int(re.search(r"Max address space +(\d+)", limits)[1])
    assert 400 << 20 <= limit < 600 << 20


@unsanitized
def test_a_page_that_eats_memory_costs_itself_alone(run, docs):
    (docs / "docs/f1/p17x.md").write_text("hungry\n")
    result = run("--plugin", plugin("fault_hungry"), "docs", "-t", "probe", "-o", "out/", "-q", "--max-memory", "100", "--report", "r.json")
    (said,) = [line for line in result.stderr.decode().splitlines() if "p17x" in line]
    assert "memory" in said and result.returncode != 0
    assert len(tree(docs / "out")) == 40
    assert [page["status"] for page in json.loads((docs / "r.json").read_text())["pages"] if "p17x" in page["page"]] == ["out-of-memory"]


# ---- The end by the user ----

@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_run_that_is_ended_says_how_to_go_on_and_leaves_nothing_torn(run, hanging, number):
    program = start(hanging, "--files-from", "list", "-o", "out/", "-q", "--journal", "j")
    hung_worker(program)
    time.sleep(0.8)  # until what was made is in its place
    program.send_signal(number)
    said = program.communicate(timeout=30)[1].decode()
    assert program.returncode == 128 + number
    made = re.fullmatch(rf"jerome: error: ended by signal {number:d}: (\d+) of 41 pages are done; the same command with --resume goes "
                        r"on \[interrupted\]\n", said)
    assert made, said
    assert int(made[1]) == len(tree(hanging / "out")) > 30 and not [name for name in tree(hanging / "out") if ".jerome" in name]
    os.unlink(hanging / "docs/f1/p17x.md")
    (hanging / "docs/f1/p17x.md").write_text("# There\n")
    before = {name: (hanging / "out" / name).stat().st_mtime_ns for name in tree(hanging / "out")}
    assert run("--files-from", "list", "-o", "out/", "-q", "--journal", "j", "--resume").returncode == 0
    after = {name: (hanging / "out" / name).stat().st_mtime_ns for name in tree(hanging / "out")}
    assert len(after) == 41 and before.items() < after.items()


# ---- Journals ----

def test_what_is_done_is_not_done_again_and_said_again(run, docs):
    first = run("docs", "-o", "out/", "--journal", "j", "-j2")
    times = {name: (docs / "out" / name).stat().st_mtime_ns for name in tree(docs / "out")}
    again = run("docs", "-o", "out/", "--journal", "j", "--resume", "-j3")
    assert (again.returncode, again.stderr) == (first.returncode, first.stderr)
    assert times == {name: (docs / "out" / name).stat().st_mtime_ns for name in tree(docs / "out")}


@pytest.mark.parametrize("change, again", [
    (lambda here: (here / "docs/f1/p01.md").write_text("# Other\n"), ["f1/p01.html"]),
    (lambda here: (here / "out/f1/p05.html").write_text("torn"), ["f1/p05.html"]),
    (lambda here: (here / "out/f1/p05.html").unlink(), ["f1/p05.html"]),
    (lambda here: (here / "docs/inc.md").write_text("other"), ["f0/p00.html", "f1/p09.html"]),
    (lambda here: (here / "docs/inc.md").unlink(), ["f0/p00.html", "f1/p09.html"]),
])
def test_what_has_changed_is_done_again(run, docs, change, again):
    for page in ["f0/p00.md", "f1/p09.md"]:
        (docs / "docs" / page).write_text("# Page\n\n[!INCLUDE [x](../inc.md)]\n")
    (docs / "docs/inc.md").write_text("included")
    run("docs", "-o", "out/", "--root", "docs", "--journal", "j")
    before = {name: (docs / "out" / name).stat().st_mtime_ns for name in tree(docs / "out")}
    change(docs)
    run("docs", "-o", "out/", "--root", "docs", "--journal", "j", "--resume")
    after = {name: (docs / "out" / name).stat().st_mtime_ns for name in tree(docs / "out")}
    assert sorted(name for name in after if after[name] != before[name] and name != "inc.html") == again


def test_other_options_make_all_anew(run, docs):
    (docs / "style.css").write_text("a{}")
    one = ["docs", "-o", "out/", "--css", "style.css", "--journal", "j", "--resume", "--root", "."]

    def made(*args):
        before = {name: (docs / "out" / name).stat().st_mtime_ns for name in tree(docs / "out")} if (docs / "out").exists() else {}
        run(*args)
        return len([name for name in tree(docs / "out") if before.get(name) != (docs / "out" / name).stat().st_mtime_ns])

    assert made(*one) == 40 and made(*one) == 0
    assert made(*one, "-j2", "-q") == 0
    assert made(*one, "--toc") == 40
    (docs / "style.css").write_text("b{}")
    assert made(*one, "--toc") == 40


def test_a_memory_that_has_changed_makes_all_anew(run, docs):
    run("export", "docs", "--to-lang", "de", "-o", "mem")

    def times():
        run("export", "docs", "--to-lang", "de", "-o", "out", "--memory", "mem", "--journal", "j", "--resume", "-q")
        return {name: (docs / "out" / name).stat().st_mtime_ns for name in tree(docs / "out")}

    first = times()
    assert times() == first and len(first) == 40
    page = docs / "mem" / tree(docs / "mem")[0]
    page.write_text(page.read_text().replace("Page", "Other page"))
    second = times()
    assert not set(first.items()) & set(second.items())


def test_a_damaged_journal_costs_the_pages_of_the_damaged_lines(run, docs):
    run("docs", "-o", "out/", "--journal", "j")
    text = (docs / "j").read_bytes().splitlines(keepends=True)
    assert len(text) == 42 and all(line.startswith(b'{"sum":"') for line in text)
    text[5] = text[5].replace(b"p", b"q", 1)
    (docs / "j").write_bytes(b"".join(text)[:-200])
    before = {name: (docs / "out" / name).stat().st_mtime_ns for name in tree(docs / "out")}
    run("docs", "-o", "out/", "--journal", "j", "--resume")
    after = {name: (docs / "out" / name).stat().st_mtime_ns for name in tree(docs / "out")}
    assert len([name for name in after if after[name] != before[name]]) in (1, 2)
    for line in (docs / "j").read_bytes().splitlines():
        assert line.startswith(b'{"sum":"')  # nothing was written behind a torn line


def test_a_journal_is_for_one_run_at_a_time(run, hanging):
    program = start(hanging, "--files-from", "list", "-o", "out/", "-q", "--journal", "j")
    hung_worker(program)
    fails(run("docs", "-o", "out2/", "--journal", "j"), 6, "another run has this journal")
    program.send_signal(signal.SIGTERM)
    program.communicate(timeout=30)


def test_resume_needs_a_journal(run, docs):
    fails(run("docs", "-o", "out/", "--resume"), 2, "name it by --journal FILE")


@pytest.mark.parametrize("command", [["-t", "docx", "-o", "OUT/"], ["export", "--to-lang", "de,fr", "-o", "OUT"]])
def test_a_run_that_is_killed_at_any_moment_goes_on_as_if_it_had_not_been(run, docs, command):
    """With JEROME_FULL=1 a hundred times."""
    chance = random.Random(6)
    for i in range(200):
        shutil.copy(docs / f"docs/f1/p{4 * (i % 10) + 1:02}.md", docs / f"docs/f3/more{i}.md")

    def words(out, *more):
        return [*[word.replace("OUT", out) for word in command], "docs", "-q", "-j2", *more]

    begin = time.monotonic()
    whole = run(*words("whole"))
    seconds = time.monotonic() - begin
    want = contents(docs / "whole")
    for i in range(50 if FULL else 4):
        shutil.rmtree(docs / "out", ignore_errors=True)
        (docs / "j").unlink(missing_ok=True)
        for _ in range(chance.randint(1, 3)):
            program = start(docs, *words("out", "--journal", "j", "--resume"))
            time.sleep(chance.uniform(0, seconds))
            program.kill()
            program.communicate(timeout=30)
            for name, data in (contents(docs / "out") if (docs / "out").exists() else {}).items():
                assert name.rpartition("/")[2].startswith(".jerome-") or data == want[name], name
        last = run(*words("out", "--journal", "j", "--resume"))
        assert (last.returncode, last.stderr) == (whole.returncode, whole.stderr)
        assert contents(docs / "out") == want


# ---- Shards ----

def test_shards_have_every_page_once_whatever_the_order_of_the_inputs(run, docs):
    names = [f"docs/{name}" for name in tree(docs / "docs")]
    random.Random(1).shuffle(names)
    (docs / "list").write_text("\n".join(names))
    whole = run("--files-from", "list", "-o", "whole/", "-q")
    assert whole.returncode == 0
    for i in [1, 2, 3]:
        names.reverse()
        (docs / "list").write_text("\n".join(names))
        assert run("--files-from", "list", "-o", f"part{i}/", "-q", "--shard", f"{i}/3").returncode == 0
    parts = [contents(docs / f"part{i}") for i in [1, 2, 3]]
    assert [len(part) for part in parts] == [14, 13, 13]
    assert {**parts[0], **parts[1], **parts[2]} == contents(docs / "whole")


def test_journals_of_shards_together_are_that_of_the_whole(run, docs):
    for i in [1, 2]:
        run("docs", "-o", "out/", "-q", "--shard", f"{i}/2", "--journal", f"j{i}")
    (docs / "j").write_bytes((docs / "j1").read_bytes() + (docs / "j2").read_bytes())
    before = {name: (docs / "out" / name).stat().st_mtime_ns for name in tree(docs / "out")}
    run("docs", "-o", "out/", "-q", "--journal", "j", "--resume")
    assert before == {name: (docs / "out" / name).stat().st_mtime_ns for name in tree(docs / "out")} and len(before) == 40


def test_a_shard_may_have_no_page(run, here):
    assert [run("page.md", "-o", "x.html", "--shard", f"{i}/2").returncode for i in [1, 2]] == [0, 0]


@pytest.mark.parametrize("shard", ["0/2", "3/2", "1", "/", "a/b", "1/2/3", "1/"])
def test_a_shard_is_one_of_so_many(run, docs, shard):
    fails(run("docs", "-o", "out/", "--shard", shard), 2, "is no I/N")


# ---- Two pages with one output ----

def test_of_two_pages_with_one_output_the_first_has_it_whoever_is_faster(run, docs):
    run("export", "docs", "--to-lang", "de", "-o", "x")
    names = tree(docs / "x")
    (docs / "x/zz").mkdir()
    for name in names:
        text = (docs / "x" / name).read_text()
        (docs / "x/zz" / name.replace("/", "-")).write_text(text)
    said = []
    for jobs in [1, 4]:
        result = run("merge", "x", "--source", "docs", "-o", f"out{jobs}", "-q", "-j", jobs)
        said.append(result.stderr.replace(b"out4/", b"out1/"))
        assert result.returncode == 2 and len(tree(docs / f"out{jobs}")) == 40
    assert said[0] == said[1] and said[0].count(b"would be written twice") == 40


# ---- Rules for make, progress ----

def test_rules_for_make_name_all_that_a_page_is_made_of(run, here):
    (here / "a b").mkdir()
    (here / "a b/one.md").write_text("# A\n\n[!INCLUDE [x](../inc.md)]\n\n![x](../i.png)\n")
    (here / "inc.md").write_text("included")
    shutil.copy(golden.FOLDER / "media" / os.listdir(golden.FOLDER / "media")[0], here / "i.png")
    result = run("a b/one.md", "page.md", "-t", "docx", "--root", ".", "-o", "out/", "--depfile", "d")
    assert result.returncode in (0, 1)
    rules = (here / "d").read_text().replace("\\\n", "").splitlines()
    assert rules[0].startswith("out/one.docx:") and "a\\ b/one.md" in rules[0] and "inc.md" in rules[0] and "i.png" in rules[0]
    assert rules[1].split() == ["out/page.docx:", "page.md"]


def on_terminal(here, *args):
    """What a run shows on a terminal while its last page is waited for, and its status."""
    ours, theirs = pty.openpty()
    program = subprocess.Popen([str(golden.JEROME), *args], cwd=here, stderr=theirs)
    os.close(theirs)
    shown = bytearray()

    def read():
        try:
            while piece := os.read(ours, 4096):
                shown.extend(piece)
        except OSError:
            pass

    reader = threading.Thread(target=read)
    reader.start()
    program.wait(timeout=30)
    reader.join()
    os.close(ours)
    return shown.decode()


def test_a_terminal_shows_how_far_it_is_in_one_line_that_goes_away(hanging):
    shown = on_terminal(hanging, "--files-from", "list", "-o", "out/", "--timeout", "2", "-j2", "--max-messages", "1")
    assert re.search(r"\d+ of 41 pages, [\d.]+/s, \d+:\d\d left", shown)
    assert shown.rpartition("\r\x1b[K")[2].count("of 41 pages") == 0


def test_with_quiet_nothing_is_shown(hanging):
    shown = on_terminal(hanging, "--files-from", "list", "-o", "out/", "--timeout", "2", "-q")
    assert "of 41 pages" not in shown


# ---- Reports ----

def test_a_report_has_every_page_with_what_became_of_it(run, hanging):
    run("--files-from", "list", "-o", "out/", "--timeout", "1", "--report", "r.json", "--report", "r.html")
    report = json.loads((hanging / "r.json").read_text())
    pages = {page["page"]: page for page in report["pages"]}
    assert len(pages) == 41 and report["command"] == "convert"
    assert pages["docs/f1/p17x.md"]["status"] == "timed-out"
    assert pages["docs/f1/p01.md"]["status"] == "ok"
    assert pages["docs/f0/p00.md"]["status"] == "warnings" and pages["docs/f0/p00.md"]["messages"]
    for page in pages.values():
        for output in page.get("outputs", []):
            assert (hanging / output["path"]).stat().st_size == output["bytes"]
    assert b"<html" in (hanging / "r.html").read_bytes()


def test_a_report_of_another_kind_is_refused_before_anything_is_done(run, docs):
    result = run("docs", "-o", "out/", "--report", "r.txt")
    assert result.returncode == 2 and not (docs / "out/f0/p00.html").exists()
