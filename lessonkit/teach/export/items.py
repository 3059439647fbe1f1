"""What a platform can ask: a few forms of question, made of plain text. Every kind of the kit becomes one of them.

Texts are those of the bank. Each format makes of them what is safe in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

#: What an item may need that not every platform has; each format says in one sentence what becomes of it.
HINT, LINES, OPTIONS, EACH_WRONG, HALF, PICTURE = "hint", "lines", "options", "each wrong", "half", "picture"
TYPED, UNSCORED, ORDERED = "typed", "unscored", "ordered"


class Line(NamedTuple):
    """One option, or one line to place: `to` is its partner, its group or its number."""

    text: str
    right: bool = False
    feedback: str = ""
    to: str = ""


class Picture(NamedTuple):
    """A figure that a question asks about, as it stands in the stored notebook."""

    name: str
    kind: str
    data: bytes
    alt: str


@dataclass(frozen=True, kw_only=True)
class Item:
    """One question of a platform.

    `above` stands over the stem, `below` under it. `general` is said after every answer, and `sources` are titles with
    addresses ("" where there is none). Nothing is scored where `points` is 0.
    """

    id: str
    level: str
    stem: str
    above: tuple[str, ...] = ()
    below: str = ""
    general: tuple[str, ...] = ()
    sources: tuple[tuple[str, str], ...] = ()
    hint: str = ""
    points: float = 1
    shuffle: bool = True
    picture: Picture | None = None

    #: What it is called in the notes.
    called: ClassVar[str]

    def needs(self) -> Iterator[str]:
        """Yield what this item needs that not every platform has."""
        if self.hint:
            yield HINT
        if self.points == 0:
            yield UNSCORED
        elif self.points != 1:
            yield HALF
        if not self.shuffle:
            yield ORDERED
        if self.picture:
            yield PICTURE


@dataclass(frozen=True, kw_only=True)
class Lined(Item):
    """Lines that may have reasons of their own."""

    lines: tuple[Line, ...]

    #: What it needs where a line has one.
    reasons: ClassVar[str]

    def needs(self) -> Iterator[str]:
        """Yield what all need, and that lines have reasons of their own."""
        yield from super().needs()
        if any(line.feedback for line in self.lines):
            yield self.reasons


@dataclass(frozen=True, kw_only=True)
class Choice(Lined):
    """Options of which one is right, or with `several` any number."""

    several: bool = False
    called = "options to choose from"
    reasons = OPTIONS


@dataclass(frozen=True, kw_only=True)
class Judge(Item):
    """A statement that is true or false."""

    answer: bool
    if_true: str = ""
    if_false: str = ""
    called = "true or false"


@dataclass(frozen=True, kw_only=True)
class Numeric(Item):
    """A number between `low` and `high`; `value` is the number itself, None where any in the range will do."""

    value: float | None
    low: float
    high: float
    right: str = ""
    too_low: str = ""
    too_high: str = ""
    called = "a number to type"

    def off(self) -> list[str]:
        """Return what is said to a number that is too low and to one that is too high, where both stand together."""
        sides = (("too low", self.too_low), ("too high", self.too_high))
        return [
            text if text.casefold().startswith(side) else f"If your number is {side}: {text}"
            for side, text in sides
            if text
        ]

    def needs(self) -> Iterator[str]:
        """Yield what all need, that a number is typed, and that each way of being wrong has words of its own."""
        yield from super().needs()
        if self.value is not None and self.points:
            yield TYPED
        if self.too_low or self.too_high:
            yield EACH_WRONG


@dataclass(frozen=True, kw_only=True)
class Matching(Lined):
    """Lines, each placed with one of `choices`."""

    choices: tuple[str, ...]
    called = "lines to match"
    reasons = LINES


@dataclass(frozen=True, kw_only=True)
class Essay(Item):
    """A text of the student's own, which a teacher scores."""

    model: str
    rubric: tuple[str, ...]
    called = "a text to write"


def number(value: float) -> str:
    """Return a number as platforms read it: no commas, no exponent."""
    return f"{value:.10f}".rstrip("0").rstrip(".") if value else "0"
