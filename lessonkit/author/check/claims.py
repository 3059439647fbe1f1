"""Claims: unique, sourced, fresh, and recomputed where they come from a table."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence

from lessonkit.author.check import one_row, ranks
from lessonkit.author.check.course_data import CLAIMS, SOURCES, CourseData, numbered
from lessonkit.author.check.finding import Finding
from lessonkit.author.check.held import holds
from lessonkit.author.check.other_numbers import Places
from lessonkit.author.check.uncited_numbers import short
from lessonkit.errors import CourseError

KINDS = ("statute", "official", "reported", "contested")
CLAIM_ID = re.compile(r"^c-[a-z0-9]+(?:-[a-z0-9]+)*$")
Row = Mapping[str, str]


def check(data: CourseData, today: datetime.date, allowed: Sequence[re.Pattern[str]] = ()) -> list[Finding]:
    """Return faults of claims.csv; `today` decides which reviews are overdue, `allowed` numbers state nothing."""
    found, places = [], Places(data, allowed)
    for line, row in numbered(data.rows(CLAIMS)):
        where = f"{CLAIMS.as_posix()}, line {line}, {row['id']}"
        faults = (*_row(row, data, today), *places.faults(row))
        found += [Finding(where, what, mend) for what, mend in faults]
    return found


def _row(row: Row, data: CourseData, today: datetime.date) -> Iterator[tuple[str, str]]:
    if not CLAIM_ID.match(row["id"]):
        yield f"the id is {row['id'] or 'empty'}", "write c- and words with hyphens, such as c-agencies-22"
    if not row["sentence"]:
        yield "no sentence", "say the claim in one sentence of our own words"
    elif not holds(row["sentence"], row):
        what = f"its sentence “{short(row['sentence'])}” does not hold its value {row['value']}"
        yield what, "correct the one that is wrong; announce a rounding (about, nearly, more than)"
    if row["kind"] not in KINDS:
        yield f"kind is {row['kind'] or 'empty'}", f"use one of {', '.join(KINDS)}"
    if row["confidence"] not in ("high", "medium"):
        yield (
            f"confidence is {row['confidence'] or 'empty'}",
            "use high or medium; drop a claim that has neither",
        )
    if not row["as_of"]:
        yield "no as_of", "write the day, month or year for which it holds"
    yield from _review(row, today)
    yield from _address(row, data)


def overdue(row: Row, today: datetime.date) -> bool:
    """Say whether the day on which a claim is to be read again has passed."""
    try:
        return datetime.date.fromisoformat(row["review_by"]) < today
    except ValueError:
        return False


def _review(row: Row, today: datetime.date) -> Iterator[tuple[str, str]]:
    try:
        datetime.date.fromisoformat(row["review_by"])
    except ValueError:
        yield f"review_by is {row['review_by'] or 'empty'}", "write a day such as 2027-06-30"
        return
    if overdue(row, today):
        yield f"its review was due on {row['review_by']}", "read the source again and set the next day"


def _address(row: Row, data: CourseData) -> Iterator[tuple[str, str]]:
    for source in filter(None, re.split(r"[;\s]+", row["source_id"])):
        if source not in data.sources and not data.lost(SOURCES):
            yield f"source {source} is not in data/sources.csv", "correct the id or add the source"
    if row["table"]:
        yield from recomputed(row, data)
        yield from ranks.of_claim(row, data)
        yield from one_row.faults(row, data)
    elif not row["source_id"] or not row["locator"]:
        yield "neither a table nor a source with locator", "fill table, agg … or source_id and locator"


def recomputed(row: Row, data: CourseData) -> Iterator[tuple[str, str]]:
    """Yield a fault when the table of the course does not give the claim's value."""
    from lessonkit.course.query import agrees
    from lessonkit.course.tables import compute

    spec = {key: row[key] for key in ("table", "where", "column", "agg")}
    try:
        got = compute(spec, data.course)
    except CourseError as error:
        if data.named(error):
            return
        yield f"it cannot be recomputed: {str(error).rstrip('.')}", "mend table, where, column or agg"
        return
    if not agrees(row["value"], got):
        yield (
            f"value is {row['value'] or 'empty'}, the table gives {got}",
            "correct the value and its sentences",
        )
