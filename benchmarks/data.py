"How long data takes: `python benchmarks/data.py`"

import os
import tempfile
import time
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd
from timing import fastest

import volrisk.yahoo as yahoo
from volrisk.data import check_prices, check_returns, load_sample, log_returns, read_prices


def a_million_minutes():
    "Prices of a market that never closes, with a sixth of the minutes missing"
    rng = np.random.default_rng(0)
    settings = {"periods": 1_200_000, "freq": "min", "tz": "UTC", "name": "Datetime"}
    index = pd.date_range("2023-01-01", **settings)
    close = 100 * np.exp(np.cumsum(5e-4 * rng.standard_t(4, len(index)) / np.sqrt(2)))
    columns = {"Open": close, "High": close * 1.0002, "Low": close * 0.9998, "Close": close}
    prices = pd.DataFrame({**columns, "Volume": rng.integers(0, 10**6, len(index))}, index)
    return prices[rng.random(len(index)) > 0.17][:1_000_000]


def from_the_cache():
    "Ten years of daily prices, which need no network"
    days = load_sample("sp500")["2008":"2017"].rename_axis("Date")
    first, last = (day.tz_localize("UTC") for day in days.index[[0, -1]])
    last += pd.Timedelta("1D")
    span = first, last
    stored = yahoo.Stored(days[yahoo.COLUMNS], "^GSPC", "1d", last, [span], span, [])
    path = yahoo.cache_path("^GSPC")
    with yahoo.locked(path):
        yahoo.write_atomically(path, yahoo.encode(stored))
    fetch = partial(yahoo.download, "^GSPC", first, last)
    took = 1e3 * fastest(fetch, 20)
    print(f"{len(fetch())} days from the cache: {took:.1f} ms (wanted: under 50)")


def reading(minutes, folder):
    "Files of a million rows"
    writers = {"minutes.csv": minutes.to_csv, "minutes.parquet": minutes.to_parquet}
    for name, write in writers.items():
        write(folder / name)
        took = fastest(partial(read_prices, folder / name), 3)
        print(f"{len(minutes):,} rows of {name} read: {took:.2f} s")


def checking(minutes):
    "What is looked at before a model sees them"
    series = log_returns(minutes)
    check = fastest(partial(check_prices, minutes), 3)
    returns = fastest(partial(log_returns, minutes), 3)
    again = fastest(partial(check_returns, series), 3)
    print(f"prices checked: {check:.2f} s, log returns: {returns:.2f} s", end=", ")
    print(f"returns checked: {again:.2f} s")


def everything(file):
    "From a file to returns, as `volrisk report` goes"
    begin = time.perf_counter()
    prices = read_prices(file)
    check_returns(log_returns(prices))
    check_prices(prices)
    took = time.perf_counter() - begin
    print(f"CSV read, prices checked, returns made and checked: {took:.2f} s (wanted: under 2)")


def main():
    with tempfile.TemporaryDirectory() as folder:
        os.environ["VOLRISK_CACHE_DIR"] = folder
        from_the_cache()
        minutes = a_million_minutes()
        reading(minutes, Path(folder))
        checking(minutes)
        everything(Path(folder) / "minutes.csv")


if __name__ == "__main__":
    main()
