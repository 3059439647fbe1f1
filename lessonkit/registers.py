"""The course's registers: CSV files beside the tables in which each row stands for something by name.

One reader for all: a lesson and a quiz refuse a register with a fault, `lessonkit check` names each fault and goes on.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lessonkit import csvfile, files
from lessonkit.course import Course
from lessonkit.errors import CourseError

SOURCE_COLUMNS = (
    *("id", "title", "publisher", "kind", "date"),
    *("url", "reading", "read_at", "accessed", "confidence", "notes"),
)
CLAIM_COLUMNS = (
    *("id", "lesson", "sentence", "value", "unit", "as_of", "kind"),
    *("table", "where", "column", "agg", "source_id", "locator", "confidence", "review_by"),
)
#: The columns that each register has; in all but the last, the first names the row and stands once.
COLUMNS = {
    "sources.csv": SOURCE_COLUMNS,
    "claims.csv": CLAIM_COLUMNS,
    "glossary.csv": ("term", "acronym", "plain", "law", "lesson", "spanish"),
    "verification.csv": ("claim_or_row", "second_source", "agrees", "note"),
}
UNNAMED = ("verification.csv",)


class Row(dict[str, str]):
    """One row by column, all text; `number` is its number in the file, where the header is 1."""

    number = 0


@dataclass(frozen=True)
class Register:
    """What was read of a register: the rows that have all cells, and a sentence for each fault of the file."""

    rows: list[Row]
    faults: list[str]


_read: dict[Path, tuple[csvfile.Stamp, Register, dict[str, Row]]] = {}


def rows(course: Course, name: str) -> dict[str, Row]:
    """Return the rows of the register data/`name` by what stands in its first column, in the order of the file.

    Raises CourseError, naming file, row and column, for the first fault that `read` finds, a missing file among them.
    The result is shared: copy it before changing it.
    """
    path = course.root / "data" / name
    stamp = csvfile.stamp(path)
    known = _read.get(path)
    if known is None or known[0] != stamp:
        found = read(course.root, name)
        known = _read[path] = (stamp, found, {row[COLUMNS[name][0]]: row for row in found.rows})
    if known[1].faults:
        raise CourseError(known[1].faults[0])
    return known[2]


def read(root: Path, name: str) -> Register:
    """Return the register data/`name` of the course at `root` with its faults: nothing in it is an error here.

    Faults are: a file that cannot be read as a table, a missing column (no row is returned then), an empty row or one
    of another length, text that a spreadsheet would run or that begins or ends with a space, an empty name and one that
    stands twice.
    """
    place = f"data/{name}"
    try:
        if not files.inside(root / "data", root / "data" / name):
            raise CourseError(f"{place} is a link that leads out of the folder data; put the file itself there.")
        sheet = csvfile.scan(root / "data" / name, place)
    except CourseError as error:
        return Register([], [str(error)])
    missing = [column for column in COLUMNS[name] if column not in sheet.header]
    if missing:
        return Register([], [f"{place}, row 1: the column {column!r} is missing; add it." for column in missing])
    key = "" if name in UNNAMED else COLUMNS[name][0]
    rows, faults, seen = [], list(sheet.faults), set()
    for number, cells in sheet.rows:
        row = Row(zip(sheet.header, cells, strict=True))
        row.number = number
        rows.append(row)
        at = f"{place}, row {number}, column"
        faults += [f"{at} {column}: {wrong}." for column, cell in row.items() if (wrong := csvfile.fault(cell))]
        if key and not row[key]:
            faults.append(f"{at} {key}: the {key} is empty; fill it.")
        elif key and row[key] in seen:
            faults.append(f"{at} {key}: the {key} {row[key]!r} stands twice; rename one.")
        seen.add(row.get(key, ""))
    return Register(rows, faults)


def sources(course: Course) -> dict[str, Row]:
    """Return data/sources.csv by id; see `rows`."""
    return rows(course, "sources.csv")


def ids_in(cell: str) -> list[str]:
    """Return the source ids of one cell; several are separated by spaces or semicolons."""
    return cell.replace(";", " ").split()
