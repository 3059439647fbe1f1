"""Every number in prose that states a fact has an address: a claim cited beside it that holds the number, or the exact
number of which it is a right rounding that a word announces ("about 7,600").

The unit is what a reader takes in at once: a paragraph, a list item, a table row. A number in a heading may
lean on the claims cited in its section.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from lessonkit.author.check.finding import Finding
from lessonkit.author.check.held import holds, rounds
from lessonkit.author.check.notebook import Notebook
from lessonkit.author.check.numbers import Number, covered, find
from lessonkit.author.check.prose import Unit
from lessonkit.evidence import marks

Claims = Mapping[str, Mapping[str, str]]
# The fields of a claim in which a number of the prose may stand.
FIELDS = ("sentence", "value", "unit", "as_of", "locator")


@dataclass
class Count:
    """How many numbers state a fact, and how many of them have an address."""

    numbers: int = 0
    addressed: int = 0

    def __iadd__(self, other: Count) -> Count:
        """Add another text's numbers."""
        self.numbers += other.numbers
        self.addressed += other.addressed
        return self


@dataclass
class Result:
    """Findings and counts of one text."""

    findings: list[Finding] = field(default_factory=list)
    count: Count = field(default_factory=Count)


def check_notebook(notebook: Notebook, claims: Claims, allowed: Sequence[re.Pattern[str]]) -> Result:
    """Check every Markdown cell of a notebook, and the visible numbers of its citations."""
    result = check_units(notebook.units, notebook.name, claims, allowed)
    result.findings += _visible(notebook)
    return result


def check_units(found: Sequence[Unit], name: str, claims: Claims, allowed: Sequence[re.Pattern[str]]) -> Result:
    """Check units of prose in order; `name` is the file that findings print."""
    result = Result()
    for place, unit in enumerate(found):
        where = f"{name}, cell {unit.cell}" if unit.cell else f"{name}, “{short(unit.plain)}”"
        ids = [key for _, key in unit.cited]
        for key in ids:
            if key not in claims:
                result.findings.append(
                    Finding(
                        where,
                        f"cites {key}, which is no claim",
                        "correct the id or add it to data/claims.csv",
                    )
                )
        if unit.kind == "heading":
            ids = _section_ids(found, place)
        known = [number for key in ids if key in claims for number in numbers_of(claims[key])]
        for number in facts(unit.plain, allowed):
            result.count.numbers += 1
            if addressed(unit.plain, number, known):
                result.count.addressed += 1
            else:
                result.findings.append(_without(number, unit, ids, where))
    return result


def addressed(text: str, number: Number, known: Sequence[Number]) -> bool:
    """Say whether a number of a text is one of the known ones, or a right rounding of one that the text announces."""
    return covered(number, known) or rounds(text, number, known)


def facts(text: str, allowed: Sequence[re.Pattern[str]]) -> list[Number]:
    """Return the numbers of visible text that state a fact: those that no allowance explains."""
    for pattern in allowed:
        text = pattern.sub(lambda found: "\0" * len(found[0]), text)
    return list(find(text))


def numbers_of(claim: Mapping[str, str]) -> list[Number]:
    """Return the numbers and dates that a claim holds.

    A sentence that does not hold the claim's own value is out of date, and no address for what repeats it.
    """
    stale = bool(claim.get("sentence")) and not holds(claim["sentence"], claim)
    return [n for name in FIELDS if not (stale and name == "sentence") for n in find(claim.get(name) or "")]


def _section_ids(found: Sequence[Unit], place: int) -> list[str]:
    """Return the claims cited between a heading and the next one of its level or above."""
    ids = [key for _, key in found[place].cited]
    for unit in found[place + 1 :]:
        if unit.kind == "heading" and unit.level <= found[place].level:
            break
        ids += [key for _, key in unit.cited]
    return ids


def _without(number: Number, unit: Unit, ids: Iterable[str], where: str) -> Finding:
    context = _around(unit.plain, number)
    cited = sorted(set(ids))
    if not cited:
        mend = "cite its claim, such as [[1]](#c-…), or say why it needs none in data/check.yaml"
        return Finding(where, f"“{number.text}” in “{context}” has no address", mend)
    return Finding(
        where,
        f"“{number.text}” in “{context}” stands in none of the claims cited there ({', '.join(cited)})",
        "cite the claim that holds it, or correct the number",
    )


def _around(text: str, number: Number, width: int = 25) -> str:
    start = max(0, number.start - width)
    end = number.start + len(number.text) + width
    piece = " ".join(text[start:end].split())
    return f"{'…' if start else ''}{piece}{'…' if end < len(text) else ''}"


def short(text: str) -> str:
    """Return the beginning of a unit, by which a finding names it where there are no cells."""
    return text if len(text) <= 40 else f"{text[:39].rstrip()}…"


def _visible(notebook: Notebook) -> list[Finding]:
    """Find citations whose visible number is not the claim's place in the list of references."""
    # The order is that by which `lessonkit run` writes the numbers, so that running mends each of these.
    order = marks.order_of(cell.source for cell in notebook.text)
    wrong = []
    for cell in notebook.text:
        for shown, key in marks.marks(cell.source):
            place = order.index(key) + 1
            if shown != str(place):
                what = f"shows [{shown}] for {key}, which is number {place}"
                wrong.append(Finding(notebook.at(cell), what, "run `lessonkit run` on the notebook"))
    return wrong
