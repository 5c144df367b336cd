"""Tomorrow's Value-at-Risk and Expected Shortfall, and an honest answer to "does my model work?"

Every public name can be reached from here, and every module as `volrisk.coverage`. A module is
imported when it or one of its names is used, so that `import volrisk` is quick. What `help` says of
its names was made from the comments beside their arguments and lies in `help.jsonl`.
"""

import sys as _sys
from functools import cache as _cache
from importlib import import_module as _load
from importlib.machinery import PathFinder as _PathFinder
from importlib.machinery import SourceFileLoader as _SourceFileLoader
from importlib.util import find_spec as _find

__version__ = "0.2.0"

_PUBLIC = {
    "checks": "ConvergenceWarning DataWarning",
    "results": "BacktestResult",
    "tables": "read_prices",
    "findings": "DataReport Finding",
    "quality": "check_prices check_returns",
    "data": "load_sample log_returns simulate_minutes simulate_returns",
    "bars": "BadAnswer DownloadError NoData Offline RateLimited UnknownSymbol",
    "cache": "cache_clear cached",
    "yahoo": "download download_many",
    "laws": "GED Law Normal SkewT StudentT",
    "residual_laws": "Empirical GPDTail Piecewise distribution",
    "forecast": "Forecast",
    "ranges": "capped_measures daily_closes range_measures realized_measures",
    "fitted": "Fitted",
    "averages": "EWMA MovingAverage",
    "garch": "ARCH GARCH GJR",
    "egarch": "EGARCH",
    "aparch": "APARCH",
    "longmemory": "RiskMetrics2006",
    "historical": (
        "AgeWeighted CornishFisher HistoricalSimulation age_weighted_simulation "
        "cornish_fisher historical_simulation"
    ),
    "inference": "diagnostics news_impact nyblom plot_acf plot_qq",
    "arch_bridge": "ArchModel",
    "nagarch": "NAGARCH",
    "har": "HAR",
    "realized": "RealizedGARCH",
    "plots": "plot_risk plot_risk_interactive",
    "combined": "Combined",
    "assets": "portfolio_returns simple_returns simulate_assets",
    "risk": (
        "RiskTable expected_shortfall loss_shares risk_frame risk_levels risk_table value_at_risk"
    ),
    "recalibration": "recalibrated",
    "correlation": "ADCC CCC CorrelationFit DCC EWMACorrelation",
    "given": "given_correlation",
    "walk": "WalkForward walk_forward",
    "panel": "Panel walk_forward_panel",
    "joint": "Joint JointWalk",
    "contributions": (
        "average_correlation cumulated diversification joint_combinations joint_covariances "
        "joint_paths joint_scenarios joint_stress risk_contributions"
    ),
    "coverage": "TrafficLight binomial kupiec_pof traffic_light tuff violations",
    "clustering": (
        "christoffersen_conditional_coverage christoffersen_independence duration "
        "duration_gmm dynamic_quantile monte_carlo pelletier_wei tbf tbfi timing"
    ),
    "density": "berkowitz berkowitz_tail breaches level_ladder ljung_box multinomial",
    "nulls": "implied_null",
    "calibration": "conditional_calibration",
    "es_regression": "esr",
    "shortfall": (
        "acerbi_szekely acerbi_szekely_null costanzino_curran du_escanciano es_traffic_light "
        "mcneil_frey monte_carlo_es tail_size"
    ),
    "multiple": "ModelConfidenceSet model_confidence_set spa",
    "scores": (
        "FZ0 FZ_HALF FZ_LOGISTIC FisslerZiegel MurphyDiagram crps crps_sample diebold_mariano "
        "fissler_ziegel fz0_score giacomini_white log_score murphy qlike quantile_score "
        "squared_error"
    ),
    "comparison": "Comparison compare select",
    "battery": "BATTERY Trial",
    "backtesting": "BacktestReport backtest",
    "estimated": "du_escanciano_robust escanciano_olmo",
    "advice": "Advice advise",
    "pooled": "PooledCoverage PooledResult pooled_coverage",
    "pooled_losses": "pooled_scores pooled_shortfall",
    "ahead": "variance_forecast",
    "methods": "Bootstrap ClosedForm HorizonRisk Simulation SquareRoot horizon_risk",
    "grids": "horizon_grid",
    "intervals": "RiskInterval risk_interval",
    "horizons": (
        "HorizonWalk horizon_returns horizon_walk_forward overlapping_coverage "
        "separate_coverage"
    ),
    "nettools": "CheckpointError load_checkpoint save_checkpoint",
    "network": "Architecture Network load_network",
    "training": "Schedule learn pretrain",
    "transformer": "TransformerVol",
    "learning": "EarlyStopping Training",
    "voltransformer": "VolTransformer",
    "rhythm": "Rhythm",
    "reporting": "Report report",
    "saved": "save",
    "books": "PortfolioReport portfolio_report",
    "bookfiles": "portfolio_of_files read_weights",
}
_HOME = {name: module for module, names in _PUBLIC.items() for name in names.split()}
_EXTRA = {"learning": "torch", "voltransformer": "torch"}
__all__ = sorted(name for name, module in _HOME.items() if module not in _EXTRA)


def _whole(module):
    "A module; an interrupt waits until all that it imports is there"
    with _load(f"{__name__}.interrupts").held_back():
        return _load(f"{__name__}.{module}")


@_cache
def _help():
    "What is known of the names of each module, as lines of JSON"
    try:
        lines = __loader__.get_data(f"{__path__[0]}/help.jsonl").decode().splitlines()
    except (AttributeError, OSError):
        return {}
    found = {}
    for line in lines:
        module, _, said = line.partition(" ")
        found.setdefault(module, []).append(said)
    return found


def _explain(module):
    "Let `help` say what the arguments of a module's functions and classes are"
    from json import loads

    names = vars(module)
    for line in _help().get(module.__name__.rpartition(".")[2], ()):
        address, _, said = line.partition(" ")
        name, _, method = address.partition(".")
        thing = names.get(name)
        thing = vars(thing).get(method) if method and isinstance(thing, type) else thing
        thing = getattr(thing, "__func__", thing)
        if getattr(thing, "__doc__", None):
            thing.__doc__ = loads(said)


class _Explained(_SourceFileLoader):
    def exec_module(self, module):
        super().exec_module(module)
        _explain(module)


class _Finder:
    "Finds the modules of this package as Python does, and has them explained"

    @staticmethod
    def find_spec(name, path=None, target=None):
        if not name.startswith(f"{__name__}."):
            return None
        spec = _PathFinder.find_spec(name, path, target)
        if spec and type(spec.loader) is _SourceFileLoader:
            spec.loader = _Explained(spec.loader.name, spec.loader.path)
        return spec


if _sys.flags.optimize < 2:
    _sys.meta_path[:] = [one for one in _sys.meta_path if type(one).__module__ != __name__]
    _sys.meta_path.insert(0, _Finder())


def __getattr__(name):
    if name in _HOME:
        value = globals()[name] = getattr(_whole(_HOME[name]), name)
        return value
    if not name.startswith("_") and _find(f"{__name__}.{name}"):
        return _whole(name)
    fault = f"module 'volrisk' has no attribute {name!r}"
    raise AttributeError(fault, name=name, obj=_sys.modules[__name__])


def __dir__():
    missing = {module for module, package in _EXTRA.items() if _find(package) is None}
    public = {name for name, module in _HOME.items() if module not in missing}
    return sorted(public.union(name for name in globals() if name.startswith("__")))
