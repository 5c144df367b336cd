"Many assets and models: dying workers, interrupted runs, a cluster"
import os
import signal
import subprocess
import sys
from dataclasses import dataclass

import cloudpickle
import joblib
import numpy as np
import pandas as pd
import pytest

from volrisk.arch_bridge import ArchModel
from volrisk.garch import GARCH, GJR
from volrisk.panel import walk_forward_panel
from volrisk.walk import walk_forward

cloudpickle.register_pickle_by_value(sys.modules[__name__])
SETTINGS = {"window": 300, "refit": 50}


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


@pytest.fixture(scope="module")
def returns():
    rng = np.random.default_rng(3)
    days = pd.bdate_range("2015-01-01", periods=500, name="Date")
    return pd.DataFrame(0.01 * rng.standard_t(5, (len(days), 3)), days, ["a", "b", "c"])


def same(one, two):
    assert list(one.forecasts) == list(two.forecasts) and one.failures == two.failures
    for key, forecast in one.forecasts.items():
        np.testing.assert_array_equal(forecast.volatility, two.forecasts[key].volatility)


def test_a_dead_worker_costs_nothing(returns, tmp_path):
    undisturbed = walk_forward_panel([GARCH(), GJR(dist="t")], returns, n_jobs=1, **SETTINGS)
    deadly = Deadly(marker=str(tmp_path / "died"))
    disturbed = walk_forward_panel([deadly, GJR(dist="t")], returns, n_jobs=2, **SETTINGS)
    assert (tmp_path / "died").exists()
    for (asset, _), forecast in disturbed.forecasts.items():
        np.testing.assert_array_equal(forecast.volatility, undisturbed.of(asset)["GARCH(1,1)" if _.startswith("Deadly") else _].volatility)
    assert len(disturbed.forecasts) == len(undisturbed.forecasts) == 6


def test_an_interrupted_run_redoes_nothing(returns, tmp_path):
    model = Counted(log=str(tmp_path / "log"))
    part = walk_forward_panel([model], returns[["a", "b"]], n_jobs=1, folder=tmp_path, **SETTINGS)
    assert len((tmp_path / "log").read_text()) == 2
    whole = walk_forward_panel([model], returns, n_jobs=1, folder=tmp_path, **SETTINGS)
    assert len((tmp_path / "log").read_text()) == 3
    same(part, type(whole)({key: whole.forecasts[key] for key in part.forecasts}, {}))


def test_other_settings_are_other_results(returns, tmp_path):
    one = walk_forward_panel([GARCH()], returns[["a"]], n_jobs=1, folder=tmp_path, **SETTINGS)
    two = walk_forward_panel([GARCH()], returns[["a"]], n_jobs=1, folder=tmp_path, window=200, refit=50)
    assert len(two.forecasts["a", "GARCH(1,1)"]) == len(one.forecasts["a", "GARCH(1,1)"]) + 100


def test_a_deleted_model_leaves_its_result_to_nobody(returns, tmp_path):
    settings = {**SETTINGS, "n_jobs": 1, "folder": tmp_path}
    for dist in ("normal", "t"):
        model = {"figarch": ArchModel(vol="FIGARCH", dist=dist)}
        panel = walk_forward_panel(model, returns[["a"]], **settings)
        model.clear()  # so that the next one may lie at its address
        assert panel.of("a")["figarch"].dist.name == dist
    assert len(list(tmp_path.glob("*.joblib"))) == 2


def test_another_process_goes_on(returns, tmp_path):
    returns[["a"]].to_pickle(tmp_path / "returns")
    script = """
import sys, pandas as pd
from volrisk import walk_forward_panel
from volrisk.classical import ArchModel
done = []
walk_forward_panel(ArchModel(vol="FIGARCH"), pd.read_pickle("returns"), window=300, refit=50, n_jobs=1, folder="kept", progress=done.append)
print(len(done))
"""
    answers = [subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, timeout=120) for _ in range(2)]
    assert [answer.stdout for answer in answers] == ["1\n", "0\n"], answers[0].stderr
    assert len(list((tmp_path / "kept").iterdir())) == 1


def test_a_failing_asset_is_named(returns):
    panel = walk_forward_panel([GARCH()], returns.assign(b=np.nan, c=0.0), n_jobs=1, **SETTINGS)
    assert list(panel.forecasts) == [("a", "GARCH(1,1)")]
    assert set(panel.failures) == {("b", "GARCH(1,1)"), ("c", "GARCH(1,1)")}
    assert "b, GARCH(1,1): " in repr(panel)


def test_the_same_call_on_a_dask_cluster(returns):
    distributed = pytest.importorskip("distributed")
    here = walk_forward_panel([GARCH(), GJR(dist="t")], returns, n_jobs=1, **SETTINGS)
    cluster = distributed.LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None)
    with cluster, distributed.Client(cluster), joblib.parallel_config(backend="dask"):
        there = walk_forward_panel([GARCH(), GJR(dist="t")], returns, **SETTINGS)
    same(here, there)


def test_the_same_call_on_ray(returns, tmp_path):
    ray = pytest.importorskip("ray")
    from ray.util.joblib import register_ray

    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, logging_level="error")
    try:
        register_ray()
        here = walk_forward_panel([GARCH(), GJR(dist="t")], returns, n_jobs=1, **SETTINGS)
        with joblib.parallel_config(backend="ray"):
            there = walk_forward_panel([GARCH(), GJR(dist="t")], returns, folder=tmp_path, **SETTINGS)
            np.testing.assert_array_equal(walk_forward(GARCH(), returns["a"], **SETTINGS).volatility, here.of("a")["GARCH(1,1)"].volatility)
        same(here, there)
        assert len(list(tmp_path.glob("*.joblib"))) == 6
    finally:
        ray.shutdown()


def test_a_damaged_result_is_made_again(returns, tmp_path):
    one = walk_forward_panel([GARCH()], returns[["a"]], n_jobs=1, folder=tmp_path, **SETTINGS)
    file = next(tmp_path.glob("*.joblib"))
    file.write_bytes(file.read_bytes()[:100])
    same(one, walk_forward_panel([GARCH()], returns[["a"]], n_jobs=1, folder=tmp_path, **SETTINGS))


def test_any_exception_is_a_failure_by_name(returns):
    panel = walk_forward_panel({"good": GARCH(), "bad": Broken()}, returns[["a"]], n_jobs=1, **SETTINGS)
    assert list(panel.forecasts) == [("a", "good")]
    assert panel.failures == {("a", "bad"): "ZeroDivisionError: no luck"}


def test_calendars_may_differ(returns):
    mixed = pd.concat([returns["a"], returns["b"].set_axis(returns.index + pd.Timedelta("1D"))], axis=1, sort=True)
    panel = walk_forward_panel(GARCH(), mixed, n_jobs=1, **SETTINGS)
    for asset in ("a", "b"):
        np.testing.assert_array_equal(panel.of(asset)["GARCH(1,1)"].volatility, walk_forward(GARCH(), returns[asset], **SETTINGS).volatility)


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
    ],
)
def test_what_cannot_be_is_refused_before_the_work(returns, wrong, says, tmp_path):
    model = Counted(log=str(tmp_path / "log"))
    with pytest.raises((ValueError, TypeError), match=says):
        walk_forward_panel(model, returns, **(SETTINGS | {"n_jobs": 1} | wrong))
    assert not (tmp_path / "log").exists()
