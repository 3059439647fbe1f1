"""What a kernel says when a cell runs before the set-up cell: one sentence in place of a NameError.

It speaks only of names that a set-up cell defines, and only until a lesson was made in that kernel; all else looks as
it would without it.
"""

from __future__ import annotations

import ast
import json
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any

import lessonkit

_LARGEST = 100_000_000  # bytes of a notebook
SENTENCE = "Run the first gray cell of this page first, then this one again."


def install(shell: Any) -> None:
    """Let the shell ask `wanted` before it shows a NameError."""

    def show(shell: Any, kind: type, error: NameError, trace: TracebackType, tb_offset: int | None = None) -> None:
        if wanted(shell.user_ns, error, trace):
            error._render_traceback_ = lambda: [SENTENCE]  # type: ignore[attr-defined]
        shell.showtraceback(running_compiled_code=True)

    shell.set_custom_exc((NameError,), show)
    _take_no_name_for_a_magic(shell)


def _take_no_name_for_a_magic(shell: Any) -> None:
    """Keep a line that begins with `load(…)` from being run as the magic of that name; `%load` stays what it is."""
    from IPython.core.prefilter import PrefilterChecker
    from traitlets import Integer

    class OurNames(PrefilterChecker):
        priority = Integer(650)  # before the one that looks for magics

        def check(self, line_info: Any) -> Any:
            ours = line_info.ifun.partition(".")[0] in lessonkit.__all__
            return shell.prefilter_manager.get_handler_by_name("normal") if ours else None

    make: Any = OurNames  # a constructor of IPython, which has no types
    make(shell=shell, prefilter_manager=shell.prefilter_manager)


def wanted(space: dict[str, Any], error: NameError, trace: TracebackType) -> bool:
    """Return whether the cell itself asked for a name that the set-up cell, which has not run, would have given it."""
    while trace.tb_next:
        trace = trace.tb_next
    lesson = getattr(sys.modules.get("lessonkit.lesson"), "Lesson", None)
    made = lesson and any(isinstance(value, lesson) for value in space.values())
    asked = type(error) is NameError and trace.tb_frame.f_globals is space
    return asked and not made and error.name in {*lessonkit.__all__, *_defined(Path.cwd())}


def _defined(folder: Path) -> Iterator[str]:
    """Yield the names that the set-up cells of the notebooks in a folder define, and `lesson` where there is none."""
    yield "lesson"
    for path in folder.glob("*.ipynb"):
        with suppress(Exception):  # a neighbor that cannot be read, in whatever way
            if not path.is_file() or path.stat().st_size > _LARGEST:  # a pipe would be waited for
                continue
            cells = json.loads(path.read_text("utf-8"))["cells"]
            codes = ("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
            for node in ast.walk(ast.parse(next((code for code in codes if "= Lesson(" in code), ""))):
                if isinstance(node, ast.alias):
                    yield (node.asname or node.name).partition(".")[0]
                elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                    yield node.id
