"How long data takes: `python benchmarks/data.py`"
import os
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd
from timing import fastest

import volrisk.yahoo as yahoo
from volrisk.data import check_prices, check_returns, load_sample, log_returns, read_prices


def a_million_minutes():
    rng, index = np.random.default_rng(0), pd.date_range("2023-01-01", periods=1_200_000, freq="min", tz="UTC", name="Datetime")
    close = 100 * np.exp(np.cumsum(5e-4 * rng.standard_t(4, len(index)) / np.sqrt(2)))
    prices = pd.DataFrame({"Open": close, "High": close * 1.0002, "Low": close * 0.9998, "Close": close, "Volume": rng.integers(0, 10**6, len(index))}, index)
    return prices[rng.random(len(index)) > 0.17][:1_000_000]


def main():
    with tempfile.TemporaryDirectory() as folder:
        os.environ["VOLRISK_CACHE_DIR"] = folder
        days = load_sample("sp500")["2008":"2017"].rename_axis("Date")
        first, last = days.index[0].tz_localize("UTC"), days.index[-1].tz_localize("UTC") + pd.Timedelta("1D")
        stored = yahoo.Stored(days[yahoo.COLUMNS], "^GSPC", "1d", last, [(first, last)], (first, last), [])
        path = yahoo.cache_path("^GSPC")
        with yahoo.locked(path):
            yahoo.write_atomically(path, yahoo.encode(stored))
        fetch = lambda: yahoo.download("^GSPC", first, last)
        print(f"{len(fetch())} days from the cache: {fastest(fetch, 20) * 1e3:.1f} ms (wanted: under 50)")

        minutes = a_million_minutes()
        for name, write in {"minutes.csv": minutes.to_csv, "minutes.parquet": minutes.to_parquet}.items():
            write(Path(folder) / name)
            read = fastest(lambda: read_prices(Path(folder) / name), 3)
            print(f"{len(minutes):,} rows of {name} read: {read:.2f} s")
        check = fastest(lambda: check_prices(minutes), 3)
        returns = fastest(lambda: log_returns(minutes), 3)
        series = log_returns(minutes)
        print(f"prices checked: {check:.2f} s, log returns: {returns:.2f} s, returns checked: {fastest(lambda: check_returns(series), 3):.2f} s")
        start = time.perf_counter()
        check_returns(log_returns(prices := read_prices(Path(folder) / "minutes.csv"))), check_prices(prices)
        print(f"CSV read, prices checked, returns made and checked: {time.perf_counter() - start:.2f} s (wanted: under 2)")


if __name__ == "__main__":
    main()
