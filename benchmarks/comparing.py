"""How long it takes to compare many models, beside `arch`: `python benchmarks/comparing.py`

Usage: `python benchmarks/comparing.py [--models 200] [--days 2000] [--tries 3]`
Both draw the same samples of days, so that p-values of the confidence set are equal. Each figure is
the fastest of several calls in one process on one thread; quote the ratios, not the seconds.
"""

import os

os.environ |= dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")

import argparse
from functools import partial

import numpy as np
import pandas as pd
from arch.bootstrap import MCS, SPA
from timing import fastest

import volrisk as vr


def losses_of(models, days):
    "Losses that share most of what happens, each model a little worse than the one before"
    rng = np.random.default_rng(0)
    shared, own = rng.exponential(size=(days, 1)), rng.exponential(size=(days, models))
    return pd.DataFrame(shared + 0.3 * own + 0.001 * np.arange(models)).add_prefix("model ")


def set_of_arch(losses, method):
    "P-values of the confidence set"
    found = MCS(losses, 0.1, 1000, method=method, seed=np.random.default_rng(0))
    found.compute()
    return found.pvalues["Pvalue"]


def spa_of_arch(losses):
    "The consistent p-value, of differences that are not studentised"
    block = int(np.sqrt(len(losses)))
    found = SPA(losses.iloc[:, -1], losses, block_size=block, reps=999, seed=0)
    found.compute()
    return found.pvalues["consistent"]


def questions(losses):
    "What is timed: here and by arch"
    for method in ("R", "max"):
        ours = partial(vr.model_confidence_set, losses, method=method)
        yield f"confidence set ({method})", ours, partial(set_of_arch, losses, method)
    yield "SPA", partial(vr.spa, losses.iloc[:, -1], losses), partial(spa_of_arch, losses)


def same_pvalues(losses):
    "Whether both find the same confidence set"
    ours = (vr.model_confidence_set(losses, method=method).pvalues for method in ("R", "max"))
    theirs = (set_of_arch(losses, method) for method in ("R", "max"))
    return all(a.equals(b[a.index]) for a, b in zip(ours, theirs))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    for name, default in {"models": 200, "days": 2000, "tries": 3}.items():
        parser.add_argument(f"--{name}", type=int, default=default)
    given = parser.parse_args()
    few = losses_of(10, given.days)
    print(f"equal p-values of 10 models: {same_pvalues(few)}")
    for losses in (few, losses_of(given.models, given.days)):
        for name, ours, theirs in questions(losses):
            here, there = fastest(ours, given.tries), fastest(theirs, given.tries)
            what = f"{len(losses.columns)} models, {len(losses)} days, {name}"
            print(f"{what:46} {here:7.3f} s   arch {there:7.3f} s   ratio {here / there:.3f}")


if __name__ == "__main__":
    main()
