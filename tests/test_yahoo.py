"""The real yfinance client against a server on this machine that speaks Yahoo's chart API

Nothing here leaves 127.0.0.1.
"""

import http.server
import json
import logging
import os
import random
import socket
import ssl
import subprocess
import sys
import threading
import time
import warnings
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pandas as pd
import pytest

import volrisk.cli as cli
import volrisk.yahoo as yahoo
from volrisk.bars import (
    COLUMNS,
    BadAnswer,
    DownloadError,
    NoData,
    Offline,
    RateLimited,
    UnknownSymbol,
)
from volrisk.cache import Stored, cache_path, cached, encode, locked
from volrisk.checks import DataWarning
from volrisk.storage import write_atomically
from volrisk.data import log_returns
from volrisk.quality import check_prices

curl = pytest.importorskip("curl_cffi.requests")
yfinance = pytest.importorskip("yfinance")

NEW_YORK = "America/New_York"


def meta(interval):
    "What Yahoo says about the instrument"
    about = {
        "currency": "USD",
        "exchangeTimezoneName": NEW_YORK,
        "instrumentType": "EQUITY",
        "priceHint": 2,
        "validRanges": ["1d", "max"],
        "symbol": "TEST",
    }
    if interval not in ("1d", "1wk", "1mo"):
        about |= {
            "exchangeTimezoneName": "UTC",
            "instrumentType": "CRYPTOCURRENCY",
            "tradingPeriods": periods(),
        }
    return about


def periods():
    "Whole UTC days: a market that never closes"
    days = pd.date_range(
        pd.Timestamp.now("UTC").normalize() - pd.Timedelta("70D"), periods=75, freq="D"
    )
    return [
        [
            {
                "timezone": "UTC",
                "gmtoffset": 0,
                "start": int(day.timestamp()),
                "end": int(day.timestamp()) + 86400,
            }
        ]
        for day in days
    ]


def chart(stamps, closes, interval="1d", factor=1.0):
    "Yahoo's answer about these bars"
    prices = {name: closes for name in ("open", "high", "low", "close")}
    adjusted = [None if c is None else c * factor for c in closes]
    result = {
        "meta": meta(interval),
        "timestamp": stamps,
        "indicators": {
            "quote": [{**prices, "volume": [100] * len(closes)}],
            "adjclose": [{"adjclose": adjusted}],
        },
    }
    return {"chart": {"result": [result], "error": None}}


def refusal(code, description):
    return {"chart": {"result": None, "error": {"code": code, "description": description}}}


class Market:
    "Prices by date or minute, with a script of failures to go through first"

    def __init__(self):
        self.script, self.asked, self.bars = [], [], {}

    def days(self, closes, first="2024-01-02"):
        index = pd.date_range(first, periods=len(closes), freq="B", tz=NEW_YORK) + pd.Timedelta(
            "9h30min"
        )
        self.bars["1d"] = dict(zip((int(stamp.timestamp()) for stamp in index), closes))

    def minutes(self, begin, end, close=lambda t: 100 + np.sin(t / 600)):
        self.bars["1m"] = {
            t: float(close(t))
            for t in range(int(begin.timestamp()) // 60 * 60, int(end.timestamp()), 60)
        }

    def answer(self, path):
        url = urlsplit(path)
        query = {name: value[0] for name, value in parse_qs(url.query).items()}
        if "/v8/finance/chart/" not in url.path:
            nothing = 404, json.dumps({"quoteSummary": {"result": None}})
            return nothing if "quote" in url.path else (200, "crumb")
        if "UNKNOWN" in url.path:
            return 404, json.dumps(refusal("Not Found", "No data found, symbol may be delisted"))
        if "period1" not in query:
            return 200, json.dumps(chart([], [], query["interval"]))
        self.asked.append((int(query["period1"]), int(query["period2"]), query["interval"]))
        if self.script and (scripted := self.script.pop(0)) is not None:
            said = "Too Many Requests" if scripted == 429 else "<html>oops</html>"
            return scripted if isinstance(scripted, tuple) else (scripted, said)
        return self.prices(query)

    def prices(self, query):
        first, last = int(query["period1"]), int(query["period2"])
        known = self.bars.get(query["interval"], {})
        bars = {t: close for t, close in known.items() if first <= t < last}
        if not bars:
            none = f"Data doesn't exist for startDate = {first}, endDate = {last}"
            return 400, json.dumps(refusal("Bad Request", none))
        return 200, json.dumps(chart(list(bars), list(bars.values()), query["interval"], 0.5))


def serve(market, handler=http.server.BaseHTTPRequestHandler):
    class Handler(handler):
        def do_GET(self):
            status, text = market.answer(self.path)
            body = text.encode() if isinstance(text, str) else text
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    return server


@pytest.fixture
def market(tmp_path, monkeypatch):
    monkeypatch.setenv("VOLRISK_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setattr(yahoo, "WAITS", (0.0, 0.0))
    yfinance.set_tz_cache_location(str(tmp_path / "zones"))
    market = Market()
    server = serve(market)

    class Here(curl.Session):
        def request(self, method, url, **how):
            return super().request(
                method,
                f"http://127.0.0.1:{server.server_port}{urlsplit(url).path}?{urlsplit(url).query}",
                **how,
            )

    market.session = Here()
    yield market
    server.shutdown()
    server.server_close()


CLOSES = [100.1, 101.2, 99.3000000000001, 102.4, 103.5]


def get(market, *args, **how):
    return yahoo.download(*args, session=market.session, **how)


def test_days(market):
    market.days(CLOSES)
    prices = get(market, "TEST", "2024-01-01", "2024-02-01")
    assert list(prices["Close"]) == CLOSES and list(prices["Adj Close"]) == [
        c * 0.5 for c in CLOSES
    ]
    assert (
        prices.index.tz is None
        and prices.index[0] == pd.Timestamp("2024-01-02")
        and prices.index.name == "Date"
    )
    assert prices.attrs["symbol"] == "TEST" and prices.attrs["notes"] == []
    np.testing.assert_allclose(log_returns(prices), np.diff(np.log(CLOSES)), rtol=1e-12)


def test_the_cached_copy_is_the_same_and_needs_no_network(market):
    market.days(CLOSES)
    fresh = get(market, "TEST", "2024-01-01", "2024-02-01")
    asked = len(market.asked)
    pd.testing.assert_frame_equal(
        get(market, "TEST", "2024-01-01", "2024-02-01"), fresh, check_exact=True
    )
    pd.testing.assert_frame_equal(
        get(market, "TEST", "2024-01-03", "2024-01-05"),
        fresh["2024-01-03":"2024-01-04"],
        check_exact=True,
    )
    pd.testing.assert_frame_equal(yahoo.download("TEST", offline=True), fresh, check_exact=True)
    assert len(market.asked) == asked
    get(market, "TEST", "2024-01-01", "2024-02-01", refresh=True)
    assert len(market.asked) == asked + 1


def test_a_wider_range_fetches_all_of_it_anew(market):
    market.days(CLOSES)
    get(market, "TEST", "2024-01-03", "2024-01-05")
    market.days([c / 2 for c in CLOSES])  # a split rewrote the history
    prices = get(market, "TEST", "2024-01-02", "2024-01-05")
    assert list(prices["Close"]) == [c / 2 for c in CLOSES[:3]]


def test_rate_limited_twice_then_served(market):
    market.days(CLOSES)
    market.script = [429, 429, 429, 429]  # yfinance asks again once for each refusal
    assert len(get(market, "TEST", "2024-01-01", "2024-02-01")) == 5


SENTENCES = {
    "rate limit": ([429] * 6, RateLimited, "wait some minutes"),
    "server error": ([500] * 6, BadAnswer, "HTTP status 500 and reads '<html>oops</html>'"),
    "bad gateway": ([502] * 6, BadAnswer, "HTTP status 502"),
    "forbidden": ([403] * 6, BadAnswer, "HTTP status 403"),
    "unauthorised": ([401] * 6, BadAnswer, "HTTP status 401"),
    "null": ([(200, "null")] * 6, BadAnswer, "no table of prices"),
    "{}": ([(200, "{}")] * 6, BadAnswer, "no table of prices"),
    "no result": (
        [(200, json.dumps({"chart": {"result": None, "error": None}}))] * 6,
        BadAnswer,
        "nothing in it",
    ),
    "other dates": (
        [(200, json.dumps(chart([1577975400], [5.0])))] * 6,
        NoData,
        "1 bar outside the range asked for left out, first 2020-01-02",
    ),
    "truncated": (
        [(200, json.dumps(chart([1704205800], [1.0]))[:-40])] * 6,
        BadAnswer,
        "makes no sense",
    ),
    "not JSON": ([(200, "<html>sorry</html>")] * 6, BadAnswer, "makes no sense"),
    "wrong JSON": ([(200, "[1, 2]")] * 6, BadAnswer, "no table of prices"),
    "infinite": (
        [(200, json.dumps(chart([1704205800], [float("inf")])))] * 6,
        BadAnswer,
        "infinite",
    ),
    "empty": ([(200, json.dumps(chart([], [])))] * 6, NoData, "Choose other dates"),
    "nothing but nulls": (
        [(200, json.dumps(chart([1704205800], [None])))] * 6,
        NoData,
        "Choose other dates",
    ),
}


@pytest.mark.parametrize("case", SENTENCES)
def test_a_failure_is_a_sentence_and_nothing_is_cached(market, case, capfd, recwarn, caplog):
    market.script, kind, words = list(SENTENCES[case][0]), SENTENCES[case][1], SENTENCES[case][2]
    with pytest.raises(kind, match=words) as failure:
        get(market, "TEST", "2024-01-01", "2024-02-01")
    assert "\n" not in str(failure.value) and len(str(failure.value)) < 400
    assert cached().empty
    assert capfd.readouterr() == ("", "") and not caplog.records and not recwarn.list
    assert (
        yfinance.config.debug.hide_exceptions
        and logging.getLogger("yfinance").level != logging.CRITICAL + 1
    )


def test_unknown_symbol(market):
    for symbol in ("UNKNOWN1", "UNKNOWN2", "UNKNOWN3"):
        with pytest.raises(UnknownSymbol, match="finance.yahoo.com"):
            get(market, symbol, "2024-01-01", "2024-02-01")


def test_a_range_without_data_gives_yahoos_reason(market):
    market.days(CLOSES)
    with pytest.raises(
        NoData, match="Data doesn't exist for startDate = 2010-01-01 05:00, endDate"
    ):
        get(market, "TEST", "2010-01-01", "2010-02-01")


def test_refused_connection(market, tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound and not listening: refuses
        port = taken.getsockname()[1]

        class Nobody(curl.Session):
            def request(self, method, url, **how):
                return super().request(
                    method, f"http://127.0.0.1:{port}{urlsplit(url).path}", **how
                )

        with pytest.raises(Offline, match="the network or the proxy"):
            yahoo.download("TEST", "2024-01-01", "2024-02-01", session=Nobody())
        with pytest.raises(Offline) as failure:
            yahoo.download("TEST", "2024-01-01", "2024-02-01", session=Nobody())
        assert "curl.se" not in str(failure.value) and ".." not in str(failure.value)


def test_the_copy_is_used_with_a_warning_when_yahoo_fails(market):
    market.days(CLOSES)
    fresh = get(market, "TEST", "2024-01-01", "2024-02-01")
    market.script = [429] * 6
    with pytest.warns(DataWarning, match=r"5 bars from 2024-01-02 to 2024-01-08, fetched .* ago"):
        copy = get(market, "TEST", "2024-01-01", "2024-03-01")
    pd.testing.assert_frame_equal(copy, fresh, check_exact=True)


def test_a_session_is_not_remembered(market):
    from yfinance.data import YfData

    before = YfData()._session
    market.days(CLOSES)
    get(market, "TEST", "2024-01-01", "2024-02-01")
    assert YfData()._session is before


def test_null_zero_and_negative_prices(market):
    market.days([100.0, None, 0.0, -37.63, 20.0])
    prices = get(market, "TEST", "2024-01-01", "2024-02-01")
    assert list(prices["Close"]) == [100.0, -37.63, 20.0]
    assert prices.attrs["notes"] == [
        "1 bar without a trade left out, first 2024-01-03",
        "1 bar at a price of zero left out, first 2024-01-04",
    ]
    assert "non_positive" in check_prices(prices).codes
    with pytest.raises(ValueError, match="first -18.815 at 2024-01-05"):
        log_returns(prices)


def test_the_unfinished_day_is_left_out(market):
    today = pd.Timestamp.now(NEW_YORK).normalize()
    days = [int((today - pd.Timedelta(days=k)).timestamp()) for k in (3, 2, 1, 0)]
    market.bars["1d"] = dict(zip(days, [1.0, 2.0, 3.0, 4.0]))
    prices = get(market, "TEST", today.date() - pd.Timedelta("5D"))
    assert list(prices["Close"]) == [1.0, 2.0, 3.0] and prices.attrs["notes"] == [
        f"1 bar not finished yet left out, first {today.date()}"
    ]
    asked = len(market.asked)
    get(market, "TEST", today.date() - pd.Timedelta("5D"))
    assert len(market.asked) == asked  # within the hour nothing new is to be had


@pytest.mark.parametrize("ended", [True, False])
def test_todays_close_counts_once_the_session_is_over(market, monkeypatch, ended):
    now = pd.Timestamp.now("UTC")
    zone = f"Etc/GMT{now.hour - 12:+d}"  # an exchange where it is noon, whatever the hour here
    today = now.tz_convert(zone).normalize()
    end = now + pd.Timedelta("-1min" if ended else "1h")
    hours = {
        "timezone": zone,
        "gmtoffset": 3600 * (12 - now.hour),
        "start": int(today.timestamp()),
        "end": int(end.timestamp()),
    }
    about = {
        **meta("1d"),
        "exchangeTimezoneName": zone,
        "currentTradingPeriod": dict.fromkeys(("pre", "regular", "post"), hours),
    }
    monkeypatch.setattr(sys.modules[__name__], "meta", lambda interval: about)
    market.bars["1d"] = {
        int((today - pd.Timedelta("1D")).timestamp()): 1.0,
        int(today.timestamp()): 2.0,
    }
    assert list(get(market, "TEST", today.date() - pd.Timedelta("5D"))["Close"]) == (
        [1.0, 2.0] if ended else [1.0]
    )


def test_minutes_come_in_pieces_and_only_the_missing_ones(market):
    now = pd.Timestamp.now("UTC").floor("min")
    market.minutes(now - pd.Timedelta("20D"), now)
    prices = get(market, "BTC-USD", now - pd.Timedelta("17D"), interval="1m")
    assert len(market.asked) == 3 and all(b - a <= 8 * 86400 for a, b, _ in market.asked)
    assert len(prices) == 17 * 1440 and str(prices.index.tz) == "UTC"
    assert log_returns(prices).attrs["gaps_dropped"] == 0
    market.asked.clear()
    more = get(
        market, "BTC-USD", now - pd.Timedelta("19D"), now - pd.Timedelta("10D"), interval="1m"
    )
    assert len(more) == 9 * 1440
    assert [(a, b) for a, b, _ in market.asked] == [
        (
            (now - pd.Timedelta("19D")).timestamp(),
            (now - pd.Timedelta("17D") + pd.Timedelta("1h")).timestamp(),
        )
    ]
    assert len(yahoo.download("BTC-USD", interval="1m", offline=True)) == 19 * 1440


def test_minutes_that_yahoo_has_forgotten(market):
    now = pd.Timestamp.now("UTC").floor("min")
    market.minutes(now - pd.Timedelta("3D"), now)
    with pytest.raises(ValueError, match="30 days"):
        get(market, "BTC-USD", now - pd.Timedelta("40D"), interval="1m")
    assert not market.asked
    get(market, "BTC-USD", now - pd.Timedelta("2D"), interval="1m")
    market.bars["1m"] = {
        t: c for t, c in market.bars["1m"].items() if t > (now - pd.Timedelta("1D")).timestamp()
    }
    assert (
        len(get(market, "BTC-USD", now - pd.Timedelta("2D"), interval="1m", refresh=True))
        == 2 * 1440
    )  # kept, though Yahoo forgot
    with pytest.warns(DataWarning, match="forgotten"):
        get(market, "BTC-USD", now - pd.Timedelta("40D"), interval="1m")


def test_pieces_that_came_before_a_failure_are_kept(market):
    now = pd.Timestamp.now("UTC").floor("min")
    market.minutes(now - pd.Timedelta("20D"), now)
    market.script = [None, None] + [429] * 6
    with pytest.warns(DataWarning, match="answers nothing more"):
        prices = get(market, "BTC-USD", now - pd.Timedelta("20D"), interval="1m")
    assert len(prices) == 14 * 1440
    market.asked.clear()
    assert len(get(market, "BTC-USD", now - pd.Timedelta("20D"), interval="1m")) == 20 * 1440
    assert len(market.asked) == 1


def test_a_split_between_two_downloads_of_minutes(market):
    now = pd.Timestamp.now("UTC").floor("min")
    market.minutes(now - pd.Timedelta("3D"), now)
    get(market, "TEST", now - pd.Timedelta("3D"), now - pd.Timedelta("1D"), interval="1m")
    market.minutes(now - pd.Timedelta("3D"), now, close=lambda t: 25 + np.sin(t / 600) / 4)
    with pytest.warns(DataWarning, match="split"):
        prices = get(market, "TEST", now - pd.Timedelta("3D"), interval="1m")
    assert log_returns(prices).abs().max() < 0.01


def test_broken_answers_never_end_in_a_traceback(market):
    market.days(CLOSES)
    good, rng = json.dumps(chart([1704205800, 1704292200], [1.5, 2.5])), random.Random(0)
    for _ in range(150):
        cut = list(good)
        for _ in range(rng.randint(1, 4)):
            cut[rng.randrange(len(cut))] = rng.choice('0-{}[]",:n9')
        market.script = [(200, "".join(cut))] * 3
        try:
            prices = yahoo.ask(
                yahoo.checked_request(
                    "TEST", "2024-01-01", "2024-02-01", "1d", pd.Timestamp.now("UTC")
                ),
                market.session,
            )[0]
        except DownloadError as failure:
            assert "\n" not in str(failure)
        else:
            assert np.isfinite(prices["Close"]).all()


def test_several_symbols(market):
    market.days(CLOSES)
    with pytest.warns(DataWarning, match="UNKNOWN"):
        prices = yahoo.download_many(
            ["TEST", "UNKNOWN"], start="2024-01-01", end="2024-02-01", session=market.session
        )
    assert list(prices) == ["TEST"]
    with pytest.warns(DataWarning, match="got 'A A'"):
        assert list(
            yahoo.download_many(
                ["A A", "TEST"], start="2024-01-01", end="2024-02-01", session=market.session
            )
        ) == ["TEST"]
    for wrong in ("TEST", None, 5):
        with pytest.raises(ValueError, match="symbols are a list"):
            yahoo.download_many(wrong)
    with pytest.raises(ValueError, match="interval is one of"):
        yahoo.download_many(["TEST"], interval="3m")


def test_notes_of_all_pieces_are_kept(market):
    now = pd.Timestamp.now("UTC").floor("min")
    market.minutes(now - pd.Timedelta("20D"), now)
    stamps = list(market.bars["1m"])
    market.bars["1m"] |= {stamps[100]: None, stamps[-100]: 0.0}
    notes = get(market, "BTC-USD", now - pd.Timedelta("20D"), interval="1m").attrs["notes"]
    assert [note.split(" left out")[0] for note in notes] == [
        "1 bar without a trade",
        "1 bar at a price of zero",
    ]


def test_a_mute_server_is_given_up(market, monkeypatch, capfd):
    def ask_once(request, session=None):
        time.sleep(0.2)
        raise Offline("timed out")

    tries = []
    monkeypatch.setattr(yahoo, "ask_once", lambda *args: (tries.append(args), ask_once(*args)))
    request = yahoo.checked_request(
        "TEST", "2024-01-01", "2024-02-01", "1d", pd.Timestamp.now("UTC")
    )
    with pytest.raises(Offline):
        yahoo.ask(request, enough=0.1)
    assert len(tries) == 1


def test_a_huge_or_missing_volume(market):
    answer = chart([1704205800, 1704292200, 1704378600], [5.0, 6.0, 7.0])
    answer["chart"]["result"][0]["indicators"]["quote"][0]["volume"] = [None, 1e19, 7]
    market.script = [(200, json.dumps(answer))]
    assert list(get(market, "TEST", "2024-01-01", "2024-02-01")["Volume"])[2] == 7


class Tunnel(http.server.BaseHTTPRequestHandler):
    "An HTTPS proxy that answers itself instead of passing on"

    def do_CONNECT(self):
        self.send_response(200)
        self.end_headers()
        self.connection = self.server.context.wrap_socket(self.connection, server_side=True)
        self.rfile, self.wfile = self.connection.makefile("rb"), self.connection.makefile("wb", 0)
        self.handle_one_request()

    def version_string(self):
        return "test"


CHILD = """
import sys, volrisk.yahoo as yahoo
yahoo.WAITS = (0.0, 0.0)
try:
    print(len(yahoo.download("TEST", "2024-01-01", "2024-02-01")))
except yahoo.DownloadError as failure:
    print(type(failure).__name__, "" if isinstance(failure, yahoo.RateLimited) else failure)
"""


@pytest.fixture
def proxied(market, tmp_path):
    "Environment of an unmodified process whose internet is the market"
    trustme = pytest.importorskip("trustme")
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    proxy = serve(market, Tunnel)
    proxy.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("*.finance.yahoo.com", "*.yahoo.com", "fc.yahoo.com").configure_cert(
        proxy.context
    )
    address = f"http://127.0.0.1:{proxy.server_port}"
    changed = dict.fromkeys(("HTTPS_PROXY", "https_proxy", "HTTP_PROXY"), address) | {
        "NO_PROXY": "",
        "no_proxy": "",
    }
    changed |= dict.fromkeys(
        ("CURL_CA_BUNDLE", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE"), str(tmp_path / "ca.pem")
    )
    folders = {
        "XDG_CACHE_HOME": str(tmp_path / "home"),
        "VOLRISK_CACHE_DIR": str(tmp_path / "other"),
    }
    yield {**os.environ, **changed, **folders}
    proxy.shutdown()
    proxy.server_close()


def child(*command, env, cwd=None):
    done = subprocess.run(command, env=env, cwd=cwd, capture_output=True, text=True, timeout=600)
    done.stderr = "".join(
        line
        for line in done.stderr.splitlines(True)
        if not line.startswith(("waiting for ", "volrisk: compiling"))
    )  # on a slow or new machine
    return done


def test_an_unmodified_process_through_a_proxy(market, proxied):
    market.days(CLOSES)
    market.script = [429] * 6
    limited = child(sys.executable, "-c", CHILD, env=proxied)
    assert (limited.stdout.strip(), limited.stderr) == ("RateLimited", "")
    served = child(sys.executable, "-c", CHILD, env=proxied)
    assert (served.stdout.strip(), served.stderr) == ("5", "")


@pytest.fixture
def here(monkeypatch, capsys, proxied, tmp_path):
    "The command line in this process, with the cache of the child: much quicker to start"
    monkeypatch.setenv("VOLRISK_CACHE_DIR", proxied["VOLRISK_CACHE_DIR"])
    monkeypatch.chdir(tmp_path)

    def run(*words):
        monkeypatch.setattr(sys, "argv", ["volrisk", *words])
        with pytest.raises(SystemExit) as end, warnings.catch_warnings():
            cli.main()
        return end.value.code or 0, *capsys.readouterr()

    return run


def test_the_command_line(market, proxied, here, tmp_path):
    market.days(
        100 * np.exp(np.cumsum(0.01 * np.random.default_rng(0).standard_normal(700))),
        first="2020-01-01",
    )
    get = ("data", "get", "TEST", "--start", "2020-01-01", "--end", "2023-01-01", "--out")
    got = child("volrisk", *get, "test.csv", env=proxied, cwd=tmp_path)
    assert (got.returncode, got.stderr) == (
        0,
        "",
    ) and "700 bars, 2020-01-01 to 2022-09-06" in got.stdout
    prices = pd.read_csv(tmp_path / "test.csv", index_col=0, parse_dates=True)
    assert len(prices) == 700 and here(*get, "test.parquet")[0] == 0
    pd.testing.assert_frame_equal(
        pd.read_parquet(tmp_path / "test.parquet"), prices, check_index_type=False
    )
    assert "TEST" in here("data", "list")[1] and "2022-09-06" in here("data", "show", "TEST")[1]
    assert (
        here("data", "check", "test.csv", "--level", "0.95")[0] == 0
        and "700 prices" in here("data", "check", "test.csv")[1]
    )
    unknown = child("volrisk", "data", "get", "UNKNOWN", env=proxied, cwd=tmp_path)
    assert unknown.returncode == 2 and unknown.stderr.startswith(
        "volrisk: Yahoo knows no symbol UNKNOWN"
    )


def test_notes_are_printed(market, proxied, tmp_path):
    market.days([100.0, None, 101.0])
    got = child(
        "volrisk",
        "data",
        "get",
        "TEST",
        "--start",
        "2024-01-01",
        "--end",
        "2024-02-01",
        env=proxied,
        cwd=tmp_path,
    )
    assert "note: 1 bar without a trade left out, first 2024-01-03" in got.stdout


REFUSED = {
    "ends in .csv": "get TEST --out prices.xlsx",
    "ends in .csv, ": "get TEST --out cut.parquet",
    "no such folder": "get TEST --out nowhere/prices.csv",
    "volrisk data get fetches it": "show TEST",
    "there is no file": "check nowhere.csv",
    "got 'soon'": "get TEST --start soon",
    "name one symbol": "clear",
    "not both": "clear TEST --all",
    "nothing is cached of TEST": "clear TEST",
    "interval is one of": "clear TEST --interval 3m",
    "choose one": "get TEST --offline --refresh",
    "confidence": "check test.csv --level 1.5",
    "--all deletes 1 file": "clear --all",
}


def test_what_the_command_line_refuses(here, tmp_path):
    path = cache_path("KEPT")
    index = pd.DatetimeIndex(["2024-01-02"], name="Date").as_unit("us")
    bars = pd.DataFrame({**dict.fromkeys(COLUMNS[:-1], 1.0), "Volume": 1}, index)
    moment = pd.Timestamp("2024-01-03", tz="UTC")
    with locked(path):
        write_atomically(
            path,
            encode(Stored(bars, "KEPT", "1d", moment, [(moment, moment)], (moment, moment), [])),
        )
    (tmp_path / "cut.parquet").mkdir()
    (tmp_path / "test.csv").write_text("Date,Close\n2024-01-02,1\n")
    for said, words in REFUSED.items():
        code, out, err = here("data", *words.split())
        assert code == (3 if "fetches" in said else 2) and out == "" and said in err, (words, err)
        assert err.startswith("volrisk: ") and len(err.strip().splitlines()) == 1
    assert "Deleted 1 file" in here("data", "clear", "--all", "--yes")[1]
