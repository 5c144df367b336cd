"Help and reference say of every public name what its arguments are"
import ast
import inspect
import json
import os
import pickle
import re
import subprocess
import sys

import pytest
import refpages
import reference
from nbdev.test import test_nb as run_notebook

import volrisk as vr

ROOT = reference.rules.ROOT


@pytest.fixture(scope="module")
def library():
    return reference.source()


@pytest.fixture(scope="module")
def made(library):
    return reference.made(library)


@pytest.fixture(scope="module")
def pages(library):
    return refpages.Reference(library, reference.public()[0])


def test_what_is_made_is_up_to_date(made):
    for file, text in made.items():
        assert (ROOT / file).read_bytes() == text, f"{file}: run python tools/house.py export"
    folder = {f"{refpages.FOLDER}/{path.name}" for path in (ROOT / refpages.FOLDER).iterdir()}
    assert folder <= set(made), "pages of names that are gone: run python tools/house.py export"


def test_the_same_bytes_whatever_the_order_of_sets(made):
    code = (
        "import sys; sys.path.insert(0, 'tools'); import hashlib, reference\n"
        "made = reference.made(reference.source())\n"
        "print(hashlib.sha256(b''.join(made[file] for file in sorted(made))).hexdigest())"
    )
    answers = set()
    for seed in ("1", "2"):
        env = {**os.environ, "PYTHONHASHSEED": seed, "COLUMNS": seed * 3}
        command = [sys.executable, "-c", code]
        answers.add(subprocess.check_output(command, cwd=ROOT, env=env, text=True))
    assert len(answers) == 1


def test_every_public_name_has_an_entry_under_a_heading_of_its_own(made):
    home, _ = reference.public()
    for name, room in home.items():
        page = made[f"{refpages.FOLDER}/{room}.md"].decode()
        assert f"\n## {name} {{#{name}}}\n" in page
    tasks = [room for rooms in refpages.TASKS.values() for room in rooms.split()]
    assert sorted(tasks) == sorted({*home.values(), *refpages.BESIDE})


def undescribed(entry):
    "The arguments without a meaning or a type"
    typed = (one for one in entry.arguments if not one.name.startswith("**"))
    without = {one.name for one in typed if not one.kind}
    without |= {one.name for one in entry.arguments if not one.text}
    return {f"{entry.name}.{name}" for name in without}


def test_every_argument_and_every_return_of_a_public_name_is_described(pages):
    found = {name for entry in pages.entries.values() for name in undescribed(entry)}
    assert found == refpages.OPEN, "describe them, or take them off the list refpages.OPEN"
    for entry in pages.entries.values():
        assert entry.title and not entry.title.startswith(("The same", "As "))
        if entry.kind == "function":
            assert entry.returns is None or entry.returns.text and entry.returns.kind, entry.name


def test_every_method_that_is_shown_says_what_it_is_given(pages):
    shown = [one for entry in pages.entries.values() for one in pages.members(entry)]
    found = {one.name for one in shown if undescribed(one)}
    assert found == refpages.UNDESCRIBED, "describe them, or take them off refpages.UNDESCRIBED"
    names = {one.name for one in shown}
    assert {"Forecast.pit", "Fitted.simulate", "Joint.walk_forward", "Law.ppf"} <= names
    assert "Combined.forecasts" not in names


def test_every_public_name_has_an_example(pages):
    public = set(pages.entries) - set(refpages.BESIDE.values())
    assert public - set(pages.examples.named) == refpages.WITHOUT_EXAMPLE
    assert set(pages.examples.named) <= public, "an example of a name that is gone"


def test_examples_use_their_names_and_leave_what_they_share_alone(pages):
    shared = set().union(*map(refpages.bound, pages.examples.shared))
    for heading, cell in pages.examples.cells.items():
        tree = ast.parse("".join(cell["source"]))
        taken = {one.attr for one in ast.walk(tree) if isinstance(one, ast.Attribute)}
        functions = {name for name in heading.split(", ") if name.islower()}
        assert functions <= taken, heading
        assert not any(refpages.bound(line) & shared for line in tree.body), heading
        assert cell["outputs"], f"run python tools/house.py run tools/examples.ipynb: {heading}"


def test_examples_can_be_pasted(pages):
    for name in ("kupiec_pof", "read_prices", "risk_contributions"):
        exec(pages.examples.whole(name), {})


def test_examples_run():
    passed, _ = run_notebook(refpages.EXAMPLES)
    assert passed


def test_every_link_of_the_reference_leads_somewhere(made):
    texts = {file.rpartition("/")[2]: text.decode() for file, text in made.items() if ".md" in file}
    for file, text in texts.items():
        for link in re.findall(r"\]\(([^)\s]+)\)", text):
            target, _, anchor = link.partition("#")
            if target.startswith("../"):
                assert (ROOT / "nbs" / target[3:]).exists(), (file, link)
            elif target.endswith(".png"):
                assert f"{refpages.FOLDER}/{target}" in made
            else:
                assert not anchor or f"{{#{anchor}}}" in texts[target or file], (file, link)


def test_the_commands_are_all_there(made):
    page = made[f"{refpages.FOLDER}/cli.md"].decode()
    for command in ("report", "forecast", "backtest", "data check"):
        assert f"\n## volrisk {command}\n" in page
    assert "- `--refit` whole number: Days between refits. Default: `20`." in page
    assert "--help" not in page.partition("\n## ")[2]
    assert "Parameters" not in page


def test_editors_see_the_help_where_nothing_is_run(library):
    text = reference.stub_text(library)
    assert "def walk_forward(model: Model, returns: pd.Series | pd.DataFrame, *, " in text
    assert text.count("def ") > 100 and "        Days in the sample of each fit\n" in text
    names = {node.name for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)}
    assert names <= set(vr.__all__)


def ran(code, *options):
    "What a fresh process prints"
    command = [sys.executable, *options, "-c", code]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


WINDOW = "window : int, default 1000\n    Days in the sample of each fit"
WAYS = {
    "from the top": "import volrisk as vr; thing = vr.walk_forward",
    "from its module": "from volrisk.walk import walk_forward as thing",
    "by its module": "import volrisk.walk; thing = volrisk.walk.walk_forward",
    "from another module": "import volrisk.reporting; thing = volrisk.walk.walk_forward",
    "reloaded": (
        "import importlib, volrisk, volrisk.walk; importlib.reload(volrisk)\n"
        "thing = importlib.reload(volrisk.walk).walk_forward"
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_help_names_the_arguments_wherever_a_name_comes_from(way):
    assert WINDOW in ran(f"{WAYS[way]}\nimport pydoc; print(pydoc.getdoc(thing))")


def test_help_without_docstrings_is_no_help():
    code = "from volrisk.walk import walk_forward; print(walk_forward.__doc__)"
    assert ran(code, "-OO") == "None\n"


def test_help_of_a_copy_that_lost_it():
    code = "import volrisk; volrisk._help = dict; import volrisk.walk as w"
    assert ran(f"{code}\nprint(w.walk_forward.__doc__)").startswith("Forecast each day")


def test_one_finder_is_left():
    code = (
        "import sys, importlib, volrisk; importlib.reload(volrisk)\n"
        "print([type(one).__module__ for one in sys.meta_path].count('volrisk'))"
    )
    assert ran(code) == "1\n"


def test_help_of_classes_says_what_their_parents_say():
    doc = inspect.getdoc(vr.GARCH)
    assert "q : int, default 1\n    Lags of" in doc and "presample : {" in doc
    assert doc.count("Parameters\n") == 1
    assert inspect.getdoc(vr.GARCH.fit).count("returns : Series or DataFrame") == 1
    assert "horizon : int, default 10" in inspect.getdoc(vr.Fitted.risk)
    assert "tail : float, default 0.1" in inspect.getdoc(vr.GPDTail.fit)


def test_help_says_what_is_refused():
    doc = inspect.getdoc(vr.binomial)
    assert "Raises\n------\nValueError\n    alternative is" in doc
    assert "level is a confidence in (0.5, 1) such as 0.99, got ..." in doc


def test_help_changes_nothing_else():
    for thing in (vr.walk_forward, vr.GARCH, vr.kupiec_pof):
        assert pickle.loads(pickle.dumps(thing)) is thing
    assert list(inspect.signature(vr.kupiec_pof).parameters) == ["violations", "level", "exact"]
    assert inspect.getsource(vr.kupiec_pof).startswith("def kupiec_pof(")


def test_a_command_keeps_its_own_words():
    from volrisk import cli

    for command in cli.app.registered_commands:
        assert "Parameters" not in command.callback.__doc__


def test_every_name_of_the_help_is_there():
    lines = (ROOT / "volrisk" / "help.jsonl").read_text(encoding="utf-8").splitlines()
    for room, address, text in (line.split(" ", 2) for line in lines):
        if room in ("learning", "voltransformer"):
            continue
        thing = getattr(vr, room)
        for name in address.split("."):
            thing = inspect.getattr_static(thing, name)
        assert getattr(thing, "__func__", thing).__doc__ == json.loads(text), address
