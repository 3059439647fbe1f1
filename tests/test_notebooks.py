"""Every notebook of the course: complete, and told from one that was changed. nbval runs the cells themselves."""

import copy
import random
import re
import subprocess
import sys
from collections import Counter

import nbformat
import pytest
from nbval.plugin import IPyNbCell, IPyNbFile, coalesce_streams

from lessonkit.author.check import stored
from lessonkit.author.check.notebook import read
from tests.conftest import FIXTURES, NOTEBOOKS, ROOT
from tests.nbval_plugin import NEEDS_PREVIOUS

SEED = 20030301
EACH = 3
LESSONS = [path for path in NOTEBOOKS if re.match(r"0[1-9]-|[1-9]\d-", path.name)]
every_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def test_there_are_notebooks_to_test():
    assert {path.stem[:2] for path in NOTEBOOKS} >= {"00", "01", "te"}
    assert LESSONS


@every_notebook
def test_stored_outputs_are_complete(path):
    page = read(path)
    assert page.code
    assert stored.check(page) == []
    assert [cell.count for cell in page.code] == list(range(1, len(page.code) + 1))
    assert any(cell.outputs for cell in page.code)


@every_notebook
def test_at_most_two_cells_need_the_one_before(path):
    assert sum(NEEDS_PREVIOUS in cell.tags for cell in read(path).code) <= 2


@every_notebook
def test_a_changed_number_cell_or_alt_text_is_caught(path, compare):
    outputs = [cell.outputs for cell in read(path).code]
    chosen = mutations(outputs, random.Random(f"{SEED}{path.name}"))
    made = Counter(kind for kind, *_ in chosen)
    if path in LESSONS:
        assert made == {"number": EACH, "table cell": EACH, "alt text": EACH}
    else:
        assert made["number"] == EACH
    missed = [what for what, place, changed in chosen if compare(changed, outputs[place])]
    assert missed == []


def test_cleared_outputs_would_pass_nbval_but_not_this(tmp_path):
    page = read(FIXTURES / "never-run.ipynb")
    assert stored.check(page)


SETUP = "class Lesson:\n    def __init__(self, n): pass\nlesson = Lesson('01'); rows = [1]"


@pytest.mark.course
def test_nbval_finds_a_cell_that_leans_on_another_and_a_package_of_contributors(tmp_path):
    later = ["rows.append(2); extra = 3", "assert rows == [1]", "extra", "late = 4", "assert late == 4"]
    write(tmp_path / "leans.ipynb", [SETUP, *later], previous={5})
    write(tmp_path / "heavy.ipynb", [SETUP, "import jsonschema"])
    command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.nbval_plugin", "--nbval", str(tmp_path)]
    done = subprocess.run([*command, "--rootdir", str(tmp_path)], cwd=ROOT, capture_output=True, text=True)
    assert "2 failed, 6 passed" in done.stdout, done.stdout
    assert "name 'extra' is not defined" in done.stdout
    assert "what only contributors have: {'jsonschema'}" in done.stdout


def write(path, cells, previous=()):
    made = [
        nbformat.v4.new_code_cell(source, metadata={"tags": [NEEDS_PREVIOUS] * (place in previous)})
        for place, source in enumerate(cells)
    ]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    nbformat.write(nbformat.v4.new_notebook(cells=made, metadata=kernel), path)


# --- nbval's own comparison, without a pytest item for each cell


@pytest.fixture(scope="session")
def compare(request):
    """Return nbval's own comparison of (stored, fresh) outputs, as strict nbval makes it."""
    file = IPyNbFile.from_parent(request.session, path=FIXTURES / "clean" / "clean.ipynb")
    cell = IPyNbCell.from_parent(file, name="any", cell_num=0, cell=None, options={})
    return lambda stored, fresh: cell.compare_outputs(nodes(fresh), nodes(stored))


def nodes(outputs):
    return coalesce_streams([nbformat.from_dict(copy.deepcopy(output)) for output in joined(outputs)])


def joined(outputs):
    """Outputs as nbformat reads them: lists of lines are one text."""
    whole = copy.deepcopy(list(outputs))
    for output in whole:
        for holder in (output, output.get("data", {})):
            for key, value in holder.items():
                if isinstance(value, list):
                    holder[key] = "".join(value)
    return whole


# --- mutations of what a reader sees: numbers, table cells, alt texts

TEXTS = ("text/html", "text/plain")
SPOTS = {
    # A number in visible text: between tags, not inside one.
    "number": re.compile(r"(?<![\w#&.])\d[\d,.]*\d|(?<![\w#&.-])\d(?![\w;])"),
    "table cell": re.compile(r"(?<=<td>)[^<]+(?=</td>)|(?<=\">)[^<]+(?=</td>)"),
    "alt text": re.compile(r'(?<= alt=")[^"]+(?=")'),
}
HIDDEN = re.compile(r"<style\b.*?</style>|<script\b.*?</script>|<[^>]*>", re.DOTALL | re.IGNORECASE)


def spots(outputs_by_cell):
    """Yield (kind, cell, output, key, start, end) for everything that can be changed."""
    for place, outputs in enumerate(outputs_by_cell):
        for index, output in enumerate(joined(outputs)):
            texts = {key: output["data"][key] for key in TEXTS if key in output.get("data", {})}
            if "text" in output:
                texts["text"] = output["text"]
            for key, text in texts.items():
                for kind, pattern in SPOTS.items():
                    seen = HIDDEN.sub(blank, text) if kind == "number" and key == "text/html" else text
                    for match in pattern.finditer(seen):
                        yield kind, place, index, key, match.start(), match.end()


def blank(hidden):
    """Return as many spaces as there are letters that a reader does not read."""
    return " " * len(hidden[0])


def mutations(outputs_by_cell, chance):
    """Return (kind, cell, changed outputs), at most three of each kind, each change alone."""
    found = {}
    for kind, *spot in spots(outputs_by_cell):
        found.setdefault(kind, []).append(spot)
    chosen = []
    for kind, places in found.items():
        for place, index, key, start, end in chance.sample(places, min(EACH, len(places))):
            outputs = joined(outputs_by_cell[place])
            holder = outputs[index] if key == "text" else outputs[index]["data"]
            text = holder[key]
            holder[key] = text[:start] + mutated(text[start:end]) + text[end:]
            chosen.append((kind, place, outputs))
    return chosen


def mutated(piece):
    """Change one character: a digit to the next one, a letter to another."""
    for at, letter in enumerate(piece):
        if letter.isdigit():
            return piece[:at] + str((int(letter) + 1) % 10) + piece[at + 1 :]
    at = len(piece) // 2
    return piece[:at] + ("x" if piece[at] != "x" else "y") + piece[at + 1 :]
