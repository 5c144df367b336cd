"Run after the site is rendered, from the folder of its notebooks (`post-render` of _quarto.yml)"
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import shape
import smaller

shape.after(shape.rendered_to())
smaller.smaller(shape.rendered_to())
