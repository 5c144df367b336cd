"Many days ahead: tomorrow is tomorrow for every model, and the future changes no forecast"
import io
import sys
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from volrisk import (
    APARCH,
    ARCH,
    EGARCH,
    EWMA,
    GARCH,
    GJR,
    MovingAverage,
    expected_shortfall,
    horizon_grid,
    horizon_risk,
    horizon_walk_forward,
    load_sample,
    log_returns,
    overlapping_coverage,
    risk_interval,
    value_at_risk,
    variance_forecast,
)
from volrisk.egarch import EGARCH_DYNAMICS

RETURNS = log_returns(load_sample("nasdaq"))["2008":"2010"]
LAWS = st.sampled_from(["normal", "t", "ged", "skewt"])
MEANS = st.sampled_from(["constant", "zero"])
PRESAMPLES = st.sampled_from(["backcast", "variance"])
ONE_TO_TWO, ONE_TO_THREE, UP_TO_TWO = st.integers(1, 2), st.integers(1, 3), st.integers(0, 2)
LINEAR = st.one_of(
    st.builds(GARCH, p=ONE_TO_THREE, q=UP_TO_TWO, dist=LAWS, mean=MEANS),
    st.builds(GJR, p=ONE_TO_TWO, o=UP_TO_TWO, q=UP_TO_TWO, dist=LAWS, presample=PRESAMPLES),
    st.builds(ARCH, p=ONE_TO_THREE, dist=LAWS),
    st.builds(EWMA, decay=st.floats(0.8, 0.99), dist=LAWS, mean=MEANS),
    st.builds(MovingAverage, window=st.integers(5, 120), dist=LAWS, mean=MEANS),
)
MODELS = st.one_of(
    LINEAR,
    st.builds(EGARCH, p=st.integers(1, 2), o=st.integers(0, 2), q=st.integers(1, 2), dist=LAWS),
    st.builds(APARCH, p=st.integers(1, 2), o=st.integers(0, 1), q=st.integers(0, 2), dist=LAWS),
)


@pytest.mark.filterwarnings("ignore")
@settings(max_examples=40, deadline=None, derandomize=True)
@given(model=MODELS, level=st.floats(0.9, 0.995), days=st.integers(100, 400))
def test_one_day_ahead_is_tomorrow(model, level, days):
    fit = model.fit(RETURNS[: max(days, getattr(model, "window", 0))])
    tomorrow = fit.forecast()
    single = variance_forecast(fit, 3, paths=100)
    cumulative = variance_forecast(fit, 3, cumulative=True, paths=100)
    assert single[1] == cumulative[1] == variance_forecast(fit, 1)[1]
    assert np.sqrt(single[1]) == tomorrow.volatility[0]
    for together in (True, False):
        var, es = horizon_risk(fit, 1, level, cumulative=together, method="closed_form")
        assert var == value_at_risk(tomorrow, level).item()
        assert es == expected_shortfall(tomorrow, level).item()


@pytest.mark.filterwarnings("ignore")
@settings(max_examples=25, deadline=None, derandomize=True)
@given(model=LINEAR, seed=st.integers(0, 99))
def test_closed_form_is_the_mean_of_simulated_variances(model, seed):
    fit = model.fit(RETURNS)
    z = fit.dist.rvs((20_000, 6), seed)
    variances = fit.model.simulate(fit.params.to_numpy(), RETURNS.to_numpy(), fit.presample, z)[1]
    error = variances.std(axis=0) / np.sqrt(len(z)) + 1e-9 * fit.variance[-1]
    assert (abs(variances.mean(axis=0) - variance_forecast(fit, 6)) < 5 * error).all()


@pytest.mark.filterwarnings("ignore")
@settings(max_examples=15, deadline=None, derandomize=True)
@given(
    model=LINEAR,
    day=st.integers(402, len(RETURNS) - 20),
    horizon=st.integers(1, 12),
    refit=st.integers(5, 60),
    expanding=st.booleans(),
    innovations=st.sampled_from([None, "empirical", "t"]),
    seed=st.integers(0, 9),
)
def test_the_future_is_unknown(model, day, horizon, refit, expanding, innovations, seed):
    how = {"horizon": horizon, "window": 300, "refit": refit, "expanding": expanding}
    begin = max(400, day - 40)  # some evenings before the future differs, with refits among them
    how |= {"innovations": innovations, "paths": 1000, "start": RETURNS.index[begin]}
    end = min(day + 25, len(RETURNS))
    honest = RETURNS[:end]
    noise = honest.copy()
    noise.iloc[day:] = 0.03 * np.random.default_rng(seed).standard_t(4, end - day)
    one, two = (horizon_walk_forward(model, series, **how) for series in (honest, noise))
    known = RETURNS.index[day + horizon - 1]
    pd.testing.assert_frame_equal(one.var[:known], two.var[:known], check_exact=True)
    pd.testing.assert_frame_equal(one.es[:known], two.es[:known], check_exact=True)


def test_held_volatility_stays_within_what_is_plausible():
    calm = RETURNS.copy()
    calm.iloc[300:] *= 1e-6
    model = MovingAverage(5, mean="zero")
    how = {"horizon": 4, "window": 300, "refit": 400, "expanding": True, "paths": 20_000}
    how["methods"] = "closed_form", "square_root", "simulation"
    with pytest.warns(UserWarning, match="held at the edge of what is plausible"):
        walk = horizon_walk_forward(model, calm[:400], **how)
    held = 2 * 2.326348 * RETURNS[:300].std(ddof=0) / 100
    np.testing.assert_allclose(walk.var.iloc[10:][["closed_form", "square_root"]], held, rtol=1e-6)
    np.testing.assert_allclose(walk.var["simulation"].iloc[10:], held, rtol=0.1)


@pytest.mark.parametrize("rng", ["a", -1, 1.5])
def test_a_seed_that_is_none(rng):
    fit = EWMA().fit(RETURNS)
    for measure in (horizon_risk, horizon_grid, risk_interval):
        with pytest.raises(ValueError, match="rng is a seed"):
            measure(fit, rng=rng)
    with pytest.raises(ValueError, match="rng is a seed"):
        overlapping_coverage([True] * 100, 10, rng=rng)
    with pytest.raises(ValueError, match="rng is a seed"):
        horizon_walk_forward(EWMA(), RETURNS, rng=rng)


def test_an_infinite_shortfall_is_infinite():
    fit = EGARCH(dist="t").fit(RETURNS)
    with pytest.warns(UserWarning, match="ES does not"):
        risk = horizon_risk(fit, 5, rng=1)
    with pytest.warns(UserWarning, match="ES does not"):
        grid = horizon_grid(fit, (1, 5), methods=("simulation", "bootstrap"), paths=2000, rng=1)
    assert np.isinf(risk.ES) and np.isfinite(risk.VaR) and "inf" in repr(risk)
    assert np.isinf(grid["ES"]).sum() == 2 and np.isfinite(grid["VaR"]).all()
    with pytest.warns(UserWarning):
        known = risk_interval(EGARCH(dist="t").fit(RETURNS), 5, draws=20, paths=2000, rng=1)
    assert known.ES == (np.inf, np.inf) and np.isfinite(known.VaR).all()


def test_a_bar_for_what_takes_long(monkeypatch):
    terminal = io.StringIO()
    terminal.isatty = lambda: True
    monkeypatch.setattr(sys, "stderr", terminal)
    how = {"window": 300, "refit": 400, "methods": "square_root", "start": RETURNS.index[400]}
    monkeypatch.setattr("volrisk.words.PATIENCE", 1e9)  # whatever the machine
    horizon_walk_forward(EWMA(), RETURNS, **how)
    assert "walking forward" not in terminal.getvalue()
    monkeypatch.setattr("volrisk.words.PATIENCE", -1.0)
    horizon_walk_forward(EWMA(), RETURNS, **how)
    assert "walking forward" in terminal.getvalue()
    risk_interval(GARCH().fit(RETURNS), 5, draws=20, paths=1000)
    assert "drawing parameters" in terminal.getvalue()


def test_what_is_infinite_is_said_once():
    fit = EGARCH(dist="t").fit(RETURNS)
    with pytest.warns(UserWarning) as heard:
        risk_interval(fit, 5, parameters="asymptotic", draws=20, paths=1000)
    assert len(heard) == 1 and "ES does not" in str(heard[0].message)


@pytest.mark.parametrize("model", [EWMA(), MovingAverage(20)])
@pytest.mark.parametrize("parameters", ["bootstrap", "asymptotic"])
def test_no_interval_where_nothing_is_estimated(model, parameters):
    with pytest.raises(ValueError, match="nothing is estimated"):
        risk_interval(model.fit(RETURNS), parameters=parameters, draws=20)


@pytest.mark.parametrize("wrong", [EWMA, EWMA(), RETURNS, EWMA().fit(RETURNS).forecast()])
def test_what_is_no_fit(wrong):
    for measure in (variance_forecast, horizon_risk, horizon_grid, risk_interval):
        with pytest.raises(TypeError, match="fitted model"):
            measure(wrong)


def test_the_same_numbers_on_every_run():
    fit = GARCH().fit(RETURNS)
    once, again, other = (tuple(horizon_risk(fit, 5, rng=rng)) for rng in (0, 0, None))
    assert tuple(horizon_risk(fit, 5)) == once == again != other
    pd.testing.assert_frame_equal(horizon_grid(fit, (1, 5)), horizon_grid(fit, (1, 5), rng=0))


def test_hours_are_hours():
    hourly = GARCH().fit(RETURNS.set_axis(pd.date_range("2020", periods=len(RETURNS), freq="h")))
    for ahead in (horizon_risk, variance_forecast, risk_interval):
        with pytest.raises(ValueError, match="whole number of hours"):
            ahead(hourly, 0)
    with pytest.raises(ValueError, match="steps is a whole number of hours"):
        horizon_grid(hourly, (1, 0))
    assert variance_forecast(hourly, 3).index.name == "hour"
    hits = pd.Series(RETURNS.to_numpy() < -0.03, hourly.returns.index)
    assert "10 hours" in repr(overlapping_coverage(hits, 10, runs=100))


class Own(GJR):
    "An heir of GJR whose recursion is that of EGARCH, and which says nothing of the days ahead"

    dynamics = replace(EGARCH_DYNAMICS, step=None, before=None, ahead=None)


def test_an_heir_does_not_borrow_the_closed_form_of_its_parent():
    own, known = (kind().fit(RETURNS[-250:]) for kind in (Own, EGARCH))
    np.testing.assert_allclose(own.params, known.params)
    with pytest.warns(UserWarning, match="no closed form"):
        simulated = variance_forecast(own, 10, paths=1500)
    np.testing.assert_allclose(simulated, variance_forecast(known, 10), rtol=0.2)
    with pytest.raises(ValueError, match="no closed form"):
        horizon_risk(own, 10, method="closed_form")
    with pytest.warns(UserWarning, match="no numbers by closed_form"):
        horizon_grid(own, (1, 10), methods=("closed_form", "simulation"), paths=1000)
