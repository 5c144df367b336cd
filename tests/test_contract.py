"What every model and every law has to hold to: those of the library, and one of each that is defined here"
import inspect
import math
import subprocess
import sys
import warnings
from dataclasses import dataclass
from importlib.util import find_spec

import numpy as np
import pandas as pd
import pytest
from scipy.integrate import quad

import volrisk as vr
from volrisk.ahead import variances_ahead
from volrisk.garch import garch_constraints, square_units
from volrisk.laws import Law, Parametric
from volrisk.models import LikelihoodModel, Model, VolatilityModel
from volrisk.recursions import Dynamics, compiled, empty_table, gradient_error, lag_names, step_error

RETURNS = vr.log_returns(vr.load_sample("nasdaq"))["2007":"2009"]
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


LEVERAGED = Dynamics(
    "leveraged",
    leveraged_path,
    lag_names,
    garch_constraints,
    lambda orders: np.array([[1 - s, a, s - a] for a in (0.05, 0.15) for s in (0.9, 0.97)]),
    square_units,
)


@dataclass(frozen=True)
class Leveraged(LikelihoodModel):
    "What a user might write: nothing but what is needed"

    p: int = 1
    q: int = 1
    dynamics = LEVERAGED


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
    tails = "heavy"
    kernel = staticmethod(logistic_kernel)
    region = ()
    symmetric = True

    def _ppf(self, q):
        return math.sqrt(3) / math.pi * (np.log(q) - np.log1p(-q))

    def _cdf(self, z):
        return 1 / (1 + np.exp(-z * math.pi / math.sqrt(3)))

    def _tail_mean(self, q):
        return math.sqrt(3) / math.pi * (np.log(q) + (1 - q) / q * np.log1p(-q))


def kinds_of(base):
    "The public classes of a kind, by name; those without torch where there is none"
    names = [name for name in vr.__all__ if name not in NEEDS_TORCH or find_spec("torch")]
    values = {name: getattr(vr, name) for name in names}
    return {name: kind for name, kind in values.items() if inspect.isclass(kind) and issubclass(kind, base)}


def made(kind):
    "A model of the kind, short enough for the sample"
    fields = getattr(kind, "__dataclass_fields__", {})
    settings = {"window": 250} if "window" in fields else {}
    if kind.__name__ == "ArchModel":
        settings = {"vol": "GARCH", "dist": "t"}
    elif "dist" in fields:
        settings["dist"] = "t"
    return kind(**settings)


MODELS = {name: made(kind) for name, kind in kinds_of(Model).items() if kind is not Model}
MODELS |= {"own model": Leveraged(dist="t"), "own law": vr.GJR(dist=Logistic)}
models = pytest.mark.parametrize("model", MODELS.values(), ids=MODELS.keys())


def fitted(model, returns=RETURNS):
    "A fit; what there is to warn of has tests of its own"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return model.fit(returns)


@models
def test_one_day_ahead_is_tomorrow(model):
    fit = fitted(model)
    tomorrow = fit.forecast()
    var, es = vr.value_at_risk(tomorrow).item(), vr.expected_shortfall(tomorrow).item()
    found = vr.horizon_risk(fit, 1, level=(0.99, 0.975), method="closed_form")
    assert found.VaR[0] == var and found.ES[1] == vr.expected_shortfall(tomorrow, 0.975).item() and es > 0
    assert variances_ahead(fit, 1)[0] == fit.variance[-1]


@models
def test_the_days_ahead_are_simulated_as_they_are_said(model):
    fit = fitted(model)
    said = variances_ahead(fit, 5)
    if said is None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with pytest.raises(ValueError, match="no closed form"):
                vr.horizon_risk(fit, 5, method="closed_form")
        return
    z = fit.dist.rvs((20_000, 5), np.random.default_rng(3))
    params = fit.params.to_numpy()
    variances = fit.model.simulate(params, fit.values, fit.presample, z)[1]
    error = variances.std(axis=0) / np.sqrt(len(z)) + 1e-9 * fit.variance[-1]
    exponential = getattr(model, "exponential", False) and not fit.dist.light
    assert exponential or (np.abs(variances.mean(axis=0) - said) < 5 * error).all()


@models
def test_registered_models_are_simulated_many_paths_at_once(model):
    if isinstance(model, Leveraged):
        assert model.dynamics.step is None
    elif isinstance(model, VolatilityModel):
        assert model.dynamics.step is not None
    else:
        assert type(model).simulate is not Model.simulate


@models
def test_the_future_is_unknown(model):
    window, day = 450, 520
    noise = RETURNS.copy()
    noise.iloc[day:] = 0.03 * np.random.default_rng(1).standard_t(4, len(RETURNS) - day)
    how = {"window": window, "refit": 50, "progress": False}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        walks = [vr.walk_forward(model, series[: day + 40], **how) for series in (RETURNS, noise)]
        risks = [vr.risk_frame(walk)[: RETURNS.index[day]] for walk in walks]
    pd.testing.assert_frame_equal(*risks, check_exact=True)


@models
def test_units_do_not_matter(model):
    decimal, percent = fitted(model), fitted(model, 100 * RETURNS)
    ratio = percent.forecast().volatility[0] / decimal.forecast().volatility[0]
    np.testing.assert_allclose(ratio, 100, rtol=2e-3)
    var = vr.value_at_risk(percent.forecast()).item() / vr.value_at_risk(decimal.forecast()).item()
    np.testing.assert_allclose(var, 100, rtol=5e-3)


@models
def test_a_filter_on_the_same_returns_is_the_fit(model):
    fit = fitted(model)
    again = fit.filter(RETURNS)
    assert again.forecast().volatility[0] == fit.forecast().volatility[0]
    np.testing.assert_array_equal(again.variance, fit.variance)


@models
def test_persistence_is_known_or_said_to_be_unknown(model):
    fit = fitted(model)
    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        persistence = fit.persistence
    assert np.isfinite(persistence) or any("is not known" in str(said.message) for said in heard)


@models
def test_report_and_panel(model):
    returns = RETURNS[:-100]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        made = vr.report(returns, {"mine": model, "EWMA": vr.EWMA()}, window=450, days=50, progress=False)
        frame = returns.to_frame("asset")
        panel = vr.walk_forward_panel({"mine": model}, frame, n_jobs=1, window=450, refit=50, progress=False)
    assert "mine" in made.next_day.index and np.isfinite(made.next_day.loc["mine", "VaR"])
    assert not panel.failures, panel.failures


@models
def test_one_sentence_where_there_are_too_few_returns(model):
    with pytest.raises(ValueError, match="needs at least"):
        model.fit(RETURNS[:20])


DYNAMICS = {
    name: model for name, model in MODELS.items() if isinstance(model, LikelihoodModel) and name != "own law"
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
LAWS |= {"own law": Logistic()}
laws = pytest.mark.parametrize("law", LAWS.values(), ids=LAWS.keys())


@laws
def test_a_law_integrates_and_has_the_tails_it_says(law):
    density = [quad(lambda z: z**k * np.exp(law.logpdf(z)), -np.inf, np.inf)[0] for k in (0, 1, 2)]
    np.testing.assert_allclose(density, [1, 0, 1], atol=1e-6)
    q = np.array([1e-4, 0.01, 0.3, 0.9])
    np.testing.assert_allclose(law.cdf(law.ppf(q)), q, rtol=1e-9)
    for p in (0.01, 0.05):
        tail = quad(lambda z: z * np.exp(law.logpdf(z)), -np.inf, law.ppf(p))[0] / p
        np.testing.assert_allclose(law.tail_mean(p), tail, rtol=1e-6)
    assert isinstance(law.light, bool)


@laws
def test_the_slopes_of_a_law_are_those_of_its_density(law):
    z, h = np.array([-4.0, -0.7, 0.3, 2.0]), 1e-6
    slope = (law.logpdf(z + h) - law.logpdf(z - h)) / (2 * h)
    np.testing.assert_allclose(law.score(z)[0], slope, rtol=1e-5, atol=1e-7)
    draws = law.rvs(200_000, rng=1)
    np.testing.assert_allclose(law.score(draws).mean(axis=1), 0, atol=0.02)


@laws
@pytest.mark.parametrize("how", ["dist", "innovations"])
def test_a_law_goes_with_any_model(law, how):
    fit = fitted(vr.GARCH(**{how: type(law)}))
    assert isinstance(fit.innovations(), type(law)) and np.isfinite(vr.horizon_risk(fit, 5, paths=2000).VaR)
    walk = vr.walk_forward(fit.model, RETURNS[:560], window=500, refit=30, progress=False)
    assert np.isfinite(vr.value_at_risk(walk)).all()


def test_a_law_that_does_not_state_its_tails_is_refused_where_they_count():
    class Silent(Law):
        def _ppf(self, q):
            return np.sqrt(3) * (2 * q - 1)

    with pytest.raises(ValueError, match="light or heavy"):
        Silent().light


def test_models_go_by_name_on_the_command_line():
    names = [name for name, model in MODELS.items() if isinstance(model, VolatilityModel) and "own" not in name]
    for name in [*names, "HistoricalSimulation"]:
        from volrisk.cli import model_named

        assert type(model_named(name)).__name__ == name
    answer = subprocess.run([sys.executable, "-m", "volrisk", "models"], capture_output=True, text=True, timeout=120)
    assert answer.returncode == 0
