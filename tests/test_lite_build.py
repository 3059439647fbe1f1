"""What goes into the site without a server: lessons as JupyterLite needs them, packages without compiled parts."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from lessonkit.kernel.first_cell import SENTENCE

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "deploy"))
import browser_python
import lite

from . import small_course


def test_a_lesson_is_trusted_and_its_outputs_are_whole_strings(tmp_path):
    source = tmp_path / "in/notebooks/01-x.ipynb"
    source.parent.mkdir(parents=True)
    output = {"output_type": "execute_result", "data": {"text/html": ["<b>a</b>\n", "b"], "application/json": {"a": 1}}}
    stream = {"output_type": "stream", "name": "stdout", "text": ["c"]}
    cells = [
        {"cell_type": "markdown", "metadata": {}, "source": ["# Title"]},
        {"cell_type": "code", "metadata": {"tags": ["more"]}, "source": ["1"], "outputs": [output, stream]},
    ]
    source.write_text(json.dumps({"cells": cells, "metadata": {}}), "utf-8")
    (tmp_path / "in/data").mkdir()
    (tmp_path / "in/data/a.csv").write_bytes(b"x\r\n1\r\n")
    (tmp_path / "in/data/.hidden").write_text("no")
    lite.contents(tmp_path / "in", tmp_path / "out")
    text, code = json.loads((tmp_path / "out/notebooks/01-x.ipynb").read_text("utf-8"))["cells"]
    assert text["metadata"] == {}
    assert code["metadata"] == {"tags": ["more"], "trusted": True}
    assert code["outputs"][0]["data"] == {"text/html": "<b>a</b>\nb", "application/json": {"a": 1}}
    assert (tmp_path / "out/data/a.csv").read_bytes() == b"x\r\n1\r\n"
    assert code["outputs"][1]["text"] == "c"
    assert not (tmp_path / "out/data/.hidden").exists()


def test_copies_and_what_is_no_notebook_stay_out_of_the_site(tmp_path, capsys):
    source = tmp_path / "in/course/notebooks"
    source.mkdir(parents=True)
    page = json.dumps({"cells": [{"cell_type": "markdown", "metadata": {}, "source": "x"}], "metadata": {}})
    for name in ("01-a", "01-a-Copy1", "01-a (1)", "Notes", "._01-a", ".~01-a"):
        (source / f"{name}.ipynb").write_text(page)
    for name, content in (("empty", ""), ("list", "[]"), ("02-odd", '{"cells": [{}]}'), ("latin", "\udce9")):
        (source / f"{name}.ipynb").write_text(content, "utf-8", errors="surrogateescape")
    (source / "folder.ipynb").mkdir()
    (source / "gone.ipynb").symlink_to("nowhere")
    lite.contents(tmp_path / "in", tmp_path / "out")
    written = sorted(path.name for path in (tmp_path / "out/course/notebooks").iterdir())
    assert written == ["01-a.ipynb", "Notes.ipynb"]
    said = [line.partition(" is left out: ")[0] for line in capsys.readouterr().out.splitlines()]
    assert sorted(said) == [
        "01-a (1).ipynb",
        "01-a-Copy1.ipynb",
        "02-odd.ipynb",
        "empty.ipynb",
        "latin.ipynb",
        "list.ipynb",
    ]
    assert lite._unusable(str(source), ["01-a.ipynb", "gone.ipynb"]) == ["gone.ipynb"]


def test_a_lesson_names_its_version_in_what_it_shows_and_in_what_it_is(tmp_path, monkeypatch):
    from lessonkit import Lesson

    root = small_course.make(tmp_path / "in")
    monkeypatch.chdir(root)
    monkeypatch.setenv("LESSONKIT_PROGRESS", str(tmp_path / "progress"))
    path = root / "notebooks/01-x.ipynb"
    output = {"output_type": "display_data", "data": {"text/html": Lesson("01").setup_html().splitlines(True)}}
    cell = {"cell_type": "code", "metadata": {}, "source": ['lesson = Lesson("01")'], "outputs": [output]}
    path.write_text(json.dumps({"cells": [cell], "metadata": {}}), "utf-8")
    (version,) = lite.contents(root, tmp_path / "out")
    made = json.loads((tmp_path / "out/notebooks/01-x.ipynb").read_text("utf-8"))
    assert made["metadata"]["lessonkit"] == {"version": version}
    assert f'{{"version":"{version}","course' in made["cells"][0]["outputs"][0]["data"]["text/html"]
    # Run in the browser, the cell says it again.
    assert '"version"' not in Lesson("01").setup_html()
    path.write_text(json.dumps(made), "utf-8")
    monkeypatch.setattr("sys.platform", "emscripten")
    assert f'{{"version":"{version}","course' in Lesson("01").setup_html()
    for damaged in ("", "[]", '{"metadata": []}', '{"metadata": {"lessonkit": 5}}'):
        path.write_text(damaged, "utf-8")
        assert '"version"' not in Lesson("01").setup_html()
    path.write_text(json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4}), "utf-8")
    assert lite.contents(root, tmp_path / "out") != [version], "any change of the file is another version"


def test_what_a_kernel_starts_with_is_a_small_part_of_the_kit_that_needs_no_more(tmp_path):
    packages = lite._kit(tmp_path)
    assert set(lite.FIRST) >= {"lessonkit-start"} and not packages["lessonkit-start"]["imports"]
    with zipfile.ZipFile(tmp_path / packages["lessonkit-start"]["file_name"]) as box:
        box.extractall(tmp_path / "start")
    (settings,) = (tmp_path / "start").glob("*.data/data/etc/ipython/ipython_config.json")
    (name,) = json.loads(settings.read_text())["InteractiveShellApp"]["extensions"]
    assert len(list((tmp_path / "start/lessonkit").rglob("*.py"))) < 10
    code = f"""from importlib import import_module
from IPython.core.interactiveshell import InteractiveShell
shell = InteractiveShell.instance()
import_module({name!r}).load_ipython_extension(shell)
import lessonkit; print(lessonkit.__file__)
shell.run_cell("lesson.quiz('01-x')")"""
    env = {**os.environ, "PYTHONPATH": str(tmp_path / "start"), "IPYTHONDIR": str(tmp_path / "ipython")}
    done = subprocess.run([sys.executable, "-c", code], env=env, cwd=tmp_path, capture_output=True, text=True)
    place, *said = done.stdout.splitlines()
    assert place.startswith(str(tmp_path / "start")), done.stderr
    assert said == [SENTENCE]


def test_packed_wheels_hold_no_compiled_code_and_come_out_the_same_twice(tmp_path):
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
    entries = browser_python.pack(tmp_path / "one", {"typing-extensions"})
    assert entries == browser_python.pack(tmp_path / "two", {"typing-extensions"})
    assert {"ipython", "anywidget", "markupsafe", "pyyaml", "traitlets"} <= set(entries)
    assert "traitlets" in entries["ipython"]["depends"]
    for entry in entries.values():
        path = tmp_path / "one" / entry["file_name"]
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()
        names = zipfile.ZipFile(path).namelist()
        assert not [name for name in names if name.endswith((".so", ".pyc"))]
        assert sum(name.endswith(".dist-info/METADATA") for name in names) == 1
    assert "yaml" in entries["pyyaml"]["imports"]


def test_a_compiled_file_that_the_lock_does_not_know_is_refused(tmp_path):
    names = browser_python.COMPILED
    packages = {name: {"depends": [], "file_name": f"{name}.whl", "sha256": "0" * 64} for name in names}
    with zipfile.ZipFile(tmp_path / "carrier.whl", "w") as box:
        box.writestr("in/" + browser_python.LOCK, json.dumps({"info": {}, "packages": packages}))
        for file in (*browser_python.CORE, *(f"{name}.whl" for name in names)):
            box.writestr("in/" + file, "x")
    with pytest.raises(ValueError, match=r"carrier\.whl: \w+\.whl is not the file that Pyodide's lock names"):
        browser_python.unpack(tmp_path / "carrier.whl", "in/", tmp_path)
