"""A cell that runs before the set-up cell, in a real kernel of an environment as `make lab` and Binder prepare it."""

import os
import subprocess
import sys
import sysconfig
from pathlib import Path

import nbformat
import pytest
from jupyter_client.manager import KernelManager

from lessonkit.author.run import kernel_environment
from lessonkit.kernel.first_cell import SENTENCE

from . import small_course

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "deploy"))
import prepare  # noqa: E402

SETUP = """from lessonkit import Lesson, charts, load as read
lesson = Lesson("01").start()"""
DEEP = "import lessonkit.lesson as deep\ndeep.load_nothing = eval('lambda: figure', deep.__dict__)\ndeep.load_nothing()"
OTHERS = [
    "nosuch",
    "1 / 0",
    "pd.DataFrame()",
    "def f():\n    x\n    x = 1\nf()",
    "1 +",
    DEEP,
    "import lessonkit.nosuch",
]


class Kernel:
    """A kernel of the environment in `prefix`, in the folder of a course's notebooks."""

    def __init__(self, prefix, folder, scratch):
        scratch.mkdir()
        env = kernel_environment(scratch)
        env["PYTHONPATH"] = os.pathsep.join([str(ROOT), sysconfig.get_path("purelib")])
        self.manager = KernelManager()
        self.manager.kernel_spec.argv = [f"{prefix}/bin/python", "-m", "ipykernel_launcher", "-f", "{connection_file}"]
        self.manager.start_kernel(env=env, cwd=str(folder))
        self.client = self.manager.blocking_client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=60)

    def run(self, code):
        """Run a cell; return its error as (name, traceback), or None."""
        reply = self.client.execute_interactive(code, output_hook=lambda message: None, timeout=60)["content"]
        return None if reply["status"] == "ok" else (reply["ename"], reply["traceback"])

    def stop(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)


@pytest.fixture(scope="module")
def notebooks(tmp_path_factory):
    folder = small_course.make(tmp_path_factory.mktemp("course")) / "notebooks"
    cells = [nbformat.v4.new_markdown_cell("= Lesson("), nbformat.v4.new_code_cell(SETUP)]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), folder / "01-small.ipynb")
    # Neighbors that stop nobody.
    (folder / "broken.ipynb").write_text('{"cells": [{"source": 3}, 5]}')
    (folder / "half.ipynb").write_bytes(b"\xff\xfe{")
    (folder / "strange.ipynb").write_text('{"cells": [{"source": "x = Lesson(("}]}')
    (folder / "folder.ipynb").mkdir()
    (folder / "loop.ipynb").symlink_to("loop.ipynb")
    os.mkfifo(folder / "00-pipe.ipynb")
    return folder


@pytest.fixture(scope="module")
def kernels(notebooks, tmp_path_factory):
    """Return a function that starts a kernel: of an environment that was prepared, or of one that was not."""
    started = []

    def start(prepared=True):
        place = tmp_path_factory.mktemp("environment")
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(place / "venv")], check=True)
        if prepared:
            prepare.settings(place / "venv")
        started.append(Kernel(place / "venv", notebooks, place / "scratch"))
        return started[-1]

    yield start
    for kernel in started:
        kernel.stop()


def test_before_the_set_up_cell_its_names_are_answered_with_one_sentence(kernels):
    kernel = kernels()
    codes = ["lesson.quiz('01-first-leaf')", "load('heads')", "read('heads')", "charts.bars"]
    codes += ["figure()", "def show():\n    return rows(1)\nshow()", "[lesson for _ in range(2)]", "Lesson('01')"]
    for code in codes:
        assert kernel.run(code) == ("NameError", [SENTENCE]), code
    assert kernel.run(SETUP) is None
    assert kernel.run("lesson.id") is None
    # Now it has run: who takes a name away hears what is wrong.
    name, lines = kernel.run("del charts\ncharts")
    assert name == "NameError" and "'charts' is not defined" in "".join(lines)
    assert kernel.run("figure")[1] != [SENTENCE]


def test_every_other_error_looks_as_it_does_without_the_hook(kernels):
    plain, prepared = kernels(prepared=False), kernels()
    assert plain.run("lesson")[1] != [SENTENCE], "the sentence comes from what prepare.py put into the environment"
    prepared.run("lesson")  # both count their cells
    for code in OTHERS:
        assert plain.run(code) == prepared.run(code), code
