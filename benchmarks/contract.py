"""A simulation with each model, next to GJR-t in one run: `python benchmarks/contract.py`

10,000 paths of 10 days, draws included. Quote the ratios, not the times.
"""
import argparse
import time
import warnings

import pandas as pd
from timing import fastest

import volrisk as vr
from volrisk.models import Model

KINDS = [getattr(vr, name) for name in vr.__all__]
MODELS = [kind for kind in KINDS if isinstance(kind, type) and issubclass(kind, Model)]


def made(kind):
    "A model of the kind, with Student-t innovations where they can be chosen"
    if kind is vr.ArchModel:
        return kind(vol="GARCH", o=1, dist="t")
    fields = getattr(kind, "__dataclass_fields__", {})
    return kind(dist="t") if "dist" in fields else kind()


def fitted(returns):
    "A fit of every model that the library registers, GJR-t first"
    models = sorted(map(made, MODELS), key=lambda model: not isinstance(model, vr.GJR))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return {str(model): model.fit(returns) for model in models}


def milliseconds(fits, paths, horizon, tries):
    "Processor time of the fastest of several calls, by model"
    times = {}
    for name, fit in fits.items():

        def simulated(fit=fit):
            return fit.simulate(horizon, paths, rng=1)

        times[name] = 1e3 * fastest(simulated, tries, time.process_time)
    return times


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--paths", type=int, default=10_000)
    parser.add_argument("--horizon", type=int, default=10)
    parser.add_argument("--tries", type=int, default=20)
    options = parser.parse_args()
    fits = fitted(vr.log_returns(vr.load_sample("sp500")))
    for fit in fits.values():
        fit.simulate(options.horizon, 10, rng=1)  # compiled before the clock runs
    times = pd.Series(milliseconds(fits, **vars(options)), name="ms")
    table = pd.DataFrame({"ms": times, "times GJR-t": times / times.iloc[0]})
    print(f"{options.paths:,} paths x {options.horizon} days")
    print(table.to_string(float_format="{:.3g}".format))
