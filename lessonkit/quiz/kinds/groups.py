"""Sort into groups: each item belongs to one of the named groups."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from lessonkit.quiz import rules
from lessonkit.quiz.fields import Fields, shown
from lessonkit.quiz.kinds.placing import Placing
from lessonkit.quiz.model import Compute, Option, Rule


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Groups(Placing):
    """Items and the names of the groups; an answer names a group by its place among them."""

    groups: tuple[str, ...]

    kind = "groups"
    meaning = "each item belongs to one of several groups"
    ask = "Sort into groups"
    pencil = "Write the letter of its group on each line"
    twin_words = ("Sort these", "into these groups:")

    ITEM: ClassVar[dict[str, Rule]] = {
        "text": rules.text("an item"),
        "group": rules.text("the group it belongs to"),
        "feedback": rules.text("why it belongs there"),
        "source": rules.SOURCE,
    }
    keys: ClassVar[dict[str, Rule]] = {
        "groups": rules.many("names of the groups", rules.text()),
        "items": rules.many("what is to be sorted", rules.block(ITEM, ["text", "group"])),
    }
    needed = ("groups", "items")
    unless_pretest: ClassVar[Rule] = rules.explained("items")
    skeleton = """\
- id: NN-groups
  kind: groups
  level: compare
  outcome: 1
  stem: Where does each belong?
  source: this page
  groups: [One group, Another group]
  items:
    - text: A thing
      group: One group
      feedback: Say why.
    - text: Another thing
      group: Another group
      feedback: Say why.
"""

    @classmethod
    def read(cls, fields: Fields) -> dict[str, Any]:
        """Return the names of the groups, and the items with the group of each."""
        asked = fields.many("groups", 2, "name each group on its own line", rules.LETTERS)
        names = tuple(fields.clean(name, "groups") for name in asked)
        rules.distinct(fields, "groups", list(names))
        items = rules.options(fields, "items", cls.ITEM)
        for item in items:
            if item.group not in names:
                fault = f"{shown(item.text)} belongs to {shown(item.group)}, which is not in 'groups'; correct one"
                fields.fail(fault, "items")
        return {"groups": names, "options": items}

    def key(self) -> dict[str, Any]:
        """Return the names of the groups."""
        return {"groups": self.groups}

    def key_marks(self, compute: Compute) -> list[Any]:
        """Return the names of the groups at their place."""
        return [list(self.groups), None]

    def line(self, option: Option) -> dict[str, Any]:
        """Return the place of the item's group."""
        return {"to": self.groups.index(option.group)}

    def choices(self) -> list[str]:
        """Return the groups as they are written."""
        return list(self.groups)

    def choice_places(self) -> dict[str, int]:
        """Return the place of each group."""
        return {name: place for place, name in enumerate(self.groups)}

    def target(self, at: int) -> int:
        """Return the place of the item's group."""
        return self.groups.index(self.options[at].group)
