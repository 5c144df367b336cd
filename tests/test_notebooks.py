"Every notebook, run from its first cell to its last, is one test"
import pytest
from nbdev.test import test_nb as run_notebook
from pages import NBS, notebooks


@pytest.mark.parametrize("notebook", notebooks(), ids=lambda p: p.relative_to(NBS).as_posix())
def test_notebook(notebook):
    passed, _ = run_notebook(notebook, skip_flags=["slow", "gpu"])
    assert passed, f"{notebook.name} stopped with the error printed above"
