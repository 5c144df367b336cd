"""Which symbols of the course stand in no table: `python tools/notation.py`

The page of symbols has two tables. One holds for every page; the other lists what a single page
means by a letter. Every Greek letter and every Latin capital in a formula of the course, and of
the pages of the mathematics, has to be in one of them. Small Latin letters are explained where
they stand."""

import json
import re
from functools import cache
from typing import NamedTuple

from pages import NBS, listed

TABLES = "A7_symbols.ipynb"
GENERAL, SINGLE = "## Symbols of all pages", "## Symbols of single pages"
GREEK = (
    "alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi "
    "pi varpi rho varrho sigma varsigma tau upsilon phi varphi chi psi omega ell "
    "Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega"
).split()
_CODE = re.compile(r"```.*?```|`[^`\n]*`", re.S)
_MATHS = re.compile(r"(?<!\\)\$\$(.+?)\$\$|(?<![\\$])\$([^$\n]+?)(?<!\\)\$", re.S)
_WORDS = re.compile(
    r"\\(?:text|textrm|textstyle|mathrm|operatorname|mbox|begin|end|tag|label)\*?\s*\{[^{}]*\}"
    r"|_\{[A-Z]{2,}\w*\}"  # tests bear names as an index: POF, IND, FZ0
    r"|\bD[MQ]\b"  # and two of them are written as such, Diebold-Mariano and dynamic quantile
)
_LETTER = re.compile(r"\\([A-Za-z]+)|([A-Z])")
_ROW = re.compile(r"^\| (\$.+?) \| (.+) \| (.*?) \|$", re.M)
_LINK = re.compile(r"\]\(([\w/]+\.ipynb)\)")


class Row(NamedTuple):
    "A row of the second table"

    letter: str
    meaning: str
    files: tuple


def prose(file):
    "The text of a page"
    cells = json.loads((NBS / file).read_text(encoding="utf-8"))["cells"]
    return "\n\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "markdown")


def formulas(text):
    "The formulas of a text, without their dollars"
    return [shown or inline for shown, inline in _MATHS.findall(_CODE.sub("", text))]


def letters(formula):
    "The Greek letters and Latin capitals of a formula; words in it are no symbols"
    found = _LETTER.findall(_WORDS.sub(" ", formula))
    return {capital or f"\\{word}" for word, capital in found if capital or word in GREEK}


def symbols(text):
    "The Greek letters and Latin capitals in the formulas of a text"
    return set().union(*map(letters, formulas(text)))


@cache
def tables():
    "The two tables, as text"
    _, _, rest = prose(TABLES).partition(GENERAL)
    general, _, single = rest.partition(SINGLE)
    return general.partition("\n## ")[0], single.partition("\n## ")[0]


def general():
    "The letters that mean the same on every page"
    return set().union(*(symbols(shown) for shown, _, _ in _ROW.findall(tables()[0])))


def single():
    "The letters of single pages: which, what they mean, and where"
    rows = [Row(*row) for row in _ROW.findall(tables()[1])]
    return [
        Row(letter, row.meaning, tuple(_LINK.findall(row.files)))
        for row in rows
        for letter in symbols(row.letter)
    ]


def course():
    "The files of the course and of its mathematics"
    pages = [page.file for part in listed() for page in part.pages if part.bar == "book"]
    pages += [page.file for part in listed() for page in part.pages if page.number[:1] == "A"]
    files = dict.fromkeys(pages)
    return [file for file in files if file.endswith(".ipynb") and file != TABLES]


def unexplained(file, text):
    "The letters of a page that are in no table"
    own = {row.letter for row in single() if file in row.files}
    return sorted(symbols(text) - general() - own)


def unknown():
    "A sentence for each symbol of the course that no table has"
    for file in course():
        for letter in unexplained(file, prose(file)):
            yield f"{file}: ${letter}$ is in no table of {TABLES}"


def idle():
    "A sentence for each row of a single page on which the letter does not stand"
    for letter, _, files in single():
        for file in files:
            if not (NBS / file).exists() or letter not in symbols(prose(file)):
                yield f"{TABLES}: ${letter}$ does not stand on {file}"


def main():
    faults = [*unknown(), *idle()]
    print("\n".join(faults) or "every symbol of the course is in a table")
    raise SystemExit(bool(faults))


if __name__ == "__main__":
    main()
