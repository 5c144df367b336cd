"Everything about the package is said once, in settings.ini"
import re
from configparser import ConfigParser
from pathlib import Path
from setuptools import Distribution, find_packages, setup

here = Path(__file__).parent
parser = ConfigParser(delimiters=["="], interpolation=None)
parser.read(here / "settings.ini", encoding="utf-8")
cfg = parser["DEFAULT"]

extras = {
    key.removesuffix("_requirements"): value.split()
    for key, value in cfg.items()
    if key.endswith("_requirements")
}
test = extras.pop("test")
extras["dev"] = sorted({req for reqs in extras.values() for req in reqs}) + test
extras["test"] = test

PYTHONS = ("3.11", "3.12", "3.13", "3.14")


def long_description():
    "The README, its links to files of this repository as they work from anywhere"
    text = (here / "README.md").read_text(encoding="utf-8")
    if not cfg["git_url"]:  # the project has no home yet: words without links, and no pictures
        text = re.sub(r"<picture>.*?</picture>\n*", "", text, flags=re.S)
        text = re.sub(r"!\[[^\]]*\]\((?!\w+:)[^)]*\)\n*", "", text)
        return re.sub(r"\[([^\]]+)\]\((?!\w+:|#)[^)]*\)", r"\1", text)
    raw = cfg["git_url"].replace("github.com", "raw.githubusercontent.com") + "/" + cfg["branch"]
    blob = f"{cfg['git_url']}/blob/{cfg['branch']}"
    text = re.sub(r"(!\[[^\]]*\]\(|\b(?:src|srcset)=\")(?!\w+:|#)", rf"\1{raw}/", text)
    return re.sub(r"((?<!!)\[[^\]]+\]\()(?!\w+:|#)", rf"\1{blob}/", text)


class Precompiled(Distribution):
    "With machine code in it, see tools/precompile.py, a wheel is for one system and one Python"

    def has_ext_modules(self):
        return (here / "volrisk" / "precompiled" / "machine.json").exists()


setup(
    distclass=Precompiled,
    name=cfg["lib_name"],
    version=cfg["version"],
    description=cfg["description"],
    long_description=long_description(),
    long_description_content_type="text/markdown",
    keywords=cfg["keywords"],
    author=cfg["author"],
    author_email=cfg["author_email"],
    url=cfg["git_url"] or None,
    license="Apache-2.0",
    license_files=["LICENSE"],
    classifiers=[
        "Development Status :: 4 - Beta",
        "Framework :: Jupyter",
        "Intended Audience :: " + cfg["audience"],
        "Natural Language :: " + cfg["language"],
        "Operating System :: OS Independent",
        "Programming Language :: Python :: 3",
        "Programming Language :: Python :: 3 :: Only",
        *(f"Programming Language :: Python :: {version}" for version in PYTHONS),
        "Topic :: Office/Business :: Financial",
        "Topic :: Scientific/Engineering :: Mathematics",
        "Typing :: Typed",
    ],
    packages=find_packages(include=["volrisk", "volrisk.*"]),
    package_data={
        "volrisk": [
            "py.typed",
            "__init__.pyi",
            "help.jsonl",
            "weights/*.safetensors",
            "templates/*",
            "precompiled/*",
        ]
    },
    python_requires=">=" + cfg["min_python"],
    install_requires=cfg["requirements"].split(),
    extras_require=extras,
    entry_points={
        "console_scripts": cfg["console_scripts"].split(),
        "nbdev": [f"{cfg['lib_name']}={cfg['lib_path']}._modidx:d"],
    },
    zip_safe=False,
)
