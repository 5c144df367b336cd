"""Walk-forward against a hand-written loop around `arch`, in one run

Usage: `python benchmarks/walkforward.py`
The loop refits on every `--stride`-th of the same windows, because it is slow; figures are per
refit. Quote the ratios, not the times.
"""

import argparse
import subprocess
import sys
import time
import warnings
from functools import partial

import numpy as np
import pandas as pd
from arch import arch_model

import volrisk as vr

PAIRS = {
    vr.GARCH(): {"vol": "GARCH"},
    vr.GARCH(dist="t"): {"vol": "GARCH", "dist": "t"},
    vr.GJR(): {"vol": "GARCH", "o": 1},
    vr.GJR(dist="t"): {"vol": "GARCH", "o": 1, "dist": "t"},
    vr.GJR(dist="ged"): {"vol": "GARCH", "o": 1, "dist": "ged"},
    vr.GJR(dist="skewt"): {"vol": "GARCH", "o": 1, "dist": "skewt"},
    vr.EGARCH(dist="t"): {"vol": "EGARCH", "o": 1, "dist": "t"},
    vr.APARCH(dist="t"): {"vol": "APARCH", "o": 1, "dist": "t"},
}


def seconds(function):
    "Seconds that a call takes, and what it returns"
    begin = time.perf_counter()
    result = function()
    return time.perf_counter() - begin, result


def next_day_by_arch(sample, settings):
    "Volatility of the day after a window, by a cold fit"
    fit = arch_model(sample, rescale=False, **settings).fit(disp="off", show_warning=False)
    return np.sqrt(fit.forecast(horizon=1, reindex=False).variance.iloc[-1, 0]) / 100


def arch_loop(returns, settings, origins, window):
    "Next-day volatilities by arch"
    percent = 100 * returns.to_numpy()
    samples = (percent[origin - window : origin] for origin in origins)
    return [next_day_by_arch(sample, settings) for sample in samples]


def one_row(model, settings, returns, window, stride):
    "Milliseconds a refit of both, the ratio, and how far apart they are"
    walk = partial(vr.walk_forward, model, window=window, progress=False)
    walk(returns[: window + 60])  # compiled by now
    ours, forecast = seconds(partial(walk, returns))
    origins = range(window, len(returns), stride)
    theirs, volatility = seconds(partial(arch_loop, returns, settings, origins, window))
    gap = np.abs(np.log(forecast.volatility[::stride] / volatility))
    ours_ms, theirs_ms = 1e3 * ours / len(forecast), 1e3 * theirs / len(origins)
    return {
        "volrisk, ms": ours_ms,
        "arch, ms": theirs_ms,
        "ratio": theirs_ms / ours_ms,
        "converged": forecast.refits["converged"].mean(),
        "median gap of volatility": np.median(gap),
    }


def against_arch(returns, window, stride):
    "One row a model, printed as it comes"
    for place, (model, settings) in enumerate(PAIRS.items()):
        row = one_row(model, settings, returns, window, stride)
        table = pd.DataFrame({str(model): row}).T
        print(table.to_string(float_format="{:.4g}".format, header=place == 0), flush=True)


def panel(assets, days, n_jobs):
    "Daily GARCH refits of many simulated assets"
    rng = np.random.default_rng(0)
    columns = {f"asset {i}": vr.simulate_returns(days + 1000, rng=rng) for i in range(assets)}
    settings = {"n_jobs": n_jobs, "window": 1000, "progress": False}
    walk = partial(vr.walk_forward_panel, [vr.GARCH()], pd.DataFrame(columns), **settings)
    took, result = seconds(walk)
    work = f"{assets} assets x {days} daily GARCH refits on {n_jobs} workers"
    print(f"{work}: {took:.1f} s, {len(result.failures)} failures")


MEMORY = """
import resource, sys
import volrisk as vr
returns = vr.simulate_returns(1000 + int(sys.argv[1]), rng=0)
vr.walk_forward(vr.GJR(dist="t"), returns, progress=False)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def memory(windows):
    "Peak memory of a process that walks so many windows forward, in MiB"
    command = [sys.executable, "-c", MEMORY, str(windows)]
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--window", type=int, default=1000)
    parser.add_argument("--stride", type=int, default=100)
    parser.add_argument("--assets", type=int, default=100)
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    against_arch(vr.log_returns(vr.load_sample("sp500")), options.window, options.stride)
    panel(options.assets, 2500, 2)
    few, many = memory(500), memory(8000)
    each = (many - few) / 7500 * 1024
    print(f"peak memory of 500 windows {few:.0f} MiB, of 8,000 windows {many:.0f} MiB", end=": ")
    print(f"{each:.2f} KiB a window")


if __name__ == "__main__":
    main()
