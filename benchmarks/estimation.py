"""Walk-forward estimation: volrisk's batch against a loop over arch, on the same windows

Usage: `python benchmarks/estimation.py [--refits 500] [--sample 40] [--models GARCH-normal,GJR-t]`
Both in the same run, on one thread; then smoothing models, simulation, and the first use.
Times are CPU times: medians (arch, of single fits) and means (volrisk, of the whole batch, cold
heads included); quote the ratio, not the times.
"short" counts the sampled windows in which one ends more than 1e-4 nats below the better of the
two.
"""

import argparse
import os
import subprocess
import sys
import tempfile

for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "NUMBA_NUM_THREADS"):
    os.environ.setdefault(name, "1")

import time
import warnings

import arch.data.sp500
import numpy as np
import pandas as pd
from arch import arch_model

import volrisk
from volrisk.estimation import maximise

FAMILIES = {
    "GARCH": dict(vol="GARCH", p=1, o=0, q=1),
    "GJR": dict(vol="GARCH", p=1, o=1, q=1),
    "EGARCH": dict(vol="EGARCH", p=1, o=1, q=1),
    "APARCH": dict(vol="APARCH", p=1, o=1, q=1),
}
LAWS = ("normal", "t", "ged", "skewt")
LENGTH = 1000


def by_arch(returns, settings, law, days):
    "Log-likelihoods and seconds of arch's cold fits of the windows that start on `days`"
    values, seconds = [], []
    for day in days:
        clock = time.thread_time()
        window = returns[day : day + LENGTH]
        model = arch_model(window, dist=law, rescale=False, **settings)
        result = model.fit(disp="off", show_warning=False)
        seconds.append(time.thread_time() - clock)
        values.append(result.loglikelihood)
    return np.array(values), np.median(seconds)


def compare(returns, name, refits, sample):
    "One row of the table"
    kind, law = name.split("-")
    settings = FAMILIES[kind]
    specification = getattr(volrisk, kind)(dist=law).specification
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


def smoothing(returns, refits):
    "Milliseconds a window of models whose law alone is estimated"
    models = [volrisk.EWMA(dist="t"), volrisk.EWMA(None, dist="t")]
    models += [volrisk.MovingAverage(dist="t"), volrisk.RiskMetrics2006(dist="t")]
    rows = {str(model): smoothed(model, returns, np.arange(refits)) for model in models}
    return pd.DataFrame(rows).T.rename_axis("model")


def smoothed(model, returns, starts):
    "One row of the table"
    ends = starts + LENGTH
    model.estimate(returns, [0], [LENGTH])  # compiled by now
    clock = time.thread_time()
    found = model.estimate(returns, starts, ends)
    ready = time.thread_time()
    params, presample = found[model.names].to_numpy(), found["presample"].to_numpy()
    model.forecasts(returns, params, presample, starts, ends, ends + 1)
    times = ready - clock, time.thread_time() - ready
    fit, forecast = (1e3 * took / len(starts) for took in times)
    return {"fit ms": fit, "forecast ms": forecast}


def simulation(returns, paths=100_000):
    "Ten days on many paths, draws included, against arch"
    series = pd.Series(returns, pd.bdate_range("1999-01-05", periods=len(returns)))
    rows = {}
    for name in ("GARCH-normal", "GJR-t", "GJR-skewt", "EGARCH-t", "APARCH-t"):
        kind, law = name.split("-")
        fit = getattr(volrisk, kind)(dist=law).fit(series)
        model = arch_model(returns, dist=law, rescale=False, **FAMILIES[kind])
        theirs = model.fit(disp="off", show_warning=False)
        rows[str(fit.model)] = simulated(fit, theirs, paths)
    return pd.DataFrame(rows).T.rename_axis("model")


def simulated(fit, theirs, paths):
    "One row of the table"
    fit.simulate(10, 10, rng=0)  # compiled by now
    clock = time.thread_time()
    fit.simulate(10, paths, rng=0)
    ready = time.thread_time()
    theirs.forecast(horizon=10, method="simulation", simulations=paths, reindex=False)
    times = ready - clock, time.thread_time() - ready
    return dict(zip(("volrisk ms", "arch ms"), (1e3 * took for took in times)))


FIRST_USE = """
import itertools, volrisk
r = volrisk.simulate_returns(300, rng=0)
for kind, law in itertools.product(("GJR", "EGARCH", "APARCH"), ("normal", "t", "ged", "skewt")):
    getattr(volrisk, kind)(dist=law).fit(r)
"""


def first_use():
    "CPU seconds of a process that fits every model once: in a fresh environment, and after that"
    command, seconds = [sys.executable, "-c", FIRST_USE], []
    with tempfile.TemporaryDirectory() as cache:
        environment = {**os.environ, "NUMBA_CACHE_DIR": cache}
        for _ in range(2):
            before = sum(os.times()[2:4])
            subprocess.run(command, env=environment, check=True, stderr=subprocess.DEVNULL)
            seconds.append(sum(os.times()[2:4]) - before)
    fresh, later = seconds
    return f"first use of all models: {fresh:.1f} s; afterwards, imports included: {later:.1f} s"


def options():
    "What the command line says"
    everything = ",".join(f"{family}-{law}" for family in FAMILIES for law in LAWS)
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    batch = "daily refits of the walk-forward batch: evenly spaced blocks of 50 days"
    parser.add_argument("--refits", type=int, default=1000, help=batch)
    sample = "windows, evenly spaced, that arch fits too"
    parser.add_argument("--sample", type=int, default=40, help=sample)
    parser.add_argument("--models", default=everything)
    return parser.parse_args()


def main():
    asked = options()
    warnings.simplefilter("ignore")
    prices = arch.data.sp500.load()["Adj Close"]
    returns = 100 * np.log(prices).diff().dropna().to_numpy()
    rows = []
    for name in asked.models.split(","):
        rows.append(compare(returns, name, asked.refits, asked.sample))
        if sys.stdout.isatty():
            print(name, "done", flush=True)
    tables = pd.DataFrame(rows).set_index("model"), smoothing(returns, asked.refits)
    for table in (*tables, simulation(returns)):
        print(table.to_string(float_format="{:.3g}".format))
    print(first_use())


if __name__ == "__main__":
    main()
