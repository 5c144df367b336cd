"The page of the command line, from the same declarations that `--help` reads"
import re
import sys

import refpages
from pages import ROOT

KINDS = {"text": "text", "integer": "whole number", "int": "whole number", "float": "number"}
KINDS |= {"path": "file", "str": "text", "liststr": "text", "listint": "whole number"}


def application():
    "The commands, as Click has them"
    sys.path.insert(0, str(ROOT))
    import typer.main

    from volrisk.cli import app

    return typer.main.get_command(app)


def leaves(command, path):
    "Every command that does something, with what is typed before it"
    for name, one in getattr(command, "commands", {}).items():
        if getattr(one, "commands", None):
            yield from leaves(one, [*path, name])
        elif not one.hidden:
            yield " ".join([*path, name]), one


def metavar(option, context):
    "What follows an option, in plain words; nothing after a flag"
    shown = (option.get_help_record(context) or ("", ""))[0]
    last = re.sub(r"[<>\[\]{}]", "", shown.split()[-1]).lower() if " " in shown else ""
    flag = getattr(option, "is_flag", False)
    return "" if flag else KINDS.get(last, last)


def default(option):
    value = option.default
    if value in (None, False, (), []) or callable(value) or value is True:
        return ""
    several = ", ".join(map(str, value)) if isinstance(value, list | tuple) else value
    return f" Default: `{several}`."


def item(option, context):
    "An option or argument as an item of a list"
    argument = option.param_type_name == "argument"
    names = [option.name.upper()] if argument else [*option.opts, *option.secondary_opts]
    kind = metavar(option, context)
    said = "/".join(f"`{name}`" for name in names) + (f" {kind}" if kind and not argument else "")
    more = " May be repeated." if getattr(option, "multiple", False) else ""
    plain = (option.help or "").replace("\\[", "[")  # as the terminal shows it
    help_text = refpages.sentence(refpages.escaped(plain))
    needed = " Required." if argument and option.required else ""
    return f"- {said}: {help_text}{default(option)}{needed}{more}"


def section(path, command):
    "A command with its options"
    context = command.context_class(command, info_name=path)
    shown = [one for one in command.params if not getattr(one, "hidden", False)]
    shown.sort(key=lambda one: one.param_type_name != "argument")
    given = [one.name.upper() for one in shown if one.param_type_name == "argument"]
    line = " ".join([path, *given, "[OPTIONS]"])
    parts = [f"## {path}", refpages.fenced(line, "bash")]
    parts += [refpages.sentence(refpages.paragraphs(command.help or ""))]
    parts += ["\n".join(item(one, context) for one in shown)]
    return "\n\n".join(filter(None, parts))


def page():
    "All commands"
    command = application()
    opening = (
        f"{refpages.paragraphs(command.help)} `volrisk COMMAND --help` says the same in a "
        "terminal. A file alone asks for its report: `volrisk prices.csv`. What is wrong with an "
        "input is one sentence and the exit code 2; an interrupt is 130."
    )
    head = refpages.front("Commands and options", "Every command and its options")
    parts = [section(path, one) for path, one in leaves(command, ["volrisk"])]
    return "\n\n".join([head, opening, *parts]) + "\n"
