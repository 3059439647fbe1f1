"""`lessonkit run`: outputs are stored, nothing personal is, and a second run changes no byte."""

import json
import os
import random
import re
import subprocess
import sys
import warnings

import nbformat
import pytest

from lessonkit.__main__ import main
from lessonkit.author.run import content, parse, run
from lessonkit.author.run import write as store
from lessonkit.errors import CourseError
from tests import small_course
from tests.conftest import ROOT

pytestmark = pytest.mark.course

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
    assert code[0].metadata == {"tags": ["more"]}
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


@pytest.mark.course
def test_what_run_stores_passes_strict_nbval(ran):
    command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.nbval_plugin", "--nbval", str(ran[0])]
    done = subprocess.run([*command, "--rootdir", str(ran[0].parent)], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
    assert f"{len(CELLS)} passed" in done.stdout


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("1 / 0", "ZeroDivisionError: division by zero."),
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
        ("null.ipynb", "null", "(its parts are not those of a notebook)"),
        ("number.ipynb", "7", "(its parts are not those of a notebook)"),
        ("cells.ipynb", '{"nbformat": 4, "cells": [null]}', "(its parts are not those of a notebook)"),
        ("none.ipynb", '{"nbformat": 4, "cells": null}', "(its parts are not those of a notebook)"),
        ("old.ipynb", '{"nbformat": 3, "nbformat_minor": 0, "worksheets": [null]}', "is not a readable notebook ("),
        ("text.ipynb", '{"nbformat": 4,\n"cells": [}', "(no JSON from line 2 on)"),
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
    assert not re.search(r"NoneType|object|subscript|argument|KeyError|Expecting", str(caught.value))


def test_the_command_says_one_sentence_and_no_traceback(tmp_path):
    command = [sys.executable, "-m", "lessonkit", "run", str(tmp_path / "gone.ipynb")]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr


def test_one_notebook_that_fails_does_not_keep_the_others_from_being_run(tmp_path, capsys):
    for name, cell in (("a", "1 / 0"), ("b", "1 + 1")):
        write(tmp_path / f"{name}.ipynb", [cell])
    (tmp_path / "c.ipynb").write_text("")
    with pytest.raises(CourseError, match=r"^2 of 3 notebooks stayed as they were: a\.ipynb, c\.ipynb; see above"):
        run([tmp_path / f"{name}.ipynb" for name in "acb"])
    said = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in said] == ["a.ipynb,", "c.ipynb", "b.ipynb:"]
    assert json.loads((tmp_path / "b.ipynb").read_text())["cells"][1]["execution_count"] == 1


def test_by_default_a_course_is_run_without_copies_and_unreadable_files(tmp_path, monkeypatch, capsys):
    root = small_course.make(tmp_path / "course")
    write(root / "notebooks/01-a.ipynb", ["1 + 1"])
    write(root / "notebooks/01-a-Copy1.ipynb", ["1 / 0"])
    for name in ("._01-a", ".~01-a", "Untitled"):
        (root / f"notebooks/{name}.ipynb").write_text("")
    monkeypatch.chdir(root)
    assert main(["run"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said == [
        "Untitled.ipynb is left out: it is not a readable notebook.",
        "01-a-Copy1.ipynb is left out: it is a copy, and 01-a.ipynb is the lesson.",
        "01-a.ipynb: 1 code cells ran, stored",
    ]


# --- what an author saves meanwhile


def test_what_was_saved_while_the_cells_ran_is_not_overwritten(tmp_path, monkeypatch):
    path = tmp_path / "trees.ipynb"
    write(path, ["1 + 1"])
    meanwhile = path.read_bytes().replace(b"# Trees", b"# Elms")

    def execute(nb, path, step):
        path.write_bytes(meanwhile)

    monkeypatch.setattr("lessonkit.author.run.execute", execute)
    with pytest.raises(CourseError, match=r"^trees\.ipynb was saved by another program while its cells ran; run it ag"):
        run_quietly(path)
    assert path.read_bytes() == meanwhile
    assert [p.name for p in tmp_path.iterdir()] == ["trees.ipynb"]
    monkeypatch.setattr("lessonkit.author.run.execute", lambda nb, path, step: path.unlink())
    with pytest.raises(CourseError, match=r"^trees\.ipynb was moved away while its cells ran; nothing was stored"):
        run_quietly(path)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_changed_to_what_would_be_stored_is_named_as_well(tmp_path):
    path = tmp_path / "trees.ipynb"
    write(path, ["1 + 1"])
    run_quietly(path)
    before = content(path)
    path.write_bytes(before + b"\n")
    with pytest.raises(CourseError, match="was saved by another program"):
        store(parse(before, path.name), path, before)


# --- ids of cells


def old(path, minor=0, **ids):
    """Write a notebook as Colab leaves it: no ids of cells, its own metadata."""
    nb = json.loads(nbformat.writes(write(path, ["1 + 1", "1 + 1", "2"])))
    for place, cell in enumerate(nb["cells"]):
        cell.pop("id", None)
        cell["metadata"] = {"id": f"Xy{place}", "outputId": "out", "colab": {"a": 1}}
        if f"_{place}" in ids:
            cell["id"] = ids[f"_{place}"]
    path.write_text(json.dumps({**nb, "nbformat_minor": minor}))
    return path


@pytest.mark.parametrize("minor", [0, 4, 5])
@pytest.mark.parametrize("ids", [{}, {"_1": "same", "_2": "same"}, {"_1": "not an id", "_2": "x" * 65}, {"_3": 7}])
def test_cells_get_ids_that_depend_on_the_notebook_alone(tmp_path, minor, ids):
    path = old(tmp_path / "trees.ipynb", minor, **ids)
    data = path.read_bytes()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        random.seed(1)
        first = [cell.id for cell in parse(data, "x").cells]
        random.seed(2)
        assert [cell.id for cell in parse(data, "x").cells] == first
    assert len(set(first)) == 4


def test_what_colab_left_is_dropped(tmp_path):
    path = old(tmp_path / "trees.ipynb")
    first = [cell.id for cell in parse(path.read_bytes(), "x").cells]
    run_quietly(path)
    cells = json.loads(path.read_text())["cells"]
    assert [cell["id"] for cell in cells] == first
    assert all(set(cell["metadata"]) <= {"jupyter", "tags"} for cell in cells)


def test_a_notebook_of_the_third_form_gets_such_ids_too():
    cells = [
        {"cell_type": "code", "language": "python", "input": "1", "outputs": [], "metadata": {}, "collapsed": False}
    ]
    raw = {"metadata": {"name": ""}, "nbformat": 3, "nbformat_minor": 0, "worksheets": [{"cells": cells * 2}]}
    data = json.dumps(raw).encode()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert [c.id for c in parse(data, "x").cells] == [c.id for c in parse(data, "x").cells]


# --- a home that cannot be written, and settings of one person


@pytest.mark.course
@pytest.mark.parametrize(
    "settings",
    [
        {"HOME": "/proc/nohome", "XDG_CONFIG_HOME": "", "XDG_CACHE_HOME": "", "MPLCONFIGDIR": "/proc/none"},
        {"PYTHONWARNINGS": "always", "MPLBACKEND": "svg", "MATPLOTLIBRC": "OWN"},
    ],
    ids=["home", "settings"],
)
def test_neither_home_nor_settings_of_a_person_change_a_byte(tmp_path, settings):
    (tmp_path / "matplotlibrc").write_text("figure.dpi: 17")
    path = tmp_path / "run" / "trees.ipynb"
    write(path, ["import matplotlib.pyplot as plt\nplt.rcParams['figure.dpi'], plt.get_backend(), open", "print(1)"])
    run_quietly(path)
    before = path.read_bytes()
    settings = {name: value.replace("OWN", str(tmp_path / "matplotlibrc")) for name, value in settings.items()}
    env = {**os.environ, "PYTHONPATH": str(ROOT), **settings}
    command = [sys.executable, "-m", "lessonkit", "run", str(path)]
    done = subprocess.run(command, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert path.read_bytes() == before
    assert b"stderr" not in before
    if "PYTHONWARNINGS" not in settings:
        assert done.stderr == ""
