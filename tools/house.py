"Keep the house in order: `python tools/house.py VERB`, from the root of a clone"
import argparse
import base64
import html
import io
import json
import os
import re
import shutil
import string
import subprocess
import sys
import tomllib
from contextlib import contextmanager
from pathlib import Path

import browser
import gates
import pages as listed
import reference
import rules
import shape
from pages import NBS, ROOT, Page, notebooks

LEFT_BEHIND = ("_proc", "index_files", "nbs/index_files", "nbs/nbdev.yml", "nbs/nbdev.qmd")


def sh(*command):
    "Run a command in the root; where it fails, stop with its exit code"
    code = subprocess.run(command, cwd=ROOT).returncode
    if code:
        sys.exit(code)


def remove(path):
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def skipped(cell):
    "Cells flagged `#| slow` or `#| gpu` keep their saved output"
    return re.match(r"#\|\s*(slow|gpu)\b", cell.source) is not None


def needed(nb):
    "What saved outputs depend on: `#| needs: VARIABLE` on the first line of a cell"
    found = (re.match(r"#\|\s*needs:\s*(\w+)", cell.source) for cell in nb.cells)
    return next((match[1] for match in found if match), None)


def palette(picture):
    "A PNG with a palette of colours, which is all that a plot needs, at a third of the size"
    from PIL import Image

    image = Image.open(io.BytesIO(picture))
    if image.mode == "P":
        return picture
    buffer = io.BytesIO()
    method, dither = Image.Quantize.MAXCOVERAGE, Image.Dither.NONE
    image.convert("RGB").quantize(256, method, dither=dither).save(buffer, "PNG", optimize=True)
    return min(picture, buffer.getvalue(), key=len)


LARGEST_SVG = 60_000  # bytes; a larger drawing is smaller as a PNG


def drawing(svg):
    "A drawing without what changes from run to run"
    return re.sub(r"<metadata>.*?</metadata>\s*", "", svg, flags=re.S)


def lighter(nb):
    "Each picture once: a drawing where that is small, else a PNG at a third of its size"
    outputs = (output for cell in nb.cells for output in cell.get("outputs", []))
    for data in (output.get("data", {}) for output in outputs):
        svg = drawing(data.pop("image/svg+xml", ""))
        if "image/png" in data:
            picture = palette(base64.b64decode(data["image/png"]))
            data["image/png"] = base64.b64encode(picture).decode()
        if svg and (len(svg) <= LARGEST_SVG or "image/png" not in data):
            data.pop("image/png", None)
            data["image/svg+xml"] = svg


_KERNEL = re.compile(r"\S*ipykernel_\d+\S*: (?=\w*Warning)")


def lasting(nb):
    "Without what holds here and now alone: the optimiser being compiled, folders of this machine"
    once = "volrisk: compiling"
    for cell in nb.cells:
        if cell.cell_type == "code":
            cell.outputs = [o for o in cell.outputs if not o.get("text", "").startswith(once)]
            for said in (part for o in cell.outputs for part in (o, o.get("data", {}))):
                for kind in {"text", "text/plain"} & said.keys():
                    said[kind] = _KERNEL.sub("", said[kind]).replace(str(Path.home()), "~")


# What the kernel is told before a page runs: one style for all pictures, sharp on any screen, and
# tables whose sentences are not cut off.
STYLE = """
def _style():
    import matplotlib.style
    import os
    import pandas
    from matplotlib_inline.backend_inline import set_matplotlib_formats
    matplotlib.style.use({style!r})
    set_matplotlib_formats("svg", "retina")
    os.environ.setdefault("COLUMNS", "80")
    pandas.options.display.max_colwidth = 200
_style()
del _style
"""


def execute(nb, folder, slow):
    "Run the cells of a notebook in a real Jupyter kernel"
    import nbformat
    from nbclient import NotebookClient

    style = nbformat.v4.new_code_cell(STYLE.format(style=str(NBS / "book.mplstyle")))
    nb.cells.insert(0, style)

    client = NotebookClient(nb, timeout=1800, resources={"metadata": {"path": str(folder)}})
    with client.setup_kernel():
        for number, cell in enumerate(nb.cells):
            if cell.cell_type == "code" and (slow or not skipped(cell)):
                client.execute_cell(cell, number)
    nb.cells.remove(style)


def run_one(path, slow):
    import nbformat

    nb = nbformat.read(path, 4)
    name, variable = path.relative_to(ROOT), needed(nb)
    if variable and variable not in os.environ:
        print(f"{name}: kept as it is, its outputs need {variable}")
        return
    execute(nb, path.parent, slow)
    lasting(nb)
    lighter(nb)
    nbformat.write(nb, path)
    sh("nbdev_clean", "--fname", str(path))
    print(f"{name}: {path.stat().st_size / 1024:.0f} KB")


def run(paths, slow=False):
    "Execute notebooks in a Jupyter kernel and save their outputs; all of them when none is named"
    for path in paths or notebooks():
        run_one(Path(path).resolve(), slow)


def shown(output, name, words):
    "One output of a cell as markdown, its picture saved as the file `name`"
    data = output.get("data", {})
    pictures = {"image/png": base64.b64decode, "image/svg+xml": str.encode}
    for kind, decode in pictures.items():
        if kind in data:
            file = name.with_suffix(".svg" if "svg" in kind else ".png")
            file.parent.mkdir(exist_ok=True)
            file.write_bytes(decode("".join(data[kind])))
            return f"![{words}]({file.relative_to(ROOT).as_posix()})"
    if "text/markdown" in data:
        return "".join(data["text/markdown"])
    text = "".join(data.get("text/plain", output.get("text", ""))).rstrip()
    return "\n".join("    " + line for line in text.splitlines())


_ROOM = r"::: \{\.%s\}\n!\[[^\]]*\]\(([^)]*)\)\{fig-alt=\"([^\"]*)\"\}\n:::\n*"
_TWICE = re.compile(_ROOM % "by-day" + _ROOM % "at-night")
_PICTURE = """<picture>
<source media="(prefers-color-scheme: dark)" srcset="nbs/{night}">
<img alt="{words}" src="nbs/{day}">
</picture>

"""


def by_day_and_night(match):
    "A picture that has a second form for dark pages, as HTML"
    day, words, night, _ = match.groups()
    return _PICTURE.format(day=day, night=night, words=html.escape(words))


def plain_markdown(source):
    "Markdown without what Quarto alone reads, its links as they lead from the root"
    source = _TWICE.sub(by_day_and_night, source)
    source = re.sub(r"^:::.*\n?|\{fig-alt=[^}]*\}", "", source, flags=re.M).strip()
    return re.sub(r"\]\(([\w/]+\.(?:ipynb|md)|images/)", r"](nbs/\1", source)


def markdown(cell, files, number):
    "One notebook cell as markdown, its pictures saved under `files`"
    source = "".join(cell["source"]).strip()
    if cell["cell_type"] == "raw" or re.search(r"#\|\s*hide\b", source):
        return ""
    if cell["cell_type"] == "markdown":
        return plain_markdown(source)
    options, source = shape.options(source)
    parts = [f"```python\n{source}\n```"] if source and options.get("echo") != "false" else []
    words = json.loads(options.get("fig-alt", '""'))
    for k, output in enumerate(cell.get("outputs", [])):
        parts.append(shown(output, files / f"cell-{number}-{k}.png", words))
    return "\n\n".join(parts)


def readme():
    "README.md from nbs/index.ipynb"
    nb = json.loads((NBS / "index.ipynb").read_text(encoding="utf-8"))
    files = ROOT / "README_files"
    shutil.rmtree(files, ignore_errors=True)
    parts = [markdown(cell, files, number) for number, cell in enumerate(nb["cells"])]
    note = "<!-- Made from nbs/index.ipynb by `python tools/house.py readme`: edit there. -->"
    text = "\n\n".join([note, *filter(None, parts)]) + "\n"
    (ROOT / "README.md").write_text(text, encoding="utf-8")


def pages():
    "The sidebar of the site and the table of the front page, from nbs/pages.toml"
    listed.write_sidebar()
    listed.write_table()


def stub_text():
    "What the public names are and where each one lives, for editors and type checkers"
    return reference.stub_text()


def stub():
    "volrisk/__init__.pyi, which shows the lazy public names to editors and type checkers"
    (ROOT / "volrisk" / "__init__.pyi").write_text(stub_text(), encoding="utf-8")


def export():
    "All that is made from the notebooks and from nbs/pages.toml: modules, stub, sidebar, README"
    sh("nbdev_clean")
    sh("nbdev_export")
    stub()
    reference.write()
    pages()
    readme()


@contextmanager
def tidied():
    "Put back and take away what a build of the documentation leaves in the checkout"
    path = ROOT / "README.md"
    text = path.read_bytes()
    os.utime(path)
    try:
        yield
    finally:
        path.write_bytes(text)
        for name in LEFT_BEHIND:
            remove(ROOT / name)


def process():
    "Run nbdev's documentation processors (show_doc, links) into _proc, without Quarto"
    from nbdev.quarto import refresh_quarto_yml
    from nbdev.serve import proc_nbs

    os.chdir(ROOT)
    shutil.rmtree(ROOT / "_proc", ignore_errors=True)
    refresh_quarto_yml()
    return Path(proc_nbs(n_workers=2))


def render(built):
    "The site from the processed notebooks: with Quarto where it is installed, else a look-alike"
    if shutil.which("quarto"):
        sh("quarto", "render", str(built), "--to", "html", "--no-cache")
    else:
        sh("smalldocs", "render", str(built))
    return next(p for p in (built / "_docs", built / "_site") if p.exists())


def docs():
    "The site into _docs: with Quarto where it is installed, else smalldocs' look-alike"
    with tidied():
        site = render(process())
        shutil.rmtree(ROOT / "_docs", ignore_errors=True)
        shutil.copytree(site, ROOT / "_docs")
    built = {p.stem for p in (ROOT / "_docs").rglob("*.html")}
    missing = {nb.stem for nb in notebooks()} - built
    if missing:
        sys.exit(f"these notebooks gave no page: {', '.join(sorted(missing))}")
    size = sum(p.stat().st_size for p in (ROOT / "_docs").rglob("*") if p.is_file())
    print(f"{len(built)} pages in _docs, {size / 2**20:.1f} MB")


def quick():
    "The tests that take a minute of processor time in all"
    sh(sys.executable, "-m", "pytest", "-q", "-m", "quick")


def free_numbers():
    "The first number of each ten that no page has"
    taken = {page.number for page in listed.pages()}
    for ten in string.digits:
        all_of_it = (ten + one for one in string.digits + string.ascii_uppercase)
        yield next(number for number in all_of_it if number not in taken)


def new_page(number, name, title):
    "A new notebook from a template, its line in nbs/pages.toml, and its module"
    page = Page(f"{number}_{name}.ipynb", title, "")
    if not rules.NAME.fullmatch(page.file) or not re.fullmatch(r"\d[\dA-Z]", number):
        asked = "a page is a digit, a digit or a capital, and a name in small letters"
        sys.exit(f"{asked}, got {number} {name}")
    for other in listed.pages():
        if number == other.number or name == other.room:
            free = ", ".join(free_numbers())
            sys.exit(f"{other.file} is there already: another name, or a free number ({free})")
    listed.save(listed.template(name, title), page.path)
    listed.enlist(page)
    export()
    print(f"nbs/{page.file} and volrisk/{name}.py are made; say in nbs/pages.toml what it is about")


def in_step():
    "Stop where git sees a change: what is committed is not what its sources make"
    command = ["git", "status", "--porcelain"]
    changed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    if changed:
        sh("git", "--no-pager", "diff", "--stat")
        sys.exit(f"not as committed: commit first, or commit what was made anew:\n{changed}")


def untidy():
    "Which rules of style each file breaks where no file is excused"
    command = ["ruff", "check", "--output-format", "json"]
    found = json.loads(subprocess.run(command, cwd=ROOT, capture_output=True).stdout)
    broken = {}
    for fault in found:
        name = Path(fault["filename"]).relative_to(ROOT).as_posix()
        broken.setdefault(name, set()).add(fault["code"])
    return broken


def tidy():
    "Take what is clean by now off the lists of ruff.toml and tools/gates.toml"
    path = ROOT / "ruff.toml"
    text = path.read_text(encoding="utf-8")
    head, mark, excused = text.partition("once it is clean.\n")
    listed = {file: set(codes) for file, codes in tomllib.loads(excused).items()}
    path.write_text(head + mark, encoding="utf-8")
    try:
        broken = untidy()
    finally:
        path.write_text(text, encoding="utf-8")
    left = {file: sorted(codes & broken.get(file, set())) for file, codes in listed.items()}
    lines = [f'"{file}" = {json.dumps(codes)}\n' for file, codes in left.items() if codes]
    path.write_text(head + mark + "".join(lines), encoding="utf-8")
    print(f"{len(lines)} files are not tidy yet")
    if (ROOT / "_docs").exists():
        print(f"{gates.shrunk(ROOT / '_docs')} times a page still fails a gate")


def passed():
    "Stop where the site that was built breaks a gate"
    if not browser.found():
        print("no Chromium here: how long and how wide the pages are was not looked at")
    found = gates.failing(gates.Site(ROOT / "_docs"))
    faults, spared = gates.faults(found), gates.spared(found)
    for gate in found:
        print(f"{gate}: {len(faults[gate])} faults, {len(spared[gate])} pages excused")
    said = [f"{gate}: {fault}" for gate in found for fault in faults[gate]]
    if said:
        sys.exit("\n".join(said))


def check():
    "The rules hold, what is made is as committed, and the site passes its gates"
    broken = rules.broken()
    if broken:
        sys.exit("\n".join(broken))
    export()
    in_step()
    docs()
    in_step()
    passed()
    print("the house is in order")


def look():
    "Look at the site that was built: the gates alone"
    passed()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True)
    runner = verbs.add_parser("run", help=run.__doc__)
    runner.add_argument("paths", nargs="*")
    runner.add_argument("--slow", action="store_true", help="cells flagged slow or gpu, too")
    maker = verbs.add_parser("new-page", help=new_page.__doc__)
    maker.add_argument("number", help="such as 42 or 4A: a page may import from lower ones only")
    maker.add_argument("name", help="of the notebook and of its module")
    maker.add_argument("title")
    for verb in (quick, export, check, docs, look, pages, stub, readme, tidy):
        verbs.add_parser(verb.__name__, help=verb.__doc__)
    options = vars(parser.parse_args())
    globals()[options.pop("verb").replace("-", "_")](**options)


if __name__ == "__main__":
    main()
