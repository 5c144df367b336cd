"The cache loses nothing: writers killed, writers at once, damaged files; merging and storing"

import multiprocessing
import os
import random
import signal
import sys
import time
import warnings
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import volrisk.cache
import volrisk.yahoo as yahoo
from volrisk.bars import (
    COLUMNS,
    DownloadError,
    NoData,
    Offline,
    Request,
    merge_ranges,
    missing_ranges,
    price_frame,
    split_range,
)
from volrisk.cache import (
    Stored,
    cache_clear,
    cache_dir,
    cache_path,
    cached,
    decode,
    encode,
    load_stored,
    locked,
    merge_bars,
    on_one_scale,
)
from volrisk.checks import DataWarning
from volrisk.storage import write_atomically

NOW = pd.Timestamp("2026-03-10 12:00", tz="UTC")
posix = pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL")
finite = st.floats(min_value=1e-300, max_value=1e300, allow_subnormal=False)


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("VOLRISK_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setattr(yahoo, "WAITS", (0.0, 0.0))
    return tmp_path / "cache"


def bars(stamps, closes):
    closes = np.asarray(closes, dtype=float)
    index = pd.DatetimeIndex(
        stamps, name="Date" if stamps.tz is None else "Datetime", freq=None
    ).as_unit("us")
    return pd.DataFrame({**{name: closes for name in COLUMNS[:-1]}, "Volume": 7}, index)


def stored(prices, interval="1d", symbol="TEST"):
    first, last = (
        stamp if stamp.tz else stamp.tz_localize("UTC")
        for stamp in (prices.index[0], prices.index[-1])
    )
    return Stored(
        prices,
        symbol,
        interval,
        NOW,
        [(first, last + pd.Timedelta("1D"))],
        (first, last + pd.Timedelta("1D")),
        [],
    )


def days(closes, first="2020-01-01"):
    return bars(pd.date_range(first, periods=len(closes), freq="D"), closes)


def minutes(first, count, level=100.0):
    stamps = pd.date_range(first, periods=count, freq="min", tz="UTC")
    return bars(stamps, level + np.sin(stamps.as_unit("s").asi8 / 600))


@settings(max_examples=60, deadline=None)
@given(st.lists(finite, min_size=1, max_size=30), st.booleans())
def test_what_is_stored_comes_back_digit_by_digit(closes, intraday):
    prices = (
        minutes("2024-03-10 06:59", len(closes)).assign(Close=closes) if intraday else days(closes)
    )
    was = stored(prices, "1m" if intraday else "1d")
    back = decode(encode(was))
    pd.testing.assert_frame_equal(back.prices, prices, check_exact=True)
    assert replace(back, prices=None) == replace(was, prices=None)


pairs = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=8)


def moments(ranges):
    return {t for a, b in ranges for t in range(a, b)}


@given(pairs, st.integers(0, 40), st.integers(0, 40))
def test_ranges_are_sets_of_moments(covered, start, end):
    merged = merge_ranges(covered)
    assert moments(merged) == moments(covered)
    assert all(a < b for a, b in merged) and all(
        before[1] < after[0] for before, after in zip(merged, merged[1:])
    )
    assert moments(missing_ranges(start, end, covered)) == set(range(start, end)) - moments(covered)


@settings(max_examples=60, deadline=None)
@given(st.sets(st.integers(0, 60), min_size=1), st.sets(st.integers(0, 60), min_size=1))
def test_merging_is_a_union(some, others):
    whole = minutes("2024-01-01", 61)
    one, two = whole.iloc[sorted(some)], whole.iloc[sorted(others)]
    both = merge_bars(one, two)
    pd.testing.assert_frame_equal(both, whole.iloc[sorted(some | others)], check_exact=True)
    pd.testing.assert_frame_equal(both, merge_bars(two, one), check_exact=True)
    pd.testing.assert_frame_equal(both, merge_bars(both, two), check_exact=True)


@given(st.integers(1, 5000), st.integers(1, 60))
def test_pieces_cover_a_range_without_overlap(hours, most):
    start, end = NOW, NOW + pd.Timedelta(hours=hours)
    pieces = split_range(start, end, most)
    assert pieces[0][0] == start and pieces[-1][1] == end
    assert all(one[1] == two[0] for one, two in zip(pieces, pieces[1:]))
    assert all(pd.Timedelta(0) < b - a <= pd.Timedelta(days=most) for a, b in pieces)


def test_months_weeks_and_days_are_finished_when_they_are_over():
    stamps = pd.DatetimeIndex(["2026-01-01", "2026-02-01", "2026-03-01"], tz="America/Sao_Paulo")
    answer = pd.DataFrame({name: [1.0, 2.0, 3.0] for name in COLUMNS}, stamps)
    for interval, now, left in (
        ("1mo", "2026-03-01 12:00", 2),
        ("1mo", "2026-02-28 12:00", 1),
        ("1wk", "2026-03-08 12:00", 3),
        ("1d", "2026-03-01 23:00", 2),
    ):
        request = yahoo.checked_request("TEST", None, None, interval, pd.Timestamp(now, tz="UTC"))
        assert len(price_frame(answer, request)[0]) == left


def test_every_cut_and_every_changed_byte_is_noticed():
    path = cache_path("TEST")
    content = encode(stored(days(100 + np.arange(40) / 7)))
    rng = random.Random(0)
    cuts = [content[:k] for k in range(0, len(content), 37)]
    flips = [
        content[:k] + bytes([content[k] ^ (1 << rng.randrange(8))]) + content[k + 1 :]
        for k in range(0, len(content), 11)
    ]
    path.parent.mkdir(parents=True)
    for damaged in cuts + flips:
        path.write_bytes(damaged)
        with pytest.raises(ValueError, match="damaged"):
            load_stored(path)
        with pytest.raises(ValueError, match="damaged"):
            yahoo.download("TEST", offline=True)


def test_a_damaged_file_is_set_aside_and_fetched_again(monkeypatch, folder):
    truth = days(100 + np.arange(40) / 7)
    monkeypatch.setattr(yahoo, "ask_once", lambda request, session=None: (truth, []))
    path = cache_path("TEST")
    path.parent.mkdir(parents=True)
    damaged = encode(stored(truth))[:-50]
    path.write_bytes(damaged)
    with pytest.warns(DataWarning, match="kept as TEST_1d.csv.damaged-"):
        prices = yahoo.download("TEST", "2020-01-01", "2020-03-01")
    pd.testing.assert_frame_equal(prices, truth, check_exact=True)
    assert [p.read_bytes() for p in folder.glob("*.damaged-*")] == [damaged]
    assert list(cached()["state"]) == ["ok", "set aside"]


def test_a_damaged_file_and_no_yahoo(monkeypatch, folder):
    def unreachable(request, session=None):
        raise Offline("Yahoo cannot be reached")

    monkeypatch.setattr(yahoo, "ask_once", unreachable)
    path = cache_path("TEST")
    path.parent.mkdir(parents=True)
    path.write_bytes(b"# volrisk sha256=0 {}\nnonsense")
    with pytest.raises(Offline), pytest.warns(DataWarning, match="damaged"):
        yahoo.download("TEST", "2020-01-01", "2020-03-01")
    assert len(list(folder.glob("*.damaged-*"))) == 1


def test_offline_says_what_it_lacks():
    with pytest.raises(Offline, match="nothing is cached of TEST 1d"):
        yahoo.download("TEST", offline=True)
    path = cache_path("TEST")
    with locked(path):
        write_atomically(path, encode(stored(days(np.arange(1.0, 41)))))
    assert len(yahoo.download("TEST", offline=True)) == 40
    with pytest.warns(DataWarning, match="nothing from 2019-12-01 to 2020-01-01"):
        assert len(yahoo.download("TEST", "2019-12-01", "2020-01-11", offline=True)) == 10
    with pytest.raises(NoData):
        yahoo.download("TEST", "2018-01-01", "2019-01-01", offline=True)


def test_a_folder_that_cannot_be_written(monkeypatch, tmp_path):
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("VOLRISK_CACHE_DIR", str(tmp_path / "file"))
    monkeypatch.setattr(
        yahoo, "ask_once", lambda request, session=None: (days(np.arange(1.0, 41)), [])
    )
    with pytest.warns(DataWarning, match="could not be kept"):
        assert len(yahoo.download("TEST", "2020-01-01", "2020-03-01")) == 40


def test_a_bad_daily_answer_does_not_replace_a_good_copy(monkeypatch):
    truth = days(100 + np.arange(400) / 7)
    monkeypatch.setattr(yahoo, "ask_once", lambda request, session=None: (truth, []))
    yahoo.download("TEST", "2020-01-01", "2021-03-01")
    monkeypatch.setattr(yahoo, "ask_once", lambda request, session=None: (truth.iloc[::2], []))
    with pytest.warns(DataWarning, match="lacks 200 days"):
        prices = yahoo.download("TEST", "2020-01-01", "2021-03-01", refresh=True)
    pd.testing.assert_frame_equal(prices, truth, check_exact=True)


def test_clear_deletes_one_symbol_and_no_other():
    for symbol in ("A", "AA", "A_B"):
        path = cache_path(symbol)
        with locked(path):
            write_atomically(path, encode(stored(days([1.0, 2.0]), symbol=symbol)))
    assert cache_clear("A") == 1 and list(cached()["symbol"]) == ["AA", "A_B"]
    assert cache_clear(everything=True) == 2


def yahoo_with(monkeypatch, scale=1.0, now=NOW, asked=None):
    "A Yahoo whose minutes all have one scale, and a clock"
    whole = minutes(NOW - pd.Timedelta("40D"), 45 * 1440)
    factor = {name: whole[name] * scale for name in COLUMNS[:-1]}
    prices = whole.assign(**factor, Volume=(7 / scale if scale < 1 else 7)).astype(
        {"Volume": "int64"}
    )

    def ask_once(request, session=None):
        (asked if asked is not None else []).append(request)
        rows = prices[
            (prices.index >= request.start) & (prices.index < min(request.end, request.now))
        ]
        if rows.empty:
            raise NoData("nothing")
        return rows, []

    monkeypatch.setattr(yahoo, "ask_once", ask_once)
    clock = yahoo.checked_request
    monkeypatch.setattr(
        yahoo,
        "checked_request",
        lambda symbol, start, end, interval, _: clock(symbol, start, end, interval, now),
    )
    return lambda first, last: yahoo.download(
        "TEST", NOW - pd.Timedelta(days=first), NOW - pd.Timedelta(days=last), "1m"
    )


TRUTH = minutes(NOW - pd.Timedelta("40D"), 45 * 1440)["Close"]


@pytest.mark.parametrize(("first", "last"), [(12, 0), (12, 8), (10, 0), (12, 6), (11, 9)])
def test_a_split_rescales_the_older_bars_once(monkeypatch, first, last):
    with monkeypatch.context() as before:
        yahoo_with(before)(10, 8)
    with monkeypatch.context() as after:
        with pytest.warns(DataWarning, match="split") as caught:
            prices = yahoo_with(after, 0.5)(first, last)
        assert len(caught) == 1
    pd.testing.assert_series_equal(
        prices["Close"], TRUTH[prices.index] / 2, check_exact=True, check_freq=False
    )
    everything = yahoo.download("TEST", interval="1m", offline=True)
    pd.testing.assert_series_equal(
        everything["Close"], TRUTH[everything.index] / 2, check_exact=True, check_freq=False
    )
    assert (everything["Volume"] == 14).all() and len(everything) >= 2 * 1440
    raw = load_stored(cache_path("TEST", "1m")).prices
    assert (
        (raw["Close"] == TRUTH[raw.index]) | (raw["Close"] == TRUTH[raw.index] / 2)
    ).all()  # not one digit rounded


def test_three_splits_and_back_lose_no_digit(monkeypatch):
    for step, scale in enumerate((1.0, 0.5, 0.1, 1 / 3, 1.0)):
        with monkeypatch.context() as now, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yahoo_with(now, scale)(12 - step, 11 - step)
    raw = load_stored(cache_path("TEST", "1m")).prices
    assert raw["Scale"].nunique() > 2
    np.testing.assert_allclose(on_one_scale(raw)["Close"], TRUTH[raw.index], rtol=1e-13)


def test_bars_that_cannot_be_compared_are_said(monkeypatch):
    with monkeypatch.context() as before:
        yahoo_with(before, now=NOW - pd.Timedelta("38D"))(39.5, 39)
    with (
        monkeypatch.context() as after,
        pytest.warns(DataWarning, match="split since the last download would go unseen"),
    ):
        prices = yahoo_with(after, 0.5)(5, 0)
    assert any("unseen" in note for note in prices.attrs["notes"])


def test_a_far_stretch_is_compared_by_asking_for_what_lies_between(monkeypatch):
    asked = []
    with monkeypatch.context() as before:
        yahoo_with(before)(25, 24)
    with monkeypatch.context() as after, pytest.warns(DataWarning, match="multiplied by 0.5"):
        yahoo_with(after, 0.5, asked=asked)(3, 0)
    assert (
        asked[0].start == NOW - pd.Timedelta("24D 1h")
        and max(request.end for request in asked) == NOW
    )


def test_a_clock_that_was_ahead_is_not_believed(monkeypatch):
    now, truth, asked = NOW, days(100 + np.arange(40) / 7, first="2026-02-01"), []

    def ask_once(request, session=None):
        asked.append(request)
        return truth[: 36 + len(asked)], []  # a day more each time

    monkeypatch.setattr(yahoo, "ask_once", ask_once)
    plain = yahoo.checked_request
    monkeypatch.setattr(
        yahoo,
        "checked_request",
        lambda symbol, start, end, interval, _: plain(symbol, start, end, interval, now),
    )
    now = NOW + pd.Timedelta("30D")
    yahoo.download("TEST", "2026-02-01")
    now = NOW
    assert len(yahoo.download("TEST", "2026-02-01")) == 38 and len(asked) == 2
    assert load_stored(cache_path("TEST")).fetched_at == NOW
    ahead = replace(stored(truth), fetched_at=NOW + pd.Timedelta("30D"))
    with pytest.warns(DataWarning, match="when the clock was ahead"):
        yahoo._fall_back(
            Request("TEST", "1d", NOW - pd.Timedelta("20D"), NOW, NOW), ahead, Offline("no")
        )


def test_a_file_under_another_name_is_damaged(folder):
    folder.mkdir()
    (folder / "MSFT_1d.csv").write_bytes(encode(stored(days([1.0, 2.0]), symbol="AAPL")))
    with pytest.raises(ValueError, match="it holds AAPL 1d.*set aside"):
        yahoo.download("MSFT", offline=True)
    assert list(cached()["state"]) == ["misnamed"]


def test_an_edited_first_line_is_damaged(folder):
    folder.mkdir()
    path, good = cache_path("TEST"), encode(stored(days([1.0, 2.0])))
    for was, is_ in (
        (b'"1d"', b'"1m"'),
        (b'"notes": []', b'"notes": 5'),
        (b'"rows": 2', b'"rows": 9'),
        (b"2020-01-03", b"2029-01-03"),
        (b"+00:00", b""),
    ):
        assert was in good
        path.write_bytes(good.replace(was, is_))
        with pytest.raises(ValueError, match="damaged"):
            load_stored(path)
        assert list(cached()["state"]) == ["damaged"]


def test_files_that_are_not_volrisks_are_left_alone(folder):
    folder.mkdir()
    others = ("mine_1d.csv", "AAPL_1d.csv", "notes.csv", "AAPL_1d.csv.damaged-old")
    for name in others:
        (folder / name).write_text("Date,Close\n2024-01-02,1\n")
    (folder / "X_1d.csv").mkdir()
    with locked(cache_path("MSFT")):
        write_atomically(cache_path("MSFT"), encode(stored(days([1.0, 2.0]), symbol="MSFT")))
    assert list(cached()["symbol"]) == ["MSFT"]
    assert cache_clear("AAPL") == 0 and cache_clear(everything=True) == 1
    left = {path.name for path in folder.glob("[!.]*")}
    assert left == {*others, "X_1d.csv"}


WRONG = [(), ("",), ("A B",), (5,), ("AAPL", "3m"), ("AAPL", None, True), (None, None, "yes")]


@pytest.mark.parametrize("wrong", WRONG, ids=str)
def test_what_cannot_be_cleared_is_refused(wrong):
    with pytest.raises(ValueError, match="symbol|interval"):
        cache_clear(*wrong)


def test_a_folder_or_an_unreadable_file_in_the_place_of_a_cache_file(monkeypatch, folder):
    monkeypatch.setattr(
        yahoo, "ask_once", lambda request, session=None: (days(np.arange(1.0, 41)), [])
    )
    cache_path("TEST").mkdir(parents=True)
    with pytest.raises(ValueError, match="cannot be opened"):
        yahoo.download("TEST", offline=True)
    with pytest.warns(DataWarning, match="cannot be opened.*kept as TEST_1d.csv.damaged-1"):
        assert len(yahoo.download("TEST", "2020-01-01", "2020-03-01")) == 40
    assert len(yahoo.download("TEST", offline=True)) == 40


def test_a_full_disk_is_said_once(monkeypatch):
    def full(path, content):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(yahoo, "write_atomically", full)
    with pytest.warns(DataWarning, match="No space left") as caught:
        yahoo_with(monkeypatch)(20, 0)
    assert len(caught) == 1 and caught[0].filename == __file__


def test_a_home_folder_is_found(monkeypatch):
    monkeypatch.setenv("VOLRISK_CACHE_DIR", "~/prices")
    assert cache_dir().is_absolute() and cache_dir().name == "prices"
    monkeypatch.setenv("VOLRISK_CACHE_DIR", " ")
    assert cache_dir().name == "volrisk"


def test_an_answer_that_ends_early_is_asked_for_again(monkeypatch):
    asked = []
    whole = days(np.arange(1.0, 41), first="2026-01-26")  # to 2026-03-06
    monkeypatch.setattr(
        yahoo,
        "ask_once",
        lambda request, session=None: (
            asked.append(request),
            (whole[: 20 if len(asked) < 2 else 40], []),
        )[1],
    )
    plain = yahoo.checked_request
    monkeypatch.setattr(
        yahoo,
        "checked_request",
        lambda symbol, start, end, interval, _: plain(symbol, start, end, interval, NOW),
    )
    assert len(yahoo.download("TEST", "2026-01-26", "2026-03-07")) == 20
    assert len(yahoo.download("TEST", "2026-01-26", "2026-03-07")) == 40
    assert len(yahoo.download("TEST", "2026-01-26", "2026-03-07")) == 40 and len(asked) == 2


def test_days_without_minutes_are_noted():
    week = minutes("2026-03-02", 5 * 1440)
    assert yahoo._days_without_bars(week) == []
    assert yahoo._days_without_bars(week.drop(week.loc["2026-03-04"].index)) == [
        "no bar from 2026-03-03 23:59 UTC to 2026-03-05 00:00 UTC"
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        "01/02/2024",
        "20240102",
        20240102,
        1.5,
        True,
        "2024",
        "soon",
        "",
        [1],
        pd.NaT,
        float("nan"),
        "2024-02-30",
    ],
)
def test_dates_are_not_guessed(wrong):
    for start, end in ((wrong, None), ("2020-01-01", wrong)):
        with pytest.raises(ValueError, match="(start|end) is a date such as '2024-01-31'"):
            yahoo.download("TEST", start, end)


def test_dates_of_all_honest_kinds():
    for start in (
        "2024-01-02",
        " 2024-01-02",
        pd.Timestamp("2024-01-02"),
        pd.Timestamp("2024-01-02").date(),
        np.datetime64("2024-01-02"),
        "2024-01-02T00:00:00Z",
    ):
        assert yahoo.checked_request("TEST", start, None, "1d", NOW).start == pd.Timestamp(
            "2024-01-02", tz="UTC"
        )
    for interval in (["1d"], None, "1D"):
        with pytest.raises(ValueError, match="interval is one of"):
            yahoo.download("TEST", interval=interval)
    with pytest.raises(ValueError, match="an hour is '1h'"):
        yahoo.download("TEST", interval="60m")
    with pytest.raises(ValueError, match="choose one"):
        yahoo.download("TEST", offline=True, refresh=True)
    with pytest.raises(ValueError, match="session is a curl_cffi Session"):
        yahoo.download("TEST", session="x")


def hold(path, ready):
    with locked(path):
        ready.set()
        time.sleep(30)


@posix
def test_waiting_is_said_and_ends(monkeypatch, capfd):
    path, ready = cache_path("TEST"), multiprocessing.get_context("fork").Event()
    holder = fork(hold, path, ready)
    ready.wait(10)
    monkeypatch.setattr(volrisk.cache, "LONGEST", 0.3)
    monkeypatch.setattr(volrisk.cache, "SILENT", 0.05)
    try:
        with pytest.raises(DownloadError, match="another process has been fetching TEST_1d for"):
            with locked(path):
                pass
    finally:
        os.kill(holder.pid, signal.SIGKILL)
        holder.join()
    assert "waiting for another process that fetches TEST_1d" in capfd.readouterr().err
    with locked(path):  # the dead hold no lock
        pass


def fork(target, *args):
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore", DeprecationWarning
        )  # 3.12 warns of forks in threaded processes
        process = multiprocessing.get_context("fork").Process(target=target, args=args)
        process.start()
    return process


def write_for_ever(path, contents):
    while True:
        for content in contents:
            with locked(path):
                write_atomically(path, content)


@posix
def test_a_writer_killed_at_any_moment_leaves_one_whole_file(folder):
    path, rng = cache_path("TEST"), random.Random(1)
    contents = [encode(stored(days(np.full(3000, value)))) for value in (1.0, 2.0)]
    with locked(path):
        write_atomically(path, contents[0])
    for _ in range(40):
        writer = fork(write_for_ever, path, contents)
        time.sleep(rng.uniform(0.0, 0.03))
        os.kill(writer.pid, signal.SIGKILL)
        writer.join()
        assert path.read_bytes() in contents
    with locked(path):  # the dead hold no lock, and their litter is swept
        write_atomically(path, contents[1])
    assert path.read_bytes() == contents[1] and not list(folder.glob(".*.part"))


def die_before_the_rename(path, content):
    os.replace = lambda *args: os.kill(os.getpid(), signal.SIGKILL)
    with locked(path):
        write_atomically(path, content)


@posix
def test_killed_in_the_middle_of_a_write(folder):
    path = cache_path("TEST")
    good, other = (encode(stored(days(np.full(9, value)))) for value in (1.0, 2.0))
    with locked(path):
        write_atomically(path, good)
    writer = fork(die_before_the_rename, path, other)
    writer.join()
    assert writer.exitcode == -signal.SIGKILL and len(list(folder.glob(".*.part"))) == 1
    assert path.read_bytes() == good
    with locked(path):
        write_atomically(path, other)
    assert path.read_bytes() == other and not list(folder.glob(".*.part"))


def fetch_hours(hours):
    yahoo.ask_once = lambda request, session=None: (
        minutes(request.start, int((request.end - request.start).total_seconds()) // 60),
        [],
    )
    for hour in hours:
        start = NOW - pd.Timedelta("6D") + pd.Timedelta(hours=hour)
        request = Request("TEST", "1m", start, start + pd.Timedelta("1h"), NOW)
        yahoo.fetch_and_keep(request, cache_path("TEST", "1m"))


@posix
def test_four_writers_and_a_reader_at_once():
    hours = list(range(48))
    random.Random(2).shuffle(hours)
    writers = [fork(fetch_hours, hours[k::4]) for k in range(4)]
    path, seen = cache_path("TEST", "1m"), 0
    while any(writer.is_alive() for writer in writers):
        copy = load_stored(path)
        if copy is not None:
            assert (
                len(copy.prices) >= seen
                and copy.prices.index.is_monotonic_increasing
                and copy.prices.index.is_unique
            )
            seen = len(copy.prices)
    assert [writer.exitcode for writer in writers] == [0, 0, 0, 0]
    whole = load_stored(path)
    first = min(a for a, _ in whole.ranges)
    pd.testing.assert_frame_equal(whole.prices, minutes(first, len(whole.prices)), check_exact=True)
    assert (
        missing_ranges(
            NOW - pd.Timedelta("6D"), NOW - pd.Timedelta("6D") + pd.Timedelta("48h"), whole.ranges
        )
        == []
    )
