"""What a question is. Plain values: no file, no HTML, no browser in here."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import Any

KINDS = (
    "single",
    "several",
    "truefalse",
    "number",
    "order",
    "match",
    "groups",
    "open",
    "confidence",
    "opinion",
)
#: Letters of an id: what browser, log and passport take, so that an answer to any question of a bank is kept.
LONGEST_ID = 60
LEVELS = ("recall", "read", "compare", "judge")
#: Kinds whose answers stay in the reader's browser: never in the log, a passport or a report.
PRIVATE = ("confidence", "opinion")
#: The scale of a confidence question that names no options of its own.
SCALE = ("Not sure at all", "A little sure", "Fairly sure", "Very sure")
OPEN_NOTICE = "Write no names and nothing private about anyone."


@dataclass(frozen=True)
class Option:
    """One line a reader can choose, move or place.

    `right` matters for single, several and the reasons of truefalse; `group` is the right group of an item to
    sort and the right partner of a line to match. `feedback` is shown when the option is chosen or placed,
    `unchosen` when it is not chosen. `source` is the id of a claim or a source.
    """

    text: str
    right: bool = False
    feedback: str = ""
    unchosen: str = ""
    source: str = ""
    group: str = ""


@dataclass(frozen=True)
class NumberKey:
    """The right number of a number question: typed in (`value`) or computed from a table (`spec`).

    `tolerance` is absolute, `percent` relative; `right`, `low` and `high` are the three feedback texts.
    """

    value: float | None
    spec: dict[str, str] | None
    unit: str
    tolerance: float
    percent: float
    right: str
    low: str
    high: str

    def margin(self, value: float) -> float:
        """Return how far from `value` an answer may lie and still be right."""
        return max(self.tolerance, abs(value) * self.percent / 100)


@dataclass(frozen=True)
class Question:
    """One question of the bank, checked. `place` says file and line, for errors and findings."""

    id: str
    lesson: str
    kind: str
    level: str
    stem: str
    place: str
    hint: str = ""
    source: str = ""
    options: tuple[Option, ...] = ()
    groups: tuple[str, ...] = ()
    answer: bool | None = None
    feedback_true: str = ""
    feedback_false: str = ""
    number: NumberKey | None = None
    model: str = ""
    rubric: tuple[str, ...] = ()
    shuffle: bool = True
    figure: bool = False
    before: str = ""
    pretest: bool = False
    set: str = ""

    @property
    def private(self) -> bool:
        """True when the answer must never leave the reader's browser."""
        return self.kind in PRIVATE

    @property
    def graded(self) -> bool:
        """True when the page itself can say right or wrong."""
        return not self.private and self.kind != "open"

    @property
    def scored(self) -> bool:
        """True when it counts: graded, and not only asked to be compared with a later answer."""
        return self.graded and not self.pretest

    def bare(self) -> Question:
        """Return the question without hint, feedback and sources: what a pretest shows."""
        options = tuple(replace(option, feedback="", unchosen="", source="") for option in self.options)
        number = self.number and replace(self.number, right="", low="", high="")
        return replace(self, hint="", source="", options=options, number=number, feedback_true="", feedback_false="")

    def shown_order(self) -> list[int]:
        """Return the places of `options` in the order in which readers see them, the same for every reader.

        Answers are stored by the place in the file, so a new order never changes what an old answer means.
        """
        places = list(range(len(self.options)))
        if not self.shuffle or self.private:
            return places
        mixed = sorted(places, key=lambda place: shuffle_key(self.id, place))
        if self.kind == "order" and mixed == places:  # a puzzle must not open solved
            mixed = mixed[1:] + mixed[:1]
        return mixed

    def choices(self) -> list[str]:
        """Return what the select boxes offer: partners in mixed order (match), groups as written (groups)."""
        if self.kind == "groups":
            return list(self.groups)
        partners = [option.group for option in self.options]
        order = sorted(range(len(partners)), key=lambda place: shuffle_key(self.id + "/right", place))
        if order == self.shown_order():  # as above: on paper the letters would run A, B, C
            order = order[1:] + order[:1]
        return [partners[place] for place in order]


@dataclass(frozen=True)
class QuestionSet:
    """Questions shown one at a time under one title, such as a set of scenarios."""

    id: str
    title: str
    intro: str
    place: str


@dataclass(frozen=True)
class Words:
    """What to say about a whole lesson's score; `start` is the lowest share (0 to 1) it applies to."""

    start: float
    text: str


@dataclass(frozen=True)
class Bank:
    """One lesson's file."""

    lesson: str
    name: str
    questions: tuple[Question, ...]
    sets: tuple[QuestionSet, ...] = ()
    overall: tuple[Words, ...] = ()
    open_notice: str = OPEN_NOTICE

    def words(self, share: float) -> str:
        """Return the overall words for a share of right answers; "" when the file has none for it."""
        fitting = [words for words in self.overall if words.start <= share + 1e-9]
        return max(fitting, key=lambda words: words.start).text if fitting else ""


def shuffle_key(seed: str, place: Any) -> str:
    """Return a sort key that mixes places the same way on every machine and Python."""
    return hashlib.sha256(f"{seed}|{place}".encode()).hexdigest()
