# Made from __init__.py by `python tools/house.py stub`: edit there.

from . import advice as advice
from . import ahead as ahead
from . import aparch as aparch
from . import arch_bridge as arch_bridge
from . import arrayfile as arrayfile
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
from . import density as density
from . import digests as digests
from . import drawing as drawing
from . import draws as draws
from . import egarch as egarch
from . import es_regression as es_regression
from . import estimated as estimated
from . import estimation as estimation
from . import files as files
from . import findings as findings
from . import fitted as fitted
from . import forecast as forecast
from . import forward as forward
from . import garch as garch
from . import given as given
from . import har as har
from . import hard as hard
from . import historical as historical
from . import horizons as horizons
from . import inference as inference
from . import interrupts as interrupts
from . import intervals as intervals
from . import joint as joint
from . import kept_laws as kept_laws
from . import laws as laws
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
from . import pairs as pairs
from . import panel as panel
from . import plausible as plausible
from . import plots as plots
from . import pooled as pooled
from . import promises as promises
from . import quality as quality
from . import ranges as ranges
from . import realized as realized
from . import recalibration as recalibration
from . import recursions as recursions
from . import replicas as replicas
from . import reporting as reporting
from . import residual_laws as residual_laws
from . import results as results
from . import rhythm as rhythm
from . import risk as risk
from . import scores as scores
from . import screen as screen
from . import settings as settings
from . import shortfall as shortfall
from . import sources as sources
from . import spherical as spherical
from . import spoken as spoken
from . import storage as storage
from . import tables as tables
from . import training as training
from . import transformer as transformer
from . import uncertainty as uncertainty
from . import verdict as verdict
from . import voltransformer as voltransformer
from . import walk as walk
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
from .shortfall import acerbi_szekely as acerbi_szekely
from .shortfall import acerbi_szekely_null as acerbi_szekely_null
from .advice import advise as advise
from .historical import age_weighted_simulation as age_weighted_simulation
from .contributions import average_correlation as average_correlation
from .backtesting import backtest as backtest
from .density import berkowitz as berkowitz
from .density import berkowitz_tail as berkowitz_tail
from .coverage import binomial as binomial
from .density import breaches as breaches
from .cache import cache_clear as cache_clear
from .cache import cached as cached
from .ranges import capped_measures as capped_measures
from .quality import check_prices as check_prices
from .quality import check_returns as check_returns
from .clustering import christoffersen_conditional_coverage as christoffersen_conditional_coverage
from .clustering import christoffersen_independence as christoffersen_independence
from .comparison import compare as compare
from .calibration import conditional_calibration as conditional_calibration
from .historical import cornish_fisher as cornish_fisher
from .shortfall import costanzino_curran as costanzino_curran
from .scores import crps as crps
from .scores import crps_sample as crps_sample
from .contributions import cumulated as cumulated
from .ranges import daily_closes as daily_closes
from .inference import diagnostics as diagnostics
from .scores import diebold_mariano as diebold_mariano
from .residual_laws import distribution as distribution
from .contributions import diversification as diversification
from .yahoo import download as download
from .yahoo import download_many as download_many
from .shortfall import du_escanciano as du_escanciano
from .estimated import du_escanciano_robust as du_escanciano_robust
from .clustering import duration as duration
from .clustering import duration_gmm as duration_gmm
from .clustering import dynamic_quantile as dynamic_quantile
from .shortfall import es_traffic_light as es_traffic_light
from .estimated import escanciano_olmo as escanciano_olmo
from .es_regression import esr as esr
from .risk import expected_shortfall as expected_shortfall
from .scores import fissler_ziegel as fissler_ziegel
from .scores import fz0_score as fz0_score
from .scores import giacomini_white as giacomini_white
from .given import given_correlation as given_correlation
from .historical import historical_simulation as historical_simulation
from .methods import horizon_grid as horizon_grid
from .horizons import horizon_returns as horizon_returns
from .methods import horizon_risk as horizon_risk
from .horizons import horizon_walk_forward as horizon_walk_forward
from .nulls import implied_null as implied_null
from .contributions import joint_combinations as joint_combinations
from .contributions import joint_covariances as joint_covariances
from .contributions import joint_paths as joint_paths
from .contributions import joint_scenarios as joint_scenarios
from .contributions import joint_stress as joint_stress
from .coverage import kupiec_pof as kupiec_pof
from .training import learn as learn
from .density import level_ladder as level_ladder
from .density import ljung_box as ljung_box
from .nettools import load_checkpoint as load_checkpoint
from .network import load_network as load_network
from .data import load_sample as load_sample
from .data import log_returns as log_returns
from .scores import log_score as log_score
from .risk import loss_shares as loss_shares
from .shortfall import mcneil_frey as mcneil_frey
from .multiple import model_confidence_set as model_confidence_set
from .clustering import monte_carlo as monte_carlo
from .shortfall import monte_carlo_es as monte_carlo_es
from .density import multinomial as multinomial
from .scores import murphy as murphy
from .inference import news_impact as news_impact
from .inference import nyblom as nyblom
from .horizons import overlapping_coverage as overlapping_coverage
from .clustering import pelletier_wei as pelletier_wei
from .inference import plot_acf as plot_acf
from .inference import plot_qq as plot_qq
from .plots import plot_risk as plot_risk
from .plots import plot_risk_interactive as plot_risk_interactive
from .pooled import pooled_coverage as pooled_coverage
from .pooled import pooled_scores as pooled_scores
from .pooled import pooled_shortfall as pooled_shortfall
from .bookfiles import portfolio_of_files as portfolio_of_files
from .books import portfolio_report as portfolio_report
from .assets import portfolio_returns as portfolio_returns
from .training import pretrain as pretrain
from .scores import qlike as qlike
from .scores import quantile_score as quantile_score
from .ranges import range_measures as range_measures
from .tables import read_prices as read_prices
from .bookfiles import read_weights as read_weights
from .ranges import realized_measures as realized_measures
from .recalibration import recalibrated as recalibrated
from .reporting import report as report
from .contributions import risk_contributions as risk_contributions
from .risk import risk_frame as risk_frame
from .intervals import risk_interval as risk_interval
from .risk import risk_levels as risk_levels
from .risk import risk_table as risk_table
from .reporting import save as save
from .nettools import save_checkpoint as save_checkpoint
from .comparison import select as select
from .horizons import separate_coverage as separate_coverage
from .assets import simple_returns as simple_returns
from .assets import simulate_assets as simulate_assets
from .data import simulate_minutes as simulate_minutes
from .data import simulate_returns as simulate_returns
from .multiple import spa as spa
from .scores import squared_error as squared_error
from .shortfall import tail_size as tail_size
from .clustering import tbf as tbf
from .clustering import tbfi as tbfi
from .clustering import timing as timing
from .coverage import traffic_light as traffic_light
from .coverage import tuff as tuff
from .risk import value_at_risk as value_at_risk
from .ahead import variance_forecast as variance_forecast
from .coverage import violations as violations
from .walk import walk_forward as walk_forward
from .panel import walk_forward_panel as walk_forward_panel

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
