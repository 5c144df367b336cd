"""The font of the formulas with the signs that formulas have: `python tools/mathfont.py WHOLE_FONT`

Latin Modern Math has 2,000 characters in 4,800 glyphs; this keeps those that mathematics of risk is
written with, and what MathML makes of them: wide brackets, tall sums. It is asked for by hand only
(`pip install brotli`, and the font of the GUST e-foundry); a gate says when a sign is missing."""
import sys
from pathlib import Path

FONT = Path(__file__).resolve().parent.parent / "nbs" / "fonts" / "latinmodern-math.woff2"

# First and last of each row of characters.
ROWS = [
    (0x20, 0x7E),  # letters, digits, brackets
    (0xA0, 0xB7),
    (0xD7, 0xD7),
    (0xF7, 0xF7),
    (0x302, 0x308),  # accents
    (0x332, 0x332),
    (0x391, 0x3F6),  # Greek
    (0x2010, 0x2027),
    (0x2032, 0x2035),
    (0x203E, 0x203E),
    (0x2061, 0x2063),
    (0x2102, 0x2124),  # letters of sets
    (0x2190, 0x2199),  # arrows
    (0x21A6, 0x21A6),
    (0x21D0, 0x21D5),
    (0x2200, 0x2223),  # operators
    (0x2227, 0x222C),
    (0x2236, 0x224D),
    (0x2260, 0x2265),
    (0x226A, 0x226B),
    (0x2282, 0x2287),
    (0x2295, 0x2299),
    (0x22A4, 0x22A5),
    (0x22C5, 0x22C5),
    (0x22EE, 0x22F1),
    (0x2308, 0x230B),
    (0x23DE, 0x23DF),
    (0x27E8, 0x27E9),
    (0x27F5, 0x27FA),
    (0x1D434, 0x1D467),  # italic
    (0x1D6E2, 0x1D71B),
]


def known(letter):
    "Whether the font of the site has a character"
    return any(first <= ord(letter) <= last for first, last in ROWS)


def make(whole):
    "The font of the site from the whole font"
    from fontTools import subset

    options = subset.Options(flavor="woff2", layout_features=["*"], name_IDs=["*"])
    font = subset.load_font(str(whole), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[code for first, last in ROWS for code in range(first, last + 1)])
    subsetter.subset(font)
    subset.save_font(font, str(FONT), options)
    print(f"{FONT.name}: {FONT.stat().st_size / 1024:.0f} KB")


if __name__ == "__main__":
    make(Path(sys.argv[1]))
