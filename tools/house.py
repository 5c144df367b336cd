"Keep the house in order: `python tools/house.py run | readme | docs | check`"
import argparse
import base64
import io
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NBS = ROOT / "nbs"


def notebooks():
    "All notebooks of the project, in reading order"
    return sorted(p for p in NBS.rglob("*.ipynb") if ".ipynb_checkpoints" not in p.parts)


def sh(*command):
    subprocess.run(command, cwd=ROOT, check=True)


def skipped(cell):
    "Cells flagged `#| slow` or `#| gpu` keep their saved output"
    return re.match(r"#\|\s*(slow|gpu)\b", cell.source) is not None


def needed(nb):
    "The environment variable that saved outputs depend on: `#| needs: NAME` on the first line of a cell"
    found = (re.match(r"#\|\s*needs:\s*(\w+)", cell.source) for cell in nb.cells)
    return next((match[1] for match in found if match), None)


def lighter(nb):
    "Pictures with a palette of colours, which is all that a plot needs, at a third of the size"
    from PIL import Image

    for output in (output for cell in nb.cells for output in cell.get("outputs", [])):
        picture = base64.b64decode(output.get("data", {}).get("image/png", ""))
        if picture and (image := Image.open(io.BytesIO(picture))).mode != "P":
            buffer = io.BytesIO()
            image.convert("RGB").quantize(256, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(buffer, "PNG", optimize=True)
            output["data"]["image/png"] = base64.b64encode(min(picture, buffer.getvalue(), key=len)).decode()


def lasting(nb):
    "Without what is said only the first time: that the optimiser is being compiled"
    for cell in nb.cells:
        if cell.cell_type == "code":
            cell.outputs = [output for output in cell.outputs if not output.get("text", "").startswith("volrisk: compiling")]


def run(paths, slow=False):
    "Execute notebooks in a real Jupyter kernel and save their outputs"
    import nbformat
    from nbclient import NotebookClient

    for path in paths or notebooks():
        path = Path(path).resolve()
        nb = nbformat.read(path, 4)
        variable = needed(nb)
        if variable and variable not in os.environ:
            print(f"{path.relative_to(ROOT)}: kept as it is, its outputs need {variable}")
            continue
        client = NotebookClient(nb, timeout=1800, resources={"metadata": {"path": str(path.parent)}})
        with client.setup_kernel():
            for number, cell in enumerate(nb.cells):
                if cell.cell_type == "code" and (slow or not skipped(cell)):
                    client.execute_cell(cell, number)
        lasting(nb)
        lighter(nb)
        nbformat.write(nb, path)
        sh("nbdev_clean", "--fname", str(path))
        print(f"{path.relative_to(ROOT)}: {path.stat().st_size / 1024:.0f} KB")


def process():
    "Run nbdev's documentation processors (show_doc, links) into _proc, without Quarto"
    from nbdev.quarto import refresh_quarto_yml
    from nbdev.serve import proc_nbs

    os.chdir(ROOT)
    shutil.rmtree(ROOT / "_proc", ignore_errors=True)
    refresh_quarto_yml()
    return Path(proc_nbs(n_workers=0))


def markdown(cell, files, number):
    "One notebook cell as markdown, its pictures saved under `files`"
    source = "".join(cell["source"]).strip()
    if cell["cell_type"] == "raw":
        return ""
    if cell["cell_type"] == "markdown":
        return re.sub(r"\[([^\]]+)\]\(([\w/]+)\.ipynb\)", r"[\1](nbs/\2.ipynb)", source)
    if re.search(r"#\|\s*hide\b", source):
        return ""
    parts = [f"```python\n{source}\n```"] if source and "echo: false" not in source else []
    for k, output in enumerate(cell.get("outputs", [])):
        data = output.get("data", {})
        if "image/png" in data:
            files.mkdir(exist_ok=True)
            name = files / f"cell-{number}-{k}.png"
            name.write_bytes(base64.b64decode("".join(data["image/png"])))
            parts.append(f"![]({name.relative_to(ROOT).as_posix()})")
        elif "text/markdown" in data:
            parts.append("".join(data["text/markdown"]))
        else:
            text = "".join(data.get("text/plain", output.get("text", ""))).rstrip()
            parts.append("\n".join("    " + line for line in text.splitlines()))
    return "\n\n".join(parts)


def readme():
    "README.md from nbs/index.ipynb"
    nb = json.loads((NBS / "index.ipynb").read_text(encoding="utf-8"))
    files = ROOT / "README_files"
    shutil.rmtree(files, ignore_errors=True)
    parts = [markdown(cell, files, number) for number, cell in enumerate(nb["cells"])]
    note = "<!-- Made from nbs/index.ipynb by `python tools/house.py readme`: edit there. -->"
    (ROOT / "README.md").write_text("\n\n".join([note, *filter(None, parts)]) + "\n", encoding="utf-8")


def docs():
    "The site into _docs: with Quarto where it is installed, else smalldocs' look-alike"
    if shutil.which("quarto"):
        return sh("nbdev_docs")
    built = process()
    subprocess.run(["smalldocs", "render", str(built)], check=True)
    site = next(p for p in (built / "_docs", built / "_site") if p.exists())
    shutil.rmtree(ROOT / "_docs", ignore_errors=True)
    shutil.copytree(site, ROOT / "_docs")
    shutil.rmtree(ROOT / "_proc", ignore_errors=True)
    pages = {p.stem for p in (ROOT / "_docs").rglob("*.html")}
    missing = {nb.stem for nb in notebooks()} - pages
    if missing:
        sys.exit(f"these notebooks gave no page: {', '.join(sorted(missing))}")
    print(f"{len(pages)} pages in _docs")


def exported_modules():
    "The `default_exp` of every notebook"
    found = (re.search(r"#\|\s*default_exp\s+(\w+)", p.read_text(encoding="utf-8")) for p in notebooks())
    return {match[1] for match in found if match}


def check():
    "Clean, export, README and docs leave the checkout as it is committed"
    modules = {p.stem for p in (ROOT / "volrisk").glob("*.py")} - {"__init__", "__main__", "_modidx"}
    if modules != exported_modules():
        sys.exit(f"modules and notebooks differ: {sorted(modules ^ exported_modules())}")
    sh("nbdev_clean")
    sh("nbdev_export")
    readme()
    changed = subprocess.run(["git", "status", "--porcelain"], cwd=ROOT, capture_output=True, text=True, check=True)
    if changed.stdout:
        sh("git", "--no-pager", "diff", "--stat")
        sys.exit(f"notebooks, modules and README are not in step; commit what changed:\n{changed.stdout}")
    docs()
    print("the house is in order")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True)
    runner = verbs.add_parser("run", help=run.__doc__)
    runner.add_argument("paths", nargs="*")
    runner.add_argument("--slow", action="store_true", help="also execute cells flagged slow or gpu")
    for verb in (readme, docs, check):
        verbs.add_parser(verb.__name__, help=verb.__doc__)
    options = vars(parser.parse_args())
    globals()[options.pop("verb")](**options)


if __name__ == "__main__":
    main()
