"""The reference: the library's help, its stub and the pages of every public name

`python tools/reference.py` makes all of it anew from what the notebooks export: the file
`volrisk/help.jsonl` and the pages `nbs/reference`. Nothing of the library is run, so the same sources give the same bytes."""
import json

import docstrings
import rules


def source():
    return docstrings.Source(rules.modules())


def help_text(library):
    "A line a name: its module, its address there, and what `help` says of it"
    lines = []
    for room in library.rooms:
        for name, text in docstrings.explained(library, room):
            lines.append(f"{room} {name} {json.dumps(text, ensure_ascii=False)}")
    return "\n".join(sorted(lines)) + "\n"


def write():
    library = source()
    path = rules.LIBRARY / "help.jsonl"
    path.write_text(help_text(library), encoding="utf-8")


if __name__ == "__main__":
    write()
