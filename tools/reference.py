"""The reference: the library's help, its stub and the pages of every public name

`python tools/reference.py` makes all of it anew from what the notebooks export. Nothing of the
library is run, so the same sources give the same bytes on any machine."""
import json
import runpy

import clipage
import docstrings
import refpages
import rules
import stub


def source():
    return docstrings.Source(rules.modules())


def public():
    "Where each public name lives, and those that need nothing extra"
    made = runpy.run_path(str(rules.LIBRARY / "__init__.py"))
    return made["_HOME"], made["__all__"]


def help_text(library):
    "A line a name: its module, its address there, and what `help` says of it"
    lines = []
    for room in library.rooms:
        for name, text in docstrings.explained(library, room):
            lines.append(f"{room} {name} {json.dumps(text, ensure_ascii=False)}")
    return "\n".join(sorted(lines)) + "\n"


def stub_text(library=None):
    "What the public names are, what they mean, and where each one lives"
    return stub.text(library or source(), *public())


def made(library):
    "Every file of the reference by its path below the root, as text or bytes"
    home, names = public()
    found = refpages.made(refpages.Reference(library, home))
    found["volrisk/help.jsonl"] = help_text(library)
    found["volrisk/__init__.pyi"] = stub.text(library, home, names)
    found[f"{refpages.FOLDER}/cli.md"] = clipage.page()
    return {f: text.encode() if isinstance(text, str) else text for f, text in found.items()}


def write():
    "All that is made for the reference; pages of what is gone are taken away"
    found = made(source())
    folder = rules.ROOT / refpages.FOLDER
    folder.mkdir(exist_ok=True)
    for path in folder.iterdir():
        if path.relative_to(rules.ROOT).as_posix() not in found:
            path.unlink()
    for file, text in found.items():
        (rules.ROOT / file).write_bytes(text)


if __name__ == "__main__":
    write()
