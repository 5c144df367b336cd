"Many assets and models: dying workers, interrupted runs, kept results, a cluster"
import hashlib
import json
import os
import pickle
import random
import signal
import subprocess
import sys
import time
import warnings
from dataclasses import dataclass

import cloudpickle
import joblib
import numpy as np
import pandas as pd
import pytest

import volrisk.panel
import volrisk.storage
from volrisk.aparch import APARCH
from volrisk.arch_bridge import ArchModel
from volrisk.egarch import EGARCH
from volrisk.garch import GARCH, GJR
from volrisk.har import HAR
from volrisk.historical import (
    AgedSample,
    AgeWeighted,
    CornishFisher,
    CornishFisherLaw,
    HistoricalSimulation,
    RollingSample,
)
from volrisk.laws import GED, Normal, SkewT, StudentT
from volrisk.longmemory import RiskMetrics2006
from volrisk.averages import EWMA, MovingAverage
from volrisk.nagarch import NAGARCH
from volrisk.panel import keep, kept, same_walk, task_of, walk_forward_panel
from volrisk.residual_laws import Empirical, GPDTail, Piecewise
from volrisk.storage import SEAL, load_sealed, save_sealed
from volrisk.walk import WalkForward, walk_forward

cloudpickle.register_pickle_by_value(sys.modules[__name__])
SETTINGS = {"window": 300, "refit": 50}
posix = pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")


@dataclass(frozen=True)
class Deadly(GARCH):
    "Kills its worker the first time"

    marker: str = ""

    def estimate(self, *arguments, **settings):
        if not os.path.exists(self.marker):
            open(self.marker, "w").close()
            os.kill(os.getpid(), signal.SIGKILL)
        return super().estimate(*arguments, **settings)


@dataclass(frozen=True)
class Counted(GARCH):
    "Leaves a line each time it is estimated"

    log: str = ""

    def estimate(self, *arguments, **settings):
        with open(self.log, "a") as log:
            log.write("x")
        return super().estimate(*arguments, **settings)


class Broken(GARCH):
    "Raises what no model of the library raises"

    def estimate(self, *arguments, **settings):
        raise ZeroDivisionError("no luck")


class Interrupted(GARCH):
    "What compiled code makes of Ctrl-C"

    def estimate(self, *arguments, **settings):
        raise SystemError("returned a result with an exception set") from KeyboardInterrupt()


class Planted:
    "Runs a command where it is unpickled"

    def __init__(self, marker):
        self.marker = marker

    def __reduce__(self):
        return os.system, (f"touch {self.marker}",)


@pytest.fixture(scope="module")
def returns():
    rng = np.random.default_rng(3)
    days = pd.bdate_range("2015-01-01", periods=500, name="Date")
    return pd.DataFrame(0.01 * rng.standard_t(5, (len(days), 3)), days, ["a", "b", "c"])


@pytest.fixture(scope="module")
def measures(returns):
    "A measure that moves with the square of the day, by asset"
    return {name: (0.4 * r**2 + 6e-5).to_frame("true_range") for name, r in returns.items()}


RANGED = GJR(dist="t", x="true_range")


def same(one, two):
    assert list(one.forecasts) == list(two.forecasts) and one.failures == two.failures
    for key, forecast in one.forecasts.items():
        assert same_walk(forecast, two.forecasts[key])


def test_a_dead_worker_costs_nothing(returns, measures, tmp_path):
    models, how = {"g": GARCH(), "j": RANGED}, {**SETTINGS, "measures": measures}
    undisturbed = walk_forward_panel(models, returns, n_jobs=1, **how)
    models["g"] = Deadly(marker=str(tmp_path / "died"))
    disturbed = walk_forward_panel(models, returns, n_jobs=2, **how)
    assert (tmp_path / "died").exists() and len(disturbed.forecasts) == 6
    same(disturbed, undisturbed)


def test_an_interrupted_run_redoes_nothing(returns, tmp_path):
    model = Counted(log=str(tmp_path / "log"))
    settings = {**SETTINGS, "n_jobs": 1, "folder": tmp_path / "kept"}
    part = walk_forward_panel([model], returns[["a", "b"]], **settings)
    assert len((tmp_path / "log").read_text()) == 2
    whole = walk_forward_panel([model], returns, **settings)
    assert len((tmp_path / "log").read_text()) == 3
    same(part, type(whole)({key: whole.forecasts[key] for key in part.forecasts}, {}))


def test_other_settings_are_other_results(returns, tmp_path):
    settings = {"n_jobs": 1, "folder": tmp_path, "refit": 50}
    one = walk_forward_panel([GARCH()], returns[["a"]], window=300, **settings)
    two = walk_forward_panel([GARCH()], returns[["a"]], window=200, **settings)
    days = [len(panel.forecasts["a", "GARCH(1,1)"]) for panel in (one, two)]
    assert days[1] == days[0] + 100


def test_a_deleted_model_leaves_its_result_to_nobody(returns, tmp_path):
    settings = {**SETTINGS, "n_jobs": 1, "folder": tmp_path}
    for dist in ("normal", "t"):
        model = {"figarch": ArchModel(vol="FIGARCH", dist=dist)}
        panel = walk_forward_panel(model, returns[["a"]], **settings)
        model.clear()  # so that the next one may lie at its address
        assert panel.of("a")["figarch"].dist.name == dist
    assert len(list(tmp_path.glob("*.walk"))) == 2


def test_another_process_goes_on(returns, tmp_path):
    returns[["a"]].to_pickle(tmp_path / "returns")
    script = """
import sys, pandas as pd
from volrisk import walk_forward_panel
from volrisk.arch_bridge import ArchModel
done = []
settings = dict(window=300, refit=50, n_jobs=1, folder="kept", progress=done.append)
walk_forward_panel(ArchModel(vol="FIGARCH"), pd.read_pickle("returns"), **settings)
print(len(done))
"""
    call = [sys.executable, "-c", script]
    how = {"cwd": tmp_path, "capture_output": True, "text": True, "timeout": 600}
    answers = [subprocess.run(call, **how) for _ in range(2)]
    assert [answer.stdout for answer in answers] == ["1\n", "0\n"], answers[0].stderr
    assert len(list((tmp_path / "kept").iterdir())) == 1


LAWS = {
    "normal": Normal(),
    "t": StudentT(4.5),
    "t by day": StudentT(np.linspace(3, 9, 40)),
    "ged by day": GED(np.linspace(1.1, 2, 40)),
    "skewt": SkewT(5.5, -0.1),
    "skewt by day": SkewT(np.linspace(3, 9, 40), -0.1),
    "empirical": Empirical(np.random.default_rng(1).standard_t(5, 300)),
    "gpd": GPDTail.fit(np.random.default_rng(2).standard_t(5, 300)),
}
SAMPLES = np.random.default_rng(4).standard_t(5, (4, 250))
BLOCK = np.repeat(np.arange(4), 10)
LAWS["empirical by block"] = Piecewise([Empirical(sample) for sample in SAMPLES], BLOCK)
LAWS["gpd by block"] = Piecewise([GPDTail.fit(sample) for sample in SAMPLES], BLOCK)
PAST = np.lib.stride_tricks.sliding_window_view(0.01 * SAMPLES[0][:139], 100)
LAWS["historical"] = RollingSample(PAST, np.full(100, 0.01))
LAWS["age-weighted"] = AgedSample(PAST, np.arange(1, 101) / 5050)
LAWS["cornish-fisher"] = CornishFisherLaw(np.linspace(-0.1, 0.1, 40), np.linspace(0, 0.4, 40))
LAWS["mixed"] = Piecewise([Normal(), StudentT(5), StudentT(6), LAWS["gpd"]], BLOCK)

INDICES = {
    "days": pd.date_range("2024-01-01", periods=40, name="Date"),
    "business days": pd.bdate_range("2024-01-01", periods=40, unit="s"),
    "no frequency": pd.DatetimeIndex(pd.bdate_range("2024-01-01", periods=40), freq=None, name="d"),
    "utc": pd.date_range("2024-01-01", periods=40, freq="min", tz="UTC", unit="ms", name="D"),
    "new york": pd.date_range("2024-03-09 20:00", periods=40, freq="h", tz="America/New_York"),
    "offset": pd.date_range("2024-03-09 20:00", periods=40, freq="h", tz="+05:30", unit="us"),
}


def walk_of(law, index):
    "A result with every kind of column"
    rng = np.random.default_rng(5)
    refits = pd.DataFrame(
        {
            "mu": [0.1, -0.0, np.nan, 5e-324],
            "alpha[1]": rng.random(4),
            "converged": [True, False, True, True],
            "clipped": np.arange(4),
        },
        index=index[::10],
    )
    return WalkForward(index, rng.standard_normal(40), rng.random(40), law, refits)


def round_trip(walk, folder):
    task = {"a": "b"}
    assert keep(walk, folder / "file", task) == ""
    return kept(folder / "file", task)


@pytest.mark.parametrize("law", LAWS)
def test_every_law_comes_back_bit_for_bit(law, tmp_path):
    walk = walk_of(LAWS[law], INDICES["days"])
    back = round_trip(walk, tmp_path)
    assert same_walk(walk, back) and type(back.dist) is type(walk.dist)
    q = np.array([0.01]) if law != "empirical" else 0.01
    np.testing.assert_array_equal(back.dist.ppf(q), walk.dist.ppf(q))


@pytest.mark.parametrize("index", INDICES)
def test_every_index_comes_back_as_it_is_written(index, tmp_path):
    walk = walk_of(Normal(), INDICES[index])
    back = round_trip(walk, tmp_path)
    assert same_walk(walk, back)
    pd.testing.assert_index_equal(back.index, walk.index, exact=True)
    pd.testing.assert_frame_equal(back.refits, walk.refits, check_exact=True, check_freq=True)
    assert back.index.freq == walk.index.freq and back.index.unit == walk.index.unit
    assert str(back.index.tz) == str(walk.index.tz)


MODELS = [
    *(GARCH(), GJR(dist="t"), EGARCH(dist="skewt"), GARCH(dist="ged", innovations="empirical")),
    *(GARCH(innovations="gpd"), EWMA(), EWMA(None, dist="t"), MovingAverage(20)),
    *(RiskMetrics2006(), ArchModel(vol="FIGARCH"), GARCH(innovations=StudentT(5)), NAGARCH()),
    *(APARCH(), HistoricalSimulation(100), AgeWeighted(100), CornishFisher(100)),
]


@pytest.mark.parametrize("model", MODELS, ids=str)
def test_every_model_resumes_bit_for_bit(model, returns, tmp_path):
    settings = {**SETTINGS, "n_jobs": 1, "folder": tmp_path}
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        warnings.filterwarnings("ignore", "skewness and kurtosis")
        one = walk_forward_panel(model, returns[["a"]], **settings)
        two = walk_forward_panel(model, returns[["a"]], **settings, progress=refuse)
    same(one, two)


def refuse(done):
    raise AssertionError("a kept result was made again")


def a_kept_result(returns, folder, model=None):
    "A panel of one task, its file, and how to ask for it"
    settings = {**SETTINGS, "n_jobs": 1, "folder": folder}
    models = {"model": model or EWMA()}

    def ask():
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            return walk_forward_panel(models, returns[["a"]], **settings), caught

    panel, caught = ask()
    assert not caught
    (file,) = folder.glob("*.walk")
    return panel, file, ask


def test_a_planted_pickle_never_runs(returns, tmp_path):
    panel, file, ask = a_kept_result(returns, tmp_path / "kept")
    planted = pickle.dumps(Planted(tmp_path / "pwned"))
    body = json.dumps({"arrays": ["mean"], "facts": {}}).encode() + b"\n" + planted
    digest = hashlib.sha256(body).hexdigest().encode()
    for content in (planted, SEAL + digest + b"\n" + body):
        file.write_bytes(content)
        again, caught = ask()
        same(panel, again)
        assert len(caught) == 1 and file.name in str(caught[0].message)
    joblib.dump(Planted(tmp_path / "pwned"), file.with_suffix(".joblib"))
    joblib.dump(Planted(tmp_path / "pwned"), file)
    again, caught = ask()
    same(panel, again)
    assert len(caught) == 1 and "can run code" in str(caught[0].message)
    assert file.with_suffix(".joblib").name in str(caught[0].message)
    assert not (tmp_path / "pwned").exists() and not ask()[1]


def test_arrays_of_objects_are_not_loaded(tmp_path):
    held = tmp_path / "held.npz"
    np.savez(held, np.array([Planted(tmp_path / "pwned")], dtype=object))
    body = json.dumps({"arrays": ["mean"], "facts": {}}).encode() + b"\n" + held.read_bytes()
    digest = hashlib.sha256(body).hexdigest().encode()
    (tmp_path / "file").write_bytes(SEAL + digest + b"\n" + body)
    with pytest.raises(ValueError, match="does not hold what its seal says"):
        load_sealed(tmp_path / "file")
    assert not (tmp_path / "pwned").exists()


def test_two_hundred_flipped_bits_are_noticed(returns, tmp_path):
    panel, file, ask = a_kept_result(returns, tmp_path)
    whole, rng = file.read_bytes(), random.Random(0)
    for _ in range(200):
        damaged, bit = bytearray(whole), rng.randrange(8 * len(whole))
        damaged[bit // 8] ^= 1 << bit % 8
        file.write_bytes(damaged)
        again, caught = ask()
        same(panel, again)
        assert len(caught) == 1 and file.read_bytes() == whole


def test_cut_foreign_and_empty_files_are_named_in_one_warning(returns, tmp_path):
    settings = {**SETTINGS, "n_jobs": 1, "folder": tmp_path}
    panel = walk_forward_panel(EWMA(), returns, **settings)
    files = sorted(tmp_path.glob("*.walk"))
    for file, content in zip(files, (b"", b"Date,Close\n", files[2].read_bytes()[:1000])):
        file.write_bytes(content)
    with pytest.warns(UserWarning) as caught:
        same(panel, walk_forward_panel(EWMA(), returns, **settings))
    assert len(caught) == 1 and all(file.name in str(caught[0].message) for file in files)
    assert caught[0].filename == __file__
    same(panel, walk_forward_panel(EWMA(), returns, **settings, progress=refuse))


def test_swapped_files_are_noticed(returns, tmp_path):
    settings = {**SETTINGS, "n_jobs": 1, "folder": tmp_path}
    models = [EWMA(0.5), EWMA(0.94)]
    panel = walk_forward_panel(models, returns[["a"]], **settings)
    one, two = tmp_path.glob("*.walk")
    contents = one.read_bytes(), two.read_bytes()
    one.write_bytes(contents[1])
    two.write_bytes(contents[0])
    with pytest.warns(UserWarning, match="is the result of another task.*another task") as caught:
        same(panel, walk_forward_panel(models, returns[["a"]], **settings))
    assert len(caught) == 1 and (one.read_bytes(), two.read_bytes()) == contents


def test_sealed_files_that_hold_no_result_are_made_again(returns, tmp_path):
    panel, file, ask = a_kept_result(returns, tmp_path)
    arrays, facts = load_sealed(file)
    for wrong in (
        {**facts, "law": [["Planted", 1]]},
        {**facts, "law": []},
        {**facts, "columns": ["none"]},
        {**facts, "index": {}},
        {"task": facts["task"]},
        [],
        "text",
    ):
        save_sealed(file, arrays, wrong)
        again, caught = ask()
        same(panel, again)
        assert len(caught) == 1
    save_sealed(file, {**arrays, "mean": arrays["mean"][:-1]}, facts)
    assert len(ask()[1]) == 1 and not ask()[1]


def test_another_engine_makes_its_own_results(returns, tmp_path, monkeypatch):
    _, _, ask = a_kept_result(returns, tmp_path)
    monkeypatch.setattr(volrisk.panel, "ENGINE", volrisk.panel.ENGINE + 1)
    ask()
    monkeypatch.setattr(volrisk.panel, "__version__", "0.0")
    ask()
    assert len(list(tmp_path.glob("*.walk"))) == 3


def test_the_key_sees_all_that_matters(returns):
    series = returns["a"]
    variants = [
        series,
        series.rename_axis("day"),
        series.tz_localize("UTC"),
        series.set_axis(series.index.as_unit("s" if series.index.unit != "s" else "ms")),
        series[1:],
        series.where(series != series.iloc[7], np.nextafter(series.iloc[7], 1)),
    ]
    tasks = [json.dumps(task_of("a", GARCH(), variant, SETTINGS)) for variant in variants]
    assert len(set(tasks)) == len(variants)


def test_a_result_that_cannot_be_kept_is_said_and_not_lost(returns, tmp_path, monkeypatch):
    odd = returns.rename_axis(7)
    with pytest.warns(UserWarning, match="1 result could not be kept: a, .*called 7") as caught:
        panel = walk_forward_panel(EWMA(), odd[["a"]], n_jobs=1, folder=tmp_path, **SETTINGS)
    assert len(panel.forecasts) == 1 and len(caught) == 1 and caught[0].filename == __file__

    def full(path, arrays, facts):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(volrisk.panel, "save_sealed", full)
    with pytest.warns(UserWarning, match="3 results could not be kept.*No space left"):
        panel = walk_forward_panel(EWMA(), returns, n_jobs=1, folder=tmp_path, **SETTINGS)
    assert len(panel.forecasts) == 3


RUN = """
import sys, pandas as pd
from volrisk import GARCH, walk_forward_panel
if __name__ == "__main__":
    returns = pd.read_pickle("returns")
    settings = dict(window=300, refit=1, n_jobs=2, folder="kept")
    walk_forward_panel([GARCH(), GARCH(dist="t")], returns, **settings)
"""


def until(true, seconds=600.0):
    "Wait until something is so"
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.02)


def children(pid):
    "Processes that a process has started, on Linux"
    with open(f"/proc/{pid}/task/{pid}/children") as listed:
        return [int(child) for child in listed.read().split()]


@posix
@pytest.mark.skipif(not os.path.exists("/proc/self/task"), reason="needs Linux's /proc")
def test_a_run_that_is_killed_goes_on_and_leaves_no_worker(returns, tmp_path):
    many = pd.concat({f"{name}{k}": returns[name] for k in range(4) for name in returns}, axis=1)
    many.to_pickle(tmp_path / "returns")
    run = subprocess.Popen([sys.executable, "-c", RUN], cwd=tmp_path, stderr=subprocess.DEVNULL)
    folder = tmp_path / "kept"
    until(lambda: len(list(folder.glob("*.walk"))) >= 3)
    workers = children(run.pid)
    os.kill(run.pid, signal.SIGKILL)
    run.wait()
    litter = folder / f".x.walk.{volrisk.storage.HOST}-{run.pid}-0123abcd.part"
    litter.write_bytes(b"half of a result")
    assert workers
    until(lambda: not any(os.path.exists(f"/proc/{worker}") for worker in workers), 20)
    before = len(list(folder.glob("*.walk")))
    done, models = [], [GARCH(), GARCH(dist="t")]
    settings = {"window": 300, "refit": 1, "n_jobs": 1}
    resumed = walk_forward_panel(models, many, folder=folder, progress=done.append, **settings)
    assert 3 <= before < 24 and len(done) == 24 - before and not litter.exists()
    same(resumed, walk_forward_panel(models, many, **settings))


def test_a_failing_asset_is_named(returns):
    panel = walk_forward_panel([GARCH()], returns.assign(b=np.nan, c=0.0), n_jobs=1, **SETTINGS)
    assert list(panel.forecasts) == [("a", "GARCH(1,1)")]
    assert set(panel.failures) == {("b", "GARCH(1,1)"), ("c", "GARCH(1,1)")}
    assert "b, GARCH(1,1): " in repr(panel)


def test_a_young_asset_begins_when_it_can(returns):
    young = returns.assign(b=returns["b"][100:], c=returns["c"][300:])
    start = str(returns.index[350].date())
    panel = walk_forward_panel(EWMA(), young, n_jobs=1, start=start, **SETTINGS)
    name = str(EWMA())
    assert list(panel.forecasts) == [("a", name), ("b", name)] and list(panel.notes) == ["b"]
    assert panel.of("a")[name].index[0] == returns.index[350]
    assert panel.of("b")[name].index[0] == returns.index[400]
    alone = walk_forward(EWMA(), returns["b"][100:], **SETTINGS)
    assert same_walk(panel.of("b")[name], alone)
    assert f"b: begins on {returns.index[400]:%Y-%m-%d}, not {start}: 300 returns" in repr(panel)
    assert "leaves nothing to forecast in 200 returns" in panel.failures["c", name]


def test_a_start_that_is_no_day_of_the_market_is_not_late(returns):
    saturday = returns.index[299] + pd.Timedelta("1D")
    while saturday in returns.index:
        saturday += pd.Timedelta("1D")
    start = min(saturday, returns.index[300])
    panel = walk_forward_panel(EWMA(), returns, n_jobs=1, start=start, **SETTINGS)
    assert len(panel.forecasts) == 3 and not panel.notes


def test_faults_that_are_not_of_the_data_are_a_warning(returns):
    models = {"good": GARCH(), "bad": Broken()}
    told = "3 of 6 tasks failed for another reason than their data; the first, a, bad: ZeroDivision"
    with pytest.warns(UserWarning, match=told) as caught:
        panel = walk_forward_panel(models, returns, n_jobs=1, **SETTINGS)
    assert len(caught) == 1 and caught[0].filename == __file__
    assert set(panel.failures.values()) == {"ZeroDivisionError: no luck"}
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        walk_forward_panel(GARCH(), returns.assign(b=np.nan), n_jobs=1, **SETTINGS)


def test_an_interrupt_stops_the_panel(returns):
    with pytest.raises(KeyboardInterrupt):
        walk_forward_panel([Interrupted(), GARCH()], returns, n_jobs=1, **SETTINGS)


def test_the_same_call_on_a_dask_cluster(returns, measures):
    distributed = pytest.importorskip("distributed")
    how = {**SETTINGS, "measures": measures}
    here = walk_forward_panel([GARCH(), RANGED], returns, n_jobs=1, **how)
    cluster = distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    )
    with cluster, distributed.Client(cluster), joblib.parallel_config(backend="dask"):
        there = walk_forward_panel([GARCH(), RANGED], returns, **how)
    same(here, there)


def test_a_model_that_was_used_travels_as_its_settings(returns):
    model = GARCH()
    walk_forward(model, returns["a"], **SETTINGS)
    there = pickle.loads(pickle.dumps(model))
    assert there == model and "specification" in vars(model) and vars(there) == vars(GARCH())


def test_the_same_call_on_ray(returns, measures, tmp_path, two_of_ray):
    models, how = [GARCH(), RANGED], {**SETTINGS, "measures": measures}
    here = walk_forward_panel(models, returns, n_jobs=1, **how)
    with joblib.parallel_config(backend="ray"):
        there = walk_forward_panel(models, returns, folder=tmp_path, **how)
    alone = walk_forward(GARCH(), returns["a"], **SETTINGS)
    assert same_walk(alone, here.of("a")["GARCH(1,1)"])
    same(here, there)
    assert len(list(tmp_path.glob("*.walk"))) == 6


def test_any_exception_is_a_failure_by_name(returns):
    models = {"good": GARCH(), "bad": Broken()}
    with pytest.warns(UserWarning, match="another reason"):
        panel = walk_forward_panel(models, returns[["a"]], n_jobs=1, **SETTINGS)
    assert list(panel.forecasts) == [("a", "good")]
    assert panel.failures == {("a", "bad"): "ZeroDivisionError: no luck"}


def test_calendars_may_differ(returns):
    later = returns["b"].set_axis(returns.index + pd.Timedelta("1D"))
    mixed = pd.concat([returns["a"], later], axis=1, sort=True)
    panel = walk_forward_panel(GARCH(), mixed, n_jobs=1, **SETTINGS)
    for asset in ("a", "b"):
        alone = walk_forward(GARCH(), returns[asset], **SETTINGS)
        walk = panel.of(asset)["GARCH(1,1)"]
        np.testing.assert_array_equal(walk.volatility, alone.volatility)


def test_measures_are_part_of_what_a_result_depends_on(returns, measures, tmp_path):
    models, how = [EWMA(), RANGED], {**SETTINGS, "n_jobs": 1, "folder": tmp_path}
    panel = walk_forward_panel(models, returns, measures=measures, **how)
    alone = walk_forward(RANGED, returns["b"], measures=measures["b"], **SETTINGS)
    assert same_walk(panel.of("b")[str(RANGED)], alone) and not panel.failures
    wide = {name: frame.assign(another=0.0)[::-1] for name, frame in measures.items()}
    same(panel, walk_forward_panel(models, returns, measures=wide, progress=refuse, **how))
    files, done = len(list(tmp_path.glob("*.walk"))), []
    wide["b"] = 1.001 * wide["b"]
    again = walk_forward_panel(models, returns, measures=wide, progress=done.append, **how)
    assert len(done) == 1 and len(list(tmp_path.glob("*.walk"))) == files + 1 == 7
    assert not same_walk(again.of("b")[str(RANGED)], alone)
    assert "measures" not in task_of("a", EWMA(), returns["a"], {})  # as it was named before


@pytest.mark.parametrize("day", [301, 420])
def test_the_future_of_the_measures_is_unknown(returns, measures, day):
    models, how = [HAR("true_range"), RANGED], {**SETTINGS, "n_jobs": 1}
    other = {name: frame.copy() for name, frame in measures.items()}
    other["b"].iloc[day:] *= np.random.default_rng(day).uniform(0.2, 5, (len(returns) - day, 1))
    panels = [walk_forward_panel(models, returns, measures=x, **how) for x in (measures, other)]
    known = returns.index[day]
    for key in panels[0].forecasts:
        one, two = (panel.forecasts[key].volatility for panel in panels)
        first = len(one) if key[0] != "b" else len(panels[0].forecasts[key][:known])
        np.testing.assert_array_equal(one[:first], two[:first])
        assert key[0] != "b" or (one[first:] != two[first:]).any()


def test_each_asset_has_measures_of_its_own_days(returns, measures):
    holes = returns.assign(b=returns["b"][100:], c=returns["c"].where(returns.index.day != 7))
    start, models = str(returns.index[350].date()), [EWMA(), RANGED]
    del (few := dict(measures))["a"]
    few["b"] = few["b"][150:]
    how = {**SETTINGS, "n_jobs": 1, "start": start}
    panel = walk_forward_panel(models, holes, measures=measures, **how)
    assert not panel.failures and list(panel.notes) == ["b"]
    assert panel.of("b")[str(RANGED)].index[0] == returns.index[400]
    how_alone = {**SETTINGS, "start": start, "measures": measures["c"]}
    alone = walk_forward(RANGED, holes["c"].dropna(), **how_alone)
    assert same_walk(panel.of("c")[str(RANGED)], alone)
    poor = walk_forward_panel(models, holes, measures=few, **how)
    assert "there are none of 'a'" in poor.failures["a", str(RANGED)]
    assert "50 days of the returns missing" in poor.failures["b", str(RANGED)]
    assert same_walk(poor.of("c")[str(RANGED)], panel.of("c")[str(RANGED)])
    assert len(poor.forecasts) == 4 and "a, GJR(1,1,1)-t, x=true_range: " in repr(poor)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"folder": "/proc/x"}, "folder that can be written"),
        ({"n_jobs": 0}, "n_jobs is a number of workers"),
        ({"n_jobs": "two"}, "n_jobs is a number of workers"),
        ({"windows": 300}, "walk_forward_panel takes"),
        ({"refit": 0}, "refit is a whole number"),
        ({"start": "soon"}, "a day is a date"),
        ({"window": 10}, "needs a window of at least"),
        ({"expanding": "no"}, "expanding is True or False"),
        ({"innovations": "cauchy"}, "a distribution is one of"),
        ({"measures": {"a": pd.Series([1.0])}}, "no measures are looked at by"),
    ],
)
def test_what_cannot_be_is_refused_before_the_work(returns, wrong, says, tmp_path):
    model = Counted(log=str(tmp_path / "log"))
    with pytest.raises((ValueError, TypeError), match=says):
        walk_forward_panel(model, returns, **(SETTINGS | {"n_jobs": 1} | wrong))
    assert not (tmp_path / "log").exists()
