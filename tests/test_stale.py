"Returns that are equal: covered or refused; runs of zeros, halts and pegs; and True and False"
import warnings

import numpy as np
import pandas as pd
import pytest

from volrisk import (
    APARCH,
    EGARCH,
    EWMA,
    GARCH,
    GJR,
    AgeWeighted,
    ConvergenceWarning,
    CornishFisher,
    Forecast,
    HistoricalSimulation,
    MovingAverage,
    RiskMetrics2006,
    backtest,
    compare,
    expected_shortfall,
    historical_simulation,
    horizon_risk,
    horizon_walk_forward,
    kupiec_pof,
    quantile_score,
    report,
    simulate_returns,
    value_at_risk,
    violations,
    walk_forward,
    walk_forward_panel,
)

MARKET = simulate_returns(1600, rng=2)
LAWS = ("normal", "t", "ged", "skewt")
KINDS = (GARCH, GJR, EGARCH, APARCH, EWMA, MovingAverage, RiskMetrics2006)
PAST = (HistoricalSimulation(400), AgeWeighted(400), CornishFisher(400))
SAMPLED = (
    EWMA(innovations="empirical"),
    RiskMetrics2006(innovations="empirical"),
    GARCH(mean="zero", innovations="empirical"),
)


def zeros(share, rng=1):
    return MARKET.where(np.random.default_rng(rng).random(len(MARKET)) >= share, 0.0)


def stale(share, rng=1):
    "Prices that stay where they are, and catch up"
    traded = np.random.default_rng(rng).random(len(MARKET)) >= share
    return MARKET.cumsum().where(traded).ffill().fillna(0.0).diff().fillna(0.0)


def halts(count, days=25, rng=1):
    halted = MARKET.copy()
    for first in np.random.default_rng(rng).integers(100, 1500, count):
        halted.iloc[first : first + days] = 0.0
    return halted


def ticks(price, tick=0.01):
    path = price * np.exp(MARKET.cumsum() - MARKET.mean() * np.arange(len(MARKET)))
    return np.log((path / tick).round() * tick).diff().fillna(0.0)


def peg(share, rng=1):
    draw = np.random.default_rng(rng)
    jumps = draw.random(len(MARKET)) < share
    return pd.Series(np.where(jumps, draw.normal(0, 0.01, len(MARKET)), 0.0), MARKET.index)


SERIES = {
    **{f"{share:.0%} zeros": zeros(share) for share in np.arange(0, 0.91, 0.1)},
    **{f"{share:.0%} stale": stale(share) for share in (0.1, 0.3, 0.5)},
    **{f"{count} halts": halts(count) for count in (1, 5, 20)},
    "a long halt": halts(1, 120),
    **{f"ticks at {price}": ticks(price) for price in (5, 2, 0.5)},
    **{f"a peg, {share:.0%}": peg(share) for share in (0.02, 0.05, 0.5)},
    "interest": (MARKET * (np.arange(1600) % 2)).where(lambda r: r != 0, 1e-4),
}


@pytest.mark.parametrize("name", SERIES)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.filterwarnings("ignore::volrisk.ConvergenceWarning")
def test_covered_or_refused(kind, name):
    for law in LAWS:
        try:
            fit = kind(dist=law).fit(SERIES[name])
        except ValueError as refusal:
            assert "returns equal" in str(refusal) and "leave out the days" in str(refusal)
            continue
        rate = (SERIES[name] < -value_at_risk(fit.in_sample())).mean()
        thin = 0.013 if law == "normal" else 0  # the normal law's own fault, on a market of t
        assert 0.003 <= rate <= 0.02 + thin, (law, rate)


@pytest.mark.parametrize("name", SERIES)
def test_samples_cover_whatever_comes(name):
    for model in (*SAMPLED, *PAST[:2]):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)
            walk = walk_forward(model, SERIES[name], window=400, refit=40, progress=False)
        var, es = value_at_risk(walk), expected_shortfall(walk)
        rate = violations(SERIES[name][var.index], var).mean()
        assert 0.001 <= rate <= 0.024, (model, rate)
        assert np.isfinite(var).all() and (es >= var - 1e-12).all()


@pytest.mark.parametrize("first, last", [(25, 0), (0, 25), (400, 0), (0, 400), (450, 450)])
@pytest.mark.filterwarnings("ignore::volrisk.ConvergenceWarning")
@pytest.mark.filterwarnings("ignore:skewness and kurtosis")
def test_runs_of_zeros_are_survived(first, last):
    returns = MARKET.copy()
    returns.iloc[:first] = 0.0
    returns.iloc[len(returns) - last :] = 0.0
    models = [kind(dist=law) for kind in KINDS for law in ("normal", "t")]
    models += [*SAMPLED, *PAST, GJR(dist="t", innovations="gpd")]
    for model in models:
        walk = walk_forward(model, returns, window=400, refit=40, progress=False)
        for forecast in (walk, walk.tomorrow):
            var = value_at_risk(forecast)
            assert np.isfinite(var).all() and np.isfinite(expected_shortfall(forecast)).all()
            assert var.max() < 20 * MARKET.std()
        if first >= 400 and not isinstance(model, CornishFisher):
            assert value_at_risk(walk).iloc[0] == 0
    still = walk_forward(HistoricalSimulation(400), returns, window=400, progress=False)
    if last >= 400:
        assert value_at_risk(still.tomorrow).iloc[0] == 0


@pytest.mark.filterwarnings("ignore::volrisk.ConvergenceWarning")
def test_days_without_risk_are_judged():
    returns = MARKET.copy()
    returns.iloc[-500:] = 0.0
    models = {"average": MovingAverage(20), "past": HistoricalSimulation(400), "GARCH": GARCH()}
    how = {"window": 400, "refit": 50, "progress": False}
    walks = {name: walk_forward(model, returns, **how) for name, model in models.items()}
    table = compare(returns, walks).table
    assert np.isfinite(table["Quantile score"]).all() and len(table) == 3
    for name, walk in walks.items():
        var, es = value_at_risk(walk), expected_shortfall(walk)
        realised = returns[var.index]
        found = backtest(realised, var, es, pit=walk.pit(realised))
        assert len(found.table) > 5 and isinstance(found.verdict, str), name
        assert np.isfinite(quantile_score(realised, var)).all()
        assert 0 <= kupiec_pof(violations(realised, var)).pvalue <= 1


def test_a_report_survives_one_model():
    ended = MARKET.copy()
    ended.iloc[-25:] = 0.0
    models = [MovingAverage(20), GARCH(), EWMA()]
    made = report(ended, models, window=500, refit=100, days=300, progress=False)
    assert np.isfinite(made.next_day.to_numpy(float)).all() and len(made.next_day) == 3
    rare = zeros(0.6)
    made = report(rare, [GARCH(dist="t"), *SAMPLED], window=500, days=300, progress=False)
    assert len(made.next_day) == 3 and "GARCH(1,1)-t is left out: 6" in made.remarks[0]


def test_held_is_said_once():
    with pytest.warns(ConvergenceWarning, match="held at the edge") as told:
        fit = MovingAverage(20).fit(halts(2))
    assert len(told) == 1 and "held" in fit.flags and "held at the edge" in repr(fit)
    path = fit.conditional_volatility
    np.testing.assert_allclose(path.min(), halts(2).std(ddof=0) / 100)
    assert np.isfinite(fit.std_resid).all() and np.isfinite(fit.loglikelihood)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert "held" not in GARCH(dist="t").fit(MARKET).flags


@pytest.mark.filterwarnings("ignore::volrisk.ConvergenceWarning")
def test_paths_are_held_as_forecasts_are():
    ended = MARKET.copy()
    ended.iloc[-25:] = 0.0
    for returns in (ended, halts(3)):
        fit = MovingAverage(20).fit(returns)
        simulated = fit.simulate(1, 40_000, rng=1).std()
        np.testing.assert_allclose(simulated, fit.forecast().volatility[0], rtol=0.02)
        assert np.isfinite(tuple(horizon_risk(fit, 10, paths=2000))).all()
        how = {"horizon": 5, "window": 500, "refit": 100, "paths": 1000, "progress": False}
        walked = horizon_walk_forward(MovingAverage(20), returns, **how)
        assert np.isfinite(walked.var).all(axis=None)


FAMILIES = [
    GARCH(),
    GARCH(dist="t"),
    GJR(dist="skewt"),
    EGARCH(),
    APARCH(dist="ged"),
    EWMA(dist="t"),
    EWMA(None),
    MovingAverage(20),
    RiskMetrics2006(dist="t"),
]


@pytest.mark.parametrize("refit", [1, 20])
@pytest.mark.parametrize("law", [None, "empirical", "gpd"])
@pytest.mark.filterwarnings("ignore::volrisk.ConvergenceWarning")
def test_tomorrow_is_the_next_step(law, refit):
    days = 620 if refit == 1 else 680
    same(FAMILIES, MARKET[:days], {"window": 600, "refit": refit, "innovations": law})


@pytest.mark.parametrize("refit", [1, 20])
@pytest.mark.filterwarnings("ignore:skewness and kurtosis")
def test_tomorrow_of_past_returns(refit):
    same(PAST, MARKET[:640], {"window": 600, "refit": refit})


@pytest.mark.parametrize("law", [None, "gpd"])
def test_tomorrow_of_the_transformer(law):
    transformer = pytest.importorskip("volrisk.transformer")
    models = [transformer.TransformerVol(), transformer.TransformerVol(EWMA())]
    same(models, MARKET[:680], {"window": 600, "refit": 20, "innovations": law})


@pytest.mark.filterwarnings("ignore::volrisk.ConvergenceWarning")
def test_tomorrow_of_halted_shares():
    for returns in (halts(4), zeros(0.25), halts(1, 420)):
        models = [m for m in FAMILIES if not m.law.peaked or (returns == 0).mean() < 0.1]
        same(models, returns[:1000], {"window": 400, "refit": 20})


def same(models, returns, how):
    "What a walk says of its tomorrow is what a walk says that has one day more, or two"
    how = {**how, "progress": False}
    for model in models:
        later = walk_forward(model, returns, **how)
        for ago in (1, 2):
            walk = walk_forward(model, returns[:-ago], **how)
            step, day = walk.tomorrow, returns.index[-ago]
            for measure in (value_at_risk, expected_shortfall):
                assert measure(step).iloc[0] == measure(later)[day], (model, ago)
            known = value_at_risk(later)[: walk.index[-1]]
            assert (value_at_risk(walk) == known).all(), (model, ago)


def test_tomorrow_comes_back_from_disk(tmp_path):
    frame = pd.DataFrame({"a": MARKET[:700], "b": halts(3)[:700]})
    models = [GARCH(dist="t", innovations="gpd"), HistoricalSimulation(400), EWMA()]
    how = {"window": 500, "refit": 30, "folder": tmp_path, "progress": False, "n_jobs": 1}
    first, again = (walk_forward_panel(models, frame, **how) for _ in range(2))
    for key, walk in first.forecasts.items():
        one, two = walk.tomorrow, again.forecasts[key].tomorrow
        assert one.index.equals(two.index) and one.refits.equals(two.refits)
        assert value_at_risk(one).equals(value_at_risk(two))


@pytest.mark.parametrize("wrong", [MARKET > 0, MARKET + 1j], ids=["bool", "complex"])
def test_what_is_no_return(wrong):
    forecast = historical_simulation(MARKET, 400)
    var = value_at_risk(forecast)
    calls = [
        lambda: GARCH().fit(wrong),
        lambda: walk_forward(GARCH(), wrong),
        lambda: historical_simulation(wrong),
        lambda: HistoricalSimulation(400).fit(wrong),
        lambda: backtest(wrong[var.index], var),
        lambda: quantile_score(wrong[var.index], var),
        lambda: compare(wrong, {"past": forecast}),
        lambda: forecast.pit(wrong),
        lambda: Forecast(MARKET.index, wrong, 0.01, "normal"),
        lambda: violations(wrong[var.index], var),
        lambda: report(wrong, [EWMA()], window=500, progress=False),
    ]
    for call in calls:
        with pytest.raises(TypeError, match=r"(True and False|complex)"):
            call()


def test_explosive_paths_end_in_a_sentence():
    fit = GARCH().fit(MARKET)
    wild = type(fit)(fit.model, fit.params * [1, 1, 1e30, 1], fit.returns, fit.presample)
    for call in (lambda: wild.simulate(100, 10, 1), lambda: horizon_risk(wild, 100)):
        with pytest.raises(ValueError, match="infinite or no number"), np.errstate(all="ignore"):
            call()
