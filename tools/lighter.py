"Pictures, formulas, the index of the search and stylesheets of the site, with fewer bytes"
import base64
import hashlib
import html
import io
import json
import logging
import re
from collections import Counter
from functools import partial
from pathlib import Path

from looks import apart

PLOTS = "images/plots"
_EMBEDDED = re.compile(r'(<img\b[^>]*?src=")data:image/png;base64,([^"]+)"')


def webp(picture):
    "A PNG as a lossless WebP where that is smaller, with its width and height"
    from PIL import Image

    image = Image.open(io.BytesIO(picture))
    buffer = io.BytesIO()
    mode = "RGBA" if "transparency" in image.info or "A" in image.mode else "RGB"
    image.convert(mode).save(buffer, "WEBP", lossless=True, quality=100, method=4)
    made = buffer.getvalue()
    return (made, "webp", image.size) if len(made) < len(picture) else (picture, "png", image.size)


def filed(match, site, name):
    "A picture as a file of its own, its room kept while it is loaded"
    picture, kind, (width, height) = webp(base64.b64decode(match[2]))
    file = Path(PLOTS) / f"{hashlib.sha256(picture).hexdigest()[:12]}.{kind}"
    (site / PLOTS).mkdir(parents=True, exist_ok=True)
    (site / file).write_bytes(picture)
    size = "" if " width=" in match[0] else f' width="{width}" height="{height}"'
    return f'{match[1]}{"../" * name.count("/")}{file.as_posix()}"{size}'


_STYLE = re.compile(r' style="([^"]*)"')
_SVG = re.compile(r"<svg\b(?=[^>]*viewBox).*?</svg>", re.S)
_PATH = re.compile(r'( d=")([MLz\s\d.-]+)(?=")')
_GAPS = re.compile(r"(<text\b.*?</text>)|(?<=>)\s+(?=<)", re.S)  # spaces count within a text alone
_FONT = re.compile(r"font-family: ([^;\"]*?DejaVu Sans'[^;\"]*);? ?")


def short(number):
    "A number to its tenth, an eighth of a pixel, in as few letters as can be"
    text = f"{number:.1f}".removesuffix(".0")
    text = text.replace("-0.", "-.") if text.startswith("-") else text.removeprefix("0")
    return "0" if text in ("", "-0") else text


def joined(numbers):
    "Numbers with spaces where no sign is between them"
    return "".join(x if x[0] == "-" or not k else " " + x for k, x in enumerate(numbers))


def line(match):
    "A line from step to step"
    steps, at, start, was = [], (0, 0), (0, 0), ""
    for letter, x, y in re.findall(r"([MLz])\s*(?:(-?[\d.]+)\s+(-?[\d.]+))?", match[2]):
        if letter == "z":
            steps.append("z")
            at = start
        else:
            to = round(float(x) * 10), round(float(y) * 10)
            start = to if letter == "M" else start
            move = to if letter == "M" else (to[0] - at[0], to[1] - at[1])
            step, goes_on = joined([short(n / 10) for n in move]), letter == was == "L"
            mark = letter if not goes_on else "" if step[0] == "-" else " "
            steps.append(mark + step)
            at = to
        was = letter
    return match[1] + "".join(steps).replace("L", "l")


_ALT = re.compile(r' alt="[^"]*"(?=[^>]*aria-label)')
_NAMESPACE = re.compile(r' xmlns(?::xlink)?="[^"]*"| version="1.1"')
_UNTURNED = re.compile(r' transform="rotate\(-?0 [^)]*\)"')
_PLACE = re.compile(r' (x|y)="(-?\d+\.\d+)"')
_GROUP = re.compile(r"<g>((?:(?!</?g\b).)*)</g>", re.S)


def fitted(match):
    "A style without spaces"
    style = re.sub(r"\s*([:;])\s*", r"\1", match[1]).strip(";")
    return f' style="{style}"'


def drawing(match):
    "A drawing of matplotlib without names that nothing asks for and places finer than one can see"
    text = match[0]
    asked = set(re.findall(r'(?:url\(#|href="#)([^")]+)', text))
    text = re.sub(r' id="([^"]*)"', lambda m: m[0] if m[1] in asked else "", text)
    for pattern in (_ALT, _NAMESPACE, _UNTURNED):
        text = pattern.sub("", text)
    text = _PATH.sub(line, text.replace("xlink:href", "href"))
    text = _PLACE.sub(lambda m: f' {m[1]}="{short(float(m[2]))}"', text)
    fonts = set(_FONT.findall(text))
    if len(fonts) == 1:
        text = _FONT.sub("", text).replace("<svg", f'<svg font-family="{fonts.pop()}"', 1)
    text = _GAPS.sub(lambda m: m[1] or "", _STYLE.sub(fitted, text))
    while (bare := _GROUP.sub(r"\1", text)) != text:
        text = bare
    return text.replace("<defs></defs>", "")


def pictures(site, name, text):
    "A page whose pictures are files, and whose drawings are short"
    text = _EMBEDDED.sub(partial(filed, site=site, name=name), text)
    return _SVG.sub(drawing, text)


OFTEN = 20  # drawings' parts of one style before it is a class


def classes(site, texts):
    "Pages whose drawings name their styles, where many parts have one; a stylesheet has the rules"
    path = site / "styles" / "book.css"
    if not path.exists():
        return texts
    drawn = (m[0] for text in texts.values() for m in _SVG.finditer(text))
    found = Counter(style for one in drawn for style in _STYLE.findall(one))
    names = {style: f"d{k}" for k, (style, n) in enumerate(found.most_common()) if n >= OFTEN}
    rules = "".join(f"svg .{name}{{{style}}}" for style, name in names.items())
    path.write_text(path.read_text(encoding="utf-8") + rules, encoding="utf-8")

    def named(match):
        return f' class="{names[match[1]]}"' if match[1] in names else match[0]

    def drawing(match):
        return match[0] if " class=" in match[0] else _STYLE.sub(named, match[0])

    return {name: _SVG.sub(drawing, text) for name, text in texts.items()}


_MATH = re.compile(r"<math\b.*?</math>", re.S)
_NUMBERED = re.compile(r"&#x?[0-9a-fA-F]+;")


def signs(match):
    found = html.unescape(match[0])
    return match[0] if found in '<>&"' else found


def formula(match):
    "A formula without what is so by itself"
    text = re.sub(r' xmlns="[^"]*"| display="inline"', "", match[0])
    text = re.sub(r"<mrow>(<(m[ino])\b[^>]*>[^<]*</\2>)</mrow>", r"\1", text)
    return _NUMBERED.sub(signs, text)


def formulas(text):
    return _MATH.sub(formula, text)


_BLOCKS = re.compile(r"<pre\b[^>]*><code[^>]*>(.*?)</code></pre>", re.S)


_NAMES = re.compile(r"\b(?:def|class) +(\w+)|\bvr\.(\w+)")


def said(text):
    "Code as the index has it: in one line, and without what looks like a tag"
    code = html.unescape(re.sub(r"<[^>]*>", "", text))
    return " ".join(re.sub(r"<[^>]*>", " ", code).split())


ENDS = 24  # letters at either end of code, by which it is found where its middle reads otherwise
CALL = 300  # letters of a call, with which an entry of the reference begins


def places(text, part):
    return [match.start() for match in re.finditer(re.escape(part), text)]


def without(text, block):
    "A text without a block of code, whose end the index may have cut off"
    begins, ends = places(text, block[:ENDS]), places(text, block[-ENDS:])
    ends = [end + ENDS for end in ends] or [len(text)]
    pairs = [(begin, end) for begin in begins for end in ends if begin < end]
    if not pairs:
        return text
    begin, end = min(pairs, key=lambda pair: abs(pair[1] - pair[0] - len(block)))
    is_other = end - begin > 1.2 * len(block) + ENDS
    return text if is_other else text[:begin] + " " + text[end:]


def names_only(text, blocks, call=0):
    "The words of a section; of its code, names that it defines and those of volrisk that it uses"
    found = {}
    for block in blocks:
        is_call = text.startswith(block[:ENDS]) and len(block) < call
        rest = without(text, block) if len(block) > 2 * ENDS and not is_call else text
        if rest != text:
            text = rest
            found |= dict.fromkeys(x or y for x, y in _NAMES.findall(block))
    there = set(re.findall(r"\w+", text))
    return " ".join([*text.split(), *(name for name in found if name not in there)])


def index(site, texts):
    "The index of the search without code in full: prose as it is, and the names in the code"
    path = site / "search.json"
    entries = json.loads(path.read_text(encoding="utf-8"))
    blocks = {name: [said(x) for x in _BLOCKS.findall(text)] for name, text in texts.items()}
    kept = []
    for entry in entries:
        name = entry["href"].partition("#")[0]
        call = CALL if name.startswith("reference/") else 0
        text = names_only(entry["text"], blocks.get(name, []), call)
        kept.append({key: entry[key] for key in ("href", "title", "section")} | {"text": text})
    text = json.dumps(kept, ensure_ascii=False, separators=(",", ":"))
    path.write_text(text, encoding="utf-8")


_INSIDE = re.compile(r"\((?:[^()]|\([^()]*\))*\)|\[[^\]]*\]")
_KEPT = ("@font-face", "@keyframes", "@-webkit-keyframes", "@page")


def split(css):
    "The rules of a stylesheet as (what they are about, what they say)"
    begin, depth, opened = 0, 0, 0
    for match in re.finditer(r"[{};]", css):
        at = match.start()
        if match[0] == "{":
            opened = at if depth == 0 else opened
            depth += 1
        elif match[0] == "}":
            depth -= 1
            if depth == 0:
                yield css[begin:opened].strip(), css[opened + 1 : at]
                begin = at + 1
        elif depth == 0:  # such as @charset
            yield css[begin:at].strip(), None
            begin = at + 1


def asked(selector, used):
    "Whether a page may have what a selector is about, by its classes"
    names = re.findall(r"\.(-?[A-Za-z_][\w-]*)", _INSIDE.sub("", selector))
    return all(name in used for name in names)


def purged(css, used):
    "A stylesheet without rules for classes that no page and no script has"
    made = []
    for about, rules in split(re.sub(r"/\*.*?\*/", "", css, flags=re.S)):
        if rules is None:
            made.append(about + ";")
        elif about.startswith(("@media", "@supports", "@layer")):
            inside = purged(rules, used)
            made += [f"{about}{{{inside}}}"] if inside else []
        elif about.startswith(_KEPT):
            made.append(f"{about}{{{rules}}}")
        else:
            selectors = [one for one in apart(about) if asked(one, used)]
            made += [f"{','.join(selectors)}{{{rules}}}"] if selectors else []
    return "".join(made)


def words_of(site, texts):
    "The classes of all pages, and all words of the scripts of the site"
    names = (name for text in texts for name in re.findall(r"class=(\"[^\"]*\"|[\w-]+)", text))
    found = {word for name in set(names) for word in name.strip('"').split()}
    scripts = (p.read_text(encoding="utf-8") for p in Path(site).rglob("*.js"))
    return found.union(*(re.findall(r"[A-Za-z][\w-]*", text) for text in scripts))


ICONS = "site_libs/bootstrap-icons"


def fewer_icons(site, used):
    "The font of the icons with those that the site shows, and their rules"
    from fontTools import subset

    logging.getLogger("fontTools").setLevel(logging.ERROR)
    path = site / ICONS / "bootstrap-icons.min.css"
    css = purged(path.read_text(encoding="utf-8"), used)
    css = re.sub(r"url\([^)]*\.woff2[^)]*\) format\(\"woff2\"\),", "", css)
    path.write_text(css, encoding="utf-8")
    sheets = [css, *(p.read_text(encoding="utf-8") for p in site.rglob("*.css"))]
    codes = set(re.findall(r'content:\s*"\\(f[0-9a-f]{3})"', "".join(sheets)))
    font = site / ICONS / "fonts" / "bootstrap-icons.woff"
    options = subset.Options(flavor="woff", layout_features=[], notdef_outline=False)
    made = subset.load_font(str(font), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[int(code, 16) for code in codes])
    subsetter.subset(made)
    subset.save_font(made, str(font), options)
    font.with_suffix(".woff2").unlink(missing_ok=True)


def libraries(site, texts):
    "Stylesheets and icons of the look-alike without what no page of the site has"
    used = words_of(site, texts)
    for path in sorted((site / "site_libs" / "themes").glob("*.css")):
        path.write_text(purged(path.read_text(encoding="utf-8"), used), encoding="utf-8")
    if (site / ICONS).exists():
        fewer_icons(site, used)
