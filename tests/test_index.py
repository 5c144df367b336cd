"""Series that are dated differently: one sentence, and what it says to write is accepted

Every public function that takes two or more series, every argument, every way to be dated wrongly.
"""
import dataclasses
import re
import warnings

import matplotlib
import numpy as np
import pandas as pd
import pytest

import volrisk as vr
from volrisk.checks import align, check_risk, common_days, same_days
from volrisk.comparison import score_row
from volrisk.plots import risk_days

matplotlib.use("agg")
DAYS = pd.bdate_range("2023-01-02", periods=300, name="date")
DRAWN = np.random.default_rng(3)
RETURNS = pd.Series(0.01 * DRAWN.standard_normal(300), DAYS)
SCALE = pd.Series(0.01 * (1 + 0.2 * np.sin(np.arange(300) / 20)), DAYS)
VAR, ES, PIT = 1.645 * SCALE, 2.063 * SCALE, pd.Series(DRAWN.random(300), DAYS)
MEAN = pd.Series(1e-4, DAYS)
SAMPLES = pd.DataFrame(0.01 * DRAWN.standard_normal((300, 20)), DAYS)
LOSSES = pd.DataFrame(DRAWN.random((300, 2)), DAYS, columns=["a", "b"])
FORECAST = vr.Forecast(DAYS, 0, SCALE, "normal")
RISK = {"returns": RETURNS, "var": VAR, "es": ES}
TWO = {"returns": RETURNS, "var": VAR}
SIZED = {"returns": RETURNS, "volatility": SCALE}
PLACED = {"returns": RETURNS, "mean": MEAN, "volatility": SCALE}


def mean_beyond(returns, var, es):
    "A test of one's own"
    return vr.acerbi_szekely(returns, var, es, 0.95, rng=0)


def calibration(**given):
    return vr.conditional_calibration(**given, level=0.95)


# Every day has to be in all series: the function, its series, and its other settings.
STRICT = {
    "align": (align, {**RISK, "pit": PIT}, {}),
    "same_days": (lambda **given: same_days(given), RISK, {}),
    "check_risk": (check_risk, RISK, {}),
    "violations": (vr.violations, TWO, {}),
    "pelletier_wei": (vr.pelletier_wei, TWO, {"level": 0.95}),
    "dynamic_quantile": (vr.dynamic_quantile, TWO, {"level": 0.95}),
    "quantile_score": (vr.quantile_score, TWO, {}),
    "murphy": (vr.murphy, {"returns": RETURNS, "forecasts": {"a": VAR, "b": 2 * VAR}}, {}),
    "murphy of a frame": (vr.murphy, {"returns": RETURNS, "forecasts": 0.01 + 0 * LOSSES}, {}),
    "fz0_score": (vr.fz0_score, RISK, {}),
    "fissler_ziegel": (vr.fissler_ziegel, RISK, {}),
    "qlike": (vr.qlike, SIZED, {}),
    "squared_error": (vr.squared_error, SIZED, {}),
    "crps": (vr.crps, PLACED, {"dist": "normal"}),
    "log_score": (vr.log_score, PLACED, {"dist": "normal"}),
    "crps_sample": (vr.crps_sample, {"returns": RETURNS, "samples": SAMPLES}, {}),
    "diebold_mariano": (vr.diebold_mariano, {"first": VAR, "second": ES}, {}),
    "giacomini_white": (
        vr.giacomini_white,
        {"first": VAR, "second": ES, "instruments": PIT},
        {},
    ),
    "spa": (vr.spa, {"benchmark": PIT, "losses": LOSSES}, {"reps": 99}),
    "model_confidence_set": (
        vr.model_confidence_set,
        {"losses": {"a": VAR, "b": PIT}},
        {"reps": 20},
    ),
    "implied_null": (vr.implied_null, {"var": VAR, "es": ES}, {"level": 0.95}),
    "mcneil_frey": (vr.mcneil_frey, {**RISK, "volatility": SCALE}, {"bootstrap": 99}),
    "acerbi_szekely": (vr.acerbi_szekely, RISK, {"level": 0.95, "simulations": 99}),
    "esr": (vr.esr, RISK, {"level": 0.95}),
    "conditional_calibration": (calibration, {**RISK, "volatility": SCALE}, {}),
    "monte_carlo_es": (
        lambda **given: vr.monte_carlo_es(mean_beyond, **given, simulations=5),
        RISK,
        {},
    ),
    "tail_size": (vr.tail_size, RISK, {"level": 0.95, "simulations": 99}),
    "backtest": (vr.backtest, {**RISK, "pit": PIT}, {"level": 0.95, "battery": vr.BATTERY[:9]}),
    "Forecast": (
        lambda **given: vr.Forecast(**given, dist="normal"),
        {"index": DAYS, "mean": MEAN, "volatility": SCALE},
        {},
    ),
    "score_row": (
        score_row,
        {"returns": RETURNS, "risk": pd.DataFrame({"VaR": VAR, "ES": ES})},
        {"level": 0.95},
    ),
}


def of_forecast(method):
    "A method of a forecast as a function of the forecast and returns"

    def called(forecast, returns):
        return getattr(forecast, method)(returns)

    return called


# Some days in common are enough.
SHARED = {
    "common_days": (lambda **given: common_days(given), RISK, {}),
    "risk_days": (risk_days, {**RISK, "volatility": SCALE}, {}),
    "plot_risk": (vr.plot_risk, TWO, {"ax": True}),
    "plot_risk_interactive": (vr.plot_risk_interactive, TWO, {}),
    "compare": (
        vr.compare,
        {"returns": RETURNS, "forecasts": {"a": FORECAST, "b": FORECAST}},
        {"level": 0.95},
    ),
    "z": (of_forecast("z"), {"forecast": FORECAST, "returns": RETURNS}, {}),
    "pit": (of_forecast("pit"), {"forecast": FORECAST, "returns": RETURNS}, {}),
    "logpdf": (of_forecast("logpdf"), {"forecast": FORECAST, "returns": RETURNS}, {}),
    "Forecast.plot": (of_forecast("plot"), {"forecast": FORECAST, "returns": RETURNS}, {}),
}


def reindexed(given, index):
    "A series, a frame, an index or a forecast with another index"
    if isinstance(given, pd.Index):
        return index
    if isinstance(given, vr.Forecast):
        return dataclasses.replace(given, index=index)
    return given.set_axis(index)


def rows(given, which):
    "Some rows of it"
    if isinstance(given, (pd.Series, pd.DataFrame)):
        return given.iloc[which]
    at = np.arange(300)[which]
    return given[at] if isinstance(given, pd.Index) else given[given.index[at]]


def index_of(given):
    return given if isinstance(given, pd.Index) else given.index


def written_as(change):
    "A case that only writes the days in another way"
    return lambda given: reindexed(given, change(index_of(given)))


# What is wrong with one of the inputs; those that are no dates cannot be an index of a forecast.
DATED = {
    "UTC": written_as(lambda days: days.tz_localize("UTC")),
    "New York": written_as(lambda days: days.tz_localize("America/New_York")),
    "at the close": written_as(lambda days: days + pd.Timedelta("16h")),
    "at the close, Tokyo": written_as(
        lambda days: (days + pd.Timedelta("15h")).tz_localize("Asia/Tokyo")
    ),
    "the last days": lambda given: rows(given, slice(-250, None)),
    "a day missing": lambda given: rows(given, np.arange(300) != 150),
    "a day later": written_as(lambda days: days + pd.offsets.BDay()),
}
UNDATED = {
    "newest first": lambda given: rows(given, slice(None, None, -1)),
    "out of order": lambda given: rows(given, np.r_[1, 0, 2:300]),
    "a day twice": lambda given: rows(given, np.r_[0:7, 6:300]),
    "twice and out of order": lambda given: rows(given, np.r_[9, 0:7, 6:300]),
    "periods": written_as(lambda days: days.to_period("D")),
    "periods of another frequency": written_as(lambda days: pd.PeriodIndex(days, freq="h")),
    "text": written_as(lambda days: days.strftime("%Y-%m-%d")),
    "European text": written_as(lambda days: days.strftime("%d.%m.%Y")),
    "American text": written_as(lambda days: days.strftime("%m/%d/%Y")),
    "objects": written_as(lambda days: pd.Index(days.date, dtype=object)),
    "numbers like dates": written_as(lambda days: pd.Index(days.strftime("%Y%m%d").astype(int))),
    "an asset and dates": written_as(lambda days: pd.MultiIndex.from_product([["dax"], days])),
    "rows": written_as(lambda days: pd.RangeIndex(len(days))),
    "the last rows": lambda given: rows(given, slice(-250, None)).reset_index(drop=True),
    "letters": written_as(lambda days: pd.Index([f"row {i}" for i in range(len(days))])),
}
ARRAYS = {
    "an array": lambda given: given.to_numpy(),
    "an array of the last days": lambda given: given.to_numpy()[-250:],
    "a list": lambda given: given.to_numpy().tolist(),
}


def nested(inputs):
    "Every series by the code that names it"
    for name, given in inputs.items():
        if isinstance(given, dict):
            yield from ((name, key, one) for key, one in given.items())
        else:
            yield name, None, given


def spoilt(inputs, place, case):
    "The inputs, one of them dated otherwise"
    name, key, given = place
    made = {name: dict(x) if isinstance(x, dict) else x for name, x in inputs.items()}
    if key is None:
        made[name] = case(given)
    else:
        made[name][key] = case(given)
    return made


def cases_of(given):
    "What can be wrong with one input"
    if isinstance(given, vr.Forecast):
        return DATED
    if isinstance(given, pd.Index):
        ways = "newest first", "a day twice", "periods", "text"
        written = {name: UNDATED[name] for name in ways}
        return {name: DATED[name] for name in DATED if "close" not in name} | written
    return DATED | UNDATED | ARRAYS


def every(table):
    "One test for each function and each of its series"
    for name, (_, inputs, _) in table.items():
        for place in nested(inputs):
            yield pytest.param(name, place, id=f"{name}-{'.'.join(filter(None, place[:2]))}")


def call(function, inputs, settings):
    import matplotlib.pyplot as plt

    settings = dict(settings)
    if settings.pop("ax", False):
        settings["ax"] = plt.figure().gca()
    try:
        return function(**inputs, **settings)
    finally:
        plt.close("all")


def follow(error, inputs):
    "Do what the sentence says"
    said = str(error)
    assert "\n" not in said, said
    assert isinstance(error, (ValueError, TypeError)) and type(error).__module__ == "builtins"
    names = {"pd": pd, "np": np, "dataclasses": dataclasses, **inputs}
    _, write, statements = said.rpartition("write ")
    assert write, said
    for statement in statements.split("; "):
        exec(statement, names)
    return {name: names[name] for name in inputs}


def heeded(function, inputs, settings, name, most=3):
    "The sentences that were heard until all was well, at most so many"
    heard = []
    for _ in range(most):
        try:
            call(function, inputs, settings)
            return heard
        except (ValueError, TypeError) as error:
            heard.append(str(error))
            assert name in heard[0], heard
            inputs = follow(error, inputs)
    call(function, inputs, settings)
    return heard


def must_be_refused(case, place, inputs, shared):
    "Whether a function has to say something"
    if case in ARRAYS:  # of the right length they may stand beside series
        return case == "an array of the last days" or shared
    if case == "objects":  # pandas finds them equal to dates
        return False
    if shared and case in ("the last days", "a day missing", "a day later"):
        return False
    return True


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(("name", "place"), list(every(STRICT | SHARED)))
def test_advice_is_accepted(name, place):
    function, inputs, settings = (STRICT | SHARED)[name]
    call(function, inputs, settings)
    for case, wrong in cases_of(place[2]).items():
        if case in ARRAYS and (isinstance(place[2], pd.DataFrame) or name == "same_days"):
            continue
        made = spoilt(inputs, place, wrong)
        heard = heeded(function, made, settings, place[0])
        if must_be_refused(case, place, inputs, name in SHARED):
            assert heard, f"{name} takes {case} for {place[0]}"


SAID = {
    "UTC": "must be in the same time zone, got None and UTC; write var = var.tz_localize(None)",
    "newest first": "var must have each date once, oldest first, got 2024-02-23 before 2024-02-22",
    "a day twice": "got 2023-01-10 twice; write var = var[~var.index.duplicated()]",
    "periods": "got dates and periods of D; write var = var.to_timestamp()",
    "European text": "labels such as '02.01.2023'; write var = var.set_axis(pd.to_datetime(",
    "rows": "got dates and numbers from 0 to 299; if its rows are the days of returns, write var",
    "the last rows": (
        "the last days of returns, write var = var.set_axis(returns.index[-250:])"
    ),
    "the last days": (
        "got 50 missing in var (2023-01-02 to 2023-03-10); write returns = returns.loc"
    ),
    "a day later": (
        "got 1 missing in var (2023-01-02), 1 missing in returns (2024-02-26); write days"
    ),
    "at the close": (
        "have dates in common, got 2023-01-02 to 2024-02-23 in returns and 2023-01-02 16:"
    ),
    "an array of the last days": "got 300 in returns and 250 in var; if they end on the same day",
}


@pytest.mark.parametrize("case", SAID)
def test_the_sentence_names_what_was_given(case):
    wrong = (DATED | UNDATED | ARRAYS)[case]
    with pytest.raises(ValueError, match=re.escape(SAID[case])):
        vr.quantile_score(RETURNS, wrong(VAR))


def test_forecasts_of_two_zones_are_brought_together():
    forecasts = {"a": FORECAST, "b": DATED["UTC"](FORECAST)}
    inputs = {"returns": RETURNS, "forecasts": forecasts}
    (said,) = heeded(vr.compare, inputs, {"level": 0.95}, "forecasts['b']")
    assert "dataclasses.replace(forecasts['b'], index=" in said


def test_business_months():
    ends = pd.date_range("2000-01-31", periods=60, freq="BME")
    monthly = pd.Series(0.03, ends)
    for one, two in ((monthly, monthly.to_period("M")), (monthly.to_period("M"), monthly)):
        assert len(heeded(align, {"returns": one, "var": two}, {}, "var")) == 1


def test_two_names_of_one_zone_are_one_zone():
    pytz = pytest.importorskip("pytz")
    one = RETURNS.tz_localize("America/New_York")
    two = VAR.tz_localize(pytz.timezone("America/New_York"))
    assert len(vr.violations(one, two)) == 300


def test_shared_days_are_those_of_the_dates():
    "After the advice the days are the right ones, not only as many"
    for case in ("UTC", "European text", "periods", "an asset and dates", "rows"):
        inputs = {"returns": RETURNS, "var": (DATED | UNDATED)[case](VAR)}
        with pytest.raises(ValueError) as failure:
            align(**inputs)
        mended = follow(failure.value, inputs)
        pd.testing.assert_series_equal(mended["var"], VAR, check_freq=False, check_names=False)


def test_historical_simulation_refuses_what_a_fit_refuses():
    for case in ("newest first", "a day twice", "text", "periods", "rows"):
        wrong = UNDATED[case](RETURNS)
        for take in (vr.GARCH().fit, lambda returns: vr.historical_simulation(returns, 100)):
            with pytest.raises(ValueError, match="write returns = "):
                take(wrong)


def test_nothing_is_warned_about_when_all_is_well():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        vr.violations(RETURNS, VAR)
        common_days({"forecast": FORECAST, "returns": RETURNS})


def test_days_without_a_date_are_named_and_the_advice_works():
    days = pd.date_range("2020-01-01", periods=400).to_series()
    days.iloc[[5, 9]] = pd.NaT
    returns = pd.Series(np.random.default_rng(0).normal(0, 0.01, 400), pd.DatetimeIndex(days))
    with pytest.raises(ValueError, match=r"got 2 missing; write returns = returns\[.*notna"):
        vr.GARCH().fit(returns)
    assert vr.GARCH().fit(returns[returns.index.notna()]).converged
