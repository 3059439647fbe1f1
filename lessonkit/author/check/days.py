"""Days that are over: what was read, checked or held at a day can have none that is still to come."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from lessonkit.author.check.course_data import CLAIMS, SOURCES, VERIFICATION, CourseData, Rows, numbered
from lessonkit.author.check.finding import Finding

#: Columns of registers and tables that say for which day something holds, or when it was read.
PAST = ("as_of", "as_of_date", "accessed", "checked")
_WHEN = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


def check(data: CourseData, today: datetime.date) -> list[Finding]:
    """Return the cells whose day, month or year begins after `today`: a digit was mistyped, or the clock is wrong."""
    found = []
    for name, rows in _all(data):
        for line, row in numbered(rows):
            for column in PAST:
                cell = row.get(column) or ""
                if _WHEN.fullmatch(cell) and cell > today.isoformat():
                    what = f"{column} is {cell}, which is still to come"
                    found.append(Finding(f"{name}, line {line}", what, "correct it, or the clock of this computer"))
    return found


def _all(data: CourseData) -> Iterator[tuple[str, Rows]]:
    for path in (CLAIMS, SOURCES, VERIFICATION):
        yield path.as_posix(), data.rows(path)
    for name, rows in data.tables.items():
        yield f"data/tables/{name}.csv", rows
