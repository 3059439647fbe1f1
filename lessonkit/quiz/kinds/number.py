"""Type a number: the right one stands in the bank or is computed from a table of the course."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar, Self

from lessonkit.html import bdi, esc
from lessonkit.quiz import parts, rules
from lessonkit.quiz.fields import Fields
from lessonkit.quiz.kinds.keyed import Keyed, number_text
from lessonkit.quiz.model import Bank, Compute, Mistake, Payload, Rule
from lessonkit.quiz.yaml_lines import Mapping

if TYPE_CHECKING:
    from lessonkit.quiz.card import Sources

#: What is said to a right number, to one that is too low and to one that is too high.
SAID: dict[str, Rule] = {
    "right": rules.text("may name the number as {value}"),
    "low": rules.text("for a number that is too low"),
    "high": rules.text("for a number that is too high"),
}


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Number(Keyed):
    """A number in a unit, typed in (`value`) or computed from a table (`spec`), and right within a margin.

    `tolerance` is absolute, `percent` relative; `right`, `low` and `high` are the three feedback texts.
    """

    tolerance: float
    percent: float
    right: str
    low: str
    high: str

    kind = "number"
    meaning = "typed"
    ask = "Type a number"
    pencil = "Write a number"

    keys: ClassVar[dict[str, Rule]] = {
        **Keyed.KEYS,
        "tolerance": {"type": "number", "minimum": 0, "description": "how far off an answer may be"},
        "tolerance_percent": {"type": "number", "minimum": 0},
        "feedback": rules.block(SAID),
    }
    needed = ("unit",)
    further: ClassVar[Rule] = {
        "oneOf": Keyed.EITHER,
        "not": {"required": ["tolerance", "tolerance_percent"]},
    }
    unless_pretest: ClassVar[Rule] = {
        "required": ["feedback"],
        "properties": {"feedback": {"required": list(SAID)}},
    }
    skeleton = """\
- id: NN-number
  kind: number
  level: read
  outcome: 1
  stem: How many are there?
  unit: people
  value: 20000 # or key: with table, where, column and agg, computed from data/tables
  tolerance_percent: 5
  source: this page
  feedback:
    right: "Yes: {value} people."
    low: Too low. Look at the axis.
    high: Too high. Look at the axis.
"""

    @classmethod
    def read(cls, fields: Fields) -> dict[str, Any]:
        """Return the right number, its unit, its margin and the three feedback texts."""
        found = cls.read_number(fields)
        if fields.has("tolerance") and fields.has("tolerance_percent"):
            fields.fail("give one of 'tolerance' and 'tolerance_percent', not both", "tolerance")
        tolerance, percent = fields.number("tolerance", 0), fields.number("tolerance_percent", 0)
        if tolerance < 0 or percent < 0:
            fields.fail("a tolerance cannot be below 0; write how far off an answer may be")
        silent = fields.flag("pretest", False) and not fields.has("feedback")
        feedback = Fields(Mapping() if silent else fields.block.get("feedback"), fields.file, fields.owner, fields.line)
        feedback.only(tuple(SAID))
        return {
            **found,
            "tolerance": tolerance,
            "percent": percent,
            "right": rules.said(feedback, "right", "write the feedback for a right number", fields),
            "low": rules.said(feedback, "low", "write the feedback for a number that is too low", fields),
            "high": rules.said(feedback, "high", "write the feedback for a number that is too high", fields),
        }

    @property
    def rounds(self) -> bool:
        """A margin lets a number with decimals be typed."""
        return bool(self.tolerance or self.percent)

    def margin(self, number: float) -> float:
        """Return how far from the right number an answer may lie and still be right."""
        return max(self.tolerance, abs(number) * self.percent / 100)

    def bare(self) -> Self:
        """Return the question without what is said afterwards."""
        return replace(super().bare(), right="", low="", high="")

    def key(self) -> dict[str, Any]:
        """Return where the number comes from, its unit and its margin."""
        return {"number": (self.value, self.spec, self.unit, self.tolerance, self.percent)}

    def key_marks(self, compute: Compute) -> list[Any]:
        """Return the number itself, its margin and its unit."""
        number = self.number(compute)
        return [*super().key_marks(compute), f"{number:.12g}", f"{self.margin(number):.12g}", self.unit]

    def own_told(self) -> Iterator[tuple[str, str]]:
        """Yield the three feedback texts."""
        for text in (self.right, self.low, self.high):
            yield "feedback", text

    def payload(self, bank: Bank, sources: Sources, compute: Compute) -> dict[str, Any]:
        """Return the number, its margin, its unit and what is said; its table where it has no source."""
        number = self.number(compute)
        # Feedback may name the number as {value}: a text that typed it would go stale with the table.
        feedback = {name: getattr(self, name).replace("{value}", number_text(number)) for name in SAID}
        found = {
            "value": int(number) if number.is_integer() else number,
            "shown": number_text(number),
            "margin": self.margin(number),
            "unit": self.unit,
        } | feedback
        if self.spec and not self.source and not self.pretest:
            found["source"] = sources.table(self.spec["table"])
        return found

    def twin(self, bank: Bank) -> str:
        """Return what is counted."""
        return f"<p>Answer in {bdi(self.unit)}.</p>"

    @staticmethod
    def on_paper(question: Payload) -> str:
        """Return a line for the number."""
        unit = bdi(question.get("unit", ""))
        return f'<p class="number">Answer: <span class="rule" aria-hidden="true"></span> {unit}</p>'

    @staticmethod
    def answered(question: Payload) -> str:
        """Return the number, its margin and the three feedback texts."""
        margin = question.get("margin") or 0
        near = f", give or take {margin:,.10g}" if margin else ""
        unit = bdi(question.get("unit", ""))
        reasons = parts.lines(
            f'<span class="why">{when} {bdi(question[name])}</span>'
            for name, when in (("right", "Why:"), ("low", "When too low:"), ("high", "When too high:"))
            if question.get(name)
        )
        return f"<p><strong>Right: {esc(question['shown'])} {unit}{near}.</strong></p>{reasons}"

    @staticmethod
    def in_short(question: Payload) -> tuple[str, str]:
        """Return the number, and what is said of it."""
        return f"{question['shown']} {question['unit']}", str(question.get("right", ""))

    def mistakes(self, answer: Any, compute: Compute) -> Iterator[Mistake]:
        """Yield the number that was typed, with what is said to one that is too low or too high."""
        if typed := self.whole(answer):
            right = self.number(compute)
            yield typed, (self.low if answer < right else self.high).replace("{value}", number_text(right))

    def whole(self, answer: Any) -> str:
        """Return the number and its unit."""
        fine = type(answer) in (int, float) and abs(answer) < 1e15 and math.isfinite(answer)
        return f"{number_text(answer)} {self.unit}" if fine else ""
