"""The pages of the reference: one a module, one of all names by task, one of the command line

They are plain Markdown with a heading of the second level for each public name, since that is what
the search of the site finds."""
import ast
import base64
import json
import re
import textwrap
from functools import cached_property

import docstrings
import pages

EXAMPLES = pages.ROOT / "tools" / "examples.ipynb"
FOLDER = "nbs/reference"
WIDTH = 79

# What the library is made of, for those who extend it: reached by its module, not from the top.
BESIDE = {"models": "Model", "recursions": "Dynamics"}

# Public names without an example, to become fewer: they need the network, torch, or a fault.
WITHOUT_EXAMPLE = {
    "BadAnswer",
    "CheckpointError",
    "DownloadError",
    "EarlyStopping",
    "Network",
    "NoData",
    "Offline",
    "RateLimited",
    "Training",
    "UnknownSymbol",
    "VolTransformer",
    "cache_clear",
    "download",
    "download_many",
    "learn",
    "load_checkpoint",
    "load_network",
    "plot_risk_interactive",
    "pretrain",
    "save_checkpoint",
}

# Arguments that are not described yet: to become empty.
OPEN = set()

# Methods that are shown although their arguments are not described yet: to become empty.
UNDESCRIBED = {"Fitted.in_sample"}

# All modules with public names, by what one wants to do.
TASKS = {
    "Read, make and check data": (
        "tables yahoo bars cache data assets ranges rhythm quality findings"
    ),
    "Choose a distribution": "laws residual_laws",
    "Fit a model": (
        "averages garch egarch aparch nagarch longmemory har realized historical arch_bridge "
        "combined transformer fitted inference checks"
    ),
    "Forecast risk": "forecast risk plots recalibration",
    "Walk forward and compare": "walk panel comparison advice",
    "Test the VaR": "coverage clustering estimated results",
    "Test the ES": "shortfall es_regression calibration nulls",
    "Test the distribution": "density",
    "Every test at once": "backtesting battery",
    "Score forecasts": "scores multiple",
    "Look many days ahead": "ahead methods grids intervals horizons",
    "Hold many assets": "joint correlation given contributions books bookfiles",
    "Judge many books": "pooled pooled_losses",
    "Report": "reporting saved",
    "Train a network": "network training nettools learning voltransformer",
    "Add your own": "models recursions",
}


def escaped(text):
    "Text as Markdown, code between backticks left alone"
    parts = re.split(r"(`[^`]*`)", text)
    marks = re.compile(r"([\\*<>$~^|\[\]@])")
    plain = [part if part.startswith("`") else marks.sub(r"\\\1", part) for part in parts]
    return "".join(plain).replace("\n", " ")


NOTE = re.compile(r"\s*^\s*(?=\w+ : )", re.M)  # what is said of an argument, below a docstring


def noted(block):
    "A paragraph, or a list where it says something of arguments"
    if not NOTE.match(block):
        return escaped(" ".join(block.split()))
    pairs = (" ".join(note.split()).split(" : ", 1) for note in NOTE.split(block) if note)
    return "\n".join(f"- `{name}`: {escaped(text)}" for name, text in pairs)


def paragraphs(text):
    "A docstring's notes as Markdown, their blank lines kept"
    blocks = re.split(r"\n\s*\n", text)
    return "\n\n".join(noted(block) for block in blocks if block.strip())


def fenced(text, language=""):
    return f"```{language}\n{text.rstrip()}\n```"


def sentence(text):
    "With a full stop, unless it has an end"
    return text if not text or text[-1] in ".?!:" else f"{text}."


class Examples:
    "The notebook of examples, cell by cell"

    def __init__(self, path=EXAMPLES):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        self.shared, self.cells, heading = [], {}, ""
        for cell in cells:
            source = "".join(cell["source"])
            if cell["cell_type"] == "markdown":
                heading = source.removeprefix("### ") if source.startswith("### ") else ""
            elif heading:
                self.cells[heading] = cell
            else:
                self.shared += ast.parse(source).body

    @cached_property
    def named(self):
        "The heading of each name's example"
        return {name: head for head in self.cells for name in head.split(", ")}

    def needed(self, code):
        "The shared lines that an example needs, in order"
        wanted, kept = used(ast.parse(code)), []
        for line in reversed(self.shared):
            if bound(line) & wanted:
                wanted |= used(line)
                kept.append(line)
        return kept[::-1]

    def whole(self, name):
        "The example of a name, ready to be pasted"
        code = "".join(self.cells[self.named[name]]["source"]).removesuffix(";")
        kept = self.needed(code)
        first = [ast.unparse(line) for line in kept if isinstance(line, ast.Import)]
        rest = [docstrings.unparsed(line) for line in kept if not isinstance(line, ast.Import)]
        own = code.splitlines()
        while own and re.match(r"(import|from) ", own[0]):
            first.append(own.pop(0))
        text = "\n".join([*rest, *own]).strip("\n")
        return "\n".join(sorted(first, key=import_order)) + "\n\n" + text

    def output(self, name):
        "What it answers: text, and the picture of a plot with the ending of its file"
        text, picture = [], None
        for output in self.cells[self.named[name]]["outputs"]:
            data = output.get("data", {})
            if "image/png" in data:
                picture = "png", base64.b64decode("".join(data["image/png"]))
            elif "image/svg+xml" in data:
                picture = "svg", "".join(data["image/svg+xml"]).encode()
            else:
                said = data.get("text/plain", output.get("text", ""))
                text.append("".join(said).rstrip())
        return "\n".join(text), picture


def used(tree):
    return {one.id for one in ast.walk(tree) if isinstance(one, ast.Name)}


def bound(line):
    "The names that a statement gives a meaning"
    if isinstance(line, ast.Import):
        return {alias.asname or alias.name for alias in line.names}
    names = (one for one in ast.walk(line) if isinstance(one, ast.Name))
    return {one.id for one in names if isinstance(one.ctx, ast.Store)}


def import_order(line):
    ours = " volrisk" in line
    theirs = re.search(r" (numpy|pandas)", line) is not None
    return ours, theirs, line


class Reference:
    "Everything that the pages are made of"

    def __init__(self, library, home):
        self.library = library
        self.rooms = {}
        for name, room in [*home.items(), *((n, r) for r, n in BESIDE.items())]:
            self.rooms.setdefault(room, []).append(library.entry(room, name))
        for entries in self.rooms.values():
            entries.sort(key=lambda entry: entry.line)
        self.examples = Examples()
        self.chapters = {page.room: page for page in pages.pages() if page.number}

    @cached_property
    def entries(self):
        return {entry.name: entry for found in self.rooms.values() for entry in found}

    @cached_property
    def contract(self):
        "What a model promises to the engine: methods that nobody calls by hand"
        members = self.entries["Model"].members
        return {one.name.partition(".")[2] for one in members if not told(one)}

    def link(self, name, at=""):
        "A public name, linked to its entry"
        entry = self.entries.get(name)
        if entry is None:
            return f"`{name}`"
        return f"[`{name}`]({'' if entry.module == at else entry.module + '.md'}#{name})"

    def kind(self, text, at):
        "A type in words, public classes linked"
        parts = re.split(r"(\"[^\"]*\"|\w+)", text)
        return "".join(self.link(one, at) if one in self.entries else escaped(one) for one in parts)

    def members(self, entry):
        "The methods and properties that a reader may use"
        model = any(parent[1] == "Model" for parent in entry.parents)
        for one in entry.members:
            engine = model and one.name.partition(".")[2] in self.contract
            shown = told(one) or one.name in UNDESCRIBED
            if one.kind != "later" and one.title and shown and not engine:
                yield one


def told(entry):
    "Whether a method says what it is given"
    return all(one.text for one in entry.arguments) and bool(entry.title)


GAP = " " * 4


def call(name, arguments):
    "How a name is called, its arguments on lines of their own where it does not fit on one"
    words, starred = [], False
    for one in arguments:
        if one.name.startswith("*"):
            starred = True
        if one.keyword and not starred and not one.name.startswith("**"):
            words.append("*")
            starred = True
        words.append(f"{one.name}={one.default}" if one.default else one.name)
    line = f"{name}({', '.join(words)})"
    if len(line) <= WIDTH:
        return line
    glued = [word.replace(" ", "\0") for word in words]
    filled = textwrap.fill(", ".join(glued), WIDTH, initial_indent=GAP, subsequent_indent=GAP)
    return f"{name}(\n" + filled.replace("\0", " ") + ",\n)"


def argument(reference, one, at):
    "An argument, its type and its meaning as an item of a list"
    kind = reference.kind(one.kind, at)
    usual = f"default `{one.default}`" if one.default else ""
    said = ", ".join(filter(None, [kind, usual]))
    text = sentence(escaped(one.text))
    return f"- `{one.name}`" + (f" ({said})" if said else "") + (f": {text}" if text else "")


def arguments(reference, entry):
    lines = [argument(reference, one, entry.module) for one in entry.arguments]
    return "\n".join(["**Arguments**\n", *lines]) if lines else ""


def returned(reference, entry):
    back = entry.returns
    if back is None or entry.kind not in ("function",):
        return ""
    text = f": {sentence(escaped(back.text))}" if back.text else ""
    return f"**Returns** {reference.kind(back.kind or 'object', entry.module)}{text}"


def refused(entry):
    pairs = [(kind, text) for kind, texts in entry.refused.items() for text in texts]
    lines = [f"- `{kind}`: {escaped(text)}" for kind, text in pairs]
    return "\n".join(["**Refused**\n", *lines]) if lines else ""


def example(reference, name):
    "The example of a name, with its picture as a file beside the page"
    if name not in reference.examples.named:
        return ""
    text, picture = reference.examples.output(name)
    parts = ["**Example**", fenced(reference.examples.whole(name), "python")]
    if text:
        parts.append(fenced(text, "text"))
    if picture:
        parts.append(f"![What `{name}` draws]({name}.{picture[0]})")
    return "\n\n".join(parts)


def prefix(entry):
    return f"vr.{entry.module}." if entry.name in BESIDE.values() else "vr."


def signature(entry):
    if entry.kind in ("property", "constant") or entry.kind == "class" and not entry.arguments:
        return fenced(prefix(entry) + entry.name, "python")
    name = entry.name if "." in entry.name else prefix(entry) + entry.name
    return fenced(call(name, entry.arguments), "python")


def method(reference, entry):
    "A method as a section of its class"
    parts = [f"### {entry.name}", signature(entry), sentence(escaped(entry.title))]
    parts += [paragraphs(entry.notes), arguments(reference, entry), returned(reference, entry)]
    return "\n\n".join(filter(None, [*parts, refused(entry)]))


def properties(found):
    lines = [f"- `{one.name.partition('.')[2]}`: {sentence(escaped(one.title))}" for one in found]
    return "\n".join(["**Attributes**\n", *lines]) if lines else ""


def borrowed(reference, entry):
    "What a class has from a parent with an entry of its own, and functions that are methods, too"
    lines = []
    for one in entry.members:
        if one.kind == "later":
            own, other = one.name.partition(".")[2], reference.link(one.notes, entry.module)
            lines.append(f"- `{own}`: {other}, whose first argument is this object.")
    known = (name for _, name in entry.parents if name in reference.entries)
    for name in list(known)[:1]:
        found = [one.name.partition(".")[2] for one in reference.members(reference.entries[name])]
        if not found:
            continue
        words = docstrings.listed([f"`{one}`" for one in found], "and")
        lines.append(f"- As in {reference.link(name, entry.module)}: {words}.")
    return "\n".join(["**Also**\n", *lines]) if lines else ""


def section(reference, entry):
    "A public name"
    members = list(reference.members(entry))
    parts = [f"## {entry.name} {{#{entry.name}}}", signature(entry), sentence(escaped(entry.title))]
    if entry.kind == "constant":
        notes = f"A {reference.link(entry.notes, entry.module)}." if entry.notes else ""
    else:
        notes = paragraphs(entry.notes)
    parts += [notes, arguments(reference, entry), returned(reference, entry), refused(entry)]
    parts += [example(reference, entry.name)]
    parts += [properties([one for one in members if one.kind == "property"])]
    parts += [borrowed(reference, entry)]
    parts += [method(reference, one) for one in members if one.kind == "function"]
    return "\n\n".join(filter(None, parts))


SOURCES = "the notebook of the module, or tools/examples.ipynb"
MADE = f"<!-- Made by `python tools/house.py export`: edit {SOURCES}. -->"


def front(title, about):
    said = json.dumps(about, ensure_ascii=False)
    head = f"---\ntitle: {json.dumps(title)}\ndescription: {said}\nsidebar: guide\n---"
    return f"{head}\n\n{MADE}"


def module_page(reference, room):
    chapter = reference.chapters[room]
    names = ", ".join(reference.link(entry.name, room) for entry in reference.rooms[room])
    where = f"[{chapter.title}](../{chapter.file})"
    opening = f"{names}. The chapter {where} explains how and why. [All names](index.md)."
    head = front(f"volrisk.{room}", f"Reference: {chapter.title}")
    parts = [section(reference, entry) for entry in reference.rooms[room]]
    return "\n\n".join([head, opening, *parts]) + "\n"


def rows(reference, rooms):
    for room in rooms.split():
        for entry in sorted(reference.rooms[room], key=lambda entry: entry.name.lower()):
            title = sentence(escaped(entry.title))
            yield f"| {reference.link(entry.name)} | {title} |"


def index_page(reference):
    "All public names by what one wants to do"
    opening = (
        "Every public name by what one wants to do, each linked to its arguments, what it returns, "
        "what it refuses, and an example. All are reached from the top: `import volrisk as vr`, "
        "then `vr.value_at_risk`. In Python, `help(vr.value_at_risk)` says the same. What is typed "
        "at a shell is on the page of [commands and options](cli.md)."
    )
    parts = [front("All names by task", "Every public name of volrisk, in one line"), opening]
    for task, rooms in TASKS.items():
        table = ["| name | what it does |", "|---|---|", *rows(reference, rooms)]
        parts += [f"## {task}", "\n".join(table)]
    return "\n\n".join(parts) + "\n"


def pictures(reference):
    "The pictures of the examples, by file"
    known = (name for name in reference.entries if name in reference.examples.named)
    found = {name: reference.examples.output(name)[1] for name in known}
    return {f"{FOLDER}/{name}.{one[0]}": one[1] for name, one in found.items() if one}


def made(reference):
    "Every page by its file"
    found = {f"{FOLDER}/{room}.md": module_page(reference, room) for room in reference.rooms}
    found[f"{FOLDER}/index.md"] = index_page(reference)
    return {**found, **pictures(reference)}
