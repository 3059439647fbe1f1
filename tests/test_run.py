"""`lessonkit run`: outputs are stored, nothing personal is, and a second run changes no byte."""

import json
import subprocess
import sys

import nbformat
import pytest

from lessonkit.errors import CourseError
from lessonkit.run import mark_slides, run
from tests.conftest import ROOT

CELLS = [
    "import os\nprint(os.path.basename(os.getcwd()), os.listdir(os.environ['LESSONKIT_PROGRESS']))",
    "import ipywidgets as w\nw.IntSlider(description='Trees')",
    "w.interact(lambda n: print('drawn', n), n=(0, 3));",
    "out = w.Output()\nwith out:\n    print('caught')\nout",
    "out.outputs",
    "1 + 1;",
    "import pandas as pd\npd.DataFrame({'trees': [1, 2]})",
]


def write(path, cells, **metadata):
    made = [nbformat.v4.new_markdown_cell("# Trees")] + [nbformat.v4.new_code_cell(cell) for cell in cells]
    nb = nbformat.v4.new_notebook(cells=made, metadata=metadata)
    path.parent.mkdir(exist_ok=True)
    nbformat.write(nb, path)
    return nb


def run_quietly(path):
    return run([path], say=lambda _: None)[0]


@pytest.fixture(scope="module")
def ran(tmp_path_factory):
    """A notebook with widgets as a program left it, then run twice: (first text, second result, before)."""
    path = tmp_path_factory.mktemp("run") / "streets" / "trees.ipynb"
    state = {"application/vnd.jupyter.widget-state+json": {"state": {"a": {}}, "version_major": 2}}
    before = write(path, CELLS, widgets=state, kernelspec={"name": "mine", "display_name": "My own"})
    before.cells[1].metadata.update(execution={"iopub.status.busy": "now"}, trusted=True, tags=["more"])
    nbformat.write(before, path)
    first = run_quietly(path)
    text = path.read_text("utf-8")
    second = run_quietly(path)
    return path, before, first, text, second


def test_a_notebook_that_may_not_be_read_is_one_sentence(tmp_path, monkeypatch):
    path = tmp_path / "trees.ipynb"
    write(path, ["1"])

    def refuse(*_, **__):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(type(path), "open", refuse)
    with pytest.raises(CourseError, match=r"^trees\.ipynb cannot be read \(Permission denied\); correct its name"):
        run_quietly(path)


def test_a_second_run_changes_no_byte(ran):
    path, _, first, text, second = ran
    assert (first.changed, second.changed) == (True, False)
    assert first.cells == len(CELLS)
    assert path.read_text("utf-8") == text


def test_outputs_are_stored_and_traces_are_not(ran):
    path, before, _, text, _ = ran
    nb = nbformat.read(path, as_version=4)
    code = [cell for cell in nb.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code] == list(range(1, len(CELLS) + 1))
    assert [cell.id for cell in nb.cells] == [cell.id for cell in before.cells]
    assert code[0].metadata == {"tags": ["more"], "slideshow": {"slide_type": "slide"}}
    assert code[1].outputs[0].data == {"text/plain": "IntSlider(value=0, description='Trees')"}
    # What a widget caught stays in the browser: told back to the kernel, it could stall a busy one.
    assert code[4].outputs[0].data == {"text/plain": "()"}
    assert code[5].outputs == []
    assert "widgets" not in nb.metadata
    assert "widget-view" not in text
    assert 'version": "3.' not in text
    assert nb.metadata.kernelspec.name == "python3"
    assert text.endswith("}\n")
    assert '\n "cells": [' in text


def test_it_runs_in_the_notebooks_folder_with_an_empty_progress_folder(ran):
    nb = json.loads(ran[3])
    assert nb["cells"][1]["outputs"][0]["text"] == ["streets []\n"]


def test_what_run_stores_passes_strict_nbval(ran):
    command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.nbval_plugin", "--nbval", str(ran[0])]
    done = subprocess.run([*command, "--rootdir", str(ran[0].parent)], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
    assert f"{len(CELLS)} passed" in done.stdout


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("1 / 0", "ZeroDivisionError: division by zero"),
        ("from lessonkit.errors import CourseError\nraise CourseError('Plant a tree.')", "Plant a tree."),
    ],
)
def test_an_error_in_a_cell_is_one_sentence_and_leaves_the_file(tmp_path, cell, said):
    path = tmp_path / "trees.ipynb"
    write(path, ["1 + 1", cell, "2 + 2"])
    before = path.read_bytes()
    with pytest.raises(CourseError) as caught:
        run_quietly(path)
    assert str(caught.value) == f"trees.ipynb, code cell 2 (cell 3 of the notebook): {said}"
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["trees.ipynb"]


def test_citations_get_the_number_of_their_claim(tmp_path):
    path = tmp_path / "trees.ipynb"
    nb = write(path, ["1 + 1"])
    nb.cells += [
        nbformat.v4.new_markdown_cell("Elms [[9]](#c-elms), oaks [[?]](#c-oaks)."),
        nbformat.v4.new_markdown_cell("Elms again [[1]](#c-elms)."),
    ]
    nbformat.write(nb, path)
    run_quietly(path)
    sources = [cell.source for cell in nbformat.read(path, as_version=4).cells]
    assert sources[2:] == ["Elms [[1]](#c-elms), oaks [[2]](#c-oaks).", "Elms again [[1]](#c-elms)."]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("gone.ipynb", None, "there is no such notebook"),
        ("torn.ipynb", '{"cells": [', "is not a readable notebook"),
        ("list.ipynb", "[]", "is not a readable notebook"),
    ],
)
def test_what_is_no_notebook_is_refused_in_one_sentence(tmp_path, name, content, said):
    path = tmp_path / name
    if content is not None:
        path.write_text(content, "utf-8")
    with pytest.raises(CourseError) as caught:
        run_quietly(path)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_command_says_one_sentence_and_no_traceback(tmp_path):
    command = [sys.executable, "-m", "lessonkit", "run", str(tmp_path / "gone.ipynb")]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr


def test_a_slide_begins_at_each_heading_and_code_cell_unless_the_author_said_otherwise():
    cells = [
        nbformat.v4.new_markdown_cell("# Title"),
        nbformat.v4.new_markdown_cell("Text."),
        nbformat.v4.new_code_cell("1"),
        nbformat.v4.new_code_cell("2", metadata={"slideshow": {"slide_type": "fragment"}}),
    ]
    nb = nbformat.v4.new_notebook(cells=cells)
    mark_slides(nb)
    kinds = [cell.metadata.get("slideshow", {}).get("slide_type") for cell in nb.cells]
    assert kinds == ["slide", None, "slide", "fragment"]
