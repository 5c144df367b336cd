"How signatures, outputs, tables and formulas look on a page"
import re

import looks
import shape


def test_a_signature_is_written_as_one_writes_it():
    text = (
        "### f\n\n```python\ndef f(\n    x:pandas.Series | None=None, a:dict={'b': 1},\n"
        "    k:int=2, # As [`g`](a.ipynb#g)\n    *rest, # None\n)->numpy.ndarray: # `x`\n```\n\n*F*"
    )
    answer = (
        "### f\n\n```python\ndef f(\n    x: Series | None = None, a: dict = {'b': 1},\n"
        "    k: int = 2, # As `g`\n    *rest, # None\n) -> ndarray: # `x`\n```\n\n*F*"
    )
    assert looks.documented(text) == answer == looks.documented(answer)


def test_a_class_is_called_and_an_empty_signature_is_left_out():
    text = "```python\ndef Law(\n    nu:float, # Above 2\n)->None:\n```\n\n*A law*"
    assert looks.documented(text) == "```python\nLaw(\n    nu: float, # Above 2\n)\n```\n\n*A law*"
    for arguments in ("*args, **kwargs", "days:Annotated=None"):
        assert looks.documented(f"```python\ndef F(\n    {arguments}\n):\n```\n\n*F*") == "*F*"
    addresses = "```python\ndef f(\n    g:object=G(h=<function <lambda> at 0x7f>)\n):\n```\n"
    assert "g: object = G(h=...)" in looks.documented(addresses)


def test_notes_on_arguments_are_a_list():
    assert looks.documented("*F*\n\nnull : a law\npit : small") == (
        "*F*\n\n- `null`: a law\n- `pit`: small"
    )


def test_outputs_are_said_in_plain_words_and_together():
    assert looks.spoken("(np.float64(1.5), np.int64(2))") == "(1.5, 2)"
    assert looks.spoken("DataWarning: a\n  b = c(d)\n") == "DataWarning: a\n"
    parts = [{"output_type": "stream", "name": "stdout", "text": text} for text in ("a ", "b\n")]
    assert looks.together(parts) == [parts[0] | {"text": "a b\n"}]


BARE = "<table><tr><th>Test</th><th>p</th></tr><tr><td></td><td>3.7e-08</td></tr></table>"


def test_a_table_has_a_head_and_its_numbers_stand_below_each_other():
    made = looks.page(looks.dressed(BARE))
    assert looks.dressed(BARE.replace("</th>", "").replace("</td>", "").replace("</tr>", "")) == (
        looks.dressed(BARE)
    )
    assert made.startswith('<table><thead><tr><th>Test</th><th class="n">p</th></tr></thead>')
    assert made.endswith('<td></td><td class="n">3.7e-08</td></tr></tbody></table>')
    listed = BARE.replace("<table>", '<table class="table">')
    assert looks.page(listed) == listed


def test_the_name_of_the_index_stands_beside_those_of_the_columns():
    names = "<tr><th></th><th>VaR</th></tr>"
    table = (
        f'<table class="dataframe"><thead>{names}<tr><th>Date</th><th></th></tr></thead>'
        "<tbody><tr><th>2018-12-31</th><td>1.25%</td></tr></tbody></table>"
    )
    assert looks.page(table) == (
        '<table class="dataframe"><thead><tr><th>Date</th><th class="n">VaR</th></tr></thead>'
        '<tbody><tr><th class="d">2018-12-31</th><td class="n">1.25%</td></tr></tbody></table>'
    )


def test_a_wide_table_is_small_and_long_names_end_a_line_at_a_mark():
    cells = "<td>1,000,000</td>" * 10
    assert looks.page(f"<table><tr>{cells}</tr></table>").startswith('<table class="many">')
    name = "<td><code>value_at_risk</code> <code>short</code></td>"
    broken = "<td><code>value_<wbr>at_<wbr>risk</code> <code>short</code></td>"
    assert looks.page(name) == broken


def test_formulas_have_room_around_functions():
    made = looks.page("<math><mi>k</mi><mi>log</mi><mi>x</mi><mo>|</mo></math>")
    assert made.count("<mspace") == 2 and 'lspace="0"' in made
    assert looks.page("<math><mi>log</mi><mo>(</mo></math>").count("<mspace") == 0


def test_common_words_lead_to_no_stranger():
    text = "[`region`](/drawing.html#region) [`timing`](/clustering.html#timing)"
    region, timing = text.split()
    assert looks.unlinked(text, "recursions", {"timing"}) == f"`region` {timing}"
    assert looks.unlinked(text, "drawing", set()) == f"{region} `timing`"


def test_a_wall_of_checks_is_folded_and_an_example_is_not():
    wall = "x = f()\ny = g(x)\nassert x\nassert y\ny"
    assert shape.folded(wall).startswith('#| code-fold: true\n#| code-summary: "Checks"')
    assert shape.folded("assert f()").startswith("#| code-fold: true")
    example = "x = f()\ny = g(x)\nassert y\ny"
    assert shape.folded(example) == "\n" + example or shape.folded(example) == example
    drawn = '#| fig-cap: "A"\nassert x'
    assert "code-fold" not in shape.folded(drawn)


def test_tables_of_letters_are_not_broken_and_sentences_are():
    rows = "model          VaR    ES   viol.  score\nGJR(1,1,1)-t  4.27% 5.61%   64   2.976\n"
    said = f"<pre><code>A sentence.\n{rows}\nAnother  one.\nAnd one more.</code></pre>"
    shown = looks.page(said)
    assert f'A sentence.\n<span class="grid" tabindex="0">{rows}</span>\nAnother  one.' in shown
    assert re.sub("<span[^>]*>|</span>", "", shown) == said
    for other in ("a  1\nb  2", "no  more than one row of these is here, as far as one can see"):
        assert looks.page(f"<pre><code>{other}</code></pre>") == f"<pre><code>{other}</code></pre>"
