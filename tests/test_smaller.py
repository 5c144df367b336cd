"The site is made small, and nothing that a reader has is lost"
import base64
import io
import json
import re
import subprocess
import tempfile

import browser
import gates
import lighter
import numpy as np
import paint
import pytest
import smaller

CODE = '''import numpy as np
from scipy.stats import norm as n, t

@dataclass(frozen=True)
class Law(Base):
    """The law of {x}"""
    def __init__(self, nu: float = 4.5e-3, *, k=0x1f, lazy=None):  # degrees
        raise ValueError(f"nu is {nu!r:>{8 + k}} {{at}} {d['a']:.2%}\\n" r"\\d%s" % nu) from None

    def is_in(self, x): return x @ self.A if not x.any() else [y for y in x if y is not True]
'''


def test_code_that_comes_out_in_its_colours_needs_no_tags():
    highlight = pytest.importorskip("smalldocs.highlight").highlight
    assert paint.repeatable(highlight(CODE, "python"))
    assert "".join(text for _, text in paint.tokens(CODE)) == CODE
    assert not paint.repeatable('<span class="st">x</span> = 1')
    assert not paint.repeatable('<span id="cb1-1"><span class="im">import</span> x</span>')


HEAD = '<html><head><meta name="generator" content="smalldocs-0"><title>T</title>'
HEAD += "<script>(function(){var d=document.x})();</script></head><body><header>"
BAR = (
    '<nav id="quarto-sidebar" class="sidebar"><ul><li><a class="sidebar-item-text sidebar-link '
    'text-start" data-bs-toggle="collapse" data-bs-target="#part" aria-expanded="{open}"><span '
    'class="menu-text">Part</span></a><a class="sidebar-item-toggle text-start{shut}" '
    'data-bs-target="#part" aria-expanded="{open}"></a><ul id="part" class="collapse '
    'list-unstyled sidebar-section depth1{show}"><li><a href="{up}a/one.html" class="'
    'sidebar-item-text sidebar-link{on}><span class="menu-text">One</span></a></li></ul></li>'
    "</ul></nav>"
)
FAR = {"open": "false", "shut": " collapsed", "show": "", "up": "", "on": '"'}
AT = {"open": "true", "shut": "", "show": " show", "up": "../"}
AT |= {"on": ' active" aria-current="page"'}
BLOCK = (
    '<div class="code-copy-outer-scaffold"><div class="sourceCode" id="cb1"><pre class="sourceCode '
    'python code-with-copy"><code class="sourceCode python">{}</code></pre></div><button '
    'title="Copy to Clipboard" class="code-copy-button"><i class="bi"></i></button></div>'
)


def page(bar, inside=""):
    return f'{HEAD}</header>{BAR.format(**bar)}<main class="content">{inside}</main></body></html>'


@pytest.fixture
def small(tmp_path, monkeypatch):
    "A site of two pages that was made small"
    monkeypatch.setattr(smaller, "SHARED", 2)
    highlight = pytest.importorskip("smalldocs.highlight").highlight
    (tmp_path / "a").mkdir()
    (tmp_path / "styles").mkdir()
    (tmp_path / "styles" / "book.css").write_text("main .content, .sidebar { color: red }")
    code = BLOCK.format(highlight(CODE, "python"))
    (tmp_path / "a" / "one.html").write_text(page(AT, code), encoding="utf-8")
    (tmp_path / "index.html").write_text(page(FAR, "<p>Front</p>"), encoding="utf-8")
    entry = {"objectID": "x", "href": "a/one.html", "title": "One", "section": "", "text": "Why? "}
    entry["text"] += " ".join(CODE.split())
    (tmp_path / "search.json").write_text(json.dumps([entry]))
    smaller.smaller(tmp_path)
    return tmp_path


def test_menus_stand_once_and_a_page_of_contents_has_their_links(small):
    text = (small / "a" / "one.html").read_text(encoding="utf-8")
    assert "sidebar-link" not in text and "<script>book.place(0)</script>" in text
    assert '<script src="../styles/book.js"></script>' in text
    assert "<noscript><a href=../contents.html>Contents" in text.replace('"', "")
    found = (small / "contents.html").read_text(encoding="utf-8")
    assert "Part</h2>" in found and "href=a/one.html" in found.replace('"', "")
    assert '<pre class="py">import numpy' in text and "<span" not in text


def test_classes_are_kept_where_a_style_or_a_language_needs_them(tmp_path):
    text = '<style>.own {}</style><p class="own lost">x</p><pre class="py sh">ls</pre>'
    used = smaller.words_of(tmp_path, {"a.html": text})
    kept = '<style>.own {}</style><p class="own">x</p><pre class="py sh">ls</pre>'
    assert smaller.only_used(text, used) == kept


def test_the_index_keeps_prose_and_names(small):
    entry = json.loads((small / "search.json").read_text())[0]
    assert entry["text"] == "Why? Law __init__ is_in"


def test_the_browser_puts_menus_and_colours_back(small):
    if not browser.found():
        pytest.skip("no Chromium here")
    server = browser.served(small)
    url = f"http://127.0.0.1:{server.server_port}/a/one.html"
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        command = browser.command(profile, "--dump-dom", url)
        shown = subprocess.run(command, capture_output=True, text=True, timeout=600).stdout
    server.shutdown()
    assert BAR.format(**AT).split("<ul id")[0] in shown
    assert re.search(r'href="../a/one.html" class="[^"]* active" aria-current="page"', shown)
    assert 'class="collapse list-unstyled sidebar-section depth1 show"' in shown
    coloured = re.search(r'<code class="sourceCode python">(.*?)</code>', shown, re.S)[1]
    assert paint.letters(paint.coloured(coloured)) == paint.letters(paint.tokens(CODE))


def test_html_keeps_its_words_and_its_code():
    text = (
        '<div class="a b">\n<p>One &quot;two&quot;</p>\n<p><b>x</b> <i>y</i></p>\n</div>\n'
        '<table>\n  <tr>\n <td class="n">1</td>\n <td title="a&quot;b">&lt;</td>\n</tr>\n</table>'
        "<pre>  a\n\n b</pre>"
    )
    assert smaller.compact(text) == (
        '<div class="a b"><p>One "two"<p><b>x</b> <i>y</i></div>'
        '<table><tr><td class=n>1<td title="a&quot;b">&lt;</table><pre>  a\n\n b</pre>'
    )
    frame = '<iframe srcdoc="&lt;p id=&quot;a&quot;&gt;it&#x27;s &amp;amp;"></iframe>'
    assert smaller.compact(frame) == "<iframe srcdoc='<p id=\"a\">it&#39;s &amp;amp;'></iframe>"


def test_a_picture_is_a_file_with_the_same_pixels(tmp_path):
    from PIL import Image

    image = Image.fromarray(np.arange(3 * 64 * 64, dtype=np.uint8).reshape(64, 64, 3) // 8)
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    source = base64.b64encode(buffer.getvalue()).decode()
    text = f'<img src="data:image/png;base64,{source}" alt="A">'
    text = lighter.pictures(tmp_path, "a/b.html", text)
    file = re.search(r'src="\.\./(images/plots/\w+\.\w+)" width="64" height="64" alt="A"', text)[1]
    assert np.array_equal(np.asarray(Image.open(tmp_path / file).convert("RGB")), np.asarray(image))


def test_a_drawing_keeps_its_lines_to_a_tenth_of_a_point():
    text = ' d="M 10.04 20.26 \nL 10.5 0.04 \nL 9.96 -0.5 \nL 400 -0.51 \nz\nL 11 21"'
    assert lighter._PATH.sub(lighter.line, text) == ' d="M10 20.3l.5-20.3-.5-.5 390 0zl1 .7"'
    drawn = (
        '<svg aria-label="A" viewBox="0 0 1 1" version="1.1"><g id="g1"><g id="g2">\n'
        '<path id="p" d="M 0 0 \nz\n"/></g><use xlink:href="#p" x="1.04"/></g></svg>'
    )
    start, end = '<svg aria-label="A" viewBox="0 0 1 1">', "</svg>"
    small = f'{start}<path id="p" d="M0 0z"/><use href="#p" x="1"/>{end}'
    assert lighter._SVG.sub(lighter.drawing, drawn) == small


def test_a_stylesheet_keeps_what_pages_and_scripts_have():
    css = "@media print{.a{x:1}.b{x:1}}.a,.b:not(.c),p>.b{y:2}.c{z:3}@font-face{f:1}#i .a{w:1}"
    kept = "@media print{.b{x:1}}.b:not(.c),p>.b{y:2}@font-face{f:1}"
    assert lighter.purged(css, {"b"}) == kept


def test_what_quarto_writes_is_left_alone():
    code = '<div class="sourceCode" id="cb1"><pre class="sourceCode python"><code>'
    text = f'<main>{code}<span id="cb1-1">x</span></code></pre></div></main>'
    assert not smaller.is_lookalike('<head><meta name="generator" content="quarto-1.10.1"></head>')
    assert smaller.compact(text).replace('"', "") == text.replace('"', "")


def test_the_gates_see_a_heavy_site_and_a_sign_without_a_font(tmp_path, monkeypatch):
    (tmp_path / "gates.toml").write_text("megabytes = 0.001\n")
    monkeypatch.setattr(gates, "LIST", tmp_path / "gates.toml")
    (tmp_path / "site").mkdir()
    site = gates.Site(tmp_path / "site")
    (site.folder / "index.html").write_text("<math><mi>&#x03B1;</mi><mo>&#x2A4D;</mo></math>")
    assert list(gates.too_heavy(site)) == []
    assert [said for _, said in gates.sign_without_font(site)][0].startswith("the font has no ⩍")
    (site.folder / "a.js").write_text("x" * 1200)
    assert "js 0.0" in list(gates.too_heavy(site))[0][1]
