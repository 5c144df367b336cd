"The page in a real browser: nothing is asked for, nothing goes wrong, and it fits a phone"
import json
import os
import select
import shutil
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import volrisk
from volrisk.backtesting import backtest
from volrisk.document import backtest_view
from volrisk.page import render
from volrisk.pageview import (
    Change,
    Daily,
    Exceeded,
    FitView,
    HorizonRow,
    Loss,
    ModelRow,
    PageView,
    Reason,
    Running,
)

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "google-chrome", "chrome"))), None)
FLAGS = "--headless --no-sandbox --disable-gpu --disable-dev-shm-usage --hide-scrollbars"
NASTY = "</script><img src=x onerror=alert(1)>$\\sigma_{t$ \x1b[31m\u202e " + "W" * 120


class Browser:
    "Chromium, spoken to through a pipe: https://chromedevtools.github.io/devtools-protocol"

    def __init__(self, home):
        ours = os.pipe(), os.pipe()
        (told, self.tell), (self.hear, heard) = ours
        command = f'exec "{CHROMIUM}" {FLAGS} --user-data-dir="{home}" --remote-debugging-pipe'
        command += f" about:blank 3<&{told} 4>&{heard}"
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self.process = subprocess.Popen(["bash", "-c", command], pass_fds=(told, heard), **quiet)
        os.close(told)
        os.close(heard)
        self.rest, self.number, self.events, self.session = b"", 0, [], None
        targets = self("Target.getTargets")["targetInfos"]
        tab = next(target["targetId"] for target in targets if target["type"] == "page")
        attached = self("Target.attachToTarget", targetId=tab, flatten=True)
        self.session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self(f"{domain}.enable")

    def __call__(self, method, **params):
        self.number += 1
        message = {"id": self.number, "method": method, "params": params}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.tell, json.dumps(message).encode() + b"\0")
        while (answer := self.read()).get("id") != self.number:
            self.events.append(answer)
        assert "error" not in answer, answer
        return answer["result"]

    def read(self):
        while b"\0" not in self.rest:
            assert select.select([self.hear], [], [], 60)[0], "the browser does not answer"
            heard = os.read(self.hear, 1 << 20)
            assert heard, "the browser has ended"
            self.rest += heard
        message, self.rest = self.rest.split(b"\0", 1)
        return json.loads(message)

    def happened(self, *methods):
        return [event for event in self.events if event.get("method") in methods]

    def open(self, path, width, dark=False):
        size = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width < 600}
        self("Emulation.setDeviceMetricsOverride", **size)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self("Emulation.setEmulatedMedia", features=[scheme])
        self.events.clear()
        self("Page.navigate", url=path.as_uri())
        while not self.happened("Page.loadEventFired"):
            self.events.append(self.read())

    def value(self, script, **how):
        found = self("Runtime.evaluate", expression=script, returnByValue=True, **how)
        return found["result"]["value"]


@contextmanager
def running_browser(home):
    browser = Browser(home)
    try:
        yield browser
    finally:
        browser.process.terminate()
        browser.process.wait(20)


def full_view(name="S&P 500"):
    "A page with everything on it, of made-up days"
    rng = np.random.default_rng(0)
    days = pd.bdate_range("2015-01-01", periods=700)
    returns, var = 0.01 * rng.standard_t(5, 700), np.full(700, 0.026)
    daily = Daily(days, returns, var, 1.3 * var)
    count = (returns < -var).cumsum()
    broken = np.flatnonzero(returns < -var)
    answers = {"number": "ok", "timing": "fail", "size": "not judged"}
    rows = [
        ModelRow(f"{name} {k}", 0.03, 0.04, 30, 20.0, answers, {"Kupiec": 0.1}, k, 0.5, not k, name)
        for k in range(14)
    ]
    return PageView(
        title=name,
        as_of="2017-09-07",
        next_day="2017-09-08, or the next trading day",
        side="long",
        wealth=123_456_789.0,
        currency="EUR",
        losses=[
            Loss(m, h, s * h**0.5, 0.03, 0.05, 1e8 * s)
            for m, s in {"VaR 99%": 0.0307, "ES 97.5%": 0.0312}.items()
            for h in (1, 10)
        ],
        advised=name,
        members=[name] * 3,
        verdict="doubtful",
        reasons=[Reason(question, answer, name) for question, answer in answers.items()],
        changes=[Change("VaR 99%", "yesterday", 0.031, 0.0307)],
        doubts=[name] * 3,
        evidence=name,
        regulator=name,
        running=Running(days, count, count * 0.5, count + 10),
        exceptions=[Exceeded(f"{days[k]:%Y-%m-%d}", -returns[k], var[k]) for k in broken],
        models=rows,
        daily=daily,
        fit=FitView(name, [(name, 1.0, 0.1)], 0.98, 34, [-1, 0, 1], [-1, 0, 2], [0.1, -0.1], 0.05),
        horizons=[HorizonRow(h, 0.1, 0.2, 1e6, 2e6, name) for h in (1, 10)],
        notes=[name],
        origin={"file": name, "sha256": "0123456789abcdef" * 4},
        command=name,
    )


def many_view():
    "A short position, three levels, four horizons, and money"
    shares = {"VaR 97.5%": 0.0231, "VaR 99%": 0.0307, "VaR 99.9%": 0.0512, "ES 97.5%": 0.0312}
    steps = (1, 5, 10, 20)
    over = [(name, h, share * h**0.5) for h in steps for name, share in shares.items()]
    losses = [Loss(name, h, s, 0.9 * s, 1.1 * s, 123_456_789 * s) for name, h, s in over]
    rows = [HorizonRow(h, 0.03 * h**0.5, 0.04 * h**0.5, 1e6 * h, 2e6 * h) for h in steps]
    names = ["GJR(1,1,1)-t+FHS, x=true_range", "EGARCH(1,1,1)-skewt"]
    return replace(full_view(), side="short", losses=losses, horizons=rows, members=names)


def backtested_view():
    "A backtest of made-up days, with violations that are too many"
    rng = np.random.default_rng(1)
    index = pd.bdate_range("2015-01-01", periods=700)
    returns = pd.Series(0.01 * rng.standard_normal(700), index)
    var, es = pd.Series(0.0205, index), pd.Series(0.0245, index)
    pit = pd.Series(rng.uniform(size=700), index)
    pit = pit.sort_values().set_axis(returns.sort_values().index).sort_index()
    tests = backtest(returns, var, es, 0.99, pit=pit)
    origin = {"file": "risk.csv", "rows": 700, "dropped": 0, "command": "volrisk backtest risk.csv"}
    return backtest_view(tests, title="A book", origin=origin, notes=["Nothing else."])


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    if CHROMIUM is None or os.name != "posix":
        pytest.skip("no chromium on this machine, or none that can be spoken to")
    with running_browser(tmp_path_factory.mktemp("browser")) as running:
        yield running


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pages")
    views = {"plain": full_view(), "nasty": full_view(NASTY), "empty": PageView()}
    views |= {"many": many_view(), "tested": backtested_view()}
    for name, view in views.items():
        (folder / f"{name}.html").write_text(render(view), encoding="utf-8")
    return {name: folder / f"{name}.html" for name in views}


PAGES = ["plain", "nasty", "empty", "many", "tested"]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("width", [400, 1400])
def test_it_fits_asks_for_nothing_and_is_silent(browser, written, name, width):
    browser.open(written[name], width)
    widths = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    wide, given = browser.value(widths)
    assert (wide, given) == (width, width)
    asked = browser.happened("Network.requestWillBeSent")
    assert {request["params"]["request"]["url"] for request in asked} == {written[name].as_uri()}
    assert not browser.happened(
        "Log.entryAdded", "Runtime.exceptionThrown", "Runtime.consoleAPICalled"
    )


def test_the_two_numbers_are_on_the_first_screen_of_a_phone(browser, written):
    browser.open(written["plain"], 400)
    script = "[...document.querySelectorAll('.answer tbody tr:first-child b')].map(b => "
    script += "[b.textContent, b.getBoundingClientRect().bottom, b.getBoundingClientRect().right])"
    numbers = browser.value(script)
    assert [text for text, _, _ in numbers] == ["3.07%", "3.12%"]
    assert all(bottom < 700 and right < 400 for _, bottom, right in numbers)


CONTRAST = """
const shade = colour => colour.match(/[\\d.]+/g).map(Number);
const light = c => c.slice(0, 3).map(v => v / 255).map(
  v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4
).reduce((sum, v, k) => sum + v * [.2126, .7152, .0722][k], 0);
const back = one => {
  const c = shade(getComputedStyle(one).backgroundColor);
  return c.length === 3 ? c : back(one.parentElement);
};
const ratio = one => {
  const both = [light(shade(getComputedStyle(one).color)), light(back(one))];
  return (Math.max(...both) + .05) / (Math.min(...both) + .05);
};
const texts = [...document.body.querySelectorAll("*")].filter(one =>
  !["SCRIPT", "STYLE"].includes(one.tagName) && one.getClientRects().length &&
  [...one.childNodes].some(node => node.nodeType === 3 && node.textContent.trim()));
const found = texts.map(one => [ratio(one), one.textContent]);
return JSON.stringify(found.sort((a, b) => a[0] - b[0])[0]);
"""


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("name", ["plain", "tested"])
def test_every_text_can_be_read(browser, written, name, dark):
    browser.open(written[name], 1400, dark)
    least, text = json.loads(browser.value(f"(() => {{{CONTRAST}}})()"))
    assert least >= 4.5, text
    shade = browser.value("getComputedStyle(document.body).backgroundColor")
    assert (int(shade[4:].split(",")[0]) < 60) == dark


def test_the_script_reads_a_day_and_arrows_go_from_violation_to_violation(browser, written):
    browser.open(written["plain"], 1400)
    canvas = "document.querySelector('.in-all .canvas')"
    move = f"""(() => {{const box = {canvas}.getBoundingClientRect();
    {canvas}.dispatchEvent(new PointerEvent("pointermove", {{clientX: box.right - 1}}));
    return document.querySelector('.in-all output').textContent}})()"""
    view = full_view()
    day, returned = f"{view.daily.days[-1]:%Y-%m-%d}", f"{view.daily.returns[-1]:.2%}"
    assert browser.value(move) == f"{day}: return {returned}, VaR 2.60%, ES 3.38%"
    spots = "document.querySelectorAll('.in-all .spots li')"
    press = f"""(() => {{{spots}[0].focus();
    {spots}[0].dispatchEvent(new KeyboardEvent("keydown", {{key: "ArrowRight"}}));
    return [...{spots}].indexOf(document.activeElement)}})()"""
    assert browser.value(press) == 1
    assert browser.value(f"[...{spots}].filter(one => one.tabIndex === 0).length") == 1


@pytest.mark.parametrize("name", ["plain", "many", "tested"])
def test_nothing_is_cut_on_paper(browser, written, name):
    width = 703  # pixels of A4 within its margins, 186 mm; Letter is wider
    browser.open(written[name], width)
    browser("Emulation.setEmulatedMedia", media="print")
    script = """[...document.querySelectorAll('td, th, h2, figure, li, dd')].map(
    one => [one.getBoundingClientRect().right, one.textContent]).sort((a, b) => b[0] - a[0])[0]"""
    right, text = browser.value(script)
    browser("Emulation.setEmulatedMedia", media="")
    assert right <= width, text


AXE = next(
    filter(
        Path.is_file,
        (
            Path(os.environ.get("AXE_CORE", "."), "axe.min.js"),
            Path(__file__).parents[1] / "node_modules" / "axe-core" / "axe.min.js",
        ),
    ),
    None,
)
FAULTS = """axe.run(document, {resultTypes: ["violations"]}).then(found => JSON.stringify(
    found.violations.filter(one => ["serious", "critical"].includes(one.impact)).map(
    one => [one.id, one.nodes.map(node => node.html.slice(0, 200))])))"""


@pytest.mark.skipif(AXE is None, reason="no axe-core: npm install axe-core, or AXE_CORE=its folder")
@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [400, 1400])
@pytest.mark.parametrize("name", PAGES)
def test_no_serious_fault_of_accessibility(browser, written, name, width, dark):
    browser.open(written[name], width, dark)
    browser("Runtime.evaluate", expression=AXE.read_text(encoding="utf-8"))
    assert json.loads(browser.value(FAULTS, awaitPromise=True)) == []


@pytest.mark.parametrize("name", ["plain", "many", "tested"])
def test_each_word_is_explained_once_and_where_its_link_leads(browser, written, name):
    browser.open(written[name], 1400)
    links = json.loads(
        browser.value("""JSON.stringify([...document.querySelectorAll("a.word")].map(
        one => [one.textContent, one.hash, !!document.getElementById(one.hash.slice(1))]))""")
    )
    assert all(there for _, _, there in links), links
    targets = [target for _, target, _ in links]
    assert len(set(targets)) == len(targets) and {"#word-var", "#word-es"} <= set(targets)
    names = browser.value("document.getElementById('words').textContent")
    assert ("Filtered historical simulation" in names) == (name == "many")
    assert names.count("Value-at-Risk") == 1


def test_the_document_of_a_backtest_says_what_was_found(browser, written):
    browser.open(written["tested"], 400)
    view = backtested_view()
    kept = json.loads(browser.value("document.getElementById('report').textContent"))
    assert [row["name"] for row in kept["tests"]] == [row.name for row in view.tests]
    seen = browser.value("document.querySelector('.verdict').textContent").strip()
    assert seen.endswith({"trust": "Trust", "do not use": "Do not use"}[view.verdict])
    figure = browser.value("document.querySelector('.figures b').textContent")
    assert figure == str(len(view.exceptions)) and view.verdict == "do not use"
    right = "document.querySelector('.figures').getBoundingClientRect().right"
    assert browser.value(right) < 400


KEPT = """
import sys
from jinja2 import Environment
from volrisk.page import template_named

made = []
translate = Environment.compile
Environment.compile = lambda *given, **how: made.append(1) or translate(*given, **how)
template_named("report.html.j2")
print(len(made))
"""


def test_the_translation_of_a_template_is_kept_and_made_again_when_damaged(tmp_path):
    env = {**os.environ, "NUMBA_CACHE_DIR": str(tmp_path)}
    env["PYTHONPATH"] = str(Path(volrisk.__file__).parent.parent)

    def translations():
        done = subprocess.run([sys.executable, "-c", KEPT], env=env, capture_output=True, text=True)
        return done.stdout.strip()

    assert [translations() for _ in range(2)] == ["1", "0"]
    (file,) = (tmp_path / "volrisk").glob("*.template")
    file.write_bytes(file.read_bytes()[:-7])
    assert [translations() for _ in range(2)] == ["1", "0"]
