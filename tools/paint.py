"""Colours of Python code: one grammar, read here and by the reader's browser

A page with a tag around every token is three times as long as its code. So pages keep the code, and
`styles/book.js` puts the tags in. Here the same is done at the build: code that would not come out
in the colours that it has keeps its tags."""
import html
import re
from functools import cache

# Classes that look alike, by the name of one of them; none for those that look like plain text.
ALIKE = {"cf": "kw", "ss": "st", "ch": "st", "bu": ""}
ALIKE |= dict.fromkeys(("fl", "bn", "dt", "er", "pp"), "dv")


def words(group, number=0):
    "The words that Pygments knows of a group"
    from pygments.lexers import PythonLexer

    return "|".join(sorted(PythonLexer.tokens[group][number][0].words, reverse=True))


@cache
def grammar():
    "What tokens look like, by class and in the order of trial, for Python and for JavaScript"
    whole = r"\d(?:_?\d)*"
    part = rf"(?:{whole}\.(?:{whole})?|(?:{whole})?\.{whole})(?:[eE][+-]?{whole})?"
    rules = [
        ("co", r"#.*"),
        ("im", r"(?:from|import)(?=\s)"),
        ("kw", rf"(?:{words('keywords')}|def|class|in|is|and|or|not)\b"),
        ("cn", r"(?:True|False|None)\b"),
        ("va", rf"(?<!\.)(?:self|Ellipsis|NotImplemented|cls)\b|(?:{words('magicvars')})\b"),
        ("fu", rf"(?:{words('magicfuncs')})\b"),
        ("dv", rf"(?<!\.)(?:{words('builtins', 2)})\b"),
        ("dv", rf"{part}|{whole}[eE][+-]?{whole}j?|0[xX](?:_?[a-fA-F0-9])+|0o[0-7]+|{whole}"),
        ("at", r"@[A-Za-z_]\w*"),
        ("", r"[A-Za-z_]\w*"),
        ("op", r"!=|[-~+/*%=<>&^|.@]|:="),
    ]
    return {
        "classes": [name for name, _ in rules],
        "token": "|".join(f"({pattern})" for _, pattern in rules),
        "begin": r"([fF][rR]?|[rR][fF]|[rRuUbB]{0,2})(\"\"\"|'''|\"|')",
        "escape": r"\\(?:[\\abfnrtv\"'\n]|x[a-fA-F0-9]{2}|[0-7]{1,3}|N\{.*?\}|u[a-fA-F0-9]{4})",
        "field": r"(?:=\s*)?(?:![sraf])?[:}]",
        "path": r"\s+(?!None\b)[\w.]*",
        "name": r"\s+[A-Za-z_]\w*",
    }


def tokens(code):
    "Pieces of code with their classes"
    rules = {key: re.compile(value, re.A) for key, value in grammar().items() if key != "classes"}
    classes, at, inside = grammar()["classes"], 0, []  # inside: strings, and fields of strings

    def found(rule):
        return rules[rule].match(code, at)

    while at < len(code):
        top = inside[-1] if inside else {}
        kind, text = "", code[at]
        if "quote" in top:
            kind, brace = "st", top["fields"] and text in "{}"
            if code.startswith(top["quote"], at):
                text = inside.pop()["quote"]
            elif brace and code[at : at + 2] == 2 * text:
                kind, text = "sc", 2 * text
            elif brace and text == "{":
                inside.append({"depth": 0})
            elif not top["raw"] and found("escape"):
                kind, text = "sc", found("escape")[0]
        elif top.get("depth") == 0 and found("field") and not code.startswith(":=", at):
            kind, text = "st", found("field")[0]
            inside.pop()
        elif found("begin"):
            kind, text = "st", found("begin")[0]
            prefix, quote = found("begin").groups()
            raw, fields = "r" in prefix.lower(), "f" in prefix.lower()
            inside.append({"quote": quote, "raw": raw, "fields": fields})
        elif match := found("token"):
            kind, text = classes[match.lastindex - 1], match[0]
        elif top and text in "([{":
            top["depth"] += 1
        elif top and text in ")]}":
            top["depth"] -= 1
        yield kind, text
        at += len(text)
        follows = {"def": ("fu", "name"), "class": ("", "name")}.get(text)
        if kind == "im":
            follows = ("", "path")
        if follows and kind in ("kw", "im") and found(follows[1]):
            text = found(follows[1])[0]
            yield follows[0], text
            at += len(text)


def letters(pieces):
    "Every letter that one sees, with the class that it looks like"
    return [(ALIKE.get(kind, kind), x) for kind, text in pieces for x in text if not x.isspace()]


_PIECE = re.compile(r'<span class="(\w+)">([^<]*)</span>|([^<]+)')


def coloured(text):
    "Pieces of code with their classes, from the tags around them; none where there are others"
    pieces = [match.groups() for match in _PIECE.finditer(text)]
    whole = "".join(match[0] for match in _PIECE.finditer(text)) == text
    return [(kind or "", html.unescape(x or y)) for kind, x, y in pieces] if whole else None


def repeatable(text):
    "Whether the browser would give code the colours that it has"
    pieces = coloured(text)
    if pieces is None:
        return False
    code = "".join(x for _, x in pieces)
    return letters(tokens(code)) == letters(pieces)
