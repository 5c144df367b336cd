"The rules of the house hold, and a rule that is broken is one sentence"
import json
import shutil
import os
import subprocess
import sys

import conftest
import house
import pages
import pytest
import rules

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
    made = run_house(house_copy, "new-page", "99", "demo", "A `demo` of pages")
    assert made.returncode == 0, made.stderr
    assert "def demo_first(" in (house_copy / "volrisk" / "demo.py").read_text(encoding="utf-8")
    assert rules.broken() == before
    (page,) = (page for page in pages.pages() if page.room == "demo")
    assert (page.number, page.title) == ("99", "A `demo` of pages")
    assert "href: 99_demo.ipynb" in (house_copy / "_quarto.yml").read_text(encoding="utf-8")
    assert "(nbs/99_demo.ipynb)" in (house_copy / "README.md").read_text(encoding="utf-8")
    again = run_house(house_copy, "new-page", "99", "demo", "Another")
    assert (again.returncode, again.stderr[:35]) == (1, "99_demo.ipynb is there already: ano")


def test_a_new_page_wants_two_digits_and_a_name(house_copy):
    answer = run_house(house_copy, "new-page", "9", "Demo", "A demo")
    assert answer.returncode == 1 and "a page is two digits and a name" in answer.stderr


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
    assert "(https://github.com/volrisk/volrisk/blob/main/nbs/60_coverage.ipynb)" in answer.stdout
    assert "](nbs/" not in answer.stdout and "](README_files/" not in answer.stdout
