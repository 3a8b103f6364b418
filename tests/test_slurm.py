# SPDX-License-Identifier: MIT
"""The recipe for Slurm in docs/bulk.md, as it stands there, on a cluster of one machine that lives as long as the test."""
import os
import pathlib
import re
import shutil
import socket
import subprocess
import time

import pytest

import golden
from test_bulk import contents, docs  # noqa: F401, a fixture

PROGRAMS = ["munged", "slurmctld", "slurmd", "sbatch", "squeue", "scontrol"]
CONFIG = """\
ClusterName=test
SlurmctldHost={host}(127.0.0.1)
SlurmUser=root
AuthType=auth/munge
AuthInfo=socket={here}/munge.socket
CryptoType=crypto/munge
SlurmctldPort=16817
SlurmdPort=16818
StateSaveLocation={here}/state
SlurmdSpoolDir={here}/spool
SlurmctldPidFile={here}/slurmctld.pid
SlurmdPidFile={here}/slurmd.pid
SlurmctldLogFile={here}/slurmctld.log
SlurmdLogFile={here}/slurmd.log
ProctrackType=proctrack/pgid
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
SelectType=select/cons_tres
ReturnToService=2
SchedulerParameters=sched_interval=1
NodeName={host} NodeAddr=127.0.0.1 CPUs={cpus} State=UNKNOWN
PartitionName=all Nodes={host} Default=YES OverSubscribe=FORCE:8 State=UP
"""


def path_of(program):
    return shutil.which(program, path=os.environ["PATH"] + ":/usr/sbin:/sbin")


@pytest.fixture
def cluster(tmp_path_factory):
    """The environment in which sbatch finds a cluster; its processes end with the test."""
    missing = [program for program in PROGRAMS if not path_of(program)]
    if missing or os.geteuid() != 0:
        pytest.skip(f"skipped: no {', '.join(missing) or 'root'}")
    here = tmp_path_factory.mktemp("slurm")
    here.chmod(0o755)
    for folder in ["state", "spool"]:
        (here / folder).mkdir()
    (here / "munge.key").write_bytes(os.urandom(1024))
    (here / "munge.key").chmod(0o600)
    host = socket.gethostname().partition(".")[0]
    (here / "slurm.conf").write_text(CONFIG.format(here=here, host=host, cpus=os.cpu_count()))
    env = {**os.environ, "SLURM_CONF": str(here / "slurm.conf")}
    programs = []

    def begin(*words):
        programs.append(subprocess.Popen([path_of(words[0]), *words[1:]], env=env, stdout=open(here / f"{words[0]}.out", "w"),
                                         stderr=subprocess.STDOUT))

    begin("munged", "--foreground", "--force", f"--socket={here}/munge.socket", f"--key-file={here}/munge.key",
          f"--pid-file={here}/munge.pid", f"--log-file={here}/munge.log", f"--seed-file={here}/munge.seed")
    wait(lambda: (here / "munge.socket").exists(), here)
    begin("slurmctld", "-D")
    begin("slurmd", "-D")
    try:
        wait(lambda: re.search(r"State=IDLE\b", scontrol(env)), here)
        yield env
    finally:
        for program in reversed(programs):
            program.terminate()
        for program in programs:
            try:
                program.wait(timeout=20)
            except subprocess.TimeoutExpired:
                program.kill()


def scontrol(env):
    return subprocess.run([path_of("scontrol"), "show", "node"], env=env, capture_output=True, text=True, timeout=30).stdout


def wait(condition, here, seconds=60):
    for _ in range(seconds * 5):
        if condition():
            return
        time.sleep(0.2)
    logs = "\n".join(f"{log.name}: {log.read_text()[-600:]}" for log in [*here.glob("*.log"), *here.glob("*.out")])
    raise AssertionError(f"waited for nothing; {logs}")


def recipe():
    """The script of the documentation."""
    text = (golden.ROOT / "docs" / "bulk.md").read_text()
    block = re.search(r"Slurm, eight tasks:\n\n((?:    .*\n)+)", text)[1]
    return re.sub(r"^    ", "", block, flags=re.M)


def test_the_array_of_the_documentation_exports_every_page_once(run, docs, cluster):  # noqa: F811
    script = recipe().replace("exec jerome", f"exec {golden.JEROME}").replace("--cpus-per-task=4", "--cpus-per-task=1")
    (docs / "job.sh").write_text(script)
    sent = subprocess.run([path_of("sbatch"), "job.sh"], cwd=docs, env=cluster, capture_output=True, text=True, timeout=60)
    number = re.search(r"Submitted batch job (\d+)", sent.stdout)
    assert number, sent.stderr

    def is_over():
        queue = subprocess.run([path_of("squeue"), "-h", "-j", number[1]], env=cluster, capture_output=True, text=True, timeout=30)
        return queue.stdout.strip() == ""

    wait(is_over, docs, 120)
    assert run("export", "docs", "--to-lang", "de-DE,fr-FR", "-o", "whole").returncode == 0
    assert contents(docs / "out") == contents(docs / "whole") != {}
    parts = [f"report.{i}.json" for i in range(1, 9)]
    told = run("report", "merge", *parts)
    assert told.returncode == 0 and told.stdout.startswith(b"jerome export: 80 pages"), told.stdout
    assert len(list(pathlib.Path(docs).glob("journal.*"))) == 8
