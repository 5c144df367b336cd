"The pre-trained network as a user meets it: causal, quick to refuse, and absent without harm"
import math
import subprocess
import sys
import time
import warnings
from importlib.resources import files

import numpy as np
import pandas as pd
import pytest

import volrisk as vr

torch = pytest.importorskip("torch")
from volrisk import network as rooms  # noqa: E402
from volrisk.compiling import NOTICE  # noqa: E402
from volrisk.nettools import CheckpointError, load_checkpoint, save_checkpoint  # noqa: E402
from volrisk.network import (  # noqa: E402
    CLOSE_ONLY,
    FEATURES,
    KIND,
    SHIPPED,
    Architecture,
    Network,
    initial_weights,
    load_network,
    shipped,
    widened,
)
from volrisk.examined import day_by_day  # noqa: E402
from volrisk.ranges import DEFAULT  # noqa: E402
from volrisk.training import Schedule, pretrain  # noqa: E402
from volrisk.transformer import TransformerVol  # noqa: E402

WITHOUT_TORCH = """
import sys
sys.modules['torch'] = sys.modules['safetensors'] = None
import volrisk as vr
returns = vr.simulate_returns(400, rng=0)
"""
SEEING = [TransformerVol(x=DEFAULT), TransformerVol(vr.GJR(dist="t", x=DEFAULT))]
BASELINES = [
    vr.GJR(dist="t"),
    vr.EWMA(0.94),
    vr.EGARCH(),
    vr.APARCH(dist="skewt"),
    vr.MovingAverage(20),
]


@pytest.fixture(scope="module")
def returns():
    return vr.simulate_returns(1600, rng=5)


@pytest.fixture(scope="module")
def measures(returns):
    noise = np.random.default_rng(7).chisquare(5, len(returns)) / 5
    return pd.DataFrame({DEFAULT: (0.3 * returns**2 + 5e-5) * noise})


def python(code):
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)


@pytest.mark.parametrize("day", [0, 31, 32, 127, 128, 700, 1023, 1024, 1598])
def test_a_day_changes_no_forecast_before_it(returns, day):
    fit = TransformerVol().fit(returns)
    params, values = fit.params.to_numpy(), returns.to_numpy()
    changed = values.copy()
    changed[day] += 0.1
    before, after = (fit.model.path(params, part, fit.presample)[1] for part in (values, changed))
    np.testing.assert_array_equal(before[: day + 1], after[: day + 1])
    assert (before[day + 1 : day + 100] != after[day + 1 : day + 100]).all()
    shorter = fit.model.path(params, values[:day], fit.presample)[1]
    np.testing.assert_array_equal(shorter, before[: day + 1])


@pytest.mark.parametrize("scale", [1e-4, 100.0, 1e6])
def test_units_do_not_matter(returns, scale):
    plain, scaled = (TransformerVol().fit(factor * returns) for factor in (1.0, scale))
    np.testing.assert_allclose(scaled.variance, scale**2 * plain.variance, rtol=1e-3)


@pytest.mark.parametrize("model", SEEING, ids=str)
@pytest.mark.parametrize("day", [1, 127, 700, 1598])
def test_a_range_changes_no_forecast_before_it(returns, measures, model, day):
    fit = model.fit(returns, measures)
    params, values, seen = fit.params.to_numpy(), fit.values, measures.to_numpy().T
    changed = seen.copy()
    changed[:, day] *= 9
    before, after = (
        model.seeing(part).path(params, values, fit.presample)[1] for part in (seen, changed)
    )
    np.testing.assert_array_equal(before[: day + 1], after[: day + 1])
    assert (before[day + 1 : day + 100] != after[day + 1 : day + 100]).all()
    shorter = model.seeing(seen[:, :day]).path(params, values[:day], fit.presample)[1]
    np.testing.assert_array_equal(shorter, before[: day + 1])


@pytest.mark.parametrize("model", SEEING, ids=str)
def test_units_of_ranges_do_not_matter(returns, measures, model):
    plain, scaled = (model.fit(k * returns, k**2 * measures) for k in (1.0, 100.0))
    np.testing.assert_allclose(scaled.variance, 1e4 * plain.variance, rtol=1e-3)


@pytest.mark.parametrize("baseline", BASELINES)
def test_untrained_is_the_baseline(returns, baseline):
    untrained = Network(initial_weights(shipped("gjr").architecture))
    model = TransformerVol(baseline, weights=untrained)
    np.testing.assert_array_equal(model.fit(returns).variance, baseline.fit(returns).variance)


def test_untrained_is_the_baseline_that_sees_ranges(returns, measures):
    untrained = Network(initial_weights(shipped("gjr").architecture))
    for model in SEEING:
        ours = TransformerVol(model.baseline, x=model.x, weights=untrained).fit(returns, measures)
        theirs = model.baseline.fit(returns, measures if model.baseline.measures else None)
        np.testing.assert_array_equal(ours.variance, theirs.variance)


def test_a_measure_of_any_size_says_the_same(returns, measures):
    "Squared returns tell how much of the variance a measure holds"
    whole, half = (TransformerVol(x=DEFAULT).fit(returns, k * measures) for k in (1.0, 0.5))
    np.testing.assert_allclose(half.variance[1000:], whole.variance[1000:], rtol=0.02)


def test_one_file_serves_closes_and_bars(returns, measures):
    models = TransformerVol(), TransformerVol(x=DEFAULT), TransformerVol(weights=shipped("gjr"))
    assert len({model.network for model in models}) == 1 and models[0].measures == ()
    assert [str(model) for model in models[::2]] == ["Transformer", "Transformer"]
    closes, bars = models[0].fit(returns), models[1].fit(returns, measures)
    assert 0 < np.abs(np.log(closes.variance / bars.variance)).mean() < 0.2


def test_weights_of_before_there_were_ranges(returns, tmp_path):
    old, whole = tmp_path / "old.safetensors", shipped("gjr").weights
    ends = {name: whole[name][:CLOSE_ONLY] for name in ("skip", "embed")}
    network = Network(widened({**whole, **ends}))
    assert not network.sees_ranges and shipped("gjr").sees_ranges
    weights = {k: torch.tensor(value) for k, value in {**whole, **ends}.items()}
    about = {"kind": KIND, "features": 1, "architecture": {}, "baseline": "GJR(1,1,1)-t"}
    save_checkpoint(old, weights, about)
    ours, theirs = (TransformerVol(weights=w).fit(returns) for w in (old, network))
    np.testing.assert_array_equal(ours.variance, theirs.variance)
    with pytest.raises(ValueError, match="taught on closes alone"):
        TransformerVol(x=DEFAULT, weights=old)


@pytest.mark.parametrize("model", SEEING, ids=str)
def test_the_house_takes_ranges(returns, measures, model):
    how = {"start": returns.index[1500], "progress": False, "refit": 40}
    walked = vr.walk_forward(model, returns, measures=measures, **how)
    fit = model.fit(returns[580:1580], measures)
    fit = fit.filter(returns[580:1599], measures)
    assert walked.volatility[-1] == pytest.approx(fit.forecast().volatility[0], rel=1e-4)
    closes = vr.walk_forward(TransformerVol(), returns, **how)
    assert (walked.volatility != closes.volatility).all()
    assert fit.simulate(horizon=10, paths=200, rng=0).shape == (200, 10)
    risk = vr.horizon_risk(fit, horizon=5, paths=1000, rng=0)
    assert np.isfinite(risk.table.to_numpy(dtype=float)).all()
    mean = vr.Combined([model, vr.GJR(dist="t")])
    assert vr.walk_forward(mean, returns, measures=measures, **how).volatility.min() > 0
    with pytest.raises(ValueError, match="looks at measures"):
        model.fit(returns)


def test_teaching_beside_a_baseline_that_sees_ranges(returns, measures):
    brief = Schedule(steps=4, check=2, batch=2, warmup=1)
    small = Architecture(width=8, heads=2, hidden=16)
    how = {"series": 6, "days": 600, "architecture": small, "schedule": brief, "device": "cpu"}
    gjr_x = vr.GJR(dist="t", x=DEFAULT)
    closes = pretrain(ranges=False, **how)
    assert pretrain(**how).about["ranges"] and not closes.about["ranges"]
    assert not closes.sees_ranges and pretrain(**how).sees_ranges
    assert pretrain(gjr_x, **how) == pretrain(gjr_x, **how)
    with pytest.raises(ValueError, match="one measure or none"):
        pretrain(vr.GJR(x=("garman_klass", "overnight")), **how)
    with pytest.raises(ValueError, match="simulated days have"):
        pretrain(vr.GJR(x="realized"), **how)
    own = TransformerVol(vr.EWMA(), x=DEFAULT, weights=pretrain(vr.EWMA(), **how))
    assert own.fit(returns, measures).variance.min() > 0 and "x=garman_klass" in str(own)
    for model in SEEING:
        with warnings.catch_warnings(action="ignore"):  # it may gain nothing
            tuned = model.tuned(returns, measures, schedule=brief)
        assert tuned.fit(returns, measures).variance.min() > 0


def test_weights_are_light_and_say_where_they_come_from():
    for name in SHIPPED:
        network = shipped(name)
        assert sum(w.nbytes for w in network.weights.values()) < 1e5
        told = {"market", "series", "seed", "schedule", "validation", "versions"}
        assert told <= set(network.about)
        assert network.about["validation"] < network.about["validation_of_baseline"]
        assert network.sees_ranges and network.about["ranges"]
    with pytest.raises(ValueError, match="gjr, gjr_x, ewma, got 'gjr_ranges'"):
        shipped("gjr_ranges")


def test_files_that_are_refused(tmp_path):
    good, bad = tmp_path / "good.safetensors", tmp_path / "bad.safetensors"
    network = shipped("gjr")
    network.save(good)
    assert load_network(good) == network
    about = {"kind": KIND, "features": FEATURES, "architecture": {}}
    tensors = {name: torch.tensor(value) for name, value in network.weights.items()}
    for change, says in (
        ({"kind": "a cook book"}, "kind"),
        ({"features": FEATURES + 1}, "features"),
        ({"architecture": {"width": 7}}, "architecture"),
        ({"architecture": {"depth": 3}}, "architecture"),
    ):
        save_checkpoint(bad, tensors, {**about, **change})
        with pytest.raises(CheckpointError, match=says):
            load_network(bad)
    bad.write_bytes(good.read_bytes()[:5000])
    with pytest.raises(CheckpointError, match="damaged"):
        load_network(bad)
    with pytest.raises(FileNotFoundError):
        TransformerVol(weights=tmp_path / "none.safetensors")


@pytest.mark.parametrize("huge", [
    {"layers": 10**7},
    {"layers": 10**300},
    {"context": 10**9},
    {"width": 4 * 10**6},
    {"heads": 10**6},
    {"hidden": 10**9},
    {"bound": 1e300},
    {"bound": math.inf},
])
def test_a_file_that_asks_for_a_monster_is_refused_at_once(huge, tmp_path):
    tensors = {name: torch.tensor(value) for name, value in shipped("gjr").weights.items()}
    about = {"kind": KIND, "features": FEATURES, "architecture": huge}
    save_checkpoint(tmp_path / "huge.safetensors", tensors, about)
    begin = time.process_time()
    with pytest.raises(CheckpointError, match=f"{next(iter(huge))} is a .* from .* to .*pretrain"):
        load_network(tmp_path / "huge.safetensors")
    assert time.process_time() - begin < 1
    with pytest.raises(ValueError, match=f"^{next(iter(huge))} is a .* from .* to .*, got"):
        Architecture(**huge)


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_weights_are_those_that_came_with_volrisk(name, tmp_path, monkeypatch):
    network = shipped(name)
    (tmp_path / "weights").mkdir()
    monkeypatch.setattr(rooms, "files", lambda _: tmp_path)
    own = tmp_path / "weights" / f"{name}.safetensors"
    with pytest.raises(CheckpointError, match="install volrisk again"):  # there is none
        shipped.__wrapped__(name)
    network.save(own)
    saved = own.read_bytes()  # a good file, with the very same weights, but not the one that came
    size = int.from_bytes(saved[:8], "little")
    header = (size + 8).to_bytes(8, "little") + saved[8 : 8 + size] + 8 * b" "
    own.write_bytes(header + saved[8 + size :])
    assert load_network(own) == network
    with pytest.raises(CheckpointError, match="not the file of weights that came with"):
        shipped.__wrapped__(name)


def test_the_same_bits_whatever_the_threads(returns):
    variance = TransformerVol().fit(returns).variance
    threads, state = torch.get_num_threads(), torch.random.get_rng_state()
    torch.set_num_threads(2)
    try:
        np.testing.assert_array_equal(TransformerVol().fit(returns).variance, variance)
        assert torch.get_num_threads() == 2
    finally:
        torch.set_num_threads(threads)
    assert torch.equal(torch.random.get_rng_state(), state)


def test_walking_forward_is_fitting_day_by_day(returns):
    model = TransformerVol()
    when = {"start": returns.index[1500], "progress": False}
    walked = vr.walk_forward(model, returns, window=1000, refit=40, **when)
    fit = model.fit(returns.iloc[580:1580]).filter(returns.iloc[580:1599])
    assert walked.volatility[-1] == pytest.approx(fit.forecast().volatility[0], rel=1e-4)
    assert walked.dist.laws[0].name == "empirical"
    own_law = vr.walk_forward(TransformerVol(innovations=None), returns, refit=50, **when)
    assert own_law.dist.name == "t"


def test_the_whole_house_takes_it(returns):
    fit = TransformerVol().fit(returns)
    assert vr.risk_table(fit).next_day is not None
    assert fit.simulate(horizon=10, paths=200, rng=0).shape == (200, 10)
    risk = vr.horizon_risk(fit, horizon=5, method="simulation", paths=2000, rng=0)
    assert np.isfinite(risk.table.to_numpy(dtype=float)).all()
    models, frame = [TransformerVol(), vr.GARCH()], pd.DataFrame({"a": returns})
    panel = vr.walk_forward_panel(models, frame, n_jobs=1, refit=100, progress=False)
    assert not panel.failures and ("a", "Transformer") in panel.forecasts


def test_no_harm_where_garch_is_true():
    gaps = []
    for seed in range(6):
        returns = vr.simulate_returns(2500, rng=100 + seed)
        ours, theirs = (
            vr.walk_forward(model, returns, refit=100, progress=False, innovations="t")
            for model in (TransformerVol(), vr.GJR(dist="t"))
        )
        happened = returns.loc[ours.index].to_numpy()
        gaps.append(vr.qlike(happened, ours.volatility) - vr.qlike(happened, theirs.volatility))
    gaps = np.concatenate(gaps)
    assert gaps.mean() < 2 * gaps.std() / np.sqrt(len(gaps)) and gaps.mean() < 0.005


def test_no_harm_where_ranges_say_nothing_new():
    gaps = []
    for seed in range(4):
        returns, measures, truth = day_by_day(np.random.default_rng(seed))
        for model in SEEING:
            distance = []
            for one in (model, model.baseline):
                seen = [measures[:1500], measures] if one.measures else [None, None]
                fit = one.fit(returns[:1500], seen[0]).filter(returns, seen[1])
                u = truth[1500:] / fit.variance[1500:-1]
                distance.append((u - np.log(u) - 1).mean())
            gaps.append(distance[0] - distance[1])
    assert np.mean(gaps) < 2 * np.std(gaps) / np.sqrt(len(gaps)) + 0.0005


def test_without_torch_all_but_training_works():
    fine = """
model = vr.TransformerVol()
fit = model.fit(returns)
vr.risk_table(fit), fit.simulate(horizon=5, paths=50, rng=0), fit.summary()
with tempfile.TemporaryDirectory() as folder:
    model.network.save(f"{folder}/mine.safetensors")
    assert vr.TransformerVol(weights=f"{folder}/mine.safetensors").network == model.network
vr.walk_forward(model, returns, window=300, refit=50, progress=False)
x = np.random.default_rng(0).normal(size=(600, INPUTS))
assert attention_by_lag(model.network, x).shape == (2, 4, 128)
assert correction_curve(fit, np.array([-2.0, 2.0])).shape == (2,)
"""
    names = "import tempfile\nimport numpy as np\nfrom volrisk.network import INPUTS\n"
    names += "from volrisk.examined import attention_by_lag, correction_curve\n"
    assert python(WITHOUT_TORCH + names + fine).stderr.replace(f"{NOTICE}\n", "") == ""
    answer = python(WITHOUT_TORCH + "vr.TransformerVol().tuned(vr.simulate_returns(600))")
    assert answer.returncode
    assert "pip install 'volrisk[transformer]'" in answer.stderr.splitlines()[-1]


def test_torch_is_loaded_when_it_is_needed():
    code = "import sys, volrisk as vr; vr.TransformerVol().network.tensors; sys.modules['torch']"
    assert python(code).returncode == 0


ODD = [
    None,
    "x",
    {"heads": 5},
    {"heads": 0},
    {"bound": "a"},
    {"context": 0},
    {"context": 1023},
    {"more": 1},
]


@pytest.mark.parametrize("wrong", ODD)
def test_a_record_that_makes_no_network_is_refused(wrong, tmp_path):
    tensors, about = load_checkpoint(files("volrisk") / "weights" / "gjr.safetensors")
    sizes = {**about["architecture"], **wrong} if isinstance(wrong, dict) else wrong
    save_checkpoint(tmp_path / "odd.safetensors", tensors, {**about, "architecture": sizes})
    with pytest.raises(CheckpointError, match="pretrain"):
        load_network(tmp_path / "odd.safetensors")
