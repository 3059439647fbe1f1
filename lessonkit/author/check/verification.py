"""Figures that were held against a second text: data/verification.csv."""

from __future__ import annotations

from dataclasses import dataclass

from lessonkit.author.check.course_data import CLAIMS, VERIFICATION, CourseData, numbered
from lessonkit.author.check.finding import Finding
from lessonkit.author.check.numbers import find
from lessonkit.author.check.uncited_numbers import addressed, numbers_of

AGREES = ("yes", "no", "rounded", "differs-by-definition")


@dataclass(frozen=True)
class Verified:
    """How many figures were read a second time, how many differ, and how many of those are not explained."""

    figures: int = 0
    differ: int = 0
    unexplained: int = 0


def count(data: CourseData) -> Verified:
    """Count the rows of verification.csv; an absent file counts as none."""
    rows = data.rows(VERIFICATION)
    differ = [row for row in rows if row["agrees"] in ("no", "differs-by-definition")]
    return Verified(len(rows), len(differ), sum(not row["note"] for row in differ))


def check(data: CourseData) -> list[Finding]:
    """Return rows that name an unknown claim or table, confirm another number than it has, or explain no difference."""
    found = []
    for line, row in numbered(data.rows(VERIFICATION)):
        where = f"{VERIFICATION.as_posix()}, line {line}"
        name = row["claim_or_row"]
        known = name in data.claims if name.startswith("c-") else name.partition(":")[0] in data.tables
        if not known and not (name.startswith("c-") and data.lost(CLAIMS)):
            what = f"{name or 'nothing'} is neither a claim nor a row of a table"
            found.append(Finding(where, what, "write a claim's id, or table:key=value"))
        elif name in data.claims:
            claim, ours = data.claims[name], row.get("our_value", "")
            said = [*numbers_of(claim), *find(claim.get(row.get("column", "")) or "")]
            for number in find(ours):
                if not addressed(ours, number, said):
                    what = f"{number.text} was read a second time, but {name} does not say it"
                    found.append(Finding(where, what, "hold what the claim says now against the source, or correct it"))
        if row["agrees"] not in AGREES:
            found.append(Finding(where, f"agrees is {row['agrees'] or 'empty'}", f"use one of {', '.join(AGREES)}"))
        elif row["agrees"] in ("no", "differs-by-definition") and not row["note"]:
            found.append(Finding(where, "a disagreement without a note", "say which figure is used and why"))
        if not row["second_source"]:
            found.append(Finding(where, "no second source", "name the text that was read"))
    return found
