"Sheets as people and programs fill them; skipped where openpyxl is not there"
import re
from datetime import datetime

import numpy as np
import pandas as pd
import pytest

from volrisk import layouts
from volrisk.bookfiles import read_weights
from volrisk.shellwords import in_shell
from volrisk.sources import FileOptions, prices_in, returns_in

openpyxl = pytest.importorskip("openpyxl", reason="openpyxl, of the extra excel, is not installed")
DAYS = [day.to_pydatetime() for day in pd.bdate_range("2024-01-01", periods=60)]
CLOSES = [100 + (7 * k % 11) / 4 for k in range(60)]
ROWS = [["Date", "Close"], *map(list, zip(DAYS, CLOSES))]


def book(path, rows, *, above=(), code=None, more=()):
    "A file with one sheet of rows, or several"
    made = openpyxl.Workbook()
    for row in (*above, *rows):
        made.active.append(row)
    if above:
        made.active.merge_cells("A1:B1")
    for row in made.active.iter_rows(min_row=2, min_col=2) if code else ():
        row[0].number_format = code
    for title in more:
        for row in rows:
            (made[title] if title in made.sheetnames else made.create_sheet(title)).append(row)
    made.save(path)
    return path


@pytest.mark.parametrize(
    ("change", "above"),
    [
        (lambda day: day, ()),
        (lambda day: day, [["Closing prices of the DAX"], ["Source: Bloomberg"], []]),
        (lambda day: f"{day:%Y-%m-%d}", ()),
        (lambda day: f"{day:%d.%m.%Y}", ()),
        (lambda day: int(f"{day:%Y%m%d}"), ()),
        (lambda day: (day - datetime(1899, 12, 30)).days, ()),
    ],
)
def test_days_and_titles_in_any_usual_form(change, above, tmp_path):
    rows = [ROWS[0], *([change(day), close] for day, close in ROWS[1:])]
    for name in ("prices.xlsx", "prices.xlsm"):
        read = prices_in(book(tmp_path / name, rows, above=above))
        assert read["Close"].to_list() == CLOSES and list(read.index) == DAYS


def test_one_of_several_sheets(tmp_path):
    file = book(tmp_path / "prices.xlsx", ROWS, more=["FTSE"])
    assert len(prices_in(file, options=FileOptions(sheet="ftse"))) == 60
    with pytest.raises(ValueError, match="2 sheets .*--sheet Sheet"):
        prices_in(file)
    with pytest.raises(ValueError, match="did you mean FTSE"):
        prices_in(file, options=FileOptions(sheet="FTSX"))


def test_cells_shown_in_percent_are_fractions(tmp_path):
    returns = np.diff(np.log(CLOSES))
    rows = [["Date", "Return"], *map(list, zip(DAYS[1:], returns.tolist()))]
    shown = book(tmp_path / "shown.xlsx", rows, code="0.00%")
    plain = book(tmp_path / "plain.xlsx", rows)
    for percent in (True, False):
        np.testing.assert_allclose(returns_in(shown, percent=percent), returns, rtol=1e-12)
    np.testing.assert_allclose(returns_in(plain, percent=True), returns / 100, rtol=1e-12)


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([ROWS[0], *([day, f"={close}+0"] for day, close in ROWS[1:])], "formulas have no values"),
        ([ROWS[0], ROWS[1], *([f"=A{k + 2}+1", 99.5] for k in range(9))], "formulas have no"),
        (ROWS[:1], "no rows below the line 'Date, Close'"),
        (ROWS[1:], "no header"),
        ([], "the file is empty"),
        ([*ROWS, ["Total", 1.0]], "'Total' in row 61 is no date"),
    ],
)
def test_what_cannot_be_read_is_one_sentence(rows, says, tmp_path):
    with pytest.raises(ValueError, match=says) as failure:
        prices_in(book(tmp_path / "prices.xlsx", rows))
    assert re.match(r"prices\.xlsx \S+ [^\n]*$", in_shell(str(failure.value)))


def test_damaged_files_and_passwords(tmp_path):
    whole = book(tmp_path / "prices.xlsx", ROWS).read_bytes()
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    for start, says in {whole[:3000]: "damaged", ole: "password", b"Date,C": "rename it"}.items():
        (tmp_path / "other.xlsx").write_bytes(start)
        with pytest.raises(ValueError, match=says):
            prices_in(tmp_path / "other.xlsx")


def test_weights_of_a_sheet(tmp_path):
    rows = [["asset", "weight"], ["DAX", 0.75], ["FTSE", 0.25]]
    read = read_weights(book(tmp_path / "weights.xlsx", rows, code="0%"))
    assert read.to_dict() == {"DAX": 0.75, "FTSE": 0.25}


def test_weights_by_day_of_a_sheet(tmp_path, monkeypatch):
    opened, whole = [], layouts.open_excel
    monkeypatch.setattr(layouts, "open_excel", lambda *file: opened.append(file) or whole(*file))
    rows = [["Date", "DAX", "FTSE"], ["2024-01-02", 0.75, 0.25], ["2024-02-01", "-", 1]]
    read = read_weights(book(tmp_path / "weights.xlsx", rows))
    assert len(opened) == 1
    assert read.isna().to_numpy().tolist() == [[False, False], [True, False]]
    assert read["FTSE"].tolist() == [0.25, 1]
