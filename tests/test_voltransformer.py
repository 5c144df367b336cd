"Networks: files of weights that lie, settings that are put back, trainings that repeat themselves"
import subprocess
import sys
import threading

import numpy as np
import pandas as pd
import pytest

torch = pytest.importorskip("torch")
from safetensors.torch import save as to_safetensors  # noqa: E402

import volrisk as vr  # noqa: E402
from volrisk.nettools import (  # noqa: E402
    CheckpointError,
    gpu_works,
    load_checkpoint,
    load_weights,
    one_thread,
    save_checkpoint,
)

SMALL = {"d": 8, "heads": 2, "layers": 1, "ff": 16, "window": 20}
QUICK = vr.Training(rate=3e-3, epochs=2, stride=4)


@pytest.fixture(scope="module")
def returns():
    return vr.simulate_returns(600, rng=5)


def run(code):
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)


def test_everything_else_works_without_torch():
    code = """
import sys
sys.modules['torch'] = None
from volrisk import *
import volrisk
assert not {'VolTransformer', 'Training'} & set(dir(volrisk))
print(GARCH())
"""
    assert run(code).stdout.strip() == "GARCH(1,1)"


def test_torch_is_loaded_by_the_networks_only():
    code = """
import sys, volrisk as vr
dir(vr)
[getattr(vr, n) for n in vr.__all__]
assert 'torch' not in sys.modules
vr.VolTransformer
assert 'torch' in sys.modules
"""
    assert run(code).returncode == 0
    assert "VolTransformer" in dir(vr)


def test_safetensors_is_asked_for_by_name():
    without = "import sys; sys.modules['safetensors'] = None; import volrisk as vr; "
    uses = "vr.VolTransformer", "vr.save_checkpoint('w', {}, {})"
    for use in uses:
        said = run(without + use).stderr.splitlines()[-1]
        assert "need safetensors" in said and "pip install 'volrisk[transformer]'" in said


@pytest.mark.parametrize("place", np.linspace(0, 1, 12))
def test_a_truncated_checkpoint_is_refused(tmp_path, place):
    tensors = {"a": torch.arange(50.0), "b": torch.ones(3, 2)}
    file = save_checkpoint(tmp_path / "w.safetensors", tensors, {"kind": "test"})
    content = file.read_bytes()
    file.write_bytes(content[: int(place * (len(content) - 1))])
    with pytest.raises(CheckpointError):
        load_checkpoint(file)


def test_a_flipped_byte_is_refused(tmp_path):
    file = save_checkpoint(tmp_path / "w.safetensors", {"a": torch.arange(50.0)}, {"kind": "test"})
    content, rng = file.read_bytes(), np.random.default_rng(0)
    written = load_checkpoint(file)
    for place in range(len(content)):
        spoilt = bytearray(content)
        spoilt[place] ^= int(rng.integers(1, 256))
        file.write_bytes(spoilt)
        try:
            tensors, about = load_checkpoint(file)
        except CheckpointError:
            continue
        # one blank for another, behind the header
        assert torch.equal(tensors["a"], written[0]["a"]) and about == written[1]


def test_a_flipped_weight_is_named_as_damage(tmp_path):
    small = torch.ones(2, 2, dtype=torch.bfloat16)
    tensors = {"a": torch.arange(50.0), "b": torch.tensor(True), "c": small}
    file = save_checkpoint(tmp_path / "w.safetensors", tensors, {"kind": "test"})
    content = bytearray(file.read_bytes())
    for place in range(1, 206):
        content[-place] ^= 1
        file.write_bytes(content)
        with pytest.raises(CheckpointError, match="damaged: its digest"):
            load_checkpoint(file)
        content[-place] ^= 1


def test_files_without_a_digest_are_still_read(tmp_path):
    tensors = {"a": torch.arange(5.0)}
    old = {"volrisk_checkpoint": "1", "about": '{"kind": "test"}'}
    stripped, foreign = {**old, "volrisk_checkpoint": "2"}, {**old, "sha256": "0"}
    for name, header in (("old", old), ("stripped", stripped), ("foreign", foreign)):
        (tmp_path / name).write_bytes(to_safetensors(tensors, header))
    found, _ = load_checkpoint(tmp_path / "old", {"kind": "test"})
    assert torch.equal(found["a"], tensors["a"])
    for name in ("stripped", "foreign"):
        with pytest.raises(CheckpointError, match="digest"):
            load_checkpoint(tmp_path / name)


def test_a_failed_write_leaves_the_old_file(tmp_path, monkeypatch):
    file = save_checkpoint(tmp_path / "w.safetensors", {"a": torch.ones(2)}, {})


    def fail(*_):
        raise OSError("disk full")

    with monkeypatch.context() as disk:
        disk.setattr("volrisk.storage.os.replace", fail)
        with pytest.raises(OSError, match="disk full"):
            save_checkpoint(file, {"a": torch.zeros(2)}, {})
    assert load_checkpoint(file)[0]["a"].tolist() == [1, 1]
    save_checkpoint(file, {"a": torch.zeros(2)}, {})
    assert load_checkpoint(file)[0]["a"].tolist() == [0, 0] and [*tmp_path.iterdir()] == [file]


@pytest.mark.parametrize("record", ["[" * 100_000, "{", "1" * 5000])
def test_a_record_that_is_no_record_is_refused(record, tmp_path):
    header = {"volrisk_checkpoint": "1", "about": record}
    (tmp_path / "w").write_bytes(to_safetensors({"a": torch.ones(2)}, header))
    with pytest.raises(CheckpointError, match="lost its record"):
        load_checkpoint(tmp_path / "w")


@pytest.mark.parametrize("version", ["2.4.0", "2.5.1+cu124", "1.13"])
def test_a_pickle_is_not_opened_by_a_torch_that_would_run_it(version, tmp_path, monkeypatch):
    torch.save({"a": torch.ones(2)}, tmp_path / "w.pt")
    monkeypatch.setattr(torch, "__version__", version)
    monkeypatch.setattr(torch, "load", lambda *_, **__: pytest.fail("it was opened"))
    with pytest.raises(CheckpointError, match=r"pip install --upgrade 'torch>=2.6'"):
        load_checkpoint(tmp_path / "w.pt")


@pytest.mark.parametrize("version", ["2.6.0", "2.10.0", "3.0.0a1"])
def test_a_pickle_of_numbers_is_read_by_a_torch_that_runs_none(version, tmp_path, monkeypatch):
    torch.save({"a": torch.ones(2)}, tmp_path / "w.pt")
    monkeypatch.setattr(torch, "__version__", version)
    assert load_checkpoint(tmp_path / "w.pt")[0]["a"].tolist() == [1, 1]


def test_dtypes_and_shared_memory_survive(tmp_path):
    base = torch.arange(12, dtype=torch.float64)
    given = {"whole": base, "view": base[::2], "count": torch.tensor([3]), "empty": torch.zeros(0)}
    tensors, _ = load_checkpoint(save_checkpoint(tmp_path / "w.safetensors", given, {}))
    for name, value in given.items():
        assert torch.equal(tensors[name], value) and tensors[name].dtype == value.dtype


def test_old_files_of_both_kinds_are_read_as_weights_only(tmp_path):
    network = torch.nn.Linear(3, 2)
    for number, zipped in enumerate((True, False)):
        how = {"_use_new_zipfile_serialization": zipped}
        torch.save(network.state_dict(), tmp_path / f"{number}.pt", **how)
        tensors, about = load_checkpoint(tmp_path / f"{number}.pt")
        filled = load_weights(torch.nn.Linear(3, 2), tensors)
        assert about == {} and torch.equal(filled.weight, network.weight)
        torch.save(network, tmp_path / f"whole{number}.pt", **how)
        with pytest.raises(CheckpointError, match="state_dict"):
            load_checkpoint(tmp_path / f"whole{number}.pt")
    with pytest.raises(FileNotFoundError, match="no checkpoint"):
        load_checkpoint(tmp_path)


def test_other_text_is_no_checkpoint(tmp_path):
    archive, pickle = b"PK\x03\x04 but no archive", b"\x80\x02 but no pickle"
    for content in (b"", b"Date,Close\n2020-01-01,5\n", archive, pickle):
        (tmp_path / "w").write_bytes(content)
        with pytest.raises(CheckpointError):
            load_checkpoint(tmp_path / "w")


def test_threads_take_turns_and_put_everything_back():
    before, seen = (torch.get_num_threads(), torch.get_rng_state()), {}

    def work(seed):
        with one_thread(seed), one_thread():
            seen[seed] = torch.randn(1000).sum().item()

    workers = [threading.Thread(target=work, args=(seed,)) for seed in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    again = dict(seen)
    for seed in range(4):
        work(seed)
    assert again == seen and torch.get_num_threads() == before[0]
    assert torch.equal(torch.get_rng_state(), before[1])


def test_a_fit_repeats_itself_and_disturbs_nobody(returns):
    network, state = vr.VolTransformer(**SMALL), torch.get_rng_state()
    weights = [weight.clone() for weight in network.parameters()]
    first = network.fit(returns, QUICK, device="cpu")
    assert torch.equal(torch.get_rng_state(), state)
    assert all(map(torch.equal, network.parameters(), weights))
    torch.manual_seed(99)
    threads = torch.get_num_threads()
    torch.set_num_threads(2)
    second = network.fit(returns, QUICK, device="cpu")
    torch.set_num_threads(threads)
    assert (first.volatility == second.volatility).all()
    assert first.history.validation == second.history.validation


@pytest.mark.filterwarnings("ignore:no epoch was better")
@pytest.mark.parametrize("loss", ["squared_error", "qlike", "gaussian", "t"])
@pytest.mark.parametrize("optimiser", ["adam", "adamw"])
@pytest.mark.parametrize("causal", [False, True])
def test_every_kind_trains_and_forecasts(returns, loss, optimiser, causal):
    training = vr.Training(loss, optimiser, rate=3e-3, decay=1e-4, epochs=2, stride=4)
    fit = vr.VolTransformer(**SMALL, causal=causal).fit(returns, training, device="cpu")
    history, forecast = fit.history, fit.forecast()
    assert history.validation[history.best] <= history.validation[0]
    assert np.isfinite(history.train).all() and 0.002 < forecast.volatility[0] < 0.05
    assert vr.expected_shortfall(forecast).iloc[0] > vr.value_at_risk(forecast).iloc[0] > 0


def test_an_untrained_network_says_so_each_time(returns, tmp_path):
    idle = vr.Training(rate=1e-9, epochs=2)
    for _ in range(2):  # trained, then from its checkpoint
        with pytest.warns(vr.ConvergenceWarning, match="no epoch was better") as caught:
            network, file = vr.VolTransformer(**SMALL), tmp_path / "w.safetensors"
            fit = network.fit(returns, idle, checkpoint=file, device="cpu")
        assert caught[0].filename == __file__
        assert not fit.converged and fit.history.best == 0 and "NOT converged" in repr(fit)
        assert not fit.filter(returns[:100]).converged


def test_what_is_shown_is_short(returns):
    fit = vr.VolTransformer(**SMALL).fit(returns, QUICK, device="cpu")
    for thing in (fit, fit.history, fit.model["network"], QUICK, vr.EarlyStopping()):
        assert len(repr(thing)) < 220 and "\n" not in repr(thing)
    assert repr(vr.Training()) == "Training()"
    assert eval(repr(QUICK), {"Training": vr.Training}) == QUICK


WRONG_SIZES = [{"window": 20.5}, {"d": "8"}, {"heads": 0}, {"dropout": 1.0}, {"dropout": np.nan}]


@pytest.mark.parametrize("wrong", WRONG_SIZES)
def test_wrong_settings_of_a_network_are_named(wrong):
    with pytest.raises(ValueError, match=f"^{next(iter(wrong))} is "):
        vr.VolTransformer(**{**SMALL, **wrong})


WRONG_TRAININGS = [
    {"rate": np.nan},
    {"rate": np.inf},
    {"epochs": 2.5},
    {"epochs": True},
    {"batch": "a"},
    {"clip": 0},
    {"patience": 0},
    {"validation": 0},
    {"validation": 1.0},
    {"decay": -1},
]


@pytest.mark.parametrize("wrong", WRONG_TRAININGS)
def test_wrong_settings_of_a_training_are_named(wrong):
    with pytest.raises(ValueError, match=f"^{next(iter(wrong))} is "):
        vr.Training(**wrong)


def test_a_training_is_asked_for_by_type(returns):
    with pytest.raises(TypeError, match="such as Training"):
        vr.VolTransformer(**SMALL).fit(returns, 20)


def test_numbers_of_numpy_are_settings_too(returns, tmp_path):
    file = tmp_path / "w.safetensors"
    odd, rate = vr.VolTransformer(**{**SMALL, "window": np.int64(20)}), np.float32(3e-3)
    quick = {"epochs": 2, "stride": 4}
    where = {"checkpoint": file, "device": "cpu"}
    first = odd.fit(returns, vr.Training(rate=rate, **quick), **where)
    again = vr.VolTransformer(**SMALL).fit(returns, vr.Training(rate=float(rate), **quick), **where)
    assert again.history == first.history


def test_a_network_does_not_load_the_compiler():
    code = """
import sys, volrisk as vr
vr.VolTransformer(d=8, heads=2, layers=1, ff=16)
assert 'torch' in sys.modules and 'torch._inductor' not in sys.modules
"""
    assert run(code).returncode == 0


def test_wrong_returns_are_refused(returns):
    network = vr.VolTransformer(**SMALL)
    holes = returns.where(returns.index > returns.index[3])
    few, bare = returns[:24], returns.to_numpy()
    for wrong, message in ((holes, "missing"), (few, "at least 50"), (bare, "Series")):
        with pytest.raises((ValueError, TypeError), match=message):
            network.fit(wrong, QUICK)
    with pytest.raises(ValueError, match="longer series"):
        vr.VolTransformer(**{**SMALL, "window": 60}).fit(returns[:70], QUICK)


def test_a_checkpoint_of_other_settings_is_replaced_and_a_foreign_file_is_not(returns, tmp_path):
    file, network = tmp_path / "w.safetensors", vr.VolTransformer(**SMALL)
    network.fit(returns, QUICK, checkpoint=file, device="cpu")
    with pytest.warns(UserWarning, match="network.window is 20, expected 30") as caught:
        other = vr.VolTransformer(**{**SMALL, "window": 30})
        other.fit(returns, QUICK, checkpoint=file, device="cpu")
    assert caught[0].filename == __file__
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
