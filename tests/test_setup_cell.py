"""The set-up cell where the kit is not installed: one sentence that says what to do, no traceback."""

import json
import subprocess
import sys

import pytest

from tests.conftest import NOTEBOOKS

# A fresh interpreter that runs one cell as a notebook does, with the kit out of reach.
RUN = """
import sys
sys.modules["lessonkit"] = None
from IPython.core.interactiveshell import InteractiveShell
InteractiveShell.instance().run_cell(sys.stdin.read())
"""


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_missing_kit_is_one_sentence(path):
    cells = json.loads(path.read_text("utf-8"))["cells"]
    source = next("".join(c["source"]) for c in cells if c["cell_type"] == "code" and "Lesson(" in "".join(c["source"]))
    done = subprocess.run([sys.executable, "-c", RUN], input=source, capture_output=True, text=True)
    assert done.stdout.strip() == "The kit of this course is missing: open it with make lab."
    assert "Traceback" not in done.stderr
