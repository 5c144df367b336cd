"What every model and every law holds to: those of the library, and some that are defined here"
import inspect
import math
import subprocess
import sys
import warnings
from dataclasses import dataclass, replace
from importlib.util import find_spec

import numpy as np
import pandas as pd
import pytest
from scipy.integrate import quad

import volrisk as vr
from volrisk.ahead import variances_ahead
from volrisk.daysahead import goes_again
from volrisk.garch import garch_constraints, square_units
from volrisk.historical import PastModel
from volrisk.laws import Law, Parametric, skewt_law
from volrisk.models import LikelihoodModel, Model, VolatilityModel, forecasts_by_path
from volrisk.recursions import (
    Dynamics,
    compiled,
    empty_table,
    gradient_error,
    lag_names,
    step_error,
)

RETURNS = vr.log_returns(vr.load_sample("nasdaq"))["2007":"2009"]
PERCENT = 100 * RETURNS
NEEDS_TORCH = {"TransformerVol"}


@compiled
def leveraged_path(params, orders, e, first, dfirst):
    "A GARCH in which negative shocks alone count"
    omega, alpha, beta = params
    path = empty_table(len(e) + 1, 5)
    square, slope, variance, row = first / 2, dfirst / 2, first, np.array([dfirst, 0.0, 0.0, 0.0])
    for t in range(len(e) + 1):
        row = np.array([alpha * slope, 1.0, square, variance]) + beta * row
        variance = omega + alpha * square + beta * variance
        path[t, 0] = variance
        path[t, 1:] = row
        if t < len(e):
            square, slope = min(e[t], 0.0) ** 2, -2 * min(e[t], 0.0)
    return path


def leveraged_starts(orders):
    "A few starting values"
    return np.array([[1 - s, a, s - a] for a in (0.05, 0.15) for s in (0.9, 0.97)])


LEVERAGED = Dynamics(
    "leveraged", leveraged_path, lag_names, garch_constraints, leveraged_starts, square_units
)


@dataclass(frozen=True)
class Leveraged(LikelihoodModel):
    "What a user might write: nothing but what is needed"

    p: int = 1
    q: int = 1
    dynamics = LEVERAGED


@dataclass(frozen=True)
class Heir(vr.GARCH):
    "A GARCH with other dynamics, which say nothing of steps, memory, or the days ahead"

    dynamics = LEVERAGED


class Trailing(Model):
    "No likelihood, no dynamics: the variance of the sample, and that of the last ten days"

    law = vr.StudentT
    names = ["level", "nu"]

    def estimate(self, values, starts, stops):
        level = [values[start:stop].var() for start, stop in zip(starts, stops)]
        flags = {"converged": True, "at_bound": False, "noninvertible": False, "kink": False}
        return pd.DataFrame({"level": level, "nu": 5.0, "presample": level, **flags})

    def path(self, params, values, first):
        sums = np.cumsum(np.concatenate([[0.0], np.full(10, first), values**2]))
        variance = (params[0] + (sums[10:] - sums[:-10]) / 10) / 2
        return np.zeros(len(variance)), variance


@compiled
def logistic_kernel(shape, z):
    "Rows of log density and slope"
    s = math.sqrt(3) / math.pi
    law = empty_table(len(z), 2)
    for t in range(len(z)):
        size = abs(z[t]) / s
        law[t, 0] = -size - math.log(s) - 2 * math.log1p(math.exp(-size))
        law[t, 1] = -math.tanh(z[t] / (2 * s)) / s
    return law


@dataclass(frozen=True, eq=False, repr=False)
class Logistic(Parametric):
    "A law that the library does not have"

    name = "logistic"
    tails = "light"  # E exp(c|z|) is finite for small c
    kernel = staticmethod(logistic_kernel)
    region = ()
    symmetric = True

    def _ppf(self, q):
        return math.sqrt(3) / math.pi * (np.log(q) - np.log1p(-q))

    def _cdf(self, z):
        return 1 / (1 + np.exp(-z * math.pi / math.sqrt(3)))

    def _tail_mean(self, q):
        return math.sqrt(3) / math.pi * (np.log(q) + (1 - q) / q * np.log1p(-q))


@compiled
def skew_first_kernel(shape, z):
    "The skewed t, its skewness first"
    rows, law = skewt_law(np.array([shape[1], shape[0]]), z), empty_table(len(z), 4)
    law[:, 0], law[:, 1], law[:, 2], law[:, 3] = rows[:, 0], rows[:, 1], rows[:, 3], rows[:, 2]
    return law


@dataclass(frozen=True, eq=False, repr=False)
class SkewFirst(Parametric):
    "A law whose first parameter is no tail, and may be negative"

    lam: float
    eta: float

    name = "skewfirst"
    parameters = ("lambda", "eta")
    tails = "heavy"
    kernel = staticmethod(skew_first_kernel)
    region = ((-0.999, 0.999), (2.05, 300.0))
    start = (0.0, 8.0)

    @property
    def usual(self):
        return vr.SkewT(self.eta, self.lam)

    def _ppf(self, q):
        return self.usual._ppf(q)

    def _cdf(self, z):
        return self.usual._cdf(z)

    def _tail_mean(self, q):
        return self.usual._tail_mean(q)


def kinds_of(base):
    "The public classes of a kind, by name; those without torch where there is none"
    names = [name for name in vr.__all__ if name not in NEEDS_TORCH or find_spec("torch")]
    values = {name: getattr(vr, name) for name in names}
    classes = {name: value for name, value in values.items() if inspect.isclass(value)}
    return {name: kind for name, kind in classes.items() if issubclass(kind, base)}


def made(kind):
    "A model of the kind, short enough for the sample"
    if kind is vr.Combined:
        return kind([vr.GJR(dist="t"), vr.EWMA(0.94)])
    fields = getattr(kind, "__dataclass_fields__", {})
    settings = {"window": 250} if "window" in fields else {}
    if kind.__name__ == "ArchModel":
        settings = {"vol": "GARCH", "dist": "t"}
    elif kind.__name__ == "HAR":
        settings = {"x": None, "dist": "t"}
    elif "dist" in fields:
        settings["dist"] = "t"
    return kind(**settings)


NEEDS_MEASURES = {"RealizedGARCH"}  # the others can do without
kinds = {name: kind for name, kind in kinds_of(Model).items() if name not in NEEDS_MEASURES}
MODELS = {name: made(kind) for name, kind in kinds.items() if kind is not Model}
MODELS |= {
    "own model": Leveraged(dist="t"),
    "own heir": Heir(dist="t"),
    "own model without likelihood": Trailing(),
    "own law": vr.GJR(dist=Logistic),
    "filtered historical simulation": vr.GJR(dist="t", innovations="empirical"),
    "own weights": vr.Combined([vr.GARCH(mean="ar"), vr.EWMA(None)], "qlike", innovations="t"),
    "within another": vr.Combined([vr.Combined([vr.GARCH(), vr.EWMA()]), Heir(dist="t")]),
}
models = pytest.mark.parametrize("model", MODELS.values(), ids=MODELS.keys())


@pytest.fixture(autouse=True)
def silence():
    "What there is to warn of has tests of its own"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


KNOWN = {}


def fitted(model, returns=RETURNS):
    "A fit, made once"
    key = id(model), id(returns)
    if key not in KNOWN:
        KNOWN[key] = model, returns, model.fit(returns)
    return KNOWN[key][-1]


def changed(day, returns=RETURNS):
    "The same returns, and noise from a day on"
    noise = returns.copy()
    noise.iloc[day:] = 0.03 * np.random.default_rng(1).standard_t(4, len(returns) - day)
    return noise


def slow(model):
    "Whether a path of many days is made a day at a time"
    dynamics = getattr(model, "dynamics", None)
    return isinstance(model, Trailing) or dynamics is LEVERAGED


@models
def test_one_day_ahead_is_tomorrow(model):
    fit = fitted(model)
    tomorrow = fit.forecast()
    found = vr.horizon_risk(fit, 1, level=(0.99, 0.975), method="closed_form")
    for level, var, es in zip((0.99, 0.975), found.VaR, found.ES, strict=True):
        assert var == vr.value_at_risk(tomorrow, level).item()
        assert es == vr.expected_shortfall(tomorrow, level).item()
        assert 0 < var <= es < math.inf
    assert variances_ahead(fit, 1)[0] == fit.variance[-1] == vr.variance_forecast(fit, 1)[1]


@models
def test_one_simulated_day_is_tomorrow(model):
    fit = fitted(model)
    paths = 2_000 if slow(model) else 50_000
    x = fit.simulate(1, paths, rng=1)[:, 0]
    tomorrow = fit.forecast()
    np.testing.assert_allclose(x.std(), tomorrow.volatility[0], rtol=0.1)
    bound, error = -vr.value_at_risk(tomorrow, 0.95).item(), 4 * math.sqrt(0.05 * 0.95 / paths)
    assert (x < bound - 1e-12).mean() - error < 0.05 < (x < bound + 1e-12).mean() + error


@models
def test_the_days_ahead_are_simulated_as_they_are_said(model):
    if getattr(model, "exponential", False):
        model = replace(model, dist="normal")  # under heavy tails the mean does not exist
    fit = fitted(model)
    said = variances_ahead(fit, 5)
    if said is None:
        with pytest.raises(ValueError, match="no closed form"):
            vr.horizon_risk(fit, 5, method="closed_form")
        return
    z = fit.dist.rvs((20_000, 5), np.random.default_rng(3))
    params = fit.params.to_numpy()
    variances = fit.model.simulate(params, fit.values, fit.presample, z)[1]
    error = variances.std(axis=0) / np.sqrt(len(z)) + 1e-9 * fit.variance[-1]
    assert (np.abs(variances.mean(axis=0) - said) < 5 * error).all()


@models
def test_models_of_the_library_are_simulated_many_paths_at_once(model):
    fit = fitted(model)
    x = fit.simulate(3, 20, rng=1)
    assert x.shape == (20, 3) and np.isfinite(x).all()
    np.testing.assert_array_equal(x, fit.simulate(3, 20, rng=1))
    if slow(model):
        return
    if isinstance(model, VolatilityModel):
        assert model.dynamics.step is not None
    else:
        assert type(model).simulate is not Model.simulate


@models
def test_many_paths_at_once_are_those_of_a_day_at_a_time(model):
    fit = fitted(model)
    z = fit.dist.rvs((3, 4), np.random.default_rng(2))
    how = fit.params.to_numpy(), fit.values, fit.presample
    one = model.simulate(*how, z.copy())
    two = Model.simulate(model, *how, z.copy())
    if isinstance(model, PastModel):  # the window stays what it is: the first day is the same
        one, two = ([x[:, 0] for x in pair] for pair in (one, two))
    np.testing.assert_allclose(one, two, rtol=1e-6)  # the weights of a network have seven digits


@models
def test_many_windows_at_once_are_those_of_a_window_at_a_time(model):
    values = RETURNS.to_numpy()
    begins, origins, ends = np.array([0, 40]), np.array([450, 490]), np.array([455, 497])
    rows = model.estimate(values, begins, origins)
    params, firsts = rows[model.names].to_numpy(dtype=float), rows["presample"].to_numpy()
    how = values, params, firsts, begins, origins, ends
    many, alone = model.forecasts(*how), forecasts_by_path(model, *how)
    np.testing.assert_allclose(many, alone, rtol=1e-8, atol=1e-14)


@models
def test_the_future_is_unknown(model):
    day = 520
    how = {"window": 450, "refit": 50, "progress": False}
    walks = [vr.walk_forward(model, x[: day + 40], **how) for x in (RETURNS, changed(day))]
    honest, other = (vr.risk_frame(walk) for walk in walks)
    known = RETURNS.index[day]
    pd.testing.assert_frame_equal(honest[:known], other[:known], check_exact=True)
    assert (honest.iloc[-1] != other.iloc[-1]).all()


@models
def test_the_future_is_unknown_many_days_ahead(model):
    day, horizon = 470, 3
    how = {"window": 450, "refit": 30, "horizon": horizon, "paths": 1000, "progress": False}
    how |= {"methods": ("square_root", "simulation"), "start": RETURNS.index[464]}
    if slow(model):
        how |= {"methods": "square_root"}
    series = [x[: day + 6] for x in (RETURNS, changed(day))]
    walks = [vr.horizon_walk_forward(model, x, **how) for x in series]
    known = RETURNS.index[day + horizon - 1]  # said on the evening before `day`
    for name in ("var", "es"):
        honest, other = (getattr(walk, name) for walk in walks)
        pd.testing.assert_frame_equal(honest[:known], other[:known], check_exact=True)
        assert len(honest[:known]) == 7
    assert (walks[0].var.iloc[-1] != walks[1].var.iloc[-1]).any()


PRICES = vr.load_sample("nasdaq")["2006-12-29":"2009"]
MEASURES = vr.range_measures(PRICES, ["garman_klass + overnight", "true_range"])
LOOKING = [vr.HAR(), vr.HAR("true_range", dist="t", innovations=None), vr.HAR(logs=False)]
LOOKING += [vr.RealizedGARCH(dist="t"), vr.RealizedGARCH("true_range")]
LOOKING += [vr.GJR(dist="t", x=list(MEASURES)), vr.GARCH(x="true_range")]
looking = pytest.mark.parametrize("model", LOOKING, ids=map(str, LOOKING))


@looking
def test_models_with_measures_look_one_day_ahead_and_many(model):
    fit = model.fit(RETURNS, MEASURES)
    tomorrow, x = fit.forecast(), fit.simulate(1, 50_000, rng=1)[:, 0]
    np.testing.assert_allclose(x.std(), tomorrow.volatility[0], rtol=0.1)
    assert vr.horizon_risk(fit, 1, method="closed_form").VaR == vr.value_at_risk(tomorrow).item()
    assert vr.variance_forecast(fit, 5, paths=2000)[1] == fit.variance[-1]
    assert 0 < vr.horizon_risk(fit, 5, paths=2000).VaR < 1
    again, short = (fit.filter(RETURNS[:end], MEASURES[:end]) for end in (None, -1))
    np.testing.assert_array_equal(again.variance, fit.variance)
    np.testing.assert_allclose(short.variance, fit.variance[:-1], rtol=1e-12)
    pd.testing.assert_series_equal(short.filter(RETURNS[9:], MEASURES).std_err, fit.std_err)
    percent = model.fit(PERCENT, 10_000 * MEASURES)
    np.testing.assert_allclose(percent.variance[-1], 10_000 * fit.variance[-1], rtol=4e-3)
    with pytest.raises(ValueError, match="looks at measures"):
        model.fit(RETURNS)


@looking
def test_models_with_measures_know_no_future_many_days_ahead(model):
    day, known = 403, RETURNS.index[403 + 5 - 1]  # said on the evening before `day`
    how = {"start": RETURNS.index[400], "window": 400, "refit": 5, "progress": False}
    how |= {"methods": ["simulation", "bootstrap"], "paths": 1000}
    wide = MEASURES.copy()
    wide.iloc[MEASURES.index.get_loc(RETURNS.index[day]) :] *= 4
    honest, other = (
        vr.horizon_walk_forward(model, RETURNS[:420], 5, measures=x, **how).var
        for x in (MEASURES, wide)
    )
    pd.testing.assert_frame_equal(honest[:known], other[:known], check_exact=True)
    assert len(honest[:known]) == 4 and (honest.iloc[-1] != other.iloc[-1]).all()
    with pytest.raises(ValueError, match="looks at measures"):
        vr.horizon_walk_forward(model, RETURNS[:420], 5, **how)


@looking
def test_models_with_measures_walk_many_windows_at_once(model):
    values = RETURNS.to_numpy()
    model = model.seeing(MEASURES[list(model.measures)].to_numpy().T.copy())
    begins, origins, ends = np.array([0, 40]), np.array([450, 490]), np.array([455, 497])
    rows = model.estimate(values, begins, origins)
    params, firsts = rows[model.names].to_numpy(dtype=float), rows["presample"].to_numpy()
    how = values, params, firsts, begins, origins, ends
    many, alone = model.forecasts(*how), forecasts_by_path(model, *how)
    np.testing.assert_allclose(many, alone, rtol=1e-8, atol=1e-14)


def test_a_report_ranks_models_with_measures_beside_others():
    named = {"HAR": vr.HAR(), "realized": vr.RealizedGARCH(dist="t"), "EWMA": vr.EWMA()}
    how = {"window": 450, "days": 50, "progress": False}
    made = vr.report(RETURNS, named, measures=MEASURES, **how)
    assert set(made.next_day.index) == set(named)


@models
def test_units_do_not_matter(model):
    decimal, percent = fitted(model).forecast(), fitted(model, PERCENT).forecast()
    np.testing.assert_allclose(percent.volatility, 100 * decimal.volatility, rtol=2e-3)
    for risk in (vr.value_at_risk, vr.expected_shortfall):
        np.testing.assert_allclose(risk(percent), 100 * risk(decimal), rtol=5e-3)


@models
def test_a_filter_on_the_same_returns_is_the_fit(model):
    fit = fitted(model)
    again = fit.filter(RETURNS)
    np.testing.assert_array_equal(again.variance, fit.variance)
    ours, theirs = (vr.risk_frame(x.forecast()) for x in (again, fit))
    pd.testing.assert_frame_equal(ours, theirs, check_exact=True)
    short = fit.filter(RETURNS[:-1])
    np.testing.assert_array_equal(short.variance, fit.variance[:-1])


@models
def test_persistence_is_known_or_said_to_be_unknown(model):
    fit = fitted(model)
    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        persistence = fit.persistence
    said = any("is not known" in str(warning.message) for warning in heard)
    assert np.isfinite(persistence) != said
    if slow(model):
        assert said


@models
def test_the_long_run_is_where_the_days_ahead_go(model):
    dynamics = getattr(model, "dynamics", None)
    if getattr(dynamics, "rescale", None) is not square_units or dynamics.memory is None:
        pytest.skip("no closed form of a variance that is linear in what was")
    fit = fitted(model)
    params = fit.params.copy()
    params["beta[1]" if "beta[1]" in params else "alpha[1]"] -= 0.03
    fit = replace(fit, params=params)
    coming, level = variances_ahead(fit, 3000), fit.unconditional_volatility**2
    np.testing.assert_allclose(coming[-1], level, rtol=1e-6)
    share = (coming[1] - level) / (coming[0] - level)
    np.testing.assert_allclose(share, fit.persistence, rtol=1e-6)


def test_only_a_model_without_a_step_goes_through_all_days_again():
    own = {"own model", "own heir", "own model without likelihood", "within another"}
    assert {name for name, model in MODELS.items() if goes_again(model)} == own


@models
def test_report_and_panel(model):
    returns = RETURNS[:-100]
    how = {"window": 450, "progress": False}
    made = vr.report(returns, {"mine": model, "EWMA": vr.EWMA()}, days=50, **how)
    assert np.isfinite(made.next_day.loc["mine", "VaR"]) and "mine" in repr(made)
    frame = returns.to_frame("asset")
    panel = vr.walk_forward_panel({"mine": model}, frame, n_jobs=1, refit=50, **how)
    assert not panel.failures, panel.failures
    alone = vr.walk_forward(model, returns, refit=50, **how)
    np.testing.assert_array_equal(panel.of("asset")["mine"].volatility, alone.volatility)


@pytest.mark.parametrize("kind", [Leveraged, Heir])
def test_no_closed_form_is_borrowed(kind):
    fit = fitted(MODELS["own model" if kind is Leveraged else "own heir"])
    assert variances_ahead(fit, 5) is None and np.isnan(fit.persistence)
    assert np.isnan(fit.unconditional_volatility) and np.isnan(fit.half_life)
    with pytest.warns(UserWarning, match="no closed form"):
        vr.variance_forecast(fit, 2, paths=50)
    np.testing.assert_allclose(fit.params, fitted(MODELS["own model"]).params, rtol=1e-6)


@models
def test_one_sentence_where_there_are_too_few_returns(model):
    with pytest.raises(ValueError, match="needs at least"):
        model.fit(RETURNS[:20])


DYNAMICS = {
    model.dynamics.name: model for model in MODELS.values() if isinstance(model, LikelihoodModel)
}


@pytest.mark.parametrize("model", DYNAMICS.values(), ids=DYNAMICS.keys())
def test_derivatives_steps_and_region(model):
    dynamics, orders = model.dynamics, model.orders
    A, b = dynamics.region(orders)
    starts = dynamics.starts(orders)
    e = 100 * RETURNS.to_numpy()[:300]
    e = e / e.std()
    assert np.all(starts @ A.T >= b) and starts.shape[1] == len(dynamics.parameters(orders))
    assert max(gradient_error(dynamics, row, orders, e) for row in starts[::5]) < 1e-5
    if dynamics.step is not None:
        assert max(step_error(dynamics, row, orders, e) for row in starts[::5]) < 1e-8


LAWS = {"normal": vr.Normal(), "t": vr.StudentT(5), "ged": vr.GED(1.3), "skewt": vr.SkewT(6, -0.2)}
LAWS |= {"own law": Logistic(), "own skew law": SkewFirst(-0.2, 6.0)}
laws = pytest.mark.parametrize("law", LAWS.values(), ids=LAWS.keys())


@laws
def test_a_law_integrates_and_has_the_tails_it_says(law):
    def moment(k, end=np.inf):
        return quad(lambda z: z**k * np.exp(law.logpdf(z)), -np.inf, end)[0]

    np.testing.assert_allclose([moment(k) for k in (0, 1, 2)], [1, 0, 1], atol=1e-6)
    q = np.array([1e-4, 0.01, 0.3, 0.9])
    np.testing.assert_allclose(law.cdf(law.ppf(q)), q, rtol=1e-9)
    for p in (0.01, 0.05):
        np.testing.assert_allclose(law.tail_mean(p), moment(1, law.ppf(p)) / p, rtol=1e-6)
    assert isinstance(law.light, bool)


@laws
def test_the_slopes_of_a_law_are_those_of_its_density(law):
    z, h = np.array([-4.0, -0.7, 0.3, 2.0]), 1e-6
    slope = (law.logpdf(z + h) - law.logpdf(z - h)) / (2 * h)
    np.testing.assert_allclose(law.score(z)[0], slope, rtol=1e-5, atol=1e-7)
    draws = law.rvs(200_000, rng=1)
    np.testing.assert_allclose(law.score(draws).mean(axis=1), 0, atol=0.02)


SAMPLE = np.random.default_rng(0).standard_t(5, 2000) / math.sqrt(5 / 3)
MADE_OF_DATA = {"empirical": vr.Empirical(SAMPLE), "gpd": vr.GPDTail.fit(SAMPLE)}
MADE_OF_DATA |= {"piecewise": vr.Piecewise([vr.StudentT(5), vr.GPDTail.fit(SAMPLE)], [0, 1, 1])}


@pytest.mark.parametrize("law", MADE_OF_DATA.values(), ids=MADE_OF_DATA.keys())
def test_a_law_made_of_data_is_one(law):
    draws = law.rvs((200_000, *law.shape), rng=1)
    for q in (0.01, 0.05, 0.3, 0.9):
        bound = law.ppf(q)
        np.testing.assert_allclose(law.cdf(bound), q, atol=1.01 / len(SAMPLE))
        below = draws <= bound
        np.testing.assert_allclose(below.mean(axis=0), q, atol=0.004)
        means = (draws * below).sum(axis=0) / below.sum(axis=0)
        np.testing.assert_allclose(law.tail_mean(q), means, rtol=0.05, atol=0.01)
    assert np.all(np.diff([law.ppf(q) for q in (0.001, 0.01, 0.1, 0.5, 0.99)], axis=0) > 0)
    assert isinstance(law.light, bool)
    if law.shape:
        np.testing.assert_array_equal(law.take([2]).ppf(0.01), law.ppf(0.01)[2:])
    else:
        with pytest.raises(TypeError):
            law.logpdf(0.0)


KINDS = {name: type(law) for name, law in LAWS.items()}
WAYS = [("dist", kind) for kind in KINDS.values()]
WAYS += [("innovations", kind) for kind in (*KINDS.values(), vr.Empirical, vr.GPDTail)]


@pytest.mark.parametrize("how, law", WAYS, ids=[f"{how} {law.name}" for how, law in WAYS])
@pytest.mark.parametrize("kind", [vr.EGARCH, vr.EWMA])
def test_a_law_goes_with_any_model(kind, how, law):
    model = kind(**{how: law})
    fit = fitted(model)
    assert isinstance(fit.innovations(), law)
    tomorrow = vr.value_at_risk(fit.forecast()).item()
    assert vr.horizon_risk(fit, 1, method="closed_form").VaR == tomorrow
    assert np.isfinite(vr.horizon_risk(fit, 5, paths=2000).VaR)
    day, settings = 520, {"window": 500, "refit": 30, "progress": False}
    walks = [vr.walk_forward(model, x[:560], **settings) for x in (RETURNS, changed(day))]
    honest, other = (vr.risk_frame(walk)[: RETURNS.index[day]] for walk in walks)
    pd.testing.assert_frame_equal(honest, other, check_exact=True)


def test_a_first_parameter_need_not_be_a_tail():
    usual, turned = (fitted(vr.GJR(dist=law)) for law in ("skewt", SkewFirst))
    assert abs(usual.loglikelihood - turned.loglikelihood) < 1e-5
    np.testing.assert_allclose(usual.params, turned.params[usual.params.index], rtol=1e-2)
    assert np.all(np.isfinite(turned.summary().loc[["lambda", "eta"], "std err"]))


@dataclass(frozen=True, eq=False, repr=False)
class Clashing(vr.StudentT):
    "A law whose parameter is called as one of APARCH's"

    parameters = ("delta",)


def test_two_parameters_of_one_name_are_refused():
    with pytest.raises(ValueError, match="two parameters called delta"):
        vr.APARCH(dist=Clashing).fit(RETURNS)


FAULTS = {
    "derivatives": ({"path": "wrong_slope"}, "derivatives in `path` are off"),
    "volatility": ({"path": "volatility"}, "returns variances"),
    "units": ({"rescale": lambda params, orders, scale: params}, "`rescale` moves"),
    "starts": ({"starts": lambda orders: np.array([[0.1, 0.1]])}, "give it a row a start"),
    "outside": ({"starts": lambda orders: np.array([[0.1, -0.5, 0.9]])}, "outside of `region`"),
    "compiled": ({"path": leveraged_path.py_func}, "put @compiled above"),
    "short": ({"path": "short"}, "IndexError"),
}


@compiled
def wrong_slope(params, orders, e, first, dfirst):
    path = leveraged_path(params, orders, e, first, dfirst)
    path[:, 4] *= 1.1
    return path


@compiled
def volatility(params, orders, e, first, dfirst):
    path = leveraged_path(params, orders, e, first, dfirst)
    for t in range(len(path)):
        path[t, 0] = math.sqrt(path[t, 0])
        path[t, 1:] /= 2 * path[t, 0]
    return path


@compiled
def short(params, orders, e, first, dfirst):
    path = empty_table(len(e) + 1, 4)
    for t in range(len(e) + 1):
        path[t, 0], path[t, 4] = first, 0.0
    return path


@pytest.mark.parametrize("fault, said", FAULTS.values(), ids=FAULTS.keys())
def test_wrong_dynamics_make_no_number(fault, said):
    own = {name: globals()[x] if isinstance(x, str) else x for name, x in fault.items()}

    @dataclass(frozen=True)
    class Faulty(Leveraged):
        dynamics = replace(LEVERAGED, **own)

    with pytest.raises(ValueError, match=said):
        Faulty(dist="t").fit(RETURNS)


@pytest.mark.parametrize("given", [[1, 0, 1], 1, (1, 1), (1, 0.5, 1)])
def test_orders_are_three_whole_numbers(given):
    class Faulty(Leveraged):
        orders = given

    with pytest.raises(ValueError, match=r"orders are p, o and q, such as \(1, 1, 1\), got"):
        Faulty(dist="t").fit(RETURNS)


@compiled
def wrong_step(params, orders, state, t, z):
    state[t, 0, :] = 1.1
    return state[t, 0].copy()


@pytest.mark.parametrize(
    "before, said",
    [(None, "nothing `before` it"), (lambda params, first: np.ones(1), "is off the path")],
)
def test_wrong_steps_make_no_number(before, said):
    @dataclass(frozen=True)
    class Faulty(Leveraged):
        dynamics = replace(LEVERAGED, step=wrong_step, before=before)

    fit = Faulty(dist="t").fit(RETURNS)
    with pytest.raises(ValueError, match=said):
        fit.risk(10, paths=1000)


def test_a_law_that_does_not_state_its_tails_is_refused_where_they_count():
    class Silent(Law):
        def _ppf(self, q):
            return np.sqrt(3) * (2 * q - 1)

    with pytest.raises(ValueError, match="light or heavy"):
        print(Silent().light)


def test_models_go_by_name_on_the_command_line():
    from volrisk.spoken import model_named

    registered = {name: model for name, model in MODELS.items() if hasattr(vr, name)}
    names = [name for name, model in registered.items() if isinstance(model, VolatilityModel)]
    for name in [*names, "HistoricalSimulation"]:
        assert type(model_named(name)).__name__ == name
    command = [sys.executable, "-m", "volrisk", "models"]
    answer = subprocess.run(command, capture_output=True, text=True, timeout=600)
    assert answer.returncode == 0
