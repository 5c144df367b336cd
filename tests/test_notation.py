"Every Greek letter and every Latin capital of the course is in a table of symbols"

import notation
import pytest


def test_every_symbol_is_in_a_table():
    assert list(notation.unknown()) == []


@pytest.mark.parametrize("letter", ["\\zeta", "\\Xi", "Y"])
def test_a_planted_symbol_is_found(monkeypatch, letter):
    "On a page that explains no such letter"
    planted, text = "60_coverage.ipynb", notation.prose("60_coverage.ipynb")
    prose = notation.prose
    monkeypatch.setattr(
        notation,
        "prose",
        lambda file: f"{text}\n\nLet ${letter}_t$ be." if file == planted else prose(file),
    )
    assert list(notation.unknown()) == [
        f"{planted}: ${letter}$ is in no table of {notation.TABLES}"
    ]


def test_a_letter_of_one_page_is_unknown_on_another():
    assert "\\tau" in notation.symbols(notation.prose("34_longmemory.ipynb"))
    assert notation.unexplained("34_longmemory.ipynb", "$\\tau_k$") == []
    assert notation.unexplained("60_coverage.ipynb", "$\\tau_k$") == ["\\tau"]


def test_words_code_and_names_of_tests_are_no_symbols():
    text = "`$Y$` and $\\text{Y}_t + \\mathrm{LR}_{POF} + DQ$\n```\n$\\xi$\n```\n"
    text += "costs \\$3, $\\zeta$"
    assert notation.symbols(text) == {"\\zeta"}
