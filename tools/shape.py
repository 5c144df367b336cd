"What a page goes through before and after it is rendered, by Quarto or by its look-alike"
import ast
import html
import json
import os
import re
from pathlib import Path
from posixpath import dirname, join, normpath

import gates
import looks

EXPORTED = "Exported source"  # as nbdev sums it up
SOURCE, CHECKS, IMPORTS = "Source", "Checks", "Imports"
UNSAID = "Call self as a function."  # what Python says of a function that says nothing
OPTION = re.compile(r"#\|\s*([\w-]+)\s*:\s*(.*)")


def options(source):
    "The options of a cell as (name, value), a later one in place of an earlier one, and its code"
    lines = source.splitlines()
    head = next((k for k, line in enumerate(lines) if not line.startswith("#|")), len(lines))
    found = {}
    for line in lines[:head]:
        match = OPTION.match(line)
        name, value = match.groups() if match else (line, None)
        found.pop(name, None)
        found[name] = value
    return found, "\n".join(lines[head:])


def imports_only(code):
    "Whether a cell does nothing but import"
    try:
        statements = ast.parse(code).body
    except SyntaxError:
        return False
    return all(isinstance(node, (ast.Import, ast.ImportFrom)) for node in statements)


_CHECK = re.compile(r"^\s*(?:assert\b|[\w.]*\bassert_\w+\(|with pytest\.(?:raises|warns)\b)", re.M)
WALL = 2  # checks in a cell that is folded, whatever else it does


def is_wall(found, code):
    "Whether checks are most of a cell, or many of it, and no picture is what it is for"
    checks = len(_CHECK.findall(code))
    if not checks or found.keys() & {"code-fold", "echo", "fig-cap", "fig-alt"}:
        return False
    try:
        return checks >= WALL or 2 * checks >= len(ast.parse(code).body)
    except SyntaxError:
        return False


def folded(source):
    "Checks are folded and say what they are, and so are imports alone; no option stands twice"
    found, code = options(source)
    if is_wall(found, code):
        found["code-fold"] = "true"
    if found.get("code-fold") == "true" and re.search(r"\bassert|\braises\(", code):
        found.setdefault("code-summary", json.dumps(CHECKS))
    elif code.strip() and not found and imports_only(code):
        found |= {"code-fold": "true", "code-summary": json.dumps(IMPORTS)}
    lines = [name if value is None else f"#| {name}: {value}" for name, value in found.items()]
    return "\n".join([*lines, code])


_SHOWN = re.compile(r"^show_doc\(([\w.]+)\)", re.M)


def shown(cell):
    "The name whose documentation a cell shows, or none"
    match = _SHOWN.search("".join(cell["source"])) if cell["cell_type"] == "code" else None
    return match and match[1]


def described(cell):
    "Whether the documentation that a cell shows says more than the source: on what a user meets"
    if re.match(r"[A-Z]|\w+\.", shown(cell)):
        return True
    texts = ("".join(o.get("data", {}).get("text/markdown", "")) for o in cell["outputs"])
    signature = re.search(r"```python\n(.*?)```", "".join(texts), re.S)
    return not signature or "#" in signature[1]


def is_silent(cell):
    "Whether a cell shows the documentation of what has none"
    return bool(shown(cell)) and UNSAID in json.dumps(cell["outputs"])


def is_source(cell):
    return cell["cell_type"] == "code" and EXPORTED in "".join(cell["source"])[:200]


def defined(code):
    "The functions and classes that a cell defines, in order"
    return re.findall(r"^(?:def|class) +(\w+)", code, re.M)


def grouped(cells, k):
    "The cells around the source at `k` that show what it defines: the first, and one past the last"
    names = set(defined("".join(cells[k]["source"])))

    def belongs(cell):
        return (shown(cell) or "").split(".")[0] in names

    first, last = k, k + 1
    while first and belongs(cells[first - 1]):
        first -= 1
    while last < len(cells) and belongs(cells[last]):
        last += 1
    return first, last


def anchored(helpers):
    "Places that links lead to, in place of what says nothing"
    text = "".join(f"[]{{#{shown(cell)}}}" for cell in helpers)
    return [{"cell_type": "markdown", "metadata": {}, "source": text}] if helpers else []


def one_entry(group):
    "What a source defines, then the source; helpers without described arguments keep an anchor"
    docs = [cell for cell in group if shown(cell)]
    source = next(cell for cell in group if not shown(cell))
    helpers = [cell for cell in docs if not described(cell)]
    kept = [cell for cell in docs if cell not in helpers]
    code = options("".join(source["source"]))[1]
    names = ", ".join(name for name in defined(code) if not name.startswith("_"))
    summary = json.dumps(f"{SOURCE}: {names}" if names else SOURCE)
    head = f"#| code-fold: true\n#| code-summary: {summary}\n"
    return [*kept, *anchored(helpers), source | {"source": head + code}]


def entries(cells):
    "The cells of a page, each source below what it defines"
    done, k = [], 0
    spans = {first: last for first, last in (grouped(cells, i) for i in sources(cells))}
    while k < len(cells):
        end = spans.get(k, k + 1)
        if k in spans:
            done += one_entry(cells[k:end])
        else:
            done += anchored([cells[k]]) if is_silent(cells[k]) else [cells[k]]
        k = end
    return done


def sources(cells):
    return [k for k, cell in enumerate(cells) if is_source(cell)]


_SOURCE = re.compile(r"\[source\]\(/blob/[^)]*\)(\{[^}]*\})?")
_NESTED = re.compile(r"\[\[(`[^`\n]*`)\]\([^)\n]*\)\]\(")  # nbdev links a name within a link, too
_ROOTED = re.compile(r"\]\(/([\w/-]+)\.html(#[^)\s]*)?\)")


def related(text, homes, depth):
    "Cross references that work in any folder, and no link to a source that is nowhere"

    def link(match):
        return f"]({'../' * depth}{homes.get(match[1], match[1] + '.ipynb')}{match[2] or ''})"

    return _ROOTED.sub(link, _NESTED.sub(r"[\1](", _SOURCE.sub("", text)))


def told(svg, source):
    "A drawing that says in words what it shows, for pages that take it in as it is"
    words = options(source)[0].get("fig-alt") or ""
    label = html.escape(json.loads(words)) if words.startswith('"') else ""
    bare = svg[svg.index("<svg") :]
    return bare.replace("<svg", f'<svg role="img" aria-label="{label}"', 1) if label else bare


LOOKS = {"text/plain": looks.spoken, "text/html": looks.dressed}


def output_of(output, source, link):
    "One output of a cell, as it is to be rendered"
    data = output.get("data", {})
    for kind in LOOKS.keys() & data.keys():
        data[kind] = LOOKS[kind]("".join(data[kind]))
    if "text" in output:
        output["text"] = looks.spoken("".join(output["text"]))
    if "image/svg+xml" in data:
        data["image/svg+xml"] = told("".join(data["image/svg+xml"]), source)
    if "text/markdown" in data:
        text = link("".join(data["text/markdown"]))
        data["text/markdown"] = looks.documented(text) if "show_doc(" in source else text
    return output


def prepared(nb, homes, depth, own=""):
    "A notebook that nbdev has processed, as it is to be rendered; `own` is the name of its page"
    public = set(gates.public_names())

    def link(text):
        return related(looks.unlinked(text, own, public), homes, depth)

    nb["cells"] = entries(nb["cells"])
    for cell in nb["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            cell["source"] = link(source)
        if cell["cell_type"] == "code":
            cell["source"] = folded(source)
            said = looks.together(cell["outputs"])
            cell["outputs"] = [output_of(output, source, link) for output in said]
    return nb


def plain_name(path):
    "The name of a notebook's page as nbdev has it: without its number"
    return re.sub(r"(^|/)\w\w_", r"\1", path.with_suffix("").as_posix())


def before(folder):
    "Prepare every notebook of the folder that is to be rendered"
    folder = Path(folder)
    paths = [path.relative_to(folder) for path in folder.rglob("*.ipynb")]
    homes = {plain_name(path): path.as_posix() for path in paths}
    for path in paths:
        nb = json.loads((folder / path).read_text(encoding="utf-8"))
        nb = prepared(nb, homes, len(path.parts) - 1, plain_name(path))
        text = json.dumps(nb, ensure_ascii=False, indent=1)
        (folder / path).write_text(text, encoding="utf-8")


_HOST = r"(?:https?:)?//[^\"']*"
_REQUESTS = [
    re.compile(rf"<script\b[^>]*\bsrc=[\"']{_HOST}[\"'][^>]*>\s*</script>\s*"),
    re.compile(rf"<link\b(?=[^>]*rel=[\"'](?:stylesheet|preconnect)[\"'])[^>]*{_HOST}[^>]*>\s*"),
    re.compile(r"<script type=\"application/javascript\">define\('jquery'.*?</script>\s*", re.S),
]
_LINE_ANCHOR = re.compile(r"<a href=\"#cb\d+-\d+\" aria-hidden=\"true\"[^>]*></a>")
_SCOPED = re.compile(r"<style scoped>.*?</style>\s*", re.S)
_FORMULA = re.compile(r"<span class=\"math (inline|display)\">\\[(\[](.*?)\\[)\]]</span>", re.S)


def mathml(match):
    "A formula that was left as TeX, as MathML; as it is where that cannot be done"
    try:
        from latex2mathml.converter import convert

        kind = "block" if match[1] == "display" else "inline"
        return convert(html.unescape(match[2]), display=kind)
    except Exception:
        return match[0]


def finished(page):
    "A page of the site that asks nothing of any host, its formulas as MathML"
    for request in _REQUESTS:
        page = request.sub("", page)
    page = _LINE_ANCHOR.sub("", _SCOPED.sub("", page))
    return looks.page(_FORMULA.sub(mathml, page))


_IMPORT = re.compile(r"@import\s+(?:url\()?[\"']?(?:https?:)?//[^;]*;")


_METHOD = re.compile(r'href="([^"#]*)#(\w+)(\.\w+)"')


def placed(name, page, places):
    "A page whose links to methods without an entry lead to their class, or else to its page"

    def link(match):
        href, kind, method = match.groups()
        target = normpath(join(dirname(name), href)) if href else name
        there = places.get(target, ())
        if kind + method in there:
            return match[0]
        return f'href="{href}#{kind}"' if kind in there else f'href="{href}"'

    return _METHOD.sub(link, page)


def after(site):
    "Finish every page of the site, and its stylesheets"
    site = Path(site)
    names = [path.relative_to(site).as_posix() for path in site.rglob("*.html")]
    texts = {name: (site / name).read_text(encoding="utf-8") for name in names}
    places = {name: set(re.findall(r' id="([^"]+)"', text)) for name, text in texts.items()}
    for name, text in texts.items():
        (site / name).write_text(placed(name, finished(text), places), encoding="utf-8")
    for path in Path(site).rglob("*.css"):
        text = path.read_text(encoding="utf-8")
        path.write_text(_IMPORT.sub("", text), encoding="utf-8")


def rendered_to():
    "Where Quarto, or its look-alike, has put the site"
    return Path(os.environ.get("QUARTO_PROJECT_OUTPUT_DIR", "_docs"))
