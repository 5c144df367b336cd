"""The reference: the library's help, its stub and the pages of every public name

`python tools/reference.py` makes all of it anew from what the notebooks export. Nothing of the
library is run, so the same sources give the same bytes on any machine."""
import json
import runpy

import docstrings
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
    "Every file of the reference by its path below the root, with its text"
    return {"volrisk/help.jsonl": help_text(library), "volrisk/__init__.pyi": stub_text(library)}


def write():
    "All that is made for the reference"
    for file, text in made(source()).items():
        path = rules.ROOT / file
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write()
