"""Walk-forward against a hand-written loop around `arch`, in one run: `python benchmarks/walkforward.py`

The loop refits on every `--stride`-th of the same windows, because it is slow; figures are per refit. Quote the ratios, not the times.
"""
import argparse
import subprocess
import sys
import time
import warnings

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


def arch_loop(returns, settings, origins, window):
    "Next-day volatilities by arch, fitted cold on each window"
    percent = 100 * returns.to_numpy()
    fits = (arch_model(percent[origin - window : origin], rescale=False, **settings).fit(disp="off", show_warning=False) for origin in origins)
    return [np.sqrt(fit.forecast(horizon=1, reindex=False).variance.iloc[-1, 0]) / 100 for fit in fits]


def against_arch(returns, window, stride):
    "One row a model: milliseconds a refit, and the ratio"
    rows = {}
    for model, settings in PAIRS.items():
        vr.walk_forward(model, returns[: window + 60], window=window, progress=False)
        ours, forecast = seconds(lambda m=model: vr.walk_forward(m, returns, window=window, progress=False))
        origins = range(window, len(returns), stride)
        theirs, volatility = seconds(lambda s=settings, o=origins: arch_loop(returns, s, o, window))
        gap = np.abs(np.log(forecast.volatility[::stride] / volatility))
        ours, theirs = 1e3 * ours / len(forecast), 1e3 * theirs / len(origins)
        rows[str(model)] = {
            "volrisk, ms": ours,
            "arch, ms": theirs,
            "ratio": theirs / ours,
            "converged": forecast.refits["converged"].mean(),
            "median gap of volatility": np.median(gap),
        }
        print(pd.DataFrame(rows).T.iloc[-1:].to_string(float_format="{:.4g}".format, header=len(rows) == 1), flush=True)


def panel(assets, days, n_jobs):
    "Daily GARCH refits of many simulated assets"
    rng = np.random.default_rng(0)
    columns = {f"asset {i}": vr.simulate_returns(days + 1000, rng=rng) for i in range(assets)}
    returns = pd.DataFrame(columns)
    took, result = seconds(lambda: vr.walk_forward_panel([vr.GARCH()], returns, n_jobs=n_jobs, window=1000, progress=False))
    print(f"{assets} assets x {days} daily GARCH refits on {n_jobs} workers: {took:.1f} s, {len(result.failures)} failures")


def memory(windows):
    "Peak memory of a process that walks so many windows forward, in MiB"
    code = (
        "import resource, volrisk as vr; r = vr.simulate_returns(1000 + {0}, rng=0); "
        "vr.walk_forward(vr.GJR(dist='t'), r, progress=False); print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)"
    )
    return float(subprocess.run([sys.executable, "-c", code.format(windows)], capture_output=True, text=True, check=True).stdout)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--window", type=int, default=1000)
    parser.add_argument("--stride", type=int, default=100)
    parser.add_argument("--assets", type=int, default=100)
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    against_arch(vr.log_returns(vr.load_sample("sp500")), options.window, options.stride)
    panel(options.assets, 2500, 2)
    few, many = memory(500), memory(8000)
    print(f"peak memory of 500 windows {few:.0f} MiB, of 8,000 windows {many:.0f} MiB: {(many - few) / 7500 * 1024:.2f} KiB a window")
