"""What the first call costs: processor seconds of fresh processes, here and at an earlier commit

Usage: `python benchmarks/start.py [--commit 1bd793a] [--tries 5] [--everything]`
Each process is measured as a whole, by the times of a child. "cold" starts with an empty folder of
compiled code, "kept" with the folder that the cold process has filled. Both versions take turns in
the same run; quote the ratios, not the seconds: they depend on the machine and on its load. After
`python tools/precompile.py` there is a third column: as a wheel that brings its code along.
`--everything` also fits every family with every law from cold, which takes minutes.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pandas as pd
from llvmlite.binding import get_host_cpu_name

ROOT = Path(__file__).parent.parent
RETURNS = """
import numpy as np
import pandas as pd
import volrisk as vr
days = pd.bdate_range("2015-01-01", periods=1000)
returns = pd.Series(0.01 * np.random.default_rng(0).standard_t(5, 1000), days)
"""
FIT = f"{RETURNS}\nvr.GARCH().fit(returns)"
EVERYTHING = f"""{RETURNS}
for family in (vr.GARCH, vr.GJR, vr.EGARCH, vr.APARCH):
    for law in ("normal", "t", "ged", "skewt"):
        family(dist=law).fit(returns)
"""


# with its processor named, a process leaves alone what came with the package
NAMED = {"NUMBA_CPU_NAME": get_host_cpu_name()}


def seconds(code, checkout, folder, named):
    "Processor seconds of a fresh process"
    kept = {"PYTHONPATH": str(checkout), "NUMBA_CACHE_DIR": str(folder)}
    env = os.environ | kept | named
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-c", code]
    subprocess.run(command, cwd=checkout, env=env, check=True, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


@contextmanager
def checked_out(commit, folder):
    "An earlier commit in a folder of its own"
    path = Path(folder) / "earlier"
    git = ["git", "-C", str(ROOT), "worktree"]
    subprocess.run([*git, "add", "--detach", "--quiet", str(path), commit], check=True)
    try:
        yield path
    finally:
        subprocess.run([*git, "remove", "--force", str(path)], check=True)


WHEEL = "as a wheel"


def measured(checkouts, folder, tries, everything):
    "One column a version, one row a start; the least of several tries where they are quick"
    rows = {"import volrisk": ("import volrisk", "none", tries)}
    rows |= {"GARCH().fit, cold": (FIT, "fit", 1), "GARCH().fit, kept": (FIT, "fit", tries)}
    if everything:
        rows["4 families, 4 laws, cold"] = EVERYTHING, "everything", 1
        rows["4 families, 4 laws, kept"] = EVERYTHING, "everything", tries
    table = pd.DataFrame(np.inf, list(rows), list(checkouts))
    for row, (code, kept, times) in rows.items():
        for name, checkout in times * list(checkouts.items()):
            named = {} if name == WHEEL else NAMED
            took = seconds(code, checkout, Path(folder) / name / kept, named)
            table.loc[row, name] = min(took, table.loc[row, name])
    return table


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--commit", default="1bd793a", help="what to compare with")
    parser.add_argument("--tries", type=int, default=5, help="of each start from kept code")
    parser.add_argument("--everything", action="store_true", help="every family and law as well")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, checked_out(given.commit, folder) as earlier:
        checkouts = {given.commit: earlier, "here": ROOT}
        if (ROOT / "volrisk" / "precompiled").exists():
            checkouts[WHEEL] = ROOT
        table = measured(checkouts, folder, given.tries, given.everything)
    for name in list(checkouts)[1:]:
        table[f"{name}: ratio"] = table[name] / table[given.commit]
    print(table.round(2).to_string())


if __name__ == "__main__":
    main()
