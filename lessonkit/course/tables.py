"""Tables of the course: typed as the data package says, checked as they are read.

    load("heads")              a DataFrame; .attrs says what is counted, as of when, by whom
    compute({"table": "heads", "where": "status == 'acting'", "agg": "count"})

Neither frictionless nor jsonschema is imported here: a lesson pays for pandas alone.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from lessonkit.course import PACKAGE, Course, cells, csvfile, find_course, look, package, query, registers
from lessonkit.errors import CourseError
from lessonkit.text import nearest, options


class _Known(NamedTuple):
    """A table as it was read; the attrs stand beside it, since pandas copies them with every step of a query."""

    stamp: csvfile.Stamp
    table: pd.DataFrame
    attrs: dict[str, Any]
    columns: query.Columns


_loaded: dict[tuple[Path, str], _Known] = {}


@options
def load(name: str, course: Course | None = None) -> pd.DataFrame:
    """Return a table of data/tables/ as a DataFrame, one observation a row; the reader may change it.

    `course` is the one around the working folder when left out, here and below.
    Types follow data/datapackage.json. `.attrs`: table, title, counts (what a row counts), as_of, publisher, caveats,
    sources (ids in the rows), titles (column -> words), colors (name -> color that is the same in every chart), plain
    (columns shown as a year or a date).
    Raises CourseError for an unknown table, and naming file, row and column for a fault in it.
    """
    known = _known(name, course)
    table = known.table.copy()
    table.attrs = copy.deepcopy(known.attrs)
    return table


def _known(name: str, course: Course | None) -> _Known:
    """Return a table that nobody changes, read again when a file that it came from is another."""
    course = course or find_course()
    resource = package.resource(course, name)
    path = package.file(course, resource)
    stamp = csvfile.stamp(path, course.root / "data" / "sources.csv", course.root / PACKAGE, course.root / look.LOOK)
    known = _loaded.get((course.root, name))
    if known is None or known.stamp != stamp:
        table, attrs = _read(course, resource, path)
        known = _loaded[course.root, name] = _Known(stamp, table, attrs, query.Columns(table))
    return known


def compute(spec: dict[str, Any], course: Course | None = None) -> int | float | str:
    """Return the one value that claims and question keys name.

    `spec`: table; where (a condition, may be empty); column (may be empty for count and share); agg, one of count,
    sum, min, max, first (exactly one row), nunique, mean, share (rows that fit, of all), most (the value that most rows
    have; "line by amount" the one with the largest sum; "a = b" for a tie). No fitting row is a count of 0 and an error
    for all else. Raises CourseError for an unknown table, column or aggregate, for a condition that is refused (see
    `lessonkit.course.condition`).
    """
    table, where, column, agg = (str(spec.get(k) or "").strip() for k in ("table", "where", "column", "agg"))
    place = _place(table, where)
    known = _known(table, course)
    chosen = query.choose(known.table, where, place, known.columns)
    return query.aggregate(known.table, chosen, column, agg, place)


def rows_of(table: str, where: str = "", course: Course | None = None) -> list[int]:
    """Return the numbers of the rows of a table's file that fit `where`, as a spreadsheet counts: the header is 1."""
    known = _known(table, course)
    return [int(row) + 2 for row in query.choose(known.table, where, _place(table, where), known.columns).index]


def _place(table: str, where: str) -> str:
    # A sentence has one line, whatever the condition holds.
    return f"table {table!r}" + (f" where {' '.join(where.split())}" if where else "")


def _read(course: Course, resource: dict[str, Any], path: Path) -> tuple[pd.DataFrame, dict[str, Any]]:
    place = f"data/{resource['path']}"
    fields = package.fields(resource)
    names = [field["name"] for field in fields]
    header, *rows = csvfile.read(path, place)
    _same_columns(place, header, names)
    columns = dict(zip(header, zip(*rows, strict=True) if rows else [()] * len(header), strict=True))
    table = pd.DataFrame({field["name"]: cells.typed(columns[field["name"]], field, place) for field in fields})
    _unique(place, table, package.key(resource, names))
    found = _sources(course, place, columns.get("source_id", ()))
    attrs = {
        "table": str(resource["name"]),
        "title": str(resource.get("title") or resource["name"]),
        "counts": str(resource.get("counts") or ""),
        "as_of": str(resource.get("asOf") or ""),
        "publisher": str(resource.get("publisher") or ""),
        "caveats": [str(text) for text in resource.get("caveats") or []],
        "sources": found,
        "titles": {field["name"]: str(field["title"]) for field in fields if field.get("title")},
        "colors": look.colors(course.root),
        "plain": [field["name"] for field in fields if field.get("shown") in ("year", "date")],
    }
    return table, attrs


def _same_columns(place: str, header: Sequence[str], named: Sequence[str]) -> None:
    for column in named:
        if column not in header:
            raise CourseError(
                f"the column {column!r} is missing", "add it, as the schema names it", place=f"{place}, row 1"
            )
    for column in header:
        if column not in named:
            where = PACKAGE.as_posix()
            raise CourseError(
                f"the column {column!r} is not in {where}", nearest(column, named), place=f"{place}, row 1"
            )


def _unique(place: str, table: pd.DataFrame, key: list[str]) -> None:
    if not key:
        return
    # As a reader sees them: "main street" is no other street than "Main  Street".
    seen = pd.DataFrame({name: table[name].map(_alike, na_action="ignore") for name in key})
    again = seen.duplicated()
    if again.any():
        row = int(again.to_numpy().argmax())
        what = ", ".join(f"{name} {cells.plain(table[name].iloc[row])}" for name in key)
        raise CourseError(
            f"{what} stands twice", "keep one of the rows", place=f"{place}, row {row + 2}, column {key[0]}"
        )


def _alike(value: Any) -> Any:
    return csvfile.alike(value) if isinstance(value, str) else value


def _sources(course: Course, place: str, column: Sequence[str]) -> list[str]:
    cited = {cell: registers.ids_in(cell) for cell in dict.fromkeys(column)}
    found = {id for ids in cited.values() for id in ids}
    known = registers.sources(course) if found else {}
    for cell, ids in cited.items():
        for id in ids:
            if id not in known:
                what = f"the source {id!r} is not in data/sources.csv"
                at = f"{place}, row {column.index(cell) + 2}, column source_id"
                raise CourseError(what, nearest(id, known), place=at)
    return sorted(found)
