"`import volrisk` is light, and everything public can be reached from it"
import importlib
import subprocess
import sys

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
