"""Simulated paths against `arch`'s simulation forecast, in one run: `python benchmarks/forecasting.py`

The same model, parameters and data on both sides; the parameters are fixed in `arch`. Quote the ratios, not the times.
"""
import argparse
import time

import numpy as np
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


def against_arch(returns, paths, horizon, tries):
    "One row a model: milliseconds, and the ratio"
    scaled = returns / returns.std()
    for model, settings in PAIRS.items():
        fit = model.fit(scaled)
        theirs = arch_model(scaled, rescale=False, **settings).fix(fit.params.to_numpy())
        ours_ms = milliseconds(lambda fit=fit: fit.simulate(horizon, paths, rng=1), tries)
        draws = fit.dist.rvs((paths, horizon), 1)
        recursion_ms = milliseconds(lambda fit=fit, z=draws: fit.model.simulate(fit.params.to_numpy(), scaled.to_numpy(), fit.presample, z), tries)
        theirs_ms = milliseconds(lambda theirs=theirs: theirs.forecast(horizon=horizon, method="simulation", simulations=paths), max(1, tries // 5))
        row = {"volrisk, ms": ours_ms, "without the draws, ms": recursion_ms, "arch, ms": theirs_ms, "ratio": theirs_ms / ours_ms}
        yield str(model), row


def whole_questions(returns, paths, tries):
    "Milliseconds of what a user asks"
    fit = vr.GJR(dist="t").fit(returns)
    questions = {
        "variance_forecast, 250 days": lambda: vr.variance_forecast(fit, 250),
        "horizon_risk, closed form": lambda: vr.horizon_risk(fit, 10, method="closed_form"),
        "horizon_risk, 10,000 paths": lambda: vr.horizon_risk(fit, 10, rng=1),
        f"horizon_risk, {paths:,} paths": lambda: vr.horizon_risk(fit, 10, rng=1, paths=paths),
        "horizon_grid, 1, 5, 10 days": lambda: vr.horizon_grid(fit, rng=1),
        "risk_interval, 200 refits": lambda: vr.risk_interval(fit, rng=1),
    }
    return {name: milliseconds(question, 1 if "refits" in name else tries) for name, question in questions.items()}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--paths", type=int, default=100_000)
    parser.add_argument("--horizon", type=int, default=10)
    parser.add_argument("--tries", type=int, default=10)
    options = parser.parse_args()
    sp500 = vr.log_returns(vr.load_sample("sp500"))
    rows = dict(against_arch(sp500, options.paths, options.horizon, options.tries))
    print(f"{options.paths:,} paths x {options.horizon} days\n{pd.DataFrame(rows).T.to_string(float_format='{:.4g}'.format)}\n")
    print(pd.Series(whole_questions(sp500, options.paths, options.tries), name="ms").to_string(float_format="{:.4g}".format))
