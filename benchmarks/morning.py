"""What a morning costs: processor seconds of the commands' main jobs, here and at an earlier commit

Usage: `python benchmarks/morning.py [--commit 500734f] [--tries 3]`
A file of the closes of the embedded S&P 500 is asked for its report, its forecast and with a wrong
name, each in a fresh process that finds its compiled code on disk; the second report is made and
saved in a process that has made one before. Both versions take turns in the same run; quote the
ratios, not the seconds: they depend on the machine and on its load.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import pandas as pd
from arch.data import sp500
from start import ROOT, checked_out

MAIN = "import sys; from volrisk.cli import main; sys.argv[0] = 'volrisk'; main()"
SECOND = """
import sys, time
import pandas as pd
import volrisk as vr
closes = pd.read_csv(sys.argv[1], index_col=0, parse_dates=True)["Close"]
for _ in range(2):
    begin = time.process_time()
    vr.save(vr.report(vr.log_returns(closes), progress=False), sys.argv[2])
print(time.process_time() - begin)
"""
JOBS = {
    "volrisk report": (MAIN, "report", "closes.csv", "--out", "report"),
    "second report, saved": (SECOND, "closes.csv", "report"),
    "volrisk forecast": (MAIN, "forecast", "closes.csv"),
    "no such file": (MAIN, "report", "absent.csv"),
    "volrisk --help": (MAIN, "--help"),
}


def seconds(job, checkout, folder):
    "Processor seconds of a job: those that it prints, or those of its process"
    code, *words = job
    env = {**os.environ, "PYTHONPATH": str(checkout), "MPLBACKEND": "agg"}
    env |= {"NUMBA_CACHE_DIR": f"{folder}/kept", "PYTHONPYCACHEPREFIX": f"{folder}/bytecode"}
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-c", code, *words]
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if code is SECOND:
        return float(done.stdout)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def measured(checkouts, folder, tries):
    "One column a version, one row a job; the least of several tries, after one that compiles"
    table = pd.DataFrame(np.inf, list(JOBS), list(checkouts))
    for row, job in JOBS.items():
        for turn in range(tries + 1):
            for name, checkout in checkouts.items():
                took = seconds(job, checkout, Path(folder) / name)
                table.loc[row, name] = min(took if turn else np.inf, table.loc[row, name])
    return table


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--commit", default="500734f", help="what to compare with")
    parser.add_argument("--tries", type=int, default=3, help="of each job")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, checked_out(given.commit, folder) as earlier:
        checkouts = {given.commit: earlier, "here": ROOT}
        closes = sp500.load()["Adj Close"].rename("Close").rename_axis("Date")
        for name in checkouts:
            (Path(folder) / name).mkdir()
            closes.to_csv(Path(folder) / name / "closes.csv")
        table = measured(checkouts, folder, given.tries)
    table["ratio"] = table["here"] / table[given.commit]
    print(table.round(2).to_string())


if __name__ == "__main__":
    main()
