"Changing the returns from a day on changes no forecast for that day or an earlier one, bit for bit"
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
    HAR,
    NAGARCH,
    AgeWeighted,
    Combined,
    CornishFisher,
    HistoricalSimulation,
    MovingAverage,
    RealizedGARCH,
    RiskMetrics2006,
    expected_shortfall,
    load_sample,
    log_returns,
    range_measures,
    value_at_risk,
    walk_forward,
)
from volrisk.estimated import Estimated
from volrisk.replicas import replicas, simulated_world, walk_all

RETURNS = log_returns(load_sample("nasdaq"))["2008":"2009"]
KINDS = ["garman_klass + overnight", "true_range"]
MEASURES = range_measures(load_sample("nasdaq"), KINDS)["2008":"2009"]
LAWS = st.sampled_from(["normal", "t", "ged", "skewt"])
MEANS = st.sampled_from(["constant", "zero"])
PRESAMPLES = st.sampled_from(["backcast", "variance"])
DAYS = st.integers(100, 250)
LINE_UPS = [[GJR(dist="t"), EWMA()], [GARCH(), EGARCH(dist="t"), MovingAverage(30)]]
WEIGHTS = st.sampled_from(["equal", "qlike"])
MODELS = st.one_of(
    st.builds(GARCH, p=st.integers(1, 2), q=st.integers(0, 2), dist=LAWS, mean=MEANS),
    st.builds(GJR, o=st.integers(0, 1), dist=LAWS, presample=PRESAMPLES),
    st.builds(NAGARCH, dist=LAWS),
    st.builds(ARCH, p=st.integers(1, 3), dist=LAWS),
    st.builds(EGARCH, dist=LAWS),
    st.builds(APARCH, dist=LAWS),
    st.builds(EWMA, decay=st.one_of(st.none(), st.floats(0.8, 0.99)), dist=LAWS),
    st.builds(RiskMetrics2006, dist=LAWS),
    st.builds(MovingAverage, window=st.integers(5, 60), dist=LAWS),
    st.builds(HistoricalSimulation, window=DAYS),
    st.builds(AgeWeighted, window=DAYS, decay=st.floats(0.98, 1)),
    st.builds(CornishFisher, window=DAYS),
    st.builds(Combined, st.sampled_from(LINE_UPS), weights=WEIGHTS),
    st.builds(GJR, dist=LAWS, x=st.sampled_from([KINDS[0], KINDS])),
    st.builds(HAR, x=st.sampled_from([None, *KINDS]), leverage=st.booleans(), logs=st.booleans()),
    st.builds(RealizedGARCH, x=st.sampled_from(KINDS), dist=st.sampled_from(["normal", "t"])),
)
INNOVATIONS = st.sampled_from([None, "empirical", "gpd", "t"])


def risks(model, returns, measures=MEASURES, **how):
    "VaR and ES of a walk"
    how["measures"] = measures if model.measures else None
    walk = walk_forward(model, returns, **how, start=RETURNS.index[400], progress=False)
    return value_at_risk(walk), expected_shortfall(walk)


@settings(max_examples=30, deadline=None, derandomize=True)
@given(
    model=MODELS,
    day=st.integers(401, len(RETURNS) - 1),
    window=st.integers(250, 400),
    refit=st.integers(1, 40),
    expanding=st.booleans(),
    innovations=INNOVATIONS,
    seed=st.integers(0, 9),
)
def test_the_future_is_unknown(model, day, window, refit, expanding, innovations, seed):
    how = {"window": window, "refit": refit, "expanding": expanding, "innovations": innovations}
    noise = RETURNS.copy()
    noise.iloc[day:] = 0.03 * np.random.default_rng(seed).standard_t(4, len(RETURNS) - day)
    known, wide = RETURNS.index[day], MEASURES.copy()
    wide.iloc[day:] *= np.random.default_rng(seed).uniform(0.1, 9, (len(RETURNS) - day, 1))
    pairs = zip(risks(model, RETURNS, **how), risks(model, noise, wide, **how), strict=True)
    for one, two in pairs:
        pd.testing.assert_series_equal(one[:known], two[:known], check_exact=True)


@pytest.mark.parametrize("weights", ["equal", "qlike", (0.3, 0.7)])
def test_the_future_is_unknown_to_a_combination(weights):
    model = Combined([GJR(dist="t"), EWMA(None)], weights)
    for innovations in (None, "t"):
        test_the_future_is_unknown.hypothesis.inner_test(model, 430, 300, 20, False, innovations, 1)


@pytest.mark.parametrize("innovations", [None, "gpd", "t"])
def test_the_future_is_unknown_to_the_transformer(innovations):
    transformer = pytest.importorskip("volrisk.transformer")
    baseline = transformer.TransformerVol(EWMA(0.94))
    models = [transformer.TransformerVol(), baseline, GJR(dist="t", innovations="empirical")]
    for model in models:
        test_the_future_is_unknown.hypothesis.inner_test(model, 430, 300, 20, False, innovations, 1)


@pytest.mark.parametrize("model", [GJR(dist="t", x=KINDS), HAR(), RealizedGARCH()], ids=str)
def test_the_future_is_unknown_in_a_world_with_measures(model):
    how = {"window": 250, "refit": 40, "start": RETURNS.index[400], "progress": False}
    walk = walk_forward(model, RETURNS, measures=MEASURES, **how)
    settings, series = simulated_world(walk, RETURNS, 1, 350, np.random.default_rng(1))
    later, seen = series.copy(), settings.model.seen.copy()
    later[:, 300:] *= -3
    seen[:, 300:] *= 5
    other = settings._replace(model=settings.model.seeing(seen))
    one, two = walk_all(settings, series).volatility, walk_all(other, later).volatility
    np.testing.assert_array_equal(one[:51], two[:51])  # days 250 to 300
    assert (one[51:] != two[51:]).all()


def test_days_before_the_first_window_do_not_matter():
    how, found = {"window": 250, "refit": 40, "start": RETURNS.index[400], "progress": False}, []
    for first in (0, 150):
        days, seen = RETURNS[first:], MEASURES[first:]
        walk = walk_forward(GJR(dist="t", x=KINDS[0]), days, measures=seen, **how)
        worlds = replicas(walk, days, paths=2)
        slopes = Estimated(walk, days, 0.95, "violations").slopes
        found.append([slopes, worlds.var, worlds.returns])
    for one, two in zip(*found, strict=True):
        np.testing.assert_array_equal(one, two)
