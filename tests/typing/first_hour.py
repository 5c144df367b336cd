"""The first hour with volrisk as a type checker reads it: `pyright tests/typing` finds no error

Never run: what these names do is tested elsewhere. Here an editor has to know them."""

from typing import assert_type

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

import volrisk as vr

prices = vr.load_sample("sp500")
returns = vr.log_returns(prices)
assert_type(returns, pd.Series)

model = vr.GJR(dist="t")
fit = model.fit(returns.iloc[-1500:])
assert_type(fit, vr.Fitted)
forecast = fit.forecast()
var, es = vr.value_at_risk(forecast), vr.expected_shortfall(forecast)
print(fit.risk(horizon=10, level=0.975, paths=1000).var)
fit.risk_table(level=0.99).plot()
vr.news_impact(fit, [-0.02, 0.02]).round(3)
fit.summary().round(3)
for own in (vr.EGARCH(), vr.APARCH(), vr.NAGARCH(), vr.EWMA(), vr.HistoricalSimulation(500)):
    own.fit(returns).forecast()

walk = vr.walk_forward(model, returns, window=1000, refit=20, progress=False)
assert_type(walk, vr.WalkForward)
var, es = vr.value_at_risk(walk, level=0.99), vr.expected_shortfall(walk, level=0.99)
report = vr.backtest(returns, var, es, level=0.99, simulations=99)
assert_type(report, vr.BacktestReport)
print(report.verdict, report.table["p-value"], report["Kupiec POF"].pvalue)
report.plot().set_title("Risk")
vr.plot_risk(returns, var).set_title("Risk")
plt.show()

frame = pd.DataFrame({"a": returns, "b": 2 * returns})
panel = vr.walk_forward_panel([model, vr.EWMA()], frame, refit=20, n_jobs=2)
assert_type(panel, vr.Panel)
comparison = vr.compare(returns, {"mine": walk, "again": walk}, level=0.99)
assert_type(comparison, vr.Comparison)
hits = np.asarray(returns < -var)
assert_type(vr.kupiec_pof(hits, level=0.99), vr.BacktestResult)
print(vr.report(returns, [model]).verdict)


def mean_gap(violations: np.ndarray) -> vr.BacktestResult:
    "A test of one's own"
    return vr.BacktestResult(float(np.diff(np.flatnonzero(violations)).mean()), 0.5, "Mean gap")


mine = vr.Trial("Mean gap", mean_gap, needs="violations", basis="asymptotic", least=25)
vr.backtest(returns, var, battery=(*vr.BATTERY, mine))
