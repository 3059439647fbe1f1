"""Tables of the course: typed as the data package says, checked as they are read.

    load("heads")              a DataFrame; .attrs says what is counted, as of when, by whom
    compute({"table": "heads", "where": "status == 'acting'", "agg": "count"})

Neither frictionless nor jsonschema is imported here: a lesson pays for pandas alone.
"""

from __future__ import annotations

import csv
import difflib
import io
from pathlib import Path
from typing import Any

import pandas as pd

from lessonkit import cells
from lessonkit.course import Course, find_course
from lessonkit.errors import CourseError

MOST_BYTES = 20_000_000  # a larger file is a mistake: the whole course is smaller
AGGREGATES = ("count", "sum", "min", "max", "first", "nunique", "mean", "share")

_loaded: dict[tuple[Path, str], tuple[tuple[int, ...], pd.DataFrame]] = {}


def load(name: str) -> pd.DataFrame:
    """Return a table of data/tables/ as a DataFrame, one observation a row.

    Types follow data/datapackage.json. `.attrs`: table, title, counts (what a row counts), as_of, publisher, caveats,
    sources (ids in the rows), titles (column -> words), plain (columns without thousands separators). Raises
    CourseError for an unknown table, and naming file, row and column for a fault in it.
    """
    course = find_course()
    resource = resource_of(course, name)
    path = course.root / "data" / str(resource.get("path", ""))
    sources = course.root / "data" / "sources.csv"
    stamp = tuple(p.stat().st_mtime_ns if p.is_file() else 0 for p in (path, sources))
    known = _loaded.get((course.root, name))
    if known is None or known[0] != stamp:
        known = _loaded[course.root, name] = (stamp, _read(course, resource, path))
    table = known[1].copy()
    table.attrs = {key: list(v) if isinstance(v, list) else v for key, v in known[1].attrs.items()}
    return table


def resource_of(course: Course, name: str) -> dict[str, Any]:
    """Return what the data package says of a table; a misspelt name gets the nearest one."""
    resources = {str(r.get("name")): r for r in course.package["resources"] if isinstance(r, dict)}
    if name not in resources:
        raise CourseError(f"There is no table {name!r}{nearest(str(name), list(resources))}")
    return resources[name]


def nearest(word: str, known: list[str]) -> str:
    """Return the end of a sentence that helps with a misspelt name: the nearest known one, or all of them."""
    close = difflib.get_close_matches(word, known, n=1)
    return f"; did you mean {close[0]!r}?" if close else f"; there are: {', '.join(sorted(known)) or 'none'}."


def read_csv(path: Path, place: str) -> list[list[str]]:
    """Return the cells of a CSV file. Raises CourseError for a missing, huge, torn or wrongly encoded file."""
    try:
        size = path.stat().st_size
    except OSError:
        raise CourseError(f"{place} does not exist; restore it or correct its path.") from None
    if size > MOST_BYTES:
        raise CourseError(
            f"{place} has {size / 1e6:.0f} MB, more than the {MOST_BYTES / 1e6:.0f} MB a table may have; "
            "keep only the rows that a lesson needs."
        )
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        row = path.read_bytes()[: error.start].count(b"\n") + 1
        raise CourseError(f"{place}, row {row}: not UTF-8 text; save the file as UTF-8.") from None
    if "\0" in text:
        row = text[: text.index("\0")].count("\n") + 1
        raise CourseError(f"{place}, row {row}: holds a NUL character; save the file as plain UTF-8 text.")
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        raise CourseError(f"{place}: not a readable CSV file ({error}); mend its quotes.") from None
    if not rows or not any(rows[0]):
        raise CourseError(f"{place} is empty; its first row must name the columns.")
    for number, cells_of_row in enumerate(rows[1:], 2):
        if len(cells_of_row) != len(rows[0]):
            raise CourseError(
                f"{place}, row {number}: has {len(cells_of_row)} cells where the header has {len(rows[0])}; "
                "put text with commas in quotes."
            )
    return rows


def _read(course: Course, resource: dict[str, Any], path: Path) -> pd.DataFrame:
    place = f"data/{resource.get('path', '')}"
    schema = resource.get("schema") or {}
    fields = schema.get("fields") or []
    rows = read_csv(path, place)
    _same_columns(place, rows[0], [str(f.get("name")) for f in fields])
    columns = dict(zip(rows[0], zip(*rows[1:], strict=True) if rows[1:] else [()] * len(rows[0]), strict=True))
    table = pd.DataFrame({f["name"]: cells.typed(columns[f["name"]], f, place) for f in fields})
    _unique(place, table, schema.get("primaryKey"))
    if "source_id" in table.columns:
        _sources_exist(course, place, columns["source_id"])
    table.attrs = {
        "table": str(resource["name"]),
        "title": str(resource.get("title") or resource["name"]),
        "counts": str(resource.get("counts") or ""),
        "as_of": str(resource.get("asOf") or ""),
        "publisher": str(resource.get("publisher") or ""),
        "caveats": list(resource.get("caveats") or []),
        "sources": sorted(set(_ids(columns.get("source_id", ())))),
        "titles": {f["name"]: f["title"] for f in fields if f.get("title")},
        "plain": [f["name"] for f in fields if f.get("type") == "integer" and "year" in f["name"]],
    }
    return table


def _same_columns(place: str, header: list[str], named: list[str]) -> None:
    twice = next((c for c in header if header.count(c) > 1), None)
    if twice is not None:
        raise CourseError(f"{place}, row 1: the column {twice!r} stands twice; rename or drop one.")
    for column in named:
        if column not in header:
            raise CourseError(f"{place}, row 1: the column {column!r} is missing; add it, as the schema names it.")
    for column in header:
        if column not in named:
            raise CourseError(
                f"{place}, row 1: the column {column!r} is not in data/datapackage.json{nearest(column, named)}"
            )


def _unique(place: str, table: pd.DataFrame, key: str | list[str] | None) -> None:
    if not key:
        return
    names = [key] if isinstance(key, str) else list(key)
    for name in names:
        if name not in table.columns:
            raise CourseError(f"{place}: the primary key {name!r} is no column; correct data/datapackage.json.")
    again = table.duplicated(subset=names)
    if again.any():
        row = int(again.to_numpy().argmax())
        what = ", ".join(f"{name} {table[name].iloc[row]}" for name in names)
        raise CourseError(f"{place}, row {row + 2}, column {names[0]}: {what} stands twice; keep one of the rows.")


def _ids(column: Any) -> list[str]:
    return [i for cell in column for i in cell.replace(";", " ").split()]


def _sources_exist(course: Course, place: str, column: Any) -> None:
    from lessonkit import evidence

    known = set(evidence.sources_of(course)["id"])
    for row, cell in enumerate(column, 2):
        for source in _ids([cell]):
            if source not in known:
                raise CourseError(
                    f"{place}, row {row}, column source_id: the source {source!r} is not in data/sources.csv"
                    f"{nearest(source, list(known)) if len(known) < 2000 else '.'}"
                )


def compute(spec: dict[str, Any]) -> int | float | str:
    """Return the one value that claims and question keys name.

    `spec`: table; where (a pandas query, may be empty); column (may be empty for count and share); agg, one of count,
    sum, min, max, first (exactly one row), nunique, mean, share (rows that fit, of all). Raises CourseError for an
    unknown column or aggregate, a query that cannot be read, and a selection without rows.
    """
    name, where, column, agg = (str(spec.get(k) or "").strip() for k in ("table", "where", "column", "agg"))
    place = f"table {name!r}" + (f" where {where}" if where else "")
    if agg not in AGGREGATES:
        raise CourseError(f"{place}: agg is {agg!r}; use one of {', '.join(AGGREGATES)}.")
    table = load(name)
    chosen = _where(table, where, place)
    if agg == "count":
        return len(chosen) if not column else int(chosen[_column(table, column, place)].notna().sum())
    if agg == "share":
        if table.empty:
            raise CourseError(f"{place}: the table has no rows to take a share of; fill it or use count.")
        return len(chosen) / len(table)
    values = chosen[_column(table, column, place)]
    if agg == "first":
        if len(values) != 1:
            raise CourseError(f"{place}: {len(values)} rows fit and first needs exactly one; sharpen where.")
        if pd.isna(values.iloc[0]):
            raise CourseError(f"{place}: column {column!r} is empty in that row; choose another.")
        return cells.plain(values.iloc[0])
    values = values.dropna()
    if values.empty:
        raise CourseError(f"{place}: no row with a value in {column!r} fits; correct where.")
    if agg == "nunique":
        return int(values.nunique())
    if agg in ("sum", "mean") and not pd.api.types.is_numeric_dtype(values):
        raise CourseError(f"{place}: column {column!r} holds no numbers, so it has no {agg}; use count or first.")
    return cells.plain(getattr(values, agg)())


def _where(table: pd.DataFrame, where: str, place: str) -> pd.DataFrame:
    if not where:
        return table
    if "@" in where or "__" in where:
        raise CourseError(f"{place}: a query names columns and values only; take out '@' and '__'.")
    try:
        chosen = table.query(where, engine="python")
    except Exception as error:  # pandas raises whatever the expression raises
        said = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise CourseError(f"{place}: the query cannot be read ({said}); columns are {', '.join(table)}.") from None
    if not isinstance(chosen, pd.DataFrame):
        raise CourseError(f"{place}: the query does not choose rows; compare a column with a value.")
    return chosen


def _column(table: pd.DataFrame, column: str, place: str) -> str:
    if column not in table.columns:
        raise CourseError(f"{place}: there is no column {column!r}{nearest(column, list(table.columns))}")
    return column
