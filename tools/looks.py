"How signatures, outputs, tables and formulas look on a page"
import html
import re

_FENCE = re.compile(r"```python\n(.*?)\n```\n*", re.S)
_LINKED = re.compile(r"\[(`[^`\n]*`)\]\([^)\n]*\)")  # nbdev links names within comments, too
_FUNCTION = re.compile(r"<function <?[\w.]+>? at 0x[0-9a-f]+>|<lambda>|<factory>")
_QUALIFIED = re.compile(r"\b(?:[a-z_]\w*\.)+(?=\w)")
_NOTE = re.compile(r"^(\w+) : ", re.M)


def apart(text, mark=","):
    "The parts of a text between marks that stand in no bracket and in no quotes"
    parts, depth, quote = [""], 0, ""
    for letter in text:
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "'\"":
            quote = letter
        depth += (letter in "([{") - (letter in ")]}") if not quote else 0
        if letter == mark and depth == 0 and not quote:
            parts.append("")
        else:
            parts[-1] += letter
    return parts


def argument(text):
    "An argument with its type and default as one writes them, types without their modules"
    name, *rest = apart(text, ":")
    if not rest:
        return text
    kind, *default = apart(":".join(rest), "=")
    kind = _QUALIFIED.sub("", kind.strip())
    return f"{name}: {kind}" + (f" = {'='.join(default).strip()}" if default else "")


def signature_line(line):
    "One line of a signature, its comment as it is but for links"
    code, mark, comment = line.partition("# ")
    code = _FUNCTION.sub("...", code)
    head, arrow, answer = code.partition("->")
    if arrow:
        code = f"{head.rstrip()} -> {_QUALIFIED.sub('', answer.lstrip())}"
    elif code.startswith(" "):
        code = ",".join(argument(part) for part in apart(code))
    return code + mark + _LINKED.sub(r"\1", comment)


def signature(match):
    "A signature as one reads it; none where it says nothing, or belongs to a shell"
    text = match[1]
    if "Annotated" in text or re.search(r"\(\s*\*args(:Any)?, \*\*kwargs(:Any)?\s*\)", text):
        return ""
    lines = "\n".join(map(signature_line, text.splitlines()))
    if re.match(r"def _*[A-Z]", lines):
        lines = re.sub(r" -> None:|:$", "", lines.removeprefix("def "))
    return f"```python\n{lines}\n```\n\n"


def documented(text):
    "What nbdev says of a name: its signature, its docstring, notes on arguments as a list"
    return _NOTE.sub(r"- `\1`: ", _FENCE.sub(signature, text))


_SCALAR = re.compile(r"\bnp\.(?:float|int)\d+\(([^()]*)\)")
_ECHO = re.compile(r"^(\w+Warning: .*)\n  \S.*$", re.M)


def spoken(text):
    "A text without the types of numpy, and warnings without the line that raised them"
    return _ECHO.sub(r"\1", _SCALAR.sub(r"\1", text))


def together(outputs):
    "Outputs, those printed one after the other as one"
    made = []
    for output in outputs:
        last = made[-1] if made else {}
        if output["output_type"] == "stream" and last.get("name") == output["name"]:
            text = "".join(last["text"]) + "".join(output["text"])
            made[-1] = last | {"text": text}
        else:
            made.append(output)
    return made


_TABLE = re.compile(r"(<table[^>]*>)(.*?)(</table>)", re.S)
_ROW = re.compile(r"<tr[^>]*>.*?</tr>", re.S)
_CELL = re.compile(r"<(t[hd])([^>]*)>(.*?)</t[hd]>", re.S)
_CODE = re.compile(r"`([^`<>\n]+)`")


_OPEN = re.compile(r"<(t[hd])([^>]*)>(.*?)(?=<t[hd]|$)", re.S)


def closed(inside):
    "Rows and cells with their ends, which HTML lets one leave out"
    if "</tr>" in inside:
        return inside
    above, *rows = inside.split("<tr>")
    rows = (_OPEN.sub(r"<\1\2>\3</\1>", row) for row in rows)
    return above + "".join(f"<tr>{row}</tr>" for row in rows)


def headed(match):
    "A table whose first row is its head, where it names columns"
    start, inside, end = match.groups()
    inside = closed(inside)
    first = _ROW.search(inside)
    if "<thead" in inside or first is None or "<th" not in first[0]:
        return start + inside + end
    rest = inside[first.end() :]
    return f"{start}<thead>{first[0]}</thead><tbody>{rest}</tbody>{end}"


def dressed(text):
    "HTML of an output: tables with a head, code as code"
    return _TABLE.sub(headed, _CODE.sub(r"<code>\1</code>", text))


_NUMBER = r"[<>]?[+-]?(?:\d[\d,]*\.?\d*|\.\d+)(?:e[+-]?\d+)?\s?%?"
_NUMERIC = re.compile(rf"{_NUMBER}(?: \({_NUMBER}\))?|nan|-?inf|n/a", re.I)
_DAY = re.compile(r"\d{4}-\d\d-\d\d(?: \d\d:\d\d.*)?")
ROOM = 96  # letters in a row of a table; one with more is set in small type


def plain(text):
    return re.sub(r"<[^>]*>|&nbsp;|&#160;|\xa0", "", text).strip()


def classed(tag, attributes, text, name):
    "A cell with one more class"
    if name and 'class="' in attributes:
        attributes = attributes.replace('class="', f'class="{name} ', 1)
    elif name:
        attributes += f' class="{name}"'
    return f"<{tag}{attributes}>{text}</{tag}>"


def numbers(rows):
    "Which columns of the body hold numbers and nothing else"
    held = [[plain(text) for tag, _, text in row if tag == "td"] for row in rows]
    width = max(map(len, held), default=0)
    columns = [[row[k] for row in held if len(row) == width] for k in range(width)]
    return [any(x) and all(not y or _NUMERIC.fullmatch(y) for y in x) for x in columns]


def width(rows):
    "Letters that a row of a table takes, its names broken between words where they are long"
    cells = max(map(len, rows), default=0)
    whole = [[plain(text) for *_, text in row] for row in rows if len(row) == cells]
    head, *body = whole or [[]]
    words = [max(map(len, name.split()), default=0) for name in head]
    held = [max((min(len(row[k]), 24) for row in body), default=0) for k in range(cells)]
    return sum(map(max, words, held)) + 1.5 * cells


def row_of(match, numeric):
    "A row whose numbers stand below each other, and whose days stay on one line"
    cells = _CELL.findall(match[0])
    data = [k for k, cell in enumerate(cells) if cell[0] == "td"]
    head = not data and len(cells) >= len(numeric) and "colspan" not in match[0]
    first = data[0] if data else len(cells) - len(numeric)
    made = iter(range(len(cells)))

    def cell(found):
        k = next(made) - first
        inside = (data or head) and 0 <= k < len(numeric)
        day = "d" if _DAY.fullmatch(plain(found[3])) else ""
        return classed(*found.groups(), "n" if inside and numeric[k] else day)

    return _CELL.sub(cell, match[0])


def named_once(head):
    "A head whose last row only names the index, in one row with the names of the columns"
    rows = list(_ROW.finditer(head))
    if len(rows) < 2:
        return head
    above, below = (_CELL.findall(row[0]) for row in rows[-2:])
    names, over = ([plain(text) for *_, text in row] for row in (below, above))
    lead = next((k for k, name in enumerate(names) if not name), len(names))
    alone = 0 < lead < len(names) and not any(names[lead:]) and not any(over[:lead])
    if len(above) != len(below) or not alone:
        return head
    given = iter(below[:lead] + above[lead:])
    joined = _CELL.sub(lambda _: "<{0}{1}>{2}</{0}>".format(*next(given)), rows[-2][0])
    return head[: rows[-2].start()] + joined + head[rows[-1].end() :]


def table(match):
    "A table of an output: one row of names, numbers to the right, small where it is wide"
    start, inside, end = match.groups()
    if 'class="table' in start or 'class="caption-top' in start:
        return match[0]
    head, mark, body = inside.partition("</thead>")
    rows = [_CELL.findall(row) for row in _ROW.findall(body if mark else inside)]
    numeric = numbers(rows)
    inside = named_once(head) + mark + body if mark else inside
    inside = _ROW.sub(lambda row: row_of(row, numeric), inside)
    if width([_CELL.findall(row) for row in _ROW.findall(inside)]) > ROOM:
        name = 'class="many ' if 'class="' in start else None
        start = start.replace('class="', name, 1) if name else start[:-1] + ' class="many">'
    return start + inside + end


_TD = re.compile(r"<td[^>]*>.*?</td>", re.S)
_NAME = re.compile(r"<code>([^<]{12,})</code>")


def broken(name):
    return "<code>" + re.sub(r"([_.,(=/])", r"\1<wbr>", name[1]) + "</code>"


def breakable(match):
    "A cell in which long names of code may end a line behind a mark, and nowhere else"
    return _NAME.sub(broken, match[0])


_MATH = re.compile(r"<math\b.*?</math>", re.S)
_WORDS = "log|ln|exp|sinh|cosh|tanh|sin|cos"
_OPERAND = r"<(?:mi|mn|msub|msup|msubsup|mfrac|msqrt|mstyle|mover)\b"
_BEFORE = re.compile(rf"(</(?:mi|mn|msub|msup|msubsup|mfrac|mover)>)(?=<mi>(?:{_WORDS})</mi>)")
_AFTER = re.compile(rf"(<mi>(?:{_WORDS})</mi>(?:<mo>(?:&#8289;|\u2061)</mo>)?)(?={_OPERAND})")
_BAR = re.compile(r'<mo(?: stretchy="false")?>(?:&#x0007C;|\|)</mo>')
_SPACE = '<mspace width="0.17em"></mspace>'


def spaced(match):
    "A formula with the spaces that browsers leave out: around functions, none within bars"
    text = _AFTER.sub(rf"\1{_SPACE}", _BEFORE.sub(rf"\1{_SPACE}", match[0]))
    text = _BAR.sub('<mo stretchy="false" lspace="0" rspace="0">|</mo>', text)
    return text.replace("<mi>&#x0007E;</mi>", "<mo>&#x0223C;</mo>")


_SAID = re.compile(r"(<pre><code>)(.*?)(?=</code></pre>)", re.S)  # by a cell; sources have classes
_ROWS = re.compile(r"(?:^[^\n]*\S {2,}\S[^\n]*(?:\n|\Z)){2,}", re.M)  # with gaps between columns
NARROW = 38  # letters of a line that a phone shows


def grid(match):
    "Rows of columns, which scroll where they do not fit, as broken lines of a table cannot be read"
    rows = match[0]
    if max(len(html.unescape(row)) for row in rows.split("\n")) <= NARROW or "<" in rows:
        return rows
    return f'<span class="grid" tabindex="0">{rows}</span>'


def gridded(match):
    "What a cell said: sentences are wrapped, and tables of letters are not"
    return match[1] + _ROWS.sub(grid, match[2])


def page(text):
    "A page whose tables and formulas are as one prints them"
    text = _MATH.sub(spaced, _TD.sub(breakable, _TABLE.sub(table, text)))
    return _SAID.sub(gridded, text)


_AUTOMATIC = re.compile(r"\[`([a-z]+)`\]\(/([\w/-]+)\.html#\1\)")


def unlinked(text, own, public):
    "Without nbdev's links from common words to whatever helper has that name on another page"

    def kept(match):
        name, target = match.groups()
        return match[0] if name in public or target == own else f"`{name}`"

    return _AUTOMATIC.sub(kept, text)
