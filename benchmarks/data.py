"How long data takes: `python benchmarks/data.py`"

import os
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd
from timing import fastest

import volrisk.yahoo as yahoo
from volrisk.bars import COLUMNS
from volrisk.cache import Stored, cache_path, encode, locked
from volrisk.data import load_sample, log_returns
from volrisk.tables import read_prices
from volrisk.quality import check_prices, check_returns
from volrisk.storage import write_atomically


def a_million_minutes():
    rng, clock = np.random.default_rng(0), {"freq": "min", "tz": "UTC", "name": "Datetime"}
    index = pd.date_range("2023-01-01", periods=1_200_000, **clock)
    close = 100 * np.exp(np.cumsum(5e-4 * rng.standard_t(4, len(index)) / np.sqrt(2)))
    bars = {"Open": close, "High": close * 1.0002, "Low": close * 0.9998, "Close": close}
    prices = pd.DataFrame({**bars, "Volume": rng.integers(0, 10**6, len(index))}, index)
    return prices[rng.random(len(index)) > 0.17][:1_000_000]


def main():
    with tempfile.TemporaryDirectory() as folder:
        os.environ["VOLRISK_CACHE_DIR"] = folder
        from_the_cache()
        from_files(Path(folder))


def from_the_cache():
    days = load_sample("sp500")["2008":"2017"].rename_axis("Date")
    first, last = (day.tz_localize("UTC") for day in days.index[[0, -1]])
    last += pd.Timedelta("1D")
    stored = Stored(days[COLUMNS], "^GSPC", "1d", last, [(first, last)], (first, last), [])
    path = cache_path("^GSPC")
    with locked(path):
        write_atomically(path, encode(stored))

    def fetch():
        return yahoo.download("^GSPC", first, last)

    took = 1e3 * fastest(fetch, 20)
    print(f"{len(fetch())} days from the cache: {took:.1f} ms (wanted: under 50)")


def from_files(folder):
    minutes = a_million_minutes()
    writers = {"minutes.csv": minutes.to_csv, "minutes.parquet": minutes.to_parquet}
    for name, write in writers.items():
        write(folder / name)
        read = fastest(lambda: read_prices(folder / name), 3)
        print(f"{len(minutes):,} rows of {name} read: {read:.2f} s")
    check = fastest(lambda: check_prices(minutes), 3)
    returns = fastest(lambda: log_returns(minutes), 3)
    series = log_returns(minutes)
    checked = fastest(lambda: check_returns(series), 3)
    print(f"prices checked: {check:.2f} s, log returns: {returns:.2f} s")
    print(f"returns checked: {checked:.2f} s")
    start = time.perf_counter()
    prices = read_prices(folder / "minutes.csv")
    check_returns(log_returns(prices))
    check_prices(prices)
    took = time.perf_counter() - start
    print(f"CSV read, prices checked, returns made and checked: {took:.2f} s (wanted: under 2)")


if __name__ == "__main__":
    main()
