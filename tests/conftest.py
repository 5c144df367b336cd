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
QUICK = {}

# The rest.
SLOW = {}

# What stands on compiled arithmetic: the same answers are wanted on any processor.
NUMERIC = {
    "04_recursions.ipynb",
    "05_optimiser.ipynb",
    "06_estimation.ipynb",
    "30_models.ipynb",
    "70_ahead.ipynb",
    "71_methods.ipynb",
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
        terminalreporter.write_line(f"{sum(USED.values()):.0f} seconds of processor time in all")
