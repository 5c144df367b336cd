"""What the library says of its names, read from its source and never run

A function is explained by the comments beside its arguments, a class by the section Parameters of
its docstring and of those of its parents. Here both become the same plain records, `Entry`, from
which the help of the library, its stub and the pages of the reference are made."""
import ast
import inspect
import io
import re
import textwrap
import tokenize
from dataclasses import dataclass, field
from functools import cache, cached_property

from pages import ROOT

LIBRARY = ROOT / "volrisk"
KINDS = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass
class Argument:
    "What is given: the name as it is written in a signature, what it is, and what it means"
    name: str
    kind: str = ""
    default: str = ""
    text: str = ""
    keyword: bool = False

    @property
    def header(self):
        "As numpydoc has it"
        said = ", ".join(filter(None, [self.kind, self.default and f"default {self.default}"]))
        return f"{self.name} : {said}" if said else self.name


@dataclass
class Entry:
    "A public name or a method, as its source has it"
    module: str
    name: str
    kind: str
    title: str = ""
    notes: str = ""
    arguments: list = field(default_factory=list)
    returns: Argument | None = None
    refused: dict = field(default_factory=dict)
    members: list = field(default_factory=list)
    parents: list = field(default_factory=list)
    line: int = 0

    @property
    def whole(self):
        "Whether every argument and what is returned are described"
        described = all(one.text for one in self.arguments)
        return described and (self.returns is None or bool(self.returns.text))


JOINED = {"list": "list of {}", "Sequence": "sequence of {}", "Iterable": "iterable of {}"}
JOINED |= {"Iterator": "iterator of {}", "type": "class of {}", "Callable": "callable"}
JOINED |= {"Mapping": "mapping of {}", "dict": "dict of {}", "tuple": "tuple of {}"}
PLAIN = {"Any": "any", "object": "object", "ndarray": "array", "Ellipsis": "..."}


def choices(node):
    "The sides of `a | b | c`"
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        return choices(node.left) + choices(node.right)
    return [node]


def listed(words, last="or"):
    "a, b or c"
    words = list(dict.fromkeys(words))
    return f" {last} ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


def subscripted(node):
    "`list[str]` in words"
    outer = said(node.value)
    inner = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
    if outer == "callable":
        return outer
    if outer in ("dict", "mapping"):
        return f"{outer} of {' to '.join(map(said, inner))}"
    parts = [said(one) for one in inner if not isinstance(one, ast.Constant) or one.value != ...]
    return JOINED.get(ast.unparse(node.value), f"{outer}[{{}}]").format(", ".join(parts))


def said(node):
    "An annotation in words: `pd.Series | None` is a Series or None"
    if node is None:
        return ""
    several = choices(node)
    if len(several) > 1:
        return listed(map(said, several))
    if isinstance(node, ast.Subscript):
        return subscripted(node)
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return said(ast.parse(node.value, mode="eval").body)
    name = ast.unparse(node).rpartition(".")[2]
    return {**PLAIN, "Callable": "callable", "Mapping": "mapping"}.get(name, name)


def indented(text):
    return "\n".join(f"    {line}" if line else "" for line in text.splitlines())


SECTION = re.compile(r"^(\w[\w ]*)\n-{3,}\n", re.M)


def sections(doc):
    "The parts of a docstring by their headings; what comes before them under none"
    parts = SECTION.split(doc or "")
    return {"": parts[0].strip(), **{k: v.strip("\n") for k, v in zip(parts[1::2], parts[2::2])}}


def bare(kind):
    "A type in words, as docstrings have it, without the package that it is of"
    return re.sub(r"\b(pd|np)\.|(?<= )\| ", lambda found: "" if found[1] else "or ", kind)


def listed_parameters(text):
    "The names of a section Parameters, with what it says of each"
    found = {}
    for block in re.split(r"\n(?=\S)", text.strip("\n")) if text.strip() else []:
        head, _, body = block.partition("\n")
        names, _, kind = head.partition(" : ")
        text = inspect.cleandoc(body) if body else ""
        for name in names.split(","):
            found[name.strip()] = Argument(name.strip(), bare(kind.strip()), text=text)
    return found


def titled(doc):
    "The first paragraph of a docstring, and the rest of it"
    title, _, notes = doc.partition("\n\n")
    return " ".join(title.split()), notes.strip("\n")


class Room:
    "A module of the library, parsed"

    def __init__(self, name):
        self.name = name
        self.text = (LIBRARY / f"{name}.py").read_text(encoding="utf-8")
        self.tree = ast.parse(self.text)
        self.lines = self.text.splitlines()

    @cached_property
    def comments(self):
        "The comment of each line"
        tokens = tokenize.generate_tokens(io.StringIO(self.text).readline)
        found = (token for token in tokens if token.type == tokenize.COMMENT)
        return {token.start[0]: token.string.lstrip("#").strip() for token in found}

    @cached_property
    def defined(self):
        "What it defines at its top level, by name"
        kinds = KINDS | ast.ClassDef
        found = {node.name: node for node in self.tree.body if isinstance(node, kinds)}
        for node in self.tree.body:
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                found[node.targets[0].id] = node
        return found

    @cached_property
    def imports(self):
        "Names from elsewhere: (package or room, name there), the name empty for a module"
        found = {}
        for node in self.tree.body:
            if isinstance(node, ast.Import):
                for alias in node.names:
                    found[alias.asname or alias.name.split(".")[0]] = (alias.name, "")
            if isinstance(node, ast.ImportFrom):
                home = (node.module or "").removeprefix("volrisk.")
                home = f".{home}" if node.level or "volrisk." in (node.module or "") else home
                found |= {a.asname or a.name: (home, a.name) for a in node.names}
        return found


def header_end(node):
    "The line on which the signature of a function ends"
    first = node.body[0].lineno
    if node.returns is not None:
        return node.returns.end_lineno
    given = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
    last = max([node.lineno, *(one.end_lineno for one in given)])
    return last if last + 1 >= first else first - 1


def unparsed(node):
    "Code with the quotation marks of the house"
    return re.sub(r"'([^'\"]*)'", r'"\1"', ast.unparse(node))


def plain_default(node):
    return "" if node is None else unparsed(node)


def signature(node):
    "The arguments of a function as triples: how it is written, its node, its default"
    args = node.args
    free = [*args.posonlyargs, *args.args]
    defaults = [None] * (len(free) - len(args.defaults)) + args.defaults
    found = [(one.arg, one, default, False) for one, default in zip(free, defaults)]
    if args.vararg:
        found.append((f"*{args.vararg.arg}", args.vararg, None, False))
    for one, default in zip(args.kwonlyargs, args.kw_defaults):
        found.append((one.arg, one, default, True))
    if args.kwarg:
        found.append((f"**{args.kwarg.arg}", args.kwarg, None, True))
    return found


def decorators(node):
    "The names of its decorators"
    return {ast.unparse(one).partition("(")[0] for one in node.decorator_list}


class Source:
    "The whole library"

    def __init__(self, rooms):
        self.rooms = {name: Room(name) for name in sorted(rooms)}

    def home(self, room, name):
        "Where a name of a room is defined: (room, name), or none where it is not of the library"
        while name not in self.rooms[room].defined:
            home, name = self.rooms[room].imports.get(name, ("", ""))
            room = home.removeprefix(".")
            if not home.startswith(".") or room not in self.rooms:
                return None
        return room, name

    def node(self, room, name):
        return self.rooms[room].defined[name]

    def ancestry(self, room, name):
        "A class and its parents in the library, nearest first, as pairs (room, name)"
        found = [(room, name)]
        for base in self.node(room, name).bases:
            if isinstance(base, ast.Name) and (home := self.home(room, base.id)):
                found += [one for one in self.ancestry(*home) if one not in found]
        return found

    def arguments(self, room, node, method=False):
        "What a function is given"
        comments, found = self.rooms[room].comments, []
        given = signature(node)
        if method and "staticmethod" not in decorators(node):
            given = given[1:]
        for name, one, default, keyword in given:
            text = comments.get(one.end_lineno, "")
            if one.end_lineno == node.lineno:
                text = ""
            if default is not None and default.end_lineno != one.end_lineno:
                text = comments.get(default.end_lineno, text)
            kind = said(one.annotation)
            found.append(Argument(name, kind, plain_default(default), text, keyword))
        return found

    def returned(self, room, node):
        "What a function returns; none where that is nothing"
        kind = said(node.returns)
        text = self.rooms[room].comments.get(header_end(node), "")
        return None if kind in ("", "None") and not text else Argument("", kind, text=text)

    def function(self, room, node, name="", method=False):
        "A function or a method"
        parts = sections(ast.get_docstring(node))
        title, notes = titled(parts[""])
        kind = "property" if decorators(node) & {"property", "cached_property"} else "function"
        entry = Entry(room, name or node.name, kind, title, notes, line=node.lineno)
        entry.arguments = self.arguments(room, node, method)
        entry.returns = self.returned(room, node)
        if kind == "property" and entry.returns and not entry.returns.text:
            entry.returns.text = title
        entry.refused = final(self.refused(room, node))
        return entry

    def fields(self, room, name):
        "The settings of a dataclass or named tuple in the order of its signature: name, default"
        found, ordered = {}, reversed(self.ancestry(room, name))
        for home, kind in ordered:
            node, keyword = self.node(home, kind), False
            if not decorators(node) & {"dataclass"} and "NamedTuple" not in map(said, node.bases):
                continue
            for line in node.body:
                if not isinstance(line, ast.AnnAssign) or "ClassVar" in said(line.annotation):
                    continue
                if said(line.annotation) == "KW_ONLY":
                    keyword = True
                elif "init=False" not in (shown := plain_default(line.value)):
                    kind_said = said(line.annotation)
                    alone = keyword or "kw_only=True" in shown
                    found[line.target.id] = Argument(
                        line.target.id, kind_said, self.usual(shown), "", alone
                    )
        return self.ordered(found)

    @staticmethod
    def ordered(found):
        "Those that may be given by position come first"
        return dict(sorted(found.items(), key=lambda pair: pair[1].keyword))

    @staticmethod
    def usual(shown):
        "The default of a field; what a factory makes is not said"
        made = re.search(r"^field\(default_factory=([\w.]+)", shown)
        known = re.search(r"^field\(default=(.+?)(?:, \w+=.+)?\)$", shown)
        return f"{made[1]}()" if made else known[1] if known else shown

    def settings(self, room, name):
        "The arguments of a class, described by itself or by the nearest of its parents"
        described, made, own = {}, None, set()
        for home, kind in self.ancestry(room, name):
            node = self.node(home, kind)
            text = sections(ast.get_docstring(node)).get("Parameters", "")
            described = {**listed_parameters(text), **described}
            own = own or set(described)
            start = next((n for n in node.body if getattr(n, "name", "") == "__init__"), None)
            if start is not None and made is None:
                made = {a.name: a for a in self.arguments(home, start, method=True)}
        found = self.fields(room, name) or made or {}
        for key, one in found.items():
            if key in described:
                one.kind = described[key].kind or one.kind
                one.text = described[key].text or one.text
        rest = {key: one for key, one in described.items() if key not in found and key in own}
        return [*found.values(), *rest.values()]

    def kind(self, room, name):
        "A class with its public members"
        node = self.node(room, name)
        title, notes = titled(sections(ast.get_docstring(node))[""])
        entry = Entry(room, name, "class", title, notes, line=node.lineno)
        entry.arguments = self.settings(room, name)
        entry.parents = self.ancestry(room, name)[1:]
        entry.members = [*filter(None, (self.member(room, name, one) for one in node.body))]
        start = next((n for n in node.body if getattr(n, "name", "") == "__post_init__"), None)
        entry.refused = final(self.refused(room, start)) if start else {}
        return entry

    def member(self, room, name, node):
        "A public method, property, or function of a later page that a class has"
        if isinstance(node, KINDS) and not node.name.startswith("_"):
            return self.function(room, node, f"{name}.{node.name}", method=True)
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
            if ast.unparse(node.value.func) == "LaterPage":
                target = node.value.args[0].value
                own = node.targets[0].id
                return Entry(room, f"{name}.{own}", "later", notes=target, line=node.lineno)
        return None

    def constant(self, room, name):
        "An object: what its class says, and the comment beside it"
        node = self.node(room, name)
        text = self.rooms[room].comments.get(node.end_lineno, "")
        kind = ast.unparse(node.value.func) if isinstance(node.value, ast.Call) else ""
        home = self.home(room, kind)
        about = self.kind(*home) if home else None
        title = text or (about.title if about else "")
        return Entry(room, name, "constant", title, kind, line=node.lineno)

    def entry(self, room, name):
        "Whatever a room defines under a name"
        node = self.node(room, name)
        if isinstance(node, ast.ClassDef):
            return self.kind(room, name)
        if isinstance(node, KINDS):
            return self.function(room, node)
        return self.constant(room, name)

    def refused(self, room, node, depth=2, seen=()):
        "What a function and the checks that it calls refuse, in their own words, by exception"
        found, local = {}, {}
        for one in ast.walk(node):
            if isinstance(one, ast.Assign) and isinstance(one.targets[0], ast.Name):
                local[one.targets[0].id] = one.value
        for one in ast.walk(node):
            if isinstance(one, ast.Raise) and isinstance(one.exc, ast.Call):
                kind = ast.unparse(one.exc.func)
                text = sentence(one.exc.args[0], local) if one.exc.args else ""
                if text and kind.endswith(("Error", "Data", "Answer", "Offline", "Symbol")):
                    found.setdefault(kind, []).append(text)
            if isinstance(one, ast.Call) and isinstance(one.func, ast.Name) and depth:
                for kind, texts in self.refused_by(room, one, depth, seen).items():
                    found.setdefault(kind, []).extend(texts)
        return found

    def refused_by(self, room, call, depth, seen):
        "What a check refuses, the names that it is told put in"
        name = call.func.id
        if not CHECK.match(name):
            return {}
        if name in COUNTS:
            return {"ValueError": counted(call)}
        home = self.home(room, name)
        if home is None or home in seen or not isinstance(self.node(*home), KINDS):
            return {}
        node = self.node(*home)
        told = {
            f"<{one.arg}>": value.value
            for one, value in zip(node.args.args, call.args)
            if isinstance(value, ast.Constant)
        }
        found = self.refused(home[0], node, depth - 1, (*seen, home))
        return {kind: [filled(text, told) for text in texts] for kind, texts in found.items()}


CHECK = re.compile(r"_?(check|refuse|whole_|positive|same_days|in_order|between|distribution)")
COUNTS = {"checked_count": "whole number", "checked_number": "number"}


def counted(call):
    "What the check of a number refuses"
    given = dict(enumerate(one.value for one in call.args if isinstance(one, ast.Constant)))
    if not isinstance(given.get(0), str):
        return []
    least = call.args[2] if len(call.args) > 2 else ast.Constant(1)
    return [f"{given[0]} is a {COUNTS[call.func.id]} of at least {ast.unparse(least)}, got ..."]


def filled(text, told):
    for mark, value in told.items():
        text = text.replace(mark, str(value))
    return text


MOST = 8
OPEN = re.compile(r"<\w+>")


def final(found):
    "Sentences in which what depends on the case is left open, without those that say nothing else"
    told = {}
    for kind, texts in sorted(found.items()):
        plain = (re.sub(r"[;,:] *\.\.\.$", "", OPEN.sub("...", text)) for text in texts)
        told[kind] = list(dict.fromkeys(t for t in plain if not t.startswith("...")))[:MOST]
    return {kind: texts for kind, texts in told.items() if texts}


def sentence(node, local, depth=3):
    "The text of an error, what it is told of the case left open"
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(sentence(part, local, depth) for part in node.values)
    if isinstance(node, ast.FormattedValue):
        return sentence(node.value, local, depth)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return sentence(node.left, local, depth) + sentence(node.right, local, depth)
    if isinstance(node, ast.Name) and depth:
        known = local.get(node.id)
        text = isinstance(known, ast.JoinedStr | ast.Constant | ast.BinOp)
        return sentence(known, local, depth - 1) if text else f"<{node.id}>"
    return "..."


def section(title, body):
    return f"{title}\n{'-' * len(title)}\n{body}" if body else ""


def described(arguments):
    "Arguments as numpydoc lists them"
    blocks = ([one.header, *filter(None, [indented(one.text)])] for one in arguments)
    return "\n".join("\n".join(block) for block in blocks)


def refusals(texts):
    "What is refused, a sentence a line"
    return "\n".join(textwrap.fill(text, 92, subsequent_indent="  ") for text in texts)


def docstring(entry):
    "What `help` says of a name: a docstring of numpydoc's kind"
    told = described(entry.arguments)
    back = entry.returns
    given = described([Argument(back.kind or "object", text=back.text)]) if back else ""
    errors = [Argument(kind, text=refusals(texts)) for kind, texts in entry.refused.items()]
    parts = [textwrap.fill(entry.title, 100), entry.notes, section("Parameters", told)]
    if entry.kind != "class":
        parts.append(section("Returns", given))
    parts.append(section("Raises", described(errors)))
    return "\n\n".join(filter(None, parts))


def explained(source, room):
    "The help of every name of a room that says more than its source: (name, text)"
    kept = commands(source)
    for name, node in source.rooms[room].defined.items():
        if name.startswith("_") or not isinstance(node, KINDS | ast.ClassDef):
            continue
        if (room, name) in kept:
            continue
        entry = source.entry(room, name)
        for one in [entry, *entry.members]:
            more = one.arguments or one.refused or (one.returns and one.returns.text)
            if more and one.title and one.kind in ("function", "class"):
                yield one.name, docstring(one)


@cache
def commands(source):
    "The functions that are commands, whose docstrings the command line shows: (room, name)"
    return set(found_commands(source))


def found_commands(source):
    for room in source.rooms:
        for node in ast.walk(source.rooms[room].tree):
            if isinstance(node, KINDS):
                if any(re.search(r"\.(command|callback)$", name) for name in decorators(node)):
                    yield room, node.name
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Call):
                if ast.unparse(node.func.func).endswith(".command"):
                    yield from (source.home(room, one.id) for one in node.args)
