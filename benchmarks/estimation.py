"""Walk-forward estimation: volrisk's batch against a loop over arch, on the same windows in the same run, one thread.

Usage: python benchmarks/estimation.py [--refits 500] [--sample 40] [--models GARCH-normal,GJR-t]
Times are CPU times: medians (arch, of single fits) and means (volrisk, of the whole batch, cold heads included); quote the ratio, not the times.
"short" counts the sampled windows in which one ends more than 1e-4 nats below the better of the two.
"""
import argparse
import os

for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "NUMBA_NUM_THREADS"):
    os.environ.setdefault(name, "1")

import time
import warnings

import arch.data.sp500
import numpy as np
import pandas as pd
from arch import arch_model

from volrisk.estimation import Specification, maximise

FAMILIES = {
    "GARCH": (("garch", (1, 0, 1)), dict(vol="GARCH", p=1, o=0, q=1)),
    "GJR": (("garch", (1, 1, 1)), dict(vol="GARCH", p=1, o=1, q=1)),
    "EGARCH": (("egarch", (1, 1, 1)), dict(vol="EGARCH", p=1, o=1, q=1)),
    "APARCH": (("aparch", (1, 1, 1)), dict(vol="APARCH", p=1, o=1, q=1)),
}
LAWS = ("normal", "t", "ged", "skewt")
LENGTH = 1000


def by_arch(returns, settings, law, days):
    "Log-likelihoods and seconds of arch's cold fits of the windows that start on `days`"
    values, seconds = [], []
    for day in days:
        clock = time.thread_time()
        result = arch_model(returns[day : day + LENGTH], dist=law, rescale=False, **settings).fit(disp="off", show_warning=False)
        seconds.append(time.thread_time() - clock)
        values.append(result.loglikelihood)
    return np.array(values), np.median(seconds)


def compare(returns, name, refits, sample):
    "One row of the table"
    (family, settings), law = FAMILIES[name.split("-")[0]], name.split("-")[1]
    specification = Specification(*family, law=law)
    maximise(specification, returns[:LENGTH])  # compiled by now
    blocks = np.linspace(0, len(returns) - LENGTH - 50, refits // 50).astype(int)
    starts = (blocks[:, None] + np.arange(50)).ravel()
    clock = time.thread_time()
    fits = maximise(specification, returns, (starts, starts + LENGTH))
    ours = (time.thread_time() - clock) / len(starts)
    picks = np.linspace(0, len(starts) - 1, sample).astype(int)
    theirs, seconds = by_arch(returns, settings, law, starts[picks])
    gap = theirs - fits.loglikelihood[picks]
    return {
        "model": name,
        "arch ms": seconds * 1e3,
        "volrisk ms": ours * 1e3,
        "ratio": seconds / ours,
        "windows": sample,
        "arch short": int(np.sum(gap < -1e-4)),
        "volrisk short": int(np.sum(gap > 1e-4)),
        "noninvertible": int(fits.noninvertible[picks].sum()),
        "arch worst": max(0.0, -gap.min()),
        "volrisk worst": max(0.0, gap.max()),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--refits", type=int, default=1000, help="daily refits of the walk-forward batch: evenly spaced blocks of 50 days")
    parser.add_argument("--sample", type=int, default=40, help="windows, evenly spaced, that arch fits too")
    parser.add_argument("--models", default=",".join(f"{family}-{law}" for family in FAMILIES for law in LAWS))
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    returns = 100 * np.log(arch.data.sp500.load()["Adj Close"]).diff().dropna().to_numpy()
    rows = []
    for name in options.models.split(","):
        rows.append(compare(returns, name, options.refits, options.sample))
        print(*(f"{key} {value:.3g}" if isinstance(value, float) else f"{key} {value}" for key, value in rows[-1].items()), sep="  ", flush=True)
    print(pd.DataFrame(rows).set_index("model").to_string(float_format="{:.3g}".format))


if __name__ == "__main__":
    main()
