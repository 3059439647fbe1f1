"""Match: each line has one partner."""

from __future__ import annotations

from typing import Any, ClassVar

from lessonkit.quiz import rules
from lessonkit.quiz.fields import Fields
from lessonkit.quiz.kinds.placing import Placing
from lessonkit.quiz.model import Option, Rule, shuffle_key


class Match(Placing):
    """Lines and their partners; an answer names a partner by the place of its own line."""

    kind = "match"
    meaning = "each line has one partner"
    ask = "Match"
    pencil = "Write the letter that fits on each line"
    twin_words = ("Match each of these", "with one of these:")

    PAIR: ClassVar[dict[str, Rule]] = {
        "left": rules.text("the line"),
        "right": rules.text("its partner"),
        "feedback": rules.text("why they belong together"),
        "source": rules.SOURCE,
    }
    keys: ClassVar[dict[str, Rule]] = {
        "pairs": rules.many("each line with its partner", rules.block(PAIR, ["left", "right"]))
    }
    needed = ("pairs",)
    unless_pretest: ClassVar[Rule] = rules.explained("pairs")
    skeleton = """\
- id: NN-match
  kind: match
  level: recall
  outcome: 1
  stem: What belongs together?
  source: this page
  pairs:
    - left: A word
      right: What it means
      feedback: Say how one can tell.
    - left: Another word
      right: What that means
      feedback: Say how one can tell.
"""

    @classmethod
    def read(cls, fields: Fields) -> dict[str, Any]:
        """Return the lines, each with its partner."""
        found = []
        asked = fields.many("pairs", 2, "write 'left:', 'right:' and 'feedback:' for each", rules.LETTERS)
        for place, entry in enumerate(asked, 1):
            pair = Fields(entry, fields.file, fields.owner)
            pair.only(tuple(cls.PAIR))
            found.append(
                Option(
                    text=pair.text("left", f"write the left side of pair {place}"),
                    group=pair.text("right", f"write the right side of pair {place}"),
                    feedback=rules.said(pair, "feedback", f"pair {place} has no feedback: {rules.WHY}", fields),
                    source=pair.text("source"),
                )
            )
        rules.distinct(fields, "pairs", [option.text for option in found])
        rules.distinct(fields, "pairs", [option.group for option in found])
        return {"options": tuple(found)}

    def choices(self) -> list[str]:
        """Return the partners, mixed otherwise than their lines: on paper the letters would run A, B, C."""
        partners = [option.group for option in self.options]
        order = sorted(range(len(partners)), key=lambda place: shuffle_key(self.id + "/right", place))
        if order == self.shown_order():
            order = order[1:] + order[:1]
        return [partners[place] for place in order]

    def choice_places(self) -> dict[str, int]:
        """Return for each partner the place of its line."""
        return {option.group: place for place, option in enumerate(self.options)}

    def target(self, at: int) -> int:
        """Return the line's own place."""
        return at
