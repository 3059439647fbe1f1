"""What is stored in a notebook: run in order, with outputs, without errors and without anybody's answers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from lessonkit.author.check.finding import Finding
from lessonkit.author.check.notebook import WIDGET_VIEW, Cell, Notebook
from lessonkit.author.check.stored_html import parse

RUN = "run `lessonkit run` on the notebook"
KERNEL = "python3"  # the name that every installation of Jupyter has
# The share of a lesson's code cells whose output strict nbval has something to compare with.
COMPARED = 0.6
ADDRESS = re.compile(r"\bat 0x[0-9a-fA-F]{6,16}\b")
# Keys of element data that hold somebody's work; a stored notebook has them empty.
PERSONAL = ("passport", "log", "log_id", "answers", "kept", "events")


def check(notebook: Notebook) -> list[Finding]:
    """Return what `lessonkit run` would have written differently."""
    rules: list[Callable[[Notebook], Iterator[Finding]]] = [kernel, counts, present, errors, answers, traces]
    return [finding for rule in rules for finding in rule(notebook)]


def kernel(notebook: Notebook) -> Iterator[Finding]:
    """Yield a finding for a kernel that only its author has: elsewhere Jupyter would ask each reader to choose one."""
    spec = notebook.metadata.get("kernelspec")
    name = spec.get("name") if isinstance(spec, dict) else None
    if name != KERNEL:
        what = f"the kernel is {name!r}, not {KERNEL!r}" if name else "no kernel is named"
        yield Finding(notebook.name, what, RUN)


def counts(notebook: Notebook) -> Iterator[Finding]:
    """Yield a finding when the execution counts are not 1..n: the cells were not run in order, once."""
    for expected, cell in enumerate(notebook.code, 1):
        if cell.count != expected:
            shown = "no execution count" if cell.count is None else f"execution count {cell.count}"
            what = f"{shown} where {expected} is due"
            yield Finding(notebook.at(cell), what, RUN)
            return


def present(notebook: Notebook) -> Iterator[Finding]:
    """Yield a finding when outputs are cleared: nbval would pass with nothing compared."""
    if not notebook.code:
        return
    share = sum(bool(cell.outputs) for cell in notebook.code) / len(notebook.code)
    if share == 0:
        yield Finding(notebook.name, "no outputs are stored", RUN)
    elif notebook.is_lesson and share < COMPARED:
        what = f"only {share:.0%} of the code cells have outputs, fewer than {COMPARED:.0%}"
        yield Finding(notebook.name, what, "end more cells with something to see, then " + RUN)


def errors(notebook: Notebook) -> Iterator[Finding]:
    """Yield stored errors and warnings."""
    for cell in notebook.code:
        for output in cell.outputs:
            if output.get("output_type") == "error":
                what = f"a stored error ({output.get('ename', '?')})"
                yield Finding(notebook.at(cell), what, f"mend the cell, then {RUN}")
            elif output.get("name") == "stderr":
                yield Finding(notebook.at(cell), "a stored warning (stderr)", f"mend its cause, then {RUN}")


def answers(notebook: Notebook) -> Iterator[Finding]:
    """Yield stored answers, and the id of somebody's log."""
    for cell in notebook.code:
        for data in parse(cell.html).data if cell.html else ():
            for path in _personal(data):
                what = f"somebody's work is stored in the output ({path})"
                yield Finding(notebook.at(cell), what, RUN)


def _personal(data: Any, path: str = "") -> Iterator[str]:
    """Yield the paths of filled personal keys; the questions' own keys (`options` …) are not looked into."""
    if isinstance(data, dict):
        if data.get("broken"):
            yield "data that is not JSON"
        for key, value in data.items():
            if key in PERSONAL and value and not path:
                yield key
            elif key == "state" and isinstance(value, dict):
                yield from _personal(value)


def traces(notebook: Notebook) -> Iterator[Finding]:
    """Yield what differs with each execution: widget state, views, memory addresses, timings."""
    if notebook.metadata.get("widgets"):
        yield Finding(notebook.name, "widget state is stored", RUN)
    for cell in notebook.cells:
        if "execution" in cell.metadata:
            yield Finding(notebook.at(cell), "execution times are stored", RUN)
        if any(True for _ in _views(cell)):
            yield Finding(notebook.at(cell), "a widget view is stored", RUN)
        text = "\n".join(cell.data("text/plain"))
        if ADDRESS.search(text):
            what = "the stored text holds a memory address, which changes with every run"
            yield Finding(notebook.at(cell), what, "end the cell with something that has a readable text")


def _views(cell: Cell) -> Iterator[Any]:
    return (output["data"][WIDGET_VIEW] for output in cell.outputs if WIDGET_VIEW in output.get("data", {}))
