"""volrisk/__init__.pyi: the lazy public names as editors and type checkers see them

Classes are taken from their modules. Functions are written out with their help, so that it is shown
where nothing is run: an editor reads docstrings, not comments."""
import ast
import builtins

import docstrings


def words(node):
    "The names that an annotation is made of"
    for one in ast.walk(node):
        if isinstance(one, ast.Constant) and isinstance(one.value, str):
            yield from words(ast.parse(one.value, mode="eval"))
        elif isinstance(one, ast.Name):
            yield one.id


def annotations(node):
    args = node.args
    given = [*args.posonlyargs, *args.args, *args.kwonlyargs, args.vararg, args.kwarg]
    found = [one.annotation for one in given if one is not None]
    return [one for one in [*found, node.returns] if one is not None]


def statement(library, room, name):
    "What imports a name of a room; none where it is imported within it"
    if home := library.home(room, name):
        return f"from .{home[0]} import {home[1]}"
    module, original = library.rooms[room].imports.get(name, ("", ""))
    renamed = f" as {name}" if name not in (module, original) else ""
    if original:
        return f"from {module} import {original}{renamed}"
    return f"import {module}{renamed}" if module else None


def imports(library, room, node):
    "The names in a function's signature, by what imports them"
    named = {name for one in annotations(node) for name in words(one)} - set(dir(builtins))
    return {name: statement(library, room, name) for name in named}


def shortened(node):
    "A default that is a plain value, else three dots"
    plain = isinstance(node, ast.Constant) or (
        isinstance(node, ast.UnaryOp) and isinstance(node.operand, ast.Constant)
    )
    return node if plain or node is None else ast.Constant(...)


def written(library, room, name):
    "A function with its help and without its code"
    node = library.node(room, name)
    args = ast.parse(ast.unparse(node.args).join(["def f(", "): ..."])).body[0].args
    args.defaults = [shortened(one) for one in args.defaults]
    args.kw_defaults = [shortened(one) for one in args.kw_defaults]
    back = f" -> {ast.unparse(node.returns)}" if node.returns else ""
    doc = docstrings.docstring(library.entry(room, name))
    quoted = docstrings.indented(f"r'''{doc}\n'''")
    return f"def {name}({ast.unparse(args)}){back}:\n{quoted}\n"


def functions(library, home):
    "The public functions whose names mean the same in all signatures, and what imports these"
    known, found = {name: f"from .{room} import {name}" for name, room in home.items()}, []
    for name, room in sorted(home.items()):
        node = library.node(room, name)
        if isinstance(node, docstrings.KINDS) and not node.decorator_list:
            own = imports(library, room, node)
            if all(line and known.get(key, line) == line for key, line in own.items()):
                known |= own
                found.append(name)
    return found, {line for name, line in known.items() if name not in home}


def text(library, home, public):
    "The stub of the names in `home`, of which `public` are in `__all__`"
    written_out, known = functions(library, home)
    lines = ["# Made from __init__.py by `python tools/house.py stub`: edit there.", ""]
    lines += sorted(known)
    lines += [f"from . import {room} as {room}" for room in sorted(library.rooms)]
    taken = sorted(set(home) - set(written_out))
    lines += [f"from .{home[name]} import {name} as {name}" for name in taken]
    lines += ["", "__version__: str", "__all__ = ["]
    lines += [*(f'    "{name}",' for name in public), "]", ""]
    lines += [written(library, home[name], name) for name in written_out]
    return "\n".join(lines)
