"Help and reference say of every public name what its arguments are"
import ast
import inspect
import json
import pickle
import subprocess
import sys

import pytest
import reference

import volrisk as vr


@pytest.fixture(scope="module")
def library():
    return reference.source()


def test_what_is_made_is_up_to_date(library):
    for file, text in reference.made(library).items():
        written = (reference.rules.ROOT / file).read_text(encoding="utf-8")
        assert written == text, f"{file} is out of date: run python tools/house.py export"


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

    assert "Parameters" not in cli.report_command.__doc__


def test_every_name_of_the_help_is_there():
    lines = (reference.rules.LIBRARY / "help.jsonl").read_text(encoding="utf-8").splitlines()
    for room, address, text in (line.split(" ", 2) for line in lines):
        if room in ("learning", "voltransformer"):
            continue
        thing = getattr(vr, room)
        for name in address.split("."):
            thing = inspect.getattr_static(thing, name)
        assert getattr(thing, "__func__", thing).__doc__ == json.loads(text), address
