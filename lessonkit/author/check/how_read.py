"""What was not read in the original says so, and nothing is surer than the texts it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lessonkit.author.check.course_data import CLAIMS, SOURCES, CourseData, numbered
from lessonkit.author.check.datapackage import CONFIDENCE
from lessonkit.author.check.finding import Finding
from lessonkit.course.registers import ids_in
from lessonkit.evidence.how_read import READINGS

Row = Mapping[str, str]


def check(data: CourseData) -> list[Finding]:
    """Return sources whose reading is unclear or trusted too much, then claims and rows surer than their sources."""
    found = []
    for line, row in numbered(data.rows(SOURCES)):
        where = f"{SOURCES.as_posix()}, line {line}, {row['id']}"
        found += [Finding(where, what, mend) for what, mend in _source(row)]
    return [*found, *_claims(data), *_rows(data)]


def _source(row: Row) -> Iterator[tuple[str, str]]:
    reading = row["reading"]
    if reading not in READINGS:
        yield f"reading is {reading or 'empty'}", f"use one of {', '.join(READINGS)}"
    elif reading == "original" and row["read_at"]:
        yield "read_at is filled although the original was read", f"empty it, or use {', '.join(READINGS[1:])}"
    elif reading != "original" and not row["read_at"]:
        yield f"read_at is empty although the reading is {reading}", "name the address or the place where it was read"
    if reading in ("part", "quoted") and row["confidence"] == "high":
        yield f"confidence is high although the reading is {reading}", "use medium or low, or read the whole text"


def _claims(data: CourseData) -> Iterator[Finding]:
    for line, row in numbered(data.rows(CLAIMS)):
        if best := _surer_than(row, data):
            what = f"confidence is {row['confidence']}, and that of its best source is {best}"
            # A claim of low confidence has no place in a course, see `claims`.
            mend = "name a surer source, or drop the claim" if best == "low" else f"use {best}, or name a surer source"
            yield Finding(f"{CLAIMS.as_posix()}, line {line}, {row['id']}", what, mend)


def _rows(data: CourseData) -> Iterator[Finding]:
    for table, rows in data.tables.items():
        for line, row in numbered(rows):
            if best := _surer_than(row, data):
                what = f"confidence is {row['confidence']}, and that of its best source is {best}"
                yield Finding(f"data/tables/{table}.csv, line {line}", what, f"use {best}, or name a surer source")


def _surer_than(row: Row, data: CourseData) -> str:
    """Return the confidence of a row's best source where the row claims a higher one, else ""."""
    best = _best(row.get("source_id", ""), data)
    return best if best and row.get("confidence") in CONFIDENCE[: CONFIDENCE.index(best)] else ""


def _best(cell: str, data: CourseData) -> str:
    """Return the highest confidence among the sources of a cell; "" when there is none."""
    known = {data.sources[id].get("confidence") for id in ids_in(cell) if id in data.sources}
    return next((level for level in CONFIDENCE if level in known), "")
