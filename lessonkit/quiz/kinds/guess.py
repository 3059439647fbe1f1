"""Guess a number before the count is shown. What is said is how far off it was, not right or wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any, ClassVar

from lessonkit.html import bdi, esc
from lessonkit.quiz import parts, rules
from lessonkit.quiz.fields import Fields
from lessonkit.quiz.kinds.keyed import Keyed, number_text
from lessonkit.quiz.model import Bank, Compute, Payload, Rule

if TYPE_CHECKING:
    from lessonkit.quiz.card import Sources


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Guess(Keyed):
    """A number to guess between `low` and `high` in steps of `step`; `said` is told once the count is shown.

    The count is rounded to the step, so that a guess can meet it.
    """

    low: float
    high: float
    step: float
    said: str

    kind = "guess"
    meaning = "a number to guess before it is shown; not scored"
    ask = "Guess, then see; a guess is not scored"
    pencil = "Write your guess"
    graded = False

    keys: ClassVar[dict[str, Rule]] = {
        **Keyed.KEYS,
        "from": {"type": "number", "description": "the lowest guess"},
        "to": {"type": "number", "description": "the highest guess"},
        "step": {"type": "number", "exclusiveMinimum": 0, "description": "between two guesses; 1 when left out"},
        "feedback": rules.text("said with the count, which it may name as {value}"),
    }
    needed = ("unit", "from", "to", "feedback")
    further: ClassVar[Rule] = {"oneOf": Keyed.EITHER}
    skeleton = """\
- id: NN-guess
  kind: guess
  level: read
  stem: How many will it be?
  unit: people
  from: 0
  to: 100
  value: 37 # or key: with table, where, column and agg, computed from data/tables
  source: this page
  feedback: Say what the count of {value} means.
"""

    @classmethod
    def read(cls, fields: Fields) -> dict[str, Any]:
        """Return the number, the range it is guessed in and what is said of it."""
        low, high, step = fields.number("from"), fields.number("to"), fields.number("step", 1)
        if not low < high:
            fields.fail("'to' is not above 'from'; write the lowest guess behind 'from', the highest behind 'to'", "to")
        if not 0 < step <= high - low:
            fields.fail("'step' is not between 0 and the whole range; write how far two guesses are apart", "step")
        found = cls.read_number(fields)
        if found["value"] is not None and not low <= found["value"] <= high:
            fields.fail("'value' lies outside 'from' and 'to'; nobody could guess it: widen the range", "value")
        said = fields.text("feedback", "write what is said once the count is shown")
        return {"low": low, "high": high, "step": step, "said": said, **found}

    @property
    def rounds(self) -> bool:
        """A count is rounded to the step."""
        return True

    def number(self, compute: Compute) -> float:
        """Return the count, rounded to the step as a reader rounds."""
        steps = Decimal(str(super().number(compute))) / Decimal(str(self.step))
        return float(steps.quantize(Decimal(1), ROUND_HALF_UP) * Decimal(str(self.step)))

    def key_marks(self, compute: Compute) -> list[Any]:
        """Return the range and its unit: a guess stays a guess when the count changes."""
        return [*super().key_marks(compute), self.low, self.high, self.step, self.unit]

    def own_told(self) -> Iterator[tuple[str, str]]:
        """Yield what is said of the count."""
        yield "feedback", self.said

    def payload(self, bank: Bank, sources: Sources, compute: Compute) -> dict[str, Any]:
        """Return the count, the range and what is said; its table where it has no source."""
        number = self.number(compute)
        found: dict[str, Any] = {"value": number, "from": self.low, "to": self.high, "step": self.step}
        found = {name: int(one) if float(one).is_integer() else one for name, one in found.items()}
        shown = number_text(number)
        found |= {"shown": shown, "unit": self.unit, "right": self.said.replace("{value}", shown)}
        if self.spec and not self.source:
            found["source"] = sources.table(self.spec["table"])
        return found

    def twin(self, bank: Bank) -> str:
        """Return between what the number is guessed."""
        return f"<p>Guess a number of {bdi(self.unit)} from {number_text(self.low)} to {number_text(self.high)}.</p>"

    def folded(self, payload: Payload) -> str:
        """Return the count and what is said of it, folded."""
        return f"<details><summary>See the count</summary>{self.answered(payload)}</details>"

    @staticmethod
    def on_paper(question: Payload) -> str:
        """Return a line for the guess."""
        low, high = number_text(question["from"]), number_text(question["to"])
        line = f'<span class="rule" aria-hidden="true"></span> {bdi(question["unit"])}'
        return f'<p class="number">Your guess, from {low} to {high}: {line}</p>'

    @staticmethod
    def answered(question: Payload) -> str:
        """Return the count and what is said of it."""
        count = f"{esc(question['shown'])} {bdi(question['unit'])}"
        return f"<p><strong>The count: {count}.</strong>{parts.reason(question['right'])}</p>"

    @staticmethod
    def in_short(question: Payload) -> tuple[str, str]:
        """Return the count, and what is said of it."""
        return f"{question['shown']} {question['unit']}", str(question.get("right", ""))
