"The cache loses nothing: killed writers, writers at once, damaged files, and properties of merging and storing"
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

import volrisk.yahoo as yahoo

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
    index = pd.DatetimeIndex(stamps, name="Date" if stamps.tz is None else "Datetime", freq=None).as_unit("us")
    return pd.DataFrame({**{name: closes for name in yahoo.COLUMNS[:-1]}, "Volume": 7}, index)


def stored(prices, interval="1d", symbol="TEST"):
    first, last = (stamp if stamp.tz else stamp.tz_localize("UTC") for stamp in (prices.index[0], prices.index[-1]))
    return yahoo.Stored(prices, symbol, interval, NOW, [(first, last + pd.Timedelta("1D"))], (first, last + pd.Timedelta("1D")), [])


def days(closes, first="2020-01-01"):
    return bars(pd.date_range(first, periods=len(closes), freq="D"), closes)


def minutes(first, count, level=100.0):
    stamps = pd.date_range(first, periods=count, freq="min", tz="UTC")
    return bars(stamps, level + np.sin(stamps.as_unit("s").asi8 / 600))


@settings(max_examples=60, deadline=None)
@given(st.lists(finite, min_size=1, max_size=30), st.booleans())
def test_what_is_stored_comes_back_digit_by_digit(closes, intraday):
    prices = minutes("2024-03-10 06:59", len(closes)).assign(Close=closes) if intraday else days(closes)
    was = stored(prices, "1m" if intraday else "1d")
    back = yahoo.decode(yahoo.encode(was))
    pd.testing.assert_frame_equal(back.prices, prices, check_exact=True)
    assert replace(back, prices=None) == replace(was, prices=None)


pairs = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=8)


def moments(ranges):
    return {t for a, b in ranges for t in range(a, b)}


@given(pairs, st.integers(0, 40), st.integers(0, 40))
def test_ranges_are_sets_of_moments(covered, start, end):
    merged = yahoo.merge_ranges(covered)
    assert moments(merged) == moments(covered)
    assert all(a < b for a, b in merged) and all(before[1] < after[0] for before, after in zip(merged, merged[1:]))
    assert moments(yahoo.missing_ranges(start, end, covered)) == set(range(start, end)) - moments(covered)


@settings(max_examples=60, deadline=None)
@given(st.sets(st.integers(0, 60), min_size=1), st.sets(st.integers(0, 60), min_size=1))
def test_merging_is_a_union(some, others):
    whole = minutes("2024-01-01", 61)
    one, two = whole.iloc[sorted(some)], whole.iloc[sorted(others)]
    both = yahoo.merge_bars(one, two)
    pd.testing.assert_frame_equal(both, whole.iloc[sorted(some | others)], check_exact=True)
    pd.testing.assert_frame_equal(both, yahoo.merge_bars(two, one), check_exact=True)
    pd.testing.assert_frame_equal(both, yahoo.merge_bars(both, two), check_exact=True)


@given(st.integers(1, 5000), st.integers(1, 60))
def test_pieces_cover_a_range_without_overlap(hours, most):
    start, end = NOW, NOW + pd.Timedelta(hours=hours)
    pieces = yahoo.split_range(start, end, most)
    assert pieces[0][0] == start and pieces[-1][1] == end
    assert all(one[1] == two[0] for one, two in zip(pieces, pieces[1:]))
    assert all(pd.Timedelta(0) < b - a <= pd.Timedelta(days=most) for a, b in pieces)


def test_months_weeks_and_days_are_finished_when_they_are_over():
    stamps = pd.DatetimeIndex(["2026-01-01", "2026-02-01", "2026-03-01"], tz="America/Sao_Paulo")
    answer = pd.DataFrame({name: [1.0, 2.0, 3.0] for name in yahoo.COLUMNS}, stamps)
    for interval, now, left in (("1mo", "2026-03-01 12:00", 2), ("1mo", "2026-02-28 12:00", 1), ("1wk", "2026-03-08 12:00", 3), ("1d", "2026-03-01 23:00", 2)):
        request = yahoo.checked_request("TEST", None, None, interval, pd.Timestamp(now, tz="UTC"))
        assert len(yahoo.price_frame(answer, request)[0]) == left


def test_every_cut_and_every_changed_byte_is_noticed():
    path = yahoo.cache_path("TEST")
    content = yahoo.encode(stored(days(100 + np.arange(40) / 7)))
    rng = random.Random(0)
    cuts = [content[:k] for k in range(0, len(content), 37)]
    flips = [content[:k] + bytes([content[k] ^ (1 << rng.randrange(8))]) + content[k + 1 :] for k in range(0, len(content), 11)]
    path.parent.mkdir(parents=True)
    for damaged in cuts + flips:
        path.write_bytes(damaged)
        with pytest.raises(ValueError, match="damaged"):
            yahoo.load_stored(path)
        with pytest.raises(ValueError, match="damaged"):
            yahoo.download("TEST", offline=True)


def test_a_damaged_file_is_set_aside_and_fetched_again(monkeypatch, folder):
    truth = days(100 + np.arange(40) / 7)
    monkeypatch.setattr(yahoo, "ask_once", lambda request, session=None: (truth, []))
    path = yahoo.cache_path("TEST")
    path.parent.mkdir(parents=True)
    damaged = yahoo.encode(stored(truth))[:-50]
    path.write_bytes(damaged)
    with pytest.warns(yahoo.DataWarning, match="kept as TEST_1d.csv.damaged-"):
        prices = yahoo.download("TEST", "2020-01-01", "2020-03-01")
    pd.testing.assert_frame_equal(prices, truth, check_exact=True)
    assert [p.read_bytes() for p in folder.glob("*.damaged-*")] == [damaged]
    assert list(yahoo.cached()["state"]) == ["ok", "set aside"]


def test_a_damaged_file_and_no_yahoo(monkeypatch, folder):
    def unreachable(request, session=None):
        raise yahoo.Offline("Yahoo cannot be reached")

    monkeypatch.setattr(yahoo, "ask_once", unreachable)
    path = yahoo.cache_path("TEST")
    path.parent.mkdir(parents=True)
    path.write_bytes(b"# volrisk sha256=0 {}\nnonsense")
    with pytest.raises(yahoo.Offline), pytest.warns(yahoo.DataWarning, match="damaged"):
        yahoo.download("TEST", "2020-01-01", "2020-03-01")
    assert len(list(folder.glob("*.damaged-*"))) == 1


def test_offline_says_what_it_lacks():
    with pytest.raises(yahoo.Offline, match="nothing is cached of TEST 1d"):
        yahoo.download("TEST", offline=True)
    path = yahoo.cache_path("TEST")
    with yahoo.locked(path):
        yahoo.write_atomically(path, yahoo.encode(stored(days(np.arange(1.0, 41)))))
    assert len(yahoo.download("TEST", offline=True)) == 40
    with pytest.warns(yahoo.DataWarning, match="nothing from 2019-12-01 to 2020-01-01"):
        assert len(yahoo.download("TEST", "2019-12-01", "2020-01-11", offline=True)) == 10
    with pytest.raises(yahoo.NoData):
        yahoo.download("TEST", "2018-01-01", "2019-01-01", offline=True)


def test_a_folder_that_cannot_be_written(monkeypatch, tmp_path):
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("VOLRISK_CACHE_DIR", str(tmp_path / "file"))
    monkeypatch.setattr(yahoo, "ask_once", lambda request, session=None: (days(np.arange(1.0, 41)), []))
    with pytest.warns(yahoo.DataWarning, match="could not be kept"):
        assert len(yahoo.download("TEST", "2020-01-01", "2020-03-01")) == 40


def test_a_bad_daily_answer_does_not_replace_a_good_copy(monkeypatch):
    truth = days(100 + np.arange(400) / 7)
    monkeypatch.setattr(yahoo, "ask_once", lambda request, session=None: (truth, []))
    yahoo.download("TEST", "2020-01-01", "2021-03-01")
    monkeypatch.setattr(yahoo, "ask_once", lambda request, session=None: (truth.iloc[::2], []))
    with pytest.warns(yahoo.DataWarning, match="lacks 200 days"):
        prices = yahoo.download("TEST", "2020-01-01", "2021-03-01", refresh=True)
    pd.testing.assert_frame_equal(prices, truth, check_exact=True)


def test_clear_deletes_one_symbol_and_no_other():
    for symbol in ("A", "AA", "A_B"):
        path = yahoo.cache_path(symbol)
        with yahoo.locked(path):
            yahoo.write_atomically(path, yahoo.encode(stored(days([1.0, 2.0]), symbol=symbol)))
    assert yahoo.cache_clear("A") == 1 and list(yahoo.cached()["symbol"]) == ["AA", "A_B"]
    assert yahoo.cache_clear(everything=True) == 2


def fork(target, *args):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # 3.12 warns of forks in threaded processes
        process = multiprocessing.get_context("fork").Process(target=target, args=args)
        process.start()
    return process


def write_for_ever(path, contents):
    while True:
        for content in contents:
            with yahoo.locked(path):
                yahoo.write_atomically(path, content)


@posix
def test_a_writer_killed_at_any_moment_leaves_one_whole_file(folder):
    path, rng = yahoo.cache_path("TEST"), random.Random(1)
    contents = [yahoo.encode(stored(days(np.full(3000, value)))) for value in (1.0, 2.0)]
    with yahoo.locked(path):
        yahoo.write_atomically(path, contents[0])
    for _ in range(40):
        writer = fork(write_for_ever, path, contents)
        time.sleep(rng.uniform(0.0, 0.03))
        os.kill(writer.pid, signal.SIGKILL)
        writer.join()
        assert path.read_bytes() in contents
    with yahoo.locked(path):  # the dead hold no lock, and their litter is swept
        yahoo.write_atomically(path, contents[1])
    assert path.read_bytes() == contents[1] and not list(folder.glob("*.tmp")) and not list(folder.glob(".*.tmp"))


def die_before_the_rename(path, content):
    os.replace = lambda *args: os.kill(os.getpid(), signal.SIGKILL)
    with yahoo.locked(path):
        yahoo.write_atomically(path, content)


@posix
def test_killed_in_the_middle_of_a_write(folder):
    path = yahoo.cache_path("TEST")
    good, other = (yahoo.encode(stored(days(np.full(9, value)))) for value in (1.0, 2.0))
    with yahoo.locked(path):
        yahoo.write_atomically(path, good)
    writer = fork(die_before_the_rename, path, other)
    writer.join()
    assert writer.exitcode == -signal.SIGKILL and len(list(folder.glob(".*.tmp"))) == 1
    assert path.read_bytes() == good
    with yahoo.locked(path):
        yahoo.write_atomically(path, other)
    assert path.read_bytes() == other and not list(folder.glob(".*.tmp"))


def fetch_hours(hours):
    yahoo.ask_once = lambda request, session=None: (minutes(request.start, int((request.end - request.start).total_seconds()) // 60), [])
    for hour in hours:
        start = NOW - pd.Timedelta("6D") + pd.Timedelta(hours=hour)
        request = yahoo.Request("TEST", "1m", start, start + pd.Timedelta("1h"), NOW)
        yahoo.fetch_and_keep(request, yahoo.cache_path("TEST", "1m"))


@posix
def test_four_writers_and_a_reader_at_once():
    hours = list(range(48))
    random.Random(2).shuffle(hours)
    writers = [fork(fetch_hours, hours[k::4]) for k in range(4)]
    path, seen = yahoo.cache_path("TEST", "1m"), 0
    while any(writer.is_alive() for writer in writers):
        copy = yahoo.load_stored(path)
        if copy is not None:
            assert len(copy.prices) >= seen and copy.prices.index.is_monotonic_increasing and copy.prices.index.is_unique
            seen = len(copy.prices)
    assert [writer.exitcode for writer in writers] == [0, 0, 0, 0]
    whole = yahoo.load_stored(path)
    first = min(a for a, _ in whole.ranges)
    pd.testing.assert_frame_equal(whole.prices, minutes(first, len(whole.prices)), check_exact=True)
    assert yahoo.missing_ranges(NOW - pd.Timedelta("6D"), NOW - pd.Timedelta("6D") + pd.Timedelta("48h"), whole.ranges) == []
