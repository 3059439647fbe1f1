"""Choose all that fit: a list of options of which one or more are right."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from lessonkit.quiz import parts, rules
from lessonkit.quiz.fields import Fields
from lessonkit.quiz.model import Compute, Counted, Mistake, Question, Rule


class Several(Question):
    """All right options together are the answer."""

    kind = "several"
    meaning = "any number right"
    ask = "Choose all that fit"
    pencil = "Tick every box that fits"

    keys: ClassVar[dict[str, Rule]] = {
        "options": rules.many("one or more are right", rules.block(rules.CHOICE, ["text"])) | rules.SOME_RIGHT
    }
    needed = ("options",)
    unless_pretest: ClassVar[Rule] = rules.explained("options")
    skeleton = """\
- id: NN-some-right
  kind: several
  level: compare
  outcome: 1
  stem: Which of these are right?
  source: this page
  options:
    - text: The first
      right: true
      feedback: Shown when it is chosen.
      unchosen: Shown when it is not chosen. A pointer, not the answer.
    - text: The second
      right: true
      feedback: Shown when it is chosen.
    - text: The third
      feedback: Shown when it is chosen.
"""

    @classmethod
    def read(cls, fields: Fields) -> dict[str, Any]:
        """Return the options, of which some are right."""
        options = rules.options(fields, "options", rules.CHOICE)
        if not any(option.right for option in options):
            fields.fail("none of 'options' is marked right; write 'right: true' under each right one", "options")
        return {"options": options}

    def weaknesses(self) -> Iterator[str]:
        """Yield that ticking everything would be right."""
        if all(option.right for option in self.options):
            yield "every option is right; add one that is not."

    def counted(self, firsts: list[Any]) -> Iterator[Counted]:
        """Yield how often each option was chosen."""
        yield from parts.chosen(self.options, firsts)

    def mistakes(self, answer: Any, compute: Compute) -> Iterator[Mistake]:
        """Yield the wrong options that were chosen and the right ones that were not."""
        yield from parts.wrong(self.options, answer)
        for at, option in enumerate(self.options):
            if isinstance(answer, list) and option.right and at not in parts.named(answer):
                yield f"left out: {option.text}", option.unchosen
