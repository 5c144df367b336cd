"What holds in every room; each rule that is broken is one sentence"
import ast
import json
import re
from collections import Counter
from functools import cache

from pages import NBS, ROOT, pages

LIBRARY = ROOT / "volrisk"
NAME = re.compile(r"(\d[\dA-Z]|A\d)_[a-z][a-z0-9_]*\.ipynb|tutorials/[a-z][a-z0-9_]*\.ipynb")
MOST_LINES = 600
WIDTH = 100


def on_disk():
    "Every notebook below nbs but the front page, as the list of pages would name it"
    found = (p for p in NBS.rglob("*.ipynb") if ".ipynb_checkpoints" not in p.parts)
    return {p.relative_to(NBS).as_posix() for p in found} - {"index.ipynb"}


def modules():
    return {p.stem for p in LIBRARY.glob("*.py")} - {"__init__", "__main__", "_modidx"}


def exported():
    "The module that each page exports, by page"
    found = {page: page.path.read_text(encoding="utf-8") for page in pages() if page.path.exists()}
    named = {page: re.search(r"#\|\s*default_exp\s+(\w+)", text) for page, text in found.items()}
    return {page: match[1] for page, match in named.items() if match}


def imported(tree):
    "The names that a module takes from others of the library, as pairs (module, name or none)"
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found = (alias.name.split(".") for alias in node.names)
            yield from ((names[1], None) for names in found if names[0] == "volrisk" and names[1:])
        if isinstance(node, ast.ImportFrom):
            home = (node.module or "").removeprefix("volrisk").strip(".")
            if node.level == 1 or (node.module or "").split(".")[0] == "volrisk":
                yield from ((home, a.name) if home else (a.name, None) for a in node.names)


def reached(tree):
    "The names that a module reaches as attributes of others, as pairs (module, name)"
    rooms = {room for room, name in imported(tree) if name is None}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            if node.value.id in rooms:
                yield node.value.id, node.attr


@cache
def named(text):
    "The names that a module, given its text, has from others, as pairs (module, name or none)"
    tree = ast.parse(text)
    return {*imported(tree), *reached(tree)}


def taken():
    "Every name that crosses from one room into another: (taker, room, name or none)"
    rooms, found = modules(), set()
    for room in rooms:
        pairs = named((LIBRARY / f"{room}.py").read_text(encoding="utf-8"))
        found |= {(room, home, name) for home, name in pairs if home in rooms}
    return found


def unlisted():
    listed = Counter(page.file for page in pages())
    for file in sorted(on_disk() - set(listed)):
        yield f"{file} is not in nbs/pages.toml: add a line where it is to be read"
    made = {file for file in listed if file.endswith(".md") and (NBS / file).exists()}
    for file in sorted(set(listed) - on_disk() - made):
        yield f"{file} is in nbs/pages.toml but not in nbs: take its line away, or write the page"
    for file in sorted(file for file, times in listed.items() if times > 1):
        yield f"{file} is in nbs/pages.toml twice: keep one line"


def misnamed():
    for file in sorted(file for file in on_disk() if not NAME.fullmatch(file)):
        names = "NN_name.ipynb (two digits, or 4A) or tutorials/name.ipynb"
        yield f"{file} is named otherwise than {names}"
    numbers = Counter(page.number for page in pages() if page.number)
    for number in sorted(number for number, times in numbers.items() if times > 1):
        yield f"two pages have the number {number}: a number says which page may import from which"


def homeless():
    homes = exported()
    for module in sorted(modules() - set(homes.values())):
        yield f"volrisk/{module}.py has no notebook: delete it, or write the page"
    for page, module in homes.items():
        if module not in modules():
            yield f"{page.file} exports {module}, which is not there: run nbdev_export"
        if module != page.room:
            yield f"{page.file} exports {module}: a page and its module have one name"


def numbers():
    "The number of each module's page"
    return {module: page.number for page, module in exported().items()}


def upward_pairs():
    "Who imports from a page that is not lower: (taker, room)"
    number = numbers()
    pairs = {(taker, home) for taker, home, _ in taken() if {taker, home} <= set(number)}
    return {(taker, home) for taker, home in pairs if number[taker] <= number[home]}


def private_names():
    "Who uses what is private to another room: (taker, room, name)"
    named = {triple for triple in taken() if triple[2]}
    return {t for t in named if t[2].startswith("_") and not t[2].startswith("__")}


def long_rooms():
    "The rooms that are too long, and how long they are"
    texts = {room: (LIBRARY / f"{room}.py").read_text(encoding="utf-8") for room in modules()}
    lines = {room: text.count("\n") for room, text in texts.items()}
    return {room: count for room, count in lines.items() if count > MOST_LINES}


def upward():
    number = numbers()
    for taker, home in sorted(upward_pairs()):
        at = f"page {number[taker]}", f"page {number[home]}"
        yield f"{taker} ({at[0]}) imports from {home} ({at[1]}): only lower pages may be used"


def crossing():
    for taker, home, name in sorted(private_names()):
        yield f"{taker} uses {name} of {home}: what is private stays in its room, or loses the _"


def overlong():
    for room, lines in sorted(long_rooms().items()):
        yield f"{room} has {lines} lines, {MOST_LINES} are the most: split the page by trade"


def code_lines(path):
    "The lines of a notebook's code cells; what a picture shows is said in one line, however long"
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    code = ("".join(c["source"]) for c in cells if c["cell_type"] == "code")
    lines = (line for text in code for line in text.splitlines())
    return [line for line in lines if not line.startswith("#|")]


def wide():
    "How many lines of code are wider than 100 columns, by notebook"
    listed = (page for page in pages() if page.path.exists() and page.path.suffix == ".ipynb")
    lines = {page.file: code_lines(page.path) for page in listed}
    counts = {file: sum(len(line) > WIDTH for line in text) for file, text in lines.items()}
    return Counter({file: count for file, count in counts.items() if count})


def wide_lines():
    for file, count in sorted(wide().items()):
        lines = "1 line" if count == 1 else f"{count} lines"
        yield f"{file} has {lines} of code wider than {WIDTH} columns: take a step more"


def broken():
    "A sentence for each rule that is broken"
    rules = (unlisted, misnamed, homeless, upward, crossing, overlong, wide_lines)
    return [sentence for rule in rules for sentence in rule()]
