"""Execute notebooks and store their outputs: what `lessonkit run` does.

The stored notebook is what readers see without running anything and what strict nbval compares with, so a
second run must change no byte: everything that differs between two machines, two versions of Python or two
executions is dropped, and the file is written in one fixed form.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbclient.output_widget import OutputWidget
from nbformat import NotebookNode

from . import terminal
from .errors import CourseError

TIMEOUT_SECONDS = 300
KERNELSPEC = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
# Without `version`: it would differ between the Pythons that the course supports.
LANGUAGE = {
    "codemirror_mode": {"name": "ipython", "version": 3},
    "file_extension": ".py",
    "mimetype": "text/x-python",
    "name": "python",
    "nbconvert_exporter": "python",
    "pygments_lexer": "ipython3",
}
# A widget view names a model that only lives in one kernel; its text/plain twin stays for the reader.
DROPPED_MIMES = ("application/vnd.jupyter.widget-view+json",)
# Notebook metadata that belongs to the course; the rest was left there by a program that opened the file.
KEPT_METADATA = ("title", "authors", "lessonkit")
# Cell metadata left behind by programs: timings, trust, scroll and fold states.
DROPPED_CELL_METADATA = (
    "execution",
    "ExecuteTime",
    "trusted",
    "scrolled",
    "collapsed",
    "outputId",
    "colab",
    "pycharm",
    "vscode",
)


@dataclass(frozen=True)
class Ran:
    """What happened to one notebook: its path, how many code cells ran, whether the file changed."""

    path: Path
    cells: int
    changed: bool


def run(paths: Iterable[Path], say: Callable[[str], None] = terminal.say) -> list[Ran]:
    """Execute each notebook in a fresh kernel in its own folder and store the outputs.

    A fault in a cell raises CourseError and leaves that file as it was.
    """
    done = []
    for path in paths:
        nb = read(path)
        before = path.read_bytes()
        execute(nb, path)
        clean(nb)
        renumber(nb)
        mark_slides(nb)
        ran = Ran(path, sum(c.cell_type == "code" for c in nb.cells), write(nb, path, before))
        say(f"{path.name}: {ran.cells} code cells ran, {'stored' if ran.changed else 'no byte changed'}")
        done.append(ran)
    return done


def read(path: Path) -> NotebookNode:
    """Read a notebook; a missing file or one that is no notebook is a CourseError."""
    if not path.is_file():
        raise CourseError(f"{path}: there is no such notebook; check the name and the folder.")
    try:
        nb = nbformat.read(path, as_version=4)
        nbformat.validate(nb)
    except OSError as error:
        raise CourseError(f"{path.name} cannot be read ({error.strerror}); correct the rights of the file.") from None
    except (ValueError, KeyError, AttributeError, nbformat.ValidationError) as error:
        first = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise CourseError(
            f"{path.name} is not a readable notebook ({first[:120]}); take the file from the course again."
        ) from None
    return nb


def kernel_environment(scratch: Path) -> dict[str, str]:
    """Return the environment of a kernel whose outputs are stored: no answers and no settings of one person.

    `scratch` is an empty folder; the log's folder and IPython's are made in it.
    """
    folders = {"LESSONKIT_PROGRESS": scratch / "progress", "IPYTHONDIR": scratch / "ipython"}
    for folder in folders.values():
        folder.mkdir()
    return {**os.environ, **{name: str(folder) for name, folder in folders.items()}}


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


def execute(nb: NotebookNode, path: Path) -> None:
    """Execute every cell of `nb` in place; the error of a cell becomes one sentence."""
    for cell in nb.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    with tempfile.TemporaryDirectory(prefix="lessonkit-run-") as scratch:
        runner = client(nb, path.resolve().parent)
        try:
            runner.execute(env=kernel_environment(Path(scratch)), stderr=subprocess.DEVNULL)
        except CellExecutionError as error:
            raise CourseError(f"{path.name}, {_failed(nb)}: {_reason(error)}") from None
        except CellTimeoutError:
            raise CourseError(
                f"{path.name}, {_failed(nb)}: stopped after {TIMEOUT_SECONDS} seconds; make it faster."
            ) from None
        except DeadKernelError:
            raise CourseError(
                f"{path.name}, {_failed(nb)}: the kernel died; look for a crash or for too little memory."
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


def clean(nb: NotebookNode) -> None:
    """Drop from `nb`, in place, what another machine, Python or execution would write differently."""
    kept = {key: nb.metadata[key] for key in KEPT_METADATA if key in nb.metadata}
    nb.metadata = nbformat.from_dict({"kernelspec": KERNELSPEC, "language_info": LANGUAGE, **kept})
    nb.nbformat, nb.nbformat_minor = 4, 5
    for cell in nb.cells:
        for key in DROPPED_CELL_METADATA:
            cell.metadata.pop(key, None)
        if cell.cell_type == "code":
            cell.outputs = clean_outputs(cell.outputs)


def clean_outputs(outputs: Iterable[Any]) -> list[NotebookNode]:
    """Return outputs as they are stored: widget views dropped, their text kept."""
    stored = []
    for output in outputs:
        if "data" in output:
            for mime in DROPPED_MIMES:
                output["data"].pop(mime, None)
            if not output["data"]:
                continue
        output.pop("transient", None)
        stored.append(nbformat.from_dict(output))
    return stored


def renumber(nb: NotebookNode) -> None:
    """Write into every citation of the text the place of its claim in the lesson's list of references."""
    from . import citations

    texts = [cell.source for cell in nb.cells if cell.cell_type == "markdown"]
    order = citations.order_of(texts)
    for cell in nb.cells:
        if cell.cell_type == "markdown":
            cell.source = citations.renumber(cell.source, order)


def mark_slides(nb: NotebookNode) -> None:
    """Let a slide begin at each heading and at each code cell, so that a lesson can be presented as it is.

    A cell whose author has said otherwise keeps that.
    """
    for cell in nb.cells:
        if cell.cell_type == "code" or cell.source.lstrip().startswith("#"):
            cell.metadata.setdefault("slideshow", {"slide_type": "slide"})


def text_of(nb: NotebookNode) -> str:
    """Return the one form in which a notebook is stored: one-space indent, sorted keys, one final newline."""
    return nbformat.writes(nb, version=4, indent=1, sort_keys=True, ensure_ascii=False).rstrip("\n") + "\n"


def write(nb: NotebookNode, path: Path, before: bytes) -> bool:
    """Write `nb` in one step (an interruption leaves the old file whole) and return whether it changed."""
    after = text_of(nb).encode("utf-8")
    if after == before:
        return False
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem}-", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(after)
        os.chmod(name, path.stat().st_mode & 0o777)
        os.replace(name, path)
    except OSError as error:
        Path(name).unlink(missing_ok=True)
        raise CourseError(f"{path}: could not be written ({error.strerror}); free space or change rights.") from None
    return True
