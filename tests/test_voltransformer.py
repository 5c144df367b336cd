"Networks: files of weights that lie, settings that must be put back, trainings that repeat themselves"
import subprocess
import sys
import threading

import numpy as np
import pandas as pd
import pytest

torch = pytest.importorskip("torch")

import volrisk as vr  # noqa: E402
from volrisk.voltransformer import CheckpointError, gpu_works, load_checkpoint, load_weights, one_thread, save_checkpoint  # noqa: E402

SMALL = {"d": 8, "heads": 2, "layers": 1, "ff": 16, "window": 20}
QUICK = vr.Training(rate=3e-3, epochs=2, stride=4)


@pytest.fixture(scope="module")
def returns():
    return vr.simulate_returns(600, rng=5)


def run(code):
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)


def test_everything_else_works_without_torch():
    code = "import sys; sys.modules['torch'] = None; from volrisk import *; import volrisk; assert 'VolTransformer' not in dir(volrisk); print(GARCH())"
    assert run(code).stdout.strip() == "GARCH(1,1)"


def test_torch_is_loaded_by_the_networks_only():
    code = "import sys, volrisk as vr; dir(vr); [getattr(vr, n) for n in vr.__all__]; assert 'torch' not in sys.modules; vr.VolTransformer; assert 'torch' in sys.modules"
    assert run(code).returncode == 0
    assert "VolTransformer" in dir(vr)


def test_safetensors_is_asked_for_by_name():
    answer = run("import sys; sys.modules['safetensors'] = None; import volrisk as vr; vr.VolTransformer")
    assert "need safetensors" in answer.stderr and "pip install 'volrisk[transformer]'" in answer.stderr


@pytest.mark.parametrize("place", np.linspace(0, 1, 12))
def test_a_truncated_checkpoint_is_refused(tmp_path, place):
    file = save_checkpoint(tmp_path / "w.safetensors", {"a": torch.arange(50.0), "b": torch.ones(3, 2)}, {"kind": "test"})
    content = file.read_bytes()
    file.write_bytes(content[: int(place * (len(content) - 1))])
    with pytest.raises(CheckpointError):
        load_checkpoint(file)


def test_a_flipped_byte_is_refused_or_leaves_numbers(tmp_path):
    file = save_checkpoint(tmp_path / "w.safetensors", {"a": torch.arange(50.0)}, {"kind": "test"})
    content, rng = file.read_bytes(), np.random.default_rng(0)
    for _ in range(200):
        spoilt = bytearray(content)
        spoilt[rng.integers(len(content))] ^= int(rng.integers(1, 256))
        file.write_bytes(spoilt)
        try:
            tensors, about = load_checkpoint(file)
        except CheckpointError:
            continue
        assert all(torch.isfinite(t).all() for t in tensors.values()) and isinstance(about, dict)


def test_a_failed_write_leaves_the_old_file(tmp_path, monkeypatch):
    file = save_checkpoint(tmp_path / "w.safetensors", {"a": torch.ones(2)}, {})
    monkeypatch.setattr("pathlib.Path.replace", lambda *_: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        save_checkpoint(file, {"a": torch.zeros(2)}, {})
    assert load_checkpoint(file)[0]["a"].tolist() == [1, 1] and [*tmp_path.iterdir()] == [file]


def test_dtypes_and_shared_memory_survive(tmp_path):
    base = torch.arange(12, dtype=torch.float64)
    given = {"whole": base, "view": base[::2], "whole number": torch.tensor([3]), "empty": torch.zeros(0)}
    tensors, _ = load_checkpoint(save_checkpoint(tmp_path / "w.safetensors", given, {}))
    assert all(torch.equal(tensors[name], value) and tensors[name].dtype == value.dtype for name, value in given.items())


def test_old_files_of_both_kinds_are_read_as_weights_only(tmp_path):
    network = torch.nn.Linear(3, 2)
    for number, zipped in enumerate((True, False)):
        torch.save(network.state_dict(), tmp_path / f"{number}.pt", _use_new_zipfile_serialization=zipped)
        tensors, about = load_checkpoint(tmp_path / f"{number}.pt")
        assert about == {} and torch.equal(load_weights(torch.nn.Linear(3, 2), tensors).weight, network.weight)
        torch.save(network, tmp_path / f"whole{number}.pt", _use_new_zipfile_serialization=zipped)
        with pytest.raises(CheckpointError, match="state_dict"):
            load_checkpoint(tmp_path / f"whole{number}.pt")
    with pytest.raises(FileNotFoundError, match="no checkpoint"):
        load_checkpoint(tmp_path)


def test_other_text_is_no_checkpoint(tmp_path):
    for content in (b"", b"Date,Close\n2020-01-01,5\n", b"PK\x03\x04 but no archive", b"\x80\x02 but no pickle"):
        (tmp_path / "w").write_bytes(content)
        with pytest.raises(CheckpointError):
            load_checkpoint(tmp_path / "w")


def test_threads_take_turns_and_put_everything_back():
    before, seen = (torch.get_num_threads(), torch.get_rng_state()), {}

    def work(seed):
        with one_thread(seed), one_thread():
            seen[seed] = torch.randn(1000).sum().item()

    workers = [threading.Thread(target=work, args=(seed,)) for seed in range(4)]
    [worker.start() for worker in workers]
    [worker.join() for worker in workers]
    again = dict(seen)
    for seed in range(4):
        work(seed)
    assert again == seen and torch.get_num_threads() == before[0] and torch.equal(torch.get_rng_state(), before[1])


def test_a_fit_repeats_itself_and_disturbs_nobody(returns):
    network, state = vr.VolTransformer(**SMALL), torch.get_rng_state()
    weights = [weight.clone() for weight in network.parameters()]
    first = network.fit(returns, QUICK, device="cpu")
    assert torch.equal(torch.get_rng_state(), state) and all(map(torch.equal, network.parameters(), weights))
    torch.manual_seed(99)
    threads = torch.get_num_threads()
    torch.set_num_threads(2)
    second = network.fit(returns, QUICK, device="cpu")
    torch.set_num_threads(threads)
    assert (first.volatility == second.volatility).all() and first.history.validation == second.history.validation


@pytest.mark.parametrize("loss", ["squared_error", "qlike", "gaussian", "t"])
@pytest.mark.parametrize("optimiser", ["adam", "adamw"])
@pytest.mark.parametrize("causal", [False, True])
def test_every_kind_trains_and_forecasts(returns, loss, optimiser, causal):
    fit = vr.VolTransformer(**SMALL, causal=causal).fit(returns, vr.Training(loss, optimiser, rate=3e-3, decay=1e-4, epochs=2, stride=4), device="cpu")
    assert fit.history.validation[fit.history.best] <= fit.history.validation[0] and np.isfinite(fit.history.train).all()
    forecast = fit.forecast()
    assert 0.002 < forecast.volatility[0] < 0.05 and vr.expected_shortfall(forecast).iloc[0] > vr.value_at_risk(forecast).iloc[0] > 0


def test_wrong_returns_are_refused(returns):
    network = vr.VolTransformer(**SMALL)
    for wrong, message in ((returns.where(returns.index > returns.index[3]), "missing"), (returns[:24], "at least 50"), (returns.to_numpy(), "Series")):
        with pytest.raises((ValueError, TypeError), match=message):
            network.fit(wrong, QUICK)
    with pytest.raises(ValueError, match="longer series"):
        vr.VolTransformer(**{**SMALL, "window": 60}).fit(returns[:70], QUICK)


def test_a_checkpoint_of_other_settings_is_replaced_and_a_foreign_file_is_not(returns, tmp_path):
    file, network = tmp_path / "w.safetensors", vr.VolTransformer(**SMALL)
    network.fit(returns, QUICK, checkpoint=file, device="cpu")
    with pytest.warns(UserWarning, match="network.window is 20, expected 30"):
        vr.VolTransformer(**{**SMALL, "window": 30}).fit(returns, QUICK, checkpoint=file, device="cpu")
    (tmp_path / "notes.txt").write_text("not weights")
    with pytest.raises(CheckpointError):
        network.fit(returns, QUICK, checkpoint=tmp_path / "notes.txt", device="cpu")
    assert (tmp_path / "notes.txt").read_text() == "not weights"


@pytest.mark.skipif(not gpu_works(), reason="needs a GPU")
def test_a_gpu_gives_what_the_processor_gives(returns):
    network = vr.VolTransformer(**{**SMALL, "dropout": 0.0})
    cpu, gpu = (network.fit(returns, QUICK, device=device) for device in ("cpu", "cuda"))
    assert gpu.device.type == "cuda" and next(gpu.model.parameters()).is_cuda
    np.testing.assert_allclose(gpu.volatility, cpu.volatility, rtol=1e-3)
    np.testing.assert_array_equal(gpu.volatility, network.fit(returns, QUICK).volatility)
    pd.testing.assert_index_equal(gpu.forecasts().index, cpu.forecasts().index)
