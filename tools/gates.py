"""What must hold of the site that was built; each fault is one sentence

Pages that fail today stand in `gates.toml`, gate by gate. That list only shrinks: `house.py tidy`
takes away a page that passes by now, and nothing is added."""
import html
import json
import math
import re
import tomllib
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

import browser
import mathfont
from pages import ROOT, notebooks

LIST = Path(__file__).with_name("gates.toml")
TALLEST = 15_000  # pixels, on a screen 1400 wide
WIDTHS = (1400, 400)


@dataclass
class Parsed(HTMLParser):
    "What the gates look at on a page"
    text: str
    words: list = field(default_factory=list)
    links: list = field(default_factory=list)
    asked: list = field(default_factory=list)
    pictures: list = field(default_factory=list)
    headings: list = field(default_factory=list)
    ids: set = field(default_factory=set)

    def __post_init__(self):
        super().__init__()
        self.silent, self.heading = 0, None
        self.feed(self.text)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.silent += tag in ("script", "style", "math")
        self.ids |= {attrs[key] for key in ("id", "name") if attrs.get(key)}
        if tag == "a" and attrs.get("href"):
            self.links.append(attrs["href"])
        if tag in ("script", "img", "iframe", "source") and attrs.get("src"):
            self.asked.append(attrs["src"])
        if tag == "link" and attrs.get("rel") in ("stylesheet", "preconnect", "icon", "preload"):
            self.asked.append(attrs.get("href") or "")
        if tag == "img":
            self.pictures.append((attrs.get("src") or "", attrs.get("alt") or ""))
        if tag == "svg" and "bi" not in (attrs.get("class") or ""):
            self.pictures.append(("svg", attrs.get("aria-label") or attrs.get("aria-hidden") or ""))
        if re.fullmatch(r"h[1-6]", tag):
            self.heading = []

    def handle_endtag(self, tag):
        self.silent -= tag in ("script", "style", "math")
        if re.fullmatch(r"h[1-6]", tag) and self.heading is not None:
            self.headings.append("".join(self.heading).strip())
            self.heading = None

    def handle_data(self, data):
        if not self.silent:
            self.words.append(data)
        if self.heading is not None:
            self.heading.append(data)


def plain(name):
    "The name of a page without its number: Quarto takes it away, the look-alike does not"
    return re.sub(r"(^|/)[0-9A-Z]{2}_", r"\1", name)


@dataclass
class Site:
    "A site that was built"
    folder: Path

    @cached_property
    def pages(self):
        "Every page by its address below the site, parsed"
        paths = sorted(self.folder.rglob("*.html"))
        named = {path.relative_to(self.folder).as_posix(): path for path in paths}
        return {name: Parsed(path.read_text(encoding="utf-8")) for name, path in named.items()}

    def page_of(self, notebook):
        "The address of a notebook's page: with its number, or as nbdev names it without"
        name = notebook.as_posix().removesuffix(".ipynb") + ".html"
        return name if name in self.pages else plain(name)

    @cached_property
    def measures(self):
        return browser.measured(self.folder, list(self.pages), WIDTHS)


def letters(text):
    "Letters and digits alone, so that spacing and typography make no difference"
    return re.sub(r"[\W_]+", "", text.lower())


_BREAKS = re.compile(r"\$\$.*?\$\$|\$[^$]+\$|\n?\|", re.S)  # formulas, and cells of a table
_FENCES = re.compile(r"```.*?(?:```|\Z)|<!--.*?-->|^:::.*$", re.S | re.M)
_ATTRIBUTES = r"\{[.#][^}\n]*\}|\{[\w-]+=[^}\n]*\}"
_MARKUP = re.compile(_ATTRIBUTES + r"|</?[a-zA-Z][^>\n]*>|^\s*(?:\d+\.|[-*])\s+", re.M)
_LINK = re.compile(r"!?\[((?:[^\[\]]|\[[^\[\]]*\])*)\](?:\((?:[^()\s]|\([^()\s]*\))*\)|\[[^\]]*\])")


def runs(paragraph):
    "The stretches of words between formulas"
    parts = _BREAKS.split(_LINK.sub(r"\1", _FENCES.sub(" ", paragraph)))
    found = (letters(html.unescape(_MARKUP.sub("", part))) for part in parts)
    return [run for run in found if len(run) >= 12]


def paragraphs(notebook):
    "Every paragraph of prose of a notebook, but for its title and for cells that are hidden"
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    for k, cell in enumerate(cells):
        source = "".join(cell["source"])
        if cell["cell_type"] != "markdown" or re.search(r"#\|\s*hide\b", source):
            continue
        for paragraph in re.split(r"\n\s*\n", _FENCES.sub(" ", source)):
            kept = [line for line in paragraph.splitlines() if not (k == 0 and line[:1] in "#>")]
            if kept:
                yield "\n".join(kept)


def lost_paragraph(site):
    "Each paragraph of a notebook is on its page"
    for path in notebooks():
        name = site.page_of(path.relative_to(ROOT / "nbs"))
        page = site.pages.get(name)
        if page is None:
            yield name, "there is no such page"
            continue
        there = letters("".join(page.words))
        for paragraph in paragraphs(path):
            if any(run not in there for run in runs(paragraph)):
                yield name, f"this paragraph is lost: {' '.join(paragraph.split())[:70]} ..."


def is_outside(link):
    return bool(urlsplit(link).scheme or link.startswith("//"))


def target(name, link):
    "Where a link of the page `name` leads below the site: an address, and a place on it"
    path, place = urldefrag(link)
    joined = (Path("/") / Path(name).parent / unquote(path)) if path else Path("/") / name
    parts = []
    for part in joined.parts[1:]:
        parts = parts[:-1] if part == ".." else [*parts, part]
    return "/".join(parts) or "index.html", unquote(place)


def broken_link(site):
    "Each link within the site leads somewhere"
    for name, page in site.pages.items():
        for link in sorted(set(page.links + page.asked)):
            if is_outside(link) or link in ("#", "", "?"):
                continue
            address, place = target(name, link)
            if address in site.pages:
                if place and place not in site.pages[address].ids:
                    yield name, f"{link} leads to no place of {address}"
            elif not (site.folder / address).exists():
                yield name, f"{link} leads nowhere"


def allowed():
    return tomllib.loads(LIST.read_text(encoding="utf-8"))["hosts"]


def stray_host(site):
    "Links lead to hosts that are allowed, and no page asks anything of a host"
    hosts = tuple(allowed())
    for name, page in site.pages.items():
        for link in sorted({link for link in page.links if is_outside(link)}):
            parts = urlsplit(link)
            at = f"{parts.hostname}{parts.path or '/'}"
            if parts.scheme not in ("mailto", "data") and not at.startswith(hosts):
                yield name, f"{link} is on a host that is not on the list of tools/gates.toml"
        for link in sorted({link for link in page.asked if is_outside(link)}):
            if urlsplit(link).scheme != "data":
                yield name, f"the page asks {link[:80]} of another host"
    for path in sorted(site.folder.rglob("*.css")):
        if re.search(r"url\([\"']?https?:|@import[^;]*https?:", path.read_text(encoding="utf-8")):
            yield path.relative_to(site.folder).as_posix(), "the stylesheet asks another host"


def picture_without_words(site):
    "Each picture says in words what it shows"
    for name, page in site.pages.items():
        silent = sum(not alt.strip() for _, alt in page.pictures)
        if silent:
            yield name, f"{silent} of {len(page.pictures)} pictures have no alternative text"


def public_names():
    made = (ROOT / "volrisk" / "__init__.pyi").read_text(encoding="utf-8")
    return re.findall(r'^    "(\w+)",$', made[made.index("__all__") :], re.M)


def name_without_entry(site):
    "Each public name has a heading of its own"
    entries = {re.sub(r"\W*\(.*", "", h) for page in site.pages.values() for h in page.headings}
    entries = {entry.rpartition(".")[2] for entry in entries} | entries
    for name in public_names():
        if name not in entries:
            yield name, "no page has a heading for this public name"


def sign_without_font(site):
    "Each sign of a formula is in the font that the site brings"
    for name, page in site.pages.items():
        formulas = "".join(re.findall(r"<math\b.*?</math>", page.text, re.S))
        letters = set(html.unescape(re.sub(r"<[^>]*>", "", formulas)))
        lost = sorted(x for x in letters if not x.isspace() and not mathfont.known(x))
        if lost:
            yield name, f"the font has no {' '.join(lost)}: add them to tools/mathfont.py"


def weights(folder):
    "Bytes of a site by kind of file, the heaviest first"
    found = Counter()
    for path in (path for path in Path(folder).rglob("*") if path.is_file()):
        found[path.suffix.removeprefix(".") or path.name] += path.stat().st_size
    return dict(found.most_common())


def too_heavy(site):
    "The whole site is no heavier than tools/gates.toml allows"
    allowed = tomllib.loads(LIST.read_text(encoding="utf-8")).get("megabytes", math.inf)
    kinds = weights(site.folder)
    if sum(kinds.values()) > allowed * 1e6:
        parts = ", ".join(f"{kind} {size / 1e6:.1f}" for kind, size in kinds.items())
        yield "index.html", f"the site has more than {allowed} MB: {parts}"


def too_long(site):
    "No page is longer than fifteen thousand pixels on a wide screen"
    for one in site.measures:
        if one["width"] == WIDTHS[0] and one["height"] > TALLEST:
            yield one["page"], f"{one['height']} pixels long, {TALLEST} are the most: split or fold"


def too_wide(site):
    "No page scrolls sideways on a phone"
    for one in site.measures:
        if one["width"] == WIDTHS[1] and one["scroll"] > one["width"] + 1:
            at = ", ".join(one["wide"]) or "something"
            yield one["page"], f"{one['scroll']} pixels wide on a phone: {at}"


READ = (
    lost_paragraph,
    broken_link,
    stray_host,
    picture_without_words,
    name_without_entry,
    sign_without_font,
    too_heavy,
)
SEEN = (too_long, too_wide)


def excused():
    "The pages that may still fail, by gate"
    found = tomllib.loads(LIST.read_text(encoding="utf-8"))
    return {gate: set(pages) for gate, pages in found.get("not_yet", {}).items()}


def used():
    "The gates that can be asked here: those that need a browser are left out where there is none"
    return READ + SEEN if browser.found() else READ


def failing(site, gates=None):
    "What each gate finds, as pairs of a page and a sentence, by gate"
    gates = gates or used()
    return {gate.__name__: [(plain(p), said) for p, said in gate(site)] for gate in gates}


def faults(found):
    "A sentence for each fault that nobody excuses, by gate"
    excuses = excused()
    return {
        gate: [f"{page}: {said}" for page, said in pairs if page not in excuses.get(gate, ())]
        for gate, pairs in found.items()
    }


def spared(found):
    "The excuses that are still needed, by gate"
    excuses = excused()
    return {
        gate: excuses.get(gate, set()) & {page for page, _ in pairs}
        for gate, pairs in found.items()
    }


def shrunk(folder):
    "Take what passes by now off the list of those that may fail"
    found = failing(Site(Path(folder)))
    left = excused() | spared(found)
    write(left)
    return sum(map(len, left.values()))


def write(excuses):
    "The list of those that may fail, in place of the one that is there"
    head, mark, _ = LIST.read_text(encoding="utf-8").partition("[not_yet]\n")
    rows = []
    for gate, pages in excuses.items():
        if pages:
            names = "".join(f"    {json.dumps(page)},\n" for page in sorted(pages))
            rows.append(f"{gate} = [\n{names}]\n")
    LIST.write_text(head + mark + "".join(rows), encoding="utf-8")
