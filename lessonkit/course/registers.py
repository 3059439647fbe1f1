"""The course's registers: CSV files beside the tables in which each row stands for something by name.

One reader for all: a lesson and a quiz refuse a register with a fault, `lessonkit check` names each fault and goes on.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from lessonkit.course import PACKAGE, Course, csvfile, files
from lessonkit.errors import CourseError, halves

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
#: What stands in a column "id": small letters and digits, apart by hyphens. No other script's letters look like these.
ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
UNNAMED = ("verification.csv",)


class Row(dict[str, str]):
    """One row by column, all text; `number` is its number in the file, where the header is 1."""

    number = 0


class Register(NamedTuple):
    """What was read of a register: the rows that have all cells, and each fault of the file."""

    rows: list[Row]
    faults: list[CourseError]


_read: dict[Path, tuple[csvfile.Stamp, Register, dict[str, Row]]] = {}


def rows(course: Course, name: str) -> dict[str, Row]:
    """Return the rows of the register data/`name` by what stands in its first column, in the order of the file.

    Raises CourseError, naming file, row and column, for the first fault that `read` finds, a missing file among them.
    The result is shared: copy it before changing it.
    """
    path = course.root / "data" / name
    stamp = csvfile.stamp(path, course.root / PACKAGE)
    known = _read.get(path)
    if known is None or known[0] != stamp:
        found = read(course, name)
        known = _read[path] = (stamp, found, {row[COLUMNS[name][0]]: row for row in found.rows})
    if known[1].faults:
        raise known[1].faults[0].with_traceback(None)  # it is kept, and may be raised again
    return known[2]


def read(course: Course, name: str) -> Register:
    """Return the register data/`name` of a course with its faults: nothing in it is an error here.

    Faults are: a file that cannot be read as a table, a missing column (no row is returned then), an empty row or one
    of another length, a cell without the form that the data package gives its column, text that a spreadsheet would
    run or has changed or that begins or ends with a space, a character that nobody sees, an empty name, an id
    that is none and a name that stands twice, in capitals or not.
    """
    place = f"data/{name}"
    try:
        path = course.root / "data" / name
        if not files.inside(path.parent, path):
            raise CourseError(
                f"{place} is a link that leads out of the folder data", "put the file itself there", place=place
            )
        sheet = csvfile.scan(path, place)
    except CourseError as error:
        return Register([], [error])
    missing = [column for column in COLUMNS[name] if column not in sheet.header]
    if missing:
        at = f"{place}, row 1"
        return Register([], [CourseError(f"the column {column!r} is missing", "add it", at) for column in missing])
    key = "" if name in UNNAMED else COLUMNS[name][0]
    forms = _forms(course, name)
    # Each cell is read when a lesson starts: what stands in a column many times is looked at once, and a column without
    # a fault is not looked through again.
    columns = zip(sheet.header, zip(*(cells for _, cells in sheet.rows), strict=True), strict=False)
    wrong = {column: said for column, cells in columns if (said := _wrong(set(cells), forms.get(column)))}
    rows, faults = [], list(sheet.faults)
    seen: set[str] = set()
    for number, cells in sheet.rows:
        row = Row(zip(sheet.header, cells, strict=True))
        row.number = number
        rows.append(row)
        if wrong:
            faults += [
                CourseError(*halves(found[row[column]]), f"{place}, row {number}, column {column}")
                for column, found in wrong.items()
                if row[column] in found
            ]
        if not key:
            continue
        named = row[key]
        if fault := _misnamed(named, key, seen):
            faults.append(CourseError(*fault, f"{place}, row {number}, column {key}"))
    return Register(rows, faults)


def _misnamed(named: str, key: str, seen: set[str]) -> tuple[str, str] | None:
    """Return what is wrong with a row's name and how to mend it; add a good one to those `seen`."""
    if not named:
        return f"the {key} is empty", "fill it"
    if key == "id":  # one form, so that case, spaces and Unicode cannot make two of one
        if not ID.fullmatch(named):
            return f"{named[:40]!a} is no id", "write small letters a-z and digits, apart by hyphens"
        same = named
    else:
        same = csvfile.alike(named)
    if same in seen:
        return f"the {key} {named!r} stands twice", "rename one"
    seen.add(same)
    return None


def _wrong(cells: set[str], form: tuple[str, str] | None) -> dict[str, str]:
    """Return what is wrong with each faulty one of a column's cells."""
    found = {}
    if form:
        fits = re.compile(form[0]).fullmatch
        found = {cell: csvfile.out_of_form(cell, *form) for cell in cells if cell and not fits(cell)}
    for cell in csvfile.doubtful(cells):
        if cell not in found and (said := csvfile.fault(cell)):
            found[cell] = said
    return found


def _forms(course: Course, name: str) -> dict[str, tuple[str, str]]:
    """Return (pattern, example) of the columns of a register that have a form in the data package."""
    forms = {}
    for resource in course.package["resources"]:
        schema = resource.get("schema") if isinstance(resource, dict) and resource.get("path") == name else None
        fields = schema.get("fields") if isinstance(schema, dict) else None
        for field in fields if isinstance(fields, list) else ():
            rule = field.get("constraints") if isinstance(field, dict) else None
            pattern = rule.get("pattern") if isinstance(rule, dict) else None
            if isinstance(pattern, str) and _compiles(pattern):  # another is a finding of the check of the package
                forms[str(field.get("name"))] = (pattern, str(field.get("example") or ""))
    return forms


def _compiles(pattern: str) -> bool:
    try:
        re.compile(pattern)
    except (re.error, RecursionError):
        return False
    return True


def sources(course: Course) -> dict[str, Row]:
    """Return data/sources.csv by id; see `rows`."""
    return rows(course, "sources.csv")


def ids_in(cell: str) -> list[str]:
    """Return the source ids of one cell; several are separated by spaces or semicolons."""
    return cell.replace(";", " ").split()
