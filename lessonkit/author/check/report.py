"""The figures of the evidence base, as `lessonkit check --report` prints them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from lessonkit.author.check import bank, bank_balance, claims, clock, positions, verification
from lessonkit.author.check.grade import grade
from lessonkit.author.check.notebook import Notebook
from lessonkit.author.check.outline import route_words
from lessonkit.terminal import visible

if TYPE_CHECKING:
    from lessonkit.author.check import Checker

AUTHORITY = ("statute", "government", "court")


def text(checker: Checker, pages: Sequence[Notebook]) -> str:
    """Return the report, one figure a line."""
    data = checker.data
    rows = sum(map(len, data.tables.values()))
    lines = [
        f"Tables: {len(data.tables)}, rows: {rows:,}",
        f"Sources: {len(data.sources)} ({_kinds(row.get('kind', '') for row in data.sources.values())})",
        f"Claims: {len(data.claims)} ({_kinds(row.get('kind', '') for row in data.claims.values())}); "
        f"recomputed from a table: {sum(bool(row.get('table')) for row in data.claims.values())}",
    ]
    counted = checker.count(pages)
    cited = {key for page in pages for unit in page.units for _, key in unit.cited}
    share = counted.addressed / counted.numbers if counted.numbers else 1
    lines.append(f"Numbers in prose with an address: {counted.addressed} of {counted.numbers} ({share:.0%})")
    contested = [row for row in data.claims.values() if row.get("kind") == "contested"]
    lines.append(f"Contested claims with a government and an independent source: {_both(checker)} of {len(contested)}")
    lines.append(f"Claims cited in a lesson: {len(cited & data.claims.keys())} of {len(data.claims)}")
    verified = verification.count(data)
    lines.append(
        f"Verified figures: {verified.figures}; differing: {verified.differ}, "
        f"of these without a note: {verified.unexplained}"
    )
    late = sum(claims.overdue(row, checker.today) for row in data.claims.values())
    lines.append(f"Overdue reviews on {checker.today.isoformat()}: {late}")
    lines += [_page(page, checker) for page in pages]
    lines += [line for page in pages if page.lesson for line in clock.said(page)]
    lines += _asked(checker)
    lines += positions.said(checker.settings.positions, data)
    return "\n".join(map(visible, lines))  # a name of a file could bring a line of its own


def _both(checker: Checker) -> int:
    """Count the contested claims that rest on both sides: an authority and somebody independent of it."""
    count = 0
    for row in checker.data.claims.values():
        if row.get("kind") == "contested":
            ids = row.get("source_id", "").replace(";", " ").split()
            kinds = {checker.data.sources[key].get("kind") for key in ids if key in checker.data.sources}
            count += bool(kinds & set(AUTHORITY)) and bool(kinds - set(AUTHORITY))
    return count


def _page(page: Notebook, checker: Checker) -> str:
    got = grade(page)
    shown = f"reading grade {got:.1f}" if got is not None else "too short for a reading grade"
    keys = {key for unit in page.units for _, key in unit.cited}
    ids = {
        source
        for key in keys & checker.data.claims.keys()
        for source in checker.data.claims[key].get("source_id", "").replace(";", " ").split()
    }
    kinds = _kinds(checker.data.sources[key].get("kind", "") for key in ids & checker.data.sources.keys())
    return f"{page.name}: {shown}; {route_words(page):,} words on the route; sources cited: {kinds or 'none'}"


def _asked(checker: Checker) -> list[str]:
    """Return what a student could guess by: how often a statement is true, and the right option the longest."""
    asked = bank.readable(checker.course)
    verdicts = [question.verdict for question in asked if question.verdict is not None]
    single = [question.options for question in asked if question.one_right and question.scored]
    longest = sum(map(bank_balance.right_is_longest, single))
    return [
        f"Statements to judge: {len(verdicts)}, of these true: {_part(sum(map(bool, verdicts)), verdicts)}",
        f"Choose-one questions: {len(single)}, of these with the right option longest: {_part(longest, single)}",
    ]


def _part(count: int, whole: Sequence[object]) -> str:
    return f"{count} ({count / len(whole):.0%})" if whole else str(count)


def _kinds(kinds: Iterable[str]) -> str:
    return ", ".join(f"{kind or 'no kind'} {count}" for kind, count in sorted(Counter(kinds).items()))
