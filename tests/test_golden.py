"""What other software prints on the small samples in `golden`, and what volrisk says there.

One row of `golden/figures.csv` is one figure; `golden/README.md` explains the columns. Where
volrisk differs on purpose, the row holds both figures and says why.
"""
import csv
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.special import ndtr

import volrisk as vr

FOLDER = Path(__file__).parent / "golden"


def table(name):
    with open(FOLDER / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


FIGURES = table("figures.csv")
DIFFERENT = [row for row in FIGURES if row["ours"]]


# The samples

@dataclass(frozen=True, eq=False)
class Sample:
    "The columns of a file"

    returns: np.ndarray
    var: np.ndarray
    es: np.ndarray
    volatility: np.ndarray
    pit: np.ndarray

    @property
    def hits(self):
        return self.returns < -self.var

    @property
    def risk(self):
        return self.returns, self.var, self.es


def sample(name):
    columns = pd.read_csv(FOLDER / f"{name}.csv")
    return Sample(**{column: columns[column].to_numpy() for column in columns})


PATTERNS = {row["name"]: row for row in table("hits.csv")}


def hits(name):
    "One pattern of `hits.csv`"
    violations = np.zeros(int(PATTERNS[name]["days"]), bool)
    violations[[int(day) - 1 for day in PATTERNS[name]["violations"].split()]] = True
    return violations


def count(violations, days):
    "So many violations, where the days do not matter"
    return np.arange(days) < violations


# What the rows ask for

def tick(x, level, var=None):
    "Quantile losses, of the VaR or of a constant"
    var = x.var if var is None else np.full(len(x.returns), var)
    return vr.quantile_score(x.returns, var, level)


def four_losses(x, level):
    constant = np.full(len(x.returns), 0.02)
    forecasts = x.var, constant, 0.9 * x.var, 1.2 * x.var
    return pd.DataFrame({k: tick(x, level, var) for k, var in enumerate(forecasts)})


@lru_cache
def mcs(x, level, method):
    options = {"reps": 3000, "block_size": 10, "method": method}
    return vr.model_confidence_set(four_losses(x, level), **options).pvalues


@lru_cache
def spa(x, level):
    losses = four_losses(x, level)
    return vr.spa(losses[1], losses[[0, 2, 3]], reps=4999, block_size=10)


def ensemble(x):
    "Fifty quantiles of the normal law a day"
    return np.outer(x.volatility, vr.Normal().ppf((np.arange(50) + 0.5) / 50))


@lru_cache
def z1_null(days, level, law):
    return vr.acerbi_szekely_null(days, level, 1, law, simulations=20_000)


@lru_cache
def z2_null(days, level, law):
    return vr.acerbi_szekely_null(days, level, 2, law, simulations=20_000)


def with_ones(x):
    return np.column_stack([np.ones(len(x)), x])


def rq_slope(x, alpha, weights=None):
    "Of the linear quantile regression of the returns on the ES"
    weights = np.ones(len(x.returns)) if weights is None else weights
    return vr.es_regression.quantile_line(x.returns, with_ones(-x.es), alpha, weights)[1]


def es_line(x, level):
    "Intercept and slope of the joint regression on the ES, and its loss"
    y, columns, alpha = x.returns - x.returns.max(), with_ones(-x.es), 1 - level
    quantile, shortfall = vr.es_regression.joint_lines(y, columns, columns, alpha)
    losses = vr.fz0_score(y, -columns @ quantile, -columns @ shortfall, level)
    return shortfall[0] + x.returns.max(), shortfall[1], losses.mean()


def expected_fz0(level):
    "Mean of the FZ0 loss of a right normal forecast"
    law, u = vr.Normal(), (np.arange(200_000) + 0.5) / 200_000
    var, es = -law.ppf(1 - level), -law.tail_mean(1 - level)
    return vr.fz0_score(law.ppf(u), np.full(len(u), var), np.full(len(u), es), level).mean()


SAMPLES = {name: sample(name) for name in ("right", "low", "ewma")}
WORDS = {"vr": vr, "np": np, "ndtr": ndtr, "hits": hits, "count": count, **SAMPLES} | {
    f.__name__: f
    for f in (tick, mcs, spa, ensemble, z1_null, z2_null, rq_slope, es_line, expected_fz0)
}


# The comparison

def tolerance(row, text):
    "As the row says, or half a unit of the last printed digit"
    digits = Decimal(text).as_tuple().exponent
    return float(row["tolerance"] or 0.51 * 10.0**digits)


def agrees(found, text, row):
    printed = float(text)
    if np.isnan(printed) or np.isnan(found):
        return bool(np.isnan(printed) and np.isnan(found))
    return abs(found - printed) <= tolerance(row, text)


def title(row):
    return f"{row['topic']}: {row['volrisk']} as in {row['software']} {row['version']}"


@pytest.mark.parametrize("row", FIGURES, ids=title)
def test_figure(row):
    found = float(eval(row["volrisk"], WORDS))
    wanted = row["ours"] or row["printed"]
    assert agrees(found, wanted, row), f"volrisk has {found:.12g}, not {wanted}: {row['call']}"
    if row["ours"]:
        assert not agrees(found, row["printed"], row), f"no difference any more: {row['call']}"


def test_table():
    "Differences have a reason, and inputs are there"
    assert all(row["note"] for row in DIFFERENT)
    assert all(row["software"] and row["version"] and row["call"] for row in FIGURES)
    inputs = {row["input"] for row in FIGURES} - {""}
    assert inputs == {path.name for path in FOLDER.glob("*.csv")} - {"figures.csv"}
