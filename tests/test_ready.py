"Compiled code: from eight threads at once, through interrupts, damage and full disks, or not at all"
import errno
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import textwrap
import time
import warnings
from pathlib import Path

import numpy as np
import pytest

from volrisk import compiling

posix = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
RETURNS = """
import json, os, signal, sys, threading, warnings
import pandas as pd
import volrisk as vr

returns = vr.simulate_returns(600, rng=0)
"""


def started(code, folder, *arguments, **more):
    "A fresh process, whose compiled code is kept in a folder"
    env = {**os.environ, "NUMBA_CACHE_DIR": str(folder), "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", textwrap.dedent(code), *arguments]
    how = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    return subprocess.Popen(command, env=env | more.pop("env", {}), **how, **more)


def answer(code, folder, *arguments, **more):
    "What a fresh process prints, and what it says on stderr"
    process = started(code, folder, *arguments, **more)
    out, said = process.communicate(timeout=500)
    assert process.returncode == 0, said
    return out, said


THREADS = """
JOBS = {
    "fit": lambda: vr.GARCH().fit(returns).params.sum(),
    "walk": lambda: vr.walk_forward(vr.GARCH(), returns, window=500, refit=50).volatility.sum(),
    "horizon": lambda: sum(vr.horizon_risk(vr.GARCH().fit(returns), 3, paths=1000)),
}
found, gate = {}, threading.Barrier(8)

def work(place, job):
    gate.wait()
    try:
        found[place] = float(JOBS[job]())
    except BaseException as error:
        found[place] = f"{type(error).__name__}: {error}"

jobs = sys.argv[1:]
threads = [threading.Thread(target=work, args=(i, jobs[i % len(jobs)])) for i in range(8)]
[thread.start() for thread in threads], [thread.join() for thread in threads]
print(json.dumps([found[i] for i in range(8)]))
"""


def from_threads(folder, *jobs):
    "What eight threads find, which do these things as the first of their process"
    out, _ = answer(RETURNS + THREADS, folder, *jobs)
    found = json.loads(out)
    assert all(isinstance(value, float) for value in found), found
    for place, job in enumerate(jobs):
        assert len(set(found[place :: len(jobs)])) == 1, job


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    "Compiled code, from the first use by eight threads at once"
    folder = tmp_path_factory.mktemp("compiled")
    from_threads(folder, "fit", "walk", "horizon")
    return folder


def test_eight_threads_from_cold_and_from_disk(folder):
    for job in ("fit", "walk", "horizon"):
        from_threads(folder, job)


def test_a_panel_of_threads_loses_no_task(folder):
    code = """
    import joblib
    table = pd.DataFrame({name: returns for name in "abcdefgh"})
    warnings.simplefilter("error")
    with joblib.parallel_config(backend="threading"):
        models = [vr.GARCH(), vr.GJR()]
        print(vr.walk_forward_panel(models, table, n_jobs=4, window=500, refit=50))
    """
    out, _ = answer(RETURNS + textwrap.dedent(code), folder)
    assert out.startswith("16 forecasts, 0 failures")


PATIENT = """
stops = 0
print("here", flush=True)
while True:
    try:
        fit = vr.GARCH().fit(returns)
        print(stops, fit.converged, fit.params.sum(), flush=True)
        break
    except KeyboardInterrupt:
        stops += 1
        print("stopped", flush=True)
"""


@posix
def test_an_interrupt_of_the_compiler_stops_it_and_spoils_nothing(tmp_path):
    process = started(RETURNS + PATIENT, tmp_path)
    assert process.stdout.readline() == "here\n"
    waits = []
    for pause in (0.2, 1.0, 2.0, 4.0):
        time.sleep(pause)
        process.send_signal(signal.SIGINT)
        begin = time.monotonic()
        assert process.stdout.readline() == "stopped\n", process.stderr.read()
        waits.append(time.monotonic() - begin)
    out, said = process.communicate(timeout=500)
    assert out.startswith("4 True") and "Exception ignored" not in said
    assert max(waits) < 30


FIRST_IMPORT = """
import volrisk as vr
stops = 0
print("here", flush=True)
while True:
    try:
        returns = vr.simulate_returns(600, rng=0)
        fit = vr.GARCH().fit(returns)
        print(stops, fit.converged, flush=True)
        break
    except KeyboardInterrupt:
        stops += 1
"""


@posix
@pytest.mark.parametrize("pause", [0.02, 0.1, 0.25, 0.5])
def test_an_interrupt_of_the_first_import_spoils_nothing(pause, folder):
    process = started(FIRST_IMPORT, folder)
    assert process.stdout.readline() == "here\n"
    time.sleep(pause)
    process.send_signal(signal.SIGINT)
    out, said = process.communicate(timeout=500)
    assert process.returncode == 0, said
    assert "True" in out and "Exception ignored" not in said
