"What the command line reads, refuses and says, in words of a shell and in time"
import json
import os
import re
import shlex
import subprocess
import sys
from configparser import ConfigParser
from io import StringIO
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from typer.testing import CliRunner

from volrisk.cli import app
from volrisk.shellwords import in_shell
from volrisk.words import EXTRAS, install_words

PYTHON = re.compile(r"\b(pd|np|vr)\.[a-z]|\.\w+\(|\b\w+='|DataFrame|\bNone\b|argument|pass ")


@pytest.fixture
def there(tmp_path, monkeypatch):
    "A folder with prices of days and of hours, and with returns"
    rng = np.random.default_rng(1)
    days = pd.bdate_range("2015", periods=700, name="Date")
    close = pd.DataFrame({"Close": 100 * np.exp(0.01 * rng.standard_normal(700).cumsum())}, days)
    close.to_csv(tmp_path / "days.csv")
    hours = pd.date_range("2024-10-01", periods=700, freq="h", name="Date")
    utc = hours.tz_localize("UTC").tz_convert("Europe/Berlin").tz_localize(None)
    close.set_axis(utc.rename("Date")).to_csv(tmp_path / "hours.csv")
    returns = np.log(close["Close"]).diff().dropna()
    returns.map("{:.3%}".format).to_frame("Change").to_csv(tmp_path / "change.csv")
    risk = pd.DataFrame({"P&L": 1e6 * returns, "1-day VaR 99%": 1e6 * 0.0235}, returns.index)
    risk.to_csv(tmp_path / "bank.csv")
    wide = pd.DataFrame({"DAX": close["Close"], "FTSE": close["Close"] ** 0.5})
    wide.to_csv(tmp_path / "wide.csv")
    (1 + returns).to_frame("return").to_csv(tmp_path / "gross.csv")
    np.log(wide).diff().dropna().to_csv(tmp_path / "moves.csv")
    wide.iloc[[*range(400, 700), *range(400)]].to_csv(tmp_path / "mixed.csv")
    (tmp_path / "prices.zip").write_bytes(b"PK")
    (tmp_path / "w.csv").write_text("asset,weight\nDAX,0.6\nFTES,0.4\n")
    (tmp_path / "v.csv").write_text("asset,weight\nDAX,0.6\nFTSE,-\n")
    typed = close["Close"].astype(object).where(days != days[4], " ? ")
    typed.to_csv(tmp_path / "typed.csv")
    typo = wide["FTSE"].astype(object).where(days != days[69], "12a")
    wide.assign(FTSE=typo).to_csv(tmp_path / "typo.csv")
    for name, last in {"total": "Total,70", "source": "Source: Bloomberg at 2019-01-02,"}.items():
        (tmp_path / f"{name}.csv").write_text(f"{close.to_csv()}{last}\n")
    bars = close.assign(Open=close["Close"].shift().fillna(100.0))
    bars["High"], bars["Low"] = 1.01 * bars.max(axis=1), 0.99 * bars.min(axis=1)
    bars.to_csv(tmp_path / "bars.csv")  # whose opens are the closes before
    pd.DataFrame({"Close": 100.0 + (np.arange(700) > 400)}, days).to_csv(tmp_path / "still.csv")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def ask(*words):
    return CliRunner(env={"COLUMNS": "300"}).invoke(app, list(words))


def refused(*words):
    "One sentence, in words of a shell"
    found = ask(*words)
    assert isinstance(found.exception, (ValueError, OSError, ImportError)), found.output
    sentence = in_shell(str(found.exception))
    assert "\n" not in sentence and not PYTHON.search(sentence), sentence
    return sentence


EWMA = "--model", "ewma", "--horizon", "1,5", "--paths", "1000"
SOON = [
    "forecast --level 5",
    "forecast --horizon -1",
    "forecast --horizon ,",
    "forecast --horizon 99999999999",
    "forecast --level 0.9999999999",
    "forecast --wealth 100.000",
    "forecast --start 01.06.2020",
    "report --end 6/1/2020",
    "forecast --wealth abc",
    "forecast --model Garh",
    "forecast --model GARCH-cauchy",
    "forecast --paths 50",
    "forecast --seed -1",
    "forecast --start soon",
    "forecast --missing fill",
    "forecast --sep xx",
    "forecast --zone Mars",
    "forecast --sample dax",
    "forecast --percent",
    "forecast nowhere.csv",
    "report --refit 0",
    "report --innovations cauchy",
    "report --json --csv",
    "report --jobs 0",
    "backtest days.csv --level 1",
    "backtest days.csv --null cauchy",
    "backtest nowhere.csv",
    "data check nowhere.csv",
    "data check days.csv --percent",
    "data get AAPL --interval 7m",
    "pretrain --steps 0",
]
LOADED = """
import sys
from typer.testing import CliRunner
from volrisk.cli import app
for words in sys.stdin.read().splitlines():
    found = CliRunner().invoke(app, words.split())
    assert isinstance(found.exception, (ValueError, OSError)), (words, found.exception)
    assert not {"pandas", "numpy", "numba"} & set(sys.modules), words
"""


def test_what_was_typed_is_refused_before_anything_is_loaded(there):
    told = {"input": "\n".join(SOON), "capture_output": True, "text": True}
    answer = subprocess.run([sys.executable, "-c", LOADED], **told)
    assert answer.returncode == 0, answer.stderr


@pytest.mark.parametrize("words", SOON)
def test_what_was_typed_is_refused_in_words_of_a_shell(words, there):
    assert len(refused(*words.split())) < 500


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("forecast --model Garh", "there is no model 'Garh': did you mean GARCH or EGARCH?"),
        ("forecast --model gjr-skew", "did you mean skewt?"),
        ("report --innovations norml", "did you mean normal?"),
        ("forecast wide.csv --column DAXX", "did you mean DAX?"),
        ("forecast hours.csv --zone Berlin", "did you mean Europe/Berlin?"),
        ("backtest bank.csv --var 1-day&VaR&95%", "did you mean 1-day VaR 99%?"),
        ("forecast wide.csv", "--weights makes one portfolio"),
        ("forecast change.csv", "change.csv holds returns in percent, not prices: say --returns"),
        ("data check change.csv", "say --returns"),
        ("forecast days.csv --zone UTC", "which has no hours"),
        ("forecast days.csv --model EWMA(2)", "'EWMA(2)': decay is a weight"),
        ("report days.csv --window 55 --model gjr-t", "got --window 55"),
        ("backtest bank.csv --return 1-day&VaR&99%", "columns of their own"),
        ("backtest bank.csv --out /proc/x.html", "/proc is not a folder that can be written"),
        ("report wide.csv --weights equal --column DAX", "leave it out"),
        ("report wide.csv --weights .", "is a folder"),
        ("report wide.csv --weights w.csv", "they have 'DAX', 'FTSE'; did you mean FTSE?"),
        ("report wide.csv --weights v.csv", "got nothing for 'FTSE'; 0 is a position"),
        ("forecast days.csv --model HAR,x=true_range", "Name a model of the close alone"),
        ("forecast bars.csv --model HAR,x=tru_range", "Did you mean true_range?"),
        ("forecast bars.csv --model HAR,x=garman_klass", "Name x=true_range, which the"),
        ("forecast typed.csv", "no price on 1 day (2015-01-07): --missing drop"),
        ("report typo.csv", "'12a' in column FTSE on 2015-04-08, and numbers in its other rows"),
        ("report typo.csv --weights equal", "'12a' in column FTSE on 2015-04-08"),
        ("forecast total.csv", "'Total' in row 701 is no date as the others are"),
        ("forecast source.csv", "in row 701 is no date as the others are ('2015-01-01'): delete"),
        ("forecast days.csv --model GARCH-student", "did you mean t?"),
        ("report days.csv --innovations gaussian", "did you mean normal?"),
        ("report days.csv -level 0.99", "has no option -l: did you mean --level?"),
        ("report days.csv —level 0.99", "begins with a long dash: write two hyphens, --level"),
        ("help", "say volrisk --help"),
        ("--levl 0.99 days.csv", "volrisk report has no option --levl: did you mean --level?"),
        ("forecast still.csv --model ewma", "say --model HistoricalSimulation or --model EWMA+FHS"),
        ("pretrain --out weights.doc", "ends in .safetensors"),
        ("forecast gross.csv", "gross.csv holds returns, not prices: say --returns"),
        ("forecast gross.csv --returns", "take the logarithm of each"),
        ("report mixed.csv --weights equal --window 50", "put the rows in the order of their days"),
        ("report prices.zip", "unpack it first"),
        ("data get AAPL --out /proc/x.csv", "/proc is not a folder"),
    ],
)
def test_a_sentence_says_what_to_do_instead(words, says, there):
    assert says in refused(*(word.replace("&VaR&", " VaR ") for word in words.split()))


def test_minutes_and_hours_follow_a_clock(there):
    assert "comes twice when clocks go back: say whose with --zone" in refused(
        "forecast", "hours.csv", *EWMA
    )
    pd.read_csv("hours.csv", index_col=0)[:600].to_csv("early.csv")
    with pytest.warns(UserWarning, match="time zone") as told:
        assert ask("forecast", "early.csv", *EWMA).exit_code == 0
    notes = in_shell(" ".join(str(one.message) for one in told))
    assert "--zone Europe/Berlin" in notes and "tz_localize" not in notes
    quiet = ask("forecast", "hours.csv", *EWMA, "--zone", "europe/berlin", "--quiet")
    assert re.match(r"1 hour: VaR \d\.\d\d% at 99% and ES .*\n5 hours: VaR", quiet.stdout)
    assert quiet.exit_code == 0, quiet.exception
    words = "hours.csv", "--model", "ewma", "--refit", "300", "--quiet", "--out", "out", "--zone"
    answer = ask("report", *words, "Europe/Berlin")
    assert " CET, the next hour: VaR" in answer.stdout, answer.exception
    assert "tz_localize" not in (there / "out" / "report.html").read_text()
    assert ask("backtest", "out/forecasts.csv", "--quiet").exit_code == 0
    spring = pd.date_range("2024-03-20", periods=700, freq="h", name="Date")
    pd.read_csv("hours.csv", index_col=0).set_axis(spring).to_csv("utc.csv")
    sentence = refused("forecast", "utc.csv", *EWMA, "--zone", "Europe/Berlin")
    assert "does not fit utc.csv: 2024-03-31 02:00 is on no clock there" in sentence
    assert ask("report", "early.csv", *words[1:-1]).exit_code == 0
    assert "--zone Europe/Berlin" in (there / "out" / "report.html").read_text()


def test_returns_of_several_assets_are_said_to_be_taken_for_simple_ones(there):
    with pytest.warns(UserWarning, match="moves.csv holds returns, taken for simple ones"):
        answer = ask("report", "moves.csv", "--weights", "equal", "--window", "800")
    assert answer.exception


def test_the_columns_of_a_bank(there):
    answer = ask("backtest", "bank.csv", "--quiet", "--strict", "--out", "page.html")
    said = " ".join(answer.stdout.split())  # whatever the width
    assert "P&L is a profit above zero and 1-day VaR 99% a loss above zero" in said
    assert "in 699 days at 0.99 confidence" in said and answer.exit_code in (0, 1)
    assert "in percent of the median VaR, 23,500" in (there / "page.html").read_text()
    told = json.loads(ask("backtest", "bank.csv", "--json").stdout)
    assert told["level"] == 0.99 and told["days"] == 699 and len(told["tests"]) > 8
    table = pd.read_csv(StringIO(ask("backtest", "bank.csv", "--csv").stdout))
    assert list(table["name"]) == [one["name"] for one in told["tests"]]
    bank = pd.read_csv("bank.csv", index_col=0)
    bank.rename(columns={"1-day VaR 99%": "10-day VaR 99%"}).to_csv("ten.csv")
    bank.assign(**{"1-day VaR 99%": 0.0235}).to_csv("share.csv")
    bank.assign(HypPL=bank["P&L"]).to_csv("two.csv")
    (-bank).rename(columns={"P&L": "Loss"}).to_csv("loss.csv")
    for name, says in (("ten", "10 days"), ("share", "other units"), ("two", "--return HypPL")):
        assert says in refused("backtest", f"{name}.csv")
    assert "turn its sign" in refused("backtest", "loss.csv")


def test_marks_for_nothing_are_counted_in_a_backtest(there):
    bank = pd.read_csv("bank.csv", index_col=0).astype(object)
    bank.iloc[[3, 5], 0], bank.iloc[[5, 8], 1] = "-", " n.a. "
    bank.to_csv("typed.csv")
    told = json.loads(ask("backtest", "typed.csv", "--json").stdout)
    assert told["days"] == 696
    assert told["notes"][0].startswith("3 of 699 days left out, without P&L or 1-day VaR 99%")


def test_what_people_type_is_understood(there):
    accounts = pd.read_csv("bank.csv", index_col=0).map("{:,.2f}".format)
    accounts["P&L"] = accounts["P&L"].str.replace(r"^-(.*)", r"(\1)", regex=True)
    accounts.to_csv("accounts.csv")
    told = [json.loads(ask("backtest", f"{name}.csv", "--json").stdout) for name in BANKS]
    assert told[0]["violations"] == told[1]["violations"] > 0
    rows = pd.read_csv("days.csv", index_col=0)
    words = rows.set_axis(pd.to_datetime(rows.index).strftime("%A, %B %d, %Y"))
    words["Close"].map("USD {:.12f}".format).rename_axis("Date").to_csv("words.csv")
    quick = "--quiet", "--horizon", "1", "--wealth", "1.000.000,00"
    said = ask("forecast", *quick, "--model", "GARCH (1,1) - t", "words.csv").stdout
    assert said == ask("forecast", "days.csv", *quick, "--model", "garch-t").stdout != ""
    assert "Usage" in ask("report", "-h").stdout


BANKS = "bank", "accounts"


def test_few_residuals_do_not_make_the_es_a_var(there):
    pd.read_csv("days.csv", index_col=0)[-120:].to_csv("young.csv")
    risk = json.loads(ask("forecast", "young.csv", "--horizon", "1", "--json").stdout)["risk"][0]
    assert risk["ES"] > 1.1 * risk["VaR"]
    assert "only 1.2 of 119 residuals lie beyond" in ask("forecast", "young.csv").stdout


def test_answers_for_programs_and_for_who_is_in_a_hurry(there):
    for words in (["models"], ["doctor"], ["data", "check", "days.csv"]):
        assert json.loads(ask(*words, "--json").stdout)
        assert len(pd.read_csv(StringIO(ask(*words, "--csv").stdout)).columns) > 2
    assert "EWMA(0.94)\n" in ask("models", "--quiet").stdout
    assert len(ask("data", "check", "hours.csv", "--quiet").stdout.splitlines()) == 1
    assert ask("data", "check", "hours.csv", "--strict").exit_code == 1
    assert ask("data", "check", "days.csv", "--strict").exit_code == 0
    percent = ask("data", "check", "change.csv", "--returns", "--percent", "--strict")
    assert percent.exit_code == 0, percent.stdout


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="a device of Linux")
@pytest.mark.parametrize("words", ["--help", "models", "forecast days.csv --model ewma --csv"])
def test_a_full_disk_is_one_sentence(words, there):
    with open("/dev/full", "w") as full:
        command = [sys.executable, "-m", "volrisk", *words.split()]
        answer = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True)
    assert answer.returncode == 2 and answer.stderr.endswith(
        "volrisk: the answer cannot be written: no space left on device\n"
    )


def test_lines_end_where_sentences_do_and_no_figure_is_cut(there):
    plain = CliRunner(env={"COLUMNS": None}).invoke(app, ["forecast", "days.csv", *EWMA])
    assert all(len(why) > 80 and why.endswith(".") for why in plain.output.splitlines()[-2:])
    narrow = CliRunner(env={"COLUMNS": "25"}).invoke(app, ["forecast", "days.csv", *EWMA])
    rows = [line.rstrip() for line in plain.output.splitlines() if "bootstrap " in line]
    assert rows and {line.rstrip() for line in narrow.output.splitlines()} >= set(rows)
    assert "…" not in narrow.output


def test_a_test_that_cannot_be_made_says_so_at_a_shell_and_on_its_page(there):
    still = pd.read_csv("bank.csv").assign(ES=1e6 * 0.027)
    still.to_csv("still.csv", index=False)
    answer = ask("backtest", "still.csv", "--out", "page.html")
    assert answer.output.count("does not vary: see ESR intercept") == 2
    page = (there / "page.html").read_text()
    assert "see ESR intercept" in page and "kind=" not in page


def test_advice_names_extras_that_there_are():
    settings = ConfigParser(delimiters=["="], interpolation=None)
    settings.read(Path(__file__).parent.parent / "settings.ini", encoding="utf-8")
    for extra, packages in EXTRAS.items():
        assert settings["DEFAULT"][f"{extra}_requirements"].split() == list(packages)
        words = shlex.split(install_words(extra))
        assert words in (["pip", "install", f"volrisk[{extra}]"], ["pip", "install", *packages])


@pytest.mark.skipif(sys.platform == "win32", reason="its shells close no streams")
def test_streams_that_are_closed_or_know_few_letters(there):
    words = [sys.executable, "-m", "volrisk", "forecast", "d\u00e4ys.csv", *EWMA]
    (there / "days.csv").rename("d\u00e4ys.csv")
    for closed in (">&-", "2>&-", ""):
        how = {"env": os.environ | {"PYTHONIOENCODING": "ascii", "COLUMNS": "0"}, "text": True}
        line = f"{shlex.join(words)} {closed}"
        answer = subprocess.run(line, shell=True, capture_output=True, **how)
        assert answer.returncode == 0 and "Traceback" not in answer.stderr
    assert "d\\xe4ys" in answer.stdout and "note: fitted" in answer.stderr
