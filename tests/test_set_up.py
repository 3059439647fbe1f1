"""What starts the course on somebody else's machine: odd paths, odd files, a home that cannot be written, Windows."""

import json
import os
import re
import shutil
import site
import subprocess
import sys
import urllib.request
from pathlib import Path

import nbformat
import pytest

from lessonkit.course.files import NOTEBOOK_BYTES
from tests.conftest import ROOT

sys.path.insert(0, str(ROOT / "deploy"))
import lab
import prepare

pytestmark = pytest.mark.course


def git(folder, *words, **named):
    settings = ("user.name=A", "user.email=a@example.org", "init.defaultBranch=main", "commit.gpgsign=false")
    plain = [word for setting in settings for word in ("-c", setting)]
    command = ["git", *plain, "-C", str(folder), *words]
    return subprocess.run(command, check=True, capture_output=True, text=True, **named).stdout


# --- make lab


@pytest.fixture
def course(tmp_path, request):
    """The course in a folder of a given name, with an environment of its own that borrows the packages of this one."""
    root = tmp_path / request.param
    for folder in ("deploy", "lessonkit", "notebooks"):
        shutil.copytree(ROOT / folder, root / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("Makefile", "requirements.txt", "requirements-dev.txt", "pyproject.toml"):
        shutil.copy(ROOT / name, root)
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(root / ".venv")], check=True)
    packages = next((root / ".venv").glob("lib/python*/site-packages"), root / ".venv/Lib/site-packages")
    (packages / "borrowed.pth").write_text("\n".join(site.getsitepackages()) + "\n")
    (root / ".venv/lab.ready").touch()
    return root


def make_lab(course, **settings):
    """Run `make lab` up to its version; nothing is installed, and the reader's own Jupyter is not touched."""
    own = {f"JUPYTER_{name}_DIR": str(course.parent / name) for name in ("DATA", "CONFIG", "RUNTIME")}
    env = {**os.environ, **own, **settings, "PYTHONPATH": str(course)}
    command = ["make", "lab", "LAB_ARGS=--version"]
    return subprocess.run(command, cwd=course, env=env, capture_output=True, text=True)


ODD = ['ü 日 a b"c`touch ran`', "d'e#f $(touch ran) $HOME %g;h& [x] {y}"]


@pytest.mark.course
@pytest.mark.parametrize("course", ODD, indirect=True)
def test_make_lab_works_in_a_folder_of_any_name(course):
    done = make_lab(course)
    assert done.returncode == 0, done.stderr
    assert re.search(r"^4\.\d", done.stdout, re.M)
    assert not list(course.parent.rglob("ran"))


@pytest.mark.course
@pytest.mark.parametrize("course", ["plain"], indirect=True)
def test_make_lab_starts_beside_files_that_are_no_notebooks_and_without_a_home(course):
    notebooks = course / "notebooks"
    (notebooks / "Untitled.ipynb").write_text("")
    (notebooks / "two\nlines.ipynb").write_text("")
    (notebooks / "list.ipynb").write_text("[]")
    (notebooks / "latin.ipynb").write_bytes(b"\xe9")
    (notebooks / "odd.ipynb").write_text('{"cells": [{}], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}')
    (notebooks / "._01-x.ipynb").write_text("")
    (notebooks / "folder.ipynb").mkdir()
    (notebooks / "gone.ipynb").symlink_to("nowhere")
    there = len(list((ROOT / "notebooks").glob("*.ipynb")))
    nowhere = {"HOME": "/proc/nohome", "XDG_CONFIG_HOME": "", "XDG_CACHE_HOME": "", "XDG_RUNTIME_DIR": ""}
    for settings in ({}, {**nowhere, **{f"JUPYTER_{name}_DIR": "" for name in ("DATA", "CONFIG", "RUNTIME")}}):
        done = make_lab(course, **settings)
        assert (done.returncode, done.stderr) == (0, ""), done.stderr
        left_out = [line.split()[0] for line in done.stdout.splitlines() if " is left out: it " in line]
        assert left_out == ["Untitled.ipynb", "latin.ipynb", "list.ipynb", "odd.ipynb", "two\\nlines.ipynb"]
        assert f"{there} notebooks trusted" in done.stdout
        assert ("The home folder cannot be written" in done.stdout) is bool(settings)


def test_a_large_file_that_is_no_notebook_keeps_nobody_waiting(tmp_path, monkeypatch):
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "jupyter"))
    (tmp_path / "notebooks").mkdir()
    with (tmp_path / "notebooks/torn.ipynb").open("wb") as file:
        file.truncate(NOTEBOOK_BYTES + 1)
    monkeypatch.setattr("nbformat.reads", lambda *words, **named: pytest.fail("it is read, and repeated in an error"))
    trusted, (line,) = prepare.trust(tmp_path)
    assert (trusted, line) == (0, "torn.ipynb is left out: it has 100 MB or more, and 100 MB are the limit.")


def test_a_folder_that_cannot_be_written_is_seen(tmp_path):
    assert lab.writable([tmp_path / "new" / "deep"])
    (tmp_path / "file").write_text("")
    assert not lab.writable([tmp_path, tmp_path / "file" / "below"])
    assert not lab.writable([Path("/proc/nohome")])


def test_no_script_with_a_path_in_its_head_is_called():
    """What pip writes into .venv/bin begins with the environment's path, which a shell reads: `python -m` does not."""
    for name in ("Makefile", "deploy/test.sh", "deploy/chromium.sh", ".ci/run", "postBuild"):
        called = set(re.findall(r"(?:\$\(BIN\)|\$bin|\.venv/bin)/([\w.-]+)", (ROOT / name).read_text("utf-8")))
        assert called <= {"python", "ruff"}, name  # ruff is no script
    assert "CURDIR" not in (ROOT / "Makefile").read_text("utf-8")


@pytest.mark.course
def test_nbval_needs_no_option_and_passes_over_what_is_no_notebook(tmp_path):
    """As somebody who knows pytest and nothing of this course runs it."""
    for name in ("lessonkit", "tests"):
        (tmp_path / name).symlink_to(ROOT / name)
    for name in ("conftest.py", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path)
    notebooks = tmp_path / "notebooks"
    notebooks.mkdir()
    cells = ["import os\nprint(os.path.basename(os.environ['LESSONKIT_PROGRESS']))", "1 + 1;"]
    made = [nbformat.v4.new_code_cell(source, execution_count=n) for n, source in enumerate(cells, 1)]
    made[0].outputs = [nbformat.v4.new_output("stream", text="progress\n")]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    nbformat.write(nbformat.v4.new_notebook(cells=made, metadata=kernel), notebooks / "01-a.ipynb")
    for name in ("._a", ".~a", "Untitled"):
        (notebooks / f"{name}.ipynb").write_text("")
    command = [Path(sys.executable).with_name("pytest"), "-q", "--nbval", "notebooks", "-p", "no:cacheprovider"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
    assert "2 passed" in done.stdout


# --- a checkout on Windows


def test_text_has_its_ends_of_lines_whatever_git_is_set_to(tmp_path):
    source, target = tmp_path / "source", tmp_path / "target"
    names = [".gitattributes", ".ci/run", "Makefile", "postBuild", "deploy/test.sh", "data/claims.csv", "README.md"]
    names += ["notebooks/00-start-here.ipynb", "lessonkit/web/reader.min.js", "lessonkit/web/built.sha256"]
    for name in names:
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, source / name)
    (source / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\r\n")
    git(tmp_path, "init", "--quiet", "source")
    git(source, "add", "--all")
    git(source, "commit", "--quiet", "-m", "x")
    git(tmp_path, "-c", "core.autocrlf=true", "-c", "core.eol=crlf", "clone", "--quiet", str(source), str(target))
    for name in names:
        assert (target / name).read_bytes() == (ROOT / name).read_bytes().replace(b"\r\n", b"\n"), name
    assert (target / "picture.png").read_bytes() == b"\x89PNG\r\n\x1a\n\0\r\n"


# --- a proxy


def test_this_machine_is_asked_without_a_proxy(monkeypatch):
    from tests.browser import jupyter

    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "https_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.delenv("no_proxy", raising=False)
    assert not any(isinstance(handler, urllib.request.ProxyHandler) for handler in jupyter.HERE.handlers)
    calls = re.compile(r"urllib\.request\.urlopen\(|requests\.get\(")
    files = [path for folder in ("tests", "deploy", "lessonkit") for path in (ROOT / folder).rglob("*.py")]
    assert [path.name for path in files if calls.search(path.read_text("utf-8")) and path != Path(__file__)] == []


# --- an update


def recipe():
    """The commands with which README.md says that the course is updated."""
    section = (ROOT / "README.md").read_text("utf-8").split("## Updating")[1].split("\n## ")[0]
    return [line.split(" #")[0].strip() for line in re.search(r"```\n(.*?)```", section, re.S)[1].splitlines()]


def test_the_course_is_updated_as_the_readme_says_and_answers_and_notes_stay(tmp_path):
    origin, mine = tmp_path / "origin", tmp_path / "mine"
    (origin / "notebooks").mkdir(parents=True)
    lesson = "notebooks/01-x.ipynb"
    (origin / lesson).write_text(json.dumps({"cells": ["old"]}))
    shutil.copy(ROOT / ".gitignore", origin)
    git(tmp_path, "init", "--quiet", "origin")
    git(origin, "add", "--all")
    git(origin, "commit", "--quiet", "-m", "one")
    git(tmp_path, "clone", "--quiet", str(origin), str(mine))
    # A student answers, runs, writes into the lesson and makes a copy; then the course moves on.
    (mine / "progress").mkdir()
    (mine / "progress/answers.jsonl").write_text("answers")
    (mine / lesson).write_text(json.dumps({"cells": ["old", "my note"]}))
    (mine / "notebooks/01-x-Copy1.ipynb").write_text("copy")
    (origin / lesson).write_text(json.dumps({"cells": ["new"]}))
    git(origin, "commit", "--quiet", "-a", "-m", "two")
    # A student has told git no name.
    env = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "GIT_CONFIG_NOSYSTEM": "1"}
    for command in recipe():
        done = subprocess.run(command, shell=True, cwd=mine, env=env, capture_output=True, text=True)
        assert done.returncode == 0, f"{command}: {done.stderr}"
    assert json.loads((mine / lesson).read_text()) == {"cells": ["new"]}
    assert (mine / "progress/answers.jsonl").read_text() == "answers"
    assert (mine / "notebooks/01-x-Copy1.ipynb").read_text() == "copy"
    kept = [json.loads(path.read_text()) for path in mine.rglob("*.ipynb") if "my note" in path.read_text()]
    kept += [json.loads(git(mine, "show", f"stash@{{0}}:{lesson}"))] if git(mine, "stash", "list") else []
    assert {"cells": ["old", "my note"]} in kept
