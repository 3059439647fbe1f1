"""Put in order: a list whose order in the bank is the right one, always shown mixed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any, ClassVar

from lessonkit.html import bdi
from lessonkit.quiz import parts, rules
from lessonkit.quiz.fields import Fields
from lessonkit.quiz.model import Compute, Mistake, Payload, Question, Rule


class Order(Question):
    """Items to be moved into the order of the bank."""

    kind = "order"
    meaning = "moved with select boxes and buttons"
    ask = "Put in order"
    pencil = "Number the lines from first to last"
    slow = True

    LINE: ClassVar[dict[str, Rule]] = {
        "text": rules.text("an item"),
        "feedback": rules.text("why it belongs there"),
        "source": rules.SOURCE,
    }
    keys: ClassVar[dict[str, Rule]] = {
        "shuffle": {"const": True, "description": "steps to put in order are always mixed"},
        "items": rules.many("in the right order", rules.block(LINE, ["text"])),
    }
    needed = ("items",)
    unless_pretest: ClassVar[Rule] = rules.explained("items")
    skeleton = """\
- id: NN-in-order
  kind: order
  level: recall
  outcome: 1
  stem: What came first?
  source: this page
  items: # in the right order
    - text: The first event
      feedback: Say how one can tell.
    - text: The second event
      feedback: Say how one can tell.
    - text: The third event
      feedback: Say how one can tell.
"""

    @classmethod
    def read(cls, fields: Fields) -> dict[str, Any]:
        """Return the items in their right order."""
        if not fields.flag("shuffle", True):
            fault = "unmixed, the steps would stand in their right order from the start; remove 'shuffle'"
            fields.fail(fault, "shuffle")
        return {"options": rules.options(fields, "items", cls.LINE)}

    def own_told(self) -> Iterator[tuple[str, str]]:
        """Yield the items: each of them is so, whatever its place."""
        for option in self.options:
            yield "item", option.text

    def shown_order(self) -> list[int]:
        """Return the mixed places: a puzzle must not open solved."""
        mixed = super().shown_order()
        return mixed[1:] + mixed[:1] if mixed == sorted(mixed) else mixed

    @staticmethod
    def on_paper(question: Payload) -> str:
        """Return the items with a blank for each one's number."""
        return parts.blanks(question)

    @staticmethod
    def answered(question: Payload) -> str:
        """Return the items in their right order, numbered, with reasons."""
        right = sorted(question["options"], key=lambda option: option["at"])
        return parts.lines(
            f'<span class="blank">{place}</span>{bdi(option["text"])}{parts.reason(option.get("feedback"))}'
            for place, option in enumerate(right, 1)
        )

    @staticmethod
    def in_short(question: Payload) -> tuple[str, str]:
        """Return the number of each line from top to bottom, and the reason for one."""
        return ", ".join(str(option["at"] + 1) for option in question["options"]), parts.first_reason(question)

    def _given(self, answer: Any) -> list[int]:
        """Return an answer as the places of all items, first item first; [] for anything else."""
        fine = isinstance(answer, list) and all(type(place) is int for place in answer)
        return answer if fine and sorted(answer) == list(range(len(self.options))) else []

    def mistakes(self, answer: Any, compute: Compute) -> Iterator[Mistake]:
        """Yield each two items that stand the wrong way round."""
        for early, late in combinations(self._given(answer), 2):
            if early > late:
                first, second = self.options[late], self.options[early]
                why = " ".join(filter(None, (first.feedback, second.feedback)))
                yield f"“{second.text}” before “{first.text}”", why

    def whole(self, answer: Any) -> str:
        """Return the items in the order given."""
        return " › ".join(self.options[place].text for place in self._given(answer))
