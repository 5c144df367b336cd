"Changing the returns from a day on changes no forecast for that day or an earlier one, bit for bit"
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from volrisk import APARCH, ARCH, EGARCH, EWMA, GARCH, GJR, MovingAverage, RiskMetrics2006, expected_shortfall, load_sample, log_returns, value_at_risk, walk_forward

RETURNS = log_returns(load_sample("nasdaq"))["2008":"2009"]
LAWS = st.sampled_from(["normal", "t", "ged", "skewt"])
MODELS = st.one_of(
    st.builds(GARCH, p=st.integers(1, 2), q=st.integers(0, 2), dist=LAWS, mean=st.sampled_from(["constant", "zero"])),
    st.builds(GJR, o=st.integers(0, 1), dist=LAWS, presample=st.sampled_from(["backcast", "variance"])),
    st.builds(ARCH, p=st.integers(1, 3), dist=LAWS),
    st.builds(EGARCH, dist=LAWS),
    st.builds(APARCH, dist=LAWS),
    st.builds(EWMA, decay=st.one_of(st.none(), st.floats(0.8, 0.99)), dist=LAWS),
    st.builds(RiskMetrics2006, dist=LAWS),
    st.builds(MovingAverage, window=st.integers(5, 60), dist=LAWS),
)


@settings(max_examples=25, deadline=None, derandomize=True)
@given(
    model=MODELS,
    day=st.integers(401, len(RETURNS) - 1),
    window=st.integers(250, 400),
    refit=st.integers(1, 40),
    expanding=st.booleans(),
    innovations=st.sampled_from([None, "empirical", "gpd", "t"]),
    seed=st.integers(0, 9),
)
def test_the_future_is_unknown(model, day, window, refit, expanding, innovations, seed):
    how = {"window": window, "refit": refit, "expanding": expanding, "innovations": innovations, "start": RETURNS.index[400], "progress": False}
    noise = RETURNS.copy()
    noise.iloc[day:] = 0.03 * np.random.default_rng(seed).standard_t(4, len(RETURNS) - day)
    honest, changed = walk_forward(model, RETURNS, **how), walk_forward(model, noise, **how)
    known = RETURNS.index[day]
    for measure in value_at_risk, expected_shortfall:
        one, two = measure(honest)[:known], measure(changed)[:known]
        pd.testing.assert_series_equal(one, two, check_exact=True)


@pytest.mark.parametrize("innovations", [None, "gpd", "t"])
def test_the_future_is_unknown_to_the_transformer(innovations):
    transformer = pytest.importorskip("volrisk.transformer")
    for model in transformer.TransformerVol(), transformer.TransformerVol(EWMA(0.94)), GJR(dist="t", innovations="empirical"):
        test_the_future_is_unknown.hypothesis.inner_test(model, 430, 300, 20, False, innovations, 1)
