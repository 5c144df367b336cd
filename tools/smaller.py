"""A site of a few megabytes: what pages repeat is written once, what none needs is left out

Run last on the site that was rendered. What the look-alike writes on every page (menus, buttons,
tags around tokens) moves to `styles/book.js`; pictures and stylesheets are the business of
`lighter.py`. Quarto's pages are of other words: steps that do not know them leave them alone."""
import html
import json
import re
from collections import Counter
from pathlib import Path
from posixpath import dirname, join, normpath

import lighter
import paint
from pages import NBS

SHARED = 10  # pages that repeat a menu before it is moved
SCRIPT = "styles/book.js"
CONTENTS = "contents.html"


def is_lookalike(text):
    return 'content="smalldocs' in text[:500]


def up(name):
    "The way from the page `name` to the root of the site"
    return "../" * name.count("/")


_MENUS = re.compile(
    r'<nav id="quarto-sidebar".*?</nav>|<nav class="navbar .*?</nav>(?=<nav|</header>)', re.S
)
_CURRENT = [
    (re.compile(r' aria-current="page"'), ""),
    (re.compile(r'(?<=sidebar-link) active(?=")|(?<=nav-link) active(?=")'), ""),
    (re.compile(r'(class="sidebar-item-toggle text-start)"'), r'\1 collapsed"'),
    (re.compile(r'(?<=sidebar-section depth)(\d) show"'), r'\1"'),
    (re.compile(r'aria-expanded="true"'), 'aria-expanded="false"'),
]
_ADDRESS = re.compile(r' (href|src)="(?!#|\w+:)([^"]+)"')


def menu(text, name):
    "A menu of the page `name` as any page of the site would have it, addresses from the root"
    for pattern, plain in _CURRENT:
        text = pattern.sub(plain, text)
    return _ADDRESS.sub(
        lambda match: f' {match[1]}="{normpath(join(dirname(name), match[2]))}"', text
    )


def menus(texts):
    "Each menu that many pages have, that of the front page first and that of its folders next"
    names = sorted(texts, key=lambda name: (name != "index.html", "/" not in name, name))
    found = Counter(menu(m[0], name) for name in names for m in _MENUS.finditer(texts[name]))
    return [text for text, pages in found.items() if pages >= SHARED]


def with_shared_menus(name, text, shared):
    "A page that asks the script for its menus, and has a link for readers without scripts"

    def call(match):
        one = menu(match[0], name)
        if one not in shared:
            return match[0]
        link = f'<noscript><a href="{up(name)}{CONTENTS}">Contents</a></noscript>'
        asked = f"<script>book.place({shared.index(one)})</script>"
        return asked + (link if "sidebar" in match[0][:40] else "")

    return _MENUS.sub(call, text)


_ITEM = re.compile(
    r'<a href="([^"]*)" class="[^"]*sidebar-link"><span class="menu-text">(.*?)</span>'
)
_PART = re.compile(r'data-bs-target[^>]*><span class="menu-text">(.*?)</span></a>')
_MAIN = re.compile(r"(<main\b[^>]*>).*</main>", re.S)
_TOC = re.compile(r'<div id="quarto-margin-sidebar".*?</nav></div>', re.S)


def contents(index, shared):
    "A page with all that the menus hold, from the front page"
    rows = []
    for bar in (text for text in shared if "quarto-sidebar" in text[:40]):
        for match in re.finditer(f"{_PART.pattern}|{_ITEM.pattern}", bar):
            part, href, title = match.groups()
            link = f'<li><a href="{href}">{title}</a></li>'
            rows.append(f"</ul><h2>{part}</h2><ul>" if part else link)
    inside = '<h1 class="title">Contents</h1><ul>' + "".join(rows) + "</ul>"
    page = _MAIN.sub(lambda match: f"{match[1]}{inside}</main>", _TOC.sub("", index))
    return re.sub(r"<title>.*?</title>", "<title>Contents</title>", page)


_HEAD_SCRIPT = re.compile(
    r"<script>(\(function\(\)\{var d=document.*?\}\)\(\);)</script>(?=</head>)"
)


def with_script(name, text):
    "A page that loads the shared script in place of its own"
    return _HEAD_SCRIPT.sub(f'<script src="{up(name)}{SCRIPT}"></script>', text)


def script(index, shared):
    "The shared script: what the pages had in their heads, the menus, the grammar of the code"
    made = json.dumps({"menus": shared, "grammar": paint.grammar()}, ensure_ascii=False)
    source = (NBS / SCRIPT).read_text(encoding="utf-8").replace("MADE;", f"{made};", 1)
    return "\n".join([*_HEAD_SCRIPT.findall(index)[:1], source])


_CODE = re.compile(
    r'<div class="code-copy-outer-scaffold"><div class="sourceCode" id="[^"]*">'
    r'<pre class="sourceCode (\w+)[^"]*"><code class="sourceCode \1">(.*?)</code></pre></div>'
    r'<button title="Copy to Clipboard" class="code-copy-button"><i class="bi"></i></button></div>',
    re.S,
)


def bare(match):
    "Code without its tags, where the script gives them back"
    kind, text = match.groups()
    again = paint.repeatable(text) if kind == "python" else "<" not in text
    if text.startswith("\n") or not again:
        return match[0]
    name = "py" if kind == "python" else f"py {kind}"
    return f'<pre class="{name}">{re.sub("</?span[^>]*>", "", text)}</pre>'


_HEADING = re.compile(
    r'(<section id="([^"]*)"[^>]*>\s*<h[1-6]|<h[1-6] id="([^"]*)")'
    r' class="anchored" data-anchor-id="(?:\2|\3)"'
)
_SECTION = re.compile(
    r'(?:<section id="[^"]*"[^>]*>\s*<h[1-6]|<h[1-6] id="[^"]*")( class="anchored" )?'
)
_TOC_LINK = re.compile(r' id="toc-[^"]*" class="(nav-link[^"]*)" data-scroll-target="[^"]*"')


def unmarked(text):
    "Headings and their links without what repeats their place, where the script gives it back"
    if all(_SECTION.findall(_TOC.sub("", text))):
        text = _HEADING.sub(r"\1", text)
    return _TOC_LINK.sub(r' class="\1"', text)


_CLASS = re.compile(r' class="([^"]*)"')


def only_used(text, used):
    "A page without classes that no stylesheet and no script names"

    def kept(match):
        names = " ".join(name for name in match[1].split() if name in used)
        return f' class="{names}"' if names else ""

    return re.sub(r'<(?!pre class="py)[a-z][^>]*>', lambda tag: _CLASS.sub(kept, tag[0]), text)


_WHOLE = re.compile(r"(<(pre|script|style|textarea|svg|iframe)\b.*?</\2>)", re.S)
_BLOCK = (
    "html|head|body|meta|title|link|div|section|header|footer|main|nav|p|ul|ol|li|dl|dt|dd|figure|"
    "figcaption|table|caption|thead|tbody|tfoot|tr|th|td|h[1-6]|details|summary|blockquote|hr"
)
_GAP = re.compile(rf'\s*(</?(?:{_BLOCK})\b(?:[^<>"]|"[^"]*")*>)\s*')
_QUOTED = re.compile(r'(?<= )([\w:-]+)="([^\s"\'=<>`&/]+|[^\s"\'=<>`&]*[^\s"\'=<>`&/])"')
_TAG = re.compile(r'<[a-zA-Z][\w-]*(?: [\w:@.-]+(?:="[^"]*")?)* ?/?>')
_ENDS = re.compile(  # that HTML closes by itself
    r"</li>(?=<li\b|</ul>|</ol>)|</t[dh]>(?=<t[dh]\b|</tr>)|</tr>(?=<tr\b|</tbody>|</thead>|</table>)"
    r"|</p>(?=<(?:p|div|section|ul|ol|pre|h[1-6]|table|details|figure)\b|</section>|</div>)"
)
_ENTITY = re.compile(r"&(?:quot|#(?:x[0-9a-fA-F]+|\d+));")


def letter(match):
    "A character in place of its number, but for those that HTML reads or nobody sees"
    found = html.unescape(match[0])
    return match[0] if found in "<>&" or found.isspace() else found


def packed(text):
    "HTML between elements whose spaces count: no gaps, no quotes and ends that need not be there"
    text = _GAP.sub(r"\1", re.sub(r"<!--.*?-->\s?", "", text, flags=re.S))
    text = _TAG.sub(lambda tag: _QUOTED.sub(r"\1=\2", tag[0]), text)
    return re.sub(r">[^<]+", lambda words: _ENTITY.sub(letter, words[0]), _ENDS.sub("", text))


def verbatim(text):
    "Code or what it said, its spaces as they are"
    return re.sub(r">[^<]+", lambda words: _ENTITY.sub(letter, words[0]), text)


def framed(text):
    "A page within a page, in quotes of which it has few"

    def quoted(match):
        return "'" + html.unescape(match[1]).replace("&", "&amp;").replace("'", "&#39;") + "'"

    return re.sub(r'(?<=srcdoc=)"([^"]*)"', quoted, text)


WITHIN = {"pre": verbatim, "iframe": framed}


def compact(text):
    "A page without what HTML does not need"
    parts = _WHOLE.split(text)  # text, whole element, its name, text, ...
    for k in range(0, len(parts), 3):
        parts[k] = packed(parts[k])
        if k + 1 < len(parts) and parts[k + 2] in WITHIN:
            parts[k + 1] = WITHIN[parts[k + 2]](parts[k + 1])
    return "".join(part for k, part in enumerate(parts) if k % 3 != 2)


_CELL = re.compile(r' id="(cell-\d+)"')


_INLINE = re.compile(r"<(style|script)\b.*?</\1>", re.S)


def words_of(site, texts):
    "Every word of the stylesheets and scripts of a site, and of those within its pages"
    paths = (path for path in Path(site).rglob("*") if path.suffix in (".css", ".js"))
    found = [path.read_text(encoding="utf-8") for path in paths]
    found += [match[0] for text in texts.values() for match in _INLINE.finditer(text)]
    return set(re.findall(r"[\w-]+", " ".join(found)))


def smaller_pages(site, texts):
    "The pages of the look-alike without what they repeat"
    shared = menus(texts)
    index = texts["index.html"]
    (site / SCRIPT).write_text(script(index, shared), encoding="utf-8")
    texts = texts | {CONTENTS: contents(index, shared)}
    used = words_of(site, texts)
    for name, text in texts.items():
        text = with_script(name, with_shared_menus(name, text, shared))
        texts[name] = only_used(unmarked(_CODE.sub(bare, text)), used)
    return texts


def without_cells(texts):
    "Pages without the numbers of their cells, but for those that a link leads to"
    asked = {place for text in texts.values() for place in re.findall(r"#(cell-\d+)", text)}

    def kept(match):
        return match[0] if match[1] in asked else ""

    return {name: _CELL.sub(kept, text) for name, text in texts.items()}


def smaller(site):
    "Make a site that was rendered small"
    site = Path(site)
    paths = sorted(site.rglob("*.html"))
    texts = {p.relative_to(site).as_posix(): p.read_text(encoding="utf-8") for p in paths}
    if is_lookalike(texts.get("index.html", "")):
        lighter.index(site, texts)
        texts = smaller_pages(site, texts)
        lighter.libraries(site, texts.values())
    texts = without_cells(texts)
    texts = {name: lighter.pictures(site, name, text) for name, text in texts.items()}
    for name, text in lighter.classes(site, texts).items():
        (site / name).write_text(compact(lighter.formulas(text)), encoding="utf-8")
