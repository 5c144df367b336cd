"The pre-trained network as a user meets it: causal, quick to refuse, the same everywhere, and absent without harm"
import subprocess
import sys
from importlib.resources import files

import numpy as np
import pandas as pd
import pytest

import volrisk as vr

torch = pytest.importorskip("torch")
from volrisk.network import FEATURES, KIND, Network, initial_weights, load_network, shipped
from volrisk.transformer import TransformerVol
from volrisk.nettools import CheckpointError, save_checkpoint

WITHOUT_TORCH = "import sys; sys.modules['torch'] = None; sys.modules['safetensors'] = None; import volrisk as vr; returns = vr.simulate_returns(400, rng=0)"


@pytest.fixture(scope="module")
def returns():
    return vr.simulate_returns(1600, rng=5)


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
    np.testing.assert_array_equal(fit.model.path(params, values[:day], fit.presample)[1], before[: day + 1])


@pytest.mark.parametrize("scale", [1e-4, 100.0, 1e6])
def test_units_do_not_matter(returns, scale):
    plain, scaled = (TransformerVol().fit(factor * returns) for factor in (1.0, scale))
    np.testing.assert_allclose(scaled.variance, scale**2 * plain.variance, rtol=1e-3)


@pytest.mark.parametrize("baseline", [vr.GJR(dist="t"), vr.EWMA(0.94), vr.EGARCH(), vr.APARCH(dist="skewt"), vr.MovingAverage(20)])
def test_untrained_is_the_baseline(returns, baseline):
    model = TransformerVol(baseline, weights=Network(initial_weights(shipped("gjr").architecture)))
    np.testing.assert_array_equal(model.fit(returns).variance, baseline.fit(returns).variance)


def test_weights_are_light_and_say_where_they_come_from():
    for name in ("gjr", "ewma"):
        network = shipped(name)
        assert sum(w.nbytes for w in network.weights.values()) < 1e5
        assert {"market", "series", "seed", "schedule", "validation", "versions"} <= set(network.about)
        assert network.about["validation"] < network.about["validation_of_baseline"]


def test_files_that_are_refused(tmp_path):
    good, bad = tmp_path / "good.safetensors", tmp_path / "bad.safetensors"
    network = shipped("gjr")
    network.save(good)
    assert load_network(good) == network
    about = {"kind": KIND, "features": FEATURES, "architecture": {}}
    tensors = {name: torch.tensor(value) for name, value in network.weights.items()}
    for change, says in (({"kind": "a cook book"}, "kind"), ({"features": FEATURES + 1}, "features"), ({"architecture": {"width": 7}}, "architecture"), ({"architecture": {"depth": 3}}, "architecture")):
        save_checkpoint(bad, tensors, {**about, **change})
        with pytest.raises(CheckpointError, match=says):
            load_network(bad)
    bad.write_bytes(good.read_bytes()[:5000])
    with pytest.raises(CheckpointError, match="damaged"):
        load_network(bad)
    with pytest.raises(FileNotFoundError):
        TransformerVol(weights=tmp_path / "none.safetensors").fit(vr.simulate_returns(300, rng=0)).forecast()


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
    walked = vr.walk_forward(model, returns, window=1000, refit=40, start=returns.index[1500], progress=False)
    fit = model.fit(returns.iloc[580:1580]).filter(returns.iloc[580:1599])
    assert walked.volatility[-1] == pytest.approx(fit.forecast().volatility[0], rel=1e-4)
    assert walked.dist.laws[0].name == "empirical"
    assert vr.walk_forward(TransformerVol(innovations=None), returns, refit=50, start=returns.index[1500], progress=False).dist.name == "t"


def test_the_whole_house_takes_it(returns):
    fit = TransformerVol().fit(returns)
    assert vr.risk_table(fit).next_day is not None
    assert fit.simulate(horizon=10, paths=200, rng=0).shape == (200, 10)
    assert np.isfinite(vr.horizon_risk(fit, horizon=5, method="simulation", paths=2000, rng=0).table.to_numpy(dtype=float)).all()
    panel = vr.walk_forward_panel([TransformerVol(), vr.GARCH()], pd.DataFrame({"a": returns}), n_jobs=1, refit=100, progress=False)
    assert not panel.failures and ("a", "Transformer") in panel.forecasts


def test_no_harm_where_garch_is_true():
    gaps = []
    for seed in range(6):
        returns = vr.simulate_returns(2500, rng=100 + seed)
        ours, theirs = (vr.walk_forward(model, returns, refit=100, progress=False, innovations="t") for model in (TransformerVol(), vr.GJR(dist="t")))
        happened = returns.loc[ours.index].to_numpy()
        gaps.append(vr.qlike(happened, ours.volatility) - vr.qlike(happened, theirs.volatility))
    gaps = np.concatenate(gaps)
    assert gaps.mean() < 2 * gaps.std() / np.sqrt(len(gaps)) and gaps.mean() < 0.005


def test_without_torch_all_else_works_and_the_error_says_what_to_install():
    assert python(f"{WITHOUT_TORCH}; vr.GARCH().fit(returns).forecast(); print(vr.TransformerVol())").returncode == 0
    answer = python(f"{WITHOUT_TORCH}; vr.TransformerVol().fit(returns).forecast()")
    assert answer.returncode and "pip install 'volrisk[transformer]'" in answer.stderr.splitlines()[-1]


def test_torch_is_loaded_when_it_is_needed():
    assert python("import sys, volrisk as vr; vr.TransformerVol(); assert 'torch' not in sys.modules").returncode == 0


@pytest.mark.parametrize("wrong", [None, "x", {"heads": 5}, {"heads": 0}, {"bound": "a"}, {"context": 0}, {"more": 1}])
def test_a_record_that_makes_no_network_is_refused(wrong, tmp_path):
    from volrisk.nettools import load_checkpoint

    tensors, about = load_checkpoint(files("volrisk") / "weights" / "gjr.safetensors")
    architecture = {**about["architecture"], **wrong} if isinstance(wrong, dict) else wrong
    save_checkpoint(tmp_path / "odd.safetensors", tensors, {**about, "architecture": architecture})
    with pytest.raises(CheckpointError, match="pretrain"):
        load_network(tmp_path / "odd.safetensors")
