"""Simulated paths against `arch`'s simulation forecast, in one run

Usage: `python benchmarks/forecasting.py`
The same model, parameters and data on both sides; the parameters are fixed in `arch`.
Quote the ratios, not the times.
"""

import argparse
import time
from functools import partial

import pandas as pd
from arch import arch_model
from timing import fastest

import volrisk as vr

PAIRS = {
    vr.GARCH(): {"vol": "GARCH"},
    vr.GJR(dist="t"): {"vol": "GARCH", "o": 1, "dist": "t"},
    vr.GJR(dist="skewt"): {"vol": "GARCH", "o": 1, "dist": "skewt"},
    vr.EGARCH(): {"vol": "EGARCH", "o": 1},
    vr.APARCH(dist="t"): {"vol": "APARCH", "o": 1, "dist": "t"},
}


def milliseconds(function, tries):
    "Milliseconds of processor time of the fastest of several calls"
    return 1e3 * fastest(function, tries, time.process_time)


def recursion(fit, returns, z):
    "What makes returns of given draws"
    return partial(fit.model.simulate, fit.params.to_numpy(), returns.to_numpy(), fit.presample, z)


def one_row(model, settings, returns, paths, horizon, tries):
    "Milliseconds of both, and the ratio"
    fit = model.fit(returns)
    theirs = arch_model(returns, rescale=False, **settings).fix(fit.params.to_numpy())
    ours_ms = milliseconds(partial(fit.simulate, horizon, paths, rng=1), tries)
    draws = fit.dist.rvs((paths, horizon), 1)
    recursion_ms = milliseconds(recursion(fit, returns, draws), tries)
    how = {"horizon": horizon, "method": "simulation", "simulations": paths}
    theirs_ms = milliseconds(partial(theirs.forecast, **how), max(1, tries // 5))
    return {
        "volrisk, ms": ours_ms,
        "without the draws, ms": recursion_ms,
        "arch, ms": theirs_ms,
        "ratio": theirs_ms / ours_ms,
    }


def against_arch(returns, *size):
    "One row a model"
    scaled = returns / returns.std()
    rows = {str(model): one_row(model, how, scaled, *size) for model, how in PAIRS.items()}
    return pd.DataFrame(rows).T


def whole_questions(returns, paths, tries):
    "Milliseconds of what a user asks"
    fit = vr.GJR(dist="t").fit(returns)
    ten = partial(vr.horizon_risk, fit, 10)
    questions = {
        "variance_forecast, 250 days": partial(vr.variance_forecast, fit, 250),
        "horizon_risk, closed form": partial(ten, method="closed_form"),
        "horizon_risk, 10,000 paths": partial(ten, rng=1),
        f"horizon_risk, {paths:,} paths": partial(ten, rng=1, paths=paths),
        "horizon_grid, 1, 5, 10 days": partial(vr.horizon_grid, fit, rng=1),
    }
    found = {name: milliseconds(question, tries) for name, question in questions.items()}
    found["risk_interval, 200 refits"] = milliseconds(partial(vr.risk_interval, fit, rng=1), 1)
    return pd.Series(found, name="ms")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--paths", type=int, default=100_000)
    parser.add_argument("--horizon", type=int, default=10)
    parser.add_argument("--tries", type=int, default=10)
    options = parser.parse_args()
    sp500 = vr.log_returns(vr.load_sample("sp500"))
    table = against_arch(sp500, options.paths, options.horizon, options.tries)
    figures = "{:.4g}".format
    print(f"{options.paths:,} paths x {options.horizon} days")
    print(table.to_string(float_format=figures), end="\n\n")
    asked = whole_questions(sp500, options.paths, options.tries)
    print(asked.to_string(float_format=figures))


if __name__ == "__main__":
    main()
