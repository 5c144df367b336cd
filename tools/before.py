"Run before the site is rendered, from the folder of its notebooks (`pre-render` of _quarto.yml)"
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import shape

shape.before(Path.cwd())
