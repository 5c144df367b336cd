"""The transformer: speed, cost of training next to the original design, accuracy on your prices

    python benchmarks/transformer.py                       speed
    python benchmarks/transformer.py --prices prices.csv   zero-shot against GJR-t on each column
    python benchmarks/transformer.py --bars bars.csv       what open, high and low of one asset add

Times are of the processor, on one thread, so that a busy machine does not change them much.
Quote the ratios of one run.
"""
import argparse
import time

import numpy as np
import pandas as pd
import torch
from timing import fastest

import volrisk as vr
from volrisk.forward import corrections
from volrisk.nettools import tensors
from volrisk.network import INPUTS, Architecture, correction, initial_weights, inputs
from volrisk.training import loss_of
from volrisk.voltransformer import VolTransformer


def seconds(function, tries=5):
    "Processor seconds of the quickest call"
    return fastest(function, tries, time.process_time)


GOALS = {  # name: worst figure that is good enough, and whether more is better
    "fit and forecast, 5,000 days, s": (3, False),
    "corrections, days a second": (100_000, True),
    "5000 paths of 10 days, s": (2, False),
    "original / this network, a step for each target": (100, True),
}


def use(returns):
    "What a user waits for"
    model = vr.TransformerVol()
    fit = model.fit(returns)
    x = np.tile(inputs(returns.to_numpy(), np.full(len(returns) + 1, 1e-4))[0], (4, 1))
    network = model.network

    def correct():
        return corrections(network.forward, x)

    def walk():
        return vr.walk_forward(model, returns[-1250:], progress=False)

    return {
        "fit and forecast, 5,000 days, s": seconds(lambda: model.fit(returns).forecast()),
        "corrections, days a second": len(x) / seconds(correct),
        "5000 paths of 10 days, s": seconds(lambda: fit.simulate(horizon=10, paths=5000, rng=0)),
        "walk forward, 250 daily refits, s": seconds(walk, 1),
    }


def step(parameters, loss, optimiser):
    "A whole training step: forwards, backwards, clip, update"
    optimiser.zero_grad()
    loss().backward()
    torch.nn.utils.clip_grad_norm_(parameters, 1.0)
    optimiser.step()


def cost_of_training():
    "Microseconds of a training step for each target: all positions at once, against one a window"
    rng, architecture = np.random.default_rng(0), Architecture()
    weights = tensors(initial_weights(architecture), learn=True)
    x = torch.tensor(rng.normal(size=(16, 256, INPUTS)), dtype=torch.float32)
    u = torch.ones(16, 256)
    original = VolTransformer()
    window = torch.tensor(rng.normal(size=(128, 60)), dtype=torch.float32)
    own, other = list(weights.values()), list(original.parameters())
    adamw, adam = torch.optim.AdamW(own, lr=1e-3), torch.optim.Adam(other, lr=3e-4)

    def our_loss():
        return loss_of(correction(weights, architecture, x), u).mean()

    def their_loss():
        return original(window).square().mean()

    ours = seconds(lambda: step(own, our_loss, adamw)) / u.numel()
    theirs = seconds(lambda: step(other, their_loss, adam), 2) / len(window)
    return {
        "this network, µs a target": 1e6 * ours,
        "the original, µs a target": 1e6 * theirs,
        "original / this network, a step for each target": theirs / ours,
    }


def day_losses(forecast, returns):
    "QLIKE and 1% quantile score of each day"
    happened = returns.loc[forecast.index]
    squares = (happened - forecast.mean) ** 2
    variance = pd.Series(forecast.volatility**2, forecast.index)
    var = vr.value_at_risk(forecast, 0.99)
    score = vr.quantile_score(happened, var, 0.99)
    return np.log(variance) + squares / variance, score, happened < -var


def accuracy(prices, start, window, refit):
    "One row an asset, and the pooled Diebold-Mariano statistics"
    rows, gaps = {}, {"QLIKE": {}, "score": {}}
    for name, column in prices.items():
        returns = vr.log_returns(column.dropna())
        how = {"window": window, "refit": refit, "start": start, "innovations": "empirical"}
        (ql, score, hits), (their_ql, their_score, their_hits) = (
            day_losses(vr.walk_forward(model, returns, progress=False, **how), returns)
            for model in (vr.TransformerVol(), vr.GJR(dist="t"))
        )
        gaps["QLIKE"][name] = ql - their_ql
        gaps["score"][name] = (score - their_score) / their_score.mean()
        rows[name] = {
            "days": len(ql),
            "QLIKE gap": (ql - their_ql).mean(),
            "DM QLIKE": vr.diebold_mariano(ql, their_ql).statistic,
            "DM score": vr.diebold_mariano(score, their_score).statistic,
            "rate": hits.mean(),
            "Kupiec p": vr.kupiec_pof(hits, 0.99).pvalue,
            "Kupiec p GJR-t": vr.kupiec_pof(their_hits, 0.99).pvalue,
        }
        last = pd.DataFrame(rows).T.iloc[-1:]
        text = last.to_string(float_format="{:.4g}".format, header=len(rows) == 1)
        print(text, flush=True)
    for name, columns in gaps.items():
        gap = pd.DataFrame(columns).mean(axis=1)
        print(f"pooled Diebold-Mariano, {name}: {vr.diebold_mariano(gap, 0 * gap).statistic:+.2f}")
    print(f"better QLIKE on {sum(row['QLIKE gap'] < 0 for row in rows.values())} of {len(rows)}")


def ranges(bars, measure, window, refit):
    "One row a model, against the network that sees closes alone"
    returns = vr.log_returns(bars)
    gjr_x = vr.GJR(dist="t", x=measure)
    closes, *models = (
        vr.TransformerVol(),
        vr.GJR(dist="t"),
        gjr_x,
        vr.TransformerVol(x=measure),
        vr.TransformerVol(gjr_x),
        vr.Combined([vr.TransformerVol(x=measure), gjr_x]),
    )
    how = {"window": window, "refit": refit, "innovations": "empirical", "progress": False}
    theirs = day_losses(vr.walk_forward(closes, returns, **how), returns)
    rows = {}
    for model in models:
        ql, score, hits = day_losses(vr.walk_forward(model, bars, **how), returns)
        rows[str(model)] = {
            "QLIKE": ql.mean(),
            "DM QLIKE": vr.diebold_mariano(ql, theirs[0]).statistic,
            "DM score": vr.diebold_mariano(score, theirs[1]).statistic,
            "Kupiec p": vr.kupiec_pof(hits, 0.99).pvalue,
        }
    print(pd.DataFrame(rows).T.to_string(float_format="{:.4g}".format))


def verdict(name, value):
    "Whether a figure is good enough, if it has to be"
    if name not in GOALS:
        return ""
    goal, more = GOALS[name]
    met = value >= goal if more else value <= goal
    return f"   goal: {'at least' if more else 'at most'} {goal:,}{'' if met else ', MISSED'}"


def speed():
    "Print what a user waits for, and what training costs"
    figures = {**use(vr.log_returns(vr.load_sample())[-5000:]), **cost_of_training()}
    for name, value in figures.items():
        print(f"{name:50} {value:12,.4g}{verdict(name, value)}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--prices", help="CSV: dates, then one column of prices an asset")
    parser.add_argument("--bars", help="file of daily open, high, low and close of one asset")
    parser.add_argument("--measure", default="garman_klass + overnight", help="of each day")
    parser.add_argument("--start", default="2010-01-04", help="first day to forecast")
    parser.add_argument("--window", type=int, default=1000)
    parser.add_argument("--refit", type=int, default=50)
    args = parser.parse_args()
    torch.set_num_threads(1)
    if args.bars:
        ranges(vr.read_prices(args.bars), args.measure, args.window, args.refit)
    elif args.prices:
        prices = pd.read_csv(args.prices, index_col=0, parse_dates=True)
        accuracy(prices, args.start, args.window, args.refit)
    else:
        speed()
