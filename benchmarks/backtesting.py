"How long backtests take: `python benchmarks/backtesting.py`"

import numpy as np
from scipy.special import ndtr
from timing import fastest

from volrisk.backtesting import backtest, density_tests, es_tests, var_tests
from volrisk.coverage import christoffersen_independence, monte_carlo
from volrisk.scores import diebold_mariano, fz0_score, quantile_score
from volrisk.shortfall import acerbi_szekely_null


def main():
    rng = np.random.default_rng(0)
    sigma = 0.01 * np.exp(0.3 * np.sin(np.arange(2500) / 40))
    returns = sigma * rng.standard_normal(2500)
    var, es, pit = 1.959964 * sigma, 2.337803 * sigma, ndtr(returns / sigma)
    risk = returns, var, es
    report = lambda: backtest(*risk, level=0.975, pit=pit)
    critical = lambda kind, null: lambda: acerbi_szekely_null(1000, 0.975, kind, null, rng=np.random.default_rng(1))
    report()  # critical values are remembered from here on
    timings = {
        "full report, 2500 days (critical values known)": (report, 0.1),
        "  14 VaR tests": (lambda: var_tests(returns, var, 0.975), 0.1),
        "  9 density tests": (lambda: density_tests(pit, 0.975), 0.1),
        "  11 ES tests": (lambda: es_tests(*risk, 0.975), 0.1),
        "scores and Diebold-Mariano": (lambda: diebold_mariano(fz0_score(*risk, 0.975), quantile_score(returns, var, 0.975)), 0.1),
        "999 simulated p-values, independence": (lambda: monte_carlo(christoffersen_independence, returns < -var, 0.975, rng=1), 1.0),
        **{f"10,000 critical values, n=1000, {kind}, {null}": (critical(kind, null), 2.0) for kind in (1, 2, 3, "minimal bias") for null in ("normal", 5)},
    }
    for name, (function, goal) in timings.items():
        seconds = fastest(function, 5)
        print(f"{name:52} {1000 * seconds:8.1f} ms   goal {1000 * goal:6.0f} ms   {'ok' if seconds < goal else 'TOO SLOW'}")


if __name__ == "__main__":
    main()
