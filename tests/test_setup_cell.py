"""The set-up cell: two lines that a beginner may see, and what they say where the kit is not installed."""

import json
import subprocess
import sys

import pytest

from tests.conftest import NOTEBOOKS, ROOT

# A fresh interpreter that runs one cell as a notebook does, with the kit out of reach.
RUN = """
import sys
sys.modules["lessonkit"] = None
from IPython.core.interactiveshell import InteractiveShell
InteractiveShell.instance().run_cell(sys.stdin.read())
"""
BEGUN = ROOT / "lessonkit/author/new_course/notebooks/01-first-lesson.ipynb"
every = pytest.mark.parametrize("path", [*NOTEBOOKS, BEGUN], ids=lambda path: path.stem)


def cells(path):
    """Return the notebook's cells as text, and the place of its set-up cell."""
    found = json.loads(path.read_text("utf-8"))["cells"]
    texts = ["".join(cell["source"]) for cell in found]
    return texts, next(i for i, cell in enumerate(found) if cell["cell_type"] == "code")


@every
def test_a_missing_kit_shows_the_lines_that_say_what_to_do(path):
    texts, place = cells(path)
    done = subprocess.run([sys.executable, "-c", RUN], input=texts[place], capture_output=True, text=True)
    assert "ModuleNotFoundError" in done.stdout
    assert "# no lessonkit? " in done.stdout, "the line says what to do"


@every
def test_it_has_two_lines_and_beside_it_stand_both_ways_to_run_it(path):
    texts, place = cells(path)
    assert texts[place].count("\n") == 1
    assert any("Shift" in text and "▶" in text for text in (texts[place - 1], texts[place + 1]))
