"""Markers and times of the tests.

`pytest -m quick` runs what takes a few seconds, a minute of processor time in all. `pytest -m
numeric` runs what stands on compiled arithmetic, for a second run with NUMBA_CPU_NAME=generic.
`pytest --seconds` prints the processor time of every file, from which QUICK and SLOW are kept.
"""
import os
import signal
import sys
from itertools import groupby
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "tools"))

# One thread of linear algebra in each process: several processes that wait for each other's threads
# spend half of their time on it, and nothing here is large enough for more.
for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ.setdefault(name, "1")

# A run that a shell put in the background ignores interrupts, and so would all that it starts.
signal.signal(signal.SIGINT, signal.default_int_handler)

# Notebooks and test files that are quick, with processor seconds (compiled functions in the cache).
QUICK = {
    "02_interrupts.ipynb": 0.1,
    "01_checks.ipynb": 0.4,
    "00_words.ipynb": 0.1,
    "03_compiling.ipynb": 0.6,
    "04_recursions.ipynb": 0.5,
    "07_files.ipynb": 0.4,
    "08_findings.ipynb": 0.0,
    "09_quality.ipynb": 0.5,
    "10_data.ipynb": 2.3,
    "11_storage.ipynb": 1.4,
    "12_bars.ipynb": 0.1,
    "13_cache.ipynb": 0.1,
    "14_yahoo.ipynb": 0.8,
    "15_results.ipynb": 0.4,
    "18_promises.ipynb": 0.1,
    "20_laws.ipynb": 6.1,
    "21_residual_laws.ipynb": 0.8,
    "22_forecast.ipynb": 1.6,
    "23_longrun.ipynb": 0.0,
    "26_settings.ipynb": 0.4,
    "28_fitted.ipynb": 0.3,
    "29_models.ipynb": 6.9,
    "30_averages.ipynb": 1.2,
    "31_garch.ipynb": 1.4,
    "32_egarch.ipynb": 2.6,
    "34_longmemory.ipynb": 0.7,
    "36_inference.ipynb": 1.5,
    "38_nagarch.ipynb": 1.4,
    "39_kept_laws.ipynb": 0.0,
    "40_plots.ipynb": 0.7,
    "41_risk.ipynb": 2.2,
    "50_walk.ipynb": 3.3,
    "60_coverage.ipynb": 0.1,
    "61_clustering.ipynb": 2.4,
    "62_density.ipynb": 0.5,
    "63_nulls.ipynb": 1.0,
    "66_comparison.ipynb": 1.5,
    "67_battery.ipynb": 0.1,
    "90_reporting.ipynb": 2.6,
    "91_spoken.ipynb": 0.5,
    "92_screen.ipynb": 0.2,
    "test_house.py": 2.5,
    "test_looks.py": 0.0,
    "test_import.py": 2.5,
    "test_lookahead.py": 3.1,
    "test_published.py": 0.0,
    "test_trials.py": 4.0,
}

# The rest; 51_panel starts other processes.
SLOW = {
    "06_chains.ipynb": 17.0,
    "16_hard.ipynb": 20.0,
    "3C_likelihood.ipynb": 18.0,
    "52_replicas.ipynb": 13.0,
    "69_estimated.ipynb": 18.0,
    "7F_which_model.ipynb": 23.0,
    "A5_mathematics_tests.ipynb": 22.0,
    "05_optimiser.ipynb": 36.0,
    "17_estimation.ipynb": 70.0,
    "19_draws.ipynb": 3.0,
    "27_plausible.ipynb": 4.1,
    "33_aparch.ipynb": 2.1,
    "35_historical.ipynb": 4.3,
    "37_arch_bridge.ipynb": 1.9,
    "51_panel.ipynb": 0.4,
    "64_shortfall.ipynb": 11.3,
    "1A_nextday.ipynb": 0.3,
    "43_digests.ipynb": 0.3,
    "44_har.ipynb": 4.0,
    "45_realized.ipynb": 8.0,
    "46_combined.ipynb": 20.0,
    "47_recalibration.ipynb": 2.0,
    "48_worlds.ipynb": 5.0,
    "49_by_asset.ipynb": 0.5,
    "4A_pairs.ipynb": 24.0,
    "4B_correlation.ipynb": 2.0,
    "4C_spherical.ipynb": 0.6,
    "4D_assets.ipynb": 4.0,
    "53_joint.ipynb": 22.0,
    "54_contributions.ipynb": 8.0,
    "55_lineup.ipynb": 1.0,
    "57_multiple.ipynb": 7.0,
    "65_scores.ipynb": 6.6,
    "68_backtesting.ipynb": 22.0,
    "70_ahead.ipynb": 30.0,
    "71_methods.ipynb": 14.5,
    "72_intervals.ipynb": 2.7,
    "73_horizons.ipynb": 4.6,
    "75_advice.ipynb": 5.0,
    "76_levels.ipynb": 0.2,
    "77_pageview.ipynb": 0.1,
    "78_drawing.ipynb": 0.7,
    "7D_grids.ipynb": 6.0,
    "7E_pooled_losses.ipynb": 5.0,
    "79_warming.ipynb": 2.0,
    "80_page.ipynb": 1.9,
    "82_nettools.ipynb": 2.5,
    "83_markets.ipynb": 1.1,
    "84_network.ipynb": 3.5,
    "85_training.ipynb": 7.5,
    "86_transformer.ipynb": 5.4,
    "87_learning.ipynb": 8.5,
    "88_voltransformer.ipynb": 9.0,
    "8E_examined.ipynb": 6.0,
    "8F_judged.ipynb": 2.0,
    "89_rhythm.ipynb": 2.0,
    "9D_ask_report.ipynb": 2.0,
    "9E_ask_forecast.ipynb": 3.0,
    "9A_ask_backtest.ipynb": 1.0,
    "9B_ask_data.ipynb": 0.5,
    "9C_upkeep.ipynb": 0.5,
    "9F_cli.ipynb": 0.6,
    "A0_mathematics.ipynb": 24.1,
    "ablation.ipynb": 1.2,
    "btc_minute.ipynb": 5.0,
    "minute_mistakes.ipynb": 9.0,
    "held_out.ipynb": 5.0,
    "index.ipynb": 3.0,
    "ranges.ipynb": 20.0,
    "ranges_limits.ipynb": 14.0,
    "sp500.ipynb": 8.4,
    "test_cache.py": 23.0,
    "test_cli.py": 115.0,
    "test_contract.py": 125.0,
    "test_endless.py": 6.0,
    "test_files.py": 110.0,
    "test_golden.py": 6.5,
    "test_horizon.py": 22.0,
    "test_index.py": 21.0,
    "test_levels.py": 7.0,
    "test_notation.py": 3.0,
    "test_page.py": 5.0,
    "test_panel.py": 44.0,
    "test_stale.py": 60.0,
    "test_ready.py": 155.0,
    "test_reference.py": 44.0,
    "test_transformer.py": 18.0,
    "test_voltransformer.py": 21.0,
    "test_yahoo.py": 23.0,
}

# What stands on compiled arithmetic: the same answers are wanted on any processor.
NUMERIC = {
    "04_recursions.ipynb",
    "17_estimation.ipynb",
    "20_laws.ipynb",
    "29_models.ipynb",
    "31_garch.ipynb",
    "32_egarch.ipynb",
    "33_aparch.ipynb",
    "45_realized.ipynb",
    "4A_pairs.ipynb",
    "70_ahead.ipynb",
    "test_contract.py",
    "test_lookahead.py",
    "test_published.py",
}
MARKERS = {
    "quick": "takes a few seconds; all of them take a minute of processor time",
    "numeric": "stands on compiled arithmetic; to be run with NUMBA_CPU_NAME=generic too",
}

@pytest.fixture
def two_of_ray():
    "Ray with two workers, for joblib; it waits half a minute for itself, too little at times"
    ray = pytest.importorskip("ray")
    from ray.util.joblib import register_ray

    how = {"include_dashboard": False, "log_to_driver": False, "logging_level": "error"}
    for left in (2, 1, 0):
        try:
            ray.init(num_cpus=2, **how)
            break
        except Exception as error:
            ray.shutdown()
            if not left or "timed out during startup" not in str(error):
                raise
    register_ray()
    yield ray
    ray.shutdown()


COSTS = {**QUICK, **SLOW}
USUAL = 3.0  # Seconds of what is not listed
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


def long_first(items):
    "For two processes, each of which begins at a half: what takes long first, in both halves"
    items.sort(key=lambda item: -COSTS.get(unit(item), USUAL))  # each file stays together
    halves = [], []
    for _, group in groupby(items, key=unit):
        min(halves, key=len).extend(group)
    items[:] = [item for half in sorted(halves, key=len, reverse=True) for item in half]


def pytest_collection_modifyitems(config, items):
    for item in items:
        if unit(item) in QUICK:
            item.add_marker("quick")
        if unit(item) in NUMERIC:
            item.add_marker("numeric")
    if hasattr(config, "workerinput"):
        long_first(items)


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
