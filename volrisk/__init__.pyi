# Made from __init__.py by `python tools/house.py stub`: edit there.

from .assets import JointDay
from .comparison import Selection
from .correlation import Correlation
from .given import GivenCorrelation
from .grids import RiskGrid
from .joint import PortfolioForecast
from .models import Model
from .recalibration import Recalibrated
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any
import numpy as np
import pandas as pd
from . import advice as advice
from . import ahead as ahead
from . import aparch as aparch
from . import arch_bridge as arch_bridge
from . import arrayfile as arrayfile
from . import ask_backtest as ask_backtest
from . import ask_data as ask_data
from . import ask_forecast as ask_forecast
from . import ask_report as ask_report
from . import assets as assets
from . import averages as averages
from . import backtesting as backtesting
from . import bars as bars
from . import battery as battery
from . import bookfiles as bookfiles
from . import bookpage as bookpage
from . import bookparts as bookparts
from . import books as books
from . import by_asset as by_asset
from . import cache as cache
from . import calibration as calibration
from . import chains as chains
from . import checks as checks
from . import cli as cli
from . import clustering as clustering
from . import combined as combined
from . import comparison as comparison
from . import compiling as compiling
from . import contributions as contributions
from . import cornish as cornish
from . import correlation as correlation
from . import coverage as coverage
from . import data as data
from . import daysahead as daysahead
from . import density as density
from . import digests as digests
from . import doctor as doctor
from . import document as document
from . import drawing as drawing
from . import draws as draws
from . import egarch as egarch
from . import es_regression as es_regression
from . import estimated as estimated
from . import estimation as estimation
from . import examined as examined
from . import files as files
from . import findings as findings
from . import fitted as fitted
from . import forecast as forecast
from . import forward as forward
from . import garch as garch
from . import given as given
from . import grids as grids
from . import har as har
from . import hard as hard
from . import historical as historical
from . import horizons as horizons
from . import inference as inference
from . import interrupts as interrupts
from . import intervals as intervals
from . import joint as joint
from . import keeping as keeping
from . import kept_laws as kept_laws
from . import laws as laws
from . import layers as layers
from . import layouts as layouts
from . import learning as learning
from . import levels as levels
from . import lineup as lineup
from . import longmemory as longmemory
from . import longrun as longrun
from . import markets as markets
from . import methods as methods
from . import models as models
from . import multiple as multiple
from . import nagarch as nagarch
from . import nettools as nettools
from . import network as network
from . import nextday as nextday
from . import nulls as nulls
from . import optimiser as optimiser
from . import page as page
from . import pageview as pageview
from . import pagewords as pagewords
from . import pairs as pairs
from . import panel as panel
from . import plausible as plausible
from . import plots as plots
from . import pooled as pooled
from . import pooled_losses as pooled_losses
from . import positions as positions
from . import promises as promises
from . import quality as quality
from . import ranges as ranges
from . import realized as realized
from . import recalibration as recalibration
from . import recursions as recursions
from . import regressors as regressors
from . import replicas as replicas
from . import reporting as reporting
from . import residual_laws as residual_laws
from . import results as results
from . import rhythm as rhythm
from . import risk as risk
from . import runs as runs
from . import saved as saved
from . import scores as scores
from . import screen as screen
from . import settings as settings
from . import shell as shell
from . import shellwords as shellwords
from . import shortfall as shortfall
from . import sources as sources
from . import spherical as spherical
from . import spoken as spoken
from . import storage as storage
from . import tables as tables
from . import training as training
from . import transformer as transformer
from . import typed as typed
from . import uncertainty as uncertainty
from . import upkeep as upkeep
from . import verdict as verdict
from . import views as views
from . import voltransformer as voltransformer
from . import walk as walk
from . import walk_blocks as walk_blocks
from . import warming as warming
from . import words as words
from . import worlds as worlds
from . import yahoo as yahoo
from .correlation import ADCC as ADCC
from .aparch import APARCH as APARCH
from .garch import ARCH as ARCH
from .advice import Advice as Advice
from .historical import AgeWeighted as AgeWeighted
from .arch_bridge import ArchModel as ArchModel
from .network import Architecture as Architecture
from .battery import BATTERY as BATTERY
from .backtesting import BacktestReport as BacktestReport
from .results import BacktestResult as BacktestResult
from .bars import BadAnswer as BadAnswer
from .methods import Bootstrap as Bootstrap
from .correlation import CCC as CCC
from .nettools import CheckpointError as CheckpointError
from .methods import ClosedForm as ClosedForm
from .combined import Combined as Combined
from .comparison import Comparison as Comparison
from .checks import ConvergenceWarning as ConvergenceWarning
from .historical import CornishFisher as CornishFisher
from .correlation import CorrelationFit as CorrelationFit
from .correlation import DCC as DCC
from .findings import DataReport as DataReport
from .checks import DataWarning as DataWarning
from .bars import DownloadError as DownloadError
from .egarch import EGARCH as EGARCH
from .averages import EWMA as EWMA
from .correlation import EWMACorrelation as EWMACorrelation
from .learning import EarlyStopping as EarlyStopping
from .residual_laws import Empirical as Empirical
from .scores import FZ0 as FZ0
from .scores import FZ_HALF as FZ_HALF
from .scores import FZ_LOGISTIC as FZ_LOGISTIC
from .findings import Finding as Finding
from .scores import FisslerZiegel as FisslerZiegel
from .fitted import Fitted as Fitted
from .forecast import Forecast as Forecast
from .garch import GARCH as GARCH
from .laws import GED as GED
from .garch import GJR as GJR
from .residual_laws import GPDTail as GPDTail
from .har import HAR as HAR
from .historical import HistoricalSimulation as HistoricalSimulation
from .methods import HorizonRisk as HorizonRisk
from .horizons import HorizonWalk as HorizonWalk
from .joint import Joint as Joint
from .joint import JointWalk as JointWalk
from .laws import Law as Law
from .multiple import ModelConfidenceSet as ModelConfidenceSet
from .averages import MovingAverage as MovingAverage
from .scores import MurphyDiagram as MurphyDiagram
from .nagarch import NAGARCH as NAGARCH
from .network import Network as Network
from .bars import NoData as NoData
from .laws import Normal as Normal
from .bars import Offline as Offline
from .panel import Panel as Panel
from .residual_laws import Piecewise as Piecewise
from .pooled import PooledCoverage as PooledCoverage
from .pooled import PooledResult as PooledResult
from .books import PortfolioReport as PortfolioReport
from .bars import RateLimited as RateLimited
from .realized import RealizedGARCH as RealizedGARCH
from .reporting import Report as Report
from .rhythm import Rhythm as Rhythm
from .intervals import RiskInterval as RiskInterval
from .longmemory import RiskMetrics2006 as RiskMetrics2006
from .risk import RiskTable as RiskTable
from .training import Schedule as Schedule
from .methods import Simulation as Simulation
from .laws import SkewT as SkewT
from .methods import SquareRoot as SquareRoot
from .laws import StudentT as StudentT
from .coverage import TrafficLight as TrafficLight
from .learning import Training as Training
from .transformer import TransformerVol as TransformerVol
from .battery import Trial as Trial
from .bars import UnknownSymbol as UnknownSymbol
from .voltransformer import VolTransformer as VolTransformer
from .walk import WalkForward as WalkForward
from .nettools import save_checkpoint as save_checkpoint

__version__: str
__all__ = [
    "ADCC",
    "APARCH",
    "ARCH",
    "Advice",
    "AgeWeighted",
    "ArchModel",
    "Architecture",
    "BATTERY",
    "BacktestReport",
    "BacktestResult",
    "BadAnswer",
    "Bootstrap",
    "CCC",
    "CheckpointError",
    "ClosedForm",
    "Combined",
    "Comparison",
    "ConvergenceWarning",
    "CornishFisher",
    "CorrelationFit",
    "DCC",
    "DataReport",
    "DataWarning",
    "DownloadError",
    "EGARCH",
    "EWMA",
    "EWMACorrelation",
    "Empirical",
    "FZ0",
    "FZ_HALF",
    "FZ_LOGISTIC",
    "Finding",
    "FisslerZiegel",
    "Fitted",
    "Forecast",
    "GARCH",
    "GED",
    "GJR",
    "GPDTail",
    "HAR",
    "HistoricalSimulation",
    "HorizonRisk",
    "HorizonWalk",
    "Joint",
    "JointWalk",
    "Law",
    "ModelConfidenceSet",
    "MovingAverage",
    "MurphyDiagram",
    "NAGARCH",
    "Network",
    "NoData",
    "Normal",
    "Offline",
    "Panel",
    "Piecewise",
    "PooledCoverage",
    "PooledResult",
    "PortfolioReport",
    "RateLimited",
    "RealizedGARCH",
    "Report",
    "Rhythm",
    "RiskInterval",
    "RiskMetrics2006",
    "RiskTable",
    "Schedule",
    "Simulation",
    "SkewT",
    "SquareRoot",
    "StudentT",
    "TrafficLight",
    "TransformerVol",
    "Trial",
    "UnknownSymbol",
    "WalkForward",
    "acerbi_szekely",
    "acerbi_szekely_null",
    "advise",
    "age_weighted_simulation",
    "average_correlation",
    "backtest",
    "berkowitz",
    "berkowitz_tail",
    "binomial",
    "breaches",
    "cache_clear",
    "cached",
    "capped_measures",
    "check_prices",
    "check_returns",
    "christoffersen_conditional_coverage",
    "christoffersen_independence",
    "compare",
    "conditional_calibration",
    "cornish_fisher",
    "costanzino_curran",
    "crps",
    "crps_sample",
    "cumulated",
    "daily_closes",
    "diagnostics",
    "diebold_mariano",
    "distribution",
    "diversification",
    "download",
    "download_many",
    "du_escanciano",
    "du_escanciano_robust",
    "duration",
    "duration_gmm",
    "dynamic_quantile",
    "es_traffic_light",
    "escanciano_olmo",
    "esr",
    "expected_shortfall",
    "fissler_ziegel",
    "fz0_score",
    "giacomini_white",
    "given_correlation",
    "historical_simulation",
    "horizon_grid",
    "horizon_returns",
    "horizon_risk",
    "horizon_walk_forward",
    "implied_null",
    "joint_combinations",
    "joint_covariances",
    "joint_paths",
    "joint_scenarios",
    "joint_stress",
    "kupiec_pof",
    "learn",
    "level_ladder",
    "ljung_box",
    "load_checkpoint",
    "load_network",
    "load_sample",
    "log_returns",
    "log_score",
    "loss_shares",
    "mcneil_frey",
    "model_confidence_set",
    "monte_carlo",
    "monte_carlo_es",
    "multinomial",
    "murphy",
    "news_impact",
    "nyblom",
    "overlapping_coverage",
    "pelletier_wei",
    "plot_acf",
    "plot_qq",
    "plot_risk",
    "plot_risk_interactive",
    "pooled_coverage",
    "pooled_scores",
    "pooled_shortfall",
    "portfolio_of_files",
    "portfolio_report",
    "portfolio_returns",
    "pretrain",
    "qlike",
    "quantile_score",
    "range_measures",
    "read_prices",
    "read_weights",
    "realized_measures",
    "recalibrated",
    "report",
    "risk_contributions",
    "risk_frame",
    "risk_interval",
    "risk_levels",
    "risk_table",
    "save",
    "save_checkpoint",
    "select",
    "separate_coverage",
    "simple_returns",
    "simulate_assets",
    "simulate_minutes",
    "simulate_returns",
    "spa",
    "squared_error",
    "tail_size",
    "tbf",
    "tbfi",
    "timing",
    "traffic_light",
    "tuff",
    "value_at_risk",
    "variance_forecast",
    "violations",
    "walk_forward",
    "walk_forward_panel",
]

def acerbi_szekely(returns: pd.Series | np.ndarray, var: pd.Series | np.ndarray, es: pd.Series | np.ndarray, level: float=0.99, kind: int | str=2, *, null: str | float | Law='normal', simulations: int=10000, rng: int | np.random.Generator | None=0) -> BacktestResult:
    r'''Acerbi and Szekely's tests of the ES, with a simulated one-sided p-value

    `kind` is 1 (size of the violations), 2 (size and number), 3 (the largest losses) or
    "minimal bias". `null` is the shape of the returns if the model is right: "normal", the degrees
    of freedom of a t, or a law with a ppf.

    Parameters
    ----------
    returns : Series or array
        Decimal returns
    var : Series or array
        Value-at-Risk, positive loss
    es : Series or array
        Expected shortfall, positive loss
    level : float, default 0.99
        Confidence of VaR and ES
    kind : int or str, default 2
        1, 2, 3 or "minimal bias"
    null : str, float or Law, default "normal"
        "normal", degrees of freedom of a t, or a law with a ppf
    simulations : int, default 10000
        Simulated samples behind the p-value
    rng : int, Generator or None, default 0
        Seed or generator

    Returns
    -------
    BacktestResult
        Z, negative when the ES is too small

    Raises
    ------
    TypeError
        es is the expected shortfall, a positive loss a day, got None
    ValueError
        level is a confidence in (0.5, 1) such as 0.99, got ...
        returns, var and es must be one series each, got shapes ...; pass one column at a time
        kind is 1, 2, 3 or "minimal bias", got ...
        simulations is a whole number of at least 1, got ...
    '''

def acerbi_szekely_null(n: int, level: float=0.99, kind: int | str=2, null: str | float | Law='normal', *, simulations: int=10000, rng: int | np.random.Generator | None=0) -> np.ndarray:
    r'''The distribution of an Acerbi-Szekely statistic under a right model

    Parameters
    ----------
    n : int
        Days
    level : float, default 0.99
        Confidence of the ES
    kind : int or str, default 2
        1, 2, 3 or "minimal bias"
    null : str, float or Law, default "normal"
        "normal", degrees of freedom of a t, or a law with a ppf
    simulations : int, default 10000
        Simulated samples
    rng : int, Generator or None, default 0
        Seed or generator

    Returns
    -------
    array
        Simulated statistics of a right model, sorted

    Raises
    ------
    ValueError
        kind is 1, 2, 3 or "minimal bias", got ...
        n is a whole number of at least 1, got ...
        simulations is a whole number of at least 1, got ...
        level is a confidence in (0.5, 1) such as 0.99, got ...
    '''

def advise(returns: pd.Series, forecasts: Mapping[str, Forecast], level: float | Sequence[float]=0.99, *, side: str='long') -> Advice:
    r'''The mean of the models that no question speaks against

    Parameters
    ----------
    returns : Series
        Realised returns of the position
    forecasts : mapping of str to Forecast
        Walks by model, on the same days
    level : float or sequence of float, default 0.99
        Confidence that is wanted beside 97.5%, or several
    side : str, default "long"
        Of the position that returns and forecasts are about

    Returns
    -------
    Advice
        For the day after the last
    '''

def age_weighted_simulation(returns: pd.Series, window: int=500, *, decay: float=0.99, next_day: str | date | None=None) -> Forecast:
    r'''Tomorrow is one of the last `window` days, rather one of the latest

    Parameters
    ----------
    returns : Series
        Returns, oldest first
    window : int, default 500
        Days before each day
    decay : float, default 0.99
        Weight of a day, relative to the day after it
    next_day : str, date or None, default None
        Date of the day after the last, to forecast it too

    Returns
    -------
    Forecast
        One row for each day with a full window before it

    Raises
    ------
    ValueError
        decay is a weight in (0, 1] such as 0.99, got ...
    '''

def average_correlation(walk: JointWalk) -> pd.Series:
    r'''Mean correlation of two assets, on each day and tomorrow, known the evening before

    Parameters
    ----------
    walk : JointWalk
        Of many assets

    Returns
    -------
    Series
        In [-1, 1], one a day
    '''

def backtest(returns: pd.Series | np.ndarray, var: pd.Series | np.ndarray, es: pd.Series | np.ndarray | None=None, level: float=0.99, *, pit: pd.Series | np.ndarray | None=None, null: str | float | Law | None=None, simulations: int=0, size: float=0.05, rng: int | np.random.Generator | None=0, battery: Iterable[Trial]=..., refits: WalkForward | None=None) -> BacktestReport:
    r'''All tests of a VaR (and ES, and distribution) in one table, with a verdict

    null : "normal", the degrees of freedom of a t such as 5, or a law such as StudentT(5),
    SkewT(5, -0.1), Empirical(residuals) or the dist of a walk-forward forecast.
    pit : dist.cdf((returns - mean) / volatility), small on days of large losses.
    simulations : 999, say, adds simulated p-values for the tests whose usual ones lean on
    asymptotics (seconds to minutes).
    size : what may be believed is corrected for the number of questions (Holm).
    battery : (*BATTERY, Trial(...)) adds a test of your own.
    refits : every p-value then allows for estimated parameters, by walking again through as many
    series as `simulations` says (199 if it is 0) in which the model is right; its PITs are used.

    Parameters
    ----------
    returns : Series or array
        Decimal returns
    var : Series or array
        Value-at-Risk forecasts, positive losses
    es : Series, array or None, default None
        Expected shortfall forecasts, positive losses
    level : float, default 0.99
        Confidence of VaR and ES
    pit : Series, array or None, default None
        Probability integral transforms of the returns
    null : str, float, Law or None, default None
        Shape under a right model; None for a t from ES / VaR
    simulations : int, default 0
        Simulated samples for second p-values of asymptotic tests; 0 for none
    size : float, default 0.05
        Probability that the verdict accuses a right model
    rng : int, Generator or None, default 0
        Seed or generator of what is simulated
    battery : iterable of Trial, default BATTERY
        The tests; those are run whose inputs are given
    refits : WalkForward or None, default None
        The walk behind them, to allow for its estimates

    Returns
    -------
    BacktestReport
        Every applicable test

    Raises
    ------
    TypeError
        refits is the walk that made the forecasts, of walk_forward(...), got ...
    ValueError
        level is a confidence in (0.5, 1) such as 0.99, got ...
        size is the probability of rejecting a right model, in (0, 0.5) such as 0.05, got ...
        simulations is a whole number of at least 0, got ...
        the walk does not say how it was made, as one that was read from a panel: make it again with
          walk_forward(...)
        refits is the walk that made the forecasts, and its ... at this level is not ...: pass
          ...(walk, ...) and returns.loc[walk.index]
    '''

def berkowitz(pit: pd.Series | np.ndarray, lags: int=1) -> BacktestResult:
    r'''Berkowitz' test of the whole distribution

    Parameters
    ----------
    pit : Series or array
        Probability integral transforms
    lags : int, default 1
        Autoregressive lags of the alternative

    Returns
    -------
    BacktestResult
        Likelihood ratio

    Raises
    ------
    ValueError
        lags is a whole number of at least 0, got ...
        pit must be one probability in [0, 1] a day, got values from ... to ...; pass
          dist.cdf((returns - mean) / volatility)
    '''

def berkowitz_tail(pit: pd.Series | np.ndarray, level: float=0.99) -> BacktestResult:
    r'''Berkowitz' test of the loss tail

    Parameters
    ----------
    pit : Series or array
        Probability integral transforms
    level : float, default 0.99
        Confidence beyond which the tail begins

    Returns
    -------
    BacktestResult
        Likelihood ratio

    Raises
    ------
    ValueError
        level is a confidence in (0.5, 1) such as 0.99, got ...
        pit must be one probability in [0, 1] a day, got values from ... to ...; pass
          dist.cdf((returns - mean) / volatility)
    '''

def binomial(violations: pd.Series | np.ndarray, level: float=0.99, *, alternative: str='two-sided', exact: bool=True) -> BacktestResult:
    r'''Binomial test of the number of violations

    Parameters
    ----------
    violations : Series or array
        Boolean, one value a day
    level : float, default 0.99
        Confidence of the VaR
    alternative : str, default "two-sided"
        "greater" (too many), "less" (too few) or "two-sided"
    exact : bool, default True
        p-value of the binomial distribution; False for the normal approximation

    Returns
    -------
    BacktestResult
        z-score of the number of violations

    Raises
    ------
    ValueError
        alternative is "two-sided", "greater" (too many) or "less" (too few), got ...
        violations must be one series, got a table of shape ...; pass one column at a time
        violations must be True or False (or 1 and 0), one a day, got ...; pass violations(returns,
          var)
        level is a confidence in (0.5, 1) such as 0.99, got ...
    '''

def breaches(pit: pd.Series | np.ndarray, levels: pd.Series | np.ndarray) -> np.ndarray:
    r'''How many of the VaR levels each day violated

    Parameters
    ----------
    pit : Series or array
        Probability integral transforms
    levels : Series or array
        Increasing confidences

    Returns
    -------
    array
        Number of levels violated, one count a day

    Raises
    ------
    ValueError
        pit must be one probability in [0, 1] a day, got values from ... to ...; pass
          dist.cdf((returns - mean) / volatility)
    '''

def cache_clear(symbol: str | None=None, interval: str | None=None, everything: bool=False) -> int:
    r'''Delete cached prices, no file of yours; old minutes cannot be downloaded again

    Parameters
    ----------
    symbol : str or None, default None
        Of which symbol; None only with `everything`
    interval : str or None, default None
        Of which interval, None for all of them
    everything : bool, default False
        All symbols

    Returns
    -------
    int
        How many files were deleted

    Raises
    ------
    ValueError
        name one symbol, or say everything=True; got symbol=..., everything=...
        symbol is spelt as on finance.yahoo.com, such as AAPL, ^GSPC, BTC-USD or EURUSD=X; got ...
        interval is one of ..., got ......
    '''

def cached() -> pd.DataFrame:
    r'''What is in the cache

    Returns
    -------
    DataFrame
        One row a file, with what is known about it
    '''

def capped_measures(measures: pd.DataFrame, times: float=10.0, *, days: int=22) -> pd.DataFrame:
    r'''Cap each day's measure by what was usual in the days before it

    Parameters
    ----------
    measures : DataFrame
        Of each day
    times : float, default 10.0
        The median of the days before
    days : int, default 22
        How many days before

    Returns
    -------
    DataFrame
        The same, no day larger than that

    Raises
    ------
    ValueError
        times is a factor of at least 1 such as 10, got ...
        days is a whole number of at least 5, got ...
    '''

def check_prices(prices: pd.DataFrame | pd.Series, level: float=0.99) -> DataReport:
    r'''Everything that is wrong with `prices`, or worth a look, for a volatility model and a VaR

    Parameters
    ----------
    prices : DataFrame or Series
        A price frame, or one series of prices
    level : float, default 0.99
        Confidence of the VaR they are meant for

    Returns
    -------
    DataReport
        Every finding, errors first
    '''

def check_returns(returns: pd.Series, level: float=0.99) -> DataReport:
    r'''Everything that is wrong with `returns`, or worth a look, for a volatility model and a VaR

    Parameters
    ----------
    returns : Series
        Decimal log returns by date
    level : float, default 0.99
        Confidence of the VaR they are meant for

    Returns
    -------
    DataReport
        Every finding, errors first

    Raises
    ------
    TypeError
        returns are one pandas Series, got ...: check the columns of a frame one by one
    '''

def christoffersen_conditional_coverage(violations: pd.Series | np.ndarray, level: float=0.99) -> BacktestResult:
    r'''Christoffersen's conditional coverage: the right number, and no clusters

    Parameters
    ----------
    violations : Series or array
        Boolean, one value a day
    level : float, default 0.99
        Confidence of the VaR

    Returns
    -------
    BacktestResult
        Likelihood ratio

    Raises
    ------
    ValueError
        violations must be one series, got a table of shape ...; pass one column at a time
        violations must be True or False (or 1 and 0), one a day, got ...; pass violations(returns,
          var)
        level is a confidence in (0.5, 1) such as 0.99, got ...
    '''

def christoffersen_independence(violations: pd.Series | np.ndarray) -> BacktestResult:
    r'''Christoffersen's test of independence: does one violation make another likelier tomorrow?

    Parameters
    ----------
    violations : Series or array
        Boolean, one value a day

    Returns
    -------
    BacktestResult
        Likelihood ratio

    Raises
    ------
    ValueError
        violations must be one series, got a table of shape ...; pass one column at a time
        violations must be True or False (or 1 and 0), one a day, got ...; pass violations(returns,
          var)
    '''

def compare(returns: pd.Series, forecasts: Mapping[str, Forecast], level: float=0.99, *, rng: int | np.random.Generator | None=0) -> Comparison:
    r'''Coverage, tests and scores of each forecast on the days that all of them cover

    Parameters
    ----------
    returns : Series
        Realised returns
    forecasts : mapping of str to Forecast
        Forecasts by name
    level : float, default 0.99
        Confidence
    rng : int, Generator or None, default 0
        Seed or generator of the confidence set's bootstrap

    Returns
    -------
    Comparison
        The best quantile score first

    Raises
    ------
    TypeError
        forecasts are a dictionary of at least one forecast by name, got ...; for example {'GARCH':
          forecast}
        returns are one series, got a ...; compare one asset at a time, with panel.of(asset)
        returns must be numbers, got True and False; pass their real part, if the imaginary parts
          mean nothing
        returns must be real numbers, got complex ones; pass their real part, if the imaginary parts
          mean nothing
    ValueError
        these look like ..., not returns: they go from ... to ...
        rng is a seed such as 0 or 42, a numpy Generator, or None, got ...
    '''

def conditional_calibration(returns: pd.Series | np.ndarray, var: pd.Series | np.ndarray, es: pd.Series | np.ndarray, level: float=0.99, volatility: pd.Series | np.ndarray | None=None, *, alternative: str='two-sided') -> BacktestResult:
    r'''Nolde and Ziegel's test of VaR and ES together

    With a `volatility` it is their general test, without one the simple test. `alternative` is
    "two-sided" (Wald) or "greater" (losses are greater than VaR and ES say).
    The simple two-sided p-value is too small with fewer than 200 expected violations.

    Parameters
    ----------
    returns : Series or array
        Decimal returns
    var : Series or array
        Value-at-Risk, positive loss
    es : Series or array
        Expected shortfall, positive loss
    level : float, default 0.99
        Confidence of VaR and ES
    volatility : Series, array or None, default None
        Standard deviation, for the general test
    alternative : str, default "two-sided"
        or "greater": losses are greater than VaR and ES say

    Returns
    -------
    BacktestResult
        Wald statistic; the largest z for "greater"

    Raises
    ------
    TypeError
        es is the expected shortfall, a positive loss a day, got None
    ValueError
        level is a confidence in (0.5, 1) such as 0.99, got ...
        returns, var and es must be one series each, got shapes ...; pass one column at a time
        alternative is "two-sided" or "greater", got ...
        volatility must be a positive standard deviation, got ... values of 0 or less; drop these
          days from all inputs
    '''

def cornish_fisher(returns: pd.Series, window: int=500, *, next_day: str | date | None=None) -> Forecast:
    r'''Tomorrow's quantiles are normal ones, corrected for skewness and kurtosis of the last days

    Only for nearly normal returns: with the kurtosis of daily returns the VaR at 99% is far
    too large.

    Parameters
    ----------
    returns : Series
        Returns, oldest first
    window : int, default 500
        Days before each day
    next_day : str, date or None, default None
        Date of the day after the last, to forecast it too

    Returns
    -------
    Forecast
        One row for each day with a full window before it
    '''

def costanzino_curran(pit: pd.Series | np.ndarray, level: float=0.99, *, exact: bool=False) -> BacktestResult:
    r'''Costanzino and Curran's one-sided test of the ES

    Parameters
    ----------
    pit : Series or array
        Probability integral transforms
    level : float, default 0.99
        Confidence of the ES
    exact : bool, default False
        p-value from the exact law of the sum in place of the normal

    Returns
    -------
    BacktestResult
        z statistic, positive when the ES is too small

    Raises
    ------
    ValueError
        level is a confidence in (0.5, 1) such as 0.99, got ...
        pit must be one probability in [0, 1] a day, got values from ... to ...; pass
          dist.cdf((returns - mean) / volatility)
    '''

def crps(returns: pd.Series | np.ndarray, mean: pd.Series | np.ndarray, volatility: pd.Series | np.ndarray, dist: str | Law, *, nodes: int=5000) -> pd.Series | np.ndarray:
    r'''Continuous ranked probability score of a location-scale forecast

    Parameters
    ----------
    returns : Series or array
        Decimal returns
    mean : Series or array
        Forecast mean
    volatility : Series or array
        Forecast standard deviation
    dist : str or Law
        Unit-variance distribution: a law with a ppf, or "normal"
    nodes : int, default 5000
        Quantiles of the grid

    Returns
    -------
    Series or array
        Score a day, in the units of the returns; a series if an input is one

    Raises
    ------
    ValueError
        volatility must be positive, got ... values of 0 or less (smallest ...); drop these days
          from all inputs
        nodes is a whole number of at least 2, got ...
    '''

def crps_sample(returns: pd.Series | np.ndarray, samples: pd.Series | np.ndarray) -> pd.Series | np.ndarray:
    r'''Continuous ranked probability score of simulated forecasts

    Parameters
    ----------
    returns : Series or array
        Decimal returns
    samples : Series or array
        Simulated returns, one row a day

    Returns
    -------
    Series or array
        Score a day, in the units of the returns; a series if an input is one
    '''

def cumulated(paths: np.ndarray, weights: pd.Series | np.ndarray, *, rebalanced: bool=True) -> np.ndarray:
    r'''What a book makes along paths of its assets

    Parameters
    ----------
    paths : array
        (paths, days, assets) simple returns
    weights : Series or array
        One an asset, on the first day
    rebalanced : bool, default True
        Each evening to the same weights; else drifting

    Returns
    -------
    array
        (paths, days) simple return from the first day to each

    Raises
    ------
    ValueError
        rebalanced is True or False, got ...
    '''

def daily_closes(prices: pd.DataFrame | pd.Series) -> pd.Series:
    r'''Closing prices of days, from prices within them

    Parameters
    ----------
    prices : DataFrame or Series
        Prices within days, oldest first

    Returns
    -------
    Series
        The last price of each day, by day
    '''

def diagnostics(fit: Fitted, *, lags: int=10) -> pd.DataFrame:
    r'''Tests of what the model left in its standardised residuals

    Parameters
    ----------
    fit : Fitted
        What was fitted
    lags : int, default 10
        Lags of the Ljung-Box and ARCH-LM tests

    Returns
    -------
    DataFrame
        statistic and p-value of each test

    Raises
    ------
    TypeError
        this looks at a fitted model, as model.fit(returns) gives it, got ...
    '''

def diebold_mariano(first: pd.Series | np.ndarray, second: pd.Series | np.ndarray, *, horizon: int=1, lags: int | None=None) -> BacktestResult:
    r'''Diebold and Mariano's test of equal accuracy, with the small-sample correction

    Parameters
    ----------
    first : Series or array
        Losses of the first forecast, one a day
    second : Series or array
        Losses of the second
    horizon : int, default 1
        Days ahead of the forecasts
    lags : int or None, default None
        Autocovariances in the variance; None for the Newey-West rule

    Returns
    -------
    BacktestResult
        Statistic, positive when the first is worse

    Raises
    ------
    ValueError
        horizon is a whole number of at least 1, got ...
        lags is a whole number of at least 0, got ...
    '''

def distribution(law: str | type | Law) -> type | Law:
    r'''The law called normal, t, ged, skewt, empirical or gpd

    Parameters
    ----------
    law : str, type or Law
        Name, class or instance

    Returns
    -------
    type or Law
        The class of that name; a class or an instance comes back as it is

    Raises
    ------
    ValueError
        a distribution is one of ... or a law such as StudentT(nu=5), got ...
    '''

def diversification(table: pd.DataFrame) -> float:
    r'''The part of the positions' own risks that holding them together takes away

    Parameters
    ----------
    table : DataFrame
        Of `contributions`

    Returns
    -------
    float
        0 where all positions lose together; 1 would be no risk at all
    '''

def download(symbol: str, start: str | date | None=None, end: str | date | None=None, interval: str='1d', *, refresh: bool=False, offline: bool=False, session: object=None) -> pd.DataFrame:
    r'''Prices from Yahoo Finance, through the cache

    Parameters
    ----------
    symbol : str
        As on finance.yahoo.com: AAPL, ^GSPC, BTC-USD, EURUSD=X
    start : str, date or None, default None
        First date, or UTC moment; None for all that Yahoo has
    end : str, date or None, default None
        Date or moment after the last; None for now
    interval : str, default "1d"
        1m 2m 5m 15m 30m 90m 1h 1d 1wk 1mo
    refresh : bool, default False
        Ask Yahoo even for what is cached
    offline : bool, default False
        Use the cache alone
    session : object, default None
        A `curl_cffi` session instead of yfinance's own

    Returns
    -------
    DataFrame
        Open High Low Close `Adj Close` Volume, by date or by UTC moment

    Raises
    ------
    ValueError
        offline uses the cache alone and refresh asks Yahoo for everything: choose one of them
        session is a curl_cffi Session or None, got ...
        start comes before end and before now, and Yahoo begins in ...; got start ... and end ...
          (end is not included)
        symbol is spelt as on finance.yahoo.com, such as AAPL, ^GSPC, BTC-USD or EURUSD=X; got ...
        interval is one of ..., got ......
    '''

def download_many(symbols: list[str], **how) -> dict[str, pd.DataFrame]:
    r'''Prices of several symbols, with a progress bar; failures are warnings unless all fail

    Parameters
    ----------
    symbols : list of str
        As on finance.yahoo.com
    **how
        `start`, `end`, `interval`... as for download

    Returns
    -------
    dict of str to DataFrame
        Price frames by symbol, those that came

    Raises
    ------
    ValueError
        symbols are a list such as ['AAPL', 'MSFT'], got ...
    '''

def du_escanciano(pit: pd.Series | np.ndarray, level: float=0.99, kind: str='unconditional', *, lags: int=1) -> BacktestResult:
    r'''Du and Escanciano's tests of the generalised violations

    Parameters
    ----------
    pit : Series or array
        Probability integral transforms
    level : float, default 0.99
        Confidence of the ES
    kind : str, default "unconditional"
        "unconditional" (mean) or "conditional" (autocorrelation)
    lags : int, default 1
        Autocorrelations of the conditional test

    Returns
    -------
    BacktestResult
        U (positive when the ES is too small) or C

    Raises
    ------
    ValueError
        kind is one of ..., got ...
        pit must be one probability in [0, 1] a day, got values from ... to ...; pass
          dist.cdf((returns - mean) / volatility)
        level is a confidence in (0.5, 1) such as 0.99, got ...
        lags is a whole number of at least 1, got ...
    '''

def du_escanciano_robust(walk: WalkForward, returns: pd.Series, level: float=0.99, kind: str='number', *, lags: int=1) -> BacktestResult:
    r'''Du and Escanciano's tests of the ES, robust to estimated parameters

    They allow for the variance that estimates add or take away, in large samples, and not for the
    mean that they move: with windows of 500 days and fewer use `backtest(..., refits=walk)`.

    Parameters
    ----------
    walk : WalkForward
        The walk that made the forecasts
    returns : Series
        Realised returns, on its days
    level : float, default 0.99
        Confidence of the ES
    kind : str, default "number"
        "number" (unconditional), or "timing" (conditional)
    lags : int, default 1
        Days that are looked back on, of "timing"

    Returns
    -------
    BacktestResult
        z, positive when the ES is too small; or chi-square

    Raises
    ------
    TypeError
        walk is the walk that made the forecasts, as walk_forward(...) returns it, got ...
    ValueError
        kind is one of ..., got ...
        returns are a series with all days of the walk, such as those it was made of, got ... of ...
        a test needs 50 days of returns that move, got ...
        lags is a whole number of at least 1, got ...
    '''

def duration(violations: pd.Series | np.ndarray, kind: str='weibull') -> BacktestResult:
    r'''Does the chance of a violation depend on the time since the last one?

    `kind` is "weibull" (Christoffersen and Pelletier, continuous) or "geometric" (Berkowitz,
    Christoffersen and Pelletier, discrete).

    Parameters
    ----------
    violations : Series or array
        Boolean, one value a day
    kind : str, default "weibull"
        "weibull" (continuous) or "geometric" (discrete)

    Returns
    -------
    BacktestResult
        Likelihood ratio of a constant hazard

    Raises
    ------
    ValueError
        violations must be one series, got a table of shape ...; pass one column at a time
        violations must be True or False (or 1 and 0), one a day, got ...; pass violations(returns,
          var)
        kind is one of ..., got ...
    '''

def duration_gmm(violations: pd.Series | np.ndarray, level: float | None=0.99, *, moments: int=3) -> BacktestResult:
    r'''Candelon's GMM duration test

    Parameters
    ----------
    violations : Series or array
        Boolean, one value a day
    level : float or None, default 0.99
        Confidence; None estimates the rate and tests independence alone
    moments : int, default 3
        Number of polynomials

    Returns
    -------
    BacktestResult
        J statistic

    Raises
    ------
    ValueError
        violations must be one series, got a table of shape ...; pass one column at a time
        violations must be True or False (or 1 and 0), one a day, got ...; pass violations(returns,
          var)
        moments is a whole number of at least 1 + (level is None), got ...
        level is a confidence in (0.5, 1) such as 0.99, got ...
    '''

def dynamic_quantile(returns: pd.Series | np.ndarray, var: pd.Series | np.ndarray, level: float=0.99, *, lags: int=4) -> BacktestResult:
    r'''Engle and Manganelli's dynamic quantile test

    The instruments are a constant, the last `lags` hits and the VaR of the day.

    Parameters
    ----------
    returns : Series or array
        Decimal returns
    var : Series or array
        Value-at-Risk, positive loss
    level : float, default 0.99
        Confidence of the VaR
    lags : int, default 4
        Lagged hits among the instruments

    Returns
    -------
    BacktestResult
        DQ statistic

    Raises
    ------
    ValueError
        level is a confidence in (0.5, 1) such as 0.99, got ...
        lags is a whole number of at least 0, got ...
        returns, var and es must be one series each, got shapes ...; pass one column at a time
        var is a positive loss such as 0.02, got mostly negative values (median ...); pass -var
        var and returns must be in the same units, got a typical VaR of ... for returns with
          standard deviation ...; use decimals for both, such as ...
        es must not be below var, the mean loss beyond it, got ... such ... (first ...: es ..., var
          ...); check the order of the arguments and that both have the same level
    '''

def es_traffic_light(pit: pd.Series | np.ndarray, level: float=0.99, *, window: int | None=None) -> TrafficLight:
    r'''Costanzino and Curran's traffic light for the ES

    Parameters
    ----------
    pit : Series or array
        Probability integral transforms
    level : float, default 0.99
        Confidence of the ES
    window : int or None, default None
        Count only the last so many days; None counts all

    Returns
    -------
    TrafficLight
        Zone of the sum of generalised violations

    Raises
    ------
    ValueError
        pit must be one probability in [0, 1] a day, got values from ... to ...; pass
          dist.cdf((returns - mean) / volatility)
        level is a confidence in (0.5, 1) such as 0.99, got ...
    '''

def escanciano_olmo(walk: WalkForward, returns: pd.Series, level: float=0.99, kind: str='number', *, lags: int=1) -> BacktestResult:
    r'''Escanciano and Olmo's tests of the violations of an estimated VaR

    They allow for the variance that estimates add or take away, in large samples, and not for the
    mean that they move: with windows of 500 days and fewer use `backtest(..., refits=walk)`.

    Parameters
    ----------
    walk : WalkForward
        The walk that made the forecasts
    returns : Series
        Realised returns, on its days
    level : float, default 0.99
        Confidence of the VaR
    kind : str, default "number"
        "number" of violations, or their "timing"
    lags : int, default 1
        Days that are looked back on, of "timing"

    Returns
    -------
    BacktestResult
        z, positive for too many violations; or chi-square

    Raises
    ------
    TypeError
        walk is the walk that made the forecasts, as walk_forward(...) returns it, got ...
    ValueError
        kind is one of ..., got ...
        returns are a series with all days of the walk, such as those it was made of, got ... of ...
        a test needs 50 days of returns that move, got ...
        lags is a whole number of at least 1, got ...
    '''

def esr(returns: pd.Series | np.ndarray, var: pd.Series | np.ndarray, es: pd.Series | np.ndarray, level: float=0.99, kind: str='strict', *, alternative: str='two-sided', bootstrap: int=0, rng: int | np.random.Generator | None=0) -> BacktestResult:
    r'''Bayer and Dimitriadis' expected shortfall regression

    `kind` is "strict" (the ES explains both parts), "auxiliary" (the VaR explains the quantile) or
    "intercept" (one parameter, signed). Only "auxiliary" looks at the VaR.
    The asymptotic p-value is near its size from 25 expected violations on; fat tails want more.

    Parameters
    ----------
    returns : Series or array
        Decimal returns
    var : Series or array
        Value-at-Risk, positive loss; see `kind` for its part
    es : Series or array
        Expected shortfall, positive loss
    level : float, default 0.99
        Confidence of VaR and ES
    kind : str, default "strict"
        "strict", "auxiliary" or "intercept"
    alternative : str, default "two-sided"
        of "intercept" also "greater": losses are greater than the ES
    bootstrap : int, default 0
        Resamples behind the p-value (999: ten seconds); 0 for the asymptotic one
    rng : int, Generator or None, default 0
        Seed or generator of the resamples

    Returns
    -------
    BacktestResult
        Wald statistic; of "intercept" its signed root, negative when ES is too small

    Raises
    ------
    TypeError
        es is the expected shortfall, a positive loss a day, got None
    ValueError
        level is a confidence in (0.5, 1) such as 0.99, got ...
        returns, var and es must be one series each, got shapes ...; pass one column at a time
        kind is one of ..., got ...
        alternative is "two-sided" or "greater", got ...
        alternative="greater" is for kind="intercept", which has a sign; got kind=...: use esr(...,
          kind="intercept", alternative="greater")
        bootstrap is a whole number of at least 0, got ...
        rng is a seed such as 0 or 42, a numpy Generator, or None, got ...
    '''

def expected_shortfall(forecast: Forecast, level: float=0.99) -> pd.Series:
    r'''Mean loss, given that it exceeds Value-at-Risk

    Parameters
    ----------
    forecast : Forecast
        Location-scale forecast, one row a day
    level : float, default 0.99
        Confidence

    Returns
    -------
    Series
        Positive loss, in the units of the returns; infinite where the tail has no mean
    '''

def fissler_ziegel(returns: pd.Series | np.ndarray, var: pd.Series | np.ndarray, es: pd.Series | np.ndarray, level: float=0.99, family: FisslerZiegel=...) -> pd.Series | np.ndarray:
    r'''A Fissler-Ziegel score of a VaR and ES

    Parameters
    ----------
    returns : Series or array
        Decimal returns
    var : Series or array
        Value-at-Risk, positive loss
    es : Series or array
        Expected shortfall, positive loss
    level : float, default 0.99
        Confidence of VaR and ES
    family : FisslerZiegel, default FZ_HALF
        The functions G1, G2 and its integral

    Returns
    -------
    Series or array
        Score a day; a series if an input is one

    Raises
    ------
    ValueError
        level is a confidence in (0.5, 1) such as 0.99, got ...
        family is FZ0, FZ_HALF, FZ_LOGISTIC or another FisslerZiegel of three functions, got ...
        returns, var and es must be one series each, got shapes ...; pass one column at a time
        var is a positive loss such as 0.02, got mostly negative values (median ...); pass -var
        var and returns must be in the same units, got a typical VaR of ... for returns with
          standard deviation ...; use decimals for both, such as ...
        es must not be below var, the mean loss beyond it, got ... such ... (first ...: es ..., var
          ...); check the order of the arguments and that both have the same level
        es must be positive, got ... values of 0 or less (smallest ...); drop these days from all
          inputs
    '''

def fz0_score(returns: pd.Series | np.ndarray, var: pd.Series | np.ndarray, es: pd.Series | np.ndarray, level: float=0.99) -> pd.Series | np.ndarray:
    r'''FZ0 loss of a VaR and ES

    Parameters
    ----------
    returns : Series or array
        Decimal returns
    var : Series or array
        Value-at-Risk, positive loss
    es : Series or array
        Expected shortfall, positive loss
    level : float, default 0.99
        Confidence of VaR and ES

    Returns
    -------
    Series or array
        Score a day, may be negative; a series if an input is one

    Raises
    ------
    TypeError
        es is the expected shortfall, a positive loss a day, got None
    ValueError
        level is a confidence in (0.5, 1) such as 0.99, got ...
        returns, var and es must be one series each, got shapes ...; pass one column at a time
        es must be positive, got ... values of 0 or less (smallest ...); drop these days from all
          inputs
    '''

def giacomini_white(first: pd.Series | np.ndarray, second: pd.Series | np.ndarray, instruments: pd.Series | np.ndarray | None=None) -> BacktestResult:
    r'''Giacomini and White's test of equal conditional accuracy, one day ahead

    Parameters
    ----------
    first : Series or array
        Losses of the first forecast, one a day
    second : Series or array
        Losses of the second
    instruments : Series, array or None, default None
        Known that evening; None for the difference

    Returns
    -------
    BacktestResult
        Wald statistic
    '''

def given_correlation(model: Correlation, params: Mapping | pd.Series) -> GivenCorrelation:
    r'''A correlation model with known parameters

    Parameters
    ----------
    model : Correlation
        DCC, ADCC, CCC or EWMACorrelation
    params : mapping or Series
        By name, such as {"alpha[1]": 0.03, "beta[1]": 0.95}

    Returns
    -------
    GivenCorrelation
        In whose fits they are

    Raises
    ------
    ValueError
        parameters of ... are not negative and sum to less than ..., gamma by its half, got ...
    '''

def historical_simulation(returns: pd.Series, window: int=500, *, next_day: str | date | None=None) -> Forecast:
    r'''Tomorrow is one of the last `window` days

    Parameters
    ----------
    returns : Series
        Returns, oldest first
    window : int, default 500
        Days before each day
    next_day : str, date or None, default None
        Date of the day after the last, to forecast it too

    Returns
    -------
    Forecast
        One row for each day with a full window before it
    '''

def horizon_grid(fit: object, steps: int | Sequence[int]=..., level: float | Sequence[float]=0.99, *, methods: str | Sequence=..., innovations: str | type | Law | Sequence | None=..., paths: int=10000, rng: int | np.random.Generator | None=0, wealth: float | None=None) -> RiskGrid:
    r'''Risk by method, law, days ahead, alone or together, and level

    innovations : one law or several, by name, class or object, None for the fitted one.
    A method that does not go with the fit has NaN, and there is a warning that says why.

    Parameters
    ----------
    fit : object
        A Fitted
    steps : int or sequence of int, default (1, 5, 10)
        Days ahead
    level : float or sequence of float, default 0.99
        Confidence, or several
    methods : str or Sequence, default ("closed_form", "simulation", "bootstrap")
        Names or objects
    innovations : str, type, Law, Sequence or None, default (None,)
        For methods given by name
    paths : int, default 10000
        Where a method simulates
    rng : int, Generator or None, default 0
        Seed or Generator; None: others on every run
    wealth : float or None, default None
        Adds the losses in money

    Returns
    -------
    RiskGrid
        VaR, ES, their standard errors, and with a wealth both in money

    Raises
    ------
    TypeError
        many days ahead need a fitted model that can be simulated, as model.fit(returns) gives it,
          got ...
    ValueError
        level is one or more confidences such as 0.99 or (0.95, 0.99), got ...
        level is a confidence in (0.5, 1) such as 0.99, got ...
        rng is a seed such as 0 or 42, a numpy Generator, or None, got ...
        wealth is a positive amount of money, got ...; leave it out to see losses as returns
    '''

def horizon_returns(returns: pd.Series, horizon: int=10) -> pd.Series:
    r'''Returns over several days, each ending on its date

    Parameters
    ----------
    returns : Series
        Daily returns, oldest first
    horizon : int, default 10
        Days in a window

    Returns
    -------
    Series
        One for each window, by its last day

    Raises
    ------
    ValueError
        no window of ... fits into ...: use a longer history
        returns need a date index, got ...
        returns hold ... missing or infinite values, the first at ...; drop or mend them before
          fitting
        these look like ..., not returns: they go from ... to ...
        horizon is a whole number of ...s, 1 or more, got ...
    '''

def horizon_risk(fit: object, horizon: int=10, level: float | Sequence[float]=0.99, *, cumulative: bool=True, method: str | object='simulation', paths: int=10000, rng: int | np.random.Generator | None=0, wealth: float | None=None, innovations: str | type | Law | None=None) -> HorizonRisk:
    r'''Value-at-Risk and Expected Shortfall of the return many days ahead

    Parameters
    ----------
    fit : object
        A Fitted, or anything with its simulate
    horizon : int, default 10
        Days ahead
    level : float or sequence of float, default 0.99
        Confidence, or several
    cumulative : bool, default True
        About all days up to the horizon together; False for the last one
    method : str or object, default "simulation"
        One of METHODS, or an object
    paths : int, default 10000
        Where the method simulates
    rng : int, Generator or None, default 0
        Seed or Generator; None: others on every run
    wealth : float or None, default None
        Adds the losses in money
    innovations : str, type, Law or None, default None
        Name, class or law; None for the fitted

    Returns
    -------
    HorizonRisk
        Unpacks to VaR and ES

    Raises
    ------
    TypeError
        many days ahead need a fitted model that can be simulated, as model.fit(returns) gives it,
          got ...
    ValueError
        cumulative is True or False, got ...
        horizon is a whole number of ...s, 1 or more, got ...
        level is one or more confidences such as 0.99 or (0.95, 0.99), got ...
        level is a confidence in (0.5, 1) such as 0.99, got ...
        wealth is a positive amount of money, got ...; leave it out to see losses as returns
        rng is a seed such as 0 or 42, a numpy Generator, or None, got ...
    '''

def horizon_walk_forward(model: Model, returns: pd.Series | pd.DataFrame, horizon: int=10, level: float=0.99, *, measures: pd.DataFrame | pd.Series | None=None, methods: str | Sequence=..., window: int=1000, refit: int=20, expanding: bool=False, start: str | pd.Timestamp | None=None, innovations: str | type | Law | None=None, paths: int=10000, rng: int | np.random.Generator | None=0, progress: bool | Callable=True) -> HorizonWalk:
    r'''Say the risk of the next days together every evening, with what was known

    Parameters
    ----------
    model : Model
        Settings with a fit, such as `GJR(dist="t")`
    returns : Series or DataFrame
        Daily returns, oldest first; or prices
    horizon : int, default 10
        Days together
    level : float, default 0.99
        Confidence
    measures : DataFrame, Series or None, default None
        Of these days, for models with `x`
    methods : str or Sequence, default tuple(METHODS)
        Names or objects, as in horizon_risk
    window : int, default 1000
        Days in the sample of each fit
    refit : int, default 20
        Days between refits
    expanding : bool, default False
        Fit to all days before, instead of the last `window`
    start : str, Timestamp or None, default None
        First day of the first window; None: the earliest
    innovations : str, type, Law or None, default None
        Name, class or law; None for the model's own
    paths : int, default 10000
        Where a method simulates
    rng : int, Generator or None, default 0
        Seed or Generator; None: others on every run
    progress : bool or callable, default True
        Show a bar on terminals; or call it with evenings done

    Returns
    -------
    HorizonWalk
        What was said every evening, and what came

    Raises
    ------
    TypeError
        a model is an object such as GARCH() or EWMA(0.94), got a fit of ..., whose .model it is;
          `volrisk models` lists them all
    ValueError
        window is a whole number of at least 1, got ...
        refit is a whole number of at least 1, got ...
        returns need a date index, got ...
        returns hold ... missing or infinite values, the first at ...; drop or mend them before
          fitting
        these look like ..., not returns: they go from ... to ...
        horizon is a whole number of ...s, 1 or more, got ...
        level is a confidence in (0.5, 1) such as 0.99, got ...
    '''

def implied_null(var: pd.Series | np.ndarray, es: pd.Series | np.ndarray, level: float=0.99) -> str | float:
    r'''The zero-mean shape that has the typical ES/VaR of the forecasts

    Parameters
    ----------
    var : Series or array
        Value-at-Risk, positive loss
    es : Series or array
        Expected shortfall, positive loss
    level : float, default 0.99
        Confidence of VaR and ES

    Returns
    -------
    str or float
        "normal", or the degrees of freedom of a t

    Raises
    ------
    ValueError
        level is a confidence in (0.5, 1) such as 0.99, got ...
    '''

def joint_combinations(walk: JointWalk, weights: Mapping[str, Any], model: Model | None=None, *, rebalanced: bool=True, total: float | None=None) -> dict[str, PortfolioForecast]:
    r'''The mean of the joint forecast and that of the book alone, for many books

    Parameters
    ----------
    walk : JointWalk
        Of many assets
    weights : mapping of str to any
        Weights by name of the book
    model : Model or None, default None
        Of a book as if it were one asset; None for GJR(dist="t")
    rebalanced : bool, default True
        Each evening to the row in force; else drifting
    total : float or None, default None
        What weights sum to, where that is known

    Returns
    -------
    dict of str to PortfolioForecast
        By name of the book

    Raises
    ------
    TypeError
        weights of several books are a mapping such as {'long': weights}, got ...
    '''

def joint_covariances(walk: JointWalk) -> Iterator[JointDay]:
    r'''Means, volatilities and correlations, a day at a time

    Parameters
    ----------
    walk : JointWalk
        Of many assets

    Returns
    -------
    iterator of JointDay
        The days of the walk and tomorrow; `.covariance`, `.correlation`
    '''

def joint_paths(walk: JointWalk, horizon: int=10, *, paths: int=2000, rng: int | np.random.Generator | None=None, day: str | int | date | None=None) -> np.ndarray:
    r'''Returns of all assets on the days ahead, on many paths

    Parameters
    ----------
    walk : JointWalk
        Of many assets
    horizon : int, default 10
        Days ahead
    paths : int, default 2000
        How many
    rng : int, Generator or None, default None
        Seed or generator
    day : str, int, date or None, default None
        The first of these days; None for the one after the last

    Returns
    -------
    array
        (paths, horizon, assets) simple returns

    Raises
    ------
    ValueError
        rng is a seed such as 0 or 42, a numpy Generator, or None, got ...
    '''

def joint_scenarios(walk: JointWalk, day: str | int | date | None=None) -> pd.DataFrame:
    r'''Days of the window as they would be with a day's volatilities and correlations

    Parameters
    ----------
    walk : JointWalk
        Of many assets
    day : str, int, date or None, default None
        A day of the walk; None for the one after the last

    Returns
    -------
    DataFrame
        Simple returns, a row for each day of the window, a column an asset
    '''

def joint_stress(walk: JointWalk, shocks: Mapping[str, float] | pd.Series, *, day: str | int | date | None=None, df: float | None=None) -> pd.DataFrame:
    r'''What all assets are expected to do on a day when some do as said

    Parameters
    ----------
    walk : JointWalk
        Of many assets
    shocks : mapping of str to float or Series
        Simple returns of some assets, such as {"oil": -0.1}
    day : str, int, date or None, default None
        A day of the walk; None for the one after the last
    df : float or None, default None
        Of a multivariate t, above 2; None for a normal law

    Returns
    -------
    DataFrame
        return and volatility by asset; `.attrs["distance"]` in standard deviations

    Raises
    ------
    TypeError
        shocks are returns by asset, such as {'oil': -0.1}, got ...
    ValueError
        shocks name ..., which the returns do not have; they have ......
        shocks are simple returns, not below -1, got ...; -0.1 is a fall by a tenth
        df is a number of at least 2.0001, got ...
    '''

def kupiec_pof(violations: pd.Series | np.ndarray, level: float=0.99, *, exact: bool=False) -> BacktestResult:
    r'''Kupiec's proportion-of-failures test: is the number of violations right?

    The p-value is asymptotic; with fewer than some ten expected violations use `exact=True`,
    or `binomial`.

    Parameters
    ----------
    violations : Series or array
        Boolean, one value a day
    level : float, default 0.99
        Confidence of the VaR
    exact : bool, default False
        p-value from the binomial distribution in place of the chi-square

    Returns
    -------
    BacktestResult
        Likelihood ratio

    Raises
    ------
    ValueError
        violations must be one series, got a table of shape ...; pass one column at a time
        violations must be True or False (or 1 and 0), one a day, got ...; pass violations(returns,
          var)
        level is a confidence in (0.5, 1) such as 0.99, got ...
    '''

def learn(returns: pd.Series | pd.DataFrame, baseline: Model=..., *, ranges: np.ndarray | None=None, network: Network | None=None, share: float=0.8, architecture: Architecture=..., schedule: Schedule=..., seed: int=0, device: str | None=None) -> Network:
    r'''Train on real returns: earlier days teach, later days stop

    Parameters
    ----------
    returns : Series or DataFrame
        Of one asset, or of many on the days that all of them have
    baseline : Model, default GJR(dist="t")
        What is corrected
    ranges : array or None, default None
        Measures of the same days, days × assets
    network : Network or None, default None
        Where to begin; untrained, if not given
    share : float, default 0.8
        Of the days to learn from; the rest says when to stop
    architecture : Architecture, default Architecture()
        Of an untrained network
    schedule : Schedule, default Schedule()
        Steps, rate, size of a batch
    seed : int, default 0
        Of training; goes into the record
    device : str or None, default None
        "cpu", "cuda"; None for a GPU if there is one

    Returns
    -------
    Network
        With a record of where it comes from

    Raises
    ------
    TypeError
        the baseline is a classical model such as GJR(dist='t') or EWMA(0.94), got ...
        schedule is a Schedule, for example Schedule(steps=200), got ...
    ValueError
        a network is taught beside a baseline with one measure or none, such as GJR(dist='t',
          x='garman_klass + overnight'), got ...
        returns need a date index, got ...
        returns hold ... missing or infinite values, the first at ...; drop or mend them before
          fitting
        these look like ..., not returns: they go from ... to ...
    '''

def level_ladder(level: float=0.975, *, steps: int=4) -> np.ndarray:
    r'''The levels of Kratz, Lok and McNeil

    Parameters
    ----------
    level : float, default 0.975
        Confidence of the lowest level
    steps : int, default 4
        Number of levels

    Returns
    -------
    array
        Levels, spaced evenly from level up to (not including) 1

    Raises
    ------
    ValueError
        level is a confidence in (0.5, 1) such as 0.99, got ...
        steps is a whole number of at least 1, got ...
    '''

def ljung_box(pit: pd.Series | np.ndarray, *, lags: int=10, power: int=1) -> BacktestResult:
    r'''Ljung and Box' test of autocorrelation in the PITs

    Parameters
    ----------
    pit : Series or array
        Probability integral transforms
    lags : int, default 10
        Number of autocorrelations
    power : int, default 1
        1 looks at the mean, 2 at the volatility

    Returns
    -------
    BacktestResult
        Q statistic

    Raises
    ------
    ValueError
        lags is a whole number of at least 1, got ...
        power is a whole number of at least 1, got ...
        pit must be one probability in [0, 1] a day, got values from ... to ...; pass
          dist.cdf((returns - mean) / volatility)
    '''

def load_checkpoint(path: str | Path, expected: dict | None=None) -> tuple:
    r'''Read weights and their record; `CheckpointError` says why a file cannot be used

    Parameters
    ----------
    path : str or Path
        File of weights
    expected : dict or None, default None
        What the record must say, nested like `about`; None for anything

    Returns
    -------
    tuple
        Tensors by name, on the CPU, and their record
    '''

def load_network(path: str | Path) -> Network:
    r'''Read weights; those that were made before there were ranges look at none

    Parameters
    ----------
    path : str or Path
        A file that Network.save wrote

    Returns
    -------
    Network
        Refused with a sentence when it is none, or was made for other inputs
    '''

def load_sample(name: str='sp500') -> pd.DataFrame:
    r'''Daily index prices that come with the `arch` package

    Parameters
    ----------
    name : str, default "sp500"
        "sp500" or "nasdaq"

    Returns
    -------
    DataFrame
        Daily prices by date, 1999-2018, with `Close` and `Adj Close`

    Raises
    ------
    ValueError
        name is one of ..., got ...
    '''

def log_returns(prices: pd.DataFrame | pd.Series, *, gaps: str | None=None) -> pd.Series:
    r'''Log returns of `prices`

    Parameters
    ----------
    prices : DataFrame or Series
        Prices, oldest first
    gaps : str or None, default None
        "drop" or "keep" returns over gaps; None drops intraday ones only

    Returns
    -------
    Series
        Decimal log returns; `.attrs["gaps_dropped"]` says how many were dropped

    Raises
    ------
    ValueError
        gaps is 'drop', 'keep' or None, got ...
    '''

def log_score(returns: pd.Series | np.ndarray, mean: pd.Series | np.ndarray, volatility: pd.Series | np.ndarray, dist: str | Law) -> pd.Series | np.ndarray:
    r'''Logarithmic score of a location-scale forecast

    Parameters
    ----------
    returns : Series or array
        Decimal returns
    mean : Series or array
        Forecast mean
    volatility : Series or array
        Forecast standard deviation
    dist : str or Law
        Unit-variance distribution: a law with a logpdf, or "normal"

    Returns
    -------
    Series or array
        Minus the log density a day; a series if an input is one

    Raises
    ------
    ValueError
        volatility must be positive, got ... values of 0 or less (smallest ...); drop these days
          from all inputs
    '''

def loss_shares(forecast: Forecast, level: float=0.99) -> pd.DataFrame:
    r'''VaR and ES as shares of a long position; simple returns are such shares

    Parameters
    ----------
    forecast : Forecast
        Location-scale forecast of log returns, one row a day
    level : float, default 0.99
        Confidence

    Returns
    -------
    DataFrame
        Columns VaR and ES, shares of a long position, below 1

    Raises
    ------
    TypeError
        risk is measured on a Forecast, as fit.forecast(), fit.in_sample() or walk_forward(...) make
          it, got a ...
    ValueError
        level is a confidence in (0.5, 1) such as 0.99, got ...
    '''

def mcneil_frey(returns: pd.Series | np.ndarray, var: pd.Series | np.ndarray, es: pd.Series | np.ndarray, volatility: pd.Series | np.ndarray | None=None, *, bootstrap: int=2000, rng: int | np.random.Generator | None=0) -> BacktestResult:
    r'''McNeil and Frey's test of the exceedance residuals against a positive mean

    Parameters
    ----------
    returns : Series or array
        Decimal returns
    var : Series or array
        Value-at-Risk, positive loss
    es : Series or array
        Expected shortfall, positive loss
    volatility : Series, array or None, default None
        Standard deviation; None scales by the ES
    bootstrap : int, default 2000
        Resamples
    rng : int, Generator or None, default 0
        Seed or generator

    Returns
    -------
    BacktestResult
        t statistic, positive when the ES is too small

    Raises
    ------
    TypeError
        es is the expected shortfall, a positive loss a day, got None
    ValueError
        returns, var and es must be one series each, got shapes ...; pass one column at a time
        rng is a seed such as 0 or 42, a numpy Generator, or None, got ...
        bootstrap is a whole number of at least 1, got ...
        volatility must be a positive standard deviation, got ... values of 0 or less; drop these
          days from all inputs
    '''

def model_confidence_set(losses: pd.DataFrame, *, size: float=0.1, reps: int=1000, block_size: int | None=None, method: str='R', rng: int | np.random.Generator | None=0) -> ModelConfidenceSet:
    r'''The model confidence set of a frame of losses

    The best model is in the set with probability 1 - `size`.

    Parameters
    ----------
    losses : DataFrame
        One column a model, one row a day
    size : float, default 0.1
        Probability that the best model is left out
    reps : int, default 1000
        Bootstrap samples
    block_size : int or None, default None
        Mean block length in days; None for the root of the sample size
    method : str, default "R"
        Statistic: "R" for two models, "max" for a model against the average
    rng : int, Generator or None, default 0
        Seed or generator

    Returns
    -------
    ModelConfidenceSet
        The models that remain

    Raises
    ------
    ValueError
        method is "R", the largest difference of two models, or "max", of a model from the average,
          got ...
        rng is a seed such as 0 or 42, a numpy Generator, or None, got ...
        reps is a whole number of at least 1, got ...
        size is the probability of rejecting a right model, in (0, 0.5) such as 0.05, got ...
    '''

def monte_carlo(test: Callable, violations: pd.Series | np.ndarray, level: float=0.99, *, simulations: int=999, rng: int | np.random.Generator | None=0) -> BacktestResult:
    r'''A test with its p-value from simulated independent violations

    A statistic with a sign, such as a z-score, counts by its size: the p-value is two-sided.
    A test that reads the VaR too is given as a function of the violations, such as
    `lambda hits: dynamic_quantile(np.where(hits, -2 * v, v), v)`.

    Parameters
    ----------
    test : callable
        A test of one violation series, such as christoffersen_independence
    violations : Series or array
        Boolean, one value a day
    level : float, default 0.99
        Confidence of the VaR
    simulations : int, default 999
        Simulated samples
    rng : int, Generator or None, default 0
        Seed or generator

    Returns
    -------
    BacktestResult
        The statistic of `test` with a simulated p-value

    Raises
    ------
    ValueError
        simulations is a whole number of at least 1, got ...
        violations must be one series, got a table of shape ...; pass one column at a time
        violations must be True or False (or 1 and 0), one a day, got ...; pass violations(returns,
          var)
        level is a confidence in (0.5, 1) such as 0.99, got ...
        rng is a seed such as 0 or 42, a numpy Generator, or None, got ...
    '''

def monte_carlo_es(test: Callable, returns: pd.Series | np.ndarray, var: pd.Series | np.ndarray, es: pd.Series | np.ndarray, level: float=0.99, *, null: str | float | Law='normal', simulations: int=199, rng: int | np.random.Generator | None=0) -> BacktestResult:
    r'''An ES test with its p-value from simulated returns

    Parameters
    ----------
    test : callable
        A test of (returns, var, es), such as a lambda that fixes its level
    returns : Series or array
        Decimal returns
    var : Series or array
        Value-at-Risk, positive loss
    es : Series or array
        Expected shortfall, positive loss
    level : float, default 0.99
        Confidence of VaR and ES
    null : str, float or Law, default "normal"
        "normal", degrees of freedom of a t, or a law with a ppf
    simulations : int, default 199
        Simulated samples
    rng : int, Generator or None, default 0
        Seed or generator

    Returns
    -------
    BacktestResult
        The statistic of `test` with a simulated p-value

    Raises
    ------
    TypeError
        es is the expected shortfall, a positive loss a day, got None
    ValueError
        simulations is a whole number of at least 1, got ...
        level is a confidence in (0.5, 1) such as 0.99, got ...
        rng is a seed such as 0 or 42, a numpy Generator, or None, got ...
        returns, var and es must be one series each, got shapes ...; pass one column at a time
    '''

def multinomial(breaches: pd.Series | np.ndarray, levels: pd.Series | np.ndarray, kind: str='nass') -> BacktestResult:
    r'''Multinomial test of several VaR levels at once

    Parameters
    ----------
    breaches : Series or array
        Number of levels violated, one count a day
    levels : Series or array
        The increasing confidences that were counted
    kind : str, default "nass"
        "pearson", "nass" or "lrt"

    Returns
    -------
    BacktestResult
        Chi-square statistic

    Raises
    ------
    ValueError
        kind is one of ..., got ...
        levels must be increasing confidences in (0.5, 1) such as level_ladder(0.975), got ...
        breaches must be counts from 0 to the ... levels, got ... to ...; pass breaches(pit, levels)
    '''

def murphy(returns: pd.Series | np.ndarray, forecasts: Mapping | pd.DataFrame, level: float=0.99, thresholds: pd.Series | np.ndarray | None=None) -> MurphyDiagram:
    r'''Murphy diagram of VaR forecasts

    Parameters
    ----------
    returns : Series or array
        Decimal returns
    forecasts : mapping or DataFrame
        Value-at-Risk series by name, positive losses
    level : float, default 0.99
        Confidence of the VaR
    thresholds : Series, array or None, default None
        Returns to look at; None for 200

    Returns
    -------
    MurphyDiagram
        Mean elementary score by threshold and forecast

    Raises
    ------
    ValueError
        level is a confidence in (0.5, 1) such as 0.99, got ...
    '''

def news_impact(fit: Fitted, shocks: float | Sequence[float] | np.ndarray) -> np.ndarray:
    r'''Tomorrow's volatility as a function of today's shock, from the mean variance of the sample

    Parameters
    ----------
    fit : Fitted
        What was fitted
    shocks : float, sequence of float or array
        Shocks of today, in the units of the returns

    Returns
    -------
    array
        Tomorrow's volatility after each

    Raises
    ------
    TypeError
        this looks at a fitted model, as model.fit(returns) gives it, got ...
    '''

def nyblom(fit: Fitted) -> pd.DataFrame:
    r'''Do the parameters change within the sample?

    Parameters
    ----------
    fit : Fitted
        With parameters that maximise the likelihood

    Returns
    -------
    DataFrame
        statistic and p-value, of each parameter and of all together

    Raises
    ------
    TypeError
        this looks at a fitted model, as model.fit(returns) gives it, got ...
    ValueError
        Nyblom's test is about parameters that maximise a likelihood, and ... has none; use a model
          such as GARCH()
    '''

def overlapping_coverage(violations: pd.Series, horizon: int, level: float=0.99, *, law: str | type | Law=..., runs: int=2000, rng: int | np.random.Generator | None=0) -> BacktestResult:
    r'''Test of the number of violations in overlapping windows, against its simulated distribution

    Parameters
    ----------
    violations : Series
        Boolean, one a window, each window a day after the one before
    horizon : int
        Days in a window
    level : float, default 0.99
        Confidence
    law : str, type or Law, default Normal
        Law of the daily innovations
    runs : int, default 2000
        Simulated histories, 100 or more
    rng : int, Generator or None, default 0
        Seed or Generator

    Returns
    -------
    BacktestResult
        Standardised count of violations

    Raises
    ------
    ValueError
        violations must be one series, got a table of shape ...; pass one column at a time
        violations must be True or False (or 1 and 0), one a day, got ...; pass violations(returns,
          var)
        level is a confidence in (0.5, 1) such as 0.99, got ...
    '''

def pelletier_wei(returns: pd.Series | np.ndarray, var: pd.Series | np.ndarray, level: float=0.99) -> BacktestResult:
    r'''The geometric-VaR test of coverage, duration independence and VaR independence

    Parameters
    ----------
    returns : Series or array
        Decimal returns
    var : Series or array
        Value-at-Risk, positive loss
    level : float, default 0.99
        Confidence of the VaR

    Returns
    -------
    BacktestResult
        Likelihood ratio

    Raises
    ------
    ValueError
        level is a confidence in (0.5, 1) such as 0.99, got ...
        returns, var and es must be one series each, got shapes ...; pass one column at a time
        var is a positive loss such as 0.02, got mostly negative values (median ...); pass -var
        var and returns must be in the same units, got a typical VaR of ... for returns with
          standard deviation ...; use decimals for both, such as ...
        es must not be below var, the mean loss beyond it, got ... such ... (first ...: es ..., var
          ...); check the order of the arguments and that both have the same level
    '''

def plot_acf(fit: Fitted, *, lags: int=30, ax: Any=None) -> Any:
    r'''Autocorrelation of the squared innovations, with a 95% band

    Parameters
    ----------
    fit : Fitted
        What was fitted
    lags : int, default 30
        How many
    ax : any, default None
        matplotlib axes to draw on; None for new ones

    Returns
    -------
    any
        The axes

    Raises
    ------
    TypeError
        this looks at a fitted model, as model.fit(returns) gives it, got ...
    '''

def plot_qq(fit: Fitted, ax: Any=None) -> Any:
    r'''Quantiles of the innovations against those of their law

    Parameters
    ----------
    fit : Fitted
        What was fitted
    ax : any, default None
        matplotlib axes to draw on; None for new ones

    Returns
    -------
    any
        The axes

    Raises
    ------
    TypeError
        this looks at a fitted model, as model.fit(returns) gives it, got ...
    '''

def plot_risk(returns: pd.Series, var: pd.Series, es: pd.Series | None=None, volatility: pd.Series | None=None, *, ax: Any=None, start: str | pd.Timestamp | None=None, end: str | pd.Timestamp | None=None) -> Any:
    r'''Returns, the loss bounds, and the days that broke them

    Parameters
    ----------
    returns : Series
        Returns, decimals
    var : Series
        Value-at-Risk, a positive loss
    es : Series or None, default None
        Expected Shortfall, a positive loss
    volatility : Series or None, default None
        Standard deviation, drawn as a band
    ax : any, default None
        Axes to draw on
    start : str, Timestamp or None, default None
        First date to show
    end : str, Timestamp or None, default None
        Last date to show

    Returns
    -------
    any
        The axes
    '''

def plot_risk_interactive(returns: pd.Series, var: pd.Series, es: pd.Series | None=None, volatility: pd.Series | None=None, *, start: str | pd.Timestamp | None=None, end: str | pd.Timestamp | None=None) -> Any:
    r'''`plot_risk` with zoom, and each day's numbers under the pointer

    Parameters
    ----------
    returns : Series
        Returns, decimals
    var : Series
        Value-at-Risk, a positive loss
    es : Series or None, default None
        Expected Shortfall, a positive loss
    volatility : Series or None, default None
        Standard deviation
    start : str, Timestamp or None, default None
        First date to show
    end : str, Timestamp or None, default None
        Last date to show

    Returns
    -------
    any
        A plotly Figure

    Raises
    ------
    ImportError
        an interactive plot needs plotly
    '''

def pooled_coverage(violations: pd.DataFrame, level: float=0.99, *, alternative: str='two-sided') -> PooledCoverage:
    r'''Is the number of violations of all books right, their dependence allowed for?

    A book may lack days (NaN). Two-sided p-values are twice the smaller tail.

    Parameters
    ----------
    violations : DataFrame
        True where the loss exceeds the VaR; a row a day, a column a book
    level : float, default 0.99
        Confidence of the VaR
    alternative : str, default "two-sided"
        "greater" (too many), "less" (too few) or "two-sided"

    Returns
    -------
    PooledCoverage
        z-score of the number of violations

    Raises
    ------
    ValueError
        alternative is "two-sided", "greater" (too many) or "less" (too few), got ...
        level is a confidence in (0.5, 1) such as 0.99, got ...
    '''

def pooled_scores(returns: pd.DataFrame, first: pd.DataFrame | tuple, second: pd.DataFrame | tuple, level: float=0.99) -> PooledResult:
    r'''Which of two forecasts of all books is better, and is it luck?

    Diebold and Mariano's test of the mean score of a day: FZ0 with an ES, the quantile score
    relative to its mean without. A book may lack days (NaN).

    Parameters
    ----------
    returns : DataFrame
        Decimal returns; a row a day, a column a book
    first : DataFrame or tuple
        VaR frame of the first forecast, or its (VaR, ES)
    second : DataFrame or tuple
        Of the second
    level : float, default 0.99
        Confidence of VaR and ES

    Returns
    -------
    PooledResult
        Statistic, positive when the first is worse

    Raises
    ------
    ValueError
        level is a confidence in (0.5, 1) such as 0.99, got ...
    '''

def pooled_shortfall(returns: pd.DataFrame, var: pd.DataFrame, es: pd.DataFrame, *, bootstrap: int=2000, rng: int | np.random.Generator | None=0) -> PooledResult:
    r'''Are the losses of all books beyond the VaR larger than the ES says?

    McNeil and Frey's test with the day as the unit. A book may lack days (NaN).

    Parameters
    ----------
    returns : DataFrame
        Decimal returns; a row a day, a column a book
    var : DataFrame
        Value-at-Risk, positive loss
    es : DataFrame
        Expected shortfall, positive loss
    bootstrap : int, default 2000
        Resamples
    rng : int, Generator or None, default 0
        Seed or generator

    Returns
    -------
    PooledResult
        t statistic, positive when the ES is too small

    Raises
    ------
    ValueError
        column ...: es must be positive; drop the days without a position
        returns, var and es must be one series each, got shapes ...; pass one column at a time
        column ...
        rng is a seed such as 0 or 42, a numpy Generator, or None, got ...
        bootstrap is a whole number of at least 1, got ...
    '''

def portfolio_of_files(prices: pd.DataFrame | Mapping | str | Path | Sequence, weights: pd.Series | pd.DataFrame | Mapping | str | Path | None=None, **settings) -> PortfolioReport:
    r'''The report of a portfolio from files of prices and of weights

    Parameters
    ----------
    prices : DataFrame, mapping, str, Path or Sequence
        Files, or what they hold
    weights : Series, DataFrame, mapping, str, Path or None, default None
        A file, "equal", ...
    **settings
        As for `portfolio_report`

    Returns
    -------
    PortfolioReport
        Of the book that they make
    '''

def portfolio_report(assets: pd.DataFrame | Mapping, weights: pd.Series | pd.DataFrame | Mapping | str | None=None, *, level: float | Sequence[float]=0.99, window: int | None=None, refit: int=20, days: int=2000, joint: Joint | None=None, model: Model | None=None, rebalanced: bool=True, wealth: float | None=None, calendar: str | None=None, title: str='portfolio', progress: bool | Callable=True) -> PortfolioReport:
    r'''What a portfolio may lose, who contributes to it, and whether to believe it

    Parameters
    ----------
    assets : DataFrame or mapping
        Prices, a column an asset or by name; or simple returns
    weights : Series, DataFrame, mapping, str or None, default None
        By asset; None: all equal
    level : float or sequence of float, default 0.99
        Confidence, or several, the main one first
    window : int or None, default None
        Days in the sample of each fit; None: 1000, or half of the history
    refit : int, default 20
        Days between refits
    days : int, default 2000
        Out-of-sample days, fewer when the history is short
    joint : Joint or None, default None
        Joint model; None for GJR-t, with ranges, and cDCC
    model : Model or None, default None
        Of the book as if it were one asset; None for GJR-t
    rebalanced : bool, default True
        Each evening to the weights in force; else drifting
    wealth : float or None, default None
        Value of the book, for risk in money
    calendar : str or None, default None
        Of an exchange, such as "XNYS", whose holidays are skipped
    title : str, default "portfolio"
        What the portfolio is called
    progress : bool or callable, default True
        A bar on terminals; or called with what is done

    Returns
    -------
    PortfolioReport
        With a page, contributions and a verdict

    Raises
    ------
    ImportError
        the calendar ... is one of exchange_calendars, which is not there: ..., or name no calendar
    TypeError
        joint is a joint model, such as Joint(GJR(dist='t'), CCC()), got ...
        model is a model of the book, such as GJR(dist='t'), got ...
        title is what the portfolio is called, such as 'pension', got ...
    ValueError
        days is a whole number of at least 1, got ...
        level is a confidence in (0.5, 1) such as 0.99, got ...
        wealth is a positive amount of money, got ...; leave it out to see losses as returns
        a calendar is one of the ... of exchange_calendars, such as XNYS, XLON or XTKS, got ...
        assets have different names, got ... twice
        returns need a date index, got ...
        there is no day on which all assets have a return
        simple returns are finite and not below -1, got ... for ... on ...; write returns = ...
    '''

def portfolio_returns(returns: pd.DataFrame, weights: pd.Series | pd.DataFrame | Mapping, *, rebalanced: bool=True, total: float | None=None) -> pd.Series:
    r'''What a book with these weights made each day

    Parameters
    ----------
    returns : DataFrame
        Simple returns, one column an asset
    weights : Series, DataFrame or mapping
        By asset; or a frame, one row a day of change
    rebalanced : bool, default True
        Each evening to the row in force; else drifting from one row on
    total : float or None, default None
        What weights sum to, where that is known

    Returns
    -------
    Series
        Simple returns, from the first row of weights on

    Raises
    ------
    ValueError
        assets have different names, got ... twice
        returns need a date index, got ...
        there is no day on which all assets have a return
        simple returns are finite and not below -1, got ... for ... on ...; write returns = ...
    '''

def pretrain(baseline: Model=..., *, ranges: bool=True, series: int=4000, days: int=2560, architecture: Architecture=..., schedule: Schedule=..., seed: int=0, device: str | None=None, report: Callable | None=None) -> Network:
    r'''Train on simulated markets alone

    Parameters
    ----------
    baseline : Model, default GJR(dist="t")
        What is corrected
    ranges : bool, default True
        Show the network those of half of the days; a baseline's own always
    series : int, default 4000
        Simulated series
    days : int, default 2560
        Days in each
    architecture : Architecture, default Architecture()
        Width, heads, layers, days that it looks back
    schedule : Schedule, default Schedule(steps=12000, check=250)
        Steps, rate, size of a batch
    seed : int, default 0
        Of simulation and training; goes into the record
    device : str or None, default None
        "cpu", "cuda"; None for a GPU if there is one
    report : callable or None, default None
        Called with step, training loss and validation loss

    Returns
    -------
    Network
        With a record of where it comes from

    Raises
    ------
    TypeError
        schedule is a Schedule, for example Schedule(steps=200), got ...
        the baseline is a classical model such as GJR(dist='t') or EWMA(0.94), got ...
    ValueError
        on simulated markets the true variance is the teacher, which only loss='qlike' can learn
          from, got loss=...
        pretrain takes one series or more, of ... days or more, got ... of ...
        a network is taught beside a baseline with one measure or none, such as GJR(dist='t',
          x='garman_klass + overnight'), got ...
    '''

def qlike(returns: pd.Series | np.ndarray, volatility: pd.Series | np.ndarray) -> pd.Series | np.ndarray:
    r'''Gaussian quasi-likelihood loss of a volatility

    Parameters
    ----------
    returns : Series or array
        Decimal returns; their squares are the proxy of the variance
    volatility : Series or array
        Forecast standard deviation

    Returns
    -------
    Series or array
        log(h) + r^2 / h a day; a series if an input is one

    Raises
    ------
    ValueError
        volatility must be positive, got ... values of 0 or less (smallest ...); drop these days
          from all inputs
    '''

def quantile_score(returns: pd.Series | np.ndarray, var: pd.Series | np.ndarray, level: float=0.99) -> pd.Series | np.ndarray:
    r'''Quantile (tick, pinball) loss of a VaR

    Parameters
    ----------
    returns : Series or array
        Decimal returns
    var : Series or array
        Value-at-Risk, positive loss
    level : float, default 0.99
        Confidence of the VaR

    Returns
    -------
    Series or array
        Score a day, in the units of the returns; a series if an input is one

    Raises
    ------
    ValueError
        level is a confidence in (0.5, 1) such as 0.99, got ...
        returns, var and es must be one series each, got shapes ...; pass one column at a time
        var is a positive loss such as 0.02, got mostly negative values (median ...); pass -var
        var and returns must be in the same units, got a typical VaR of ... for returns with
          standard deviation ...; use decimals for both, such as ...
        es must not be below var, the mean loss beyond it, got ... such ... (first ...: es ..., var
          ...); check the order of the arguments and that both have the same level
    '''

def range_measures(prices: pd.DataFrame, kind: str | Sequence[str]=..., *, check: bool=True) -> pd.DataFrame:
    r'''Measures of each day's variance, from open, high, low and close

    `kind` is "parkinson", "garman_klass", "rogers_satchell", "true_range", "overnight", "squared",
    or a sum of them, such as the default, "garman_klass + overnight".

    Parameters
    ----------
    prices : DataFrame
        Daily open, high, low, close, oldest first; adjusted close, if any
    kind : str or sequence of str, default DEFAULT
        A measure, a sum of measures, or several: a column each
    check : bool, default True
        Refuse bars without an open or a range of their own

    Returns
    -------
    DataFrame
        A row a day but the first, squared decimals; not negative

    Raises
    ------
    ValueError
        measures are made of daily bars, and these are shorter than a day: use
          realized_measures(prices)
        check is True or False, got ...
        kind is one of ..., a sum such as ..., or a list of these, got ...
    '''

def read_prices(path: str | Path, *, sep: str | None=None, decimal: str | None=None, thousands: str | None=None, column: str | None=None, ticker: str | None=None, sheet: str | None=None) -> pd.DataFrame:
    r'''Read prices from a file of any usual layout

    `column` keeps that column, and open, high and low if it is a close.

    Parameters
    ----------
    path : str or Path
        A .csv, .csv.gz, .tsv, .txt, .xlsx or .parquet file
    sep : str or None, default None
        What is between the columns; None to find out
    decimal : str or None, default None
        Decimal mark; None to find out
    thousands : str or None, default None
        Mark between thousands; None to find out
    column : str or None, default None
        Which column the prices are in; None for the close
    ticker : str or None, default None
        Which asset, where the file names several
    sheet : str or None, default None
        Which sheet of an Excel file, where there are several

    Returns
    -------
    DataFrame
        Prices by date as they stand in the file

    Raises
    ------
    ValueError
        column ... has cells such as ...
    '''

def read_weights(path: str | Path) -> pd.Series | pd.DataFrame:
    r'''Weights from a file, as shares of the book's value

    Parameters
    ----------
    path : str or Path
        asset and weight in two columns; or dates, and a column an asset

    Returns
    -------
    Series or DataFrame
        By asset; or a row a date

    Raises
    ------
    FileNotFoundError
        weights are a file, or equal, and ... is a folder
        there is no file ...: look at the spelling and the folder
    '''

def realized_measures(prices: pd.DataFrame | pd.Series, every: str='5min') -> pd.DataFrame:
    r'''Realised variance of each day, and the square of the return over night

    Parameters
    ----------
    prices : DataFrame or Series
        Prices within days, such as every minute, oldest first
    every : str, default "5min"
        Length of the steps whose squares are added up

    Returns
    -------
    DataFrame
        realized, overnight and their sum, a row a day but the first; squared decimals

    Raises
    ------
    ValueError
        a realised variance from steps of ... needs prices at least twice as often, and these are
          ... apart: use a longer `every`, or range_measures of daily bars
    '''

def recalibrated(risk: Forecast | pd.Series | pd.DataFrame | Sequence, returns: pd.Series, rate: float=0.05, *, level: float=0.99) -> Recalibrated:
    r'''VaR and ES times a factor that has learnt, every evening, from the violations so far

    Parameters
    ----------
    risk : Forecast, Series, DataFrame or Sequence
        A Forecast, or VaR and ES by day
    returns : Series
        Realised returns, by day
    rate : float, default 0.05
        How much a violation raises the logarithm of the VaR; 0 for not at all
    level : float, default 0.99
        Confidence of VaR and ES

    Returns
    -------
    Recalibrated
        Ready for a backtest

    Raises
    ------
    TypeError
        returns must be numbers, got True and False; pass their real part, if the imaginary parts
          mean nothing
        returns must be real numbers, got complex ones; pass their real part, if the imaginary parts
          mean nothing
    ValueError
        level is a confidence in (0.5, 1) such as 0.99, got ...
        rate is a number of at least 0.0, got ...
        returns, var and es must be one series each, got shapes ...; pass one column at a time
        var is a positive loss such as 0.02, got mostly negative values (median ...); pass -var
        var and returns must be in the same units, got a typical VaR of ... for returns with
          standard deviation ...; use decimals for both, such as ...
        es must not be below var, the mean loss beyond it, got ... such ... (first ...: es ..., var
          ...); check the order of the arguments and that both have the same level
        var is a positive loss on every day, as a factor moves it, got ... on ...; drop these days,
          or look at more returns
    '''

def report(returns: pd.Series | pd.DataFrame, models: Mapping[str, Model] | Iterable[Model] | None=None, *, measures: pd.DataFrame | None=None, level: float | Sequence[float]=0.99, window: int=1000, refit: int=20, days: int=2000, innovations: str | type | Law | None=None, wealth: float | None=None, side: str='long', horizon: int | Sequence[int] | None=None, calendar: str | None=None, title: str='returns', progress: bool | Callable=True) -> Report:
    r'''Walk the models forward, rank them, and forecast the day after the last return

    Parameters
    ----------
    returns : Series or DataFrame
        Returns, oldest first; or prices
    models : mapping of str to Model, iterable of Model or None, default None
        By name or not; None: the usual
    measures : DataFrame or None, default None
        Of the same days, for models that look at them
    level : float or sequence of float, default 0.99
        Confidence, or several, the main one first
    window : int, default 1000
        Days in the sample of each fit
    refit : int, default 20
        Days between refits
    days : int, default 2000
        Out-of-sample days, fewer when the history is short
    innovations : str, type, Law or None, default None
        Name, class or law; None: each model's own
    wealth : float or None, default None
        Value of the position, for tomorrow's risk in money
    side : str, default "long"
        Of the position; or "short", which loses when the price rises
    horizon : int, sequence of int or None, default None
        Days ahead; None: 5, 10 and 20
    calendar : str or None, default None
        Of an exchange, such as "XNYS", whose holidays are skipped
    title : str, default "returns"
        What the series is called
    progress : bool or callable, default True
        Show a bar on terminals; or call it with refits just done

    Returns
    -------
    Report
        The models ranked, and tomorrow's risk from each

    Raises
    ------
    TypeError
        returns must be numbers, got True and False; pass their real part, if the imaginary parts
          mean nothing
        returns must be real numbers, got complex ones; pass their real part, if the imaginary parts
          mean nothing
    ValueError
        window is a whole number of at least 1, got ...
        days is a whole number of at least 1, got ...
    '''

def risk_contributions(walk: JointWalk, weights: pd.Series | pd.DataFrame | Mapping, level: float=0.975, *, of: str='ES', method: str='euler', day: str | int | date | None=None, rebalanced: bool=True, total: float | None=None) -> pd.DataFrame:
    r'''Who contributes what to the risk of a book

    Parameters
    ----------
    walk : JointWalk
        Of many assets
    weights : Series, DataFrame or mapping
        By asset; or a frame, one row a day of change
    level : float, default 0.975
        Confidence
    of : str, default "ES"
        Or "VaR"
    method : str, default "euler"
        By slopes; or by "scenarios"
    day : str, int, date or None, default None
        A day of the walk; None for the one after the last
    rebalanced : bool, default True
        Each evening to the row in force; else drifting
    total : float or None, default None
        What weights sum to, where that is known

    Returns
    -------
    DataFrame
        weight, standalone, marginal, component, share, incremental by asset

    Raises
    ------
    ValueError
        level is a confidence in (0.5, 1) such as 0.99, got ...
        of is 'VaR' or 'ES', got ...
    '''

def risk_frame(forecast: Forecast, level: float=0.99, *, wealth: float | None=None) -> pd.DataFrame:
    r'''Both measures of a forecast side by side

    Parameters
    ----------
    forecast : Forecast
        Location-scale forecast, one row a day
    level : float, default 0.99
        Confidence
    wealth : float or None, default None
        Adds the losses in money

    Returns
    -------
    DataFrame
        VaR, ES, and with a wealth VaR_monetary, ES_monetary
    '''

def risk_interval(fit: object, horizon: int=10, level: float=0.99, *, cumulative: bool=True, method: str | object='simulation', parameters: str='bootstrap', draws: int=200, confidence: float=0.9, paths: int=10000, rng: int | np.random.Generator | None=0, innovations: str | type | Law | None=None, progress: bool | Callable=True) -> RiskInterval:
    r'''How well the parameters let the risk be known

    Each draw costs a simulation of `paths` paths, and the bootstrap a fit to as many returns as
    there were. Models of the GARCH family take seconds, a network, which corrects every day of
    every path, minutes: there take fewer paths and draws.

    Parameters
    ----------
    fit : object
        A Fitted
    horizon : int, default 10
        Days ahead
    level : float, default 0.99
        Confidence of the risk
    cumulative : bool, default True
        About the return of all days up to the horizon
    method : str or object, default "simulation"
        As in horizon_risk
    parameters : str, default "bootstrap"
        "bootstrap" or "asymptotic"
    draws : int, default 200
        Of the parameters, 20 or more
    confidence : float, default 0.9
        Of the interval
    paths : int, default 10000
        For each draw
    rng : int, Generator or None, default 0
        Seed or Generator; None: others on every run
    innovations : str, type, Law or None, default None
        As in horizon_risk
    progress : bool or callable, default True
        Show a bar on terminals; or call it with the draws just done

    Returns
    -------
    RiskInterval
        Interval around VaR and ES

    Raises
    ------
    ValueError
        parameters are drawn by one of ..., got ...
        confidence and level are one number each, such as 0.9 and 0.99, got ... and ...
        draws is a whole number of at least 20, got ...
        rng is a seed such as 0 or 42, a numpy Generator, or None, got ...
    '''

def risk_levels(forecast: Forecast, levels: Sequence[float]=..., *, wealth: float | None=None) -> pd.DataFrame:
    r'''Both measures at several levels

    Parameters
    ----------
    forecast : Forecast
        Location-scale forecast, one row a day
    levels : sequence of float, default (0.95, 0.975, 0.99)
        Confidences
    wealth : float or None, default None
        Adds the losses in money

    Returns
    -------
    DataFrame
        VaR, ES, and with a wealth VaR_monetary, ES_monetary, by level and day

    Raises
    ------
    ValueError
        levels are one or more confidences such as (0.95, 0.99), got none
    '''

def risk_table(fit: object, level: float | Sequence[float]=0.99, *, innovations: str | type | Law | None='empirical', wealth: float | None=None) -> RiskTable:
    r'''Describe the sample that was fitted

    level : one confidence such as 0.99, or several such as (0.95, 0.99),
    each of which then has its own columns.
    innovations : "empirical" (filtered historical simulation), "normal", "t", "ged", "skewt",
    "gpd", a law, or None for the law that was fitted.

    Parameters
    ----------
    fit : object
        A fitted model
    level : float or sequence of float, default 0.99
        Confidence, or several
    innovations : str, type, Law or None, default "empirical"
        Name, class or law; None for the fitted
    wealth : float or None, default None
        Adds the losses in money

    Returns
    -------
    RiskTable
        The sample's days, and the day after

    Raises
    ------
    TypeError
        a risk table describes a fitted model, as GARCH().fit(returns) makes it, got a ...
    '''

def save(report: Report, folder: str | Path='.') -> tuple[Path, Path]:
    r'''Write the page, the answer as JSON, and the forecasts

    Parameters
    ----------
    report : Report
        A report
    folder : str or Path, default "."
        Where to write

    Returns
    -------
    tuple of Path, Path
        report.html and forecasts.csv; report.json lies beside them
    '''

def select(returns: pd.Series, models: Iterable[Model] | Mapping[str, Model], level: float=0.99, **settings: object) -> Selection:
    r'''In-sample criteria and out-of-sample scores side by side

    Parameters
    ----------
    returns : Series
        Returns, oldest first
    models : iterable of Model or mapping of str to Model
        Models to choose from
    level : float, default 0.99
        Confidence of the scores
    **settings : object
        Of walk_forward: window, refit, expanding, start, innovations

    Returns
    -------
    Selection
        One row a model, the best BIC first

    Raises
    ------
    TypeError
        select takes the settings ...; got ...
    '''

def separate_coverage(violations: pd.Series, horizon: int, level: float=0.99) -> pd.DataFrame:
    r'''Every `horizon`-th window, so that none overlap

    Parameters
    ----------
    violations : Series
        Boolean, one a window, each window a day after the one before
    horizon : int
        Days in a window
    level : float, default 0.99
        Confidence

    Returns
    -------
    DataFrame
        Violations, windows, Kupiec's p-value: a row for each of the ways to begin

    Raises
    ------
    ValueError
        violations must be one series, got a table of shape ...; pass one column at a time
        violations must be True or False (or 1 and 0), one a day, got ...; pass violations(returns,
          var)
        horizon is a whole number of ...s, 1 or more, got ...
    '''

def simple_returns(prices: Mapping[str, pd.DataFrame | pd.Series] | pd.DataFrame) -> pd.DataFrame:
    r'''Simple returns of many assets on one calendar

    Parameters
    ----------
    prices : mapping of str to DataFrame or Series or DataFrame
        By name, or a column an asset

    Returns
    -------
    DataFrame
        Decimal simple returns, one column an asset, on the days that all have

    Raises
    ------
    TypeError
        prices of many assets are a frame with a column each, got a ...
    ValueError
        prices of many assets have a column each, got ... of ...
        assets have different names, got ... twice
        returns need a date index, got ...
        prices are positive numbers, got ... for ... on ...: a simple return needs a price above
          zero
        the assets share ... days, and a return takes two: ...; leave out the one that does not
          overlap, or look at its dates
    '''

def simulate_assets(n: int, count: int=5, *, correlation: float=0.4, volatility: float=0.01, df: float=6.0, rng: int | np.random.Generator | None=None) -> pd.DataFrame:
    r'''Synthetic returns of several assets: GJR volatilities, innovations that are Student-t together

    Parameters
    ----------
    n : int
        How many days
    count : int, default 5
        How many assets
    correlation : float, default 0.4
        Between any two of them
    volatility : float, default 0.01
        Long-run standard deviation of each
    df : float, default 6.0
        Degrees of freedom of the innovations, above 2
    rng : int, Generator or None, default None
        Seed or generator

    Returns
    -------
    DataFrame
        Synthetic simple returns on business days from 2000 on

    Raises
    ------
    ValueError
        correlation is a number of at least 0, got ...
        df is a number of at least 2.001, got ...
        rng is a seed such as 0 or 42, a numpy Generator, or None, got ...
    '''

def simulate_minutes(days: int=7, *, volatility: float=0.0005, missing: float=0.15, outages: int=3, rng: int | np.random.Generator | None=0) -> pd.DataFrame:
    r'''Synthetic minute prices: a daily rhythm, fat tails, clustering and missing minutes

    Parameters
    ----------
    days : int, default 7
        Days of a market that never closes
    volatility : float, default 0.0005
        Average standard deviation of a one-minute return
    missing : float, default 0.15
        Share of single minutes that are missing
    outages : int, default 3
        How many times an hour is missing altogether
    rng : int, Generator or None, default 0
        Seed or generator

    Returns
    -------
    DataFrame
        `Close` by UTC minute, gaps included

    Raises
    ------
    ValueError
        days is a number of at least 1, got ...
        missing is a number of at least 0, got ...
        outages is a number of at least 0, got ...
        rng is a seed such as 0 or 42, a numpy Generator, or None, got ...
    '''

def simulate_returns(n: int, *, volatility: float=0.01, mean: float=0.0, alpha: float=0.02, gamma: float=0.12, beta: float=0.88, df: float=6.0, rng: int | np.random.Generator | None=None) -> pd.Series:
    r'''Synthetic daily returns: GJR-GARCH volatility, Student-t innovations

    Parameters
    ----------
    n : int
        How many
    volatility : float, default 0.01
        Long-run standard deviation of a return
    mean : float, default 0.0
        Mean of a return
    alpha : float, default 0.02
        Weight of the last squared shock
    gamma : float, default 0.12
        Weight added when the shock was negative
    beta : float, default 0.88
        Weight of the last variance
    df : float, default 6.0
        Degrees of freedom of the Student-t innovations, above 2
    rng : int, Generator or None, default None
        Seed or generator

    Returns
    -------
    Series
        Synthetic returns on business days from 2000 on

    Raises
    ------
    ValueError
        n is a number of at least 0, got ...
        volatility is a number of at least 0, got ...
        df > 2, weights >= 0 and alpha + gamma/2 + beta < 1 give a finite variance; got df=...,
          alpha=..., gamma=..., beta=...
        rng is a seed such as 0 or 42, a numpy Generator, or None, got ...
    '''

def spa(benchmark: pd.Series | np.ndarray, losses: pd.DataFrame, *, reps: int=999, block_size: int | None=None, rng: int | np.random.Generator | None=0) -> BacktestResult:
    r'''Hansen's test of superior predictive ability

    A small p-value says that some rival is better than the benchmark. The p-value is Hansen's
    consistent one; `reason` holds his bounds.

    Parameters
    ----------
    benchmark : Series or array
        Losses of the benchmark, one a day
    losses : DataFrame
        One column a rival, one row a day
    reps : int, default 999
        Bootstrap samples
    block_size : int or None, default None
        Mean block length in days; None for the root of the sample size
    rng : int, Generator or None, default 0
        Seed or generator

    Returns
    -------
    BacktestResult
        Studentised mean loss that the best rival saves, 0 if none does

    Raises
    ------
    ValueError
        rng is a seed such as 0 or 42, a numpy Generator, or None, got ...
        reps is a whole number of at least 1, got ...
    '''

def squared_error(returns: pd.Series | np.ndarray, volatility: pd.Series | np.ndarray) -> pd.Series | np.ndarray:
    r'''Squared error of a variance

    Parameters
    ----------
    returns : Series or array
        Decimal returns; their squares are the proxy of the variance
    volatility : Series or array
        Forecast standard deviation

    Returns
    -------
    Series or array
        (r^2 - h)^2 a day; a series if an input is one

    Raises
    ------
    ValueError
        volatility must be positive, got ... values of 0 or less (smallest ...); drop these days
          from all inputs
    '''

def tail_size(returns: pd.Series | np.ndarray, var: pd.Series | np.ndarray, es: pd.Series | np.ndarray, level: float=0.99, *, null: str | float | Law | None=None, simulations: int=1999, rng: int | np.random.Generator | None=0) -> BacktestResult:
    r'''Are the losses beyond the VaR as large as the ES, given the days on which they came?

    Parameters
    ----------
    returns : Series or array
        Decimal returns
    var : Series or array
        Value-at-Risk, positive loss
    es : Series or array
        Expected shortfall, positive loss
    level : float, default 0.99
        Confidence of VaR and ES
    null : str, float, Law or None, default None
        As in acerbi_szekely; None for the one VaR and ES imply
    simulations : int, default 1999
        Simulated samples behind the p-value
    rng : int, Generator or None, default 0
        Seed or generator

    Returns
    -------
    BacktestResult
        Mean loss / ES of the violations, above 1 when the ES is too small

    Raises
    ------
    TypeError
        es is the expected shortfall, a positive loss a day, got None
    ValueError
        returns, var and es must be one series each, got shapes ...; pass one column at a time
        level is a confidence in (0.5, 1) such as 0.99, got ...
        simulations is a whole number of at least 1, got ...
    '''

def tbf(violations: pd.Series | np.ndarray, level: float=0.99) -> BacktestResult:
    r'''Haas' mixed test: Kupiec's proportion and the times between failures

    Parameters
    ----------
    violations : Series or array
        Boolean, one value a day
    level : float, default 0.99
        Confidence of the VaR

    Returns
    -------
    BacktestResult
        Likelihood ratio

    Raises
    ------
    ValueError
        violations must be one series, got a table of shape ...; pass one column at a time
        violations must be True or False (or 1 and 0), one a day, got ...; pass violations(returns,
          var)
        level is a confidence in (0.5, 1) such as 0.99, got ...
    '''

def tbfi(violations: pd.Series | np.ndarray, level: float=0.99) -> BacktestResult:
    r'''Haas' time between failures: is each of them as long as it should be?

    Parameters
    ----------
    violations : Series or array
        Boolean, one value a day
    level : float, default 0.99
        Confidence of the VaR

    Returns
    -------
    BacktestResult
        Likelihood ratio

    Raises
    ------
    ValueError
        violations must be one series, got a table of shape ...; pass one column at a time
        violations must be True or False (or 1 and 0), one a day, got ...; pass violations(returns,
          var)
        level is a confidence in (0.5, 1) such as 0.99, got ...
    '''

def timing(violations: pd.Series | np.ndarray, *, simulations: int=1999, rng: int | np.random.Generator | None=0) -> BacktestResult:
    r'''Is the timing of the violations that of coin flips, given their number?

    Parameters
    ----------
    violations : Series or array
        Boolean, one value a day
    simulations : int, default 1999
        Placements to compare with
    rng : int, Generator or None, default 0
        Seed or generator

    Returns
    -------
    BacktestResult
        z-score, negative for clusters

    Raises
    ------
    ValueError
        rng is a seed such as 0 or 42, a numpy Generator, or None, got ...
        violations must be one series, got a table of shape ...; pass one column at a time
        violations must be True or False (or 1 and 0), one a day, got ...; pass violations(returns,
          var)
        simulations is a whole number of at least 1, got ...
    '''

def traffic_light(violations: pd.Series | np.ndarray, level: float=0.99, *, window: int | None=None) -> TrafficLight:
    r'''The Basel traffic light

    Parameters
    ----------
    violations : Series or array
        Boolean, one value a day
    level : float, default 0.99
        Confidence of the VaR
    window : int or None, default None
        Count only the last so many days (250 for the regulator)

    Returns
    -------
    TrafficLight
        Zone, probabilities and capital factors

    Raises
    ------
    ValueError
        violations must be one series, got a table of shape ...; pass one column at a time
        violations must be True or False (or 1 and 0), one a day, got ...; pass violations(returns,
          var)
        level is a confidence in (0.5, 1) such as 0.99, got ...
    '''

def tuff(violations: pd.Series | np.ndarray, level: float=0.99) -> BacktestResult:
    r'''Kupiec's time until first failure

    Parameters
    ----------
    violations : Series or array
        Boolean, one value a day
    level : float, default 0.99
        Confidence of the VaR

    Returns
    -------
    BacktestResult
        Likelihood ratio

    Raises
    ------
    ValueError
        violations must be one series, got a table of shape ...; pass one column at a time
        violations must be True or False (or 1 and 0), one a day, got ...; pass violations(returns,
          var)
        level is a confidence in (0.5, 1) such as 0.99, got ...
    '''

def value_at_risk(forecast: Forecast, level: float=0.99) -> pd.Series:
    r'''Loss that is exceeded with probability 1 - `level`

    Parameters
    ----------
    forecast : Forecast
        Location-scale forecast, one row a day
    level : float, default 0.99
        Confidence

    Returns
    -------
    Series
        Positive loss, in the units of the returns

    Raises
    ------
    TypeError
        risk is measured on a Forecast, as fit.forecast(), fit.in_sample() or walk_forward(...) make
          it, got a ...
    ValueError
        level is a confidence in (0.5, 1) such as 0.99, got ...
    '''

def variance_forecast(fit: Fitted, horizon: int=10, *, cumulative: bool=False, wealth: Any=None, paths: int=100000, rng: int | np.random.Generator | None=0) -> pd.Series:
    r'''Variance of the days ahead, in the squared units of the returns

    Parameters
    ----------
    fit : Fitted
        What was fitted
    horizon : int, default 10
        Days ahead
    cumulative : bool, default False
        Of the return from tomorrow to each day, not of that day alone
    wealth : any, default None
        Refused: a variance is not an amount of money
    paths : int, default 100000
        Simulated where there is no closed form
    rng : int, Generator or None, default 0
        Seed or generator of these

    Returns
    -------
    Series
        One variance for each day 1, ..., `horizon`

    Raises
    ------
    TypeError
        the parameters and the variance of today are those of a fitted model, as model.fit(returns)
          gives it, got a ...
        many days ahead need a fitted model that can be simulated, as model.fit(returns) gives it,
          got ...
    ValueError
        cumulative is True or False, got ...
        horizon is a whole number of ...s, 1 or more, got ...
    '''

def violations(returns: pd.Series | np.ndarray, var: pd.Series | np.ndarray) -> pd.Series | np.ndarray:
    r'''The days on which the loss exceeded the VaR

    Parameters
    ----------
    returns : Series or array
        Decimal returns
    var : Series or array
        Value-at-Risk, positive loss

    Returns
    -------
    Series or array
        True where the loss exceeds the VaR; a series if an input is one

    Raises
    ------
    ValueError
        returns, var and es must be one series each, got shapes ...; pass one column at a time
        var is a positive loss such as 0.02, got mostly negative values (median ...); pass -var
        var and returns must be in the same units, got a typical VaR of ... for returns with
          standard deviation ...; use decimals for both, such as ...
        es must not be below var, the mean loss beyond it, got ... such ... (first ...: es ..., var
          ...); check the order of the arguments and that both have the same level
    '''

def walk_forward(model: Model, returns: pd.Series | pd.DataFrame, *, measures: pd.DataFrame | pd.Series | None=None, window: int=1000, refit: int=1, expanding: bool=False, start: str | int | date | None=None, innovations: str | type[Law] | Law | None=None, n_jobs: int=1, progress: bool | Callable=True) -> WalkForward:
    r'''Forecast each day with what was known the day before

    Parameters
    ----------
    model : Model
        Settings with a fit, such as `GARCH()`
    returns : Series or DataFrame
        Returns, oldest first; or prices
    measures : DataFrame, Series or None, default None
        Of these days, for models with `x`
    window : int, default 1000
        Days in the sample of each fit
    refit : int, default 1
        Days between refits
    expanding : bool, default False
        Fit to all days before, instead of the last `window`
    start : str, int, date or None, default None
        First day to forecast; None for as early as possible
    innovations : str, class of Law, Law or None, default None
        Their law; None for the model's own
    n_jobs : int, default 1
        Workers, as in joblib
    progress : bool or callable, default True
        A bar on terminals; or called with the number of refits done

    Returns
    -------
    WalkForward
        One row for each out-of-sample day

    Raises
    ------
    TypeError
        a model is an object such as GARCH() or EWMA(0.94), got a fit of ..., whose .model it is;
          `volrisk models` lists them all
    ValueError
        n_jobs is a number of workers such as 1 or 4, or -1 for one a core, got ...
        returns need a date index, got ...
        returns hold ... missing or infinite values, the first at ...; drop or mend them before
          fitting
        these look like ..., not returns: they go from ... to ...
        refit is a whole number of at least 1, got ...
        expanding is True or False, got ...
        a distribution is one of ... or a law such as StudentT(nu=5), got ...
    '''

def walk_forward_panel(models: Model | Iterable | dict, returns: pd.DataFrame | Mapping, *, measures: Mapping | pd.DataFrame | None=None, n_jobs: int=-1, folder: str | Path | None=None, progress: bool | Callable=True, **settings) -> Panel:
    r'''Walk every model forward on every asset; missing days are left out of an asset

    Parameters
    ----------
    models : Model, Iterable or dict
        Models, or models by name
    returns : DataFrame or mapping
        A column of returns an asset; or returns, or prices, by asset
    measures : mapping, DataFrame or None, default None
        Of these days by asset, for models with `x`
    n_jobs : int, default -1
        Workers, as in joblib; -1 for one a core
    folder : str, Path or None, default None
        Keep results here, and do not repeat them
    progress : bool or callable, default True
        Show a bar; or call this with the number of tasks just done
    **settings
        Of walk_forward: window, refit, expanding, start, innovations

    Returns
    -------
    Panel
        Forecasts and failures by (asset, model)

    Raises
    ------
    TypeError
        returns are a DataFrame with one column for each asset, of different names, or a dict with a
          series of returns or a frame of prices for each; got a ... for .... For one asset use
          walk_forward
        walk_forward_panel takes the settings ...; got ...
        a model is an object such as GARCH() or EWMA(0.94), got a fit of ..., whose .model it is;
          `volrisk models` lists them all
    ValueError
        returns need a date index, got ...
        n_jobs is a number of workers such as 1 or 4, or -1 for one a core, got ...
        refit is a whole number of at least 1, got ...
        expanding is True or False, got ...
        a distribution is one of ... or a law such as StudentT(nu=5), got ...
    '''
