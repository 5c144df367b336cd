"""Markers and times of the tests.

`pytest -m quick` runs what takes a few seconds, a minute of processor time in all. `pytest -m
numeric` runs what stands on compiled arithmetic, for a second run with NUMBA_CPU_NAME=generic.
`pytest --seconds` prints the processor time of every file, from which QUICK and SLOW are kept.
"""
import os
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "tools"))

# Notebooks and test files that are quick, with processor seconds (compiled functions in the cache).
QUICK = {
    "01_checks.ipynb": 0.1,
    "02_words.ipynb": 0.1,
    "03_results.ipynb": 0.2,
    "11_storage.ipynb": 0.0,
    "10_data.ipynb": 2.4,
    "14_yahoo.ipynb": 0.6,
    "20_laws.ipynb": 4.1,
    "21_residual_laws.ipynb": 0.7,
    "22_forecast.ipynb": 0.5,
    "23_longrun.ipynb": 1.0,
    "28_fitted.ipynb": 2.1,
    "29_models.ipynb": 3.8,
    "31_garch.ipynb": 1.5,
    "32_egarch.ipynb": 2.1,
    "34_longmemory.ipynb": 0.7,
    "36_inference.ipynb": 2.2,
    "38_nagarch.ipynb": 0.5,
    "40_plots.ipynb": 0.5,
    "41_risk.ipynb": 1.3,
    "50_walk.ipynb": 2.0,
    "60_coverage.ipynb": 1.9,
    "61_density.ipynb": 0.4,
    "64_comparison.ipynb": 1.1,
    "90_reporting.ipynb": 2.5,
    "91_spoken.ipynb": 1.8,
    "92_screen.ipynb": 0.9,
    "index.ipynb": 0.6,
    "test_house.py": 5.0,
    "test_import.py": 1.0,
    "test_lookahead.py": 1.3,
    "test_published.py": 0.0,
}

# The rest; 51_panel starts other processes.
SLOW = {
    "04_recursions.ipynb": 13.3,
    "05_optimiser.ipynb": 18.4,
    "06_estimation.ipynb": 51.4,
    "33_aparch.ipynb": 2.2,
    "35_historical.ipynb": 3.9,
    "37_arch_bridge.ipynb": 1.7,
    "51_panel.ipynb": 0.2,
    "62_shortfall.ipynb": 11.0,
    "63_scores.ipynb": 6.3,
    "65_backtesting.ipynb": 6.5,
    "70_ahead.ipynb": 9.5,
    "71_methods.ipynb": 9.3,
    "72_intervals.ipynb": 3.1,
    "73_horizons.ipynb": 3.9,
    "86_transformer.ipynb": 14.6,
    "88_voltransformer.ipynb": 17.2,
    "93_cli.ipynb": 2.7,
    "A0_mathematics.ipynb": 11.1,
    "ablation.ipynb": 0.6,
    "btc_minute.ipynb": 9.2,
    "held_out.ipynb": 15.9,
    "sp500.ipynb": 6.6,
    "test_cache.py": 10.0,
    "test_cli.py": 109.3,
    "test_contract.py": 8.5,
    "test_files.py": 30.9,
    "test_horizon.py": 95.2,
    "test_panel.py": 19.4,
    "test_transformer.py": 4.7,
    "test_voltransformer.py": 8.4,
    "test_yahoo.py": 12.4,
}

# What stands on compiled arithmetic: the same answers are wanted on any processor.
NUMERIC = {
    "04_recursions.ipynb",
    "05_optimiser.ipynb",
    "06_estimation.ipynb",
    "29_models.ipynb",
    "31_garch.ipynb",
    "32_egarch.ipynb",
    "33_aparch.ipynb",
    "34_longmemory.ipynb",
    "38_nagarch.ipynb",
    "70_ahead.ipynb",
    "71_methods.ipynb",
    "test_contract.py",
    "test_lookahead.py",
    "test_published.py",
}
MARKERS = {
    "quick": "takes a few seconds; all of them take a minute of processor time",
    "numeric": "stands on compiled arithmetic; to be run with NUMBA_CPU_NAME=generic too",
}

USED = {}


def used():
    "Processor seconds of this process and of those that it has waited for"
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def unit(item):
    "What a test belongs to: a notebook, or the file it stands in"
    notebook = getattr(item, "callspec", None) and item.callspec.params.get("notebook")
    return notebook.name if notebook else item.path.name


def pytest_configure(config):
    for name, meaning in MARKERS.items():
        config.addinivalue_line("markers", f"{name}: {meaning}")


def pytest_ignore_collect(collection_path, config):
    "Slow files are not even imported where only quick ones are wanted"
    if config.option.markexpr == "quick" and collection_path.name in SLOW:
        return True


def pytest_collection_modifyitems(items):
    for item in items:
        if unit(item) in QUICK:
            item.add_marker("quick")
        if unit(item) in NUMERIC:
            item.add_marker("numeric")


def pytest_addoption(parser):
    parser.addoption("--seconds", action="store_true", help="print the processor time of each file")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item):
    start = used()
    outcome = yield
    USED[unit(item)] = USED.get(unit(item), 0) + used() - start
    return outcome


def pytest_terminal_summary(terminalreporter, config):
    if config.getoption("seconds"):
        for name, seconds in sorted(USED.items(), key=lambda pair: -pair[1]):
            terminalreporter.write_line(f'    "{name}": {seconds:.1f},')
        terminalreporter.write_line(f"{sum(USED.values()):.0f} of {used():.0f} processor seconds")
