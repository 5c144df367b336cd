"""What is published about DCC of the 29 stocks of ARCHModels.jl, by two recursions.

The data are not here: save `src/data/dow29.csv` of github.com/s-broda/ARCHModels.jl (MIT) as
`tests/dow29.csv`, or say where it is in the environment variable VOLRISK_DOW29. ARCHModels.jl
calls its model DCC, and feeds the correlation R back into the recursion. Engle (2002) feeds back
Q, as volrisk does; on the same residuals the two have different maxima, and both are asserted.
"""

import os
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import minimize

import volrisk as vr
from volrisk.pairs import climbed, first_guesses, form_of

FILE = Path(os.environ.get("VOLRISK_DOW29", Path(__file__).parent / "dow29.csv"))
pytestmark = pytest.mark.skipif(not FILE.exists(), reason=f"no {FILE}: dow29.csv of ARCHModels.jl")


@pytest.fixture(scope="module")
def residuals():
    "Standardised residuals of a normal GARCH each; the file has no header"
    returns = pd.read_csv(FILE, header=None)
    returns /= 100 if returns.std().median() > 0.2 else 1
    index = pd.bdate_range("2000-01-03", periods=len(returns))
    margin = vr.GARCH(presample="variance")
    return np.column_stack([margin.fit(pd.Series(x, index)).std_resid for x in returns.T.values])


def fed_back(theta, z, S):
    "Minus the log-likelihood of two assets, R fed back"
    (alpha, beta), rho, loss = theta, S, 0.0
    level = np.array([1.0, S, 1.0])
    for x, y in z:
        rho = level[1] / np.sqrt(level[0] * level[2])
        rest = 1 - rho**2
        squares = x * x + y * y
        loss += (np.log(rest) + (squares - 2 * rho * x * y) / rest - squares) / 2
        news, back = np.array([x * x, x * y, y * y]), np.array([1.0, rho, 1.0])
        level = (1 - alpha - beta) * np.array([1.0, S, 1.0]) + alpha * news + beta * back
    return loss


def test_two_stocks_by_the_recursion_of_engle(residuals):
    fit = vr.DCC(corrected=False).estimate(residuals[:, :2])
    np.testing.assert_allclose(fit.params, [0.04929, 0.89312], rtol=0.01)
    np.testing.assert_allclose(fit.loglik, 247.53, rtol=0.005)
    np.testing.assert_allclose(fit.target[0, 1], 0.37217, atol=2e-3)


def test_two_stocks_by_the_recursion_of_archmodels(residuals):
    z = residuals[:, :2]
    S = vr.CCC().estimate(z).target[0, 1]
    bounds = [(0, 0.3), (0.5, 0.99)]
    found = minimize(fed_back, [0.05, 0.88], args=(z, S), bounds=bounds, method="L-BFGS-B")
    np.testing.assert_allclose(found.x, [0.0551542, 0.891288], rtol=0.01)
    np.testing.assert_allclose(-found.fun, 243.98, rtol=0.005)


@pytest.mark.parametrize(
    ("corrected", "published"), [(False, [0.05123, 0.88475]), (True, [0.05459, 0.86990])]
)
def test_all_stocks_by_all_pairs(residuals, corrected, published):
    fit = vr.DCC(corrected=corrected).estimate(residuals)
    assert fit.n_pairs == 406
    np.testing.assert_allclose(fit.params, published, rtol=0.01)


def test_all_stocks_by_neighbours(residuals):
    form = form_of(1, 0, 1, corrected=False, reach=1)
    theta, found = climbed(form, first_guesses(form), residuals, 0.0, np.ones(2))
    assert found
    np.testing.assert_allclose(theta, [0.05179, 0.88652], rtol=0.01)
