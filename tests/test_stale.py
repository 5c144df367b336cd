"Returns that are equal: covered or refused; runs of zeros, halts and pegs; and True and False"
import re
import warnings

import numpy as np
import pandas as pd
import pytest
from scipy.stats import binom

from volrisk import (
    APARCH,
    EGARCH,
    EWMA,
    GARCH,
    GJR,
    NAGARCH,
    AgeWeighted,
    ConvergenceWarning,
    CornishFisher,
    DataWarning,
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
            assert re.search("returns equal|hardly move", str(refusal))
            assert "leave out the days" in str(refusal) or "before or after apart" in str(refusal)
            continue
        rate = (SERIES[name] < -value_at_risk(fit.in_sample())).mean()
        thin = 0.013 if law == "normal" else 0  # the normal law's own fault, on a market of t
        assert 0.003 <= rate <= 0.02 + thin, (law, rate)


def currency(seed, days=500, quiet=2e-5, still=0.2, later=False):
    "A float of 500 days at 0.6%, and a peg after it or, `later`, before it"
    draw = np.random.default_rng(seed)
    floats = draw.normal(0, 0.006, 500)
    pegged = np.where(draw.random(days) < still, 0.0, draw.normal(0, quiet, days))
    halves = [pegged, floats] if later else [floats, pegged]
    return pd.Series(np.concatenate(halves), pd.bdate_range("2010-01-04", periods=500 + days))


def ticked_peg(seed, tick=1e-4):
    "A peg whose price is rounded to ticks"
    prices = np.exp(currency(seed, still=0).cumsum())
    return np.log((prices / tick).round() * tick).diff().fillna(0.0)


PEGS = {
    "half": {},
    "no zeros": {"still": 0},
    "many zeros": {"still": 0.45},
    "200 days": {"days": 200},
    "60 days": {"days": 60},
    "after the peg": {"later": True},
    "a band of 0.01%": {"quiet": 1e-4},
    "hardly a band": {"quiet": 1e-6},
}
SEARCHED = [
    *(kind(dist=law) for kind in (GARCH, GJR, EGARCH, APARCH) for law in ("normal", "t")),
    *(GARCH(dist=law) for law in ("skewt", "ged")),
    EGARCH(dist="skewt"),
    NAGARCH(dist="t"),
    EWMA(None, dist="t"),
    EWMA(dist="t"),
    MovingAverage(60, dist="skewt"),
    RiskMetrics2006(dist="t"),
    GARCH(dist="t", innovations="empirical"),
    GARCH(innovations="gpd"),
]


def covered_or_refused(model, returns):
    "Whether a fit was made; its VaR covers its own sample, as far as the days can tell"
    try:
        fit = model.fit(returns)
    except ValueError as refusal:
        assert re.search("returns equal|hardly move", str(refusal)), refusal
        return False
    var = value_at_risk(fit.in_sample())
    below, n = int((returns < -var).sum()), len(returns)
    rare = min(binom.cdf(below, n, 0.01), binom.sf(below - 1, n, 0.01)) < 0.05
    assert not rare or 0.005 <= below / n <= 0.02, (model, below, n)
    assert var.median() < 10 * returns.std()
    return True


@pytest.mark.parametrize("name", PEGS)
@pytest.mark.filterwarnings("ignore::volrisk.ConvergenceWarning")
def test_pegs_are_covered_or_refused(name):
    made = [covered_or_refused(m, currency(s, **PEGS[name])) for s in (1, 2) for m in SEARCHED]
    assert np.mean(made) > 0.2  # of a peg, too, some models make something


@pytest.mark.filterwarnings("ignore::volrisk.ConvergenceWarning")
def test_pegs_in_other_units_and_steps():
    weekly = currency(3).set_axis(pd.date_range("2000-01-07", periods=1000, freq="W-FRI"))
    minutes = currency(3).set_axis(pd.date_range("2024-01-01", periods=1000, freq="min"))
    for model in SEARCHED[:8]:
        made = covered_or_refused(model, currency(3))
        for returns in (100 * currency(3), weekly, minutes):
            assert covered_or_refused(model, returns) == made, model
        covered_or_refused(model, ticked_peg(3))
    with pytest.raises(ValueError, match=r"from 2024-01-01 08:2\d to 2024-01-01 16:39"):
        APARCH(dist="t").fit(minutes)


@pytest.mark.filterwarnings("ignore::volrisk.ConvergenceWarning")
def test_a_walk_goes_on_where_a_float_became_a_peg():
    returns = currency(4, days=700)
    for model in (GARCH(dist="t"), EGARCH(dist="t"), APARCH(dist="t")):
        walk = walk_forward(model, returns, window=400, refit=20, progress=False)
        var = value_at_risk(walk)
        assert np.isfinite(var).all() and var.max() < 0.06, model
        last = value_at_risk(walk).iloc[-100:]  # no float is left in the windows
        assert 2e-5 < last.median() < 1e-4
        assert violations(returns[last.index], last).mean() < 0.06


@pytest.mark.parametrize("df", [3, 6])
def test_stale_days_are_the_normal_laws_own_failure(df):
    rates = {}
    for share in (0, 0.1):
        for seed in range(4):
            market = simulate_returns(2000, df=df, rng=seed)
            traded = np.random.default_rng(seed).random(2000) >= share
            returns = market.cumsum().where(traded).ffill().fillna(0.0).diff().fillna(0.0)
            for model in (GARCH(), GARCH(dist="t"), GARCH(innovations="empirical"), EGARCH()):
                below = returns < -value_at_risk(model.fit(returns).in_sample())
                rates.setdefault((str(model), share), []).append(below.mean())
    rates = pd.Series({key: np.mean(found) for key, found in rates.items()})
    for thin in ("GARCH(1,1)", "EGARCH(1,1,1)"):
        assert rates[thin, 0] > 0.013 and rates[thin, 0.1] - rates[thin, 0] < 0.004
    assert rates["GARCH(1,1)-t"].between(0.007, 0.012).all()
    np.testing.assert_allclose(rates["GARCH(1,1)+FHS"], 0.01)


@pytest.mark.parametrize("name", SERIES)
def test_samples_cover_whatever_comes(name):
    for model in (*SAMPLED, *PAST[:2]):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            walk = walk_forward(model, SERIES[name], window=400, refit=40, progress=False)
        var, es = value_at_risk(walk), expected_shortfall(walk)
        rate = violations(SERIES[name][var.index], var).mean()
        assert 0.001 <= rate <= 0.024, (model, rate)
        assert np.isfinite(var).all() and (es >= var - 1e-12).all()


@pytest.mark.parametrize("first, last", [(25, 0), (0, 25), (400, 0), (0, 400), (450, 450)])
@pytest.mark.filterwarnings("ignore::volrisk.ConvergenceWarning")
@pytest.mark.filterwarnings("ignore::volrisk.DataWarning")
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
        if first >= 400:
            assert value_at_risk(walk).iloc[0] == 0
    still = walk_forward(HistoricalSimulation(400), returns, window=400, progress=False)
    if last >= 400:
        assert value_at_risk(still.tomorrow).iloc[0] == 0


@pytest.mark.filterwarnings("ignore::volrisk.ConvergenceWarning")
@pytest.mark.parametrize("model", [*PAST, EWMA(innovations="empirical")])
def test_a_var_of_zero_is_said_once(model):
    returns = peg(0.004)
    with pytest.warns(DataWarning) as told:
        walk = walk_forward(model, returns, window=400, refit=40, progress=False)
    said = [str(w.message) for w in told if w.category is DataWarning]
    zero = walk.index[value_at_risk(walk) < 1e-15]
    span = f"from {zero[0]:%Y-%m-%d} to {zero[-1]:%Y-%m-%d}"
    assert f"zero or less on {len(zero)} of 1200 days, {span}, for want of losses" in said[0]
    bent = isinstance(model, CornishFisher)
    assert len(said) == 1 + bent and len(zero) > (200 if bent else 1000)
    if bent:
        assert f"on {1200 - len(zero)} of 1200 days" in said[1] and "put in order" in said[1]


@pytest.mark.parametrize("model", PAST[:2])
def test_a_var_of_zero_is_said_by_fit_table_and_report(model):
    asleep = MARKET.copy()
    asleep.iloc[1000:] = 0.0
    with pytest.warns(DataWarning, match="zero or less on 2006-02-20, for want") as told:
        fit = model.fit(asleep)
    assert len(told) == 1 and "zero or less on 2006-02-20" in repr(fit) and "held" not in fit.flags
    with pytest.warns(DataWarning, match=r"zero or less on \d+ of 1600 days"):
        table = fit.risk_table(innovations=None)
    assert table.next_day["VaR"] == 0
    models = [model, EWMA(dist="t")]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        made = report(asleep, models, window=500, days=800, progress=False)
    remarks = "\n".join(made.remarks)
    assert f"{model}: the 99% VaR is zero or less on " in remarks
    assert f"{model}, next day: the 99% VaR is zero or less on 2006-02-20" in remarks
    panel = walk_forward_panel([model], asleep.to_frame("a"), window=500, progress=False, n_jobs=1)
    assert f"a, {model}: the 99% VaR is zero or less on " in repr(panel)


def test_past_returns_are_not_held():
    returns = currency(5, days=700)
    walk = walk_forward(HistoricalSimulation(250), returns, window=500, refit=20, progress=False)
    plain = historical_simulation(returns, 250)
    days = walk.index
    np.testing.assert_allclose(value_at_risk(walk), value_at_risk(plain)[days], rtol=1e-9)
    assert walk.refits["clipped"].sum() == 0
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        walk_forward(HistoricalSimulation(400), MARKET, window=400, refit=50, progress=False)


@pytest.mark.filterwarnings("ignore::volrisk.ConvergenceWarning")
@pytest.mark.filterwarnings("ignore::volrisk.DataWarning")
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
@pytest.mark.filterwarnings("ignore::volrisk.DataWarning")
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


PERCENT = {
    GARCH(): {"mu": 0.05, "omega": 0.01, "alpha[1]": 0.09, "beta[1]": 0.90},
    GARCH(dist="t"): {"mu": 0.05, "omega": 0.01, "alpha[1]": 0.1, "beta[1]": 0.9, "nu": 6},
    GJR(): {"mu": 0.02, "omega": 0.02, "alpha[1]": 0, "gamma[1]": 0.18, "beta[1]": 0.89},
    EGARCH(): {"mu": 0.02, "omega": 0.002, "alpha[1]": 0.13, "gamma[1]": -0.13, "beta[1]": 0.97},
    MovingAverage(20, mean="constant"): {"mu": 0.06},
}


@pytest.mark.parametrize("model", PERCENT)
def test_parameters_of_percent_returns_are_refused(model):
    given = model.given(PERCENT[model])
    how = {"window": 500, "refit": 100, "progress": False}
    for call in (
        lambda: given.fit(MARKET),
        lambda: model.fit(MARKET, fixed=PERCENT[model]),
        lambda: walk_forward(given, MARKET, **how),
        lambda: horizon_walk_forward(given, MARKET, horizon=5, paths=100, **how),
        lambda: report(MARKET, [given], window=500, progress=False),
    ):
        with pytest.raises(ValueError, match="as a rule, and these returns .* by 100"):
            call()
    assert given.fit(100 * MARKET).flags == ("converged",)
    with pytest.warns(DataWarning, match="look like percentages"):
        walk_forward(given, 100 * MARKET[:700], **how)
    made = report(MARKET, [given, EWMA()], window=500, days=300, progress=False)
    assert f"{given} is left out: " in made.remarks[0]


def test_parameters_of_decimal_returns_are_refused():
    for model in (GARCH(), GJR(dist="t"), EGARCH(dist="t"), APARCH(), NAGARCH()):
        params = model.fit(MARKET).params
        assert model.given(params).fit(MARKET).converged
        with pytest.raises(ValueError, match="in the long run, and these returns"):
            model.given(params).fit(100 * MARKET)


@pytest.mark.parametrize("df", [2.5, 4, 30])
def test_honest_parameters_are_taken(df):
    "Of other times and markets: near-integrated, heavy-tailed, calm and in a crisis"
    weights = [(0.02, 0.12, 0.88), (0.1, 0, 0.8999), (0.2, 0, 0.7999), (0.05, 0, 0.949)]
    markets = [
        simulate_returns(1500, alpha=a, gamma=g, beta=b, df=df, rng=seed, volatility=v)
        for seed, (a, g, b) in enumerate(weights)
        for v in (0.007, 0.015)
    ]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for model in (GARCH(), GARCH(dist="t"), EGARCH(dist="t")):
            found = [model.fit(market[:750]).params for market in markets]
            for market, params in zip(markets, found):
                model.given(params).fit(market[750:])
            for params in found[::3]:
                model.given(params).fit(markets[0][:750])
                model.given(params).fit(markets[1])


@pytest.mark.parametrize(
    "model", [HistoricalSimulation(100), EWMA(innovations="empirical")], ids=str
)
def test_what_a_fit_doubts_is_said_where_it_was_called(model):
    days = pd.bdate_range("2015", periods=1000)
    returns = pd.Series(0.01 * np.random.default_rng(0).standard_normal(1000), days)
    returns.iloc[-150:] = 0.0
    with pytest.warns(UserWarning) as said:
        model.fit(returns)
    assert {warning.filename for warning in said} == {__file__}
