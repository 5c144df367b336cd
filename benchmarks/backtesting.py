"How long backtests take: `python benchmarks/backtesting.py`"

from functools import partial

import numpy as np
from scipy.special import ndtr
from timing import fastest

from volrisk.backtesting import backtest
from volrisk.battery import BATTERY
from volrisk.clustering import christoffersen_independence, monte_carlo
from volrisk.scores import diebold_mariano, fz0_score, quantile_score
from volrisk.shortfall import acerbi_szekely_null


def stormy_and_calm():
    "Ten years of returns, VaR, ES at 97.5% and PITs of a right model"
    rng = np.random.default_rng(0)
    sigma = 0.01 * np.exp(0.3 * np.sin(np.arange(2500) / 40))
    returns = sigma * rng.standard_normal(2500)
    return returns, 1.959964 * sigma, 2.337803 * sigma, ndtr(returns / sigma)


def scored(returns, var, es):
    "Both scores, and whether they differ"
    losses = fz0_score(returns, var, es, 0.975), quantile_score(returns, var, 0.975)
    return diebold_mariano(*losses)


def critical(kind, null):
    "Ten thousand critical values of a test of Acerbi and Szekely"
    rng = np.random.default_rng(1)
    return acerbi_szekely_null(1000, 0.975, kind, null, rng=rng)


def battery_of(*needs):
    "The trials that need one of these"
    return [trial for trial in BATTERY if trial.needs in needs]


def questions():
    "What is timed, and how many seconds it may take"
    returns, var, es, pit = stormy_and_calm()
    report = partial(backtest, returns, var, es, level=0.975, pit=pit)
    some = partial(backtest, returns, var, level=0.975)
    report()  # critical values are remembered from here on
    simulated = partial(monte_carlo, christoffersen_independence, returns < -var, 0.975, rng=1)
    asked = {
        "full report, 2500 days (critical values known)": (report, 0.1),
        "  VaR tests": (partial(some, battery=battery_of("violations", "VaR")), 0.1),
        "  density tests": (partial(some, pit=pit, battery=battery_of("PIT")), 0.1),
        "  ES tests": (partial(some, es, battery=battery_of("ES")), 0.1),
        "scores and Diebold-Mariano": (partial(scored, returns, var, es), 0.1),
        "999 simulated p-values, independence": (simulated, 1.0),
    }
    for kind in (1, 2, 3, "minimal bias"):
        for null in ("normal", 5):
            name = f"10,000 critical values, n=1000, {kind}, {null}"
            asked[name] = partial(critical, kind, null), 2.0
    return asked


def main():
    for name, (function, goal) in questions().items():
        took = fastest(function, 5)
        verdict = "ok" if took < goal else "TOO SLOW"
        print(f"{name:52} {1000 * took:8.1f} ms   goal {1000 * goal:6.0f} ms   {verdict}")


if __name__ == "__main__":
    main()
