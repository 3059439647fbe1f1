"""A claim that speaks of one row of a table says what that row says: of when, and how sure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lessonkit.author.check.course_data import CourseData
from lessonkit.errors import CourseError

_SURE = ("low", "medium", "high")
_DAY = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")


def faults(claim: Mapping[str, str], data: CourseData) -> Iterator[tuple[str, str]]:
    """Yield (what is wrong, how to mend it) of a claim whose value stands in one row; others yield nothing."""
    row = _row(claim, data)
    if row is None:
        return
    sure = row.get("confidence", "")
    if sure in _SURE and claim["confidence"] in _SURE and _SURE.index(claim["confidence"]) > _SURE.index(sure):
        yield (
            f"its confidence is {claim['confidence']}, that of its row in {claim['table']} is {sure}",
            "take the lower one, or read a source that allows the higher one for both",
        )
    days = [text for name, text in row.items() if _DAY.fullmatch(text) and name != claim["column"]]
    exact = [text for text in days if len(text) > 4]
    if exact and not any(_meet(text, claim["as_of"]) for text in [*days, row.get(claim["column"], "")]):
        listed = ", ".join(dict.fromkeys(exact))
        yield f"its as_of is {claim['as_of']}, the days of its row in {claim['table']} are {listed}", "correct one"


def _row(claim: Mapping[str, str], data: CourseData) -> Mapping[str, str] | None:
    from lessonkit.course.tables import rows_of

    if not claim["table"] or not claim["where"] or claim["agg"] in ("count", "nunique", "share"):
        return None
    try:
        fit = rows_of(claim["table"], claim["where"], data.course)
    except CourseError:
        return None  # a finding of the claim's value
    return data.tables[claim["table"]][fit[0] - 2] if len(fit) == 1 else None


def _meet(one: str, other: str) -> bool:
    """Say whether two days, months or years are the same as far as both are said."""
    return bool(one and other) and (one.startswith(other) or other.startswith(one))
