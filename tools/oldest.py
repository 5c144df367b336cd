"The oldest versions that settings.ini allows, as constraints for pip"
import re
from configparser import ConfigParser
from pathlib import Path


def oldest(text):
    "Constraints, one a line: `numpy>=2.0` is numpy==2.0.*, and `typer>=0.15.1` is typer==0.15.1"
    found = filter(None, (re.match(r"([\w-]+)>=([\d.]+)", one) for one in text.split()))
    return [f"{match[1]}=={first(match[2])}" for match in found]


def first(version):
    "The first release of a version, with the corrections that were made to it"
    parts = version.split(".")
    return version if len(parts) > 2 else ".".join([*parts, "0"][:2]) + ".*"


def main():
    settings = ConfigParser(delimiters=["="], interpolation=None)
    settings.read(Path(__file__).parent.parent / "settings.ini", encoding="utf-8")
    print("\n".join(oldest(settings["DEFAULT"]["requirements"])))


if __name__ == "__main__":
    main()
