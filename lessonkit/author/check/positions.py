"""A course that sets positions side by side says which table holds them: how long is each side, and on what it rests.

`positions:` in data/check.yaml names the table, the column of the side, the columns of text whose words are counted,
and the columns of sources whose kinds are counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from lessonkit.author.check.course_data import CourseData
from lessonkit.author.check.finding import Finding
from lessonkit.author.check.prose import words
from lessonkit.course.registers import Row
from lessonkit.errors import CourseError
from lessonkit.text import nearest

PLACE = "check.yaml, positions"
KEYS = ("table", "side", "text", "sources")
APART = 10  # percent of the shortest side: readers of each have to find as much said for theirs


@dataclass(frozen=True)
class Positions:
    """Where a course holds positions: `side` says whose, `text` what is said, `sources` what it rests on."""

    table: str
    side: str
    text: tuple[str, ...]
    sources: tuple[str, ...] = ()


def read(raw: Any, name: str) -> Positions:
    """Return the setting `positions:` of the file `name`; text and sources are one column or a list of columns."""
    place = f"{name}, positions"
    if not isinstance(raw, dict):
        raise CourseError("`positions` must hold table, side and text", "name each in a line of its own", place=name)
    for key in raw:
        if key not in KEYS:
            raise CourseError(f"`{key}` is not known", nearest(str(key), KEYS), place=place)
    several = {key: raw.get(key, []) for key in ("text", "sources")}
    columns = {key: (value,) if isinstance(value, str) else value for key, value in several.items()}
    for key, value in columns.items():
        if not isinstance(value, list | tuple) or not all(isinstance(column, str) for column in value):
            raise CourseError(f"`{key}` must be a column or a list of columns", place=place)
    for key in ("table", "side"):
        if not isinstance(raw.get(key), str):
            raise CourseError(f"`{key}` is missing", "write the name of one", place=place)
    if not columns["text"]:
        raise CourseError("`text` is missing", "write the name of one column or more", place=place)
    return Positions(raw["table"], raw["side"], tuple(columns["text"]), tuple(columns["sources"]))


def lengths(where: Positions, data: CourseData) -> dict[str, dict[str, int]]:
    """Return the words of each column of text by side, in the order in which the sides stand in the table."""
    rows = data.tables[where.table]
    return {
        column: {
            side: sum(len(words(row[column])) for row in rows if row[where.side] == side)
            for side in _sides(where, rows)
        }
        for column in where.text
    }


def check(where: Positions | None, data: CourseData) -> list[Finding]:
    """Return names that the course does not have, and columns in which one side says much more than another."""
    if where is None:
        return []
    if unknown := list(_unknown(where, data)):
        return unknown
    found = []
    for column, by_side in lengths(where, data).items():
        least, most = min(by_side, key=lambda side: by_side[side]), max(by_side, key=lambda side: by_side[side])
        if by_side[most] * 100 > by_side[least] * (100 + APART):
            what = f"{column} has {by_side[most]} words for {most} and {by_side[least]} for {least}"
            mend = f"bring the sides within {APART} percent of each other"
            found.append(Finding(f"data/tables/{where.table}.csv", what, mend))
    return found


def said(where: Positions | None, data: CourseData) -> list[str]:
    """Return lines for the report: words by side for each column of text, kinds of source by side."""
    if where is None or next(_unknown(where, data), None):
        return []
    lines = [
        f"{where.table}, words of {column}: {', '.join(f'{side} {count}' for side, count in by_side.items())}"
        for column, by_side in lengths(where, data).items()
    ]
    rows = data.tables[where.table]
    for column in where.sources:
        for side in _sides(where, rows):
            kinds = Counter(
                kind for row in rows if row[where.side] == side for kind in _kinds(row[column], data.sources)
            )
            listed = ", ".join(f"{kind} {count}" for kind, count in sorted(kinds.items()))
            lines.append(f"{where.table}, {column} of {side}: {listed or 'none'}")
    return lines


def _sides(where: Positions, rows: Iterable[Row]) -> list[str]:
    return list(dict.fromkeys(row[where.side] for row in rows))


def _kinds(cell: str, sources: dict[str, Row]) -> list[str]:
    """Return the kinds of the sources whose ids a cell holds; a cell of other words is a kind itself."""
    ids = cell.replace(";", " ").split()
    if ids and all(key in sources for key in ids):
        return [sources[key].get("kind", "") or "no kind" for key in ids]
    return [cell or "empty"]


def _unknown(where: Positions, data: CourseData) -> Iterator[Finding]:
    if not data.tables.get(where.table):
        yield Finding(PLACE, f"there is no table {where.table} with rows", "name a table of data/tables")
        return
    for column in (where.side, *where.text, *where.sources):
        if column not in data.tables[where.table][0]:
            yield Finding(PLACE, f"{where.table} has no column {column}", "name a column of that table")
