"A tail without a mean has an infinite ES on its days, with a note, and costs no other day"
import warnings
from functools import partial

import matplotlib
import numpy as np
import pandas as pd
import pytest

import volrisk as vr

matplotlib.use("agg")
DAYS = pd.bdate_range("2018-01-01", periods=900, name="date")


def pareto_returns(shape=1.3, rng=3):
    "Returns whose losses have a Pareto tail of that shape in the middle of the sample"
    draw = np.random.default_rng(rng)
    z = draw.standard_normal(900)
    heavy = (draw.random(900) < 0.1) & (np.arange(900) > 250) & (np.arange(900) < 600)
    z[heavy] = -1.3 - 0.7 * (draw.random(heavy.sum()) ** -shape - 1) / shape
    return pd.Series(0.002 * z, DAYS)


@pytest.fixture(scope="module")
def returns():
    return pareto_returns()


@pytest.fixture(scope="module")
def walk(returns):
    model = vr.EWMA(0.97, innovations="gpd")
    return vr.walk_forward(model, returns, window=300, refit=50, progress=False)


def endless_days(walk):
    "The days of the blocks whose tail has a shape of one or more"
    return np.array([law.xi >= 1 for law in walk.dist.laws])[walk.dist.block]


def heard(call):
    "What a call gives, and what it warns of"
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        made = call()
    return made, [str(one.message) for one in said if "infinite" in str(one.message)]


def test_only_the_days_without_a_mean_are_infinite(walk):
    risk, said = heard(lambda: vr.risk_frame(walk))
    endless = endless_days(walk)
    assert 0 < endless.sum() < len(walk)
    np.testing.assert_array_equal(np.isposinf(risk["ES"]), endless)
    assert np.isfinite(risk["VaR"]).all() and (risk["ES"] >= risk["VaR"]).all()
    first, last = (f"{day:%Y-%m-%d}" for day in walk.index[endless][[0, -1]])
    assert len(said) == 1
    assert f"infinite on {endless.sum()} of 600 days ({first} to {last})" in said[0]
    with pytest.warns(vr.DataWarning, match="infinite"):
        vr.expected_shortfall(walk, 0.975)


def test_it_is_said_once(walk, returns):
    for call in (
        lambda: vr.risk_levels(walk, (0.95, 0.975, 0.99)),
        lambda: vr.risk_frame(walk, wealth=1e6),
        lambda: vr.compare(returns, {"gpd": walk}),
    ):
        assert len(heard(call)[1]) == 1
    money = heard(lambda: vr.risk_frame(walk, wealth=1e6))[0]
    assert np.isposinf(money["ES"]).sum() == endless_days(walk).sum()
    assert (money["ES_monetary"] < 1e6).all()  # nobody loses more than there is


def test_the_other_model_of_a_report_is_not_lost(returns, tmp_path):
    models = [vr.EWMA(0.97, innovations="gpd"), vr.EWMA(0.94)]
    settings = {"window": 300, "refit": 50, "days": 600, "progress": False}
    made, said = heard(lambda: vr.report(returns, models, **settings))
    assert not said and len(made.comparison.table) == 2
    notes = [note for note in made.notes if "infinite" in note]
    assert len(notes) == 1 and notes[0].startswith("EWMA(0.97)+gpd: the ES is infinite on ")
    (page, _), said = heard(lambda: vr.save(made, tmp_path))
    assert "infinite on" in page.read_text(encoding="utf-8") and not said


def test_a_single_forecast_and_a_table():
    sample = pareto_returns(2)[250:600]
    fit = vr.EWMA(0.995, innovations="gpd").fit(sample)
    assert fit.forecast().dist.xi >= 1
    es, said = heard(lambda: vr.expected_shortfall(fit.forecast()))
    assert np.isposinf(es).all() and "infinite on 1 of 1 day (" in said[0]
    table, said = heard(lambda: vr.risk_table(fit, (0.95, 0.99), innovations="gpd", wealth=1e6))
    assert len(said) == 1 and np.isposinf(table.next_day["ES 0.99"])
    assert "inf" in repr(table) and table._repr_html_()
    table.plot(level=0.99)


def test_many_days_ahead():
    fit = vr.GARCH(innovations="gpd").fit(pareto_returns(2)[250:600])
    for method in ("closed_form", "square_root", "simulation"):
        for horizon in (1, 10):
            how = dict(method=method, innovations="gpd")
            risk, said = heard(partial(vr.horizon_risk, fit, horizon, **how))
            assert risk.ES == np.inf and 0 < risk.VaR < 100 and len(said) == 1
            assert "no mean" in said[0]
    assert np.isfinite(vr.horizon_risk(fit, 10, method="bootstrap").ES)
    grid, said = heard(lambda: vr.horizon_grid(fit, (1, 5), innovations="gpd", wealth=1e6))
    assert len(said) == 1 and repr(grid)


ES_TESTS = {
    "mcneil_frey": {},
    "acerbi_szekely": {"level": 0.95},
    "esr": {"level": 0.95},
    "conditional_calibration": {"level": 0.95},
    "tail_size": {"level": 0.95},
}


@pytest.fixture(scope="module")
def judged():
    "Returns, and a VaR and ES of which thirty days are infinite"
    draw = np.random.default_rng(1)
    returns = pd.Series(0.01 * draw.standard_normal(900), DAYS)
    scale = pd.Series(0.01 + 0.001 * np.sin(np.arange(900) / 30), DAYS)
    es = 2.063 * scale
    es.iloc[100:130] = np.inf
    return returns, 1.645 * scale, es


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("name", ES_TESTS)
def test_tests_say_why_there_is_no_answer(judged, name):
    result = getattr(vr, name)(*judged, **ES_TESTS[name])
    assert np.isnan(result.statistic) and np.isnan(result.pvalue)
    assert result.reason == "the ES is infinite on 30 of 900 days: leave them out"
    finite = np.isfinite(judged[2])  # as it says
    assert not np.isnan(getattr(vr, name)(*(x[finite] for x in judged), **ES_TESTS[name]).pvalue)


@pytest.mark.filterwarnings("error")
def test_kinds_and_simulated_tests_say_it_too(judged):
    def simulated(returns, var, es):
        return vr.acerbi_szekely(returns, var, es, 0.95, rng=0)

    answers = [vr.acerbi_szekely(*judged, 0.95, kind) for kind in (1, 2, 3, "minimal bias")]
    answers += [vr.esr(*judged, 0.95, kind) for kind in ("auxiliary", "intercept")]
    answers.append(vr.conditional_calibration(*judged, 0.95, alternative="greater"))
    answers.append(vr.monte_carlo_es(simulated, *judged, 0.95, simulations=9))
    for result in answers:
        assert np.isnan(result.pvalue) and "infinite on 30 of 900" in result.reason


@pytest.mark.filterwarnings("error")
def test_a_backtest_keeps_what_needs_no_mean(judged):
    made = vr.backtest(*judged, 0.95, simulations=9)
    table = made.table
    needs = {trial.name: trial.needs for trial in vr.BATTERY}
    for name, row in table.iterrows():
        if needs.get(name.removesuffix(" (simulated)")) == "ES":
            assert np.isnan(row["p-value"]) and row["note"], name
    assert not np.isnan(made["Kupiec POF"].pvalue) and not np.isnan(made["Timing"].pvalue)
    assert "infinite on 30 of 900 days" in made["Tail size"].reason
    assert "FZ0 score" not in made.scores and made.scores["quantile score"] > 0
    assert repr(made) and made._repr_html_()
    made.plot()


@pytest.mark.filterwarnings("error")
def test_scores_of_the_other_days_stay(judged):
    returns, var, es = judged
    finite = np.isfinite(es)
    score = vr.fz0_score(returns, var, es, 0.95)
    np.testing.assert_array_equal(np.isposinf(score), ~finite)
    same = vr.fz0_score(returns[finite], var[finite], es[finite], 0.95)
    pd.testing.assert_series_equal(score[finite], same)
    assert vr.fissler_ziegel(returns, var, es, 0.95).notna().sum() == finite.sum()


def test_not_every_infinity_is_taken(judged):
    returns, var, es = judged
    for wrong in (
        (returns, var.where(np.isfinite(es), np.inf), es),
        (returns, var, -es),
        (returns.where(finite := np.isfinite(es), np.inf), var, es.where(finite, 0.02)),
    ):
        with pytest.raises(ValueError, match="finite numbers"):
            vr.esr(*wrong, 0.95)


def test_a_calm_day_has_no_tail():
    law = vr.GPDTail(np.random.default_rng(0).standard_normal(500), 0.1, 1.2, 0.5)
    still = vr.Forecast(DAYS[:3], 0.001, [0.01, 0.0, 0.01], law)
    es, said = heard(lambda: vr.expected_shortfall(still))
    assert es.tolist() == [np.inf, -0.001, np.inf] and "on 2 of 3 days" in said[0]
    assert still.tail_mean(0.01).tolist() == [-np.inf, 0.001, -np.inf]


def test_results_of_a_panel_and_a_file(walk, returns, tmp_path):
    frame = returns.to_frame("heavy")
    settings = {"window": 300, "refit": 50, "folder": tmp_path, "progress": False, "n_jobs": 1}
    panel = vr.walk_forward_panel([vr.EWMA(0.97, innovations="gpd")], frame, **settings)
    again = vr.walk_forward_panel([vr.EWMA(0.97, innovations="gpd")], frame, **settings)
    assert not panel.failures and not again.failures
    risk, _ = heard(lambda: vr.risk_frame(walk))
    risk.assign(**{"return": returns, "level": "99%"}).to_csv(tmp_path / "risk.csv")
    from volrisk.spoken import risk_columns

    _, _, es, _, level = risk_columns(tmp_path / "risk.csv")
    assert np.isposinf(es).sum() == endless_days(walk).sum() and level == 0.99
