"Files as people have them, ten thousand broken ones, and anything at all handed to the checks"

import gzip
import io
import os
import random
import sys
import time
import warnings
import zipfile

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from volrisk.data import SAMPLES, load_sample, log_returns, simulate_minutes, simulate_returns
from volrisk.files import closing_prices, parse_dates
from volrisk.tables import read_prices
from volrisk.quality import check_prices, check_returns

CLOSES = [4742.83, 4704.81, 4688.68, 4697.24, 4763.54]
DATES = ["2024-01-02", "2024-01-03", "2024-01-04", "2024-01-05", "2024-01-08"]


def rows(template, dates=DATES, closes=CLOSES):
    return "".join(template.format(d=date, c=close) + "\n" for date, close in zip(dates, closes))


COMMAS = [f"{close:.2f}".replace(".", ",") for close in CLOSES]
GROUPED = [f"{close:,.2f}" for close in CLOSES]
GERMAN = [f"{pd.Timestamp(d):%d.%m.%Y}" for d in DATES]
AMERICAN_WORDS = [f"{pd.Timestamp(d):%b %d, %Y}" for d in DATES]
AMERICAN = [f"{pd.Timestamp(d):%m/%d/%Y}" for d in DATES] + ["01/25/2024"]
LAYOUTS = {
    "yahoo's website": "Date,Open,High,Low,Close,Adj Close,Volume\n"
    + rows("{d},1,2,0.5,9,{c},100"),
    "yfinance, one level": "Date,Open,Close\n" + rows("{d} 00:00:00-05:00,1,{c}"),
    "yfinance, two levels": "Price,Close,Volume\nTicker,^GSPC,^GSPC\nDate,,\n"
    + rows("{d},{c},100"),
    "yfinance, two levels, ticker first": "Ticker,^GSPC,^GSPC\nPrice,Close,Volume\nDate,,\n"
    + rows("{d},{c},100"),
    "two bare columns": rows("{d},{c}"),
    "lower case": "date,close\n" + rows("{d},{c}"),
    "price": "timestamp,price\n" + rows("{d}T00:00:00Z,{c}"),
    "Stooq": "Date,Open,High,Low,Close,Volume\n" + rows("{d},1,2,0.5,{c},100"),
    "FRED": "observation_date,SP500\n" + rows("{d},{c}"),
    "pandas, unnamed index": ",Close\n" + rows("{d},{c}"),
    "nasdaq.com, newest first": "Date,Close/Last,Volume\n"
    + rows("{d},${c},100", AMERICAN[::-1], [5000.5, *CLOSES[::-1]]),
    "German days": "Date,Close\n" + rows("{d},{c}", [f"{pd.Timestamp(d):%d.%m.%Y}" for d in DATES]),
    "numbers": "date,close\n" + rows("{d},{c}", [d.replace("-", "") for d in DATES]),
    "Unix seconds": "time,close\n"
    + rows("{d},{c}", [int(pd.Timestamp(d).timestamp()) for d in DATES]),
    "Unix milliseconds": "time,close\n"
    + rows("{d},{c}", [1000 * int(pd.Timestamp(d).timestamp()) for d in DATES]),
    "date and time": "Date,Time,Close\n" + rows("{d},00:00,{c}"),
    "a byte order mark and Windows line ends": "\ufeff"
    + ("Date,Close\n" + rows("{d},{c}")).replace("\n", "\r\n"),
    "quotes and spaces": '"Date", "Close"\n' + rows('"{d}",  {c}'),
    "dollars, no header": rows("{d},${c}"),
    "comments and blank lines first": "\n# from somewhere\n\nDate,Close\n" + rows("{d},{c}"),
    "Adj. Close": "Date,Close,Adj. Close\n" + rows("{d},9,{c}"),
    "Adjusted Close Price": "Date,Close,Adjusted Close Price\n" + rows("{d},9,{c}"),
    "close_adj": "date,close,close_adj\n" + rows("{d},9,{c}"),
    "Alpha Vantage": "timestamp,4. close,5. adjusted close\n" + rows("{d},9,{c}"),
    "Adj Close**": "Date,Close*,Adj Close**\n" + rows("{d},9,{c}"),
    "a ticker of digits": "Date,600519\n" + rows("{d},{c}"),
    "a price called Index": "observation_date,Index\n" + rows("{d},{c}"),
    "the weekday first": "Day,Trade Date,Close\n" + rows("Mon,{d},{c}"),
    "two header lines without names": ",Close\n,^GSPC\nDate,\n" + rows("{d},{c}"),
    "years of two digits": "Date,Close\n"
    + rows(
        "{d},{c}", [f"{pd.Timestamp(d):%m/%d/%y}" for d in [*DATES, "2024-01-25"]], [*CLOSES, 1]
    ),
    "Dukascopy": "Gmt time,Close\n"
    + rows("{d} 00:00:00.000,{c}", [f"{pd.Timestamp(d):%d.%m.%Y}" for d in DATES]),
    "AM": "Date,Close\n"
    + rows(
        "{d} 12:00 AM,{c}",
        [f"{pd.Timestamp(d):%m/%d/%Y}" for d in [*DATES, "2024-01-25"]],
        [*CLOSES, 1],
    ),
    "month names": "Date,Close\n"
    + rows('"{d}",{c}', [f"{pd.Timestamp(d):%b %d, %Y}" for d in DATES]),
    "a German bank": "Datum;Eröffnung;Schlusskurs;Volumen\n"
    + rows("{d};1,5;{c};1.234.567", GERMAN, COMMAS),
    "semicolons and points": "Date;Close\n" + rows("{d};{c}"),
    "semicolons, no header": rows("{d};{c}", closes=COMMAS),
    "semicolons at the end of each line": "Datum;Schluss;\n" + rows("{d};{c};", GERMAN, COMMAS),
    "tabs": "Date\tOpen\tClose\n" + rows("{d}\t1.5\t{c}"),
    "tabs and decimal commas": rows("{d}\t{c}", GERMAN, COMMAS),
    "MetaTrader": "<DATE>\t<OPEN>\t<CLOSE>\t<TICKVOL>\n"
    + rows("{d}\t1.5\t{c}\t100", [d.replace("-", ".") for d in DATES]),
    "bars": "Date|Close\n" + rows("{d}|{c}"),
    "decimal commas in quotes": "Date,Close\n" + rows('{d},"{c}"', closes=COMMAS),
    "thousands": "Date,Close\n" + rows('{d},"{c}"', closes=GROUPED),
    "apostrophes between thousands": "Date;Close\n"
    + rows("{d};{c}", closes=[c.replace(",", "'") for c in GROUPED]),
    "spaces between thousands": "Date;Close\n"
    + rows("{d};{c}", closes=[c.replace(",", "\u202f").replace(".", ",") for c in GROUPED]),
    "Bloomberg": "Security,SPX Index\nStart Date,1/1/2024\nEnd Date,1/31/2024\nPeriod,D\n\n"
    + "Date,PX_LAST\n"
    + rows("{d},{c}"),
    "Bloomberg, semicolons": "Security;SPX Index\nStart Date;1/1/2024\n\nDate;PX_LAST\n"
    + rows("{d};{c}", closes=COMMAS),
    "investing.com": '"Date","Price","Open","High","Low","Vol.","Change %"\n'
    + rows('"{d}","{c}","1,500.50","1,600.00","1,400.00","2.14B","0.92%"', AMERICAN, [*GROUPED, 1]),
    "Yahoo's page, copied": "Date\tOpen\tClose\tAdj Close\tVolume\n"
    + rows("{d}\t9,999.50\t9,998.50\t{c}\t-", AMERICAN_WORDS, GROUPED),
    "Polish Stooq": "Data,Otwarcie,Najwyzszy,Najnizszy,Zamkniecie,Wolumen\n"
    + rows("{d},1,2,0.5,{c},100"),
    "a title": "Symbol: SPX\nDate,Close\n" + rows("{d},{c}"),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_layouts(layout, tmp_path):
    path = tmp_path / "prices.csv"
    path.write_text(LAYOUTS[layout], encoding="utf-8", newline="")
    prices = closing_prices(read_prices(path))
    assert prices.index.tz is None and list(prices.index[:5]) == list(map(pd.Timestamp, DATES))
    assert list(prices.iloc[:5]) == CLOSES


def test_intraday_stamps_become_utc(tmp_path):
    path = tmp_path / "prices.csv"
    for first, second in (
        ("10:00 UTC", "10:01 UTC"),
        ("05:00:00-05", "05:01:00-05"),
        ("05:00-0500", "05:01-0500"),
    ):
        path.write_text(f"Datetime,Close\n2024-03-08 {first},1.0\n2024-03-08 {second},2.0\n")
        assert list(read_prices(path).index) == [
            pd.Timestamp("2024-03-08 10:00", tz="UTC"),
            pd.Timestamp("2024-03-08 10:01", tz="UTC"),
        ]
    path.write_text(
        "Datetime,Close\n2024-03-08 15:59:00-05:00,1.0\n2024-03-11 09:30:00-04:00,2.0\n"
    )
    assert list(read_prices(path).index) == [
        pd.Timestamp("2024-03-08 20:59", tz="UTC"),
        pd.Timestamp("2024-03-11 13:30", tz="UTC"),
    ]


@pytest.mark.parametrize("first", ["$2575.21", "null", "nan", "inf", "", "2575.21"])
def test_the_first_row_of_a_file_without_a_header_is_a_row(first, tmp_path):
    (tmp_path / "prices.csv").write_text(
        f"2024-01-02,{first}\n2024-01-03,999.5\n2024-01-04,998.5\n"
    )
    assert len(read_prices(tmp_path / "prices.csv")) == 3


def test_days_that_had_not_come_when_the_file_was_written(tmp_path):
    path = tmp_path / "prices.csv"
    path.write_text("Date,Close\n" + rows("{d},{c}"))
    assert "future" not in check_prices(read_prices(path)).codes
    written = pd.Timestamp("2024-01-04 18:00", tz="UTC").timestamp()
    os.utime(path, (written, written))
    found = next(
        finding for finding in check_prices(read_prices(path)).findings if finding.code == "future"
    )
    assert found.dates == (pd.Timestamp("2024-01-08"),)


def test_paths(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    (tmp_path / "prices.csv").write_text("Date,Close\n2024-01-02,1\n")
    assert len(read_prices("~/prices.csv")) == 1
    for wrong, words in (
        (None, "name of a file"),
        (5, "name of a file"),
        (io.StringIO("Date"), "name of a file"),
        ("https://x.org/y.csv", "fetch it first"),
        (tmp_path / "x.xlsx", "Excel"),
    ):
        (tmp_path / "x.xlsx").write_bytes(b"PK")
        with pytest.raises(ValueError, match=words):
            read_prices(wrong)


def test_a_parquet_file_without_dates(tmp_path):
    load_sample("sp500").reset_index(drop=True).to_parquet(tmp_path / "prices.parquet")
    with pytest.raises(ValueError, match="no column of dates among Open"):
        read_prices(tmp_path / "prices.parquet")
    many = pd.concat(
        {"A": load_sample("sp500"), "B": load_sample("nasdaq")}, names=["Ticker", "Date"]
    )
    many.to_parquet(tmp_path / "prices.parquet")
    with pytest.raises(ValueError, match="2 tickers"):
        read_prices(tmp_path / "prices.parquet")


REFUSED = {
    "two tickers": ("Price,Close,Close\nTicker,A,B\nDate,,\n2024-01-02,1,2\n", "2 tickers"),
    "days or months": (
        "Date,Close\n01/02/2024,1\n02/02/2024,2\n",
        "month/day/year or day/month/year",
    ),
    "two kinds of zones": ("Date,Close\n2024-01-02 10:00,1\n2024-01-02 10:01Z,2\n", "time zone"),
    "no header and many columns": ("2024-01-02,1,2,3\n2024-01-03,1,2,3\n", "no header"),
    "no close": ("Date,Open,High\n2024-01-02,1,2\n", "no closing price"),
    "one column": ("4742.83\n4704.81\n", "one column"),
    "no date": ("Date,Close\n2024-01-02,1\n,2\n", "without a date"),
    "ragged": ("Date,Close\n2024-01-02,1\n2024-01-03,2,3\n", "line 3"),
    "empty": ("", "empty"),
    "blank": ("\n\n\n", "empty"),
    "a web page": ("<html><body>Too Many Requests, try later</body></html>\n", "web page"),
    "a second header": (
        "Date,Close\n2024-01-02,1\nDate,Close\n2024-01-03,2\n",
        "'Date' in row 2 is no date as the others",
    ),
    "a footer": ("Date,Close\n2024-01-02,1\nSource: Yahoo,2\n", "'Source: Yahoo' in row 2"),
    "30 February": (
        "Date,Close\n2024-02-29,1\n2024-02-30,2\n2024-03-01,3\n",
        "'2024-02-30' in row 2 is no date as the others are",
    ),
    "two digits, day or year first": (
        "Date,Close\n17/10/20,1\n17/10/23,2\n",
        "could be day/month/year or year/month/day",
    ),
    "two digits of the last century": ("Date,Close\n1/15/65,1\n2/15/65,2\n", "two digits"),
    "moments cut short by Excel": (
        "timestamp,close\n1.50846E+12,1\n1.50846E+12,2\n",
        "lost their digits",
    ),
    "the same without a header": ("1.50846E+12,1\n1.50846E+12,2\n", "lost their digits"),
    "volumes for dates": (
        "Volume,Close\n3384650000,1\n3384660000,2\n",
        "no column of dates among Volume, Close",
    ),
    "numbers for dates": ("id,Close\n20240102,1\n20240103,2\n", "no column of dates"),
    "an unknown adjustment": (
        "Date,Close,Adj. Factor\n2024-01-02,1,2\n",
        "may hold adjusted prices",
    ),
    "an empty adjusted close": (
        "Date,Close,Adj Close\n2024-01-02,1,\n2024-01-03,1,\n",
        "is empty: drop it",
    ),
    "two closes": ("Date,Close,Close\n2024-01-02,1,2\n", "2 columns are called 'Close'"),
    "two tickers, one below the other": (
        "Date,Ticker,Close\n2024-01-02,A,1\n2024-01-02,B,2\n",
        "ticker='A'",
    ),
    "a quotation mark": ('Date,Close\n2024-01-02,1\n"2024-01-03,2\n', "quotation mark"),
    "a word among moments": (
        "time,close\n1704153600,1\nnever,2\n1704326400,3\n",
        "'never' in row 2 is no date as the others are",
    ),
    "spaces": ("Date Close\n2024-01-02 4742.83\n", "spaces"),
    "decimal commas without quotes": (
        "Date,Close\n2024-01-02,4742,83\n2024-01-03,4704,81\n",
        "decimal comma",
    ),
    "a title": ("Symbol: SPX\nDay,Close\n2024-01-02,1\n", "delete the lines above it"),
    "thousands or decimals": ('Date,Close\n2024-01-02,998\n2024-01-03,"1,002"\n', "decimal=','"),
    "the same between semicolons": (
        "Date;Close\n2024-01-02;998\n2024-01-03;1.002\n",
        "could be 1.002 or 1002: say decimal='.' or decimal=','",
    ),
    "two styles": ('Date,Close\n2024-01-02,"4742,83"\n2024-01-03,"4,742.83"\n', "4742.83"),
    "semicolons, some rows with commas": ("Date;Close\n2024-01-02;1\n2024-01-03,2\n", "no date"),
    "a table of assets": ("Date,A,B\n2024-01-02,1,2\n", "such as column='A'"),
    "a megabyte in one cell": ("Date,Close\n2024-01-02," + "x" * 10**6 + "\n", "x in row 1"),
    "a megabyte in one line": ("x" * 10**6, "it is no table"),
    "a header of two lines": ("Date,Close\n,SPX\n2024-01-02,1\n", "header of two lines"),
    "JSON": ('{"Date": [1], "Close": [2]}\n', "JSON"),
    "nothing but NUL": ("\0" * 50, "no text"),
    "truths": ("Date,Close\n2024-01-02,True\n2024-01-03,False\n", "yes and no"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refused_with_a_sentence(case, tmp_path):
    path = tmp_path / "prices.csv"
    path.write_text(REFUSED[case][0])
    with pytest.raises(ValueError, match=REFUSED[case][1]) as failure:
        read_prices(path)
    assert "\n" not in str(failure.value) and str(failure.value).startswith("prices.csv")


def test_other_broken_things(tmp_path):
    with pytest.raises(FileNotFoundError, match="there is no file"):
        read_prices(tmp_path / "nothing.csv")
    for name, content in {
        "a.parquet": b"PAR1 not",
        "b.csv.gz": b"\x1f\x8bnot",
        "c.csv": b"Date,Close\n\xff\xfe\0,1\n",
        "d.csv": "Date,Close\n2024-01-02,1\n".encode("utf-16")[:-1],
        "e.csv": b"\0" * 100,
    }.items():
        (tmp_path / name).write_bytes(content)
        with pytest.raises(ValueError, match="cannot be read.*(no text|no gzip|write it again)"):
            read_prices(tmp_path / name)


@pytest.mark.parametrize("letters", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
@pytest.mark.parametrize("name", ["Schlußkurs", "Clôture", "Último", "Clo\u0302ture"])
def test_letters_of_any_usual_program(letters, name, tmp_path):
    text = "Datum;Eröffnung;" + name + "\n" + rows("{d};1,5;{c}", GERMAN, COMMAS)
    if "\u0302" in name and letters == "cp1252":
        return  # Windows has no such letter
    for file in (tmp_path / "prices.txt", tmp_path / "prices.csv.gz"):
        written = text.encode(letters)
        file.write_bytes(gzip.compress(written) if file.suffix == ".gz" else written)
        found = closing_prices(read_prices(file))
        assert found.name == name and list(found) == list(map(float, CLOSES))


SEVERAL = {
    "wide": ("Date,SPX,NDX\n" + rows("{d},{c},2"), {"column": "SPX"}),
    "wide, decimal commas": (
        "Datum;SPX;NDX\n" + rows("{d};{c};2,5", GERMAN, COMMAS),
        {"column": "spx"},
    ),
    "long": (
        "Date,Ticker,Close\n" + rows("{d},SPX,{c}") + rows("{d},NDX,2"),
        {"ticker": "spx"},
    ),
    "yfinance": (
        "Price,Close,Close\nTicker,SPX,NDX\nDate,,\n" + rows("{d},{c},2"),
        {"ticker": "SPX"},
    ),
    "the close beside the adjusted close": (
        "Date,Adj Close,Close\n" + rows("{d},2,{c}"),
        {"column": "Close"},
    ),
    "spaces": ("Date Close\n" + rows("{d} {c}"), {"sep": " "}),
    "thousands that could be decimals": (
        "Date;Close\n" + rows("{d};{c}", closes=[f"{c * 1000:,.0f}" for c in CLOSES]),
        {"thousands": ","},
    ),
}


@pytest.mark.parametrize("case", SEVERAL)
def test_what_a_file_leaves_open_is_an_option(case, tmp_path):
    text, option = SEVERAL[case]
    (tmp_path / "prices.csv").write_text(text)
    prices = closing_prices(read_prices(tmp_path / "prices.csv", **option))
    times = 1000 if "thousands" in option else 1
    assert list(prices.index) == list(map(pd.Timestamp, DATES))
    np.testing.assert_allclose(prices, np.multiply(CLOSES, times), rtol=1e-15)


def test_options_that_do_not_fit(tmp_path):
    path = tmp_path / "prices.csv"
    path.write_text("Date,Close,Open\n" + rows("{d},{c},1"))
    for option, words in (
        ({"column": "Colour"}, "column is the name of one of Close, Open, got 'Colour'"),
        ({"ticker": "SPX"}, "names none"),
        ({"sheet": "A"}, "Excel"),
        ({"decimal": ","}, "row 1"),
        ({"sep": ";"}, "one column only"),
        ({"sep": ";;"}, "one letter"),
    ):
        with pytest.raises(ValueError, match=words):
            read_prices(path, **option)
    assert list(read_prices(path, column="close").columns) == ["Close", "Open"]


def test_sheets_of_excel(tmp_path, monkeypatch):
    pytest.importorskip("openpyxl")
    frame = pd.DataFrame({"Close": CLOSES}, pd.DatetimeIndex(DATES, name="Date"))
    texts = pd.DataFrame({"Date": GERMAN, "Close": COMMAS})
    path = tmp_path / "prices.xlsx"
    with pd.ExcelWriter(path) as book:
        frame.to_excel(book, sheet_name="prices", startrow=3)
        book.sheets["prices"]["A1"] = "SPX Index"
        texts.to_excel(book, sheet_name="texts", index=False)
    with pytest.raises(ValueError, match="2 sheets .prices, texts.: say which, sheet='prices'"):
        read_prices(path)
    for sheet in ("prices", "texts"):
        pd.testing.assert_series_equal(
            closing_prices(read_prices(path, sheet=sheet)), frame["Close"], check_index_type=False
        )
    monkeypatch.setattr("volrisk.tables.MOST", 1000)
    with pytest.raises(ValueError, match="unpacks to more than"):
        read_prices(path, sheet="prices")


def test_excel_without_its_package(tmp_path, monkeypatch):
    with zipfile.ZipFile(tmp_path / "prices.xlsx", "w") as book:
        book.writestr("a", "b")
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(ImportError, match="pip install") as failure:
        read_prices(tmp_path / "prices.xlsx")
    assert "\n" not in str(failure.value)


def test_a_small_file_that_unpacks_without_end(tmp_path, monkeypatch):
    monkeypatch.setattr("volrisk.tables.MOST", 10**7)
    path = tmp_path / "prices.csv.gz"
    path.write_bytes(gzip.compress(b"Date,Close\n" + b"2024-01-02,1\n" * 10**6))
    with pytest.raises(ValueError, match="unpacks to more than 9 MB"):
        read_prices(path)


def scrambled(rng):
    "A good file, damaged in one to three ways"
    text = rng.choice(GOOD)
    for _ in range(rng.randint(1, 3)):
        text = rng.choice(DAMAGE)(text, rng)
    return text


def at(text, rng):
    return rng.randrange(len(text) + 1)


def swap_lines(text, rng):
    lines = text.split("\n")
    rng.shuffle(lines)
    return "\n".join(lines)


def change_cell(text, rng):
    cells = text.split(",")
    cells[rng.randrange(len(cells))] = rng.choice(
        [
            "",
            "NaN",
            "inf",
            "-inf",
            "-1",
            "0",
            "1e999",
            "abc",
            "2024-13-45",
            '"',
            "#N/A",
            "1,5",
            "٣",
            "null",
            "99999999999999999999",
            "12:00",
            "\0",
        ]
    )
    return ",".join(cells)


GOOD = list(LAYOUTS.values())
DAMAGE = [
    change_cell,
    change_cell,
    swap_lines,
    lambda text, rng: text[: at(text, rng)],
    lambda text, rng: text[at(text, rng) :],
    lambda text, rng: (
        k := at(text, rng),
        text[:k] + rng.choice(',;"\n\t\r \\-0x\u2028é') + text[k:],
    )[1],
    lambda text, rng: text.replace(
        rng.choice([",", "\n", "-", ".", "2024", "Close", "Date"]),
        rng.choice([";", " ", "", "\n", "1", ","]),
        rng.randint(1, 3),
    ),
    lambda text, rng: text + rng.choice(GOOD),
]


def test_ten_thousand_broken_files_never_end_in_a_traceback(tmp_path, monkeypatch):
    monkeypatch.setattr("_strptime._CACHE_MAX_SIZE", 100)  # formats of dates; Python keeps five
    rng, path, read = random.Random(0), tmp_path / "prices.csv", 0
    texts = [scrambled(rng) for _ in range(10_000)]
    for text in dict.fromkeys(texts):  # some come twice
        path.unlink(missing_ok=True)  # much faster than to truncate it
        path.write_text(text, encoding="utf-8", newline="")
        try:
            prices = read_prices(path)
        except ValueError as failure:
            assert "\n" not in str(failure) and len(str(failure)) < 500
            continue
        read += 1
        report = check_prices(prices)
        try:
            assert np.isfinite(log_returns(prices)).all()
        except ValueError as failure:
            assert report.errors and "\n" not in str(failure)
    assert 500 < read < 9_500


@settings(max_examples=60, deadline=None)
@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1, max_size=20))
def test_every_digit_survives_a_file(tmp_path_factory, closes):
    path = tmp_path_factory.mktemp("files") / "prices.csv"
    index = pd.date_range("2024-01-01", periods=len(closes), name="Date", unit="us")
    prices = pd.DataFrame({"Close": closes}, index)
    prices.to_csv(path)
    back = read_prices(path)
    assert (back.index == prices.index).all() and back["Close"].to_list() == closes


stamps = st.datetimes(min_value=pd.Timestamp("1900-01-01"), max_value=pd.Timestamp("2200-01-01"))


@given(
    st.lists(stamps, min_size=1, max_size=8),
    st.sampled_from(["America/New_York", "UTC", "Asia/Kolkata", "Pacific/Chatham"]),
)
def test_zoned_stamps_are_the_same_moments_in_utc(moments, zone):
    index = pd.DatetimeIndex(moments).tz_localize("UTC").tz_convert(zone)
    index = index[
        [stamp.utcoffset().total_seconds() % 60 == 0 for stamp in index]
    ]  # ISO has no seconds in an offset
    if len(index) and not (index == index.normalize()).all():
        parsed = parse_dates(pd.Series([stamp.isoformat() for stamp in index]))
        assert (parsed == index).all() and str(parsed.tz) == "UTC"


anything = st.one_of(
    st.lists(st.floats(), max_size=30),
    st.lists(st.integers(-(10**6), 10**6), max_size=30),
    st.lists(st.one_of(st.none(), st.text(max_size=3), st.booleans(), st.floats()), max_size=30),
)


def an_index(kind, length, rng):
    day = pd.to_datetime(rng.integers(0, 40, length), unit="D", origin="2024-01-01")
    mixed = [stamp.tz_localize(rng.choice(["UTC", "Asia/Tokyo"])) for stamp in day]
    return {
        "range": pd.RangeIndex(length),
        "days": day,
        "sorted": day.sort_values(),
        "zoned": day.tz_localize("Asia/Tokyo"),
        "mixed": pd.Index(mixed, dtype=object),
        "holes": pd.DatetimeIndex([pd.NaT if k % 5 == 1 else s for k, s in enumerate(day)]),
        "text": pd.Index(day.astype(str)),
        "periods": pd.PeriodIndex(day, freq="D"),
        "minutes": day + pd.to_timedelta(rng.integers(0, 9, length), unit="min"),
    }[kind]


@settings(max_examples=250, deadline=None)
@given(
    anything,
    st.sampled_from(
        ["range", "days", "sorted", "zoned", "mixed", "holes", "text", "periods", "minutes"]
    ),
    st.integers(0, 9),
)
def test_checks_survive_anything_and_stop_what_has_no_returns(values, kind, seed):
    series = pd.Series(values, an_index(kind, len(values), np.random.default_rng(seed)))
    with warnings.catch_warnings():
        warnings.simplefilter("error", RuntimeWarning)
        for report in (check_prices(series), check_returns(series)):
            assert all(
                finding.sentence and "\n" not in finding.sentence for finding in report.findings
            )
            assert str(report) and report._repr_html_()
    stopped = not check_prices(series).ok
    try:
        assert np.isfinite(log_returns(series)).all()
    except ValueError:
        assert stopped


@pytest.mark.parametrize("name", SAMPLES)
def test_real_series_pass(name):
    prices = load_sample(name)
    assert set(check_prices(prices).codes) <= {"copied_opens"}  # which the S&P 500 has until 2009
    for year in range(2000, 2018, 3):
        assert check_returns(log_returns(prices[str(year) :])).ok


def test_good_but_wild_series_pass():
    rng = np.random.default_rng(5)
    returns = pd.Series(rng.standard_t(3, 5000) * 0.01, pd.bdate_range("2000-01-03", periods=5000))
    returns.iloc[rng.choice(5000, 175, replace=False)] = 0.0  # 3.5% zeros
    returns.iloc[1234] = -73 * 1.4826 * returns.abs().median()
    report = check_returns(returns)
    assert report.ok and report.codes == ("outliers",)


def test_two_frequencies_in_one_series_are_seen_wherever_the_change_is():
    close = load_sample("sp500")["Adj Close"]
    monthly, weekly = (close[:"2003"].resample(rule).last() for rule in ("ME", "W"))
    hourly = pd.Series(
        range(1, 200), pd.date_range("2019-01-01", periods=199, freq="h"), dtype=float
    )
    for early, late in (
        (monthly, close["2004":]),
        (weekly, close["2004":]),
        (close["2017":], hourly),
        (close["2004":"2006"], close["2007":].resample("ME").last()),
    ):
        assert "mixed_bars" in check_prices(pd.concat([early, late])).codes
    for one in (
        close,
        close.resample("W").last(),
        close.resample("ME").last(),
        simulate_minutes()["Close"],
    ):
        assert "mixed_bars" not in check_prices(one).codes


def test_no_gap_is_filled_or_taken_for_a_minute():
    prices = simulate_minutes(days=3, rng=8)
    returns = log_returns(prices)
    steps = prices.index.to_series().diff()
    assert (steps[returns.index] == pd.Timedelta("1min")).all()
    assert len(returns) + returns.attrs["gaps_dropped"] == len(prices) - 1
    assert (
        "gaps" not in check_returns(returns).codes
        and "gaps" in check_returns(log_returns(prices, gaps="keep")).codes
    )


def test_a_million_german_days_in_two_seconds(tmp_path):
    stamps = pd.date_range("2020-01-01", periods=200_000, freq="min").strftime("%d.%m.%Y %H:%M")
    raw = pd.Series(stamps)
    start = time.process_time()
    assert len(parse_dates(raw)) == 200_000
    assert time.process_time() - start < 1.0  # for a fifth of them


LEVELS = [1, 1.0, 95, "0.99", 0, -1, None, np.nan, True, 0.5]


@pytest.mark.parametrize("level", LEVELS)
def test_a_level_is_a_confidence(level):
    close = load_sample("sp500")["Close"]
    for check in (check_prices, check_returns):
        with pytest.raises(ValueError, match="level is a confidence"):
            check(close, level=level)


def test_one_row_does_not_pass():
    close = load_sample("sp500")["Close"]
    assert check_prices(close[:1]).codes == ("too_few",) and check_prices(close[:0]).codes == (
        "empty",
    )
    assert str(check_prices(close[:1])).startswith("1 price, ")


def test_rows_that_agree_and_rows_that_differ_are_both_listed():
    close = load_sample("sp500")["Close"]
    broken = pd.concat([close[:100], close[50:51], close[60:61] * 1.01, close[100:]]).sort_index(
        kind="stable"
    )
    report = check_prices(broken)
    assert report.codes == ("duplicate", "conflict")
    assert [finding.dates for finding in report.findings] == [
        (close.index[50],),
        (close.index[60],),
    ]
    with pytest.raises(ValueError, match=r"\(1 more error: conflict\)"):
        report.require()


def test_other_things_taken_for_prices_or_returns():
    close = load_sample("sp500")["Close"][:1500]
    returns = log_returns(close)
    report = check_prices(returns)
    assert report.codes[0] == "returns" and "without log_returns" in report.findings[0].advice
    assert "no_prices" in check_prices(1 + returns).codes
    assert "no_prices" not in check_prices(close).codes
    assert "np.log" in check_returns(1 + returns).findings[0].advice
    assert ".diff()" in check_returns(returns.cumsum()).findings[0].advice
    assert check_returns(load_sample("sp500")["Volume"].astype(float)).codes[0] == "prices"
    nearly = pd.Series(1e-4, returns.index) + 1e-5 * returns
    for fine in (returns, -returns, 100 * returns, returns.abs(), nearly):
        assert "prices" not in check_returns(fine).codes


def test_dates_that_are_no_days():
    close = load_sample("sp500")["Close"][:1500]
    assert "to_timestamp" in check_prices(close.to_period("D")).findings[0].advice
    mixed = [stamp.tz_localize("UTC") if k % 2 else stamp for k, stamp in enumerate(close.index)]
    found = check_prices(close.set_axis(pd.Index(mixed, dtype=object))).findings[0]
    assert "some have none" in found.message
    autumn = pd.date_range("2024-11-02", periods=80, freq="h", tz="America/New_York")
    hours = pd.Series(100 + np.arange(80) % 7, autumn.tz_localize(None))
    assert "clocks go back" in check_prices(hours).findings[0].advice


def test_short_stretches_of_another_frequency_and_irregular_stamps():
    close, minutes = load_sample("sp500")["Close"], simulate_minutes(3)["Close"]
    hourly, five = minutes.resample("h").last().dropna(), minutes.resample("5min").last().dropna()
    for mixed in (
        pd.concat([hourly[:40], minutes[minutes.index > hourly.index[39]]]),
        pd.concat([close[:1300], close[1301:1345].resample("W-FRI").last()]),
        pd.concat([five[:400], minutes[minutes.index > five.index[399]][:60]]),
    ):
        assert "mixed_bars" in check_prices(mixed).codes
    rng = np.random.default_rng(0)
    assert "irregular" in check_prices(minutes.iloc[np.cumsum(rng.integers(1, 30, 100))]).codes
    assert "mixed_bars" not in check_prices(close.repeat(2)).codes
    for fine in (
        close,
        close.resample("ME").last(),
        minutes,
        minutes.sample(frac=0.6, random_state=1).sort_index(),
    ):
        assert not {"irregular", "mixed_bars"} & set(check_prices(fine).codes)


def test_mondays_are_no_gap():
    close = load_sample("sp500")["Close"]
    kept, dropped = log_returns(close), log_returns(close.drop(close["2005-03"].index), gaps="drop")
    assert dropped.attrs["gaps_dropped"] == 1 and len(log_returns(close, gaps="drop")) == len(kept)


@pytest.mark.parametrize(
    "wrong",
    [
        {"n": -5},
        {"n": "5"},
        {"n": 2.5},
        {"n": 5, "volatility": -1},
        {"n": 5, "volatility": np.nan},
        {"n": 5, "df": np.nan},
        {"n": True},
    ],
)
def test_simulators_check_what_they_get(wrong):
    with pytest.raises(ValueError):
        simulate_returns(**wrong)


@pytest.mark.parametrize(
    "wrong",
    [
        {"days": 0},
        {"days": 1.5},
        {"missing": 2},
        {"missing": -1},
        {"outages": -3},
        {"volatility": -1},
    ],
)
def test_the_minutes_too(wrong):
    with pytest.raises(ValueError, match=next(iter(wrong))):
        simulate_minutes(**wrong)
