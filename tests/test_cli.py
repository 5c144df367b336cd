"The command line as a user meets it: child processes, files, exit codes"
import json
import os
import subprocess
import sys
import warnings
from io import StringIO

import numpy as np
import pandas as pd
import pytest
from typer.testing import CliRunner

from volrisk import EWMA, load_sample, log_returns
from volrisk.cli import app, main
from volrisk.compiling import NOTICE
from volrisk.lineup import line_up
from volrisk.reporting import report
from volrisk.saved import save
from volrisk.words import install_words

MAKE = {
    "no-dates": lambda frame: frame.reset_index(drop=True),
    "no-prices": lambda frame: frame.rename(columns={"Close": "Colour"}).assign(Colour="blue"),
    "negative": lambda frame: frame.where(frame.index.to_series() != frame.index[700], -5.0),
    "missing": lambda frame: frame.where(frame.index.to_series() != frame.index[700]),
    "short": lambda frame: frame[:300],
    "empty": lambda frame: frame[:0],
}
SAYS = {
    "no-dates": "date",
    "no-prices": "price",
    "negative": "-5",
    "missing": "2017",
    "short": "1000",
    "empty": "no rows",
}


def volrisk(*arguments, cwd=None):
    return python("-m", "volrisk", *map(str, arguments), cwd=cwd)


def python(*arguments, cwd=None):
    said = {name: value for name, value in os.environ.items() if name != "COLUMNS"}
    settings = {"capture_output": True, "text": True, "cwd": cwd, "timeout": 900, "env": said}
    return but_slow(subprocess.run([sys.executable, *arguments], **settings))


def but_slow(answer):
    "Without the word that compiling takes long, which a slow machine says at the first use"
    answer.stderr = answer.stderr.replace(f"{NOTICE}\n", "")
    return answer


@pytest.fixture
def command(monkeypatch, capsys):
    "The command `volrisk` in this process, as its entry point runs it"

    def run(*arguments):
        with monkeypatch.context() as changed, warnings.catch_warnings():
            changed.setattr(sys, "argv", ["volrisk", *map(str, arguments)])
            for name in ("stdout", "stderr"):
                changed.setattr(sys, name, getattr(sys, name))
            changed.delenv("COLUMNS", raising=False)
            with pytest.raises(SystemExit) as end:
                main()
        said = capsys.readouterr()
        return but_slow(subprocess.CompletedProcess(arguments, end.value.code, *said))

    return run


@pytest.fixture
def prices():
    days = pd.bdate_range("2015-01-01", periods=1200, name="Date")
    rng = np.random.default_rng(1)
    steps = 0.01 * rng.standard_t(6, len(days))
    return pd.DataFrame({"Close": 100 * np.exp(np.cumsum(steps))}, days)


def refused(answer):
    "One sentence on standard error, exit code 2"
    assert answer.returncode == 2, answer.stderr
    assert "Traceback" not in answer.stderr and answer.stdout == ""
    assert answer.stderr.startswith("volrisk: ") and len(answer.stderr.strip().splitlines()) == 1
    return answer.stderr


@pytest.mark.parametrize("case", MAKE)
def test_bad_files_end_in_one_sentence(case, prices, tmp_path, command):
    file = tmp_path / f"{case}.csv"
    MAKE[case](prices).to_csv(file, index=case != "no-dates")
    sentence = refused(command("report", "--file", file, "--out", tmp_path / "out"))
    assert SAYS[case] in sentence
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--file", "nowhere.csv"], "nowhere.csv"),
        (["--sample", "dax"], "sp500"),
        (["--level", "0.5"], "confidence"),
        (["--window", "6000"], "6000"),
        (["--window", "0"], "window"),
        (["--refit", "0"], "refit"),
        (["--days", "0"], "days"),
        (["--model", "Heston"], "MovingAverage"),
        (["--model", "GARCH-cauchy"], "skewt"),
        (["--model", "GARCH", "--model", "garch(1,1)"], "twice"),
        (["--innovations", "cauchy"], "empirical"),
        (["--wealth", "-5"], "wealth"),
        (["--returns"], "--file"),
        (["--window", "55", "--model", "gjr-skewt"], "70"),
        (["--out", "/proc/x"], "written"),
        (["prices.csv"], "no file prices.csv"),
        (["--file", "prices.csv", "--sample", "nasdaq"], "--file and --sample"),
        (["--model", "magic"], "Transformer[EWMA(0.94)]"),
    ],
)
def test_bad_settings_end_in_one_sentence(arguments, says, tmp_path, command, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert says in refused(command("report", *arguments))


@pytest.mark.parametrize("words", ["report bad.csv", "report --refit 0", "forecast --paths 50"])
def test_a_refusal_is_the_same_in_a_process_of_its_own(words, tmp_path, command, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bad.csv").write_text("no table")
    assert refused(volrisk(*words.split())) == refused(command(*words.split()))


def test_report_on_a_file(prices, tmp_path):
    prices.to_csv(tmp_path / "prices.csv")
    answer = volrisk("report", "--file", "prices.csv", "--refit", "100", cwd=tmp_path)
    assert answer.returncode == 0, answer.stderr
    assert "speaks" in answer.stdout and "MovingAverage(20)" in answer.stdout
    first, second = answer.stdout.splitlines()[:2]
    assert first.startswith("For 2019-08-08") and "losses of a long position" in first
    assert second[0].isupper() and second.endswith(".") and len(second) > 80
    page = (tmp_path / "report.html").read_text()
    assert page.count("<svg") > 3 and "EGARCH(1,1,1)-t" in page and "://" not in page
    table = pd.read_csv(tmp_path / "forecasts.csv", parse_dates=["date"])
    models = len(line_up())
    assert table["model"].nunique() == models + 1 and len(table) == (models + 1) * (199 + 1)
    assert (table["ES"] > table["VaR"]).all()
    assert table.loc[table["return"].isna(), "date"].eq("2019-08-08").all()


@pytest.mark.parametrize("command", ["report", "forecast"])
def test_a_file_of_returns_names_its_option(command, prices, tmp_path):
    returns = np.log(prices["Close"]).diff().dropna()
    alone = returns.to_frame("return")
    beside = pd.DataFrame({"Return": returns, "Volume": 1.0, "Open": returns})
    for name, frame in {"alone": alone, "beside": beside}.items():
        frame.to_csv(tmp_path / f"{name}.csv")
        assert "--returns" in refused(volrisk(command, "--file", f"{name}.csv", cwd=tmp_path))
    settings = {"report": ("--refit", "100"), "forecast": ("--paths", "1000")}[command]
    settings += "--model", "ewma"
    answer = volrisk(command, "--file", "beside.csv", "--returns", *settings, cwd=tmp_path)
    assert answer.returncode == 0 and "EWMA(0.94)" in answer.stdout, answer.stderr
    assert volrisk("data", "check", "beside.csv", "--returns", cwd=tmp_path).returncode == 0


def test_files_as_banks_and_websites_write_them(prices, tmp_path):
    close, short = prices["Close"], ("--model", "ewma", "--horizon", "1", "--paths", "1000")
    wide = pd.DataFrame({"SPX": close, "NDX": 2 * close})
    wide.to_csv(tmp_path / "wide.csv", sep=";", decimal=",", date_format="%d.%m.%Y")
    web = (f'"{day:%b %d, %Y}","{100 * price:,.2f}"' for day, price in close.items())
    (tmp_path / "web.txt").write_text('"Date","Price"\n' + "\n".join(web))
    fred = close.round(2).astype(str).rename("SP500").rename_axis("observation_date")
    fred.iloc[30::30] = "."
    fred.to_csv(tmp_path / "fred.csv")
    assert "--column SPX" in refused(volrisk("forecast", "wide.csv", *short, cwd=tmp_path))
    told = {"wide.csv": ("--column", "NDX"), "web.txt": (), "fred.csv": ()}
    for name, options in told.items():
        answer = volrisk("forecast", name, *short, *options, cwd=tmp_path)
        assert answer.returncode == 0, answer.stderr
    assert "no price on 39 days" in answer.stderr and "left out" in answer.stderr
    strict = volrisk("forecast", "fred.csv", *short, "--missing", "error", cwd=tmp_path)
    assert "--missing drop" in refused(strict)
    checked = volrisk("data", "check", "wide.csv", "--column", "SPX", "--end", "2018", cwd=tmp_path)
    assert checked.returncode == 0 and "2018-12-31" in checked.stdout


@pytest.mark.parametrize(
    ("text", "options", "says"),
    [
        ("Date,Close\n2024-01-02,998\n2024-01-03,\"1,002\"\n", [], "--decimal ','"),
        ("Date,Close\n2024-01-02,998\n", ["--decimal", ";"], "--decimal is"),
        ("Date,Close\n2024-01-02,998\n", ["--column", "Open"], "--column is"),
        ("Date,T,Close\n2024-01-02,A,1\n", ["--ticker", "A"], "--ticker is"),
        ("Date,Close\n2024-01-02,1\n", ["--start", "soon"], "--start is a date"),
        ("Date,Close\n2024-01-02,1\n", ["--missing", "fill"], "--missing is drop or error"),
        ("Date,Close\n2024-01-02,1\n", ["--start", "2025"], "leave nothing"),
        ("Date,Ticker,Close\n2024-01-02,A,1\n2024-01-02,B,1\n", [], "--ticker A"),
        ("x" * 1_000_000, [], "it is no table"),
    ],
)
def test_a_file_that_leaves_something_open_names_the_option(text, options, says, tmp_path):
    file = tmp_path / "prices.csv"
    file.write_text(text)
    answer = CliRunner().invoke(app, ["forecast", str(file), *options])
    sentence = str(answer.exception)
    assert isinstance(answer.exception, ValueError) and says in sentence
    assert "\n" not in sentence and len(sentence) < 450 and "='" not in sentence


def test_data_that_are_out_of_order_are_refused_in_words_for_a_shell(prices, tmp_path):
    prices.sample(frac=1, random_state=0).to_csv(tmp_path / "mixed.csv")
    pd.concat([prices[:50], prices[49:]]).to_csv(tmp_path / "twice.csv")
    prices.iloc[700] = np.nan
    prices.to_csv(tmp_path / "hole.csv")
    for name, says in {"mixed": "sort them", "twice": "one of each", "hole": "--missing"}.items():
        found = CliRunner().invoke(app, ["data", "check", str(tmp_path / f"{name}.csv")])
        assert found.exit_code == 1 and says in found.stdout
        assert "sort_index" not in found.stdout and "duplicated" not in found.stdout


def test_a_backtest_of_columns_by_name(tmp_path):
    rng, days = np.random.default_rng(0), pd.bdate_range("2020-01-01", periods=1000, name="Datum")
    scale = 0.01 * np.exp(0.4 * np.sin(np.arange(1000) / 70))
    returns = scale * rng.standard_normal(1000)
    bank = pd.DataFrame({"PnL": returns, "VaR": 2.326 * scale, "ES": 2.338 * scale}, days)
    bank.iloc[5, 1] = bank.iloc[9, 0] = bank.iloc[-1, 0] = np.nan
    bank.sample(frac=1, random_state=0).to_csv(tmp_path / "risk.csv", sep=";", decimal=",")
    bank.assign(ES=np.nan).to_csv(tmp_path / "empty.csv")
    bank.assign(VaR=-bank["VaR"]).to_csv(tmp_path / "negative.csv")
    bank.rename(columns={"PnL": "Ergebnis"}).to_csv(tmp_path / "german.csv")
    words = "--return", "pnl", "--var", "VaR"

    def answer(name, *options):
        return CliRunner().invoke(app, ["backtest", str(tmp_path / name), *options])

    two = answer("risk.csv", *words, "--es", "ES", "--level", "99%", "--es-level", "97.5%")
    assert "2 of 999 days left out" in two.stdout.splitlines()[0] and "in 997 days" in two.stdout
    assert "ES at 97.5%: pass" in two.stdout
    assert answer("empty.csv", *words).exit_code == 0
    for name, options, says in (
        ("german.csv", (), "--return, --var and --es"),
        ("risk.csv", ("--var", "nope"), "--var is one of PnL, VaR, ES, got nope"),
        ("empty.csv", (*words, "--es-level", "0.975"), "name it with --es"),
        ("negative.csv", words, "as positive losses"),
    ):
        sentence = str(answer(name, *options).exception)
        assert says in sentence and "\n" not in sentence


def test_weeks_are_not_called_days(prices, tmp_path):
    fridays = pd.date_range("2000-01-07", periods=len(prices), freq="W-FRI", name="Date")
    prices.set_axis(fridays).to_csv(tmp_path / "weeks.csv")
    settings = "--file", "weeks.csv", "--model", "ewma"
    answer = volrisk("report", *settings, "--refit", "100", cwd=tmp_path)
    assert "199 weeks out of sample" in answer.stdout, answer.stderr
    assert "The evidence is thin" in answer.stdout and "day" not in answer.stdout
    assert "weeks out of sample" in (tmp_path / "report.html").read_text()
    answer = volrisk("forecast", *settings, "--paths", "1000", cwd=tmp_path)
    answered, _, about_the_method = answer.stdout.partition("Innovations are")
    assert about_the_method, answer.stderr
    assert "weeks" in answered and "days" not in answered


def test_pretraining_without_torch_is_refused_at_once(tmp_path):
    script = "import sys; sys.modules['torch'] = None; from volrisk.cli import main; main()"
    assert "volrisk[transformer]" in refused(python("-c", script, "pretrain", cwd=tmp_path))


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--out", "/nonexist/a.safetensors"], "no such folder"),
        (["--baseline", "transformer"], "--baseline"),
        (["--device", "abacus"], "cuda"),
        (["--steps", "0"], "steps"),
    ],
)
def test_bad_pretraining_ends_in_one_sentence(arguments, says, tmp_path, command, monkeypatch):
    pytest.importorskip("torch")
    monkeypatch.chdir(tmp_path)
    assert says in refused(command("pretrain", *arguments))


def test_backtest_of_what_a_report_wrote(prices, tmp_path):
    prices.to_csv(tmp_path / "prices.csv")
    settings = ["--refit", "100", "--model", "gjr-t", "--model", "EWMA(0.97)"]
    settings += ["--innovations", "empirical", "--wealth", "1e6"]
    assert "VaR" in volrisk("report", "--file", "prices.csv", *settings, cwd=tmp_path).stdout
    one = "--model", "GJR(1,1,1)-t", "--null", "5"
    answer = volrisk("backtest", "forecasts.csv", *one, cwd=tmp_path)
    assert answer.returncode == 0, answer.stderr
    assert "in 199 days" in answer.stdout and "Acerbi-Szekely Z2" in answer.stdout
    assert "are about log returns" in answer.stdout
    ewma = "--model", "EWMA(0.97)"
    wrong = {
        (): "EWMA(0.97)",
        ("--model", "GARCH"): "GARCH",
        (*ewma, "--level", "1"): "confidence",
        (*ewma, "--null", "cauchy"): "null",
    }
    for arguments, says in wrong.items():
        assert says in refused(volrisk("backtest", "forecasts.csv", *arguments, cwd=tmp_path))
    assert "VaR" in refused(volrisk("backtest", "prices.csv", cwd=tmp_path))


def test_a_backtest_takes_the_confidence_of_the_report(prices, tmp_path):
    prices.to_csv(tmp_path / "prices.csv")
    settings = "--refit", "100", "--model", "ewma", "--level", "0.95", "--days", "300"
    made = volrisk("report", "--file", "prices.csv", *settings, cwd=tmp_path)
    assert "199 days out of sample instead of 300" in made.stdout, made.stderr
    assert "at 0.95 confidence" in volrisk("backtest", "forecasts.csv", cwd=tmp_path).stdout
    assert "95%" in refused(volrisk("backtest", "forecasts.csv", "--level", "0.99", cwd=tmp_path))


def test_weights_of_a_file_take_part(prices, tmp_path):
    transformer = pytest.importorskip("volrisk.transformer")
    prices.to_csv(tmp_path / "prices.csv")
    shipped = transformer.TransformerVol().network
    mine = shipped.weights | {"skip": 1.5 * shipped.weights["skip"]}
    network = transformer.Network(mine, shipped.architecture, shipped.about)
    network.save(tmp_path / "Mine.safetensors")
    settings = "--file", "prices.csv", "--paths", "1000", "--model"
    named = "Transformer[GJR-t, weights=Mine.safetensors]"
    answer = volrisk("forecast", *settings, named, cwd=tmp_path)
    assert answer.returncode == 0 and "prices, Transformer[weights=" in answer.stdout, answer.stderr
    missing = "Transformer[weights=nowhere.safetensors]"
    assert "nowhere" in refused(volrisk("forecast", *settings, missing, cwd=tmp_path))


def test_forecast_of_a_file(prices, tmp_path):
    prices.to_csv(tmp_path / "mine.csv")
    settings = ["--model", "gjr-t", "--horizon", "1", "--horizon", "10"]
    settings += ["--wealth", "1000000", "--paths", "5000", "--all"]
    answer = volrisk("forecast", "--file", tmp_path / "mine.csv", *settings)
    assert answer.returncode == 0, answer.stderr
    assert "mine, GJR(1,1,1)-t" in answer.stdout and answer.stdout.count("bootstrap") == 4


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--horizon", "0"], "--horizon"),
        (["--model", "magic"], "GJR"),
        (["--level", "5"], "write 5% for a tail"),
        (["--wealth", "-1"], "wealth"),
        (["--paths", "50"], "1,000"),
        (["--window", "9999"], "--window"),
        (["--file", "nowhere.csv"], "nowhere.csv"),
        (["--seed", "-1"], "seed"),
        (["--window", "0"], "--window"),
        (["prices.csv"], "no file prices.csv"),
        (["--symbol", "AAPL", "--sample", "nasdaq"], "--symbol and --sample"),
    ],
)
def test_bad_forecast_settings_end_in_one_sentence(arguments, says, command):
    assert says in refused(command("forecast", *arguments))


def ask(*words, code=0):
    "A command in this process: what it prints, and that it ends as it should"
    answer = CliRunner(env={"COLUMNS": "200"}).invoke(app, list(map(str, words)))
    assert answer.exit_code == code, (answer.stderr, answer.exception)
    return answer


@pytest.fixture
def two(prices, tmp_path):
    "Two files of prices, and one that is none"
    prices[:700].to_csv(tmp_path / "one.csv")
    (1 / prices[:700]).to_csv(tmp_path / "other.csv")
    (tmp_path / "bad.csv").write_text("no table")
    return tmp_path


QUICK = "--model", "ewma", "--window", "300", "--refit", "100"


def test_a_file_that_is_named_twice_is_read_once(two):
    (two / "more").mkdir()
    prices = (two / "one.csv").read_bytes()
    (two / "more" / "one.csv").write_bytes(prices)
    twice = two / "one.csv", two / "more" / ".." / "one.csv", two / "more" / "one.csv"
    out = ask("report", *twice, *QUICK, "--out", two / "out", "--csv").stdout
    assert pd.read_csv(StringIO(out))["asset"].unique().tolist() == ["one", "one-2"]


def test_a_long_name_is_cut(two):
    said = refused(volrisk("report", "a" * 3000 + ".csv"))
    assert len(said) < 250 and "aaa...aaa" in said and said.endswith("too long\n")


def test_a_short_position_in_one_asset_is_a_long_one_in_its_inverse(two):
    rows = {}
    for file, side in (("one.csv", "--short"), ("other.csv", "--quiet")):
        out = two / side
        words = two / file, *QUICK, "--horizon", "1", side, "--out", out, "--level", "0.99,0.975"
        made = json.loads(ask("report", *words, "--json").stdout)
        assert json.loads((out / "report.json").read_text())["advice"] == made["advice"]
        rows[side] = made["advice"]["risk"]
        told = pd.read_csv(out / "forecasts.csv")
        assert set(told["level"]) == {0.99, 0.975} and (told["ES"] > told["VaR"]).all()
    for short, long in zip(rows["--short"], rows["--quiet"], strict=True):
        assert short["level"] == long["level"] and short["share"] > long["share"]
        if short["measure"] == "VaR":  # the same log loss, in other money
            np.testing.assert_allclose(np.log1p(short["share"]), -np.log1p(-long["share"]))
    page = (two / "--short" / "report.html").read_text()
    assert "short" in page and "VaR 97.5%" in page


def test_days_and_levels_are_those_that_were_asked_for(two):
    words = two / "one.csv", *QUICK, "--out", two, "--horizon", "1,3", "--horizon", "7"
    table = pd.read_csv(StringIO(ask("report", *words, "--csv", "--wealth", "1,000").stdout))
    assert set(table["days"]) == {1, 3, 7} and set(table["measure"]) == {"VaR", "ES"}
    np.testing.assert_allclose(table["money"], 1000 * table["share"])
    words = two / "one.csv", "--model", "ewma", "--paths", "2000", "--level", "0.95,0.99"
    answer = ask("forecast", *words, "--csv")
    table = pd.read_csv(StringIO(answer.stdout))
    assert len(table) == 6 and set(table["method"]) == {"exact", "bootstrap"}
    told = ask("forecast", *words, "--level", "0.01").stderr
    assert "--level takes 0.01 for 99% confidence" in told
    shown = ask("forecast", *words, "--short", "--wealth", 1000).stdout
    assert "short position" in shown and "no law is assumed" in shown


def test_one_bad_file_costs_the_others_nothing(two):
    files = [two / name for name in ("one.csv", "bad.csv", "other.csv")]
    answer = ask("report", *files, *QUICK, "--out", two / "out", code=2)
    assert "bad: bad.csv cannot be read" in answer.stderr and "one" in answer.stdout
    assert sorted(p.parent.name for p in two.rglob("report.html")) == ["one", "other"]
    both = ask("report", *files[::2], *QUICK, "--out", two / "out", "--csv")
    table = pd.read_csv(StringIO(both.stdout))
    assert set(table["asset"]) == {"one", "other"}
    assert "one: Replaced the report on one of" in both.stderr


def test_a_wide_file_is_one_row_an_asset(two, prices):
    wide = pd.DataFrame({"DAX": prices["Close"], "FTSE": 1 / prices["Close"]})[:700]
    wide.to_csv(two / "wide.csv")
    answer = ask("report", two / "wide.csv", *QUICK, "--out", two / "out", "--jobs", "2")
    assert {"DAX", "FTSE"} <= set(answer.stdout.split())
    assert sorted(p.parent.name for p in two.rglob("report.json")) == ["DAX", "FTSE"]
    ask("report", two / "wide.csv", *QUICK, "--column", "DAX", "--out", two / "one")
    assert (two / "one" / "report.html").exists()


def test_a_page_is_opened_and_what_it_replaces_is_said(two, monkeypatch):
    opened = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    words = two / "one.csv", *QUICK, "--out", two / "out", "--quiet"
    assert "Replaced" not in ask("report", *words, "--open").stdout
    assert opened == [(two / "out" / "report.html").as_uri()]
    again = ask("report", *words)
    assert "Replaced the report on one of 2017-09-06." in again.stdout and len(opened) == 1


@pytest.fixture
def book(prices, tmp_path):
    "A wide file of two assets, and files of weights"
    prices = prices["Close"][:900]
    noise = np.exp(0.005 * np.random.default_rng(2).standard_normal(len(prices)).cumsum())
    pd.DataFrame({"DAX": prices, "FTSE": prices**0.5 * noise}).to_csv(tmp_path / "wide.csv")
    weights = {
        "held": "asset,weight\ndax,70%\nftse,30%\n",
        "percent": "asset,weight\nDAX,70\nFTSE,30\n",
        "unknown": "asset,weight\nDAX,0.5\nSMI,0.5\n",
        "lacking": "asset,weight\nDAX,1\n",
        "words": "asset,weight\nDAX,much\nFTSE,0.3\n",
    }
    for name, text in weights.items():
        (tmp_path / f"{name}.csv").write_text(text)
    return tmp_path


SHORT = "--window", "400", "--refit", "400", "--days", "260"


def test_a_portfolio_is_one_report(book):
    out = book / "out"
    words = "report", book / "wide.csv", *SHORT, "--out", out, "--wealth", "1,000"
    shown = ask(*words, "--weights", book / "held.csv").stdout
    assert "of the book" in shown and "70.00%" in shown and shown.count("asset") >= 1
    written = {"report.html", "report.json", "forecasts.csv", "contributions.csv"}
    assert {file.name for file in out.iterdir()} == written
    two = "--weights", "Equal", "--level", "0.975,0.99"
    table = pd.read_csv(StringIO(ask(*words, *two, "--csv").stdout))
    assert len(table) == 12 and set(table["days"]) == {1, 5, 10} and set(table["asset"]) == {"wide"}
    assert list(table["level"][:4]) == [0.975, 0.975, 0.99, 0.99]
    np.testing.assert_allclose(table["money"], 1000 * table["share"])
    held = pd.read_csv(out / "contributions.csv")
    assert list(held["asset"]) == ["DAX", "FTSE"] and (held["weight"] == 0.5).all()
    np.testing.assert_allclose(held["share"].sum(), 1)
    told = json.loads((out / "report.json").read_text())
    assert set(told["origin"]) == {"file", "sha256", "rows", "command"}


@pytest.mark.parametrize(
    ("weights", "options", "says"),
    [
        ("percent", (), "percentages"),
        ("unknown", (), "'SMI'"),
        ("lacking", (), "'FTSE'"),
        ("words", (), "'much'"),
        ("nowhere", (), "no file"),
        ("held", ("--short",), "negative weight"),
        ("held", ("--model", "ewma"), "--model does not go"),
        ("held", ("--returns",), "give prices"),
    ],
)
def test_bad_weights_are_refused(weights, options, says, book):
    words = "report", book / "wide.csv", *SHORT, "--out", book, *options
    answer = CliRunner().invoke(app, [*map(str, words), "--weights", str(book / f"{weights}.csv")])
    assert answer.exit_code == 1 and isinstance(answer.exception, (ValueError, OSError))
    assert says in str(answer.exception) and not (book / "report.html").exists()


def test_the_days_that_were_asked_for_are_on_the_screen(two):
    words = two / "one.csv", *QUICK, "--out", two, "--quiet"
    told = " ".join(ask("report", *words, "--horizon", "1,7").stdout.split())
    assert "over 7 days VaR" in told
    assert "not tested" not in ask("report", *words).stdout


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["yesterday.csv"], "there is no file yesterday.csv"),
        (["backtest", "one.csv", "--out", "page.pdf"], "ends in .html"),
        (["backtest", "one.csv", "--out", "."], "is a folder"),
    ],
)
def test_what_cannot_be_is_refused_before_the_work(words, says, two, monkeypatch):
    monkeypatch.chdir(two)
    answer = CliRunner().invoke(app, words)
    assert isinstance(answer.exception, ValueError) and says in str(answer.exception)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["report", "--wealh", "5"], "has no option --wealh: did you mean --wealth?"),
        (["report", "--level"], "--level takes a value, and has none"),
        (["report", "--window", "abc"], "--window is a whole number, got abc"),
        (["report", "--short=yes"], "--short takes no value"),
        (["backtest"], "takes FILE, and it is missing"),
        (["reprt"], "there is no command reprt: did you mean report?"),
        (["data", "gett"], "did you mean data get?"),
        (["data", "get", "AAPL", "B"], "does not take B"),
        (["data", "show", "AAPL", "--rows", "few"], "--rows is a whole number, got few"),
        (["--versio"], "did you mean --version?"),
    ],
)
def test_what_cannot_be_read_as_a_command_is_one_sentence(words, says):
    found = CliRunner().invoke(app, words)
    assert isinstance(found.exception, ValueError) and says in str(found.exception)
    assert "\n" not in str(found.exception) and not found.output


def test_a_mistake_at_the_command_is_a_plain_line():
    sentence = refused(volrisk("report", "--wealh", "5"))
    assert sentence.startswith("volrisk: ") and "--wealth" in sentence and "──" not in sentence


@pytest.mark.skipif(sys.platform == "win32", reason="pipes of POSIX")
def test_a_reader_that_leaves_is_no_failure(two):
    made = "report one.csv --quiet --strict --json --days 50 " + " ".join(QUICK)
    for words, code in ((made, 1), ("models", 0), ("--help", 0)):
        command = f"{sys.executable} -m volrisk {words} | true; exit ${{PIPESTATUS[0]}}"
        how = {"cwd": two, "capture_output": True, "text": True}
        answer = but_slow(subprocess.run(["bash", "-c", command], **how))
        assert answer.returncode == code and answer.stderr == "", answer.stderr


def test_holidays_of_fred_are_a_note(two, prices):
    fred = prices["Close"].round(2).rename("SP500").rename_axis("observation_date")
    fred.iloc[30::30] = np.nan
    fred.to_csv(two / "fred.csv", na_rep=".")
    with pytest.warns(UserWarning, match="39 days .* FRED lists holidays"):
        told = ask("data", "check", two / "fred.csv")
    assert "error" not in told.stdout and "1,161 prices" in told.stdout
    fred.iloc[100:110] = np.nan  # two weeks are no holiday
    fred.to_csv(two / "hole.csv", na_rep=".")
    assert "not_finite" in ask("data", "check", two / "hole.csv", code=1).stdout


def test_columns_that_say_their_level_need_no_option(two):
    rng, days = np.random.default_rng(0), pd.bdate_range("2020-01-01", periods=600, name="date")
    returns = pd.Series(0.01 * rng.standard_normal(600), days, name="return")
    risk = {"var_99": 0.02326, "es_975": 0.02338, "VaR97.5": 0.0196, "ES99": 0.0267}
    table = returns.to_frame().assign(**risk)
    table[["return", "var_99", "es_975"]].to_csv(two / "risk.csv")
    told = ask("backtest", two / "risk.csv").stdout
    assert "at 0.99 confidence" in told and "ES at 97.5%: pass" in told
    table[["return", "VaR97.5"]].to_csv(two / "var.csv")
    assert "at 0.975 confidence" in ask("backtest", two / "var.csv").stdout
    table.to_csv(two / "both.csv")
    found = str(CliRunner().invoke(app, ["backtest", str(two / "both.csv")]).exception)
    assert "has var_99, VaR97.5: say which with --var var_99 or --var VaR97.5" in found
    assert "at 0.99 confidence" in ask("backtest", two / "both.csv", "--level", "99%").stdout


def test_an_exchange_has_its_holidays(two):
    pytest.importorskip("exchange_calendars")
    new_year = load_sample("sp500")["2016":]
    new_year.to_csv(two / "year.csv")
    words = two / "year.csv", *QUICK, "--calendar", "xnys", "--days", "50"
    answer = ask("report", *words, "--out", two, "--quiet", "--horizon", "10")
    assert answer.stdout.startswith("For 2019-01-02, the next session of XNYS: VaR")
    assert "over 10 days (to 2019-01-15) VaR" in answer.stdout
    page = (two / "report.html").read_text()
    assert "<b>2019-01-02</b>" in page and "next trading day" not in page
    made = json.loads((two / "report.json").read_text())
    assert [one["until"] for one in made["ahead"]] == ["2019-01-15"] * 2
    days = "--horizon", "1,5", "--paths", "1000", "--model", "ewma"
    told = ask("forecast", two / "year.csv", *days, "--calendar", "XNYS", "--csv").stdout
    assert list(pd.read_csv(StringIO(told))["until"]) == ["2019-01-02", "2019-01-08"]
    wrong = CliRunner().invoke(app, ["forecast", str(two / "year.csv"), "--calendar", "XNYX"])
    assert "did you mean XNYS" in str(wrong.exception)


def test_an_exchange_without_its_package(two, monkeypatch):
    monkeypatch.setitem(sys.modules, "exchange_calendars", None)
    for command in ("report", "forecast"):
        words = [command, str(two / "one.csv"), "--calendar", "XNYS"]
        sentence = str(CliRunner().invoke(app, words).exception)
        assert install_words("calendars") in sentence and "\n" not in sentence


def test_the_doctor_speaks_json(monkeypatch):
    told = json.loads(ask("doctor", "--json").stdout)
    assert {"numpy", "compiler", "prices", "processors"} <= {one["what"] for one in told}
    monkeypatch.setenv("NUMBA_DISABLE_JIT", "1")
    assert "doubt compiler" in ask("doctor", code=1).stdout


INTERRUPTED = """
import os, signal
from volrisk import cli

def stopped(*arguments, **settings):
    os.kill(os.getpid(), signal.SIGINT)
    signal.pause()

cli.vr.runs.report_on = cli.vr.yahoo.download = stopped
cli.main()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("command", ["report --model ewma", "data get AAPL"])
def test_an_interrupt_is_no_failure(command, tmp_path):
    answer = python("-c", INTERRUPTED, *command.split(), cwd=tmp_path)
    assert answer.returncode == 130 and answer.stderr == "interrupted\n", answer.stderr
    assert not list(tmp_path.iterdir())


LOADING = """
import os, runpy, signal, sys
import volrisk  # its own finder stands before those that come earlier

class Stopped:
    def find_spec(self, name, *where):
        if name == "volrisk.cli":
            os.kill(os.getpid(), signal.SIGINT)
            signal.pause()

sys.meta_path.insert(0, Stopped())
runpy.run_module("volrisk", run_name="__main__")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_an_interrupt_while_the_command_line_is_loaded(tmp_path):
    answer = python("-c", LOADING, "models", cwd=tmp_path)
    assert answer.returncode == 130 and answer.stderr == "interrupted\n", answer.stderr


SOON = """
import os, signal, sys, threading
import volrisk
started = {started!r}

class Stopped:
    def find_spec(self, name, *where):
        if name == "volrisk.cli":
            threading.Timer({delay}, os.kill, [os.getpid(), signal.SIGINT]).start()

sys.meta_path.insert(0, Stopped())
if started == "python -m volrisk":
    import runpy
    runpy.run_module("volrisk", run_name="__main__")
else:
    from volrisk.__main__ import run
    sys.exit(run())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("started", ["python -m volrisk", "volrisk"])
@pytest.mark.parametrize("delay", [0, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4])
def test_an_interrupt_soon_after_the_start_is_one_word(started, delay, tmp_path):
    script = SOON.format(started=started, delay=delay)
    answer = python("-c", script, "report", "--model", "garch-t", cwd=tmp_path)
    assert answer.returncode == 130 and answer.stderr == "interrupted\n", answer.stderr
    assert answer.stdout == "" and not list(tmp_path.iterdir())


HIDDEN = """
from volrisk import cli

def hidden(*arguments, **settings):
    try:
        raise KeyboardInterrupt
    except KeyboardInterrupt as error:
        raise {kind}("calling __set_name__") from error

cli.vr.runs.report_on = hidden
cli.main()
"""


@pytest.mark.parametrize("kind", ["RuntimeError", "ImportError", "ValueError", "SystemError"])
def test_an_interrupt_that_looks_like_a_failure_is_none(kind, tmp_path):
    answer = python("-c", HIDDEN.format(kind=kind), "report", cwd=tmp_path)
    assert answer.returncode == 130 and answer.stderr == "interrupted\n", answer.stderr


def test_what_was_there_stays_where_a_report_cannot_be_written(prices, tmp_path, monkeypatch):
    made = report(log_returns(prices), [EWMA()], refit=100, progress=False)
    page, table = save(made, tmp_path)
    before = page.read_bytes(), table.read_bytes()

    def full(*paths):
        raise OSError("no space left on device")

    monkeypatch.setattr("volrisk.storage.os.replace", full)
    with pytest.raises(OSError, match="no space"):
        save(made, tmp_path)
    assert (page.read_bytes(), table.read_bytes()) == before
