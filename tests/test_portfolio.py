"A book of many assets is a forecast like any other, and knows nothing of the day it is about"
import warnings

import numpy as np
import pandas as pd
import pytest

import volrisk as vr


@pytest.fixture(scope="module")
def market():
    return vr.simulate_assets(760, 4, rng=5)


@pytest.fixture(scope="module")
def weights(market):
    return pd.Series([0.4, 0.3, 0.5, -0.2], market.columns)


@pytest.fixture(scope="module")
def walk(market):
    return vr.Joint(vr.GARCH(), vr.DCC()).walk_forward(
        market, window=500, refit=40, progress=False
    )


def test_a_book_goes_through_risk_tests_and_comparison(walk, market, weights):
    ways = {"joint": walk.portfolio(weights, total=1), "mean": walk.combined(weights)}
    made = vr.portfolio_returns(market, weights)[walk.days[:-1]]
    for way in ways.values():
        risk = vr.risk_frame(way, 0.975)
        assert (risk["ES"] > risk["VaR"]).all() and len(way.tomorrow) == 1
        assert way.tomorrow.index[0] > market.index[-1]
        assert len(vr.backtest(made, risk["VaR"], risk["ES"], level=0.975).table)
    assert "joint" in repr(vr.compare(made, ways))


@pytest.mark.parametrize("rebalanced", [True, False])
@pytest.mark.parametrize("call", ["portfolio", "combined"])
def test_other_returns_and_weights_from_a_day_on_change_nothing_before_it(
    walk, market, weights, call, rebalanced
):
    day = market.index[655]
    later, rows = market.copy(), pd.DataFrame([weights], market.index[:1])
    later.loc[day:] = 0.03 * np.random.default_rng(1).standard_normal((105, 4))
    other = vr.Joint(vr.GARCH(), vr.DCC()).walk_forward(
        later, window=500, refit=40, progress=False
    )
    changed = pd.concat([rows, pd.DataFrame([-weights], [day + pd.Timedelta(days=1)])])
    known = (
        vr.risk_frame(getattr(one, call)(w, rebalanced=rebalanced))[:day]
        for one, w in ((walk, rows), (other, changed))
    )
    pd.testing.assert_frame_equal(*known, check_exact=True)


def test_what_is_said_of_a_day_does_not_know_it(walk, market, weights):
    day, later = market.index[700], market.copy()
    later.loc[day:] = 0.001
    other = vr.Joint(vr.GARCH(), vr.DCC()).walk_forward(
        later, window=500, refit=40, progress=False
    )
    for call in ("contributions", "scenarios", "stress"):
        given = {"contributions": (weights,), "stress": ({"asset 2": -0.1},)}.get(call, ())
        known = (getattr(one, call)(*given, day=day) for one in (walk, other))
        pd.testing.assert_frame_equal(*known, check_exact=True)


@pytest.mark.parametrize("method", ["euler", "scenarios"])
@pytest.mark.parametrize("of", ["VaR", "ES"])
def test_components_sum_to_the_risk_of_the_book(walk, weights, method, of):
    table = walk.contributions(weights, 0.975, of=of, method=method)
    total = table["component"].sum()
    np.testing.assert_allclose(table["share"].sum(), 1, rtol=1e-12)
    if method == "euler":
        measure = {"VaR": vr.value_at_risk, "ES": vr.expected_shortfall}[of]
        whole = measure(walk.portfolio(weights).tomorrow, 0.975).iloc[0]
        np.testing.assert_allclose(total, whole, rtol=1e-12)


def test_more_assets_than_days_with_a_shrunk_target():
    many = vr.simulate_assets(330, 120, rng=2)
    joint = vr.Joint(vr.EWMA(), vr.CCC(target="nonlinear"))
    walk = joint.walk_forward(many, window=100, refit=120, progress=False)
    book = walk.portfolio(pd.Series(1 / 120, many.columns))
    assert np.isfinite(book.volatility).all() and (book.volatility > 0).all()


def test_one_stale_asset_costs_no_other(market):
    stale = market.copy()
    stale.iloc[::2, 1] = 0.0
    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        walk = vr.Joint(vr.GARCH(dist="t"), vr.CCC()).walk_forward(
            stale, window=500, refit=100, progress=False
        )
    said = " ".join(str(one.message) for one in heard)
    assert "'asset 2' is stale: 50% of its returns equal 0" in said
    assert "asset 2: GARCH(1,1)-t: " in said and "asset 1:" not in said
    alone = vr.walk_forward(
        vr.GARCH(dist="t"), stale["asset 1"], window=500, refit=100, progress=False
    )
    first = walk.portfolio({"asset 1": 1, "asset 2": 0, "asset 3": 0, "asset 4": 0})
    np.testing.assert_allclose(first.volatility, alone.volatility, rtol=1e-9)


def test_warnings_name_the_line_of_the_caller(market):
    gaps = market.copy()
    gaps.iloc[3, 0] = np.nan
    for call in (
        lambda: vr.portfolio_returns(gaps, dict.fromkeys(gaps, 0.25)),
        lambda: vr.Joint(vr.EWMA(), vr.CCC()).walk_forward(gaps, window=500, progress=False),
    ):
        with pytest.warns(match="1 of 760 days are left out") as heard:
            call()
        assert heard[0].filename == __file__
