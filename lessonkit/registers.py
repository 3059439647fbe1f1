"""The course's registers: CSV files beside the tables in which each row has an id (sources, claims, glossary)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from lessonkit import csvfile
from lessonkit.course import Course
from lessonkit.errors import CourseError

SOURCE_COLUMNS = (
    *("id", "title", "publisher", "kind", "date"),
    *("url", "reading", "read_at", "accessed", "confidence", "notes"),
)

Row = dict[str, str]
_read: dict[Path, tuple[csvfile.Stamp, dict[str, Row]]] = {}


def rows(course: Course, name: str, columns: Sequence[str]) -> dict[str, Row]:
    """Return the rows of data/`name` by what stands in the first of `columns`, in the order of the file.

    All cells are text. Raises CourseError, naming file, row and column, for a missing column, an empty id or one that
    stands twice, and text that a spreadsheet would run. The result is shared: copy it before changing it.
    """
    path = course.root / "data" / name
    stamp = csvfile.stamp(path)
    known = _read.get(path)
    if known is None or known[0] != stamp:
        known = _read[path] = (stamp, _rows(path, f"data/{name}", columns))
    return known[1]


def sources(course: Course) -> dict[str, Row]:
    """Return data/sources.csv by id; see `rows`."""
    return rows(course, "sources.csv", SOURCE_COLUMNS)


def ids_in(cell: str) -> list[str]:
    """Return the source ids of one cell; several are separated by spaces or semicolons."""
    return cell.replace(";", " ").split()


def _rows(path: Path, place: str, columns: Sequence[str]) -> dict[str, Row]:
    header, *lines = csvfile.read(path, place)
    for column in columns:
        if column not in header:
            raise CourseError(f"{place}, row 1: the column {column!r} is missing; add it.")
    key = columns[0]
    found: dict[str, Row] = {}
    for number, cells in enumerate(lines, 2):
        row = dict(zip(header, cells, strict=True))
        for column, cell in row.items():
            if wrong := csvfile.fault(cell):
                raise CourseError(f"{place}, row {number}, column {column}: {wrong}.")
        if not row[key]:
            raise CourseError(f"{place}, row {number}, column {key}: the {key} is empty; fill it.")
        if row[key] in found:
            what = f"the {key} {row[key]!r} stands twice; rename one"
            raise CourseError(f"{place}, row {number}, column {key}: {what}.")
        found[row[key]] = row
    return found
