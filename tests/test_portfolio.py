"A book of many assets is a forecast like any other, and knows nothing of the day it is about"
import json
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


@pytest.fixture(scope="module")
def quick():
    return {
        "joint": vr.Joint(vr.EWMA(), vr.CCC()), "model": vr.EWMA(), "window": 400,
        "refit": 100, "progress": False,
    }  # fmt: skip


@pytest.fixture(scope="module")
def report(market, weights, quick):
    return vr.portfolio_report(market, weights, wealth=1e6, title="<four>", **quick)


def test_a_report_is_judged_by_the_engine_of_all_reports(report):
    shown = report.ways["mean of both"]
    risk = vr.risk_frame(shown, 0.975)
    asked = vr.advice.questioned(report.made, risk)
    assert asked.rejected == report.advice.own.rejected
    assert asked.count == report.advice.own.count
    assert report.advice.word in ("trust", "doubtful", "do not use")
    assert report.advice.next_day.loc[(0.975, "ES"), "mean"] > 0
    for row in report.advice.next_day.itertuples():
        assert row.low <= row.mean <= row.high


def test_a_report_is_json_and_a_page_that_needs_nothing(report, tmp_path):
    page, forecasts, parts, data = report.save(tmp_path / "new" / "folder")
    told = json.loads(data.read_text())
    assert told["weights"] == report.weights.to_dict()
    assert told["advice"]["word"] == report.advice.word
    money = [row["money"] for row in told["advice"]["risk"]]
    assert money == [1e6 * row["share"] for row in told["advice"]["risk"]]
    text = page.read_text()
    assert "&lt;four&gt;" in text and "<four>" not in text
    assert all(f'id="{name}"' in text for name in ("who", "whatif", "together", "trust", "days"))
    assert "http" not in text.replace("http-equiv", "")
    assert pd.read_csv(parts, index_col="asset")["share"].sum() == pytest.approx(1)
    assert sorted(path.name for path in page.parent.iterdir()) == [
        "contributions.csv", "forecasts.csv", "report.html", "report.json",
    ]  # fmt: skip


def test_a_report_knows_nothing_of_the_days_it_is_about(market, weights, quick, report):
    later = market.copy()
    later.iloc[600:] = 0.02 * np.random.default_rng(2).standard_normal((160, 4))
    other = vr.portfolio_report(later, weights, **quick)
    until = market.index[599]
    for name, way in report.ways.items():
        one, two = (vr.risk_frame(ways)[:until] for ways in (way, other.ways[name]))
        pd.testing.assert_frame_equal(one, two, check_exact=True)


def test_prices_and_returns_give_the_same_report(market, weights, quick, report):
    closes = 50 * (1 + market).cumprod()
    closes.loc[market.index[0] - pd.Timedelta(days=3)] = 50.0
    again = vr.portfolio_report(closes.sort_index(), weights, **quick)
    np.testing.assert_allclose(again.contributions, report.contributions, rtol=1e-6)


@pytest.mark.parametrize(
    ("weights", "said"),
    [
        ({"gold": 1.0}, "'gold', which the returns do not have"),
        ({"asset 1": 25, "asset 2": 25, "asset 3": 25, "asset 4": 25}, "divide them by 100"),
        ({"asset 1": 0.5, "asset 2": None, "asset 3": 0.2, "asset 4": 0.3}, "'asset 2'"),
        ({"asset 1": 1.0}, "weights lack 'asset 2'"),
        (dict.fromkeys(["asset 1", "asset 2", "asset 3", "asset 4"], 0.0), "holds nothing"),
    ],
)
def test_weights_are_refused_before_the_work(market, quick, weights, said):
    with pytest.raises(ValueError, match=said):
        vr.portfolio_report(market, weights, **quick)


def test_files_make_the_same_report(market, weights, quick, report, tmp_path):
    market.to_csv(tmp_path / "returns.csv")
    lines = [f"{name};{100 * w:.0f}%" for name, w in weights.items()]
    (tmp_path / "weights.csv").write_text("\n".join(["asset;weight", *lines]))
    made = vr.portfolio_of_files(tmp_path / "returns.csv", tmp_path / "weights.csv", **quick)
    assert made.name == "returns"
    np.testing.assert_allclose(made.contributions, report.contributions, rtol=1e-9)


def test_matrices_of_all_days_are_those_of_each(walk):
    for one in walk.covariances():
        if one.day.day == 3:
            pd.testing.assert_frame_equal(one.covariance, walk.on(one.day).covariance)
    assert one.day == walk.days[-1]


def test_paths_have_the_covariance_that_the_model_says(market):
    fit = vr.EWMACorrelation(0.9).estimate(market / market.std())
    z, rng = (market / market.std()).to_numpy(), np.random.default_rng(0)
    rows = rng.standard_normal((6, 40_000, 4))
    made, slow = vr.contributions.moved_rows(fit, rows, z, rng), fit.simulate(rows, z)
    np.testing.assert_allclose(made[0], slow[0], rtol=1e-9)
    for t in (1, 5):
        np.testing.assert_allclose(np.cov(made[t].T), np.cov(slow[t].T), atol=0.06)


def walked_by(market, **how):
    joint = vr.Joint(vr.GARCH(), vr.EWMACorrelation())
    return joint.walk_forward(market, window=600, refit=100, progress=False, **how)


def same_to_the_bit(one, two):
    assert list(one.margins) == list(two.margins)
    for mine, other in zip(one.margins.values(), two.margins.values()):
        pd.testing.assert_frame_equal(mine.refits, other.refits, check_exact=True)
    pd.testing.assert_frame_equal(one.refits, two.refits, check_exact=True)
    equal = dict.fromkeys(one.margins, 1 / len(one.margins))
    books = [walk.portfolio(equal) for walk in (one, two)]
    pd.testing.assert_frame_equal(*(vr.risk_frame(book) for book in books), check_exact=True)


def test_margins_of_a_dask_cluster_are_those_of_this_machine(market):
    distributed = pytest.importorskip("distributed")
    here = walked_by(market, n_jobs=2, backend="loky")
    same_to_the_bit(here, walked_by(market))
    cluster = distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    )
    with cluster, distributed.Client(cluster):
        there = walked_by(market, n_jobs=2, backend="dask")
    same_to_the_bit(here, there)


def test_margins_of_ray_are_those_of_this_machine(market, two_of_ray):
    there = walked_by(market, n_jobs=2, backend="ray")
    two_of_ray.shutdown()
    same_to_the_bit(walked_by(market, n_jobs=2, backend="loky"), there)


def test_an_unknown_backend_is_one_sentence(market):
    with pytest.raises(ValueError, match="backend is one that joblib knows"):
        walked_by(market, backend="spark")


def test_wide_books_forget_their_targets_and_make_them_again(market, monkeypatch):
    joint, how = vr.Joint(vr.EWMA(), vr.DCC()), {"window": 500, "refit": 100, "progress": False}
    whole = joint.walk_forward(market, **how)
    monkeypatch.setattr("volrisk.given.MATRICES", 20)
    light = joint.walk_forward(market, **how)
    assert all(fit.target.size == 0 for fit in light.correlations)
    same_to_the_bit(whole, light)
    w = dict.fromkeys(market, 0.25)
    for ask in (
        lambda walk: walk.contributions(w),
        lambda walk: walk.correlation("asset 1", "asset 2"),
        lambda walk: walk.average_correlation(),
        lambda walk: walk.tomorrow.correlation,
        lambda walk: walk.combined(w).volatility,
        lambda walk: walk.simulate(3, paths=5, rng=0),
    ):
        np.testing.assert_array_equal(np.asarray(ask(whole)), np.asarray(ask(light)))


@pytest.mark.parametrize(
    "given, said", [("banana", "got banana for"), (np.nan, "got nothing for"), ("x", "got x for")]
)
def test_a_weight_that_is_no_number_is_named_as_it_was_given(market, weights, given, said):
    odd = weights.astype(object)
    odd.iloc[0] = given
    with pytest.raises(ValueError, match=said):
        vr.portfolio_returns(market, odd)
