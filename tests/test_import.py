"`import volrisk` is light, and everything public can be reached from it"
import importlib
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest

import volrisk


def loaded_by(code):
    "Modules that a fresh process holds after running `code`"
    command = [sys.executable, "-c", f"{code}; import sys; print(*sys.modules)"]
    answer = subprocess.run(command, capture_output=True, text=True, check=True)
    return set(answer.stdout.split())


def test_import_loads_nothing_heavy():
    code = "import volrisk as vr; [getattr(vr, name) for name in vr.__all__]"
    assert not loaded_by(code) & {"torch", "arch", "matplotlib", "plotly", "yfinance", "typer"}


def test_many_models_are_compared_without_arch():
    losses = "vr.multiple.pd.DataFrame(vr.multiple.np.eye(20)[:, :3])"
    code = f"import volrisk as vr; x = {losses}; vr.model_confidence_set(x); vr.spa(x[0], x)"
    assert "arch" not in loaded_by(code)


USES = {
    "forecast": "vr.TransformerVol().fit(r).forecast()",
    "untrained on": "vr.TransformerVol(vr.EWMA()).fit(r).simulate(horizon=3, paths=9, rng=0)",
    "walk": "vr.walk_forward(vr.TransformerVol(), r, window=300, refit=50, progress=False)",
    "panel": "vr.walk_forward_panel([vr.TransformerVol()], r.to_frame('a'), window=300, refit=50)",
    "report": "vr.report(r, [vr.TransformerVol()], window=300, refit=50)",
}


@pytest.mark.parametrize("use", USES)
def test_a_network_that_is_only_used_needs_no_torch(use):
    code = f"import volrisk as vr; r = vr.simulate_returns(400, rng=0); {USES[use]}"
    assert not loaded_by(code) & {"torch", "safetensors"}


VERBS = {"forecast": ["--paths", "1000", "--horizon", "5"], "report": ["--refit", "100"]}


@pytest.mark.parametrize("verb", VERBS)
def test_the_command_line_needs_no_torch(verb, tmp_path):
    days = pd.bdate_range("2015", periods=401, name="Date")
    prices = np.exp(np.random.default_rng(0).normal(0, 0.01, 401).cumsum())
    pd.DataFrame({"Close": prices}, days).to_csv(tmp_path / "prices.csv")
    settings = ["--file", str(tmp_path / "prices.csv"), "--model", "transformer"]
    settings += ["--window", "300", *VERBS[verb]]
    code = (
        f"import os, sys; os.chdir({str(tmp_path)!r}); sys.argv[1:] = {[verb, *settings]!r}\n"
        "from volrisk.cli import main\n"
        "try: main()\n"
        "except SystemExit as end: assert not end.code, end.code\n"
        "print('done')"
    )
    loaded = loaded_by(code)
    assert "done" in loaded and not loaded & {"torch", "safetensors"}


def test_import_loads_only_itself():
    ours = {name for name in loaded_by("import volrisk") if name.startswith("volrisk")}
    assert ours == {"volrisk"}
    assert not loaded_by("import volrisk") & {"numpy", "pandas", "scipy", "numba"}


def test_every_module_can_be_reached():
    code = "import volrisk as vr; vr.coverage.tuff, vr.recursions; vr.coverages"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert answer.stderr.endswith("module 'volrisk' has no attribute 'coverages'\n")


def test_public_names_come_from_the_modules():
    for name in volrisk.__all__:
        value = getattr(volrisk, name)
        module = importlib.import_module(value.__module__)
        assert module.__name__.startswith("volrisk.") and name in module.__all__


def test_no_module_bears_the_name_of_a_public_function():
    assert not set(volrisk._PUBLIC) & set(volrisk.__all__)
