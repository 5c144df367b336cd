"The one list of pages, nbs/pages.toml, and what is made from it"
import json
import re
import tomllib
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
NBS = ROOT / "nbs"
LIST = NBS / "pages.toml"
MADE = "pages: made from nbs/pages.toml by `python tools/house.py pages`"
SIDEBAR = (f"    # {MADE}\n", "    # pages end\n")
FOOTER = ("      # footer: made from settings.ini by the same\n", "      # footer end\n")
TABLE = (f"<!-- {MADE} -->\n", "<!-- pages end -->")


# The sidebars of the site: each has the parts of one purpose.
BARS = ("book", "guide", "engine")
FIRST = {"index": "All names by task", "cli": "Commands and options"}  # of the reference


class Page(NamedTuple):
    file: str
    title: str
    about: str

    @property
    def path(self):
        return NBS / self.file

    @property
    def number(self):
        "Two characters, `10` or `A0`; none for a tutorial"
        return self.file[:2] if "/" not in self.file else ""

    @property
    def room(self):
        "The name without its number: that of the module, where the page has one"
        return self.path.stem[3:] if self.number else self.path.stem


class Part(NamedTuple):
    title: str
    bar: str
    pages: list


def listed():
    "Each part of the list: its title, the sidebar it stands in, its pages"
    parts = tomllib.loads(LIST.read_text(encoding="utf-8"))["part"]
    made = ([Page(**page) for page in part["pages"]] for part in parts)
    return [Part(part["title"], part["bar"], pages) for part, pages in zip(parts, made)]


def parts():
    "Each part of the course with its pages"
    return {part.title: part.pages for part in listed()}


def pages():
    "All pages in the order of the course"
    return [page for part in listed() for page in part.pages]


def notebooks():
    "All notebooks of the project as they are run: the front page, pages by number, tutorials"
    files = sorted(pages(), key=lambda page: (not page.number, page.file))
    run = (page.path for page in files if page.path.suffix == ".ipynb")
    return [NBS / "index.ipynb", *run]


def entries(part):
    "A part as a section of a sidebar"
    yield f"        - section: {json.dumps(part.title)}"
    yield "          contents:"
    for page in part.pages:
        yield f"            - text: {json.dumps(page.title, ensure_ascii=False)}"
        yield f"              href: {page.file}"


def modules():
    "The reference, a page a module, as sections of a sidebar"
    found = sorted((NBS / "reference").glob("*.md"))
    yield '        - section: "Modules"'
    yield "          contents:"
    for path in (path for path in found if path.stem not in FIRST):
        yield f"            - text: {path.stem}"
        yield f"              href: reference/{path.name}"


def reference():
    "The pages of the reference that are read first"
    yield '        - section: "All names"'
    yield "          contents:"
    for stem, title in FIRST.items():
        if (NBS / "reference" / f"{stem}.md").exists():
            yield f"            - text: {json.dumps(title)}"
            yield f"              href: reference/{stem}.md"


def sidebar():
    "The pages as the site's sidebars list them, one sidebar a purpose"
    lines = []
    for bar in BARS:
        lines += [f"    - id: {bar}", "      style: floating", "      collapse-level: 1"]
        lines += ["      contents:"]
        if bar == "book":
            lines += ["        - text: volrisk", "          href: index.ipynb"]
        lines += [line for part in listed() if part.bar == bar for line in entries(part)]
        lines += [*reference(), *modules()] if bar == "guide" else []
    return "\n".join(lines) + "\n"


def table():
    "The pages as the front page lists them, a part named on its first row"
    rows = ["| part | page | what it is about |", "|---|---|---|"]
    for part in (part for part in listed() if part.bar != "engine"):
        for k, page in enumerate(part.pages):
            first = "" if k else part.title
            rows.append(f"| {first} | [{page.title}]({page.file}) | {page.about} |")
    return "\n" + "\n".join(rows) + "\n\n"


def between(text, marks, body):
    "`text` with `body` between its two marks"
    begin, end = marks
    before, found, rest = text.partition(begin)
    if not found or end not in rest:
        raise SystemExit(f"the marks {begin.strip()!r} and {end.strip()!r} are gone: put them back")
    return before + begin + body + rest[rest.index(end) :]


def footer():
    "The licence and the version, below every page"
    settings = (ROOT / "settings.ini").read_text(encoding="utf-8")
    version = re.search(r"^version\s*=\s*(\S+)", settings, re.M)[1]
    return f'      left: "volrisk {version}"\n      right: "Apache License 2.0"\n'


def write_sidebar():
    path = ROOT / "_quarto.yml"
    text = between(path.read_text(encoding="utf-8"), SIDEBAR, sidebar())
    path.write_text(between(text, FOOTER, footer()), encoding="utf-8")


def save(nb, path):
    "A notebook as nbdev writes it"
    text = json.dumps(nb, indent=1, ensure_ascii=False, sort_keys=True)
    path.write_text(text + "\n", encoding="utf-8")


def write_table():
    path = NBS / "index.ipynb"
    nb = json.loads(path.read_text(encoding="utf-8"))
    marked = (cell for cell in nb["cells"] if TABLE[0] in "".join(cell["source"]))
    cell = next(marked, nb["cells"][-1])
    cell["source"] = between("".join(cell["source"]), TABLE, table()).splitlines(keepends=True)
    save(nb, path)


TEMPLATE = [
    ("markdown", "# {title}\n> What the page is about, in one line"),
    ("code", "#| default_exp {name}"),
    ("markdown", "The question of the page and why it matters, in two to four sentences."),
    ("code", "#| export\nimport numpy as np"),
    ("code", "#| hide\nimport volrisk as vr\nfrom numpy.testing import assert_allclose"),
    ("markdown", "## The first idea\n\nWhy, then the formula: $\\bar x = \\frac1n\\sum_i x_i$."),
    (
        "code",
        "#| exports\ndef {name}_first(\n    x: np.ndarray, # What goes in: its shape and unit\n"
        ') -> float: # What comes out\n    "One line that says what is returned"\n'
        "    return float(np.mean(x))",
    ),
    ("code", "{name}_first(np.array([1.0, 2.0, 3.0]))"),
    ("markdown", "A fact from outside the code: a published number, a closed form, a limit."),
    ("code", "#| code-fold: true\nassert_allclose({name}_first(np.full(5, 2.0)), 2.0, rtol=1e-12)"),
]


def cell(kind, text, number):
    base = {"cell_type": kind, "id": f"{number:08x}", "metadata": {}}
    base["source"] = text.splitlines(keepends=True)
    return base | ({"execution_count": None, "outputs": []} if kind == "code" else {})


def template(name, title):
    "A notebook with what every page has"
    cells = []
    for number, (kind, text) in enumerate(TEMPLATE, 1):
        text = text.replace("{name}", name).replace("{title}", title)
        cells.append(cell(kind, text, number))
    kernel = {"display_name": "python3", "language": "python", "name": "python3"}
    form = {"nbformat": 4, "nbformat_minor": 5}
    return {"cells": cells, "metadata": {"kernelspec": kernel}, **form}


def neighbour(number):
    "The page that a new one follows in the list: the last with a lower number"
    numbered = [page for page in pages() if re.match(r"\d[\dA-Z]", page.number)]
    lower = [page for page in numbered if page.number < number]
    return max(lower, key=lambda page: page.number)


def enlist(page):
    "A line for `page` in the list, below that of its neighbour"
    title = json.dumps(page.title, ensure_ascii=False)
    line = f'    {{ file = "{page.file}", title = {title}, about = "to be written" }},\n'
    text = LIST.read_text(encoding="utf-8")
    spot = text.index("\n", text.index(f'"{neighbour(page.number).file}"')) + 1
    LIST.write_text(text[:spot] + line + text[spot:], encoding="utf-8")
