"Every notebook, run from its first cell to its last, is one test"
from pathlib import Path

import pytest
from nbdev.test import test_nb as run_notebook

NBS = Path(__file__).parent.parent / "nbs"
NOTEBOOKS = sorted(p for p in NBS.rglob("*.ipynb") if ".ipynb_checkpoints" not in p.parts)


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda p: p.relative_to(NBS).as_posix())
def test_notebook(notebook):
    passed, _ = run_notebook(notebook, skip_flags=["slow", "gpu"])
    assert passed, f"{notebook.name} stopped with the error printed above"
