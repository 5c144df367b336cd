"A confidence in any usual notation is read from a file and from the command line, or refused"
import numpy as np
import pandas as pd
import pytest
from typer.testing import CliRunner

import volrisk as vr
from volrisk.cli import app
from volrisk.levels import LEVELS

DAYS = pd.bdate_range("2020-01-01", periods=600, name="date")
RETURNS = 0.01 * np.random.default_rng(0).standard_normal(600)
TABLE = pd.DataFrame({"return": RETURNS, "VaR": 0.01645}, DAYS)
SPELT = (0.95, "0.950", "0,95", 95, "95", 95.0, "95%", "95 %", 0.05, "5%", ".05", "5.0 %")


def backtest(*words):
    "What `volrisk backtest` prints, or what it refuses"
    made = CliRunner().invoke(app, ["backtest", *map(str, words)])
    if made.exit_code == 0:
        return made.stdout
    assert isinstance(made.exception, ValueError), made.exception
    said = str(made.exception)
    assert "\n" not in said
    return said


def test_every_notation_in_a_column(tmp_path):
    file = tmp_path / "risk.csv"
    for said in SPELT:
        TABLE.assign(level=said).to_csv(file)
        assert "at 0.95 confidence" in backtest(file), said


def test_every_name_of_a_column(tmp_path):
    file = tmp_path / "risk.csv"
    for name, confidence in LEVELS.items():
        said = "5%" if confidence is False else "95%"
        for written in (name, name.upper(), name.title().replace(" ", "_")):
            TABLE.assign(**{written: said}).to_csv(file)
            assert "at 0.95 confidence" in backtest(file), written


def test_every_kind_of_file(tmp_path):
    pytest.importorskip("pyarrow")
    for name, write in {"a.parquet": "to_parquet", "a.csv.gz": "to_csv", "a.txt": "to_csv"}.items():
        getattr(TABLE.assign(alpha="95 %"), write)(tmp_path / name)
        assert "at 0.95 confidence" in backtest(tmp_path / name), name


def test_a_comment(tmp_path):
    file = tmp_path / "risk.csv"
    for comment in ("# level: 95%", "#alpha=0.05", "# 95% VaR, historical\n#", "# VaR (95 %)"):
        file.write_text(f"{comment}\n{TABLE.to_csv()}")
        assert "at 0.95 confidence" in backtest(file), comment
        assert "the comment says" in backtest(file, "--level", "0.99")


def test_the_command_line(tmp_path):
    file = tmp_path / "risk.csv"
    TABLE.to_csv(file)
    for said in SPELT:
        assert "at 0.95 confidence" in backtest(file, "--level", said), said
    for said in ("0.5", "5", "1", "50%", "0.95%", "0", "1.5", "high", "-0.05"):
        assert "is a confidence such as" in backtest(file, f"--level={said}"), said


def test_nobody_says_it(tmp_path):
    file = tmp_path / "risk.csv"
    TABLE.to_csv(file)
    said = backtest(file)
    assert "at 0.99 confidence" in said and "does not say its confidence" in said
    assert "does not say" not in backtest(file, "--level", "0.99")


def test_what_is_no_confidence_is_refused_and_can_be_overruled(tmp_path):
    file = tmp_path / "risk.csv"
    for said in (0.5, 5, 1, 2743.5, "high", 0, -0.95, "0.95%"):
        TABLE.assign(level=said).to_csv(file)
        assert "overrule it, such as with --level 0.99" in backtest(file), said
        assert "at 0.95 confidence" in backtest(file, "--level", "0.95"), said
    TABLE.assign(q=np.where(np.arange(600) % 2, 0.05, 0.95)).to_csv(file)
    assert "tails of both sides" in backtest(file)


def test_several_levels_in_one_file(tmp_path):
    file = tmp_path / "risk.csv"
    levels = {"95%": 1, 99: 1.42}
    frames = [TABLE.assign(level=level, VaR=x * TABLE["VaR"]) for level, x in levels.items()]
    pd.concat(frames).to_csv(file)
    said = backtest(file)
    assert "column level has 95% and 99%: choose one with --level 0.95 or --level 0.99" in said
    for level in ("0.95", "0.99"):  # the advice, followed
        made = backtest(file, "--level", level)
        assert f"in 600 days at {level} confidence" in made
    assert "choose one with" in backtest(file, "--level", "0.975")


def test_levels_as_risk_levels_writes_them(tmp_path):
    file = tmp_path / "risk.csv"
    risk = vr.risk_levels(vr.Forecast(DAYS, 0, 0.01, "normal"), (0.95, 0.99))
    risk.assign(**{"return": np.tile(RETURNS, 2)}).reset_index().to_csv(file, index=False)
    assert "choose one with --level 0.95 or --level 0.99" in backtest(file)
    assert "in 600 days at 0.99 confidence" in backtest(file, "--level", "99%")


def test_two_places_that_differ(tmp_path):
    file = tmp_path / "risk.csv"
    TABLE.assign(level=0.95, alpha=0.01).to_csv(file)
    assert "column level says 95% and column alpha says 99%" in backtest(file)
    TABLE.assign(level=0.95).to_csv(file)
    assert "leave out --level" in backtest(file, "--level", "99")


def test_python_says_what_is_meant():
    meant = {
        95: "95 percent is 0.95",
        0.05: "for a tail probability of 0.05 pass 0.95",
        "95%": "pass 0.95, a number without quotes",
        "5%": "pass 0.95, a number without quotes",
        5: "for a tail of 5% pass 0.95",
        1: "for a tail of 1% pass 0.99",
        0.5: "pass 0.99",
    }
    for level, sentence in meant.items():
        with pytest.raises(ValueError, match="level is a confidence") as failure:
            vr.kupiec_pof([0, 1, 0], level)
        assert sentence in str(failure.value)
