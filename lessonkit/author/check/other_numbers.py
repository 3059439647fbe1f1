"""The other numbers of a claim's sentence: what stands beside its value has a place in the data, too.

A reader sees the whole sentence, and the claim itself holds its value only. Each other number of the sentence is the
value of a claim of the same source or lesson, or stands in a table of that source: so a mistyped one is seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from lessonkit.author.check.course_data import CLAIMS, CourseData
from lessonkit.author.check.held import rounds, states
from lessonkit.author.check.numbers import Number, covered, find
from lessonkit.author.check.uncited_numbers import facts

# Numbers that only name something (a section of a law, a form), and what a rate is taken of.
_NAMES = re.compile(
    r"(?:\b(?:sections?|titles?|chapters?|parts?|laws?|orders?|no\.|number|resolution|bill|form|every|per)|§)"
    r" (?:\d+[-–])?$",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")


class Places:
    """Where numbers stand in a course's data: by source, by lesson and by table."""

    def __init__(self, data: CourseData, allowed: Sequence[re.Pattern[str]] = ()) -> None:
        """Note which texts belong together, read for numbers once somebody asks; `allowed` numbers state nothing."""
        self.allowed = allowed
        self._texts: dict[str, list[str]] = {}
        self._numbers: dict[str, list[Number]] = {}
        for claim in data.rows(CLAIMS):
            self._note([f"lesson {claim['lesson']}", *_ids(claim["source_id"])], [claim["value"]], claim["unit"])
        for name, rows in data.tables.items():
            for row in rows:
                cited = [source for column, cell in row.items() if "source" in column for source in _ids(cell)]
                self._note(
                    [f"table {name}", *(f"tables of {source}" for source in cited)], row.values(), row.get("unit")
                )

    def _note(self, keys: Iterable[str], texts: Iterable[str], unit: str | None) -> None:
        known = [text for text in texts if _DIGIT.search(text)]
        known += [f"{text} {unit}" for text in known if unit]
        for key in keys:
            self._texts.setdefault(key, []).extend(known)

    def _of(self, key: str) -> list[Number]:
        if key not in self._numbers:
            self._numbers[key] = [number for text in dict.fromkeys(self._texts.get(key, ())) for number in find(text)]
        return self._numbers[key]

    def faults(self, claim: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """Yield (what is wrong, how to mend it) for each number of the claim's sentence that has no place."""
        text = claim["sentence"]
        own = [number for column in ("value", "as_of", "locator") for number in find(claim[column])]
        sources = _ids(claim["source_id"])
        near = [*sources, f"lesson {claim['lesson']}", f"table {claim['table']}", *(f"tables of {s}" for s in sources)]
        for number in facts(text, self.allowed):
            if number.kind in ("year", "date") or _NAMES.search(text[: number.start]) or _states_value(number, claim):
                continue
            if not _among(text, number, own) and not any(_among(text, number, self._of(key)) for key in near):
                yield (
                    f"its sentence says {number.text}, which no claim and no table of the same source holds",
                    "correct it, or give it a claim of its own",
                )


def _among(text: str, number: Number, known: list[Number]) -> bool:
    return covered(number, known) or rounds(text, number, known)


def _states_value(number: Number, claim: Mapping[str, str]) -> bool:
    try:
        value = float(claim["value"].replace(",", ""))
    except ValueError:
        return False
    return states(claim["sentence"], number, value, claim["unit"])


def _ids(cell: str) -> list[str]:
    return [source for source in re.split(r"[;\s]+", cell) if source]
