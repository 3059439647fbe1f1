"""A notebook as the checks read it: cells, units of prose, stored HTML."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from lessonkit.author.check.prose import Unit, units
from lessonkit.course.files import NOTEBOOK_BYTES, content, no_notebook
from lessonkit.errors import CourseError

LESSON = re.compile(r"^(\d\d)-.*\.ipynb$")
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"


@dataclass(frozen=True)
class Cell:
    """One cell: its place in the notebook (from 1), kind (markdown, code, raw), source and stored outputs."""

    place: int
    kind: str
    source: str
    tags: tuple[str, ...] = ()
    metadata: dict[str, Any] = field(default_factory=dict)
    outputs: tuple[dict[str, Any], ...] = ()
    count: int | None = None

    @cached_property
    def lines(self) -> list[str]:
        """The source's lines without blank ones at either end."""
        return self.source.strip("\n").rstrip().splitlines()

    def data(self, mime: str) -> Iterator[str]:
        """Yield the stored text of one mime type."""
        for output in self.outputs:
            if mime in output.get("data", {}):
                yield joined(output["data"][mime])

    @cached_property
    def html(self) -> str:
        """All stored text/html of the cell."""
        return "\n".join(self.data("text/html"))


@dataclass(frozen=True)
class Notebook:
    """A notebook file; `lesson` is its two-digit number or "" when its name has none."""

    path: Path
    cells: tuple[Cell, ...]
    metadata: dict[str, Any]

    @property
    def name(self) -> str:
        """The file's name, as findings print it."""
        return self.path.name

    @property
    def lesson(self) -> str:
        """The lesson's number as text ("03"), or ""."""
        found = LESSON.match(self.name)
        return found[1] if found else ""

    @property
    def is_lesson(self) -> bool:
        """Whether the rules for a whole lesson hold: 01 and up; 00 only introduces the course."""
        return self.lesson not in ("", "00")

    @cached_property
    def code(self) -> list[Cell]:
        """The code cells in order."""
        return [cell for cell in self.cells if cell.kind == "code"]

    @cached_property
    def text(self) -> list[Cell]:
        """The Markdown cells in order."""
        return [cell for cell in self.cells if cell.kind == "markdown"]

    @cached_property
    def units(self) -> list[Unit]:
        """Headings, paragraphs, list items and table rows of all Markdown cells, in order."""
        return [unit for cell in self.text for unit in units(cell.source, cell.place)]

    def at(self, cell: Cell | int) -> str:
        """Return how a finding names a cell of this notebook."""
        return f"{self.name}, cell {cell if isinstance(cell, int) else cell.place}"


def joined(text: str | list[str]) -> str:
    """Notebook files hold text as one string or as a list of lines."""
    return "".join(text) if isinstance(text, list) else text


def read(path: Path) -> Notebook:
    """Read a notebook with plain JSON: nothing is upgraded or mended on the way."""
    if not path.is_file():
        raise no_notebook(path)
    try:
        raw = json.loads(content(path, path.name, NOTEBOOK_BYTES))
        cells = tuple(_cell(place, cell) for place, cell in enumerate(raw["cells"], 1))
        return Notebook(path, cells, dict(raw.get("metadata", {})))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise CourseError(
            f"{path.name} is not a readable notebook", "take the file from the course again", place=path.name
        ) from None


def _cell(place: int, raw: dict[str, Any]) -> Cell:
    metadata = dict(raw.get("metadata", {}))
    return Cell(
        place,
        raw["cell_type"],
        joined(raw["source"]),
        tuple(metadata.get("tags", ())),
        metadata,
        tuple(raw.get("outputs", ())),
        raw.get("execution_count"),
    )
