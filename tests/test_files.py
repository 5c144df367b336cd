"Files as people have them, ten thousand broken ones, and anything at all handed to the checks"
import random
import warnings

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from volrisk.data import SAMPLES, check_prices, check_returns, closing_prices, load_sample, log_returns, parse_dates, read_prices, simulate_minutes

CLOSES = [4742.83, 4704.81, 4688.68, 4697.24, 4763.54]
DATES = ["2024-01-02", "2024-01-03", "2024-01-04", "2024-01-05", "2024-01-08"]


def rows(template, dates=DATES, closes=CLOSES):
    return "".join(template.format(d=date, c=close) + "\n" for date, close in zip(dates, closes))


AMERICAN = [f"{pd.Timestamp(d):%m/%d/%Y}" for d in DATES] + ["01/25/2024"]
LAYOUTS = {
    "yahoo's website": "Date,Open,High,Low,Close,Adj Close,Volume\n" + rows("{d},1,2,0.5,9,{c},100"),
    "yfinance, one level": "Date,Open,Close\n" + rows("{d} 00:00:00-05:00,1,{c}"),
    "yfinance, two levels": "Price,Close,Volume\nTicker,^GSPC,^GSPC\nDate,,\n" + rows("{d},{c},100"),
    "yfinance, two levels, ticker first": "Ticker,^GSPC,^GSPC\nPrice,Close,Volume\nDate,,\n" + rows("{d},{c},100"),
    "two bare columns": rows("{d},{c}"),
    "lower case": "date,close\n" + rows("{d},{c}"),
    "price": "timestamp,price\n" + rows("{d}T00:00:00Z,{c}"),
    "Stooq": "Date,Open,High,Low,Close,Volume\n" + rows("{d},1,2,0.5,{c},100"),
    "FRED": "observation_date,SP500\n" + rows("{d},{c}"),
    "pandas, unnamed index": ",Close\n" + rows("{d},{c}"),
    "nasdaq.com, newest first": "Date,Close/Last,Volume\n" + rows("{d},${c},100", AMERICAN[::-1], [5000.5, *CLOSES[::-1]]),
    "German days": "Date,Close\n" + rows("{d},{c}", [f"{pd.Timestamp(d):%d.%m.%Y}" for d in DATES]),
    "numbers": "date,close\n" + rows("{d},{c}", [d.replace("-", "") for d in DATES]),
    "Unix seconds": "time,close\n" + rows("{d},{c}", [int(pd.Timestamp(d).timestamp()) for d in DATES]),
    "Unix milliseconds": "time,close\n" + rows("{d},{c}", [1000 * int(pd.Timestamp(d).timestamp()) for d in DATES]),
    "date and time": "Date,Time,Close\n" + rows("{d},00:00,{c}"),
    "a byte order mark and Windows line ends": "\ufeff" + ("Date,Close\n" + rows("{d},{c}")).replace("\n", "\r\n"),
    "quotes and spaces": '"Date", "Close"\n' + rows('"{d}",  {c}'),
    "month names": "Date,Close\n" + rows('"{d}",{c}', [f"{pd.Timestamp(d):%b %d, %Y}" for d in DATES]),
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
    path.write_text("Datetime,Close\n2024-03-08 15:59:00-05:00,1.0\n2024-03-11 09:30:00-04:00,2.0\n")
    assert list(read_prices(path).index) == [pd.Timestamp("2024-03-08 20:59", tz="UTC"), pd.Timestamp("2024-03-11 13:30", tz="UTC")]


REFUSED = {
    "semicolons": ("Date;Close\n2024-01-02;4742,83\n", "semicolons"),
    "tabs": ("Date\tClose\n2024-01-02\t4742.83\n", "tabs"),
    "decimal commas": ('Date,Close\n2024-01-02,"4742,83"\n', "decimal point"),
    "thousands": ('Date,Close\n2024-01-02,"4,742.83"\n', "decimal point"),
    "two tickers": ("Price,Close,Close\nTicker,A,B\nDate,,\n2024-01-02,1,2\n", "2 tickers"),
    "days or months": ("Date,Close\n01/02/2024,1\n02/02/2024,2\n", "day/month or month/day"),
    "two kinds of zones": ("Date,Close\n2024-01-02 10:00,1\n2024-01-02 10:01Z,2\n", "time zone"),
    "no header and many columns": ("2024-01-02,1,2,3\n2024-01-03,1,2,3\n", "no header"),
    "no close": ("Date,Open,High\n2024-01-02,1,2\n", "no closing price"),
    "one column": ("4742.83\n4704.81\n", "one column"),
    "no date": ("Date,Close\n2024-01-02,1\n,2\n", "without a date"),
    "ragged": ("Date,Close\n2024-01-02,1\n2024-01-03,2,3\n", "line 3"),
    "empty": ("", "empty"),
    "blank": ("\n\n\n", "empty"),
    "a web page": ("<html><body>Too Many Requests, try later</body></html>\n", "cannot be read"),
    "a second header": ("Date,Close\n2024-01-02,1\nDate,Close\n2024-01-03,2\n", "dates like"),
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
    for name, content in {"a.parquet": b"PAR1 not", "b.csv.gz": b"\x1f\x8bnot", "c.csv": b"Date,Close\n\xff\xfe,1\n", "d.csv": "Date,Close\n2024-01-02,1\n".encode("utf-16"), "e.csv": b"\0" * 100}.items():
        (tmp_path / name).write_bytes(content)
        with pytest.raises(ValueError, match="cannot be read"):
            read_prices(tmp_path / name)


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
    cells[rng.randrange(len(cells))] = rng.choice(["", "NaN", "inf", "-inf", "-1", "0", "1e999", "abc", "2024-13-45", '"', "#N/A", "1,5", "٣", "null", "99999999999999999999", "12:00", "\0"])
    return ",".join(cells)


GOOD = list(LAYOUTS.values())
DAMAGE = [
    change_cell,
    change_cell,
    swap_lines,
    lambda text, rng: text[: at(text, rng)],
    lambda text, rng: text[at(text, rng) :],
    lambda text, rng: (k := at(text, rng), text[:k] + rng.choice(',;"\n\t\r \\-0x\u2028é') + text[k:])[1],
    lambda text, rng: text.replace(rng.choice([",", "\n", "-", ".", "2024", "Close", "Date"]), rng.choice([";", " ", "", "\n", "1", ","]), rng.randint(1, 3)),
    lambda text, rng: text + rng.choice(GOOD),
]


def test_ten_thousand_broken_files_never_end_in_a_traceback(tmp_path):
    rng, path, read = random.Random(0), tmp_path / "prices.csv", 0
    for _ in range(10_000):
        path.unlink(missing_ok=True)  # much faster than to truncate it
        path.write_text(scrambled(rng), encoding="utf-8", newline="")
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


@given(st.lists(stamps, min_size=1, max_size=8), st.sampled_from(["America/New_York", "UTC", "Asia/Kolkata", "Pacific/Chatham"]))
def test_zoned_stamps_are_the_same_moments_in_utc(moments, zone):
    index = pd.DatetimeIndex(moments).tz_localize("UTC").tz_convert(zone)
    index = index[[stamp.utcoffset().total_seconds() % 60 == 0 for stamp in index]]  # ISO has no seconds in an offset
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
        "range": pd.RangeIndex(length), "days": day, "sorted": day.sort_values(), "zoned": day.tz_localize("Asia/Tokyo"), "mixed": pd.Index(mixed, dtype=object),
        "holes": pd.DatetimeIndex([pd.NaT if k % 5 == 1 else stamp for k, stamp in enumerate(day)]), "text": pd.Index(day.astype(str)),
        "periods": pd.PeriodIndex(day, freq="D"), "minutes": day + pd.to_timedelta(rng.integers(0, 9, length), unit="min"),
    }[kind]  # fmt: skip


@settings(max_examples=250, deadline=None)
@given(anything, st.sampled_from(["range", "days", "sorted", "zoned", "mixed", "holes", "text", "periods", "minutes"]), st.integers(0, 9))
def test_checks_survive_anything_and_stop_what_has_no_returns(values, kind, seed):
    series = pd.Series(values, an_index(kind, len(values), np.random.default_rng(seed)))
    with warnings.catch_warnings():
        warnings.simplefilter("error", RuntimeWarning)
        for report in (check_prices(series), check_returns(series)):
            assert all(finding.sentence and "\n" not in finding.sentence for finding in report.findings)
            assert str(report) and report._repr_html_()
    stopped = not check_prices(series).ok
    try:
        assert np.isfinite(log_returns(series)).all()
    except ValueError:
        assert stopped


@pytest.mark.parametrize("name", SAMPLES)
def test_real_series_pass(name):
    prices = load_sample(name)
    assert check_prices(prices).findings == ()
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
    hourly = pd.Series(range(1, 200), pd.date_range("2019-01-01", periods=199, freq="h"), dtype=float)
    for early, late in ((monthly, close["2004":]), (weekly, close["2004":]), (close["2017":], hourly), (close["2004":"2006"], close["2007":].resample("ME").last())):
        assert "mixed_bars" in check_prices(pd.concat([early, late])).codes
    for one in (close, close.resample("W").last(), close.resample("ME").last(), simulate_minutes()["Close"]):
        assert "mixed_bars" not in check_prices(one).codes


def test_no_gap_is_filled_or_taken_for_a_minute():
    prices = simulate_minutes(days=3, rng=8)
    returns = log_returns(prices)
    steps = prices.index.to_series().diff()
    assert (steps[returns.index] == pd.Timedelta("1min")).all()
    assert len(returns) + returns.attrs["gaps_dropped"] == len(prices) - 1
    assert "gaps" not in check_returns(returns).codes and "gaps" in check_returns(log_returns(prices, gaps="keep")).codes
