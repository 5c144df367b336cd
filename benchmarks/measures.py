"""Models that look at a measure, next to a GJR-t that looks at returns alone, in one run

Usage: `python benchmarks/measures.py`
"cold" is a fit of one window, "warm" a refit a day later, "walk" that of 4,000 days with a window
of 1,000 and a refit every 20. All models take turns; quote the ratios, not the times.
Goals: GJR-t with a measure below 3 times GJR-t, cold and warm; each walk below a second.
"""

import argparse
import time
import warnings
from functools import partial

import numpy as np
import pandas as pd

import volrisk as vr

MEASURE = "garman_klass + overnight"
MODELS = {
    "GJR-t": vr.GJR(dist="t"),
    "GJR-t-x": vr.GJR(dist="t", x=MEASURE),
    "RealizedGARCH-t": vr.RealizedGARCH(dist="t"),
    "HAR": vr.HAR(),
    "HAR-t": vr.HAR(dist="t"),
}
LENGTH = 1000


def looking_at(model, measures):
    "The model with its measures of all days, in the order that it looks at them"
    return model.seeing(measures[list(model.measures)].to_numpy().T.copy())


def cold(model, returns, measures, windows):
    "Fit windows that have nothing to do with each other"
    starts = np.linspace(0, len(returns) - LENGTH, windows).astype(int)
    for days in (slice(start, start + LENGTH) for start in starts):
        looking_at(model, measures[days]).estimate_alone(returns.to_numpy()[days])


def warm(model, returns, measures, windows):
    "Refit a window every day"
    starts = np.arange(windows)
    looking_at(model, measures).estimate(returns.to_numpy(), starts, starts + LENGTH)


def walk(model, returns, measures, days):
    "Forecast each day, and refit every 20"
    last = slice(-days - LENGTH, None)
    seen = measures[last] if model.measures else None
    vr.walk_forward(model, returns[last], measures=seen, refit=20, progress=False)


def in_turn(calls, tries):
    "Processor seconds of each call, a row a round"
    rounds = []
    for _ in range(tries):
        times = {}
        for name, call in calls.items():
            begin = time.process_time()
            call()
            times[name] = time.process_time() - begin
        rounds.append(times)
    return pd.DataFrame(rounds)


def compared(work, tries, *how):
    "The fastest round of each model, and the median of its ratios to the first"
    calls = {name: partial(work, model, *how) for name, model in MODELS.items()}
    in_turn(calls, 1)  # compiled by now
    times = in_turn(calls, tries)
    return times.min(), times.div(times.iloc[:, 0], axis=0).median()


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sample", choices=["sp500", "nasdaq"], default="nasdaq")
    parser.add_argument("--windows", type=int, default=200, help="daily refits; a tenth, cold")
    parser.add_argument("--tries", type=int, default=7)
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    bars = vr.load_sample(options.sample)
    data = vr.log_returns(bars), vr.range_measures(bars, check=False)
    few = max(1, options.windows // 10)
    table = {}
    for work, size, count in ((cold, few, few), (warm, options.windows, options.windows)):
        seconds, table[f"{work.__name__}, times GJR-t"] = compared(work, options.tries, *data, size)
        table[f"{work.__name__}, ms"] = 1e3 * seconds / count
    seconds, table["walk, times GJR-t"] = compared(walk, options.tries, *data, 4000)
    table["walk, s"] = seconds
    print(pd.DataFrame(table).sort_index(axis=1).to_string(float_format="{:.3g}".format))


if __name__ == "__main__":
    main()
