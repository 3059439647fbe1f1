"""Execute notebooks and store their outputs: what `lessonkit run` does.

The stored notebook is what readers see without running anything and what strict nbval compares with, so a
second run must change no byte: everything that differs between two machines, two versions of Python or two
executions is dropped, and the file is written in one fixed form.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbclient.output_widget import OutputWidget
from nbformat import NotebookNode

from lessonkit import terminal
from lessonkit.author import inputs
from lessonkit.author.form import clean, fold_code, fold_more, identify, renumber, text_of
from lessonkit.course.files import NOTEBOOK_BYTES, no_notebook
from lessonkit.course.files import content as bytes_of
from lessonkit.errors import CourseError

TIMEOUT_SECONDS = 300


@dataclass(frozen=True)
class Ran:
    """What happened to one notebook: its path, how many code cells ran, whether the file changed."""

    path: Path
    cells: int
    changed: bool


def run(paths: Sequence[Path], say: Callable[[str], None] = terminal.say) -> list[Ran]:
    """Execute each notebook in a fresh kernel in its own folder and store the outputs.

    A fault leaves that file as it was and does not keep the others from being run; it is raised as a CourseError, of
    several notebooks after all have been tried.
    """
    done, left = [], []
    for place, path in enumerate(paths, 1):
        try:
            done.append(_run(path, f"{place} of {len(paths)}: {path.name}"))
        except CourseError as error:
            if len(paths) == 1:
                raise
            say(str(error))
            left.append(path.name)
            continue
        say(f"{path.name}: {done[-1].cells} code cells ran, {'stored' if done[-1].changed else 'no byte changed'}")
    if left:
        raise CourseError(f"{len(left)} of {len(paths)} notebooks stayed as they were: {', '.join(left)}", "see above")
    return done


def _run(path: Path, step: str) -> Ran:
    before = content(path)
    nb = parse(before, path.name)
    # Before the cells run: what changes meanwhile is not in their outputs.
    used = inputs.of(((cell.cell_type, cell.source) for cell in nb.cells), path.resolve().parent)
    execute(nb, path, step)
    clean(nb)
    renumber(nb)
    fold_code(nb)
    fold_more(nb)
    own = nb.metadata.get("lessonkit")
    nb.metadata["lessonkit"] = {**(own if isinstance(own, dict) else {}), "file": path.name, "inputs": used}
    return Ran(path, sum(cell.cell_type == "code" for cell in nb.cells), write(nb, path, before))


def content(path: Path) -> bytes:
    """Return a notebook's bytes; a file that is missing or may not be read is a CourseError."""
    if not path.is_file():
        raise no_notebook(path)
    return bytes_of(path, path.name, NOTEBOOK_BYTES)


def parse(data: bytes, name: str) -> NotebookNode:
    """Return a notebook of today's form, each cell with an id; what is none is a CourseError that says `name`."""
    try:
        raw = json.loads(data.decode("utf-8-sig"))
        if raw["nbformat"] != 4:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # about ids, which are made below
                raw = nbformat.convert(nbformat.reader.reads(json.dumps(raw)), 4)
            for cell in raw["cells"]:
                cell.pop("id", None)
        identify(raw["cells"])
        nb: NotebookNode = nbformat.versions[4].to_notebook_json(raw, minor=5)
        nb.nbformat_minor = 5
        nbformat.validate(nb)
    except UnicodeDecodeError:
        raise CourseError(
            f"{name} is not a readable notebook (not UTF-8 text)", "save it as UTF-8", place=name
        ) from None
    except json.JSONDecodeError as error:
        why = f"no JSON from line {error.lineno} on"
    except nbformat.ValidationError as error:
        why = f"{_part(error)} has not the form of a notebook"
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):  # Python's words would help nobody
        why = "its parts are not those of a notebook"
    else:
        return nb
    raise CourseError(f"{name} is not a readable notebook ({why})", "take the file from the course again", place=name)


def _part(error: nbformat.ValidationError) -> str:
    """Return which part of a notebook a fault of its form is in: "cell 3"."""
    path = [*getattr(error, "absolute_path", ())]
    return f"cell {path[1] + 1}" if path[:1] == ["cells"] and len(path) > 1 else "its " + str(path[0]) if path else "it"


# Settings of whoever runs that would change what a cell draws or says.
PERSONAL = ("MATPLOTLIBRC", "MPLBACKEND", "PYTHONWARNINGS")
# Prints nothing: matplotlib's list of fonts, which takes seconds to make, for the folder named as first argument.
LIST_FONTS = """
import pathlib, shutil, sys
import matplotlib
from matplotlib import font_manager
name = f"fontlist-v{font_manager.FontManager.__version__}.json"
shutil.copy(pathlib.Path(matplotlib.get_cachedir(), name), sys.argv[1])
"""


def kernel_environment(scratch: Path) -> dict[str, str]:
    """Return the environment of a kernel whose outputs are stored: no answers and no settings of one person.

    `scratch` is an empty folder; the log's folder, IPython's and matplotlib's are made in it. So a home that cannot be
    written leaves no complaint in an output.
    """
    names = {"LESSONKIT_PROGRESS": "progress", "IPYTHONDIR": "ipython", "MPLCONFIGDIR": "matplotlib"}
    folders = {name: scratch / folder for name, folder in names.items()}
    for folder in folders.values():
        folder.mkdir()
    for name, data in _fonts().items():
        (folders["MPLCONFIGDIR"] / name).write_bytes(data)
    kept = {name: value for name, value in os.environ.items() if name not in PERSONAL}
    return {**kept, "LESSONKIT_FRAMES": "none", **{name: str(folder) for name, folder in folders.items()}}


@cache
def _fonts() -> dict[str, bytes]:
    """Return matplotlib's list of fonts by file name, so that no kernel makes its own; nothing where it fails."""
    with tempfile.TemporaryDirectory(prefix="lessonkit-fonts-") as folder:
        command = [sys.executable, "-c", LIST_FONTS, folder]
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return {path.name: path.read_bytes() for path in Path(folder).iterdir()}


def client(nb: NotebookNode, folder: Path) -> NotebookClient:
    """Return the client that executes `nb` in `folder`, without storing timings.

    Widget state is gathered, because nbclient's Output widgets need it, and dropped by `clean`.
    """
    made = NotebookClient(
        nb,
        kernel_name="python3",
        timeout=TIMEOUT_SECONDS,
        resources={"metadata": {"path": str(folder)}},
        record_timing=False,
        coalesce_streams=True,
    )
    made.widget_registry = {"@jupyter-widgets/output": {"OutputModel": _QuietOutput}}
    return made


class _QuietOutput(OutputWidget):
    """Takes in what an Output widget captures, and does not report it back to the kernel.

    nbclient's own report goes to the kernel while the cell still runs. On a busy machine sixty cells with
    interact() then took up to 105 seconds instead of 2, and some cells never ended. nbval reports nothing
    either, so both see the same text.
    """

    def sync_state(self) -> None:
        """Send nothing."""


def execute(nb: NotebookNode, path: Path, step: str) -> None:
    """Execute every cell of `nb` in place; the error of a cell becomes one sentence."""
    for cell in nb.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    with tempfile.TemporaryDirectory(prefix="lessonkit-run-") as scratch, warnings.catch_warnings():
        # IPython's, where the home cannot be written: the kernel has a folder of its own.
        warnings.filterwarnings("ignore", "IPython parent", UserWarning)
        runner = client(nb, path.resolve().parent)
        runner.on_cell_start = lambda cell, cell_index: terminal.doing(
            f"{step}, cell {cell_index + 1} of {len(nb.cells)} …"
        )
        try:
            runner.execute(env=kernel_environment(Path(scratch)), stderr=subprocess.DEVNULL)
        except CellExecutionError as error:
            raise CourseError(_reason(error), place=f"{path.name}, {_failed(nb)}") from None
        except CellTimeoutError:
            raise CourseError(
                f"stopped after {TIMEOUT_SECONDS} seconds", "make it faster", place=f"{path.name}, {_failed(nb)}"
            ) from None
        except DeadKernelError:
            raise CourseError(
                "the kernel died", "look for a crash or for too little memory", place=f"{path.name}, {_failed(nb)}"
            ) from None


def _failed(nb: NotebookNode) -> str:
    """Say which cell execution stopped at: the last one that was started."""
    number = 0
    found = "before its first cell"
    for place, cell in enumerate(nb.cells, 1):
        if cell.cell_type != "code":
            continue
        number += 1
        started = cell.execution_count is not None or cell.outputs
        if started or found == "before its first cell":
            found = f"code cell {number} (cell {place} of the notebook)"
        if any(o.output_type == "error" for o in cell.outputs):
            break
    return found


def _reason(error: CellExecutionError) -> str:
    """Return the error as one line; a CourseError's sentence stands alone."""
    text = " ".join(str(error.evalue).split()) or "no message"
    return text if error.ename == "CourseError" else f"{error.ename}: {text}"


def write(nb: NotebookNode, path: Path, before: bytes) -> bool:
    """Write `nb` in one step (an interruption leaves the old file whole) and return whether it changed.

    `before` is what the file held when it was read. Raises CourseError when it holds something else by now: what an
    author saved while the cells ran is not overwritten.
    """
    after = text_of(nb).encode("utf-8")
    name = ""
    try:
        if after != before:
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem}-", suffix=".tmp")
            with os.fdopen(handle, "wb") as file:
                file.write(after)
            os.chmod(name, path.stat().st_mode & 0o777)
        if path.read_bytes() != before:
            raise CourseError(
                f"{path.name} was saved by another program while its cells ran", "run it again", place=path.name
            )
        if name:
            os.replace(name, path)
    except FileNotFoundError:
        raise CourseError(
            f"{path.name} was moved away while its cells ran", "nothing was stored", place=path.name
        ) from None
    except OSError as error:
        raise CourseError(
            f"could not be written ({error.strerror})", "free space or change rights", place=str(path)
        ) from None
    finally:
        if name:
            Path(name).unlink(missing_ok=True)
    return after != before
