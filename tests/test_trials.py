"What every test of the battery promises, and what a test from outside has to keep as well"
from dataclasses import replace
from functools import lru_cache

import numpy as np
import pandas as pd
import pytest
from scipy.special import ndtr

from volrisk.backtesting import backtest
from volrisk.battery import BATTERY, Battery, Evidence, Trial
from volrisk.results import BacktestResult, undefined

LEVEL, ALPHA = 0.975, 0.025
VAR, ES = 1.959964, 2.337803  # of a standard normal


def runs(hits):
    "Wald and Wolfowitz' test: few runs are clusters"
    n1 = hits.sum()
    n0 = len(hits) - n1
    if min(n0, n1) < 2:
        return undefined("runs", "needs two violations, and two days without")
    mean = 1 + 2 * n0 * n1 / (n0 + n1)
    variance = (mean - 1) * (mean - 2) / (n0 + n1 - 1)
    z = (1 + (hits[1:] != hits[:-1]).sum() - mean) / np.sqrt(variance)
    return BacktestResult(z, 2 * ndtr(-abs(z)))


OWN = Trial("Runs", runs, needs="violations", basis="asymptotic", least=25, twin=True)
TRIALS = (*BATTERY, OWN)
every = pytest.mark.parametrize("trial", TRIALS, ids=lambda trial: trial.name)


def of(*bases):
    "The trials of these bases"
    chosen = [trial for trial in TRIALS if trial.basis in bases]
    return pytest.mark.parametrize("trial", chosen, ids=lambda trial: trial.name)


@lru_cache(maxsize=None)
def right(days, seed=0):
    "A right model and what came of it: returns, VaR, ES and PITs"
    rng = np.random.default_rng(seed)
    sigma = 0.01 * np.exp(0.3 * np.sin((np.arange(days) + rng.integers(400)) / 40))
    z = rng.standard_normal(days)
    return sigma * z, VAR * sigma, ES * sigma, ndtr(z)


def evidence(r, v, e, u):
    return Evidence(r, v, e, u, LEVEL, ALPHA, "normal", 0)


def report(trial, r, v, e, u, **settings):
    return backtest(r, v, e, LEVEL, pit=u, null="normal", battery=(trial,), **settings)


def with_pvalue(trial, pvalue):
    "The same trial with a test that has this p-value"
    return replace(trial, test=lambda *arrays: BacktestResult(1.0, pvalue))


def elsewhere(trial):
    "Trials that answer at the level of this file: the regulator has zones at 99% alone"
    return trial.name != "Traffic light"


def test_the_regulator_has_zones_at_his_level_alone():
    light = next(trial for trial in BATTERY if not elsewhere(trial))
    r, v, e, u = right(5000)
    assert "at 99%" in light.run(evidence(r, v, e, u)).reason
    deep = Evidence(r, 2.326348 * v / VAR, e, u, 0.99, 0.01, "normal", 0)
    result = light.run(deep)
    assert result.statistic == deep.violations[-250:].sum() and result.zone == "green"


@every
def test_a_right_model_has_an_answer(trial):
    result = trial.run(evidence(*right(5000)))
    assert isinstance(result, BacktestResult) and result.name == trial.name
    if elsewhere(trial):
        assert np.isfinite(result.statistic) and 0 <= result.pvalue <= 1


@every
@pytest.mark.parametrize("days", (1, 2, 5))
@pytest.mark.parametrize("violated", (False, True))
def test_a_sample_too_short_has_an_answer_or_a_reason(trial, days, violated):
    r = np.full(days, -0.05) if violated else 0.001 * np.cos(np.arange(days))
    v, e = np.linspace(0.02, 0.03, days), np.linspace(0.03, 0.04, days)
    result = trial.run(evidence(r, v, e, np.full(days, 0.003 if violated else 0.5)))
    assert not np.isinf(result.statistic)
    assert np.isfinite(result.statistic) or (np.isnan(result.pvalue) and result.reason)


def test_runs_says_why_it_has_no_answer():
    result = OWN.run(evidence(np.zeros(9), *right(9)[1:]))
    assert np.isnan(result.statistic) and np.isnan(result.pvalue) and result.name == "Runs"
    assert result.reason == "needs two violations, and two days without"


@every
def test_dates_change_nothing(trial):
    arrays = right(4100)
    plain = report(trial, *arrays)
    for dates in (pd.bdate_range("2001", periods=4100), pd.RangeIndex(7, 4107)):
        dated = report(trial, *(pd.Series(x, dates) for x in arrays))
        pd.testing.assert_frame_equal(dated.table, plain.table)


@of("exact", "simulated")
def test_a_right_model_is_rejected_as_often_as_promised(trial):
    pvalues = np.array([trial.run(evidence(*right(250, seed))).pvalue for seed in range(300)])
    pvalues = pvalues[~np.isnan(pvalues)]
    if not elsewhere(trial):
        return
    assert len(pvalues) > 200
    for size in (0.05, 0.25, 0.5):
        allowed = size + 3 * np.sqrt(size * (1 - size) / len(pvalues))
        assert (pvalues <= size).mean() <= allowed
    assert 0.2 < (pvalues <= 0.5).mean()


@pytest.mark.parametrize("name", ("Kupiec POF", "Christoffersen independence", "Runs"))
def test_the_simulated_twin_keeps_the_promise_too(name):
    trial = next(trial for trial in TRIALS if trial.name == name)
    pvalues = [trial.simulate(evidence(*right(250, seed)), 39).pvalue for seed in range(200)]
    assert np.nanmean(np.array(pvalues) <= 0.05) <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / 200)


@every
def test_a_twin_is_there_where_it_is_promised(trial):
    tested = report(trial, *right(600), simulations=9)
    names = [trial.name] + ([f"{trial.name} (simulated)"] if trial.twin else [])
    assert [result.name for result in tested.results] == names
    if trial.twin:
        assert tested.results[1].floor == pytest.approx(1 / 10)
        assert trial.simulate(evidence(*right(600)), 9).pvalue == tested.results[1].pvalue


@of("asymptotic")
def test_a_thin_asymptotic_rejection_is_never_a_failure(trial):
    fails = "fail" if trial.question else "fails alone"
    thin, thick = right(400), right(8000)
    certain = with_pvalue(trial, 1e-9)
    if trial.least > 0:
        assert report(certain, *thin).table["verdict"].tolist() == [trial.thin]
    rich = "doubtful" if trial.least == np.inf else fails
    assert report(certain, *thick).table["verdict"].tolist() == [rich]
    assert report(with_pvalue(trial, 0.5), *thick).table["verdict"].tolist() == ["pass"]


@of("exact", "simulated")
def test_an_exact_rejection_is_a_failure_on_any_sample(trial):
    word = report(with_pvalue(trial, 1e-9), *right(30)).table["verdict"].iloc[0]
    assert word == ("fail" if trial.question else "fails alone")


def test_a_test_of_ones_own_is_one_row_and_changes_no_other():
    r, v, e, u = right(600)
    plain = backtest(r, v, e, LEVEL, pit=u)
    added = backtest(r, v, e, LEVEL, pit=u, battery=(*BATTERY, OWN))
    assert added.results[-1].name == "Runs" and added.verdict == plain.verdict
    pd.testing.assert_frame_equal(added.table.iloc[:-1], plain.table)


def test_a_doubtful_test_has_no_vote():
    sure = Trial("Sure", lambda hits: BacktestResult(-9.0, 1e-9), needs="violations", basis="exact")
    doubtful = replace(OWN, test=sure.test, question="timing")
    for trial, votes in ((doubtful, []), (replace(sure, question="timing"), ["timing"])):
        found = report(trial, *right(400))
        assert found.questions.index.tolist() == list(found.rejected) == votes
    assert report(doubtful, *right(2000)).rejected == ("timing",)


def test_a_trial_gets_the_settings_that_its_signature_names():
    got = {}

    def curious(hits, level, alpha, null, rng):
        got.update(level=level, alpha=alpha, null=null, rng=rng)
        return BacktestResult(0.0, 1.0)

    trial = Trial("Curious", curious, needs="violations", basis="exact")
    r, v, e, _ = right(100)
    backtest(r, v, e, LEVEL, null=5, rng=3, battery=(trial,))
    assert got == {"level": LEVEL, "alpha": ALPHA, "null": 5, "rng": 3}


def test_the_table_of_the_battery_is_the_battery():
    battery = Battery(TRIALS)
    table = battery.table
    assert repr(battery) == f"Battery of {len(TRIALS)} trials"
    assert str(battery) == table.to_string()
    assert table.index.tolist() == [trial.name for trial in TRIALS]
    assert table.loc["Runs"].tolist() == [
        "violations",
        "",
        "asymptotic, doubtful below 25 expected violations",
        "yes",
    ]


REFUSED = {
    "basis": dict(needs="violations"),
    "such as least=25": dict(needs="violations", basis="asymptotic"),
    "least is for an asymptotic test": dict(needs="violations", basis="exact", least=25),
    "least of the trial 'X' is a number": dict(needs="PIT", basis="asymptotic", least=-1),
    "needs of the trial 'X' is one of 'violations'": dict(needs="hits", basis="exact"),
    "basis of the trial 'X' is one of 'exact'": dict(needs="VaR", basis="bootstrap"),
    "question of the trial 'X' is one of": dict(needs="VaR", basis="exact", question="why"),
    "thin of the trial 'X' is one of": dict(needs="VaR", basis="exact", thin="fail"),
    "violations, VaR or ES": dict(needs="PIT", basis="exact", twin=True),
}


@pytest.mark.parametrize("words", REFUSED)
def test_what_is_not_declared_cannot_be_made(words):
    with pytest.raises((ValueError, TypeError), match=words):
        Trial("X", runs, **REFUSED[words])


@pytest.mark.parametrize(
    "battery, words",
    (
        ((*BATTERY, OWN, OWN), "each name once, got 'Runs' twice"),
        ((*BATTERY, replace(OWN, name="Kupiec POF (simulated)")), "each name once"),
        ((*BATTERY, replace(OWN, question="number")), "one vote a question, got 'number' twice"),
        ((*BATTERY, runs), "a battery holds trials"),
        ((replace(OWN, test=len),), "got int from that of 'Runs'"),
    ),
)
def test_what_is_no_battery_is_refused(battery, words):
    r, v, *_ = right(100)
    with pytest.raises((ValueError, TypeError), match=words.replace("(", r"\(")):
        backtest(r, v, level=LEVEL, battery=battery)
