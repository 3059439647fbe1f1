"""Choose one: a list of options of which exactly one is right."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from lessonkit.quiz import parts, rules
from lessonkit.quiz.fields import Fields
from lessonkit.quiz.model import Counted, Question, Rule

#: A right option this much longer than the longest wrong one gives itself away.
LENGTH_RATIO = 1.3


class Single(Question):
    """One of the options is the answer."""

    kind = "single"
    meaning = "one right"
    ask = "Choose one"
    pencil = "Tick one box"
    one_right = True

    keys: ClassVar[dict[str, Rule]] = {
        "options": rules.many("exactly one is right", rules.block(rules.CHOICE, ["text"])) | rules.JUST_ONE_RIGHT
    }
    needed: ClassVar[tuple[str, ...]] = ("options",)
    unless_pretest: ClassVar[Rule] = rules.explained("options")
    skeleton = """\
- id: NN-one-right
  kind: single
  level: read # recall, read, compare or judge
  outcome: 1
  stem: Which of these is right?
  hint: Look at the first figure.
  source: this page
  options:
    - text: This one
      right: true
      feedback: Say why it is right.
    - text: That one
      feedback: Say why it is not, and where to look.
    - text: The other one
      feedback: Say why it is not, and where to look.
"""

    @classmethod
    def read(cls, fields: Fields) -> dict[str, Any]:
        """Return the options, of which one is right."""
        options = rules.options(fields, "options", rules.CHOICE)
        rules.one_right(fields, "options", options)
        return {"options": options}

    def weaknesses(self) -> Iterator[str]:
        """Yield that the right option tells itself by its length."""
        right = max(len(option.text) for option in self.options if option.right)
        wrong = max(len(option.text) for option in self.options if not option.right)
        if right > wrong * LENGTH_RATIO and right - wrong > 12:
            yield "the right option is much the longest; shorten it or fill out the others."

    def counted(self, firsts: list[Any]) -> Iterator[Counted]:
        """Yield how often each option was chosen."""
        yield from parts.chosen(self.options, firsts)
