"""How long correlations of many assets take: `python benchmarks/portfolio.py`

Seconds are those of the processor, of all threads together, so that a busy machine does not count;
a goal of 30 s on two cores is one of 60. Quote the ratios to the first line, a pass through the
likelihood of one pair. Correlations are of 2,500 days.
"""

import os

for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(name, "1")

import subprocess
import sys
import time
from functools import partial
from itertools import chain

import numpy as np
import pandas as pd
from timing import fastest

import volrisk as vr
from volrisk.pairs import composite, form_of

DAYS = 2500


def innovations(assets, days=DAYS, alpha=0.03, beta=0.95):
    "Innovations whose correlations move, by corrected news"
    rng = np.random.default_rng(0)
    share = rng.uniform(0.3, 0.8, assets)
    S = np.outer(share, share)
    np.fill_diagonal(S, 1)
    Q, z = S, np.empty((days, assets))
    for t in range(days):
        root = np.sqrt(np.diag(Q))
        z[t] = np.linalg.cholesky(Q / np.outer(root, root)) @ rng.standard_normal(assets)
        w = z[t] * root
        Q = (1 - alpha - beta) * S + alpha * np.outer(w, w) + beta * Q
    return z


def questions():
    "What is timed, and how many seconds it may take"
    pair = form_of(1, 0, 1, corrected=True, reach=1)
    yield "a pass, 1 pair", partial(composite, pair, np.array([0.03, 0.95]), innovations(2)), 0.01
    for assets, goal in {2: 0.05, 10: 0.15, 60: 2.0, 100: 0.3, 500: 2.0}.items():
        z = innovations(assets)
        yield f"cDCC of {assets} assets", partial(vr.DCC().estimate, z), goal
        if assets in (100, 500):
            yield f"DCC of {assets} assets", partial(vr.DCC(corrected=False).estimate, z), goal
            yield from filters(z)


def filters(z):
    "One portfolio of these assets on all days, and tomorrow's matrix"
    fit, assets = vr.DCC().estimate(z), z.shape[1]
    loads = np.random.default_rng(1).standard_normal((DAYS + 1, assets))
    yield f"  variances of a portfolio of {assets}", partial(fit.variances, z, loads), 1.0
    yield f"  correlations of {assets} tomorrow", partial(fit.matrix, z), 0.2


def many_books():
    "A hundred assets, a hundred refits, fifty books"
    returns, rng = vr.simulate_assets(3000, 100, rng=1), np.random.default_rng(2)
    weights = rng.dirichlet(np.ones(100), 50)
    books = {f"book {k}": pd.Series(w, returns.columns) for k, w in enumerate(weights)}

    def asked():
        walk = vr.Joint().walk_forward(returns, window=1000, n_jobs=2, progress=False)
        return walk.portfolios(books, n_jobs=2)

    yield "100 assets, 100 refits, 50 books", asked, 60.0


def reports():
    "A report of fifty assets on two thousand days, and ten days ahead of them"
    returns = vr.simulate_assets(3000, 50, rng=1)
    walk = vr.Joint().walk_forward(returns.iloc[-1010:], window=1000, progress=False)
    how = {"progress": False, "days": 2000}
    yield "10 days, 4,000 paths of 50 assets", partial(walk.simulate, 10, paths=4000, rng=0), 10.0
    yield "report of 50 assets, 2,000 days", partial(vr.portfolio_report, returns, **how), 60.0


MEMORY = """
import resource, sys
import numpy as np
import volrisk as vr
days, assets = int(sys.argv[1]), 200
z = np.random.default_rng(0).standard_normal((days, assets))
fit, loads = vr.EWMACorrelation().estimate(z), np.ones((days + 1, assets))
fit.variances(z, loads)
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024) - 2 * z.nbytes / 2**20)
"""


def memory(days):
    "Peak memory of a process that filters so many days of 200 assets, less its input, in MiB"
    command = [sys.executable, "-c", MEMORY, str(days)]
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def main():
    unit = None
    for name, function, goal in chain(questions(), many_books(), reports()):
        took = fastest(function, 1 if goal > 10 else 3, time.process_time)
        unit = took if unit is None else unit
        verdict = "ok" if took < goal else "TOO SLOW"
        print(f"{name:36} {took:7.3f} s {took / unit:8.0f} passes   goal {goal:g} s   {verdict}")
    memory(2000)  # compiles
    few, many = memory(2000), memory(20000)
    each = (many - few) / 18000 * 1024
    print(f"memory of 2,000 days {few:.0f} MiB, of 20,000 {many:.0f} MiB: {each:.1f} KiB a day")
    print("(a matrix a day would be 312 KiB)")


if __name__ == "__main__":
    main()
