"The rules of the house hold, and a rule that is broken is one sentence"
import base64
import io
import json
import os
import shutil
import subprocess
import sys
from types import SimpleNamespace

import browser
import conftest
import gates
import house
import oldest
import pages
import pytest
import rules
import shape

import volrisk


@pytest.fixture
def house_copy(tmp_path, monkeypatch):
    "A copy of pages, modules and tools, which may be spoilt"
    ignored = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints", "weights")
    for folder in ("nbs", "volrisk", "tools"):
        shutil.copytree(pages.ROOT / folder, tmp_path / folder, symlinks=True, ignore=ignored)
    for file in ("settings.ini", "_quarto.yml", "README.md"):
        shutil.copy(pages.ROOT / file, tmp_path / file)
    for module in (pages, rules, house):
        for name, home in {"ROOT": "", "NBS": "nbs", "LIBRARY": "volrisk"}.items():
            monkeypatch.setattr(module, name, tmp_path / home, raising=False)
    monkeypatch.setattr(pages, "LIST", tmp_path / "nbs" / "pages.toml")
    return tmp_path


def append(path, text):
    with open(path, "a", encoding="utf-8") as file:
        file.write(text)


def test_no_rule_is_broken():
    assert rules.broken() == []


def test_the_tests_know_every_notebook():
    tested = {path.relative_to(pages.NBS).as_posix() for path in pages.notebooks()}
    assert tested == rules.on_disk() | {"index.ipynb"}


def test_what_is_made_from_the_list_and_the_public_names_is_up_to_date(house_copy):
    made = ("_quarto.yml", "nbs/index.ipynb", "README.md", "volrisk/__init__.pyi")
    before = {name: (house_copy / name).read_text(encoding="utf-8") for name in made}
    house.pages()
    house.stub()
    house.readme()
    for name, text in before.items():
        assert (house_copy / name).read_text(encoding="utf-8") == text, f"{name} is out of date"


def test_the_stub_names_what_is_public():
    lines = house.stub_text().splitlines()
    named = lines[lines.index("__all__ = [") + 1 : lines.index("]")]
    assert [line.strip(' ",') for line in named] == volrisk.__all__
    assert "from .laws import Normal as Normal" in lines
    assert "from . import coverage as coverage" in lines


def test_an_unlisted_and_a_missing_page(house_copy):
    pages.save({"cells": []}, house_copy / "nbs" / "7_odd.ipynb")
    (house_copy / "nbs" / "41_risk.ipynb").rename(house_copy / "nbs" / "40_risk.ipynb")
    said = "\n".join(rules.broken())
    assert "7_odd.ipynb is not in nbs/pages.toml" in said
    assert "7_odd.ipynb is named otherwise than NN_name.ipynb" in said
    assert "40_risk.ipynb is not in nbs/pages.toml" in said
    assert "41_risk.ipynb is in nbs/pages.toml but not in nbs" in said


def test_two_pages_of_one_number_and_a_page_listed_twice(house_copy):
    text = pages.LIST.read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if "41_risk" in line)
    pages.LIST.write_text(text.replace(line, f"{line}\n{line}"), encoding="utf-8")
    said = rules.broken()
    assert "41_risk.ipynb is in nbs/pages.toml twice: keep one line" in said
    assert any(sentence.startswith("two pages have the number 41") for sentence in said)


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("from .cli import app", "words (page 00) imports from cli (page 9F): only lower pages"),
        ("def f():\n    from volrisk import risk", "words (page 00) imports from risk (page 41)"),
        ("import volrisk.walk", "words (page 00) imports from walk (page 50)"),
        ("from .checks import _new", "words uses _new of checks: what is private stays"),
        ("from . import checks\nchecks._old", "words uses _old of checks: what is private stays"),
        ("\n" * 600, "lines, 600 are the most: split the page by trade"),
    ],
)
def test_a_rule_of_the_rooms_is_broken(house_copy, code, sentence):
    before = rules.broken()
    append(house_copy / "volrisk" / "words.py", f"\n{code}\n")
    said = set(rules.broken()).difference(before)
    assert any(sentence in one for one in said)


def test_a_module_without_a_page_and_a_page_without_its_module(house_copy):
    (house_copy / "volrisk" / "words.py").rename(house_copy / "volrisk" / "phrases.py")
    said = "\n".join(rules.broken())
    assert "volrisk/phrases.py has no notebook" in said
    assert "00_words.ipynb exports words, which is not there: run nbdev_export" in said


def run_house(root, *words):
    command = [sys.executable, "tools/house.py", *words]
    env = {name: value for name, value in os.environ.items() if name != "IN_TEST"}  # of nbdev
    return subprocess.run(command, cwd=root, env=env, capture_output=True, text=True)


def test_a_new_page_is_in_order(house_copy):
    before = rules.broken()
    made = run_house(house_copy, "new-page", "9H", "demo", "A `demo` of pages")
    assert made.returncode == 0, made.stderr
    assert "def demo_first(" in (house_copy / "volrisk" / "demo.py").read_text(encoding="utf-8")
    assert rules.broken() == before
    (page,) = (page for page in pages.pages() if page.room == "demo")
    assert (page.number, page.title) == ("9H", "A `demo` of pages")
    assert "href: 9H_demo.ipynb" in (house_copy / "_quarto.yml").read_text(encoding="utf-8")
    assert "(nbs/9H_demo.ipynb)" in (house_copy / "README.md").read_text(encoding="utf-8")
    again = run_house(house_copy, "new-page", "9H", "demo", "Another")
    assert (again.returncode, again.stderr[:35]) == (1, "9H_demo.ipynb is there already: ano")


def test_a_new_page_wants_a_number_and_a_name(house_copy):
    answer = run_house(house_copy, "new-page", "9", "Demo", "A demo")
    assert answer.returncode == 1 and "a page is a digit, a digit or a capital" in answer.stderr


def test_a_build_of_the_site_leaves_the_checkout_as_it_was(house_copy):
    before = (house_copy / "README.md").read_bytes()
    with pytest.raises(KeyError), house.tidied():
        (house_copy / "README.md").write_text("spoilt", encoding="utf-8")
        (house_copy / "_proc").mkdir()
        (house_copy / "nbs" / "nbdev.yml").touch()
        raise KeyError
    assert (house_copy / "README.md").read_bytes() == before
    assert not (house_copy / "_proc").exists() and not (house_copy / "nbs" / "nbdev.yml").exists()


def test_wide_lines_are_counted(house_copy):
    path = house_copy / "nbs" / "15_results.ipynb"
    nb = json.loads(path.read_text(encoding="utf-8"))
    before = rules.wide()[path.name]
    nb["cells"].append(pages.cell("code", "x = 1\n# " + "x" * 99, 1))
    nb["cells"].append(pages.cell("markdown", "y" * 200, 2))
    pages.save(nb, path)
    assert rules.wide()[path.name] == before + 1


def test_what_is_quick_takes_a_minute_in_all():
    assert sum(conftest.QUICK.values()) < 60


def test_links_of_the_readme_work_from_anywhere():
    pytest.importorskip("setuptools")
    command = [sys.executable, "setup.py", "-q", "--long-description"]
    answer = subprocess.run(command, cwd=pages.ROOT, capture_output=True, text=True, check=True)
    assert "](nbs/" not in answer.stdout and "](README_files/" not in answer.stdout
    assert 'src="nbs/' not in answer.stdout and 'srcset="nbs/' not in answer.stdout
    assert "VaR tests: how many?" in answer.stdout


PAGE = """<html><body><h2>{title}</h2><main><p>{text}</p>{more}</main></body></html>"""
PROSE = "A forecast says what may be lost tomorrow, with $x^2$, `code` and [a link](other.ipynb)."
SHOWN = "A forecast says what may be lost tomorrow, with <math><mi>x</mi></math>, "
SHOWN += '<code>code</code> and <a href="other.html">a link</a>.'


@pytest.fixture
def tiny_site(tmp_path, monkeypatch):
    "A site of two pages that passes every gate, made from one notebook"
    nbs, site = tmp_path / "nbs", tmp_path / "_docs"
    nbs.mkdir()
    site.mkdir()
    cells = [pages.cell("markdown", text, k) for k, text in enumerate(("# Risk\n> A page", PROSE))]
    pages.save({"cells": cells}, nbs / "41_risk.ipynb")
    (site / "risk.html").write_text(PAGE.format(title="value_at_risk", text=SHOWN, more=""))
    (site / "other.html").write_text(PAGE.format(title="Other", text="", more=""))
    (tmp_path / "gates.toml").write_text('hosts = ["doi.org/"]\n\n[not_yet]\n')
    monkeypatch.setattr(gates, "ROOT", tmp_path)
    monkeypatch.setattr(gates, "LIST", tmp_path / "gates.toml")
    monkeypatch.setattr(gates, "notebooks", lambda: [nbs / "41_risk.ipynb"])
    monkeypatch.setattr(gates, "public_names", lambda: ["value_at_risk"])
    return site


def spoilt(site, text=SHOWN, more="", title="value_at_risk"):
    "The faults that the gates find once a page is another"
    (site / "risk.html").write_text(PAGE.format(title=title, text=text, more=more))
    found = gates.faults(gates.failing(gates.Site(site), gates.READ))
    return [f"{gate}: {fault}" for gate, faults in found.items() for fault in faults]


def test_a_site_in_order_passes_its_gates(tiny_site):
    assert spoilt(tiny_site) == []


@pytest.mark.parametrize(
    ("planted", "sentence"),
    [
        ({"text": "Nothing at all."}, "lost_paragraph: risk.html: this paragraph is lost: A forec"),
        ({"text": SHOWN.replace("may be", "is")}, "lost_paragraph: risk.html: this paragraph is"),
        ({"more": '<a href="gone.html">x</a>'}, "broken_link: risk.html: gone.html leads nowhere"),
        ({"more": '<a href="other.html#no">x</a>'}, "other.html#no leads to no place of other.htm"),
        ({"more": '<a href="https://a.test/b">x</a>'}, "stray_host: risk.html: https://a.test/b"),
        ({"more": '<script src="https://doi.org/a.js"></script>'}, "the page asks https://doi.org/"),
        ({"more": '<img src="other.html">'}, "picture_without_words: risk.html: 1 of 1 pictures"),
        ({"more": "<svg></svg>"}, "picture_without_words: risk.html: 1 of 1 pictures have no alt"),
        ({"title": "Risk"}, "name_without_entry: value_at_risk: no page has a heading"),
    ],
)
def test_a_gate_of_the_site_finds_what_was_planted(tiny_site, planted, sentence):
    (said,) = spoilt(tiny_site, **planted)
    assert sentence in said


def test_links_and_pictures_that_are_right_are_let_through(tiny_site):
    more = '<a href="https://doi.org/10.1000/1">x</a><a href="#here" id="here">x</a>'
    more += '<img src="other.html" alt="a line that falls"><svg aria-label="a line"></svg>'
    assert spoilt(tiny_site, more=more) == []


def test_what_is_excused_may_fail_and_leaves_the_list_once_it_passes(tiny_site):
    excused = 'hosts = []\n\n[not_yet]\nbroken_link = [\n    "risk.html",\n]\n'
    gates.LIST.write_text(excused)
    assert spoilt(tiny_site, more='<a href="gone.html">x</a>') == []
    (tiny_site / "risk.html").write_text(PAGE.format(title="value_at_risk", text=SHOWN, more=""))
    assert gates.shrunk(tiny_site) == 0 and "risk.html" not in gates.LIST.read_text()


@pytest.mark.skipif(not browser.found(), reason="there is no Chromium here")
def test_a_page_that_is_too_long_and_one_that_is_too_wide(tiny_site):
    high = '<div style="height:16000px">x</div>'
    wide = '<div style="overflow-x:auto"><div style="width:900px">x</div></div>'
    spoilt(tiny_site, more=high + wide)
    found = gates.failing(gates.Site(tiny_site), gates.SEEN)
    assert found["too_wide"] == []
    ((page, said),) = found["too_long"]
    assert page == "risk.html" and said.startswith("16") and "15000 are the most" in said
    spoilt(tiny_site, more='<p id="far" style="width:900px">x</p>')
    ((_, said),) = gates.failing(gates.Site(tiny_site), gates.SEEN)["too_wide"]
    assert "pixels wide on a phone: p#far" in said


def test_wide_code_is_a_fault(house_copy):
    path = house_copy / "nbs" / "15_results.ipynb"
    nb = json.loads(path.read_text(encoding="utf-8"))
    nb["cells"].append(pages.cell("code", "# " + "x" * 99, 1))
    pages.save(nb, path)
    said = "\n".join(rules.broken())
    assert "15_results.ipynb has 1 line of code wider than 100 columns" in said


DOC = '#| echo: false\n#| output: asis\nshow_doc({})'
SIGNATURE = "### {0}\n\n```python\ndef {0}(\n    x,{1}\n):\n```"
EXPORTED = '#| code-fold: show\n#| code-summary: "Exported source"\n'


def processed(name, comment):
    "A cell in which nbdev shows the documentation of a name"
    text = SIGNATURE.format(name, comment)
    shown = {"data": {"text/markdown": text}, "output_type": "display_data"}
    return pages.cell("code", DOC.format(name), 1) | {"outputs": [shown]}


def test_an_exported_cell_is_folded_below_what_it_documents():
    source = pages.cell("code", EXPORTED + "def f(x): ...\ndef g(x): ...\ndef _h(x): ...", 2)
    nb = {"cells": [processed("f", ""), source, processed("g", " # A number")]}
    made = shape.prepared(nb, {}, 0)["cells"]
    assert [shape.shown(cell) for cell in made] == ["g", None, None]
    assert made[1]["source"] == "[]{#f}"
    folded, code = shape.options(made[2]["source"])
    assert folded == {"code-fold": "true", "code-summary": '"Source: f, g"'}
    assert code.startswith("def f") and shape.prepared({"cells": made}, {}, 0)["cells"] == made


def test_checks_and_imports_are_named_and_no_option_stands_twice():
    both = "#| code-fold: show\n#| code-fold: true\nassert 1"
    assert shape.folded(both) == '#| code-fold: true\n#| code-summary: "Checks"\nassert 1'
    assert shape.folded("import a\nimport b").startswith("#| code-fold: true")
    assert shape.folded("import a\na.b()") == "import a\na.b()"


def test_cross_references_are_relative_and_a_source_that_is_nowhere_is_not_linked():
    text = '[source](/blob/main/x.py#L1){target="_blank"} '
    text += "[`f`](/laws.html#f) [y](/tutorials/b.html) [[`g`](/laws.html#g)](a.ipynb)"
    homes = {"laws": "20_laws.ipynb", "tutorials/b": "tutorials/b.ipynb"}
    answer = " [`f`](../20_laws.ipynb#f) [y](../tutorials/b.ipynb) [`g`](a.ipynb)"
    assert shape.related(text, homes, 1) == answer


def test_a_finished_page_asks_nothing_and_shows_its_formulas():
    page = '<script src="https://cdn.test/require.min.js"></script><link href="//cdn.test/a.css" '
    page += 'rel="stylesheet"><script src="site_libs/a.js"></script>'
    assert shape.finished(page) == '<script src="site_libs/a.js"></script>'
    pytest.importorskip("latex2mathml")
    formula = r'<span class="math inline">\(\sigma^2\)</span>'
    assert shape.finished(formula).startswith("<math")


def test_a_link_to_a_method_without_an_entry_leads_to_its_class():
    page = '<a href="../a.html#f.g">x</a><a href="../a.html#law.mean">x</a><a href="#no.way">x</a>'
    answer = '<a href="../a.html#f">x</a><a href="../a.html#law.mean">x</a><a href="">x</a>'
    assert shape.placed("c/b.html", page, {"a.html": {"f", "law.mean"}}) == answer


def test_a_small_drawing_is_kept_as_it_is_and_a_large_one_as_a_png():
    buffer = io.BytesIO()
    pytest.importorskip("PIL.Image").new("RGB", (8, 8)).save(buffer, "PNG")
    png = base64.b64encode(buffer.getvalue()).decode()
    small = "<svg><metadata>today</metadata><path/></svg>"
    datas = [{"image/png": png, "image/svg+xml": svg} for svg in (small, "<svg>" + "x" * 70_000)]
    cells = [SimpleNamespace(get=lambda *_, data=data: [{"data": data}]) for data in datas]
    house.lighter(SimpleNamespace(cells=cells))
    assert datas[0] == {"image/svg+xml": "<svg><path/></svg>"}
    assert list(datas[1]) == ["image/png"]


def test_the_readme_has_words_for_pictures_and_nothing_of_quarto(house_copy):
    text = '::: {.doors}\n![a](images/b.png){fig-alt="c"} and [d](60_coverage.ipynb)\n:::'
    plain = "![a](nbs/images/b.png) and [d](nbs/60_coverage.ipynb)"
    assert house.plain_markdown(text) == plain
    two = "".join(
        f'::: {{.{kind}}}\n![a](images/{name}.png){{fig-alt="five & six"}}\n:::\n\n'
        for kind, name in (("by-day", "b"), ("at-night", "c"))
    )
    seen = house.plain_markdown(f"{two}after [d](60_coverage.ipynb)")
    assert '<source media="(prefers-color-scheme: dark)" srcset="nbs/images/c.png">' in seen
    assert '<img alt="five &amp; six" src="nbs/images/b.png">' in seen and "{" not in seen
    assert seen.endswith("</picture>\n\nafter [d](nbs/60_coverage.ipynb)")
    cell = pages.cell("code", '#| fig-alt: "a line"\n#| fig-cap: "b"\nplot()', 1)
    cell["outputs"] = [{"data": {"image/svg+xml": "<svg></svg>"}}]
    shown = house.markdown(cell, house_copy / "README_files", 3)
    assert shown == "```python\nplot()\n```\n\n![a line](README_files/cell-3-0.svg)"


def test_the_oldest_dependencies():
    text = "numpy>=2.0 typer>=0.15.1 arch>=8.0,<9 rich>=13 ray>=2.35;python_version<'3.14'"
    wanted = ["numpy==2.0.*", "typer==0.15.1", "arch==8.0.*", "rich==13.0.*", "ray==2.35.*"]
    assert oldest.oldest(text) == wanted
